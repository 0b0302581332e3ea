"""The database: column types that refuse wrong values, and the one transaction at the edge.

The same models run on SQLite (the embedded default) and PostgreSQL. Operations never commit; the edge
opens one `unit_of_work()` per business fact. Network calls happen outside of it.
"""

import enum
import json
import threading
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import Future
from contextlib import contextmanager
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any, ClassVar, Final, Generic, TypeVar

import sqlalchemy as sa
from sqlalchemy import event
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.engine import URL, Connection, Dialect, make_url
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.orm import DeclarativeBase, Session
from sqlalchemy.types import TypeDecorator, TypeEngine

from sponsorship.money import LARGEST_MINOR

NAMING = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s",
    "pk": "pk_%(table_name)s",
}

_Outcome = TypeVar("_Outcome")
_Words = TypeVar("_Words")

_ALIVE = {"keepalives_idle": 30, "keepalives_interval": 10, "keepalives_count": 3}
"""A PostgreSQL that vanished without a word is noticed within a minute, by the operating system."""


class MinorUnits(TypeDecorator[int]):
    """An amount in minor units: a Python int and nothing else, whole and bounded in the database.

    PostgreSQL would silently round 10.5 into a bigint, so there it is a NUMERIC whose CHECK refuses
    fractions; on SQLite the tables are STRICT.
    """

    impl = sa.BigInteger
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        if dialect.name == "postgresql":
            return dialect.type_descriptor(sa.NUMERIC())
        return dialect.type_descriptor(sa.INTEGER())

    def process_bind_param(self, value: Any, dialect: Dialect) -> int | None:
        if value is None:
            return None
        if type(value) is not int:
            raise TypeError(f"minor units are whole numbers, not {type(value).__name__}")
        return value

    def process_result_value(self, value: Any, dialect: Dialect) -> int | None:
        if isinstance(value, Decimal) and value != int(value):
            raise AssertionError("a stored amount has a fraction")
        return None if value is None else int(value)


class Day(TypeDecorator[date]):
    """A calendar day; ISO text on SQLite, where a CHECK refuses days that do not exist."""

    impl = sa.Date
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        return dialect.type_descriptor(sa.DATE() if dialect.name == "postgresql" else sa.TEXT())

    def process_bind_param(self, value: Any, dialect: Dialect) -> Any:
        if value is None or dialect.name == "postgresql":
            return value
        if isinstance(value, datetime) or not isinstance(value, date):
            raise TypeError("a day is a date without a time")
        return value.isoformat()

    def process_result_value(self, value: Any, dialect: Dialect) -> date | None:
        return date.fromisoformat(value) if isinstance(value, str) else value


class Instant(TypeDecorator[datetime]):
    """An aware instant, kept in UTC; sortable ISO text with microseconds on SQLite."""

    impl = sa.DateTime
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        if dialect.name == "postgresql":
            return dialect.type_descriptor(postgresql.TIMESTAMP(timezone=True))
        return dialect.type_descriptor(sa.TEXT())

    def process_bind_param(self, value: Any, dialect: Dialect) -> Any:
        if value is None:
            return None
        if not isinstance(value, datetime) or value.tzinfo is None:
            raise TypeError("an instant is an aware datetime")
        in_utc = value.astimezone(UTC)
        if dialect.name == "postgresql":
            return in_utc
        return in_utc.replace(tzinfo=None).isoformat(timespec="microseconds") + "Z"

    def process_result_value(self, value: Any, dialect: Dialect) -> datetime | None:
        if isinstance(value, str):
            return datetime.fromisoformat(value)
        return None if value is None else value.astimezone(UTC)


class Flag(TypeDecorator[bool]):
    """Yes or no; 0 or 1 on SQLite."""

    impl = sa.Boolean
    cache_ok = True
    coerce_to_is_types = (type(None), bool)  # so that is_(True) is IS TRUE, not IS with a parameter

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        return dialect.type_descriptor(
            sa.BOOLEAN() if dialect.name == "postgresql" else sa.INTEGER()
        )

    def process_bind_param(self, value: Any, dialect: Dialect) -> Any:
        if value is not None and not isinstance(value, bool):
            raise TypeError("a flag is True or False")
        return value if value is None or dialect.name == "postgresql" else int(value)

    def process_result_value(self, value: Any, dialect: Dialect) -> bool | None:
        return None if value is None else bool(value)


