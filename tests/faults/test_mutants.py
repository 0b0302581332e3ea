"""The mutants on a project of one page: what is noticed, what nobody can notice, what never ends."""

from __future__ import annotations

from pathlib import Path

import pytest

from faults import mutants

PROJECT = {
    "pyproject.toml": """
        [tool.mutmut]
        source_paths = ["shop"]
        only_mutate = ["shop/till.py"]
        also_copy = []
        pytest_add_cli_args_test_selection = ["tests"]
        pytest_add_cli_args = ["--disable-plugin-autoload"]
        timeout_constant = 4.0
        timeout_multiplier = 1.0
    """,
    "shop/__init__.py": "",
    "shop/till.py": """
        def owed(price, paid):
            return price - paid

        def first(coins):
            return sorted(coins, reverse=False)[0]

        def rest(amount):
            while amount > 4:
                amount = amount - 5
            return amount
    """,
    "tests/test_till.py": """
        from shop.till import first, owed, rest

        def test_what_is_owed_is_the_rest():
            assert owed(30, 10) == 20

        def test_the_smallest_coin_comes_first():
            assert first([3, 1, 2]) == 1

        def test_coins_are_fives():
            assert rest(9) == 4
    """,
}


@pytest.fixture
def project(tmp_path: Path) -> Path:
    for name, text in PROJECT.items():
        file = tmp_path / "project" / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text("\n".join(line[8:] for line in text.splitlines()) + "\n")
    return tmp_path / "project"


def test_a_mistake_is_noticed_ends_from_outside_or_is_told_as_a_survivor(
    project: Path, tmp_path: Path
) -> None:
    mutation = mutants.mutate(project, tmp_path / "work")

    of = {mutation.change(one): one.outcome for one in mutation.mutants}
    assert of["shop.till.owed: return price - paid => return price + paid"] == mutants.KILLED
    assert of["shop.till.rest: amount = amount - 5 => amount = amount + 5"] == mutants.TIMED_OUT

    alive = "shop.till.first: return sorted(coins, reverse=False)[0] => return sorted(coins, )[0]"
    assert of[alive] == "survived"
    assert sorted(one.name for one in project.iterdir()) == ["pyproject.toml", "shop", "tests"]


def test_every_survivor_needs_a_reason_and_every_reason_a_survivor() -> None:
    assert mutants.unexplained(["a", "a", "b"], ["a", "b", "c"]) == [
        "nobody notices: a",
        "explained, but does not survive: c",
    ]
    one = mutants.figures([mutants.Mutant("a.py", "a", said) for said in ("killed", "survived")])
    assert mutants.too_few({"a.py": one}) == ["a.py: 50.0 % noticed"]
    assert len(set(mutants.explained(mutants.SURVIVORS))) >= 1
