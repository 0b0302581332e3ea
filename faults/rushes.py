"""Fifty at the same instant, in several processes with several threads each: exactly so many win."""

from __future__ import annotations

import multiprocessing
import time
from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

import sqlalchemy as sa

from faults import processes
from faults.grounds import Grounds
from faults.outside import Outside
from faults.points import Points
from faults.telling import Told, tell
from faults.verdicts import Verdict
from sponsorship.donations.models import Donation
from sponsorship.errors import SponsorshipError
from sponsorship.invariants import broken
from sponsorship.ledger.models import JournalEntry
from sponsorship.money import Money
from sponsorship.payments.models import Checkout, Payment, Refund
from sponsorship.payments.processor import PaymentState
from sponsorship.receipts.models import Receipt
from sponsorship.sponsorships.choosing import Choice
from sponsorship.sponsorships.models import Sponsorship
from sponsorship.tiers.models import Tier
from sponsorship.workflows import news, refunding, saving, sponsoring
from tests.clock import NOW
from tests.stories.telling import FINANCE

PROCESSES = 5


class GaveUp(Exception):
    """Raised in the middle of a unit of work, which therefore leaves nothing behind."""


@dataclass(frozen=True)
class Rush:
    """What is arranged, what everybody then does at once, and what must be true afterwards."""

    name: str
    size: int
    arrange: Callable[[Told], Callable[[int], str]]
    expected: dict[str, int]
    """How many were answered what."""
    check: Callable[[Told], dict[str, tuple[object, object]]]
    """Facts as they are and as they should be, by name."""


def rush(told: Told, deed: Callable[[int], str], size: int) -> Counter[str]:
    """Everybody at the same instant; how often each answer was given."""
    told.database.close()  # each process connects by itself
    gate = multiprocessing.get_context("fork").Barrier(PROCESSES, timeout=60)
    shares = [range(start, size, PROCESSES) for start in range(PROCESSES)]

    def share(numbers: range) -> list[str]:
        gate.wait()
        with ThreadPoolExecutor(len(numbers)) as threads:
            answers = list(threads.map(lambda number: _answer(deed, number), numbers))
        told.database.close()
        return answers

    answered = processes.together([lambda mine=mine: share(mine) for mine in shares])  # type: ignore[misc]
    return Counter(answer for answers in answered for answer in answers)


def _answer(deed: Callable[[int], str], number: int) -> str:
    try:
        return deed(number)
    except SponsorshipError as refusal:
        return refusal.code
    except GaveUp:
        return "gave up"


# --- Refunds --------------------------------------------------------------------------------------


def _refunds(told: Told) -> Callable[[int], str]:
    gift = told.give("1000.00").id

    def decide(number: int) -> str:
        with told.database.unit_of_work() as session:
            refunding.decide_refund(
                session,
                session.get_one(Donation, gift),
                amount=Money.parse("100.00", "USD"),
                reason="asked for",
                form_key=f"refund-{number}",
                foundation=told.foundation,
                at=NOW,
                by=FINANCE,
            )
        return "decided"

    return decide


def _refunds_fit(told: Told) -> dict[str, tuple[object, object]]:
    told.work()
    (payment,) = told.processor.payments.values()
    with told.database.reading() as session:
        ours = session.scalars(sa.select(Payment)).one()
        return {
            "given back by the processor": (sum(r.amount.minor for r in payment.refunds), 100_000),
            "refunds at the processor": (len(payment.refunds), 10),
            "refunded in our books": (ours.refunded_minor, 100_000),
            "refunds": (_count(told, Refund), 10),
        }


# --- The last place -------------------------------------------------------------------------------


HOLDER = 7
"""One of the buyers has saved its form, and its place is kept."""


def _buyers(told: Told) -> Callable[[int], str]:
    """Of two places one is kept for a buyer; the other was kept for somebody whose time is over."""
    with told.database.unit_of_work() as session:
        session.scalars(sa.select(Tier).where(Tier.slug == "partner")).one().capacity = 2
    for key, at in ((_form_of(HOLDER), NOW), ("somebody-who-never-came", NOW - timedelta(days=30))):
        saving.save(
            told.database, key, {}, email=f"{key}@fox.example", name="Rosa Fox", programme="2026",
            choice=Choice("partner"), foundation=told.foundation, at=at,
        )  # fmt: skip

    def apply(number: int) -> str:
        form = told.application(form_key=_form_of(number), name=f"Company {number}", add_on_ids=())
        sponsoring.apply(told.database, form, logo=None, foundation=told.foundation, at=NOW)
        return "taken in"

    return apply


