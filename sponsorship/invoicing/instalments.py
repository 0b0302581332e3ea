"""A fee that is paid in parts: the schedule as it was agreed, and which invoice is next."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import sqlalchemy as sa
from sqlalchemy.orm import Session

from sponsorship.errors import Invalid, Refused
from sponsorship.invoicing.models import Invoice, InvoiceStatus
from sponsorship.money import Money, total
from sponsorship.sponsorships.models import Instalment, Sponsorship, SponsorshipStatus

MOST = 12
_PERCENT = re.compile(r"(?P<whole>\d{1,3})(?:\.(?P<part>\d{1,2}))?\s*%", re.ASCII)
_HUNDRED = 10_000
_AGREED = (SponsorshipStatus.APPROVED, SponsorshipStatus.CONTRACTED)
_RUNS = (SponsorshipStatus.CONTRACTED, SponsorshipStatus.CONFIRMED)


class NotTheFee(Invalid):
    """Raised when the parts of a payment schedule do not come to the agreed fee."""

    code = "not_the_fee"

    def __init__(self, fee: Money, parts: str) -> None:
        super().__init__("share_1", f"The fee is {fee.shown()}, and these parts come to {parts}.")


class AlreadyInvoiced(Refused):
    """Raised when a payment schedule changes although an invoice stands, or before there is a fee."""

    code = "already_invoiced"

    def __init__(self, sponsorship: Sponsorship) -> None:
        self.sponsorship = sponsorship
        super().__init__(
            "A schedule is agreed once there is a fee, and before the first invoice is issued."
        )


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a fee as people write it: "30 %" or "3,000.00"; without a day it is due at once."""

    share: str
    invoice_on: date | None


def agree(session: Session, sponsorship: Sponsorship, parts: Sequence[Part]) -> list[Instalment]:
    """Divide the fee, in the place of what was agreed before; no parts at all is one invoice again.

    Raises AlreadyInvoiced, NotTheFee, or Invalid for parts that are none or out of order.
    """
    fee = sponsorship.agreed_fee
    if (
        fee is None
        or fee.is_zero
        or sponsorship.status not in _AGREED
        or _stands(session, sponsorship)
    ):
        raise AlreadyInvoiced(sponsorship)
    if len(parts) == 1 or len(parts) > MOST:
        raise Invalid("share_1", f"Give two to {MOST} parts, or none for one invoice.")
    days = [part.invoice_on or date.min for part in parts]
    if days != sorted(days):
        raise Invalid("day_1", "The days come one after the other; a part without one comes first.")
    amounts = _amounts(fee, [part.share for part in parts]) if parts else []
    session.execute(sa.delete(Instalment).where(Instalment.sponsorship_id == sponsorship.id))
    agreed = [
        Instalment(
            sponsorship_id=sponsorship.id,
            position=position,
            amount_minor=amount.minor,
            currency=amount.currency,
            invoice_on=part.invoice_on,
        )
        for position, (part, amount) in enumerate(zip(parts, amounts, strict=True), start=1)
    ]
    session.add_all(agreed)
    session.flush()
    session.expire(sponsorship, ["instalments"])
    return agreed


def _amounts(fee: Money, shares: Sequence[str]) -> list[Money]:
    """Percentages of the fee, to the last cent by largest remainder; or amounts as they are."""
    weights = [_weight(share) for share in shares]
    given = [weight for weight in weights if weight is not None]
    if given and len(given) < len(shares):
        raise Invalid("share_1", "Give percentages alone, or amounts alone.")
    if given:
        if (whole := sum(given)) != _HUNDRED:
            raise NotTheFee(fee, f"{whole // 100}.{whole % 100:02d} %")
        amounts = list(fee.split(given))
    else:
        amounts = [Money.parse(share, fee.currency) for share in shares]
        if (sum_of_them := total(amounts, currency=fee.currency)) != fee:
            raise NotTheFee(fee, sum_of_them.shown())
    if not all(amount.is_positive for amount in amounts):
        raise Invalid("share_1", "Each part is more than nothing.")
    return amounts


