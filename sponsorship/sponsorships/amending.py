"""Another choice while the application waits for its decision: places exchanged in one step."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session

from sponsorship.audit import Actor
from sponsorship.database import ROW_LOCK
from sponsorship.errors import Invalid, Stale
from sponsorship.lifecycle import WrongState, advance
from sponsorship.places import operations as places
from sponsorship.sponsorships.choosing import Choice, Selection, selected
from sponsorship.sponsorships.models import PromisedBenefit, Sponsorship, SponsorshipStatus
from sponsorship.sponsorships.operations import (
    LONGEST_TEXT,
    one_line,
    promise_to,
    refuse_full,
)
from sponsorship.sponsorships.profile import Changed
from sponsorship.tiers.models import Benefit, Tier
from sponsorship.tiers.queries import Catalogue, catalogue_with

TO_BE_AGREED = "to be agreed"
LONGEST_IN_HISTORY = 200


@dataclass(frozen=True, slots=True)
class Amendment:
    """What a company wants instead: the choice, and what it says beside it. Raises Invalid."""

    choice: Choice
    po_number: str
    message: str

    def __post_init__(self) -> None:
        one_line(self.po_number, "po_number", "your PO number", is_needed=False)
        if len(self.message) > LONGEST_TEXT:
            raise Invalid("message", f"This text has at most {LONGEST_TEXT} letters.")


def offered_to(session: Session, sponsorship: Sponsorship) -> Catalogue:
    """What the company can choose from: the catalogue of its year, and what it has already."""
    held = [one.benefit_id for one in sponsorship.promised_benefits]
    return catalogue_with(
        session, sponsorship.program_year, tier_id=sponsorship.tier_id, benefit_ids=held
    )


def choice_of(sponsorship: Sponsorship, catalogue: Catalogue) -> Choice:
    """What the company has chosen, in the terms of the form."""
    alone = sponsorship.tier.is_stand_alone
    added = tuple(one.benefit_id for one in sponsorship.promised_benefits if one.is_add_on)
    left_out = [] if alone else catalogue.included(sponsorship.tier)
    return Choice(
        "" if alone else sponsorship.tier.slug,
        () if alone else added,
        tuple(one.id for one, _ in left_out if one.name in sponsorship.left_out),
        added if alone else (),
    )


def amend(
    session: Session,
    sponsorship: Sponsorship,
    asked: Amendment,
    *,
    shown: int,
    at: datetime,
    by: Actor,
) -> list[Changed]:
    """Choose otherwise; what differs, nothing for the same once more.

    `shown` is the version that the form showed. Raises WrongState once it is decided, Stale if it was
    changed meanwhile, TierFull, BenefitTaken, or Invalid for a choice that cannot be had.
    """
    session.refresh(sponsorship, with_for_update=ROW_LOCK, attribute_names=_COLUMNS)
    session.expire(sponsorship, ["tier", "promised_benefits"])
    if not sponsorship.can_be("amended"):
        raise WrongState(sponsorship, "changed", sponsorship.status, {SponsorshipStatus.APPLIED})
    catalogue = offered_to(session, sponsorship)
    chosen = selected(catalogue, asked.choice)
    is_same = _is_same(sponsorship, chosen)
    changes = _changes(sponsorship, asked, chosen, is_same=is_same)
    if not changes:
        return []
    if shown != sponsorship.version:
        raise Stale("application")
    if not is_same:
        _exchange(session, sponsorship, chosen, at=at)
    sponsorship.po_number, sponsorship.message = asked.po_number.strip(), asked.message.strip()
    sponsorship.amended_at = at
    advance(session, sponsorship, "amended", at=at, by=by, reason=_in_words(changes))
    session.flush()
    session.expire(sponsorship, ["promised_benefits"])  # they are read in their own order
    return changes


_COLUMNS = ("status", "version", "tier_id", "list_price_minor", "is_customised", "left_out",
            "po_number", "message")  # fmt: skip


def _is_same(sponsorship: Sponsorship, chosen: Selection) -> bool:
    added = {one.benefit_id for one in sponsorship.promised_benefits if one.is_add_on}
    return (
        chosen.tier.id == sponsorship.tier_id
        and {one.id for one in chosen.added} == added
        and {one.name for one in chosen.left_out} == set(sponsorship.left_out)
    )


def _changes(
    sponsorship: Sponsorship, asked: Amendment, chosen: Selection, *, is_same: bool
) -> list[Changed]:
    had = [one.name for one in sponsorship.promised_benefits if one.is_add_on]
    price = sponsorship.price
    told = [
        ("PO number", sponsorship.po_number, asked.po_number.strip()),
        ("Message", sponsorship.message, asked.message.strip()),
    ]
    if not is_same:
        now = TO_BE_AGREED if chosen.is_customised else chosen.list_price.shown()
        told = [
            ("Tier", sponsorship.tier.name, chosen.tier.name),
            ("Additions", _listed(had), _listed(one.name for one in chosen.added)),
            ("Left out", _listed(sponsorship.left_out), _listed(o.name for o in chosen.left_out)),
            ("Price", TO_BE_AGREED if price is None else price.shown(), now),
            *told,
        ]
    return [Changed(*one) for one in told if one[1] != one[2]]


def _listed(names: Iterable[str]) -> str:
    return ", ".join(sorted(names))


def _in_words(changes: Iterable[Changed]) -> str:
    """For the history: what was, and what is."""
    return "; ".join(f"{one.label}: {_short(one.before)} → {_short(one.after)}" for one in changes)


def _short(text: str) -> str:
    plain = " ".join(text.split()) or "nothing"
    return plain if len(plain) <= LONGEST_IN_HISTORY else f"{plain[: LONGEST_IN_HISTORY - 1]}…"


def _exchange(
    session: Session, sponsorship: Sponsorship, chosen: Selection, *, at: datetime
) -> None:
    """Give back what is not chosen any more and take what is new; raises TierFull or BenefitTaken."""
    known = {
        one.benefit_id: one
        for one in session.scalars(
            sa.select(PromisedBenefit).where(PromisedBenefit.sponsorship_id == sponsorship.id)
        )
    }
    held = {number for number, one in known.items() if not one.is_dropped}
    wanted = {benefit.id for benefit, _ in chosen.promised}
    _make_way(session, sponsorship, chosen, held, at=at)
    sponsorship.tier = chosen.tier
    sponsorship.list_price_minor = chosen.list_price.minor
    sponsorship.is_customised = chosen.is_customised
    sponsorship.left_out = [benefit.name for benefit in chosen.left_out]
    for number in held - wanted:
        known[number].is_released = known[number].is_dropped = True
    session.flush()  # what goes is gone before what comes, which it may exclude
    for position, (benefit, quantity) in enumerate(chosen.promised, start=1):
        is_add_on = benefit in chosen.added
        promise = known.get(benefit.id)
        if promise is None:
            promise_to(session, sponsorship, benefit, quantity, position, is_add_on=is_add_on)
            continue
        promise.is_released = promise.is_dropped = False
        promise.position, promise.quantity = position, quantity
        promise.is_add_on = is_add_on


def _make_way(
    session: Session, sponsorship: Sponsorship, chosen: Selection, held: set[int], *, at: datetime
) -> None:
    """Everything that goes or comes is locked in the order in which everybody does."""
    wanted = {benefit.id: benefit for benefit, _ in chosen.promised}
    given_back: list[Tier | Benefit] = [
        session.get_one(Benefit, number) for number in held if number not in wanted
    ]
    asked: list[Tier | Benefit] = [one for number, one in wanted.items() if number not in held]
    if chosen.tier.id != sponsorship.tier_id:
        asked.append(chosen.tier)
        given_back.append(sponsorship.tier)
    refuse_full(
        places.take(session, sponsorship.form_key or "", asked, given_back=given_back, at=at)
    )
    places.owe_look(session, at=at)
