"""Declining an application, with a letter in our usual words or in those that staff wrote."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sponsorship.errors import Invalid
from sponsorship.messages import outbox
from sponsorship.messages.letters import LONGEST_WORDS
from sponsorship.messages.letters_to_sponsors import SponsorshipRejected
from sponsorship.sponsorships import operations as sponsorships

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy.orm import Session

    from sponsorship.audit import Actor
    from sponsorship.sponsorships.models import Sponsorship
    from sponsorship.workflows.foundation import Foundation

REASON, TIERS = "{reason}", "{tiers}"
"""What stands for the reason, and for the address of the tiers, in words that staff write."""


def reject(
    session: Session,
    sponsorship: Sponsorship,
    *,
    reason: str,
    words: str = "",
    foundation: Foundation,
    at: datetime,
    by: Actor,
) -> None:
    """Decline with a reason, and tell the primary contacts: in our usual words, or in these.

    Raises Invalid if the reason is missing or the words are too long, and WrongState.
    """
    sponsorships.reject(session, sponsorship, reason=reason, at=at, by=by)
    told = letter_of(sponsorship, reason=reason, words=words, foundation=foundation)
    for contact in (c for c in sponsorship.sponsor.contacts if c.is_primary):
        outbox.owe(
            session,
            told,
            to=outbox.Recipient(contact.name, contact.email),
            fact=f"sponsorship:{sponsorship.id}:{contact.id}",
            about=sponsorship.subject,
            at=at,
        )


def letter_of(
    sponsorship: Sponsorship, *, reason: str, words: str = "", foundation: Foundation
) -> SponsorshipRejected:
    """The letter as it would go out; raises Invalid if the words are too long."""
    if len(words) > LONGEST_WORDS:
        raise Invalid("words", f"The letter has at most {LONGEST_WORDS:,} letters.")
    tiers_link = foundation.links.tiers()
    filled = words.strip().replace(REASON, reason.strip()).replace(TIERS, tiers_link)
    return SponsorshipRejected(
        sponsor_name=sponsorship.sponsor.name,
        tier_name=sponsorship.tier.name,
        programme=sponsorship.program_year.title,
        reason=reason.strip(),
        tiers_link=tiers_link,
        words=filled,
    )


def usual_words(sponsorship: Sponsorship) -> str:
    """What we usually write, for staff to change; reason and address are filled in when it is sent."""
    return (
        f"Thank you for offering to sponsor us with {sponsorship.sponsor.name}. We are sorry that we"
        f" cannot accept the application for the tier {sponsorship.tier.name}"
        f" ({sponsorship.program_year.title}).\n\n"
        f"The reason:\n{REASON}\n\n"
        f"Perhaps another tier fits; this is what we offer:\n{TIERS}\n\n"
        "You are also welcome to reply and talk it over with us."
    )
