"""Sponsorships in whichever state they are there, with their days, fee and promises."""

from __future__ import annotations

import secrets
from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from sponsorship.errors import Invalid
from sponsorship.importing import promises
from sponsorship.importing.catalogue import YEAR, year_of
from sponsorship.importing.passage import BY, Kind, Passage, columns, instant
from sponsorship.importing.records import Record
from sponsorship.importing.tables import FEATURES
from sponsorship.lifecycle import advance
from sponsorship.money import Money
from sponsorship.sponsorships import operations as sponsorships
from sponsorship.sponsorships import renewing
from sponsorship.sponsorships.models import Sponsor, Sponsorship, SponsorshipStatus
from sponsorship.tiers.models import ProgramYear, Tier
from sponsorship.tiers.operations import stand_alone_tier

P = SponsorshipStatus
REASON = "It was rejected before our records moved here from python.org."
EXECUTED = "Its contract was executed on python.org."
_STATES = {"applied", "rejected", "approved", "finalized"}


def named(passage: Passage, record: Record) -> str:
    """Whose sponsorship of which year it is."""
    sponsor = passage.dump.get("sponsor", record.one("sponsor"))
    name = sponsor.fields.get("name", "") if sponsor else ""
    return f"{name}, {year_of(passage.dump, record) or 'no year'}"


def in_order(passage: Passage) -> list[Record]:
    """The oldest first, so that a renewal finds what it renews."""
    return sorted(
        passage.dump.every("sponsorship"),
        key=lambda one: (
            str(year_of(passage.dump, one)), str(one.fields.get("applied_on")), one.pk
        ),
    )  # fmt: skip


def _reads(passage: Passage, record: Record) -> Iterable[Record]:
    held = promises.of_sponsorship(passage, record)
    features = [
        one
        for theirs in held
        for model in FEATURES
        for one in passage.dump.of(model, "sponsor_benefit", theirs.pk)
    ]
    return (record, *held, *features)


def _stands(_: Session, sponsorship: Sponsorship) -> Any:
    return columns(sponsorship)


def _make(session: Session, passage: Passage, record: Record) -> tuple[Sponsorship, bool]:
    sponsor = passage.ours(session, Sponsor, "sponsor", record.one("sponsor"))
    state = _state(record)
    tier = _tier(session, passage, record, _year(session, passage, record))
    year = tier.program_year
    standing = renewing.live_in(session, sponsor, year)
    if standing is not None and state != "rejected":
        raise Invalid(
            "sponsor",
            f"{sponsor.name} has another sponsorship of {year.year} here, {standing.reference}; one a"
            " year counts.",
        )
    is_changed = bool(record.flag("for_modified_package"))
    fee = record.amount("sponsorship_fee", passage.currency)
    price = fee if state == "applied" and fee is not None else tier.list_price
    sponsorship = Sponsorship(
        sponsor=sponsor,
        program_year=year,
        program_year_id=year.id,
        tier=tier,
        applied_at=instant(record.day("applied_on"), record.day("start_date"), passage.today),
        list_price_minor=price.minor,
        currency=passage.currency,
        is_customised=is_changed,
        left_out=_left_out(passage, record) if is_changed else [],
        public_token=secrets.token_urlsafe(24),
        renews_id=_renewed(session, passage, record, sponsor, year),
    )
    session.add(sponsorship)
    session.flush()
    promises.promise(session, passage, record, sponsorship, counts=state != "rejected")
    _advance(session, passage, record, sponsorship)
    return sponsorship, True


def _change(session: Session, passage: Passage, record: Record, sponsorship: Sponsorship) -> None:
    """Follow it: further on its way, other promises, another fee or term while nothing is executed."""
    sponsor = passage.ours(session, Sponsor, "sponsor", record.one("sponsor"))
    if sponsor.id != sponsorship.sponsor_id:
        raise Invalid("sponsor", "A sponsorship keeps its sponsor here.")
    state = _state(record)
    if sponsorship.status is P.APPLIED:
        tier = _tier(session, passage, record, sponsorship.program_year)
        if tier.program_year_id == sponsorship.program_year_id:
            sponsorship.tier = tier
    if sponsorship.status in {P.APPLIED, P.APPROVED}:
        promises.promise(session, passage, record, sponsorship, counts=state != "rejected")
    elif sponsorship.status is not P.REJECTED:
        promises.note_other_promises(passage, record, sponsorship)
    if sponsorship.status is P.APPROVED and state in {"approved", "finalized"}:
        first, last, fee = _agreed(passage, record)
        sponsorship.starts_on, sponsorship.ends_on = first, last
        sponsorship.agreed_fee_minor = fee.minor
        session.flush()
        promises.ask(session, passage, record, sponsorship)
    _advance(session, passage, record, sponsorship)


def _state(record: Record) -> str:
    state = record.line("status")
    if state not in _STATES:
        raise Invalid("status", f"Its status “{state[:40]}” is not one that we know.")
    return state


def _year(session: Session, passage: Passage, record: Record) -> ProgramYear:
    number = year_of(passage.dump, record)
    if type(number) is not int:
        raise Invalid(YEAR, "Nothing says of which year it is.")
    if record.number(YEAR) is None:
        passage.note(f"It names no year, and counts to {number} here.")
    return passage.ours(session, ProgramYear, YEAR, number)


