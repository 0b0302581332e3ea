"""A few money operations, killed at every point; and the sweep finds handlers that are wrong."""

import pytest

from tests.conftest import ENGINES
from tests.faults.running import verdicts


@pytest.mark.parametrize("engine", ENGINES)
def test_whatever_is_killed_halfway_is_done_once_after_the_restart(engine: str) -> None:
    swept, mistakes = verdicts(
        "kill_sweep", "--engine", engine, "--operations", "gift_begun", "fee_becomes_known"
    )

    assert swept["verdict"] == "holds", swept
    assert swept["figures"]["kills"] > 50
    assert set(mistakes["figures"]["found"]) == {"acknowledge_then_work", "check_then_act"}
