"""Bank accounts and their statements: add an account, look at a file, import it."""

from __future__ import annotations

from enum import StrEnum
from typing import TypeVar

import sqlalchemy as sa
from sqlalchemy.orm import Session, joinedload
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute

from admin_app.auth import staff
from admin_app.desks import frame
from admin_app.desks.bank import HOME
from admin_app.desks.frame import Act, Done, Field, act, workflow
from admin_app.pages import download, path_id, wiring_of
from admin_app.routing import page
from sponsorship.banking import operations as banking
from sponsorship.banking.csv_files import COLUMN_LABELS, CsvFormat, DayStyle, DecimalSign
from sponsorship.banking.models import BankAccount, BankLine, BankStatement
from sponsorship.banking.statements import LARGEST_FILE
from sponsorship.errors import Invalid, NotFound
from sponsorship.staff.permissions import Capability
from sponsorship.workflows import bank_statements

Style = TypeVar("Style", bound=StrEnum)

ACCOUNTS = HOME + "/accounts"
MOST_SHOWN = 300
LARGEST_SENT = 2 * LARGEST_FILE
"""More than we read, so that a file that is somewhat too large is refused beside its field."""

_DAYS = [(one.name.lower(), f"like {one.value}") for one in DayStyle]
_DECIMALS = [(one.name.lower(), f"like {one.value}") for one in DecimalSign]
_NAMED = ("booked_on", "amount", "paid_in", "paid_out", "counterparty", "text", "reference")
"""The columns for which staff may say how they are headed."""


@act(
    ACCOUNTS + "/add",
    may=Capability.RECORD_MONEY,
    verb="added_bank_account",
    title="Add a bank account",
    button="Add the account",
    fields=[
        Field("name", "Name", hint="Such as Operating account."),
        Field(
            "identification",
            "IBAN or account number",
            hint="As the statements of the bank name it.",
        ),
        Field("currency", "Currency", hint="Three letters, such as USD."),
    ],
    back=HOME,
)
def add_account(one: Act[None]) -> Done:
    """Keep one more account of ours."""
    account = banking.open_account(
        one.session,
        name=one.form.line("name", longest=100),
        identification=one.form.line("identification", longest=64),
        currency=one.form.line("currency", longest=3).upper(),
        at=one.at,
        by=one.by,
    )
    return Done(f"{account} is added.", f"{ACCOUNTS}/{account.id}")


def show_account(request: Request) -> Response:
    """One account with its statements, the newest first."""
    with wiring_of(request).database.reading() as session:
        account = frame.found(session, BankAccount, request)
        found = session.scalars(
            sa.select(BankStatement)
            .where(BankStatement.bank_account_id == account.id)
            .order_by(BankStatement.ends_on.desc(), BankStatement.id.desc())
            .limit(MOST_SHOWN)
        ).all()
    return frame.desk_page(
        request,
        "desks/bank/account.html",
        title=str(account),
        account=account,
        statements=found,
        read=read,
    )


def _initial_days(_: Session, account: BankAccount) -> str:
    return CsvFormat.of(account.csv_format).days.name.lower()


def _initial_decimals(_: Session, account: BankAccount) -> str:
    return CsvFormat.of(account.csv_format).decimals.name.lower()


def _head_field(name: str) -> Field:
    def initial(_: Session, account: BankAccount) -> str:
        return CsvFormat.of(account.csv_format).heads.get(name, "")

    return Field(
        f"head_{name}",
        f"CSV: column “{COLUMN_LABELS[name]}” is headed",
        is_required=False,
        initial=initial,
    )


@workflow(
    ACCOUNTS + "/{id}/read",
    may=Capability.RECORD_MONEY,
    of=BankAccount,
    verb="read_bank_statement",
    title="Import a statement",
    button="Look at it first",
    fields=[
        Field(
            "statement", "The bank's file", "file",
            hint="CAMT.053 (XML) or CSV, at most 10 MB. All below is for CSV; columns that are found by"
            " themselves stay empty.",
        ),
        Field("days", "CSV: days are written", "choice", options=_DAYS, initial=_initial_days),
        Field(
            "decimals", "CSV: amounts are written", "choice",
            options=_DECIMALS, initial=_initial_decimals,
        ),
        *(_head_field(name) for name in _NAMED),
    ],
    uploads=LARGEST_SENT,
)  # fmt: skip
def read(one: Act[BankAccount]) -> Done:
    """Read the file and keep it; nothing is imported before somebody has looked."""
    upload = one.form.upload("statement")
    if upload is None:
        raise Invalid("statement", "Please choose the bank's file.")
    form = CsvFormat(
        _chosen(DayStyle, one, "days"),
        _chosen(DecimalSign, one, "decimals"),
        {name: head for name in _NAMED if (head := one.form.line(f"head_{name}", longest=100))},
    )
    banking.read_file(one.subject, upload.content, form)
    with one.noted() as session:
        account = session.get_one(BankAccount, one.subject.id)
        banking.remember_format(account, form)
        kept = bank_statements.keep_file(
            session, upload.content, name=upload.filename, at=one.at, by=one.by
        )
        path = f"{ACCOUNTS}/{account.id}/files/{kept.id}"
    return Done("This is what the file says. Nothing is imported yet.", path)


