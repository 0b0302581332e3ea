"""The donation form: what it accepts, what it refuses and how it says so, and one gift per form."""

from __future__ import annotations

import re

import pytest
import sqlalchemy as sa
from starlette.applications import Starlette

from sponsorship.database import Database
from sponsorship.donations.models import Donation, RecurringGift
from sponsorship.money import Money
from sponsorship.payments.models import Checkout, PaymentStatus
from tests.admin_app.public.till import Till
from tests.admin_app.public.visitor import Visitor, words


def gifts_in(books: Database) -> list[Donation | RecurringGift]:
    with books.reading() as session:
        return [
            *session.scalars(sa.select(Donation).order_by(Donation.id)),
            *session.scalars(sa.select(RecurringGift).order_by(RecurringGift.id)),
        ]


def only_gift(books: Database) -> Donation | RecurringGift:
    (gift,) = gifts_in(books)
    return gift


class TestForm:
    def test_it_offers_amounts_funds_and_says_which_are_restricted(self, ada: Visitor) -> None:
        page = ada.visit("/donate")
        assert page.status_code == 200
        for text in ("$25", "$50", "$100", "$250", "General fund", "Python Package Index"):
            assert text in words(page)
        assert "For one purpose only" in words(page)
        assert "Running the Python Package Index." in words(page)
        assert "Travel grants" not in words(page)

    def test_the_fund_in_the_address_is_chosen(self, ada: Visitor) -> None:
        ada.visit("/donate/pypi")
        assert ada.fields["fund"] == "pypi"

    def test_a_fund_in_another_currency_has_a_form_of_its_own(self, ada: Visitor) -> None:
        assert "Tokyo sprints (JPY)" in words(ada.visit("/donate"))
        page = ada.visit("/donate/tokyo")
        assert "Amount in JPY" in words(page)
        assert "¥50" in words(page)

    def test_an_unknown_fund_is_not_found(self, ada: Visitor) -> None:
        assert ada.visit("/donate/no-such-fund").status_code == 404

    def test_a_closed_fund_says_so_and_offers_the_others(self, ada: Visitor) -> None:
        page = ada.visit("/donate/travel")
        assert page.status_code == 409
        assert "Travel grants does not accept gifts at the moment." in words(page)
        assert 'href="/donate/general"' in page.text

    def test_the_key_is_a_cookie_that_scripts_and_other_sites_cannot_use(
        self, ada: Visitor
    ) -> None:
        cookies = ada.visit("/donate").headers.get_list("set-cookie")
        (key,) = [cookie for cookie in cookies if cookie.startswith("gift_form=")]
        assert "HttpOnly" in key
        assert "SameSite=lax" in key

    def test_without_any_fund_the_page_says_so(self, ada: Visitor, books: Database) -> None:
        with books.unit_of_work() as session:
            session.execute(sa.text("UPDATE fund SET accepts_gifts = (1 = 0)"))
        page = ada.visit("/donate")
        assert page.status_code == 200
        assert "We do not accept gifts online at the moment." in words(page)
        assert ada.client.get("/").status_code == 200


