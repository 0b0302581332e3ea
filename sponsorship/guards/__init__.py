"""The database's own guards: triggers on both engines, generated from one declaration.

Knows which statements are never right, whoever sends them. Does not know why an operation would
want them: that is for the capabilities, whose refusals come first and explain themselves.

Out of their reach is whoever can change the schema itself: on SQLite everybody who may write the
file, who can drop a trigger or turn a pragma off; on PostgreSQL the owner of the tables and
superusers, which the application's own role is not. `missing` names at the next start what is gone,
and the chain of audit notes and the selfcheck tell what was changed meanwhile.
"""

from sponsorship.guards.declared import functions, names, reference_rows, statements, triggers
from sponsorship.guards.lifting import lifted
from sponsorship.guards.presence import is_overpowered, missing
from sponsorship.guards.rights import grants

__all__ = [
    "functions",
    "grants",
    "is_overpowered",
    "lifted",
    "missing",
    "names",
    "reference_rows",
    "statements",
    "triggers",
]
