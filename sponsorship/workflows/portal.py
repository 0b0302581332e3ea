"""What a sponsor's contact does at the portal: signs in, keeps the profile, applies for another year."""

from __future__ import annotations

import hashlib
from datetime import datetime

from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from sponsorship import jobs
from sponsorship.database import ROW_LOCK, Database
from sponsorship.messages import outbox
from sponsorship.messages.letters import PortalSignIn
from sponsorship.messages.letters_to_sponsors import ChangedLine, SponsorChanged
from sponsorship.portal import operations, queries
from sponsorship.sponsorships import operations as sponsorships
from sponsorship.sponsorships import queries as applied
from sponsorship.sponsorships import renewing
from sponsorship.sponsorships.models import Sponsor, SponsorContact
from sponsorship.sponsorships.profile import Changed
from sponsorship.sponsorships.renewing import Offer
from sponsorship.tiers import queries as tiers
from sponsorship.workflows.foundation import Foundation
from sponsorship.workflows.sponsoring import confirm_application

SEND_CONTACT_LINK = "send_contact_link"
"""The job that writes to an address that asks for a link; its payload is `{"email": …}`."""
LONGEST_SHOWN = 500


def ask_for_link(session: Session, email: str, *, at: datetime) -> None:
    """Owe the look-up, so that the page which asks cannot tell who is known; once in two minutes."""
    name = hashlib.sha256(email.lower().encode()).hexdigest()[:32]
    jobs.enqueue(
        session,
        SEND_CONTACT_LINK,
        key=f"contact_link:{name}:{int(at.timestamp()) // 120}",
        payload={"email": email},
    )


def send_link(database: Database, email: str, *, foundation: Foundation, at: datetime) -> bool:
    """Write a link to the address if a contact of a sponsor has it; whether one does."""
    with database.unit_of_work() as session:
        contacts = queries.contacts_with(session, email)
        if not contacts:
            return False
        token = operations.issue_link(session, email, at=at)
        outbox.owe(
            session,
            PortalSignIn(
                link=foundation.links.enter_portal(token),
                valid_minutes=int(operations.LINK_LASTS.total_seconds()) // 60,
            ),
            to=outbox.Recipient(contacts[0].name, contacts[0].email),
            fact=f"contact_link:{operations.digest(token)[:32]}",
            at=at,
        )
        return True


def tell_staff(
    session: Session,
    sponsor: Sponsor,
    changes: list[Changed],
    *,
    contact: SponsorContact,
    foundation: Foundation,
    at: datetime,
) -> None:
    """What a sponsor changed itself, for the office; nothing for no change."""
    if not changes:
        return
    latest = applied.latest_of(session, sponsor)
    outbox.owe(
        session,
        SponsorChanged(
            sponsor_name=sponsor.name,
            changed_by=contact.name,
            changed_email=contact.email,
            changes=tuple(
                ChangedLine(
                    label=one.label,
                    before=one.before[:LONGEST_SHOWN],
                    after=one.after[:LONGEST_SHOWN],
                )
                for one in changes
            ),
            desk_link=foundation.links.desk(f"sponsorships/{latest.id}"),
        ),
        to=outbox.Recipient(foundation.name, foundation.email),
        fact=f"sponsor_changed:{sponsor.id}:{at.isoformat()}",
        about=latest.subject,
        at=at,
    )


def offered(
    session: Session, sponsor: Sponsor, *, tier_slug: str = "", form_key: str = "", at: datetime
) -> Offer:
    """What the sponsor would apply for now, from its last choice or with another tier.

    Raises ApplicationsClosed, AlreadyThisYear, NotFound.
    """
    catalogue = tiers.open_catalogue(session)
    if catalogue is None:
        raise sponsorships.ApplicationsClosed
    renewing.check_free(session, sponsor, catalogue.year)
    before = renewing.last_of(session, sponsor)
    return renewing.offer(session, catalogue, before, tier_slug=tier_slug, form_key=form_key, at=at)


def apply_again(
    database: Database,
    sponsor_id: int,
    *,
    form_key: str,
    tier_slug: str,
    po_number: str,
    foundation: Foundation,
    at: datetime,
) -> str:
    """Apply for the open year with what was offered; the token of the application's own page.

    The same form sent again finds the first application. Raises what `offered` and an application raise.
    """
    for may_be_beaten in (True, False):
        try:
            with database.unit_of_work() as session:
                return _applied_again(
                    session,
                    sponsor_id,
                    form_key=form_key,
                    tier_slug=tier_slug,
                    po_number=po_number,
                    foundation=foundation,
                    at=at,
                )
        except IntegrityError:  # a colleague pressed the same button at the same moment: look again
            if not may_be_beaten:
                raise
    raise AssertionError("an application was neither taken nor refused")


def _applied_again(
    session: Session,
    sponsor_id: int,
    *,
    form_key: str,
    tier_slug: str,
    po_number: str,
    foundation: Foundation,
    at: datetime,
) -> str:
    known = applied.of_form(session, form_key)
    if known is not None and known.sponsor_id == sponsor_id:
        return known.public_token
    sponsor = session.get_one(Sponsor, sponsor_id, with_for_update=ROW_LOCK)
    found = offered(session, sponsor, tier_slug=tier_slug, form_key=form_key, at=at)
    catalogue = tiers.open_catalogue(session)
    if catalogue is None:
        raise sponsorships.ApplicationsClosed
    is_renewed = applied.is_renewed(session, found.before)
    sponsorship = sponsorships.apply_again(
        session,
        sponsor,
        found.choice,
        catalogue,
        form_key=form_key,
        po_number=po_number,
        message="",
        renews=None if is_renewed else found.before,
        at=at,
    )
    confirm_application(session, sponsorship, foundation=foundation, at=at)
    return sponsorship.public_token
