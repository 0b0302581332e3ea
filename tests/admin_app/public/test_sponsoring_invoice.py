"""An invoice behind its link: what is owed, how to pay it, and the truth afterwards."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest

from admin_app.public import invoices as pages
from sponsorship.clock import utc_now
from sponsorship.contracts import queries as contracts
from sponsorship.invoicing import queries as invoices
from sponsorship.invoicing.models import Invoice, InvoiceStatus
from sponsorship.money import Money
from sponsorship.payments.models import Method, PaymentStatus
from sponsorship.sponsorships.models import SponsorshipStatus
from sponsorship.wiring import Wiring
from sponsorship.workflows import billing
from tests.admin_app.public.company import GRACE, Desk, open_programme
from tests.admin_app.public.till import Till
from tests.admin_app.public.visitor import Visitor, words


@pytest.fixture(autouse=True)
def _always_a_second_look(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pages.SECOND_LOOKS, "pause", 0.0)


@pytest.fixture
def desk(wiring: Wiring) -> Desk:
    open_programme(wiring.database)
    return Desk(wiring.database, wiring.renderer, wiring.foundation)


def issued(desk: Desk, *, days_ago: int = 0) -> str:
    """Northwind's invoice over $11,000; where its page is."""
    at = utc_now() - timedelta(days=days_ago)
    contract = desk.send_contract(desk.enter("Northwind Cloud", at=at), at=at)
    return f"/invoices/{desk.have_signed(contract, at=at)}"


@pytest.fixture
def path(desk: Desk) -> str:
    return issued(desk)


def invoice_at(desk: Desk, path: str) -> Invoice:
    with desk.database.reading() as session:
        return invoices.by_token(session, path.rsplit("/", 1)[1])


def pay(visitor: Visitor, path: str) -> tuple[int, str]:
    """Press the button of the page."""
    visitor.visit(path)
    answer = visitor.send(f"{path}/pay")
    return answer.status_code, answer.headers.get("location", "")


