"""The letter whose words staff wrote themselves, and those about what a sponsor hands in and gets."""

from datetime import date
from typing import Self

from pydantic import BaseModel, ConfigDict

from sponsorship.messages.letters import LetterContext, Line, Link, Prose


class SponsorLetter(LetterContext):
    """What staff have to say to a contact of a sponsor; every placeholder is filled in."""

    template = "sponsor_letter"

    subject: Line
    text: Prose
    topic: Line = ""
    """What the letter is about, where its recipient may do without."""
    choice_link: Link | None = None
    """Where the recipient says which letters to send; None if such letters always come."""
    is_test: bool = False
    """Whether it goes to the member of staff who wrote it, to see how it looks."""

    @property
    def parts(self) -> tuple[str, ...]:
        """The text by its paragraphs."""
        return tuple(part.strip("\n") for part in self.text.split("\n\n") if part.strip())

    @classmethod
    def example(cls) -> Self:
        return cls(
            subject="How the programme goes, and thank you",
            text="Fox & Hedgehog Ltd has been our sponsor in the tier Sustainability since"
            " 1 April 2026: thank you.\n\nThis is what your support has made possible so far:\n"
            "three releases, and a full-time reviewer. See https://donate.example.org/news for more.",
            topic="News of the programme",
            choice_link="https://donate.example.org/sponsors/letters/9f2c",
        )


class AssetsDue(LetterContext):
    """To a sponsor: what is to be handed in by a day that comes near."""

    template = "assets_due"

    sponsor_name: Line
    programme: Line
    assets: tuple[Line, ...]
    due_on: date
    days_left: int
    hand_in_link: Link

    @property
    def when(self) -> str:
        """In words, so that a subject line reads well."""
        return {0: "today", 1: "tomorrow"}.get(self.days_left, f"in {self.days_left} days")

    @classmethod
    def example(cls) -> Self:
        return cls(
            sponsor_name="Fox & Hedgehog Ltd",
            programme="Sponsorship Programme 2026",
            assets=("Text for the conference programme", "Banner for your booth"),
            due_on=date(2026, 5, 4),
            days_left=7,
            hand_in_link="https://donate.example.org/sponsors/applications/9f2c/assets",
        )


class ChangedLine(BaseModel):
    """One field that a sponsor changed, before and after."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    label: Line
    before: Prose
    after: Prose


class SponsorChanged(LetterContext):
    """To staff: a sponsor changed its profile, its contacts or its application itself."""

    template = "sponsor_changed"

    sponsor_name: Line
    changed_by: Line
    changed_email: Line
    changes: tuple[ChangedLine, ...]
    desk_link: Link
    is_application: bool = False

    @classmethod
    def example(cls) -> Self:
        return cls(
            sponsor_name="Fox & Hedgehog Ltd",
            changed_by="Rosa Fox",
            changed_email="rosa@foxhedgehog.example",
            changes=(
                ChangedLine(label="City", before="Hay-on-Wye", after="Hereford"),
                ChangedLine(label="Contact Hal Hedge", before="", after="hal@foxhedgehog.example"),
            ),
            desk_link="https://donate.example.org/admin/desk/sponsorships/12",
        )


class SponsorshipRejected(LetterContext):
    """We cannot accept this application, and why."""

    template = "sponsorship_rejected"

    sponsor_name: Line
    tier_name: Line
    programme: Line
    reason: Prose
    tiers_link: Link
    words: Prose = ""
    """What staff wrote instead of our usual words."""

    @property
    def parts(self) -> tuple[str, ...]:
        """The paragraphs of what staff wrote."""
        return tuple(part for part in self.words.split("\n\n") if part.strip())

    @classmethod
    def example(cls) -> Self:
        return cls(
            sponsor_name="Fox & Hedgehog Ltd",
            tier_name="Sustainability",
            programme="2026",
            reason="All places of this tier are taken for the year.",
            tiers_link="https://donate.example.org/sponsors/tiers",
        )


class VoucherLine(BaseModel):
    """One code, and how many people it is good for."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    code: Line
    uses: int


class VouchersIssued(LetterContext):
    """To a sponsor: the codes for its people."""

    template = "vouchers_issued"

    sponsor_name: Line
    benefit: Line
    codes: tuple[VoucherLine, ...]
    page_link: Link

    @classmethod
    def example(cls) -> Self:
        return cls(
            sponsor_name="Fox & Hedgehog Ltd",
            benefit="Conference passes",
            codes=(VoucherLine(code="FOX-7F3KQ2", uses=1), VoucherLine(code="FOX-TEAM", uses=4)),
            page_link="https://donate.example.org/sponsors/applications/9f2c",
        )


class SponsorReport(LetterContext):
    """To a sponsor, at the end of its term: what was promised, and what became of it; attached."""

    template = "sponsor_report"

    sponsor_name: Line
    programme: Line
    delivered: int
    promised: int
    page_link: Link

    @classmethod
    def example(cls) -> Self:
        return cls(
            sponsor_name="Fox & Hedgehog Ltd",
            programme="Sponsorship Programme 2026",
            delivered=11,
            promised=12,
            page_link="https://donate.example.org/sponsors/applications/9f2c/report",
        )
