"""The payments sandbox: a small server that speaks the part of Stripe's API the product uses.

It knows payments, subscriptions, invoices, payouts and signed webhooks. It deliberately knows
nothing of sponsorships, donations or our database, and it never moves real money.
"""