class Json(TypeDecorator[Any]):
    """A JSON document; canonical text on SQLite, jsonb on PostgreSQL."""

    impl = sa.JSON
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        if dialect.name == "postgresql":
            return dialect.type_descriptor(postgresql.JSONB())
        return dialect.type_descriptor(sa.TEXT())

    def process_bind_param(self, value: Any, dialect: Dialect) -> Any:
        if value is None or dialect.name == "postgresql":
            return value
        return json.dumps(value, sort_keys=True, ensure_ascii=False)

    def process_result_value(self, value: Any, dialect: Dialect) -> Any:
        return json.loads(value) if isinstance(value, str) else value


@compiles(sa.Enum)
def _enum_is_text(*_: Any, **__: Any) -> str:
    """Status columns are TEXT with a CHECK: STRICT tables know no VARCHAR, and lengths may grow."""
    return "TEXT"


def _labels(members: type[enum.Enum]) -> list[str]:
    return [str(member.value) for member in members]


RowId = sa.BigInteger().with_variant(sa.INTEGER(), "sqlite")


class Base(DeclarativeBase):
    """Every table: STRICT on SQLite, whole and bounded amounts, real days, values of enums checked."""

    metadata = sa.MetaData(naming_convention=NAMING)
    type_annotation_map: ClassVar[dict[Any, Any]] = {
        str: sa.Text(),
        int: RowId,
        bool: Flag(),
        date: Day(),
        datetime: Instant(),
        bytes: sa.LargeBinary(),
        enum.Enum: sa.Enum(
            enum.Enum, native_enum=False, create_constraint=True, values_callable=_labels
        ),
    }

    def __init_subclass__(cls, **kwargs: Any) -> None:
        super().__init_subclass__(**kwargs)
        table = cls.__dict__.get("__table__")
        if isinstance(table, sa.Table):
            _enforce_column_rules(table)

    def __str__(self) -> str:
        """What people call it: what it is, and its reference or number."""
        number = getattr(self, "reference", None) or getattr(self, "id", "")
        return f"{self.__tablename__.replace('_', ' ').capitalize()} {number}"


def _enforce_column_rules(table: sa.Table) -> None:
    table.dialect_options["sqlite"]["strict"] = True
    for column in list(table.columns):
        name = column.name
        if isinstance(column.type, MinorUnits):
            whole = f"{name} % 1 = 0 AND abs({name}) <= {LARGEST_MINOR}"
            table.append_constraint(sa.CheckConstraint(whole, name=f"{name}_whole"))
        elif isinstance(column.type, Day | Instant):
            _enforce_calendar(table, column)
        elif isinstance(column.type, Json):
            rule = sa.CheckConstraint(f"json_valid({name})", name=f"{name}_json")
            table.append_constraint(rule.ddl_if(dialect="sqlite"))
        elif isinstance(column.type, Flag):
            rule = sa.CheckConstraint(f"{name} IN (0, 1)", name=f"{name}_flag")
            table.append_constraint(rule.ddl_if(dialect="sqlite"))
        elif name == "currency" or name.endswith("_currency"):
            code = f"length({name}) = 3 AND {name} = upper({name})"
            table.append_constraint(sa.CheckConstraint(code, name=f"{name}_code"))


def _enforce_calendar(table: sa.Table, column: sa.Column[Any]) -> None:
    """Real days and real instants only, in the years that Python can read back."""
    name = column.name
    if isinstance(column.type, Day):
        real = f"{name} IS date({name}, '+0 days') AND {name} >= '0001'"
        bounds = f"{name} BETWEEN DATE '0001-01-01' AND DATE '9999-12-31'"
    else:
        second = f"substr({name}, 1, 19)"
        fraction = "." + "[0-9]" * 6 + "Z"
        real = (
            f"strftime('%Y-%m-%dT%H:%M:%S', {second}, '+0 days') IS {second}"
            f" AND substr({name}, 20) GLOB '{fraction}' AND {name} >= '0001'"
        )
        bounds = (
            f"{name} >= TIMESTAMPTZ '0001-01-02 00:00:00+00'"
            f" AND {name} < TIMESTAMPTZ '9999-12-31 00:00:00+00'"
        )
    for dialect, rule in (("sqlite", f"{name} IS NULL OR ({real})"), ("postgresql", bounds)):
        check = sa.CheckConstraint(rule, name=f"{name}_real")
        table.append_constraint(check.ddl_if(dialect=dialect))


