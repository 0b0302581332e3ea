"""What passes between us and a sponsor for its benefits.

It knows which assets a sponsorship's promises ask for or hand over, and their values. It does not know
contracts, invoices or letters; what a benefit asks of every sponsor stands in the catalogue.
"""
