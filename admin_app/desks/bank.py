"""The bank: what its statements show, what each line was, and what has not been seen there yet."""

from __future__ import annotations

from sqlalchemy.orm import Session
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute

from admin_app.auth import staff
from admin_app.desks import frame
from admin_app.desks.frame import Act, Field, Options, act
from admin_app.menu import MenuEntry
from admin_app.pages import path_id, wiring_of
from admin_app.routing import page
from sponsorship import lifecycle
from sponsorship.banking import operations as banking
from sponsorship.banking import queries
from sponsorship.banking.matching import Confidence, Proposal
from sponsorship.banking.models import BankLine, BankLineStatus, MatchKind
from sponsorship.clock import utc_now
from sponsorship.donations.models import GiftMethod
from sponsorship.donations.offline import OfflineGift
from sponsorship.errors import Invalid
from sponsorship.funds import queries as funds
from sponsorship.funds.models import Fund
from sponsorship.invoicing import queries as invoices
from sponsorship.ledger import queries as books
from sponsorship.staff.permissions import Capability
from sponsorship.workflows import bank_lines, bank_payouts

HOME = "/admin/desk/bank"
MOST = 200


def _line(session: Session, request: Request) -> BankLine:
    return queries.line(session, path_id(request))


def _locked(one: Act[BankLine]) -> BankLine:
    """The line as it stands once nobody else acts on it: who comes second is told so."""
    return queries.line(one.session, one.subject.id, for_update=True)


def list_waiting(request: Request) -> Response:
    """Every line of which nobody has said what it is, with what it may be."""
    wiring, now = wiring_of(request), utc_now()
    late = wiring.foundation.calendar.day_of(now) - bank_payouts.LATE_AFTER
    with wiring.database.reading() as session:
        waiting = queries.lines(session, BankLineStatus.WAITING, limit=MOST)
        by_currency = {
            currency: bank_lines.candidates(session, currency)
            for currency in sorted({line.currency for line in waiting})
        }
        accounts = queries.accounts(session)
        sentences = [
            *queries.statements_that_differ(session),
            *bank_payouts.not_seen_since(session, late),
            *queries.not_seen_since(session, late),
        ]
    return frame.desk_page(
        request,
        "desks/bank/list.html",
        title="Bank",
        lines=[(line, _first(by_currency[line.currency].for_line(line))) for line in waiting],
        accounts=accounts,
        sentences=sentences,
        most=MOST,
        add_account="/admin/desk/bank/accounts/add",
        is_simple=_is_simple,
    )


def _first(found: list[Proposal]) -> Proposal | None:
    return found[0] if found else None


def _is_simple(proposal: Proposal) -> bool:
    """Whether one press applies it: nobody is written to, and it can be taken back."""
    return proposal.kind in {MatchKind.RECORDED, MatchKind.PAYOUT} and (
        proposal.confidence is not Confidence.POSSIBLE
    )


def list_matched(request: Request) -> Response:
    """The lines matched last."""
    return _settled(request, BankLineStatus.MATCHED, "Matched bank lines")


def list_set_aside(request: Request) -> Response:
    """Lines that are none of these books' business."""
    return _settled(request, BankLineStatus.SET_ASIDE, "Bank lines set aside")


def _settled(request: Request, status: BankLineStatus, title: str) -> Response:
    with wiring_of(request).database.reading() as session:
        found = queries.lines(session, status, limit=MOST)
        reasons = {
            line.id: moves[-1].reason
            for line in found
            if status is BankLineStatus.SET_ASIDE and (moves := lifecycle.history(session, line))
        }
    return frame.desk_page(
        request, "desks/bank/settled.html", title=title, lines=found, reasons=reasons, most=MOST
    )


def list_unseen(request: Request) -> Response:
    """Entries that moved our bank and that no statement shows yet."""
    with wiring_of(request).database.reading() as session:
        currencies = sorted({one.amount.currency for one in queries.unseen(session)})
        found = [one for code in currencies for one in bank_lines.recorded(session, code)]
    return frame.desk_page(
        request, "desks/bank/unseen.html", title="Not seen in the bank", unseen=found
    )


def show_line(request: Request) -> Response:
    """One line: what the bank said, what it may be, what it was matched with."""
    with wiring_of(request).database.reading() as session:
        line = queries.line(session, path_id(request))
        is_waiting = line.status is BankLineStatus.WAITING
        found = bank_lines.candidates(session, line.currency).for_line(line) if is_waiting else []
        moves = lifecycle.history(session, line)
        sources = dict.fromkeys(one.entry.source for one in line.matches)
        journal = [entry for source in sources for entry in books.entries(session, source=source)]
    return frame.desk_page(
        request,
        "desks/bank/line.html",
        title=str(line),
        line=line,
        proposals=found,
        moves=moves,
        journal=journal,
        acts=ACTS,
        is_simple=_is_simple,
    )


