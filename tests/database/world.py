"""A small foundation in plain SQL: a bit of everything that hostile statements aim at.

Ada gave 50 USD, which were paid out, and got 10 back; a gift of 100 USD waits for its receipt.
Initech's sponsorship is executed and invoiced, Hooli applied, Globex was approved and has a
contract to sign.
"""

from __future__ import annotations

import hashlib
import itertools
from collections.abc import Iterable, Iterator
from typing import Any

import sqlalchemy as sa

import sponsorship.models  # noqa: F401 -- every table
from sponsorship.audit import GENESIS
from sponsorship.database import Base, Day, Flag, Instant, Json
from tests.database.rows import BASE
from tests.database.sql import DAY, SHA, Sql

AT = "2026-03-02T15:00:00.000000Z"

_numbers = itertools.count(1)


def insert(table: str, verb: str = "INSERT", /, **facts: Any) -> str:
    """The INSERT of one valid row; `facts` say what is particular about it."""
    columns = Base.metadata.tables[table].columns
    row = {
        column.name: facts.pop(column.name, None) if column.name in facts else _usual(column)
        for column in columns
        if column.name in facts or not _is_automatic(column)
    }
    if facts:
        raise KeyError(f"{table} has no {', '.join(facts)}")
    names, values = ", ".join(row), ", ".join(literal(value) for value in row.values())
    return f"{verb} INTO {table} ({names}) VALUES ({values})"


def literal(value: Any) -> str:
    """The value as both engines read it; bytes are written as {blob}, which differs."""
    if isinstance(value, Sql):
        return str(value)
    if value is None:
        return "NULL"
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    return str(value) if isinstance(value, int) else "'" + str(value).replace("'", "''") + "'"


def on(engine: str, statement: str) -> str:
    """The statement as this engine writes it."""
    return statement.replace("{blob}", "x'50'" if engine == "sqlite" else r"'\x50'::bytea")


def _is_automatic(column: sa.Column[Any]) -> bool:
    return column.name == "id" and bool(column.primary_key)


def _usual(column: sa.Column[Any]) -> Any:
    if column.name == "version":
        return 1
    if isinstance(column.default, sa.ColumnDefault) and column.default.is_scalar:
        value = column.default.arg
        return getattr(value, "value", value)
    if column.nullable:
        return None
    usual: dict[type[Any], Any] = {
        Instant: AT,
        Day: DAY,
        Flag: False,
        Json: "{}",
        sa.LargeBinary: Sql("{blob}"),
        sa.Text: f"{column.name} {next(_numbers)}",
    }
    return usual[type(column.type)]


def new(table: str, verb: str = "INSERT", /, **facts: Any) -> str:
    """The INSERT of a row that would be accepted here, were it not for `facts`."""
    return insert(table, verb, **{**BASE[table], **facts})


def accepted(table: str) -> list[str]:
    """Statements that add a row to the table and are accepted."""
    if table in {"journal_entry", "posting"}:
        return [new("journal_entry"), new("posting")]
    return [new(table)]


def story() -> Iterator[list[str]]:
    """The transactions that make this world, in order."""
    yield _people_and_funds()
    yield from _books()
    yield _giving()
    yield _paying_out()
    yield _programme()
    yield _sponsoring()
    yield _invoicing()
    yield _banking()
    yield _notes()
    yield _mailing()


def _people_and_funds() -> list[str]:
    return [
        insert("fund", slug="general", restriction="none", currency="USD"),
        insert(
            "fund", slug="security", restriction="purpose", purpose="a developer", currency="USD"
        ),
        insert("constituent", kind="person", name="Ada Lovelace"),
        insert("staff_user", email="ewa@python.example", role="administrator"),
        insert("staff_user", email="kushal@python.example", role="finance"),
        insert("sign_in_link", staff_id=1, used_at=AT),
        insert("staff_session", staff_id=1, revoked_at=AT),
        insert("api_token", scopes="[]", revoked_at=AT),
        *(
            insert("document", kind=kind, pdf=Sql("{blob}"), sha256=SHA, rendered_at=AT)
            for kind in ("contract", "invoice", "receipt", "credit_note")
        ),
        insert("document", kind="receipt"),
        insert("stored_file", kind="logo", sha256=SHA),
    ]


