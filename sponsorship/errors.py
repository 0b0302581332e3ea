"""Error families, grouped by what the caller can do about them.

Each rule raises its own class, defined beside the rule and built from the objects it concerns. The
sentence of an error is safe for staff to read: no SQL, no secrets, nobody else's data. This module
knows nothing of HTTP; `admin_app.problems` holds the only mapping to statuses.
"""

from __future__ import annotations

from typing import ClassVar


class SponsorshipError(Exception):
    """Everything that the product refuses on purpose."""

    code: ClassVar[str] = "error"


class NotFound(SponsorshipError):
    """Nothing by that name, or nothing that you may see: the two look the same on purpose."""

    code = "not_found"

    def __init__(self, what: str) -> None:
        self.what = what
        super().__init__(f"There is no such {what}.")


class NotAllowed(SponsorshipError):
    """This actor may not do this."""

    code = "not_allowed"

    def __init__(self, actor: object, act: str) -> None:
        self.actor = actor
        self.act = act
        super().__init__(f"You are not allowed to {act}.")


class Invalid(SponsorshipError):
    """A value breaks a rule; `field` names which one."""

    code = "invalid"

    def __init__(self, field: str, sentence: str) -> None:
        self.field = field
        super().__init__(sentence)


class Refused(SponsorshipError):
    """Well formed, but forbidden in the present state of things."""

    code = "refused"


class Stale(SponsorshipError):
    """Somebody else changed the record since it was read."""

    code = "stale"

    def __init__(self, what: str) -> None:
        self.what = what
        super().__init__(
            f"Somebody else changed this {what} meanwhile. Reload the page and look again."
        )


class Unavailable(SponsorshipError):
    """Something we depend on does not answer; trying again later may work."""

    code = "unavailable"

    def __init__(self, what: str) -> None:
        self.what = what
        super().__init__(
            f"{what} does not answer at the moment. Please try again in a few minutes."
        )
