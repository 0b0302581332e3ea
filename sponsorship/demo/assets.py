"""What the demo foundation's benefits ask for, and what the first sponsors handed in already."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy.orm import Session

from sponsorship.audit import Actor
from sponsorship.database import Database
from sponsorship.fulfilment import delivering, operations, queries, vouchers
from sponsorship.fulfilment.delivering import Shown
from sponsorship.sponsorships import queries as sponsorships
from sponsorship.sponsorships.models import PromisedBenefit
from sponsorship.tiers.assets import AssetFacts, add_asset
from sponsorship.tiers.models import AssetDirection, AssetKind, AssetOwner, ProgramYear
from sponsorship.workflows import vouching
from sponsorship.workflows.foundation import Foundation

_A = AssetDirection.ASKED
_ASKED: tuple[tuple[str, AssetKind, AssetOwner, str, str, int, dict[str, Any]], ...] = (
    # benefit, kind, owner, internal name, label, due in days, limits and help
    ("Thank-you post", AssetKind.TEXT, AssetOwner.SPONSOR, "about_text", "About you, in a sentence", -20,
     {"max_length": 200, "help_text": "It stands beside your logo wherever there is room for words."}),
    ("Conference passes", AssetKind.TEXT, AssetOwner.SPONSORSHIP, "programme_text",
     "Text for the conference programme", 21, {"max_length": 600}),
    ("Conference passes", AssetKind.ANSWER, AssetOwner.SPONSORSHIP, "job_fair",
     "Do you come to the job fair?", 30, {}),
    ("Exhibition booth", AssetKind.IMAGE, AssetOwner.SPONSORSHIP, "booth_banner",
     "Banner for your booth", 45, {"min_width": 1200, "min_height": 300}),
)  # fmt: skip
_PROVIDED = ("Conference passes", "register_at", "Where to register your guests",
             "https://conference.example/register, with the code of your company.")  # fmt: skip
_LOGO, _POST, _PASSES = "Logo on the sponsors page", "Thank-you post", "Conference passes"
_CODES = 90
_STAFF = Actor("staff", "Demo Administrator")
_ANSWERED = 5
"""So many sponsors handed in their texts already."""


def ask_for_assets(session: Session, year: ProgramYear, *, today: date) -> None:
    """What sponsors of the programme hand in, due around today."""
    benefits = {one.name: one for one in year.benefits}
    for benefit, kind, owner, name, label, days, more in _ASKED:
        due_on = today + timedelta(days=days)
        facts = AssetFacts(_A, kind, owner, name, label, due_on=due_on, **more)
        add_asset(session, benefits[benefit], facts)
    benefit, name, label, text = _PROVIDED
    facts = AssetFacts(
        AssetDirection.PROVIDED,
        AssetKind.TEXT,
        AssetOwner.SPONSORSHIP,
        name,
        label,
        is_shared=True,
        shared_text=text,
    )
    add_asset(session, benefits[benefit], facts)


def hand_in_some(database: Database, foundation: Foundation, *, at: datetime) -> None:
    """The first sponsors wrote their texts and said that they come."""
    today = foundation.calendar.day_of(at)
    with database.unit_of_work() as session:
        for sponsor in sponsorships.sponsors_agreed_on(session, today)[:_ANSWERED]:
            for sponsorship in sponsorships.confirmed_of(session, sponsor):
                for place in queries.places_of(session, sponsorship):
                    value = _value(place)
                    if value is not None and operations.can_hand_in(sponsorship, on=today):
                        by = Actor("sponsor", sponsor.name, sponsor.id)
                        operations.keep(session, place, value, on=today, at=at, by=by)


def _value(place: queries.Place) -> operations.Value | None:
    if not place.is_asked:
        return None
    if place.terms.kind is AssetKind.TEXT:
        return operations.checked_text(place.terms, place.sponsorship.sponsor.description)
    return operations.Value(answer=True) if place.terms.kind is AssetKind.ANSWER else None


def deliver_some(database: Database, foundation: Foundation, *, at: datetime) -> None:
    """The first sponsors are shown and thanked; passes go out as codes, and some were used already."""
    today = foundation.calendar.day_of(at)
    with database.unit_of_work() as session:
        promises: list[PromisedBenefit] = []
        for sponsor in sponsorships.sponsors_agreed_on(session, today)[:_ANSWERED]:
            for sponsorship in sponsorships.confirmed_of(session, sponsor):
                promises += sponsorship.promised_benefits
        for promise in promises:
            if promise.name == _LOGO:
                shown = Shown(link=foundation.links.sponsors(), figure="Shown since the first day")
                delivering.deliver(session, promise, shown, at=at, by=_STAFF)
            elif promise.name == _POST:
                delivering.begin(session, promise, at=at, by=_STAFF)
        passes = next(one.benefit for one in promises if one.name == _PASSES)
        made = vouchers.made("CONF-", _CODES)
        vouchers.add(session, passes, made, at=at, by=_STAFF)
        vouching.issue_all(session, passes, foundation=foundation, at=at, by=_STAFF)
        held = vouchers.holdings(session, passes)
        codes = [one.code for holding in held for one in holding.vouchers[:2]]
        vouchers.count_used(session, passes, [vouchers.Row(code, 1) for code in codes])
