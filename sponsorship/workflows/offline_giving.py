"""A gift by transfer or cheque: recorded, booked, receipted, told; and taken back where it was none."""

from __future__ import annotations

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session

from sponsorship import bookkeeping
from sponsorship.audit import Actor
from sponsorship.constituents import operations as constituents
from sponsorship.donations import offline
from sponsorship.donations.models import Donation
from sponsorship.errors import Invalid
from sponsorship.funds.models import Fund
from sponsorship.ledger import posting as ledger
from sponsorship.ledger.models import JournalEntry
from sponsorship.messages import letters, outbox
from sponsorship.receipts import operations as receipts
from sponsorship.workflows.foundation import Foundation


def record_gift(
    session: Session,
    given: offline.OfflineGift,
    fund: Fund,
    *,
    foundation: Foundation,
    at: datetime,
    by: Actor,
) -> Donation:
    """The gift is ours: income, receipt, and thanks where we know an address to send them to.

    Raises ChequeRecorded or Invalid.
    """
    if given.received_on > foundation.calendar.day_of(at):
        raise Invalid("received_on", "This day has not come yet.")
    donation, is_new = offline.record(session, given, fund, at=at, by=by)
    if not is_new:
        return donation
    if given.email:
        donor = constituents.find_or_add(session, name=given.name, email=given.email, at=at)
        donation.donor_id = donor.id
    entry = bookkeeping.donation_received_by_bank(donation, on=given.received_on)
    ledger.post(session, entry, at=at, by=by)
    receipt = receipts.issue(
        session,
        donation,
        donation.amount,
        receipts.Paper(
            method=donation.method_shown,
            foundation=foundation.party,
            calendar=foundation.calendar,
            is_specimen=foundation.is_sandbox,
        ),
        payment_id=None,
        at=at,
    )
    if given.email:
        outbox.owe(
            session,
            letters.DonationReceived(
                amount=donation.amount,
                fund_name=fund.name,
                received_on=given.received_on,
                receipt_number=receipt.number,
                receipt_link=foundation.links.receipt(receipt.public_token),
            ),
            to=outbox.Recipient(donation.donor_name, donation.donor_email),
            fact=f"donation:{donation.id}",
            at=at,
            attachments=[receipt.document_id],
        )
    return donation


def withdraw_gift(
    session: Session,
    donation: Donation,
    *,
    reason: str,
    foundation: Foundation,
    at: datetime,
    by: Actor,
) -> None:
    """It was no gift after all, or its cheque came back: income is reversed and the receipt void."""
    offline.withdraw(session, donation, reason=reason, at=at, by=by)
    ledger.reverse_fact(
        session,
        "donation_received",
        donation.reference,
        on=foundation.calendar.day_of(at),
        at=at,
        by=by,
        memo=reason.strip(),
    )
    receipt = receipts.of_donation(session, donation.id)
    if receipt is not None:
        receipts.void(session, receipt, at=at, by=by, reason=reason.strip())
    if donation.donor_email:
        outbox.owe(
            session,
            letters.DonationWithdrawn(
                amount=donation.amount,
                fund_name=donation.fund.name,
                receipt_number=receipt.number if receipt else "",
                reason=reason.strip(),
            ),
            to=outbox.Recipient(donation.donor_name, donation.donor_email),
            fact=f"donation:{donation.id}",
            at=at,
        )


def entry_of(session: Session, donation: Donation) -> JournalEntry:
    """The entry that booked a received gift."""
    return session.scalars(
        sa.select(JournalEntry).where(
            JournalEntry.fact == "donation_received", JournalEntry.source == donation.reference
        )
    ).one()
