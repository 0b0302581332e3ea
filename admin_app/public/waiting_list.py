"""Waiting for a place: joining the line, one's own page about it, and applying when it is one's turn."""

from __future__ import annotations

from collections.abc import Mapping

from sqlalchemy.orm import Session
from sqlalchemy.orm.exc import StaleDataError
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute

from admin_app.access import LINK, PUBLIC
from admin_app.forms import Form
from admin_app.pages import flash, redirect, render, wiring_of
from admin_app.problems import status_of
from admin_app.public import application_form, crowding, saved_applications, sponsors
from admin_app.public.application_form import Draft
from admin_app.public.personal import PRIVATE_FORM, token_of
from admin_app.public.sponsoring import form_page
from admin_app.routing import form, page
from sponsorship.audit import Actor
from sponsorship.clock import utc_now
from sponsorship.errors import Invalid, NotFound, Refused
from sponsorship.lifecycle import WrongState
from sponsorship.places import queries
from sponsorship.places import waiting as lines
from sponsorship.places.models import WaitingEntry, WaitingStatus
from sponsorship.places.waiting import NobodyWaitsForIt
from sponsorship.saved import operations as saved
from sponsorship.tiers import queries as tiers
from sponsorship.tiers.models import Benefit, ProgramYearStatus, Tier
from sponsorship.workflows import waiting

HOME = "/sponsors/waiting"
THEY = Actor("visitor", "their own link")
MAY_JOIN_AGAIN = (WaitingStatus.MISSED, WaitingStatus.DECLINED)


def show_joining(request: Request) -> Response:
    """The form to be told when a place is free: `tier` or `benefit` in the address says of what."""
    with wiring_of(request).database.reading() as session:
        wanted = _wanted(session, request.query_params)
        if wanted is None:
            return sponsors.closed(request)
        is_free = queries.room(session, wanted, at=utc_now()).is_free
    if is_free:
        return _can_be_had(request, wanted)
    return _joining_page(request, wanted, {}, {})


def join(request: Request, sent: Form) -> Response:
    """To the end of the line. The answer does not tell whether the address stands in it already."""
    wiring, now = wiring_of(request), utc_now()
    with wiring.database.reading() as session:
        wanted = _wanted(session, sent.typed)
    if wanted is None:
        return sponsors.closed(request, status=409)
    try:
        crowding.must_be_a_person(request, sent, at=now, what=crowding.WAITING)
        waiter = lines.Waiter(
            sent.line("company", longest=1000), sent.line("name", longest=1000), sent.line("email")
        )
        with wiring.database.unit_of_work() as session:
            subject = _again(session, wanted)
            waiting.join(session, subject, waiter, foundation=wiring.foundation, at=now)
    except NobodyWaitsForIt:
        return _can_be_had(request, wanted)
    except Invalid as wrong:
        return _joining_page(request, wanted, sent.typed, {wrong.field: str(wrong)}, status=422)
    except Refused as refused:
        return _joining_page(
            request, wanted, sent.typed, {}, trouble=str(refused), status=status_of(refused)
        )
    said = (
        f"You are on the waiting list for {_label(wanted)}. A letter to {waiter.email} confirms it,"
        " unless that address was on the list before."
    )
    return flash(request, redirect("/sponsors/tiers"), said)


def _wanted(session: Session, given: Mapping[str, str]) -> Tier | Benefit | None:
    """What is to be waited for, of what is offered; None while nothing is. Raises NotFound."""
    catalogue = tiers.open_catalogue(session)
    if catalogue is None:
        return None
    if given.get("tier"):
        return catalogue.tier(given["tier"])
    for benefit in catalogue.benefits:
        if str(benefit.id) == given.get("benefit"):
            return benefit
    raise NotFound("benefit")


def _again(session: Session, one: Tier | Benefit) -> Tier | Benefit:
    if isinstance(one, Tier):
        return session.get_one(Tier, one.id)
    return session.get_one(Benefit, one.id)


def _label(one: Tier | Benefit) -> str:
    return f"the tier {one.name}" if isinstance(one, Tier) else f"“{one.name}”"


def _can_be_had(request: Request, wanted: Tier | Benefit) -> Response:
    chosen = f"?tier={wanted.slug}" if isinstance(wanted, Tier) else ""
    said = f"There is room in {_label(wanted)}: you can apply for it now."
    if isinstance(wanted, Benefit):
        said = f"{_label(wanted)} can be had: you can apply for it now."
    return flash(request, redirect(f"/sponsors/apply{chosen}"), said)


def _joining_page(
    request: Request,
    wanted: Tier | Benefit,
    typed: Mapping[str, str],
    problems: dict[str, str],
    *,
    trouble: str = "",
    status: int = 200,
) -> Response:
    context = {
        "title": "Tell me when a place is free",
        "wanted": wanted,
        "label": _label(wanted),
        "is_tier": isinstance(wanted, Tier),
        "days": _days(request, wanted),
        "typed": typed,
        "problems": problems,
        "trouble": trouble,
    }
    return render(request, "public/waiting_join.html", context, status=status)


