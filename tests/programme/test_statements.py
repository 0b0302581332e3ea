"""A sponsor's account at the end of a day: as a page, as PDF and by letter."""

from __future__ import annotations

from datetime import timedelta

from sponsorship.invoicing import statements
from sponsorship.sponsorships.models import Sponsor, Sponsorship
from tests.admin_app.desks.desks import Desks, told
from tests.programme.test_taxes import credit
from tests.programme.test_write_offs import approve, propose, transfer
from tests.stories.telling import Story


def account(story: Story, sponsorship: Sponsorship, *, days: int = 0) -> list[str]:
    """What moved until so many days from now, each with what was owed after it."""
    with story.database.reading() as session:
        found = statements.of_sponsor(
            session, session.get_one(Sponsor, sponsorship.sponsor_id),
            until=story.now.date() + timedelta(days=days), calendar=story.foundation.calendar,
        )  # fmt: skip
    return [
        f"{one.what}: {one.amount.plain()}, {owed.plain()} owed"
        for each in found
        for one, owed in each.running
    ]


def test_a_statement_shows_what_moved_and_ends_with_what_is_owed(story: Story) -> None:
    sponsorship = story.contracted()
    invoice = story.invoice_of(sponsorship)
    credit(story, invoice.id, "1000.00")
    transfer(story, invoice, "4000.00", "T-1")
    first = account(story, sponsorship)
    approve(story, propose(story, invoice))

    assert first == [
        "Invoice I-2026-00001, due on 1 April 2026: 11000.00, 11000.00 owed",
        "Payment of I-2026-00001, bank transfer: -4000.00, 7000.00 owed",
        "Credit note CN-2026-00001 for I-2026-00001: -1000.00, 6000.00 owed",
    ]
    assert (
        account(story, sponsorship)[-1] == "No longer asked for, I-2026-00001: -6000.00, 0.00 owed"
    )
    assert account(story, sponsorship, days=-1) == []


def test_staff_look_at_print_and_send_it(office: Desks) -> None:
    story, femi = office.story, office.staff("Femi Ade")
    sponsorship = story.contracted()
    transfer(story, story.invoice_of(sponsorship), "4000.00", "T-1")
    desk = f"/admin/desk/sponsorships/{sponsorship.id}/statement"

    page = femi.get(desk).text
    pdf = femi.get(f"{desk}.pdf?currency=USD")
    none = femi.get(f"{desk}.pdf?currency=EUR")
    early = femi.act(f"{desk}/send", until="2020-01-01")
    late = femi.act(f"{desk}/send", until="2199-01-01")
    femi.act(f"{desk}/send")

    assert "$7,000.00" in page
    assert (pdf.headers["content-type"], none.status_code) == ("application/pdf", 404)
    assert told(early) == "Nothing was invoiced to this sponsor by then."
    assert told(late) == "This day has not come yet."
    [letter] = office.letters("statement_of_account")
    assert letter.recipient_email == "accounts@foxhedgehog.example"
    assert letter.context["balance"]["minor"] == 700_000
    assert "Nothing was invoiced by then." in femi.get(f"{desk}?until=2020-01-01").text
    assert femi.get(f"{desk}?until=yesterday").status_code == 200
