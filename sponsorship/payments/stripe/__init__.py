"""Stripe: the only place that speaks to it.

Knows Stripe's words, its idempotency keys and its ways of writing amounts, and translates them into
ours. Does not know what a payment means to a gift, an invoice or the books. The package `stripe` is
imported when it is first needed: a process that only verifies signatures costs none of it.
"""
