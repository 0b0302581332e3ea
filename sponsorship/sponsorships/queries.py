"""Questions about sponsorships. Only `shown_on` decides who is shown as a sponsor on a day."""

from __future__ import annotations

from dataclasses import dataclass, fields
from datetime import date

import sqlalchemy as sa
from sqlalchemy.orm import Session, contains_eager, joinedload, selectinload

from sponsorship.errors import NotFound
from sponsorship.sponsorships.models import (
    HOLDS_ITS_PLACE,
    PromisedBenefit,
    PromisedClause,
    PromisedPlacement,
    Sponsor,
    SponsorContact,
    Sponsorship,
    SponsorshipStatus,
)
from sponsorship.tiers.models import Flight, ProgramYear, Publisher, Tier

_WHOLE = (
    joinedload(Sponsorship.sponsor).selectinload(Sponsor.contacts),
    joinedload(Sponsorship.sponsor).joinedload(Sponsor.logo),
    joinedload(Sponsorship.sponsor).joinedload(Sponsor.white_logo),
    joinedload(Sponsorship.sponsor).joinedload(Sponsor.print_logo),
    joinedload(Sponsorship.tier),
    joinedload(Sponsorship.program_year),
    selectinload(Sponsorship.promised_benefits).options(
        joinedload(PromisedBenefit.clause), selectinload(PromisedBenefit.linked_clauses)
    ),
)
# Put into words once: for SQLAlchemy that takes longer than to ask.
_BY_ID = sa.select(Sponsorship).where(Sponsorship.id == sa.bindparam("id")).options(*_WHOLE)
_BY_TOKEN = (
    sa.select(Sponsorship).where(Sponsorship.public_token == sa.bindparam("token")).options(*_WHOLE)
)
_BY_FORM = (
    sa.select(Sponsorship).where(Sponsorship.form_key == sa.bindparam("form_key")).options(*_WHOLE)
)


def get(session: Session, sponsorship_id: int) -> Sponsorship:
    """The sponsorship with its sponsor, contacts, tier and promises; raises NotFound."""
    found = session.scalars(_BY_ID, {"id": sponsorship_id}).one_or_none()
    if found is None:
        raise NotFound("sponsorship")
    return found


def by_token(session: Session, token: str) -> Sponsorship:
    """The application behind the applicant's personal link; raises NotFound."""
    found = session.scalars(_BY_TOKEN, {"token": token}).one_or_none()
    if found is None:
        raise NotFound("application")
    return found


def of_form(session: Session, form_key: str) -> Sponsorship | None:
    """The application that this form has made already, if it was sent before."""
    return session.scalars(_BY_FORM, {"form_key": form_key}).one_or_none()


def in_progress(session: Session) -> list[Sponsorship]:
    """The sponsorships that still count, the newest application first."""
    return list(
        session.scalars(
            sa.select(Sponsorship)
            .where(Sponsorship.status.in_(HOLDS_ITS_PLACE))
            .options(joinedload(Sponsorship.sponsor), joinedload(Sponsorship.tier))
            .order_by(Sponsorship.applied_at.desc(), Sponsorship.id.desc())
        )
    )


def over(session: Session, *, most: int) -> list[Sponsorship]:
    """The newest of those that were rejected, cancelled or withdrawn."""
    return list(
        session.scalars(
            sa.select(Sponsorship)
            .where(Sponsorship.status.not_in(HOLDS_ITS_PLACE))
            .options(joinedload(Sponsorship.sponsor), joinedload(Sponsorship.tier))
            .order_by(Sponsorship.applied_at.desc(), Sponsorship.id.desc())
            .limit(most)
        )
    )


def shown_on(
    session: Session, day: date, *, publisher: Publisher | None = None
) -> list[Sponsorship]:
    """The sponsorships that are confirmed and whose term includes `day`, best tier first.

    With a `publisher`, those whose logo has a place on that site.
    """
    return list(session.scalars(_shown(day, publisher)))


Place = tuple[int, str, int]
"""Where a sponsorship stands in the list of those shown: tier, name, and what tells equals apart."""


def place_of(sponsorship: Sponsorship) -> Place:
    return sponsorship.tier.position, sponsorship.sponsor.name, sponsorship.id