def _books() -> Iterator[list[str]]:
    accounts = (
        ("stripe-clearing", "asset", 1, "USD"),
        ("contributions", "income", 1, "USD"),
        ("processing-fees", "expense", 1, "USD"),
        ("stripe-clearing", "asset", 2, "USD"),
        ("contributions", "income", 2, "USD"),
        ("stripe-clearing", "asset", 1, "EUR"),
        ("contributions", "income", 1, "EUR"),
    )
    yield [
        insert("ledger_account", role=role, kind=kind, fund_id=fund, currency=currency)
        for role, kind, fund, currency in accounts
    ]
    yield entry(1, (1, 2, 5_000), (3, 1, 175))
    yield entry(2, (1, 2, 999))
    yield entry(3, (2, 1, 999), reverses_id=2)
    yield [month(2025, 11), month(2025, 12)]
    yield [closed(202511), closed(202512)]


def month(year: int, number: int, **facts: Any) -> str:
    """The INSERT of an open month of the books."""
    following = f"{year + number // 12}-{number % 12 + 1:02}-01"
    days = {11: 30, 12: 31, 1: 31, 2: 28}
    row = {
        "id": year * 100 + number,
        "starts_on": f"{year}-{number:02}-01",
        "ends_on": f"{year}-{number:02}-{days[number]}",
        "next_starts_on": following,
    }
    return insert("accounting_period", **{**row, **facts})


def closed(number: int) -> str:
    """The UPDATE that closes a month."""
    return (
        f"UPDATE accounting_period SET status = 'closed', closed_by = 'staff:1 Ewa',"
        f" closed_at = '{AT}', last_entry_id = 3 WHERE id = {number}"
    )


def entry(number: int, *lines: tuple[int, int, int], **facts: Any) -> list[str]:
    """A journal entry of USD in the general fund: (debited account, credited account, amount)."""
    return [
        insert("journal_entry", **{"id": number, "posting_count": len(lines), **facts}),
        *(
            insert(
                "posting",
                entry_id=number,
                position=position,
                fund_id=1,
                debit_account_id=debit,
                credit_account_id=credit,
                amount_minor=amount,
                currency="USD",
            )
            for position, (debit, credit, amount) in enumerate(lines, start=1)
        ),
    ]


