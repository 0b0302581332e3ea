"""How rarely the processor is asked about the same gift."""

from __future__ import annotations

from admin_app.public.rarely import Rarely


def test_the_same_name_has_to_wait_and_another_has_not() -> None:
    rarely = Rarely(pause=3600)
    assert [rarely.may(name) for name in ("ada", "ada", "grace", "ada")] == [
        True,
        False,
        True,
        False,
    ]


def test_without_a_pause_nobody_waits() -> None:
    rarely = Rarely(pause=0)
    assert rarely.may("ada")
    assert rarely.may("ada")


def test_only_the_latest_names_are_remembered() -> None:
    rarely = Rarely(pause=3600, most=2)
    for name in ("ada", "grace", "barbara"):
        assert rarely.may(name)
    assert rarely.may("ada")
    assert not rarely.may("barbara")
