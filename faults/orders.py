"""A gift's life told in every order, and many lives told in some order with repeats: one ending.

Each piece of news carries what the processor said at its time, and is followed as it is, however old it
is when its turn comes. That is more than can happen to the product, which asks the processor anew for
each event: there it happens only to two workers in the same second.

An ending is: the status of gift and payment, what was refunded, the fee, the receipt that stands, the
balance of every account, and the letters as a set. Letters about something that passed ("on its
way", "did not go through", a refund that came back) may or may not have been owed; none is owed twice.
"""

from __future__ import annotations

import itertools
import random
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import sqlalchemy as sa
from sqlalchemy.orm import Session

from faults import processes
from faults.grounds import Ground, Grounds
from faults.verdicts import Verdict
from sponsorship.database import Database
from sponsorship.donations.models import Donation
from sponsorship.invariants import broken
from sponsorship.jobs import RecordingQueue
from sponsorship.ledger.models import JournalEntry, LedgerAccount, Posting, Role
from sponsorship.messages.models import Letter
from sponsorship.money import Money
from sponsorship.payments.models import Method, Payment, PaymentStatus, RefundStatus
from sponsorship.payments.processor import PaymentState, State
from sponsorship.receipts.models import Receipt, ReceiptStatus
from sponsorship.workflows import news
from tests.processor import FakeProcessor
from tests.stories.telling import Story

SHARES = 2
"""Processes that share the work, each with a database of its own."""
GIFT = 10_000
PASSING = {"donation_pending", "donation_failed", "donation_refunded", "donation_restored"}
News = tuple[State, ...]


@dataclass(frozen=True)
class Ending:
    """How a life ended, as far as every order must agree on it."""

    gift: str
    payment: str
    refunded: int
    fee: int
    standing_receipts: int
    balances: tuple[tuple[str, int], ...]
    letters: frozenset[str]


class Teller:
    """Tells one life after the other to one product."""

    def __init__(self, ground: Ground, folder: Path) -> None:
        self.tried_again = 0
        """How often a guard of the database refused old news that fits no more."""
        self.queue = RecordingQueue()
        self.story = Story(Database(ground.url, jobs=self.queue), folder, self.queue)
        self.appliers = news.appliers(self.story.foundation, self.story.now)

    def live(self, steps: Sequence[str], order: Sequence[int], amounts: Sequence[int]) -> list[str]:
        """Live these steps, tell their news in this order; what is wrong with the ending."""
        story = self.story
        page = story.page_of(story.submit(story.fill_in("100.00")))
        told: list[News] = []
        for step, amount in zip(steps, amounts, strict=True):
            happen(story.processor, page, step, amount)
            told.append(story.processor.look_up_checkout(page))
        with story.database.reading() as session:
            since = [
                session.scalar(sa.select(sa.func.coalesce(sa.func.max(key), 0))) or 0
                for key in (JournalEntry.id, Letter.id)
            ]
        try:
            for number in order:
                self._follow(told[number], told[-1])
        except Exception as failure:  # noqa: BLE001 - no order may break anything
            return [f"{_named(steps, order)}: {type(failure).__name__} {failure}"[:400]]
        finally:
            self.queue.waiting.clear()
        payment = next(state for state in told[-1] if isinstance(state, PaymentState))
        with story.database.reading() as session:
            found = _ending(session, payment, *since)
        wanted = expected(payment)
        return [] if found == wanted else [f"{_named(steps, order)}: {found}, not {wanted}"]

    def _follow(self, states: News, as_it_stands: News) -> None:
        """Follow the news; if that fails, try again as the worker would: by asking anew."""
        try:
            self._apply(states)
        except sa.exc.IntegrityError:
            self.tried_again += 1
            self._apply(as_it_stands)

    def _apply(self, states: News) -> None:
        with self.story.database.unit_of_work() as session:
            for state in states:
                self.appliers[type(state)](session, state)


def happen(processor: FakeProcessor, page: str, step: str, amount: int) -> tuple[str, str]:
    """One step of a life, at the processor; the type of its news, and the object it is about."""
    money = Money(amount, "USD")
    if step in {"paid", "paid_otherwise"}:
        processor.pay(page, amount=money)
        return "checkout.session.completed", page
    if step == "on_its_way":
        processor.pay(page, by=Method.BANK_DEBIT)
        return "checkout.session.completed", page
    payment = f"pay_{page.removeprefix('page_')}"
    deeds: dict[str, tuple[str, Callable[[], object]]] = {
        "settled": (
            "checkout.session.async_payment_succeeded",
            lambda: processor.settle(payment),
        ),
        "failed": ("checkout.session.async_payment_failed", lambda: processor.fail(payment)),
        "fee": ("charge.updated", lambda: processor.reveal_fee(payment, money)),
        "given_back": ("charge.refunded", lambda: processor.give_back(payment, money)),
        "came_back": ("refund.failed", lambda: processor.return_refund(payment)),
    }
    news_type, deed = deeds[step]
    deed()
    return news_type, payment


def _named(steps: Sequence[str], order: Sequence[int]) -> str:
    return " > ".join(f"{number + 1} {steps[number]}" for number in order)


