"""A year's account compared with books that missed a fifth of the news: found, named, and not mended.

Gifts by card to two funds, fees that come later, refunds. A fifth of the news never arrives. Five lines
of the processor's account then say another amount than was told, and five are about payments of another
application; everything is paid out. Three comparisons at once must book all that is ours, name exactly
those ten, book nothing for any of them, and leave nothing for a fourth to change.
"""

from __future__ import annotations

import random
import threading
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path

import sqlalchemy as sa

from faults.grounds import Grounds
from faults.verdicts import Verdict
from sponsorship.database import Database
from sponsorship.donations.models import Donation
from sponsorship.invariants import broken
from sponsorship.jobs import RecordingQueue
from sponsorship.ledger import queries as books
from sponsorship.ledger.models import JournalEntry
from sponsorship.money import Money
from sponsorship.payments.models import BalanceTransaction, Payout
from sponsorship.reconciliation.models import Difference, DifferenceKind
from sponsorship.workflows import reconciling
from tests.stories.telling import Story

DROPPED = 0.2
CORRUPTED = FOREIGN = 5
AT_ONCE = 3
BY_A_PERSON = ("difference_suspended", "fee_corrected")
"""Facts that only a person's decision may cause."""


@dataclass
class Account:
    """What the processor did, and which of its news never came."""

    story: Story
    chance: random.Random
    told: Counter[str] = field(default_factory=Counter)
    expected: set[tuple[str, str, int]] = field(default_factory=set)
    """Kind, line and amount of every difference that must be found."""

    def tell(self, event_type: str, object_id: str) -> None:
        """The news is owed; whether it arrives is chance."""
        dropped = self.chance.random() < DROPPED
        self.told["dropped" if dropped else "delivered"] += 1
        if not dropped:
            self.story.hear(event_type, object_id)

    def give(self) -> None:
        """A gift by card, its fee, and one time in ten a refund of a part."""
        amount = Money(self.chance.randrange(500, 50_000), "USD")
        form = replace(self.story.fill_in(), amount=amount)
        fund = self.chance.choice(("general", "security"))
        page = self.story.page_of(self.story.submit(form, fund=fund))
        payment = self.story.processor.pay(page)
        self.tell("checkout.session.completed", page)
        self.story.processor.reveal_fee(payment, Money(amount.minor * 29 // 1000 + 30, "USD"))
        self.tell("charge.updated", payment)
        if self.chance.random() < 0.1:
            self.story.processor.give_back(payment, Money(amount.minor // 3, "USD"))
            self.tell("charge.refunded", payment)

    def corrupt(self) -> None:
        """Five lines say another amount than was told, and five are somebody else's."""
        lines = self.story.processor.lines
        charges = [n for n, line in enumerate(lines) if line.category == "charge"]
        for place in self.chance.sample(charges, CORRUPTED):
            wrong = Money(self.chance.choice((-1, 1)) * self.chance.randrange(1, 400), "USD")
            line = lines[place]
            lines[place] = replace(line, amount=line.amount + wrong, net=line.net + wrong)
            self.expected.add((DifferenceKind.AMOUNT.value, line.external_id, wrong.minor))
        for number in range(FOREIGN):
            price = Money(self.chance.randrange(1_000, 9_000), "USD")
            fee = Money(88, "USD")
            line_id = self.story.processor.add_line(
                "charge", price, fee=fee, source=f"charge_of_the_shop_{number}"
            )
            self.expected.add((DifferenceKind.FOREIGN.value, line_id, (price - fee).minor))

    def pay_out(self) -> None:
        payout = self.story.processor.pay_out()
        self.tell("payout.created", payout)
        self.story.processor.name_lines(payout)
        self.tell("payout.reconciliation_completed", payout)


def show(
    grounds: Grounds, folder: Path, *, engine: str, seed: int, gifts: int
) -> Iterator[Verdict]:
    """The one show of this kind, on this engine."""
    began = time.perf_counter()
    with grounds.on(engine) as ground:
        queue = RecordingQueue()
        database = Database(ground.url, jobs=queue)
        story = Story(database, folder / "data", queue)
        account = Account(story, random.Random(seed))
        for _ in range(gifts):
            account.give()
        account.corrupt()
        account.pay_out()
        received, entries = _received(story), _entries(story)
        compared = time.perf_counter()
        _compare_at_once(story)
        seconds = time.perf_counter() - compared
        booked = _entries(story) - entries
        violations = [*_wrong(account, gifts), *_what_a_fourth_changes(story)]
        with database.reading() as session:
            violations += broken(session)
            payouts = session.scalar(sa.select(sa.func.count(Payout.booked_at)))
        database.close()
    yield Verdict(
        "reconciliation",
        engine,
        seed=seed,
        size=gifts,
        figures={
            "events": dict(account.told),
            "gifts_found_by_the_comparison": gifts - received,
            "entries_booked_by_the_comparison": booked,
            "differences": {"corrupted": CORRUPTED, "foreign": FOREIGN},
            "payouts_booked": payouts,
            "comparisons_at_once": AT_ONCE,
            "seconds_to_compare": round(seconds, 1),
        },
        seconds=time.perf_counter() - began,
        violations=violations,
    )


def _compare(story: Story) -> None:
    reconciling.reconcile(
        story.database, story.processor, foundation=story.foundation, at=story.now
    )


def _compare_at_once(story: Story) -> None:
    threads = [threading.Thread(target=_compare, args=(story,)) for _ in range(AT_ONCE)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    story.work()


def _received(story: Story) -> int:
    with story.database.reading() as session:
        return session.scalar(sa.select(sa.func.count(Donation.received_on))) or 0


def _entries(story: Story) -> int:
    with story.database.reading() as session:
        return session.scalar(sa.select(sa.func.count(JournalEntry.id))) or 0


def _wrong(account: Account, gifts: int) -> Iterator[str]:
    """Whatever was not found, was found and is not there, or was mended by itself."""
    story = account.story
    if (received := _received(story)) != gifts:
        yield f"{gifts - received} gifts of which no news came are still not received"
    with story.database.reading() as session:
        rows = session.execute(
            sa.select(Difference, BalanceTransaction.external_id).outerjoin(
                BalanceTransaction,
                Difference.subject
                == sa.literal("balance_transaction:") + sa.cast(BalanceTransaction.id, sa.Text),
            )
        )
        found = {(one.kind.value, str(line), one.amount_minor) for one, line in rows}
        mended = session.scalars(
            sa.select(JournalEntry.source).where(JournalEntry.fact.in_(BY_A_PERSON))
        ).all()
    yield from (f"not found: {one}" for one in sorted(account.expected - found))
    yield from (f"found, and not there: {one}" for one in sorted(found - account.expected))
    yield from (f"mended by itself: {source}" for source in mended)


def _what_a_fourth_changes(story: Story) -> Iterator[str]:
    before = _digest(story)
    _compare(story)
    story.work()
    if _digest(story) != before:
        yield "a comparison of what was compared already changed something"


def _digest(story: Story) -> tuple[object, ...]:
    with story.database.reading() as session:
        return (
            books.printed(books.entries(session)),
            [
                (one.kind, one.subject, one.amount_minor, one.status)
                for one in session.scalars(sa.select(Difference).order_by(Difference.id))
            ],
            session.scalar(sa.select(sa.func.count(BalanceTransaction.id))),
        )
