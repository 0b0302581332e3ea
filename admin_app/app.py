"""Puts the application together: every module's routes, the tables, the shell around them all."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from types import ModuleType
from typing import TYPE_CHECKING

from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import BaseRoute, Mount
from starlette.staticfiles import StaticFiles
from starlette.types import Scope

from admin_app import (
    api,
    desks,
    menu,
    portal,
    probes,
    problems,
    public,
    signing_in,
    start,
    webhooks,
)
from admin_app.access import PUBLIC
from admin_app.desks import paths
from admin_app.kept import KeptAnswers
from admin_app.pages import STATIC, fingerprint, wiring_of
from admin_app.routing import page
from admin_app.security import Shell

if TYPE_CHECKING:
    from sponsorship.wiring import Wiring


def create_app(wiring: Wiring) -> Starlette:
    """The whole web application of one installation."""
    from admin_app.tables.mount import table_routes

    routes = [*all_routes(), *table_routes(wiring)]
    app = Starlette(
        routes=routes,
        middleware=[Middleware(Shell, settings=wiring.settings)],
        exception_handlers=problems.HANDLERS,
        lifespan=_lifespan,
    )
    app.router.redirect_slashes = False
    app.state.wiring = wiring
    app.state.pages = tuple(routes)
    app.state.kept = KeptAnswers(wiring.database)
    return app


def build() -> Starlette:
    """For uvicorn: `uvicorn --factory admin_app.app:build`."""
    from sponsorship import logs, settings
    from sponsorship.wiring import build as build_wiring

    loaded = settings.load()
    logs.configure(level=loaded.log_level, as_json=loaded.log_format == "json")
    return create_app(build_wiring(loaded))


def all_routes() -> list[BaseRoute]:
    """Every route but the tables; modules are found by their folder, so nobody keeps a list.

    They are tried one after the other, so the few that everybody comes for stand before the many of staff.
    """
    routes: list[BaseRoute] = [
        Mount("/static", app=Statics(directory=STATIC), name="static"),
        page("/sandbox", to_sandbox, access=PUBLIC, name="sandbox"),
        page("/sandbox/{path:path}", to_sandbox, access=PUBLIC),
        *probes.routes,
        *webhooks.routes,
    ]
    for package in (public, portal, api, desks):
        for module in modules_of(package):
            routes += getattr(module, "routes", [])
            paths.know(getattr(module, "desk_paths", {}))
            for entry in getattr(module, "menu", ()):
                menu.announce(entry)
    return [*routes, *signing_in.routes, *start.routes]


def modules_of(package: ModuleType) -> Iterator[ModuleType]:
    """The package itself and its modules, by name."""
    yield package
    for found in sorted(pkgutil.iter_modules(package.__path__), key=lambda one: one.name):
        yield importlib.import_module(f"{package.__name__}.{found.name}")


@asynccontextmanager
async def _lifespan(app: Starlette) -> AsyncIterator[None]:
    await run_in_threadpool(probes.note_start, app.state.wiring)
    yield
    app.state.wiring.database.close()


def to_sandbox(request: Request) -> Response:
    """Pages of the payments sandbox live on its own server."""
    settings = wiring_of(request).settings
    if not settings.is_sandbox:
        raise HTTPException(404)
    path = request.path_params.get("path", "")
    query = f"?{request.url.query}" if request.url.query else ""
    return RedirectResponse(f"{settings.sandbox_origin}/sandbox/{path}{query}", status_code=307)


class Statics(StaticFiles):
    """Our own files: kept for a year when asked for by fingerprint, else for an hour."""

    async def get_response(self, path: str, scope: Scope) -> Response:
        response = await super().get_response(path, scope)
        asked = scope["query_string"].decode("latin-1")
        known = response.status_code == 200 and asked == f"v={fingerprint(path)}"
        age = "max-age=31536000, immutable" if known else "max-age=3600"
        response.headers["Cache-Control"] = f"public, {age}"
        # Anybody may read them, and the wall of sponsors in a sandboxed frame counts as another site.
        response.headers["Cross-Origin-Resource-Policy"] = "cross-origin"
        return response
