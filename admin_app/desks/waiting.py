"""Who waits for a place, and what is kept for whom: staff see it, add somebody, take somebody out."""

from __future__ import annotations

from itertools import groupby

import sqlalchemy as sa
from sqlalchemy.orm import Session
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute

from admin_app.auth import staff
from admin_app.desks import frame
from admin_app.desks.frame import Act, Field, Options, act
from admin_app.menu import MenuEntry
from admin_app.pages import path_id, wiring_of
from admin_app.routing import page
from sponsorship import lifecycle
from sponsorship.clock import utc_now
from sponsorship.errors import Invalid, NotFound
from sponsorship.places import operations as places
from sponsorship.places import queries
from sponsorship.places.models import KeptPlace, WaitingEntry
from sponsorship.places.waiting import Waiter
from sponsorship.saved import operations as saved
from sponsorship.staff.permissions import Capability
from sponsorship.tiers.models import Benefit, ProgramYear, ProgramYearStatus, Tier
from sponsorship.workflows import waiting

HOME = "/admin/desk/waiting"
MOST = 50


def list_entries(request: Request) -> Response:
    """Every line with who stands in it, what saved applications keep, and who left lately."""
    now = utc_now()
    with wiring_of(request).database.reading() as session:
        lines = [
            (one, queries.room(session, one, at=now), list(held))
            for one, held in groupby(queries.in_line(session), lambda entry: entry.of)
        ]
        kept = [
            (place, saved.by_key(session, place.form_key, at=now))
            for place in queries.kept_for_saved(session, at=now)
        ]
        ended = queries.out_of_line(session, most=MOST)
    return frame.desk_page(
        request, "desks/waiting/list.html", title="Waiting lists and kept places", lines=lines,
        kept=kept, ended=ended, acts=ACTS, add=add, now=now,
        last_day=wiring_of(request).foundation.calendar.last_day_before,
    )  # fmt: skip


def show_entry(request: Request) -> Response:
    """Somebody who waits, or waited, and how that went."""
    with wiring_of(request).database.reading() as session:
        entry = _entry(session, request)
        place = queries.place_in_line(session, entry)
        moves = lifecycle.history(session, entry)
    return frame.desk_page(
        request, "desks/waiting/show.html", title=str(entry), entry=entry, place=place,
        moves=moves, acts=ACTS,
        last_day=wiring_of(request).foundation.calendar.last_day_before,
    )  # fmt: skip


def _entry(session: Session, request: Request) -> WaitingEntry:
    """Not locked: what it waits for is locked first, as everybody does."""
    return queries.get(session, path_id(request))


def _subjects(session: Session, _: object) -> Options:
    year = _open_year(session)
    return (
        []
        if year is None
        else [(_name(one), _label(one)) for one in queries.limited(session, year)]
    )


def _open_year(session: Session) -> ProgramYear | None:
    return session.scalars(
        sa.select(ProgramYear).where(ProgramYear.status == ProgramYearStatus.OPEN)
    ).one_or_none()


def _name(one: Tier | Benefit) -> str:
    return f"{one.__tablename__}:{one.id}"


def _label(one: Tier | Benefit) -> str:
    return f"Tier {one.name}" if isinstance(one, Tier) else one.name


@act(
    f"{HOME}/add",
    may=Capability.DECIDE_SPONSORSHIP,
    verb="added_to_waiting_list",
    title="Put somebody on a waiting list",
    button="Put somebody on a waiting list",
    fields=[
        Field("wanted", "Waits for", "choice", options=_subjects),
        Field("company", "Organisation"),
        Field("name", "Name"),
        Field("email", "E-mail", "email", hint="They get a letter with their link."),
    ],
    back=HOME,
)
def add(one: Act[None]) -> str:
    """Somebody who phoned, say: to the end of the line."""
    year = _open_year(one.session)
    known = [] if year is None else queries.limited(one.session, year)
    wanted = next((it for it in known if _name(it) == one.form.line("wanted")), None)
    if wanted is None:
        raise Invalid("wanted", "Please choose one of these.")
    waiter = Waiter(one.form.line("company"), one.form.line("name"), one.form.line("email"))
    entry = waiting.join(one.session, wanted, waiter, foundation=one.wiring.foundation, at=one.at)
    return f"{entry.company} is on the waiting list for {wanted.name}."


@act(
    f"{HOME}/{{id}}/take-out",
    may=Capability.DECIDE_SPONSORSHIP,
    of=_entry,
    verb="took_off_waiting_list",
    title="Take somebody off the waiting list",
    button="Take out",
    fields=[Field("reason", "Reason", "text", hint="It is sent to them.")],
    warning="They lose their place in line. A place that is kept for them goes to the next.",
)
def take_out(one: Act[WaitingEntry]) -> str:
    """They do not wait any more, and are told why."""
    waiting.take_out(
        one.session,
        one.subject,
        reason=one.form.text("reason", longest=2000),
        foundation=one.wiring.foundation,
        at=one.at,
        by=one.by,
    )
    return f"{one.subject.company} is off the waiting list."


def _kept(session: Session, request: Request) -> KeptPlace:
    found = session.get(KeptPlace, path_id(request))
    if found is None or found.entry_id is not None:
        raise NotFound("page")
    return found


@act(
    f"{HOME}/kept/{{id}}/let-go",
    may=Capability.DECIDE_SPONSORSHIP,
    of=_kept,
    verb="let_go_kept_places",
    title="Keep nothing for this saved application any more",
    button="Let go",
    warning="What it keeps is free at once. What was filled in stays, but keeps nothing again.",
    back=HOME,
)
def let_go(one: Act[KeptPlace]) -> str:
    """All that this form keeps is free for others."""
    form_key = one.subject.form_key
    saved.keep_no_places(one.session, form_key, at=one.at)
    places.let_go(one.session, form_key, at=one.at)
    return "Nothing is kept for it any more."


ACTS = {"take_out": take_out, "let_go": let_go}

menu = [MenuEntry("Waiting lists", HOME, "Sponsors")]
desk_paths = {WaitingEntry: HOME + "/{id}"}
routes: list[BaseRoute] = [
    page(HOME, list_entries, access=staff()),
    *add.routes,
    page(HOME + "/{id}", show_entry, access=staff()),
    *take_out.routes,
    *let_go.routes,
]
