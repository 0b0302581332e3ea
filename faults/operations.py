"""The money operations that are killed halfway: what is arranged before, and what is then done.

Each step is one call from outside that waits for an answer: a click, or a delivery by the processor.
Whoever is not answered comes again; whoever was answered does not. After the last step the worker does
what is owed.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

from sqlalchemy.orm import Session

from faults.operations_going_back import GOING_BACK, decide
from faults.operations_of_books import BOOKS
from faults.steps import Operation, Step, delivery
from sponsorship.invoicing import queries as invoices
from sponsorship.invoicing.models import Invoice
from sponsorship.money import Money
from sponsorship.payments.models import Method
from sponsorship.sponsorships.models import Sponsorship
from sponsorship.workflows import billing, sponsoring
from tests.stories.telling import FINANCE, Story


def _begun(story: Story, *, fund: str = "general", **changes: bool) -> str:
    """A gift whose donor stands before the payment page."""
    gift = story.fill_in("100.00", form_key="form-of-ada-000000000001", **changes)
    return story.page_of(story.submit(gift, fund=fund))


# --- Gifts ----------------------------------------------------------------------------------------


def _begin_gift(story: Story) -> list[Step]:
    gift = story.fill_in("100.00")
    return [Step("the donor sends the form", lambda: story.submit(gift))]


def _change_form(story: Story) -> list[Step]:
    gift = story.fill_in("100.00")
    story.submit(gift)
    changed = story.fill_in("60.00", form_key=gift.form_key)
    return [Step("the donor sends the changed form", lambda: story.submit(changed))]


def _switch_to_monthly(story: Story) -> list[Step]:
    gift = story.fill_in("20.00")
    story.submit(gift)
    monthly = story.fill_in("20.00", form_key=gift.form_key, is_monthly=True)
    return [Step("the donor chooses monthly instead", lambda: story.submit(monthly))]


def _card_settles(story: Story) -> list[Step]:
    page = _begun(story)
    story.processor.pay(page)
    return [delivery(story, "checkout.session.completed", page)]


def _fee_known(story: Story) -> list[Step]:
    payment = story.payment_of(story.give("100.00"))
    story.processor.reveal_fee(payment, Money(320, "USD"))
    return [delivery(story, "charge.updated", payment)]


def _debit_pending(story: Story) -> list[Step]:
    page = _begun(story)
    story.processor.pay(page, by=Method.BANK_DEBIT)
    return [delivery(story, "checkout.session.completed", page)]


def _pending(story: Story) -> str:
    page = _begun(story)
    payment = story.processor.pay(page, by=Method.BANK_DEBIT)
    story.hear("checkout.session.completed", page)
    story.pass_time(days=4)
    return payment


def _debit_settles(story: Story) -> list[Step]:
    payment = _pending(story)
    story.processor.settle(payment)
    return [delivery(story, "checkout.session.async_payment_succeeded", payment)]


def _debit_fails(story: Story) -> list[Step]:
    payment = _pending(story)
    story.processor.fail(payment)
    return [delivery(story, "checkout.session.async_payment_failed", payment)]


def _misfit(story: Story) -> list[Step]:
    page = _begun(story)
    story.processor.pay(page, amount=Money(9_000, "USD"))
    return [delivery(story, "checkout.session.completed", page)]


# --- Refunds --------------------------------------------------------------------------------------


def _refund(amount: str) -> Callable[[Story], list[Step]]:
    """Decided by finance, asked of the processor by the worker, booked."""

    def arrange(story: Story) -> list[Step]:
        return [decide(story, story.give("100.00"), amount)]

    return arrange


def _dashboard_refund(story: Story) -> list[Step]:
    payment = story.payment_of(story.give("100.00"))
    story.processor.give_back(payment, Money(4_000, "USD"))
    return [delivery(story, "charge.refunded", payment)]


def _refund_returns(story: Story) -> list[Step]:
    donation = story.give("100.00")
    story.refund(donation, "100.00")
    story.pass_time(days=3)
    payment = story.payment_of(donation)
    story.processor.return_refund(payment)
    return [delivery(story, "refund.failed", payment)]


# --- Monthly gifts --------------------------------------------------------------------------------


def _monthly_starts(story: Story) -> list[Step]:
    page = _begun(story, is_monthly=True)
    story.processor.begin_collecting(page)
    return [delivery(story, "checkout.session.completed", page)]


def _monthly_renews(story: Story) -> list[Step]:
    story.give_monthly("10.00")
    story.pass_time(days=31)
    page = next(page for page in story.processor.pages.values() if page.is_monthly)
    instalment = story.processor.collect(page, number=2)
    return [delivery(story, "invoice.paid", instalment)]


def _monthly_month_fails(story: Story) -> list[Step]:
    story.give_monthly("10.00")
    story.pass_time(days=31)
    page = next(page for page in story.processor.pages.values() if page.is_monthly)
    instalment = story.processor.collect(page, number=2, succeeds=False)
    return [
        delivery(story, "invoice.payment_failed", instalment, "evt_month"),
        delivery(
            story, "customer.subscription.updated", f"sub_{page.purpose_id}", "evt_collection"
        ),
    ]


def _monthly_cancelled(story: Story) -> list[Step]:
    gift = story.give_monthly("10.00")
    return [Step("the donor ends the gift", lambda: story.cancel_monthly(gift))]


# --- Sponsors -------------------------------------------------------------------------------------


def _sponsor_applies(story: Story) -> list[Step]:
    form = story.application()

    def apply() -> str:
        return sponsoring.apply(
            story.database, form, logo=None, foundation=story.foundation, at=story.now
        )

    return [Step("a company sends its application", apply)]


def _contract_signed(story: Story) -> list[Step]:
    contract = story.send(story.approve(story.apply()))
    return [Step("the sponsor signs", lambda: story.sign(contract).status.value)]


def _invoice_of(story: Story) -> Invoice:
    return story.invoice_of(story.contracted())


def _pay_page(story: Story, invoice: Invoice) -> str:
    return billing.start_payment(
        story.database,
        story.processor,
        invoice.public_token,
        foundation=story.foundation,
        at=story.now,
    )


def _invoice_page(story: Story) -> list[Step]:
    invoice = _invoice_of(story)
    return [Step("the sponsor wants to pay", lambda: _pay_page(story, invoice))]


def _invoice_paid(story: Story) -> list[Step]:
    page = story.page_of(_pay_page(story, _invoice_of(story)))
    story.processor.pay(page)
    return [delivery(story, "checkout.session.completed", page)]


def _on_invoice(
    story: Story, sponsorship: Sponsorship, deed: Callable[[Session, Invoice], object]
) -> str:
    """Staff open the newest invoice of a sponsorship and do something to it."""
    with story.database.unit_of_work() as session:
        found = invoices.of_sponsorship(session, sponsorship.id)[0]
        deed(session, invoices.get(session, found.id, for_update=True))
    return "done"


def _bank_transfer(story: Story) -> list[Step]:
    sponsorship = story.contracted()

    def record(session: Session, invoice: Invoice) -> object:
        return billing.record_bank_transfer(
            session,
            invoice,
            amount=Money.parse("11000.00", "USD"),
            received_on=story.now.date(),
            payer="FOX AND HEDGEHOG LTD",
            bank_reference="BANK-1",
            form_key="transfer-form-1",
            foundation=story.foundation,
            at=story.now,
            by=FINANCE,
        )

    return [Step("finance records the transfer", lambda: _on_invoice(story, sponsorship, record))]


def _credit_note(story: Story) -> list[Step]:
    sponsorship = story.contracted()

    def credit(session: Session, invoice: Invoice) -> object:
        return billing.credit_invoice(
            session,
            invoice,
            amount=Money.parse("2000.00", "USD"),
            reason="One benefit less.",
            form_key="credit-form-1",
            foundation=story.foundation,
            at=story.now,
            by=FINANCE,
        )

    return [Step("finance credits a part", lambda: _on_invoice(story, sponsorship, credit))]


def _void(story: Story) -> list[Step]:
    sponsorship = story.contracted()

    def void(session: Session, invoice: Invoice) -> None:
        billing.void_invoice(
            session,
            invoice,
            reason="Sent to the wrong entity.",
            foundation=story.foundation,
            at=story.now,
            by=FINANCE,
        )

    return [Step("finance voids the invoice", lambda: _on_invoice(story, sponsorship, void))]


def _revenue_earned(story: Story) -> list[Step]:
    story.contracted()
    day = date(2026, 7, 1)
    at = story.now + timedelta(days=121)
    return [
        Step(
            "the clock asks what was earned",
            lambda: billing.earn_revenue(story.database, today=day, at=at) >= 0,
        )
    ]


OPERATIONS: tuple[Operation, ...] = (
    Operation("gift_begun", _begin_gift),
    Operation("form_changed", _change_form),
    Operation("switched_to_monthly", _switch_to_monthly),
    Operation("card_gift_settles", _card_settles),
    Operation("fee_becomes_known", _fee_known),
    Operation("bank_debit_pending", _debit_pending),
    Operation("bank_debit_settles", _debit_settles),
    Operation("bank_debit_fails", _debit_fails),
    Operation("misfit_arrives", _misfit),
    Operation("part_refunded", _refund("30.00")),
    Operation("all_refunded", _refund("100.00")),
    Operation("refunded_in_dashboard", _dashboard_refund),
    Operation("refund_returns", _refund_returns),
    Operation("monthly_gift_starts", _monthly_starts),
    Operation("monthly_gift_renews", _monthly_renews),
    Operation("month_fails", _monthly_month_fails),
    Operation("monthly_gift_cancelled", _monthly_cancelled),
    Operation("sponsor_applies", _sponsor_applies),
    Operation("contract_signed", _contract_signed),
    Operation("invoice_page_opened", _invoice_page),
    Operation("invoice_paid_online", _invoice_paid),
    Operation("bank_transfer_recorded", _bank_transfer),
    Operation("invoice_credited", _credit_note),
    Operation("invoice_voided", _void),
    Operation("revenue_earned", _revenue_earned),
    *GOING_BACK,
    *BOOKS,
)
