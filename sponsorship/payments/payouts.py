"""The processor's account: its lines as they come, and what becomes of payouts.

Storing a line or following a payout again changes nothing more. Does not know what a line is about,
nor how a payout is booked.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import islice
from typing import TypeVar

import sqlalchemy as sa
from sqlalchemy.orm import Session

from sponsorship.audit import Actor
from sponsorship.database import ROW_LOCK, insert_into
from sponsorship.lifecycle import advance
from sponsorship.money import Money, total
from sponsorship.payments.models import BalanceTransaction, Payout, PayoutStatus
from sponsorship.payments.processor import BalanceLine, PayoutState

PAYOUT_CATEGORY = "payout"
"""The category of the one line by which a payout itself leaves the account."""

_BATCH = 500  # rows per statement

T = TypeVar("T")


class PayoutContradiction(AssertionError):
    """The processor reports another amount for a payout than it did before."""

    def __init__(self, payout: Payout, amount: Money) -> None:
        super().__init__(f"{payout.reference} was {payout.amount} and is now said to be {amount}")


@dataclass(frozen=True, slots=True)
class PayoutNews:
    """What a payout's state told us that we did not know yet."""

    payout: Payout
    has_come_back: bool = False


def keep_lines(session: Session, lines: Iterable[BalanceLine]) -> int:
    """Store the lines that we do not have yet; how many those were."""
    added = 0
    # In one order always, so that two who store the same lines never wait for each other.
    for batch in _batches(sorted(lines, key=lambda line: line.external_id), _BATCH):
        insert = insert_into(session, BalanceTransaction).on_conflict_do_nothing(
            index_elements=["external_id"]
        )
        stored = session.execute(
            insert.returning(BalanceTransaction.id), [_values(line) for line in batch]
        )
        added += len(stored.all())
    return added


def _values(line: BalanceLine) -> dict[str, object]:
    return {
        "external_id": line.external_id,
        "category": line.category,
        "source_external_id": line.source_external_id,
        "description": line.description,
        "amount_minor": line.amount.minor,
        "fee_minor": line.fee.minor,
        "net_minor": line.net.minor,
        "currency": line.net.currency,
        "created_at": line.at,
        "available_on": line.available_on,
    }


def follow(session: Session, state: PayoutState, *, at: datetime, by: Actor) -> PayoutNews:
    """Follow the processor's view of a payout, and keep its lines where it names them."""
    payout = _find_or_add(session, state)
    if payout.amount != state.amount:
        raise PayoutContradiction(payout, state.amount)
    payout.arrival_on = state.arrival_on
    came_back = False
    if state.status is PayoutStatus.PAID and payout.can_be("paid"):
        advance(session, payout, "paid", at=at, by=by)
    for verb, status in (("failed", PayoutStatus.FAILED), ("cancelled", PayoutStatus.CANCELLED)):
        if state.status is status and payout.can_be(verb):
            payout.failure = state.failure
            payout.ended_at = state.ended_at or at
            advance(session, payout, verb, at=at, by=by, reason=state.failure)
            came_back = True
    if state.lines is not None:
        keep_lines(session, state.lines)
        if payout.reconciled_at is None:
            _attach(session, payout, state.lines)
    session.flush()
    return PayoutNews(payout, has_come_back=came_back)


def _find_or_add(session: Session, state: PayoutState) -> Payout:
    wanted = (
        sa.select(Payout).where(Payout.external_id == state.external_id).with_for_update(**ROW_LOCK)
    )
    known = session.scalars(wanted).one_or_none()
    if known is not None:
        return known
    session.execute(
        insert_into(session, Payout)
        .values(
            external_id=state.external_id,
            amount_minor=state.amount.minor,
            currency=state.amount.currency,
            is_automatic=state.is_automatic,
            status=PayoutStatus.UNDER_WAY,
            bookings=0,
            begun_at=state.at,
            arrival_on=state.arrival_on,
            failure="",
        )
        .on_conflict_do_nothing(index_elements=["external_id"])
    )
    return session.scalars(wanted).one()