def _form_of(number: int) -> str:
    return f"company-{number:020d}"


def _one_place(told: Told) -> dict[str, tuple[object, object]]:
    told.work()
    with told.database.reading() as session:
        tier = session.scalars(sa.select(Tier).where(Tier.slug == "partner")).one()
        keys = set(session.scalars(sa.select(Sponsorship.form_key)))
        return {
            "taken and kept": ((tier.taken, tier.kept), (2, 0)),
            "sponsorships": (_count(told, Sponsorship), 2),
            "the holder is one of them": (_form_of(HOLDER) in keys, True),
        }


# --- One form, fifty times ------------------------------------------------------------------------


def _clicks(told: Told) -> Callable[[int], str]:
    gift = told.fill_in("40.00")
    return lambda _: told.submit(gift)


def _one_gift(told: Told) -> dict[str, tuple[object, object]]:
    keys = {key for key in told.processor.asked if key.startswith("donation:")}
    return {
        "gifts": (_count(told, Donation), 1),
        "checkouts": (_count(told, Checkout), 1),
        "pages": (len(told.processor.pages), 1),
        "idempotency keys": (len(keys), 1),
    }


# --- Receipts, every third given up ---------------------------------------------------------------


def _receipts(told: Told) -> Callable[[int], str]:
    states = []
    for _ in range(60):
        page = told.page_of(told.submit(told.fill_in("10.00")))
        told.processor.pay(page)
        states.append(told.processor.look_up_checkout(page))
    appliers = news.appliers(told.foundation, NOW)

    def settle(number: int) -> str:
        with told.database.unit_of_work() as session:
            for state in states[number]:
                if isinstance(state, PaymentState):
                    appliers[PaymentState](session, state)
            if number % 3 == 0:
                raise GaveUp
        return "settled"

    return settle


def _dense(told: Told) -> dict[str, tuple[object, object]]:
    with told.database.reading() as session:
        numbers = list(session.scalars(sa.select(Receipt.sequence).order_by(Receipt.sequence)))
    return {
        "numbers": (numbers, list(range(1, 41))),
        "entries": (_count(told, JournalEntry), 40),
    }


def _count(told: Told, model: type[object]) -> int:
    return told.count(model)


RUSHES = (
    Rush("rush_of_refunds", 50, _refunds, {"decided": 10, "over_refund": 40}, _refunds_fit),
    Rush("rush_for_the_last_place", 50, _buyers, {"taken in": 2, "tier_full": 48}, _one_place),
    Rush("rush_of_clicks", 50, _clicks, {"https://pay.example/page_1": 50}, _one_gift),
    Rush("rush_of_receipts", 60, _receipts, {"settled": 40, "gave up": 20}, _dense),
)


def show(grounds: Grounds, folder: Path, *, engine: str) -> Iterator[Verdict]:
    """Every rush on this engine."""
    outside = Outside(NOW)
    for one in RUSHES:
        began = time.perf_counter()
        outside.restore(outside.as_new)
        with grounds.on(engine) as ground:
            told = tell(ground.url, folder / "data", outside, Points())
            answers = rush(told, one.arrange(told), one.size)
            facts = one.check(told)
            with told.database.reading() as session:
                violations = broken(session)
            told.database.close()
        if answers != one.expected:
            violations.append(f"answers are {dict(answers)}, not {one.expected}")
        violations += [
            f"{name}: {found}, not {wanted}"
            for name, (found, wanted) in facts.items()
            if found != wanted
        ]
        yield Verdict(
            one.name,
            engine,
            seed=0,
            size=one.size,
            figures={"answers": dict(answers), "processes": PROCESSES},
            seconds=time.perf_counter() - began,
            violations=violations,
        )
    outside.close()
