"""The processor's account: lines that do not add up, payouts that are not what they consist of."""

from __future__ import annotations

from collections.abc import Iterator

from tests.database.hostile import FOREIGN_KEY, UNIQUE, Attack, attack
from tests.database.world import AT, new

RECONCILED = f"UPDATE payout SET reconciled_at = '{AT}' WHERE id = 2"


def attacks() -> Iterator[Attack]:
    yield from _lines()
    yield from _payouts()
    yield from _settlements()
    yield from _differences()


def _lines() -> Iterator[Attack]:
    yield attack("a line whose net is not what is left after the fee", "net_is_what_is_left",
                 new("balance_transaction", net_minor=942))  # fmt: skip
    yield attack("the same line twice", UNIQUE, new("balance_transaction", external_id="txn_twice"),
                 new("balance_transaction", external_id="txn_twice"))  # fmt: skip
    yield attack("a line that went out with no payout",
                 f"{FOREIGN_KEY}|guard: balance_transaction_born",
                 new("balance_transaction", payout_id=77))  # fmt: skip
    yield attack("a line that went out in another currency", FOREIGN_KEY,
                 new("balance_transaction", payout_id=2, currency="EUR"))  # fmt: skip
    yield attack("a line slipped into a payout that adds up",
                 "guard: balance_transaction_born_into_an_open_payout",
                 new("balance_transaction", payout_id=1))  # fmt: skip
    yield attack("a line moved into a payout that adds up",
                 "guard: balance_transaction_joins_an_open_payout",
                 "UPDATE balance_transaction SET payout_id = 1 WHERE id = 3")  # fmt: skip


def _payouts() -> Iterator[Attack]:
    adds_up = "guard: payout_reconciled_if_its_lines_add_up"
    yield attack("the same payout twice", UNIQUE, new("payout", external_id="po_1"))
    yield attack("a payout of nothing", "amount_not_zero", new("payout", amount_minor=0))
    yield attack("a payout born booked", "guard: payout_begins_unbooked",
                 new("payout", booked_at=AT))  # fmt: skip
    yield attack("a payout born reconciled", "guard: payout_begins_unbooked",
                 new("payout", reconciled_at=AT))  # fmt: skip
    counted = "guard: payout_counts_its_bookings"
    yield attack("a booking that is not counted", counted,
                 f"UPDATE payout SET booked_at = '{AT}' WHERE id = 2")  # fmt: skip
    yield attack("a booking counted twice", counted,
                 f"UPDATE payout SET booked_at = '{AT}', bookings = 2 WHERE id = 2")  # fmt: skip
    yield attack("a booking forgotten", counted,
                 "UPDATE payout SET booked_at = NULL, bookings = 0 WHERE id = 1")  # fmt: skip
    yield attack("a booking moved to another day", counted,
                 "UPDATE payout SET booked_at = '2025-12-31T00:00:00.000000Z'"
                 " WHERE id = 1")  # fmt: skip
    yield attack("a payout without lines called reconciled", adds_up, RECONCILED)
    yield attack("a payout of 900 called reconciled by a line of 825", adds_up,
                 "UPDATE balance_transaction SET payout_id = 2 WHERE id = 3", RECONCILED)  # fmt: skip
    yield attack("a payout that failed and arrives after all", "guard: payout_status_moves",
                 "UPDATE payout SET status = 'failed' WHERE id = 2",
                 "UPDATE payout SET status = 'paid' WHERE id = 2")  # fmt: skip


def _settlements() -> Iterator[Attack]:
    known = "UPDATE {} SET settlement_minor = 5, settlement_currency = 'USD' WHERE id = 1"
    for table in ("payment", "refund"):
        yield attack(f"half of what the account took for a {table}", "settlement_whole",
                     f"UPDATE {table} SET settlement_minor = 5 WHERE id = 1")  # fmt: skip
        yield attack(f"what the account took for a {table} rewritten",
                     f"guard: {table}_frozen_once_set", known.format(table),
                     f"UPDATE {table} SET settlement_minor = 6 WHERE id = 1")  # fmt: skip
    back = "UPDATE refund SET returned_minor = 5, returned_currency = 'USD' WHERE id = 1"
    yield attack("half of what came back of a refund", "returned_whole",
                 "UPDATE refund SET returned_minor = 5 WHERE id = 1")  # fmt: skip
    yield attack("what came back of a refund rewritten", "guard: refund_frozen_once_set", back,
                 "UPDATE refund SET returned_minor = 6 WHERE id = 1")  # fmt: skip


def _differences() -> Iterator[Attack]:
    counted = "guard: difference_counts_its_fixes"
    standing = {"kind": "foreign", "subject": "balance_transaction:3"}
    yield attack("the same difference standing twice", UNIQUE, new("difference", **standing))
    yield attack("a fix that is not counted once", counted,
                 "UPDATE difference SET status = 'fixed', fixes = 2 WHERE id = 1")  # fmt: skip
    yield attack("a fix counted while the difference stands", counted,
                 "UPDATE difference SET fixes = 1 WHERE id = 1")  # fmt: skip
    yield attack("a fix that goes by itself", "guard: difference_status_moves",
                 "UPDATE difference SET status = 'gone' WHERE id = 2")  # fmt: skip
    yield attack("a fix that is forgotten", counted,
                 "UPDATE difference SET fixes = 0 WHERE id = 2")  # fmt: skip
