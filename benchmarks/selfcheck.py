"""The self-check over a million postings: one gift of the product's own, and half a million like it."""

# ruff: noqa: S608 -- the SQL is put together from constants of this file

from __future__ import annotations

import time
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import cast

import sqlalchemy as sa
from sqlalchemy.orm import Session

from benchmarks.engines import ENGINES, Engines
from benchmarks.results import Result
from sponsorship import guards, settings, wiring
from sponsorship.database import Base, Database
from sponsorship.donations import operations as donations
from sponsorship.jobs import RecordingQueue
from sponsorship.money import Money
from sponsorship.payments.models import Checkout, Method, PaymentStatus, Purpose
from sponsorship.payments.processor import CheckoutPage, CheckoutRequest, PaymentState, Processor
from sponsorship.workflows import checking, giving, receiving

POSTINGS = 1_000_000
ALLOWED_SECONDS = 60
_AT = datetime(2026, 3, 2, 15, 0, tzinfo=UTC)

_REFERENCE = "substr('000000', 1, 6 - length(CAST({n} AS TEXT))) || CAST({n} AS TEXT)"
_UNLIKE = {
    "checkout": {
        "purpose_id": "{n}",
        "idempotency_key": "'key-' || {n}",
        "external_id": "'page-' || {n}",
    },
    "dispatch": {"letter_id": "{n}", "message_id": "'message-' || {n}"},
    "document": {},
    "donation": {"form_key": "'form-of-a-donor-' || {n}", "public_token": "'token-' || {n}"},
    "letter": {"fact": "'donation:' || {n}"},
    "payment": {
        "purpose_id": "{n}",
        "checkout_id": "{n}",
        "external_id": "'pay-' || {n}",
        "charge_external_id": "'charge-' || {n}",
    },
    "receipt": {
        "sequence": "{n}",
        "donation_id": "{n}",
        "payment_id": "{n}",
        "document_id": "{n}",
        "public_token": "'token-' || {n}",
    },
}
"""Of each table with one row per gift, what differs between two gifts beside the id."""


def measure(engines: Engines, folder: Path) -> Iterator[Result]:
    """Seconds that one run of every check takes, beside what is allowed."""
    for engine in ENGINES:
        database = Database(engines.new(engine, folder), jobs=RecordingQueue())
        fill(database, gifts=POSTINGS // 2)
        began = time.perf_counter()
        broken = checking.broken_rows(database)
        seconds = time.perf_counter() - began
        database.close()
        assert broken == [], broken[:5]
        yield Result(
            f"self-check of a million postings, {engine}",
            round(seconds, 1),
            "s",
            ALLOWED_SECONDS,
            {"postings": POSTINGS, "gifts": POSTINGS // 2},
        )


def fill(database: Database, *, gifts: int) -> None:
    """So many gifts with payment, fee, receipt and letter, as the product writes them."""
    _one_gift(database)
    with database.unit_of_work() as session, guards.lifted(session):
        for table in Base.metadata.sorted_tables:
            if table.name in _UNLIKE:
                _multiply(session, table.name, _UNLIKE[table.name], gifts)
        _multiply_journal(session, gifts)
        session.execute(sa.text("UPDATE number_series SET last = :last"), {"last": gifts})
    with database.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.exec_driver_sql("ANALYZE" if not database.is_sqlite else "PRAGMA optimize")


class _OnePage:
    """A processor that makes one page."""

    def open_checkout(self, request: CheckoutRequest) -> CheckoutPage:
        return CheckoutPage(f"page-{request.checkout_id}", "http://127.0.0.1:9/pay")


def _one_gift(database: Database) -> None:
    foundation = wiring.foundation_of(settings.load())
    gift = donations.Gift("form-of-a-donor-1", "Ada Byron", "ada@example.org", Money(10000, "USD"))
    giving.start_gift(
        database,
        cast("Processor", _OnePage()),
        lambda _: gift,
        fund_slug="general",
        foundation=foundation,
        at=_AT,
    )
    with database.unit_of_work() as session:
        checkout = session.scalars(sa.select(Checkout)).one()
        state = PaymentState(
            Purpose.DONATION, checkout.purpose_id, checkout.id, "pay-1", "charge-1", gift.amount,
            Method.CARD, PaymentStatus.SETTLED, "", _AT, Money(320, "USD"),
        )  # fmt: skip
        receiving.follow_donation(session, state, foundation=foundation, at=_AT)


def _numbers(gifts: int) -> str:
    return (
        "WITH RECURSIVE number (n) AS"
        f" (SELECT 2 UNION ALL SELECT n + 1 FROM number WHERE n < {gifts})"
    )


def _multiply(session: Session, table: str, unlike: dict[str, str], gifts: int) -> None:
    columns = [column.name for column in Base.metadata.tables[table].columns]
    unlike = {"id": "{n}", **unlike}
    values = (unlike.get(name, f'one."{name}"').format(n="n") for name in columns)
    names = ", ".join(f'"{name}"' for name in columns)
    _run(
        session,
        f"INSERT INTO {table} ({names}) {_numbers(gifts)}"
        f" SELECT {', '.join(values)} FROM number, {table} AS one WHERE one.id = 1",
    )


def _multiply_journal(session: Session, gifts: int) -> None:
    """Two entries a gift: the gift, and the fee."""
    columns = [column.name for column in Base.metadata.tables["journal_entry"].columns]
    gift, payment = (f"'{kind}-2026-' || {_REFERENCE.format(n='n')}" for kind in "DP")
    for entry, source in ((1, gift), (2, f"{gift} || ':' || {payment}")):
        unlike = {"id": f"2 * (n - 1) + {entry}", "source": source}
        values = (unlike.get(name, f'one."{name}"') for name in columns)
        names = ", ".join(f'"{name}"' for name in columns)
        _run(
            session,
            f"INSERT INTO journal_entry ({names}) {_numbers(gifts)}"
            f" SELECT {', '.join(values)} FROM number, journal_entry AS one WHERE one.id = {entry}",
        )
        _run(
            session,
            "INSERT INTO posting (entry_id, position, fund_id, debit_account_id,"
            f" credit_account_id, amount_minor, currency) {_numbers(gifts)}"
            f" SELECT 2 * (n - 1) + {entry}, position, fund_id, debit_account_id,"
            " credit_account_id, amount_minor, currency"
            f" FROM number, posting AS one WHERE one.entry_id = {entry}",
        )


def _run(session: Session, statement: str) -> None:
    session.connection().exec_driver_sql(statement)
