"""Gifts that come by transfer or cheque: recorded by staff, received at once, withdrawn if need be."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import date, datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session

from sponsorship.addresses import checked_email
from sponsorship.audit import Actor
from sponsorship.database import ROW_LOCK, insert_into
from sponsorship.donations.models import Donation, DonationStatus, GiftMethod
from sponsorship.donations.operations import LONGEST_NAME, LONGEST_NOTE
from sponsorship.errors import Invalid, Refused
from sponsorship.funds.models import Fund
from sponsorship.lifecycle import WrongState, advance
from sponsorship.money import Money

LONGEST_ADDRESS = 500


class ChequeRecorded(Refused):
    """Raised when a cheque of this donor and number is a gift already."""

    code = "cheque_recorded"

    def __init__(self, donation: Donation) -> None:
        self.donation = donation
        super().__init__(f"This cheque is recorded already: {donation}.")


@dataclass(frozen=True, slots=True)
class OfflineGift:
    """What staff know of a gift by transfer or cheque. Raises Invalid naming the field."""

    form_key: str
    name: str
    amount: Money
    method: GiftMethod
    received_on: date
    email: str = ""
    address: str = ""
    cheque_number: str = ""
    mailed_on: date | None = None
    is_anonymous: bool = False
    note: str = ""

    def __post_init__(self) -> None:
        for name in ("name", "address", "cheque_number", "note"):
            object.__setattr__(self, name, getattr(self, name).strip())
        if not self.name or len(self.name) > LONGEST_NAME:
            raise Invalid("name", "Please give the donor's name.")
        if self.email.strip():
            object.__setattr__(self, "email", checked_email(self.email))
        if len(self.address) > LONGEST_ADDRESS or len(self.note) > LONGEST_NOTE:
            raise Invalid("address", "This is longer than an address or a note should be.")
        if not self.amount.is_positive:
            raise Invalid("amount", "Please give an amount above zero.")
        if self.method is GiftMethod.ONLINE:
            raise Invalid("method", "A gift that staff record is a transfer or a cheque.")
        self._check_cheque()

    def _check_cheque(self) -> None:
        is_cheque = self.method is GiftMethod.CHEQUE
        if is_cheque != bool(self.cheque_number) or len(self.cheque_number) > 40:
            raise Invalid("cheque_number", "A cheque has a number, a transfer has none.")
        if self.mailed_on and not is_cheque:
            raise Invalid("mailed_on", "Only a cheque is mailed.")
        if self.mailed_on and self.mailed_on > self.received_on:
            raise Invalid("mailed_on", "A cheque is mailed before it is received.")


def record(
    session: Session, given: OfflineGift, fund: Fund, *, at: datetime, by: Actor
) -> tuple[Donation, bool]:
    """The received gift of this form, and whether it is new.

    Raises ChequeRecorded, or Invalid for an amount in another currency than the fund's.
    """
    if given.amount.currency != fund.currency:
        raise Invalid("fund", f"{fund.name} is kept in {fund.currency}.")
    _refuse_known_cheque(session, given)
    number = session.scalar(
        insert_into(session, Donation)
        .values(
            form_key=given.form_key,
            donor_name=given.name,
            donor_email=given.email,
            donor_address=given.address,
            is_anonymous=given.is_anonymous,
            note=given.note,
            fund_id=fund.id,
            amount_minor=given.amount.minor,
            currency=given.amount.currency,
            status=DonationStatus.BEGUN,
            public_token=secrets.token_urlsafe(24),
            begun_at=at,
            method=given.method,
            cheque_number=given.cheque_number,
            mailed_on=given.mailed_on,
        )
        .on_conflict_do_nothing(index_elements=["form_key"])
        .returning(Donation.id)
    )
    donation = session.scalars(
        sa.select(Donation).where(Donation.form_key == given.form_key).with_for_update(**ROW_LOCK)
    ).one()
    if number is None:
        return donation, False
    donation.received_on = given.received_on
    advance(session, donation, "received", at=at, by=by)
    session.flush()
    return donation, True


def _refuse_known_cheque(session: Session, given: OfflineGift) -> None:
    if not given.cheque_number:
        return
    known = session.scalars(
        sa.select(Donation).where(
            Donation.donor_name == given.name,
            Donation.cheque_number == given.cheque_number,
            Donation.status != DonationStatus.WITHDRAWN,
            sa.or_(Donation.form_key.is_(None), Donation.form_key != given.form_key),
        )
    ).first()
    if known is not None:
        raise ChequeRecorded(known)


def withdraw(session: Session, donation: Donation, *, reason: str, at: datetime, by: Actor) -> None:
    """It was no gift, or the bank took the money back; raises WrongState for one that came online."""
    if not reason.strip():
        raise Invalid("reason", "Please give the reason.")
    if donation.method is GiftMethod.ONLINE:
        raise WrongState(donation, "withdrawn", donation.status, ())
    advance(session, donation, "withdrawn", at=at, by=by, reason=reason.strip())
    session.flush()
