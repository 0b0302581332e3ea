"""The agreement with a sponsor: draft, send, sign, nullify. It does not know the invoice."""
