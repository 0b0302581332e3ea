"""Letters to sponsors: choose whom, choose the words, look at each letter, try it out, send it once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute

from admin_app import problems
from admin_app.auth import staff
from admin_app.desks import frame
from admin_app.desks.frame import Field
from admin_app.desks.letters import without_personal_links
from admin_app.desks.searching import sought_in
from admin_app.desks.standing_letters import PLACES
from admin_app.forms import Form
from admin_app.menu import MenuEntry
from admin_app.pages import flash, path_id, redirect, render, wiring_of
from admin_app.routing import form, page
from sponsorship import audit
from sponsorship.clock import utc_now
from sponsorship.errors import Invalid, SponsorshipError
from sponsorship.mailings import operations, planning, queries
from sponsorship.mailings.models import Mailing
from sponsorship.mailings.operations import Draft
from sponsorship.mailings.planning import Plan
from sponsorship.messages.outbox import Recipient
from sponsorship.messages.render import Rendered
from sponsorship.messages.render import render as rendered
from sponsorship.sponsorships.models import ContactRole, SponsorshipStatus, Topic
from sponsorship.staff.permissions import Capability
from sponsorship.workflows import mailing

if TYPE_CHECKING:
    from sponsorship.wiring import Wiring

HOME = "/admin/desk/mailings"
MOST = 50
SHORTEST_KEY = 22
MOST_FIELDS = 2 * queries.MOST
SEARCHED_BY = ("year", "tier", "status", "benefit", "sponsorship_id")


@dataclass(frozen=True, slots=True)
class Filled:
    """The form as it was filled in, checked as far as it stands alone."""

    ids: tuple[int, ...]
    topic: Topic
    roles: tuple[ContactRole, ...]
    standing_letter_id: int | None
    subject: str
    text: str


def list_mailings(request: Request) -> Response:
    """What was sent to sponsors, the newest first."""
    with wiring_of(request).database.reading() as session:
        found = queries.latest(session, most=MOST)
    return frame.desk_page(
        request,
        "desks/mailings/list.html",
        title="Letters to sponsors",
        mailings=found,
        most=MOST,
        may_send=Capability.SEND_LETTERS,
    )


def show_mailing(request: Request) -> Response:
    """The words, whom they went to, and who got nothing and why."""
    with wiring_of(request).database.reading() as session:
        sent = queries.get(session, path_id(request))
    return frame.desk_page(
        request,
        "desks/mailings/show.html",
        title=sent.subject,
        mailing=sent,
        written=[one for one in sent.addressees if one.letter],
        skipped=[one for one in sent.addressees if one.skipped],
    )


def write(request: Request) -> Response:
    """Whom to write to, and what."""
    asked = request.query_params
    typed = {"standing_letter": asked.get("letter", ""), "roles": ContactRole.PRIMARY.value}
    return _write_page(request, asked, typed=typed)


def look(request: Request, sent: Form) -> Response:
    """The letters as they will be; from here they are tried out, sent, or changed once more."""
    step = sent.line("step")
    if step == "change":
        return _write_page(request, _searched(sent), typed=sent.typed, ticked=_ticked(sent))
    try:
        filled = _filled(sent)
        if step == "send":
            return _sent(request, sent, filled)
        return _look_page(request, sent, filled, is_tried=step == "test")
    except SponsorshipError as refusal:
        return _write_page(
            request, _searched(sent), typed=sent.typed, ticked=_ticked(sent), refusal=refusal
        )


def _sent(request: Request, sent: Form, filled: Filled) -> Response:
    """Send it, once for every form however often it comes."""
    if not sent.flag("confirmed"):
        raise Invalid("confirmed", "Please look at the letter, then send it from there.")
    key, seen, wiring = sent.submission(), sent.line("seen"), wiring_of(request)
    with wiring.database.reading() as session:
        known = queries.of_form(session, key)
    if known is None:
        try:
            known = _send(wiring, filled, key=key, seen=seen, by=frame.actor_of(request))
        except IntegrityError:  # the same form on another connection, a moment earlier
            with wiring.database.reading() as session:
                known = queries.of_form(session, key)
            if known is None:
                raise
    return flash(request, redirect(f"{HOME}/{known.id}"), "The letters are on their way.")


def _send(wiring: Wiring, filled: Filled, *, key: str, seen: str, by: audit.Actor) -> Mailing:
    made: list[Mailing] = []
    with wiring.database.unit_of_work() as session:
        draft, plan = _planned(session, filled)
        at = utc_now()
        audit.begin_act(
            session, by=by, verb="wrote_to_sponsors",
            subject=lambda: f"mailing:{made[0].id}", at=at,
        )  # fmt: skip
        sent = mailing.send(
            session, plan, draft,
            seen=seen, form_key=key, foundation=wiring.foundation, at=at, by=by,
        )  # fmt: skip
        made.append(sent)
    return sent


def _planned(session: Session, filled: Filled) -> tuple[Draft, Plan]:
    draft = operations.drafted(
        session,
        topic=filled.topic,
        roles=filled.roles,
        standing_letter_id=filled.standing_letter_id,
        subject=filled.subject,
        text=filled.text,
    )
    return draft, planning.plan(queries.chosen(session, filled.ids), draft)


def _look_page(request: Request, sent: Form, filled: Filled, *, is_tried: bool) -> Response:
    wiring: Wiring = wiring_of(request)
    with wiring.database.reading() as session:
        draft, plan = _planned(session, filled)
    shown = min(sent.whole("shown") if sent.line("shown") else 0, len(plan.letters) - 1)
    planned = plan.letters[shown]
    if is_tried:
        _try_out(request, planned, draft.topic, key=sent.line("test_key", longest=64))
    letter = mailing.letter_of(planned, draft.topic, foundation=wiring.foundation)
    words: Rendered = rendered(
        letter, recipient_name=planned.contact.name, letterhead=wiring.letterhead
    )
    return frame.desk_page(
        request,
        "desks/mailings/look.html",
        title="Look at the letter",
        filled=filled,
        searched=_searched(sent),
        plan=plan,
        shown=shown,
        planned=planned,
        sender=wiring.letterhead,
        subject=words.subject,
        text=without_personal_links(words.text),
        is_tried=is_tried,
        submission=sent.line("submission", longest=64),
    )


def _try_out(request: Request, planned: planning.Planned, topic: Topic, *, key: str) -> None:
    """One letter to whoever looks at it now; the same page tries it out once."""
    wiring, member = wiring_of(request), frame.me(request)
    if len(key) < SHORTEST_KEY:
        raise Invalid("test_key", "Please look at the letters again, then send the test.")
    at = utc_now()
    with wiring.database.unit_of_work() as session:
        audit.begin_act(
            session, by=member.actor, verb="tried_letter_out",
            subject=planned.sponsorship.subject, at=at,
        )  # fmt: skip
        mailing.try_out(
            session, planned, topic,
            to=Recipient(member.name, member.email), form_key=f"{member.id}:{key}",
            foundation=wiring.foundation, at=at, by=member.actor,
        )  # fmt: skip


def _filled(sent: Form) -> Filled:
    ids = sent.many("sponsorship")
    if not ids:
        raise Invalid("sponsorship", "Please choose at least one sponsorship.")
    if len(ids) > queries.MOST or not all(_is_id(one) for one in ids):
        raise Invalid("sponsorship", "Please choose among the listed sponsorships.")
    letter = sent.line("standing_letter", longest=20)
    if letter and not _is_id(letter):
        raise Invalid("standing_letter", "Please choose one of the offered letters.")
    try:
        roles = tuple(ContactRole(value) for value in dict.fromkeys(sent.many("roles")))
    except ValueError as wrong:
        raise Invalid("roles", "Please choose among the roles of contacts.") from wrong
    return Filled(
        ids=tuple(dict.fromkeys(int(one) for one in ids)),
        topic=sent.choice("topic", Topic),
        roles=roles,
        standing_letter_id=int(letter) if letter else None,
        subject=sent.line("subject", longest=operations.LONGEST_SUBJECT),
        text=sent.text("text", longest=operations.LONGEST_TEXT),
    )


def _write_page(
    request: Request,
    asked: Mapping[str, str],
    *,
    typed: Mapping[str, str],
    ticked: set[int] | None = None,
    refusal: SponsorshipError | None = None,
) -> Response:
    search = _search(asked)
    with wiring_of(request).database.reading() as session:
        found = queries.found(session, search)
        choices = queries.choices(session)
        fields, options = _fields(session)
    if ticked is None:
        ticked = {one.id for one in found} if search.is_narrow else set()
    return render(
        request,
        "desks/mailings/write.html",
        {
            "title": "Write to sponsors",
            "search": search,
            "choices": choices,
            "statuses": list(SponsorshipStatus),
            "found": found,
            "most": queries.MOST,
            "ticked": ticked,
            "searched": {name: asked.get(name, "") for name in SEARCHED_BY},
            "fields": fields,
            "options": options,
            "typed": typed,
            "refusal": problems.sentence_of(refusal) if refusal else "",
            "wrong_field": getattr(refusal, "field", ""),
        },
        status=problems.status_of(refusal) if refusal else 200,
    )


def _fields(session: Session) -> tuple[Sequence[Field], Mapping[str, Any]]:
    kept = [one for one in queries.standing_letters(session) if not one.is_archived]
    fields = [
        Field("roles", "Which contacts", "choices",
              hint="Whoever has one of these roles gets a letter of their own."),
        Field("topic", "What it is about", "choice",
              hint="Contacts may decline news and invitations. The rest always comes."),
        Field("standing_letter", "A standing letter", "choice", is_required=False),
        Field("subject", "Or your own subject", is_required=False),
        Field("text", "Your own text", "text", is_required=False,
              hint=f"The greeting and our name below are added. {PLACES}."),
    ]  # fmt: skip
    options: dict[str, Any] = {
        "roles": [(role.value, role.value.capitalize()) for role in ContactRole],
        "topic": [(topic.value, topic.label) for topic in Topic],
        "standing_letter": [(str(one.id), one.name) for one in kept],
        "subject": (),
        "text": (),
    }
    return fields, options


def _search(asked: Mapping[str, str]) -> queries.Search:
    """What to list; a value that cannot be meant narrows nothing."""
    year, one = asked.get("year", ""), asked.get("sponsorship_id", "")
    status = asked.get("status", "")
    return queries.Search(
        year=int(year) if _is_id(year) else None,
        tier=sought_in(asked, "tier"),
        status=SponsorshipStatus(status) if status in set(SponsorshipStatus) else None,
        benefit=sought_in(asked, "benefit", longest=1024),
        sponsorship_id=int(one) if _is_id(one) else None,
    )


def _searched(sent: Form) -> dict[str, str]:
    return {name: sent.line(name, longest=1024) for name in SEARCHED_BY}


def _ticked(sent: Form) -> set[int]:
    return {int(one) for one in sent.many("sponsorship") if _is_id(one)}


def _is_id(text: str) -> bool:
    return text.isascii() and text.isdigit() and len(text) < 19


menu = [MenuEntry("Letters to sponsors", HOME, "Letters")]
desk_paths = {Mailing: HOME + "/{id}"}
routes: list[BaseRoute] = [
    page(HOME, list_mailings, access=staff()),
    page(HOME + "/write", write, access=staff(Capability.SEND_LETTERS)),
    form(HOME + "/look", look, access=staff(Capability.SEND_LETTERS), most_fields=MOST_FIELDS),
    page(HOME + "/{id}", show_mailing, access=staff()),
]
