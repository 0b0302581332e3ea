"""Sequences of anything in any order, against a model that knows nothing of the product."""

from pathlib import Path

import pytest

from faults.model import expected
from tests.conftest import ENGINES
from tests.faults.running import verdicts

SCALE = {"sqlite": "0.95", "postgresql": "0.5"}
"""475 sequences of 50 steps on SQLite and 25 on PostgreSQL: about three minutes of one processor."""


@pytest.mark.parametrize("engine", ENGINES)
def test_whatever_happens_in_whatever_order_the_books_are_what_the_model_says(engine: str) -> None:
    (told,) = verdicts("state_machine", "--engine", engine, "--scale", SCALE[engine])

    assert told["verdict"] == "holds", told
    assert told["figures"]["steps"] >= (15_000 if engine == "sqlite" else 700)


def test_the_model_is_short_and_does_not_know_the_product() -> None:
    lines = Path(expected.__file__).read_text(encoding="utf-8").splitlines()
    said = [line.strip() for line in lines if line.strip()]
    code = [line for line in said if not line.startswith(('"""', "import ", "from "))]

    assert not [line for line in said if "sponsorship." in line or "import sponsorship" in line]
    assert len(code) <= 150
