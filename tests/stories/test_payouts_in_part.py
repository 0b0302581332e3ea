"""A payment of which only a part fits: whose money its lines on the account are, in each fund."""

from __future__ import annotations

import pytest

from sponsorship.funds import queries as funds
from sponsorship.ledger.models import Role
from sponsorship.money import Money
from sponsorship.suspense import queries as cases
from sponsorship.workflows import billing, deciding
from tests.stories.telling import FINANCE, Story
from tests.stories.test_disputes import sound
from tests.stories.test_payouts import dollars, held, pay_out
from tests.stories.test_reconciling import reconcile


def invoice_page(story: Story) -> str:
    """The page on which a sponsor pays."""
    sponsorship = story.contracted()
    return story.page_of(
        billing.start_payment(
            story.database, story.processor, story.invoice_of(sponsorship).public_token,
            foundation=story.foundation, at=story.now,
        )
    )  # fmt: skip


class TestAPaymentThatFitsInPart:
    """A sponsor of the security fund owes 11,000 dollars and pays 11,500: 500 wait in the general fund."""

    @pytest.fixture
    def sponsors_give_to(self) -> str:
        return "security"

    @pytest.fixture
    def paid(self, story: Story) -> str:
        page = invoice_page(story)
        payment = story.processor.pay(page, amount=dollars("11500.00"))
        story.hear("checkout.session.completed", page)
        story.processor.reveal_fee(payment, dollars("340.00"))
        story.hear("charge.updated", payment)
        return payment

    def test_each_fund_gives_what_it_holds_of_it(self, story: Story, paid: str) -> None:
        assert held(story, Role.CLEARING) == {
            "stripe-clearing/general": "160.00 USD",
            "stripe-clearing/security": "11000.00 USD",
        }
        payout = pay_out(story)

        assert held(story, Role.CLEARING) == {}
        assert held(story, Role.IN_TRANSIT) == {
            "payouts-in-transit/general": "160.00 USD",
            "payouts-in-transit/security": "11000.00 USD",
        }
        assert payout
        assert reconcile(story).standing == ()

    def test_what_goes_back_comes_from_where_it_was_booked(self, story: Story, paid: str) -> None:
        story.processor.give_back(paid, dollars("600.00"))
        story.hear("charge.refunded", paid)
        story.processor.return_refund(paid)
        story.hear("refund.failed", paid)
        story.processor.give_back(paid, dollars("700.00"))
        story.hear("charge.refunded", paid)
        story.processor.dispute(paid, dollars("100.00"), fee=dollars("15.00"))
        story.hear("charge.dispute.created", paid)
        before = held(story, Role.CLEARING)

        pay_out(story)

        assert held(story, Role.CLEARING) == {}
        assert held(story, Role.IN_TRANSIT) == {
            name.replace("stripe-clearing", "payouts-in-transit"): amount
            for name, amount in before.items()
        }
        sound(story)

    def test_what_was_decided_about_it_meanwhile_changes_nothing(
        self, story: Story, paid: str
    ) -> None:
        with story.database.unit_of_work() as session:
            deciding.count_as_gift(
                session, cases.get(session, 1), deciding.Giver("Grace Hopper", "g@example.org"),
                funds.by_slug(session, "security"), amount=dollars("500.00"), reason="a gift",
                form_key=None, foundation=story.foundation, at=story.now, by=FINANCE,
            )  # fmt: skip
        pay_out(story)

        assert held(story, Role.CLEARING) == {}
        sound(story)

    def test_in_another_currency_each_fund_exchanges_its_own_part(self, story: Story) -> None:
        page = invoice_page(story)
        payment = story.processor.pay(page, amount=dollars("11500.00"))
        story.hear("checkout.session.completed", page)
        taken_in = Money.parse("10120.00", "EUR")
        story.processor.reveal_fee(payment, Money.parse("300.00", "EUR"), settles_as=taken_in)
        story.hear("charge.updated", payment)
        story.processor.give_back(
            payment, dollars("575.00"), settles_as=Money.parse("500.00", "EUR")
        )
        story.hear("charge.refunded", payment)

        assert held(story, Role.CLEARING) == {
            "stripe-clearing/general": "140.00 EUR",
            "stripe-clearing/security": "9180.00 EUR",
        }
        payout = story.processor.pay_out(currency="EUR")
        story.processor.name_lines(payout)
        story.hear("payout.paid", payout)
        assert held(story, Role.CLEARING) == {}
        assert reconcile(story).standing == ()
