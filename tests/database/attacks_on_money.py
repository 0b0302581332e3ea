"""Impossible amounts and days, the journal, counters, refunds, invoices and numbers."""

from __future__ import annotations

from collections.abc import Iterator

from tests.clock import TODAY
from tests.database.hostile import FOREIGN_KEY, UNIQUE, WRONG_TYPE, Attack, attack
from tests.database.sql import Sql
from tests.database.world import AT, entry, new


def attacks() -> Iterator[Attack]:
    yield from _amounts()
    yield from _days_and_forms()
    yield from _journal()
    yield from _reversals()
    yield from _counters()
    yield from _refunds()
    yield from _disputes()
    yield from _receipts()
    yield from _invoices()
    yield from _suspense()
    yield from _bank()
    yield from _returns()
    yield from _remittances()
    yield from _numbers()


def _amounts() -> Iterator[Attack]:
    wrong = {
        "a half cent": Sql("10.5"),
        "not a number": "NaN",
        "infinity": "Infinity",
        "a word": "ten",
        "a figure with a comma": "1,000",
        "nothing": 0,
        "a negative amount": -100,
        "no amount": None,
        "more than 2 to the 53rd": 9_007_199_254_740_993,
        "more than 2 to the 63rd": Sql("9223372036854775808"),
        "ten to the fortieth": Sql("1e40"),
    }
    why = f"{WRONG_TYPE}|ck_|CHECK|not.null|within|counts_as"
    for name, value in wrong.items():
        yield attack(f"donate {name}", why, new("donation", amount_minor=value))
        yield attack(f"refund {name}", why, new("refund", amount_minor=value))
        yield attack(f"post {name}", why, new("journal_entry"), new("posting", amount_minor=value))
    yield attack("a fee of half a cent", why, "UPDATE payment SET fee_minor = 0.5 WHERE id = 3")
    yield attack("a negative tier price", "not_negative", new("tier", list_price_minor=-1))
    for name, currency in (("lower case", "usd"), ("four letters", "USDT"), ("empty", "")):
        yield attack(f"a currency in {name}", "currency_code", new("donation", currency=currency))


def _days_and_forms() -> Iterator[Attack]:
    real = "_real|out of range|invalid input syntax"
    for day in ("2026-02-30", "2026-13-01", "yesterday-ish", "infinity", "10000-01-01"):
        change = f"UPDATE recurring_gift SET next_on = '{day}'"
        yield attack(f"a gift due on {day}", real, change)
    for instant in ("2026-02-30T10:00:00.000000Z", "2026-03-01T25:00:00.000000Z", "soon"):
        yield attack(f"a donor known since {instant}", real, new("constituent", created_at=instant))
    yield attack("a term that ends first", "ck_invoice_term", new("invoice", ends_on="2025-01-01"))
    yield attack(
        "a body that is no JSON", "_json|invalid input syntax", new("inbound_event", body="{")
    )
    yield attack("a restricted fund without a purpose", "purpose_if_restricted",
                 new("fund", restriction="purpose"))  # fmt: skip
    yield attack("a method of payment that does not exist", "ck_payment_method",
                 new("payment", method="cheque"))  # fmt: skip
    yield attack("a role that does not exist", "ck_staff_user", new("staff_user", role="god"))


