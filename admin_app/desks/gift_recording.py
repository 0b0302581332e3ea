"""Gifts by transfer or cheque: recorded when they come, withdrawn where they were none."""

from __future__ import annotations

from sqlalchemy.orm import Session, joinedload
from starlette.requests import Request
from starlette.routing import BaseRoute

from admin_app.desks.bank import GIFT_FIELDS
from admin_app.desks.frame import Act, Done, Field, Options, act
from admin_app.menu import MenuEntry
from admin_app.pages import path_id
from sponsorship.database import ROW_LOCK
from sponsorship.donations.models import Donation, GiftMethod
from sponsorship.donations.offline import OfflineGift
from sponsorship.errors import Invalid, NotFound
from sponsorship.funds import queries as funds
from sponsorship.funds.models import Fund
from sponsorship.staff.permissions import Capability
from sponsorship.workflows import offline_giving

HOME = "/admin/desk/record-gift"
GIFTS = "/admin/desk/gifts"
_METHODS = [(one.value, one.label) for one in (GiftMethod.CHEQUE, GiftMethod.TRANSFER)]


def _funds(session: Session, _: object) -> Options:
    return [(str(fund.id), f"{fund.name} ({fund.currency})") for fund in funds.every(session)]


@act(
    HOME,
    may=Capability.RECORD_MONEY,
    verb="recorded_gift",
    title="Record a gift by cheque or transfer",
    button="Record the gift",
    warning="It is booked to the bank account and as income of the fund, and a numbered receipt is"
    " issued. A gift that a bank statement shows already is received from its bank line instead.",
    fields=[
        Field("method", "How it came", "choice", options=_METHODS),
        Field("fund", "Fund", "choice", options=_funds),
        Field("amount", "Amount", "money", hint="In the currency of the fund."),
        Field("received_on", "Received on", "day"),
        *GIFT_FIELDS,
    ],
    back=GIFTS,
)
def record(one: Act[None]) -> Done:
    """Staff hold the cheque, or know of a transfer before the bank statement comes."""
    form = one.form
    fund = one.session.get(Fund, form.whole("fund"))
    if fund is None:
        raise Invalid("fund", "Please choose a fund.")
    given = OfflineGift(
        form_key=form.submission(),
        name=form.line("name"),
        email=form.line("email"),
        address=form.text("address", longest=500),
        amount=form.money("amount", fund.currency),
        method=form.choice("method", GiftMethod),
        received_on=form.day("received_on"),
        cheque_number=form.line("cheque_number", longest=40),
        mailed_on=form.day_if_given("mailed_on"),
        is_anonymous=form.flag("is_anonymous"),
        note=form.text("note", longest=1000),
    )
    donation = offline_giving.record_gift(
        one.session, given, fund, foundation=one.wiring.foundation, at=one.at, by=one.by
    )
    told = "The receipt is on its way." if donation.donor_email else "Please print the receipt."
    return Done(f"{donation} is recorded. {told}", f"{GIFTS}/{donation.id}")


def _gift(session: Session, request: Request) -> Donation:
    found = session.get(
        Donation, path_id(request), options=[joinedload(Donation.fund, innerjoin=True)]
    )
    if found is None:
        raise NotFound("gift")
    return found


@act(
    HOME + "/{id}/withdraw",
    may=Capability.RECORD_MONEY,
    of=_gift,
    verb="withdrew_gift",
    title="Withdraw a recorded gift",
    button="Withdraw the gift",
    warning="For a gift that was recorded by mistake, or whose cheque the bank returned. Its income is"
    " reversed, its receipt becomes void, and the donor is told. If the bank took the money back, match"
    " that bank line with the reversal afterwards.",
    fields=[Field("reason", "Reason", hint="The donor reads this.")],
    is_danger=True,
)
def withdraw(one: Act[Donation]) -> str:
    """It was no gift after all."""
    one.session.refresh(one.subject, ["status"], with_for_update=ROW_LOCK)
    offline_giving.withdraw_gift(
        one.session,
        one.subject,
        reason=one.form.line("reason"),
        foundation=one.wiring.foundation,
        at=one.at,
        by=one.by,
    )
    return f"{one.subject} is withdrawn."


menu = [MenuEntry("Record a gift", HOME, "Donors", Capability.RECORD_MONEY)]
routes: list[BaseRoute] = [*record.routes, *withdraw.routes]
