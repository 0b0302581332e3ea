"""Business facts that touch several capabilities in one transaction, and the calls around them."""
