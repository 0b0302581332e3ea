"""Gifts: begin, change before payment, receive."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import datetime
from typing import Any, TypeVar

import sqlalchemy as sa
from sqlalchemy.orm import Session

from sponsorship.addresses import checked_email
from sponsorship.database import ROW_LOCK, insert_into
from sponsorship.donations.models import (
    Donation,
    DonationStatus,
    RecurringGift,
    RecurringGiftStatus,
)
from sponsorship.errors import Invalid, Refused
from sponsorship.funds.models import Fund
from sponsorship.money import Money
from sponsorship.names import check_printable

_Kind = TypeVar("_Kind", Donation, RecurringGift)

LONGEST_NAME = 200
LONGEST_NOTE = 1000


class FundClosed(Refused):
    """Raised when a gift is meant for a fund that takes none at the moment."""

    code = "fund_closed"

    def __init__(self, fund: Fund) -> None:
        self.fund = fund
        super().__init__(f"{fund.name} does not accept gifts at the moment.")


class NoOpenFund(Refused):
    """Raised when a gift is meant for any fund and none takes gifts at the moment."""

    code = "no_open_fund"

    def __init__(self) -> None:
        super().__init__("We do not accept gifts online at the moment.")


class AmountOutOfRange(Invalid):
    """Raised when a gift is smaller or larger than we accept online."""

    code = "amount_out_of_range"

    def __init__(self, smallest: Money, largest: Money) -> None:
        self.smallest = smallest
        self.largest = largest
        super().__init__(
            "amount",
            f"Please give an amount from {smallest.shown()} to {largest.shown()}."
            " For more than that, write to us: we will gladly help.",
        )


@dataclass(frozen=True, slots=True)
class Gift:
    """What the donor filled in: who, how much, for which fund, once or every month.

    Raises Invalid naming the field when it is made from values that break a rule.
    """

    form_key: str
    name: str
    email: str
    amount: Money
    is_monthly: bool = False
    is_anonymous: bool = False
    note: str = ""

    def __post_init__(self) -> None:
        if not self.name.strip() or len(self.name) > LONGEST_NAME:
            raise Invalid("name", f"Please give your name, with at most {LONGEST_NAME} letters.")
        if any(ord(letter) < 32 for letter in self.name):
            raise Invalid("name", "A name is one line of text.")
        check_printable(self.name, "name")
        if len(self.note) > LONGEST_NOTE:
            raise Invalid("note", f"A note has at most {LONGEST_NOTE} letters.")
        if not 16 <= len(self.form_key) <= 100 or not self.form_key.isascii():
            raise Invalid("form_key", "This form is not ours. Please load the page again.")
        object.__setattr__(self, "email", checked_email(self.email))


def check_amount(amount: Money, *, smallest: Money, largest: Money) -> None:
    """Raises AmountOutOfRange; both limits are allowed themselves."""
    if not smallest <= amount <= largest:
        raise AmountOutOfRange(smallest, largest)


def begin(session: Session, gift: Gift, fund: Fund, *, at: datetime) -> tuple[Donation, bool]:
    """The single gift of this form, and whether it is new: a second click finds the first one's."""
    given = _given(gift, fund, at) | {"status": DonationStatus.BEGUN}
    number = session.connection().scalar(_begins(session, Donation), given)
    if number is not None:
        return Donation(id=number, **given), True  # the row as it was just written
    return session.scalars(_of_form(Donation, gift.form_key)).one(), False


def begin_monthly(
    session: Session, gift: Gift, fund: Fund, *, at: datetime
) -> tuple[RecurringGift, bool]:
    """The monthly gift of this form, and whether it is new."""
    given = _given(gift, fund, at) | {"status": RecurringGiftStatus.BEGUN}
    number = session.connection().scalar(_begins(session, RecurringGift), given)
    if number is not None:
        return RecurringGift(id=number, **given), True  # the row as it was just written
    return session.scalars(_of_form(RecurringGift, gift.form_key)).one(), False


