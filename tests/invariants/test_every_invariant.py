"""Each invariant names the row that breaks it; the guards are taken away to break it."""

from collections.abc import Callable

import pytest
import sqlalchemy as sa

from sponsorship import invariants
from sponsorship.banking import invariants as bank_invariants
from sponsorship.contracts import invariants as contract_invariants
from sponsorship.database import Database
from sponsorship.fulfilment import invariants as fulfilment_invariants
from sponsorship.importing import invariants as import_invariants
from sponsorship.invoicing import invariants as invoice_invariants
from sponsorship.jobs import RecordingQueue
from sponsorship.mailings import invariants as mailing_invariants
from sponsorship.money import Money
from sponsorship.places import invariants as place_invariants
from sponsorship.supplements import invariants as supplement_invariants
from sponsorship.suspense import invariants as suspense_invariants
from tests.banking.conftest import Bank
from tests.clock import TODAY
from tests.programme.writing import write_to
from tests.stories.telling import Story

PERIOD = (
    "accounting_period (id, starts_on, ends_on, next_starts_on, status, last_entry_id,"
    " reopen_reason, version)"
)
BREAKS: dict[Callable[..., object], tuple[str, str]] = {
    invariants.entries_are_whole: (
        "UPDATE journal_entry SET posting_count = 2 WHERE id = 1",
        "Journal entry 1 (donation_received D-2026-000001) is not whole.",
    ),
    invariants.postings_stay_in_their_fund: (
        "UPDATE ledger_account SET fund_id = 2 WHERE role = 'contributions'",
        "Journal entry 1 moves money between funds or currencies.",
    ),
    invariants.closed_months_stay_as_they_are: (
        f"INSERT INTO {PERIOD} VALUES"
        " (202603, '2026-03-01', '2026-03-31', '2026-04-01', 'closed', 1, '', 1)",
        "Journal entry 2 (misfit_received P-2026-000002) was posted in March 2026 after that month"
        " was closed.",
    ),
    invariants.months_are_closed_in_order: (
        f"INSERT INTO {PERIOD} VALUES"
        " (202601, '2026-01-01', '2026-01-31', '2026-02-01', 'open', NULL, '', 1),"
        " (202602, '2026-02-01', '2026-02-28', '2026-03-01', 'closed', 1, '', 1)",
        "January 2026 is open although a later month is closed.",
    ),
    invariants.funds_owe_each_other_what_they_hold: (
        "UPDATE ledger_account SET role = 'between-funds', kind = 'equity'"
        " WHERE role = 'contributions'",
        "Over all funds between-funds comes to 100.00 USD, not to zero.",
    ),
    invariants.received_gifts_are_booked: (
        "UPDATE journal_entry SET source = 'D-2026-999999' WHERE fact = 'donation_received'",
        "Gift D-2026-000001 is received but not booked with its amount.",
    ),
    invariants.withdrawn_gifts_have_no_receipt: (
        "UPDATE donation SET status = 'withdrawn' WHERE id = 1",
        "Receipt R-2026-00001 stands, but its gift is withdrawn.",
    ),
    invariants.received_gifts_are_receipted: (
        "UPDATE receipt SET amount_minor = 1",
        "Gift D-2026-000001 has no receipt of its amount.",
    ),
    invariants.settled_payments_have_a_place: (
        "DELETE FROM receipt",
        "Payment P-2026-000001 settled and is nowhere.",
    ),
    suspense_invariants.suspense_is_explained: (
        "UPDATE posting SET amount_minor = 9100 WHERE entry_id ="
        " (SELECT id FROM journal_entry WHERE fact = 'misfit_received')",
        "Suspense of General fund and its cases differ by $1.00.",
    ),
    suspense_invariants.misfits_have_a_case: (
        "UPDATE payment SET is_misfit = 0",
        "Payment P-2026-000002 and the cases in suspense disagree.",
    ),
    suspense_invariants.decided_cases_are_counted: (
        "UPDATE suspense_case SET decided_minor = 1",
        "Case SC-2026-000001 counts what was decided wrongly.",
    ),
    suspense_invariants.sent_remittances_are_decided: (
        "INSERT INTO remittance (case_id, amount_minor, currency, payee, reason, status,"
        " needs_approval, requested_at, requested_by) VALUES (2, 100, 'USD', 'Fox', 'r', 'sent', 0,"
        " '2026-03-02T15:00:00.000000Z', 'staff')",
        "Remittance RM-2026-000001 of $1.00 to Fox and the decisions about its case disagree.",
    ),
    invariants.refunds_are_counted: (
        "UPDATE payment SET refunded_minor = 1",
        "Payment P-2026-000001 counts its refunds wrongly.",
    ),
    invariants.disputes_are_counted: (
        "UPDATE payment SET disputed_minor = 1",
        "Payment P-2026-000001 counts its disputes wrongly.",
    ),
    invariants.disputed_funds_are_the_undecided_disputes: (
        "UPDATE ledger_account SET role = 'disputed-funds' WHERE role = 'stripe-clearing'",
        "Disputed funds are 93.20 USD in the books and 0.00 USD by the disputes.",
    ),
    invariants.issued_invoices_ask_for_something: (
        "UPDATE invoice SET paid_minor = total_minor",
        "Invoice I-2026-00001 is open and asks for nothing.",
    ),
    invariants.invoices_are_counted: (
        "UPDATE invoice SET credited_minor = 1",
        "Invoice I-2026-00001 counts what was paid or credited wrongly.",
    ),
    invariants.numbers_have_no_gaps: (
        "UPDATE receipt SET sequence = 7",
        "The receipts of series R in 2026 have a gap.",
    ),
    invariants.series_end_with_their_last_document: (
        "UPDATE number_series SET last = 8 WHERE series = 'R'",
        "Series R of 2026 counts a number that no document has.",
    ),
    invariants.executed_contracts_are_signed: (
        "DELETE FROM signature",
        "Contract C-2026-00001-1 is executed without a signature.",
    ),
    contract_invariants.contracts_are_worded_by_their_kind: (
        "UPDATE contract SET text_id = 9",
        "Contract C-2026-00001-1 is made from a text that was not meant for it.",
    ),
    invariants.issued_invoices_are_booked: (
        "UPDATE journal_entry SET source = 'I-2026-00009' WHERE fact = 'invoice_issued'",
        "Invoice I-2026-00001 is issued but not booked.",
    ),
    invariants.payouts_are_booked_as_sent: (
        "UPDATE payout SET amount_minor = 1",
        "Payout PO-2026-000001 is not in the journal as it was sent.",
    ),
    invariants.reconciled_payouts_add_up: (
        "UPDATE balance_transaction SET net_minor = 1 WHERE category = 'charge'",
        "Payout PO-2026-000001 is not the sum of its lines.",
    ),
    bank_invariants.bank_lines_are_matched_whole: (
        "UPDATE bank_line SET status = 'waiting'",
        "Bank line BL-2026-000001 is not what it was matched with.",
    ),
    bank_invariants.bank_matches_are_booked: (
        "UPDATE bank_match SET entry_id = 1",
        "Bank match 1 counts another amount than its entry moves.",
    ),
    bank_invariants.bank_is_what_its_lines_say: (
        "DELETE FROM bank_match",
        "The bank account differs from its lines by -75.00 USD.",
    ),
    mailing_invariants.mailed_letters_name_whom_they_are_for: (
        "DELETE FROM addressee",
        "Letter 7 (mailing:1:1:1) stands in the history of no sponsorship.",
    ),
    fulfilment_invariants.assets_are_of_their_sponsor: (
        "INSERT INTO asset (sponsor_id, sponsorship_id, internal_name, kind, text, answer,"
        " changed_at, changed_by, version)"
        " VALUES (9, 1, 'bio', 'text', 'We make printers.', NULL,"
        " '2026-03-02T09:00:00.000000Z', 'somebody', 1)",
        "Asset 1 (bio) belongs to another sponsor.",
    ),
    invoice_invariants.written_off_invoices_were_given_up: (
        "UPDATE invoice SET status = 'written_off' WHERE id = 1",
        "Invoice I-2026-00001 and its write-off disagree.",
    ),
    invoice_invariants.receivables_are_what_invoices_ask: (
        "UPDATE invoice SET total_minor = total_minor + 1 WHERE status = 'issued'",
        "Receivables and the invoices differ by $0.01.",
    ),
    invoice_invariants.taxes_owed_are_those_of_invoices: (
        "UPDATE invoice SET tax_minor = 1 WHERE id = 1",
        "Taxes owed and the invoices differ by $0.01.",
    ),
    invoice_invariants.instalments_come_to_the_fee: (
        "INSERT INTO instalment (sponsorship_id, position, amount_minor, currency)"
        " VALUES (1, 1, 1, 'USD')",
        "The instalments of Sponsorship S-2026-00001 do not come to its fee.",
    ),
    fulfilment_invariants.vouchers_are_for_what_they_give: (
        "INSERT INTO voucher (benefit_id, code, uses, used, added_at, added_by,"
        " promised_benefit_id, issued_at, version) VALUES (99, 'PASS', 1, 0,"
        " '2026-03-02T09:00:00.000000Z', 'somebody', 1, '2026-03-02T09:00:00.000000Z', 1)",
        "Voucher 1 was issued for another benefit.",
    ),
    import_invariants.imports_count_what_they_say: (
        "INSERT INTO import_run (source, file_name, begun_at, begun_by, ended_at, counts)"
        " VALUES ('python.org', 'x.json', '2026-03-02T09:00:00.000000Z', 'somebody',"
        ' \'2026-03-02T09:01:00.000000Z\', \'{"sponsor": {"created": 1, "unchanged": 2}}\')',
        "Import 1 counts other records than it names.",
    ),
    supplement_invariants.supplements_keep_places_while_they_wait: (
        "INSERT INTO supplement_line (supplement_id, benefit_id, program, name, description,"
        " clause_ids, quantity, unit_price_minor, currency, is_released)"
        " VALUES (9, 14, 'Conference', 'Lanyards', '', '[]', 1, 1, 'USD', 0)",
        "Supplement line 1 (Lanyards) keeps its place when it should not, or does not.",
    ),
    supplement_invariants.added_fees_are_those_of_supplements: (
        "UPDATE sponsorship SET added_minor = 1",
        "Sponsorship S-2026-00001 counts wrongly what was added to its fee.",
    ),
    place_invariants.kept_places_are_counted: (
        "UPDATE tier SET kept = 1 WHERE slug = 'visionary'",
        "Tier Visionary counts its kept places wrongly.",
    ),
    place_invariants.offered_places_are_of_who_waits: (
        "INSERT INTO waiting_entry (program_year_id, tier_id, company, name, email, status, form_key,"
        " public_token, joined_at, reason, version) VALUES (1, 1, 'Fox', 'Rosa', 'r@x.example',"
        " 'waiting', 'key', 'token', '2026-03-02T09:00:00.000000Z', '', 1);"
        "INSERT INTO kept_place (form_key, tier_id, kept_at, kept_until, entry_id) VALUES ('key', 1,"
        " '2026-03-02T09:00:00.000000Z', '2026-03-09T09:00:00.000000Z', 1)",
        "Kept place 1 is kept for somebody who does not wait for it any more.",
    ),
    invariants.announcements_take_turns: (
        "INSERT INTO announcement (sponsorship_id, number, kind, content, made_at)"
        " VALUES (1, 1, 'changed', '{}', '2026-03-02T09:00:00.000000Z')",
        "Announcement 1 does not follow from the one before it.",
    ),
    invariants.audit_chain_is_unbroken: (
        "UPDATE audit_note SET verb = 'nothing' WHERE seq = 1",
        "The audit log is broken at note 1.",
    ),
}


