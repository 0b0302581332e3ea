"""Money that fits nothing: what waits, why, who paid; and what a person decides about it."""

from __future__ import annotations

from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.orm import Session, joinedload
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute

from admin_app.auth import staff
from admin_app.desks import frame, remittances
from admin_app.desks.bank import GIFT_FIELDS
from admin_app.desks.frame import Act, Field, act
from admin_app.desks.refunds import refund_decided
from admin_app.menu import MenuEntry
from admin_app.pages import path_id, wiring_of
from admin_app.routing import page
from sponsorship import lifecycle
from sponsorship.clock import utc_now
from sponsorship.donations.models import GiftMethod
from sponsorship.donations.offline import OfflineGift
from sponsorship.errors import Invalid, NotFound
from sponsorship.funds import queries as funds
from sponsorship.invoicing import queries as invoices
from sponsorship.ledger import queries as books
from sponsorship.money import Money
from sponsorship.staff.permissions import Capability
from sponsorship.suspense import meaning, origins
from sponsorship.suspense import queries as cases
from sponsorship.suspense.models import DecisionKind, SuspenseCase, SuspenseDecision
from sponsorship.workflows import deciding, deciding_offline

HOME = "/admin/desk/suspense"
_LONGEST_REASON = 2000


@dataclass(frozen=True, slots=True)
class Open:
    """A case with what can be decided about now; its version changes with every decision and refund."""

    case: SuspenseCase
    free: Money
    meant: meaning.Meant

    @property
    def id(self) -> int:
        return self.case.id

    @property
    def __tablename__(self) -> str:
        return self.case.__tablename__

    @property
    def version(self) -> str:
        return f"{self.case.status.value}-{self.free.minor}-{len(self.case.decisions)}"

    def __str__(self) -> str:
        return f"{self.case} of {self.case.amount.shown()}"


def _open(session: Session, request: Request) -> Open:
    case = cases.get(session, path_id(request))
    return Open(case, cases.free(session, case), meaning.of_case(session, case))


def list_cases(request: Request) -> Response:
    """What waits, the longest on top, then what was decided last."""
    now = utc_now()
    with wiring_of(request).database.reading() as session:
        waiting = [
            Open(case, cases.free(session, case), meaning.of_case(session, case))
            for case in cases.waiting(session)
        ]
        decided = cases.decided_last(session)
    return frame.desk_page(
        request,
        "desks/suspense/list.html",
        title="Suspense",
        waiting=waiting,
        decided=decided,
        now=now,
    )


def show_case(request: Request) -> Response:
    """One case: what came, what was expected, what was decided, and its entries."""
    with wiring_of(request).database.reading() as session:
        opened = _open(session, request)
        case = opened.case
        standing = {one.id for one in cases.standing(session, case)}
        moves = lifecycle.history(session, case)
        origin = origins.of_case(session, case)
        payment = origin.payment
        sent = cases.remittances_of(session, case)
        source = payment or origin.bank_line
        journal = books.entries(session, source=source.reference) if source else []
        entry_ids = [one.entry_id for one in case.decisions]
        journal += [one for one in books.of_ids(session, entry_ids) if one not in journal]
        on_its_way = cases.on_its_way_back(session, payment) if payment else None
    return frame.desk_page(
        request,
        "desks/suspense/show.html",
        title=str(case),
        opened=opened,
        case=case,
        payment=payment,
        origin=origin,
        remittances=sent,
        me_id=frame.me(request).id,
        standing=standing,
        on_its_way=on_its_way,
        kinds=DecisionKind,
        moves=moves,
        journal=journal,
        give_back=give_back,
        count_as_gift=count_as_gift,
        settle_invoice=settle_invoice,
        receive_gift=receive_gift,
        undo_gift=undo_gift,
        undo_settlement=undo_settlement,
        send=remittances.send,
        remit=remittances.ACTS,
    )


def _all_of_it(_: Session, opened: Open) -> str:
    return opened.free.plain() if opened.free.is_positive else ""


def _payer_name(_: Session, opened: Open) -> str:
    return opened.meant.name


def _payer_email(_: Session, opened: Open) -> str:
    return opened.meant.email


def _funds(session: Session, opened: Open) -> list[tuple[str, str]]:
    """The funds that can take this currency."""
    return [
        (str(fund.id), fund.name)
        for fund in funds.every(session)
        if fund.currency == opened.case.currency or fund.id == opened.case.fund_id
    ]


def _meant_fund(_: Session, opened: Open) -> str:
    return str(opened.meant.fund_id or opened.case.fund_id)


