"""What a bank line turned out to be: found, booked, settled, thanked, and taken back.

Nothing here happens by itself. A proposal is applied by a person, and once: the line is locked, and a
line that does not wait any more refuses.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session

from sponsorship import bookkeeping
from sponsorship.audit import Actor
from sponsorship.banking import operations as banking
from sponsorship.banking import queries as bank
from sponsorship.banking.matching import (
    ExpectedPayout,
    LineFacts,
    OpenInvoice,
    Proposal,
    Recorded,
    proposals,
)
from sponsorship.banking.models import BankLine, BankMatch, MatchKind
from sponsorship.banking.operations import Part
from sponsorship.database import ROW_LOCK
from sponsorship.donations.models import Donation
from sponsorship.donations.offline import OfflineGift
from sponsorship.errors import Invalid, Refused
from sponsorship.funds import queries as funds
from sponsorship.funds.models import Fund
from sponsorship.invoicing import queries as invoices
from sponsorship.invoicing.models import BankTransfer, Invoice, Settlement
from sponsorship.ledger import posting as ledger
from sponsorship.ledger.models import JournalEntry
from sponsorship.money import Money
from sponsorship.suspense import operations as suspense
from sponsorship.suspense import queries as cases
from sponsorship.suspense.models import Misfit
from sponsorship.workflows import bank_payouts, billing, invoices_back, offline_giving
from sponsorship.workflows.foundation import Foundation


class ProposalGone(Refused):
    """Raised when a proposal is applied that does not hold any more."""

    code = "proposal_gone"

    def __init__(self) -> None:
        super().__init__(
            "This proposal does not hold any more. Look again at what is proposed now."
        )


class DecidedMeanwhile(Refused):
    """Raised when a line is to wait again although its money was decided about at the suspense desk."""

    code = "decided_meanwhile"

    def __init__(self, line: BankLine) -> None:
        self.line = line
        super().__init__(
            "Something was decided about this money in suspense. Take that back there first."
        )


@dataclass(frozen=True, slots=True)
class Candidates:
    """Everything that a bank line may be at the moment, in one currency."""

    recorded: tuple[Recorded, ...]
    invoices: tuple[OpenInvoice, ...]
    payouts: tuple[ExpectedPayout, ...]

    def for_line(self, line: BankLine) -> list[Proposal]:
        """What this line may be, the surest first."""
        return proposals(
            facts_of(line), recorded=self.recorded, invoices=self.invoices, payouts=self.payouts
        )


def facts_of(line: BankLine) -> LineFacts:
    """What the bank said about the line."""
    words = f"{line.counterparty} {line.text}"
    return LineFacts(line.amount, line.booked_on, words, line.bank_reference)


def candidates(session: Session, currency: str) -> Candidates:
    """What lines in this currency may be: entries not seen, invoices that are owed, payouts."""
    return Candidates(
        tuple(recorded(session, currency)),
        tuple(
            OpenInvoice(
                invoice.id,
                invoice.number,
                invoice.outstanding,
                invoice.sponsorship.sponsor.name,
                tuple(filter(None, (invoice.po_number, invoice.sponsorship.reference))),
            )
            for invoice in invoices.outstanding(session)
            if invoice.currency == currency
        ),
        tuple(bank_payouts.expected(session, currency)),
    )


def recorded(session: Session, currency: str) -> list[Recorded]:
    """Entries that no bank line shows yet, with what people call them."""
    unseen = bank.unseen(session, currency=currency)
    transfers = _transfers(session, unseen)
    gifts = _gifts(session, unseen)
    found = []
    for one in unseen:
        transfer, gift = transfers.get(one.source), gifts.get(one.source)
        label = f"{one.fact.replace('_', ' ').capitalize()} {one.source}"
        if transfer is not None:
            found.append(
                Recorded(
                    one.entry_id, one.amount, one.on, f"{label}, {transfer.shown} of {transfer.payer}",
                    transfer.bank_reference, transfer.payer, transfer.cheque_number,
                )
            )  # fmt: skip
        elif gift is not None:
            found.append(
                Recorded(
                    one.entry_id, one.amount, one.on,
                    f"{label}, {gift.method_shown.lower()} of {gift.donor_name}",
                    "", gift.donor_name, gift.cheque_number,
                )
            )  # fmt: skip
        else:
            found.append(Recorded(one.entry_id, one.amount, one.on, label))
    return found


def _transfers(session: Session, unseen: Iterable[bank.UnseenEntry]) -> dict[str, BankTransfer]:
    """The transfers and cheques behind entries, by the entry's source `I-…:B-2026-00007`."""
    ids = {
        one.source: _number_in(one.source)
        for one in unseen
        if one.fact.startswith("invoice_paid") and ":B-" in one.source
    }
    rows = session.scalars(sa.select(BankTransfer).where(BankTransfer.id.in_(ids.values())))
    by_id = {row.id: row for row in rows}
    return {source: by_id[number] for source, number in ids.items() if number in by_id}


