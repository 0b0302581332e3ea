"""Funds: money accounted for separately, and what donors restricted it to."""
