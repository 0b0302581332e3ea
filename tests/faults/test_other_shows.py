"""The other shows, each at a reduced size and on one engine: `make faults` runs them in full on both."""

from tests.faults.running import verdicts


def test_what_is_dropped_shuffled_repeated_and_killed_ends_as_the_processor_says() -> None:
    (soak,) = verdicts("soak", "--engine", "sqlite", "--scale", "0.02")

    assert soak["verdict"] == "holds", soak
    assert soak["figures"]["deliveries"] >= 200
    assert sum(soak["figures"]["kills"].values()) == 4


def test_the_order_in_which_news_is_told_makes_no_difference() -> None:
    told = verdicts("orders", "--engine", "sqlite", "--scale", "0.002")

    assert [one["name"] for one in told] == ["orders_of_a_life", "sampled_lives"]
    assert [one["verdict"] for one in told] == ["holds", "holds"], told


def test_of_fifty_at_once_exactly_those_win_who_may() -> None:
    told = verdicts("rushes", "--engine", "postgresql")

    assert [(one["name"], one["verdict"]) for one in told] == [
        ("rush_of_refunds", "holds"),
        ("rush_for_the_last_place", "holds"),
        ("rush_of_clicks", "holds"),
        ("rush_of_receipts", "holds"),
    ]


def test_a_comparison_finds_all_that_is_missing_or_wrong_and_mends_nothing() -> None:
    (told,) = verdicts("reconciliation", "--engine", "sqlite", "--scale", "0.03")

    assert told["verdict"] == "holds", told
    assert told["figures"]["differences"] == {"corrupted": 5, "foreign": 5}
    assert told["figures"]["events"]["dropped"] >= 5
    assert told["figures"]["entries_booked_by_the_comparison"] >= 3
