"""A fee in parts: agreed, invoiced on its days, earned as a whole; and what a tier waits for."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
import sqlalchemy as sa

from sponsorship.errors import Invalid
from sponsorship.invoicing import instalments as schedules
from sponsorship.invoicing import queries as invoices
from sponsorship.invoicing.instalments import AlreadyInvoiced, NotTheFee, Part
from sponsorship.invoicing.models import Invoice
from sponsorship.ledger import queries as books
from sponsorship.sponsorships import queries as applications
from sponsorship.sponsorships.models import Instalment, Sponsorship, SponsorshipStatus
from sponsorship.tiers.models import HeldUntil, Tier
from sponsorship.workflows import billing, instalments
from tests.admin_app.desks.desks import Desks, told
from tests.programme.conftest import Public
from tests.stories.telling import FINANCE, Story

JULY, OCTOBER = date(2026, 7, 1), date(2026, 10, 1)
THIRDS = (Part("30 %", None), Part("35%", JULY), Part("35.00 %", OCTOBER))


def agreed(story: Story, *parts: Part, **changes: str) -> Sponsorship:
    """An approved sponsorship of $11,000.00 whose fee is paid in these parts."""
    sponsorship = story.apply(**changes)
    contract = story.send(story.approve(sponsorship))
    with story.database.unit_of_work() as session:
        schedules.agree(session, applications.get(session, sponsorship.id), parts)
    story.sign(contract)
    return sponsorship


def wait_until(story: Story, day: date) -> int:
    """The worker's mornings until then: how many invoices it issued, and what was earned is booked."""
    story.processor.now += timedelta(days=(day - story.now.date()).days)
    issued = instalments.issue_due(story.database, foundation=story.foundation, at=story.now)
    billing.earn_revenue(story.database, today=day, at=story.now)
    return issued


def pay(story: Story, invoice_id: int) -> None:
    with story.database.unit_of_work() as session:
        invoice = invoices.get(session, invoice_id, for_update=True)
        billing.record_bank_transfer(
            session, invoice, amount=invoice.outstanding, received_on=story.now.date(),
            payer="FOX", bank_reference=f"T-{invoice_id}", form_key=None,
            foundation=story.foundation, at=story.now, by=FINANCE,
        )  # fmt: skip


def test_each_instalment_is_an_invoice_on_its_day(story: Story) -> None:
    sponsorship = agreed(story, *THIRDS)

    assert story.count(Invoice) == 1
    assert [wait_until(story, day) for day in (date(2026, 6, 30), JULY, JULY)] == [0, 1, 0]
    first, second = reversed(_bills(story, sponsorship))
    assert (first.number, first.total.plain()) == ("I-2026-00001", "3300.00")
    assert (second.number, second.due_on) == ("I-2026-00002", date(2026, 7, 31))
    assert second.lines[0].text.endswith("Partner sponsorship, instalment 2 of 3")


def _bills(story: Story, sponsorship: Sponsorship) -> list[Invoice]:
    with story.database.reading() as session:
        return invoices.of_sponsorship(session, sponsorship.id)


def test_the_fee_is_earned_as_a_whole_the_earlier_part_first(story: Story) -> None:
    agreed(story, *THIRDS)
    wait_until(story, JULY)
    wait_until(story, date(2026, 8, 1))

    earned = [line for line in story.journal() if "revenue_earned" in line]
    assert earned[-2:] == [
        "2026-07-31 revenue_earned I-2026-00001:2026-07-31",
        "2026-07-31 revenue_earned I-2026-00002:2026-07-31",
    ]
    assert story.journal("I-2026-00002")[-2:] == [
        "  Dr deferred-revenue/general  376.71 USD",
        "  Cr sponsorship-income/general  376.71 USD",
    ]
    wait_until(story, OCTOBER)
    wait_until(story, date(2027, 4, 1))
    with story.database.reading() as session:
        held = {row.account: row.amount.plain() for row in books.trial_balance(session)}
    assert held["sponsorship-income/general"] == "11000.00"
    assert held["deferred-revenue/general"] == "0.00"


