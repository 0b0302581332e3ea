"""Places of tiers and benefits that are kept for somebody for a time. It does not know who sponsors."""