def _journal() -> Iterator[Attack]:
    two = new("journal_entry", posting_count=2)
    sealed = "guard: posting_completes_its_entry"
    yield attack("an entry without postings", FOREIGN_KEY, new("journal_entry"))
    yield attack(
        "an entry that promises none", "has_postings", new("journal_entry", posting_count=0)
    )
    yield attack("an unfinished entry", FOREIGN_KEY, two, new("posting"))
    yield attack("an entry with a gap", sealed, two, new("posting", position=2))
    yield attack("more postings than the entry has", sealed, new("journal_entry"), new("posting"),
                 new("posting", position=2))  # fmt: skip
    yield attack("a line added to a finished entry", sealed, new("posting", entry_id=1, position=3))
    yield attack("a posting without an entry", f"{sealed}|{FOREIGN_KEY}", new("posting"))
    yield attack("a posting from an account to itself", "two_accounts", new("journal_entry"),
                 new("posting", credit_account_id=1))  # fmt: skip
    yield attack("a posting across two funds", FOREIGN_KEY, new("journal_entry"),
                 new("posting", credit_account_id=5))  # fmt: skip
    yield attack("a posting in the wrong fund", FOREIGN_KEY, new("journal_entry"),
                 new("posting", fund_id=2))  # fmt: skip
    yield attack("a posting in another currency", FOREIGN_KEY, new("journal_entry"),
                 new("posting", currency="EUR"))  # fmt: skip
    yield attack("a posting between two currencies", FOREIGN_KEY, new("journal_entry"),
                 new("posting", credit_account_id=7))  # fmt: skip
    yield attack("the same fact booked twice", UNIQUE, new("journal_entry", fact="f", source="s"),
                 new("posting"), new("journal_entry", id=98, fact="f", source="s"),
                 new("posting", entry_id=98))  # fmt: skip
    yield attack(
        "an income account that calls itself an asset",
        "guard: ledger_account_kind_follows_role",
        new("ledger_account", role="contributions", kind="asset", currency="GBP"),
    )
    yield attack("a second account of the same role", UNIQUE,
                 new("ledger_account", role="contributions", kind="income"))  # fmt: skip
    yield attack(
        "a fund that loses its restriction",
        "guard: fund_frozen_by_its_books",
        "UPDATE fund SET restriction = 'purpose', purpose = 'cake' WHERE id = 1",
    )
    yield attack("a fund that changes its currency", "guard: fund_frozen",
                 "UPDATE fund SET currency = 'EUR' WHERE id = 2")  # fmt: skip


def _reversals() -> Iterator[Attack]:
    mirror = "guard: posting_mirrors_what_it_reverses"
    yield attack("a second reversal", UNIQUE, *entry(98, (2, 1, 999), reverses_id=2))
    yield attack("an entry that reverses itself", "reverses_another",
                 *entry(98, (2, 1, 999), reverses_id=98))  # fmt: skip
    yield attack("a reversal of nothing", FOREIGN_KEY, *entry(98, (2, 1, 999), reverses_id=77))
    yield attack("a reversal of a part", mirror,
                 *entry(98, (2, 1, 4_000), (1, 3, 175), reverses_id=1))  # fmt: skip
    yield attack("a reversal that leaves a line out", mirror,
                 *entry(98, (2, 1, 5_000), reverses_id=1))  # fmt: skip
    yield attack("a reversal with a line too many", mirror,
                 *entry(98, (2, 1, 5_000), (1, 3, 175), (2, 1, 1), reverses_id=1))  # fmt: skip
    yield attack("a reversal that books the same again", mirror,
                 *entry(98, (1, 2, 5_000), (3, 1, 175), reverses_id=1))  # fmt: skip
    yield attack("a reversal of an entry that is not finished yet", mirror,
                 *entry(97, (1, 2, 50), (1, 2, 60))[:2],
                 *entry(98, (2, 1, 50), (2, 1, 60), reverses_id=97))  # fmt: skip


def _counters() -> Iterator[Attack]:
    for change in (
        "payment SET refunded_minor = 0 WHERE id = 1",
        "payment SET refunded_minor = 5000 WHERE id = 1",
        "payment SET refunded_minor = NULL WHERE id = 1",
        "payment SET disputed_minor = 0 WHERE id = 2",
        "payment SET disputed_minor = 9000 WHERE id = 1",
        "invoice SET paid_minor = 1400000 WHERE id = 1",
        "invoice SET credited_minor = 0 WHERE id = 1",
        "suspense_case SET decided_minor = 4000 WHERE id = 1",
        "tier SET taken = 0 WHERE id = 1",
        "tier SET taken = 5 WHERE id = 2",
        "benefit SET taken = 0 WHERE id = 1",
        "sponsorship SET added_minor = 5 WHERE id = 1",
    ):
        yield attack(f"by hand: {change}", "guard: \\w+_is_recomputed", f"UPDATE {change}")
    for table, column in (
        ("payment", "refunded_minor"),
        ("payment", "disputed_minor"),
        ("invoice", "paid_minor"),
        ("invoice", "credited_minor"),
        ("suspense_case", "decided_minor"),
        ("tier", "taken"),
        ("benefit", "taken"),
        ("sponsorship", "added_minor"),
    ):
        yield attack(f"{table} born with {column}", f"guard: {table}_{column}_starts_at_zero",
                     new(table, **{column: 1}))  # fmt: skip


