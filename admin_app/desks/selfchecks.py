"""What the self-checks found, and one that is asked for now."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute

from admin_app.auth import staff
from admin_app.desks import frame
from admin_app.desks.frame import Act, act
from admin_app.menu import MenuEntry
from admin_app.pages import wiring_of
from admin_app.routing import page
from sponsorship import audit
from sponsorship.clock import utc_now
from sponsorship.selfcheck import queries as selfchecks
from sponsorship.staff.permissions import Capability
from sponsorship.workflows import checking

HOME = "/admin/desk/self-check"


def show(request: Request) -> Response:
    """The newest run with every broken row, the runs before it, and where the audit log stands."""
    now = utc_now()
    with wiring_of(request).database.reading() as session:
        runs = selfchecks.recent(session)
        notes, head = audit.head(session)
    return frame.desk_page(
        request,
        "desks/selfcheck.html",
        title="Self-check",
        latest=runs[0] if runs else None,
        runs=runs,
        is_late=selfchecks.is_late(runs[0] if runs else None, at=now),
        notes=notes,
        head=head,
        check_now=check_now,
    )


@act(
    f"{HOME}/now",
    may=Capability.RECONCILE,
    verb="checked",
    title="Check everything now",
    button="Check now",
    back=HOME,
)
def check_now(one: Act[None]) -> str:
    """Ask a worker for a run at once; pressed twice within a minute it is one run."""
    checking.ask(one.session, at=one.at)
    return "Everything is checked now. Reload this page in a moment to see what was found."


menu = [MenuEntry("Self-check", HOME, "Administration", Capability.RECONCILE)]
routes: list[BaseRoute] = [
    page(HOME, show, access=staff(Capability.RECONCILE)),
    *check_now.routes,
]
