"""What was taken over from another system, run by run and record by record; it is done by command."""

from __future__ import annotations

from urllib.parse import urlencode

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute

from admin_app.auth import staff
from admin_app.desks import frame
from admin_app.desks.paths import desk_of
from admin_app.menu import MenuEntry
from admin_app.pages import wiring_of
from admin_app.routing import page
from sponsorship.errors import NotFound
from sponsorship.importing import queries as imports
from sponsorship.importing.models import ImportOutcome

HOME = "/admin/desk/imports"


def list_runs(request: Request) -> Response:
    """The newest runs first, with how many records had which outcome."""
    with wiring_of(request).database.reading() as session:
        runs = imports.runs(session)
    return frame.desk_page(
        request, "desks/imports/list.html", title="Imports", runs=runs, outcomes=list(ImportOutcome)
    )


def show_run(request: Request) -> Response:
    """One run: its counts by table, and what it said of each record."""
    asked = request.query_params.get("outcome", "")
    outcome = ImportOutcome(asked) if asked in {one.value for one in ImportOutcome} else None
    after = request.query_params.get("after", "")
    with wiring_of(request).database.reading() as session:
        run = imports.run(session, _number(request.path_params["id"]))
        lines = imports.lines(
            session, run, outcome=outcome, after=int(after) if _is_number(after) else 0
        )
        ours = imports.rows_of(session, run.source, lines)
    more = ""
    if len(lines) == imports.LINES_ON_A_PAGE:
        kept = {"outcome": outcome.value} if outcome else {}
        more = f"{HOME}/{run.id}?{urlencode({**kept, 'after': lines[-1].id})}"
    return frame.desk_page(
        request,
        "desks/imports/show.html",
        title=str(run),
        run=run,
        lines=[(one, _path(ours.get((one.model, one.number)))) for one in lines],
        outcomes=list(ImportOutcome),
        outcome=outcome,
        more=more,
    )


def _path(row: tuple[str, int] | None) -> str | None:
    return desk_of(row[0], str(row[1])) if row else None


def _is_number(text: str) -> bool:
    return text.isascii() and text.isdigit() and len(text) <= 18


def _number(text: str) -> int:
    if not _is_number(text):
        raise NotFound("import")
    return int(text)


menu = [MenuEntry("Imports", HOME, "Administration")]
routes: list[BaseRoute] = [
    page(HOME, list_runs, access=staff()),
    page(HOME + "/{id}", show_run, access=staff()),
]
