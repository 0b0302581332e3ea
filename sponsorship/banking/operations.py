"""Keeping bank accounts, importing statements, saying what lines are and taking that back."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session

from sponsorship.audit import Actor
from sponsorship.banking import camt, csv_files
from sponsorship.banking.csv_files import CsvFormat
from sponsorship.banking.models import (
    BankAccount,
    BankLine,
    BankLineStatus,
    BankMatch,
    BankStatement,
    MatchKind,
)
from sponsorship.banking.queries import Known, known_lines
from sponsorship.banking.statements import (
    Statement,
    StatementLine,
    numbered,
    plain_identification,
    tidy,
)
from sponsorship.database import ROW_LOCK, insert_into
from sponsorship.errors import Invalid, Refused
from sponsorship.lifecycle import WrongState, advance
from sponsorship.money import Money, exponent_of, total


class AccountKnown(Refused):
    """Raised when a bank account of that number or name is kept already."""

    code = "account_known"

    def __init__(self, account: BankAccount) -> None:
        self.account = account
        super().__init__(f"There is a bank account of this number or name already: {account}.")


class DoesNotAddUp(Refused):
    """Raised when the entries that a line is said to be move the bank by another amount."""

    code = "does_not_add_up"

    def __init__(self, line: BankLine, moved: Money) -> None:
        self.line = line
        self.moved = moved
        super().__init__(
            f"The line is {line.amount.shown()}, but what was chosen adds up to {moved.shown()}."
        )


class Counted(Refused):
    """Raised when somebody else said meanwhile which line an entry is."""

    code = "counted"

    def __init__(self) -> None:
        super().__init__("This was matched with another bank line meanwhile.")


@dataclass(frozen=True, slots=True)
class StatementFile:
    """The file behind a statement: its name, its hash, and where it is kept, if it is."""

    name: str
    sha256: str
    stored_file_id: int | None = None


@dataclass(frozen=True, slots=True)
class Planned:
    """One line of a file before it is imported, and what is known of it."""

    position: int
    line: StatementLine
    fingerprint: str
    occurrence: int
    known: BankLine | None
    alike: BankLine | None
    """A line of the same day and amount that says other things: perhaps the same one, told otherwise."""


def open_account(
    session: Session, *, name: str, identification: str, currency: str, at: datetime, by: Actor
) -> BankAccount:
    """Keep an account of ours at a bank; raises AccountKnown, Invalid or UnknownCurrency."""
    name, identification = tidy(name), plain_identification(identification)
    if not name or len(name) > 100:
        raise Invalid("name", "Please give the account a name of at most 100 letters.")
    if not identification or len(identification) > 64:
        raise Invalid("identification", "Please give the IBAN or number of the account.")
    exponent_of(currency)
    known = session.scalars(
        sa.select(BankAccount).where(
            sa.or_(BankAccount.identification == identification, BankAccount.name == name)
        )
    ).first()
    if known is not None:
        raise AccountKnown(known)
    account = BankAccount(
        name=name,
        identification=identification,
        currency=currency,
        csv_format={},
        opened_at=at,
        opened_by=str(by),
    )
    session.add(account)
    session.flush()  # whoever opened it is shown its page
    return account


def remember_format(account: BankAccount, form: CsvFormat) -> None:
    """The next CSV file of this account is read like this one."""
    account.csv_format = form.remembered()


def read_file(account: BankAccount, content: bytes, form: CsvFormat | None = None) -> Statement:
    """What the file says about this account, all of it or nothing; raises UnreadableStatement.

    A CSV file is read in this format, or in the one that the account remembers.
    """
    facts = {"identification": account.identification, "currency": account.currency}
    if camt.is_xml(content):
        return camt.read(content, **facts)
    return csv_files.read(content, form or CsvFormat.of(account.csv_format), **facts)


def plan(session: Session, account: BankAccount, statement: Statement) -> list[Planned]:
    """Every line of the statement, with the line that it is already or that looks like it."""
    known: Known = known_lines(session, account, statement.starts_on, statement.ends_on)
    return [
        Planned(
            position,
            line,
            fingerprint,
            occurrence,
            same := known.same(fingerprint, occurrence),
            None if same else known.alike(line.booked_on, line.amount),
        )
        for position, (line, fingerprint, occurrence) in enumerate(
            numbered(statement.lines), start=1
        )
    ]


def import_statement(
    session: Session,
    account: BankAccount,
    statement: Statement,
    file: StatementFile,
    *,
    at: datetime,
    by: Actor,
) -> tuple[BankStatement, bool]:
    """Every line of the statement that is not known yet waits from now on; and whether the file is new."""
    # Two files of one account come one after the other, so that each line finds its own place.
    session.refresh(account, with_for_update=ROW_LOCK)
    again = session.scalars(
        sa.select(BankStatement).where(
            BankStatement.bank_account_id == account.id, BankStatement.sha256 == file.sha256
        )
    ).one_or_none()
    if again is not None:
        return again, False
    planned = plan(session, account, statement)
    new = [one for one in planned if one.known is None]
    row = BankStatement(
        bank_account_id=account.id,
        currency=account.currency,
        filename=tidy(file.name)[:200],
        sha256=file.sha256,
        stored_file_id=file.stored_file_id,
        format=statement.format,
        starts_on=statement.starts_on,
        ends_on=statement.ends_on,
        opening_minor=statement.opening.minor if statement.opening else None,
        closing_minor=statement.closing.minor if statement.closing else None,
        moved_minor=statement.moved.minor,
        line_count=len(planned),
        new_count=len(new),
        imported_at=at,
        imported_by=str(by),
    )
    session.add(row)
    session.flush()  # its lines refer to it
    if new:
        session.execute(insert_into(session, BankLine), [_values(row, one) for one in new])
    return row, True


def _values(statement: BankStatement, planned: Planned) -> dict[str, object]:
    line = planned.line
    return {
        "bank_account_id": statement.bank_account_id,
        "bank_statement_id": statement.id,
        "position": planned.position,
        "fingerprint": planned.fingerprint,
        "occurrence": planned.occurrence,
        "booked_on": line.booked_on,
        "valued_on": line.valued_on,
        "amount_minor": line.amount.minor,
        "currency": line.amount.currency,
        "counterparty": line.counterparty,
        "text": line.text,
        "bank_reference": line.reference,
        "status": BankLineStatus.WAITING,
    }


@dataclass(frozen=True, slots=True)
class Part:
    """One entry that a line is, in whole or in part."""

    entry_id: int
    kind: MatchKind
    amount: Money
    books: bool


def match(
    session: Session, line: BankLine, parts: Sequence[Part], *, at: datetime, by: Actor
) -> list[BankMatch]:
    """The line is these entries, which together move the bank by its amount.

    Raises WrongState unless the line waits, or DoesNotAddUp.
    """
    must_wait(line)
    moved = total((part.amount for part in parts), currency=line.currency)
    if moved != line.amount:
        raise DoesNotAddUp(line, moved)
    found = [
        BankMatch(
            bank_line_id=line.id,
            entry_id=part.entry_id,
            kind=part.kind,
            books=part.books,
            amount_minor=part.amount.minor,
            currency=part.amount.currency,
            matched_at=at,
            matched_by=str(by),
        )
        for part in parts
    ]
    session.add_all(found)
    session.flush()  # the database lets the line move only once it is whole
    advance(session, line, "matched", at=at, by=by)
    session.flush()
    return found


def must_wait(line: BankLine) -> None:
    """Raises WrongState for a line of which somebody has said what it is."""
    if not line.can_be("matched"):
        raise WrongState(line, "matched", line.status, ())


def unmatch(
    session: Session, line: BankLine, *, reason: str, at: datetime, by: Actor
) -> list[BankMatch]:
    """The line was not that: it waits again. What was undone, for whoever reverses the entries."""
    reason = _reason(reason)
    if not line.can_be("unmatched"):
        raise WrongState(line, "unmatched", line.status, ())
    undone = list(line.standing)
    for one in undone:
        one.undone_at, one.undone_by, one.undone_why = at, str(by), reason
    session.flush()  # the database lets the line wait again only once nothing stands
    advance(session, line, "unmatched", at=at, by=by, reason=reason)
    session.flush()
    return undone


def set_aside(session: Session, line: BankLine, *, reason: str, at: datetime, by: Actor) -> None:
    """The line is none of these books' business, such as a salary or the rent."""
    advance(session, line, "set_aside", at=at, by=by, reason=_reason(reason))
    session.flush()


def take_up_again(session: Session, line: BankLine, *, at: datetime, by: Actor) -> None:
    """The line is ours after all."""
    advance(session, line, "taken_up_again", at=at, by=by)
    session.flush()


def _reason(reason: str) -> str:
    if not reason.strip():
        raise Invalid("reason", "Please give the reason.")
    return reason.strip()
