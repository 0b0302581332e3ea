"""One sequence: what is told to the product and to the model, and what must be the same in both."""

from __future__ import annotations

import contextlib
import sys
from collections.abc import Iterator
from datetime import date
from typing import Any, ClassVar

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from faults.model.expected import Expected
from faults.model.world import Quiet, World, expected, facts, found, told_of
from sponsorship.donations.operations import Gift
from sponsorship.errors import Refused
from sponsorship.invariants import broken
from sponsorship.money import Money
from sponsorship.payments.models import (
    PaymentStatus,
    Purpose,
)
from sponsorship.payments.processor import PageStatus, PaymentState

ANY = st.integers(0, 29)
"""Which one of those that there are."""
NEWS = st.sampled_from(["comes", "comes", "comes twice", "is late", "is late"])
SHARES = st.sampled_from([(1, 1), (1, 3), (1, 2), (1, 1000), (3, 2)])


def usd(cents: int) -> Money:
    return Money(cents, "USD")


def share_of(cents: int, share: tuple[int, int]) -> int:
    return max(1, cents * share[0] // share[1])


class Sequence(RuleBasedStateMachine):
    """Anything in any order; after every step the books are what the model says."""

    world: ClassVar[World]
    told: ClassVar[dict[str, int]]

    def __init__(self) -> None:
        super().__init__()
        self.story: Quiet = self.world.begin()
        self.model = Expected()
        self.forms: list[tuple[Gift, str, str]] = []
        self.late: list[tuple[str, str, str]] = []
        self.heard: list[tuple[str, str, str]] = []
        self.proposals: list[tuple[str, str, int]] = []
        self.signed: dict[str, Any] = {}
        self.pages: dict[str, str] = {}
        """The page on which each gift may still be paid, as far as the product knows."""
        self.monthly: dict[str, str] = {}
        self.numbers = 0
        self.told["sequences"] += 1

    @property
    def processor(self) -> Any:
        return self.story.processor

    @property
    def today(self) -> date:
        return self.story.now.date()

    # --- News -------------------------------------------------------------------------------------

    def tell(self, event_type: str, object_id: str, news: str) -> None:
        """It happened; the news comes, comes twice, or is late."""
        self.numbers += 1
        event = (event_type, object_id, f"evt_{self.numbers}")
        if news == "is late":
            self.late.append(event)
            return
        self.hear(*event)
        if news == "comes twice":
            self.hear(*event)

    def hear(self, event_type: str, object_id: str, event_id: str) -> None:
        """The product hears it; the model hears what the processor says of it now."""
        self.story.hear(event_type, object_id, event_id=event_id)
        event = (event_type, object_id, event_id)
        if event in self.heard:
            return
        self.heard.append(event)
        if object_id in self.processor.pages:
            self.hear_of_page(object_id)
        elif object_id in self.processor.collections:
            self.hear_of_collection(object_id)
        elif object_id in self.processor.instalments:
            self.hear_of_month(object_id)
        else:
            self.hear_of_payment(self.processor.payments[object_id])

    def hear_of_page(self, page: str) -> None:
        request, status = self.processor.pages[page], self.processor.status[page]
        if request.is_monthly:
            key = f"monthly {request.purpose_id}"
            if status is PageStatus.EXPIRED and self.monthly[key] == "begun":
                self.monthly[key] = "lapsed"
            collection = f"sub_{request.purpose_id}"
            if collection in self.processor.collections:
                self.hear_of_collection(collection)
            for name, month in list(self.processor.instalments.items()):
                if month.recurring_gift_id == request.purpose_id:
                    self.hear_of_month(name)
            return
        key = f"gift {request.purpose_id}"
        if self.pages.get(key) == page and status is not PageStatus.OPEN:
            gift = self.model.gifts[key]
            if status is PageStatus.EXPIRED and gift["status"] in {"begun", "failed"}:
                gift["status"] = "lapsed"
            del self.pages[key]
        for payment in list(self.processor.payments.values()):
            if payment.checkout_id == request.checkout_id:
                self.hear_of_payment(payment)

    def hear_of_collection(self, name: str) -> None:
        state = self.processor.collections[name]
        key, said = f"monthly {state.recurring_gift_id}", state.status.value
        was = self.monthly[key]
        self.monthly[key] = was if was == "cancelled" else said
        if said == "active" and was in {"begun", "lapsed"}:
            self.model.letters.add(("recurring_gift_started", key))
        if said == "cancelled":
            self.model.letters.add(("recurring_gift_cancelled", key))

    def hear_of_month(self, name: str) -> None:
        state = self.processor.instalments[name]
        key = f"month {name}"
        if state.payment is not None:
            request = self.request_of(state.recurring_gift_id)
            fresh = {"cents": state.amount.minor, "fund": request.fund, "status": "begun"}
            self.model.gifts.setdefault(key, fresh)
            self.model.hear(state.payment.external_id, told_of(state.payment, key), self.today)
        elif state.has_failed:
            self.model.letters.add(("recurring_payment_failed", key))

    def hear_of_payment(self, state: PaymentState) -> None:
        what = "invoice" if state.purpose is Purpose.INVOICE else "gift"
        told = told_of(state, f"{what} {state.purpose_id}")
        self.model.hear(state.external_id, told, self.today)

    def request_of(self, recurring_gift_id: int) -> Any:
        return next(
            one
            for one in self.processor.pages.values()
            if one.is_monthly and one.purpose_id == recurring_gift_id
        )

    @precondition(lambda self: self.late)
    @rule(n=ANY)
    def late_news_comes(self, n: int) -> None:
        self.hear(*self.late.pop(n % len(self.late)))

    @precondition(lambda self: self.heard)
    @rule(n=ANY, is_same_event=st.booleans())
    def old_news_comes_again(self, n: int, *, is_same_event: bool) -> None:
        event_type, object_id, event_id = self.heard[n % len(self.heard)]
        if not is_same_event:
            self.numbers += 1
            event_id = f"evt_{self.numbers}"
        self.hear(event_type, object_id, event_id)

    @rule(days=st.sampled_from([0.2, 1, 9, 31, 31]))
    def time_passes(self, days: float) -> None:
        self.story.pass_time(days=days)

    # --- What there is ----------------------------------------------------------------------------

    def payments(self, *statuses: PaymentStatus) -> list[PaymentState]:
        return [one for one in self.processor.payments.values() if one.status in statuses]

    def a_settled(self, n: int) -> PaymentState:
        settled = self.payments(PaymentStatus.SETTLED)
        return settled[n % len(settled)]

    @contextlib.contextmanager
    def refused(self, *, if_: bool) -> Iterator[None]:
        """It is refused if, and only if, the model says so."""
        try:
            yield
        except Refused:
            if not if_:
                raise
        else:
            assert not if_, "the product allows what the model refuses"

    # --- What must be -----------------------------------------------------------------------------

    @invariant()
    def the_product_is_what_the_model_says(self) -> None:
        self.told["steps"] += 1
        with self.story.database.reading() as session:
            are = found(session, after_letter=self.world.last_letter)
        must_be = expected(self.model, monthly=self.monthly)
        for what, wanted in must_be.items():
            assert are[what] == wanted, _difference(what, are[what], wanted)

    def teardown(self) -> None:
        if sys.exc_info()[0] is None:
            for event in self.late:
                self.hear(*event)
            self.the_product_is_what_the_model_says()
            with self.story.database.reading() as session:
                assert broken(session) == []
                for fact, many in facts(session).items():
                    self.told[fact] = self.told.get(fact, 0) + many
        self.story.database.close()


def _difference(what: str, are: dict[Any, Any], must_be: dict[Any, Any]) -> str:
    keys = sorted(key for key in {*are, *must_be} if are.get(key) != must_be.get(key))
    lines = (f"{key}: is {are.get(key)}, must be {must_be.get(key)}" for key in keys)
    return f"{what}: " + "; ".join(lines)
