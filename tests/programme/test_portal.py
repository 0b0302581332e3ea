"""A sponsor's contacts at the portal: in by a link that works once, their own pages and nobody else's."""

from __future__ import annotations

import html
import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import pytest
import sqlalchemy as sa
from httpx2 import Response

from admin_app.app import all_routes
from admin_app.routing import GuardedRoute
from sponsorship.clock import utc_now
from sponsorship.lifecycle import advance
from sponsorship.portal import operations as signed_in
from sponsorship.sponsorships import queries as applied
from sponsorship.sponsorships import renewing
from sponsorship.sponsorships.models import Sponsor, SponsorContact, Sponsorship
from sponsorship.sponsorships.renewing import AlreadyThisYear
from sponsorship.tiers.copying import copy_year
from sponsorship.tiers.models import Benefit, ProgramYear, Tier
from sponsorship.workflows import portal, rejecting
from tests.admin_app.desks.desks import Desks
from tests.admin_app.public.company import logo
from tests.programme.conftest import Public
from tests.programme.test_taxes import credit
from tests.programme.test_write_offs import transfer
from tests.stories.telling import STAFF, Story

HOME = "/portal/sponsor"
_HIDDEN = re.compile(r'<input type="hidden" name="([^"]+)" value="([^"]*)"')
Show = Callable[..., Sponsorship]


@dataclass(frozen=True, slots=True)
class Visit:
    """The browser of a contact."""

    public: Public

    def page(self, path: str) -> Response:
        return self.public(path)

    def send(
        self, page: str, path: str = "", files: dict[str, bytes] | None = None, **typed: str
    ) -> Response:
        """Fill in a form of the page and send it."""
        found = self.page(page)
        assert found.status_code == 200
        unseen = {n: html.unescape(v) for n, v in _HIDDEN.findall(found.text)}
        sent = {n: (f"{n}.png", content, "image/png") for n, content in (files or {}).items()}
        return self.public.client.post(path or page, data=unseen | typed, files=sent or None)

    def enter(self, email: str) -> str:
        """Ask for a link, get it by mail, use it; where it leads."""
        story = self.public.desks.story
        self.send(f"{HOME}/sign-in", email=email)
        before = len(story.transport.sent)
        story.work()
        [mail] = story.transport.sent[before:]
        plain = mail.get_body(("plain",))
        assert plain is not None
        [link] = set(re.findall(rf"{HOME}/enter/[\w-]{{32}}", plain.get_content()))
        return str(link)


@pytest.fixture
def visit(public: Public) -> Visit:
    return Visit(public)


def rosa_in(visit: Visit, email: str = "rosa@foxhedgehog.example") -> None:
    link = visit.enter(email)
    assert visit.send(link).headers["location"] == HOME


def next_year(story: Story, **prices: int) -> ProgramYear:
    """A copy of the year is open, with these tiers at other prices; nobody is told."""
    with story.database.unit_of_work() as session:
        source = session.scalars(sa.select(ProgramYear).order_by(ProgramYear.year.desc())).first()
        assert source is not None
        year = source.year + 1
        made = copy_year(
            session, source, year=year, title=f"Programme {year}",
            starts_on=date(year, 1, 1), ends_on=date(year, 12, 31),
        )  # fmt: skip
        for slug, price in prices.items():
            tier = session.scalars(
                sa.select(Tier).where(Tier.program_year_id == made.id, Tier.slug == slug)
            ).one()
            tier.list_price_minor = price * 100
        advance(session, source, "closed", at=story.now, by=STAFF)
        session.flush()
        advance(session, made, "opened", at=story.now, by=STAFF)
        return made


def count(story: Story, model: type) -> int:
    with story.database.reading() as session:
        return session.scalar(sa.select(sa.func.count()).select_from(model)) or 0


def test_case_29_an_address_opens_its_sponsors_whatever_its_capitals_and_an_unknown_one_nothing(
    office: Desks, visit: Visit, shown: Show
) -> None:
    shown()
    link = visit.enter("ROSA@foxhedgehog.example")
    assert visit.page(HOME).headers["location"] == f"{HOME}/sign-in"
    assert visit.page(link).status_code == 200  # a program that looks at mail uses nothing up
    assert visit.send(link).headers["location"] == HOME
    assert visit.page(link).status_code == 409
    story = office.story
    with story.database.unit_of_work() as session:
        token = signed_in.issue_link(session, "rosa@foxhedgehog.example", at=story.now)
    with story.database.unit_of_work() as session, pytest.raises(signed_in.LinkSpent):
        late = story.now + signed_in.LINK_LASTS
        signed_in.open_session(session, token, at=late)
    visit.public.client.post(
        f"{HOME}/sign-out", data=dict(_HIDDEN.findall(visit.page(f"{HOME}/1").text))
    )
    assert visit.page(HOME).headers["location"] == f"{HOME}/sign-in"
    before = len(story.transport.sent)
    answer = visit.send(f"{HOME}/sign-in", email="eve@evil.example")
    story.work()
    assert ("a link is on its way" in answer.text, len(story.transport.sent) - before) == (True, 0)


