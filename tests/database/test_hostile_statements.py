"""Every hostile statement is refused by the rule that is meant for it, and changes nothing."""

from __future__ import annotations

import re

import pytest

from sponsorship.guards.rules import APPEND_ONLY, KEPT
from tests.database import attacks_on_history, world
from tests.database.attacks import TOPICS, every_attack
from tests.database.conftest import APPLICATION, DOORS, Door, Doors
from tests.database.hostile import PERMISSION, Attack
from tests.database.rows import BASE


@pytest.mark.parametrize("topic", TOPICS)
@pytest.mark.parametrize("where", DOORS)
def test_each_is_refused_for_its_reason_and_changes_nothing(
    doors: Doors, where: str, topic: str
) -> None:
    door = doors.door(where)
    attacks = [one for one in TOPICS[topic]() if where.startswith(one.only)]
    said = {one.name: door.refusal_of(one.statements) for one in attacks}
    changed = door.changed()
    if changed:
        doors.close(where)  # the next attacks find a world that is whole

    assert attacks
    assert {
        one.name: said[one.name]
        for one in attacks
        if not re.search(_why(one, where), said[one.name], re.IGNORECASE)
    } == {}
    assert changed == []


def _why(attack: Attack, where: str) -> str:
    return f"{attack.why}|{PERMISSION}" if where == APPLICATION else attack.why


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
