"""Statements are compiled once per run instead of once per test.

Every test opens a database of its own, and SQLAlchemy keeps compiled statements per engine and per
dialect: compiling the same ones for every test took a quarter of the time. These dialects are the
product's, but two of a kind count as one, and all engines of a kind share what was compiled.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import Engine
from sqlalchemy.dialects import registry
from sqlalchemy.dialects.postgresql.psycopg import PGDialect_psycopg
from sqlalchemy.dialects.sqlite.pysqlite import SQLiteDialect_pysqlite
from sqlalchemy.engine.default import DefaultDialect
from sqlalchemy.util import LRUCache

COMPILED: LRUCache[Any, Any] = LRUCache(5000)


class _OneOfAKind(DefaultDialect):
    """Equal to every dialect of its class that was made with the same options."""

    supports_statement_cache = True

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        self._kind = (type(self), repr(sorted(options.items())))

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _OneOfAKind) and self._kind == other._kind

    def __hash__(self) -> int:
        return hash(self._kind)

    @classmethod
    def engine_created(cls, engine: Engine) -> None:
        engine.update_execution_options(compiled_cache=COMPILED)


class Sqlite(_OneOfAKind, SQLiteDialect_pysqlite):
    supports_statement_cache = True


class Postgresql(_OneOfAKind, PGDialect_psycopg):
    supports_statement_cache = True


def share_compiled_statements() -> None:
    """From now on; engines that exist already keep theirs."""
    registry.register("sqlite", __name__, Sqlite.__name__)
    registry.register("postgresql.psycopg", __name__, Postgresql.__name__)