def _refunds() -> Iterator[Attack]:
    over = "guard: refund_\\w+_counts_as_refunded_minor"
    yield attack("a refund of more than was paid", over, new("refund", amount_minor=4_001))
    yield attack("two refunds that together are too much", over,
                 new("refund", amount_minor=3_000), new("refund", amount_minor=1_001))  # fmt: skip
    yield attack("a failed refund that comes back to life", "guard: refund_status_moves",
                 "UPDATE refund SET status = 'succeeded' WHERE id = 2")  # fmt: skip
    yield attack("a refund in another currency", FOREIGN_KEY, new("refund", currency="EUR"))
    yield attack("a refund of a pending payment", "guard: refund_of_a_settled_payment",
                 new("refund", payment_id=3))  # fmt: skip
    yield attack("a refund of no payment", f"guard: refund_(of_a|leaves)|{FOREIGN_KEY}",
                 new("refund", payment_id=77))  # fmt: skip
    proposed = new("refund", id=60, needs_approval=True, requested_by_id=7)
    approved = "UPDATE refund SET {} WHERE id = 60"
    asked = "status = 'requested'"
    yield attack("a large refund asked for by one person alone", "approved_if_needed",
                 proposed, approved.format(asked))  # fmt: skip
    yield attack("a large refund approved by who proposed it", "approved_by_another", proposed,
                 approved.format(f"{asked}, approved_by_id = 7, approved_at = '{AT}'"))  # fmt: skip
    yield attack("a large refund that nobody proposed", "approved_if_needed",
                 new("refund", id=60, needs_approval=True),
                 approved.format(f"{asked}, approved_by_id = 8, approved_at = '{AT}'"))  # fmt: skip
    yield attack("a large refund that is called a small one", "guard: refund_frozen", proposed,
                 approved.format("needs_approval = FALSE"))  # fmt: skip
    yield attack("a refund approved by another afterwards", "guard: refund_frozen_once_set", proposed,
                 approved.format(f"{asked}, approved_by_id = 8, approved_at = '{AT}'"),
                 approved.format("approved_by_id = 9"))  # fmt: skip
    yield attack("a rejected refund that is asked for", "guard: refund_status_moves", proposed,
                 approved.format("status = 'rejected'"), approved.format(asked))  # fmt: skip
    yield attack("the same refund asked twice", UNIQUE, new("refund", idempotency_key="r:1"))
    yield attack("a payment whose amount shrinks below its refunds", "guard: payment_frozen|within",
                 "UPDATE payment SET amount_minor = 1 WHERE id = 1")  # fmt: skip


def _disputes() -> Iterator[Attack]:
    yield attack("a refund of what the payer's bank took", "guard: refund_leaves_what_the_bank_took",
                 new("refund", payment_id=2, amount_minor=8_001))  # fmt: skip
    yield attack("a refund approved after the bank took the money",
                 "guard: refund_approved_while_there_is_room",
                 new("refund", id=60, payment_id=2, amount_minor=8_000),
                 new("dispute_movement", amount_minor=1),
                 "UPDATE refund SET status = 'requested' WHERE id = 60")  # fmt: skip
    yield attack("a dispute of a pending payment", "guard: dispute_of_a_settled_payment",
                 new("dispute", payment_id=3))  # fmt: skip
    yield attack("a dispute in another currency", FOREIGN_KEY, new("dispute", currency="EUR"))
    yield attack("a dispute over nothing", "amount_positive", new("dispute", amount_minor=0))
    yield attack("the same dispute twice", UNIQUE, new("dispute", external_id="du_1"))
    yield attack("a movement of another payment", FOREIGN_KEY,
                 new("dispute_movement", payment_id=1))  # fmt: skip
    yield attack("a movement in another currency", FOREIGN_KEY,
                 new("dispute_movement", currency="EUR", settlement_currency="USD"))  # fmt: skip
    yield attack("a movement twice", UNIQUE, new("dispute_movement", ordinal=1))
    yield attack("a negative movement", "amount_not_negative",
                 new("dispute_movement", amount_minor=-1))  # fmt: skip
    yield attack("a movement that is another amount on the account", "exchanged_or_equal",
                 new("dispute_movement", settlement_currency="USD"))  # fmt: skip
    yield attack("a negative movement on the account", "amount_not_negative",
                 new("dispute_movement", settlement_minor=-1))  # fmt: skip
    yield attack("a kind of movement that does not exist", "ck_dispute_movement",
                 new("dispute_movement", kind="theft"))  # fmt: skip
    yield attack("more given back than was taken", "disputed_not_negative",
                 new("dispute_movement", kind="reinstatement", amount_minor=2_001))  # fmt: skip


