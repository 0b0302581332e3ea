"""What became of everything: what two runs must agree on, whatever happened on the way.

Row numbers, references and links differ between runs that are equally right (a database leaves gaps in
them after a rollback), so they are replaced by a sign. Numbers of receipts and invoices are not.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping

import sqlalchemy as sa
from sqlalchemy.orm import Session

from faults.outside import World
from sponsorship import models
from sponsorship.database import Database, MinorUnits
from sponsorship.invariants import broken
from sponsorship.jobs.models import JobTrouble
from sponsorship.ledger import queries as books
from sponsorship.messages.models import Dispatch, Letter
from sponsorship.payments.models import RefundStatus
from sponsorship.reconciliation.models import Difference

Outcome = Mapping[str, Counter[str]]

_ROW = re.compile(
    # Receipts, invoices and credit notes are numbered without gaps; all else is named by its row.
    r"(?<=:)\d+|\b(?!(?:R|I|CN)-)[A-Z]{1,2}-\d{4}-\d{5,6}|(?<=[a-z]_)\d+|[A-Za-z0-9_-]{22,}"
)
_UNCOUNTED = {"job_trouble", "worker_heartbeat", "reconciliation_run", "stamp"}
"""Work that was tried, a worker that lives, a comparison that was made, the mark of a change: twice is as
right as once."""


def outcome(database: Database, world: World) -> Outcome:
    """Journal, statuses, amounts, documents, letters, mails, and the processor's own account."""
    with database.reading() as session:
        return {
            "invariants": Counter(broken(session)),
            "journal": _journal(session),
            "letters": _letters(session),
            **_counts(session, world),
        }


def counts(database: Database, world: World) -> Outcome:
    """The part of an outcome that no repetition can leave as it is without doing nothing at all."""
    with database.reading() as session:
        return _counts(session, world)


def _counts(session: Session, world: World) -> Outcome:
    troubles = sa.select(JobTrouble.name, JobTrouble.error)
    return {
        "troubles": Counter(f"{name}: {error}" for name, error in session.execute(troubles)),
        "rows": _counted(session, _ROWS),
        "statuses": _counted(session, _STATUSES),
        "amounts": _counted(session, _AMOUNTS),
        "numbers": _counted(session, _NUMBERS),
        "differences": _differences(session),
        "mails": _mails(world),
        "processor": _account(world),
    }


def difference(expected: Outcome, found: Outcome) -> list[str]:
    """One sentence per kind of fact on which two outcomes do not agree."""
    told = []
    for kind, have in found.items():
        wanted = expected[kind]
        if wanted != have:
            missing = {
                what: wanted[what] - have[what] for what in wanted if wanted[what] > have[what]
            }
            surplus = {
                what: have[what] - wanted[what] for what in have if have[what] > wanted[what]
            }
            told.append(f"{kind}: missing {missing or 'nothing'}, too much {surplus or 'nothing'}")
    return told


def without_rows(text: str) -> str:
    """The same text without what may differ between two runs that are equally right."""
    return _ROW.sub("#", text)


def _journal(session: Session) -> Counter[str]:
    entries: Counter[str] = Counter()
    for entry in books.entries(session):
        entries[without_rows(" / ".join(books.printed([entry])))] += 1
    return entries


def _counted(session: Session, statement: sa.CompoundSelect[str, int]) -> Counter[str]:
    return Counter({str(what): int(count or 0) for what, count in session.execute(statement)})


def _letters(session: Session) -> Counter[str]:
    statement = sa.select(
        Letter.template, Letter.fact, Letter.recipient_email, Dispatch.ordinal, Dispatch.status
    ).join(Dispatch)
    return Counter(
        without_rows(f"{template} {fact} to {email}, sending {ordinal}: {status.value}")
        for template, fact, email, ordinal, status in session.execute(statement)
    )


def _differences(session: Session) -> Counter[str]:
    """What the comparison with the processor's account has named."""
    statement = sa.select(Difference.kind, Difference.amount_minor, Difference.currency)
    return Counter(
        f"{kind.value} {minor} {currency}" for kind, minor, currency in session.execute(statement)
    )


def _mails(world: World) -> Counter[str]:
    """Mails by their Message-ID: the same one twice is one letter to every mail program."""
    known = {mail.message_id: mail for mail in world.mails}
    return Counter(_ROW.sub("#", f"{mail.to}: {mail.subject}") for mail in known.values())


def _account(world: World) -> Counter[str]:
    """What the processor has done, in its own books."""
    processor = world.processor
    account: Counter[str] = Counter()
    for page in processor.status.values():
        account[f"page {page.value}"] += 1
    for payment in processor.payments.values():
        account[f"payment {payment.status.value} {payment.amount}"] += 1
        for refund in payment.refunds:
            if refund.status is not RefundStatus.FAILED:
                account[f"given back {refund.amount}"] += 1
    for collection in processor.collections.values():
        account[f"collection {collection.status.value}"] += 1
    for key in set(processor.asked):
        if key.endswith((":look_up", ":close")) or key.count(":") < 1:
            continue
        account[f"asked for {without_rows(key)}"] += 1
    return account


def _union(parts: list[sa.Select[str, int]]) -> sa.CompoundSelect[str, int]:
    return sa.union_all(*parts)


_TABLES = [table for table in models.metadata.sorted_tables if table.name not in _UNCOUNTED]
_ROWS = _union(
    [sa.select(sa.literal(table.name), sa.func.count()).select_from(table) for table in _TABLES]
)
_STATUSES = _union(
    [
        sa.select(sa.literal(f"{table.name} ") + table.c.status, sa.func.count()).group_by(
            table.c.status
        )
        for table in _TABLES
        if "status" in table.c
    ]
    + [
        sa.select(
            sa.literal("moved ") + table.c.machine + sa.literal(" ") + table.c.verb,
            sa.func.count(),
        ).group_by(table.c.machine, table.c.verb)
        for table in _TABLES
        if table.name == "status_change"
    ]
)
_AMOUNTS = _union(
    [
        sa.select(
            sa.literal(f"{table.name}.{column.name}"), sa.cast(sa.func.sum(column), sa.BigInteger)
        )
        for table in _TABLES
        for column in table.c
        if isinstance(column.type, MinorUnits)
    ]
)
_NUMBERS = _union(
    [
        sa.select(
            table.c.series
            + sa.literal("-")
            + sa.cast(table.c.year, sa.Text)
            + sa.literal("-")
            + sa.cast(table.c.sequence, sa.Text),
            sa.func.count(),
        ).group_by(table.c.series, table.c.year, table.c.sequence)
        for table in _TABLES
        if {"series", "year", "sequence"} <= set(table.c.keys())
    ]
)
