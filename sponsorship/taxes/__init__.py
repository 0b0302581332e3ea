"""Which taxes stand on invoices to which countries, and since when. It does not know any invoice."""
