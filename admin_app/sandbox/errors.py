"""Refusals in the shape in which Stripe words them."""

from __future__ import annotations

from typing import Any


class StripeRefusal(Exception):
    """A request that Stripe would refuse: HTTP status and the fields of its error object."""

    def __init__(
        self,
        message: str,
        *,
        status: int = 400,
        kind: str = "invalid_request_error",
        code: str | None = None,
        param: str | None = None,
        **more: Any,
    ) -> None:
        super().__init__(message)
        self.status = status
        self.body = {
            "error": {
                key: value
                for key, value in {
                    "type": kind,
                    "code": code,
                    "message": message,
                    "param": param,
                    **more,
                }.items()
                if value is not None
            }
        }


class NoSuchObject(StripeRefusal):
    """Raised when an id is unknown."""

    def __init__(self, kind: str, object_id: str, param: str = "id") -> None:
        super().__init__(
            f"No such {kind}: '{object_id}'", status=404, code="resource_missing", param=param
        )


class CardDeclined(StripeRefusal):
    """Raised when a payment attempted through the API is declined."""

    def __init__(self, message: str, *, code: str, decline_code: str | None, charge: str) -> None:
        super().__init__(
            message,
            status=402,
            kind="card_error",
            code=code,
            decline_code=decline_code,
            charge=charge,
        )
