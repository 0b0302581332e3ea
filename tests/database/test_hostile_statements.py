"""Every hostile statement is refused by the rule that is meant for it, and changes nothing."""

from __future__ import annotations

import re

import pytest

from sponsorship.guards.rules import APPEND_ONLY, KEPT
from tests.database import attacks_on_history, world
from tests.database.attacks import every_attack
from tests.database.conftest import APPLICATION, DOORS, Door, Doors
from tests.database.hostile import PERMISSION, Attack
from tests.database.rows import BASE

ATTACKS = [
    pytest.param(door, attack, id=f"{door}: {attack.name}")
    for door in DOORS
    for attack in every_attack()
    if door.startswith(attack.only)
]


@pytest.mark.parametrize(("where", "attack"), ATTACKS)
def test_is_refused_and_changes_nothing(doors: Doors, where: str, attack: Attack) -> None:
    door = doors.door(where)
    why = f"{attack.why}|{PERMISSION}" if where == APPLICATION else attack.why
    refusal = door.refusal_of(attack.statements)
    changed = door.changed()
    if changed:
        doors.close(where)  # the next attack finds a world that is whole
    assert changed == []
    assert re.search(why, refusal, re.IGNORECASE)


def test_the_statements_are_wrong_in_one_point_only(door: Door) -> None:
    """The row that an attack spoils is accepted when it is not spoilt."""
    refusals = {table: door.refusal_of(world.accepted(table), keep=False) for table in BASE}
    assert refusals == dict.fromkeys(BASE, "")


def test_every_table_that_is_kept_is_attacked() -> None:
    assert set(attacks_on_history.APPEND_ONLY) == set(APPEND_ONLY)
    assert set(attacks_on_history.KEPT) == set(KEPT)


def test_every_attack_has_a_name_of_its_own() -> None:
    names = [attack.name for attack in every_attack()]
    assert len(set(names)) == len(names)
