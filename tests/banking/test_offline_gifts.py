"""Gifts by cheque and transfer, recorded at the desk before any statement comes."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
import sqlalchemy as sa

from sponsorship.documents.models import Document
from sponsorship.donations.models import Donation, GiftMethod
from sponsorship.donations.offline import ChequeRecorded, OfflineGift
from sponsorship.errors import Invalid
from sponsorship.invoicing.operations import AlreadyRecorded
from sponsorship.lifecycle import WrongState
from sponsorship.money import Money
from sponsorship.receipts.models import Receipt
from tests.banking.conftest import Bank
from tests.clock import TODAY


def test_a_cheque_is_income_when_it_comes_and_counts_for_taxes_when_it_was_mailed(
    bank_desk: Bank,
) -> None:
    gift = bank_desk.record(
        bank_desk.given(
            "250.00", "Grace Hopper", received_on=date(2026, 1, 2), cheque_number="1042",
            mailed_on="2025-12-30", address="1 Harbour Road\nArlington", email="grace@example.org",
        )
    )  # fmt: skip

    assert bank_desk.story.journal() == [
        f"2026-01-02 donation_received {gift.reference}",
        "  Dr bank/general  250.00 USD",
        "  Cr contributions/general  250.00 USD",
    ]
    with bank_desk.story.database.reading() as session:
        receipt = session.scalars(sa.select(Receipt)).one()
        content = session.get_one(Document, receipt.document_id).content
    assert (receipt.number, receipt.tax_date) == ("R-2026-00001", date(2025, 12, 30))
    assert content["received_on"] == "30 December 2025"
    assert content["payment_method"] == "Cheque no. 1042"
    assert content["donor"]["lines"] == ["1 Harbour Road", "Arlington"]
    assert bank_desk.story.recipients() == ["Grace Hopper <grace@example.org>"]


def test_a_donor_without_an_address_gets_no_letter_but_a_receipt(bank_desk: Bank) -> None:
    gift = bank_desk.record(bank_desk.given("50.00", "Ada Byron", received_on=TODAY))

    assert bank_desk.story.subjects() == []
    assert bank_desk.story.receipts() == ["R-2026-00001 issued"]
    assert gift.method is GiftMethod.TRANSFER
    assert bank_desk.story.again(gift).donor_id is None


def test_the_same_form_twice_is_one_gift(bank_desk: Bank) -> None:
    given = bank_desk.given("50.00", "Ada Byron", received_on=TODAY, cheque_number="9")

    assert bank_desk.record(given).id == bank_desk.record(given).id
    assert bank_desk.story.count(Donation) == 1
    assert len(bank_desk.story.journal()) == 3


def test_a_cheque_is_recorded_once_unless_it_was_withdrawn(bank_desk: Bank) -> None:
    def cheque() -> OfflineGift:
        return bank_desk.given("50.00", "Ada Byron", received_on=TODAY, cheque_number="9")

    first = bank_desk.record(cheque())
    with pytest.raises(ChequeRecorded):
        bank_desk.record(cheque())
    bank_desk.withdraw(first, "Typed wrongly.")

    bank_desk.record(cheque())
    assert bank_desk.story.receipts() == ["R-2026-00001 void", "R-2026-00002 issued"]


def test_a_gift_that_came_online_is_not_withdrawn(bank_desk: Bank) -> None:
    with pytest.raises(WrongState):
        bank_desk.withdraw(bank_desk.story.give("50.00"), "x")
    with pytest.raises(Invalid, match="reason"):
        bank_desk.withdraw(bank_desk.record(bank_desk.given("5.00", "Ada", received_on=TODAY)), " ")


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"name": " "}, "name"),
        ({"amount": Money.zero("USD")}, "amount"),
        ({"amount": Money(100, "EUR")}, "fund"),
        ({"method": GiftMethod.ONLINE}, "method"),
        ({"method": GiftMethod.TRANSFER}, "cheque_number"),
        ({"cheque_number": ""}, "cheque_number"),
        ({"mailed_on": TODAY + timedelta(days=1)}, "mailed_on"),
        ({"method": GiftMethod.TRANSFER, "cheque_number": "", "mailed_on": TODAY}, "mailed_on"),
        ({"received_on": TODAY + timedelta(days=1)}, "received_on"),
        ({"address": "x" * 501}, "address"),
        ({"email": "nobody"}, "email"),
    ],
)
def test_a_gift_that_cannot_be_is_refused(
    bank_desk: Bank, wrong: dict[str, object], field: str
) -> None:
    facts: dict[str, object] = {
        "form_key": "offline-00000000000000000001",
        "name": "Ada Byron",
        "amount": Money(5_000, "USD"),
        "method": GiftMethod.CHEQUE,
        "received_on": TODAY,
        "cheque_number": "9",
    }

    with pytest.raises(Invalid) as refusal:
        bank_desk.record(OfflineGift(**(facts | wrong)))  # type: ignore[arg-type]
    assert refusal.value.field == field
    assert bank_desk.story.count(Donation) == 0


def test_a_sponsors_cheque_settles_by_its_number_and_once(bank_desk: Bank) -> None:
    invoice = bank_desk.story.invoice_of(bank_desk.story.contracted())

    cheque = bank_desk.pay(invoice, "4000.00", on=TODAY, cheque="77")

    assert cheque.bank_reference == "Cheque 77 of Fox and Hedgehog Ltd"
    assert bank_desk.story.journal("I-2026-00001")[-3:] == [
        "2026-03-02 invoice_paid I-2026-00001:B-2026-00001",
        "  Dr bank/general  4000.00 USD",
        "  Cr receivables/general  4000.00 USD",
    ]
    with pytest.raises(AlreadyRecorded, match="cheque of this payer"):
        bank_desk.pay(invoice, "4000.00", on=TODAY, cheque="77", reference="FB-1")
    with pytest.raises(Invalid):
        bank_desk.pay(invoice, "4000.00", on=TODAY)
