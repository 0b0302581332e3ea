"""Recording what a comparison found, and what a person decided about it."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session

from sponsorship.audit import Actor
from sponsorship.database import insert_into
from sponsorship.errors import Invalid, Refused
from sponsorship.lifecycle import advance
from sponsorship.money import Money
from sponsorship.reconciliation import queries
from sponsorship.reconciliation.models import Difference, DifferenceKind, DifferenceStatus

RECONCILIATION_LOCK = (
    4_711_003  # any constant: comparisons that run at once record one after another
)


@dataclass(frozen=True, slots=True)
class Finding:
    """What a comparison sees: `amount` is what the processor has more than our books."""

    kind: DifferenceKind
    subject: str
    sentence: str
    amount: Money


@dataclass(frozen=True, slots=True)
class Tally:
    """What recording the findings changed."""

    found: int
    gone: int


class FoundAgain(Refused):
    """Raised when a decision is taken back while the same subject differs anew."""

    code = "found_again"

    def __init__(self, difference: Difference) -> None:
        self.difference = difference
        super().__init__("The same thing differs again by another amount: decide about that one.")


def one_at_a_time(session: Session) -> None:
    """Until the end of this transaction no other comparison records anything."""
    if session.get_bind().dialect.name == "postgresql":
        session.execute(sa.select(sa.func.pg_advisory_xact_lock(RECONCILIATION_LOCK)))


def record(
    session: Session,
    findings: Iterable[Finding],
    *,
    kinds: Collection[DifferenceKind],
    at: datetime,
    by: Actor,
) -> Tally:
    """Let what was found stand, once; of these kinds, what was not found any more is gone.

    What a person has fixed or accepted is not found again, unless its amount changes.
    """
    wanted = {(one.kind, one.subject): one for one in findings}
    standing = {(one.kind, one.subject): one for one in queries.standing(session, kinds=kinds)}
    decided = queries.decided(session, {subject for _, subject in wanted})
    gone = 0
    for key, difference in standing.items():
        finding = wanted.get(key)
        if finding is not None and finding.amount == difference.amount:
            continue
        advance(session, difference, "gone", at=at, by=by)
        gone += 1
    session.flush()  # only then may another amount of the same thing stand
    found = 0
    for key, finding in wanted.items():
        before = standing.get(key)
        if before is not None and before.status is DifferenceStatus.FOUND:
            continue
        if (*key, finding.amount.minor, finding.amount.currency) not in decided:
            found += _add(session, finding, at=at)
    return Tally(found, gone)


def _add(session: Session, finding: Finding, *, at: datetime) -> int:
    row_id = session.scalar(
        insert_into(session, Difference)
        .values(
            kind=finding.kind,
            subject=finding.subject,
            sentence=finding.sentence,
            amount_minor=finding.amount.minor,
            currency=finding.amount.currency,
            status=DifferenceStatus.FOUND,
            found_at=at,
            fixes=0,
        )
        .on_conflict_do_nothing(
            index_elements=["kind", "subject"], index_where=sa.text("status = 'found'")
        )
        .returning(Difference.id)
    )
    return int(row_id is not None)


def fix(session: Session, difference: Difference, *, at: datetime, by: Actor) -> None:
    """A person applied the proposal; what it books carries the difference's `source`."""
    difference.fixes += 1
    advance(session, difference, "fixed", at=at, by=by)
    session.flush()


def accept(
    session: Session, difference: Difference, *, reason: str, at: datetime, by: Actor
) -> None:
    """A person decided that nothing is to be booked; raises Invalid without a reason."""
    if not reason.strip():
        raise Invalid("reason", "Please say why nothing is to be booked.")
    advance(session, difference, "accepted", at=at, by=by, reason=reason.strip())
    session.flush()


def take_back(
    session: Session, difference: Difference, *, reason: str, at: datetime, by: Actor
) -> None:
    """The decision is undone and the difference stands again.

    Raises Invalid without a reason, or FoundAgain.
    """
    if not reason.strip():
        raise Invalid("reason", "Please say why this is taken back.")
    same = queries.standing(session, kinds=[difference.kind], subject=difference.subject)
    if same:
        raise FoundAgain(difference)
    advance(session, difference, "taken_back", at=at, by=by, reason=reason.strip())
    session.flush()
