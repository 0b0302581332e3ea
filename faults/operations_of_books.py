"""Payouts, comparisons, bank statements and months: what is killed halfway in the back office."""

from __future__ import annotations

from datetime import date

from sqlalchemy.orm import Session

from faults.steps import Operation, Step, click, delivery, dollars, give_with_fee
from sponsorship.banking import queries as bank
from sponsorship.donations.models import GiftMethod
from sponsorship.donations.offline import OfflineGift
from sponsorship.funds import operations as keeping_funds
from sponsorship.funds import queries as funds
from sponsorship.funds.operations import FundTexts, Restricted
from sponsorship.ledger import periods
from sponsorship.workflows import (
    bank_lines,
    checking,
    closing,
    fetching,
    offline_giving,
    reconciling,
)
from tests.banking.conftest import Bank
from tests.stories.telling import FINANCE, Story

# --- Payouts --------------------------------------------------------------------------------------


def _paid_out(story: Story) -> str:
    """Gifts to two funds, a refund and a fee of the processor's own are paid out; nobody told us yet."""
    ada = give_with_fee(story, "100.00", "3.20")
    give_with_fee(story, "50.00", "1.75", fund="security")
    story.processor.give_back(ada, dollars("30.00"))
    story.hear("charge.refunded", ada)
    story.processor.add_line("fee", -dollars("0.25"))
    payout = story.processor.pay_out()
    story.processor.name_lines(payout)
    return payout


def _payout_booked(story: Story) -> list[Step]:
    payout = _paid_out(story)
    return [
        delivery(story, "payout.paid", payout, "evt_paid"),
        delivery(story, "payout.reconciliation_completed", payout, "evt_named"),
    ]


def _booked(story: Story) -> str:
    payout = _paid_out(story)
    story.hear("payout.paid", payout)
    story.hear("payout.reconciliation_completed", payout)
    return payout


def _payout_failed(story: Story) -> list[Step]:
    payout = _booked(story)
    story.pass_time(days=3)
    story.processor.return_payout(payout)
    return [delivery(story, "payout.failed", payout)]


# --- Comparisons and missed news ------------------------------------------------------------------


def _unheard(story: Story) -> str:
    """A gift was paid, and nobody told us: its page."""
    page = story.page_of(story.submit(story.fill_in("60.00")))
    story.processor.reveal_fee(story.processor.pay(page), dollars("2.04"))
    return page


def _reconciled(story: Story) -> list[Step]:
    """A payment missed, one of another application's, a line of a kind unknown to us, and a payout."""
    give_with_fee(story, "100.00", "3.20")
    _unheard(story)
    story.processor.add_line(
        "charge", dollars("20.00"), fee=dollars("0.88"), source="charge_of_the_shop"
    )
    story.processor.add_line("other_adjustment", dollars("7.00"))
    story.processor.name_lines(story.processor.pay_out())

    def compare() -> str:
        reconciling.reconcile(
            story.database, story.processor, foundation=story.foundation, at=story.now
        )
        return "done"

    return [Step("the clock asks for the comparison", compare)]


def _missed_fetched(story: Story) -> list[Step]:
    missed = [
        (story.now, story.envelope("checkout.session.completed", _unheard(story), event_id=event))
        for event in ("evt_missed_1", "evt_missed_2")
    ]
    story.processor.news = missed
    story.pass_time(days=1)
    return [
        Step(
            "the clock asks for what was missed",
            lambda: fetching.fetch_missed(story.database, story.processor, at=story.now) >= 0,
        )
    ]


# --- The bank -------------------------------------------------------------------------------------

_STATEMENT = b"""Date,Amount,Name,Description,Reference
03/04/2026,"114.80","STRIPE","STRIPE TRANSFER","ST-1"
03/04/2026,"250.00","GRACE HOPPER","CHEQUE 1042","C-1"
03/05/2026,"-12.00","FIRST BANK","ACCOUNT FEE","F-1"
"""


def _statement_imported(story: Story) -> list[Step]:
    desk = Bank(story)
    return [Step("finance imports the statement", lambda: desk.keep(_STATEMENT) in (True, False))]


def _line_matched(story: Story) -> list[Step]:
    desk = Bank(story)
    _booked(story)
    line = desk.came("114.80", "STRIPE TRANSFER ST-1", on=date(2026, 3, 4))
    with story.database.reading() as session:
        (proposal,) = bank_lines.candidates(session, line.currency).for_line(line)

    def act(session: Session) -> None:
        locked = bank.line(session, line.id, for_update=True)
        bank_lines.apply_proposal(session, locked, proposal.key, at=story.now, by=FINANCE)

    return [click(story, "finance says that the line is the payout", act)]


def _cheque_recorded(story: Story) -> list[Step]:
    given = OfflineGift(
        form_key="cheque-form-of-grace-0001",
        name="Grace Hopper",
        email="grace@example.org",
        amount=dollars("250.00"),
        method=GiftMethod.CHEQUE,
        received_on=date(2026, 3, 2),
        cheque_number="1042",
        mailed_on=date(2026, 2, 27),
    )

    def act(session: Session) -> None:
        offline_giving.record_gift(
            session,
            given,
            funds.general(session),
            foundation=story.foundation,
            at=story.now,
            by=FINANCE,
        )

    return [click(story, "finance records the cheque", act)]


# --- Months ---------------------------------------------------------------------------------------


def _close_march(story: Story) -> Step:
    """April has come and the nightly work is done; finance closes March."""
    story.pass_time(days=31)
    checking.check_everything(story.database, clock=lambda: story.now)

    def act(session: Session) -> None:
        closing.close_month(
            session,
            periods.of_month(session, 202603),
            today=story.foundation.calendar.day_of(story.now),
            at=story.now,
            by=FINANCE,
        )

    return click(story, "finance closes March", act)


def _month_closed(story: Story) -> list[Step]:
    give_with_fee(story, "100.00", "3.20")
    return [_close_march(story)]


def _restriction_released(story: Story) -> list[Step]:
    with story.database.unit_of_work() as session:
        keeping_funds.open_fund(
            session,
            FundTexts("Jubilee fund", "Kept for March.", "For the jubilee.", None),
            slug="jubilee",
            currency="USD",
            restricted=Restricted("", date(2026, 3, 31)),
            at=story.now,
        )
    give_with_fee(story, "100.00", "3.20", fund="jubilee")
    return [_close_march(story)]


BOOKS: tuple[Operation, ...] = (
    Operation("payout_booked", _payout_booked),
    Operation("payout_failed", _payout_failed),
    Operation("account_reconciled", _reconciled),
    Operation("missed_news_fetched", _missed_fetched),
    Operation("bank_statement_imported", _statement_imported),
    Operation("bank_line_matched", _line_matched),
    Operation("cheque_recorded", _cheque_recorded),
    Operation("month_closed", _month_closed),
    Operation("restriction_released", _restriction_released),
)
