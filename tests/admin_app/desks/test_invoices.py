"""Invoices at their desk: bank transfers in parts, credit notes, voiding."""

from __future__ import annotations

from datetime import timedelta

import pytest
import sqlalchemy as sa

from sponsorship.clock import utc_now
from sponsorship.documents.models import Document
from sponsorship.invoicing.models import BankTransfer, CreditNote, Invoice, InvoiceStatus
from sponsorship.sponsorships.models import SponsorshipStatus
from tests.admin_app.desks.desks import Colleague, Desks, told

HOME = "/admin/desk/invoices"
TRANSFER = {
    "amount": "4000.00",
    "received_on": "2026-03-02",
    "payer": "FOX AND HEDGEHOG LTD",
    "bank_reference": "MT940-1",
}


def path(invoice: Invoice, act: str = "") -> str:
    return f"{HOME}/{invoice.id}" + (f"/{act}" if act else "")


def issued(desks: Desks) -> Invoice:
    return desks.story.invoice_of(desks.story.contracted())


def again(desks: Desks, invoice: Invoice) -> Invoice:
    with desks.story.database.reading() as session:
        return session.get_one(Invoice, invoice.id)


def test_a_transfer_in_parts_settles_the_invoice_and_confirms_the_sponsor(
    desks: Desks, femi: Colleague
) -> None:
    invoice = issued(desks)

    femi.act(path(invoice, "transfer"), **TRANSFER)
    first = told(femi.get(path(invoice)))
    femi.act(
        path(invoice, "transfer"), **TRANSFER | {"amount": "7,000", "bank_reference": "MT940-2"}
    )

    assert first == "$4,000.00 recorded. Outstanding: $7,000.00."
    assert again(desks, invoice).status is InvoiceStatus.PAID
    assert desks.history(invoice)[-1] == f"paid by {femi.actor}"
    assert desks.journal(invoice.number)[3:] == [
        f"DAY invoice_paid {invoice.number}:B-2026-00001",
        "  Dr bank/general  4000.00 USD",
        "  Cr receivables/general  4000.00 USD",
        f"DAY invoice_paid {invoice.number}:B-2026-00002",
        "  Dr bank/general  7000.00 USD",
        "  Cr receivables/general  7000.00 USD",
    ]
    assert again(desks, invoice).sponsorship_id
    assert desks.story.sponsorship(invoice.sponsorship).status is SponsorshipStatus.CONFIRMED
    assert [one.context["left"]["minor"] for one in desks.letters("invoice_paid")] == [700_000, 0]
    assert [note.by for note in desks.notes("recorded_transfer")] == [femi.actor] * 2
    assert "MT940-1 of FOX AND HEDGEHOG LTD" in femi.get(path(invoice)).text


def test_the_same_transfer_form_sent_twice_is_one_transfer(desks: Desks, femi: Colleague) -> None:
    invoice = issued(desks)
    form = femi.opened(path(invoice, "transfer")) | TRANSFER

    for _ in range(2):
        femi.post(path(invoice, "transfer"), data=form)

    assert desks.story.count(BankTransfer) == 1
    assert again(desks, invoice).outstanding.plain() == "7000.00"
    assert len(desks.letters("invoice_paid")) == 1


@pytest.mark.parametrize(
    ("wrong", "status"),
    [
        ({"amount": "11000.01"}, 409),
        ({"amount": "0"}, 422),
        ({"amount": "-5"}, 422),
        ({"amount": "5 EUR"}, 422),
        ({"amount": "1.001"}, 422),
        ({"amount": ""}, 422),
        ({"payer": ""}, 422),
        ({"bank_reference": ""}, 422),
        ({"bank_reference": "a\tb"}, 422),
        ({"received_on": (utc_now() + timedelta(days=2)).date().isoformat()}, 422),
        ({"received_on": "02/03/2026"}, 422),
    ],
)
def test_a_transfer_that_cannot_be_is_refused_beside_what_was_typed(
    desks: Desks, femi: Colleague, wrong: dict[str, str], status: int
) -> None:
    invoice = issued(desks)
    typed = TRANSFER | wrong

    answer = femi.act(path(invoice, "transfer"), **typed)

    assert answer.status_code == status
    assert told(answer)
    assert all(f'value="{value}"' in answer.text for value in typed.values() if value)
    assert desks.story.count(BankTransfer) == 0
    assert desks.notes("recorded_transfer") == []


def test_a_bank_reference_is_recorded_once(desks: Desks, femi: Colleague) -> None:
    invoice = issued(desks)
    femi.act(path(invoice, "transfer"), **TRANSFER)

    answer = femi.act(path(invoice, "transfer"), **TRANSFER)

    assert answer.status_code == 409
    assert told(answer) == "A transfer with this bank reference is recorded already."
    assert desks.story.count(BankTransfer) == 1


