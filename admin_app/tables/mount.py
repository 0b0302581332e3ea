"""The tables under /admin: SQLAdmin with our sessions, our pages, and three of its routes."""

from __future__ import annotations

import types
from copy import copy
from functools import cache
from typing import TYPE_CHECKING, Any

import jinja2
from sqladmin import Admin
from sqladmin.authentication import AuthenticationBackend
from sqladmin.templating import Jinja2Templates
from sqlalchemy.orm import sessionmaker
from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.routing import BaseRoute
from typing_extensions import override

from admin_app import auth, menu
from admin_app import tables as folder
from admin_app.menu import MenuEntry
from admin_app.pages import TEMPLATES, furnish, surroundings
from admin_app.routing import page
from admin_app.tables.table import VIEWS, Table
from sponsorship.staff.permissions import Capability

if TYPE_CHECKING:
    from sponsorship.wiring import Wiring


class OurSessions(AuthenticationBackend):
    """Staff are known by our own server-side sessions; SQLAdmin keeps no cookie."""

    def __init__(self) -> None:
        self.middlewares = []

    async def authenticate(self, request: Request) -> Response | bool:
        """Let them in, send them to sign in, or refuse and note it."""
        view = next(
            (one for one in VIEWS.values() if one.identity == request.path_params["identity"]), None
        )
        needed = [view.may] if view is not None else [Capability.SEE]
        if "export_type" in request.path_params:
            needed.append(Capability.EXPORT)
        for capability in needed:
            answer = await run_in_threadpool(auth.staff(capability).guard, request)
            if answer is not None:
                return answer
        return True

    async def get_user_id(self, request: Request) -> Any:
        return auth.staff_of(request).id


class OurTemplates(Jinja2Templates):
    """The templates of the whole application, with what its layouts need."""

    def __init__(self) -> None:
        super().__init__(str(TEMPLATES))
        self.env.loader = jinja2.FileSystemLoader(TEMPLATES)
        self.env.undefined = jinja2.StrictUndefined
        self.env.trim_blocks = self.env.lstrip_blocks = True
        furnish(self.env)

    @override
    async def TemplateResponse(  # type: ignore[override]
        self,
        request: Request,
        name: str,
        context: dict[str, Any] | None = None,
        status_code: int = 200,
    ) -> HTMLResponse:
        template = self.env.get_template(name)
        text = await template.render_async({**surroundings(request), **(context or {})})
        return HTMLResponse(text, status_code=status_code)


class Tables(Admin):
    """SQLAdmin without its cookies, its pages for changing things, and its own look."""

    def init_templating_engine(self) -> Jinja2Templates:
        return OurTemplates()

    @override
    def add_model_view(self, view: type[Table]) -> None:  # type: ignore[override]
        """Without actions and pages of the table's own: such routes would change things by GET.

        What SQLAdmin would write onto the class belongs to one application, and there may be several.
        """
        own = copy(_made(view))
        vars(own).update(
            _admin_ref=self, session_maker=self.session_maker, templates=self.templates
        )
        self._views.append(own)


def table_routes(wiring: Wiring) -> list[BaseRoute]:
    """The routes of every table, which only look; the tables are announced in the menu."""
    from admin_app.app import modules_of

    admin = Tables(
        Starlette(),  # SQLAdmin mounts all of its routes there; ours are the three below
        session_maker=sessionmaker(bind=wiring.database.reader, expire_on_commit=False),
        title=wiring.settings.organisation_name,
        templates_dir=str(TEMPLATES),
        authentication_backend=OurSessions(),
    )
    for module in modules_of(folder):
        for view in getattr(module, "tables", ()):
            _add(admin, view)
    return [
        page("/admin/{identity}/list", admin.list, access=auth.staff(), name="table"),
        page("/admin/{identity}/details/{pk:path}", admin.details, access=auth.staff()),
        page(
            "/admin/{identity}/export/{export_type}",
            admin.export,
            access=auth.staff(Capability.EXPORT),
        ),
    ]


def _add(admin: Tables, view: type[Table]) -> None:
    admin.add_view(view)
    VIEWS[view.model] = type(_made(view))
    menu.announce(MenuEntry(view.name_plural, f"/admin/{view.identity}/list", "Tables", view.may))


@cache
def _made(view: type[Table]) -> Table:
    """The table with what SQLAdmin learns about its columns: that is the same in every application."""
    names = {"name": view.name, "name_plural": view.name_plural}
    own: type[Table] = types.new_class(
        view.__name__, (view,), {"model": view.model}, lambda body: body.update(names)
    )
    return own()
