"""The letters about a contract that waits, and about agreements that end."""

from datetime import date
from typing import Self

from sponsorship.messages.letters import LetterContext, Line, Link, Prose


class ContractReminder(LetterContext):
    """To those who sign: the contract is not signed yet."""

    template = "contract_reminder"

    sponsor_name: Line
    tier_name: Line
    programme: Line
    contract_reference: Line
    sent_on: date
    sign_link: Link

    @classmethod
    def example(cls) -> Self:
        return cls(
            sponsor_name="Fox & Hedgehog Ltd",
            tier_name="Sustainability",
            programme="2026",
            contract_reference="C-2026-000031",
            sent_on=date(2026, 3, 2),
            sign_link="https://donate.example.org/contracts/6b1d",
        )


class ContractTerminated(LetterContext):
    """To those who sign: the agreement ends before its term is over."""

    template = "contract_terminated"

    sponsor_name: Line
    contract_reference: Line
    last_day: date
    reason: Prose

    @classmethod
    def example(cls) -> Self:
        return cls(
            sponsor_name="Fox & Hedgehog Ltd",
            contract_reference="C-2026-000031",
            last_day=date(2026, 9, 30),
            reason="Fox & Hedgehog Ltd gave notice on 1 August.",
        )


class ContractSigned(LetterContext):
    """To staff: the sponsor has signed, and we sign next."""

    template = "contract_signed"

    sponsor_name: Line
    contract_reference: Line
    signer_name: Line
    desk_link: Link

    @classmethod
    def example(cls) -> Self:
        return cls(
            sponsor_name="Fox & Hedgehog Ltd",
            contract_reference="C-2026-000031",
            signer_name="Rosa Fox",
            desk_link="https://donate.example.org/admin/desk/contracts/31",
        )


class SponsorshipEnding(LetterContext):
    """To the sponsor: the term comes to its end."""

    template = "sponsorship_ending"

    sponsor_name: Line
    tier_name: Line
    last_day: date
    apply_link: Link

    @classmethod
    def example(cls) -> Self:
        return cls(
            sponsor_name="Fox & Hedgehog Ltd",
            tier_name="Sustainability",
            last_day=date(2026, 12, 31),
            apply_link="https://donate.example.org/sponsors/apply",
        )


class SponsorshipEndingStaff(LetterContext):
    """To staff: a term comes to its end, and nothing renews it yet."""

    template = "sponsorship_ending_staff"

    sponsor_name: Line
    tier_name: Line
    last_day: date
    desk_link: Link

    @classmethod
    def example(cls) -> Self:
        return cls(
            sponsor_name="Fox & Hedgehog Ltd",
            tier_name="Sustainability",
            last_day=date(2026, 12, 31),
            desk_link="https://donate.example.org/admin/desk/sponsorships/12",
        )
