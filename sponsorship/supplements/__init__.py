"""What a sponsor adds to an agreed sponsorship: asked for, kept free, decided, promised.

Knows add-ons, their prices and places. Knows neither contracts nor invoices, which name it.
"""
