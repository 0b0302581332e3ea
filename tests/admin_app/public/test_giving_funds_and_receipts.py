"""The first page, funds with their progress, and receipts."""

from __future__ import annotations

import hashlib

import sqlalchemy as sa

from sponsorship.audit import SYSTEM
from sponsorship.clock import utc_now
from sponsorship.database import Database
from sponsorship.documents.models import Document
from sponsorship.donations.models import Donation
from sponsorship.money import Money
from sponsorship.payments import refunds
from sponsorship.payments.models import Payment
from sponsorship.receipts.models import Receipt
from tests.admin_app.public.till import Till
from tests.admin_app.public.visitor import Visitor, words


def give_and_pay(visitor: Visitor, books: Database, till: Till, **typed: str) -> str:
    """A whole gift, up to the page that says thank you; its address."""
    visitor.give(**typed)
    till.pay()
    with books.reading() as session:
        token = session.scalars(
            sa.select(Donation.public_token).order_by(Donation.id.desc()).limit(1)
        ).one()
    visitor.visit(f"/donate/thanks/{token}")
    return f"/donate/thanks/{token}"


def only_receipt(books: Database) -> Receipt:
    with books.reading() as session:
        return session.scalars(sa.select(Receipt)).one()


class TestHome:
    def test_two_doors_and_the_open_funds(self, ada: Visitor) -> None:
        page = ada.visit("/")
        assert page.status_code == 200
        assert 'href="/donate"' in page.text
        assert 'href="/sponsors/tiers"' in page.text
        assert "Python Package Index" in words(page)
        assert "Travel grants" not in words(page)

    def test_progress_is_what_the_books_say(
        self, ada: Visitor, books: Database, till: Till
    ) -> None:
        give_and_pay(ada, books, till, amount="250.00", fund="pypi")
        page = ada.visit("/")
        assert "$250.00 received 25 % of $1,000.00" in words(page)
        assert "Python Package Index: 25 % of its goal" in page.text


class TestFund:
    def test_what_it_is_for_and_that_it_is_restricted(self, ada: Visitor) -> None:
        page = ada.visit("/funds/pypi")
        assert "we may spend them for this purpose only" in words(page)
        assert "Running the Python Package Index." in words(page)
        assert "Gifts to this fund are unrestricted" in words(ada.visit("/funds/general"))

    def test_an_unknown_fund_is_not_found(self, ada: Visitor) -> None:
        for slug in ("no-such-fund", "0", "-1", "%00", "%E2%80%AE", "x" * 2000):
            assert ada.visit(f"/funds/{slug}").status_code == 404

    def test_a_closed_fund_has_its_page_without_the_button(self, ada: Visitor) -> None:
        page = ada.visit("/funds/travel")
        assert page.status_code == 200
        assert "This fund does not accept gifts at the moment." in words(page)
        assert "/donate/travel" not in page.text

    def test_gifts_given_back_no_longer_count(
        self, ada: Visitor, books: Database, till: Till
    ) -> None:
        till_before = give_and_pay(ada, books, till, amount="100.00", fund="pypi")
        assert till_before
        ada.give(amount="250.00", fund="pypi")
        till.last.refunded = Money(5_000, "USD")
        till.pay()
        with books.reading() as session:
            token = session.scalars(
                sa.select(Donation.public_token).where(Donation.status == "begun")
            ).one()
        ada.visit(f"/donate/thanks/{token}")
        assert "$300.00 received so far: 30 % of $1,000.00" in words(ada.visit("/funds/pypi"))

    def test_the_latest_gifts_show_names_but_never_an_anonymous_one_or_a_note(
        self, ada: Visitor, books: Database, till: Till
    ) -> None:
        give_and_pay(ada, books, till, fund="pypi", name="Grace Hopper", amount="25.00")
        give_and_pay(
            ada,
            books,
            till,
            fund="pypi",
            name="Shy Donor",
            email="shy@example.org",
            amount="50.00",
            anonymous="yes",
            note="Between us.",
        )
        page = ada.visit("/funds/pypi")
        assert "Anonymous 2 March 2026 $50.00" in words(page)
        assert "Grace Hopper 2 March 2026 $25.00" in words(page)
        for secret in ("Shy", "shy@example.org", "ada@example.org", "Between us."):
            assert secret not in page.text

    def test_a_goal_reached_stays_a_full_bar(
        self, ada: Visitor, books: Database, till: Till
    ) -> None:
        give_and_pay(ada, books, till, other_amount="2500", fund="pypi")
        page = ada.visit("/funds/pypi")
        assert "$2,500.00 received so far: 250 % of $1,000.00" in words(page)
        assert 'class="done" width="100"' in page.text