def _receipts() -> Iterator[Attack]:
    void = "UPDATE receipt SET status = 'void' WHERE id = 1"
    again = {"donation_id": 1, "payment_id": 1, "amount_minor": 4_000}
    fits = "guard: receipt_fits_its_payment"
    yield attack("a second receipt of one gift", f"{UNIQUE}|uq_receipt|{fits}",
                 new("receipt", **again))  # fmt: skip
    yield attack("a second receipt that replaces nothing", UNIQUE + "|uq_receipt", void,
                 new("receipt", **again))  # fmt: skip
    yield attack("a receipt that replaces one that stands",
                 f"guard: receipt_replaces_the_void_one_before|{fits}",
                 new("receipt", replaces_id=1, **again))  # fmt: skip
    yield attack("a receipt that replaces another gift's",
                 "guard: receipt_replaces_the_void_one_before", void,
                 new("receipt", replaces_id=1))  # fmt: skip
    yield attack("a receipt replaced twice", UNIQUE, void,
                 new("receipt", id=80, replaces_id=1, **again),
                 "UPDATE receipt SET status = 'void' WHERE id = 80",
                 new("receipt", sequence=3, replaces_id=1, **again))  # fmt: skip
    yield attack("a replaced receipt that stands again",
                 "guard: receipt_that_is_replaced_stays_void", void,
                 new("receipt", id=80, replaces_id=1, **again),
                 "UPDATE receipt SET status = 'void' WHERE id = 80",
                 "UPDATE receipt SET status = 'issued' WHERE id = 1")  # fmt: skip


def _returns() -> Iterator[Attack]:
    within = "guard: settlement_return_within_its_settlement"
    yield attack("more restored than went back", within,
                 new("settlement_return", amount_minor=50_001))  # fmt: skip
    yield attack("more returned than was settled", within,
                 new("settlement_return", direction="returned"))  # fmt: skip
    yield attack("a return by another payment's refund", within,
                 new("settlement_return", refund_id=1))  # fmt: skip
    yield attack("a return by another payment's dispute", within,
                 new("settlement_return", refund_id=None, dispute_id=1))  # fmt: skip
    yield attack("a return without a cause", f"one_cause|{within}",
                 new("settlement_return", refund_id=None))  # fmt: skip
    yield attack("a return with two causes", "one_cause", new("settlement_return", dispute_id=1))
    by_hand = {"refund_id": None, "entry_id": 1, "settlement_id": 1, "direction": "returned"}
    yield attack("a settlement taken back by an entry that reverses nothing", within,
                 new("settlement_return", **by_hand))  # fmt: skip
    yield attack("a return of a bank transfer", within, new("settlement_return", settlement_id=1))
    yield attack("a return on another invoice",
                 f"{within}|guard: settlement_return_of_an_issued_invoice",
                 new("settlement_return", invoice_id=2))  # fmt: skip
    yield attack("a return in another currency", f"{within}|{FOREIGN_KEY}",
                 new("settlement_return", currency="EUR"))  # fmt: skip