def _attach(session: Session, payout: Payout, lines: Sequence[BalanceLine]) -> None:
    """The lines went out with this payout; a line goes out once."""
    for batch in _batches(lines, _BATCH):
        session.execute(
            sa.update(BalanceTransaction)
            .where(
                BalanceTransaction.external_id.in_([line.external_id for line in batch]),
                BalanceTransaction.payout_id.is_(None),
            )
            .values(payout_id=payout.id)
        )


def what_went_out(session: Session, payout: Payout) -> list[BalanceTransaction]:
    """The lines that the payout consists of, without the line of the payout itself."""
    return list(
        session.scalars(
            sa.select(BalanceTransaction)
            .where(
                BalanceTransaction.payout_id == payout.id,
                sa.or_(
                    BalanceTransaction.category != PAYOUT_CATEGORY,
                    BalanceTransaction.source_external_id != payout.external_id,
                ),
            )
            .order_by(BalanceTransaction.created_at, BalanceTransaction.external_id)
        )
    )


def missing_from_lines(session: Session, payout: Payout) -> Money:
    """How much more the payout is than the lines it is said to consist of."""
    lines = what_went_out(session, payout)
    return payout.amount - total((line.net for line in lines), currency=payout.currency)


def own_line(session: Session, payout: Payout) -> BalanceTransaction | None:
    """The line by which the payout left the account, once we have it."""
    return session.scalars(
        sa.select(BalanceTransaction).where(
            BalanceTransaction.source_external_id == payout.external_id,
            BalanceTransaction.category == PAYOUT_CATEGORY,
        )
    ).first()


def unfinished(session: Session) -> list[Payout]:
    """Payouts that may still change: under way, or with lines that are not named yet."""
    return list(
        session.scalars(
            sa.select(Payout)
            .where(sa.or_(Payout.status == PayoutStatus.UNDER_WAY, Payout.reconciled_at.is_(None)))
            .order_by(Payout.id)
        )
    )


def reconciled(session: Session, external_ids: Collection[str]) -> set[str]:
    """Those of these payouts that need no look any more: they added up and did not come back since."""
    return set(
        session.scalars(
            sa.select(Payout.external_id).where(
                Payout.external_id.in_(list(external_ids)),
                Payout.reconciled_at.is_not(None),
                Payout.booked_at.is_not(None),
            )
        )
    )


def reconciled_but_not_booked(session: Session) -> list[Payout]:
    """Payouts that add up, and of which it was not known whose money they are."""
    return list(
        session.scalars(
            sa.select(Payout)
            .where(Payout.reconciled_at.is_not(None), Payout.booked_at.is_(None))
            .order_by(Payout.id)
        )
    )


def lines_by_id(session: Session, ids: Iterable[int]) -> list[BalanceTransaction]:
    """These lines, in batches that every engine takes."""
    return [
        line
        for batch in _batches(sorted(set(ids)), _BATCH)
        for line in session.scalars(
            sa.select(BalanceTransaction).where(BalanceTransaction.id.in_(batch))
        )
    ]


def lines_by_external_id(session: Session, ids: Iterable[str]) -> list[BalanceTransaction]:
    """These lines by the processor's ids."""
    return [
        line
        for batch in _batches(sorted(set(ids)), _BATCH)
        for line in session.scalars(
            sa.select(BalanceTransaction).where(BalanceTransaction.external_id.in_(batch))
        )
    ]


def external_ids_of_lines(session: Session, subjects: Collection[str]) -> set[str]:
    """The processor's ids of the lines that differences are about, each named as `table:id`."""
    ids = [int(subject.rsplit(":", 1)[1]) for subject in subjects]
    return {line.external_id for line in lines_by_id(session, ids)}


def _batches(rows: Iterable[T], size: int) -> Iterator[list[T]]:
    remaining = iter(rows)
    while batch := list(islice(remaining, size)):
        yield batch
