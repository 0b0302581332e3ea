"""All guards of one engine, as the statements that create them."""

from __future__ import annotations

from functools import cache
from typing import Literal

import sponsorship.models  # noqa: F401 -- every table and every lifecycle, before rules are read
from sponsorship.guards.counters import COUNTERS
from sponsorship.guards.rules import rules
from sponsorship.guards.stamping import STAMPS
from sponsorship.guards.triggers import Counter, Function, Rule, Stamping, Trigger
from sponsorship.lifecycle import MACHINES

Engine = Literal["sqlite", "postgresql"]


@cache
def triggers(engine: Engine) -> tuple[Trigger, ...]:
    """Every trigger that a database of this kind must have."""
    guards: list[Rule | Counter | Stamping] = [*rules(), *COUNTERS, *STAMPS]
    if engine == "sqlite":
        return tuple(trigger for guard in guards for trigger in guard.on_sqlite())
    return tuple(trigger for guard in guards for trigger in guard.on_postgresql())


def names(engine: Engine) -> list[str]:
    """The names of all guards, in the order of their creation."""
    return [trigger.name for trigger in triggers(engine)]


def functions(engine: Engine) -> list[Function]:
    """The functions behind the triggers; none on SQLite."""
    found = (trigger.function for trigger in triggers(engine))
    return list(dict.fromkeys(function for function in found if function))


def reference_rows() -> list[str]:
    """The legal moves of every lifecycle, as INSERT statements."""
    return [
        "INSERT INTO lifecycle_move (machine, from_status, to_status)\nVALUES\n  "
        + ",\n  ".join(f"('{name}', '{old}', '{new}')" for old, new in sorted(machine.pairs))
        for name, machine in sorted(MACHINES.items())
    ]


def statements(engine: Engine) -> list[str]:
    """The statements that create every guard of the engine, in order."""
    made = [statement for function in functions(engine) for statement in function.statements]
    return made + [trigger.sql for trigger in triggers(engine)]
