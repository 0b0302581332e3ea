"""Letters: owed with the fact that causes them, written from templates, sent once.

Knows recipients, templates and mail servers. Does not know donations, sponsorships or invoices:
what a letter says arrives as its own typed context.
"""