@act(
    HOME + "/lines/{id}/apply",
    may=Capability.RECONCILE,
    of=_line,
    verb="matched_bank_line",
    title="Apply a proposal",
    button="Apply",
    back=HOME,
)
def apply(one: Act[BankLine]) -> str:
    """The proposal is right. It is made anew and compared, because things may have changed."""
    found = bank_lines.apply_proposal(
        one.session, _locked(one), one.form.line("proposal"), at=one.at, by=one.by
    )
    # A source names the record, then what of it was booked: PO-2026-000001:BL-2026-000001:1.
    records = dict.fromkeys(match.entry.source.partition(":")[0] for match in found)
    return f"{one.subject.reference} is matched with {', '.join(records)}."


def _recorded(session: Session, line: BankLine) -> Options:
    found = bank_lines.recorded(session, line.currency)
    found.sort(key=lambda one: (abs(one.amount.minor - line.amount.minor), one.entry_id))
    return [
        (str(one.entry_id), f"{one.amount.shown()}: {one.label}, {one.on.isoformat()}")
        for one in found[:MOST]
    ]


@act(
    HOME + "/lines/{id}/match",
    may=Capability.RECONCILE,
    of=_line,
    verb="matched_bank_line",
    title="Match with what is recorded",
    button="Match",
    fields=[
        Field(
            "entries",
            "What the line is",
            "choices",
            hint="Together they have to be the amount of the line, like the cheques of one deposit.",
            options=_recorded,
        )
    ],
)
def match(one: Act[BankLine]) -> str:
    """The line is what somebody recorded before."""
    chosen = one.form.many("entries")
    if not all(text.isascii() and text.isdigit() and len(text) < 19 for text in chosen):
        raise Invalid("entries", "Please choose from what is offered.")
    ids = [int(text) for text in chosen]
    bank_lines.match_recorded(one.session, _locked(one), ids, at=one.at, by=one.by)
    return f"{one.subject.reference} is matched. Nothing had to be booked."


def _owed(session: Session, line: BankLine) -> Options:
    return [
        (str(one.id), f"{one.number}, {one.sponsorship.sponsor.name}: {one.outstanding.shown()}")
        for one in invoices.outstanding(session)
        if one.currency == line.currency
    ]


def _proposed_invoice(session: Session, line: BankLine) -> str:
    found = bank_lines.candidates(session, line.currency).for_line(line)
    return next((str(one.ids[0]) for one in found if one.kind is MatchKind.INVOICE), "")


@act(
    HOME + "/lines/{id}/invoice",
    may=Capability.RECORD_MONEY,
    of=_line,
    verb="matched_bank_line",
    title="Settle an invoice",
    button="Settle the invoice",
    warning="The invoice is settled and the sponsor is thanked. What is more than the invoice asks for"
    " waits in suspense.",
    fields=[
        Field("invoice", "Invoice", "choice", options=_owed, initial=_proposed_invoice),
        Field("cheque_number", "Number of the cheque", is_required=False, hint="If it was one."),
    ],
)
def settle(one: Act[BankLine]) -> str:
    """The line is a sponsor's money."""
    line = _locked(one)
    invoice = invoices.get(one.session, one.form.whole("invoice"), for_update=True)
    bank_lines.settle_invoice(
        one.session,
        line,
        invoice,
        cheque_number=one.form.line("cheque_number", longest=40),
        foundation=one.wiring.foundation,
        at=one.at,
        by=one.by,
    )
    return f"Booked. {invoice} has {invoice.outstanding.shown()} outstanding now."


def _funds(session: Session, line: BankLine) -> Options:
    return [
        (str(fund.id), fund.name) for fund in funds.every(session) if fund.currency == line.currency
    ]


GIFT_FIELDS = (
    Field("name", "Donor's name", hint="As the receipt names the donor."),
    Field("email", "E-mail", "email", is_required=False, hint="The receipt is sent there."),
    Field("address", "Postal address", "text", is_required=False, hint="It is printed on the receipt."),
    Field("cheque_number", "Number of the cheque", is_required=False, hint="If it was one."),
    Field(
        "mailed_on", "Cheque mailed on", "day", is_required=False,
        hint="The postmark: for the donor's taxes a cheque counts on that day.",
    ),
    Field("note", "Note of the donor", "text", is_required=False),
    Field("is_anonymous", "Not named in public", "flag", is_required=False),
)  # fmt: skip


