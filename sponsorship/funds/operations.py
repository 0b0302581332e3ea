"""Opening funds and keeping what the public reads about them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session

from sponsorship.errors import Invalid, Refused
from sponsorship.funds import queries
from sponsorship.funds.models import Fund, Restriction
from sponsorship.money import Money, exponent_of


class SlugTaken(Refused):
    """Raised when another fund has this address already."""

    code = "slug_taken"

    def __init__(self, slug: str) -> None:
        self.slug = slug
        super().__init__(f"There is a fund with the address /funds/{slug} already.")


class RestrictionInUse(Refused):
    """Raised when the restriction of a fund is to change under money that was given for it."""

    code = "restriction_in_use"

    def __init__(self, fund: Fund) -> None:
        self.fund = fund
        super().__init__(
            f"Money was given to {fund} as it is restricted now, so that stays. Open another fund."
        )


@dataclass(frozen=True, slots=True)
class Restricted:
    """What donors tie a fund's money to: a purpose for good, or a day until which they do."""

    purpose: str
    until: date | None

    @property
    def kind(self) -> Restriction:
        if self.until is not None:
            return Restriction.TIME
        return Restriction.PURPOSE if self.purpose.strip() else Restriction.NONE


@dataclass(frozen=True, slots=True)
class FundTexts:
    """What donors read about a fund, and what is hoped for. Raises Invalid naming the field."""

    name: str
    summary: str
    description: str
    goal: Money | None

    def __post_init__(self) -> None:
        for field, text, label in (
            ("name", self.name, "a name"),
            ("summary", self.summary, "one sentence about the fund"),
            ("description", self.description, "a description"),
        ):
            if not text.strip():
                raise Invalid(field, f"Please give {label}.")
        if self.goal is not None and not self.goal.is_positive:
            raise Invalid("goal", "A goal is above zero. Leave it empty if there is none.")


def open_fund(
    session: Session,
    texts: FundTexts,
    *,
    slug: str,
    currency: str,
    restricted: Restricted,
    at: datetime,
) -> Fund:
    """A new fund. With a purpose it is restricted by its donors to that, for good or for a time.

    Raises Invalid, UnknownCurrency or SlugTaken.
    """
    if not re.fullmatch(r"[a-z0-9]+(?:-[a-z0-9]+)*", slug) or len(slug) > 60:
        raise Invalid("slug", "An address is made of small letters, digits and single hyphens.")
    exponent_of(currency)
    if session.scalar(sa.select(Fund.id).where(Fund.slug == slug)) is not None:
        raise SlugTaken(slug)
    last = session.scalar(sa.select(sa.func.max(Fund.position))) or 0
    fund = Fund(
        slug=slug,
        currency=currency,
        restriction=restricted.kind,
        purpose=restricted.purpose.strip(),
        restricted_until=restricted.until,
        position=last + 1,
        created_at=at,
    )
    _write(fund, texts)
    session.add(fund)
    session.flush()  # whoever opened it is shown its page
    return fund


def describe(fund: Fund, texts: FundTexts) -> None:
    """New words for the public; the purpose that donors gave for never changes."""
    _write(fund, texts)


def restrict(session: Session, fund: Fund, restricted: Restricted) -> None:
    """Tie the fund to something else, as long as nobody gave; raises RestrictionInUse."""
    if queries.is_in_use(session, fund):
        raise RestrictionInUse(fund)
    fund.restriction = restricted.kind
    fund.purpose = restricted.purpose.strip()
    fund.restricted_until = restricted.until


def accept_gifts(fund: Fund, *, accepts: bool) -> None:
    """Whether donors may choose the fund from now on."""
    fund.accepts_gifts = accepts


def _write(fund: Fund, texts: FundTexts) -> None:
    fund.name = texts.name.strip()
    fund.summary = texts.summary.strip()
    fund.description = texts.description.strip()
    fund.goal_minor = texts.goal.minor if texts.goal else None
