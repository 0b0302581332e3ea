"""Looking after applications: who has which, notes for colleagues, the year before, and declining well."""

from __future__ import annotations

import html
import re
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
import sqlalchemy as sa

from sponsorship import lifecycle
from sponsorship.clock import utc_now
from sponsorship.errors import Invalid
from sponsorship.fulfilment import board
from sponsorship.money import Money
from sponsorship.review import operations, queries
from sponsorship.review.models import ReviewNote
from sponsorship.sponsorships import queries as applications
from sponsorship.sponsorships.models import Sponsorship, SponsorshipStatus
from sponsorship.sponsorships.operations import Contact
from sponsorship.staff.models import StaffUser
from sponsorship.staff.permissions import StaffRole
from sponsorship.tiers import operations as catalogue
from sponsorship.tiers.copying import copy_year
from sponsorship.tiers.models import Benefit, ProgramYear, TierBenefit
from sponsorship.workflows import rejecting
from tests.admin_app.desks.desks import Colleague, Desks, told
from tests.programme.writing import words_of
from tests.stories.telling import STAFF, Story

HOME = "/admin/desk/sponsorships"


def keeper(story: Story, sponsorship: Sponsorship) -> str:
    with story.database.reading() as session:
        found = queries.looked_after_by(session, [sponsorship.id])
        return found[sponsorship.id].name if found else ""


def assign(story: Story, sponsorship: Sponsorship, name: str) -> None:
    with story.database.unit_of_work() as session:
        member = session.scalars(sa.select(StaffUser).where(StaffUser.name == name)).one_or_none()
        application = applications.get(session, sponsorship.id)
        operations.assign(session, application, member, at=story.now, by=STAFF)


def a_year_later(story: Story) -> None:
    """The programme of 2027 is a copy of this year's, with passes for two more and no booth."""
    with story.database.unit_of_work() as session:
        year = session.scalars(sa.select(ProgramYear)).one()
        made = copy_year(
            session, year, year=2027, title="Sponsorship Programme 2027",
            starts_on=date(2027, 1, 1), ends_on=date(2027, 12, 31),
        )  # fmt: skip
        catalogue.close_year(session, year, at=story.now, by=STAFF)
        session.flush()
        catalogue.open_year(session, made, at=story.now, by=STAFF)
        passes = session.scalars(
            sa.select(TierBenefit)
            .join(Benefit, Benefit.id == TierBenefit.benefit_id)
            .where(Benefit.program_year_id == made.id, TierBenefit.quantity > 1)
        )
        for one in passes:
            one.quantity += 2


def test_somebody_looks_after_it_and_who_had_it_before_stays_known(story: Story) -> None:
    sponsorship = story.apply()
    story.hire("Sumana Rao")
    story.hire("Femi Ade")
    assert keeper(story, sponsorship) == ""

    assign(story, sponsorship, "Sumana Rao")
    assign(story, sponsorship, "Femi Ade")
    assert keeper(story, sponsorship) == "Femi Ade"

    with pytest.raises(Invalid, match="Femi Ade looks after it already"):
        assign(story, sponsorship, "Femi Ade")
    assign(story, sponsorship, "nobody of that name")
    assert keeper(story, sponsorship) == ""
    with pytest.raises(Invalid, match="Nobody looks after it"):
        assign(story, sponsorship, "nobody of that name")


def test_who_has_left_gets_nothing_to_look_after(story: Story) -> None:
    sponsorship = story.apply()
    story.hire("Femi Ade")
    with story.database.unit_of_work() as session:
        session.execute(sa.update(StaffUser).values(is_active=False, disabled_at=story.now))

    with pytest.raises(Invalid, match="does not work here any more"):
        assign(story, sponsorship, "Femi Ade")


@pytest.mark.parametrize(
    ("text", "sentence"), [(" \n ", "Please write the note"), ("x" * 4001, "at most 4000 letters")]
)
def test_a_note_has_words_and_an_end(story: Story, text: str, sentence: str) -> None:
    sponsorship = story.apply()

    with pytest.raises(Invalid, match=sentence), story.database.unit_of_work() as session:
        application = applications.get(session, sponsorship.id)
        operations.note(session, application, text, at=story.now, by=STAFF)

    assert story.count(ReviewNote) == 0


def test_case_07_the_fee_is_split_among_the_programmes_to_the_cent(story: Story) -> None:
    sponsorship = story.apply(tier_slug="visionary")
    story.approve(sponsorship, fee="100000.01")

    shares = queries.shares(story.sponsorship(sponsorship))

    assert [share.program for share in shares] == [
        "Foundation", "Conference", "Package index", "Core development",
    ]  # fmt: skip
    assert sum(share.amount.minor for share in shares) == 10_000_001
    assert abs(sum(float(share.percent) for share in shares) - 100) < 0.1
    assert shares[1].amount == Money(3_603_175, "USD")


