"""Bank lines told as stories: found, booked, settled, thanked, and taken back."""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta

import pytest
import sqlalchemy as sa

from sponsorship.banking import queries as bank
from sponsorship.banking.models import BankLineStatus, BankMatch, MatchKind
from sponsorship.banking.operations import Counted, DoesNotAddUp
from sponsorship.errors import Invalid, Refused
from sponsorship.invoicing.models import BankTransfer, InvoiceStatus
from sponsorship.invoicing.operations import AlreadyRecorded
from sponsorship.ledger import queries as books
from sponsorship.ledger.models import Role
from sponsorship.lifecycle import WrongState, history
from sponsorship.money import Money
from sponsorship.suspense.models import SuspenseCase
from sponsorship.workflows import bank_lines
from tests.banking.conftest import Bank
from tests.clock import TODAY
from tests.stories.telling import FINANCE
from tests.stories.test_disputes import sound

NEXT_DAY = TODAY + timedelta(days=1)


def bank_balance(desk: Bank) -> list[str]:
    with desk.story.database.reading() as session:
        held = books.balances_by_fund(session, Role.BANK)
    return [str(amount) for amounts in held.values() for amount in amounts]


def test_a_sponsors_transfer_is_found_by_its_invoice_number_and_settles_it(bank_desk: Bank) -> None:
    story = bank_desk.story
    sponsorship = story.contracted()
    line = bank_desk.came(
        "4,000.00",
        "WIRE REF: I-2026-00001",
        on=TODAY,
        counterparty="FOX AND HEDGEHOG",
        reference="FB-1",
    )

    assert bank_desk.proposals(line) == [
        "likely I-2026-00001 of Fox & Hedgehog Ltd: The line names I-2026-00001; it is a part of the"
        " $11,000.00 outstanding."
    ]
    bank_desk.settle(line, story.invoice_of(sponsorship))

    assert story.journal("I-2026-00001")[-3:] == [
        "2026-03-02 invoice_paid I-2026-00001:B-2026-00001",
        "  Dr bank/general  4000.00 USD",
        "  Cr receivables/general  4000.00 USD",
    ]
    assert story.invoice_of(sponsorship).outstanding == Money(700_000, "USD")
    assert bank_desk.again(line).status is BankLineStatus.MATCHED
    assert story.subjects()[-1] == "We received $4,000.00 for invoice I-2026-00001"


def test_what_is_more_than_the_invoice_asks_for_waits_in_suspense(bank_desk: Bank) -> None:
    story = bank_desk.story
    sponsorship = story.contracted()
    line = bank_desk.came("11,100.00", "I-2026-00001", on=TODAY)

    bank_desk.settle(line, story.invoice_of(sponsorship))

    assert story.invoice_of(sponsorship).status is InvoiceStatus.PAID
    assert story.journal("BL-2026-000001") == [
        "2026-03-02 unknown_money_arrived BL-2026-000001:1",
        "  Dr bank/general  100.00 USD",
        "  Cr suspense/general  100.00 USD",
    ]
    assert [(one.kind, one.amount.minor) for one in bank_desk.again(line).standing] == [
        (MatchKind.INVOICE, 1_100_000),
        (MatchKind.SUSPENSE, 10_000),
    ]
    with pytest.raises(Invalid, match="Nothing is owed"):
        bank_desk.settle(
            bank_desk.came("1.00", "I-2026-00001", on=TODAY), story.invoice_of(sponsorship)
        )


def test_a_transfer_that_was_recorded_by_hand_is_confirmed_and_not_booked_again(
    bank_desk: Bank,
) -> None:
    story = bank_desk.story
    invoice = story.invoice_of(story.contracted())
    bank_desk.pay(invoice, "4000.00", on=TODAY, reference="FB-1")
    before = story.journal()
    line = bank_desk.came("4000.00", "WIRE I-2026-00001", on=NEXT_DAY, reference="FB-1")

    assert bank_desk.proposals(line)[0] == (
        "certain Invoice paid I-2026-00001:B-2026-00001, bank transfer of Fox and Hedgehog Ltd:"
        " The bank's reference and the amount are the same."
    )
    with pytest.raises(AlreadyRecorded):
        bank_desk.settle(line, invoice)
    bank_desk.apply(line)

    assert story.journal() == before
    assert bank_balance(bank_desk) == ["4000.00 USD"]
    with story.database.reading() as session:
        assert bank.unseen(session) == []


