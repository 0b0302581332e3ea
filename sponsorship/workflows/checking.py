"""The self-check: every invariant and every guard on the live data, and what it found is kept."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from sqlalchemy.orm import Session

from sponsorship import guards, invariants, jobs, timetable
from sponsorship.audit import first_broken
from sponsorship.database import Database
from sponsorship.logs import logger
from sponsorship.selfcheck import operations as selfcheck
from sponsorship.selfcheck.models import SelfCheck

log = logger(__name__)


def ask(session: Session, *, at: datetime) -> None:
    """Owe a run to whoever asks for one now; asked for twice within a minute it is one run."""
    minute = at.replace(second=0, microsecond=0)
    jobs.enqueue(
        session, timetable.CHECK_EVERYTHING, key=f"asked:{minute:%Y%m%dT%H%MZ}", payload={}
    )


def broken_rows(database: Database) -> list[str]:
    """One sentence per guard that is gone and per row that contradicts another; empty if all holds.

    Read in one view of the database, so that what is posted meanwhile cannot look like a contradiction.
    """
    with database.snapshot() as session:
        missing = guards.missing(session.connection())
        return [f"The database lacks the guard {name}." for name in missing] + invariants.broken(
            session
        )


def check_everything(database: Database, *, clock: Callable[[], datetime]) -> SelfCheck:
    """Run every check and keep what it found; a finding is logged as an error, for whoever is called."""
    begun_at = clock()
    broken = broken_rows(database)
    with database.unit_of_work() as session:
        found = selfcheck.record(session, broken, begun_at=begun_at, finished_at=clock())
    if broken:
        log.error("self-check found broken rows", broken=len(broken), first=broken[0])
    return found


def verify_audit_log(database: Database) -> int | None:
    """The number of the first note of the audit log that was tampered with, or None."""
    with database.snapshot() as session:
        return first_broken(session)
