"""The board of what is owed to sponsors, and what staff do about each benefit."""

from __future__ import annotations

from sqlalchemy.orm import Session
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute

from admin_app.auth import staff
from admin_app.desks import frame, private_files
from admin_app.desks.frame import Act, Field, act
from admin_app.menu import MenuEntry
from admin_app.pages import download, path_id, wiring_of
from admin_app.routing import page
from sponsorship.clock import utc_now
from sponsorship.documents import operations as documents
from sponsorship.errors import NotFound
from sponsorship.fulfilment import board, delivering
from sponsorship.fulfilment.board import Due, Sought
from sponsorship.fulfilment.delivering import Shown
from sponsorship.fulfilment.models import Proof
from sponsorship.sponsorships.models import PromisedBenefit, PromiseStatus
from sponsorship.staff.permissions import Capability

HOME = "/admin/desk/fulfilment"


def show_board(request: Request) -> Response:
    """What is owed to whom, narrowed and grouped as the address says."""
    asked = request.query_params
    today = wiring_of(request).foundation.calendar.day_of(utc_now())
    sought = _sought(request)
    is_by_sponsor = asked.get("by") == "sponsor"
    with wiring_of(request).database.reading() as session:
        found = board.lines(session, sought, today=today)
        benefits, years = board.benefits(session), board.years(session)
    return frame.desk_page(
        request,
        "desks/fulfilment/board.html",
        title="Fulfilment",
        groups=board.by_sponsor(found) if is_by_sponsor else board.by_benefit(found),
        is_by_sponsor=is_by_sponsor,
        sought=sought,
        benefits=benefits,
        years=years,
        statuses=list(PromiseStatus),
        dues=list(Due),
        today=today,
        is_full=len(found) >= board.MOST,
        acts=ACTS,
    )


def _sought(request: Request) -> Sought:
    """What the address asks for; a value that does not exist asks for nothing in particular."""
    asked = request.query_params
    year = asked.get("year", "")
    status, due = asked.get("status", ""), asked.get("due", "")
    return Sought(
        benefit=asked.get("benefit", "")[:200],
        year=int(year) if year.isascii() and year.isdigit() and len(year) < 5 else None,
        status=PromiseStatus(status) if status in {one.value for one in PromiseStatus} else None,
        due=Due(due) if due in {one.value for one in Due} else None,
        sponsor=asked.get("sponsor", "")[:200].strip(),
    )


def proof_file(request: Request) -> Response:
    """The file that shows it."""
    with wiring_of(request).database.reading() as session:
        proof = session.get(Proof, path_id(request))
        if proof is None or proof.file is None:
            raise NotFound("file")
        stored = documents.file_by_token(session, proof.file.public_token)
    return download(stored.bytes, stored.original_name or "proof", stored.media_type)


def _page_of(promise: PromisedBenefit) -> str:
    return f"{HOME}/{promise.sponsorship_id}"


_PROOF = (
    Field("link", "Link that shows it", is_required=False, hint="Like https://www.example.org/post."),
    Field("note", "Or in words", "text", is_required=False),
    Field("file", "Or a file", "file", is_required=False, hint="At most 10 MB."),
    Field("figure", "A figure", is_required=False,
          hint="Like “12,400 views”; it stands in the report to the sponsor."),
)  # fmt: skip
_REASON = Field("reason", "Reason", "text", hint="The sponsor may read it.")


def _shown(one: Act[PromisedBenefit]) -> Shown:
    return Shown(
        link=one.form.line("link", longest=2000),
        note=one.form.text("note", longest=2000),
        figure=one.form.line("figure", longest=200),
        file=private_files.sent_along(one, "file"),
    )


@act(
    f"{HOME}/benefits/{{id}}/begin",
    may=Capability.KEEP_SPONSORS,
    of=PromisedBenefit,
    verb="began_benefit",
    title="Begin with it",
    button="Begin",
    back=_page_of,
)
def begin(one: Act[PromisedBenefit]) -> str:
    """Somebody works on it."""
    delivering.begin(one.session, one.subject, at=one.at, by=one.by)
    return f"{one.subject.name} is in progress."