def _invoices(session: Session, opened: Open) -> list[tuple[str, str]]:
    """What is owed in this currency, the earliest due first."""
    return [
        (
            str(one.id),
            f"{one.number}, {one.sponsorship.sponsor.name}: {one.outstanding.shown()} outstanding",
        )
        for one in invoices.outstanding(session)
        if one.currency == opened.case.currency
    ]


_AMOUNT = Field("amount", "Amount", "money", hint="All of it, or a part.", initial=_all_of_it)
_REASON = Field("reason", "How do you know?", "text", hint="For our own records.")


def _back(opened: Open) -> str:
    return f"{HOME}/{opened.id}"


@act(
    f"{HOME}/{{id}}/give-back",
    may=Capability.REFUND,
    of=_open,
    verb="gave_back_from_suspense",
    title="Give it back",
    button="Give back",
    warning="The money goes back to where it came from. The processor's fee is not returned.",
    fields=[_AMOUNT, Field("reason", "Reason", "text", hint="For our own records.")],
    is_danger=True,
    back=_back,
)
def give_back(one: Act[Open]) -> str:
    """Decide to return it to the payer; the worker asks the processor."""
    case = one.subject.case
    refund = deciding.give_back(
        one.session,
        case,
        amount=one.form.money("amount", case.currency),
        reason=one.form.text("reason", longest=_LONGEST_REASON),
        form_key=one.form.submission(),
        foundation=one.wiring.foundation,
        at=one.at,
        by=one.by,
    )
    return refund_decided(refund)


@act(
    f"{HOME}/{{id}}/count-as-gift",
    may=Capability.RECORD_MONEY,
    of=_open,
    verb="counted_as_gift",
    title="Count it as a gift",
    button="Count as a gift",
    warning="The donor gets a numbered receipt with the day on which the money was charged.",
    fields=[
        _AMOUNT,
        Field("fund", "For the fund", "choice", options=_funds, initial=_meant_fund),
        Field(
            "name", "Donor's name", hint="As it is to stand on the receipt.", initial=_payer_name
        ),
        Field("email", "Donor's e-mail address", "email", initial=_payer_email),
        Field("is_anonymous", "Not named in public", "flag", is_required=False),
        _REASON,
    ],
    back=_back,
)
def count_as_gift(one: Act[Open]) -> str:
    """It is a gift: income, a receipt, thanks."""
    case, form = one.subject.case, one.form
    fund = next((f for f in funds.every(one.session) if str(f.id) == form.line("fund")), None)
    if fund is None:
        raise Invalid("fund", "Please choose a fund.")
    donation = deciding.count_as_gift(
        one.session,
        case,
        deciding.Giver(
            form.line("name"), form.line("email"), is_anonymous=form.flag("is_anonymous")
        ),
        fund,
        amount=form.money("amount", case.currency),
        reason=form.text("reason", longest=_LONGEST_REASON),
        form_key=form.submission(),
        foundation=one.wiring.foundation,
        at=one.at,
        by=one.by,
    )
    return f"{donation.amount.shown()} is gift {donation.reference} of {donation.donor_name}."


@act(
    f"{HOME}/{{id}}/settle-invoice",
    may=Capability.RECORD_MONEY,
    of=_open,
    verb="settled_invoice_from_suspense",
    title="Settle an invoice with it",
    button="Settle an invoice",
    warning="The sponsor is told.",
    fields=[
        _AMOUNT,
        Field("invoice", "Invoice", "choice", options=_invoices),
        _REASON,
    ],
    back=_back,
)
def settle_invoice(one: Act[Open]) -> str:
    """It settles an invoice, or a part of it."""
    case, form = one.subject.case, one.form
    is_paid_online = cases.payment_behind(one.session, case) is not None
    decide = deciding.settle_invoice if is_paid_online else deciding_offline.settle_invoice
    chosen = form.line("invoice")
    if chosen not in {value for value, _ in _invoices(one.session, one.subject)}:
        raise Invalid("invoice", "Please choose an invoice.")
    invoice = invoices.get(one.session, int(chosen), for_update=True)
    decision = decide(
        one.session,
        case,
        invoice,
        amount=form.money("amount", case.currency),
        reason=form.text("reason", longest=_LONGEST_REASON),
        form_key=form.submission(),
        foundation=one.wiring.foundation,
        at=one.at,
        by=one.by,
    )
    return f"{decision.amount.shown()} settles {invoice.number}."


