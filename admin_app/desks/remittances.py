"""Money in suspense that our bank sends away: decided, approved, recorded when it went or came back."""

from __future__ import annotations

from sqlalchemy.orm import Session
from starlette.requests import Request
from starlette.routing import BaseRoute

from admin_app.desks.frame import Act, Field, Options, act
from admin_app.pages import path_id
from sponsorship.banking import queries as bank
from sponsorship.banking.models import BankLineStatus
from sponsorship.errors import Invalid
from sponsorship.staff.permissions import Capability
from sponsorship.suspense import origins, remittances
from sponsorship.suspense import queries as cases
from sponsorship.suspense.models import Remittance, RemittanceStatus, SuspenseCase
from sponsorship.workflows import remitting

CASES = "/admin/desk/suspense"
HOME = "/admin/desk/remittances"
_LONGEST_REASON = 2000
_MOST_LINES = 200


def _case(session: Session, request: Request) -> SuspenseCase:
    return cases.get(session, path_id(request))


def _found(session: Session, request: Request) -> Remittance:
    return cases.remittance(session, path_id(request))


def _back(remittance: Remittance) -> str:
    return f"{CASES}/{remittance.case_id}"


def _free(session: Session, case: SuspenseCase) -> str:
    return cases.free(session, case).plain()


def _sender(session: Session, case: SuspenseCase) -> str:
    line = origins.of_case(session, case).bank_line
    return line.counterparty if line else ""


@act(
    f"{CASES}/{{id}}/send",
    may=Capability.REFUND,
    of=_case,
    verb="decided_remittance",
    title="Send it away by our bank",
    button="Send back or on",
    warning="Nothing is sent from here: make the transfer in your bank’s own programme, then record it."
    " Above the limit for refunds a second person approves it first.",
    fields=[
        Field("amount", "Amount", "money", hint="All of it, or a part.", initial=_free),
        Field(
            "payee",
            "To whom",
            hint="Whoever sent it, or whoever it belongs to.",
            initial=_sender,
        ),
        Field("reason", "Reason", "text", hint="For our own records."),
    ],
    is_danger=True,
    back=lambda case: f"{CASES}/{case.id}",
)
def send(one: Act[SuspenseCase]) -> str:
    """Decide that so much of it is sent back, or on to whoever it belongs to."""
    made = remitting.request(
        one.session,
        one.subject,
        amount=one.form.money("amount", one.subject.currency),
        payee=one.form.line("payee"),
        reason=one.form.text("reason", longest=_LONGEST_REASON),
        form_key=one.form.submission(),
        foundation=one.wiring.foundation,
        at=one.at,
        by=one.by,
    )
    if made.status is RemittanceStatus.PROPOSED:
        return f"{made.amount.shown()} may be sent when a second person has approved it."
    return f"{made.amount.shown()} may be sent. Record here when the bank has done it."


@act(
    f"{HOME}/{{id}}/approve",
    may=Capability.REFUND,
    of=_found,
    verb="approved_remittance",
    title="Approve the remittance",
    button="Approve",
    warning="The money may then be sent from our bank.",
    is_danger=True,
    back=_back,
)
def approve(one: Act[Remittance]) -> str:
    """The second person agrees."""
    remittance = _locked(one)
    remittances.approve(one.session, remittance, at=one.at, by=one.by)
    return f"{remittance} is approved. Record here when the bank has sent it."


@act(
    f"{HOME}/{{id}}/reject",
    may=Capability.REFUND,
    of=_found,
    verb="rejected_remittance",
    title="Give the remittance up",
    button="Give up",
    fields=[Field("reason", "Reason", "text", hint="For our own records.")],
    back=_back,
)
def reject(one: Act[Remittance]) -> str:
    """The second person says no, or it is given up before the bank sent it."""
    remittance, reason = _locked(one), one.form.text("reason", longest=_LONGEST_REASON)
    remittances.reject(one.session, remittance, reason=reason, at=one.at, by=one.by)
    return f"{remittance} is given up. Nothing is sent."


def _outgoing(session: Session, remittance: Remittance) -> Options:
    """Bank lines of just this amount that nobody has explained yet."""
    waiting = bank.lines(session, BankLineStatus.WAITING, limit=_MOST_LINES)
    return [
        (str(line.id), f"{line.reference} of {line.booked_on.isoformat()}: {line.counterparty}")
        for line in waiting
        if line.amount == -remittance.amount
    ]


@act(
    f"{HOME}/{{id}}/sent",
    may=Capability.RECORD_MONEY,
    of=_found,
    verb="recorded_remittance",
    title="Record that the bank sent it",
    button="It was sent",
    fields=[
        Field(
            "line",
            "The bank line that shows it",
            "choice",
            is_required=False,
            options=_outgoing,
            hint="If the statement is imported already. Otherwise give the day and the reference.",
        ),
        Field("sent_on", "Sent on", "day", is_required=False),
        Field("bank_reference", "The bank’s reference", is_required=False),
    ],
    back=_back,
)
def sent(one: Act[Remittance]) -> str:
    """The bank has sent it: booked, and matched with its line if there is one."""
    remittance, form = _locked(one), one.form
    evidence = remitting.Evidence(
        on=form.day_if_given("sent_on"), bank_reference=form.line("bank_reference", longest=200)
    )
    chosen = form.line("line")
    if chosen:
        if chosen not in {value for value, _ in _outgoing(one.session, remittance)}:
            raise Invalid("line", "Please choose from what is offered.")
        evidence = remitting.Evidence(bank.line(one.session, int(chosen), for_update=True))
    remitting.record_sent(
        one.session,
        remittance,
        evidence,
        foundation=one.wiring.foundation,
        at=one.at,
        by=one.by,
    )
    return f"{remittance.amount.shown()} went to {remittance.payee}."


@act(
    f"{HOME}/{{id}}/came-back",
    may=Capability.RECORD_MONEY,
    of=_found,
    verb="took_back_remittance",
    title="It was not sent, or came back",
    button="It came back",
    warning="The entry is reversed and the money waits in suspense again. If the bank brought it back,"
    " match that bank line with the reversal.",
    fields=[Field("reason", "Reason", "text", hint="For our own records.")],
    is_danger=True,
    back=_back,
)
def came_back(one: Act[Remittance]) -> str:
    """It did not arrive: the money waits again."""
    remittance = _locked(one)
    remitting.take_back(
        one.session,
        remittance,
        reason=one.form.text("reason", longest=_LONGEST_REASON),
        foundation=one.wiring.foundation,
        at=one.at,
        by=one.by,
    )
    return f"{remittance.amount.shown()} waits in suspense again."


def _locked(one: Act[Remittance]) -> Remittance:
    return cases.remittance(one.session, one.subject.id, for_update=True)


ACTS = {"approve": approve, "reject": reject, "sent": sent, "came_back": came_back}

routes: list[BaseRoute] = [
    *send.routes,
    *(route for one in ACTS.values() for route in one.routes),
]
