"""Giving up what an invoice still asks for: one proposes it, another agrees; it can be taken back."""

from __future__ import annotations

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session

from sponsorship.audit import Actor
from sponsorship.database import ROW_LOCK
from sponsorship.errors import Invalid, NotFound, Refused
from sponsorship.invoicing.models import Invoice, InvoiceStatus, WriteOff, WriteOffStatus
from sponsorship.lifecycle import WrongState, advance


class AlreadyProposed(Refused):
    """Raised when writing an invoice off was proposed already and waits for a second person."""

    code = "write_off_proposed"

    def __init__(self, invoice: Invoice) -> None:
        self.invoice = invoice
        super().__init__(f"Somebody has proposed already to write {invoice} off.")


class OwnWriteOff(Refused):
    """Raised when whoever proposed a write-off wants to approve it as well."""

    code = "own_write_off"

    def __init__(self, by: Actor) -> None:
        self.by = by
        super().__init__("Somebody else than who proposed it has to agree.")


class OutstandingChanged(Refused):
    """Raised when an invoice asks for another amount than when its write-off was proposed."""

    code = "outstanding_changed"

    def __init__(self, write_off: WriteOff) -> None:
        self.write_off = write_off
        super().__init__(
            f"{write_off.amount.shown()} was to be written off, and now the invoice asks for"
            f" {write_off.invoice.outstanding.shown()}. Reject this one and propose another."
        )


def get(session: Session, write_off_id: int) -> WriteOff:
    """The write-off with its invoice; raises NotFound."""
    found = session.get(WriteOff, write_off_id)
    if found is None:
        raise NotFound("write-off")
    return found


def of_invoice(session: Session, invoice: Invoice) -> list[WriteOff]:
    """Every write-off that was proposed for it, the newest first."""
    return list(
        session.scalars(
            sa.select(WriteOff)
            .where(WriteOff.invoice_id == invoice.id)
            .order_by(WriteOff.id.desc())
        )
    )


def proposed(session: Session) -> list[WriteOff]:
    """What waits for a second person, the oldest first."""
    return list(
        session.scalars(
            sa.select(WriteOff)
            .where(WriteOff.status == WriteOffStatus.PROPOSED)
            .order_by(WriteOff.id)
        )
    )


def propose(
    session: Session,
    invoice: Invoice,
    *,
    reason: str,
    form_key: str | None,
    at: datetime,
    by: Actor,
) -> WriteOff:
    """Say that we will not get what it still asks for; raises WrongState, AlreadyProposed or Invalid."""
    if form_key is not None:
        again = session.scalars(
            sa.select(WriteOff).where(WriteOff.form_key == form_key)
        ).one_or_none()
        if again is not None:
            return again
    if not reason.strip():
        raise Invalid("reason", "Please give the reason.")
    if invoice.status is not InvoiceStatus.ISSUED:
        raise WrongState(invoice, "written_off", invoice.status, ())
    if any(one.status is WriteOffStatus.PROPOSED for one in of_invoice(session, invoice)):
        raise AlreadyProposed(invoice)
    write_off = WriteOff(
        invoice_id=invoice.id,
        amount_minor=invoice.outstanding.minor,
        currency=invoice.currency,
        reason=reason.strip(),
        form_key=form_key,
        requested_at=at,
        requested_by=str(by),
        requested_by_id=by.id,
    )
    session.add(write_off)
    session.flush()
    return write_off


def approve(session: Session, write_off: WriteOff, *, at: datetime, by: Actor) -> None:
    """The second person agrees, and the invoice asks for nothing any more.

    Raises OwnWriteOff, OutstandingChanged or WrongState.
    """
    invoice = write_off.invoice
    session.refresh(invoice, with_for_update=ROW_LOCK)
    session.refresh(write_off, with_for_update=ROW_LOCK)
    if not write_off.can_be("approved"):
        raise WrongState(write_off, "approved", write_off.status, ())
    if by.id is None or by.id == write_off.requested_by_id:
        raise OwnWriteOff(by)
    if invoice.outstanding != write_off.amount:
        raise OutstandingChanged(write_off)
    write_off.approved_by_id, write_off.approved_by, write_off.approved_at = by.id, str(by), at
    advance(session, write_off, "approved", at=at, by=by)
    session.flush()  # an invoice is written off only by one that is approved
    advance(session, invoice, "written_off", at=at, by=by, reason=write_off.reason)
    session.flush()


def reject(session: Session, write_off: WriteOff, *, reason: str, at: datetime, by: Actor) -> None:
    """The second person says no, or it is given up: the invoice goes on asking."""
    if not reason.strip():
        raise Invalid("reason", "Please give the reason.")
    advance(session, write_off, "rejected", at=at, by=by, reason=reason.strip())
    session.flush()


def take_back(
    session: Session, invoice: Invoice, *, reason: str, at: datetime, by: Actor
) -> WriteOff:
    """The invoice asks again for what was given up: the write-off that had no effect.

    Raises WrongState unless it is written off, or Invalid.
    """
    if not reason.strip():
        raise Invalid("reason", "Please give the reason.")
    if invoice.status is not InvoiceStatus.WRITTEN_OFF:
        raise WrongState(invoice, "taken_up_again", invoice.status, ())
    [standing] = [
        one for one in of_invoice(session, invoice) if one.status is WriteOffStatus.APPROVED
    ]
    advance(session, invoice, "taken_up_again", at=at, by=by, reason=reason.strip())
    session.flush()
    advance(session, standing, "taken_back", at=at, by=by, reason=reason.strip())
    session.flush()
    return standing
