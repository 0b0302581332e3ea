"""What a text may leave open: filled in for each letter by putting one text for another.

Nothing that staff or sponsors write is ever run: what stands between the braces is a name of this
list, or the text is refused.
"""

from __future__ import annotations

import re
from datetime import date

from sponsorship.clock import shown_day
from sponsorship.errors import Invalid, Refused
from sponsorship.sponsorships.models import SponsorContact, Sponsorship

PLACEHOLDERS = {
    "sponsor_name": "name of the sponsor",
    "contact_name": "name of the contact who gets the letter",
    "tier": "tier of the sponsorship",
    "programme": "title of the programme year",
    "first_day": "first day of the term",
    "last_day": "last day of the term",
    "status": "how far the sponsorship is, like “confirmed”",
    "reference": "our reference of the sponsorship",
}
_PLACE = re.compile(r"\{\{(.*?)\}\}", re.DOTALL)
_STRAY = re.compile(r"\{\{|\}\}|\{%|%\}")


class UnknownPlaceholder(Invalid):
    """Raised when a text leaves something open that nobody can fill in."""

    code = "unknown_placeholder"

    def __init__(self, field: str, name: str) -> None:
        self.name = name
        known = ", ".join(PLACEHOLDERS)
        super().__init__(field, f"There is no placeholder “{name[:60]}”. These exist: {known}.")


class NothingToFillIn(Refused):
    """Raised when a sponsorship has no value yet for a placeholder of the text."""

    code = "nothing_to_fill_in"

    def __init__(self, sponsorship: Sponsorship, name: str) -> None:
        self.sponsorship = sponsorship
        super().__init__(
            f"The text says {{{{ {name} }}}}, and the sponsorship of {sponsorship.sponsor.name} has no"
            f" {PLACEHOLDERS[name]} yet. Leave one of the two out."
        )


def check(field: str, text: str) -> None:
    """Refuse braces that mean nothing; raises UnknownPlaceholder or Invalid."""
    for found in _PLACE.finditer(text):
        if found[1].strip() not in PLACEHOLDERS:
            raise UnknownPlaceholder(field, " ".join(found[1].split()))
    if _STRAY.search(_PLACE.sub("", text)):
        raise Invalid(
            field, "A placeholder is written like {{ sponsor_name }}; here braces are left over."
        )


def fill(text: str, sponsorship: Sponsorship, contact: SponsorContact) -> str:
    """The text for this contact about this sponsorship; raises NothingToFillIn."""
    values = _values(sponsorship, contact)

    def put(found: re.Match[str]) -> str:
        name = found[1].strip()
        if not values[name]:
            raise NothingToFillIn(sponsorship, name)
        return values[name]

    return _PLACE.sub(put, text)


def _values(sponsorship: Sponsorship, contact: SponsorContact) -> dict[str, str]:
    return {
        "sponsor_name": sponsorship.sponsor.name,
        "contact_name": contact.name,
        "tier": sponsorship.tier.name,
        "programme": sponsorship.program_year.title,
        "first_day": _shown(sponsorship.starts_on),
        "last_day": _shown(sponsorship.ends_on),
        "status": sponsorship.status.value,
        "reference": sponsorship.reference,
    }


def _shown(day: date | None) -> str:
    return "" if day is None else shown_day(day)
