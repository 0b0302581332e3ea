"""Letters about choices that change after the application."""

from typing import Self

from sponsorship.messages.letters import LetterContext, Line, Link, Prose
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


_BENEFITS = ("Lounge sponsorship", "Extra conference passes × 2")


class SupplementRequested(LetterContext):
    """To a sponsor: we have what it would like to add."""

    template = "supplement_requested"

    sponsor_name: Line
    programme: Line
    reference: Line
    benefits: tuple[Line, ...]
    price: Money
    page_link: Link

    @classmethod
    def example(cls) -> Self:
        return cls(
            sponsor_name="Fox & Hedgehog Ltd",
            programme="Sponsorship Programme 2026",
            reference="A-2026-00003",
            benefits=_BENEFITS,
            price=Money.parse("17000", "USD"),
            page_link="https://donate.example.org/sponsors/applications/9f2c",
        )


class SupplementRequestedStaff(LetterContext):
    """To staff: a sponsor would like to add something; it waits for a decision."""

    template = "supplement_requested_staff"

    sponsor_name: Line
    programme: Line
    reference: Line
    benefits: tuple[Line, ...]
    price: Money
    message: Prose = ""
    desk_link: Link

    @classmethod
    def example(cls) -> Self:
        return cls(
            sponsor_name="Fox & Hedgehog Ltd",
            programme="Sponsorship Programme 2026",
            reference="A-2026-00003",
            benefits=_BENEFITS,
            price=Money.parse("17000", "USD"),
            message="We would love to have the lounge.",
            desk_link="https://donate.example.org/admin/desk/supplements/3",
        )


class SupplementApproved(LetterContext):
    """To a sponsor: what it would like to add is agreed, and what comes next."""

    template = "supplement_approved"

    sponsor_name: Line
    programme: Line
    reference: Line
    benefits: tuple[Line, ...]
    price: Money
    is_amendment: bool = True
    """Whether an amendment is to be signed; else it comes with the contract."""
    page_link: Link

    @classmethod
    def example(cls) -> Self:
        return cls(
            sponsor_name="Fox & Hedgehog Ltd",
            programme="Sponsorship Programme 2026",
            reference="A-2026-00003",
            benefits=_BENEFITS,
            price=Money.parse("15000", "USD"),
            page_link="https://donate.example.org/sponsors/applications/9f2c",
        )


class SupplementDeclined(LetterContext):
    """To a sponsor: what it would like to add cannot be had, and why."""

    template = "supplement_declined"

    sponsor_name: Line
    programme: Line
    reference: Line
    benefits: tuple[Line, ...]
    reason: Prose
    page_link: Link

    @classmethod
    def example(cls) -> Self:
        return cls(
            sponsor_name="Fox & Hedgehog Ltd",
            programme="Sponsorship Programme 2026",
            reference="A-2026-00003",
            benefits=_BENEFITS,
            reason="The lounge is being rebuilt this year.",
            page_link="https://donate.example.org/sponsors/applications/9f2c",
        )