@act(
    f"{HOME}/benefits/{{id}}/deliver",
    may=Capability.KEEP_SPONSORS,
    of=PromisedBenefit,
    verb="delivered_benefit",
    title="It is delivered",
    button="Delivered",
    fields=_PROOF,
    uploads=private_files.UPLOADS,
    back=_page_of,
)
def deliver(one: Act[PromisedBenefit]) -> str:
    """Given in full, and this shows it."""
    delivering.deliver(one.session, one.subject, _shown(one), at=one.at, by=one.by)
    return f"{one.subject.name} is delivered."


@act(
    f"{HOME}/benefits/{{id}}/prove",
    may=Capability.KEEP_SPONSORS,
    of=PromisedBenefit,
    verb="proved_benefit",
    title="Add a proof",
    button="Add a proof",
    fields=_PROOF,
    uploads=private_files.UPLOADS,
    back=_page_of,
)
def prove(one: Act[PromisedBenefit]) -> str:
    """One more thing that shows it, or a part of it."""
    delivering.prove(one.session, one.subject, _shown(one), at=one.at, by=one.by)
    return f"Kept with {one.subject.name}."


@act(
    f"{HOME}/benefits/{{id}}/waive",
    may=Capability.KEEP_SPONSORS,
    of=PromisedBenefit,
    verb="waived_benefit",
    title="Not given after all",
    button="Waive",
    fields=[_REASON],
    back=_page_of,
)
def waive(one: Act[PromisedBenefit]) -> str:
    """The sponsor does not want it, or it could not be."""
    reason = one.form.text("reason", longest=2000)
    delivering.waive(one.session, one.subject, reason=reason, at=one.at, by=one.by)
    return f"{one.subject.name} is waived."


@act(
    f"{HOME}/benefits/{{id}}/take-up-again",
    may=Capability.KEEP_SPONSORS,
    of=PromisedBenefit,
    verb="took_up_benefit_again",
    title="Take it up again",
    button="Take up again",
    fields=[_REASON],
    back=_page_of,
)
def take_up_again(one: Act[PromisedBenefit]) -> str:
    """It was not done, or is wanted after all."""
    reason = one.form.text("reason", longest=2000)
    delivering.take_up_again(one.session, one.subject, reason=reason, at=one.at, by=one.by)
    return f"{one.subject.name} is in progress again."


def _owed(_: Session, promise: PromisedBenefit) -> str:
    return str(promise.owed)


@act(
    f"{HOME}/benefits/{{id}}/adjust",
    may=Capability.KEEP_SPONSORS,
    of=PromisedBenefit,
    verb="adjusted_benefit",
    title="Adjust how many",
    button="Adjust how many",
    fields=[
        Field("quantity", "How many this sponsor gets", "whole", initial=_owed,
              hint="The contract keeps the number that it says."),
        _REASON,
    ],
    back=_page_of,
)  # fmt: skip
def adjust(one: Act[PromisedBenefit]) -> str:
    """More or fewer for this sponsor."""
    reason = one.form.text("reason", longest=2000)
    quantity = one.form.whole("quantity")
    delivering.adjust(one.session, one.subject, quantity=quantity, reason=reason)
    return f"{one.subject.name}: {one.subject.owed} are owed now."


def _day(_: Session, promise: PromisedBenefit) -> str:
    return promise.deliver_by.isoformat() if promise.deliver_by else ""


@act(
    f"{HOME}/benefits/{{id}}/set-day",
    may=Capability.KEEP_SPONSORS,
    of=PromisedBenefit,
    verb="set_day_of_benefit",
    title="Set the day",
    button="Set the day",
    fields=[
        Field("deliver_by", "Delivered by", "day", is_required=False, initial=_day,
              hint="The last day on which we are in time. Empty if it runs with the term."),
    ],
    back=_page_of,
)  # fmt: skip
def set_day(one: Act[PromisedBenefit]) -> str:
    """Agreed with this sponsor."""
    delivering.set_day(one.subject, deliver_by=one.form.day_if_given("deliver_by"))
    return f"The day of {one.subject.name} is changed."


ACTS = {
    "begin": begin,
    "deliver": deliver,
    "prove": prove,
    "waive": waive,
    "take_up_again": take_up_again,
    "adjust": adjust,
    "set_day": set_day,
}

menu = [MenuEntry("Fulfilment", HOME, "Sponsors")]
routes: list[BaseRoute] = [
    page(HOME, show_board, access=staff()),
    page(HOME + "/proofs/{id}/file", proof_file, access=staff()),
    *(route for one in ACTS.values() for route in one.routes),
]
