"""Letters: what was sent to whom, how it read, and sending it again."""

from __future__ import annotations

import re

import sqlalchemy as sa
from sqlalchemy.orm import contains_eager
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute

from admin_app.auth import staff
from admin_app.desks import frame
from admin_app.desks.frame import Act, act
from admin_app.desks.searching import begins, sought
from admin_app.menu import MenuEntry
from admin_app.pages import wiring_of
from admin_app.routing import page
from sponsorship.messages import outbox
from sponsorship.messages.letters import LETTERS
from sponsorship.messages.models import Dispatch, DispatchStatus, Letter
from sponsorship.messages.render import render as rendered
from sponsorship.staff.permissions import Capability

HOME = "/admin/desk/letters"


MOST = 50
_TOKEN = re.compile(r"(?<=[/=])[A-Za-z0-9_-]{32,}(?![A-Za-z0-9_-])")


def list_letters(request: Request) -> Response:
    """The latest sendings, those that failed among them; or those to somebody."""
    search = sought(request)
    statement = (
        sa.select(Dispatch)
        .join(Dispatch.letter)
        .options(contains_eager(Dispatch.letter))
        .order_by(Dispatch.id.desc())
        .limit(MOST)
    )
    if search:
        statement = statement.where(begins(search, Letter.recipient_name, Letter.recipient_email))
    with wiring_of(request).database.reading() as session:
        found = session.scalars(statement).all()
    return frame.desk_page(
        request,
        "desks/letters/list.html",
        title="Letters",
        dispatches=found,
        search=search,
        most=MOST,
    )


def show_letter(request: Request) -> Response:
    """The letter as it reads but for its personal links, and every time it was sent."""
    wiring = wiring_of(request)
    with wiring.database.reading() as session:
        letter = frame.found(session, Letter, request)
        dispatches = list(letter.dispatches)
    shown = None
    if letter.context:
        context = LETTERS[letter.template].model_validate(letter.context)
        shown = rendered(
            context, recipient_name=letter.recipient_name, letterhead=wiring.letterhead
        )
    return frame.desk_page(
        request,
        "desks/letters/show.html",
        title=str(letter),
        letter=letter,
        dispatches=dispatches,
        subject=shown.subject if shown else "",
        text=without_personal_links(shown.text) if shown else "",
        is_on_its_way=any(one.status is DispatchStatus.OWED for one in dispatches),
        resend=resend,
    )


def without_personal_links(text: str) -> str:
    """Whoever reads along must not sign, cancel or sign in as the one it was written to."""
    return _TOKEN.sub("(personal link)", text)


@act(
    f"{HOME}/{{id}}/resend",
    may=Capability.RESEND_LETTER,
    of=Letter,
    verb="resent",
    title="Send the letter again",
    button="Send again",
    warning="The same letter, with the same attachments, goes to the same address once more.",
)
def resend(one: Act[Letter]) -> str:
    """Send it once more, as it was."""
    outbox.resend(one.session, one.subject, at=one.at, by=one.by)
    return f"The letter to {one.subject.recipient_name} is on its way again."


menu = [MenuEntry("Letters", HOME, "Letters")]
desk_paths = {Letter: HOME + "/{id}"}
routes: list[BaseRoute] = [
    page(HOME, list_letters, access=staff()),
    page(HOME + "/{id}", show_letter, access=staff()),
    *resend.routes,
]
