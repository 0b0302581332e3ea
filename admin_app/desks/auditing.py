"""The audit log, readable: who, when, and what changed from what to what."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from urllib.parse import urlencode

import sqlalchemy as sa
from sqlalchemy.orm import Session
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute

from admin_app.auth import staff
from admin_app.desks import frame
from admin_app.desks.paths import desk_of
from admin_app.menu import MenuEntry
from admin_app.pages import wiring_of
from admin_app.routing import page
from sponsorship.audit import AuditNote
from sponsorship.staff.models import StaffUser

HOME = "/admin/desk/audit"
PER_PAGE = 50
_NUMBER = re.compile(r"\d{1,18}", re.ASCII)
_UNTYPED = re.compile(r"[\x00-\x1f\x7f\ud800-\udfff]")
_WHATEVER_CHANGES = {"version", "id"}


@dataclass(frozen=True, slots=True)
class Change:
    """One column of a row: what it held and what it holds now."""

    name: str
    before: str
    after: str
    is_new: bool


@dataclass(frozen=True, slots=True)
class ChangedRow:
    """One row that an act touched."""

    name: str
    path: str | None
    changes: tuple[Change, ...]
    is_deleted: bool = False


@dataclass(frozen=True, slots=True)
class Noted:
    """One act as it is shown."""

    seq: int
    at: datetime
    by: str
    verb: str
    subject: str
    path: str | None
    rows: tuple[ChangedRow, ...]


def show_audit(request: Request) -> Response:
    """The latest acts first; of one person or about one record, if asked."""
    asked = {
        name: _UNTYPED.sub("", request.query_params.get(name, ""))[:200].strip()
        for name in ("staff", "record", "before")
    }
    with wiring_of(request).database.reading() as session:
        found = _notes(session, asked)
        people = session.scalars(sa.select(StaffUser).order_by(StaffUser.name)).all()
    shown = [_noted(note) for note in found[:PER_PAGE]]
    older = ""
    if len(found) > PER_PAGE:
        kept = {name: asked[name] for name in ("staff", "record") if asked[name]}
        older = f"{HOME}?{urlencode({**kept, 'before': shown[-1].seq})}"
    return frame.desk_page(
        request,
        "desks/audit/list.html",
        title="Audit log",
        notes=shown,
        people=people,
        asked=asked,
        record_path=_path_of(asked["record"]),
        older=older,
    )


def _notes(session: Session, asked: dict[str, str]) -> Sequence[AuditNote]:
    statement = sa.select(AuditNote).order_by(AuditNote.seq.desc()).limit(PER_PAGE + 1)
    if _NUMBER.fullmatch(asked["staff"]):
        statement = statement.where(AuditNote.by.startswith(f"staff:{asked['staff']} "))
    if asked["record"]:
        statement = statement.where(AuditNote.subject == asked["record"])
    if _NUMBER.fullmatch(asked["before"]):
        statement = statement.where(AuditNote.seq < int(asked["before"]))
    return session.scalars(statement).all()


def _noted(note: AuditNote) -> Noted:
    return Noted(
        note.seq,
        note.at,
        note.by,
        note.verb,
        note.subject,
        _path_of(note.subject),
        tuple(_rows(note)),
    )


def _rows(note: AuditNote) -> Iterator[ChangedRow]:
    plain: list[Change] = []
    for name, what in note.changes.items():
        if what == "deleted":
            yield ChangedRow(_words(name), _path_of(name), (), is_deleted=True)
        elif isinstance(what, dict):
            yield ChangedRow(_words(name), _path_of(name), tuple(_changes(what)))
        else:
            plain.append(Change(_words(name), "", _shown(what), is_new=True))
    if plain:
        yield ChangedRow("", None, tuple(plain))


def _changes(what: dict[str, Any]) -> Iterator[Change]:
    added = what.get("added")
    if isinstance(added, dict):
        for name, value in added.items():
            if name not in _WHATEVER_CHANGES and value != "":
                yield Change(_words(name), "", _shown(value), is_new=True)
        return
    for name, value in what.items():
        if name not in _WHATEVER_CHANGES:
            before, after = value if isinstance(value, list) and len(value) == 2 else ("", value)
            yield Change(_words(name), _shown(before), _shown(after), is_new=False)


def _shown(value: Any) -> str:
    if value is None or value == "":
        return "nothing"
    if isinstance(value, bool):
        return "yes" if value else "no"
    return str(value)


def _words(name: str) -> str:
    """`contract:14` is "contract 14", `agreed_fee_minor` is "agreed fee (in the smallest unit)"."""
    if name.endswith("_minor"):
        name = name.removesuffix("_minor") + " (in the smallest unit)"
    return name.replace("_", " ").replace(":", " ")


def _path_of(subject: str) -> str | None:
    table, _, key = subject.partition(":")
    return desk_of(table, key)


menu = [MenuEntry("Audit log", HOME, "Administration")]
routes: list[BaseRoute] = [page(HOME, show_audit, access=staff())]