def _ending(session: Session, state: PaymentState, last_entry: int, last_letter: int) -> Ending:
    donation = session.get_one(Donation, state.purpose_id)
    payment = session.scalars(
        sa.select(Payment).where(Payment.external_id == state.external_id)
    ).one()
    moved = sa.case(
        (LedgerAccount.id == Posting.debit_account_id, Posting.amount_minor),
        else_=-Posting.amount_minor,
    )
    balances = session.execute(
        sa.select(LedgerAccount.role, sa.func.sum(moved))
        .select_from(Posting)
        .join(
            LedgerAccount,
            LedgerAccount.id.in_([Posting.debit_account_id, Posting.credit_account_id]),
        )
        .where(Posting.entry_id > last_entry)
        .group_by(LedgerAccount.role)
    )
    letters = session.execute(
        sa.select(Letter.template, Letter.fact).where(Letter.id > last_letter)
    ).tuples()
    good = {r.id for r in payment.refunds if r.status is RefundStatus.SUCCEEDED}
    lasting = [
        template
        for template, fact in letters
        if template not in PASSING or (fact.startswith("refund:") and int(fact[7:]) in good)
    ]
    return Ending(
        gift=donation.status.value,
        payment=payment.status.value,
        refunded=payment.refunded_minor,
        fee=payment.fee_minor or 0,
        standing_receipts=session.scalar(
            sa.select(sa.func.count())
            .select_from(Receipt)
            .where(Receipt.donation_id == donation.id, Receipt.status == ReceiptStatus.ISSUED)
        )
        or 0,
        balances=tuple(sorted((role.value, int(sum_)) for role, sum_ in balances if sum_)),
        letters=frozenset(f"{lasting.count(one)} {one}" for one in lasting),
    )


def expected(state: PaymentState) -> Ending:
    """What this payment must have led to, whatever was heard first; written without the product."""
    has_settled = state.status is PaymentStatus.SETTLED
    is_gift = has_settled and state.amount.minor == GIFT
    good = [r.amount.minor for r in state.refunds if r.status is RefundStatus.SUCCEEDED]
    fee = state.fee.minor if state.fee else 0
    left = state.amount.minor - sum(good)
    balances: dict[Role, int] = {}
    if has_settled:
        income = Role.CONTRIBUTIONS if is_gift else Role.SUSPENSE
        balances = {Role.CLEARING: left - fee, income: -left, Role.PROCESSING_FEES: fee}
    letters = {"1 donation_received"} if is_gift else set()
    if is_gift and good:
        letters.add(f"{len(good)} donation_refunded")
    gift = "begun"
    if is_gift:
        gift = "received" if left else "refunded"
    elif not has_settled:
        gift = "failed" if state.status is PaymentStatus.FAILED else "pending"
    return Ending(
        gift=gift,
        payment=state.status.value,
        refunded=sum(good),
        fee=fee,
        standing_receipts=int(is_gift and left > 0),
        balances=tuple(sorted((role.value, sum_) for role, sum_ in balances.items() if sum_)),
        letters=frozenset(letters),
    )


LIFE = ("on_its_way", "settled", "fee", "given_back", "given_back", "came_back", "given_back")
AMOUNTS = (GIFT, GIFT, 320, 3_000, 2_000, 2_000, 7_000)


def sampled(rng: random.Random) -> tuple[list[str], list[int], list[int]]:
    """Some life, its amounts, and some order of its news in which much is told more than once."""
    steps, amounts, left = ["paid"], [GIFT], GIFT
    kind = rng.random()
    if kind < 0.2:
        left = rng.choice([9_000, 11_000, 1])
        steps, amounts = ["paid_otherwise"], [left]
    elif kind < 0.5:
        steps, amounts = ["on_its_way", "settled"], [GIFT, GIFT]
        if rng.random() < 0.3:
            steps[1], left = "failed", 0
    if left and rng.random() < 0.8:
        steps.append("fee")
        amounts.append(min(320, left))
    while left and rng.random() < 0.6 and len(steps) < 9:
        part = left if rng.random() < 0.3 else rng.randint(1, left)
        steps.append("given_back")
        amounts.append(part)
        if rng.random() < 0.4:
            steps.append("came_back")
            amounts.append(part)
        else:
            left -= part
    repeats = [rng.randrange(len(steps)) for _ in range(rng.randint(1, 6))]
    order = [*range(len(steps)), *repeats]
    rng.shuffle(order)
    return steps, amounts, order


def show(
    grounds: Grounds, folder: Path, *, engine: str, seed: int, orders: int, lives: int
) -> Iterator[Verdict]:
    """So many orders of the one life, then so many sampled lives."""
    every = list(itertools.permutations(range(len(LIFE))))
    has_all = orders >= len(every)
    if not has_all:
        every = random.Random(seed).sample(every, orders)
    yield _shared(
        "every_order_of_a_life" if has_all else "orders_of_a_life",
        [(LIFE, AMOUNTS, order) for order in every],
        grounds,
        folder,
        engine=engine,
        seed=seed,
    )
    rng = random.Random(seed)
    yield _shared(
        "sampled_lives",
        [sampled(rng) for _ in range(lives)],
        grounds,
        folder,
        engine=engine,
        seed=seed,
    )


def _shared(
    name: str,
    lives: Sequence[tuple[Sequence[str], Sequence[int], Sequence[int]]],
    grounds: Grounds,
    folder: Path,
    *,
    engine: str,
    seed: int,
) -> Verdict:
    began = time.perf_counter()

    def share(first: int, ground: Ground) -> tuple[int, list[str]]:
        teller = Teller(ground, folder / f"data{first}")
        wrong = [
            problem
            for steps, amounts, order in lives[first::SHARES]
            for problem in teller.live(steps, order, amounts)
        ]
        with teller.story.database.reading() as session:
            wrong += broken(session)
        teller.story.database.close()
        return teller.tried_again, wrong

    with grounds.on(engine) as one, grounds.on(engine) as other:
        found = processes.together([lambda: share(0, one), lambda: share(1, other)])
    return Verdict(
        name,
        engine,
        seed=seed,
        size=len(lives),
        figures={
            "news": sum(len(order) for _, _, order in lives),
            "refused_by_a_guard_and_asked_anew": sum(again for again, _ in found),
        },
        seconds=time.perf_counter() - began,
        violations=[problem for _, wrong in found for problem in wrong],
    )
