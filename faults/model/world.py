"""One small foundation that is put back to its beginning for every sequence, and a look at its books."""

from __future__ import annotations

import copy
import itertools
from collections import Counter
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from faults.grounds import Ground
from faults.model.expected import FREE_ON, Expected
from sponsorship import working
from sponsorship.audit import Actor
from sponsorship.contracts.models import Contract
from sponsorship.database import Database
from sponsorship.funds.models import Fund, Restriction
from sponsorship.jobs import RecordingQueue
from sponsorship.ledger.models import JournalEntry
from sponsorship.messages.models import Letter
from sponsorship.messages.outbox import SEND_LETTER
from sponsorship.payments.processor import PaymentState
from tests.clock import NOW
from tests.fakes import RecordingTransport
from tests.processor import FakeProcessor
from tests.stories.telling import Story

FEES = ("11000.00", "1234.57")
"""What the sponsors whose contracts wait for their signatures have agreed to pay."""


LETTERS = frozenset({
    "donation_received", "donation_pending", "donation_failed", "donation_refunded",
    "donation_restored", "donation_taken_back", "recurring_gift_started",
    "recurring_payment_failed", "recurring_gift_cancelled", "invoice_issued", "invoice_paid",
    "invoice_void", "invoice_reopened", "invoice_restored", "credit_note_issued",
})  # fmt: skip


LOOKS = {
    "books": """
        SELECT entry.posted_on, debited.code, credited.code, posting.amount_minor
        FROM posting JOIN journal_entry AS entry ON entry.id = posting.entry_id
        JOIN ledger_account AS debited ON debited.id = posting.debit_account_id
        JOIN ledger_account AS credited ON credited.id = posting.credit_account_id
    """,
    "gifts": "SELECT id, instalment_external_id, status FROM donation",
    "monthly": "SELECT id, status FROM recurring_gift",
    "receipts": """
        SELECT receipt.year, receipt.sequence, receipt.status, receipt.amount_minor,
            donation.id, donation.instalment_external_id
        FROM receipt JOIN donation ON donation.id = receipt.donation_id
        ORDER BY receipt.year, receipt.sequence
    """,
    "invoices": "SELECT id, status, paid_minor, credited_minor FROM invoice",
    # One that failed before it was heard of may be remembered or not: no money moved by it.
    "refunds": "SELECT status, count(*) FROM refund WHERE status <> 'failed' GROUP BY status",
    "letters": "SELECT template, count(*) FROM letter WHERE id > {after_letter} GROUP BY template",
}
"""Questions to the tables themselves: what is looked at after every step owes the product nothing."""


class Quiet(Story):
    """A story in which letters stay in their envelopes: they are owed, and nobody carries them."""

    def work(self) -> int:
        known = dict(working.handlers(self.wiring, clock=lambda: self.now))
        return self.queue.drain({**known, SEND_LETTER: lambda _: None})


class World:
    """The story that every sequence begins with, told once and kept."""

    def __init__(self, ground: Ground, folder: Path) -> None:
        self.ground = ground
        queue = RecordingQueue()
        self.told = Quiet(Database(ground.url, jobs=queue, pool_size=2), folder, queue)
        with self.told.database.unit_of_work() as session:
            session.add(_jubilee())
        self.contracts = [self._contract(fee) for fee in FEES]
        self.staff: tuple[Actor, Actor] = (self.told.hire("Sumana Rao"), self.told.hire("Femi Ade"))
        with self.told.database.reading() as session:
            self.last_letter = session.scalar(sa.select(sa.func.max(Letter.id))) or 0
        self.told.database.close()
        self.ground.keep()
        self.ground.stay_connected()

    def _contract(self, fee: str) -> Contract:
        sponsorship = self.told.apply(name=f"Sponsor of {fee}")
        return self.told.send(self.told.approve(sponsorship, fee=fee))

    def begin(self) -> Quiet:
        """The story as it was when it was kept, in a database as it was then."""
        self.told.database.close()
        self.ground.restore()
        begun = copy.copy(self.told)
        begun.queue = RecordingQueue()
        begun.database = Database(self.ground.url, jobs=begun.queue, pool_size=2)
        begun.processor, begun.transport = FakeProcessor(NOW), RecordingTransport()
        begun.keys = itertools.count(1000)
        begun.wiring = replace(
            begun.wiring,
            database=begun.database,
            processor=begun.processor,
            transport=begun.transport,
        )
        return begun


