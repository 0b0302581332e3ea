"""The sandbox's own SQLite file: objects, events, deliveries, keys, violations, chores.

Every change happens in one transaction behind one lock, so several threads may share the store.
"""

from __future__ import annotations

import json
import sqlite3
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

JsonObject = dict[str, Any]

_SCHEMA = """
CREATE TABLE IF NOT EXISTS objects (
    seq INTEGER PRIMARY KEY AUTOINCREMENT,
    id TEXT NOT NULL UNIQUE,
    kind TEXT NOT NULL,
    created INTEGER NOT NULL,
    body TEXT NOT NULL,
    private TEXT NOT NULL DEFAULT '{}'
);
CREATE INDEX IF NOT EXISTS objects_by_kind ON objects (kind, seq);
CREATE TABLE IF NOT EXISTS deliveries (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    event_id TEXT NOT NULL,
    endpoint_id TEXT NOT NULL,
    due_at REAL NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('pending', 'delivered', 'dropped', 'given_up')),
    attempts INTEGER NOT NULL DEFAULT 0,
    wrong_secret INTEGER NOT NULL DEFAULT 0
);
CREATE INDEX IF NOT EXISTS deliveries_due ON deliveries (state, due_at);
CREATE INDEX IF NOT EXISTS deliveries_by_event ON deliveries (event_id);
CREATE TABLE IF NOT EXISTS attempts (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    delivery_id INTEGER NOT NULL REFERENCES deliveries (id),
    at REAL NOT NULL,
    status INTEGER,
    answer TEXT NOT NULL
);
CREATE INDEX IF NOT EXISTS attempts_by_delivery ON attempts (delivery_id);
CREATE TABLE IF NOT EXISTS idempotency_keys (
    key TEXT PRIMARY KEY,
    at REAL NOT NULL,
    address TEXT NOT NULL,
    fingerprint TEXT NOT NULL,
    status INTEGER NOT NULL,
    body TEXT NOT NULL,
    request_id TEXT NOT NULL
);
CREATE TABLE IF NOT EXISTS violations (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    at REAL NOT NULL,
    method TEXT NOT NULL,
    path TEXT NOT NULL,
    place TEXT NOT NULL,
    code TEXT NOT NULL,
    message TEXT NOT NULL
);
CREATE TABLE IF NOT EXISTS chores (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    due_at REAL NOT NULL,
    name TEXT NOT NULL,
    object_id TEXT NOT NULL
);
CREATE TABLE IF NOT EXISTS notes (name TEXT PRIMARY KEY, value TEXT NOT NULL);
"""


class Store:
    """Objects as Stripe shows them (`body`) beside what only the sandbox knows (`private`)."""

    def __init__(self, path: Path) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        self._lock = threading.RLock()
        self._depth = 0
        self._connection = sqlite3.connect(path, check_same_thread=False, isolation_level=None)
        self._connection.row_factory = sqlite3.Row
        self._connection.execute("PRAGMA journal_mode=WAL")
        self._connection.execute("PRAGMA synchronous=NORMAL")
        self._connection.executescript(_SCHEMA)

    def close(self) -> None:
        with self._lock:
            self._connection.close()

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """Everything inside is written or nothing is; inner uses join the outer one."""
        with self._lock:
            if self._depth == 0:
                self._connection.execute("BEGIN IMMEDIATE")
            self._depth += 1
            try:
                yield
            except BaseException:
                self._depth -= 1
                if self._depth == 0:
                    self._connection.execute("ROLLBACK")
                raise
            self._depth -= 1
            if self._depth == 0:
                self._connection.execute("COMMIT")

    def rows(self, sql: str, *values: Any) -> list[sqlite3.Row]:
        with self._lock:
            return self._connection.execute(sql, values).fetchall()

    def row(self, sql: str, *values: Any) -> sqlite3.Row | None:
        found = self.rows(sql, *values)
        return found[0] if found else None

    def write(self, sql: str, *values: Any) -> int:
        """Runs one statement and returns the id of the row it made."""
        with self._lock:
            return self._connection.execute(sql, values).lastrowid or 0

    def put(self, body: JsonObject) -> None:
        """Keeps an object, new or changed."""
        self.write(
            "INSERT INTO objects (id, kind, created, body) VALUES (?, ?, ?, ?)"
            " ON CONFLICT (id) DO UPDATE SET body = excluded.body",
            body["id"],
            body["object"],
            body.get("created", 0),
            json.dumps(body),
        )

    def get(self, object_id: str) -> JsonObject | None:
        found = self.row("SELECT body FROM objects WHERE id = ?", object_id)
        return _json(found["body"]) if found else None

    def find(self, kind: str, *, newest: int = -1, **equal: Any) -> list[JsonObject]:
        """Objects of one kind, newest first, whose named fields have these values."""
        sql = "SELECT body FROM objects WHERE kind = ?"
        values: list[Any] = [kind]
        for name, value in equal.items():
            sql += f" AND json_extract(body, '$.{name.replace('__', '.')}') = ?"
            values.append(value)
        return [
            _json(row["body"])
            for row in self.rows(f"{sql} ORDER BY seq DESC LIMIT ?", *values, newest)
        ]

    def private(self, object_id: str) -> JsonObject:
        found = self.row("SELECT private FROM objects WHERE id = ?", object_id)
        return _json(found["private"]) if found else {}

    def keep_private(self, object_id: str, **facts: Any) -> None:
        known = self.private(object_id) | facts
        self.write("UPDATE objects SET private = ? WHERE id = ?", json.dumps(known), object_id)

    def seq(self, object_id: str) -> int | None:
        found = self.row("SELECT seq FROM objects WHERE id = ?", object_id)
        return int(found["seq"]) if found else None

    def note(self, name: str) -> Any:
        found = self.row("SELECT value FROM notes WHERE name = ?", name)
        return json.loads(found["value"]) if found else None

    def keep_note(self, name: str, value: Any) -> None:
        self.write(
            "INSERT INTO notes (name, value) VALUES (?, ?)"
            " ON CONFLICT (name) DO UPDATE SET value = excluded.value",
            name,
            json.dumps(value),
        )

    def forget_everything(self) -> None:
        """Empties the sandbox, as a fresh account."""
        tables = "objects attempts deliveries idempotency_keys violations chores notes"
        with self.transaction():
            for table in tables.split():
                self.write(f"DELETE FROM {table}")  # noqa: S608 - our own fragments


def _json(text: str) -> JsonObject:
    value: JsonObject = json.loads(text)
    return value
