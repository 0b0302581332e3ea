"""The back office's menu: what desks and tables announce, filtered by what a role may do."""

from __future__ import annotations

from dataclasses import dataclass

from sponsorship.staff.models import StaffUser
from sponsorship.staff.permissions import Capability

GROUPS = (
    "Today",
    "Sponsors",
    "Donors",
    "Money",
    "Catalogue",
    "Letters",
    "Administration",
    "Tables",
)


@dataclass(frozen=True, slots=True)
class MenuEntry:
    """One link: its text, its address, what one must be allowed to do, and its group."""

    title: str
    path: str
    group: str
    may: Capability = Capability.SEE


_ENTRIES: dict[str, MenuEntry] = {}


def announce(entry: MenuEntry) -> None:
    """Put a link into the menu; announcing the same address again replaces it."""
    _ENTRIES[entry.path] = entry


def office_menu(member: StaffUser) -> tuple[tuple[str, tuple[MenuEntry, ...]], ...]:
    """The groups with the links this member of staff may use, in the order of GROUPS."""
    allowed = [entry for entry in _ENTRIES.values() if member.may(entry.may)]
    allowed.sort(key=lambda entry: entry.title if entry.group == "Tables" else "")
    groups = [
        (group, tuple(entry for entry in allowed if entry.group == group)) for group in GROUPS
    ]
    return tuple((group, entries) for group, entries in groups if entries)