def _giving() -> list[str]:
    gift = {"fund_id": 1, "currency": "USD", "donor_id": 1}
    paid = {"purpose": "donation", "currency": "USD", "method": "card"}
    return [
        insert("donation", amount_minor=5_000, form_key="form-ada", **gift),
        insert("donation", amount_minor=2_500, **gift),
        insert("donation", amount_minor=10_000, **gift),
        insert("donation", amount_minor=700, **gift),
        insert("recurring_gift", fund_id=1, amount_minor=1_000, currency="USD"),
        insert(
            "checkout",
            purpose="donation",
            purpose_id=1,
            attempt=1,
            amount_minor=5_000,
            currency="USD",
            idempotency_key="donation:1:checkout:1",
        ),
        "UPDATE checkout SET status = 'completed', external_id = 'cs_1'",
        insert("payment", purpose_id=1, amount_minor=5_000, external_id="pi_1", **paid),
        insert("payment", purpose_id=3, amount_minor=10_000, external_id="pi_2", **paid),
        insert("payment", purpose_id=2, amount_minor=2_500, external_id="pi_3", **paid),
        f"UPDATE payment SET status = 'settled', settled_at = '{AT}', fee_minor = 175,"
        " fee_currency = 'USD', charge_external_id = external_id || '_ch' WHERE id <= 2",
        f"UPDATE donation SET status = 'received', received_on = '{DAY}' WHERE id IN (1, 3)",
        "UPDATE donation SET status = 'failed' WHERE id = 4",
        "UPDATE recurring_gift SET status = 'active', external_id = 'sub_1'",
        insert("refund", payment_id=1, amount_minor=1_000, currency="USD", idempotency_key="r:1"),
        insert("refund", payment_id=1, amount_minor=500, currency="USD", idempotency_key="r:2"),
        "UPDATE refund SET status = 'requested'",
        "UPDATE refund SET status = 'succeeded', external_id = 're_1' WHERE id = 1",
        "UPDATE refund SET status = 'failed' WHERE id = 2",
        insert("dispute", payment_id=2, amount_minor=2_000, currency="USD", external_id="du_1"),
        "UPDATE dispute SET status = 'open'",
        insert(
            "dispute_movement",
            dispute_id=1,
            payment_id=2,
            ordinal=1,
            kind="withdrawal",
            amount_minor=2_000,
            currency="USD",
            settlement_minor=2_000,
            settlement_currency="USD",
            fee_minor=1_500,
            fee_currency="USD",
        ),
        insert("number_series", series="R", year=2026, last=1),
        insert(
            "receipt",
            year=2026,
            sequence=1,
            donation_id=1,
            payment_id=1,
            amount_minor=5_000,
            currency="USD",
            document_id=3,
        ),
        insert(
            "suspense_case",
            payment_id=2,
            fund_id=1,
            amount_minor=4_000,
            currency="USD",
            reason="amount_differs",
        ),
        insert(
            "suspense_case",
            external_id="ch_1",
            fund_id=1,
            amount_minor=300,
            currency="USD",
            reason="foreign_charge",
        ),
        *(
            insert(
                "suspense_decision",
                case_id=case,
                kind="returned",
                amount_minor=300,
                currency="USD",
                entry_id=1,
            )
            for case in (1, 2)
        ),
        "UPDATE suspense_case SET status = 'returned' WHERE id = 2",
        insert(
            "suspense_case",
            external_id="ch_2",
            fund_id=1,
            amount_minor=1_000,
            currency="USD",
            reason="foreign_charge",
        ),
        insert("remittance", case_id=3, amount_minor=400, currency="USD", needs_approval=False),
        "UPDATE remittance SET status = 'approved' WHERE id = 1",
        insert("inbound_event", provider="stripe", livemode=False, external_id="evt_1"),
        f"UPDATE inbound_event SET handled_at = '{AT}'",
    ]


def _paying_out() -> list[str]:
    payout = {"currency": "USD", "external_id": "po_1", "is_automatic": True}
    line = {"category": "charge", "fee_minor": 175, "currency": "USD"}
    own = {"category": "payout", "fee_minor": 0, "currency": "USD", "source_external_id": "po_1"}
    return [
        insert("payout", amount_minor=4_825, **payout),
        insert("payout", **{**payout, "external_id": "po_2", "amount_minor": 900}),
        insert("balance_transaction", amount_minor=5_000, net_minor=4_825, payout_id=1, **line),
        insert("balance_transaction", amount_minor=-4_825, net_minor=-4_825, payout_id=1, **own),
        insert("balance_transaction", amount_minor=1_000, net_minor=825, **line),
        f"UPDATE payout SET status = 'paid', booked_at = '{AT}', reconciled_at = '{AT}',"
        " bookings = 1 WHERE id = 1",
        insert("difference", kind="foreign", subject="balance_transaction:3", amount_minor=825,
               currency="USD"),
        insert("difference", kind="fee", subject="payment:1", amount_minor=-5, currency="USD"),
        "UPDATE difference SET status = 'fixed', fixes = 1 WHERE id = 2",
        insert("reconciliation_run", lines_read=3, lines_added=3, found=2, gone=0, standing=2),
    ]  # fmt: skip


