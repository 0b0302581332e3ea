"""Making pages: templates, safe redirects, ids from addresses, files to download."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from datetime import date, datetime
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import quote, unquote, urlsplit

import jinja2
from markupsafe import Markup
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from admin_app import cookies
from admin_app.forms import TOKEN_FIELD, form_token, new_submission_key
from admin_app.menu import office_menu
from sponsorship.errors import NotFound
from sponsorship.money import Money

if TYPE_CHECKING:
    from sponsorship.wiring import Wiring

HERE = Path(__file__).parent
TEMPLATES = HERE / "templates"
STATIC = HERE / "static"
_LARGEST_ID = 2**63 - 1


def wiring_of(request: Request) -> Wiring:
    """Settings, database, processor and the rest, as the composition root put them together."""
    wiring: Wiring = request.app.state.wiring
    return wiring


@lru_cache(maxsize=256)
def fingerprint(path: str) -> str:
    """The first digits of the file's hash: it changes when the file does."""
    return hashlib.sha256((STATIC / path).read_bytes()).hexdigest()[:12]


def static(path: str) -> str:
    """The address of a static file, different for every version of it."""
    return f"/static/{path}?v={fingerprint(path)}"


def shown_money(amount: Money | None) -> str:
    return "" if amount is None else amount.shown()


def shown_day(day: date | None) -> str:
    """As in letters: 4 March 2026."""
    return "" if day is None else f"{day.day} {day:%B %Y}"


@jinja2.pass_context
def shown_instant(context: jinja2.runtime.Context, at: datetime | None) -> Markup | str:
    """Day and minute in the foundation's own time zone, machine-readable beside."""
    if at is None:
        return ""
    local = at.astimezone(context["request"].app.state.wiring.settings.calendar.zone)
    return Markup('<time datetime="{}">{} {:%B %Y, %H:%M}</time>').format(
        at.isoformat(timespec="seconds"), local.day, local
    )


@jinja2.pass_context
def token_field(context: jinja2.runtime.Context) -> Markup:
    """The hidden field that every POST form begins with."""
    return token_field_with(form_token(context["request"]))


def token_field_with(token: str) -> Markup:
    return Markup('<input type="hidden" name="{}" value="{}">').format(TOKEN_FIELD, token)


def furnish(environment: jinja2.Environment) -> jinja2.Environment:
    """Give a Jinja environment what our templates use; shared with the mounted tables."""
    environment.globals |= {
        "static": static,
        "token_field": token_field,
        "submission_key": new_submission_key,
        "flash_of": cookies.flash_of,
    }
    environment.filters |= {
        "money": shown_money,
        "day": shown_day,
        "instant": shown_instant,
        "words": lambda text: str(getattr(text, "value", text)).replace("_", " "),
    }
    return environment


@lru_cache(maxsize=1)
def environment() -> jinja2.Environment:
    """Our templates: everything escaped, a forgotten variable is an error."""
    return furnish(
        jinja2.Environment(
            loader=jinja2.FileSystemLoader(TEMPLATES),
            autoescape=True,
            undefined=jinja2.StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
        )
    )


def surroundings(request: Request) -> dict[str, Any]:
    """What the layouts need on every page, whoever renders it."""
    # The guard has looked them up; a page never does, so that an error page needs no database.
    somebody = getattr(request.state, "signed_in", None)
    return {
        "request": request,
        "settings": cookies.settings_of(request),
        "path": request.url.path,
        "me": somebody.staff if somebody else None,
        "menu": office_menu(somebody.staff) if somebody else (),
    }


def text_of(request: Request, template: str, context: Mapping[str, Any] | None = None) -> str:
    """What one of our templates says."""
    return environment().get_template(template).render({**surroundings(request), **(context or {})})


def for_nobody(request: Request) -> Request:
    """The same page asked for by nobody: what is rendered for that can hold nothing of a visitor."""
    return Request(
        {
            "type": "http",
            "method": "GET",
            "path": request.url.path,
            "query_string": b"",
            "headers": [],
            "app": request.app,
            "state": {},
        }
    )


def render(
    request: Request,
    template: str,
    context: Mapping[str, Any] | None = None,
    *,
    status: int = 200,
    headers: Mapping[str, str] | None = None,
) -> HTMLResponse:
    """A page from one of our templates."""
    return HTMLResponse(text_of(request, template, context), status_code=status, headers=headers)


def path_id(request: Request, name: str = "id") -> int:
    """A row id from the address; anything that cannot be one is simply not found."""
    text = str(request.path_params[name])
    if text.isascii() and text.isdigit() and 0 < len(text) < 20 and 0 < int(text) <= _LARGEST_ID:
        return int(text)
    raise NotFound("page")


def safe_path(target: str | None, *, otherwise: str) -> str:
    """`target` if it is a path of our own site, else `otherwise`."""
    if not target or len(target) > 2000 or not target.isascii() or not target.isprintable():
        return otherwise
    for form in (target, unquote(target)):
        parts = urlsplit(form)
        if parts.scheme or parts.netloc or "\\" in form:
            return otherwise
        if not form.startswith("/") or form.startswith("//"):
            return otherwise
    return target


def redirect(target: str) -> RedirectResponse:
    """To one of our own pages, after a form: the browser fetches it with GET."""
    return RedirectResponse(safe_path(target, otherwise="/"), status_code=303)


def redirect_back(request: Request, *, otherwise: str) -> RedirectResponse:
    """To where `next` in the address says, if that is our own page."""
    return redirect(safe_path(request.query_params.get("next"), otherwise=otherwise))


def redirect_to_payment(url: str) -> RedirectResponse:
    """To a page of the processor; the address comes from the processor, never from a request."""
    return RedirectResponse(url, status_code=303)


def flash(request: Request, response: Response, sentence: str, *, kind: str = "good") -> Response:
    """Let the next page of this browser say `sentence` once."""
    cookies.leave_flash(response, cookies.settings_of(request), sentence, kind=kind)
    return response


def download(content: bytes, filename: str, media_type: str, *, inline: bool = False) -> Response:
    """A file to keep. Nothing in it can run in our name, whatever it turns out to contain."""
    plain = "".join(c if c.isascii() and (c.isalnum() or c in "-_. ") else "_" for c in filename)
    kind = "inline" if inline else "attachment"
    return Response(
        content,
        media_type=media_type,
        headers={
            "Content-Disposition": f"{kind}; filename=\"{plain}\"; filename*=UTF-8''"
            + quote(filename, safe=""),
            "Content-Security-Policy": "default-src 'none'; style-src 'unsafe-inline'; sandbox",
        },
    )
