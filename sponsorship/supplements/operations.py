"""Asking for a supplement, deciding about it, and promising what it adds."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session

from sponsorship.audit import Actor
from sponsorship.database import ROW_LOCK
from sponsorship.errors import Invalid, Refused
from sponsorship.lifecycle import advance
from sponsorship.money import Money, total
from sponsorship.places import operations as places
from sponsorship.sponsorships.models import PromisedBenefit, Sponsorship, SponsorshipStatus
from sponsorship.sponsorships.operations import LONGEST_TEXT, frozen_copy, refuse_full
from sponsorship.supplements import queries
from sponsorship.supplements.models import WAITS, Supplement, SupplementLine
from sponsorship.tiers.models import Benefit
from sponsorship.tiers.queries import conflicts_of

MOST_PIECES = 99
AGREED = (SponsorshipStatus.APPROVED, SponsorshipStatus.CONTRACTED, SponsorshipStatus.CONFIRMED)


class NothingToAddTo(Refused):
    """Raised when something is to be added to a sponsorship that is not agreed, or over."""

    code = "nothing_to_add_to"

    def __init__(self, sponsorship: Sponsorship) -> None:
        self.sponsorship = sponsorship
        super().__init__(
            "Something can be added once the sponsorship is agreed, and until its term ends."
        )


class DecidedAlready(Refused):
    """Raised when a sponsor takes back what is decided already."""

    code = "decided_already"

    def __init__(self, supplement: Supplement) -> None:
        self.supplement = supplement
        super().__init__(
            f"We have decided about {supplement.reference} already. Please write to us."
        )


def may_be_asked(sponsorship: Sponsorship, *, on: date) -> bool:
    """Whether something can be added: it is agreed, and its term has not ended."""
    return (
        sponsorship.status in AGREED
        and sponsorship.ends_on is not None
        and on <= sponsorship.ends_on
    )


def request(
    session: Session,
    sponsorship: Sponsorship,
    wanted: Mapping[int, int],
    *,
    form_key: str | None,
    message: str,
    on: date,
    at: datetime,
    by: Actor,
) -> tuple[Supplement, bool]:
    """Ask for so many of each benefit and keep their places; and whether it is new.

    The same form sent twice finds the first. Raises NothingToAddTo, BenefitTaken, or Invalid.
    """
    lock(session, sponsorship)
    known = _of_form(session, form_key)
    if known is not None:
        return known, False
    if not may_be_asked(sponsorship, on=on):
        raise NothingToAddTo(sponsorship)
    if len(message) > LONGEST_TEXT:
        raise Invalid("message", f"This text has at most {LONGEST_TEXT:,} letters.")
    lines = _lines(session, sponsorship, wanted, at=at)
    price = total(
        (line.unit_price * line.quantity for line in lines), currency=sponsorship.currency
    )
    supplement = Supplement(
        form_key=form_key,
        sponsorship=sponsorship,
        list_price_minor=price.minor,
        currency=price.currency,
        message=message.strip(),
        requested_at=at,
        requested_by=str(by),
    )
    session.add(supplement)
    session.flush()  # its lines refer to it
    for line in lines:
        line.supplement = supplement
        session.add(line)
    session.flush()
    return supplement, True


def lock(session: Session, sponsorship: Sponsorship) -> None:
    """Who adds to a sponsorship comes one after the other, and sees what is true by then."""
    session.refresh(
        sponsorship, attribute_names=("status", "ends_on", "version"), with_for_update=ROW_LOCK
    )


def _of_form(session: Session, form_key: str | None) -> Supplement | None:
    if form_key is None:
        return None
    return session.scalars(
        sa.select(Supplement).where(Supplement.form_key == form_key)
    ).one_or_none()


def _lines(
    session: Session, sponsorship: Sponsorship, wanted: Mapping[int, int], *, at: datetime
) -> list[SupplementLine]:
    """What was asked for, each benefit locked in the order that everybody keeps."""
    offers = {one.benefit.id: one for one in queries.offered(session, sponsorship, at=at)}
    chosen = {number: pieces for number, pieces in wanted.items() if pieces}
    if not chosen:
        raise Invalid("add", "Please choose what you would like to add.")
    if not chosen.keys() <= offers.keys():
        raise Invalid("add", "One of these is not offered, or you have it already.")
    conflicts = conflicts_of(session, sponsorship.program_year)
    # No form was kept anything for it; whatever others had kept until now is free.
    refuse_full(places.take(session, "", [offers[one].benefit for one in chosen], at=at))
    lines = []
    for number in sorted(chosen):
        offer, pieces = offers[number], chosen[number]
        benefit = offer.benefit
        if offer.why_not:  # it is free: that was asked before
            raise Invalid("add", f"“{benefit.name}”: {offer.why_not}")
        if conflicts.get(number, frozenset()) & chosen.keys():
            raise Invalid("add", f"“{benefit.name}” cannot be had together with another of these.")
        most = 1 if offer.is_limited else MOST_PIECES
        if not 1 <= pieces <= most:
            raise Invalid("add", f"Of “{benefit.name}” you can have {most} at most.")
        lines.append(
            SupplementLine(
                benefit=benefit,
                program=benefit.program,
                name=benefit.name,
                description=benefit.description,
                clause_ids=[clause.id for clause in benefit.clauses],
                quantity=pieces,
                unit_price_minor=offer.price.minor,
                currency=offer.price.currency,
            )
        )
    return lines


def approve(
    session: Session, supplement: Supplement, *, price: Money, at: datetime, by: Actor
) -> None:
    """Agree to it at a price; zero is a price. Its places stay kept until both have signed."""
    if price.currency != supplement.currency or price.minor < 0:
        raise Invalid(
            "agreed_price", f"Please give the price in {supplement.currency}, zero or more."
        )
    supplement.agreed_price_minor = price.minor
    advance(session, supplement, "approved", at=at, by=by)
    session.flush()


def reconsider(
    session: Session, supplement: Supplement, *, reason: str, at: datetime, by: Actor
) -> None:
    """Its amendment came to nothing: price and decision are open again, its places stay kept."""
    supplement.agreed_price_minor = supplement.contract_id = None
    advance(session, supplement, "reconsidered", at=at, by=by, reason=reason)
    session.flush()


def decline(
    session: Session, supplement: Supplement, *, reason: str, at: datetime, by: Actor
) -> None:
    """Say no with a reason that the sponsor reads; its places are free again."""
    if not reason.strip():
        raise Invalid("reason", "Please give the reason.")
    _end(session, supplement, "declined", reason=reason.strip(), at=at, by=by)


def withdraw(
    session: Session, supplement: Supplement, *, reason: str, at: datetime, by: Actor
) -> None:
    """It is not wanted any more; its places are free again."""
    _end(session, supplement, "withdrawn", reason=reason.strip(), at=at, by=by)


def end_waiting(
    session: Session, sponsorship: Sponsorship, *, reason: str, at: datetime, by: Actor
) -> None:
    """The sponsorship is not what it was: whatever waits beside it comes to nothing."""
    for supplement in queries.of_sponsorship(session, sponsorship.id):
        if supplement.status in WAITS:
            withdraw(session, supplement, reason=reason, at=at, by=by)


def _end(
    session: Session, supplement: Supplement, verb: str, *, reason: str, at: datetime, by: Actor
) -> None:
    supplement.reason = reason
    advance(session, supplement, verb, at=at, by=by, reason=reason)
    session.flush()
    _release(session, supplement)
    places.owe_look(session, at=at)


def _release(session: Session, supplement: Supplement) -> None:
    # In one order for everybody, so that two of them never wait for each other's benefits.
    for line in sorted(supplement.lines, key=lambda one: one.benefit_id):
        line.is_released = True
        session.flush()


def promise(
    session: Session, supplement: Supplement, *, on: date, at: datetime, by: Actor
) -> list[PromisedBenefit]:
    """Both have signed: what the lines say is promised, each in the place that was kept for it."""
    if not supplement.can_be("promised"):
        advance(session, supplement, "promised", at=at, by=by)  # which refuses
    sponsorship = supplement.sponsorship
    _lock_benefits(session, supplement)
    _release(session, supplement)
    known = {
        one.benefit_id: one
        for one in session.scalars(
            sa.select(PromisedBenefit).where(PromisedBenefit.sponsorship_id == sponsorship.id)
        )
    }
    last = max((one.position for one in known.values()), default=0)
    promised = []
    with session.no_autoflush:  # each promise is written when it is whole
        for position, line in enumerate(supplement.lines, start=last + 1):
            dropped = known.get(line.benefit_id)
            if dropped is None:
                promised.append(_copied(session, sponsorship, line, position))
                continue
            dropped.is_released = dropped.is_dropped = False  # chosen once before the decision
            dropped.position, dropped.quantity, dropped.is_add_on = position, line.quantity, True
            promised.append(dropped)
    session.flush()
    supplement.promised_on = on
    advance(session, supplement, "promised", at=at, by=by)
    session.flush()
    session.refresh(sponsorship, ["added_minor"])  # kept by the database
    session.expire(sponsorship, ["promised_benefits"])
    return promised


def _copied(
    session: Session, sponsorship: Sponsorship, line: SupplementLine, position: int
) -> PromisedBenefit:
    """The promise says what the contract says: the line, not the catalogue of today."""
    promise = frozen_copy(sponsorship, line.benefit, line.quantity, position, is_add_on=True)
    promise.program, promise.name, promise.description = line.program, line.name, line.description
    promise.linked_clauses = queries.clauses_of(session, line)
    promise.clause_id = line.clause_ids[0] if line.clause_ids else None
    session.add(promise)
    return promise


def _lock_benefits(session: Session, supplement: Supplement) -> None:
    for number in sorted(line.benefit_id for line in supplement.lines):
        session.refresh(
            session.get_one(Benefit, number),
            attribute_names=("taken", "version"),
            with_for_update=ROW_LOCK,
        )