def test_case_07_without_values_there_is_no_split(story: Story) -> None:
    with story.database.unit_of_work() as session:
        session.execute(sa.update(Benefit).values(internal_value_minor=None))

    assert queries.shares(story.apply()) == []


def test_an_application_is_seen_beside_the_year_before(story: Story) -> None:
    before = story.apply(tier_slug="visionary")
    story.approve(before, fee="150000.00")
    story.apply(name="Newcomers")
    a_year_later(story)

    again = story.apply(tier_slug="partner", name="FOX & hedgehog Ltd")
    new = story.apply(name="Quite new")

    with story.database.reading() as session:
        both = [applications.get(session, one.id) for one in (again, new)]
        had = queries.had_before(session, both)
        compared = queries.compared(session, both[0])
        assert queries.compared(session, both[1]) is None
    assert {number: one.id for number, one in had.items()} == {again.id: before.id}
    assert compared is not None
    assert compared.before.agreed_fee == Money(15_000_000, "USD")
    changes = {one.name: (one.before, one.now) for one in compared.changes}
    assert changes["Conference passes"] == (30, 5)
    assert changes["Exhibition booth"] == (1, 0)
    assert "Logo on the sponsors page" not in changes


def test_what_came_to_nothing_is_not_compared_with(story: Story) -> None:
    rejected = story.apply()
    with story.database.unit_of_work() as session:
        rejecting.reject(
            session, applications.get(session, rejected.id), reason="No.",
            foundation=story.foundation, at=story.now, by=STAFF,
        )  # fmt: skip
    a_year_later(story)

    again = story.apply()

    with story.database.reading() as session:
        assert queries.had_before(session, [applications.get(session, again.id)]) == {}


# --- At the desk -----------------------------------------------------------------------------------


def test_case_05_the_sponsorships_of_a_benefit_are_found_in_one_query(
    office: Desks, shown: Callable[..., Sponsorship]
) -> None:
    story = office.story
    visionary = shown(tier_slug="visionary")
    shown("Juniper Press", tier_slug="associate")
    statements: list[str] = []

    def note(*facts: Any) -> None:
        statements.append(facts[2])

    with story.database.reading() as session:
        session.connection()
        sa.event.listen(story.database.engine, "before_cursor_execute", note)
        found = board.lines(
            session, board.Sought(benefit="Exhibition booth"), today=story.now.date()
        )
        sa.event.remove(story.database.engine, "before_cursor_execute", note)

    assert [line.sponsorship.id for line in found] == [visionary.id]
    assert len([one for one in statements if "FROM promised_benefit" in one]) == 1


def test_case_41_a_rejection_is_dated_and_told_to_every_primary_contact(
    office: Desks, sumana: Colleague
) -> None:
    story = office.story
    sponsorship = story.apply(
        contacts=(
            Contact("Rosa Fox", "rosa@foxhedgehog.example", is_primary=True),
            Contact("Hal Hedge", "hal@foxhedgehog.example", is_primary=True),
            Contact("Ida Inn", "ida@foxhedgehog.example", is_accounting=True),
        )
    )

    sumana.act(f"{HOME}/{sponsorship.id}/reject", reason="All places are taken.")

    letters = office.letters("sponsorship_rejected")
    assert [one.recipient_name for one in letters] == ["Rosa Fox", "Hal Hedge"]
    with story.database.reading() as session:
        [move] = lifecycle.history(session, applications.get(session, sponsorship.id))
    assert (move.verb, move.by, move.reason) == ("rejected", sumana.actor, "All places are taken.")
    assert abs(utc_now() - move.at) < timedelta(hours=1)


def test_case_44_the_list_hides_what_was_rejected_and_a_filter_shows_nothing_else(
    office: Desks, sumana: Colleague
) -> None:
    story = office.story
    waiting = story.apply(name="Juniper Press")
    rejected = story.apply(name="Owl & Co")
    sumana.act(f"{HOME}/{rejected.id}/reject", reason="No.")
    with story.database.reading() as session:
        assert [one.sponsor.name for one in applications.in_progress(session)] == ["Juniper Press"]

    table = sumana.get("/admin/sponsorship/list?status=rejected").text

    assert rejected.reference in table
    assert waiting.reference not in table


def typed_words(page: str) -> str:
    """What stands in the field of the letter."""
    return html.unescape(page.partition('name="words"')[2].partition(">")[2].partition("</")[0])


