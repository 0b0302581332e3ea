"""Letters about choices that change after the application."""

from typing import Self

from sponsorship.messages.letters import LetterContext, Line, Link
from sponsorship.messages.letters_to_sponsors import ChangedLine
from sponsorship.money import Money


class ApplicationChanged(LetterContext):
    """To a company: its application says something else now."""

    template = "application_changed"

    sponsor_name: Line
    programme: Line
    reference: Line
    changes: tuple[ChangedLine, ...]
    fee: Money | None
    """None if it is to be agreed."""
    status_link: Link

    @classmethod
    def example(cls) -> Self:
        return cls(
            sponsor_name="Fox & Hedgehog Ltd",
            programme="Sponsorship Programme 2026",
            reference="S-2026-00012",
            changes=(
                ChangedLine(label="Tier", before="Partner", after="Sustaining"),
                ChangedLine(label="Additions", before="", after="Lanyards"),
            ),
            fee=Money.parse("15000", "USD"),
            status_link="https://donate.example.org/sponsors/applications/9f2c",
        )