@act(
    HOME + "/lines/{id}/gift",
    may=Capability.RECORD_MONEY,
    of=_line,
    verb="matched_bank_line",
    title="Receive a gift",
    button="Receive the gift",
    warning="It is booked as income of the fund, and a numbered receipt is issued.",
    fields=[
        Field("name", "Donor's name", initial=lambda _, line: line.counterparty),
        Field("fund", "Fund", "choice", options=_funds),
        *GIFT_FIELDS[1:],
    ],
)
def gift(one: Act[BankLine]) -> str:
    """The line is a donor's transfer or cheque."""
    line, form = _locked(one), one.form
    cheque_number = form.line("cheque_number", longest=40)
    given = OfflineGift(
        form_key=form.submission(),
        name=form.line("name"),
        email=form.line("email"),
        address=form.text("address", longest=500),
        amount=line.amount,
        method=GiftMethod.CHEQUE if cheque_number else GiftMethod.TRANSFER,
        received_on=line.booked_on,
        cheque_number=cheque_number,
        mailed_on=form.day_if_given("mailed_on"),
        is_anonymous=form.flag("is_anonymous"),
        note=form.text("note", longest=1000),
    )
    donation = bank_lines.receive_gift(
        one.session, line, given, _fund(one), foundation=one.wiring.foundation, at=one.at, by=one.by
    )
    told = "The receipt is on its way." if donation.donor_email else "Please print the receipt."
    return f"{donation} is received. {told}"


def _fund(one: Act[BankLine]) -> Fund:
    fund = one.session.get(Fund, one.form.whole("fund"))
    if fund is None:
        raise Invalid("fund", "Please choose a fund.")
    return fund


@act(
    HOME + "/lines/{id}/suspense",
    may=Capability.RECORD_MONEY,
    of=_line,
    verb="matched_bank_line",
    title="Put in suspense",
    button="Put in suspense",
)
def suspend(one: Act[BankLine]) -> str:
    """Nobody knows what the money is: it is booked, and waits."""
    bank_lines.hold_in_suspense(one.session, _locked(one), at=one.at, by=one.by)
    return f"{one.subject.amount.shown()} wait in suspense until somebody knows what they are."


@act(
    HOME + "/lines/{id}/set-aside",
    may=Capability.RECONCILE,
    of=_line,
    verb="set_aside_bank_line",
    title="Set the line aside",
    button="Set aside",
    fields=[
        Field("reason", "Reason", hint="Such as salaries, rent or tax, which other books keep."),
    ],
)
def set_aside(one: Act[BankLine]) -> str:
    """The line is none of these books' business."""
    reason = one.form.line("reason")
    banking.set_aside(one.session, _locked(one), reason=reason, at=one.at, by=one.by)
    return f"{one.subject.reference} is set aside."


@act(
    HOME + "/lines/{id}/take-up",
    may=Capability.RECONCILE,
    of=_line,
    verb="took_up_bank_line",
    title="Take the line up again",
    button="Take up again",
)
def take_up(one: Act[BankLine]) -> str:
    """It is ours after all."""
    banking.take_up_again(one.session, _locked(one), at=one.at, by=one.by)
    return f"{one.subject.reference} waits again."


@act(
    HOME + "/lines/{id}/undo",
    may=Capability.RECONCILE,
    of=_line,
    verb="unmatched_bank_line",
    title="Undo the match",
    button="Undo",
    warning="What the match booked is reversed. A receipt that it issued becomes void, an invoice that it"
    " settled is open again, and whoever was thanked is told. The line waits again.",
    fields=[Field("reason", "Reason", hint="A donor whose receipt becomes void reads this.")],
    is_danger=True,
)
def undo(one: Act[BankLine]) -> str:
    """The line was something else."""
    reopened = bank_lines.undo(
        one.session,
        _locked(one),
        reason=one.form.line("reason"),
        foundation=one.wiring.foundation,
        at=one.at,
        by=one.by,
    )
    told = "".join(f" {invoice} is open again." for invoice in reopened)
    return f"{one.subject.reference} waits again.{told}"


ACTS = {
    "apply": apply,
    "match": match,
    "settle": settle,
    "gift": gift,
    "suspend": suspend,
    "set_aside": set_aside,
    "take_up": take_up,
    "undo": undo,
}

menu = [MenuEntry("Bank", HOME, "Money")]
desk_paths = {BankLine: HOME + "/lines/{id}"}
routes: list[BaseRoute] = [
    page(HOME, list_waiting, access=staff()),
    page(HOME + "/matched", list_matched, access=staff()),
    page(HOME + "/set-aside", list_set_aside, access=staff()),
    page(HOME + "/unseen", list_unseen, access=staff()),
    page(HOME + "/lines/{id}", show_line, access=staff()),
    *(route for one in ACTS.values() for route in one.routes),
]
