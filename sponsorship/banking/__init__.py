"""Our bank accounts as the bank tells of them: statements, their lines, and what each line was.

It knows which journal entry a line is, and how files are read. It does not know gifts, invoices or payouts.
"""
