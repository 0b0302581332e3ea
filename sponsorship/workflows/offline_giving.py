"""A gift by transfer or cheque: recorded, booked, receipted, told; and taken back where it was none."""

from __future__ import annotations

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session

from sponsorship import bookkeeping
from sponsorship.audit import Actor
from sponsorship.constituents import operations as constituents
from sponsorship.donations import offline
from sponsorship.donations.models import Donation, GiftMethod
from sponsorship.errors import Invalid, Refused
from sponsorship.funds.models import Fund
from sponsorship.ledger import posting as ledger
from sponsorship.ledger.models import JournalEntry
from sponsorship.messages import letters, outbox
from sponsorship.receipts import operations as receipts
from sponsorship.workflows.foundation import Foundation


class CountedFromSuspense(Refused):
    """Raised when a gift is to be withdrawn here that was counted from money in suspense."""

    code = "counted_from_suspense"

    def __init__(self, donation: Donation) -> None:
        self.donation = donation
        super().__init__(
            "This gift was counted from money in suspense. Take that back at its case."
        )


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
    donation, is_new = receive(session, given, fund, foundation=foundation, at=at, by=by)
    if is_new:
        entry = bookkeeping.donation_received_by_bank(donation, on=given.received_on)
        ledger.post(session, entry, at=at, by=by)
        thank(session, donation, foundation=foundation, at=at)
    return donation


def receive(
    session: Session,
    given: offline.OfflineGift,
    fund: Fund,
    *,
    foundation: Foundation,
    at: datetime,
    by: Actor,
) -> tuple[Donation, bool]:
    """The received gift of this form with its donor, and whether it is new; it is not booked yet."""
    if given.received_on > foundation.calendar.day_of(at):
        raise Invalid("received_on", "This day has not come yet.")
    donation, is_new = offline.record(session, given, fund, at=at, by=by)
    if is_new and given.email:
        donor = constituents.find_or_add(session, name=given.name, email=given.email, at=at)
        donation.donor_id = donor.id
    return donation, is_new


def thank(session: Session, donation: Donation, *, foundation: Foundation, at: datetime) -> None:
    """The numbered receipt of a gift that no payment brought, and thanks where we know an address."""
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
    if donation.donor_email:
        outbox.owe(
            session,
            letters.DonationReceived(
                amount=donation.amount,
                fund_name=donation.fund.name,
                received_on=donation.received_on or foundation.calendar.day_of(at),
                receipt_number=receipt.number,
                receipt_link=foundation.links.receipt(receipt.public_token),
            ),
            to=outbox.Recipient(donation.donor_name, donation.donor_email),
            fact=f"donation:{donation.id}",
            at=at,
            attachments=[receipt.document_id],
        )


def withdraw_gift(
    session: Session,
    donation: Donation,
    *,
    reason: str,
    foundation: Foundation,
    at: datetime,
    by: Actor,
) -> None:
    """It was no gift after all, or its cheque came back: income is reversed and the receipt void.

    Raises CountedFromSuspense, WrongState, or Invalid without a reason.
    """
    if donation.method is not GiftMethod.ONLINE and _entry_of(session, donation) is None:
        raise CountedFromSuspense(donation)
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
    found = _entry_of(session, donation)
    if found is None:
        raise AssertionError("a gift was received and not booked")
    return found


def _entry_of(session: Session, donation: Donation) -> JournalEntry | None:
    return session.scalars(
        sa.select(JournalEntry).where(
            JournalEntry.fact == "donation_received", JournalEntry.source == donation.reference
        )
    ).one_or_none()
