"""The other shows, each at a reduced size: still lives, kills, shuffles and rushes, on both engines."""

import pytest

from tests.conftest import ENGINES
from tests.faults.running import verdicts


@pytest.mark.parametrize("engine", ENGINES)
def test_what_is_dropped_shuffled_repeated_and_killed_ends_as_the_processor_says(
    engine: str,
) -> None:
    (soak,) = verdicts("soak", "--engine", engine, "--scale", "0.02")

    assert soak["verdict"] == "holds", soak
    assert soak["figures"]["deliveries"] >= 200
    assert sum(soak["figures"]["kills"].values()) == 4


@pytest.mark.parametrize("engine", ENGINES)
def test_the_order_in_which_news_is_told_makes_no_difference(engine: str) -> None:
    scale = "0.002" if engine == "sqlite" else "0.02"
    told = verdicts("orders", "--engine", engine, "--scale", scale)

    assert [one["name"] for one in told] == ["orders_of_a_life", "sampled_lives"]
    assert [one["verdict"] for one in told] == ["holds", "holds"], told


@pytest.mark.parametrize("engine", ENGINES)
def test_of_fifty_at_once_exactly_those_win_who_may(engine: str) -> None:
    told = verdicts("rushes", "--engine", engine)

    assert [(one["name"], one["verdict"]) for one in told] == [
        ("rush_of_refunds", "holds"),
        ("rush_for_the_last_place", "holds"),
        ("rush_of_clicks", "holds"),
        ("rush_of_receipts", "holds"),
    ]


@pytest.mark.parametrize("engine", ENGINES)
def test_a_comparison_finds_all_that_is_missing_or_wrong_and_mends_nothing(engine: str) -> None:
    (told,) = verdicts("reconciliation", "--engine", engine, "--scale", "0.03")

    assert told["verdict"] == "holds", told
    assert told["figures"]["differences"] == {"corrupted": 5, "foreign": 5}
    assert told["figures"]["events"]["dropped"] >= 5
    assert told["figures"]["entries_booked_by_the_comparison"] >= 3
