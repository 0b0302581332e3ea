"""Status machines: a table of verbs, one door, a history row for every move.

A machine is declared once beside its model. `advance()` is the only way to change a status; assigning
`record.status` anywhere else is a bug and says so. The database knows the same table of moves
(`lifecycle_move`) and refuses any other, whoever asks.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import TYPE_CHECKING, Any, ClassVar

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, Session, mapped_column, validates

from sponsorship.audit import Actor
from sponsorship.database import Base
from sponsorship.errors import Refused

MACHINES: dict[str, Lifecycle] = {}
"""Every declared machine by name: what the database's table of moves and the tests are made from."""


class WrongState(Refused):
    """Raised when a verb does not apply to the record's present status."""

    code = "wrong_state"

    def __init__(
        self, subject: Any, verb: str, status: StrEnum, allowed: Iterable[StrEnum]
    ) -> None:
        self.subject = subject
        self.verb = verb
        self.status = status
        self.allowed = frozenset(allowed)
        name = subject.lifecycle.name.replace("_", " ")
        super().__init__(
            f"This {name} is {status.value.replace('_', ' ')}, so it can no longer be {verb}."
        )


@dataclass(frozen=True)
class Move:
    """`verb`, a past participle of the trade, leads from each of `sources` to `target`."""

    verb: str
    sources: frozenset[Any]
    target: Any


def move(verb: str, sources: set[Any], target: Any) -> Move:
    """One row of a lifecycle table."""
    return Move(verb, frozenset(sources), target)


@dataclass(frozen=True)
class Lifecycle:
    """The statuses of one kind of record and the verbs that lead between them."""

    name: str
    initial: Any
    moves: dict[str, Move] = field(hash=False)

    @classmethod
    def of(cls, name: str, initial: Any, *moves: Move) -> Lifecycle:
        machine = cls(name, initial, {one.verb: one for one in moves})
        MACHINES[name] = machine
        return machine

    @property
    def pairs(self) -> frozenset[tuple[str, str]]:
        """All (from, to) pairs of stored values that some verb allows."""
        return frozenset(
            (source.value, one.target.value)
            for one in self.moves.values()
            for source in one.sources
        )

    def allows(self, verb: str, status: StrEnum) -> bool:
        """Whether `verb` applies to a record in `status`."""
        return status in self.moves[verb].sources


class LifecycleMove(Base):
    """Reference data: the legal moves, as the database's own triggers read them."""

    __tablename__ = "lifecycle_move"

    machine: Mapped[str] = mapped_column(primary_key=True)
    from_status: Mapped[str] = mapped_column(primary_key=True)
    to_status: Mapped[str] = mapped_column(primary_key=True)


class StatusChange(Base):
    """One move of one record: append-only."""

    __tablename__ = "status_change"
    __table_args__ = (
        sa.ForeignKeyConstraint(
            ["machine", "from_status", "to_status"],
            ["lifecycle_move.machine", "lifecycle_move.from_status", "lifecycle_move.to_status"],
        ),
        sa.Index("ix_status_change_subject", "machine", "subject_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    machine: Mapped[str]
    subject_id: Mapped[int]
    from_status: Mapped[str]
    to_status: Mapped[str]
    verb: Mapped[str]
    at: Mapped[datetime]
    by: Mapped[str]
    reason: Mapped[str] = mapped_column(default="")


class Stateful:
    """Mix-in for records with a lifecycle. The column `status` is declared by the model itself."""

    lifecycle: ClassVar[Lifecycle]

    if TYPE_CHECKING:
        id: Any
        status: Any

    @validates("status")
    def _only_through_advance(self, _: str, value: Any) -> Any:
        present = self.__dict__.get("status")
        if value != (present or self.lifecycle.initial) and not self.__dict__.get("_advancing"):
            raise AssertionError(f"{self.lifecycle.name}: a status changes only through advance()")
        return value

    def can_be(self, verb: str) -> bool:
        """Whether the verb applies in the present status."""
        return self.lifecycle.allows(verb, self.status)


def advance(
    session: Session, record: Stateful, verb: str, *, at: datetime, by: Actor, reason: str = ""
) -> None:
    """Make the move, remember it in the history; raises WrongState if the status forbids it."""
    one = record.lifecycle.moves[verb]
    before = record.status
    if before not in one.sources:
        raise WrongState(record, verb, before, one.sources)
    if record.id is None:
        session.flush()  # the history row needs the record's id
    record.__dict__["_advancing"] = True
    try:
        record.status = one.target
    finally:
        del record.__dict__["_advancing"]
    session.add(
        StatusChange(
            machine=record.lifecycle.name,
            subject_id=record.id,
            from_status=before.value,
            to_status=one.target.value,
            verb=verb,
            at=at,
            by=str(by),
            reason=reason,
        )
    )


def history(session: Session, record: Stateful) -> list[StatusChange]:
    """The record's moves, oldest first."""
    return list(
        session.scalars(
            sa.select(StatusChange)
            .where(
                StatusChange.machine == record.lifecycle.name, StatusChange.subject_id == record.id
            )
            .order_by(StatusChange.id)
        )
    )
