"""Money that fits nothing, at its desk: seen with its age and payer, and decided about."""

from __future__ import annotations

import pytest
import sqlalchemy as sa

from sponsorship.money import Money
from sponsorship.payments.models import Refund
from tests.admin_app.desks.desks import Colleague, Desks, told
from tests.banking.conftest import Bank

HOME = "/admin/desk/suspense"
CASE = f"{HOME}/1"


@pytest.fixture
def waiting(desks: Desks) -> Desks:
    """Ada Byron was to give 100 dollars, and 90 came."""
    story = desks.story
    page = story.page_of(story.submit(story.fill_in("100.00")))
    story.processor.pay(page, amount=Money(9_000, "USD"))
    story.hear("checkout.session.completed", page)
    return desks


def test_the_queue_says_what_came_from_whom_and_what_was_expected(
    waiting: Desks, vera: Colleague
) -> None:
    start, queue, case = vera.get("/admin").text, vera.get(HOME).text, vera.get(CASE).text

    assert "amount differs" in start
    assert f'href="{CASE}"' in start
    for page in (queue, case):
        assert "was to be $100.00, and $90.00 came." in page
        assert "Ada Byron" in page
    assert "ada@example.org" in case
    assert "less than a day" in queue
    assert "isfit received" in case


def test_nothing_that_waits_is_good_news(desks: Desks, vera: Colleague) -> None:
    assert "Nothing waits" in vera.get(HOME).text


def test_finance_counts_it_as_a_gift_and_takes_it_back(waiting: Desks, femi: Colleague) -> None:
    page = femi.get(f"{CASE}/count-as-gift").text
    answer = femi.act(
        f"{CASE}/count-as-gift", amount="90.00", fund="1", name="Ada Byron",
        email="ada@example.org", reason="She meant to give 90.",
    )  # fmt: skip
    case = femi.get(CASE).text
    undone = femi.act(f"{HOME}/decisions/1/undo", reason="It was her brother's.")

    assert 'value="Ada Byron"' in page
    assert (answer.status_code, answer.headers["location"]) == (303, CASE)
    assert "isfit counted as gift" in case
    assert undone.status_code == 303
    assert waiting.story.cases() == ["amount_differs waiting 90.00 USD"]
    assert waiting.notes("counted_as_gift")[0].by == femi.actor
    assert "Undone: counted as gift" in femi.get(CASE).text


def test_finance_gives_it_back_once(waiting: Desks, femi: Colleague) -> None:
    form = femi.opened(f"{CASE}/give-back") | {"amount": "90.00", "reason": "not agreed"}
    answers = [femi.post(f"{CASE}/give-back", data=form) for _ in range(2)]
    asked = femi.get(CASE).text
    waiting.story.work()

    assert [answer.status_code for answer in answers] == [303, 409]
    assert "On its way back" in asked
    assert waiting.story.cases() == ["amount_differs returned 0.00 USD"]
    with waiting.story.database.reading() as session:
        assert session.scalar(sa.select(sa.func.count()).select_from(Refund)) == 1


def test_it_settles_an_invoice(waiting: Desks, femi: Colleague) -> None:
    sponsorship = waiting.story.contracted()
    invoice = waiting.story.invoice_of(sponsorship)
    answer = femi.act(
        f"{CASE}/settle-invoice", amount="90.00", invoice=str(invoice.id), reason="a part of it"
    )
    wrong = femi.act(f"{CASE}/settle-invoice", amount="1.00", invoice="99", reason="no such")

    assert answer.status_code == 303
    assert wrong.status_code == 422
    assert waiting.story.invoice_of(sponsorship).paid == Money(9_000, "USD")


def test_more_than_waits_is_refused_beside_what_was_typed(waiting: Desks, femi: Colleague) -> None:
    answer = femi.act(f"{CASE}/give-back", amount="90.01", reason="too much")

    assert answer.status_code == 409
    assert told(answer) == "Only $90.00 of this case is left to decide about."
    assert 'value="90.01"' in answer.text


def test_programme_staff_see_the_queue_and_decide_nothing(
    waiting: Desks, sumana: Colleague
) -> None:
    token = sumana.opened("/admin/desk/account")["form_token"]
    paths = ("give-back", "count-as-gift", "settle-invoice")

    assert sumana.get(HOME).status_code == 200
    assert {
        sumana.post(f"{CASE}/{path}", data={"form_token": token}).status_code for path in paths
    } == {403}
    assert sumana.get(f"{HOME}/99").status_code == 404
    assert waiting.story.cases() == ["amount_differs waiting 90.00 USD"]


