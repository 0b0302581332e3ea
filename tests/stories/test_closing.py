"""Months are closed: late facts keep their day, restrictions in time are released, years end."""

from __future__ import annotations

from datetime import date

import pytest

from sponsorship.donations.models import DonationStatus
from sponsorship.funds import operations as funds
from sponsorship.funds.models import Fund
from sponsorship.funds.operations import FundTexts, Restricted, RestrictionInUse
from sponsorship.ledger import periods
from sponsorship.ledger.models import Role
from sponsorship.ledger.posting import Entry, FundKey, Line
from sponsorship.ledger.trial import net_assets
from sponsorship.money import Money
from sponsorship.payments.models import Method
from sponsorship.receipts.models import Receipt
from sponsorship.workflows import checking, closing
from sponsorship.workflows.closing import NotReadyToClose
from tests.stories.telling import FINANCE, Story

JUBILEE = FundTexts("Jubilee fund", "Kept for 2027.", "For the jubilee.", None)


def open_fund(story: Story, *, until: date | None, purpose: str = "") -> Fund:
    """A fund whose donors tie the money until a day."""
    with story.database.unit_of_work() as session:
        return funds.open_fund(
            session,
            JUBILEE,
            slug="jubilee",
            currency="USD",
            restricted=Restricted(purpose, until),
            at=story.now,
        )


def own(story: Story, fund_id: int) -> str:
    """What a fund has of its own in the end."""
    with story.database.reading() as session:
        return net_assets(session, fund_id, "USD", until=date(2099, 1, 1)).plain()


def warnings(story: Story, number: int) -> tuple[str, ...]:
    with story.database.reading() as session:
        return closing.findings(
            session,
            periods.of_month(session, number),
            calendar=story.foundation.calendar,
            at=story.now,
        ).warnings


def test_what_comes_after_the_close_is_posted_in_april_and_keeps_its_day(story: Story) -> None:
    by_card = story.give("100.00")
    story.pass_time(days=28)
    page = story.page_of(story.submit(story.fill_in("60.00", email="grace@example.org")))
    debit = story.processor.pay(page, by=Method.BANK_DEBIT)
    story.hear("checkout.session.completed", page)
    story.pass_time(days=1, hours=7)
    story.processor.settle(debit)  # on the last day of March, at ten in the evening
    story.pass_time(hours=3)
    story.close_month(202603)

    story.processor.reveal_fee(story.payment_of(by_card), Money(320, "USD"))
    story.hear("charge.updated", story.payment_of(by_card))
    story.hear("payment_intent.succeeded", debit)
    story.refund(by_card, "30.00")

    assert story.journal()[3:] == [
        "2026-04-01 fee_charged D-2026-000001:P-2026-000001 (of 2026-03-02)",
        "  Dr processing-fees/general  3.20 USD",
        "  Cr stripe-clearing/general  3.20 USD",
        "2026-04-01 donation_received D-2026-000002 (of 2026-03-31)",
        "  Dr stripe-clearing/general  60.00 USD",
        "  Cr contributions/general  60.00 USD",
        "2026-04-01 donation_refunded D-2026-000001:RF-2026-000001",
        "  Dr contributions/general  30.00 USD",
        "  Cr stripe-clearing/general  30.00 USD",
    ]
    with story.database.reading() as session:
        assert session.get_one(Receipt, 2).tax_date == date(2026, 3, 31)


def test_a_reversal_after_the_close_is_posted_on_the_first_open_day(story: Story) -> None:
    donation = story.give("100.00")
    story.refund(donation, "100.00")
    story.pass_time(days=40)
    story.close_month(202603)
    story.processor.return_refund(story.payment_of(donation))
    story.pass_time(days=30)
    story.close_month(202604)

    story.hear("charge.refund.updated", story.payment_of(donation))

    assert story.journal()[-3] == (
        "2026-05-11 donation_refunded_reversed D-2026-000001:RF-2026-000001"
    )
    assert story.again(donation).status is DonationStatus.RECEIVED


def test_a_month_is_not_closed_before_its_income_is_earned(story: Story) -> None:
    story.contracted()
    story.pass_time(days=31)
    story.close_month(202603)
    story.pass_time(days=31)
    checking.check_everything(story.database, clock=lambda: story.now)
    with story.database.reading() as session:
        april = periods.of_month(session, 202604)
        found = closing.findings(session, april, calendar=story.foundation.calendar, at=story.now)

    assert found.blockers == (
        "What was earned of invoice I-2026-00001 by 30 April 2026 is not booked yet; the nightly"
        " work does that.",
    )
    with pytest.raises(NotReadyToClose, match="April 2026 cannot be closed yet"), \
            story.database.unit_of_work() as session:  # fmt: skip
        april = periods.of_month(session, 202604)
        closing.close_month(session, april, today=story.now.date(), at=story.now, by=FINANCE)
    story.close_month(202604)


def test_a_month_is_not_closed_before_the_self_check_holds(story: Story) -> None:
    story.give("100.00")
    story.pass_time(days=30)
    with pytest.raises(NotReadyToClose, match="self-check has not run lately"), \
            story.database.unit_of_work() as session:  # fmt: skip
        march = periods.of_month(session, 202603)
        closing.close_month(session, march, today=story.now.date(), at=story.now, by=FINANCE)
    story.close_month(202603)


