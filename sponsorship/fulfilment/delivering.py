"""How far each promised benefit is delivered, with what shows it; and how many are owed after all."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from datetime import date, datetime
from urllib.parse import urlsplit

from sqlalchemy.orm import Session

from sponsorship.audit import Actor
from sponsorship.documents.models import StoredFile
from sponsorship.errors import Invalid, Refused
from sponsorship.fulfilment.models import Proof
from sponsorship.fulfilment.queries import AGREED
from sponsorship.lifecycle import advance
from sponsorship.sponsorships.models import PromisedBenefit

MOST_OWED = 100_000


class NotOwed(Refused):
    """Raised when something is to happen to a benefit that nobody is owed (yet, or any more)."""

    code = "not_owed"

    def __init__(self, promise: PromisedBenefit) -> None:
        self.promise = promise
        super().__init__(f"“{promise.name}” is not owed: the sponsorship is not agreed, or over.")


@dataclass(frozen=True, slots=True)
class Shown:
    """What shows that a benefit was given. Raises Invalid naming the field."""

    link: str = ""
    note: str = ""
    figure: str = ""
    file: StoredFile | None = None

    def __post_init__(self) -> None:
        if not (self.link or self.note or self.file):
            raise Invalid("note", "Please give a link, a file or a note that shows it.")
        parts = urlsplit(self.link)
        if self.link and (parts.scheme not in {"http", "https"} or not parts.hostname):
            raise Invalid("link", "Please give an address like https://www.example.org/page.")
        if any(unicodedata.category(letter) == "Cc" for letter in self.figure):
            raise Invalid("figure", "Please give the figure in one line.")


def begin(session: Session, promise: PromisedBenefit, *, at: datetime, by: Actor) -> None:
    """Somebody works on it."""
    _check_owed(promise)
    advance(session, promise, "begun", at=at, by=by)


def deliver(
    session: Session, promise: PromisedBenefit, shown: Shown, *, at: datetime, by: Actor
) -> None:
    """It was given in full, and this shows it."""
    _check_owed(promise)
    advance(session, promise, "delivered", at=at, by=by)
    prove(session, promise, shown, at=at, by=by)


def prove(
    session: Session, promise: PromisedBenefit, shown: Shown, *, at: datetime, by: Actor
) -> Proof:
    """One more thing that shows it, or a part of it."""
    _check_owed(promise)
    proof = Proof(
        promised_benefit_id=promise.id,
        link=shown.link,
        note=shown.note,
        figure=shown.figure,
        file=shown.file,
        given_at=at,
        given_by=str(by),
    )
    session.add(proof)
    session.flush()
    return proof


def waive(
    session: Session, promise: PromisedBenefit, *, reason: str, at: datetime, by: Actor
) -> None:
    """It is not given after all, for a reason that the sponsor may read."""
    _check_owed(promise)
    advance(session, promise, "waived", at=at, by=by, reason=_needed(reason))


def take_up_again(
    session: Session, promise: PromisedBenefit, *, reason: str, at: datetime, by: Actor
) -> None:
    """It was not done, or is wanted after all; what was shown stays."""
    _check_owed(promise)
    advance(session, promise, "taken_up_again", at=at, by=by, reason=_needed(reason))


def adjust(session: Session, promise: PromisedBenefit, *, quantity: int, reason: str) -> None:
    """So many are owed to this sponsor after all; the contract keeps what it says."""
    _check_owed(promise)
    if not 0 <= quantity <= MOST_OWED:
        raise Invalid("quantity", f"Please give a number from 0 to {MOST_OWED:,}.")
    promise.adjustment_reason = _needed(reason)
    promise.adjusted_quantity = quantity
    session.flush()


def set_day(promise: PromisedBenefit, *, deliver_by: date | None) -> None:
    """It is to be delivered by this day, or runs with the term."""
    _check_owed(promise)
    promise.deliver_by = deliver_by


def _needed(reason: str) -> str:
    if not reason.strip():
        raise Invalid("reason", "Please give the reason.")
    return reason.strip()


def _check_owed(promise: PromisedBenefit) -> None:
    if promise.is_released or promise.sponsorship.status not in AGREED:
        raise NotOwed(promise)
