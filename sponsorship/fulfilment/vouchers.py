"""Voucher codes: kept for a benefit, issued to whoever is owed it, counted as they are used."""

from __future__ import annotations

import re
import secrets
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session, contains_eager, joinedload

from sponsorship.audit import Actor
from sponsorship.database import ROW_LOCK
from sponsorship.errors import Invalid
from sponsorship.fulfilment.models import Voucher
from sponsorship.fulfilment.queries import AGREED
from sponsorship.sponsorships.models import PromisedBenefit, PromiseStatus, Sponsor, Sponsorship
from sponsorship.tiers.models import Benefit

MOST_AT_ONCE = 5000
MOST_USES = 100_000
_CODE = re.compile(r"[!-~]{3,64}")
_LETTERS = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"
"""Without those that look alike."""


@dataclass(frozen=True, slots=True)
class Row:
    """One line as staff paste it: a code and a number."""

    code: str
    number: int


@dataclass(frozen=True, slots=True)
class Holding:
    """What one promise of a benefit holds in codes."""

    promise: PromisedBenefit
    vouchers: tuple[Voucher, ...]

    @property
    def owed(self) -> int:
        """None any more for what was waived."""
        return 0 if self.promise.status is PromiseStatus.WAIVED else self.promise.owed

    @property
    def issued(self) -> int:
        return sum(one.uses for one in self.vouchers)

    @property
    def used(self) -> int:
        return sum(one.used for one in self.vouchers)

    @property
    def left(self) -> int:
        return self.issued - self.used

    @property
    def short(self) -> int:
        """How many are still to be issued."""
        return max(self.owed - self.issued, 0)


def rows(text: str, *, usual: int | None = None, field: str = "codes") -> list[Row]:
    """The pasted lines, like “PYCON-7F3K” or “PYCON-7F3K, 5”; raises Invalid naming the line.

    Without a `usual` number every line has to have one.
    """
    found: dict[str, Row] = {}
    for place, line in enumerate(filter(str.strip, text.splitlines()), start=1):
        code, _, number = (part.strip() for part in line.strip().partition(","))
        if not _CODE.fullmatch(code):
            raise Invalid(field, f"Line {place}: a code has 3 to 64 plain letters, no blanks.")
        if number and not re.fullmatch(r"[0-9]{1,6}", number):
            raise Invalid(field, f"Line {place}: behind the comma stands a whole number.")
        if not number and usual is None:
            raise Invalid(field, f"Line {place}: a number is missing, like “{code}, 2”.")
        found[code] = Row(code, int(number) if number else usual or 0)
    if not found:
        raise Invalid(field, "Please paste one code on each line.")
    if len(found) > MOST_AT_ONCE:
        raise Invalid(field, f"Please paste at most {MOST_AT_ONCE:,} codes at once.")
    return list(found.values())


def add(
    session: Session, benefit: Benefit, given: Iterable[Row], *, at: datetime, by: Actor
) -> int:
    """Keep the codes that are not there yet, to be issued; how many were new."""
    known = set(session.scalars(sa.select(Voucher.code).where(Voucher.benefit_id == benefit.id)))
    new = [one for one in given if one.code not in known]
    for one in new:
        if not 1 <= one.number <= MOST_USES:
            raise Invalid("codes", f"{one.code}: a code is good for 1 to {MOST_USES:,} people.")
        session.add(
            Voucher(
                benefit_id=benefit.id, code=one.code, uses=one.number, added_at=at, added_by=str(by)
            )
        )
    session.flush()
    return len(new)


def made(prefix: str, number: int) -> list[Row]:
    """New codes that nobody guesses, each good for one; raises Invalid."""
    if not re.fullmatch(r"[A-Za-z0-9-]{0,20}", prefix):
        raise Invalid("prefix", "A beginning is made of letters, digits and hyphens, up to 20.")
    if not 1 <= number <= MOST_AT_ONCE:
        raise Invalid("number", f"Please make 1 to {MOST_AT_ONCE:,} codes at once.")
    codes: set[str] = set()
    while len(codes) < number:
        codes.add(prefix + "".join(secrets.choice(_LETTERS) for _ in range(10)))
    return [Row(code, 1) for code in sorted(codes)]


