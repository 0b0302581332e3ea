"""The desk at which finance sees what agrees with the processor's account, and decides what does not."""

from __future__ import annotations

from dataclasses import replace

import pytest
import sqlalchemy as sa

from sponsorship.clock import utc_now
from sponsorship.money import Money
from sponsorship.payments.models import Payout
from sponsorship.reconciliation.models import Difference, DifferenceKind
from sponsorship.workflows import fixing, reconciling
from tests.admin_app.desks.desks import Colleague, Desks, told
from tests.stories.telling import Story

HOME = "/admin/desk/reconciliation"


def dollars(amount: str) -> Money:
    return Money.parse(amount, "USD")


def compare(story: Story) -> None:
    story.processor.now = utc_now()
    reconciling.reconcile(
        story.database, story.processor, foundation=story.foundation, at=utc_now()
    )
    story.work()


def a_payout(story: Story) -> None:
    """A gift to the security fund and a shirt of another application, paid out together."""
    gift = story.give("100.00", fund="security")
    story.processor.reveal_fee(story.payment_of(gift), dollars("3.20"))
    story.processor.add_line(
        "charge", dollars("20.00"), fee=dollars("0.88"), source="charge_of_the_shop"
    )
    story.processor.name_lines(story.processor.pay_out())


def the_difference(story: Story) -> Difference:
    with story.database.reading() as session:
        return session.scalars(sa.select(Difference)).one()


def test_before_the_first_comparison_it_says_so(desks: Desks, vera: Colleague) -> None:
    page = vera.get(HOME).text

    assert "Never compared yet" in page
    assert "Compare now" not in page


def test_what_matches_is_counted_and_summed(desks: Desks, femi: Colleague) -> None:
    gift = desks.story.give("100.00")
    desks.story.processor.reveal_fee(desks.story.payment_of(gift), dollars("3.20"))
    desks.story.processor.name_lines(desks.story.processor.pay_out())

    assert told(femi.press(HOME, f"{HOME}/compare")) == ""
    assert desks.story.work() >= 1

    page = femi.get(HOME).text
    assert "Everything that was compared matches." in page
    for figure in ("$100.00", "$3.20", "$96.80", "matches"):
        assert figure in page
    assert len(desks.notes("reconciled")) == 1


def test_a_payout_shows_its_lines_and_whose_money_it_is(desks: Desks, vera: Colleague) -> None:
    a_payout(desks.story)
    compare(desks.story)

    page = vera.get(f"{HOME}/payouts/1").text

    assert "Whose money it is" in page
    assert "General fund</th>" in page
    assert "no payment of ours" in page
    assert "payouts-in-transit/security" in page
    assert vera.get(f"{HOME}/payouts/77").status_code == 404


def test_finance_books_what_is_proposed_once_and_takes_it_back(
    desks: Desks, femi: Colleague
) -> None:
    a_payout(desks.story)
    compare(desks.story)
    assert "1 difference with the processor’s account" in femi.get("/admin").text
    page = f"{HOME}/1"
    assert "was not begun here" in femi.get(page).text
    form = femi.opened(f"{page}/apply") | {"confirmed": "yes"}

    first = femi.post(f"{page}/apply", data=form)
    second = femi.post(f"{page}/apply", data=form)

    assert first.status_code == 303
    assert second.status_code == 409
    reference = the_difference(desks.story).reference
    assert desks.journal(reference) == [
        f"DAY difference_suspended {reference}:1",
        "  Dr stripe-clearing/general  19.12 USD",
        "  Cr suspense/general  19.12 USD",
    ]
    assert "stripe-clearing/general" in femi.get(page).text

    answer = femi.act(f"{page}/take-back", reason="The shop keeps its books.", confirmed="yes")

    assert answer.status_code == 303
    assert desks.journal(reference)[3] == f"DAY difference_suspended_reversed {reference}:1"
    assert desks.history(the_difference(desks.story)) == [
        f"fixed by {femi.actor}",
        f"taken_back by {femi.actor}",
    ]
    assert [len(desks.notes(verb)) for verb in ("fixed_difference", "took_back_difference")] == [
        1,
        1,
    ]


def test_a_difference_is_accepted_with_a_reason(desks: Desks, femi: Colleague) -> None:
    a_payout(desks.story)
    compare(desks.story)

    assert femi.act(f"{HOME}/1/accept", reason="").status_code == 422
    assert femi.act(f"{HOME}/1/accept", reason="The shop's.").status_code == 303

    compare(desks.story)
    page = femi.get(HOME).text
    assert "Everything that was compared matches." in page
    assert "Decided or gone" in page


def test_the_processor_is_asked_again(desks: Desks, femi: Colleague) -> None:
    story = desks.story
    payment = story.processor.pay(story.page_of(story.submit(story.fill_in("100.00"))))
    story.processor.reveal_fee(payment, dollars("3.20"))
    known = story.processor.payments[payment]
    story.processor.payments[payment] = replace(known, purpose_id=77)
    compare(story)
    page = f"{HOME}/1"

    femi.press(page, f"{page}/ask")
    assert the_difference(story).status.value == "found"
    story.processor.payments[payment] = known
    femi.press(page, f"{page}/ask")

    assert the_difference(story).status.value == "gone"
    assert len(desks.notes("asked_about_difference")) == 2
    assert story.receipts() == [f"R-{utc_now().year}-00001 issued"]


def test_who_may_not_decide_is_offered_nothing(desks: Desks, vera: Colleague) -> None:
    a_payout(desks.story)
    compare(desks.story)

    page = vera.get(f"{HOME}/1").text

    assert "What we propose" in page
    assert "Book it</" not in page
    assert vera.get(f"{HOME}/1/apply").status_code == 403


def test_a_payout_that_is_not_booked_leads_to_its_lines(desks: Desks, femi: Colleague) -> None:
    story = desks.story
    story.pass_time(days=-10)
    gift = story.give("100.00")
    story.processor.reveal_fee(story.payment_of(gift), dollars("3.20"))
    story.processor.pay_out()
    compare(story)

    assert the_difference(story).kind is DifferenceKind.PAYOUT_LATE
    assert f"{HOME}/payouts/1" in femi.get(f"{HOME}/1").text
    femi.act(f"{HOME}/1/apply", confirmed="yes")

    with story.database.reading() as session:
        assert session.scalars(sa.select(Payout)).one().booked_at is not None


@pytest.mark.parametrize("kind", DifferenceKind)
def test_every_kind_of_difference_has_a_proposal(kind: DifferenceKind) -> None:
    assert fixing.PROPOSALS[kind].words
