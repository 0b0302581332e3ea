"""What the self-checks found: one row a run. It does not know what is checked."""