class TestGift:
    def test_a_chosen_amount_leads_to_the_payment_page(
        self, ada: Visitor, books: Database, till: Till
    ) -> None:
        answer = ada.give(amount="100.00", fund="pypi", note="Keep going!")
        assert answer.status_code == 303
        assert answer.headers["location"] == till.last.page.url
        gift = only_gift(books)
        assert gift.amount == Money(10_000, "USD")
        assert gift.note == "Keep going!"
        assert till.last.request.amount == gift.amount
        assert till.last.request.return_url.endswith(f"/donate/thanks/{gift.public_token}")

    def test_a_free_amount_wins_over_the_chosen_one(self, ada: Visitor, books: Database) -> None:
        ada.give(amount="25.00", other_amount="1,234.50")
        assert only_gift(books).amount == Money(123_450, "USD")

    def test_an_amount_alone_is_enough(self, ada: Visitor, books: Database) -> None:
        ada.give(amount="33")
        assert only_gift(books).amount == Money(3_300, "USD")

    def test_a_gift_in_yen_has_no_decimals(self, ada: Visitor, books: Database) -> None:
        ada.give("/donate/tokyo", other_amount="5000")
        assert only_gift(books).amount == Money(5_000, "JPY")

    def test_a_monthly_gift_is_asked_for_as_one(
        self, ada: Visitor, books: Database, till: Till
    ) -> None:
        ada.give(frequency="monthly", amount="25.00", anonymous="yes")
        gift = only_gift(books)
        assert isinstance(gift, RecurringGift)
        assert gift.is_anonymous
        assert till.last.request.is_monthly

    def test_the_smallest_and_the_largest_gift_are_accepted(
        self, ada: Visitor, stranger: Visitor
    ) -> None:
        assert ada.give(other_amount="1").status_code == 303
        assert stranger.give(other_amount="100000").status_code == 303

    def test_fields_that_nobody_asks_for_change_nothing(
        self, ada: Visitor, books: Database
    ) -> None:
        ada.give(amount="25.00", status="received", received_on="2026-01-01", donor_id="1", id="77")
        gift = only_gift(books)
        assert gift.status == "begun"
        assert gift.id != 77


RANGE = "Please give an amount from $1.00 to $100,000.00."
NUMBER = "Please give the amount as a plain number, like 25.00."
WRONG_AMOUNTS = {
    "0": RANGE,
    "0.99": RANGE,
    "100000.01": RANGE,
    "1000000000": RANGE,
    "-5": NUMBER,
    "1e9": NUMBER,
    "NaN": NUMBER,
    "Infinity": NUMBER,
    "1.005": "An amount in USD has at most 2 decimals.",
    "10,50": NUMBER,
    "ten": NUMBER,
    "٥": NUMBER,
    "0x10": NUMBER,
    "' OR 1=1 --": NUMBER,
    "9" * 40: NUMBER,
    "9" * 41: "This is longer than 40 characters.",
}

WRONG_FIELDS = [
    ({"name": " "}, "Please give your name"),
    ({"name": "A" * 201}, "with at most 200 letters"),
    ({"name": "Ada\nBcc: all@example.org"}, "This has to be one line of text."),
    ({"name": "Ada\x00"}, "characters that cannot be stored"),
    ({"email": ""}, "Please give an e-mail address like name@example.org."),
    ({"email": "ada"}, "Please give an e-mail address"),
    ({"email": "ada@example.org\r\nBcc: x@example.org"}, "one line of text"),
    ({"email": f"{'a' * 320}@example.org"}, "Please give an e-mail address"),
    ({"note": "x" * 1001}, "A note has at most 1000 letters."),
    ({"amount": "other"}, "Please choose an amount, or type your own."),
    ({"frequency": "daily"}, "Please choose one of the offered values."),
    ({"currency": "EUR"}, "General fund takes gifts in USD."),
    ({"currency": "JPY", "fund": "general"}, "General fund takes gifts in USD."),
    ({"submission": "short"}, "Please reload the page and fill in the form again."),
]


