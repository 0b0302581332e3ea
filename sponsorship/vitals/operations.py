"""Writing down signs of life."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta

import sqlalchemy as sa
from sqlalchemy.orm import Session

from sponsorship.database import insert_into
from sponsorship.vitals.models import VitalSign

WEB = "web process"
"""When the web process last started."""
FETCHED = "missed events fetched"
"""Since when the processor's list of events has been read completely."""
SWEPT = "sweep"
"""The last sweep: how many records it could not look after, and why."""
OUR_CLOCK = "clock against the processor"
"""By how many seconds our clock and the processor's differed."""
DATABASE_CLOCK = "clock against the database"
"""By how many seconds the clocks of program and database differed."""
MISTIMED = "deliveries at a wrong time"
"""How many proven deliveries were refused within an hour because our clock says something else."""

TOGETHER = timedelta(hours=1)
_LONGEST_NOTE = 1000


def job(name: str) -> str:
    """The sign of a scheduled job: its last success."""
    return f"job: {name}"


def show(session: Session, name: str, *, at: datetime, count: int = 0, note: str = "") -> None:
    """It showed life just now; also the value that goes with it."""
    new = {"last_at": at, "count": count, "note": note[:_LONGEST_NOTE]}
    session.execute(
        insert_into(session, VitalSign)
        .values(name=name, first_at=at, **new)
        .on_conflict_do_update(index_elements=["name"], set_=new)
    )


def expect(session: Session, names: Iterable[str], *, at: datetime) -> None:
    """From now on these are to show life; what is expected already stays as it is."""
    for name in names:
        session.execute(
            insert_into(session, VitalSign)
            .values(name=name, first_at=at, last_at=at, count=0, note="")
            .on_conflict_do_nothing(index_elements=["name"])
        )


def count(session: Session, name: str, *, at: datetime, note: str = "") -> None:
    """It happened once more; after a quiet hour the count begins anew."""
    again = sa.case((VitalSign.last_at > at - TOGETHER, VitalSign.count + 1), else_=1)
    session.execute(
        insert_into(session, VitalSign)
        .values(name=name, first_at=at, last_at=at, count=1, note=note)
        .on_conflict_do_update(
            index_elements=["name"], set_={"last_at": at, "count": again, "note": note}
        )
    )
