"""One's own account: where one is signed in, and a new password."""

from __future__ import annotations

from sqlalchemy.orm import Session
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute

from admin_app import cookies
from admin_app.auth import browser_of, signed_in, staff
from admin_app.desks import frame
from admin_app.desks.frame import Act, Field, act
from admin_app.pages import flash, redirect, wiring_of
from admin_app.routing import page
from sponsorship.clock import utc_now
from sponsorship.errors import NotFound
from sponsorship.staff import operations, queries
from sponsorship.staff.models import StaffUser
from sponsorship.staff.permissions import Capability

HOME = "/admin/desk/account"


def _myself(session: Session, request: Request) -> StaffUser:
    member = session.get(StaffUser, frame.me(request).id)
    if member is None:
        raise NotFound("page")
    return member


def show_account(request: Request) -> Response:
    """Who one is here, and where one is signed in."""
    with wiring_of(request).database.reading() as session:
        member = _myself(session, request)
        sessions = queries.living_sessions(session, member, at=utc_now())
    this = signed_in(request)
    return frame.desk_page(
        request, "desks/staff/account.html", title="My account", member=member,
        sessions=sessions, this=this.session_id if this else 0,
        open_calendar=open_calendar, close_calendar=close_calendar,
        change_password=change_password, sign_out_others=sign_out_others,
    )  # fmt: skip


@act(
    f"{HOME}/password",
    may=Capability.SEE,
    of=_myself,
    verb="changed_password",
    title="Change my password",
    button="Change password",
    fields=[
        Field("present", "Present password", "password"),
        Field("password", "New password", "password", hint="At least 12 characters."),
        Field("code", "Code of the authenticator", "code"),
    ],
    back=HOME,
)
def change_password(one: Act[StaffUser]) -> Response:
    """Every session ends; this browser gets a new one."""
    operations.use_code(one.subject, one.form.line("code", longest=20), at=one.at)
    operations.change_password(
        one.session,
        one.subject,
        present=one.form.secret("present"),
        password=one.form.secret("password"),
        at=one.at,
    )
    browser = browser_of(one.request)
    _, token = operations.begin_session(
        one.session, one.subject, at=one.at, ip=browser.ip, user_agent=browser.user_agent,
        is_complete=True,
    )  # fmt: skip
    response = flash(one.request, redirect(HOME), "Your password is changed.")
    cookies.write(response, cookies.settings_of(one.request), cookies.STAFF, token)
    return response


@act(
    f"{HOME}/sign-out-others",
    may=Capability.SEE,
    of=_myself,
    verb="signed_out",
    title="Sign out everywhere else",
    button="Sign out everywhere else",
    back=HOME,
)
def sign_out_others(one: Act[StaffUser]) -> str:
    """Only this browser stays signed in."""
    this = signed_in(one.request)
    operations.revoke_sessions(
        one.session, one.subject, at=one.at, but=this.session_id if this else None
    )
    return "You are signed out everywhere else."


@act(
    f"{HOME}/calendar",
    may=Capability.SEE,
    of=_myself,
    verb="opened_calendar",
    title="A calendar address of my own",
    button="New calendar address",
    warning="Whoever has the address can read when sponsorships end. An address that you have already"
    " leads nowhere from then on.",
    back=HOME,
)
def open_calendar(one: Act[StaffUser]) -> Response:
    """Shown once; a new one ends the one before."""
    secret = operations.open_calendar(one.subject)
    address = one.wiring.foundation.links.calendar(secret)
    return frame.desk_page(
        one.request, "desks/staff/calendar.html", title="Your calendar address", address=address
    )


@act(
    f"{HOME}/calendar/end",
    may=Capability.SEE,
    of=_myself,
    verb="closed_calendar",
    title="End my calendar address",
    button="End the calendar address",
    back=HOME,
)
def close_calendar(one: Act[StaffUser]) -> str:
    """It leads nowhere from now on."""
    operations.close_calendar(one.subject)
    return "Your calendar address leads nowhere any more."


routes: list[BaseRoute] = [
    *open_calendar.routes,
    *close_calendar.routes,
    page(HOME, show_account, access=staff()),
    *change_password.routes,
    *sign_out_others.routes,
]
