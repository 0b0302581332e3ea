"""Our mark on Stripe's objects: that they are this product's, and which row of ours they serve."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sponsorship.payments.models import Purpose

APP = "sponsorship"
_REFUND = "refund"


@dataclass(frozen=True, slots=True)
class Owner:
    """The row of ours that an object of Stripe's serves, and the checkout through which it came."""

    purpose: Purpose
    purpose_id: int
    checkout_id: int | None

    def mark(self) -> dict[str, str]:
        """The metadata that says so; ids only, never anything about a person."""
        return {
            "app": APP,
            "kind": self.purpose.value,
            "id": str(self.purpose_id),
            "checkout": str(self.checkout_id or ""),
        }


def owner_in(metadata: Any) -> Owner | None:
    """Whose an object is by its metadata; None if it is not ours, or no longer legible."""
    marks = _plain(metadata)
    if marks.get("app") != APP:
        return None
    try:
        checkout_id = int(marks["checkout"]) if marks.get("checkout") else None
        return Owner(Purpose(marks["kind"]), int(marks["id"]), checkout_id)
    except (KeyError, ValueError):
        return None


def fund_in(metadata: Any) -> str:
    """The fund that a page of ours collects for; empty on pages of releases that did not say it."""
    return _plain(metadata).get("fund", "")


def refund_mark(refund_id: int) -> dict[str, str]:
    """The metadata of a refund that was decided here."""
    return {"app": APP, "kind": _REFUND, "id": str(refund_id)}


def refund_id_in(metadata: Any) -> int | None:
    """Our refund's id, if the refund was decided here."""
    marks = _plain(metadata)
    if marks.get("app") != APP or marks.get("kind") != _REFUND:
        return None
    given = marks.get("id", "")
    return int(given) if given.isdecimal() else None


def _plain(metadata: Any) -> dict[str, str]:
    if metadata is None:
        return {}
    marks: dict[str, str] = metadata if isinstance(metadata, dict) else metadata.to_dict()
    return marks
