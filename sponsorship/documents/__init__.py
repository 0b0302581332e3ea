"""Contracts, invoices, credit notes and receipts as archival, accessible PDF files.

Knows how each document looks and how to make a file of it. Does not know money, calendars, tax law
or any record of ours: every amount and every date arrives as the text that is to be printed.
"""
