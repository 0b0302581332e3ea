"""Sponsorships, donations and restricted grants of a foundation: one system, one ledger."""
