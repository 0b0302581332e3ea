"""Differences between our books and what others say, and when we looked. It does not know how to look."""
