"""The catalogue: programme years, tiers, benefits, clauses. It does not know who sponsors."""
