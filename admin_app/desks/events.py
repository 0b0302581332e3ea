"""The processor's news that waits or failed, and jobs that were given up: try them again."""

from __future__ import annotations

from datetime import timedelta

import sqlalchemy as sa
from sqlalchemy.orm import Session
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute

from admin_app.auth import staff
from admin_app.desks import frame
from admin_app.desks.frame import Act, act
from admin_app.desks.searching import sought
from admin_app.menu import MenuEntry
from admin_app.pages import wiring_of
from admin_app.probes import present_alarms
from admin_app.routing import page
from sponsorship import jobs
from sponsorship.clock import utc_now
from sponsorship.database import ROW_LOCK
from sponsorship.errors import Refused
from sponsorship.jobs.models import JobTrouble
from sponsorship.payments import inbox
from sponsorship.payments.models import InboundEvent
from sponsorship.staff.permissions import Capability

HOME = "/admin/desk/events"
COUNTED = timedelta(days=30)


class HandledAlready(Refused):
    """Raised when an event is to be tried again that was acted on in the meantime."""

    code = "handled_already"

    def __init__(self, event: InboundEvent) -> None:
        self.event = event
        super().__init__("This event has been acted on in the meantime; nothing is left to try.")


def list_events(request: Request) -> Response:
    """What failed on top, then what waits, then the jobs in trouble."""
    now, search = utc_now(), sought(request)
    with wiring_of(request).database.reading() as session:
        found = inbox.concerning(session, search) if search else ()
        waiting = () if search else inbox.waiting(session)
        counts = inbox.counts(session, since=now - COUNTED)
        alarms = present_alarms(session, at=now)
        parked = jobs.parked_jobs(session)
        retrying = jobs.waiting_jobs(session)
        workers = jobs.count_live_workers(session, at=now)
    return frame.desk_page(
        request,
        "desks/events/list.html",
        title="Events and jobs",
        search=search,
        found=found,
        counts=counts,
        alarms=alarms,
        failed=[one for one in waiting if one.error],
        waiting=[one for one in waiting if not one.error],
        parked=[one for one in parked if one.name != inbox.JOB],
        parked_events=[one for one in parked if one.name == inbox.JOB],
        retrying=retrying,
        workers=workers,
        retry=retry,
        look_again=look_again,
        rerun=rerun,
    )


@act(
    f"{HOME}/{{id}}/retry",
    may=Capability.RECONCILE,
    of=InboundEvent,
    verb="tried_again",
    title="Try the event again",
    button="Try again",
    back=HOME,
)
def retry(one: Act[InboundEvent]) -> str:
    """Owe another try: the parked job if there is one, so that its trouble ends with its success."""
    if one.subject.handled_at is not None:
        raise HandledAlready(one.subject)
    parked = _parked_for(one.session, one.subject)
    for trouble in parked:
        jobs.rerun(one.session, trouble, at=one.at)
    if not parked:
        inbox.replay(one.session, one.subject, at=one.at)
    return f"{one.subject.event_type} is tried again."


@act(
    f"{HOME}/{{id}}/look-again",
    may=Capability.RECONCILE,
    of=InboundEvent,
    verb="looked_again",
    title="Look again",
    button="Look again",
    back=HOME,
)
def look_again(one: Act[InboundEvent]) -> str:
    """Ask once more how things stand that a handled event was about; usually nothing changes."""
    minute = one.at.replace(second=0, microsecond=0)
    jobs.enqueue(
        one.session,
        inbox.LOOK_AGAIN,
        key=f"event:{one.subject.id}:{minute:%Y%m%dT%H%MZ}",
        payload={"event_id": one.subject.id},
    )
    return f"We look again at what {one.subject.event_type} was about."


def _parked_for(session: Session, event: InboundEvent) -> list[JobTrouble]:
    keys = sa.or_(
        JobTrouble.key == f"event:{event.id}", JobTrouble.key.startswith(f"event:{event.id}:")
    )
    return list(
        session.scalars(
            sa.select(JobTrouble)
            .where(JobTrouble.name == inbox.JOB, keys, JobTrouble.next_try_at.is_(None))
            .with_for_update(**ROW_LOCK)
        )
    )


@act(
    f"{HOME}/jobs/{{id}}/rerun",
    may=Capability.RECONCILE,
    of=JobTrouble,
    verb="reran",
    title="Run the job again",
    button="Run again",
    back=HOME,
)
def rerun(one: Act[JobTrouble]) -> str:
    """Queue a parked job once more."""
    jobs.rerun(one.session, one.subject, at=one.at)
    return f"The job {one.subject.name.replace('_', ' ')} runs again."


menu = [MenuEntry("Events and jobs", HOME, "Administration", Capability.RECONCILE)]
routes: list[BaseRoute] = [
    page(HOME, list_events, access=staff(Capability.RECONCILE)),
    *look_again.routes,
    *rerun.routes,
    *retry.routes,
]