def _jubilee() -> Fund:
    return Fund(
        slug="jubilee",
        name="Jubilee fund",
        summary="For the year of the jubilee.",
        description="For the year of the jubilee.",
        restriction=Restriction.TIME,
        restricted_until=FREE_ON,
        currency="USD",
        position=3,
        created_at=NOW,
    )


def told_of(state: PaymentState, purpose: str) -> dict[str, Any]:
    """What the processor says of a payment, in plain numbers."""
    return {
        "id": state.external_id,
        "for": purpose,
        "status": state.status.value,
        "cents": state.amount.minor,
        "on": state.at.date(),
        "fee": state.fee.minor if state.fee else 0,
        "back": {one.external_id: (one.amount.minor, one.status.value) for one in state.refunds},
        "disputes": {
            one.external_id: (
                one.status.value,
                tuple(
                    (line.amount.minor * line.kind.sign, line.fee.minor, line.at.date())
                    for line in one.movements
                ),
            )
            for one in getattr(state, "disputes", ())
        },
    }


def found(session: Session, *, after_letter: int) -> dict[str, Any]:
    """What books, receipts, letters and statuses are."""
    ask = session.connection().exec_driver_sql
    rows = {what: ask(look.format(after_letter=after_letter)).all() for what, look in LOOKS.items()}
    return {
        "books": _books(rows["books"]),
        "gifts": {_named(number, month): status for number, month, status in rows["gifts"]},
        "monthly": {f"monthly {number}": status for number, status in rows["monthly"]},
        "receipts": _standing(rows["receipts"]),
        "invoices": {f"invoice {number}": tuple(rest) for number, *rest in rows["invoices"]},
        "refunds": dict(rows["refunds"]),
        "letters": {name: many for name, many in rows["letters"] if name in LETTERS},
    }


def facts(session: Session) -> Counter[str]:
    """How often each fact is in the journal: what the sequences reached."""
    return Counter(session.scalars(sa.select(JournalEntry.fact)))


def _books(rows: Iterable[Any]) -> dict[tuple[str, str], int]:
    sums: Counter[tuple[str, str]] = Counter()
    for day, debited, credited, cents in rows:
        month = str(day)[:7]
        sums[month, debited] += int(cents)
        sums[month, credited] -= int(cents)
    return {key: cents for key, cents in sums.items() if cents}


def _standing(rows: Iterable[Any]) -> dict[str, int]:
    """What the receipt that stands says of each gift; every number is there, and once."""
    numbers: dict[int, list[int]] = {}
    standing: dict[str, int] = {}
    for year, number, status, cents, gift, month in rows:
        numbers.setdefault(year, []).append(number)
        if status == "issued":
            name = _named(gift, month)
            assert name not in standing, f"two receipts stand for {name}"
            standing[name] = int(cents)
    for year, used in numbers.items():
        assert used == list(range(1, len(used) + 1)), f"receipts of {year}: {used}"
    return standing


def _named(gift: int, month: str | None) -> str:
    return f"month {month}" if month else f"gift {gift}"


def expected(model: Expected, *, monthly: dict[str, str]) -> dict[str, Any]:
    """What they must be, as the model says, in the same words."""
    refunds: Counter[str] = Counter()
    for payment in model.payments.values():
        refunds.update(said for _, said in payment["back"].values() if said != "failed")
        refunds.update(["proposed"] * len(payment["proposed"]))
    return {
        "books": {key: cents for key, cents in model.books.items() if cents},
        "gifts": {key: one["status"] for key, one in model.gifts.items()},
        "monthly": monthly,
        "receipts": {key: one["kept"] for key, one in model.gifts.items() if one.get("kept")},
        "invoices": {key: _standing_of(model, one) for key, one in model.invoices.items()},
        "refunds": dict(refunds),
        "letters": dict(Counter(template for template, _ in model.letters)),
    }


def _standing_of(model: Expected, one: dict[str, Any]) -> tuple[str, int, int]:
    status = "void" if one["void"] else "issued" if model.owed(one) else "paid"
    return status, one["paid"], one["credited"]
