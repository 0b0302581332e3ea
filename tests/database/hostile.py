"""What a hostile statement is, and the words in which a database refuses one."""

from __future__ import annotations

from dataclasses import dataclass

FOREIGN_KEY = "foreign key constraint"
UNIQUE = "UNIQUE constraint failed|duplicate key"
WRONG_TYPE = "cannot store|invalid input syntax|out of range|datatype mismatch"
PERMISSION = "permission denied|must be owner"


@dataclass(frozen=True)
class Attack:
    """One transaction of hostile statements.

    `why` is what the refusal has to name: the guard, the constraint, or the kind of violation. The
    application's own role on PostgreSQL may also be stopped earlier, for want of the right. `only`
    is how the names of the doors begin at which it is tried.
    """

    name: str
    why: str
    statements: tuple[str, ...]
    only: str = ""


def attack(name: str, why: str, *statements: str, only: str = "") -> Attack:
    return Attack(name, why, statements, only)