def _gifts(session: Session, unseen: Iterable[bank.UnseenEntry]) -> dict[str, Donation]:
    ids = {
        one.source: _number_in(one.source)
        for one in unseen
        if one.fact.startswith("donation_received")
    }
    rows = session.scalars(sa.select(Donation).where(Donation.id.in_(ids.values())))
    by_id = {row.id: row for row in rows}
    return {source: by_id[number] for source, number in ids.items() if number in by_id}


def apply_proposal(
    session: Session, line: BankLine, key: str, *, at: datetime, by: Actor
) -> list[BankMatch]:
    """Do what a proposal says; raises ProposalGone if it is not made any more, or needs more words."""
    found = candidates(session, line.currency).for_line(line)
    chosen = next((one for one in found if one.key == key), None)
    if chosen is not None and chosen.kind is MatchKind.PAYOUT:
        return bank_payouts.arrive(session, line, chosen.ids[0], at=at, by=by)
    if chosen is None or chosen.kind is not MatchKind.RECORDED:
        raise ProposalGone
    return match_recorded(session, line, chosen.ids, at=at, by=by)


def match_recorded(
    session: Session, line: BankLine, entry_ids: Sequence[int], *, at: datetime, by: Actor
) -> list[BankMatch]:
    """The line is what was recorded before: nothing is booked, the bank has confirmed it.

    Raises DoesNotAddUp, Counted or WrongState.
    """
    unseen = {one.entry_id: one for one in bank.unseen(session, currency=line.currency)}
    if not entry_ids:
        raise Invalid("entries", "Please choose what the line is.")
    if not set(entry_ids) <= set(unseen):
        raise banking.Counted
    parts = [
        Part(entry_id, MatchKind.RECORDED, unseen[entry_id].amount, books=False)
        for entry_id in dict.fromkeys(entry_ids)
    ]
    return banking.match(session, line, parts, at=at, by=by)


def settle_invoice(
    session: Session,
    line: BankLine,
    invoice: Invoice,
    *,
    cheque_number: str = "",
    foundation: Foundation,
    at: datetime,
    by: Actor,
) -> list[BankMatch]:
    """The line is a sponsor's money: settle what is owed, thank, and let the rest wait in suspense.

    Raises AlreadyRecorded, WrongState, or Invalid.
    """
    _must_come_in(line)
    banking.must_wait(line)
    amount = min(line.amount, invoice.outstanding) if invoice.outstanding.is_positive else None
    if amount is None or invoice.currency != line.currency:
        raise Invalid("invoice", "Nothing is owed on this invoice in the currency of the account.")
    transfer = billing.record_bank_transfer(
        session,
        invoice,
        amount=amount,
        received_on=line.booked_on,
        payer=(line.counterparty or line.text or invoice.sponsorship.sponsor.name)[:200],
        bank_reference=reference_of(session, line),
        form_key=None,
        foundation=foundation,
        at=at,
        by=by,
        cheque_number=cheque_number,
    )
    entry_id = _entry_id(session, "invoice_paid", f"{invoice.number}:{transfer.reference}")
    parts = [Part(entry_id, MatchKind.INVOICE, amount, books=True)]
    rest = line.amount - amount
    if rest.is_positive:
        parts.append(_in_suspense(session, line, rest, at=at, by=by))
    return banking.match(session, line, parts, at=at, by=by)


def receive_gift(
    session: Session,
    line: BankLine,
    given: OfflineGift,
    fund: Fund,
    *,
    foundation: Foundation,
    at: datetime,
    by: Actor,
) -> Donation:
    """The line is a gift: income of its fund, a receipt, and thanks if we know the donor's address."""
    _must_come_in(line)
    banking.must_wait(line)
    donation = offline_giving.record_gift(session, given, fund, foundation=foundation, at=at, by=by)
    entry_id = offline_giving.entry_of(session, donation).id
    part = Part(entry_id, MatchKind.GIFT, donation.amount, books=True)
    banking.match(session, line, [part], at=at, by=by)
    return donation


def hold_in_suspense(
    session: Session, line: BankLine, *, at: datetime, by: Actor
) -> list[BankMatch]:
    """Nobody knows what the money is: it is in the books, and waits for a decision."""
    _must_come_in(line)
    banking.must_wait(line)
    return banking.match(
        session, line, [_in_suspense(session, line, line.amount, at=at, by=by)], at=at, by=by
    )