def test_the_portal_shows_what_is_theirs_and_nothing_of_another_sponsor(
    office: Desks, visit: Visit, shown: Show
) -> None:
    story = office.story
    ours, theirs = shown(), shown("Juniper Press", contacts=_other_contacts(story))
    for route in all_routes():  # nobody comes in without signing in
        if isinstance(route, GuardedRoute) and route.access.name == "sponsor contact":
            path = route.path.replace("{id}", "1").replace("{contact_id}", "1")
            if not route.reads_form:
                assert visit.page(path).headers["location"] == f"{HOME}/sign-in", path
    rosa_in(visit)
    home = visit.page(f"{HOME}/{ours.sponsor_id}").text
    for link in (f"/sponsors/applications/{ours.public_token}", "/contracts/", "/sponsors/badges/"):
        assert link in home, link
    assert "Juniper" not in home
    with story.database.reading() as session:
        their_contact = session.get_one(Sponsor, theirs.sponsor_id).contacts[0].id
    for path in (
        f"{HOME}/{theirs.sponsor_id}",
        f"{HOME}/{theirs.sponsor_id}/profile",
        f"{HOME}/{theirs.sponsor_id}/renew",
        f"{HOME}/{theirs.sponsor_id}/contacts/new",
        f"{HOME}/{ours.sponsor_id}/contacts/{their_contact}",
        f"{HOME}/99",
    ):
        assert visit.page(path).status_code == 404, path


def test_the_portal_shows_what_was_paid_and_credited(office: Desks, visit: Visit) -> None:
    story = office.story
    sponsorship = story.contracted()
    invoice = story.invoice_of(sponsorship)
    credit(story, invoice.id, "1000.00")
    transfer(story, invoice, "4000.00", "T-1")
    story.work()
    rosa_in(visit)

    home = visit.page(f"{HOME}/{sponsorship.sponsor_id}").text

    assert f"/invoices/{invoice.public_token}/payments/1.pdf" in home
    assert "$4,000.00" in home
    assert "Credit note CN-" in home


def _other_contacts(story: Story) -> tuple[object, ...]:
    rosa, hal = story.application().contacts
    return (
        type(rosa)("Jan Piper", "jan@juniper.example", is_primary=True),
        type(hal)("Ann Piper", "ann@juniper.example", is_accounting=True),
    )


def test_a_profile_is_changed_with_a_log_and_staff_are_told(
    office: Desks, visit: Visit, shown: Show
) -> None:
    sponsorship = shown()
    page = f"{HOME}/{sponsorship.sponsor_id}/profile"
    rosa_in(visit)
    facts: Any = {
        "description": "We draw maps.", "website": "https://foxhedgehog.example",
        "address_line_1": "1 Burrow Lane", "address_line_2": "", "city": "Hereford", "region": "",
        "postal_code": "HR1 1AA", "country": "GB", "tax_id": "GB000000000", "name": "Evil Ltd",
    }  # fmt: skip
    refused = visit.send(page, **facts | {"website": "javascript:alert(1)", "country": "XX"})
    assert refused.status_code == 422
    assert visit.send(page, **facts).status_code == 303
    with office.story.database.reading() as session:
        sponsor = session.get_one(Sponsor, sponsorship.sponsor_id)
        assert (sponsor.name, sponsor.city) == ("Fox & Hedgehog Ltd", "Hereford")
    [note] = office.notes("changed_profile")
    assert note.by.startswith(f"sponsor:{sponsorship.sponsor_id} Rosa Fox")
    [letter] = office.letters("sponsor_changed")
    assert letter.recipient_email == office.story.foundation.email
    assert [one["label"] for one in letter.context["changes"]] == [
        "What you do",
        "City",
        "Postal code",
    ]
    assert "City from “Hay-on-Wye” to “Hereford”" in visit.page(page).text
    assert visit.send(page, **facts).status_code == 303  # nothing differs: nobody is told
    assert len(office.letters("sponsor_changed")) == 1
    logos = page.replace("profile", "logo")
    small = visit.send(page, logos, variant="white", files={"logo": logo(100, 100)})
    assert small.status_code == 422
    assert visit.send(page, logos, variant="white", files={"logo": logo()}).status_code == 303
    assert len(office.letters("sponsor_changed")) == 2