def _tier(session: Session, passage: Passage, record: Record, year: ProgramYear) -> Tier:
    package = record.one("package")
    if package is not None:
        tier = passage.ours(session, Tier, "sponsorshippackage", package)
        if tier.program_year_id == year.id:
            return tier
        same = _tier_of(session, year, Tier.slug == tier.slug)
        if same is not None:
            passage.note(f"Its package is of another year: it hangs on {same.name} of {year.year}.")
            return same
        passage.note(f"It counts to {tier.program_year.year} here, the year of its package.")
        return tier
    held = promises.of_sponsorship(passage, record)
    if held and all(one.flag("standalone") for one in held):
        return stand_alone_tier(session, year)
    name = record.line("level_name_old")
    named = _tier_of(session, year, Tier.name == name) if name else None
    if named is None:
        level = f", and {year.year} has no level “{name}”" if name else ""
        raise Invalid("package", f"It has no package{level}.")
    passage.note(f"It has no package, and hangs on {named.name} by the name of its level.")
    return named


def _tier_of(session: Session, year: ProgramYear, which: sa.ColumnElement[bool]) -> Tier | None:
    return session.scalars(
        sa.select(Tier).where(Tier.program_year_id == year.id, which).order_by(Tier.position)
    ).first()


def _left_out(passage: Passage, record: Record) -> list[str]:
    """What the package includes and the company did not take, by name."""
    package = record.one("package")
    if package is None:
        return []
    had = {one.one("sponsorship_benefit") for one in promises.of_sponsorship(passage, record)}
    return [
        one.line("name", most=1024)
        for one in passage.dump.of("sponsorshipbenefit", "packages", package)
        if one.pk not in had
    ]


def _renewed(
    session: Session, passage: Passage, record: Record, sponsor: Sponsor, year: ProgramYear
) -> int | None:
    """The sponsor's last agreed sponsorship before it, as they guess it as well."""
    if not record.flag("renewal"):
        return None
    before = sa.orm.aliased(Sponsorship)
    found = session.scalars(
        sa.select(Sponsorship)
        .join(Sponsorship.program_year)
        .where(
            Sponsorship.sponsor_id == sponsor.id,
            ProgramYear.year < year.year,
            Sponsorship.status.in_([P.CONTRACTED, P.CONFIRMED]),
            ~sa.exists().where(before.renews_id == Sponsorship.id),
        )
        .order_by(ProgramYear.year.desc())
        .limit(1)
    ).first()
    if found is None:
        passage.note("It is a renewal, and what it renews is not here.")
        return None
    return found.id


def _advance(session: Session, passage: Passage, record: Record, sponsorship: Sponsorship) -> None:
    """As far as it went there, on the days on which that was."""
    state = _state(record)
    applied = record.day("applied_on") or passage.today
    if state == "rejected" and sponsorship.can_be("rejected"):
        at = instant(record.day("rejected_on"), applied)
        sponsorships.reject(session, sponsorship, reason=REASON, at=at, by=BY)
    if state in {"approved", "finalized"} and sponsorship.can_be("approved"):
        first, last, fee = _agreed(passage, record)
        sponsorships.approve(
            session,
            sponsorship,
            starts_on=first,
            ends_on=last,
            agreed_fee=fee,
            at=instant(record.day("approved_on"), record.day("finalized_on"), applied),
            by=BY,
        )
        session.flush()
        promises.ask(session, passage, record, sponsorship)
    if state == "finalized" and sponsorship.can_be("contracted"):
        at = instant(record.day("finalized_on"), record.day("approved_on"), applied)
        advance(session, sponsorship, "contracted", at=at, by=BY, reason=EXECUTED)
        session.flush()
        advance(session, sponsorship, "confirmed", at=at, by=BY, reason=EXECUTED)
        session.flush()
    _check_state(passage, record, sponsorship, state)


def _check_state(passage: Passage, record: Record, sponsorship: Sponsorship, state: str) -> None:
    """Raises Invalid where theirs and ours stand otherwise in the end."""
    wanted = {
        "applied": {P.APPLIED},
        "rejected": {P.REJECTED},
        "approved": {P.APPROVED},
        "finalized": {P.CONTRACTED, P.CONFIRMED},
    }
    if sponsorship.status not in wanted[state]:
        raise Invalid("status", f"It is {state} there and {sponsorship.status.value} here.")
    if state == "finalized":
        first, last, fee = _agreed(passage, record)
        stands = (sponsorship.starts_on, sponsorship.ends_on, sponsorship.agreed_fee)
        if stands != (first, last, fee):
            raise Invalid(
                "status", "Its contract is executed: its fee and term stay as they are here."
            )


def _agreed(passage: Passage, record: Record) -> tuple[date, date, Money]:
    """First day, last day and fee; raises Invalid."""
    first, last = record.day("start_date"), record.day("end_date")
    fee = record.amount("sponsorship_fee", passage.currency)
    for what, known in (("first day", first), ("last day", last), ("fee", fee)):
        if known is None:
            raise Invalid("status", f"It is {record.line('status')} and has no {what}.")
    if first is None or last is None or fee is None:
        raise AssertionError("what is missing was told")
    if last < first:
        raise Invalid("end_date", "It ends before it begins.")
    return first, _until_replaced(passage, record, first, last), fee


def _until_replaced(passage: Passage, record: Record, first: date, last: date) -> date:
    """The last day on which it is shown: another one of its sponsor may have taken its place."""
    other = passage.dump.get("sponsorship", record.one("overlapped_by"))
    begins = other.day("start_date") if other else None
    if other is None or begins is None or begins > last:
        return last
    if begins <= first:
        raise Invalid(
            "overlapped_by", f"Sponsorship {other.pk} took its place from its first day on."
        )
    passage.note(f"It ends the day before sponsorship {other.pk} begins, which took its place.")
    return begins - timedelta(days=1)


SPONSORSHIP = Kind(
    "sponsorship",
    Sponsorship,
    named,
    _make,
    _change,
    _reads,
    stands=_stands,
)
