"""Opening funds and keeping what the public reads about them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session

from sponsorship.errors import Invalid, Refused
from sponsorship.funds.models import Fund, Restriction
from sponsorship.money import Money, exponent_of


class SlugTaken(Refused):
    """Raised when another fund has this address already."""

    code = "slug_taken"

    def __init__(self, slug: str) -> None:
        self.slug = slug
        super().__init__(f"There is a fund with the address /funds/{slug} already.")


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
    purpose: str,
    at: datetime,
) -> Fund:
    """A new fund. With a purpose it is restricted by its donors to that, for good.

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
        restriction=Restriction.PURPOSE if purpose.strip() else Restriction.NONE,
        purpose=purpose.strip(),
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


def accept_gifts(fund: Fund, *, accepts: bool) -> None:
    """Whether donors may choose the fund from now on."""
    fund.accepts_gifts = accepts


def _write(fund: Fund, texts: FundTexts) -> None:
    fund.name = texts.name.strip()
    fund.summary = texts.summary.strip()
    fund.description = texts.description.strip()
    fund.goal_minor = texts.goal.minor if texts.goal else None