def _days(request: Request, wanted: Tier | Benefit) -> int:
    with wiring_of(request).database.reading() as session:
        return _again(session, wanted).program_year.offered_place_days


# --- One's own page -------------------------------------------------------------------------------


def show_entry(request: Request) -> Response:
    """How the waiting stands; when it is their turn, the application form."""
    wiring, now = wiring_of(request), utc_now()
    with wiring.database.reading() as session:
        entry = queries.by_token(session, token_of(request, "waiting entry"))
        place = queries.place_in_line(session, entry)
        held = queries.kept_for(session, entry.form_key, at=now)
        catalogue = tiers.open_catalogue(session)
        before = saved.by_key(session, entry.form_key, at=now)
    is_turn = entry.status is WaitingStatus.OFFERED and bool(held)
    if is_turn and entry.sponsor_id is None and catalogue is not None:
        if before is not None:
            return redirect(f"{saved_applications.HOME}/{before.public_token}")
        draft = _drafted(entry)
        return form_page(request, draft, catalogue, headers=PRIVATE_FORM, entry=entry)
    context = {
        "title": f"Waiting for {_label(entry.of)}",
        "entry": entry,
        "label": _label(entry.of),
        "place": place,
        "is_turn": is_turn,
        "last_day": wiring.foundation.calendar.last_day_before,
        "may_join": _may_join_again(entry),
    }
    return render(request, "public/waiting.html", context, headers=PRIVATE_FORM)


def _may_join_again(entry: WaitingEntry) -> bool:
    return entry.status in MAY_JOIN_AGAIN and entry.program_year.status is ProgramYearStatus.OPEN


def _drafted(entry: WaitingEntry) -> Draft:
    """The form with what they waited for chosen, and with what they told us."""
    draft = application_form.blank(entry.form_key, entry.tier)
    chosen = frozenset({str(entry.benefit_id)})
    typed = {"name": entry.company, "contact_0_name": entry.name, "contact_0_email": entry.email}
    if entry.benefit is not None and entry.benefit.stands_alone:
        draft.stand_alone, typed["tier"] = chosen, application_form.STAND_ALONE
    elif entry.benefit is not None and entry.benefit.is_add_on:
        draft.add_ons = chosen
    draft.typed = {**draft.typed, **typed}
    return draft


def confirm_leaving(request: Request) -> Response:
    """Ask once more: whoever leaves gives up their place in line."""
    with wiring_of(request).database.reading() as session:
        entry = queries.by_token(session, token_of(request, "waiting entry"))
    if not entry.is_in_line:
        return redirect(f"{HOME}/{entry.public_token}")
    context = {"title": "Leave the waiting list", "entry": entry, "label": _label(entry.of)}
    return render(request, "public/waiting_leave.html", context, headers=PRIVATE_FORM)


def leave(request: Request, _: Form) -> Response:
    """No thanks: the next in line gets the place. Asking again changes nothing."""
    token = token_of(request, "waiting entry")
    answer = redirect(f"{HOME}/{token}")
    try:
        with wiring_of(request).database.unit_of_work() as session:
            lines.leave(session, queries.by_token(session, token), at=utc_now(), by=THEY)
    except (WrongState, StaleDataError):
        return answer  # it shows how it stands by now
    return flash(request, answer, "You are not on the waiting list any more.")


def join_again(request: Request, _: Form) -> Response:
    """To the end of the same line, for who let their turn pass or left."""
    wiring, now = wiring_of(request), utc_now()
    token = token_of(request, "waiting entry")
    try:
        with wiring.database.unit_of_work() as session:
            entry = queries.by_token(session, token)
            if not _may_join_again(entry):
                return redirect(f"{HOME}/{token}")
            again = waiting.join(
                session,
                entry.of,
                lines.Waiter(entry.company, entry.name, entry.email),
                sponsor_id=entry.sponsor_id,
                foundation=wiring.foundation,
                at=now,
            )
    except NobodyWaitsForIt:
        return _can_be_had(request, entry.of)
    return flash(
        request, redirect(f"{HOME}/{again.public_token}"), "You are on the waiting list again."
    )


routes: list[BaseRoute] = [
    page(HOME, show_joining, access=PUBLIC),
    form(HOME, join, access=PUBLIC, name="join_waiting_list"),
    page(HOME + "/{token}", show_entry, access=LINK),
    page(HOME + "/{token}/leave", confirm_leaving, access=LINK),
    form(HOME + "/{token}/leave", leave, access=LINK, name="leave_waiting_list"),
    form(HOME + "/{token}/again", join_again, access=LINK, name="join_waiting_list_again"),
]
