"""What invoices say about the sponsor, changed by staff or the sponsor as long as one is still to come."""

from __future__ import annotations

import sqlalchemy as sa
from sqlalchemy.orm import Session

from sponsorship.database import ROW_LOCK
from sponsorship.errors import Refused
from sponsorship.invoicing import queries as invoices
from sponsorship.sponsorships import particulars
from sponsorship.sponsorships.models import Sponsorship, SponsorshipStatus
from sponsorship.sponsorships.particulars import Particulars

_OVER = (SponsorshipStatus.REJECTED, SponsorshipStatus.CANCELLED, SponsorshipStatus.WITHDRAWN)


class NothingMoreToInvoice(Refused):
    """Raised when billing particulars change although no invoice is to come that would say them."""

    code = "nothing_more_to_invoice"

    def __init__(self, sponsorship: Sponsorship) -> None:
        self.sponsorship = sponsorship
        super().__init__(
            "The invoice is issued already and does not change any more. Write to us if it is wrong:"
            " we can void it as long as nothing is paid, and issue another."
        )


def may_change(session: Session, sponsorship: Sponsorship) -> bool:
    """Whether an invoice is still to come for which billing particulars are good."""
    if sponsorship.status in _OVER:
        return False
    return not invoices.is_invoiced_whole(session, sponsorship)


def change_particulars(session: Session, sponsorship: Sponsorship, changed: Particulars) -> None:
    """Raises NothingMoreToInvoice once every invoice of the sponsorship stands."""
    # An invoice that is being issued at this moment comes first, or waits until this is written.
    session.execute(
        sa.select(Sponsorship.id)
        .where(Sponsorship.id == sponsorship.id)
        .with_for_update(**ROW_LOCK)
    )
    if not may_change(session, sponsorship):
        raise NothingMoreToInvoice(sponsorship)
    particulars.change(sponsorship, changed)
    session.flush()
