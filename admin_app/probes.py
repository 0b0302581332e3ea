"""Whether the product lives and can do its work: for load balancers, monitors and staff."""

from __future__ import annotations

from datetime import datetime
from functools import cache

import sqlalchemy as sa
from sqlalchemy.exc import OperationalError
from sqlalchemy.exc import TimeoutError as NoFreeConnection
from sqlalchemy.orm import Session
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.routing import BaseRoute

from admin_app.access import PUBLIC
from admin_app.pages import wiring_of
from admin_app.routing import page
from sponsorship import migrations
from sponsorship.clock import utc_now
from sponsorship.selfcheck import queries as selfchecks
from sponsorship.timetable import PERIODS
from sponsorship.vitals import operations as vitals
from sponsorship.vitals import queries as signs
from sponsorship.vitals.alarms import Alarm, alarms
from sponsorship.wiring import Wiring


async def healthz(_: Request) -> Response:
    """Whether the server answers at all."""
    return PlainTextResponse("ok\n")


def readyz(request: Request) -> Response:
    """Whether it can do its work: the database answers and is at the newest schema.

    Programs that ask for JSON are told each check by name, and what does not go on as it should.
    """
    wants_json = "application/json" in request.headers.get("accept", "")
    try:
        with wiring_of(request).database.reading() as session:
            is_current = _schema_of(session) == _newest_schema()
            warnings = _warnings(session) if wants_json and is_current else []
    except (OperationalError, NoFreeConnection):
        if not wants_json:
            raise
        return _told(is_reachable=False)
    if wants_json:
        return _told(is_current=is_current, warnings=warnings)
    if not is_current:
        return PlainTextResponse("the database is not at the newest schema\n", status_code=503)
    return PlainTextResponse("ready\n")


def present_alarms(session: Session, *, at: datetime) -> list[Alarm]:
    """What does not go on as it should, at this moment."""
    return alarms(signs.known(session, at=at), now=at, periods=PERIODS)


def _warnings(session: Session) -> list[str]:
    found = [alarm.code for alarm in present_alarms(session, at=utc_now())]
    checked = selfchecks.latest(session)
    return found if checked is None or checked.holds else [*found, "selfcheck_broken"]


def note_start(wiring: Wiring) -> None:
    """The web process has started: from now on deliveries are expected."""
    with wiring.database.unit_of_work() as session:
        vitals.show(session, vitals.WEB, at=utc_now())


def _told(
    *, is_reachable: bool = True, is_current: bool = False, warnings: list[str] | None = None
) -> JSONResponse:
    is_ready = is_reachable and is_current
    checks = {"database": "ok" if is_reachable else "does not answer"}
    if is_reachable:
        checks["schema"] = "ok" if is_current else "not the newest"
    return JSONResponse(
        {
            "status": "ready" if is_ready else "not ready",
            "checks": checks,
            "warnings": warnings or [],
        },
        status_code=200 if is_ready else 503,
    )


def _schema_of(session: Session) -> str | None:
    found: str | None = session.scalar(sa.text("SELECT version_num FROM alembic_version"))
    return found


@cache
def _newest_schema() -> str:
    return migrations.head()


routes: list[BaseRoute] = [
    page("/healthz", healthz, access=PUBLIC),
    page("/readyz", readyz, access=PUBLIC),
]