def issue(session: Session, promise: PromisedBenefit, *, at: datetime) -> list[Voucher]:
    """Issue as many as are owed and not issued yet, as far as there are codes; the new ones.

    Run again it issues nothing twice: what is issued already counts.
    """
    session.get_one(PromisedBenefit, promise.id, with_for_update=ROW_LOCK)  # one at a time
    issued = session.scalar(
        sa.select(sa.func.coalesce(sa.func.sum(Voucher.uses), 0)).where(
            Voucher.promised_benefit_id == promise.id
        )
    )
    short = Holding(promise, ()).owed - int(issued or 0)
    new: list[Voucher] = []
    free = (
        sa.select(Voucher)
        .where(Voucher.benefit_id == promise.benefit_id, Voucher.promised_benefit_id.is_(None))
        .order_by(Voucher.id)
        .limit(MOST_AT_ONCE)
        .with_for_update(**ROW_LOCK)
    )
    for voucher in session.scalars(free).all() if short > 0 else ():
        if voucher.uses <= short:
            voucher.promised_benefit_id, voucher.issued_at = promise.id, at
            short -= voucher.uses
            new.append(voucher)
        if not short:
            break
    session.flush()
    return new


def count_used(session: Session, benefit: Benefit, given: Iterable[Row]) -> int:
    """Note how often each code was used so far; how many differ. Raises Invalid for unknown codes."""
    known = {
        one.code: one
        for one in session.scalars(sa.select(Voucher).where(Voucher.benefit_id == benefit.id))
    }
    changed = 0
    for one in given:
        voucher = known.get(one.code)
        if voucher is None or voucher.promised_benefit_id is None:
            raise Invalid("codes", f"{one.code} was not issued to anybody.")
        if one.number > voucher.uses:
            raise Invalid("codes", f"{one.code} is good for {voucher.uses}, not {one.number}.")
        changed += voucher.used != one.number
        voucher.used = one.number
    session.flush()
    return changed


def remove_free(session: Session, benefit: Benefit) -> int:
    """Forget the codes that nobody was issued; how many."""
    free = session.scalars(
        sa.select(Voucher)
        .where(Voucher.benefit_id == benefit.id, Voucher.promised_benefit_id.is_(None))
        .with_for_update(**ROW_LOCK)
    ).all()
    for voucher in free:
        session.delete(voucher)
    session.flush()
    return len(free)


# --- Questions ------------------------------------------------------------------------------------


def holdings(session: Session, benefit: Benefit) -> list[Holding]:
    """Everybody who is owed the benefit or holds codes for it, by sponsor."""
    promises = session.scalars(
        sa.select(PromisedBenefit)
        .join(PromisedBenefit.sponsorship)
        .join(Sponsorship.sponsor)
        .where(
            PromisedBenefit.benefit_id == benefit.id,
            PromisedBenefit.is_released.is_(False),
            Sponsorship.status.in_(AGREED),
        )
        .options(
            contains_eager(PromisedBenefit.sponsorship)
            .contains_eager(Sponsorship.sponsor)
            .selectinload(Sponsor.contacts),
            contains_eager(PromisedBenefit.sponsorship).joinedload(Sponsorship.program_year),
        )
        .order_by(Sponsor.name, PromisedBenefit.id)
    ).all()
    held = _by_promise(session, [one.id for one in promises])
    return [Holding(one, tuple(held.get(one.id, ()))) for one in promises]


def of_sponsorship(session: Session, sponsorship: Sponsorship) -> dict[int, list[Voucher]]:
    """The codes of a sponsorship, by promise."""
    return _by_promise(session, [one.id for one in sponsorship.promised_benefits])


def _by_promise(session: Session, promise_ids: list[int]) -> dict[int, list[Voucher]]:
    found: dict[int, list[Voucher]] = {}
    for voucher in session.scalars(
        sa.select(Voucher).where(Voucher.promised_benefit_id.in_(promise_ids)).order_by(Voucher.id)
    ):
        found.setdefault(voucher.promised_benefit_id or 0, []).append(voucher)
    return found


@dataclass(frozen=True, slots=True)
class Pool:
    """The codes of one benefit together, in people that they are good for."""

    benefit: Benefit
    uses: int
    issued: int
    used: int

    @property
    def free(self) -> int:
        return self.uses - self.issued


def pools(session: Session) -> list[Pool]:
    """The benefits with codes, the newest year first."""
    is_issued = sa.case((Voucher.promised_benefit_id.is_not(None), Voucher.uses), else_=0)
    counted = session.execute(
        sa.select(
            Voucher.benefit_id,
            sa.func.sum(Voucher.uses),
            sa.func.sum(is_issued),
            sa.func.sum(Voucher.used),
        ).group_by(Voucher.benefit_id)
    )
    sums = {row[0]: (int(row[1]), int(row[2]), int(row[3])) for row in counted}
    benefits = session.scalars(
        sa.select(Benefit)
        .where(Benefit.id.in_(list(sums)))
        .options(joinedload(Benefit.program_year))
        .order_by(Benefit.program_year_id.desc(), Benefit.position)
    )
    return [Pool(one, *sums[one.id]) for one in benefits]
