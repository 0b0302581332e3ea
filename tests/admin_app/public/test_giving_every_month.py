"""A monthly gift behind its personal link: see it, pay otherwise, end it."""

from __future__ import annotations

import sqlalchemy as sa

from sponsorship.database import Database
from sponsorship.donations.models import RecurringGift
from sponsorship.jobs import RecordingQueue
from sponsorship.messages.models import Letter
from sponsorship.payments.processor import Collection
from tests.admin_app.public.till import Till
from tests.admin_app.public.visitor import Visitor, words


def begin_monthly(visitor: Visitor, books: Database, till: Till, *, is_paid: bool = True) -> str:
    """A monthly gift of 25.00; the address of its page."""
    visitor.give(frequency="monthly", amount="25.00", fund="pypi")
    with books.reading() as session:
        token = session.scalars(sa.select(RecurringGift.public_token)).one()
    if is_paid:
        till.pay()
        visitor.visit(f"/donate/thanks/{token}")
    return f"/portal/gifts/{token}"


def letters_of(books: Database) -> list[str]:
    with books.reading() as session:
        return list(session.scalars(sa.select(Letter.template).order_by(Letter.id)))


class TestPage:
    def test_it_tells_amount_fund_standing_and_every_month(
        self, ada: Visitor, books: Database, till: Till
    ) -> None:
        page = ada.visit(begin_monthly(ada, books, till))
        shown = words(page)
        for text in ("$25.00 every month", "Python Package Index", "active", "2 April 2026"):
            assert text in shown
        assert "2 March 2026 $25.00 received R-2026-00001" in shown
        assert page.headers["cache-control"] == "no-store"
        assert page.headers["referrer-policy"] == "same-origin"

    def test_a_gift_whose_page_was_not_finished_can_be_begun_again(
        self, ada: Visitor, books: Database, till: Till
    ) -> None:
        page = ada.visit(begin_monthly(ada, books, till, is_paid=False))
        assert "You have not finished the payment page." in words(page)
        assert "Nothing has been collected yet." in words(page)
        assert "Change the payment method" not in words(page)


class TestPaymentMethod:
    def test_it_is_changed_on_the_processors_own_page(
        self, ada: Visitor, books: Database, till: Till
    ) -> None:
        address = begin_monthly(ada, books, till)
        ada.visit(address)
        answer = ada.send(f"{address}/payment-method")
        assert answer.status_code == 303
        assert answer.headers["location"] == "https://pay.example.org/self-service/cus_cs_1"

    def test_a_gift_that_nobody_collects_has_none(
        self, ada: Visitor, books: Database, till: Till
    ) -> None:
        address = begin_monthly(ada, books, till, is_paid=False)
        ada.visit(f"{address}/end")
        page = ada.send(f"{address}/payment-method")
        assert page.status_code == 409
        assert "there is nothing to change" in words(page)

    def test_a_silent_processor_is_said_in_place(
        self, ada: Visitor, books: Database, till: Till
    ) -> None:
        address = begin_monthly(ada, books, till)
        ada.visit(address)
        till.is_silent = True
        page = ada.send(f"{address}/payment-method")
        assert page.status_code == 503
        assert "Please try again in a few minutes." in words(page)


class TestEnd:
    def test_it_is_asked_once_more_and_then_over(
        self, ada: Visitor, books: Database, till: Till, queue: RecordingQueue
    ) -> None:
        address = begin_monthly(ada, books, till)
        assert "End your monthly gift?" in words(ada.visit(f"{address}/end"))
        assert till.last.collection.value == "active"
        assert ada.send(f"{address}/end").headers["location"] == address
        page = ada.visit(address)
        assert "Your monthly gift has ended. Nothing more will be collected." in words(page)
        assert "Next collection" not in words(page)
        assert till.last.collection.value == "cancelled"
        assert letters_of(books).count("recurring_gift_cancelled") == 1

    def test_ending_twice_changes_nothing_more(
        self, ada: Visitor, books: Database, till: Till
    ) -> None:
        address = begin_monthly(ada, books, till)
        ada.visit(f"{address}/end")
        form = ada.fields
        for _ in range(2):
            assert ada.client.post(f"{address}/end", data=form).status_code == 303
        assert letters_of(books).count("recurring_gift_cancelled") == 1
        assert ada.visit(f"{address}/end").headers["location"] == address

    def test_a_silent_processor_ends_nothing_and_says_so(
        self, ada: Visitor, books: Database, till: Till
    ) -> None:
        address = begin_monthly(ada, books, till)
        ada.visit(f"{address}/end")
        till.is_silent = True
        page = ada.send(f"{address}/end")
        assert page.status_code == 503
        assert "does not answer at the moment" in words(page)
        till.is_silent = False
        assert "active" in words(ada.visit(address))

    def test_a_link_from_elsewhere_ends_nothing(
        self, ada: Visitor, stranger: Visitor, books: Database, till: Till
    ) -> None:
        address = begin_monthly(ada, books, till)
        answer = stranger.client.post(f"{address}/end", headers={"Origin": "https://evil.example"})
        assert answer.status_code == 403
        assert stranger.client.post(f"{address}/end", data={"form_token": "x"}).status_code == 403
        assert till.last.collection is Collection.ACTIVE

    def test_a_foreign_token_is_not_found_on_every_door(self, stranger: Visitor) -> None:
        stranger.visit("/donate")
        address = "/portal/gifts/" + "A" * 32
        assert stranger.visit(f"{address}/end").status_code == 404
        stranger.visit("/donate")
        for door in ("end", "payment-method"):
            assert (
                stranger.client.post(f"{address}/{door}", data=stranger.fields).status_code == 404
            )