def test_one_deposit_is_several_cheques(bank_desk: Bank) -> None:
    story = bank_desk.story
    invoice = story.invoice_of(story.contracted())
    bank_desk.pay(invoice, "100.00", on=TODAY, cheque="77")
    for name, amount, number in (("Grace Hopper", "250.00", "1042"), ("Ada Byron", "50.00", "9")):
        given = bank_desk.given(amount, name, received_on=TODAY, cheque_number=number)
        bank_desk.record(given)
    line = bank_desk.came("400.00", "CHECK DEPOSIT", on=NEXT_DAY)

    assert bank_desk.proposals(line) == [
        "likely Invoice paid I-2026-00001:B-2026-00001, cheque no. 77 of Fox and Hedgehog Ltd;"
        " Donation received D-2026-000001, cheque no. 1042 of Grace Hopper; Donation received"
        " D-2026-000002, cheque no. 9 of Ada Byron: These 3 cheques (77, 1042, 9) are the only ones"
        " that add up to the line."
    ]
    bank_desk.apply(line)

    assert [str(one.amount) for one in bank_desk.again(line).standing] == [
        "100.00 USD",
        "250.00 USD",
        "50.00 USD",
    ]
    assert bank_balance(bank_desk) == ["400.00 USD"]


def test_cheques_that_do_not_add_up_to_the_line_are_not_that_line(bank_desk: Bank) -> None:
    gift = bank_desk.record(
        bank_desk.given("250.00", "Grace Hopper", received_on=TODAY, cheque_number="1042")
    )
    line = bank_desk.came("251.00", "DEPOSIT", on=NEXT_DAY)
    with bank_desk.story.database.reading() as session:
        (entry,) = bank.unseen(session)
    assert entry.source == gift.reference

    for entries, refusal in (([entry.entry_id], DoesNotAddUp), ([], Invalid), ([999], Counted)):
        with pytest.raises(refusal), bank_desk.story.database.unit_of_work() as session:
            bank_lines.match_recorded(
                session, bank.line(session, line.id), entries, at=bank_desk.story.now, by=FINANCE
            )
    assert bank_desk.again(line).status is BankLineStatus.WAITING


def test_a_line_that_is_a_gift_is_income_receipted_and_thanked(bank_desk: Bank) -> None:
    line = bank_desk.came("75.00", "FOR PYTHON", on=TODAY, counterparty="GRACE HOPPER")

    gift = bank_desk.gift(line, email="grace@example.org")

    assert bank_desk.story.journal() == [
        f"2026-03-02 donation_received {gift.reference}",
        "  Dr bank/general  75.00 USD",
        "  Cr contributions/general  75.00 USD",
    ]
    assert bank_desk.story.subjects() == [
        "Thank you for your gift of $75.00 (receipt R-2026-00001)"
    ]
    assert bank_desk.story.again(gift).donor_id is not None


def test_a_gift_taken_back_is_reversed_its_receipt_void_and_the_line_waits(bank_desk: Bank) -> None:
    line = bank_desk.came("75.00", "FOR PYTHON", on=TODAY)
    gift = bank_desk.gift(line, email="grace@example.org")

    bank_desk.undo(line, "It belongs to another foundation.")

    assert bank_desk.story.journal(gift.reference)[3:] == [
        f"2026-03-02 donation_received_reversed {gift.reference}",
        "  Dr contributions/general  75.00 USD",
        "  Cr bank/general  75.00 USD",
    ]
    assert bank_desk.story.receipts() == ["R-2026-00001 void"]
    assert bank_desk.story.again(gift).status.value == "withdrawn"
    assert bank_desk.story.subjects()[-1] == "Receipt R-2026-00001 for your gift of $75.00 is void"
    assert bank_desk.again(line).status is BankLineStatus.WAITING
    assert bank_desk.proposals(line) == []
    with bank_desk.story.database.reading() as session:
        assert bank.unseen(session) == []

    bank_desk.suspend(line)  # it may be something else now
    assert bank_balance(bank_desk) == ["75.00 USD"]