def page_of_shown(
    session: Session, day: date, *, after: Place | None, limit: int
) -> list[Sponsorship]:
    """So many of `shown_on`, from behind a place; who comes or goes meanwhile moves nobody else."""
    statement = _shown(day, None).limit(limit)
    if after is not None:
        standing = sa.tuple_(Tier.position, Sponsor.name, Sponsorship.id)
        statement = statement.where(standing > sa.tuple_(*after))
    return list(session.scalars(statement))


def _shown(day: date, publisher: Publisher | None) -> sa.Select[Sponsorship]:
    statement = (
        sa.select(Sponsorship)
        .join(Sponsorship.tier)
        .join(Sponsorship.sponsor)
        .where(*_is_shown(day))
        .options(
            contains_eager(Sponsorship.tier),
            contains_eager(Sponsorship.sponsor).joinedload(Sponsor.logo),
            contains_eager(Sponsorship.sponsor).joinedload(Sponsor.white_logo),
            contains_eager(Sponsorship.sponsor).joinedload(Sponsor.print_logo),
        )
        .order_by(Tier.position, Sponsor.name, Sponsorship.id)
    )
    if publisher is None:
        return statement
    placed = (
        sa.select(PromisedBenefit.sponsorship_id)
        .join(PromisedBenefit.placements)
        .where(PromisedPlacement.publisher == publisher, PromisedBenefit.is_released.is_(False))
    )
    return statement.where(Sponsorship.id.in_(placed))


def latest_of(session: Session, sponsor: Sponsor) -> Sponsorship:
    """The sponsor's newest sponsorship; every sponsor has one."""
    return session.scalars(
        sa.select(Sponsorship)
        .where(Sponsorship.sponsor_id == sponsor.id)
        .order_by(Sponsorship.id.desc())
        .limit(1)
    ).one()


def ending(session: Session, first: date, last: date) -> list[Sponsorship]:
    """The agreed sponsorships whose term ends on one of these days, the next one first."""
    return list(
        session.scalars(
            sa.select(Sponsorship)
            .where(
                Sponsorship.status.in_((SponsorshipStatus.CONTRACTED, SponsorshipStatus.CONFIRMED)),
                Sponsorship.ends_on.between(first, last),
            )
            .options(*_WHOLE)
            .order_by(Sponsorship.ends_on, Sponsorship.id)
        )
    )


def is_renewed(session: Session, sponsorship: Sponsorship) -> bool:
    """Whether another sponsorship renews it already."""
    renewal = sa.select(Sponsorship.id).where(Sponsorship.renews_id == sponsorship.id)
    return session.scalar(renewal) is not None


def confirmed_of(session: Session, sponsor: Sponsor) -> list[Sponsorship]:
    """The sponsor's sponsorships that are shown in their term, over or to come as they may be."""
    return list(
        session.scalars(
            sa.select(Sponsorship)
            .where(
                Sponsorship.sponsor_id == sponsor.id,
                Sponsorship.status == SponsorshipStatus.CONFIRMED,
            )
            .order_by(Sponsorship.id)
        )
    )


def shown_until(session: Session, day: date, *, slug: str, year: int) -> Sponsorship:
    """The sponsor's sponsorship of that year if it was shown on `day` or before; raises NotFound."""
    found = session.scalars(
        sa.select(Sponsorship)
        .join(Sponsorship.sponsor)
        .join(Sponsorship.program_year)
        .where(
            Sponsor.slug == slug,
            ProgramYear.year == year,
            Sponsorship.status == SponsorshipStatus.CONFIRMED,
            Sponsorship.starts_on <= day,
        )
        .options(
            contains_eager(Sponsorship.sponsor),
            contains_eager(Sponsorship.program_year),
            joinedload(Sponsorship.tier),
        )
    ).one_or_none()
    if found is None:
        raise NotFound("badge")
    return found


@dataclass(frozen=True, slots=True)
class Placement:
    """One logo in one place, with the sponsorship that earned it."""

    sponsorship: Sponsorship
    publisher: Publisher
    flight: Flight
    links_to_sponsors_page: bool
    describes_as_sponsor: bool