def _remittances() -> Iterator[Attack]:
    free = "guard: remittance_of_what_is_free"
    yield attack("a remittance of more than is free", free, new("remittance", amount_minor=601))
    yield attack("a remittance of a payment's money", free, new("remittance", case_id=1))
    yield attack("a remittance of what is decided", free, new("remittance", case_id=2))
    yield attack("a remittance of nothing", "amount_positive", new("remittance", amount_minor=0))
    yield attack("a remittance in another currency", FOREIGN_KEY, new("remittance", currency="EUR"))
    proposed = new("remittance", id=60, needs_approval=True, requested_by_id=7)
    change = "UPDATE remittance SET {} WHERE id = 60"
    approved = "status = 'approved'"
    yield attack("a large remittance sent by one person alone", "approved_if_needed",
                 proposed, change.format(approved))  # fmt: skip
    yield attack("a large remittance approved by who proposed it", "approved_by_another", proposed,
                 change.format(f"{approved}, approved_by_id = 7, approved_at = '{AT}'"))  # fmt: skip
    yield attack("a remittance approved by another afterwards",
                 "guard: remittance_frozen_once_set", proposed,
                 change.format(f"{approved}, approved_by_id = 8, approved_at = '{AT}'"),
                 change.format("approved_by_id = 9"))  # fmt: skip
    yield attack("a remittance sent on no day", "sent_when",
                 "UPDATE remittance SET status = 'sent' WHERE id = 1")  # fmt: skip
    sent = f"UPDATE remittance SET status = 'sent', sent_on = '{TODAY}', bank_reference = 'x'"
    yield attack("a remittance sent on another day", "guard: remittance_frozen_once_set",
                 sent, "UPDATE remittance SET sent_on = '2025-12-31' WHERE id = 1")  # fmt: skip
    yield attack("money called returned that is not sent yet", "guard: suspense_decision_of_its",
                 new("suspense_decision", case_id=3, remittance_id=1, amount_minor=400))  # fmt: skip
    yield attack("money passed on that nobody sent", "target_of_its_kind",
                 new("suspense_decision", case_id=3, kind="passed_on"))  # fmt: skip


