"""Every night the processor's account is compared with our books: what differs is named, not mended."""

from __future__ import annotations

import threading
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
import sqlalchemy as sa

from sponsorship.errors import Invalid, Unavailable
from sponsorship.ledger.models import Role
from sponsorship.lifecycle import WrongState, history
from sponsorship.money import Money
from sponsorship.payments.models import BalanceTransaction, DisputeStatus, Payment, Payout
from sponsorship.reconciliation import operations
from sponsorship.reconciliation.models import Difference, DifferenceStatus, ReconciliationRun
from sponsorship.reconciliation.operations import FoundAgain
from sponsorship.workflows import fixing, reconciling
from sponsorship.workflows.fixing import NothingToBook
from sponsorship.workflows.reconciling import Outcome
from tests.stories.telling import FINANCE, Story
from tests.stories.test_payouts import dollars, give_with_fee, held, pay_out


def compare(
    story: Story,
    *,
    since: date | None = None,
    until: date | None = None,
    dry_run: bool = False,
) -> Outcome:
    return reconciling.reconcile(
        story.database,
        story.processor,
        since=since,
        until=until,
        foundation=story.foundation,
        at=story.now,
        dry_run=dry_run,
    )


def reconcile(story: Story, **wishes: Any) -> Outcome:
    """Compare, and let the worker send what that owes."""
    outcome = compare(story, **wishes)
    story.work()
    return outcome


def differences(story: Story) -> list[str]:
    """Every difference there ever was: its kind, amount and status."""
    with story.database.reading() as session:
        found = session.scalars(sa.select(Difference).order_by(Difference.kind, Difference.id))
        return [f"{one.kind.value} {one.amount} {one.status.value}" for one in found]


def the_difference(story: Story) -> Difference:
    with story.database.reading() as session:
        return session.scalars(sa.select(Difference)).one()


def decide(story: Story, decision: str, **facts: Any) -> None:
    """Finance decides about the one difference there is."""
    act: Any = {"apply": fixing.apply, "take_back": fixing.take_back}[decision]
    with story.database.unit_of_work() as session:
        difference = session.scalars(sa.select(Difference).with_for_update()).one()
        act(session, difference, foundation=story.foundation, at=story.now, by=FINANCE, **facts)


def foreign_charge(story: Story, amount: str = "20.00") -> str:
    return story.processor.add_line(
        "charge", dollars(amount), fee=dollars("0.88"), source="charge_of_the_shop"
    )


def state_of(story: Story) -> tuple[object, ...]:
    """Everything that a comparison may change, but for the record that it ran."""
    with story.database.reading() as session:
        lines = session.scalars(sa.select(BalanceTransaction.external_id)).all()
        payouts = session.execute(sa.select(Payout.external_id, Payout.status, Payout.booked_at))
        return (
            story.journal(),
            differences(story),
            sorted(lines),
            [tuple(row) for row in payouts],
        )


def test_money_that_a_known_dispute_moved_unheard_is_asked_about_and_booked(story: Story) -> None:
    donation = give_with_fee(story, "100.00", "3.20")
    payment = story.payment_of(donation)
    dispute = story.processor.dispute(payment, fee=dollars("15.00"))
    story.hear("charge.dispute.created", payment)
    story.processor.decide(dispute, DisputeStatus.WON)

    assert reconcile(story).standing == ()
    assert "dispute_reinstated" in story.journal()[-3]
    assert held(story, Role.CLEARING) == {"stripe-clearing/general": "81.80 USD"}


