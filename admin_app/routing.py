"""Routes that carry their rules: who may open them, and that every form is read with its token."""

from __future__ import annotations

import inspect
from collections.abc import Awaitable, Callable, Iterable
from typing import Any

import anyio
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from admin_app.access import MACHINE, Access
from admin_app.forms import MOST_FIELDS, Form, read_form

PageEndpoint = Callable[[Request], Response] | Callable[[Request], Awaitable[Response]]
FormEndpoint = Callable[[Request, Form], Response] | Callable[[Request, Form], Awaitable[Response]]


class GuardedRoute(Route):
    """A route with its `access`; `reads_form` says that it verifies a form token."""

    def __init__(
        self,
        path: str,
        endpoint: Callable[[Request], Awaitable[Response]],
        *,
        access: Access,
        methods: Iterable[str],
        name: str,
        reads_form: bool,
    ) -> None:
        super().__init__(path, endpoint, methods=list(methods), name=name)
        self.access = access
        self.reads_form = reads_form


def page(
    path: str,
    endpoint: PageEndpoint,
    *,
    access: Access,
    name: str = "",
    limiter: Callable[[], anyio.CapacityLimiter] | None = None,
) -> GuardedRoute:
    """A page to look at: GET and HEAD, changes nothing. A plain `def` runs in the thread pool.

    `limiter` gives it threads of its own.
    """

    async def answer(request: Request) -> Response:
        refusal = await _guard(access, request)
        return refusal or await _call(endpoint, request, limiter=limiter() if limiter else None)

    return GuardedRoute(
        path, answer, access=access, methods=["GET"], name=name or _name_of(endpoint),
        reads_form=False,
    )  # fmt: skip


def form(
    path: str,
    endpoint: FormEndpoint,
    *,
    access: Access,
    name: str = "",
    uploads: int = 0,
    most_fields: int = MOST_FIELDS,
    limiter: Callable[[], anyio.CapacityLimiter] | None = None,
) -> GuardedRoute:
    """A form that is sent: POST, its token verified. `uploads` is how many bytes of files it takes,
    `most_fields` how many fields, where people tick many boxes.

    A `limiter` keeps costly endpoints from filling the thread pool that all other pages need.
    """

    async def answer(request: Request) -> Response:
        refusal = await _guard(access, request)
        if refusal is not None:
            return refusal
        sent = await read_form(request, uploads=uploads, most_fields=most_fields)
        return await _call(endpoint, request, sent, limiter=limiter() if limiter else None)

    return GuardedRoute(
        path, answer, access=access, methods=["POST"], name=name or _name_of(endpoint),
        reads_form=True,
    )  # fmt: skip


def machine(
    path: str, endpoint: PageEndpoint, *, methods: Iterable[str] = ("GET",), name: str = ""
) -> GuardedRoute:
    """A door for programs: the endpoint itself checks the signature or the bearer token."""

    async def answer(request: Request) -> Response:
        return await _call(endpoint, request)

    return GuardedRoute(
        path, answer, access=MACHINE, methods=methods, name=name or _name_of(endpoint),
        reads_form=False,
    )  # fmt: skip


async def _guard(access: Access, request: Request) -> Response | None:
    return None if access.is_open else await run_in_threadpool(access.guard, request)


async def _call(
    endpoint: Callable[..., Any], *given: Any, limiter: anyio.CapacityLimiter | None = None
) -> Response:
    answer: Response
    if inspect.iscoroutinefunction(endpoint):
        answer = await endpoint(*given)
    else:
        answer = await anyio.to_thread.run_sync(lambda: endpoint(*given), limiter=limiter)
    return answer


def _name_of(endpoint: Callable[..., Any]) -> str:
    return getattr(endpoint, "__name__", type(endpoint).__name__)
