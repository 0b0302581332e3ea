"""From a file of the bank to lines that wait: look first, then all of its new lines or none."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session, undefer

from sponsorship.audit import Actor
from sponsorship.banking import operations as banking
from sponsorship.banking.models import BankAccount, BankStatement
from sponsorship.banking.operations import Planned, StatementFile
from sponsorship.banking.statements import Statement
from sponsorship.documents import operations as documents
from sponsorship.documents.models import FileKind, StoredFile
from sponsorship.errors import NotFound


@dataclass(frozen=True, slots=True)
class Preview:
    """What importing a file would do."""

    statement: Statement
    planned: tuple[Planned, ...]
    imported: BankStatement | None
    """The statement, if this very file was imported before."""

    @property
    def new(self) -> list[Planned]:
        return [one for one in self.planned if one.known is None]

    @property
    def alike(self) -> list[Planned]:
        """New lines that look like one that is known: the same day and amount, told otherwise."""
        return [one for one in self.planned if one.alike is not None]

    def printed(self) -> Iterator[str]:
        """One line per line of the file, then what does not fit."""
        for one in self.planned:
            state = f"known as {one.known.reference}" if one.known else "new"
            if one.alike is not None:
                state = f"new, like {one.alike.reference}"
            said = " | ".join(filter(None, (one.line.counterparty, one.line.text)))
            yield f"{one.line.booked_on.isoformat()} {one.line.amount!s:>18}  {state}: {said}"
        yield from self.statement.remarks
        difference = self.statement.difference
        if difference is not None and not difference.is_zero:
            yield f"The balances and the lines of this file differ by {difference}."
        yield f"{len(self.new)} new, {len(self.planned) - len(self.new)} known already."


def preview(session: Session, account: BankAccount, statement: Statement, sha256: str) -> Preview:
    """Compare a statement that was read with what is known; changes nothing."""
    imported = session.scalars(
        sa.select(BankStatement).where(
            BankStatement.bank_account_id == account.id, BankStatement.sha256 == sha256
        )
    ).one_or_none()
    return Preview(statement, tuple(banking.plan(session, account, statement)), imported)


def keep_file(
    session: Session, content: bytes, *, name: str, at: datetime, by: Actor
) -> StoredFile:
    """Keep the bank's own file; the same file is kept once."""
    sha256 = hashlib.sha256(content).hexdigest()
    known = session.scalars(
        sa.select(StoredFile)
        .where(StoredFile.kind == FileKind.BANK_STATEMENT, StoredFile.sha256 == sha256)
        .order_by(StoredFile.id)
        .limit(1)
    ).one_or_none()
    return known or documents.store_file(
        session,
        FileKind.BANK_STATEMENT,
        content,
        media_type="application/octet-stream",
        original_name=name,
        by=str(by),
        at=at,
    )


def kept_file(session: Session, file_id: int) -> StoredFile:
    """A kept file of the bank with its bytes; raises NotFound, for files of other kinds as well."""
    found = session.scalars(
        sa.select(StoredFile)
        .where(StoredFile.id == file_id, StoredFile.kind == FileKind.BANK_STATEMENT)
        .options(undefer(StoredFile.bytes))
    ).one_or_none()
    if found is None:
        raise NotFound("file")
    return found


def import_file(
    session: Session,
    account: BankAccount,
    statement: Statement,
    file: StoredFile,
    *,
    at: datetime,
    by: Actor,
) -> tuple[BankStatement, bool]:
    """Let every line that is not known yet wait; and whether the file is new."""
    facts = StatementFile(file.original_name, file.sha256, file.id)
    return banking.import_statement(session, account, statement, facts, at=at, by=by)
