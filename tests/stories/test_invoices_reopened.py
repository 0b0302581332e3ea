"""A sponsor's payment that goes back opens the invoice again; what comes back to us settles it again."""

from dataclasses import replace

import pytest

from sponsorship import invariants
from sponsorship.documents.content import PaymentReceiptContent
from sponsorship.errors import NotFound
from sponsorship.invoicing import payment_receipts
from sponsorship.invoicing import queries as invoices
from sponsorship.invoicing.models import Invoice, InvoiceStatus
from sponsorship.money import Money
from sponsorship.payments.models import DisputeStatus, Payment, Refund
from sponsorship.payments.refunds import OverRefund
from sponsorship.sponsorships.models import Sponsorship, SponsorshipStatus
from sponsorship.workflows import billing, refunding
from tests.stories.telling import FINANCE, Story


def pay_online(story: Story, sponsorship: Sponsorship) -> str:
    """The sponsor pays what is outstanding on the processor's page: the processor's id of the payment."""
    token = story.invoice_of(sponsorship).public_token
    address = billing.start_payment(
        story.database, story.processor, token, foundation=story.foundation, at=story.now
    )
    page = story.page_of(address)
    payment = story.processor.pay(page)
    story.hear("checkout.session.completed", page)
    return payment


def give_back(
    story: Story,
    invoice: Invoice,
    amount: str,
    *,
    payment_id: int = 1,
    form_key: str | None = None,
) -> None:
    with story.database.unit_of_work() as session:
        refunding.decide_invoice_refund(
            session,
            invoices.get(session, invoice.id),
            payment_id=payment_id,
            amount=Money.parse(amount, "USD"),
            reason="They paid twice.",
            form_key=form_key,
            foundation=story.foundation,
            at=story.now,
            by=FINANCE,
        )
    story.work()


def standing(story: Story, sponsorship: Sponsorship) -> tuple[str, str, str]:
    """Status, paid and outstanding of the invoice, with all invariants intact."""
    with story.database.reading() as session:
        assert invariants.broken(session) == []
    invoice = story.invoice_of(sponsorship)
    return invoice.status.value, str(invoice.paid), str(invoice.outstanding)


def heads(story: Story, number: str) -> list[str]:
    return [line.split()[1] for line in story.journal(number) if not line.startswith("  ")]


def test_a_sponsor_s_payment_given_back_in_part_opens_the_invoice_again(story: Story) -> None:
    sponsorship = story.contracted()
    pay_online(story, sponsorship)
    invoice = story.invoice_of(sponsorship)

    give_back(story, invoice, "1000.00")

    assert standing(story, sponsorship) == ("issued", "10000.00 USD", "1000.00 USD")
    assert story.journal(invoice.number)[-3:] == [
        f"2026-03-02 invoice_payment_returned {invoice.number}:RF-2026-000001",
        "  Dr receivables/general  1000.00 USD",
        "  Cr stripe-clearing/general  1000.00 USD",
    ]
    assert story.subjects()[-1] == f"Invoice {invoice.number} is open again: $1,000.00"
    assert story.recipients()[-1] == "Hal Hedge <accounts@foxhedgehog.example>"
    assert story.sponsorship(sponsorship).status is SponsorshipStatus.CONFIRMED
    said = receipt(story, sponsorship)
    assert (said.amount, said.given_back, said.invoice_total) == (
        "$10,000.00", "$1,000.00", "$11,000.00",
    )  # fmt: skip

    give_back(story, invoice, "10000.00")  # so much needs a second person
    story.approve_refund(2)
    story.work()

    with pytest.raises(NotFound, match=r"^There is no such receipt\.$"):
        receipt(story, sponsorship)


def receipt(story: Story, sponsorship: Sponsorship) -> PaymentReceiptContent:
    """What the receipt for the first payment of its invoice says today."""
    invoice = story.invoice_of(sponsorship)
    return payment_receipts.as_document(
        invoice, invoice.settlements[0].id, foundation=story.foundation.party,
        today=story.now.date(), is_specimen=False, at=story.now,
    )  # fmt: skip


def test_only_what_settled_the_invoice_is_given_back_from_it(story: Story) -> None:
    """Not the payment of another invoice, nor a second one of the same, which waits in suspense."""
    hedgehog, other = story.contracted(), story.contracted(name="Other Fox Ltd")
    paid = pay_online(story, hedgehog)
    pay_online(story, other)
    known = story.processor.payments[paid]
    story.processor.payments["twice"] = replace(
        known, external_id="twice", charge_external_id="charge_twice"
    )
    story.hear("charge.updated", "twice")
    assert story.count(Payment) == 3

    invoice = story.invoice_of(hedgehog)
    for payment_id in (2, 3, 99):
        with pytest.raises(NotFound, match=r"^There is no such payment\.$"):
            give_back(story, invoice, "10.00", payment_id=payment_id)
    for _ in range(2):
        give_back(story, invoice, "10.00", form_key="one-form")

    assert story.count(Refund) == 1
    assert standing(story, hedgehog) == ("issued", "10990.00 USD", "10.00 USD")


def test_a_gift_and_an_invoice_of_the_same_row_number_are_two_things(story: Story) -> None:
    sponsorship = story.contracted()
    pay_online(story, sponsorship)
    donation = story.give("100.00")
    assert donation.id == story.invoice_of(sponsorship).id

    story.refund(donation, "10.00")

    assert standing(story, sponsorship)[0] == "paid"
    assert heads(story, donation.reference) == ["donation_received", "donation_refunded"]


