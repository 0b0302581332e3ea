"""A backup: one file with every record, readable on either engine; and putting it back.

The file is a ZIP with a manifest and one JSON array per row and table. It is made from one view of the
database, so it is whole however busy the product is. It says nothing of whom is signed in or of jobs
that are under way: what a restored database still owes is queued anew (`workflows.recovering`).
"""

from __future__ import annotations

import base64
import contextlib
import hashlib
import json
import os
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from enum import Enum
from itertools import islice
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

import sponsorship.models  # noqa: F401 -- every table
from sponsorship import guards, migrations, stamps
from sponsorship.database import Base, Database, Day, Flag, Instant, Json, MinorUnits
from sponsorship.errors import Invalid, Refused

FORMAT = 1
LEFT_OUT = frozenset(
    {
        "job_trouble",
        "lifecycle_move",
        "self_check",
        "sign_in_attempt",
        "sign_in_link",
        "staff_session",
        "stamp",
        "worker_heartbeat",
    }
)
"""What a restored database begins without: whoever was signed in, workers that are gone, what the
schema itself brings along."""

_TYPES: dict[str, sa.types.TypeEngine[Any]] = {
    "bytes": sa.LargeBinary(),
    "day": Day(),
    "flag": Flag(),
    "instant": Instant(),
    "json": Json(),
    "minor": MinorUnits(),
    "text": sa.Text(),
    "whole": sa.BigInteger(),
}
_AT_ONCE = 500


class NotEmpty(Refused):
    """Raised when a backup is to be restored over records that are there already."""

    code = "not_empty"

    def __init__(self, table: str) -> None:
        self.table = table
        super().__init__(
            f"The database has records already ({table.replace('_', ' ')}). A backup is restored into"
            " an empty one."
        )


class NoBackup(Invalid):
    """Raised for a file that is not one of our backups, or not a whole one."""

    code = "no_backup"

    def __init__(self, why: str) -> None:
        super().__init__("file", f"This is not a backup that can be restored: {why}.")


@dataclass(frozen=True, slots=True)
class Contents:
    """What a backup holds: when it was made, of which schema, and how many rows of each table."""

    made_at: datetime
    revision: str
    rows: dict[str, int]

    @property
    def total(self) -> int:
        return sum(self.rows.values())


def back_up(database: Database, path: Path, *, at: datetime) -> Contents:
    """Write everything to `path`, all or nothing; only its owner may read the file.

    Raises Invalid for a place that cannot be written, or if a file of that name is there already.
    """
    if path.exists():
        raise Invalid("file", f"{path} exists already; a backup never replaces another.")
    unfinished = path.with_name(path.name + ".unfinished")
    try:
        with (
            _private(unfinished) as file,
            zipfile.ZipFile(
                file, "w", compression=zipfile.ZIP_DEFLATED, compresslevel=6
            ) as archive,
        ):
            contents = _write(database, archive, at=at)
        unfinished.rename(path)
    except OSError as refused:
        raise Invalid("file", f"{path} cannot be written ({refused.strerror}).") from refused
    finally:
        unfinished.unlink(missing_ok=True)
    return contents


@contextlib.contextmanager
def _private(path: Path) -> Iterator[Any]:
    """A new file that is on the disk when it is closed."""
    descriptor = os.open(path, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600)
    with os.fdopen(descriptor, "w+b") as file:
        yield file
        file.flush()
        os.fsync(file.fileno())


def _write(database: Database, archive: zipfile.ZipFile, *, at: datetime) -> Contents:
    tables: dict[str, Any] = {}
    with database.snapshot() as session:
        revision = str(session.scalar(sa.text("SELECT version_num FROM alembic_version")))
        for table in Base.metadata.sorted_tables:
            if table.name not in LEFT_OUT:
                tables[table.name] = _write_table(session, archive, table)
    manifest = {
        "format": FORMAT,
        "made_at": at.isoformat(),
        "revision": revision,
        "tables": tables,
    }
    archive.writestr("manifest.json", json.dumps(manifest, indent=1))
    return Contents(at, revision, {name: told["rows"] for name, told in tables.items()})


def _write_table(session: Session, archive: zipfile.ZipFile, table: sa.Table) -> dict[str, Any]:
    digest, count = hashlib.sha256(), 0
    rows = sa.select(*table.columns).order_by(*table.primary_key.columns)
    with (
        archive.open(_member(table.name), "w", force_zip64=True) as member,
        session.execute(rows.execution_options(yield_per=_AT_ONCE)) as found,
    ):
        for row in found:
            line = json.dumps([_told(value) for value in row], ensure_ascii=False).encode() + b"\n"
            digest.update(line)
            member.write(line)
            count += 1
    columns = {column.name: _kind_of(column) for column in table.columns}
    return {"columns": columns, "rows": count, "sha256": digest.hexdigest()}


def _member(table: str) -> str:
    return f"tables/{table}.jsonl"


def _told(value: Any) -> Any:
    if isinstance(value, bytes):
        return base64.b64encode(value).decode("ascii")
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, datetime | date):
        return value.isoformat()
    return value