def _invoices() -> Iterator[Attack]:
    issue = (
        "UPDATE invoice SET status = 'issued', year = 2026, sequence = 2, issued_on = '2026-03-02',"
        " due_on = '2026-04-01', document_id = 2 WHERE id = 2"
    )
    transfer = new("bank_transfer", id=50, amount_minor=9_000_000)
    yield attack("an invoice for more than its lines", "guard: invoice_issued_for_the_sum",
                 "UPDATE invoice SET total_minor = 250001 WHERE id = 2", issue)  # fmt: skip
    agreed = (
        "UPDATE write_off SET status = 'approved', approved_by_id = 2, approved_by = 'b',"
        " approved_at = '2026-03-02T15:00:00.000000Z' WHERE status = 'proposed'"
    )
    given_up = "UPDATE invoice SET status = 'written_off' WHERE id = 1"
    yield attack("an invoice written off by nobody", "guard: invoice_written_off_by_two", given_up)
    yield attack("an invoice written off by one", "guard: invoice_written_off_by_two",
                 new("write_off"), given_up)  # fmt: skip
    yield attack("less written off than it asks for", "guard: invoice_written_off_by_two",
                 new("write_off", amount_minor=1), agreed, given_up)  # fmt: skip
    yield attack("a write-off approved by whoever proposed it", "approved_by_another",
                 new("write_off", requested_by_id=2), agreed)  # fmt: skip
    yield attack("a write-off approved by nobody", "approved_if_in_effect",
                 new("write_off"),
                 "UPDATE write_off SET status = 'approved' WHERE status = 'proposed'")  # fmt: skip
    yield attack("two write-offs of one invoice", UNIQUE, new("write_off"), new("write_off"))
    yield attack("a write-off of nothing", "amount_positive", new("write_off", amount_minor=0))
    yield attack("another amount written off afterwards", "guard: write_off_frozen",
                 new("write_off"), "UPDATE write_off SET amount_minor = 1")  # fmt: skip
    yield attack("another person's approval", "guard: write_off_frozen_once_set",
                 new("write_off"), agreed, "UPDATE write_off SET approved_by = 'c'")  # fmt: skip
    yield attack("money settles what was written off", "guard: settlement_of_an_issued_invoice",
                 new("write_off"), agreed, given_up, new("settlement"))  # fmt: skip
    yield attack("an instalment agreed on after the invoice",
                 "guard: instalment_agreed_before_the_first_invoice",
                 new("instalment", sponsorship_id=1))  # fmt: skip
    yield attack("two invoices for one instalment", UNIQUE,
                 new("invoice", sponsorship_id=3, instalment=1),
                 new("invoice", sponsorship_id=3, instalment=1))  # fmt: skip
    yield attack("an instalment changed after its invoice",
                 "guard: instalment_agreed_before_the_first_invoice",
                 new("instalment"), new("invoice", sponsorship_id=3, instalment=1),
                 "UPDATE instalment SET amount_minor = 1")  # fmt: skip
    yield attack("an instalment taken away after its invoice",
                 "guard: instalment_agreed_before_the_first_invoice",
                 new("instalment"), new("invoice", sponsorship_id=3, instalment=1),
                 "DELETE FROM instalment")  # fmt: skip
    yield attack("an instalment of nothing", "amount_positive", new("instalment", amount_minor=0))
    yield attack("an instalment before the first", "position_counted",
                 new("instalment", position=0))  # fmt: skip
    yield attack("an instalment given to another sponsorship", "guard: instalment_frozen",
                 new("instalment"), "UPDATE instalment SET sponsorship_id = 2")  # fmt: skip
    yield attack("an invoice that hides its tax", "guard: invoice_issued_with_the_tax_of_its_lines",
                 "UPDATE invoice SET tax_minor = 1 WHERE id = 2", issue)  # fmt: skip
    yield attack("an invoice that is all tax", "tax_within_total",
                 "UPDATE invoice SET tax_minor = total_minor WHERE id = 2")  # fmt: skip
    yield attack("a credit note over tax that nobody asked for",
                 "guard: credit_note_takes_no_more_tax", new("credit_note", tax_minor=1))  # fmt: skip
    yield attack("a credit note of more tax than it has",
                 "tax_within_amount|guard: credit_note_takes_no_more_tax",
                 new("credit_note", tax_minor=50_001))  # fmt: skip
    yield attack("a tax that is charged at nothing", "rate_if_charged", new("tax_rate", rate=0))
    yield attack("a tax that nobody owes, for no reason", "explained",
                 new("tax_rate", treatment="exempt", rate=0, note=""))  # fmt: skip
    yield attack("a tax of a country that is none", "country_is_a_code",
                 new("tax_rate", country="FRA"))  # fmt: skip
    yield attack("a tax that ends before it begins", "ck_tax_rate_term",
                 new("tax_rate", ends_on="2020-01-01"))  # fmt: skip
    yield attack("an invoice issued without a number", "ck_invoice_numbered",
                 "UPDATE invoice SET status = 'issued' WHERE id = 2")  # fmt: skip
    yield attack("an invoice called paid", "paid_when_covered",
                 "UPDATE invoice SET status = 'paid' WHERE id = 1")  # fmt: skip
    yield attack("a part-paid invoice voided", "guard: invoice_void_only_if_untouched",
                 "UPDATE invoice SET status = 'void' WHERE id = 1")  # fmt: skip
    yield attack("a settlement of a draft", "guard: settlement_of_an_issued_invoice",
                 new("settlement", invoice_id=2))  # fmt: skip
    yield attack("a settlement of more than is owed", "guard: settlement_added_counts_as_paid",
                 transfer,
                 new("settlement", bank_transfer_id=50, amount_minor=900_001))  # fmt: skip
    yield attack("a settlement of more than came in", "guard: settlement_within_its_source",
                 new("settlement", amount_minor=100_001))  # fmt: skip
    paid = {"bank_transfer_id": None, "payment_id": 2}
    yield attack("a payment that settles more than it is", "guard: settlement_within_its_source",
                 new("settlement", amount_minor=6_000, **paid),
                 new("settlement", amount_minor=4_001, **paid))  # fmt: skip
    yield attack("a settlement in another currency", FOREIGN_KEY + "|guard: settlement_within",
                 new("settlement", currency="EUR"))  # fmt: skip
    yield attack(
        "a settlement by a payment that is pending",
        "guard: settlement_within_its_source",
        new("settlement", bank_transfer_id=None, payment_id=3, amount_minor=1),
    )
    yield attack("a settlement from two sources", "one_source", new("settlement", payment_id=2))
    yield attack("a settlement from nowhere", "one_source|guard: settlement_within_its_source",
                 new("settlement", bank_transfer_id=None))  # fmt: skip
    yield attack("the same transfer used twice", UNIQUE,
                 new("settlement", bank_transfer_id=1, amount_minor=1))  # fmt: skip
    yield attack("a credit note on a draft", "guard: credit_note_on_an_issued_invoice",
                 new("credit_note", invoice_id=2))  # fmt: skip
    yield attack("a credit note for more than is owed", "guard: credit_note_added_counts_as_credit",
                 new("credit_note", amount_minor=900_001))  # fmt: skip
    yield attack("a credit note in another currency", FOREIGN_KEY,
                 new("credit_note", currency="EUR"))  # fmt: skip


