"""Reviewing applications: who looks after each, what colleagues noted, and what it means to us."""
