"""Money that goes back: refunds decided here or made elsewhere, and what banks say."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from hypothesis import strategies as st
from hypothesis.stateful import precondition, rule

from faults.model.sequence import ANY, NEWS, SHARES, Sequence, share_of, usd
from faults.model.world import told_of
from sponsorship.donations.models import Donation
from sponsorship.invoicing import queries as invoices
from sponsorship.payments import refunds
from sponsorship.payments.models import (
    DisputeStatus,
    Payment,
    PaymentStatus,
    Refund,
    RefundStatus,
)
from sponsorship.payments.processor import DisputeState, PaymentState
from sponsorship.workflows import refunding
from tests.stories.telling import FINANCE, STAFF

D = DisputeStatus
NEXT = {D.RAISED: (D.CLOSED, D.OPEN), D.OPEN: (D.WON, D.LOST), D.LOST: (D.WON,)}
"""What a bank may say next of a dispute."""
MOST_DISPUTES = 2
DISPUTE_FEE = usd(1_500)


class GoingBack(Sequence):
    def ours(self) -> list[str]:
        """The payments that are a gift or an invoice's, as far as the product knows."""
        return [
            key
            for key, one in self.model.payments.items()
            if key in self.processor.payments and one["status"] == "settled"
            if not one["place"].startswith("suspense")
        ]

    @precondition(lambda self: self.ours())
    @rule(n=ANY, share=SHARES)
    def a_refund_is_decided(self, n: int, share: tuple[int, int]) -> None:
        payment = self.ours()[n % len(self.ours())]
        known = self.model.payments[payment]
        cents, key = share_of(known["cents"], share), f"refund {self.numbers}"
        self.numbers += 1
        outcome = self.model.decide(known, key, cents)
        self.refuse_if_nothing_is_left(payment, cents)
        with self.refused(if_=outcome == "refused"):
            self.decide(known, payment, cents)
        self.story.work()
        if outcome == "asked":
            self.follow_asked(payment, by_one=True)
        elif outcome == "proposed":
            with self.story.database.reading() as session:
                newest = session.scalar(sa.select(sa.func.max(Refund.id))) or 0
            self.proposals.append((payment, key, newest))

    def decide(self, known: dict[str, Any], payment: str, cents: int) -> None:
        what, _, row_id = known["what"].partition(" ")
        facts: dict[str, Any] = {
            "amount": usd(cents),
            "reason": "asked for",
            "form_key": None,
            "foundation": self.story.foundation,
            "at": self.story.now,
            "by": FINANCE,
        }
        with self.story.database.unit_of_work() as session:
            if what == "gift":
                refunding.decide_refund(session, session.get_one(Donation, int(row_id)), **facts)
            else:
                invoice = invoices.get(session, int(row_id))
                paid = session.scalars(
                    sa.select(Payment).where(Payment.external_id == payment)
                ).one()
                refunding.decide_invoice_refund(session, invoice, payment_id=paid.id, **facts)

    def left_at_the_processor(self, payment: str) -> int:
        state = self.processor.payments[payment]
        failed = RefundStatus.FAILED
        back = sum(one.amount.minor for one in state.refunds if one.status is not failed)
        return int(state.amount.minor - back)

    def refuse_if_nothing_is_left(self, payment: str, cents: int) -> None:
        self.processor.refuses_refunds = self.left_at_the_processor(payment) < cents

    def follow_asked(self, payment: str, *, by_one: bool) -> None:
        """The worker asked: the processor refused for good, or gave the money back and said so."""
        known = self.model.payments[payment]
        if self.processor.refuses_refunds:
            return
        told = told_of(self.processor.payments[payment], known["what"])
        ours = list(told["back"])[-1]
        told["back"] = known["back"] | {ours: told["back"][ours]}
        told |= {"fee": known["fee"], "disputes": known["disputes"]}
        if by_one:
            known["alone"][ours] = True
        self.model.hear(payment, told, self.today)

    @precondition(lambda self: self.proposals)
    @rule(n=ANY, agrees=st.booleans())
    def a_second_person_decides(self, n: int, *, agrees: bool) -> None:
        payment, key, row_id = self.proposals.pop(n % len(self.proposals))
        known = self.model.payments[payment]
        stands = key in known["proposed"]
        has_room = self.model.over(known) + self.model.taken(known) <= 0
        cents = known["proposed"].get(key, 0)
        self.refuse_if_nothing_is_left(payment, cents)
        is_refused = not stands or (agrees and not has_room)
        with self.refused(if_=is_refused), self.story.database.unit_of_work() as session:
            refund = session.get_one(Refund, row_id)
            if agrees:
                refunding.approve_refund(session, refund, at=self.story.now, by=STAFF)
            else:
                refunds.reject(session, refund, reason="No.", at=self.story.now, by=STAFF)
        self.story.work()
        if is_refused:
            return
        del known["proposed"][key]
        if agrees:
            self.follow_asked(payment, by_one=False)
        else:
            known["back"][key] = (0, "rejected")

    @precondition(lambda self: self.payments(PaymentStatus.SETTLED))
    @rule(n=ANY, share=SHARES, news=NEWS)
    def money_is_given_back_in_the_dashboard(
        self, n: int, share: tuple[int, int], news: str
    ) -> None:
        payment = self.a_settled(n)
        left = self.left_at_the_processor(payment.external_id)
        if left:
            cents = min(left, share_of(payment.amount.minor, share))
            self.processor.give_back(payment.external_id, usd(cents))
        self.tell("charge.refunded", payment.external_id, news)

    def given_back(self) -> list[PaymentState]:
        return [
            one
            for one in self.processor.payments.values()
            if one.refunds and one.refunds[-1].status is RefundStatus.SUCCEEDED
        ]

    @precondition(lambda self: self.given_back())
    @rule(n=ANY, news=NEWS)
    def a_refund_comes_back(self, n: int, news: str) -> None:
        payment = self.given_back()[n % len(self.given_back())]
        self.processor.return_refund(payment.external_id)
        self.tell("refund.failed", payment.external_id, news)

    @precondition(lambda self: self.payments(PaymentStatus.SETTLED))
    @rule(
        n=ANY,
        share=SHARES,
        verdict=st.sampled_from([D.RAISED, D.OPEN, D.WON, D.LOST, D.LOST]),
        news=NEWS,
    )
    def a_bank_objects(
        self, n: int, share: tuple[int, int], verdict: DisputeStatus, news: str
    ) -> None:
        payment = self.a_settled(n)
        if len(payment.disputes) < MOST_DISPUTES:
            cents = min(payment.amount.minor, share_of(payment.amount.minor, share))
            status = D.RAISED if verdict is D.RAISED else D.OPEN
            made = self.processor.dispute(
                payment.external_id, usd(cents), status=status, fee=DISPUTE_FEE
            )
            if verdict is not status:
                self.tell("charge.dispute.created", payment.external_id, "comes")
                self.processor.decide(made, verdict)
        self.tell("charge.dispute.closed", payment.external_id, news)

    def disputes(self) -> list[tuple[str, DisputeState]]:
        return [
            (payment.external_id, one)
            for payment in self.processor.payments.values()
            for one in payment.disputes
            if one.status in NEXT
        ]

    @precondition(lambda self: self.disputes())
    @rule(n=ANY, which=ANY, news=NEWS)
    def a_bank_decides(self, n: int, which: int, news: str) -> None:
        payment, dispute = self.disputes()[n % len(self.disputes())]
        verdicts = NEXT[dispute.status]
        verdict = verdicts[which % len(verdicts)]
        if verdict is DisputeStatus.OPEN:
            self.processor.take(dispute.external_id, fee=DISPUTE_FEE)
        self.processor.decide(dispute.external_id, verdict)
        self.tell("charge.dispute.closed", payment, news)
