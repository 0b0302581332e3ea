"""Questions about invoices."""

from datetime import date

import sqlalchemy as sa
from sqlalchemy.orm import Session, joinedload, selectinload

from sponsorship.database import ROW_LOCK
from sponsorship.errors import NotFound
from sponsorship.invoicing.models import (
    BankTransfer,
    Invoice,
    InvoiceStatus,
    Settlement,
    SettlementReturn,
)
from sponsorship.sponsorships.models import Sponsor, Sponsorship

IN_EFFECT = (InvoiceStatus.ISSUED, InvoiceStatus.PAID, InvoiceStatus.WRITTEN_OFF)
"""The statuses of invoices whose fee is earned, as far as it was not given up."""

_WHOLE = (
    joinedload(Invoice.fund),
    joinedload(Invoice.sponsorship).options(
        joinedload(Sponsorship.sponsor).selectinload(Sponsor.contacts),
        joinedload(Sponsorship.tier),
        joinedload(Sponsorship.program_year),
    ),
    selectinload(Invoice.lines),
    selectinload(Invoice.settlements),
    selectinload(Invoice.returns),
    selectinload(Invoice.credit_notes),
)


# Put into words once: for SQLAlchemy that takes longer than to ask.
_BY_ID = sa.select(Invoice).where(Invoice.id == sa.bindparam("id")).options(*_WHOLE)
_BY_ID_LOCKED = _BY_ID.with_for_update(of=Invoice, **ROW_LOCK).execution_options(
    populate_existing=True
)
_BY_TOKEN = (
    sa.select(Invoice)
    .where(Invoice.public_token == sa.bindparam("token"), Invoice.status != InvoiceStatus.DRAFT)
    .options(*_WHOLE)
)
_OF_SPONSORSHIP = (
    sa.select(Invoice)
    .where(Invoice.sponsorship_id == sa.bindparam("sponsorship"))
    .options(*_WHOLE)
    .order_by(Invoice.id.desc())
)


def get(session: Session, invoice_id: int, *, for_update: bool = False) -> Invoice:
    """The invoice with its lines, settlements and sponsor; raises NotFound."""
    words = _BY_ID_LOCKED if for_update else _BY_ID
    return _found(session.scalars(words, {"id": invoice_id}).one_or_none())


def by_token(session: Session, token: str) -> Invoice:
    """The invoice behind the sponsor's personal link; drafts are nobody's to see; raises NotFound."""
    return _found(session.scalars(_BY_TOKEN, {"token": token}).one_or_none())


def of_sponsorship(session: Session, sponsorship_id: int) -> list[Invoice]:
    """All invoices for a sponsorship, the newest first."""
    return list(session.scalars(_OF_SPONSORSHIP, {"sponsorship": sponsorship_id}))


def is_invoiced_whole(session: Session, sponsorship: Sponsorship) -> bool:
    """Whether an invoice for the whole fee stands, or for each of its parts, so that none is to come."""
    standing = session.scalar(
        sa.select(sa.func.count()).where(
            Invoice.sponsorship_id == sponsorship.id,
            Invoice.supplement_id.is_(None),
            Invoice.status.not_in([InvoiceStatus.DRAFT, InvoiceStatus.VOID]),
        )
    )
    return (standing or 0) >= max(len(sponsorship.instalments), 1)


def of_supplement(session: Session, supplement_id: int) -> Invoice | None:
    """The invoice that stands for what was added after the contract."""
    return session.scalars(
        sa.select(Invoice).where(
            Invoice.supplement_id == supplement_id, Invoice.status != InvoiceStatus.VOID
        )
    ).one_or_none()


def overdue(session: Session, day: date) -> list[Invoice]:
    """Issued invoices whose due date is before `day`, the latest first to be late on top."""
    return list(
        session.scalars(
            sa.select(Invoice)
            .where(Invoice.status == InvoiceStatus.ISSUED, Invoice.due_on < day)
            .options(*_WHOLE)
            .order_by(Invoice.due_on, Invoice.id)
        )
    )


def outstanding(session: Session) -> list[Invoice]:
    """Every issued invoice on which something is owed, the earliest due first."""
    return list(
        session.scalars(
            sa.select(Invoice)
            .where(Invoice.status == InvoiceStatus.ISSUED)
            .options(*_WHOLE)
            .order_by(Invoice.due_on, Invoice.id)
        )
    )


def being_earned(session: Session) -> list[int]:
    """The ids of all invoices whose fee is, or was, to be earned."""
    return list(
        session.scalars(
            sa.select(Invoice.id).where(Invoice.status.in_(IN_EFFECT)).order_by(Invoice.id)
        )
    )


def _found(invoice: Invoice | None) -> Invoice:
    if invoice is None:
        raise NotFound("invoice")
    return invoice


def transfers_like(
    session: Session, *, bank_reference: str, payer: str = "", cheque_number: str = ""
) -> list[BankTransfer]:
    """Transfers recorded under the bank's reference, or cheques of that payer and number, oldest first."""
    is_same = BankTransfer.bank_reference == bank_reference
    if cheque_number:
        is_cheque = sa.and_(
            BankTransfer.payer == payer, BankTransfer.cheque_number == cheque_number
        )
        is_same = sa.or_(is_same, is_cheque)
    return list(session.scalars(sa.select(BankTransfer).where(is_same).order_by(BankTransfer.id)))


def settlement_by(session: Session, transfer: BankTransfer) -> Settlement:
    """What a transfer or cheque settled."""
    return session.scalars(
        sa.select(Settlement).where(Settlement.bank_transfer_id == transfer.id)
    ).one()


def is_taken_back(session: Session, transfer: BankTransfer) -> bool:
    """Whether somebody said that it had been recorded by mistake."""
    settlement = settlement_by(session, transfer)
    by_hand = sa.exists().where(
        SettlementReturn.settlement_id == settlement.id, SettlementReturn.entry_id.is_not(None)
    )
    return bool(session.scalar(sa.select(by_hand)))
