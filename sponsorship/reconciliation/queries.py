"""Questions about differences and the runs that looked for them."""

from __future__ import annotations

from collections.abc import Collection

import sqlalchemy as sa
from sqlalchemy.orm import Session

from sponsorship.reconciliation.models import (
    Difference,
    DifferenceKind,
    DifferenceStatus,
    ReconciliationRun,
)

DECIDED = (DifferenceStatus.FIXED, DifferenceStatus.ACCEPTED)


def standing(
    session: Session,
    *,
    kinds: Collection[DifferenceKind] = tuple(DifferenceKind),
    subject: str | None = None,
) -> list[Difference]:
    """What stands at this moment, oldest first."""
    statement = sa.select(Difference).where(
        Difference.status == DifferenceStatus.FOUND, Difference.kind.in_(list(kinds))
    )
    if subject is not None:
        statement = statement.where(Difference.subject == subject)
    return list(session.scalars(statement.order_by(Difference.id)))


def count_standing(session: Session) -> int:
    """How many differences wait for a person."""
    return (
        session.scalar(
            sa.select(sa.func.count()).where(Difference.status == DifferenceStatus.FOUND)
        )
        or 0
    )


def decided(
    session: Session, subjects: Collection[str]
) -> set[tuple[DifferenceKind, str, int, str]]:
    """What a person has fixed or accepted about these subjects: kind, subject, amount, currency."""
    return {
        (one.kind, one.subject, one.amount_minor, one.currency)
        for one in session.scalars(
            sa.select(Difference).where(
                Difference.subject.in_(list(subjects)), Difference.status.in_(DECIDED)
            )
        )
    }


def about(
    session: Session,
    *,
    kinds: Collection[DifferenceKind],
    statuses: Collection[DifferenceStatus] = tuple(DifferenceStatus),
) -> set[str]:
    """The subjects of all differences of these kinds in these statuses."""
    return set(
        session.scalars(
            sa.select(Difference.subject).where(
                Difference.kind.in_(list(kinds)), Difference.status.in_(list(statuses))
            )
        )
    )


def unbooked(
    session: Session,
    kinds: Collection[DifferenceKind],
    statuses: Collection[DifferenceStatus],
) -> list[tuple[str, int]]:
    """What these differences come to, in each currency."""
    rows = session.execute(
        sa.select(Difference.currency, sa.func.sum(Difference.amount_minor))
        .where(Difference.kind.in_(list(kinds)), Difference.status.in_(list(statuses)))
        .group_by(Difference.currency)
    )
    return [(currency, int(minor)) for currency, minor in rows]


def latest_run(session: Session) -> ReconciliationRun | None:
    """The newest comparison, if there was one."""
    return session.scalars(
        sa.select(ReconciliationRun).order_by(ReconciliationRun.id.desc()).limit(1)
    ).one_or_none()


def latest_decided(session: Session, *, most: int) -> list[Difference]:
    """What people decided about and what went away by itself, newest first."""
    return list(
        session.scalars(
            sa.select(Difference)
            .where(Difference.status != DifferenceStatus.FOUND)
            .order_by(Difference.id.desc())
            .limit(most)
        )
    )