class _Waiting(Generic[_Outcome]):
    """Work that waits for the one writer, and what will become of it."""

    def __init__(self, work: Callable[[Session], _Outcome]) -> None:
        self.work = work
        self.outcome: Future[_Outcome] = Future()


ROW_LOCK: Final[dict[str, Any]] = {"key_share": True}
"""How a row is locked before it changes: `with_for_update=ROW_LOCK`, on PostgreSQL FOR NO KEY UPDATE.

FOR UPDATE would also bar everybody who only writes a row that refers to this one. Rows are never
renumbered, so that is never needed, and two deeds could wait for each other: one holds the page and
wants to write its payment, the other has written the payment and wants to refer to the page.
"""


class Database:
    """One database and the doors to it: `unit_of_work()` for facts, `reading()` for questions.

    `together()` is the door for facts of which many come at once.
    """

    def __init__(self, url: str | URL, *, jobs: Any = None, pool_size: int = 8) -> None:
        self.url = make_url(url)
        self.is_sqlite = self.url.get_backend_name() == "sqlite"
        self.jobs = jobs
        self._writer_lock = threading.Lock() if self.is_sqlite else None
        self._line: list[_Waiting[Any]] = []
        self._line_lock = threading.Lock()
        self.engine = self._connect(pool_size)
        self.writer = self.engine.execution_options(begins="IMMEDIATE")
        self.reader = (
            self.engine.execution_options(begins="DEFERRED")
            if self.is_sqlite
            else self.engine.execution_options(postgresql_readonly=True)
        )
        # The driver of SQLite begins no transaction by itself; that of PostgreSQL has to be told.
        self.asker = (
            self.engine.execution_options(begins="")
            if self.is_sqlite
            else self.engine.execution_options(isolation_level="AUTOCOMMIT")
        )

    def _connect(self, pool_size: int) -> sa.Engine:
        options: dict[str, Any] = {"hide_parameters": True, "pool_size": pool_size}
        if self.is_sqlite:
            if self.url.database and self.url.database != ":memory:":
                Path(self.url.database).parent.mkdir(parents=True, exist_ok=True)
            options |= {"poolclass": sa.pool.QueuePool, "connect_args": {"timeout": 30}}
            engine = sa.create_engine(self.url, **options)
            event.listen(engine, "connect", _set_pragmas)
            event.listen(engine, "begin", _begin)
            return engine
        # What a guard reads behind a lock must be what is committed by then, whatever the server's default.
        options |= {"isolation_level": "READ COMMITTED"}
        options |= {"max_overflow": pool_size, "connect_args": _ALIVE}
        engine = sa.create_engine(self.url, **options)
        event.listen(engine, "checkout", _refuse_lost)
        return engine

    @contextmanager
    def unit_of_work(self) -> Iterator[Session]:
        """One transaction: all of it on leaving, none of it on an exception.

        On SQLite writers queue behind one lock in this process and begin IMMEDIATE, because a deferred
        begin that turns into a write loses most concurrent writers to "database is locked".
        """
        if self._writer_lock is None:
            yield from self._transaction(self.writer)
        else:
            with self._writer_lock:
                yield from self._transaction(self.writer)

    def together(self, work: Callable[[Session], _Outcome]) -> _Outcome:
        """What `work` returns, once it is committed: one fact, of which many may come at once.

        On SQLite, work that waits for the one writer meanwhile is done in one transaction and shares its
        commit, which waits for the disk. If any of it fails, each is done again in a transaction of
        its own, so `work` must be fit to be done twice. PostgreSQL shares the wait by itself.
        """
        if self._writer_lock is None:
            with self.unit_of_work() as session:
                return work(session)
        mine = _Waiting(work)
        with self._line_lock:
            self._line.append(mine)
            is_first = len(self._line) == 1
        if is_first:
            # Whoever is first does the work of all who have come when it is its turn to write.
            with self._writer_lock:
                with self._line_lock:
                    line, self._line = self._line, []
                self._do_all(line)
        return mine.outcome.result()

    def _do_all(self, line: list[_Waiting[Any]]) -> None:
        try:
            with self.writer.begin() as connection:
                outcomes = [self._do(one, connection) for one in line]
        except BaseException as failure:  # noqa: BLE001 - raised where the outcome is waited for
            is_alone = len(line) == 1 or not isinstance(failure, Exception)
            for one in line:
                if is_alone:
                    one.outcome.set_exception(failure)
                else:
                    self._do_all([one])
        else:
            for one, outcome in zip(line, outcomes, strict=True):
                one.outcome.set_result(outcome)

    def _do(self, one: _Waiting[_Outcome], connection: Connection) -> _Outcome:
        with Session(connection, expire_on_commit=False) as session, session.begin():
            session.info["jobs"] = self.jobs
            return one.work(session)

    @contextmanager
    def reading(self) -> Iterator[Session]:
        """A consistent view for questions; nothing can be written through it."""
        with Session(self.reader, expire_on_commit=False, autoflush=False) as session:
            yield session
            self._end_reading(session)

    def _end_reading(self, session: Session) -> None:
        """A driver of PostgreSQL forgets at a rollback how it prepared statements; a commit keeps them."""
        if not self.is_sqlite and session.in_transaction():
            begun = session.connection().get_transaction()
            if begun is not None:
                begun.commit()

    @contextmanager
    def asking(self) -> Iterator[Connection]:
        """For one short question with nothing around it: a transaction would cost more than it."""
        with self.asker.connect() as connection:
            yield connection

    @contextmanager
    def snapshot(self) -> Iterator[Session]:
        """For a long look at everything: one view of the database as it is now, nothing written.

        On SQLite that is what `reading()` gives; on PostgreSQL each statement of an ordinary
        transaction would see what was committed meanwhile.
        """
        engine = self.reader
        if not self.is_sqlite:
            engine = engine.execution_options(isolation_level="REPEATABLE READ")
        with Session(engine, expire_on_commit=False, autoflush=False) as session:
            yield session

    def _transaction(self, engine: sa.Engine) -> Iterator[Session]:
        with Session(engine, expire_on_commit=False) as session:
            session.info["jobs"] = self.jobs
            with session.begin():
                yield session

    def close(self) -> None:
        self.engine.dispose()


