"""A card processor in memory: the port's second implementation, for stories without a network."""

from __future__ import annotations

import itertools
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from sponsorship.errors import Refused, Unavailable
from sponsorship.money import Money
from sponsorship.payments.models import (
    DisputeStatus,
    Method,
    MovementKind,
    PaymentStatus,
    PayoutStatus,
    RefundStatus,
)
from sponsorship.payments.processor import (
    BalanceLine,
    CheckoutOrigin,
    CheckoutPage,
    CheckoutRequest,
    CheckoutState,
    Collection,
    DisputeState,
    InstalmentState,
    LookUp,
    MovementState,
    Origin,
    PageStatus,
    PaymentState,
    PayoutState,
    RecurringState,
    RefundRequest,
    RefundState,
    State,
)
from sponsorship.payments.stripe.webhook import Envelope


class AlreadyDisputed(Refused):
    """Stands for every reason for which a processor gives nothing back."""

    def __init__(self) -> None:
        super().__init__("The payer's bank has taken this payment back already.")


@dataclass
class FakeProcessor:
    """Remembers what it was asked; a story says what payers do. Times are the story's own."""

    now: datetime
    pages: dict[str, CheckoutRequest] = field(default_factory=dict)
    status: dict[str, PageStatus] = field(default_factory=dict)
    payments: dict[str, PaymentState] = field(default_factory=dict)
    collections: dict[str, RecurringState] = field(default_factory=dict)
    instalments: dict[str, InstalmentState] = field(default_factory=dict)
    given_back: dict[str, tuple[RefundRequest, RefundState]] = field(default_factory=dict)
    """What each idempotency key of a refund asked for, and the answer: the key alone tells repeats."""
    asked: list[str] = field(default_factory=list)
    """Every idempotency key that came, in order, repeats included."""
    news: list[tuple[datetime, Envelope]] = field(default_factory=list)
    """What happened, oldest first: what the list of events shows."""
    keys: dict[str, tuple[datetime, CheckoutPage]] = field(default_factory=dict)
    """The keys that it remembers, for a day, with the answer it gave."""
    clock_is_ahead: timedelta = timedelta(0)
    lines: list[BalanceLine] = field(default_factory=list)
    """Our account, oldest line first."""
    payouts: dict[str, PayoutState] = field(default_factory=dict)
    lines_of: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    """The lines that each payout consists of."""
    numbers: Iterator[int] = field(default_factory=lambda: itertools.count(1))
    is_down: bool = False
    breaks_after_commit: bool = False
    """It does what it is asked, and the answer gets lost on the way."""
    refuses_refunds: bool = False

    # --- What the product asks ---------------------------------------------------------------

    def open_checkout(self, request: CheckoutRequest) -> CheckoutPage:
        self._answer(request.key)
        remembered = self.keys.get(request.key)
        if remembered is None or remembered[0] < self.now - timedelta(hours=24):
            external_id = f"page_{request.checkout_id}"
            if external_id in self.pages:  # the key was forgotten: a second page comes to be
                external_id += f"_{len(self.pages)}"
            page = CheckoutPage(external_id, f"https://pay.example/{external_id}")
            self.pages[external_id] = request
            self.status[external_id] = PageStatus.OPEN
            self.keys[request.key] = (self.now, page)
        page = self.keys[request.key][1]
        if self.pages[page.external_id] != request:
            raise AssertionError("the same key asked for something else")
        self._lose_answer()
        return page

    def close_checkout(self, external_id: str) -> None:
        self._answer(f"{external_id}:close")
        if self.status[external_id] is PageStatus.OPEN:
            self.status[external_id] = PageStatus.EXPIRED

    def look_up_checkout(self, external_id: str) -> tuple[State, ...]:
        self._answer(f"{external_id}:look_up")
        request = self.pages[external_id]
        page = CheckoutState(request.checkout_id, external_id, self.status[external_id], self.now)
        paid = [p for p in self.payments.values() if p.checkout_id == request.checkout_id]
        if request.is_monthly:
            collection = self.collections.get(f"sub_{request.purpose_id}")
            months = [
                i for i in self.instalments.values() if i.recurring_gift_id == request.purpose_id
            ]
            return (page, *([collection] if collection else []), *months)
        return (page, *paid)

    def look_up_origin(self, external_id: str) -> CheckoutOrigin | None:
        self._answer(f"{external_id}:origin")
        if external_id not in self.pages:
            return None
        request = self.pages[external_id]
        return CheckoutOrigin(
            checkout_id=request.checkout_id,
            external_id=external_id,
            purpose=request.purpose,
            purpose_id=request.purpose_id,
            fund=request.fund,
            amount=request.amount,
            name="A. Byron (as on the card)",
            email=request.email,
            begun_at=self.now,
            expires_at=request.expires_at,
        )

    def look_up_event(self, event_type: str, object_type: str, object_id: str) -> LookUp:
        self._answer(f"{event_type}:{object_type}:{object_id}")
        for known in (self.payments, self.collections, self.instalments):
            if object_id in known:
                return LookUp(Origin.OURS, (known[object_id],))
        for payment in self.payments.values():
            ids = {payment.charge_external_id, *(one.external_id for one in payment.refunds)}
            if object_id in ids | {one.external_id for one in payment.disputes}:
                return LookUp(Origin.OURS, (payment,))
        if object_id in self.payouts:
            return LookUp(Origin.OURS, (self._payout(object_id),))
        if object_id in self.pages:
            return LookUp(Origin.OURS, self.look_up_checkout(object_id))
        return LookUp(Origin.FOREIGN)

    def look_up_payment(self, external_id: str) -> tuple[State, ...]:
        self._answer(f"{external_id}:look_up")
        if external_id in self.payments:
            return (self.payments[external_id],)
        return tuple(
            month
            for month in self.instalments.values()
            if month.payment is not None and month.payment.external_id == external_id
        )

    def look_up_recurring(self, external_id: str) -> tuple[State, ...]:
        self._answer(f"{external_id}:look_up")
        standing = self.collections[external_id]
        months = [
            one
            for one in self.instalments.values()
            if one.recurring_gift_id == standing.recurring_gift_id
        ]
        return (*months[-3:], standing)

    def find_checkout(self, checkout_id: int, *, begun_at: datetime) -> str | None:
        self._answer(f"checkout:{checkout_id}:find")
        return next(
            (page for page, asked in self.pages.items() if asked.checkout_id == checkout_id), None
        )

    def list_events(self, since: datetime, *, until: datetime) -> Iterator[Envelope]:
        self._answer("events:list")
        yield from (envelope for at, envelope in self.news if since <= at <= until)

    def tell_time(self) -> datetime:
        self._answer("time")
        return self.now + self.clock_is_ahead

    def refund(self, request: RefundRequest) -> RefundState:
        self._answer(request.key)
        if self.refuses_refunds:
            raise AlreadyDisputed
        if request.key in self.given_back:
            known, answer = self.given_back[request.key]
            if known != request:
                raise AssertionError("the same key asked for something else")
            self._lose_answer()
            return answer
        payment = self.payments[request.payment_external_id]
        earlier = sum(known.refund_id == request.refund_id for known in payment.refunds)
        made = RefundState(
            external_id=f"refund_{request.refund_id}" + "_again" * earlier,
            refund_id=request.refund_id,
            amount=request.amount,
            status=RefundStatus.SUCCEEDED,
            failure="",
            at=self.now,
        )
        self.payments[payment.external_id] = replace(payment, refunds=(*payment.refunds, made))
        self.given_back[request.key] = (request, made)
        self.add_line("refund", -request.amount, source=made.external_id)
        self._lose_answer()
        return made

    def cancel_recurring(self, external_id: str, *, key: str) -> RecurringState:
        self._answer(key)
        ended = replace(
            self.collections[external_id], status=Collection.CANCELLED, next_on=None, at=self.now
        )
        self.collections[external_id] = ended
        return ended

    def open_self_service(self, customer_external_id: str, *, return_url: str, key: str) -> str:
        self._answer(key)
        return f"https://pay.example/self-service/{customer_external_id}?back={return_url}"

    def look_up_payout(self, external_id: str) -> PayoutState:
        self._answer(f"{external_id}:look_up")
        return self._payout(external_id)

    def list_payouts(self, since: datetime) -> list[PayoutState]:
        self._answer("payouts:list")
        return [one for one in reversed(self.payouts.values()) if one.at >= since]

    def list_balance_lines(self, since: datetime, until: datetime) -> list[BalanceLine]:
        self._answer("lines:list")
        return [one for one in reversed(self.lines) if since <= one.at < until]

    def look_up_balance(self) -> tuple[Money, ...]:
        self._answer("balance:look_up")
        held: dict[str, Money] = {}
        for line in self.lines:
            currency = line.net.currency
            held[currency] = held.get(currency, Money.zero(currency)) + line.net
        return tuple(held[currency] for currency in sorted(held))

    def _payout(self, external_id: str) -> PayoutState:
        state = self.payouts[external_id]
        if not state.names_lines:
            return state
        went_out = set(self.lines_of[external_id])
        return replace(state, lines=tuple(x for x in self.lines if x.external_id in went_out))

    def _answer(self, key: str) -> None:
        self.asked.append(key)
        if self.is_down:
            raise Unavailable("The payment processor")

    def _lose_answer(self) -> None:
        if self.breaks_after_commit:
            raise Unavailable("The payment processor")

    # --- What payers and banks do --------------------------------------------------------------

    def pay(
        self, external_id: str, *, by: Method = Method.CARD, amount: Money | None = None
    ) -> str:
        """The payer finishes the page: a card settles at once, a bank debit is only on its way."""
        request = self.pages[external_id]
        self.status[external_id] = PageStatus.COMPLETED
        settles = by is Method.CARD
        payment_id = external_id.replace("page", "pay", 1)
        self.payments[payment_id] = PaymentState(
            purpose=request.purpose,
            purpose_id=request.purpose_id,
            checkout_id=request.checkout_id,
            external_id=payment_id,
            charge_external_id=external_id.replace("page", "charge", 1),
            amount=amount or request.amount,
            method=by,
            status=PaymentStatus.SETTLED if settles else PaymentStatus.PENDING,
            failure="",
            at=self.now,
            fee=None,
        )
        return payment_id

    def begin_collecting(self, external_id: str) -> str:
        """The payer finishes the page of a monthly gift: mandate and first month."""
        request = self.pages[external_id]
        self.status[external_id] = PageStatus.COMPLETED
        collection_id = f"sub_{request.purpose_id}"
        self.collections[collection_id] = RecurringState(
            recurring_gift_id=request.purpose_id,
            external_id=collection_id,
            customer_external_id=f"payer_{request.purpose_id}",
            status=Collection.ACTIVE,
            next_on=(self.now + timedelta(days=31)).date(),
            ends_at_period_end=False,
            at=self.now,
        )
        self.collect(request, number=1)
        return collection_id

    def collect(self, request: CheckoutRequest, *, number: int, succeeds: bool = True) -> str:
        """One month's collection of a monthly gift, paid or refused."""
        instalment_id = f"inst_{request.purpose_id}_{number}"
        payment = PaymentState(
            purpose=request.purpose,
            purpose_id=request.purpose_id,
            checkout_id=None,
            external_id=f"pay_{instalment_id}",
            charge_external_id=f"charge_{instalment_id}",
            amount=request.amount,
            method=Method.CARD,
            status=PaymentStatus.SETTLED,
            failure="",
            at=self.now,
            fee=None,
        )
        self.instalments[instalment_id] = InstalmentState(
            recurring_gift_id=request.purpose_id,
            external_id=instalment_id,
            amount=request.amount,
            is_paid=succeeds,
            has_failed=not succeeds,
            payment=payment if succeeds else None,
            at=self.now,
        )
        if not succeeds:
            collection = self.collections[f"sub_{request.purpose_id}"]
            self.collections[collection.external_id] = replace(
                collection, status=Collection.PAST_DUE
            )
        return instalment_id

    def settle(self, payment_id: str) -> None:
        """The bank paid a debit."""
        self._change(payment_id, status=PaymentStatus.SETTLED, at=self.now)

    def fail(self, payment_id: str) -> None:
        """The bank refused a debit."""
        self._change(
            payment_id, status=PaymentStatus.FAILED, failure="insufficient_funds", at=self.now
        )

    def reveal_fee(self, payment_id: str, fee: Money, *, settles_as: Money | None = None) -> str:
        """The payment's line is on our account, which may be in another currency: the line's id."""
        payment = self.payments[payment_id]
        gross = settles_as or payment.amount
        self._change(payment_id, fee=fee, settlement=gross)
        return self.add_line("charge", gross, fee=fee, source=payment.charge_external_id)

    def give_back(self, payment_id: str, amount: Money, *, settles_as: Money | None = None) -> str:
        """Somebody refunds in the processor's own dashboard; the id of the refund."""
        payment = self.payments[payment_id]
        made = RefundState(
            external_id=f"refund_of_{payment_id}_{len(payment.refunds)}",
            refund_id=None,
            amount=amount,
            status=RefundStatus.SUCCEEDED,
            failure="",
            at=self.now,
            settlement=settles_as or amount,
        )
        self._change(payment_id, refunds=(*payment.refunds, made))
        self.add_line("refund", -(settles_as or amount), source=made.external_id)
        return made.external_id

    def return_refund(self, payment_id: str, *, settles_as: Money | None = None) -> None:
        """The payer's bank sends the last refund back, perhaps at another rate than it went."""
        payment = self.payments[payment_id]
        last = payment.refunds[-1]
        returned = settles_as or last.settlement or last.amount
        last = replace(
            last, status=RefundStatus.FAILED, failure="lost_or_stolen_card", returned=returned
        )
        self._change(payment_id, refunds=(*payment.refunds[:-1], last))
        self.add_line("refund_failure", returned, source=last.external_id)

    # --- Our account with the processor ----------------------------------------------------------

    def add_line(
        self,
        category: str,
        amount: Money,
        *,
        fee: Money | None = None,
        source: str | None = None,
        external_id: str = "",
    ) -> str:
        """One more line on our account; its id."""
        kept = fee or Money.zero(amount.currency)
        line = BalanceLine(
            external_id=external_id or f"line_{next(self.numbers)}",
            category=category,
            source_external_id=source,
            description=category.replace("_", " "),
            amount=amount,
            fee=kept,
            net=amount - kept,
            at=self.now,
            available_on=self.now.date(),
        )
        self.lines.append(line)
        return line.external_id

    def pay_out(self, *, currency: str = "USD", amount: Money | None = None) -> str:
        """Send everything that was not sent yet to the bank; an amount makes it a manual payout."""
        sent = {line for lines in self.lines_of.values() for line in lines}
        waiting = [
            line
            for line in self.lines
            if line.external_id not in sent and line.net.currency == currency
        ]
        whole = Money(sum(line.net.minor for line in waiting), currency)
        payout_id = f"payout_{len(self.payouts) + 1}"
        own = self.add_line("payout", -(amount or whole), source=payout_id)
        if amount is None:
            self.lines_of[payout_id] = [*(line.external_id for line in waiting), own]
        else:
            self.lines_of[payout_id] = [own]
        self.payouts[payout_id] = PayoutState(
            external_id=payout_id,
            amount=amount or whole,
            is_automatic=amount is None,
            status=PayoutStatus.UNDER_WAY,
            failure="",
            at=self.now,
            arrival_on=(self.now + timedelta(days=2)).date(),
            ended_at=None,
            names_lines=False,
        )
        return payout_id

    def name_lines(self, payout_id: str) -> None:
        """The processor has added up what the payout consists of, and calls it paid."""
        state = self.payouts[payout_id]
        self.payouts[payout_id] = replace(
            state, status=PayoutStatus.PAID, names_lines=state.is_automatic
        )

    def return_payout(self, payout_id: str, *, status: PayoutStatus = PayoutStatus.FAILED) -> None:
        """The bank did not take a payout, or somebody stopped it: the money is on our account again."""
        state = self.payouts[payout_id]
        self.payouts[payout_id] = replace(
            state, status=status, failure="account closed", ended_at=self.now
        )
        self.add_line("payout_reversal", state.amount, source=payout_id)

    def dispute(
        self,
        payment_id: str,
        amount: Money | None = None,
        *,
        status: DisputeStatus = DisputeStatus.OPEN,
        fee: Money | None = None,
        settles_as: Money | None = None,
    ) -> str:
        """The payer's bank objects; unless it only asks, it takes the money, and the processor a fee."""
        payment = self.payments[payment_id]
        made = DisputeState(
            external_id=f"dispute_of_{payment_id}_{len(payment.disputes)}",
            amount=amount or payment.amount,
            reason="fraudulent",
            status=status,
            due_by=self.now + timedelta(days=14),
            at=self.now,
        )
        self._change(payment_id, disputes=(*payment.disputes, made))
        if status is DisputeStatus.OPEN:
            self.take(made.external_id, fee=fee, settles_as=settles_as)
        return made.external_id

    def take(
        self, dispute_id: str, *, fee: Money | None = None, settles_as: Money | None = None
    ) -> None:
        """The bank takes the money of a dispute, from our account perhaps in another currency."""
        self._move(dispute_id, MovementKind.WITHDRAWAL, fee=fee, settles_as=settles_as)

    def reinstate(
        self, dispute_id: str, amount: Money | None = None, *, settles_as: Money | None = None
    ) -> None:
        """The bank gives the money of a dispute back, or a part of it."""
        self._move(dispute_id, MovementKind.REINSTATEMENT, amount, settles_as=settles_as)

    def decide(
        self, dispute_id: str, status: DisputeStatus, *, settles_as: Money | None = None
    ) -> None:
        """The bank's word about a dispute; if it is won, the money comes with it."""
        self._change_dispute(dispute_id, status=status)
        if status is DisputeStatus.WON:
            self.reinstate(dispute_id, settles_as=settles_as)

    def change_last_movement(self, dispute_id: str, *, fee: Money) -> None:
        """The last line of a dispute carries this fee."""
        known = self._dispute(dispute_id).movements
        changed = replace(known[-1], fee=fee)
        self._change_dispute(dispute_id, movements=(*known[:-1], changed))

    def _move(
        self,
        dispute_id: str,
        kind: MovementKind,
        amount: Money | None = None,
        *,
        fee: Money | None = None,
        settles_as: Money | None = None,
    ) -> None:
        known = self._dispute(dispute_id)
        settled = settles_as or amount or known.amount
        moved = MovementState(
            external_id=f"line_{dispute_id}_{len(known.movements)}",
            kind=kind,
            amount=amount or known.amount,
            settlement=settled,
            fee=fee or Money.zero(settled.currency),
            at=self.now,
        )
        self._change_dispute(dispute_id, movements=(*known.movements, moved))
        is_out = kind is MovementKind.WITHDRAWAL
        self.add_line(
            "dispute" if is_out else "dispute_reversal",
            -settled if is_out else settled,
            fee=moved.fee,
            source=dispute_id,
            external_id=moved.external_id,
        )

    def _dispute(self, dispute_id: str) -> DisputeState:
        found = (one for payment in self.payments.values() for one in payment.disputes)
        return next(one for one in found if one.external_id == dispute_id)

    def _change_dispute(self, dispute_id: str, **changes: object) -> None:
        for payment in self.payments.values():
            changed = tuple(
                replace(one, **changes) if one.external_id == dispute_id else one  # type: ignore[arg-type]
                for one in payment.disputes
            )
            self._change(payment.external_id, disputes=changed)

    def _change(self, payment_id: str, **changes: object) -> None:
        self.payments[payment_id] = replace(self.payments[payment_id], **changes)  # type: ignore[arg-type]
