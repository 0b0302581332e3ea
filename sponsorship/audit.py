"""Who did what, when, and what it changed.

An act of staff is one unit of work with one audit note: the note is written in the same transaction as
the change, lists every row that changed with its values before and after, and is chained by hash to
the note before it. Secrets and bulky columns are named but not copied.
"""

import hashlib
import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from enum import Enum
from typing import Any

import sqlalchemy as sa
from sqlalchemy import event
from sqlalchemy.orm import Mapped, Session, mapped_column

from sponsorship.database import Base, Json

REDACTED = "(not shown)"
GENESIS = "0" * 64
CHAIN_LOCK = 4_711_001  # any constant: the advisory lock that keeps the chain in one line

NOT_NOTED = {
    "addressee", "audit_note", "contact_link", "contact_session", "dispatch", "job",
    "letter", "staff_session", "status_change",
}  # fmt: skip
SECRET = {
    "password_hash",
    "totp_secret",
    "calendar_token_hash",
    "token_hash",
    "public_token",
    "content",
    "pdf",
    "bytes",
    "salt",
}


@dataclass(frozen=True, slots=True)
class Actor:
    """Somebody who acts: staff, a donor, a sponsor's contact, the processor or the system itself."""

    kind: str
    name: str
    id: int | None = None

    def __str__(self) -> str:
        return (
            f"{self.kind}:{self.name}" if self.id is None else f"{self.kind}:{self.id} {self.name}"
        )


SYSTEM = Actor("system", "scheduler")
PROCESSOR = Actor("processor", "stripe")


class AuditNote(Base):
    """One act: append-only, numbered without gaps, each carrying the hash of the one before."""

    __tablename__ = "audit_note"

    seq: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    at: Mapped[datetime] = mapped_column(index=True)
    by: Mapped[str]
    verb: Mapped[str]
    subject: Mapped[str] = mapped_column(index=True)
    changes: Mapped[dict[str, Any]] = mapped_column(Json)
    previous_hash: Mapped[str]
    hash: Mapped[str] = mapped_column(unique=True)

    def digest(self) -> str:
        """The hash over the previous hash and a canonical form of this note."""
        return _digest(
            self.previous_hash, self.seq, self.at, self.by, self.verb, self.subject, self.changes
        )


def begin_act(
    session: Session, *, by: Actor, verb: str, subject: str | Callable[[], str], at: datetime
) -> None:
    """From here to the commit, everything that changes in `session` is one noted act of `by`.

    A subject that is only made by the act is asked for when it is noted.
    """
    changes: dict[str, Any] = {}
    fresh: list[Any] = []

    def before_flush(flushing: Session, *_: Any) -> None:
        fresh.extend(row for row in flushing.new if _is_noted(row))
        for row in flushing.dirty:
            if _is_noted(row) and (changed := _changed(row)):
                changes.setdefault(_name_of(row), {}).update(changed)
        for row in flushing.deleted:
            if _is_noted(row):
                changes[_name_of(row)] = "deleted"

    def before_commit(committing: Session) -> None:
        committing.flush()
        for row in fresh:
            changes[_name_of(row)] = {"added": _values(row)}
        fresh.clear()
        named = subject() if callable(subject) else subject
        note(committing, by=by, verb=verb, subject=named, at=at, changes=changes)

    event.listen(session, "before_flush", before_flush)
    event.listen(session, "before_commit", before_commit, once=True)


def note(
    session: Session,
    *,
    by: Actor,
    verb: str,
    subject: str,
    at: datetime,
    changes: dict[str, Any] | None = None,
) -> AuditNote:
    """Append one note to the chain, in the caller's transaction."""
    if session.get_bind().dialect.name == "postgresql":
        session.execute(sa.select(sa.func.pg_advisory_xact_lock(CHAIN_LOCK)))
    last = session.execute(
        sa.select(AuditNote.seq, AuditNote.hash).order_by(AuditNote.seq.desc()).limit(1)
    ).first()
    entry = AuditNote(
        seq=(last.seq if last else 0) + 1,
        at=at,
        by=str(by),
        verb=verb,
        subject=subject,
        changes=json.loads(json.dumps(changes or {}, default=_plain)),
        previous_hash=last.hash if last else GENESIS,
    )
    entry.hash = entry.digest()
    session.add(entry)
    session.flush()
    return entry


def head(session: Session) -> tuple[int, str]:
    """How many notes there are, and the hash of the newest.

    Written down elsewhere, it proves later that none of them was taken away from the end.
    """
    last = session.execute(
        sa.select(AuditNote.seq, AuditNote.hash).order_by(AuditNote.seq.desc()).limit(1)
    ).first()
    return (last.seq, last.hash) if last else (0, GENESIS)


def first_broken(session: Session) -> int | None:
    """The number of the first note whose hash or place in the chain is wrong, or None."""
    previous, expected = GENESIS, 1
    chain = sa.select(*AuditNote.__table__.columns).order_by(AuditNote.seq)
    with session.execute(chain.execution_options(yield_per=1000)) as notes:
        for one in notes:
            digest = _digest(
                one.previous_hash, one.seq, one.at, one.by, one.verb, one.subject, one.changes
            )
            if (one.seq, one.previous_hash, one.hash) != (expected, previous, digest):
                return expected
            previous, expected = one.hash, expected + 1
    return None


def _digest(previous: str, seq: int, at: datetime, *said: Any) -> str:
    body = json.dumps(
        [previous, seq, at.isoformat(), *said],
        sort_keys=True, ensure_ascii=False, separators=(",", ":"),
    )  # fmt: skip
    return hashlib.sha256(body.encode()).hexdigest()


def _is_noted(row: Any) -> bool:
    return row.__tablename__ not in NOT_NOTED


def _name_of(row: Any) -> str:
    key = sa.inspect(row).identity or ("new",)
    return f"{row.__tablename__}:{'/'.join(str(part) for part in key)}"


def _changed(row: Any) -> dict[str, list[Any]]:
    found: dict[str, list[Any]] = {}
    state = sa.inspect(row)
    for column in state.mapper.column_attrs:
        history = state.attrs[column.key].history
        if history.has_changes():
            before = history.deleted[0] if history.deleted else None
            after = history.added[0] if history.added else None
            found[column.key] = [_shown(column.key, before), _shown(column.key, after)]
    return found


def _values(row: Any) -> dict[str, Any]:
    state = sa.inspect(row)
    return {
        column.key: _shown(column.key, value)
        for column in state.mapper.column_attrs
        if (value := state.dict.get(column.key)) is not None
    }


def _shown(key: str, value: Any) -> Any:
    return REDACTED if value is not None and (key in SECRET or isinstance(value, bytes)) else value


def _plain(value: Any) -> str:
    if isinstance(value, Enum):
        return str(value.value)
    return value.isoformat() if isinstance(value, date | datetime) else str(value)
