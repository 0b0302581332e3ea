"""Invoices of an agreed fee, at once or in parts as their days come."""

from __future__ import annotations

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session

from sponsorship.audit import SYSTEM, Actor
from sponsorship.database import ROW_LOCK, Database
from sponsorship.invoicing import instalments
from sponsorship.invoicing import operations as invoicing
from sponsorship.invoicing.models import Invoice
from sponsorship.sponsorships import queries as sponsorships
from sponsorship.sponsorships.models import Sponsorship
from sponsorship.workflows import billing, confirming
from sponsorship.workflows.foundation import Foundation


def invoice_agreed(
    session: Session,
    sponsorship: Sponsorship,
    *,
    foundation: Foundation,
    at: datetime,
    by: Actor,
    all_at_once: bool = False,
) -> list[Invoice]:
    """The invoice for the whole fee, or those of the schedule whose day has come.

    Raises NothingToInvoice where there is no schedule and nothing to invoice.
    """
    _lock(session, sponsorship)
    if not sponsorship.instalments:
        issued = [
            billing.invoice_sponsorship(session, sponsorship, foundation=foundation, at=at, by=by)
        ]
    else:
        instalments.fit(session, sponsorship)
        today = foundation.calendar.day_of(at)
        issued = []
        for one in instalments.to_invoice(session, sponsorship, on=None if all_at_once else today):
            invoice = invoicing.draft(session, sponsorship, instalment=one, on=today, at=at)
            billing.issue_invoice(session, invoice, foundation=foundation, at=at, by=by)
            issued.append(invoice)
    confirming.confirm_if_due(session, sponsorship, at=at, by=by)
    return issued


def _lock(session: Session, sponsorship: Sponsorship) -> None:
    """Two who ask for the invoices at once come one after the other."""
    session.execute(
        sa.select(Sponsorship.id)
        .where(Sponsorship.id == sponsorship.id)
        .with_for_update(**ROW_LOCK)
    )


def issue_due(database: Database, *, foundation: Foundation, at: datetime) -> int:
    """Issue every instalment whose day has come: how many invoices that were."""
    today = foundation.calendar.day_of(at)
    with database.reading() as session:
        found = instalments.with_due(session, on=today)
    count = 0
    for sponsorship_id in found:
        with database.unit_of_work() as session:
            sponsorship = sponsorships.get(session, sponsorship_id)
            issued = invoice_agreed(session, sponsorship, foundation=foundation, at=at, by=SYSTEM)
            count += len(issued)
    return count
