"""Legal clauses: what contracts say about particular benefits, in the order of their numbers."""

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
from sponsorship.sponsorships import queries as sponsorships
from sponsorship.staff.permissions import Capability
from sponsorship.tiers import clauses, queries
from sponsorship.tiers.models import LegalClause

HOME = "/admin/desk/clauses"


def list_clauses(request: Request) -> Response:
    """Every clause with the benefits that it governs."""
    with wiring_of(request).database.reading() as session:
        found = queries.clauses(session)
        governed = clauses.governed(session)
    return frame.desk_page(
        request, "desks/clauses.html", title="Clauses", clauses=found, governed=governed, acts=ACTS
    )


def _fields(_: Session, clause: LegalClause | None) -> list[Field]:
    return [
        Field("title", "Title", initial=clause.title if clause else ""),
        Field("text", "Text", "text", hint="An empty line begins a new paragraph.",
              initial=clause.text if clause else ""),
    ]  # fmt: skip


@act(
    f"{HOME}/add",
    may=Capability.KEEP_CATALOGUE,
    verb="added_clause",
    title="Add a clause",
    button="Add a clause",
    fields=_fields,
    back=HOME,
)
def add(one: Act[None]) -> Done:
    """One more, after the others; benefits name it at their own act."""
    clause = clauses.add_clause(
        one.session,
        title=one.form.line("title", longest=clauses.LONGEST_TITLE),
        text=one.form.text("text", longest=clauses.LONGEST_TEXT),
    )
    return Done(f"“{clause.title}” is added. Choose it at the benefits that it governs.", HOME)


@act(
    f"{HOME}/{{id}}/change",
    may=Capability.KEEP_CATALOGUE,
    of=LegalClause,
    verb="changed_clause",
    title="Change the clause",
    button="Change",
    fields=_fields,
    back=HOME,
)
def change(one: Act[LegalClause]) -> str:
    """Contracts drafted from now on say it so; those that are there keep their words."""
    clauses.change_clause(
        one.subject,
        title=one.form.line("title", longest=clauses.LONGEST_TITLE),
        text=one.form.text("text", longest=clauses.LONGEST_TEXT),
    )
    return f"“{one.subject.title}” is changed. Contracts that are drafted already keep their words."


@act(
    f"{HOME}/{{id}}/up",
    may=Capability.KEEP_CATALOGUE,
    of=LegalClause,
    verb="moved_clause_up",
    title="Move up",
    button="Move up",
    back=HOME,
)
def move_up(one: Act[LegalClause]) -> str:
    """One number less in the next contracts."""
    clauses.move_clause_up(one.session, one.subject)
    return f"“{one.subject.title}” is moved up."


@act(
    f"{HOME}/{{id}}/remove",
    may=Capability.KEEP_CATALOGUE,
    of=LegalClause,
    verb="removed_clause",
    title="Remove the clause",
    button="Remove",
    warning="It is gone for good.",
    back=HOME,
)
def remove(one: Act[LegalClause]) -> Done:
    """Only what never governed anything goes."""
    title = one.subject.title
    clauses.remove_clause(
        one.session,
        one.subject,
        is_promised=sponsorships.is_clause_promised(one.session, one.subject.id),
    )
    return Done(f"“{title}” is removed.", HOME)


ACTS = {"add": add, "change": change, "move_up": move_up, "remove": remove}

menu = [MenuEntry("Clauses", HOME, "Catalogue")]
routes: list[BaseRoute] = [
    page(HOME, list_clauses, access=staff()),
    *(route for one in ACTS.values() for route in one.routes),
]