def test_contacts_are_kept_and_one_stays_primary(office: Desks, visit: Visit, shown: Show) -> None:
    sponsorship = shown()
    home = f"{HOME}/{sponsorship.sponsor_id}"
    rosa_in(visit)
    with office.story.database.reading() as session:
        rosa, hal = (one.id for one in session.get_one(Sponsor, sponsorship.sponsor_id).contacts)
    removed = visit.send(f"{home}/contacts/{rosa}", step="remove")
    assert (removed.status_code, "Somebody has to be the primary" in removed.text) == (409, True)
    twice = visit.send(f"{home}/contacts/new", name="Hal", email="ACCOUNTS@foxhedgehog.example")
    assert "Another contact has this e-mail address already." in twice.text
    added = visit.send(
        f"{home}/contacts/new", name="Mia Mole", email="mia@foxhedgehog.example", is_primary="yes"
    )
    assert added.status_code == 303
    assert visit.send(f"{home}/contacts/{hal}", step="remove").status_code == 303
    assert visit.send(f"{home}/contacts/{rosa}", step="remove").status_code == 303
    assert visit.page(home).headers["location"] == f"{HOME}/sign-in"  # she speaks for them no more
    assert count(office.story, SponsorContact) == 1
    assert len(office.letters("sponsor_changed")) == 3


def test_who_keeps_the_accounts_sees_and_changes_nothing(visit: Visit, shown: Show) -> None:
    sponsorship = shown()
    rosa_in(visit, "accounts@foxhedgehog.example")
    home = f"{HOME}/{sponsorship.sponsor_id}"
    assert visit.page(home).status_code == 200
    for path in ("profile", "contacts/new", "renew"):
        assert visit.page(f"{home}/{path}").status_code == 403, path


def test_case_32_a_known_sponsor_applies_again_in_two_clicks_with_its_profile(
    office: Desks, visit: Visit, shown: Show
) -> None:
    story = office.story
    with story.database.reading() as session:
        lounge = session.scalars(sa.select(Benefit.id).where(Benefit.name == "Lanyards")).one()
        page_passes = session.scalars(
            sa.select(Benefit).where(Benefit.name == "Conference passes")
        ).one()
    before = shown(add_on_ids=(lounge,), left_out_ids=(page_passes.id,))
    next_year(story, partner=12_000)
    rosa_in(visit)
    page = f"{HOME}/{before.sponsor_id}/renew"
    assert page in visit.page(f"{HOME}/{before.sponsor_id}").text
    offer = visit.page(page).text
    assert ("Lanyards" in offer, "Left out, as before:</strong> Conference passes" in offer) == (
        True,
        True,
    )
    other = visit.page(f"{page}?tier=associate").text  # takes no additions
    assert "is not offered like that this year" in other
    strange = f"{HOME}/{before.sponsor_id + 1}/renew"  # somebody else's
    assert visit.send(page, strange).status_code == 404
    sponsors, contacts = count(story, Sponsor), count(story, SponsorContact)
    sent = visit.send(page)
    assert sent.status_code == 303
    token = sent.headers["location"].rsplit("/", 1)[1]
    assert (count(story, Sponsor), count(story, SponsorContact)) == (sponsors, contacts)
    with story.database.reading() as session:
        made = applied.by_token(session, token)
        assert (made.sponsor_id, made.renews_id) == (before.sponsor_id, before.id)
        assert made.list_price.minor == (12_000 + 9_000) * 100
        assert (made.left_out, made.is_customised) == (["Conference passes"], True)
        assert "Lanyards" in [one.name for one in made.promised_benefits if one.is_add_on]
        assert made.program_year.year == before.program_year.year + 1
    assert office.letters("sponsorship_applied_staff")[-1].about == made.subject


def test_case_33_a_sponsorship_of_this_year_that_counts_refuses_another(
    office: Desks, visit: Visit, shown: Show
) -> None:
    story = office.story
    before = shown()
    rosa_in(visit)
    page = f"{HOME}/{before.sponsor_id}/renew"
    refused = visit.page(page)
    assert (refused.status_code, before.reference in refused.text) == (409, True)
    next_year(story)

    def apply(key: str) -> str:
        return portal.apply_again(
            story.database, before.sponsor_id, form_key=key, tier_slug="", po_number="",
            foundation=story.foundation, at=story.now,
        )  # fmt: skip

    first = apply("k" * 24)
    assert apply("k" * 24) == first  # the same form twice is once
    with pytest.raises(AlreadyThisYear):
        apply("l" * 24)
    with story.database.unit_of_work() as session:
        waiting = applied.by_token(session, first)
        rejecting.reject(
            session, waiting, reason="Not this time.", foundation=story.foundation,
            at=story.now, by=STAFF,
        )  # fmt: skip
    assert apply("m" * 24) != first  # one that was rejected does not stand in the way
    with story.database.reading() as session:
        assert (
            renewing.last_of(session, session.get_one(Sponsor, before.sponsor_id)).id == before.id
        )


def test_an_unsigned_session_ends_by_itself(office: Desks, visit: Visit, shown: Show) -> None:
    shown()
    rosa_in(visit)
    with office.story.database.unit_of_work() as session:
        signed_in.forget_old(session, at=utc_now() + timedelta(days=40))
    assert visit.page(HOME).headers["location"] == f"{HOME}/sign-in"
