"""Gifts of money, one at a time or every month. It does not know how receipts look or books are kept."""