def test_a_large_one_needs_a_second_person_as_every_refund_does(story: Story) -> None:
    sponsorship = story.contracted()
    pay_online(story, sponsorship)

    give_back(story, story.invoice_of(sponsorship), "11000.00")
    assert standing(story, sponsorship)[0] == "paid"

    story.approve_refund(1)
    assert standing(story, sponsorship) == ("issued", "0.00 USD", "11000.00 USD")
    with pytest.raises(OverRefund):
        give_back(story, story.invoice_of(sponsorship), "0.01")


def test_the_sponsor_may_pay_again_what_was_given_back(story: Story) -> None:
    sponsorship = story.contracted()
    pay_online(story, sponsorship)
    give_back(story, story.invoice_of(sponsorship), "1000.00")

    pay_online(story, sponsorship)

    assert standing(story, sponsorship) == ("paid", "11000.00 USD", "0.00 USD")


def test_a_refund_that_comes_back_settles_the_invoice_again(story: Story) -> None:
    sponsorship = story.contracted()
    payment = pay_online(story, sponsorship)
    give_back(story, story.invoice_of(sponsorship), "1000.00")
    story.processor.return_refund(payment)

    story.hear("refund.failed", payment)

    assert standing(story, sponsorship) == ("paid", "11000.00 USD", "0.00 USD")
    number = story.invoice_of(sponsorship).number
    assert heads(story, number)[-1] == "invoice_payment_returned_reversed"
    assert story.subjects()[-1] == f"$1,000.00 counts as paid again on invoice {number}"


def test_money_that_comes_back_after_the_invoice_was_paid_again_waits_in_suspense(
    story: Story,
) -> None:
    sponsorship = story.contracted()
    first = pay_online(story, sponsorship)
    give_back(story, story.invoice_of(sponsorship), "1000.00")
    pay_online(story, sponsorship)
    story.processor.return_refund(first)

    story.hear("refund.failed", first)

    number = story.invoice_of(sponsorship).number
    assert standing(story, sponsorship) == ("paid", "11000.00 USD", "0.00 USD")
    assert story.journal(number)[-3:] == [
        f"2026-03-02 misfit_kept {number}:P-2026-000001",
        "  Dr receivables/general  1000.00 USD",
        "  Cr suspense/general  1000.00 USD",
    ]


def test_what_came_back_and_waits_goes_before_what_the_invoice_counts_as_paid(
    story: Story,
) -> None:
    """Money of one payment waits twice: what was paid too much, and later what came back to us."""
    sponsorship = story.contracted()
    token = story.invoice_of(sponsorship).public_token
    address = billing.start_payment(
        story.database, story.processor, token, foundation=story.foundation, at=story.now
    )
    payment = story.processor.pay(story.page_of(address), amount=Money(1_100_500, "USD"))
    story.hear("charge.succeeded", payment)
    story.processor.give_back(payment, Money(100_500, "USD"))
    story.hear("charge.refunded", payment)
    pay_online(story, sponsorship)
    story.processor.return_refund(payment)
    story.hear("refund.failed", payment)
    assert standing(story, sponsorship)[0] == "paid"

    story.processor.give_back(payment, Money(50_000, "USD"))
    story.hear("charge.refunded", payment)

    assert standing(story, sponsorship) == ("paid", "11000.00 USD", "0.00 USD")
    assert story.cases()[-1] == "nothing_owed waiting 505.00 USD"


def test_a_lost_dispute_opens_the_invoice_again_and_an_appeal_settles_it(story: Story) -> None:
    sponsorship = story.contracted()
    payment = pay_online(story, sponsorship)
    dispute = story.processor.dispute(payment, Money(400_000, "USD"), fee=Money(1_500, "USD"))
    story.hear("charge.dispute.created", payment)
    assert standing(story, sponsorship)[0] == "paid"

    story.processor.decide(dispute, DisputeStatus.LOST)
    story.hear("charge.dispute.closed", payment)

    number = story.invoice_of(sponsorship).number
    assert standing(story, sponsorship) == ("issued", "7000.00 USD", "4000.00 USD")
    assert story.journal(number)[-3:] == [
        f"2026-03-02 dispute_lost {number}:DP-2026-000001",
        "  Dr receivables/general  4000.00 USD",
        "  Cr disputed-funds/general  4000.00 USD",
    ]
    assert story.subjects()[-1] == f"Invoice {number} is open again: $4,000.00"

    story.processor.decide(dispute, DisputeStatus.WON)
    story.hear("charge.dispute.funds_reinstated", payment)

    assert standing(story, sponsorship) == ("paid", "11000.00 USD", "0.00 USD")
    assert heads(story, number)[-2:] == ["dispute_reinstated", "dispute_recovered"]


def test_an_invoice_whose_payment_went_back_can_be_void_and_its_movements_stay(
    story: Story,
) -> None:
    sponsorship = story.contracted()
    pay_online(story, sponsorship)
    invoice = story.invoice_of(sponsorship)
    give_back(story, invoice, "11000.00")
    story.approve_refund(1)

    with story.database.unit_of_work() as session:
        billing.void_invoice(
            session,
            invoices.get(session, invoice.id),
            reason="It was for somebody else.",
            foundation=story.foundation,
            at=story.now,
            by=FINANCE,
        )

    assert heads(story, invoice.number) == [
        "invoice_issued",
        "invoice_paid",
        "invoice_payment_returned",
        "invoice_issued_reversed",
    ]
    assert standing(story, sponsorship)[0] == InvoiceStatus.VOID.value


def test_a_payment_of_something_else_is_not_given_back_here(story: Story) -> None:
    story.give("100.00")
    sponsorship = story.contracted()

    with pytest.raises(NotFound):
        give_back(story, story.invoice_of(sponsorship), "1.00", payment_id=1)
