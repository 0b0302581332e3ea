"""Receipts after money went back: void and replaced, never edited, in every order of the news."""

import json
from collections.abc import Callable

import pytest
import sqlalchemy as sa

from sponsorship import invariants
from sponsorship.donations.models import DonationStatus
from sponsorship.money import Money
from sponsorship.receipts.models import Receipt
from tests.stories.telling import Story


def chain(story: Story) -> list[str]:
    """Every receipt: number, amount, status, and which one it replaces."""
    with story.database.reading() as session:
        assert invariants.broken(session) == []
        return [
            f"{one.number} {one.amount} {one.status.value}"
            + (f" replaces {one.replaces.number}" if one.replaces else "")
            for one in session.scalars(sa.select(Receipt).order_by(Receipt.id))
        ]


def printed(story: Story, number: int) -> dict[str, str]:
    """The content of the PDF that the letter so many from the end carries."""
    (attached,) = story.transport.sent[number].iter_attachments()
    pdf = bytes(attached.get_payload(decode=True))
    content: dict[str, str] = json.loads(pdf.splitlines()[1])["content"]
    return content


def last_words(story: Story) -> str:
    """The text of the last letter, in one line."""
    part = story.transport.sent[-1].get_body(("plain",))
    assert part is not None
    return " ".join(part.get_content().split())


def test_failure_18_a_part_given_back_voids_the_receipt_and_the_letter_carries_the_next(
    story: Story,
) -> None:
    donation = story.give("100.00")

    story.refund(donation, "30.00")

    assert chain(story) == [
        "R-2026-00001 100.00 USD void",
        "R-2026-00002 70.00 USD issued replaces R-2026-00001",
    ]
    content = printed(story, -1)
    assert (content["number"], content["replaces_number"]) == ("R-2026-00002", "R-2026-00001")
    assert content["amount"] == "$70.00 (USD)"
    assert content["received_on"] == "2 March 2026"
    assert "Your gift was $100.00, of which $30.00 went back to you." in content["tax_note"]
    assert "replaces receipt R-2026-00001, which is no longer valid" in last_words(story)


def test_failure_18_several_parts_are_a_chain_of_receipts_without_a_gap(story: Story) -> None:
    donation = story.give("100.00")
    for part in ("30.00", "20.00", "50.00"):
        story.refund(donation, part)

    assert chain(story) == [
        "R-2026-00001 100.00 USD void",
        "R-2026-00002 70.00 USD void replaces R-2026-00001",
        "R-2026-00003 50.00 USD void replaces R-2026-00002",
    ]
    assert story.again(donation).status is DonationStatus.REFUNDED
    assert not list(story.transport.sent[-1].iter_attachments())
    assert "the last $50.00" in last_words(story)


def test_failure_18_a_partial_refund_that_comes_back_is_one_receipt_more(story: Story) -> None:
    donation = story.give("100.00")
    story.refund(donation, "30.00")
    story.processor.return_refund(story.payment_of(donation))

    story.hear("refund.failed", story.payment_of(donation))

    assert chain(story) == [
        "R-2026-00001 100.00 USD void",
        "R-2026-00002 70.00 USD void replaces R-2026-00001",
        "R-2026-00003 100.00 USD issued replaces R-2026-00002",
    ]
    assert printed(story, -1)["replaces_number"] == "R-2026-00002"
    assert story.subjects()[-1] == "$30.00 of your gift came back to us"


def test_a_full_refund_that_comes_back_lets_the_same_receipt_stand_again(story: Story) -> None:
    donation = story.give("100.00")
    story.refund(donation, "100.00")
    story.processor.return_refund(story.payment_of(donation))

    story.hear("refund.failed", story.payment_of(donation))

    assert chain(story) == ["R-2026-00001 100.00 USD issued"]
    assert "Your receipt over $100.00 is valid again:" in last_words(story)


def test_a_receipt_that_replaces_another_is_of_the_year_in_which_it_is_issued(
    story: Story,
) -> None:
    """The day of the gift stays what it was: it decides the tax year."""
    donation = story.give("100.00")
    story.pass_time(days=330)

    story.refund(donation, "30.00")

    assert chain(story)[1] == "R-2027-00001 70.00 USD issued replaces R-2026-00001"
    assert printed(story, -1)["received_on"] == "2 March 2026"


@pytest.mark.parametrize("order", [(0, 1), (1, 0)])
def test_two_refunds_and_the_failure_of_one_end_with_the_same_amount(
    story: Story, order: tuple[int, int]
) -> None:
    donation = story.give("100.00")
    payment = story.payment_of(donation)
    steps: list[Callable[[], object]] = [
        lambda: story.processor.give_back(payment, Money(1_000, "USD")),
        lambda: story.refund(donation, "25.00"),
    ]
    for step in order:
        steps[step]()
        story.hear("charge.refunded", payment)
    story.processor.return_refund(payment)
    story.hear("refund.failed", payment)

    kept = 7_500 if order == (1, 0) else 9_000
    assert chain(story)[-1].split()[1:4] == [str(Money(kept, "USD")).split()[0], "USD", "issued"]
