"""Payouts on the bank statement: they arrive fund by fund, once, and sometimes go back."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from sponsorship.banking import queries as bank
from sponsorship.banking.models import BankLineStatus
from sponsorship.errors import Refused
from sponsorship.ledger.models import Role
from sponsorship.money import Money
from sponsorship.workflows import bank_payouts
from tests.banking.conftest import Bank
from tests.clock import TODAY
from tests.stories.telling import FINANCE
from tests.stories.test_payouts import come_back, give_with_fee, held, pay_out

LATER = TODAY + timedelta(days=2)


def sent(desk: Bank) -> str:
    """Gifts to two funds are paid out: 96.80 and 48.25 USD; the processor's id of the payout."""
    give_with_fee(desk.story, "100.00", "3.20")
    give_with_fee(desk.story, "50.00", "1.75", fund="security")
    return pay_out(desk.story)


def test_a_payout_arrives_fund_by_fund(bank_desk: Bank) -> None:
    payout = sent(bank_desk)
    line = bank_desk.came("145.05", "STRIPE TRANSFER ST-1", on=LATER)

    (proposal,) = bank_desk.proposals(line)
    assert proposal.startswith(f"certain PO-2026-000001 ({payout}): The amount is the same, due on")
    bank_desk.apply(line)

    assert bank_desk.story.journal("PO-2026-000001:BL-2026-000001") == [
        "2026-03-04 payout_arrived PO-2026-000001:BL-2026-000001:1",
        "  Dr bank/general  96.80 USD",
        "  Cr payouts-in-transit/general  96.80 USD",
        "  Dr bank/security  48.25 USD",
        "  Cr payouts-in-transit/security  48.25 USD",
    ]
    assert held(bank_desk.story, Role.IN_TRANSIT) == {}
    assert (
        bank_desk.proposals(
            bank_desk.came("145.05", "STRIPE TRANSFER ST-1", on=LATER, reference="x")
        )
        == []
    )


def test_a_payout_of_another_amount_is_not_that_payout(bank_desk: Bank) -> None:
    sent(bank_desk)
    line = bank_desk.came("145.04", "STRIPE", on=LATER)

    assert bank_desk.proposals(line) == []
    with (
        pytest.raises(bank_payouts.NotExpected),
        bank_desk.story.database.unit_of_work() as session,
    ):
        locked = bank.line(session, line.id, for_update=True)
        bank_payouts.arrive(session, locked, 1, at=bank_desk.story.now, by=FINANCE)


def test_an_arrival_can_be_taken_back_and_said_again(bank_desk: Bank) -> None:
    sent(bank_desk)
    line = bank_desk.came("145.05", "STRIPE", on=LATER)
    bank_desk.apply(line)

    bank_desk.undo(line)

    assert held(bank_desk.story, Role.BANK) == {}
    assert held(bank_desk.story, Role.IN_TRANSIT) != {}
    assert bank_desk.again(line).status is BankLineStatus.WAITING
    bank_desk.apply(line)
    assert "payout_arrived PO-2026-000001:BL-2026-000001:2" in bank_desk.story.journal()[-5]


def test_a_payout_that_comes_back_after_it_came(bank_desk: Bank) -> None:
    payout = sent(bank_desk)
    bank_desk.apply(bank_desk.came("145.05", "STRIPE", on=LATER))
    come_back(bank_desk.story, payout, days=4)
    assert held(bank_desk.story, Role.IN_TRANSIT) == {
        "payouts-in-transit/general": "-96.80 USD",
        "payouts-in-transit/security": "-48.25 USD",
    }

    back = bank_desk.came("-145.05", "STRIPE RETURN", on=LATER)
    bank_desk.apply(back)

    assert bank_desk.story.journal("PO-2026-000001:BL-2026-000002")[0] == (
        "2026-03-04 payout_returned PO-2026-000001:BL-2026-000002:1"
    )
    assert held(bank_desk.story, Role.IN_TRANSIT) == {}
    assert held(bank_desk.story, Role.BANK) == {}


def test_a_payout_that_failed_before_it_came_is_not_expected(bank_desk: Bank) -> None:
    payout = sent(bank_desk)
    come_back(bank_desk.story, payout)

    assert bank_desk.proposals(bank_desk.came("145.05", "STRIPE", on=LATER)) == []


def test_a_payout_that_is_called_paid_and_not_seen_is_said(bank_desk: Bank) -> None:
    sent(bank_desk)

    with bank_desk.story.database.reading() as session:
        (sentence,) = bank_payouts.not_seen_since(session, date(2026, 4, 1))
        assert sentence.startswith("Payout PO-2026-000001 of $145.05 was due on 4 March 2026")
        assert bank_payouts.not_seen_since(session, TODAY) == []
    bank_desk.apply(bank_desk.came("145.05", "STRIPE", on=LATER))
    with bank_desk.story.database.reading() as session:
        assert bank_payouts.not_seen_since(session, date(2026, 4, 1)) == []


def test_a_payout_is_seen_on_one_line(bank_desk: Bank) -> None:
    sent(bank_desk)
    first = bank_desk.came("145.05", "STRIPE", on=LATER)
    second = bank_desk.came("145.05", "STRIPE again", on=LATER)
    bank_desk.apply(first)

    with pytest.raises(Refused), bank_desk.story.database.unit_of_work() as session:
        locked = bank.line(session, second.id, for_update=True)
        bank_payouts.arrive(session, locked, 1, at=bank_desk.story.now, by=FINANCE)
    assert held(bank_desk.story, Role.BANK) == {
        "bank/general": str(Money(9_680, "USD")),
        "bank/security": str(Money(4_825, "USD")),
    }


def test_books_and_bank_are_compared_once_a_statement_is_there(bank_desk: Bank) -> None:
    sent(bank_desk)
    late = LATER + bank_payouts.LATE_AFTER + timedelta(days=7)

    def differences(today: date) -> list[str]:
        with bank_desk.story.database.reading() as session:
            return bank_payouts.differences(session, today=today)

    assert differences(late) == []
    unexplained = bank_desk.came("12.00", "A STRANGER", on=LATER)
    assert differences(LATER) == []
    assert [sentence.split(":")[0] for sentence in differences(late)] == [
        "Payout PO-2026-000001 of $145.05 was due on 4 March 2026",
        f"Bank line {unexplained.reference} of 4 March 2026, $12.00, A STRANGER",
    ]
    bank_desk.apply(bank_desk.came("145.05", "STRIPE", on=LATER))
    assert len(differences(late)) == 1
