"""Who of our staff is asking: from the cookie to a row, at every request anew."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING
from urllib.parse import quote

from starlette.requests import Request
from starlette.responses import Response

from admin_app import cookies
from admin_app.access import Access
from admin_app.pages import redirect, render, wiring_of
from sponsorship import audit
from sponsorship.clock import utc_now
from sponsorship.errors import NotAllowed
from sponsorship.staff import operations, queries
from sponsorship.staff.models import StaffSession, StaffUser
from sponsorship.staff.permissions import Capability
from sponsorship.staff.signing_in import Browser

if TYPE_CHECKING:
    from datetime import datetime

SIGN_IN = "/admin/sign-in"
_SEEN_EVERY = timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class SignedIn:
    """A member of staff with a living, complete session."""

    staff: StaffUser
    session_id: int


def browser_of(request: Request) -> Browser:
    return Browser(
        ip=request.client.host if request.client else "",
        user_agent=request.headers.get("user-agent", "")[:400],
    )


def signed_in(request: Request) -> SignedIn | None:
    """Who is signed in, looked up once per request; None for nobody."""
    if not hasattr(request.state, "signed_in"):
        request.state.signed_in = _look_up(request)
    found: SignedIn | None = request.state.signed_in
    return found


def staff_of(request: Request) -> StaffUser:
    """The member of staff behind a guarded request."""
    somebody = signed_in(request)
    if somebody is None:
        raise AssertionError("a staff page without its guard")
    return somebody.staff


def _look_up(request: Request) -> SignedIn | None:
    token = cookies.read(request, cookies.STAFF)
    if not token:
        return None
    database, now = wiring_of(request).database, utc_now()
    with database.reading() as session:
        found = queries.session_behind(session, token)
    if found is None or not queries.is_alive(found, at=now) or found.second_factor_at is None:
        return None
    if found.user_agent != browser_of(request).user_agent:
        # The same cookie in another browser was copied: it ends for both.
        with database.unit_of_work() as session:
            operations.sign_out(session.get_one(StaffSession, found.id), at=now)
        return None
    _remember_seen(request, found, now)
    return SignedIn(found.staff, found.id)


def _remember_seen(request: Request, found: StaffSession, now: datetime) -> None:
    if now - found.last_seen_at < _SEEN_EVERY:
        return
    with wiring_of(request).database.unit_of_work() as session:
        session.get_one(StaffSession, found.id).last_seen_at = now


def staff(capability: Capability = Capability.SEE) -> Access:
    """Access for staff whose role has `capability`."""
    return Access("staff", guard=_require(capability), may=capability)


def _require(capability: Capability) -> Callable[[Request], Response | None]:
    def guard(request: Request) -> Response | None:
        somebody = signed_in(request)
        if somebody is None:
            return _send_to_sign_in(request)
        if not somebody.staff.may(capability):
            refuse(request, somebody.staff, capability)
        return None

    return guard


def refuse(request: Request, member: StaffUser, capability: Capability) -> None:
    """Note in the audit chain that they tried, and raise NotAllowed."""
    route = getattr(request.scope.get("route"), "path", request.url.path)
    with wiring_of(request).database.unit_of_work() as session:
        audit.note(
            session, by=member.actor, verb="was_refused", subject=str(route)[:200], at=utc_now(),
            changes={"capability": capability.name.lower(), "method": request.method},
        )  # fmt: skip
    raise NotAllowed(member.actor, capability.value)


def _send_to_sign_in(request: Request) -> Response:
    if request.method != "GET":
        return redirect(SIGN_IN)
    if request.headers.get("sec-fetch-site") == "cross-site":
        # The cookie is SameSite=Strict: a link in a letter arrives without it. One hop on our own
        # site brings it back.
        return render(request, "office/hop.html", {"target": request.url.path})
    query = f"?{request.url.query}" if request.url.query else ""
    return redirect(f"{SIGN_IN}?next={quote(request.url.path + query, safe='/')}")