def test_unknown_money_waits_in_suspense_and_can_be_taken_back_twice(bank_desk: Bank) -> None:
    line = bank_desk.came("75.00", "???", on=TODAY)

    for number in (1, 2):
        bank_desk.suspend(line)
        assert bank_desk.story.journal(f"BL-2026-000001:{number}") == [
            f"2026-03-02 unknown_money_arrived BL-2026-000001:{number}",
            "  Dr bank/general  75.00 USD",
            "  Cr suspense/general  75.00 USD",
        ]
        bank_desk.undo(line)
    assert bank_balance(bank_desk) == ["0.00 USD"]
    with bank_desk.story.database.reading() as session:
        moves = [one.verb for one in history(session, bank_desk.again(line))]
        found = session.scalars(sa.select(SuspenseCase).order_by(SuspenseCase.id)).all()
    assert moves == ["matched", "unmatched", "matched", "unmatched"]
    assert [(case.status.value, str(case.amount)) for case in found] == [
        ("explained", "75.00 USD")
    ] * 2
    assert found[0].sentence == "BL-2026-000001 of 2026-03-02: ???"


def test_an_invoice_that_a_line_settled_is_open_again_when_it_is_taken_back(
    bank_desk: Bank,
) -> None:
    story = bank_desk.story
    sponsorship = story.contracted()
    line = bank_desk.came("11500.00", "I-2026-00001", on=TODAY, reference="FB-1")
    for number in (1, 2):
        bank_desk.settle(line, story.invoice_of(sponsorship))
        assert story.invoice_of(sponsorship).status.value == "paid"

        bank_desk.undo(line, "It was for their rent.")

        invoice = story.invoice_of(sponsorship)
        assert (invoice.status.value, str(invoice.outstanding)) == ("issued", "11000.00 USD")
        assert story.journal(f"I-2026-00001:B-2026-0000{number}")[-3:] == [
            f"2026-03-02 invoice_paid_reversed I-2026-00001:B-2026-0000{number}",
            "  Dr receivables/general  11000.00 USD",
            "  Cr bank/general  11000.00 USD",
        ]
        assert story.subjects()[-1] == "Invoice I-2026-00001 is open again: $11,000.00"
    assert bank_balance(bank_desk) == ["0.00 USD"]
    assert story.cases() == ["unknown_payer explained 0.00 USD"] * 2
    text = story.transport.sent[-1].get_body(("plain",))
    assert text is not None
    assert "the money was not for this invoice" in text.get_content().replace("\n", " ")
    sound(story)


def test_a_cheque_that_settled_the_wrong_invoice_settles_the_right_one(bank_desk: Bank) -> None:
    story = bank_desk.story
    wrong, right = (story.contracted(name=name) for name in ("Badger Ltd", "Fox Ltd"))
    line = bank_desk.came("4000.00", "cheque", on=TODAY, counterparty="Fox and Hedgehog Ltd")
    bank_desk.settle(line, story.invoice_of(wrong), cheque_number="104")
    bank_desk.undo(line)

    bank_desk.settle(line, story.invoice_of(right), cheque_number="104")

    assert str(story.invoice_of(wrong).outstanding) == "11000.00 USD"
    assert str(story.invoice_of(right).outstanding) == "7000.00 USD"
    with pytest.raises(AlreadyRecorded):
        bank_desk.pay(story.invoice_of(right), "1.00", on=TODAY, reference="X", cheque="104")
    sound(story)


def test_taking_back_what_was_only_confirmed_books_nothing(bank_desk: Bank) -> None:
    bank_desk.pay(
        bank_desk.story.invoice_of(bank_desk.story.contracted()),
        "4000.00",
        on=TODAY,
        reference="FB-1",
    )
    line = bank_desk.came("4000.00", "x", on=TODAY, reference="FB-1")
    bank_desk.apply(line)
    before = bank_desk.story.journal()

    bank_desk.undo(line, "Another transfer of the same amount.")

    assert bank_desk.story.journal() == before
    with bank_desk.story.database.reading() as session:
        assert [one.source for one in bank.unseen(session)] == ["I-2026-00001:B-2026-00001"]


