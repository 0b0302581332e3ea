"""Our account with Stripe as our states: its lines, its payouts, what it holds. Pure: no network."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import TYPE_CHECKING

from sponsorship.money import Money
from sponsorship.payments.models import PayoutStatus
from sponsorship.payments.processor import BalanceLine, PayoutState
from sponsorship.payments.stripe.amounts import read
from sponsorship.payments.stripe.translate import instant

if TYPE_CHECKING:
    from stripe import Balance, BalanceTransaction, Payout

PAYOUTS = {
    "paid": PayoutStatus.PAID,
    "failed": PayoutStatus.FAILED,
    "canceled": PayoutStatus.CANCELLED,
}
"""The other statuses say that it is on its way: pending, in transit."""

_LONGEST = 200


def balance_line(line: BalanceTransaction) -> BalanceLine:
    """One line of the account; `reporting_category` is Stripe's stable word for what it is."""
    source = line.source
    return BalanceLine(
        external_id=line.id,
        category=line.reporting_category,
        source_external_id=source if source is None or isinstance(source, str) else source.id,
        description=(line.description or "")[:_LONGEST],
        amount=read(line.amount, line.currency),
        fee=read(line.fee, line.currency),
        net=read(line.net, line.currency),
        at=instant(line.created),
        available_on=instant(line.available_on).date(),
    )


def payout_state(payout: Payout, lines: Iterable[BalanceTransaction] | None = None) -> PayoutState:
    """One payout; Stripe names the lines of an automatic one when it has added them up."""
    status = PAYOUTS.get(payout.status, PayoutStatus.UNDER_WAY)
    came_back = payout.failure_balance_transaction
    if isinstance(came_back, str):
        came_back = None  # it was not asked for along with the payout
    return PayoutState(
        external_id=payout.id,
        amount=read(payout.amount, payout.currency),
        is_automatic=payout.automatic,
        status=status,
        failure=(payout.failure_message or "")[:_LONGEST],
        at=instant(payout.created),
        arrival_on=instant(payout.arrival_date).date(),
        ended_at=None if came_back is None else instant(came_back.created),
        names_lines=names_lines(payout),
        lines=None if lines is None else tuple(balance_line(one) for one in lines),
    )


def names_lines(payout: Payout) -> bool:
    """Whether Stripe says of which lines the payout consists."""
    return payout.automatic and payout.reconciliation_status == "completed"


def balance_of(balance: Balance) -> tuple[Money, ...]:
    """What the account holds, available or not yet, in the order of the currencies' codes."""
    held: dict[str, int] = defaultdict(int)
    for available in balance.available:
        held[available.currency] += available.amount
    for pending in balance.pending:
        held[pending.currency] += pending.amount
    return tuple(read(number, currency) for currency, number in sorted(held.items()))
