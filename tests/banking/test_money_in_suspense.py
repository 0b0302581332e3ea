"""Money in suspense that no payment of ours brought: from the bank, or a charge of another application."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
import sqlalchemy as sa

from sponsorship.audit import Actor
from sponsorship.banking import queries as bank
from sponsorship.banking.models import BankLine
from sponsorship.donations.models import Donation, GiftMethod
from sponsorship.donations.offline import OfflineGift
from sponsorship.errors import Invalid
from sponsorship.funds import queries as funds
from sponsorship.invoicing import queries as invoices
from sponsorship.invoicing.models import Invoice
from sponsorship.ledger.models import Role
from sponsorship.lifecycle import WrongState
from sponsorship.money import Money
from sponsorship.suspense import queries as cases
from sponsorship.suspense import remittances
from sponsorship.suspense.models import Remittance, SuspenseDecision
from sponsorship.suspense.operations import MoreThanWaits
from sponsorship.workflows import (
    bank_lines,
    deciding,
    deciding_offline,
    offline_giving,
    remitting,
)
from sponsorship.workflows.remitting import Evidence
from tests.banking.conftest import Bank
from tests.clock import TODAY
from tests.stories.telling import FINANCE, STAFF, Story
from tests.stories.test_disputes import sound
from tests.stories.test_payouts import held, pay_out
from tests.stories.test_reconciling import decide, foreign_charge, reconcile


def suspended(desk: Bank, amount: str = "75.00", **facts: str) -> BankLine:
    """A line of which nobody knows what it is."""
    line = desk.came(amount, "???", on=TODAY, **({"counterparty": "Grace Hopper"} | facts))
    desk.suspend(line)
    return line


def foreign(story: Story) -> None:
    """20 dollars of a shop on the same account, less a fee of 0.88, which finance put into suspense."""
    foreign_charge(story)
    reconcile(story)
    decide(story, "apply")


def count(story: Story, amount: str, *, fund: str = "general", **facts: Any) -> Donation:
    """Finance says that so much of the case is a gift."""
    whole = Money.parse(amount, "USD")
    with story.database.unit_of_work() as session:
        case = cases.get(session, 1)
        brought = deciding_offline.brought(session, case, whole, story.foundation.calendar)
        given = OfflineGift(
            form_key=f"case-{next(story.keys):020d}",
            name="Grace Hopper",
            amount=brought.amount,
            method=brought.method,
            received_on=brought.on,
        )
        donation = deciding_offline.count_as_gift(
            session,
            case,
            replace(given, **facts),
            funds.by_slug(session, fund),
            amount=whole,
            reason="She wrote to us.",
            foundation=story.foundation,
            at=story.now,
            by=FINANCE,
        )
    story.work()
    return donation


def settle(story: Story, invoice: Invoice, amount: str) -> None:
    with story.database.unit_of_work() as session:
        deciding_offline.settle_invoice(
            session,
            cases.get(session, 1),
            invoices.get(session, invoice.id, for_update=True),
            amount=Money.parse(amount, "USD"),
            reason="They told us.",
            form_key=f"settle-{amount}",
            foundation=story.foundation,
            at=story.now,
            by=FINANCE,
        )
    story.work()


def undo(story: Story, decision: Any) -> None:
    with story.database.unit_of_work() as session:
        [standing] = cases.standing(session, cases.get(session, 1))
        decision(
            session, standing, reason="It was not.", foundation=story.foundation, at=story.now,
            by=FINANCE,
        )  # fmt: skip
    story.work()


def send(story: Story, amount: str, *, by: Actor = FINANCE, key: str | None = None) -> int:
    """Finance decides to send so much of the case away."""
    with story.database.unit_of_work() as session:
        return remitting.request(
            session,
            cases.get(session, 1),
            amount=Money.parse(amount, "USD"),
            payee="Grace Hopper",
            reason="She sent it by mistake.",
            form_key=key,
            foundation=story.foundation,
            at=story.now,
            by=by,
        ).id


def went(story: Story, remittance: int, line: BankLine | None = None, reference: str = "") -> None:
    """The bank has sent it, as its line or its reference shows."""
    with story.database.unit_of_work() as session:
        shown = bank.line(session, line.id, for_update=True) if line else None
        remitting.record_sent(
            session,
            cases.remittance(session, remittance, for_update=True),
            Evidence(shown, TODAY, reference),
            foundation=story.foundation,
            at=story.now,
            by=FINANCE,
        )


def remitted(story: Story) -> list[str]:
    with story.database.reading() as session:
        found = session.scalars(sa.select(Remittance).order_by(Remittance.id))
        return [f"{one.amount} {one.status.value}" for one in found]


class TestABankLine:
    def test_it_is_a_gift_of_the_day_it_came_and_can_be_taken_back(self, bank_desk: Bank) -> None:
        story = bank_desk.story
        line = suspended(bank_desk)
        story.pass_time(days=3)
        donation = count(story, "75.00", fund="security", email="grace@example.org")

        assert story.journal(donation.reference) == [
            "2026-03-02 misfit_counted_as_gift D-2026-000001:SC-2026-000001",
            "  Dr suspense/general  75.00 USD",
            "  Cr between-funds/general  75.00 USD",
            "  Dr between-funds/security  75.00 USD",
            "  Cr contributions/security  75.00 USD",
        ]
        assert story.cases() == ["unknown_payer counted_as_gift 0.00 USD"]
        assert story.receipts() == ["R-2026-00001 issued"]
        assert story.recipients() == ["Grace Hopper <grace@example.org>"]
        with pytest.raises(bank_lines.DecidedMeanwhile):
            bank_desk.undo(line)
        with pytest.raises(offline_giving.CountedFromSuspense):
            bank_desk.withdraw(donation, "not here")
        sound(story)

        undo(story, deciding.undo_gift)
        assert story.cases() == ["unknown_payer waiting 75.00 USD"]
        assert story.receipts() == ["R-2026-00001 void"]
        bank_desk.undo(line)
        assert story.cases() == ["unknown_payer explained 0.00 USD"]
        sound(story)

    def test_a_cheque_of_somebody_without_an_address_is_receipted_on_paper(
        self, bank_desk: Bank
    ) -> None:
        suspended(bank_desk)
        donation = count(
            bank_desk.story, "50.00", method=GiftMethod.CHEQUE, cheque_number="7", email=""
        )

        assert donation.method_shown == "Cheque no. 7"
        assert bank_desk.story.receipts() == ["R-2026-00001 issued"]
        assert bank_desk.story.subjects() == []
        assert bank_desk.story.cases() == ["unknown_payer waiting 25.00 USD"]

    def test_it_settles_an_invoice_and_can_be_taken_back(self, bank_desk: Bank) -> None:
        story = bank_desk.story
        sponsorship = story.contracted()
        suspended(bank_desk, "11000.00", reference="FB-9")
        settle(story, story.invoice_of(sponsorship), "11000.00")

        assert story.journal()[-3:] == [
            "2026-03-02 misfit_settled_invoice I-2026-00001:SC-2026-000001.1",
            "  Dr suspense/general  11000.00 USD",
            "  Cr receivables/general  11000.00 USD",
        ]
        assert story.invoice_of(sponsorship).status.value == "paid"
        assert story.subjects()[-1].startswith("We received $11,000.00 for invoice")
        sound(story)

        undo(story, deciding.undo_settlement)
        assert str(story.invoice_of(sponsorship).outstanding) == "11000.00 USD"
        assert story.subjects()[-1] == "Invoice I-2026-00001 is open again: $11,000.00"
        assert story.cases() == ["unknown_payer waiting 11000.00 USD"]
        settle(story, story.invoice_of(sponsorship), "10000.00")
        sound(story)
        with story.database.unit_of_work() as session, pytest.raises(deciding.CannotBeUndone):
            deciding.undo_settlement(
                session, session.get_one(SuspenseDecision, 1), reason="again",
                foundation=story.foundation, at=story.now, by=FINANCE,
            )  # fmt: skip

    def test_it_is_sent_back_as_an_outgoing_line_shows(self, bank_desk: Bank) -> None:
        story = bank_desk.story
        suspended(bank_desk)
        back = bank_desk.came("-75.00", "Hopper", on=TODAY, reference="OUT-1")
        went(story, send(story, "75.00"), back)

        assert story.journal()[-3:] == [
            "2026-03-02 misfit_remitted RM-2026-000001",
            "  Dr suspense/general  75.00 USD",
            "  Cr bank/general  75.00 USD",
        ]
        assert story.cases() == ["unknown_payer returned 0.00 USD"]
        assert bank_desk.again(back).status.value == "matched"
        assert held(story, Role.BANK) == {}
        sound(story)

    def test_without_a_line_its_reference_is_kept_until_the_statement_shows_it(
        self, bank_desk: Bank
    ) -> None:
        story = bank_desk.story
        suspended(bank_desk)
        with pytest.raises(Invalid, match="reference"):
            went(story, send(story, "70.00"))
        went(story, 1, reference="OUT-1")

        back = bank_desk.came("-70.00", "Hopper", on=TODAY, reference="OUT-1")
        bank_desk.apply(back)
        assert bank_desk.again(back).status.value == "matched"
        assert story.cases() == ["unknown_payer waiting 5.00 USD"]
        sound(story)

    def test_what_comes_back_again_waits_again(self, bank_desk: Bank) -> None:
        story = bank_desk.story
        suspended(bank_desk)
        went(story, send(story, "75.00"), bank_desk.came("-75.00", "x", on=TODAY))
        with story.database.unit_of_work() as session:
            remitting.take_back(
                session, cases.remittance(session, 1, for_update=True), reason="account closed",
                foundation=story.foundation, at=story.now, by=FINANCE,
            )  # fmt: skip
        bank_desk.apply(bank_desk.came("75.00", "returned", on=TODAY))

        assert remitted(story) == ["75.00 USD came_back"]
        assert story.cases() == ["unknown_payer waiting 75.00 USD"]
        assert held(story, Role.BANK) == {"bank/general": "75.00 USD"}
        sound(story)


class TestTwoPeople:
    def test_above_the_limit_a_second_person_approves_before_it_is_sent(
        self, bank_desk: Bank
    ) -> None:
        story = bank_desk.story
        suspended(bank_desk, "1500.00")
        first = send(story, "600.00")
        second = send(story, "600.00", key="twice")
        assert second == send(story, "600.00", key="twice")
        assert remitted(story) == ["600.00 USD approved", "600.00 USD proposed"]

        with pytest.raises(WrongState):
            went(story, second, reference="OUT-2")
        for who, refusal in ((FINANCE, remittances.OwnRemittance), (STAFF, None)):
            with story.database.unit_of_work() as session:
                proposed = cases.remittance(session, second, for_update=True)
                if refusal is None:
                    remittances.approve(session, proposed, at=story.now, by=who)
                    continue
                with pytest.raises(refusal):
                    remittances.approve(session, proposed, at=story.now, by=who)
        went(story, first, reference="OUT-1")
        went(story, second, reference="OUT-2")

        assert story.cases() == ["unknown_payer waiting 300.00 USD"]
        sound(story)

    def test_what_is_to_be_sent_is_reserved_until_it_is_given_up(self, bank_desk: Bank) -> None:
        story = bank_desk.story
        suspended(bank_desk)
        send(story, "60.00")
        with pytest.raises(MoreThanWaits, match=r"Only \$15\.00"):
            count(story, "20.00")

        with story.database.unit_of_work() as session:
            proposed = cases.remittance(session, 1, for_update=True)
            remittances.reject(session, proposed, reason="a gift after all", at=story.now, by=STAFF)
        count(story, "75.00")
        assert story.cases() == ["unknown_payer counted_as_gift 0.00 USD"]


class TestAForeignCharge:
    def test_it_is_a_gift_with_the_fee_that_the_processor_kept(self, story: Story) -> None:
        foreign(story)
        donation = count(story, "19.12", fund="security", email="grace@example.org")

        assert story.journal(donation.reference) == [
            "2026-03-02 misfit_counted_as_gift D-2026-000001:SC-2026-000001",
            "  Dr suspense/general  19.12 USD",
            "  Cr between-funds/general  19.12 USD",
            "  Dr between-funds/security  19.12 USD",
            "  Cr contributions/security  19.12 USD",
            "  Dr processing-fees/security  0.88 USD",
            "  Cr contributions/security  0.88 USD",
        ]
        assert str(donation.amount) == "20.00 USD"
        assert donation.method_shown == "Online payment"
        assert story.receipts() == ["R-2026-00001 issued"]
        assert reconcile(story).standing == ()
        sound(story)

        undo(story, deciding.undo_gift)
        assert story.cases() == ["foreign_charge waiting 19.12 USD"]
        sound(story)

    def test_it_belongs_elsewhere_and_is_passed_on_once_it_was_paid_out(
        self, bank_desk: Bank
    ) -> None:
        story = bank_desk.story
        foreign(story)
        pay_out(story)
        bank_desk.apply(bank_desk.came("19.12", "PAYOUT", on=TODAY))
        went(story, send(story, "19.12"), bank_desk.came("-19.12", "The shop", on=TODAY))

        assert story.cases() == ["foreign_charge passed_on 0.00 USD"]
        assert held(story, Role.BANK) == {}
        assert held(story, Role.CLEARING) == {}
        sound(story)

    def test_no_invoice_is_settled_with_it(self, story: Story) -> None:
        sponsorship = story.contracted()
        foreign(story)

        with pytest.raises(deciding_offline.NotFromTheBank):
            settle(story, story.invoice_of(sponsorship), "19.12")


def test_money_of_a_payment_goes_back_the_way_it_came(story: Story) -> None:
    page = story.page_of(story.submit(story.fill_in("100.00")))
    story.processor.pay(page, amount=Money(9_000, "USD"))
    story.hear("checkout.session.completed", page)

    with pytest.raises(remitting.GoesBackOnline):
        send(story, "90.00")
    with pytest.raises(deciding_offline.PaidOnline):
        count(story, "90.00")