def _weight(share: str) -> int | None:
    """A percentage in hundredths of a percent; None for what is an amount."""
    found = _PERCENT.fullmatch(share.strip())
    if found is None:
        return None
    return int(found["whole"]) * 100 + int((found["part"] or "").ljust(2, "0"))


def _stands(session: Session, sponsorship: Sponsorship) -> bool:
    standing = sa.exists().where(
        Invoice.sponsorship_id == sponsorship.id,
        Invoice.supplement_id.is_(None),
        Invoice.status != InvoiceStatus.VOID,
    )
    return bool(session.scalar(sa.select(standing)))


def fit(session: Session, sponsorship: Sponsorship) -> None:
    """A fee that was agreed anew is divided as the one before, as long as nothing is invoiced of it."""
    parts, fee = sponsorship.instalments, sponsorship.agreed_fee
    if not parts or fee is None or _stands(session, sponsorship):
        return
    if sum(part.amount_minor for part in parts) != fee.minor:
        for part, amount in zip(parts, fee.split([p.amount_minor for p in parts]), strict=True):
            part.amount_minor = amount.minor
        session.flush()


def to_invoice(session: Session, sponsorship: Sponsorship, *, on: date | None) -> list[Instalment]:
    """The instalments without an invoice that stands whose day has come, or all of them."""
    taken = taken_in(session, sponsorship.id)
    return [
        one
        for one in sponsorship.instalments
        if one.position not in taken
        and (on is None or one.invoice_on is None or one.invoice_on <= on)
    ]


def taken_in(session: Session, sponsorship_id: int) -> set[int]:
    """The places in the schedule for which an invoice stands."""
    return {
        one
        for one in session.scalars(
            sa.select(Invoice.instalment).where(
                Invoice.sponsorship_id == sponsorship_id, Invoice.status != InvoiceStatus.VOID
            )
        )
        if one is not None
    }


def with_due(session: Session, *, on: date) -> list[int]:
    """Running sponsorships with an instalment whose day has come and that never had an invoice.

    One whose invoice was voided waits for a person.
    """
    never = ~sa.exists().where(
        Invoice.sponsorship_id == Instalment.sponsorship_id,
        Invoice.instalment == Instalment.position,
    )
    return list(
        session.scalars(
            sa.select(Instalment.sponsorship_id)
            .join(Sponsorship, Sponsorship.id == Instalment.sponsorship_id)
            .where(Instalment.invoice_on <= on, never, Sponsorship.status.in_(_RUNS))
            .distinct()
            .order_by(Instalment.sponsorship_id)
        )
    )


@dataclass(frozen=True, slots=True)
class Place:
    """Where an invoice stands in the fee that its sponsorship earns: what comes before, and the whole."""

    before: Money
    whole: Money


def place_of(session: Session, invoice: Invoice) -> Place:
    """The earlier instalment is earned first; a credit note makes the part it is about smaller."""
    if invoice.instalment is None:
        return Place(Money.zero(invoice.currency), invoice.net_left)
    parts = {
        one.position: one.amount
        for one in session.scalars(
            sa.select(Instalment).where(Instalment.sponsorship_id == invoice.sponsorship_id)
        )
    }
    others = session.scalars(
        sa.select(Invoice).where(
            Invoice.sponsorship_id == invoice.sponsorship_id,
            Invoice.instalment.is_not(None),
            Invoice.status.not_in([InvoiceStatus.DRAFT, InvoiceStatus.VOID]),
        )
    )
    for one in others:
        if one.instalment is not None:
            parts[one.instalment] = one.net_left
    place = invoice.instalment
    before = (amount for position, amount in parts.items() if position < place)
    return Place(
        total(before, currency=invoice.currency), total(parts.values(), currency=invoice.currency)
    )
