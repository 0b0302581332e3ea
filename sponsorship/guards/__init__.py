"""The database's own guards: triggers on both engines, generated from one declaration.

Knows which statements are never right, whoever sends them. Does not know why an operation would
want them: that is for the capabilities, whose refusals come first and explain themselves.
"""

from sponsorship.guards.declared import functions, names, reference_rows, statements, triggers
from sponsorship.guards.presence import missing
from sponsorship.guards.rights import grants

__all__ = [
    "functions",
    "grants",
    "missing",
    "names",
    "reference_rows",
    "statements",
    "triggers",
]