def _suspense() -> Iterator[Attack]:
    over = "guard: suspense_decision_added_counts_as_decided_minor"
    yield attack("a decision about more than waits", over,
                 new("suspense_decision", amount_minor=3_701))  # fmt: skip
    yield attack("two decisions about more than waits", over,
                 new("suspense_decision", amount_minor=3_000),
                 new("suspense_decision", amount_minor=701))  # fmt: skip
    yield attack("a decision in another currency", FOREIGN_KEY,
                 new("suspense_decision", currency="EUR"))  # fmt: skip
    yield attack("a decision about what is decided", "guard: suspense_decision_about_a_waiting",
                 new("suspense_decision", case_id=2, amount_minor=1))  # fmt: skip
    yield attack("a gift that is none", "target_of_its_kind",
                 new("suspense_decision", kind="counted_as_gift"))  # fmt: skip
    undoes = "guard: suspense_decision_undoes_the_same"
    yield attack("more undone than was decided", f"{undoes}|guard: suspense_case_decided",
                 new("suspense_decision", undoes_id=1, amount_minor=301))  # fmt: skip
    yield attack("another case's decision undone", undoes,
                 new("suspense_decision", undoes_id=2, amount_minor=300))  # fmt: skip
    yield attack("a decision undone twice", f"{UNIQUE}|within_amount|{over}",
                 new("suspense_decision", undoes_id=1, amount_minor=300),
                 new("suspense_decision", undoes_id=1, amount_minor=300))  # fmt: skip
    yield attack("a case that closes by itself", "waits_until_decided",
                 "UPDATE suspense_case SET status = 'returned' WHERE id = 1")  # fmt: skip
    yield attack("a case of money that never came", "guard: suspense_case_of_a_settled_payment",
                 new("suspense_case", payment_id=3, external_id=None))  # fmt: skip
    yield attack("a case of more than was paid", "guard: suspense_case_of_a_settled_payment",
                 new("suspense_case", payment_id=1, external_id=None, amount_minor=5_001))  # fmt: skip
    yield attack("a second case of a payment", UNIQUE,
                 new("suspense_case", payment_id=2, external_id=None))  # fmt: skip
    yield attack("a case without a source", "one_source", new("suspense_case", external_id=None))
    yield attack("a case that changes its amount", "guard: suspense_case_frozen",
                 "UPDATE suspense_case SET amount_minor = 4001 WHERE id = 1")  # fmt: skip