def _programme() -> list[str]:
    year = {"currency": "USD", "fund_id": 1}
    tier = {"currency": "USD", "list_price_minor": 250_000, "taken": 0}
    benefit = {"currency": "USD", "taken": 0, "program": "PSF"}
    return [
        insert("program", name="PSF", position=1),
        insert("question", email="rosa@x.example", text="Why?", answer=""),
        "UPDATE question SET status = 'answered', answer = 'So.' WHERE id = 1",
        insert("program_year", year=2026, **year),
        insert("program_year", year=2027, **year),
        "UPDATE program_year SET status = 'open' WHERE id = 1",
        insert("tier", program_year_id=1, position=1, slug="visionary", capacity=1, **tier),
        insert("tier", program_year_id=1, position=2, slug="contributing", **tier),
        insert("tier", program_year_id=2, position=1, slug="visionary", **tier),
        insert("benefit", program_year_id=1, position=1, capacity=1, **benefit),
        insert("benefit", program_year_id=1, position=2, **benefit),
        insert("benefit", program_year_id=1, position=3, **benefit),
        insert("benefit", program_year_id=2, position=1, **benefit),
        insert("tier_benefit", tier_id=1, benefit_id=1),
        insert("tier", program_year_id=1, position=3, slug="stand-alone", is_stand_alone=True,
               is_advertised=False, **tier | {"list_price_minor": 0}),
        insert("benefit", program_year_id=1, position=4, stand_alone_price_minor=90_000, **benefit),
        insert("benefit", program_year_id=2, position=2, **benefit),
        insert("benefit_conflict", benefit_id=4, other_id=6),
        insert("legal_clause"),
        insert("benefit_clause", benefit_id=1, clause_id=1),
        insert("tier", program_year_id=1, position=4, slug="partner", capacity=3, **tier),
        insert("benefit", program_year_id=1, position=5, capacity=2, **benefit),
        insert("waiting_entry", program_year_id=1, tier_id=1, email="fox@x.example", form_key="turn"),
        f"UPDATE waiting_entry SET status = 'offered', offered_at = '{AT}',"
        " offered_until = '2099-01-01T00:00:00.000000Z' WHERE id = 1",
        insert("waiting_entry", program_year_id=1, benefit_id=1, email="fox@x.example"),
        insert("benefit", program_year_id=1, position=7, is_add_on=True, add_on_price_minor=90_000,
               **benefit),
        insert("benefit", program_year_id=1, position=8, is_add_on=True, add_on_price_minor=90_000,
               capacity=1, **benefit),
        insert("kept_place", tier_id=5, form_key="form-fox", kept_until="2099-01-01T00:00:00.000000Z"),
        insert("kept_place", benefit_id=7, form_key="form-fox", kept_until="2099-01-01T00:00:00.000000Z"),
    ]  # fmt: skip


def _sponsoring() -> list[str]:
    deal = {"program_year_id": 1, "list_price_minor": 1_500_000, "currency": "USD"}
    bio = {"direction": "asked", "kind": "text", "owner": "sponsor", "label": "About you"}
    term = "agreed_fee_minor = 1500000, starts_on = '2026-01-01', ends_on = '2026-12-31'"
    return [
        *(insert("sponsor", name=name) for name in ("Initech", "Hooli", "Globex", "Umbrella")),
        insert("sponsorship", sponsor_id=1, tier_id=1, **deal),
        insert("sponsorship", sponsor_id=2, tier_id=2, **deal),
        insert("sponsorship", sponsor_id=3, tier_id=2, **deal),
        insert("promised_benefit", sponsorship_id=1, benefit_id=1, position=1),
        insert("promised_benefit", sponsorship_id=2, benefit_id=2, position=1),
        insert("promised_clause", promised_benefit_id=1, clause_id=1),
        insert("benefit_asset", benefit_id=1, internal_name="bio", shared_text="", **bio),
        insert("promised_asset", promised_benefit_id=1, benefit_asset_id=1, internal_name="bio",
               **bio),
        insert("asset", sponsor_id=1, internal_name="bio", kind="text", text="We make printers."),
        insert("proof", promised_benefit_id=1, note="Named on stage."),
        insert("voucher", benefit_id=1, code="PASS-1", uses=2, used=0),
        f"UPDATE voucher SET promised_benefit_id = 1, issued_at = '{AT}', used = 1 WHERE id = 1",
        "UPDATE promised_benefit SET status = 'delivered' WHERE id = 1",
        insert("promised_placement", promised_benefit_id=1, publisher="psf", flight="footer"),
        f"UPDATE sponsorship SET status = 'approved', {term} WHERE id IN (1, 3)",
        insert("contract_text", kind="new", number=1),
        f"UPDATE contract_text SET status = 'published', published_at = '{AT}' WHERE id = 1",
        insert("contract", sponsorship_id=1, revision=1, document_id=1, text_id=1),
        "UPDATE contract SET status = 'nullified' WHERE id = 1",
        insert("contract", sponsorship_id=1, revision=2, document_id=1),
        insert("contract", sponsorship_id=3, revision=1, document_id=1),
        f"UPDATE contract SET status = 'awaiting_signature', sent_at = '{AT}' WHERE id IN (2, 3)",
        insert("signature", contract_id=2, method="online", document_sha256=SHA),
        f"UPDATE contract SET status = 'executed', executed_at = '{AT}' WHERE id = 2",
        "UPDATE sponsorship SET status = 'contracted' WHERE id = 1",
        insert("supplement", sponsorship_id=1, list_price_minor=90_000, currency="USD"),
        insert("supplement_line", supplement_id=1, benefit_id=8, unit_price_minor=90_000,
               currency="USD", clause_ids="[]"),
    ]  # fmt: skip