def undo(
    session: Session,
    line: BankLine,
    *,
    reason: str,
    foundation: Foundation,
    at: datetime,
    by: Actor,
) -> list[Invoice]:
    """The line was not that: what the match booked is reversed, and the line waits again.

    An invoice that it settled is open again, and the sponsor is told; those are returned. Raises
    DecidedMeanwhile for money in suspense, WrongState, or Invalid.
    """
    settled = _settled_by(session, line)  # invoices are locked before cases, as everywhere
    _refuse_if_decided(session, line)
    for one in banking.unmatch(session, line, reason=reason, at=at, by=by):
        if not one.books:
            continue
        if one.kind is MatchKind.GIFT:
            donation = _gift_of(session, one.entry)
            if donation.can_be("withdrawn"):
                offline_giving.withdraw_gift(
                    session, donation, reason=reason, foundation=foundation, at=at, by=by
                )
            continue
        day = foundation.calendar.day_of(at)
        entry_id = ledger.reverse(session, one.entry, on=day, at=at, by=by, memo=reason.strip())
        if entry_id is None:
            continue
        if one.kind is MatchKind.SUSPENSE:
            _explain(session, line, entry_id, reason=reason.strip(), at=at, by=by)
        elif one.kind is MatchKind.INVOICE:
            invoice, settlement = settled[one.id]
            invoices_back.take_back(
                session, invoice, settlement, entry_id=entry_id, reason=reason.strip(),
                foundation=foundation, at=at, by=by,
            )  # fmt: skip
    return [invoice for invoice, _ in settled.values()]


def _settled_by(session: Session, line: BankLine) -> dict[int, tuple[Invoice, Settlement]]:
    """The invoice and its settlement behind each match of a line that made one, the invoice locked."""
    found = {}
    for one in line.standing:
        if one.kind is MatchKind.INVOICE and one.books:
            transfer = session.get_one(BankTransfer, _number_in(one.entry.source))
            settlement = invoices.settlement_by(session, transfer)
            invoice = invoices.get(session, settlement.invoice_id, for_update=True)
            found[one.id] = invoice, settlement
    return found


def _refuse_if_decided(session: Session, line: BankLine) -> None:
    if any(one.kind is MatchKind.SUSPENSE for one in line.standing):
        case = cases.of_bank_line(session, line.id)
        if case is None or cases.free(session, case) != case.amount:
            raise DecidedMeanwhile(line)


def _in_suspense(
    session: Session, line: BankLine, amount: Money, *, at: datetime, by: Actor
) -> Part:
    """Book the amount to suspense; a line that was there before gets an entry of its own again."""
    source = f"{line.reference}:{len(line.matches) + 1}"
    fund = funds.general(session)
    entry = bookkeeping.unknown_money_arrived(source, fund, amount, on=line.booked_on)
    ledger.post(session, entry, at=at, by=by)
    entry_id = _entry_id(session, "unknown_money_arrived", source)
    suspense.open_case(
        session, bank_line_id=line.id, amount=amount, reason=Misfit.UNKNOWN_PAYER,
        sentence=_said(line), at=at, by=by,
    )  # fmt: skip
    return Part(entry_id, MatchKind.SUSPENSE, amount, books=True)


def _said(line: BankLine) -> str:
    words = " ".join(filter(None, (line.counterparty, line.text)))
    return f"{line.reference} of {line.booked_on.isoformat()}: {words or 'the bank says nothing'}"


def _explain(
    session: Session, line: BankLine, entry_id: int, *, reason: str, at: datetime, by: Actor
) -> None:
    """The case in suspense is closed: whoever matches the line anew says what it was."""
    case = cases.of_bank_line(session, line.id)
    if case is None:
        raise AssertionError("a bank line was in suspense without a case")
    target = suspense.Target(is_explained=True)
    suspense.decide(
        session, case, target, amount=case.undecided, entry_id=entry_id, reason=reason, at=at, by=by
    )


def reference_of(session: Session, line: BankLine) -> str:
    """The reference under which a transfer of this line is recorded: the bank's, unless it is used up.

    One that is recorded and not seen on a statement yet may be this very line: that is refused.
    """
    reference = line.bank_reference or line.reference
    known = [
        one
        for one in invoices.transfers_like(session, bank_reference=reference)
        if not invoices.is_taken_back(session, one)
    ]
    if not known:
        return reference
    unseen = bank.unseen(session, currency=line.currency)
    is_unseen = any(one.source.endswith(f":{known[-1].reference}") for one in unseen)
    return reference if is_unseen else f"{reference} {line.reference}"


def _must_come_in(line: BankLine) -> None:
    if not line.amount.is_positive:
        raise Invalid(
            "line", "This money went out. It can be matched with what is recorded, or set aside."
        )


def _entry_id(session: Session, fact: str, source: str) -> int:
    return session.scalars(
        sa.select(JournalEntry.id).where(JournalEntry.fact == fact, JournalEntry.source == source)
    ).one()


def _gift_of(session: Session, entry: JournalEntry) -> Donation:
    return session.get_one(Donation, _number_in(entry.source), with_for_update=ROW_LOCK)


def _number_in(source: str) -> int:
    """The row of a source such as `I-2026-00001:B-2026-00007`."""
    return int(source.rpartition("-")[2])