def test_a_credit_note_reduces_what_is_owed(desks: Desks, femi: Colleague) -> None:
    invoice = issued(desks)

    femi.act(path(invoice, "credit"), amount="1,000.00", reason="No stand this year.")

    assert (
        told(femi.get(path(invoice)))
        == f"Credit note CN-{invoice.number[2:6]}-00001 is issued and sent."
    )
    assert again(desks, invoice).outstanding.plain() == "10000.00"
    assert desks.journal(invoice.number)[-2:] == [
        "  Dr deferred-revenue/general  1000.00 USD",
        "  Cr receivables/general  1000.00 USD",
    ]
    assert [len(one.attachments) for one in desks.letters("credit_note_issued")] == [1]
    [note] = desks.notes("credited")
    assert note.changes["credit_note:1"]["added"]["reason"] == "No stand this year."
    pdf = femi.get(f"{path(invoice)}/credit-notes/1.pdf")
    assert pdf.content.startswith(b"%PDF-")
    assert femi.get(f"{HOME}/{invoice.id + 1}/credit-notes/1.pdf").status_code == 404


@pytest.mark.parametrize(
    ("wrong", "status"),
    [({"amount": "11000.01"}, 409), ({"amount": "0.00"}, 422), ({"reason": ""}, 422)],
)
def test_a_credit_note_that_cannot_be_is_refused(
    desks: Desks, femi: Colleague, wrong: dict[str, str], status: int
) -> None:
    invoice = issued(desks)

    answer = femi.act(path(invoice, "credit"), **({"amount": "5.00", "reason": "A fault"} | wrong))

    assert answer.status_code == status
    assert desks.story.count(CreditNote) == 0


def test_the_same_credit_form_sent_twice_is_one_credit_note(desks: Desks, femi: Colleague) -> None:
    invoice = issued(desks)
    form = femi.opened(path(invoice, "credit")) | {"amount": "5.00", "reason": "A fault"}

    for _ in range(2):
        femi.post(path(invoice, "credit"), data=form)

    assert desks.story.count(CreditNote) == 1


def test_voiding_reverses_the_books_and_tells_the_sponsor(desks: Desks, femi: Colleague) -> None:
    invoice = issued(desks)

    answer = femi.act(path(invoice, "void"), reason="Wrong address.")

    assert answer.status_code == 303
    assert again(desks, invoice).status is InvoiceStatus.VOID
    assert desks.history(invoice)[-1] == f"voided by {femi.actor}"
    assert desks.journal(invoice.number)[-2:] == [
        "  Dr deferred-revenue/general  11000.00 USD",
        "  Cr receivables/general  11000.00 USD",
    ]
    assert [one.context["reason"] for one in desks.letters("invoice_void")] == ["Wrong address."]
    assert desks.notes("voided")[0].changes[f"invoice:{invoice.id}"]["status"] == [
        "issued",
        "void",
    ]


def test_an_invoice_that_was_paid_in_part_is_credited_not_voided(
    desks: Desks, femi: Colleague
) -> None:
    invoice = issued(desks)
    femi.act(path(invoice, "transfer"), **TRANSFER)

    answer = femi.act(path(invoice, "void"), reason="Wrong address.")

    assert answer.status_code == 409
    assert "Wrong address." in answer.text
    assert again(desks, invoice).status is InvoiceStatus.ISSUED
    assert path(invoice, "void") not in femi.get(path(invoice)).text


@pytest.mark.parametrize("act", ["transfer", "credit", "void"])
def test_a_void_invoice_asks_for_nothing_any_more(desks: Desks, femi: Colleague, act: str) -> None:
    invoice = issued(desks)
    stale = femi.opened(path(invoice, act)) | TRANSFER | {"reason": "A fault"}
    femi.act(path(invoice, "void"), reason="Wrong address.")

    late = femi.post(path(invoice, act), data=stale)
    fresh = femi.act(path(invoice, act), **TRANSFER, reason="A fault")

    assert [late.status_code, fresh.status_code] == [409, 409]
    assert told(late).startswith("Somebody else changed this invoice meanwhile.")
    assert desks.story.count(BankTransfer) + desks.story.count(CreditNote) == 0


@pytest.mark.parametrize(
    ("act", "needed"),
    [("transfer", "record_money"), ("credit", "manage_invoice"), ("void", "manage_invoice")],
)
def test_programme_staff_do_not_touch_money(
    desks: Desks, ada: Colleague, sumana: Colleague, act: str, needed: str
) -> None:
    invoice = issued(desks)
    token = sumana.opened("/admin/desk/account")["form_token"]
    form = ada.opened(path(invoice, act)) | TRANSFER | {"reason": "no", "form_token": token}

    answer = sumana.post(path(invoice, act), data=form)

    assert answer.status_code == 403
    assert again(desks, invoice).outstanding == again(desks, invoice).total
    assert desks.notes("was_refused")[0].changes["capability"] == needed


def test_the_list_shows_what_is_owed_and_the_pdf_is_the_one_that_was_sent(
    desks: Desks, vera: Colleague
) -> None:
    invoice = issued(desks)

    listed = vera.get(HOME).text
    pdf = vera.get(path(invoice, "invoice.pdf"))

    assert invoice.number in listed
    assert "$11,000.00" in listed
    with desks.story.database.reading() as session:
        kept = session.scalars(sa.select(Document.pdf).where(Document.id == invoice.document_id))
        assert kept.one() == pdf.content