def _bank() -> Iterator[Attack]:
    whole = "guard: bank_line_matched_whole"
    waiting = "guard: bank_match_of_a_waiting_line"
    moves = "guard: bank_line_status_moves"
    yield attack("a bank line imported twice", UNIQUE, new("bank_line", fingerprint="1" * 64))
    yield attack("a statement imported twice", UNIQUE, new("bank_statement", sha256="1" * 64))
    yield attack("a bank line of nothing", "moves_money", new("bank_line", amount_minor=0))
    yield attack("a bank line in another currency", FOREIGN_KEY, new("bank_line", currency="EUR"))
    yield attack("a bank line born matched", "guard: bank_line_begins_waiting",
                 new("bank_line", status="matched"))  # fmt: skip
    yield attack("a bank line called matched", whole,
                 "UPDATE bank_line SET status = 'matched' WHERE id = 2")  # fmt: skip
    yield attack("a bank line matched with less than it is", whole,
                 new("bank_match", amount_minor=2_499),
                 "UPDATE bank_line SET status = 'matched' WHERE id = 2")  # fmt: skip
    yield attack("a bank line set aside although it is matched", f"{moves}|{whole}",
                 "UPDATE bank_line SET status = 'set_aside' WHERE id = 1")  # fmt: skip
    yield attack("a matched line that waits while its match stands", whole,
                 "UPDATE bank_line SET status = 'waiting' WHERE id = 1")  # fmt: skip
    yield attack("a second match of a matched line", waiting, new("bank_match", bank_line_id=1))
    yield attack("a match of a line set aside", waiting, new("bank_match", bank_line_id=3))
    yield attack("an entry seen on two lines", UNIQUE, new("bank_match", entry_id=1))
    yield attack("a match that is born undone", f"{waiting}|undone_whole",
                 new("bank_match", undone_at=AT, undone_by="x", undone_why="y"))  # fmt: skip
    yield attack("a match undone by nobody", "undone_whole",
                 f"UPDATE bank_match SET undone_at = '{AT}' WHERE id = 1")  # fmt: skip
    for change in ("amount_minor = 1", "entry_id = 2", "bank_line_id = 2", "books = TRUE"):
        yield attack(f"a match whose {change}", "guard: bank_match_frozen",
                     f"UPDATE bank_match SET {change}")  # fmt: skip
    for change in ("amount_minor = 1", "text = 'rent'", "booked_on = '2026-01-01'"):
        yield attack(f"a bank line whose {change}", "guard: bank_line_frozen",
                     f"UPDATE bank_line SET {change} WHERE id = 2")  # fmt: skip
    yield attack("a cheque without a number", "cheque_numbered",
                 new("donation", method="cheque"))  # fmt: skip
    yield attack("a cheque recorded twice", UNIQUE, *(
        new("donation", method="cheque", cheque_number="1042", donor_name="Ada")
        for _ in range(2)))  # fmt: skip
    yield attack("a gift that says it came otherwise", "guard: donation_frozen",
                 "UPDATE donation SET method = 'transfer' WHERE id = 3")  # fmt: skip
    yield attack("an online gift receipted without its payment", "guard: receipt_fits_its_payment",
                 new("receipt", payment_id=None))  # fmt: skip
    yield attack("a sponsor's cheque recorded twice", UNIQUE, *(
        new("bank_transfer", method="cheque", cheque_number="7", payer="Fox")
        for _ in range(2)))  # fmt: skip


def _numbers() -> Iterator[Attack]:
    gap = "guard: {}_takes_the_next_number"
    yield attack("a receipt number left out", gap.format("receipt"), new("receipt", sequence=3))
    yield attack("a receipt number used again", gap.format("receipt") + "|" + UNIQUE,
                 new("receipt", sequence=1))  # fmt: skip
    yield attack("a year that begins with receipt 2", gap.format("receipt"),
                 new("receipt", year=2027, sequence=2))  # fmt: skip
    yield attack("receipt number zero", gap.format("receipt") + "|sequence_counted",
                 new("receipt", year=2027, sequence=0))  # fmt: skip
    yield attack("a credit note number left out", gap.format("credit_note"),
                 new("credit_note", sequence=5))  # fmt: skip
    yield attack("an invoice number left out", gap.format("invoice"),
                 "UPDATE invoice SET year = 2026, sequence = 3, issued_on = '2026-03-02',"
                 " due_on = '2026-04-01', document_id = 2 WHERE id = 2")  # fmt: skip
    yield attack("a draft with a number", "guard: invoice_begins_without_a_number",
                 new("invoice", year=2026, sequence=2, issued_on="2026-03-02",
                     due_on="2026-04-01", document_id=2))  # fmt: skip
    for name, change in (
        ("jumps", "last = 7"),
        ("goes back", "last = 0"),
        ("stays", "last = last"),
    ):
        yield attack(f"a series that {name}", "guard: number_series_grows_by_one",
                     f"UPDATE number_series SET {change} WHERE series = 'R'")  # fmt: skip
    yield attack("a series that begins at ten", "guard: number_series_begins_at_one",
                 new("number_series", last=10))  # fmt: skip
    yield attack(
        "a series that changes its name",
        "guard: number_series_frozen",
        "UPDATE number_series SET series = 'X', last = last + 1 WHERE series = 'R'",
    )
