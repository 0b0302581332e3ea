"""What the page after paying says: the truth of our own row, whatever the address claims."""

from __future__ import annotations

import pytest
import sqlalchemy as sa

from sponsorship.audit import PROCESSOR
from sponsorship.database import Database
from sponsorship.donations.models import Donation, RecurringGift
from sponsorship.lifecycle import advance
from sponsorship.money import Money
from sponsorship.payments.models import Method, PaymentStatus
from sponsorship.payments.processor import Collection, PageStatus
from sponsorship.receipts.models import Receipt
from tests.admin_app.public.till import Till
from tests.admin_app.public.visitor import Visitor, words
from tests.clock import NOW


def thanks_of(books: Database) -> str:
    """The address that the donor comes back to."""
    with books.reading() as session:
        tokens = [
            *session.scalars(sa.select(RecurringGift.public_token)),
            *session.scalars(
                sa.select(Donation.public_token).where(Donation.form_key.is_not(None))
            ),
        ]
    (token,) = tokens
    return f"/donate/thanks/{token}"


def receipt_of(books: Database) -> Receipt | None:
    with books.reading() as session:
        return session.scalars(sa.select(Receipt)).one_or_none()


class TestSingleGift:
    def test_received_with_its_receipt(self, ada: Visitor, books: Database, till: Till) -> None:
        ada.give(amount="100.00", fund="pypi")
        till.pay()
        page = ada.visit(thanks_of(books))
        receipt = receipt_of(books)
        assert receipt is not None
        assert "Thank you, Ada Lovelace" in words(page)
        assert "$100.00 received for Python Package Index on 2 March 2026." in words(page)
        assert f"Your receipt is number {receipt.number}" in words(page)
        assert f'href="/receipts/{receipt.public_token}"' in page.text
        assert "data-awaits" not in page.text

    def test_a_visit_without_paying_is_being_confirmed_and_changes_nothing(
        self, ada: Visitor, books: Database, till: Till
    ) -> None:
        ada.give(amount="100.00")
        address = thanks_of(books)
        for claim in ("", "?status=received", "?session_id=cs_other&paid=1", "?look=abc"):
            page = ada.visit(address + claim)
            assert page.status_code == 200
            assert "Your gift is being confirmed" in words(page)
            assert "received" not in words(page)
        assert till.last.page.url in page.text
        assert receipt_of(books) is None

    def test_a_page_that_waits_looks_again_by_itself_for_a_while(
        self, ada: Visitor, books: Database
    ) -> None:
        ada.give(amount="100.00")
        address = thanks_of(books)
        assert f'content="3; url={address}?look=1"' in ada.visit(address).text
        assert f'content="3; url={address}?look=20"' in ada.visit(address + "?look=19").text
        last = ada.visit(address + "?look=20")
        assert "http-equiv" not in last.text
        assert "Look again" in words(last)

    def test_a_bank_debit_is_on_its_way(self, ada: Visitor, books: Database, till: Till) -> None:
        ada.give(amount="100.00")
        till.pay(payment=PaymentStatus.PENDING, method=Method.BANK_DEBIT)
        page = ada.visit(thanks_of(books))
        assert "Your bank has been asked for $100.00" in words(page)
        assert "Please do not pay again." in words(page)
        assert receipt_of(books) is None

    def test_a_declined_card_was_not_charged_and_may_be_followed_by_a_good_one(
        self, ada: Visitor, books: Database, till: Till
    ) -> None:
        ada.give(amount="100.00")
        till.pay(payment=PaymentStatus.FAILED)
        page = ada.visit(thanks_of(books))
        assert "The payment did not go through" in words(page)
        assert "Nothing was charged." in words(page)
        assert f'href="{till.last.page.url}"' in page.text
        till.pay()
        assert "$100.00 received" in words(ada.visit(thanks_of(books)))

    def test_a_page_that_ran_out(self, ada: Visitor, books: Database, till: Till) -> None:
        ada.give(amount="100.00")
        till.last.status = PageStatus.EXPIRED
        page = ada.visit(thanks_of(books))
        assert "was not paid in time. Nothing was charged." in words(page)
        assert 'href="/donate/general"' in page.text

    def test_a_gift_that_was_given_back(self, ada: Visitor, books: Database, till: Till) -> None:
        ada.give(amount="100.00")
        till.pay()
        till.last.refunded = Money(10_000, "USD")
        page = ada.visit(thanks_of(books))
        assert "was refunded in full" in words(page)
        receipt = receipt_of(books)
        assert receipt is not None
        assert f"Receipt {receipt.number} is void." in words(page)

    def test_a_silent_processor_leaves_what_we_know(
        self, ada: Visitor, books: Database, till: Till
    ) -> None:
        ada.give(amount="100.00")
        till.is_silent = True
        page = ada.visit(thanks_of(books))
        assert page.status_code == 200
        assert "Your gift is being confirmed" in words(page)

    def test_a_final_answer_is_not_asked_for_again(
        self, ada: Visitor, books: Database, till: Till
    ) -> None:
        ada.give(amount="100.00")
        till.pay()
        for _ in range(3):
            ada.visit(thanks_of(books))
        assert till.looks == 1

    def test_a_gift_whose_page_was_never_made_is_not_asked_about(
        self, ada: Visitor, books: Database, till: Till
    ) -> None:
        till.is_silent = True
        ada.give(amount="100.00")
        assert ada.visit(thanks_of(books)).status_code == 200
        assert till.looks == 0