def test_parts_come_to_the_fee_to_the_last_cent(story: Story) -> None:
    sponsorship = story.apply()
    story.approve(sponsorship, fee="100.00")
    thirds = [Part("33.33 %", None), Part("33.33 %", JULY), Part("33.34 %", OCTOBER)]
    with story.database.unit_of_work() as session:
        found = applications.get(session, sponsorship.id)
        assert [p.amount.plain() for p in schedules.agree(session, found, thirds)] == [
            "33.33", "33.33", "33.34",
        ]  # fmt: skip
        assert schedules.agree(session, found, ()) == []
    for parts in (
        [Part("50%", None), Part("49.9%", JULY)],
        [Part("60", None), Part("40.01", JULY)],
    ):
        with pytest.raises(NotTheFee), story.database.unit_of_work() as session:
            schedules.agree(session, applications.get(session, sponsorship.id), parts)
    for parts in (
        [Part("50%", None), Part("50", JULY)],
        [Part("50", JULY), Part("50", None)],
        [Part("100", None)],
        [Part("100", None), Part("0", JULY)],
        [Part("half", None), Part("half", JULY)],
    ):
        with pytest.raises(Invalid), story.database.unit_of_work() as session:
            schedules.agree(session, applications.get(session, sponsorship.id), parts)


def test_a_schedule_stays_once_it_is_invoiced_and_a_new_fee_is_divided_alike(story: Story) -> None:
    sponsorship = agreed(story, *THIRDS)
    with pytest.raises(AlreadyInvoiced), story.database.unit_of_work() as session:
        schedules.agree(session, applications.get(session, sponsorship.id), THIRDS)

    other = story.apply(name="Second Ltd")
    contract = story.send(story.approve(other, fee="1000.00"))
    with story.database.unit_of_work() as session:
        schedules.agree(session, applications.get(session, other.id), THIRDS)
    with story.database.unit_of_work() as session:
        applications.get(session, other.id).agreed_fee_minor = 200_000
    story.sign(contract)
    with story.database.reading() as session:
        parts = session.scalars(
            sa.select(Instalment.amount_minor).where(Instalment.sponsorship_id == other.id)
        )
        assert sorted(parts) == [60_000, 70_000, 70_000]


@pytest.mark.parametrize(
    ("held_until", "confirmed_after"),
    [(HeldUntil.CONTRACT, 0), (HeldUntil.FIRST_PAYMENT, 1), (HeldUntil.FULL_PAYMENT, 2)],
)
def test_a_tier_says_for_which_payment_its_sponsors_wait(
    story: Story, held_until: HeldUntil, confirmed_after: int
) -> None:
    with story.database.unit_of_work() as session:
        for tier in session.scalars(sa.select(Tier)):
            tier.held_until = held_until
    sponsorship = agreed(story, Part("50%", None), Part("50%", JULY))

    standing = [story.sponsorship(sponsorship).status]
    for day in (story.now.date(), JULY):
        wait_until(story, day)
        pay(story, _bills(story, sponsorship)[0].id)
        standing.append(story.sponsorship(sponsorship).status)

    assert standing.index(SponsorshipStatus.CONFIRMED) == confirmed_after


def test_staff_agree_on_a_schedule_and_issue_all_of_it_at_once(
    office: Desks, public: Public
) -> None:
    story, ada = office.story, office.staff()
    sponsorship = story.apply()
    contract = story.send(story.approve(sponsorship))
    desk = f"/admin/desk/sponsorships/{sponsorship.id}"
    later = (story.now.date() + timedelta(days=90)).isoformat()

    wrong = ada.act(f"{desk}/schedule", share_1="50 %", share_2="40 %", day_2=later)
    ada.act(f"{desk}/schedule", share_1="5,000.00", share_2="6,000.00", day_2=later)
    agreed_on = told(ada.get(desk))
    story.sign(contract)
    page = public(f"/sponsors/applications/{sponsorship.public_token}").text
    ada.act(f"{desk}/invoice-all")

    assert told(wrong) == "The fee is $11,000.00, and these parts come to 90.00 %."
    assert agreed_on == "2 instalments, together $11,000.00."
    assert "$6,000.00 to be invoiced on" in page
    assert [one.total.plain() for one in _bills(story, sponsorship)] == ["6000.00", "5000.00"]
    assert "2 of 2" in ada.get(desk).text


def test_an_invoice_that_was_voided_is_issued_again_by_a_person_alone(office: Desks) -> None:
    story, ada = office.story, office.staff()
    sponsorship = agreed(story, Part("50%", None), Part("50%", date(2199, 7, 1)))
    first = _bills(story, sponsorship)[0]
    ada.act(f"/admin/desk/invoices/{first.id}/void", reason="Another address.")

    assert instalments.issue_due(story.database, foundation=story.foundation, at=story.now) == 0
    desk = f"/admin/desk/sponsorships/{sponsorship.id}"
    assert f'{desk}/invoice"' in ada.get(desk).text
    ada.act(f"{desk}/invoice")
    assert [one.status.value for one in _bills(story, sponsorship)] == ["issued", "void"]
    assert f'{desk}/invoice"' not in ada.get(desk).text