@act(
    f"{HOME}/{{id}}/receive-gift",
    may=Capability.RECORD_MONEY,
    of=_open,
    verb="counted_as_gift",
    title="Count it as a gift",
    button="Count as a gift",
    warning="It is income of the fund, and a numbered receipt is issued. If the processor kept a fee of it"
    " and you count all of it, the receipt is for the whole gift.",
    fields=[
        _AMOUNT,
        Field("fund", "For the fund", "choice", options=_funds, initial=_meant_fund),
        Field("name", "Donor's name", hint="As the receipt names the donor.", initial=_payer_name),
        *GIFT_FIELDS[1:],
        _REASON,
    ],
    back=_back,
)
def receive_gift(one: Act[Open]) -> str:
    """It came to our bank, or by another page than ours, and is a gift."""
    case, form = one.subject.case, one.form
    fund = next((f for f in funds.every(one.session) if str(f.id) == form.line("fund")), None)
    if fund is None:
        raise Invalid("fund", "Please choose a fund.")
    amount = form.money("amount", case.currency)
    calendar = one.wiring.foundation.calendar
    brought = deciding_offline.brought(one.session, case, amount, calendar)
    cheque_number = form.line("cheque_number", longest=40)
    donation = deciding_offline.count_as_gift(
        one.session,
        case,
        OfflineGift(
            form_key=form.submission(),
            name=form.line("name"),
            email=form.line("email"),
            address=form.text("address", longest=500),
            amount=brought.amount,
            method=GiftMethod.CHEQUE if cheque_number else brought.method,
            received_on=brought.on,
            cheque_number=cheque_number,
            mailed_on=form.day_if_given("mailed_on"),
            is_anonymous=form.flag("is_anonymous"),
            note=form.text("note", longest=1000),
        ),
        fund,
        amount=amount,
        reason=form.text("reason", longest=_LONGEST_REASON),
        foundation=one.wiring.foundation,
        at=one.at,
        by=one.by,
    )
    told = "The receipt is on its way." if donation.donor_email else "Please print the receipt."
    return f"{donation.amount.shown()} is {donation} of {donation.donor_name}. {told}"


def _decision(session: Session, request: Request) -> SuspenseDecision:
    found = session.scalars(
        sa.select(SuspenseDecision)
        .where(SuspenseDecision.id == path_id(request))
        .options(
            joinedload(SuspenseDecision.case),
            joinedload(SuspenseDecision.donation),
            joinedload(SuspenseDecision.settlement),
        )
    ).one_or_none()
    if found is None:
        raise NotFound("decision")
    return found


@act(
    f"{HOME}/decisions/{{id}}/undo",
    may=Capability.RECORD_MONEY,
    of=_decision,
    verb="undid_gift_from_suspense",
    title="It was no gift",
    button="Take it back into suspense",
    warning="The entry is reversed, the receipt is void, and whoever got it is told.",
    fields=[Field("reason", "Reason", "text", hint="For our own records.")],
    is_danger=True,
    back=lambda decision: f"{HOME}/{decision.case_id}",
)
def undo_gift(one: Act[SuspenseDecision]) -> str:
    """Undo that it was counted as a gift."""
    deciding.undo_gift(
        one.session,
        one.subject,
        reason=one.form.text("reason", longest=_LONGEST_REASON),
        foundation=one.wiring.foundation,
        at=one.at,
        by=one.by,
    )
    return f"{one.subject.amount.shown()} waits in suspense again."


@act(
    f"{HOME}/decisions/{{id}}/undo-settlement",
    may=Capability.RECORD_MONEY,
    of=_decision,
    verb="undid_settlement_from_suspense",
    title="It was not for this invoice",
    button="Take it back into suspense",
    warning="The entry is reversed, the invoice is open again, and the sponsor is told.",
    fields=[Field("reason", "Reason", "text", hint="For our own records.")],
    is_danger=True,
    back=lambda decision: f"{HOME}/{decision.case_id}",
)
def undo_settlement(one: Act[SuspenseDecision]) -> str:
    """Undo that it settled an invoice."""
    invoice = deciding.undo_settlement(
        one.session,
        one.subject,
        reason=one.form.text("reason", longest=_LONGEST_REASON),
        foundation=one.wiring.foundation,
        at=one.at,
        by=one.by,
    )
    return f"{one.subject.amount.shown()} waits in suspense again, and {invoice} is open."


menu = [MenuEntry("Suspense", HOME, "Money")]
desk_paths = {SuspenseCase: HOME + "/{id}"}
routes: list[BaseRoute] = [
    page(HOME, list_cases, access=staff()),
    page(HOME + "/{id}", show_case, access=staff()),
    *give_back.routes,
    *count_as_gift.routes,
    *settle_invoice.routes,
    *receive_gift.routes,
    *undo_gift.routes,
    *undo_settlement.routes,
]