class TestRefusal:
    @pytest.mark.parametrize("field", ["amount", "other_amount"])
    def test_a_wrong_amount_stores_nothing_and_says_what_is_right(
        self, ada: Visitor, books: Database, till: Till, field: str
    ) -> None:
        for amount, sentence in WRONG_AMOUNTS.items():
            page = ada.give(**{field: amount})
            assert (amount, page.status_code) == (amount, 422)
            assert sentence in words(page)
        assert (gifts_in(books), till.pages) == ([], {})

    def test_a_wrong_field_stores_nothing_and_has_its_sentence(
        self, ada: Visitor, books: Database, till: Till
    ) -> None:
        for typed, sentence in WRONG_FIELDS:
            page = ada.give(**typed)
            assert (typed, page.status_code) == (typed, 422)
            assert sentence in words(page)
        assert (gifts_in(books), till.pages) == ([], {})

    def test_every_wrong_field_is_named_at_once_and_what_was_typed_is_kept(
        self, ada: Visitor
    ) -> None:
        page = ada.give(name="", email="nobody", other_amount="1.005", frequency="monthly")
        for field in ("name", "email", "amount"):
            assert f'id="wrong-{field}"' in page.text
        for target in ("name", "email", "other_amount"):
            assert f'<a href="#{target}">' in page.text
            assert f'id="{target}"' in page.text
        assert re.search(r'id="email"[^>]*aria-describedby="email-hint wrong-email"', page.text)
        assert ada.fields["email"] == "nobody"
        assert ada.fields["other_amount"] == "1.005"
        assert ada.fields["frequency"] == "monthly"

    def test_a_mended_form_is_the_same_form(self, ada: Visitor, books: Database) -> None:
        ada.give(email="nobody")
        key = ada.fields["submission"]
        assert ada.send("/donate", email="ada@example.org").status_code == 303
        assert only_gift(books).form_key == key

    def test_an_unknown_fund_in_the_form_is_not_found(self, ada: Visitor, books: Database) -> None:
        assert ada.give(fund="no-such-fund").status_code == 404
        assert gifts_in(books) == []

    def test_a_closed_fund_in_the_form_is_refused(self, ada: Visitor, books: Database) -> None:
        page = ada.give(fund="travel")
        assert page.status_code == 409
        assert "Travel grants does not accept gifts" in words(page)
        assert gifts_in(books) == []

    def test_a_field_sent_twice_is_refused(self, ada: Visitor, books: Database) -> None:
        ada.visit("/donate")
        fields = {**ada.fields, "name": "Ada", "email": "ada@example.org"}
        page = ada.client.post("/donate", data={**fields, "amount": ["25.00", "1.00"]})
        assert page.status_code == 422
        assert gifts_in(books) == []

    def test_a_form_without_its_token_is_refused(self, ada: Visitor, books: Database) -> None:
        assert ada.give(form_token="x" * 43).status_code == 403
        assert gifts_in(books) == []

    def test_a_form_of_another_browser_is_refused(
        self, ada: Visitor, stranger: Visitor, books: Database
    ) -> None:
        ada.visit("/donate")
        stranger.visit("/donate")
        answer = stranger.send("/donate", form_token=ada.fields["form_token"], name="Eve")
        assert answer.status_code == 403
        assert gifts_in(books) == []

    def test_what_was_typed_is_shown_as_text(self, ada: Visitor) -> None:
        page = ada.give(name='"><script>alert(1)</script>', email="<b>no</b>")
        assert "<script>alert" not in page.text
        assert "<b>no" not in page.text


class TestSilentProcessor:
    def test_the_page_says_so_and_the_next_try_is_the_same_gift(
        self, ada: Visitor, books: Database, till: Till
    ) -> None:
        till.is_silent = True
        page = ada.give(amount="100.00")
        assert page.status_code == 503
        assert "Nothing was charged, and what you filled in is kept" in words(page)
        assert ada.fields["name"] == "Ada Lovelace"
        till.is_silent = False
        assert ada.send("/donate").headers["location"] == till.last.page.url
        assert only_gift(books).amount == Money(10_000, "USD")
        assert len(till.pages) == 1