def test_case_66_staff_change_the_letter_and_look_at_it_before_it_goes(
    office: Desks, sumana: Colleague
) -> None:
    sponsorship = office.story.apply()
    path = f"{HOME}/{sponsorship.id}/reject"
    usual = typed_words(sumana.get(path).text)
    assert usual.strip().startswith("Thank you for offering to sponsor us with Fox & Hedgehog Ltd.")
    words = "We are sorry.\n\n{reason}\n\nSee {tiers} for <b>others</b>."
    filled = {"reason": "All places are taken.", "words": words}

    looked = sumana.act(path, step="look", **filled)

    letter = html.unescape(looked.text.partition('aria-label="Text of the letter">')[2])
    assert looked.status_code == 200
    assert "We are sorry.\n\nAll places are taken.\n\nSee " in letter.replace("\r", "")
    assert letter.startswith("About your sponsorship application for Fox & Hedgehog Ltd")
    assert typed_words(looked.text).strip() == words
    assert office.story.sponsorship(sponsorship).status is SponsorshipStatus.APPLIED
    assert office.letters("sponsorship_rejected") == []
    assert office.notes("rejected") == []

    assert sumana.act(path, **filled).status_code == 303
    office.story.work()

    mail = office.story.transport.sent[-1]
    rich = mail.get_body(("html",))
    assert "rosa@foxhedgehog.example" in mail["To"]
    assert rich is not None
    assert "<b>others</b>" not in rich.get_content()
    assert "All places are taken." in words_of(mail)
    assert "{" not in words_of(mail)


def test_an_empty_letter_is_our_usual_one_and_one_without_reason_is_refused(
    office: Desks, sumana: Colleague
) -> None:
    sponsorship = office.story.apply()
    path = f"{HOME}/{sponsorship.id}/reject"

    assert sumana.act(path, step="look", reason="", words="x").status_code == 422
    too_long = sumana.act(path, step="look", reason="No.", words="x" * 6001)
    assert (too_long.status_code, "6,000" in told(too_long)) == (422, True)
    sumana.act(path, reason="No.", words="")

    [letter] = office.letters("sponsorship_rejected")
    assert (letter.context["reason"], letter.context["words"]) == ("No.", "")


def test_the_list_is_all_mine_or_nobodys(office: Desks, sumana: Colleague) -> None:
    mine, other = office.story.apply(name="Juniper Press"), office.story.apply(name="Owl & Co")
    me = re.search(r'value="(\d+)"[^>]*>Sumana Rao', sumana.get(f"{HOME}/{mine.id}/assign").text)
    assert me is not None

    sumana.act(f"{HOME}/{mine.id}/assign", staff=me[1])

    def listed(look: str) -> list[str]:
        page = sumana.get(f"{HOME}?look={look}").text
        return [name for name in ("Juniper Press", "Owl &amp; Co") if name in page]

    assert listed("mine") == ["Juniper Press"]
    assert listed("nobodys") == ["Owl &amp; Co"]
    assert listed("") == ["Juniper Press", "Owl &amp; Co"]
    assert "Sumana Rao</strong> looks after it" in sumana.get(f"{HOME}/{mine.id}").text
    assert "Nobody looks after it yet" in sumana.get(f"{HOME}/{other.id}").text
    assert sumana.act(f"{HOME}/{mine.id}/assign", staff="nobody").status_code == 303
    assert sumana.act(f"{HOME}/{mine.id}/assign", staff="999").status_code == 422


def test_notes_are_for_colleagues_alone(office: Desks, sumana: Colleague) -> None:
    sponsorship = office.story.apply()
    looker = office.staff("Vi Ewer", StaffRole.VIEWER)

    sumana.act(f"{HOME}/{sponsorship.id}/note", text="They <i>pay</i> late.\nAsk Femi.")

    page = looker.get(f"{HOME}/{sponsorship.id}").text
    assert "They &lt;i&gt;pay&lt;/i&gt; late.\nAsk Femi." in page.replace("\r", "")
    assert looker.act(f"{HOME}/{sponsorship.id}/note", text="So do I.").status_code == 403
    assert office.story.count(ReviewNote) == 1


def test_the_letter_with_a_contract_begins_as_staff_write_and_is_looked_at_first(
    office: Desks,
) -> None:
    story, femi = office.story, office.staff("Femi Ade")
    contract = story.approve(story.apply())
    desk = f"/admin/desk/contracts/{contract.id}/send"
    words = "Dear Rosa,\n\nwe talked in Lisbon: <b>welcome</b>!"

    looked = femi.act(desk, step="look", words=words)
    refused = femi.act(desk, words="x" * 6001)

    assert looked.status_code == 200
    assert "we talked in Lisbon: &lt;b&gt;welcome&lt;/b&gt;!" in looked.text
    assert contract.public_token not in looked.text
    assert refused.status_code == 422
    assert office.letters("contract_sent") == []
    femi.act(desk, words=words)
    told = {one.context["words"] for one in office.letters("contract_sent")}
    assert told == {words}
    story.work()
    plain = words_of(story.transport.sent[-1])
    assert "we talked in Lisbon" in plain
    assert "We are glad" not in plain
    assert f"/contracts/{contract.public_token}" in plain