def _set_pragmas(connection: Any, _: Any) -> None:
    # Transactions are begun by us (`_begin`), not by the driver's own guess.
    connection.isolation_level = None
    cursor = connection.cursor()
    for pragma in (
        "foreign_keys=ON",
        "recursive_triggers=ON",  # otherwise INSERT OR REPLACE rewrites append-only rows silently
        "journal_mode=WAL",
        "synchronous=FULL",
        "busy_timeout=30000",
    ):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


def _refuse_lost(connection: Any, *_: Any) -> None:
    """A server that ended an idle connection has said so: that is heard without asking it anything.

    Asking (`pool_pre_ping`) is a trip to the server for every transaction, and knows no more.
    """
    import psycopg  # an installation on SQLite does not need it

    try:
        connection.pgconn.consume_input()  # its last words, if any
        connection.pgconn.consume_input()  # and then the end
    except psycopg.OperationalError as lost:
        raise sa.exc.InvalidatePoolError from lost


def _begin(connection: Connection) -> None:
    if kind := connection.get_execution_options().get("begins", "IMMEDIATE"):
        connection.exec_driver_sql(f"BEGIN {kind}")


def insert_into(session: Session, table: Any) -> Any:
    """An INSERT that knows ON CONFLICT, of whichever engine the session speaks to.

    Both engines have it in the same words, and SQLAlchemy only in two classes of its own.
    """
    is_postgresql = session.get_bind().dialect.name == "postgresql"
    return (postgresql.insert if is_postgresql else sqlite.insert)(table)


def in_both_words(words: Callable[[Any], _Words]) -> dict[str, _Words]:
    """An INSERT that knows ON CONFLICT, put into words once for each engine; for `write`."""
    return {"sqlite": words(sqlite.insert), "postgresql": words(postgresql.insert)}


def write(session: Session, words: Mapping[str, Any], facts: dict[str, Any]) -> Any:
    """What the INSERT returns of the row; None if it was there already.

    Through the connection: the session's own way costs as much again as the row itself.
    """
    session.flush()
    connection = session.connection()
    return connection.scalar(words[connection.dialect.name], facts)
