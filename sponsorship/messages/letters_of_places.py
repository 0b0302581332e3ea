"""The letters to those who wait for a place of a tier or a piece of a benefit."""

from typing import Self

from sponsorship.messages.letters import LetterContext, Line, Link, Prose


class WaitingJoined(LetterContext):
    """They stand in line, and what happens when it is their turn."""

    template = "waiting_joined"

    wanted: Line
    programme: Line
    company: Line
    days: int
    """How long a place will be kept for them."""
    link: Link

    @classmethod
    def example(cls) -> Self:
        return cls(
            wanted="a place in the tier Visionary",
            programme="Sponsorship Programme 2026",
            company="Fox & Hedgehog Ltd",
            days=7,
            link="https://donate.example.org/sponsors/waiting/9f2c",
        )


class PlaceOffered(LetterContext):
    """It is their turn: what is kept for them, until when, and where to apply."""

    template = "place_offered"

    wanted: Line
    programme: Line
    company: Line
    kept_until: Line
    link: Link

    @classmethod
    def example(cls) -> Self:
        return cls(
            wanted="a place in the tier Visionary",
            programme="Sponsorship Programme 2026",
            company="Fox & Hedgehog Ltd",
            kept_until="9 March 2026",
            link="https://donate.example.org/sponsors/waiting/9f2c",
        )


class WaitingEnded(LetterContext):
    """They do not stand in line any more: they let their turn pass, or we ended it."""

    template = "waiting_ended"

    wanted: Line
    programme: Line
    is_missed: bool
    """Whether a place was kept for them and its time is over."""
    reason: Prose = ""
    """What staff said."""
    again_link: Link | None = None
    """Where they can join again, at the end."""

    @classmethod
    def example(cls) -> Self:
        return cls(
            wanted="a place in the tier Visionary",
            programme="Sponsorship Programme 2026",
            is_missed=True,
            again_link="https://donate.example.org/sponsors/waiting/9f2c",
        )