def _invoicing() -> list[str]:
    term = {"starts_on": "2026-01-01", "ends_on": "2026-12-31", "currency": "USD", "fund_id": 1}
    line = {"position": 1, "currency": "USD"}
    return [
        insert("invoice", sponsorship_id=1, total_minor=1_500_000, **term),
        insert("invoice", sponsorship_id=2, total_minor=250_000, **term),
        insert("invoice_line", invoice_id=1, unit_amount_minor=1_500_000, **line),
        insert("invoice_line", invoice_id=2, unit_amount_minor=250_000, **line),
        insert("number_series", series="I", year=2026, last=1),
        "UPDATE invoice SET status = 'issued', year = 2026, sequence = 1, issued_on = '2026-03-02',"
        " due_on = '2026-04-01', document_id = 2 WHERE id = 1",
        *(
            insert("bank_transfer", amount_minor=amount, currency="USD")
            for amount in (500_000, 100_000)
        ),
        insert(
            "settlement", invoice_id=1, bank_transfer_id=1, amount_minor=500_000, currency="USD"
        ),
        insert(
            "payment",
            purpose="invoice",
            purpose_id=1,
            amount_minor=50_000,
            currency="USD",
            method="card",
            external_id="pi_4",
        ),
        f"UPDATE payment SET status = 'settled', settled_at = '{AT}' WHERE id = 4",
        insert("settlement", invoice_id=1, payment_id=4, amount_minor=50_000, currency="USD"),
        insert("refund", payment_id=4, amount_minor=20_000, currency="USD", idempotency_key="r:3"),
        insert(
            "settlement_return",
            settlement_id=2,
            invoice_id=1,
            refund_id=3,
            direction="returned",
            amount_minor=50_000,
            currency="USD",
            returned_on=DAY,
        ),
        insert("number_series", series="CN", year=2026, last=1),
        insert(
            "credit_note",
            year=2026,
            sequence=1,
            invoice_id=1,
            amount_minor=100_000,
            currency="USD",
            document_id=4,
        ),
        insert("write_off", invoice_id=1, amount_minor=900_000, currency="USD", requested_by_id=1),
        "UPDATE write_off SET status = 'rejected' WHERE id = 1",
    ]


def _banking() -> list[str]:
    """A statement of three lines: one is what entry 1 says, one waits, one is set aside."""
    line = {"bank_account_id": 1, "bank_statement_id": 1, "occurrence": 1, "currency": "USD"}
    return [
        insert("bank_account", identification="DE58", currency="USD"),
        insert(
            "bank_statement",
            bank_account_id=1,
            currency="USD",
            sha256="1" * 64,
            format="csv",
            moved_minor=7_500,
            line_count=3,
            new_count=3,
        ),
        *(
            insert(
                "bank_line", position=place, fingerprint=str(place) * 64, amount_minor=minor, **line
            )
            for place, minor in enumerate((5_000, 2_500, -100), start=1)
        ),
        insert(
            "bank_match",
            bank_line_id=1,
            entry_id=1,
            kind="recorded",
            books=False,
            amount_minor=5_000,
            currency="USD",
        ),
        "UPDATE bank_line SET status = 'matched' WHERE id = 1",
        "UPDATE bank_line SET status = 'set_aside' WHERE id = 3",
    ]