def test_a_cheque_that_bounces_is_matched_with_its_reversal(bank_desk: Bank) -> None:
    gift = bank_desk.record(
        bank_desk.given("250.00", "Grace Hopper", received_on=TODAY, cheque_number="1042")
    )
    bank_desk.apply(bank_desk.came("250.00", "DEPOSIT 1042", on=NEXT_DAY))

    bank_desk.withdraw(gift, "The bank returned the cheque unpaid.")
    back = bank_desk.came("-250.00", "RETURNED CHECK 1042", on=NEXT_DAY)
    assert bank_desk.proposals(back)[0].startswith(
        f"certain Donation received reversed {gift.reference}"
    )
    bank_desk.apply(back)

    assert bank_balance(bank_desk) == ["0.00 USD"]
    assert bank_desk.story.receipts() == ["R-2026-00001 void"]


def test_what_is_not_ours_is_set_aside_with_a_reason_and_can_be_taken_up_again(
    bank_desk: Bank,
) -> None:
    line = bank_desk.came("-3210.55", "PAYROLL", on=TODAY)
    for wrong in (bank_desk.suspend, bank_desk.gift):
        with pytest.raises(Invalid):
            wrong(line)
    with pytest.raises(Invalid, match="reason"):
        bank_desk.set_aside(line, " ")

    bank_desk.set_aside(line, "Salaries are kept elsewhere")

    assert bank_desk.again(line).status is BankLineStatus.SET_ASIDE
    assert bank_desk.story.journal() == []
    with pytest.raises(WrongState):
        bank_desk.set_aside(line, "again")


def test_a_proposal_that_does_not_hold_any_more_is_refused(bank_desk: Bank) -> None:
    line = bank_desk.came("75.00", "x", on=TODAY)

    with pytest.raises(bank_lines.ProposalGone), bank_desk.story.database.unit_of_work() as session:
        bank_lines.apply_proposal(
            session, bank.line(session, line.id), "recorded:1", at=bank_desk.story.now, by=FINANCE
        )


def test_one_bank_reference_may_come_on_two_lines(bank_desk: Bank) -> None:
    invoice = bank_desk.story.invoice_of(bank_desk.story.contracted())
    for amount in ("4000.00", "3000.00"):
        bank_desk.settle(
            bank_desk.came(amount, "I-2026-00001", on=TODAY, reference="BATCH"), invoice
        )

    with bank_desk.story.database.reading() as session:
        references = [
            one.bank_reference for one in session.query(BankTransfer).order_by(BankTransfer.id)
        ]
    assert references == ["BATCH", "BATCH BL-2026-000002"]


@pytest.mark.parametrize("deed", ["gift", "suspend", "settle", "apply"])
def test_two_who_decide_about_a_line_at_once_decide_once(bank_desk: Bank, deed: str) -> None:
    invoice = bank_desk.story.invoice_of(bank_desk.story.contracted())
    bank_desk.pay(invoice, "75.00", on=TODAY, reference="FB-9")
    line = bank_desk.came("75.00", "x", on=TODAY, reference="FB-9" if deed == "apply" else "")
    before = len(bank_desk.story.journal())
    gate = threading.Barrier(2, timeout=60)

    def act(number: int) -> str:
        gate.wait()
        try:
            if deed == "settle":
                bank_desk.settle(line, invoice)
            else:
                getattr(bank_desk, deed)(line)
        except (Refused, IndexError) as refusal:
            return type(refusal).__name__
        return "done"

    with ThreadPoolExecutor(2) as pool:
        answers = sorted(pool.map(act, range(2)))

    assert answers[1] == "done"
    assert answers[0] in {"WrongState", "ProposalGone", "IndexError"}
    assert len(bank_desk.story.journal()) == before + (0 if deed == "apply" else 3)
    assert bank_desk.story.count(BankMatch) == 1


def test_what_waits_or_is_not_seen_for_long_is_said(bank_desk: Bank) -> None:
    bank_desk.came("75.00", "???", on=date(2026, 2, 10), counterparty="Somebody")
    bank_desk.came("76.00", "???", on=TODAY)
    bank_desk.record(
        bank_desk.given("50.00", "Ada Byron", received_on=date(2026, 2, 1), cheque_number="9")
    )

    with bank_desk.story.database.reading() as session:
        assert bank.waiting_since(session, date(2026, 2, 20)) == [
            "Bank line BL-2026-000001 of 10 February 2026, $75.00, Somebody: nobody has said what it is."
        ]
        assert bank.not_seen_since(session, date(2026, 2, 20)) == [
            "Donation received D-2026-000001 of 1 February 2026, $50.00: no bank statement shows it."
        ]
