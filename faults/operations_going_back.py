"""Money that goes back, and money that fits nothing: what is killed halfway after it was received."""

from __future__ import annotations

import sqlalchemy as sa
from sqlalchemy.orm import Session

from faults.steps import Operation, Step, click, delivery, dollars
from sponsorship.donations.models import Donation
from sponsorship.funds import queries as funds
from sponsorship.invoicing import queries as invoices
from sponsorship.invoicing.models import Invoice
from sponsorship.payments.models import DisputeStatus, Payment, Purpose, Refund
from sponsorship.suspense import queries as cases
from sponsorship.suspense.models import SuspenseCase
from sponsorship.workflows import billing, deciding, refunding
from tests.stories.telling import FINANCE, STAFF, Story

FEE = dollars("15.00")


# --- Refunds --------------------------------------------------------------------------------------


def decide(story: Story, donation: Donation, amount: str) -> Step:
    """Finance wants so much of a gift to go back."""

    def act(session: Session) -> None:
        refunding.decide_refund(
            session,
            session.get_one(Donation, donation.id),
            amount=dollars(amount),
            reason="asked for",
            form_key="refund-form-1",
            foundation=story.foundation,
            at=story.now,
            by=FINANCE,
        )

    return click(story, "finance decides the refund", act)


def _refund_approved(story: Story) -> list[Step]:
    donation = story.give("5000.00")

    def approve(session: Session) -> None:
        refund = session.scalars(
            sa.select(Refund).where(Refund.form_key == "refund-form-1").with_for_update()
        ).one()
        refunding.approve_refund(session, refund, at=story.now, by=STAFF)

    return [
        decide(story, donation, "4000.00"),
        click(story, "a second person approves the refund", approve),
    ]


def _another_part_refunded(story: Story) -> list[Step]:
    """The receipt that replaced the first one is replaced as well."""
    donation = story.give("100.00")
    story.refund(donation, "30.00")
    return [decide(story, donation, "20.00")]


# --- Disputes -------------------------------------------------------------------------------------


def _dispute_opens(story: Story) -> list[Step]:
    payment = story.payment_of(story.give("100.00"))
    story.processor.dispute(payment, fee=FEE)
    return [
        delivery(story, "charge.dispute.created", payment, "evt_created"),
        delivery(story, "charge.dispute.funds_withdrawn", payment, "evt_withdrawn"),
    ]


def _disputed(story: Story) -> tuple[str, str]:
    """A gift whose payer's bank has taken the money: the payment and its dispute."""
    payment = story.payment_of(story.give("100.00"))
    dispute = story.processor.dispute(payment, fee=FEE)
    story.hear("charge.dispute.created", payment)
    story.pass_time(days=7)
    return payment, dispute


def _dispute_lost(story: Story) -> list[Step]:
    payment, dispute = _disputed(story)
    story.processor.decide(dispute, DisputeStatus.LOST)
    return [delivery(story, "charge.dispute.closed", payment)]


def _dispute_won(story: Story) -> list[Step]:
    payment, dispute = _disputed(story)
    story.processor.decide(dispute, DisputeStatus.WON)
    return [
        delivery(story, "charge.dispute.funds_reinstated", payment, "evt_reinstated"),
        delivery(story, "charge.dispute.closed", payment, "evt_closed"),
    ]


# --- Invoices -------------------------------------------------------------------------------------


def _page_of(story: Story, invoice: Invoice) -> str:
    """The page on which the sponsor pays."""
    return story.page_of(
        billing.start_payment(
            story.database,
            story.processor,
            invoice.public_token,
            foundation=story.foundation,
            at=story.now,
        )
    )


def _invoice_payment_returned(story: Story) -> list[Step]:
    invoice = story.invoice_of(story.contracted())
    page = _page_of(story, invoice)
    story.processor.pay(page)
    story.hear("checkout.session.completed", page)

    def act(session: Session) -> None:
        payment_id = session.scalars(
            sa.select(Payment.id).where(Payment.purpose == Purpose.INVOICE)
        ).one()
        refunding.decide_invoice_refund(
            session,
            invoices.get(session, invoice.id),
            payment_id=payment_id,
            amount=dollars("1000.00"),
            reason="They paid twice.",
            form_key="refund-form-1",
            foundation=story.foundation,
            at=story.now,
            by=FINANCE,
        )

    return [click(story, "finance gives a part of the payment back", act)]


def _invoice_overpaid(story: Story) -> list[Step]:
    """The invoice is settled, and what is too much opens a case."""
    page = _page_of(story, story.invoice_of(story.contracted()))
    story.processor.pay(page, amount=dollars("11500.00"))
    return [delivery(story, "checkout.session.completed", page)]


# --- Suspense -------------------------------------------------------------------------------------


def _case(story: Story) -> int:
    """A gift of 100 dollars was agreed and 90 came: the number of the case."""
    page = story.page_of(story.submit(story.fill_in("100.00")))
    story.processor.pay(page, amount=dollars("90.00"))
    story.hear("checkout.session.completed", page)
    with story.database.reading() as session:
        return session.scalars(sa.select(SuspenseCase.id)).one()


def _case_counted(story: Story) -> list[Step]:
    number = _case(story)

    def act(session: Session) -> None:
        deciding.count_as_gift(
            session,
            cases.get(session, number),
            deciding.Giver("Grace Hopper", "grace@example.org"),
            funds.by_slug(session, "general"),
            amount=dollars("90.00"),
            reason="She wrote to us.",
            form_key="case-form-1",
            foundation=story.foundation,
            at=story.now,
            by=FINANCE,
        )

    return [click(story, "finance counts the case as a gift", act)]


def _case_given_back(story: Story) -> list[Step]:
    number = _case(story)

    def act(session: Session) -> None:
        deciding.give_back(
            session,
            cases.get(session, number),
            amount=dollars("90.00"),
            reason="not ours",
            form_key="case-form-1",
            foundation=story.foundation,
            at=story.now,
            by=FINANCE,
        )

    return [click(story, "finance gives the case back", act)]


GOING_BACK: tuple[Operation, ...] = (
    Operation("refund_approved", _refund_approved),
    Operation("another_part_refunded", _another_part_refunded),
    Operation("dispute_opens", _dispute_opens),
    Operation("dispute_lost", _dispute_lost),
    Operation("dispute_won", _dispute_won),
    Operation("invoice_payment_returned", _invoice_payment_returned),
    Operation("invoice_overpaid", _invoice_overpaid),
    Operation("case_counted_as_gift", _case_counted),
    Operation("case_given_back", _case_given_back),
)