def test_whoever_closes_is_told_what_still_waits(story: Story) -> None:
    gift = story.fill_in("100.00")
    page = story.page_of(story.submit(gift))
    story.processor.pay(page, amount=Money(9_000, "USD"))
    story.hear("checkout.session.completed", page)
    story.processor.is_down = True
    with pytest.raises(Exception, match="does not answer"):
        story.hear("charge.updated", "pay_1")
    story.pass_time(days=30)

    assert warnings(story, 202603) == (
        "$90.00 waits in suspense for a decision.",
        "Of 1 settled payment the processor’s fee is not known yet.",
        "Nobody has acted yet on 1 piece of the processor’s news.",
    )
    story.close_month(202603)


def test_a_restriction_in_time_is_released_once_when_its_month_is_closed(story: Story) -> None:
    fund = open_fund(story, until=date(2026, 3, 31))
    donation = story.give("100.00", fund="jubilee")
    story.processor.reveal_fee(story.payment_of(donation), Money(320, "USD"))
    story.hear("charge.updated", story.payment_of(donation))
    story.give("40.00", fund="security")
    story.pass_time(days=31)
    story.close_month(202603)

    assert story.journal("jubilee") == [
        "2026-03-31 restriction_released jubilee:2026-03",
        "  Dr released-from-restriction/jubilee  96.80 USD",
        "  Cr between-funds/jubilee  96.80 USD",
        "  Dr between-funds/general  96.80 USD",
        "  Cr released-from-restriction/general  96.80 USD",
    ]
    assert (own(story, fund.id), own(story, 1), own(story, 2)) == ("0.00", "96.80", "40.00")

    story.pass_time(days=30)
    story.close_month(202604)
    assert len(story.journal("jubilee")) == 5


def test_money_that_comes_after_its_time_is_released_with_its_own_month(story: Story) -> None:
    fund = open_fund(story, until=date(2026, 3, 31), purpose="A party.")
    story.pass_time(days=31)
    story.give("50.00", fund="jubilee")
    story.pass_time(days=31)
    story.close_month(202604)

    assert story.journal("jubilee")[0] == "2026-04-30 restriction_released jubilee:2026-04"
    assert own(story, fund.id) == "0.00"


def test_a_month_that_is_closed_again_releases_what_was_added(story: Story) -> None:
    fund = open_fund(story, until=date(2026, 3, 31))
    ewa, kushal = story.hire("Ewa Jodlowska"), story.hire("Kushal Das")
    story.give("100.00", fund="jubilee")
    page = story.page_of(story.submit(story.fill_in("60.00"), fund="jubilee"))
    late = story.processor.pay(page)
    story.pass_time(days=31)
    story.close_month(202603)
    story.reopen_month(202603, asks=ewa, agrees=kushal, reason="A gift was left out")
    story.hear("payment_intent.succeeded", late)
    story.close_month(202603)

    assert [line for line in story.journal("jubilee") if "restriction_released" in line] == [
        "2026-03-31 restriction_released jubilee:2026-03",
        "2026-03-31 restriction_released jubilee:2026-03:2",
    ]
    assert story.journal("jubilee")[6].endswith("60.00 USD")
    assert own(story, fund.id) == "0.00"


def test_a_fund_that_spent_everything_has_nothing_to_release(story: Story) -> None:
    open_fund(story, until=date(2026, 3, 31))
    donation = story.give("100.00", fund="jubilee")
    story.processor.reveal_fee(story.payment_of(donation), Money(320, "USD"))
    story.hear("charge.updated", story.payment_of(donation))
    story.refund(donation, "100.00")
    story.pass_time(days=31)
    story.close_month(202603)

    assert story.journal("jubilee") == []


def test_a_restriction_changes_only_until_somebody_gives(story: Story) -> None:
    fund = open_fund(story, until=date(2026, 3, 31))
    with story.database.unit_of_work() as session:
        fund = session.get_one(Fund, fund.id)
        funds.restrict(session, fund, Restricted("A party.", None))
        assert (fund.restriction.value, fund.restricted_until) == ("purpose", None)
    story.give("1.00", fund="jubilee")
    with pytest.raises(RestrictionInUse), story.database.unit_of_work() as session:
        funds.restrict(session, session.get_one(Fund, fund.id), Restricted("", None))


def test_what_a_fund_holds_for_another_is_no_part_of_its_net_assets(story: Story) -> None:
    general, security = FundKey(1, "general"), FundKey(2, "security")
    ten = Money(1_000, "USD")
    story.post(
        Entry(
            "tested",
            "T-1",
            date(2026, 3, 2),
            (
                Line(general, Role.CLEARING, Role.BETWEEN_FUNDS, ten),
                Line(security, Role.BETWEEN_FUNDS, Role.CONTRIBUTIONS, ten),
            ),
        )
    )

    assert (own(story, 1), own(story, 2)) == ("0.00", "10.00")