class TestOneFormOneGift:
    def test_a_second_click_leads_to_the_same_page(
        self, ada: Visitor, books: Database, till: Till
    ) -> None:
        first = ada.give(amount="100.00").headers["location"]
        ada.visit("/donate")
        second = ada.send("/donate").headers["location"]
        assert first == second
        assert len(gifts_in(books)) == len(till.pages) == 1

    def test_two_tabs_are_one_form(self, ada: Visitor, books: Database) -> None:
        ada.visit("/donate")
        one = ada.fields
        ada.visit("/donate/pypi")
        assert ada.fields["submission"] == one["submission"]
        ada.send("/donate", name="Ada", email="ada@example.org", amount="25.00")
        ada.client.post("/donate", data={**one, "name": "Ada", "email": "ada@example.org"})
        assert len(gifts_in(books)) == 1

    def test_going_back_finds_the_form_as_it_was_left(self, ada: Visitor) -> None:
        ada.give(other_amount="77", fund="pypi", frequency="monthly", anonymous="yes", note="Hi")
        ada.visit("/donate/pypi")
        shown = ada.fields
        assert (shown["other_amount"], shown["amount"]) == ("77.00", "other")
        assert (shown["frequency"], shown["anonymous"]) == ("monthly", "yes")
        assert (shown["name"], shown["fund"]) == ("Ada Lovelace", "pypi")

    def test_a_changed_mind_before_paying_closes_the_first_page(
        self, ada: Visitor, books: Database, till: Till
    ) -> None:
        ada.give(amount="25.00")
        ada.give(amount="100.00")
        assert only_gift(books).amount == Money(10_000, "USD")
        assert [page.status for page in till.pages.values()] == ["expired", "open"]

    def test_a_paid_form_sent_again_leads_to_its_thanks(
        self, ada: Visitor, books: Database, till: Till
    ) -> None:
        ada.give(amount="100.00")
        ada.visit("/donate")
        stale = {**ada.fields}
        till.pay()
        token = only_gift(books).public_token
        assert "Thank you, Ada Lovelace" in words(ada.visit(f"/donate/thanks/{token}"))
        answer = ada.client.post("/donate", data=stale)
        assert answer.headers["location"].endswith(f"/donate/thanks/{token}")
        page = ada.visit(f"/donate/thanks/{token}")
        assert "Make another gift" in words(page)
        assert len(till.pages) == 1

    def test_after_a_paid_gift_the_form_is_fresh(
        self, ada: Visitor, books: Database, till: Till
    ) -> None:
        ada.give(amount="100.00")
        first = only_gift(books)
        till.pay()
        ada.visit(f"/donate/thanks/{first.public_token}")
        ada.visit("/donate")
        assert ada.fields["submission"] != first.form_key
        assert ada.fields["name"] == ""
        ada.send("/donate", name="Ada", email="ada@example.org")
        assert len(gifts_in(books)) == 2

    def test_a_declined_gift_is_tried_again_as_the_same_gift(
        self, ada: Visitor, books: Database, till: Till
    ) -> None:
        ada.give(amount="100.00")
        till.pay(payment=PaymentStatus.FAILED)
        ada.visit(f"/donate/thanks/{only_gift(books).public_token}")
        ada.visit("/donate/general")
        assert ada.send("/donate/general").status_code == 303
        till.pay()
        page = ada.visit(f"/donate/thanks/{only_gift(books).public_token}")
        assert "Thank you" in words(page)

    def test_another_browser_has_another_form(
        self, ada: Visitor, stranger: Visitor, books: Database
    ) -> None:
        ada.give(amount="25.00")
        stranger.give(amount="25.00")
        assert len(gifts_in(books)) == 2

    def test_a_key_that_was_made_up_is_replaced(self, ada: Visitor, app: Starlette) -> None:
        ada.client.cookies.set("gift_form", "'; DROP TABLE donation; --")
        ada.visit("/donate")
        assert re.fullmatch(r"[A-Za-z0-9_-]{32}", ada.fields["submission"])


def test_the_intent_and_its_key_are_stored_before_the_processor_is_asked(
    ada: Visitor, books: Database, till: Till
) -> None:
    till.is_silent = True
    ada.give(amount="100.00")
    with books.reading() as session:
        checkout = session.scalars(sa.select(Checkout)).one()
    assert checkout.idempotency_key == f"donation:{only_gift(books).id}:checkout:1"
    assert checkout.external_id is None
