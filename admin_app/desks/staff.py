"""Staff accounts and tokens of machines: who may come in, and ends it at once."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute

from admin_app.auth import staff
from admin_app.desks import frame
from admin_app.desks.frame import Act, Done, Field, act
from admin_app.menu import MenuEntry
from admin_app.pages import render, wiring_of
from admin_app.routing import page
from sponsorship.clock import utc_now
from sponsorship.staff import operations, queries
from sponsorship.staff.models import ApiToken, StaffUser
from sponsorship.staff.permissions import Capability, StaffRole

HOME = "/admin/desk/staff"
TOKENS = "/admin/desk/tokens"
_ROLES = tuple((role.value, role.label) for role in StaffRole)


def list_staff(request: Request) -> Response:
    """Everybody, active or not."""
    with wiring_of(request).database.reading() as session:
        everybody = queries.everybody(session)
    return frame.desk_page(
        request, "desks/staff/list.html", title="Staff", everybody=everybody, add=add
    )


def show_staff(request: Request) -> Response:
    """One member of staff, where they are signed in, and what can be changed."""
    with wiring_of(request).database.reading() as session:
        member = frame.found(session, StaffUser, request)
        sessions = queries.living_sessions(session, member, at=utc_now())
    return frame.desk_page(
        request, "desks/staff/show.html", title=member.name, member=member, sessions=sessions,
        acts=ACTS, is_me=member.id == frame.me(request).id,
    )  # fmt: skip


@act(
    f"{HOME}/add",
    may=Capability.MANAGE_STAFF,
    verb="added",
    title="Add a member of staff",
    button="Add",
    fields=[
        Field("name", "Name"),
        Field("email", "E-mail address", "email"),
        Field("role", "Role", "choice", options=_ROLES),
    ],
    back=HOME,
)
def add(one: Act[None]) -> Response:
    """Let somebody in: the answer shows their sign-in link once."""
    member = operations.add(
        one.session,
        name=one.form.line("name"),
        email=one.form.line("email", longest=320),
        role=one.form.choice("role", StaffRole),
        by=one.by,
        at=one.at,
    )
    return _link_page(one, member)


@act(
    f"{HOME}/{{id}}/link",
    may=Capability.MANAGE_STAFF,
    of=StaffUser,
    verb="given_sign_in_link",
    title="New sign-in link",
    button="New sign-in link",
    warning="With the new link they choose a new password and second factor. Earlier links stop"
    " working. Give it to nobody but them.",
)
def give_link(one: Act[StaffUser]) -> Response:
    """Show a new link once, for somebody new or somebody who lost their phone."""
    return _link_page(one, one.subject)


@act(
    f"{HOME}/{{id}}/role",
    may=Capability.MANAGE_STAFF,
    of=StaffUser,
    verb="given_role",
    title="Change the role",
    button="Change role",
    fields=[
        Field("role", "Role", "choice", options=_ROLES, initial=lambda _, member: member.role.value)
    ],
)
def change_role(one: Act[StaffUser]) -> str:
    """Another role, valid at once."""
    role = one.form.choice("role", StaffRole)
    operations.change_role(one.session, one.subject, role, by=one.by)
    return f"{one.subject.name} is now {role.value}."


@act(
    f"{HOME}/{{id}}/sign-out",
    may=Capability.MANAGE_STAFF,
    of=StaffUser,
    verb="signed_out",
    title="Sign out everywhere",
    button="Sign out everywhere",
)
def revoke_sessions(one: Act[StaffUser]) -> str:
    """End every session of theirs."""
    operations.revoke_sessions(one.session, one.subject, at=one.at)
    return f"{one.subject.name} is signed out everywhere."


@act(
    f"{HOME}/{{id}}/disable",
    may=Capability.MANAGE_STAFF,
    of=StaffUser,
    verb="disabled",
    title="Disable this account",
    button="Disable",
    warning="They are signed out everywhere at once and cannot come back in.",
    is_danger=True,
)
def disable(one: Act[StaffUser]) -> str:
    """Nobody comes in by this account any more."""
    operations.disable(one.session, one.subject, by=one.by, at=one.at)
    return f"{one.subject.name} can no longer sign in."


@act(
    f"{HOME}/{{id}}/enable",
    may=Capability.MANAGE_STAFF,
    of=StaffUser,
    verb="enabled",
    title="Enable this account",
    button="Enable",
)
def enable(one: Act[StaffUser]) -> str:
    """Let somebody back in; they need a new sign-in link."""
    operations.enable(one.subject)
    return f"{one.subject.name} may sign in again: give them a new sign-in link."


def list_tokens(request: Request) -> Response:
    """Tokens of machines, valid and revoked."""
    with wiring_of(request).database.reading() as session:
        tokens = queries.api_tokens(session)
    return frame.desk_page(
        request, "desks/staff/tokens.html", title="Tokens", tokens=tokens,
        add=add_token, revoke=revoke_token,
    )  # fmt: skip


@act(
    f"{TOKENS}/add",
    may=Capability.KEEP_TOKENS,
    verb="added",
    title="Give a token to a machine",
    button="Make a token",
    fields=[
        Field("name", "Name", hint="Who uses it, like: website of the conference"),
        Field("scopes", "Scopes", "choices", options=[(one, one) for one in operations.SCOPES]),
    ],
    back=TOKENS,
)
def add_token(one: Act[None]) -> Response:
    """A token for the JSON API; its secret is shown once."""
    token, secret = operations.add_api_token(
        one.session,
        name=one.form.line("name"),
        scopes=one.form.many("scopes"),
        by=one.by,
        at=one.at,
    )
    context = {"title": "New token", "token": token, "secret": secret, "back": TOKENS}
    return render(one.request, "desks/staff/new_token.html", context)


@act(
    f"{TOKENS}/{{id}}/revoke",
    may=Capability.KEEP_TOKENS,
    of=ApiToken,
    verb="revoked",
    title="Revoke this token",
    button="Revoke",
    warning="The machine that uses it gets no more answers, from the next request on.",
    is_danger=True,
    back=TOKENS,
)
def revoke_token(one: Act[ApiToken]) -> Done:
    """The token opens nothing from now on."""
    operations.revoke_api_token(one.subject, at=one.at)
    return Done(f"The token {one.subject.name} is revoked.", TOKENS)


def _link_page(one: Act[StaffUser] | Act[None], member: StaffUser) -> Response:
    token = operations.issue_sign_in_link(one.session, member, by=one.by, at=one.at)
    address = f"{wiring_of(one.request).settings.origin}/admin/first-sign-in/{token}"
    context = {"title": "Sign-in link", "member": member, "address": address, "back": HOME}
    return render(one.request, "desks/staff/link.html", context)


ACTS = {"link": give_link, "role": change_role, "sign_out": revoke_sessions,
        "disable": disable, "enable": enable}  # fmt: skip

menu = [
    MenuEntry("Staff", HOME, "Administration", Capability.MANAGE_STAFF),
    MenuEntry("Tokens", TOKENS, "Administration", Capability.KEEP_TOKENS),
]
desk_paths: dict[type, str] = {StaffUser: HOME + "/{id}"}
routes: list[BaseRoute] = [
    page(HOME, list_staff, access=staff(Capability.MANAGE_STAFF)),
    *add.routes,
    page(HOME + "/{id}", show_staff, access=staff(Capability.MANAGE_STAFF)),
    *[route for one in ACTS.values() for route in one.routes],
    page(TOKENS, list_tokens, access=staff(Capability.KEEP_TOKENS)),
    *add_token.routes,
    *revoke_token.routes,
]
