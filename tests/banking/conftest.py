"""A foundation with its bank accounts, and what staff do with statements."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from sponsorship.banking import operations as banking
from sponsorship.banking import queries as bank
from sponsorship.banking.csv_files import CsvFormat, DayStyle
from sponsorship.banking.models import BankAccount, BankLine, BankLineStatus, BankStatement
from sponsorship.banking.statements import Statement
from sponsorship.donations.models import Donation, GiftMethod
from sponsorship.donations.offline import OfflineGift
from sponsorship.funds import queries as funds
from sponsorship.invoicing import queries as invoices
from sponsorship.invoicing.models import BankTransfer, Invoice
from sponsorship.money import Money
from sponsorship.workflows import bank_lines, bank_statements, billing, offline_giving
from tests.stories.telling import FINANCE, Story

FILES = Path(__file__).parent / "statements"
USD_ACCOUNT = "000123456789"
AMERICAN = CsvFormat(days=DayStyle.MONTH_FIRST)


def content(name: str) -> bytes:
    return (FILES / name).read_bytes()


@dataclass
class Bank:
    """Finance at the bank's desk."""

    story: Story

    def __post_init__(self) -> None:
        with self.story.database.unit_of_work() as session:
            account = banking.open_account(
                session,
                name="Operating account",
                identification=USD_ACCOUNT,
                currency="USD",
                at=self.story.now,
                by=FINANCE,
            )
            banking.remember_format(account, AMERICAN)
            self.account_id = account.id

    def read(self, given: bytes) -> Statement:
        with self.story.database.reading() as session:
            return banking.read_file(session.get_one(BankAccount, self.account_id), given)

    def bring(self, given: bytes | str, *, name: str = "statement") -> BankStatement:
        """Import a file of the bank."""
        raw = given.encode() if isinstance(given, str) else given
        statement = self.read(raw)
        with self.story.database.unit_of_work() as session:
            account = session.get_one(BankAccount, self.account_id)
            file = banking.StatementFile(name, hashlib.sha256(raw).hexdigest())
            imported, _ = banking.import_statement(
                session, account, statement, file, at=self.story.now, by=FINANCE
            )
            return imported

    def keep(self, given: bytes) -> bool:
        """Import a file with the file itself; whether it was new."""
        statement = self.read(given)
        with self.story.database.unit_of_work() as session:
            account = session.get_one(BankAccount, self.account_id)
            file = bank_statements.keep_file(
                session, given, name="x.csv", at=self.story.now, by=FINANCE
            )
            return bank_statements.import_file(
                session, account, statement, file, at=self.story.now, by=FINANCE
            )[1]

    def came(
        self, amount: str, text: str, *, on: date, counterparty: str = "", reference: str = ""
    ) -> BankLine:
        """One line that the bank shows."""
        head = "Date,Amount,Name,Description,Reference\n"
        row = f'{on:%m/%d/%Y},"{amount}","{counterparty}","{text}","{reference}"\n'
        statement = self.bring(head + row)
        with self.story.database.reading() as session:
            found = session.query(BankLine).filter_by(bank_statement_id=statement.id).one()
            return bank.line(session, found.id)

    def lines(self, status: BankLineStatus = BankLineStatus.WAITING) -> list[BankLine]:
        with self.story.database.reading() as session:
            return bank.lines(session, status)

    def again(self, line: BankLine) -> BankLine:
        with self.story.database.reading() as session:
            return bank.line(session, line.id)

    def proposals(self, line: BankLine) -> list[str]:
        """What the line may be: how sure, what, and why."""
        with self.story.database.reading() as session:
            found = bank_lines.candidates(session, line.currency).for_line(line)
        return [f"{one.confidence.value} {one.label}: {one.reason}" for one in found]

    def apply(self, line: BankLine, number: int = 0) -> None:
        """Press the button of a proposal."""
        with self.story.database.reading() as session:
            key = bank_lines.candidates(session, line.currency).for_line(line)[number].key
        with self.story.database.unit_of_work() as session:
            locked = bank.line(session, line.id, for_update=True)
            bank_lines.apply_proposal(session, locked, key, at=self.story.now, by=FINANCE)

    def settle(self, line: BankLine, invoice: Invoice, **facts: str) -> None:
        with self.story.database.unit_of_work() as session:
            bank_lines.settle_invoice(
                session,
                bank.line(session, line.id, for_update=True),
                invoices.get(session, invoice.id, for_update=True),
                foundation=self.story.foundation,
                at=self.story.now,
                by=FINANCE,
                **facts,
            )
        self.story.work()

    def gift(self, line: BankLine, name: str = "Grace Hopper", **facts: str) -> Donation:
        """The line is a gift to the general fund."""
        with self.story.database.unit_of_work() as session:
            given = self.given(str(line.amount.plain()), name, received_on=line.booked_on, **facts)
            donation = bank_lines.receive_gift(
                session,
                bank.line(session, line.id, for_update=True),
                given,
                funds.general(session),
                foundation=self.story.foundation,
                at=self.story.now,
                by=FINANCE,
            )
        self.story.work()
        return donation

    def suspend(self, line: BankLine) -> None:
        with self.story.database.unit_of_work() as session:
            locked = bank.line(session, line.id, for_update=True)
            bank_lines.hold_in_suspense(session, locked, at=self.story.now, by=FINANCE)

    def set_aside(self, line: BankLine, reason: str) -> None:
        with self.story.database.unit_of_work() as session:
            locked = bank.line(session, line.id, for_update=True)
            banking.set_aside(session, locked, reason=reason, at=self.story.now, by=FINANCE)

    def undo(self, line: BankLine, reason: str = "It was something else.") -> None:
        with self.story.database.unit_of_work() as session:
            bank_lines.undo(
                session,
                bank.line(session, line.id, for_update=True),
                reason=reason,
                foundation=self.story.foundation,
                at=self.story.now,
                by=FINANCE,
            )
        self.story.work()

    def given(self, amount: str, name: str, *, received_on: date, **facts: Any) -> OfflineGift:
        number = facts.pop("cheque_number", "")
        mailed_on = facts.pop("mailed_on", "")
        return OfflineGift(
            form_key=f"offline-{next(self.story.keys):020d}",
            name=name,
            amount=Money.parse(amount, "USD"),
            method=GiftMethod.CHEQUE if number else GiftMethod.TRANSFER,
            received_on=received_on,
            cheque_number=number,
            mailed_on=date.fromisoformat(mailed_on) if mailed_on else None,
            **facts,
        )

    def record(self, given: OfflineGift) -> Donation:
        """Staff record a gift by cheque or transfer at the gifts' desk."""
        with self.story.database.unit_of_work() as session:
            donation = offline_giving.record_gift(
                session,
                given,
                funds.general(session),
                foundation=self.story.foundation,
                at=self.story.now,
                by=FINANCE,
            )
        self.story.work()
        return donation

    def withdraw(self, donation: Donation, reason: str) -> None:
        with self.story.database.unit_of_work() as session:
            offline_giving.withdraw_gift(
                session,
                session.get_one(Donation, donation.id),
                reason=reason,
                foundation=self.story.foundation,
                at=self.story.now,
                by=FINANCE,
            )
        self.story.work()

    def pay(
        self, invoice: Invoice, amount: str, *, on: date, reference: str = "", cheque: str = ""
    ) -> BankTransfer:
        """Staff record a sponsor's transfer or cheque by hand."""
        with self.story.database.unit_of_work() as session:
            transfer = billing.record_bank_transfer(
                session,
                invoices.get(session, invoice.id, for_update=True),
                amount=Money.parse(amount, "USD"),
                received_on=on,
                payer="Fox and Hedgehog Ltd",
                bank_reference=reference,
                cheque_number=cheque,
                form_key=None,
                foundation=self.story.foundation,
                at=self.story.now,
                by=FINANCE,
            )
        self.story.work()
        return transfer


@pytest.fixture
def bank_desk(story: Story) -> Bank:
    return Bank(story)