def placements_on(
    session: Session,
    day: date,
    *,
    publisher: Publisher | None = None,
    flight: Flight | None = None,
    year: int | None = None,
) -> list[Placement]:
    """Every logo placement of the sponsorships shown on `day`, in a fixed number of queries."""
    sponsor = joinedload(Sponsorship.sponsor)
    options = [
        joinedload(Sponsorship.tier),
        joinedload(Sponsorship.program_year),
        sponsor.joinedload(Sponsor.logo),
        sponsor.joinedload(Sponsor.white_logo),
    ]
    shown = {
        sponsorship.id: sponsorship
        for sponsorship in session.scalars(
            sa.select(Sponsorship).where(*_is_shown(day)).options(*options)
        )
        if year is None or sponsorship.program_year.year == year
    }
    statement = (
        sa.select(
            PromisedBenefit.sponsorship_id,
            PromisedPlacement.publisher,
            PromisedPlacement.flight,
            PromisedPlacement.links_to_sponsors_page,
            PromisedPlacement.describes_as_sponsor,
        )
        .join(PromisedPlacement.promised_benefit)
        .join(Sponsorship, Sponsorship.id == PromisedBenefit.sponsorship_id)
        .where(*_is_shown(day), PromisedBenefit.is_released.is_(False))
        .order_by(PromisedBenefit.sponsorship_id, PromisedPlacement.id)
    )
    if publisher is not None:
        statement = statement.where(PromisedPlacement.publisher == publisher)
    if flight is not None:
        statement = statement.where(PromisedPlacement.flight == flight)
    return [
        Placement(
            shown[row.sponsorship_id],
            row.publisher,
            row.flight,
            row.links_to_sponsors_page,
            row.describes_as_sponsor,
        )
        for row in session.execute(statement)
        if row.sponsorship_id in shown
    ]


@dataclass(frozen=True, slots=True)
class Speaker:
    """A person who speaks for a sponsor, as the feed of placements names one."""

    sponsor_id: int
    name: str
    email: str
    is_primary: bool
    is_administrative: bool
    is_accounting: bool
    is_manager: bool


def speakers_on(session: Session, day: date) -> dict[int, list[Speaker]]:
    """The contacts of everybody shown on `day`, by the sponsor's id."""
    shown = sa.select(Sponsorship.sponsor_id).where(*_is_shown(day))
    columns = [getattr(SponsorContact, one.name) for one in fields(Speaker)]
    found: dict[int, list[Speaker]] = {}
    for row in session.execute(
        sa.select(*columns)
        .where(SponsorContact.sponsor_id.in_(shown))
        .order_by(SponsorContact.sponsor_id, SponsorContact.id)
    ):
        found.setdefault(row.sponsor_id, []).append(Speaker(*row))
    return found


def sponsors_agreed_on(session: Session, day: date) -> list[Sponsor]:
    """Whoever has an agreed sponsorship that has not ended, begun or not, paid or not; by name."""
    agreed = sa.select(Sponsorship.sponsor_id).where(
        Sponsorship.status.in_(
            [SponsorshipStatus.APPROVED, SponsorshipStatus.CONTRACTED, SponsorshipStatus.CONFIRMED]
        ),
        Sponsorship.ends_on >= day,
    )
    return list(
        session.scalars(
            sa.select(Sponsor)
            .where(Sponsor.id.in_(agreed))
            .options(
                joinedload(Sponsor.logo),
                joinedload(Sponsor.white_logo),
                joinedload(Sponsor.print_logo),
            )
            .order_by(Sponsor.name, Sponsor.id)
        )
    )


def _is_shown(day: date) -> tuple[sa.ColumnElement[bool], ...]:
    return (
        Sponsorship.status == SponsorshipStatus.CONFIRMED,
        Sponsorship.starts_on <= day,
        Sponsorship.ends_on >= day,
    )


def is_clause_promised(session: Session, clause_id: int) -> bool:
    """Whether a promised benefit is governed by the clause."""
    linked = sa.exists().where(PromisedClause.clause_id == clause_id)
    known_before = sa.exists().where(PromisedBenefit.clause_id == clause_id)
    return bool(session.scalar(sa.select(sa.or_(linked, known_before))))
