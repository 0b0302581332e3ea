"""When a sponsorship is confirmed, and with it shown: its tier says for which payment it waits."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Session

from sponsorship.announcements import operations as announcements
from sponsorship.audit import Actor
from sponsorship.invoicing import queries as invoices
from sponsorship.invoicing.models import InvoiceStatus
from sponsorship.lifecycle import advance
from sponsorship.sponsorships.models import Sponsorship
from sponsorship.tiers.models import HeldUntil


def confirm_if_due(session: Session, sponsorship: Sponsorship, *, at: datetime, by: Actor) -> None:
    """Confirm it once its tier waits for nothing more: no payment, the first invoice's, or all of them."""
    if sponsorship.can_be("confirmed") and _is_due(session, sponsorship):
        advance(session, sponsorship, "confirmed", at=at, by=by)
        announcements.owe_look(session, sponsorship, at=at)


def _is_due(session: Session, sponsorship: Sponsorship) -> bool:
    held_until = sponsorship.tier.held_until
    if held_until is HeldUntil.CONTRACT:
        return True
    session.flush()
    paid = [
        one.status is InvoiceStatus.PAID
        for one in invoices.of_sponsorship(session, sponsorship.id)
        if one.status is not InvoiceStatus.VOID and one.supplement_id is None
    ]
    if held_until is HeldUntil.FIRST_PAYMENT:
        return any(paid)
    return bool(paid) and all(paid) and invoices.is_invoiced_whole(session, sponsorship)
