"""The product's web application as it is served, its card processor replaced by an instant one."""

from __future__ import annotations

from dataclasses import replace
from typing import cast

from starlette.applications import Starlette

from admin_app.app import create_app
from sponsorship import logs, settings, wiring
from sponsorship.payments.processor import CheckoutPage, CheckoutRequest, Processor


class InstantProcessor:
    """Answers at once with a page; nothing else is asked of it here."""

    def open_checkout(self, request: CheckoutRequest) -> CheckoutPage:
        name = f"cs_test_{request.checkout_id}"
        return CheckoutPage(name, f"http://127.0.0.1:9/pay/{name}")


def build() -> Starlette:
    """For uvicorn."""
    loaded = settings.load()
    logs.configure(level=loaded.log_level)
    built = wiring.build(loaded)
    return create_app(replace(built, processor=cast("Processor", InstantProcessor())))