class TestWhatAgrees:
    def test_an_account_that_agrees_has_no_difference(self, story: Story) -> None:
        give_with_fee(story, "100.00", "3.20")
        pay_out(story)
        give_with_fee(story, "50.00", "1.75", fund="security")

        outcome = reconcile(story)

        assert (outcome.standing, outcome.found) == ((), 0)
        assert (outcome.lines_read, outcome.payouts_read) == (3, 1)
        with story.database.reading() as session:
            (run,) = session.scalars(sa.select(ReconciliationRun)).all()
        assert (run.lines_added, run.found, run.standing) == (1, 0, 0)

    def test_a_gift_whose_line_is_not_there_yet_is_no_difference(self, story: Story) -> None:
        story.give("100.00")

        assert reconcile(story).standing == ()

    def test_failure_16_a_second_run_changes_nothing_more(self, story: Story) -> None:
        """The set that it looks at is the one that it changes: lines, payouts and differences."""
        ada = give_with_fee(story, "100.00", "3.20")
        foreign_charge(story)
        story.processor.add_line("other_adjustment", dollars("7.00"))
        story.processor.add_line("fee", -dollars("2.00"))
        payout = story.processor.pay_out()
        story.processor.name_lines(payout)
        story.processor.give_back(story.payment_of(ada), dollars("30.00"))
        reconcile(story)
        before = state_of(story)

        outcome = reconcile(story)

        assert state_of(story) == before
        assert (outcome.found, outcome.gone, outcome.lines_added) == (0, 0, 0)

    def test_failure_16_two_runs_at_once_end_as_one(self, story: Story) -> None:
        give_with_fee(story, "100.00", "3.20")
        lost = story.page_of(story.submit(story.fill_in("60.00")))
        story.processor.reveal_fee(story.processor.pay(lost), dollars("2.04"))
        foreign_charge(story)
        story.processor.add_line("other_adjustment", dollars("7.00"))
        story.processor.name_lines(story.processor.pay_out())
        start = threading.Barrier(3, timeout=60)
        outcomes: list[Outcome] = []

        def run() -> None:
            start.wait()
            outcomes.append(compare(story))

        threads = [threading.Thread(target=run) for _ in range(3)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        story.work()
        after = state_of(story)

        assert len(outcomes) == 3
        assert sum(outcome.found for outcome in outcomes) == 2
        assert differences(story) == ["foreign 19.12 USD found", "unknown_line 7.00 USD found"]
        reconcile(story)
        assert state_of(story) == after

    def test_a_dry_run_says_what_it_would_find_and_changes_nothing(self, story: Story) -> None:
        give_with_fee(story, "100.00", "3.20")
        foreign_charge(story)
        story.processor.name_lines(story.processor.pay_out())
        before = state_of(story)

        outcome = reconcile(story, dry_run=True)

        assert state_of(story) == before
        assert (outcome.found, outcome.lines_added) == (1, 3)
        assert "was not begun here" in outcome.standing[0]
        assert story.count(ReconciliationRun) == 0

    def test_a_processor_that_does_not_answer_changes_nothing(self, story: Story) -> None:
        foreign_charge(story)
        before = state_of(story)
        story.processor.is_down = True

        with pytest.raises(Unavailable):
            reconcile(story)

        assert state_of(story) == before


class TestWhatIsOursIsBooked:
    def test_a_payment_of_which_no_news_came_is_found_by_its_line(self, story: Story) -> None:
        gift = story.fill_in("100.00")
        payment = story.processor.pay(story.page_of(story.submit(gift)))
        story.processor.reveal_fee(payment, dollars("3.20"))

        outcome = reconcile(story)

        assert outcome.standing == ()
        assert story.receipts() == ["R-2026-00001 issued"]
        assert held(story, Role.CLEARING) == {"stripe-clearing/general": "96.80 USD"}

    def test_a_fee_of_which_no_news_came_is_booked(self, story: Story) -> None:
        donation = story.give("100.00")
        story.processor.reveal_fee(story.payment_of(donation), dollars("3.20"))

        assert reconcile(story).standing == ()
        assert held(story, Role.CLEARING) == {"stripe-clearing/general": "96.80 USD"}

    def test_a_refund_of_which_no_news_came_is_booked(self, story: Story) -> None:
        ada = give_with_fee(story, "100.00", "3.20")
        story.processor.give_back(story.payment_of(ada), dollars("100.00"))

        assert reconcile(story).standing == ()
        assert story.receipts() == ["R-2026-00001 void"]

    def test_a_payout_of_which_no_news_came_is_booked_with_all_that_is_in_it(
        self, story: Story
    ) -> None:
        """Its gift and its fee line are older than the days that are asked for."""
        gift = story.fill_in("100.00")
        payment = story.processor.pay(story.page_of(story.submit(gift, fund="security")))
        story.processor.reveal_fee(payment, dollars("3.20"))
        story.pass_time(days=5)
        story.processor.name_lines(story.processor.pay_out())

        outcome = reconcile(story, since=date(2026, 3, 7))

        assert outcome.standing == ()
        assert held(story, Role.IN_TRANSIT) == {"payouts-in-transit/security": "96.80 USD"}
        assert held(story, Role.CLEARING) == {}

    def test_a_payout_made_by_hand_agrees_by_its_own_line(self, story: Story) -> None:
        give_with_fee(story, "100.00", "3.20")
        story.processor.pay_out(amount=dollars("50.00"))

        assert reconcile(story).standing == ()
        with story.database.reading() as session:
            (payout,) = session.scalars(sa.select(Payout)).all()
        assert payout.reconciled_at is not None

    def test_a_payout_that_fails_days_later_is_followed(self, story: Story) -> None:
        give_with_fee(story, "100.00", "3.20")
        payout = pay_out(story)
        reconcile(story)
        story.pass_time(days=6)
        story.processor.return_payout(payout)

        assert reconcile(story).standing == ()
        assert held(story, Role.CLEARING) == {"stripe-clearing/general": "96.80 USD"}


class TestWhatDiffersIsNamed:
    def test_the_payment_of_another_application(self, story: Story) -> None:
        foreign_charge(story)

        reconcile(story)

        difference = the_difference(story)
        assert difference.sentence == (
            "“charge” (charge_of_the_shop) is on the account and was not begun here:"
            " $19.12 after the fee."
        )
        assert story.journal() == []

    def test_a_payout_with_it_is_booked_and_it_goes_out_with_the_general_fund(
        self, story: Story
    ) -> None:
        give_with_fee(story, "100.00", "3.20", fund="security")
        foreign_charge(story)
        pay_out(story)

        outcome = reconcile(story)

        assert differences(story) == ["foreign 19.12 USD found"]
        assert len(outcome.standing) == 1
        assert held(story, Role.CLEARING) == {"stripe-clearing/general": "-19.12 USD"}
        decide(story, "apply")
        assert held(story, Role.CLEARING) == {}
        assert held(story, Role.SUSPENSE) == {"suspense/general": "19.12 USD"}

    def test_a_line_with_another_amount_or_fee_than_we_know(self, story: Story) -> None:
        ada = give_with_fee(story, "100.00", "3.20")
        line = story.processor.lines[0]
        story.processor.lines[0] = replace(
            line, amount=dollars("90.00"), fee=dollars("3.00"), net=dollars("87.00")
        )
        story.processor.give_back(story.payment_of(ada), dollars("30.00"))
        story.hear("charge.refunded", story.payment_of(ada))
        refund = story.processor.lines[1]
        story.processor.lines[1] = replace(refund, amount=-dollars("31.00"), net=-dollars("31.00"))
        before = story.journal()

        outcome = reconcile(story)

        assert differences(story) == [
            "amount -10.00 USD found",
            "amount -1.00 USD found",
            "fee 0.20 USD found",
        ]
        assert sorted(outcome.standing) == [
            "P-2026-000001 is $90.00 on the account and $100.00 in our books.",
            "RF-2026-000001 is -$31.00 on the account and -$30.00 in our books.",
            "The fee of P-2026-000001 is $3.00 on the account and $3.20 in our books.",
        ]
        assert story.journal() == before

    def test_a_line_of_a_kind_that_nothing_books(self, story: Story) -> None:
        story.processor.add_line("other_adjustment", -dollars("7.00"))
        story.processor.add_line("payout_reversal", dollars("9.00"), source="payout_of_last_year")

        reconcile(story)

        assert differences(story) == [
            "unknown_line -7.00 USD found",
            "unknown_line 9.00 USD found",
        ]

    def test_a_payment_that_the_account_never_took_in(self, story: Story) -> None:
        donation = story.give("100.00")
        story.pass_time(days=4)

        outcome = reconcile(story, since=date(2026, 3, 1))

        assert outcome.standing == (
            "P-2026-000001 over $100.00 settled on 2026-03-02, and the account has no line for it.",
        )
        story.processor.reveal_fee(story.payment_of(donation), dollars("3.20"))
        assert reconcile(story).standing == ()
        assert differences(story) == ["no_line -100.00 USD gone"]

    def test_a_payment_that_is_ours_and_cannot_be_booked(self, story: Story) -> None:
        """The processor tells another amount than before: an alarm, not an entry."""
        donation = story.give("100.00")
        payment = story.payment_of(donation)
        story.processor.reveal_fee(payment, dollars("3.20"))
        known = story.processor.payments[payment]
        story.processor.payments[payment] = replace(known, amount=dollars("99.00"))
        before = story.journal()

        reconcile(story)

        assert story.journal() == before
        assert differences(story) == ["fee -3.20 USD found"]

    def test_a_payment_that_speaks_of_a_gift_that_we_do_not_have(self, story: Story) -> None:
        gift = story.fill_in("100.00")
        payment = story.processor.pay(story.page_of(story.submit(gift)))
        story.processor.reveal_fee(payment, dollars("3.20"))
        known = story.processor.payments[payment]
        story.processor.payments[payment] = replace(known, purpose_id=77)

        outcome = reconcile(story)

        assert differences(story) == ["not_booked 96.80 USD found"]
        assert outcome.standing[0].endswith(
            "The processor speaks of a gift that we do not know yet."
        )
        story.processor.payments[payment] = known
        assert reconcile(story).standing == ()
        assert differences(story) == ["not_booked 96.80 USD gone"]
        assert story.receipts() == ["R-2026-00001 issued"]

    def test_a_payout_that_is_not_the_sum_of_its_lines(self, story: Story) -> None:
        give_with_fee(story, "100.00", "3.20")
        payout = story.processor.pay_out()
        story.processor.name_lines(payout)
        state = story.processor.payouts[payout]
        story.processor.payouts[payout] = replace(state, amount=dollars("97.00"))

        outcome = reconcile(story)

        assert "Payout PO-2026-000001 is $97.00, and its lines add up to $96.80." in (
            outcome.standing
        )
        assert story.journal("PO-2026-000001") == []

    def test_a_payout_of_which_another_amount_is_told_later(self, story: Story) -> None:
        give_with_fee(story, "100.00", "3.20")
        payout = story.processor.pay_out()
        story.hear("payout.created", payout)
        state = story.processor.payouts[payout]
        story.processor.payouts[payout] = replace(state, amount=dollars("97.00"))

        outcome = reconcile(story)

        assert outcome.standing == ("PO-2026-000001 was 96.80 USD and is now said to be 97.00 USD",)

    def test_a_payout_that_is_not_booked_days_after_it_arrived(self, story: Story) -> None:
        give_with_fee(story, "100.00", "0.00")
        story.processor.pay_out()
        assert reconcile(story).standing == ()
        story.pass_time(days=6)

        reconcile(story)

        assert differences(story) == ["payout_late -100.00 USD found"]
        decide(story, "apply")
        assert held(story, Role.CLEARING) == {}
        story.pass_time(days=1)
        decide(story, "take_back", reason="it consists of other funds")
        assert held(story, Role.CLEARING) == {"stripe-clearing/general": "100.00 USD"}
        decide(story, "apply")
        assert [line for line in story.journal("PO-2026-000001") if line[0] != " "] == [
            "2026-03-02 payout_sent PO-2026-000001",
            "2026-03-09 payout_sent_reversed PO-2026-000001",
            "2026-03-02 payout_sent PO-2026-000001:2",
        ]

    def test_what_no_line_explains_is_named_by_its_amount(self, story: Story) -> None:
        """Somebody's line is in the balance and older than all that we read."""
        story.processor.add_line("other_adjustment", dollars("5.00"))
        story.pass_time(days=30)
        give_with_fee(story, "100.00", "3.20")

        outcome = reconcile(story, since=date(2026, 4, 1))

        assert differences(story) == ["balance 5.00 USD found"]
        assert outcome.standing == (
            "The processor holds $101.80, and our books and all that is explained come to $96.80.",
        )
        reconcile(story, since=date(2026, 1, 1))
        assert differences(story) == ["balance 5.00 USD gone", "unknown_line 5.00 USD found"]

    def test_a_comparison_of_earlier_days_leaves_the_balance_alone(self, story: Story) -> None:
        story.processor.add_line("other_adjustment", dollars("5.00"))
        story.pass_time(days=30)

        outcome = reconcile(story, since=date(2026, 3, 10), until=date(2026, 3, 20))

        assert (outcome.standing, outcome.lines_read) == ((), 0)
        assert (outcome.since_on, outcome.until_on) == (date(2026, 3, 10), date(2026, 3, 20))


class TestWhatAPersonDecides:
    def test_a_fix_is_booked_once_and_can_be_taken_back(self, story: Story) -> None:
        foreign_charge(story)
        reconcile(story)

        decide(story, "apply")

        assert story.journal("DF-2026-000001") == [
            "2026-03-02 difference_suspended DF-2026-000001:1",
            "  Dr stripe-clearing/general  19.12 USD",
            "  Cr suspense/general  19.12 USD",
        ]
        with pytest.raises(WrongState):
            decide(story, "apply")
        reconcile(story)
        assert differences(story) == ["foreign 19.12 USD fixed"]

        story.pass_time(days=1)
        decide(story, "take_back", reason="the shop keeps its own books")

        assert story.journal("DF-2026-000001")[3:] == [
            "2026-03-03 difference_suspended_reversed DF-2026-000001:1",
            "  Dr suspense/general  19.12 USD",
            "  Cr stripe-clearing/general  19.12 USD",
        ]
        decide(story, "apply")
        assert held(story, Role.CLEARING) == {"stripe-clearing/general": "19.12 USD"}
        with story.database.reading() as session:
            moves = history(session, the_difference(story))
        assert [(move.verb, move.by) for move in moves] == [
            ("fixed", str(FINANCE)),
            ("taken_back", str(FINANCE)),
            ("fixed", str(FINANCE)),
        ]

    def test_a_fee_is_taken_back_and_booked_anew(self, story: Story) -> None:
        give_with_fee(story, "50.00", "1.75", fund="security")
        line = story.processor.lines[0]
        story.processor.lines[0] = replace(line, fee=dollars("2.00"), net=dollars("48.00"))
        reconcile(story)

        decide(story, "apply")

        assert story.journal("DF-2026-000001")[1:] == [
            "  Dr stripe-clearing/security  1.75 USD",
            "  Cr processing-fees/security  1.75 USD",
            "  Dr processing-fees/security  2.00 USD",
            "  Cr stripe-clearing/security  2.00 USD",
        ]
        assert reconcile(story).standing == ()
        decide(story, "take_back", reason="the account was wrong")
        assert held(story, Role.CLEARING) == {"stripe-clearing/security": "48.25 USD"}

    def test_what_is_accepted_is_not_found_again_and_still_explains_the_balance(
        self, story: Story
    ) -> None:
        foreign_charge(story)
        reconcile(story)
        difference = the_difference(story)

        with pytest.raises(Invalid):
            _accept(story, difference, reason=" ")
        _accept(story, difference, reason="The shop keeps books of its own.")

        assert reconcile(story).standing == ()
        assert story.journal() == []
        assert the_difference(story).status is DifferenceStatus.ACCEPTED

    def test_another_amount_of_what_was_accepted_is_found(self, story: Story) -> None:
        story.processor.add_line("other_adjustment", dollars("5.00"))
        story.pass_time(days=30)
        reconcile(story, since=date(2026, 4, 1))
        accepted = the_difference(story)
        _accept(story, accepted, reason="It was there before us.")
        story.processor.lines[0] = replace(story.processor.lines[0], net=dollars("6.00"))

        reconcile(story, since=date(2026, 4, 1))

        assert differences(story) == ["balance 5.00 USD accepted", "balance 6.00 USD found"]
        with pytest.raises(FoundAgain), story.database.unit_of_work() as session:
            fixing.take_back(
                session,
                session.get_one(Difference, accepted.id),
                reason="after all",
                foundation=story.foundation,
                at=story.now,
                by=FINANCE,
            )

    def test_the_processor_is_asked_again(self, story: Story) -> None:
        gift = story.fill_in("100.00")
        payment = story.processor.pay(story.page_of(story.submit(gift)))
        story.processor.reveal_fee(payment, dollars("3.20"))
        known = story.processor.payments[payment]
        story.processor.payments[payment] = replace(known, purpose_id=77)
        reconcile(story)
        story.processor.payments[payment] = known

        assert _ask(story)

        assert differences(story) == ["not_booked 96.80 USD gone"]
        assert story.count(Payment) == 1

    def test_a_payment_without_a_line_can_be_asked_about_and_not_booked(self, story: Story) -> None:
        story.give("100.00")
        story.pass_time(days=4)
        reconcile(story, since=date(2026, 3, 1))

        assert not _ask(story)
        with pytest.raises(NothingToBook):
            decide(story, "apply")
        assert differences(story) == ["no_line -100.00 USD found"]

    def test_a_payout_is_asked_about_until_it_adds_up(self, story: Story) -> None:
        give_with_fee(story, "100.00", "0.00")
        payout = story.processor.pay_out()
        story.pass_time(days=6)
        reconcile(story)
        story.processor.name_lines(payout)

        assert _ask(story)

        assert differences(story) == ["payout_late -100.00 USD gone"]
        assert held(story, Role.IN_TRANSIT) == {"payouts-in-transit/general": "100.00 USD"}


def _accept(story: Story, difference: Difference, *, reason: str) -> None:
    with story.database.unit_of_work() as session:
        operations.accept(
            session,
            session.get_one(Difference, difference.id),
            reason=reason,
            at=story.now,
            by=FINANCE,
        )


def _ask(story: Story) -> bool:
    gone = fixing.ask_again(
        story.database,
        story.processor,
        the_difference(story).id,
        foundation=story.foundation,
        at=story.now,
    )
    story.work()
    return gone


def test_money_of_different_currencies_is_compared_currency_by_currency(story: Story) -> None:
    story.processor.add_line("other_adjustment", Money(500, "JPY"))
    story.processor.add_line("other_adjustment", Money(1500, "KWD"))

    reconcile(story)

    assert differences(story) == ["unknown_line 500 JPY found", "unknown_line 1.500 KWD found"]