class TestReceipt:
    def test_its_facts(self, ada: Visitor, books: Database, till: Till) -> None:
        give_and_pay(ada, books, till, amount="100.00", fund="pypi")
        receipt = only_receipt(books)
        page = ada.visit(f"/receipts/{receipt.public_token}")
        for text in (receipt.number, "$100.00", "2 March 2026", "Ada Lovelace", "00-0000000"):
            assert text in words(page)
        assert "Python Package Index (restricted to its purpose)" in words(page)
        assert page.headers["cache-control"] == "no-store"

    def test_its_document_is_the_same_bytes_every_time(
        self, ada: Visitor, books: Database, till: Till
    ) -> None:
        give_and_pay(ada, books, till, amount="100.00")
        receipt = only_receipt(books)
        one, other = (ada.visit(f"/receipts/{receipt.public_token}.pdf") for _ in range(2))
        assert one.content.startswith(b"%PDF-")
        assert one.content == other.content
        with books.reading() as session:
            kept = session.get_one(Document, receipt.document_id)
        assert kept.sha256 == hashlib.sha256(one.content).hexdigest()
        assert one.headers["content-type"] == "application/pdf"
        assert one.headers["cache-control"] == "no-store"
        name = receipt.number.lower()
        assert f'attachment; filename="receipt-{name}.pdf"' in one.headers["content-disposition"]

    def test_a_void_one_says_so(self, ada: Visitor, books: Database, till: Till) -> None:
        ada.give(amount="100.00")
        till.last.refunded = Money(10_000, "USD")
        till.pay()
        with books.reading() as session:
            token = session.scalars(sa.select(Donation.public_token)).one()
        ada.visit(f"/donate/thanks/{token}")
        receipt = only_receipt(books)
        page = ada.visit(f"/receipts/{receipt.public_token}")
        assert "This receipt is void." in words(page)
        document = ada.visit(f"/receipts/{receipt.public_token}.pdf")
        assert "-void.pdf" in document.headers["content-disposition"]

    def test_the_receipt_of_a_gift_given_back_in_part_names_the_one_that_replaces_it(
        self, ada: Visitor, books: Database, till: Till
    ) -> None:
        ada.give(amount="100.00")
        till.last.refunded = Money(3_000, "USD")
        till.pay()
        with books.reading() as session:
            token = session.scalars(sa.select(Donation.public_token)).one()
        ada.visit(f"/donate/thanks/{token}")
        with books.reading() as session:
            old, new = session.scalars(sa.select(Receipt).order_by(Receipt.id))
        page = ada.visit(f"/receipts/{old.public_token}")
        assert "This receipt is void." in words(page)
        assert f"receipt {new.number} over $70.00 replaces it" in words(page)
        assert f"/receipts/{new.public_token}" in page.text
        page = ada.visit(f"/receipts/{new.public_token}")
        assert "void" not in words(page)
        assert "$70.00" in words(page)

    def test_a_refund_that_is_under_way_is_told_on_the_receipt(
        self, ada: Visitor, books: Database, till: Till
    ) -> None:
        give_and_pay(ada, books, till, amount="100.00")
        with books.unit_of_work() as session:
            refunds.request(
                session,
                session.scalars(sa.select(Payment)).one(),
                amount=Money(3_000, "USD"),
                approval_above=Money(100_000, "USD"),
                reason="They asked.",
                form_key=None,
                at=utc_now(),
                by=SYSTEM,
            )
        page = ada.visit(f"/receipts/{only_receipt(books).public_token}")
        assert "$30.00 of this gift is on its way back to you." in words(page)
        assert "A new receipt over $70.00 will replace this one." in words(page)

    def test_an_unknown_document_is_not_found(self, ada: Visitor) -> None:
        for token in ("A" * 32, "short", "../../etc/passwd"):
            assert ada.visit(f"/receipts/{token}.pdf").status_code == 404