@pytest.fixture
def unguarded(sqlite_url: str, tmp_path_factory: pytest.TempPathFactory) -> Database:
    """A gift, its payout, a sponsor and a note in a database that no longer refuses anything."""
    database = Database(sqlite_url, jobs=RecordingQueue())
    story = Story(database, tmp_path_factory.mktemp("data"), database.jobs)
    gift = story.give("100.00")
    page = story.page_of(story.submit(story.fill_in("100.00")))
    story.processor.pay(page, amount=Money(9_000, "USD"))
    story.hear("checkout.session.completed", page)
    write_to(story, story.contracted())
    story.processor.reveal_fee(story.payment_of(gift), Money(320, "USD"))
    payout = story.processor.pay_out()
    story.processor.name_lines(payout)
    story.hear("payout.reconciliation_completed", payout)
    desk = Bank(story)
    desk.suspend(desk.came("75.00", "???", on=TODAY))
    with database.unit_of_work() as session:
        from sponsorship import audit
        from tests.clock import NOW

        audit.note(session, by=audit.SYSTEM, verb="looked", subject="everything", at=NOW)
        for name in session.scalars(
            sa.text("SELECT name FROM sqlite_master WHERE type = 'trigger'")
        ):
            session.execute(sa.text(f'DROP TRIGGER "{name}"'))
    return database


@pytest.mark.parametrize("check", BREAKS, ids=lambda check: check.__name__)
def test_an_invariant_names_the_broken_row(
    unguarded: Database, check: Callable[..., object]
) -> None:
    statement, sentence = BREAKS[check]
    with unguarded.reading() as session:
        assert invariants.broken(session) == []
    with unguarded.engine.connect() as connection:
        connection.exec_driver_sql("ROLLBACK")
        connection.exec_driver_sql("PRAGMA foreign_keys=OFF")
        connection.exec_driver_sql("PRAGMA ignore_check_constraints=ON")
        for part in statement.split(";"):
            connection.exec_driver_sql(part)

    with unguarded.reading() as session:
        assert sentence in list(check(session))  # type: ignore[call-overload]
        assert sentence in invariants.broken(session)


def test_every_invariant_is_tried() -> None:
    assert set(BREAKS) == set(invariants.CHECKS)
