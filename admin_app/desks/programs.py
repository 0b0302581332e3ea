"""Programmes: the parts of the foundation's work that benefits belong to, in their order."""

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
from sponsorship.staff.permissions import Capability
from sponsorship.tiers import operations, queries
from sponsorship.tiers.models import Program

HOME = "/admin/desk/programs"


def list_programs(request: Request) -> Response:
    """Every programme, in the order in which price lists and contracts name them."""
    with wiring_of(request).database.reading() as session:
        programs = queries.programs(session)
    return frame.desk_page(
        request, "desks/programs.html", title="Programmes", programs=programs, acts=ACTS
    )


def _fields(_: Session, program: Program | None) -> list[Field]:
    return [
        Field("name", "Name", hint="Like Foundation or Package index.",
              initial=program.name if program else ""),
        Field("description", "Description", "text", is_required=False,
              initial=program.description if program else ""),
    ]  # fmt: skip


@act(
    f"{HOME}/add",
    may=Capability.KEEP_CATALOGUE,
    verb="added_program",
    title="Add a programme",
    button="Add a programme",
    fields=_fields,
    back=HOME,
)
def add(one: Act[None]) -> Done:
    """One more, after the others."""
    program = operations.add_program(
        one.session,
        name=one.form.line("name", longest=64),
        description=one.form.text("description", longest=1000),
    )
    return Done(f"{program.name} is added.", HOME)


@act(
    f"{HOME}/{{id}}/change",
    may=Capability.KEEP_CATALOGUE,
    of=Program,
    verb="changed_program",
    title="Change the programme",
    button="Change",
    fields=_fields,
    back=HOME,
)
def change(one: Act[Program]) -> str:
    """Its benefits in every catalogue carry the new name; contracts keep the old one."""
    operations.change_program(
        one.session,
        one.subject,
        name=one.form.line("name", longest=64),
        description=one.form.text("description", longest=1000),
    )
    return f"{one.subject.name} is changed."


@act(
    f"{HOME}/{{id}}/up",
    may=Capability.KEEP_CATALOGUE,
    of=Program,
    verb="moved_program_up",
    title="Move up",
    button="Move up",
    back=HOME,
)
def move_up(one: Act[Program]) -> str:
    """One place up in every list."""
    operations.move_program_up(one.session, one.subject)
    return f"{one.subject.name} is moved up."


ACTS = {"add": add, "change": change, "move_up": move_up}

menu = [MenuEntry("Programmes", HOME, "Catalogue")]
routes: list[BaseRoute] = [
    page(HOME, list_programs, access=staff()),
    *add.routes,
    *change.routes,
    *move_up.routes,
]
