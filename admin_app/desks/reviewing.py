"""Reviewing an application: who looks after it, notes for colleagues, and declining it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

from starlette.requests import Request

from admin_app.desks.frame import Act, Field, Options, act
from admin_app.desks.letters import without_personal_links
from admin_app.pages import path_id
from sponsorship.errors import Invalid
from sponsorship.messages.letters import LONGEST_WORDS
from sponsorship.messages.render import render
from sponsorship.review import operations
from sponsorship.review import queries as review
from sponsorship.sponsorships import queries
from sponsorship.sponsorships.models import Sponsorship
from sponsorship.staff import queries as staff
from sponsorship.staff.permissions import Capability
from sponsorship.workflows import rejecting

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from sponsorship.staff.models import StaffUser

HOME = "/admin/desk/sponsorships"
LOOKS = {"mine": "Mine", "nobodys": "Nobody's"}
NOBODY = "nobody"


def sponsorship_in(session: Session, request: Request) -> Sponsorship:
    """The sponsorship in the page's address."""
    return queries.get(session, path_id(request))


def only(
    look: str, found: Iterable[Sponsorship], keepers: Mapping[int, StaffUser], me: StaffUser
) -> list[Sponsorship]:
    """Those that I look after, or those that nobody does."""
    if look == "mine":
        return [one for one in found if one.id in keepers and keepers[one.id].id == me.id]
    return [one for one in found if one.id not in keepers]


def _colleagues(session: Session, _: Sponsorship) -> Options:
    chosen = [(str(one.id), one.name) for one in staff.everybody(session) if one.is_active]
    return [*chosen, (NOBODY, "Nobody")]


def _keeper(session: Session, sponsorship: Sponsorship) -> str:
    keeper = review.looked_after_by(session, [sponsorship.id]).get(sponsorship.id)
    return str(keeper.id) if keeper else ""


@act(
    f"{HOME}/{{id}}/assign",
    may=Capability.DECIDE_SPONSORSHIP,
    of=sponsorship_in,
    verb="assigned",
    title="Who looks after it",
    button="Assign",
    fields=[Field("staff", "Colleague", "choice", options=_colleagues, initial=_keeper)],
)
def assign(one: Act[Sponsorship]) -> str:
    """From now on this colleague looks after it."""
    chosen = one.form.line("staff", longest=20)
    known = {str(member.id): member for member in staff.everybody(one.session)}
    if chosen != NOBODY and chosen not in known:
        raise Invalid("staff", "Please choose one of the colleagues.")
    keeper = known.get(chosen)
    operations.assign(one.session, one.subject, keeper, at=one.at, by=one.by)
    return f"{keeper.name} looks after it now." if keeper else "Nobody looks after it now."


@act(
    f"{HOME}/{{id}}/note",
    may=Capability.DECIDE_SPONSORSHIP,
    of=sponsorship_in,
    verb="noted",
    title="Note something",
    button="Add a note",
    fields=[
        Field(
            "text",
            "Note",
            "text",
            hint="For colleagues alone; the sponsor never sees it. It cannot be changed later.",
        )
    ],
)
def note(one: Act[Sponsorship]) -> str:
    """For colleagues alone."""
    text = one.form.text("text", longest=operations.LONGEST_NOTE)
    operations.note(one.session, one.subject, text, at=one.at, by=one.by)
    return "Noted."


def _rejection(one: Act[Sponsorship]) -> str:
    """The letter to the first of those who get it."""
    told = rejecting.letter_of(
        one.subject,
        reason=one.form.text("reason", longest=2000),
        words=one.form.text("words", longest=LONGEST_WORDS),
        foundation=one.wiring.foundation,
    )
    names = [contact.name for contact in one.subject.sponsor.contacts if contact.is_primary]
    words = render(told, recipient_name=names[0], letterhead=one.wiring.letterhead)
    return f"{words.subject}\n\n{without_personal_links(words.text)}"


@act(
    f"{HOME}/{{id}}/reject",
    may=Capability.DECIDE_SPONSORSHIP,
    of=sponsorship_in,
    verb="rejected",
    title="Reject the application",
    button="Reject",
    warning="The applicant gets this letter.",
    fields=[
        Field("reason", "Reason", "text", hint="Kept with the application."),
        Field(
            "words",
            "The letter, between the greeting and our name",
            "text",
            hint=f"Change it as you like; empty, it is our usual one. {rejecting.REASON} becomes the"
            f" reason above, {rejecting.TIERS} the address of our tiers.",
            is_required=False,
            initial=lambda _, sponsorship: rejecting.usual_words(sponsorship),
        ),
    ],
    is_danger=True,
    letter=_rejection,
)
def reject(one: Act[Sponsorship]) -> str:
    """Decline, with a letter that staff may have changed."""
    rejecting.reject(
        one.session,
        one.subject,
        reason=one.form.text("reason", longest=2000),
        words=one.form.text("words", longest=LONGEST_WORDS),
        foundation=one.wiring.foundation,
        at=one.at,
        by=one.by,
    )
    return f"{one.subject.sponsor.name} is told why."