class TestMonthlyGift:
    def test_begun_with_its_first_receipt(self, ada: Visitor, books: Database, till: Till) -> None:
        ada.give(frequency="monthly", amount="25.00")
        till.pay()
        address = thanks_of(books)
        page = ada.visit(address)
        receipt = receipt_of(books)
        assert receipt is not None
        assert "Your gift of $25.00 every month to General fund has begun." in words(page)
        assert "The next collection is on 2 April 2026." in words(page)
        assert receipt.number in words(page)
        assert address.replace("/donate/thanks/", "/portal/gifts/") in page.text

    def test_a_month_has_its_own_page_that_leads_to_the_whole(
        self, ada: Visitor, books: Database, till: Till
    ) -> None:
        ada.give(frequency="monthly", amount="25.00")
        till.pay()
        address = thanks_of(books)
        ada.visit(address)
        with books.reading() as session:
            month = session.scalars(sa.select(Donation.public_token)).one()
        page = ada.visit(f"/donate/thanks/{month}")
        assert "$25.00 received" in words(page)
        assert address.replace("/donate/thanks/", "/portal/gifts/") in page.text

    def test_waiting_past_due_and_ended(self, ada: Visitor, books: Database, till: Till) -> None:
        ada.give(frequency="monthly", amount="25.00")
        address = thanks_of(books)
        assert "$25.00 every month for General fund was paid" in words(ada.visit(address))
        till.pay(payment=PaymentStatus.FAILED)
        till.last.collection = Collection.PAST_DUE
        assert "could not be collected. Nothing was charged" in words(ada.visit(address))
        with books.unit_of_work() as session:
            gift = session.scalars(sa.select(RecurringGift)).one()
            advance(session, gift, "cancelled", at=NOW, by=PROCESSOR)
        assert "Nothing more will be collected." in words(ada.visit(address))

    def test_a_page_that_ran_out(self, ada: Visitor, books: Database, till: Till) -> None:
        ada.give(frequency="monthly", amount="25.00")
        till.last.status = PageStatus.EXPIRED
        assert "was not paid in time" in words(ada.visit(thanks_of(books)))


class TestPersonalPages:
    @pytest.mark.parametrize("place", ["/donate/thanks/", "/portal/gifts/", "/receipts/"])
    def test_unknown_and_impossible_tokens_look_the_same(
        self, stranger: Visitor, place: str
    ) -> None:
        sentences = set()
        for token in ("A" * 32, "short", "A" * 33, "%F0%9F%92%A9" * 8, "' OR 1=1 --", "-1"):
            page = stranger.visit(place + token)
            assert page.status_code == 404
            sentences.add(words(page).rpartition(" Number of this request")[0])
        assert len(sentences) == 1

    def test_one_changed_letter_is_not_found(self, ada: Visitor, books: Database) -> None:
        ada.give(amount="100.00")
        address = thanks_of(books)
        changed = address[:-1] + ("A" if address[-1] != "A" else "B")
        assert ada.visit(changed).status_code == 404

    def test_a_receipt_is_no_key_to_a_gift(self, ada: Visitor, books: Database, till: Till) -> None:
        ada.give(amount="100.00")
        till.pay()
        ada.visit(thanks_of(books))
        receipt = receipt_of(books)
        assert receipt is not None
        for place in ("/donate/thanks/", "/portal/gifts/"):
            assert ada.visit(place + receipt.public_token).status_code == 404

    def test_they_are_kept_nowhere_and_tell_nobody_their_address(
        self, ada: Visitor, books: Database, till: Till
    ) -> None:
        ada.give(amount="100.00")
        till.pay()
        page = ada.visit(thanks_of(books))
        assert page.headers["cache-control"] == "no-store"
        assert page.headers["referrer-policy"] == "no-referrer"
        assert "noindex" in page.headers["x-robots-tag"]

    def test_a_hostile_name_is_text(self, ada: Visitor, books: Database, till: Till) -> None:
        ada.give(amount="100.00", name="<img src=x onerror=alert(1)>", fund="pypi")
        till.pay()
        for page in (ada.visit(thanks_of(books)), ada.visit("/funds/pypi")):
            assert "<img" not in page.text
            assert "<img src=x onerror=alert(1)>" in words_escaped(page.text)


def words_escaped(text: str) -> str:
    return text.replace("&lt;", "<").replace("&gt;", ">")