class TestPaying:
    def test_paying_online_confirms_the_sponsor_who_is_shown_at_once(
        self, ada: Visitor, desk: Desk, till: Till, path: str
    ) -> None:
        said = words(ada.visit(path))
        assert "Outstanding" in said
        assert "$11,000.00" in said
        status, location = pay(ada, path)
        assert (status, location) == (303, till.last.page.url)
        assert till.last.request.amount == Money(1_100_000, "USD")
        assert till.last.request.return_url.endswith(path)
        till.pay()
        said = words(ada.visit(path))
        assert "Paid, thank you" in said
        assert "Paid online" in said
        assert "Pay online" not in said
        invoice = invoice_at(desk, path)
        assert invoice.status is InvoiceStatus.PAID
        assert invoice.sponsorship.status is SponsorshipStatus.CONFIRMED
        assert "Northwind Cloud" in words(ada.visit("/sponsors"))

    def test_pressing_twice_leads_to_the_same_payment_page(
        self, ada: Visitor, stranger: Visitor, till: Till, path: str
    ) -> None:
        assert pay(ada, path) == pay(stranger, path)
        assert len(till.pages) == 1

    def test_who_comes_back_without_paying_is_asked_again_and_told_nothing_untrue(
        self, ada: Visitor, till: Till, path: str
    ) -> None:
        pay(ada, path)
        said = words(ada.visit(path))
        assert "Go on paying online" in said
        assert "being confirmed" not in said
        assert "Outstanding" in said

    def test_a_finished_page_that_we_hear_nothing_of_is_being_confirmed(
        self, ada: Visitor, desk: Desk, till: Till, path: str
    ) -> None:
        pay(ada, path)
        till.pay()
        till.last.payment = None
        page = ada.visit(path)
        assert "Your payment is being confirmed" in words(page)
        assert "Please do not pay again." in words(page)
        assert "data-awaits=" in page.text
        assert '<noscript><meta http-equiv="refresh"' in page.text
        assert "/pay" not in page.text
        assert "data-awaits=" not in ada.visit(f"{path}?look=20").text
        assert invoice_at(desk, path).status is InvoiceStatus.ISSUED

    def test_nobody_pays_twice_while_a_payment_is_on_its_way(
        self, ada: Visitor, till: Till, path: str
    ) -> None:
        ada.visit(path)
        fields = dict(ada.fields)
        pay(ada, path)
        till.pay(payment=PaymentStatus.PENDING, method=Method.BANK_DEBIT)
        said = words(ada.visit(path))
        assert "Your payment is on its way" in said
        again = ada.client.post(f"{path}/pay", data=fields)
        assert again.status_code == 409
        assert "A payment for this invoice is on its way." in words(again)
        assert len(till.pages) == 1

    def test_a_payment_that_failed_can_be_tried_again(
        self, ada: Visitor, till: Till, path: str
    ) -> None:
        pay(ada, path)
        till.pay(payment=PaymentStatus.FAILED)
        said = words(ada.visit(path))
        assert "The last payment did not go through; nothing was charged." in said
        assert "paying online" in said

    def test_a_silent_processor_is_told_and_nothing_is_charged(
        self, ada: Visitor, desk: Desk, till: Till, path: str
    ) -> None:
        ada.visit(path)
        till.is_silent = True
        page = ada.send(f"{path}/pay")
        assert page.status_code == 503
        assert "Nothing was charged" in words(page)
        assert ada.visit(path).status_code == 200
        till.is_silent = False
        assert pay(ada, path) == (303, till.last.page.url)

    def test_a_paid_invoice_takes_no_more_money(self, ada: Visitor, till: Till, path: str) -> None:
        ada.visit(path)
        fields = dict(ada.fields)
        pay(ada, path)
        till.pay()
        ada.visit(path)
        again = ada.client.post(f"{path}/pay", data=fields)
        assert again.status_code == 409
        assert "nothing left to pay" in words(again)

    def test_the_processor_is_asked_rarely(
        self, ada: Visitor, till: Till, path: str, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(pages.SECOND_LOOKS, "pause", 3600.0)
        pay(ada, path)
        for _ in range(3):
            ada.visit(path)
        assert till.looks == 1

    def test_an_invoice_without_a_payment_page_asks_nobody(
        self, ada: Visitor, till: Till, path: str
    ) -> None:
        ada.visit(path)
        assert till.looks == 0


class TestStanding:
    def test_an_overdue_invoice_says_since_when(self, ada: Visitor, desk: Desk) -> None:
        path = issued(desk, days_ago=40)
        due_on = invoice_at(desk, path).due_on
        assert due_on is not None
        said = words(ada.visit(path))
        assert "Overdue" in said
        assert f"Overdue since {due_on.day} {due_on:%B %Y}" in said
        assert "(10 days)" in said

    def test_a_void_invoice_asks_for_nothing(self, ada: Visitor, desk: Desk, path: str) -> None:
        ada.visit(path)
        fields = dict(ada.fields)
        with desk.database.unit_of_work() as session:
            billing.void_invoice(
                session,
                invoices.by_token(session, path.rsplit("/", 1)[1]),
                reason="It was issued twice.",
                foundation=desk.foundation,
                at=utc_now(),
                by=GRACE,
            )
        said = words(ada.visit(path))
        assert "This invoice is void: it has no effect." in said
        assert "It was issued twice." in said
        assert ada.client.post(f"{path}/pay", data=fields).status_code == 409
        kept = ada.visit(f"{path}.pdf")
        assert "-void.pdf" in kept.headers["content-disposition"]

    def test_bank_transfers_and_credit_notes_stand_on_the_page(
        self, ada: Visitor, desk: Desk, path: str
    ) -> None:
        token = path.rsplit("/", 1)[1]
        with desk.database.unit_of_work() as session:
            billing.record_bank_transfer(
                session,
                invoices.by_token(session, token),
                amount=Money(500_000, "USD"),
                received_on=utc_now().date(),
                payer="NORTHWIND CLOUD INC",
                bank_reference="B-1",
                form_key=None,
                foundation=desk.foundation,
                at=utc_now(),
                by=GRACE,
            )
        said = words(ada.visit(path))
        assert "Still to pay $6,000.00" in said
        assert "Bank transfer" in said
        with desk.database.unit_of_work() as session:
            note = billing.credit_invoice(
                session,
                invoices.by_token(session, token),
                amount=Money(600_000, "USD"),
                reason="The booth was not built.",
                form_key=None,
                foundation=desk.foundation,
                at=utc_now(),
                by=GRACE,
            )
            number = note.number
        page = ada.visit(path)
        said = words(page)
        assert "Settled, thank you" in said
        assert f"Credit note {number}" in said
        assert "The booth was not built." in said
        file = ada.visit(f"{path}/credit-notes/{number}.pdf")
        assert file.content.startswith(b"%PDF")
        assert ada.visit(f"{path}/credit-notes/CN-2020-00001.pdf").status_code == 404
        [receipt] = re.findall(rf'"({path}/payments/\d+\.pdf)"', page.text)
        printed = ada.visit(receipt)
        assert printed.content.startswith(b"%PDF")
        assert "no-store" in printed.headers["cache-control"]
        for number in ("99", "0", "x"):
            assert ada.visit(f"{path}/payments/{number}.pdf").status_code == 404

    def test_a_credit_note_of_another_invoice_is_not_found(
        self, ada: Visitor, desk: Desk, path: str
    ) -> None:
        at = utc_now()
        other = desk.have_signed(
            desk.send_contract(desk.enter("Tessera Bank", at=at), at=at), at=at
        )
        with desk.database.unit_of_work() as session:
            number = billing.credit_invoice(
                session,
                invoices.by_token(session, other),
                amount=Money(100, "USD"),
                reason="A rounding.",
                form_key=None,
                foundation=desk.foundation,
                at=at,
                by=GRACE,
            ).number
        assert ada.visit(f"{path}/credit-notes/{number}.pdf").status_code == 404
        assert ada.visit(f"/invoices/{other}/credit-notes/{number}.pdf").status_code == 200

    def test_the_file_is_the_same_for_ever_and_nobody_keeps_it_on_the_way(
        self, ada: Visitor, path: str
    ) -> None:
        first, second = ada.visit(f"{path}.pdf"), ada.visit(f"{path}.pdf")
        assert first.content == second.content
        assert first.content.startswith(b"%PDF")
        assert first.headers["cache-control"] == "no-store"
        assert first.headers["referrer-policy"] == "no-referrer"

    def test_the_contract_leads_here(self, ada: Visitor, desk: Desk, path: str) -> None:
        with desk.database.reading() as session:
            (contract,) = contracts.of_sponsorship(session, invoice_at(desk, path).sponsorship_id)
        assert f'href="{path}"' in ada.visit(f"/contracts/{contract.public_token}").text