class TestMoneyOfTheBank:
    """Nobody knows what the 1,200 dollars of a bank line are."""

    @pytest.fixture
    def suspended(self, desks: Desks) -> Bank:
        bank = Bank(desks.story)
        today = desks.story.now.date()
        bank.suspend(bank.came("1200.00", "???", on=today, counterparty="Fox Ltd"))
        return bank

    def test_it_is_counted_as_a_gift_and_taken_back(self, suspended: Bank, femi: Colleague) -> None:
        page = femi.get(f"{CASE}/receive-gift").text
        assert 'value="Fox Ltd"' in page
        assert 'value="1200.00"' in page

        answer = femi.act(f"{CASE}/receive-gift", amount="200.00", fund="1", name="Fox Ltd",
                          email="fox@example.org", reason="They wrote.")  # fmt: skip
        assert told(femi.get(answer.headers["location"])) == (
            "$200.00 is Gift D-2026-000001 of Fox Ltd. The receipt is on its way."
        )
        assert suspended.story.cases() == ["unknown_payer waiting 1000.00 USD"]
        femi.act(f"{HOME}/decisions/1/undo", reason="a loan")
        assert suspended.story.cases() == ["unknown_payer waiting 1200.00 USD"]

    def test_it_settles_an_invoice_and_that_is_taken_back(
        self, suspended: Bank, femi: Colleague
    ) -> None:
        sponsorship = suspended.story.contracted()
        number = str(suspended.story.invoice_of(sponsorship).id)
        femi.act(f"{CASE}/settle-invoice", amount="1200.00", invoice=number, reason="theirs")
        assert suspended.story.invoice_of(sponsorship).paid == Money(120_000, "USD")

        answer = femi.act(f"{HOME}/decisions/1/undo-settlement", reason="not theirs")
        assert told(femi.get(answer.headers["location"])) == (
            "$1,200.00 waits in suspense again, and Invoice I-2026-00001 is open."
        )
        invoice = femi.get(f"/admin/desk/invoices/{number}").text
        assert "Taken back: it was not for this invoice" in invoice
        case = femi.get(CASE).text
        assert "nknown money arrived" in case
        assert "isfit settled invoice" in case

    def test_two_people_send_it_back_and_the_statement_shows_it(
        self, suspended: Bank, femi: Colleague, desks: Desks
    ) -> None:
        remittance = "/admin/desk/remittances/1"
        second = desks.staff("Ada Okafor")
        femi.act(f"{CASE}/send", amount="1200.00", payee="Fox Ltd", reason="by mistake")
        own = femi.act(f"{remittance}/approve")
        early = femi.act(f"{remittance}/sent", bank_reference="OUT")
        assert (own.status_code, early.status_code) == (403, 422)
        assert "needs a second person" in second.get("/admin").text
        assert second.act(f"{remittance}/approve").status_code == 303

        today = desks.story.now.date()
        suspended.came("-1200.00", "back", on=today, counterparty="Fox Ltd")
        shown = femi.get(f"{remittance}/sent").text
        assert "Fox Ltd" in shown
        assert femi.act(f"{remittance}/sent", line="7").status_code == 422
        answer = femi.act(f"{remittance}/sent", line="2")
        assert told(femi.get(answer.headers["location"])) == "$1,200.00 went to Fox Ltd."
        assert desks.story.cases() == ["unknown_payer returned 0.00 USD"]

        femi.act(f"{remittance}/came-back", reason="account closed")
        assert desks.story.cases() == ["unknown_payer waiting 1200.00 USD"]
        femi.act(f"{CASE}/send", amount="10.00", payee="Fox Ltd", reason="a part")
        given_up = femi.act("/admin/desk/remittances/2/reject", reason="all of it")
        assert told(femi.get(given_up.headers["location"])) == (
            "Remittance RM-2026-000002 of $10.00 to Fox Ltd is given up. Nothing is sent."
        )


def test_programme_staff_send_nothing_away(waiting: Desks, sumana: Colleague) -> None:
    token = sumana.opened("/admin/desk/account")["form_token"]
    paths = ("send", "receive-gift")

    assert {
        sumana.post(f"{CASE}/{path}", data={"form_token": token}).status_code for path in paths
    } == {403}