def _kind_of(column: sa.Column[Any]) -> str:
    kinds: tuple[tuple[type[Any], str], ...] = (
        (MinorUnits, "minor"), (Day, "day"), (Instant, "instant"), (Flag, "flag"), (Json, "json"),
        (sa.LargeBinary, "bytes"), (sa.Enum, "text"), (sa.Text, "text"), (sa.Integer, "whole"),
    )  # fmt: skip
    for kind, name in kinds:
        if isinstance(column.type, kind):
            return name
    raise AssertionError(f"{column} has a type that no backup knows")


def restore(url: str | sa.URL, path: Path) -> Contents:
    """Put a backup into an empty database, all or nothing, and bring it to the newest schema.

    The guards stand again, as they were, before anything is committed. Raises NoBackup or NotEmpty.
    """
    try:
        with zipfile.ZipFile(path) as archive:
            manifest = _manifest(archive)
            _make_room(url, manifest["revision"])
            database = Database(url)
            try:
                _load(database, archive, manifest)
            finally:
                database.close()
    except FileNotFoundError as missing:
        raise Invalid("file", f"There is no file {path}.") from missing
    except (zipfile.BadZipFile, OSError, EOFError) as damaged:
        raise NoBackup("the file is damaged") from damaged
    migrations.upgrade(url)
    _note_change(url)
    rows = {name: told["rows"] for name, told in manifest["tables"].items()}
    return Contents(datetime.fromisoformat(manifest["made_at"]), manifest["revision"], rows)


def _note_change(url: str | sa.URL) -> None:
    """A web process that runs already keeps nothing that it has seen in the empty database."""
    database = Database(url)
    try:
        with database.unit_of_work() as session:
            stamps.leave(session)
    finally:
        database.close()


def _manifest(archive: zipfile.ZipFile) -> dict[str, Any]:
    try:
        manifest: dict[str, Any] = json.loads(archive.read("manifest.json"))
        if manifest["format"] != FORMAT or not isinstance(manifest["tables"], dict):
            raise NoBackup("it has another format")
        datetime.fromisoformat(manifest["made_at"])
    except (KeyError, ValueError, TypeError) as wrong:
        raise NoBackup("its manifest cannot be read") from wrong
    if str(manifest["revision"]) not in migrations.known():
        raise NoBackup(f"it is of schema {manifest['revision']}, which this version does not know")
    return manifest


def _make_room(url: str | sa.URL, revision: str) -> None:
    """The schema that the backup was made of, without a row."""
    present = migrations.current(url)
    if present is not None:
        database = Database(url)
        try:
            with database.reading() as session:
                _must_be_empty(session)
        finally:
            database.close()
        if present != revision:
            migrations.downgrade(url, "base")
    migrations.upgrade(url, revision)


def _must_be_empty(session: Session) -> None:
    present = set(sa.inspect(session.connection()).get_table_names())
    for table in Base.metadata.sorted_tables:
        if table.name in present and table.name not in LEFT_OUT:
            any_row = sa.select(sa.literal(1)).select_from(sa.table(table.name)).limit(1)
            if session.scalar(any_row) is not None:
                raise NotEmpty(table.name)


def _load(database: Database, archive: zipfile.ZipFile, manifest: dict[str, Any]) -> None:
    with database.unit_of_work() as session, guards.lifted(session):
        for name, told in manifest["tables"].items():
            _load_table(session, archive, name, told)
        if not database.is_sqlite:
            _advance_sequences(session, manifest["tables"])


def _load_table(
    session: Session, archive: zipfile.ZipFile, name: str, told: dict[str, Any]
) -> None:
    kinds: dict[str, str] = told["columns"]
    if not (name.isidentifier() and all(k in _TYPES for k in kinds.values())):
        raise NoBackup("it has columns of an unknown kind")
    table = sa.table(name, *(sa.column(column, _TYPES[kind]) for column, kind in kinds.items()))
    digest, count = hashlib.sha256(), 0
    with archive.open(_member(name)) as lines:
        while together := list(islice(lines, _AT_ONCE)):
            for line in together:
                digest.update(line)
            session.execute(sa.insert(table), [_row(kinds, line) for line in together])
            count += len(together)
    if (digest.hexdigest(), count) != (told["sha256"], told["rows"]):
        raise NoBackup(f"its table {name} was changed after it was made")


def _row(kinds: dict[str, str], line: bytes) -> dict[str, Any]:
    values = json.loads(line)
    if len(values) != len(kinds):
        raise NoBackup("a row has too many or too few values")
    return {
        column: _meant(kind, value)
        for (column, kind), value in zip(kinds.items(), values, strict=True)
    }


def _meant(kind: str, value: Any) -> Any:
    if value is None:
        return None
    if kind == "bytes":
        return base64.b64decode(value)
    if kind == "instant":
        return datetime.fromisoformat(value)
    return date.fromisoformat(value) if kind == "day" else value


def _advance_sequences(session: Session, tables: dict[str, Any]) -> None:
    """The next row gets the number after the last one that came back."""
    for table in tables:
        if "id" not in tables[table]["columns"]:
            continue
        sequence = session.scalar(sa.select(sa.func.pg_get_serial_sequence(table, "id")))
        last = session.scalar(sa.select(sa.func.max(sa.column("id"))).select_from(sa.table(table)))
        if sequence is not None and last is not None:
            session.execute(sa.select(sa.func.setval(sequence, last)))
