"""A company chooses otherwise before the decision: exchanged, and both sides are told what differs."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Session

from sponsorship import audit
from sponsorship.audit import Actor
from sponsorship.messages import outbox
from sponsorship.messages.letters_of_changes import ApplicationChanged
from sponsorship.messages.letters_to_sponsors import ChangedLine, SponsorChanged
from sponsorship.sponsorships import amending
from sponsorship.sponsorships.amending import Amendment
from sponsorship.sponsorships.contacts import once_per_address
from sponsorship.sponsorships.models import SponsorContact, Sponsorship
from sponsorship.sponsorships.profile import Changed
from sponsorship.workflows.foundation import Foundation

LONGEST_SHOWN = 500


def amend(
    session: Session,
    sponsorship: Sponsorship,
    asked: Amendment,
    *,
    shown: int,
    contact: SponsorContact | None = None,
    foundation: Foundation,
    at: datetime,
    by: Actor,
) -> list[Changed]:
    """Choose otherwise, noted as one act; what differs. Raises what `amending.amend` raises.

    `contact` is who did it, where that is known: the link alone does not say.
    """
    audit.begin_act(session, by=by, verb="amended_application", subject=sponsorship.subject, at=at)
    changes = amending.amend(session, sponsorship, asked, shown=shown, at=at, by=by)
    if changes:
        _tell(session, sponsorship, changes, contact=contact, foundation=foundation, at=at)
    return changes


def _tell(
    session: Session,
    sponsorship: Sponsorship,
    changes: list[Changed],
    *,
    contact: SponsorContact | None,
    foundation: Foundation,
    at: datetime,
) -> None:
    lines = tuple(
        ChangedLine(
            label=one.label, before=one.before[:LONGEST_SHOWN], after=one.after[:LONGEST_SHOWN]
        )
        for one in changes
    )
    primary = once_per_address(one for one in sponsorship.sponsor.contacts if one.is_primary)
    fact = f"amended:{sponsorship.id}:{at.isoformat()}"
    for one in primary:
        outbox.owe(
            session,
            ApplicationChanged(
                sponsor_name=sponsorship.sponsor.name,
                programme=sponsorship.program_year.title,
                reference=sponsorship.reference,
                changes=lines,
                fee=sponsorship.price,
                status_link=foundation.links.application(sponsorship.public_token),
            ),
            to=outbox.Recipient(one.name, one.email),
            fact=f"{fact}:{one.id}",
            about=sponsorship.subject,
            at=at,
        )
    told_by = contact or primary[0]
    outbox.owe(
        session,
        SponsorChanged(
            sponsor_name=sponsorship.sponsor.name,
            changed_by=contact.name
            if contact
            else f"Somebody with the link of {sponsorship.sponsor.name}",
            changed_email=told_by.email,
            changes=lines,
            desk_link=foundation.links.desk(f"sponsorships/{sponsorship.id}"),
            is_application=True,
        ),
        to=outbox.Recipient(foundation.name, foundation.email),
        fact=f"{fact}:staff",
        about=sponsorship.subject,
        at=at,
    )
