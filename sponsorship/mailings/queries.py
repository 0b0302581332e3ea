"""Questions about letters to sponsors: whom one could write to, what was written."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.orm import Session, joinedload, selectinload

from sponsorship.errors import NotFound
from sponsorship.mailings.models import Addressee, Mailing, StandingLetter
from sponsorship.messages.models import Dispatch, Letter
from sponsorship.sponsorships.models import (
    HOLDS_ITS_PLACE,
    PromisedBenefit,
    Sponsor,
    Sponsorship,
    SponsorshipStatus,
)
from sponsorship.tiers.models import ProgramYear, Tier

MOST = 1000
"""As many sponsorships are listed and written to at once, and no more."""

_TO_WRITE_TO = (
    joinedload(Sponsorship.sponsor).selectinload(Sponsor.contacts),
    joinedload(Sponsorship.tier),
    joinedload(Sponsorship.program_year),
)


@dataclass(frozen=True, slots=True)
class Search:
    """Which sponsorships to list; what is left out does not narrow it."""

    year: int | None = None
    tier: str = ""
    status: SponsorshipStatus | None = None
    benefit: str = ""
    sponsorship_id: int | None = None

    @property
    def is_narrow(self) -> bool:
        return self != Search()


@dataclass(frozen=True, slots=True)
class Choices:
    """What sponsorships can be searched by."""

    years: tuple[int, ...]
    tiers: tuple[str, ...]
    benefits: tuple[str, ...]


def found(session: Session, search: Search) -> list[Sponsorship]:
    """The sponsorships that fit, by sponsor; those that are over only if asked for by status."""
    statement = sa.select(Sponsorship).join(Sponsorship.sponsor).options(*_TO_WRITE_TO)
    if search.sponsorship_id is not None:
        statement = statement.where(Sponsorship.id == search.sponsorship_id)
    elif search.status is not None:
        statement = statement.where(Sponsorship.status == search.status)
    else:
        statement = statement.where(Sponsorship.status.in_(HOLDS_ITS_PLACE))
    if search.year is not None:
        statement = statement.where(Sponsorship.program_year.has(ProgramYear.year == search.year))
    if search.tier:
        statement = statement.where(Sponsorship.tier.has(Tier.name == search.tier))
    if search.benefit:
        held = sa.and_(
            PromisedBenefit.name == search.benefit, PromisedBenefit.is_released.is_(False)
        )
        statement = statement.where(Sponsorship.promised_benefits.any(held))
    return list(session.scalars(statement.order_by(Sponsor.name, Sponsorship.id).limit(MOST)))


def choices(session: Session) -> Choices:
    """The years, tiers and benefits that any sponsorship has."""
    years = sa.select(ProgramYear.year).where(
        ProgramYear.id.in_(sa.select(Sponsorship.program_year_id))
    )
    tiers = sa.select(Tier.name).where(Tier.id.in_(sa.select(Sponsorship.tier_id))).distinct()
    held = sa.select(PromisedBenefit.name).where(PromisedBenefit.is_released.is_(False)).distinct()
    return Choices(
        tuple(session.scalars(years.order_by(ProgramYear.year.desc()))),
        tuple(sorted(session.scalars(tiers))),
        tuple(sorted(session.scalars(held))),
    )


def chosen(session: Session, ids: Collection[int]) -> list[Sponsorship]:
    """These sponsorships, by sponsor; raises NotFound if one of them does not exist."""
    sponsorships = list(
        session.scalars(
            sa.select(Sponsorship)
            .join(Sponsorship.sponsor)
            .where(Sponsorship.id.in_(ids))
            .options(*_TO_WRITE_TO)
            .order_by(Sponsor.name, Sponsorship.id)
        )
    )
    if len(sponsorships) != len(set(ids)):
        raise NotFound("sponsorship")
    return sponsorships


def standing_letters(session: Session) -> list[StandingLetter]:
    """Every text that is kept, archived or not, by name."""
    return list(session.scalars(sa.select(StandingLetter).order_by(StandingLetter.name)))


def of_form(session: Session, form_key: str) -> Mailing | None:
    """The mailing that this form has made already, if it was sent before."""
    return session.scalars(sa.select(Mailing).where(Mailing.form_key == form_key)).one_or_none()


def latest(session: Session, *, most: int) -> list[tuple[Mailing, int, int]]:
    """The newest mailings, each with how many letters went out and how many were skipped."""
    counts = (
        sa.select(
            Addressee.mailing_id,
            sa.func.count(sa.distinct(Addressee.letter_id)).label("written"),
            sa.func.count(Addressee.skipped).label("skipped"),
        )
        .group_by(Addressee.mailing_id)
        .subquery()
    )
    statement = (
        sa.select(Mailing, counts.c.written, counts.c.skipped)
        .join(counts, counts.c.mailing_id == Mailing.id)
        .order_by(Mailing.id.desc())
        .limit(most)
    )
    return [(mailing, written, left) for mailing, written, left in session.execute(statement)]


def get(session: Session, mailing_id: int) -> Mailing:
    """The mailing with everybody it was for and how their letters went; raises NotFound."""
    mailing = session.scalars(
        sa.select(Mailing)
        .where(Mailing.id == mailing_id)
        .options(
            joinedload(Mailing.standing_letter),
            selectinload(Mailing.addressees).options(
                joinedload(Addressee.sponsorship).joinedload(Sponsorship.sponsor),
                joinedload(Addressee.letter).selectinload(Letter.dispatches),
            ),
        )
    ).one_or_none()
    if mailing is None:
        raise NotFound("letter")
    return mailing


def letters_about(session: Session, sponsorship: Sponsorship) -> list[Dispatch]:
    """Every sending of a letter about the sponsorship, the newest first."""
    mailed = sa.select(Addressee.letter_id).where(Addressee.sponsorship_id == sponsorship.id)
    return list(
        session.scalars(
            sa.select(Dispatch)
            .join(Dispatch.letter)
            .where(
                sa.or_(
                    Letter.about == sponsorship.subject,
                    Letter.id.in_(mailed.where(Addressee.letter_id.is_not(None))),
                )
            )
            .options(joinedload(Dispatch.letter))
            .order_by(Dispatch.id.desc())
        )
    )
