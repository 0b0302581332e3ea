"""How the sandbox's pages are rendered: templates, money, dates, security headers."""

from __future__ import annotations

from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

from babel.numbers import format_currency
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from starlette.requests import Request
from starlette.responses import HTMLResponse

from admin_app.sandbox.currencies import decimals_of
from admin_app.sandbox.store import JsonObject
from admin_app.sandbox.world import World

# Paying ends in a redirect to the merchant's own address, which browsers count as form-action.
PAGE_POLICY = (
    "default-src 'none'; style-src 'self'; img-src 'self' data:; frame-src 'self';"
    " form-action 'self' http: https:; base-uri 'none'; frame-ancestors 'none'"
)
HEADERS = {
    "Content-Security-Policy": PAGE_POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cache-Control": "no-store",
    "Cross-Origin-Opener-Policy": "same-origin",
}


def money(amount: int, currency: str) -> str:
    """`$25.00` for 2500 usd, by the exponent Stripe uses for the currency."""
    value = Decimal(amount).scaleb(-decimals_of(currency))
    shown = str(format_currency(value, currency.upper(), locale="en_US"))
    return shown.replace(currency.upper(), f"{currency.upper()}\N{NO-BREAK SPACE}").replace(
        "\N{NO-BREAK SPACE}\N{NO-BREAK SPACE}", "\N{NO-BREAK SPACE}"
    )


def moment(seconds: float | None) -> str:
    if seconds is None:
        return "–"
    return datetime.fromtimestamp(seconds, UTC).strftime("%d %b %Y, %H:%M UTC")


def day(seconds: float | None) -> str:
    if seconds is None:
        return "–"
    return datetime.fromtimestamp(seconds, UTC).strftime("%d %B %Y").lstrip("0")


def every(recurring: JsonObject | None) -> str:
    """`per month`, `every 3 months`, or nothing for a single payment."""
    if not recurring:
        return ""
    count, interval = recurring["interval_count"], recurring["interval"]
    return f"per {interval}" if count == 1 else f"every {count} {interval}s"


_templates = Environment(
    loader=FileSystemLoader(Path(__file__).parent / "templates"),
    autoescape=True,
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
)
_templates.filters |= {"moment": moment, "day": day, "every": every}
_templates.globals["money"] = money


def render(request: Request, template: str, *, status: int = 200, **facts: Any) -> HTMLResponse:
    world = world_of(request)
    page = _templates.get_template(template).render(
        account_name=world.config.account_name,
        has_mail=world.config.mail_dir is not None,
        **facts,
    )
    return HTMLResponse(page, status_code=status, headers=HEADERS)


def world_of(request: Request) -> World:
    world: World = request.app.state.world
    return world