def _begins(session: Session, kind: type[Donation | RecurringGift]) -> Any:
    """The INSERT that begins a gift: made once for each engine, because it is on the donor's way."""
    name = session.get_bind().dialect.name
    if (kind, name) not in _BEGINS:
        table = kind.__table__
        _BEGINS[kind, name] = (
            insert_into(session, table)
            .on_conflict_do_nothing(index_elements=["form_key"])
            .returning(table.c.id)
        )
    return _BEGINS[kind, name]


_BEGINS: dict[tuple[type[Donation | RecurringGift], str], Any] = {}
_KNOWN = {
    kind: sa.select(kind.id).where(kind.form_key == sa.bindparam("form_key"))
    for kind in (Donation, RecurringGift)
}


def says_the_same(known: Donation | RecurringGift, gift: Gift, fund: Fund) -> bool:
    """Whether a form sent again still asks for the same gift."""
    return (
        known.amount == gift.amount
        and known.fund_id == fund.id
        and known.donor_name == gift.name.strip()
        and known.donor_email == gift.email
        and known.is_anonymous == gift.is_anonymous
        and known.note == gift.note.strip()
    )


def change(known: Donation | RecurringGift, gift: Gift, fund: Fund) -> None:
    """The donor went back and changed the form before paying."""
    known.amount_minor = gift.amount.minor
    known.currency = gift.amount.currency
    known.fund_id = fund.id
    known.donor_name = gift.name.strip()
    known.donor_email = gift.email
    known.is_anonymous = gift.is_anonymous
    known.note = gift.note.strip()


def add_instalment(
    session: Session,
    recurring: RecurringGift,
    *,
    external_id: str,
    amount: Money,
    at: datetime,
) -> Donation:
    """The gift of one month of a recurring gift: one per instalment, however often it is reported."""
    values = {
        "recurring_gift_id": recurring.id,
        "instalment_external_id": external_id,
        "donor_name": recurring.donor_name,
        "donor_email": recurring.donor_email,
        "is_anonymous": recurring.is_anonymous,
        "note": recurring.note,
        "fund_id": recurring.fund_id,
        "amount_minor": amount.minor,
        "currency": amount.currency,
        "status": DonationStatus.BEGUN,
        "public_token": secrets.token_urlsafe(24),
        "begun_at": at,
    }
    session.execute(
        insert_into(session, Donation)
        .values(**values)
        .on_conflict_do_nothing(index_elements=["instalment_external_id"])
    )
    return session.scalars(
        sa.select(Donation).where(Donation.instalment_external_id == external_id)
    ).one()


def of_form(
    session: Session, form_key: str, *, is_monthly: bool
) -> Donation | RecurringGift | None:
    """The single or monthly gift that this form began, if any; locked."""
    kind = RecurringGift if is_monthly else Donation
    if session.connection().scalar(_KNOWN[kind], {"form_key": form_key}) is None:
        return None
    if is_monthly:
        return session.scalars(_of_form(RecurringGift, form_key)).one_or_none()
    return session.scalars(_of_form(Donation, form_key)).one_or_none()


def _given(gift: Gift, fund: Fund, at: datetime) -> dict[str, Any]:
    return {
        "form_key": gift.form_key,
        "donor_name": gift.name.strip(),
        "donor_email": gift.email,
        "is_anonymous": gift.is_anonymous,
        "note": gift.note.strip(),
        "fund_id": fund.id,
        "amount_minor": gift.amount.minor,
        "currency": gift.amount.currency,
        "public_token": secrets.token_urlsafe(24),
        "begun_at": at,
    }


def _of_form(kind: type[_Kind], form_key: str) -> sa.Select[_Kind]:
    # Locked, because two clicks of one form may arrive together.
    return sa.select(kind).where(kind.form_key == form_key).with_for_update(**ROW_LOCK)
