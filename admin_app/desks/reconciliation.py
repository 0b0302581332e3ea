"""Reconciliation: what agrees between the processor's account and our books, and what does not."""

from __future__ import annotations

from sqlalchemy.orm import selectinload
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute

from admin_app.auth import staff
from admin_app.desks import frame
from admin_app.desks.frame import Act, Field, act, workflow
from admin_app.menu import MenuEntry
from admin_app.pages import path_id, wiring_of
from admin_app.routing import page
from sponsorship import jobs, lifecycle, timetable
from sponsorship.banking import queries as bank
from sponsorship.clock import utc_now
from sponsorship.errors import NotFound
from sponsorship.funds.models import Fund
from sponsorship.ledger import queries as books
from sponsorship.payments import payouts
from sponsorship.payments.models import Payout
from sponsorship.reconciliation import operations as differences
from sponsorship.reconciliation.models import Difference, DifferenceStatus
from sponsorship.reporting import account
from sponsorship.staff.permissions import Capability
from sponsorship.workflows import bank_payouts, fixing, paying_out

HOME = "/admin/desk/reconciliation"
PAYOUT = f"{HOME}/payouts/{{id}}"


def show_account(request: Request) -> Response:
    """Differences on top, then the account in each currency, payouts, and what was decided."""
    with wiring_of(request).database.reading() as session:
        seen = account.account(session)
        today = wiring_of(request).foundation.calendar.day_of(utc_now())
        at_the_bank = bank_payouts.differences(session, today=today)
        has_bank = bank.has_statements(session)
    return frame.desk_page(
        request,
        "desks/reconciliation/list.html",
        title="Reconciliation",
        account=seen,
        at_the_bank=at_the_bank,
        has_bank=has_bank,
        compare=compare,
    )


def show_difference(request: Request) -> Response:
    """One difference: the sentence, the proposal, what was booked for it and what was decided."""
    with wiring_of(request).database.reading() as session:
        difference = frame.found(session, Difference, request)
        moves = lifecycle.history(session, difference)
        journal = books.entries(session, source=difference.reference)
    proposal = fixing.PROPOSALS[difference.kind]
    stands = difference.status is DifferenceStatus.FOUND
    acts = []
    if stands:
        acts = [*([apply] if proposal.books else []), *([ask] if proposal.asks else []), accept]
    elif difference.can_be("taken_back"):
        acts = [take_back]
    return frame.desk_page(
        request,
        "desks/reconciliation/difference.html",
        title=str(difference),
        difference=difference,
        proposal=proposal,
        stands=stands,
        acts=acts,
        payout_path=_payout_path(difference),
        moves=moves,
        journal=journal,
    )


def _payout_path(difference: Difference) -> str:
    is_payout = difference.subject.startswith("payout:")
    return PAYOUT.format(id=difference.subject_id) if is_payout else ""


def show_payout(request: Request) -> Response:
    """One payout: its lines, whose money it is, and its journal."""
    with wiring_of(request).database.reading() as session:
        payout = session.get(Payout, path_id(request), options=[selectinload(Payout.lines)])
        if payout is None:
            raise NotFound("payout")
        lines = payouts.what_went_out(session, payout)
        sources = {line.source_external_id for line in lines if line.source_external_id}
        fund_of = paying_out.funds_by_source(session, sources)
        shares = [
            (session.get_one(Fund, fund.id).name, share)
            for fund, share in paying_out.booked_shares(session, payout).items()
        ]
        moves = lifecycle.history(session, payout)
        journal = books.entries(session, source=payout.reference)
    return frame.desk_page(
        request,
        "desks/reconciliation/payout.html",
        title=str(payout),
        payout=payout,
        lines=lines,
        fund_of=fund_of,
        shares=shares,
        moves=moves,
        journal=journal,
    )


def _back(difference: Difference) -> str:
    return f"{HOME}/{difference.id}"


@act(
    f"{HOME}/{{id}}/apply",
    may=Capability.RECONCILE,
    of=Difference,
    verb="fixed_difference",
    title="Book what is proposed",
    button="Book it",
    warning="This posts an entry under the difference’s reference. Taking it back reverses the entry.",
    back=_back,
)
def apply(one: Act[Difference]) -> str:
    """Book the proposal, once."""
    fixing.apply(one.session, one.subject, foundation=one.wiring.foundation, at=one.at, by=one.by)
    return f"{one.subject} is booked."


@workflow(
    f"{HOME}/{{id}}/ask",
    may=Capability.RECONCILE,
    of=Difference,
    verb="asked_about_difference",
    title="Ask the processor again",
    button="Ask the processor again",
    back=_back,
)
def ask(one: Act[Difference]) -> str:
    """Ask between two transactions, and book what the processor says of something of ours."""
    with one.noted():
        pass  # that somebody asked is noted before the network is
    is_gone = fixing.ask_again(
        one.wiring.database,
        one.wiring.processor,
        one.subject.id,
        foundation=one.wiring.foundation,
        at=one.at,
    )
    return "It is settled: nothing differs any more." if is_gone else "It still differs."


@act(
    f"{HOME}/{{id}}/accept",
    may=Capability.RECONCILE,
    of=Difference,
    verb="accepted_difference",
    title="Accept the difference",
    button="Accept",
    fields=[Field("reason", "Reason", "text", hint="Why nothing is to be booked for it.")],
    back=_back,
)
def accept(one: Act[Difference]) -> str:
    """Decide that nothing is to be booked."""
    reason = one.form.text("reason", longest=2000)
    differences.accept(one.session, one.subject, reason=reason, at=one.at, by=one.by)
    return f"{one.subject} is accepted."


@act(
    f"{HOME}/{{id}}/take-back",
    may=Capability.RECONCILE,
    of=Difference,
    verb="took_back_difference",
    title="Take the decision back",
    button="Take back",
    warning="What was booked for it is reversed, and the difference stands again.",
    fields=[Field("reason", "Reason", "text")],
    back=_back,
)
def take_back(one: Act[Difference]) -> str:
    """Undo a decision, by a reversing entry where something was booked."""
    fixing.take_back(
        one.session,
        one.subject,
        reason=one.form.text("reason", longest=2000),
        foundation=one.wiring.foundation,
        at=one.at,
        by=one.by,
    )
    return f"{one.subject} stands again."


@act(
    f"{HOME}/compare",
    may=Capability.RECONCILE,
    verb="reconciled",
    title="Compare now",
    button="Compare now",
    back=HOME,
)
def compare(one: Act[None]) -> str:
    """Queue a comparison; pressed twice within a minute it is one."""
    jobs.enqueue(
        one.session, timetable.RECONCILE, key=f"reconcile:{one.at:%Y%m%dT%H%M}", payload={}
    )
    return "The worker compares the account with our books; look again in a moment."


menu = [MenuEntry("Reconciliation", HOME, "Money")]
desk_paths = {Difference: HOME + "/{id}", Payout: PAYOUT}
routes: list[BaseRoute] = [
    page(HOME, show_account, access=staff()),
    *compare.routes,
    page(PAYOUT, show_payout, access=staff()),
    page(HOME + "/{id}", show_difference, access=staff()),
    *apply.routes,
    *ask.routes,
    *accept.routes,
    *take_back.routes,
]
