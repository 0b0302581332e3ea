"""The start page's figures equal the ledger, and its lists name what asks for somebody."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

import pytest

from sponsorship.clock import Calendar
from sponsorship.jobs.models import JobTrouble
from sponsorship.ledger import queries as books
from sponsorship.ledger.models import AccountKind
from sponsorship.messages.transport import MailRefused
from sponsorship.money import Money
from sponsorship.reporting.overview import Overview, Section, income, overview
from sponsorship.workflows import billing
from tests.stories.telling import Story

TODAY = date(2026, 3, 2)


def look(story: Story) -> Overview:
    with story.database.reading() as session:
        return overview(session, at=story.now, calendar=story.foundation.calendar)


def section(story: Story, title: str) -> list[tuple[str, ...]]:
    """The rows of one list, each with its address at the end."""
    found: Iterator[Section] = (one for one in look(story).sections if one.title == title)
    return [(*row.cells, row.path) for one in found for row in one.rows]


def test_an_empty_foundation_has_nothing_to_say(story: Story) -> None:
    seen = look(story)

    assert (seen.income.funds, seen.standing, seen.sections) == ((), (), ())
    assert seen.income.months == (date(2026, 1, 1), date(2026, 2, 1), date(2026, 3, 1))


def test_income_is_what_the_ledger_says_fund_by_fund(story: Story) -> None:
    first = story.give("100.00")
    story.give("25.50", fund="security")
    story.refund(first, "30.00")
    sponsorship = story.contracted()
    story.pass_time(days=62)
    today = story.foundation.calendar.day_of(story.now)
    billing.earn_revenue(story.database, today=today, at=story.now)

    with story.database.reading() as session:
        booked: dict[int, int] = {}
        since = date(2026, 1, 1)
        for balance in books.trial_balance(session, since=since, until=today):
            if balance.kind is AccountKind.INCOME:
                booked[balance.fund_id] = booked.get(balance.fund_id, 0) + balance.amount.minor
    funds = look(story).income.funds

    assert story.invoice_of(sponsorship).outstanding.is_positive
    assert {fund.fund_id: fund.total.minor for fund in funds} == booked
    assert [fund.fund_name for fund in funds][1] == "Security initiative"
    assert funds[1].months[2] == Money(2_550, "USD")
    assert funds[0].months[2] == Money(7_000, "USD")
    assert funds[0].months[3].is_positive, "April was earned"


def test_income_begins_with_the_fiscal_year(story: Story) -> None:
    story.give("100.00")
    zone = story.foundation.calendar.zone

    with story.database.reading() as session:
        july = Calendar(zone, (7, 1))
        before = income(session, today=date(2026, 6, 30), calendar=july)
        after = income(session, today=date(2026, 7, 1), calendar=july)

    assert before.since == date(2025, 7, 1)
    assert [month.plain() for month in before.funds[0].months if month.is_positive] == ["100.00"]
    assert (after.since, after.funds) == (date(2026, 7, 1), ())


def test_what_is_owed_both_ways_is_shown(story: Story) -> None:
    story.give("100.00")
    story.contracted()

    assert [(one.label, one.value) for one in look(story).standing] == [
        ("Sponsors owe us", "$11,000.00"),
        ("Paid or invoiced, not yet earned", "$11,000.00"),
        ("Held by the processor for us", "$100.00"),
    ]


def test_applications_and_contracts_wait_until_they_are_decided(story: Story) -> None:
    sponsorship = story.apply()
    waiting = section(story, "Waits for a decision")
    contract = story.approve(sponsorship)
    drafted = section(story, "Waits for a decision")
    story.send(contract)
    sent = section(story, "Waits for a decision")
    story.sign(contract)

    desk = f"/admin/desk/contracts/{contract.id}"
    assert waiting == [
        (
            f"Application {sponsorship.reference}: Partner",
            "Fox & Hedgehog Ltd",
            "2 March 2026",
            f"/admin/desk/sponsorships/{sponsorship.id}",
        )
    ]
    assert [(row[0], row[-1]) for row in drafted] == [
        (f"Contract {contract.reference} is drafted: send it", desk)
    ]
    assert [(row[0], row[-1]) for row in sent] == [
        (f"Contract {contract.reference} awaits the sponsor’s signature", desk)
    ]
    assert section(story, "Waits for a decision") == []


def test_an_invoice_is_overdue_the_day_after_it_was_due(story: Story) -> None:
    invoice = story.invoice_of(story.contracted())
    assert invoice.due_on

    story.pass_time(days=(invoice.due_on - TODAY).days)
    on_the_day = section(story, "Overdue")
    story.pass_time(days=1)

    assert on_the_day == []
    assert [(row[0], row[2], row[-1]) for row in section(story, "Overdue")] == [
        (invoice.number, "$11,000.00", f"/admin/desk/invoices/{invoice.id}")
    ]


def test_money_that_fits_nothing_waits_for_a_decision_until_it_is_given_back(
    story: Story,
) -> None:
    form = story.fill_in("100.00")
    page = story.page_of(story.submit(form))
    story.processor.pay(page, amount=Money(9_900, "USD"))
    story.hear("checkout.session.completed", page)
    gift = story.gift(form.form_key)

    [row] = section(story, "Waits for a decision")

    assert row[:2] == ("Case SC-2026-000001: $99.00, amount differs", gift.donor_name)
    assert row[-1] == "/admin/desk/suspense/1"
    assert ("In suspense", "$99.00") in [(one.label, one.value) for one in look(story).standing]

    [payment] = story.processor.payments
    story.processor.give_back(payment, Money(9_900, "USD"))
    story.hear("charge.refunded", payment)
    assert section(story, "Waits for a decision") == []


def test_a_refund_that_came_back_needs_a_look_until_it_is_repeated(story: Story) -> None:
    gift = story.give("100.00")
    story.refund(gift, "100.00")
    payment = story.payment_of(gift)
    story.processor.return_refund(payment)
    story.hear("refund.failed", payment)
    failed = section(story, "Needs a look")

    story.refund(gift, "100.00")

    assert [(row[0].split(" of ")[1], row[-1]) for row in failed] == [
        ("$100.00", f"/admin/desk/gifts/{gift.id}")
    ]
    assert section(story, "Needs a look") == []


def test_a_letter_that_was_refused_needs_a_look(story: Story) -> None:
    story.transport.troubles.append(MailRefused("No such mailbox."))
    story.give("100.00")

    [row] = section(story, "Needs a look")

    assert row[0] == "Letter “donation received” to Ada Byron"
    assert "No such mailbox." in row[1]
    assert row[-1] == "/admin/desk/letters/1"


def test_news_that_nobody_acted_on_needs_a_look_after_ten_minutes(story: Story) -> None:
    story.keep("charge.updated", "nothing of ours")
    story.pass_time(minutes=9)
    early = section(story, "Needs a look")
    story.pass_time(minutes=2)

    assert early == []
    assert section(story, "Needs a look") == [
        ("1 piece of the processor’s news", "Nobody has acted on it yet.", "2 March 2026",
         "/admin/desk/events")
    ]  # fmt: skip
    story.work()


@pytest.mark.parametrize("is_parked", [True, False])
def test_a_job_needs_a_look_once_it_was_given_up(story: Story, is_parked: bool) -> None:
    with story.database.unit_of_work() as session:
        session.add(
            JobTrouble(
                name="earn_revenue", key="2026-03-02", payload={}, error="The books are closed.",
                run=8, tries=8, first_failed_at=story.now, last_failed_at=story.now,
                next_try_at=None if is_parked else story.now + timedelta(minutes=5),
            )
        )  # fmt: skip

    expected = [("Job earn revenue", "The books are closed.", "2 March 2026", "/admin/desk/events")]
    assert section(story, "Needs a look") == (expected if is_parked else [])