def _notes() -> list[str]:
    return [
        insert("audit_note", seq=1, previous_hash=GENESIS, hash="a" * 64),
        insert("audit_note", seq=2, previous_hash="a" * 64, hash="b" * 64),
        insert("letter", template="receipt", fact="donation:1", attachments="[]"),
        insert("dispatch", letter_id=1, ordinal=1),
        f"UPDATE dispatch SET status = 'sent', sent_at = '{AT}'",
        insert("subscriber"),
        insert("announcement", sponsorship_id=1, number=1, kind="started"),
        insert("delivery", subscriber_id=1, announcement_id=1, ordinal=1),
        f"UPDATE delivery SET status = 'delivered', delivered_at = '{AT}'",
        insert(
            "status_change",
            machine="donation",
            subject_id=1,
            from_status="begun",
            to_status="received",
        ),
    ]


def _mailing() -> list[str]:
    """Initech's contact got a letter that staff wrote; Hooli has nobody to write to."""
    of_mailing = {"mailing_id": 1, "name": "Bill Lumbergh", "email": "bill@initech.example"}
    return [
        insert("sponsor_contact", sponsor_id=1, email="bill@initech.example", public_token="t"),
        insert("contact_link", email="bill@initech.example", used_at=AT),
        insert("contact_session", email="bill@initech.example", revoked_at=AT),
        insert("standing_letter", name="Thanks"),
        insert("assignment", sponsorship_id=1, staff_id=1),
        insert("review_note", sponsorship_id=1, text="They pay late."),
        insert("mailing", topic="news", roles="[]", form_key="form-mailing", standing_letter_id=1),
        insert("letter", template="sponsor_letter", fact="mailing:1:1:1", attachments="[]",
               recipient_email="bill@initech.example", about="sponsorship:1"),
        insert("addressee", sponsorship_id=1, letter_id=2, **of_mailing),
        insert("addressee", mailing_id=1, sponsorship_id=2, skipped="no_contact"),
        new("import_run"),
        new("import_line", run_id=1, outcome="refused"),
        f"UPDATE import_run SET ended_at = '{AT}' WHERE id = 1",
        new("import_run"),
        new("counterpart", model="sponsor", number=7),
    ]  # fmt: skip


def build(engine: sa.Engine) -> None:
    """Make the world in a migrated, empty database."""
    for transaction in story():
        with engine.begin() as connection:
            for statement in transaction:
                run(connection, statement)


def run(connection: sa.Connection, statement: str) -> sa.CursorResult[Any]:
    """Send the statement as it stands."""
    raw = connection.execution_options(no_parameters=True)
    return raw.exec_driver_sql(on(connection.dialect.name, statement))


def digest(engine: sa.Engine) -> dict[str, str]:
    """A hash over all rows of each table; on PostgreSQL in one statement, as it is asked often."""
    tables = list(Base.metadata.tables)
    with engine.connect() as connection:
        if connection.dialect.name == "sqlite":
            cursor = connection.connection.cursor()
            return {name: _hash_of(cursor.execute(f"SELECT * FROM {name}")) for name in tables}
        each = (
            f"SELECT '{name}' AS name, md5(string_agg(one::text, '|' ORDER BY one::text)) AS rows"
            f" FROM {name} AS one"
            for name in tables
        )
        found = run(connection, " UNION ALL ".join(each)).mappings()
        return {one["name"]: one["rows"] for one in found}


def _hash_of(rows: Iterable[Any]) -> str:
    return hashlib.sha256(repr(list(rows)).encode()).hexdigest()
