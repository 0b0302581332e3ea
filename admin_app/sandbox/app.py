"""The sandbox as an ASGI application of its own, for its own process and port."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Generator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from admin_app.sandbox import control, mail, pages
from admin_app.sandbox.api import Incoming, respond
from admin_app.sandbox.config import SandboxConfig
from admin_app.sandbox.contract import Contract
from admin_app.sandbox.courier import Courier
from admin_app.sandbox.errors import StripeRefusal
from admin_app.sandbox.world import World

_LARGEST_BODY = 1_000_000
_SAFE = {"GET", "HEAD", "OPTIONS"}
_STATIC = Path(__file__).parent / "static"


def create_sandbox(config: SandboxConfig) -> Starlette:
    """A payments sandbox: Stripe's API under `/v1`, pages and controls under `/sandbox`."""
    world = World(config)
    courier = Courier(world)

    @asynccontextmanager
    async def lifespan(_app: Starlette) -> AsyncIterator[None]:
        # Reading the contract takes a moment: do it before the first call, not during it.
        await run_in_threadpool(_read_contract)
        courier.start()
        try:
            yield
        finally:
            await run_in_threadpool(courier.stop)
            world.store.close()

    app = Starlette(
        routes=[
            Route("/v1/{rest:path}", ApiEndpoint),
            Mount("/sandbox/static", StaticFiles(directory=_STATIC), name="static"),
            *control.ROUTES,
            *mail.ROUTES,
            *pages.ROUTES,
        ],
        lifespan=lifespan,
        exception_handlers={StripeRefusal: on_refusal, 404: pages.not_found},
    )
    app.add_middleware(SameOrigin, base_url=config.base_url)
    app.state.world = world
    app.state.courier = courier
    return app


def _read_contract() -> None:
    _ = Contract.of_installed_sdk().operations


async def on_refusal(request: Request, error: Exception) -> Response:
    """Scripts get JSON, people get a page."""
    if request.url.path.startswith("/sandbox/api/"):
        return await control.on_refusal(request, error)
    return await pages.on_refusal(request, error)


class ApiEndpoint:
    """Stripe's API over ASGI, able to break the connection after the work is done."""

    def __init__(self, scope: Scope, receive: Receive, send: Send) -> None:
        self._request, self._send = Request(scope, receive), send

    def __await__(self) -> Generator[Any, None, None]:
        return self._answer().__await__()

    async def _answer(self) -> None:
        request = self._request
        body = await request.body()
        form = body.decode("utf-8", "replace") if request.method == "POST" else request.url.query
        world: World = request.app.state.world
        incoming = Incoming(request.method, request.url.path, form, request.headers)
        answer = await run_in_threadpool(respond, world, Contract.of_installed_sdk(), incoming)
        response = JSONResponse(answer.body, status_code=answer.status, headers=answer.headers)
        if answer.breaks:
            await self._break_off(response, world.faults.time_out_seconds)
            return
        await response(request.scope, request.receive, self._send)

    async def _break_off(self, response: Response, silence: float) -> None:
        """The work is committed, yet the caller never reads how it ended."""
        await asyncio.sleep(silence)
        start: Message = {
            "type": "http.response.start",
            "status": response.status_code,
            "headers": response.raw_headers,
        }
        await self._send(start)
        # Less than the promised length: the server closes the connection on our return.
        await self._send(
            {"type": "http.response.body", "body": bytes(response.body)[:10], "more_body": True}
        )


class SameOrigin:
    """Lets a browser change something only from the sandbox's own pages."""

    def __init__(self, app: ASGIApp, base_url: str) -> None:
        self._app, self._base_url = app, base_url

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        request = Request(scope)
        if int(request.headers.get("content-length") or 0) > _LARGEST_BODY:
            await JSONResponse({"error": {"message": "Too large."}}, 413)(scope, receive, send)
            return
        if request.method not in _SAFE and self._is_foreign(request):
            sentence = "This button works only on the sandbox's own pages."
            await JSONResponse({"error": {"message": sentence}}, 403)(scope, receive, send)
            return
        await self._app(scope, receive, send)

    def _is_foreign(self, request: Request) -> bool:
        site = request.headers.get("sec-fetch-site")
        if site is not None:
            return site not in {"same-origin", "none"}
        origin = request.headers.get("origin")
        own = {self._base_url, f"http://{request.headers.get('host', '')}"}
        return origin is not None and origin not in own
