"""The report to a sponsor, as it stands or as it was sent."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Session

from sponsorship.audit import Actor
from sponsorship.documents import operations as documents
from sponsorship.documents.content import DocumentKind, ReportContent
from sponsorship.documents.models import Document
from sponsorship.fulfilment import report
from sponsorship.messages import outbox
from sponsorship.messages.letters_to_sponsors import SponsorReport
from sponsorship.sponsorships.contacts import once_per_address
from sponsorship.sponsorships.models import Sponsorship
from sponsorship.workflows.foundation import Foundation


def current(
    session: Session, sponsorship: Sponsorship, *, foundation: Foundation, at: datetime
) -> ReportContent:
    """What became of the sponsorship by now; raises NothingToReport."""
    return report.report(
        session,
        sponsorship,
        foundation=foundation.party,
        calendar=foundation.calendar,
        is_specimen=foundation.is_sandbox,
        at=at,
    )


def send(
    session: Session, sponsorship: Sponsorship, *, foundation: Foundation, at: datetime, by: Actor
) -> Document:
    """Send it to the primary contacts; what was sent is kept for ever."""
    content = current(session, sponsorship, foundation=foundation, at=at)
    document = documents.make(
        session,
        DocumentKind.SPONSOR_REPORT,
        content,
        title=f"Report {sponsorship.reference}",
        at=at,
    )
    delivered, _, promised = content.delivered.partition(" of ")
    letter = SponsorReport(
        sponsor_name=content.sponsor_name,
        programme=content.programme,
        delivered=int(delivered),
        promised=int(promised),
        page_link=f"{foundation.links.application(sponsorship.public_token)}/report",
    )
    for contact in once_per_address(one for one in sponsorship.sponsor.contacts if one.is_primary):
        outbox.owe(
            session,
            letter,
            to=outbox.Recipient(contact.name, contact.email),
            fact=f"report:{document.id}:{contact.id}",
            about=sponsorship.subject,
            at=at,
            by=by,
            attachments=[document.id],
        )
    return document
