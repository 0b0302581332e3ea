"""Standing letters: the texts that staff keep for letters to sponsors."""

from __future__ import annotations

from sqlalchemy.orm import Session
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute

from admin_app.auth import staff
from admin_app.desks import frame
from admin_app.desks.frame import Act, Done, Field, act
from admin_app.menu import MenuEntry
from admin_app.pages import wiring_of
from admin_app.routing import page
from sponsorship.mailings import operations, queries
from sponsorship.mailings.models import StandingLetter
from sponsorship.mailings.placeholders import PLACEHOLDERS
from sponsorship.staff.permissions import Capability

HOME = "/admin/desk/standing-letters"
PLACES = "These are filled in for each letter: " + ", ".join(
    f"{{{{ {name} }}}}" for name in PLACEHOLDERS
)


def list_letters(request: Request) -> Response:
    """Every text, those in use first."""
    with wiring_of(request).database.reading() as session:
        kept = queries.standing_letters(session)
    return frame.desk_page(
        request,
        "desks/standing_letters/list.html",
        title="Standing letters",
        groups=[
            ("In use", [one for one in kept if not one.is_archived]),
            ("Archived", [one for one in kept if one.is_archived]),
        ],
        add=add,
    )


def show_letter(request: Request) -> Response:
    """One text, with what it leaves open."""
    with wiring_of(request).database.reading() as session:
        letter = frame.found(session, StandingLetter, request)
    return frame.desk_page(
        request,
        "desks/standing_letters/show.html",
        title=letter.name,
        letter=letter,
        acts=ACTS,
        placeholders=PLACEHOLDERS,
        may_send=Capability.SEND_LETTERS,
    )


def _fields(_: Session, letter: StandingLetter | None) -> list[Field]:
    return [
        Field("name", "Name", hint="For us alone; no sponsor sees it.",
              initial=letter.name if letter else ""),
        Field("subject", "Subject", initial=letter.subject if letter else ""),
        Field("text", "Text", "text", initial=letter.text if letter else "",
              hint=f"The greeting and our name below are added. {PLACES}."),
    ]  # fmt: skip


@act(
    f"{HOME}/add",
    may=Capability.SEND_LETTERS,
    verb="added_standing_letter",
    title="Add a standing letter",
    button="Add a standing letter",
    fields=_fields,
    back=HOME,
)
def add(one: Act[None]) -> Done:
    """One more text to choose from."""
    letter = operations.add(
        one.session,
        name=one.form.line("name"),
        subject=one.form.line("subject"),
        text=one.form.text("text", longest=100_000),
        at=one.at,
        by=one.by,
    )
    return Done(f"{letter.name} is added.", f"{HOME}/{letter.id}")


@act(
    f"{HOME}/{{id}}/change",
    may=Capability.SEND_LETTERS,
    of=StandingLetter,
    verb="changed_standing_letter",
    title="Change the standing letter",
    button="Change",
    fields=_fields,
)
def change(one: Act[StandingLetter]) -> str:
    """Other words from now on; what was sent stays as it was."""
    operations.change(
        one.session,
        one.subject,
        name=one.form.line("name"),
        subject=one.form.line("subject"),
        text=one.form.text("text", longest=100_000),
    )
    return f"{one.subject.name} is changed."


@act(
    f"{HOME}/{{id}}/copy",
    may=Capability.SEND_LETTERS,
    of=StandingLetter,
    verb="copied_standing_letter",
    title="Copy the standing letter",
    button="Copy",
)
def copy(one: Act[StandingLetter]) -> Done:
    """The same words once more, to be changed."""
    letter = operations.copy(one.session, one.subject, at=one.at, by=one.by)
    return Done(f"This is {letter.name}. Change it as you like.", f"{HOME}/{letter.id}")


@act(
    f"{HOME}/{{id}}/archive",
    may=Capability.SEND_LETTERS,
    of=StandingLetter,
    verb="archived_standing_letter",
    title="Archive the standing letter",
    button="Archive",
)
def archive(one: Act[StandingLetter]) -> str:
    """Not offered any more; what was sent with it stays."""
    operations.archive(one.session, one.subject, at=one.at)
    return f"{one.subject.name} is archived, and can be restored."


@act(
    f"{HOME}/{{id}}/restore",
    may=Capability.SEND_LETTERS,
    of=StandingLetter,
    verb="restored_standing_letter",
    title="Restore the standing letter",
    button="Restore",
)
def restore(one: Act[StandingLetter]) -> str:
    """Offered again."""
    operations.restore(one.session, one.subject)
    return f"{one.subject.name} can be sent again."


ACTS = {"change": change, "copy": copy, "archive": archive, "restore": restore}

menu = [MenuEntry("Standing letters", HOME, "Letters")]
desk_paths = {StandingLetter: HOME + "/{id}"}
routes: list[BaseRoute] = [
    page(HOME, list_letters, access=staff(), name="list_standing_letters"),
    *add.routes,
    page(HOME + "/{id}", show_letter, access=staff(), name="show_standing_letter"),
    *(route for one in ACTS.values() for route in one.routes),
]
