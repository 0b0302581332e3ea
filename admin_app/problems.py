"""The one table from refusals to answers: status, and a page or JSON that gives nothing away."""

from __future__ import annotations

import http
from typing import Any

from sqlalchemy.exc import OperationalError
from sqlalchemy.exc import TimeoutError as NoFreeConnection
from sqlalchemy.orm.exc import StaleDataError
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, RedirectResponse, Response
from starlette.routing import Match

from sponsorship.errors import (
    Invalid,
    NotAllowed,
    NotFound,
    Refused,
    SponsorshipError,
    Stale,
    Unavailable,
)
from sponsorship.logs import logger

log = logger(__name__)

FAMILIES: tuple[tuple[type[Exception], int], ...] = (
    (NotFound, 404),
    (NotAllowed, 403),
    (Invalid, 422),
    (Stale, 409),
    (Refused, 409),
    (Unavailable, 503),
    (StaleDataError, 409),
    (OperationalError, 503),
    (NoFreeConnection, 503),
)

TITLES = {
    400: "That request does not make sense",
    403: "You may not do this",
    404: "There is nothing here",
    405: "That does not work here",
    409: "That is not possible now",
    413: "That is too large",
    415: "That kind of content is not accepted here",
    422: "Something is missing or wrong",
    429: "Too many attempts",
    500: "Something went wrong on our side",
    503: "Not available at the moment",
}

SENTENCES = {
    403: "You are not allowed to open this page or to do this.",
    404: "The page does not exist, or it is not for you to see.",
    405: "Please go back and use the links and buttons of the page.",
    409: "Somebody else changed this meanwhile. Reload the page and look again.",
    413: "Please send something smaller.",
    500: "It has been noted. If you write to us, please mention the number below.",
    503: "Please try again in a few minutes.",
}


def status_of(error: Exception) -> int:
    """The status for an error: by family, 500 for whatever nobody expected."""
    if isinstance(error, HTTPException):
        return error.status_code
    if getattr(error, "code", "") == "too_many_attempts":
        return 429
    return next((status for family, status in FAMILIES if isinstance(error, family)), 500)


def sentence_of(error: Exception) -> str:
    """One sentence for the reader: our own words, never those of a library."""
    status = status_of(error)
    if status == 404:  # what is missing and what is not for you look the same
        return SENTENCES[404]
    if isinstance(error, SponsorshipError):
        return str(error)
    if isinstance(error, HTTPException) and error.detail not in {"", _phrase(status)}:
        return error.detail
    return SENTENCES.get(status, TITLES.get(status, _phrase(status)) + ".")


def respond(request: Request, error: Exception) -> Response:
    """The answer to an error: a page in our design, or JSON for programs."""
    status = status_of(error)
    if status == 404 and (moved := _without_last_slash(request)):
        return moved
    if status >= 500 and not isinstance(error, HTTPException):
        log.error("failed", exc_info=error, path_of=_route_of(request))
    code = error.code if isinstance(error, SponsorshipError) else _phrase(status)
    headers = dict(error.headers or {}) if isinstance(error, HTTPException) else {}
    if request.url.path.startswith(("/api/", "/webhooks/")):
        return JSONResponse(
            {
                "error": {
                    "code": code.lower().replace(" ", "_"),
                    "message": sentence_of(error),
                    "request": _id_of(request),
                }
            },
            status_code=status,
            headers=headers,
        )
    return _page(request, error, headers)


def _page(request: Request, error: Exception, headers: dict[str, str]) -> Response:
    from admin_app.pages import render

    status = status_of(error)
    context: dict[str, Any] = {
        "title": TITLES.get(status, _phrase(status)),
        "sentence": sentence_of(error),
        "request_id": _id_of(request),
        "status": status,
    }
    try:
        return render(request, "problem.html", context, status=status, headers=headers)
    except Exception:  # a page about an error must not fail itself
        log.exception("the error page failed")
        return PlainTextResponse(f"{context['title']}.", status_code=status, headers=headers)


def _without_last_slash(request: Request) -> Response | None:
    """People type a slash too many; send them to the page without it, if there is one."""
    path = request.scope["path"]
    bare = path.rstrip("/")
    if request.method != "GET" or not bare or bare == path or bare.startswith(("//", "/\\")):
        return None
    scope = {**request.scope, "path": bare, "root_path": ""}
    routes = request.app.state.pages
    if any(route.matches(scope)[0] is Match.FULL for route in routes):
        query = request.url.query
        return RedirectResponse(bare + (f"?{query}" if query else ""), status_code=308)
    return None


def _id_of(request: Request) -> str:
    return str(getattr(request.state, "request_id", ""))


def _route_of(request: Request) -> str:
    return str(getattr(request.scope.get("route"), "path", "(none)"))


def _phrase(status: int) -> str:
    try:
        return http.HTTPStatus(status).phrase
    except ValueError:
        return "Error"


HANDLERS: dict[Any, Any] = dict.fromkeys(
    (HTTPException, SponsorshipError, StaleDataError, OperationalError, NoFreeConnection), respond
)
"""For Starlette, and for the mounted tables as well; run in the thread pool."""