def _chosen(styles: type[Style], one: Act[BankAccount], name: str) -> Style:
    chosen = one.form.line(name)
    for style in styles:
        if style.name.lower() == chosen:
            return style
    raise Invalid(name, "Please choose one of the offered values.")


def show_file(request: Request) -> Response:
    """What importing a file would do: what is new, what is known, whether the balances agree."""
    with wiring_of(request).database.reading() as session:
        account = frame.found(session, BankAccount, request)
        file = bank_statements.kept_file(session, path_id(request, "file"))
        statement = banking.read_file(account, file.bytes)
        found = bank_statements.preview(session, account, statement, file.sha256)
    return frame.desk_page(
        request,
        "desks/bank/file.html",
        title=f"Import {file.original_name}",
        account=account,
        file=file,
        preview=found,
        most=MOST_SHOWN,
        may_import=Capability.RECORD_MONEY,
    )


@workflow(
    ACCOUNTS + "/{id}/files/{file}/import",
    may=Capability.RECORD_MONEY,
    verb="imported_bank_statement",
    title="Import the statement",
    button="Import",
)
def import_file(one: Act[None]) -> Done:
    """All of its new lines wait from now on, or none."""
    database = one.wiring.database
    with database.reading() as session:
        account = frame.found(session, BankAccount, one.request)
        file = bank_statements.kept_file(session, path_id(one.request, "file"))
    statement = banking.read_file(account, file.bytes)
    with one.noted() as session:
        known = session.get_one(BankAccount, account.id)
        imported, is_new = bank_statements.import_file(
            session, known, statement, file, at=one.at, by=one.by
        )
        sentence = (
            _imported(imported) if is_new else "This file was imported before. Nothing has changed."
        )
        path = f"{HOME}/statements/{imported.id}"
    return Done(sentence, path)


def _imported(statement: BankStatement) -> str:
    """What to say of a statement that has just come."""
    new, known = statement.new_count, statement.line_count - statement.new_count
    return (
        f"{new} new {'line waits' if new == 1 else 'lines wait'},"
        f" {known} {'was' if known == 1 else 'were'} known already."
    )


def show_statement(request: Request) -> Response:
    """One imported statement: its balances, and the lines that were new in it."""
    with wiring_of(request).database.reading() as session:
        statement = session.scalars(
            sa.select(BankStatement)
            .where(BankStatement.id == path_id(request))
            .options(joinedload(BankStatement.account))
        ).one_or_none()
        if statement is None:
            raise NotFound("page")
        found = session.scalars(
            sa.select(BankLine)
            .where(BankLine.bank_statement_id == statement.id)
            .order_by(BankLine.position)
            .limit(MOST_SHOWN)
        ).all()
    return frame.desk_page(
        request,
        "desks/bank/statement.html",
        title=str(statement),
        statement=statement,
        lines=found,
        most=MOST_SHOWN,
    )


def show_original(request: Request) -> Response:
    """The bank's file as it came."""
    with wiring_of(request).database.reading() as session:
        file = bank_statements.kept_file(session, path_id(request))
    return download(file.bytes, file.original_name, "application/octet-stream")


desk_paths = {BankAccount: ACCOUNTS + "/{id}", BankStatement: HOME + "/statements/{id}"}
routes: list[BaseRoute] = [
    *add_account.routes,
    page(ACCOUNTS + "/{id}", show_account, access=staff()),
    *read.routes,
    page(ACCOUNTS + "/{id}/files/{file}", show_file, access=staff(Capability.RECORD_MONEY)),
    import_file.routes[1],
    page(HOME + "/statements/{id}", show_statement, access=staff()),
    page(HOME + "/files/{id}", show_original, access=staff(Capability.RECORD_MONEY)),
]
