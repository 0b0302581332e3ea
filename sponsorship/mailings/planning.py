"""Who gets which words: one mail for each person, and a reason for everybody who gets none. Pure."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass

from sponsorship.errors import Refused
from sponsorship.mailings import placeholders
from sponsorship.mailings.models import SkipReason
from sponsorship.mailings.operations import LONGEST_SUBJECT, Draft
from sponsorship.sponsorships.contacts import folded, once_per_address
from sponsorship.sponsorships.models import SponsorContact, Sponsorship


class NobodyToWriteTo(Refused):
    """Raised when every sponsorship of a mailing is skipped, or none was chosen."""

    code = "nobody_to_write_to"

    def __init__(self) -> None:
        super().__init__("Nobody would get this letter. Choose other sponsorships or other roles.")


@dataclass(frozen=True, slots=True)
class Planned:
    """One mail: its words, whom it is for, and the sponsorships that it is about."""

    contact: SponsorContact
    subject: str
    text: str
    about: tuple[Sponsorship, ...]

    @property
    def sponsorship(self) -> Sponsorship:
        return self.about[0]


@dataclass(frozen=True, slots=True)
class Skipped:
    """A sponsorship, or one contact of it, that gets nothing."""

    sponsorship: Sponsorship
    reason: SkipReason
    contact: SponsorContact | None = None

    @property
    def name(self) -> str:
        return self.contact.name if self.contact else ""

    @property
    def sentence(self) -> str:
        return self.reason.sentence


@dataclass(frozen=True, slots=True)
class Plan:
    """Everything that one press of the button would do."""

    letters: tuple[Planned, ...]
    skipped: tuple[Skipped, ...]

    @property
    def fingerprint(self) -> str:
        """What changes when anybody would get other words, or somebody more or less."""
        sent = [
            [one.contact.id, one.contact.email, one.subject, one.text, [s.id for s in one.about]]
            for one in self.letters
        ]
        left_out = [
            [one.sponsorship.id, one.reason.value, one.contact.id if one.contact else None]
            for one in self.skipped
        ]
        return hashlib.sha256(json.dumps([sent, left_out]).encode()).hexdigest()


def plan(sponsorships: Sequence[Sponsorship], draft: Draft) -> Plan:
    """One mail for each address and wording, however many sponsorships it is about.

    Raises NobodyToWriteTo, or NothingToFillIn where a placeholder has no value yet.
    """
    letters: dict[tuple[str, str, str], Planned] = {}
    skipped: list[Skipped] = []
    for sponsorship in sponsorships:
        chosen = in_roles(sponsorship, draft)
        if not chosen:
            skipped.append(Skipped(sponsorship, SkipReason.NO_CONTACT))
        declined = {folded(one) for one in chosen if not one.wants(draft.topic)}
        for contact in once_per_address(chosen):
            if folded(contact) in declined:
                skipped.append(Skipped(sponsorship, SkipReason.DECLINED, contact))
                continue
            subject = placeholders.fill(draft.subject, sponsorship, contact)[: 2 * LONGEST_SUBJECT]
            text = placeholders.fill(draft.text, sponsorship, contact)
            key = (folded(contact), subject, text)
            known = letters.get(key)
            about = (*known.about, sponsorship) if known else (sponsorship,)
            letters[key] = Planned(known.contact if known else contact, subject, text, about)
    if not letters:
        raise NobodyToWriteTo
    return Plan(tuple(letters.values()), tuple(skipped))


def in_roles(sponsorship: Sponsorship, draft: Draft) -> list[SponsorContact]:
    """The contacts of the sponsor who have one of the chosen roles."""
    return [one for one in sponsorship.sponsor.contacts if set(one.roles) & set(draft.roles)]
