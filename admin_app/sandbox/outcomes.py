"""Stripe's magic test numbers, as choices a person can click."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Result = Literal["succeeded", "declined", "requires_action", "processing"]


@dataclass(frozen=True)
class Outcome:
    """What happens when somebody pays in this way."""

    key: str
    label: str
    number: str
    result: Result
    explanation: str
    method: Literal["card", "us_bank_account"] = "card"
    code: str | None = None
    decline_code: str | None = None
    sentence: str = ""
    refund_fails: bool = False
    disputed: bool = False
    debit_fails: bool = False

    @property
    def last4(self) -> str:
        return self.number[-4:]


_ALL = (
    Outcome(
        "paid",
        "Pay by card",
        "4242 4242 4242 4242",
        "succeeded",
        "The payment succeeds at once.",
    ),
    Outcome(
        "declined",
        "Card declined",
        "4000 0000 0000 0002",
        "declined",
        "The bank declines without a reason.",
        code="card_declined",
        decline_code="generic_decline",
        sentence="Your card has been declined.",
    ),
    Outcome(
        "insufficient_funds",
        "Insufficient funds",
        "4000 0000 0000 9995",
        "declined",
        "The bank declines for lack of funds.",
        code="card_declined",
        decline_code="insufficient_funds",
        sentence="Your card has insufficient funds.",
    ),
    Outcome(
        "three_d_secure",
        "Confirm with the bank",
        "4000 0027 6000 3184",
        "requires_action",
        "An extra page of the bank asks for confirmation.",
    ),
    Outcome(
        "refund_fails",
        "Card whose refund fails",
        "4000 0000 0000 5126",
        "succeeded",
        "Paid; a later refund first succeeds, then fails.",
        refund_fails=True,
    ),
    Outcome(
        "disputed",
        "Card that gets disputed",
        "4000 0000 0000 0259",
        "succeeded",
        "Paid; the cardholder disputes it soon after.",
        disputed=True,
    ),
    Outcome(
        "debit_settles",
        "Bank debit that settles",
        "0001 2345 6789",
        "processing",
        "Pending for days; then the money arrives.",
        method="us_bank_account",
    ),
    Outcome(
        "debit_fails",
        "Bank debit that fails",
        "0001 1111 6116",
        "processing",
        "Pending for days; then the bank returns it.",
        method="us_bank_account",
        code="debit_not_authorized",
        sentence="The bank account could not be debited.",
        debit_fails=True,
    ),
)

OUTCOMES: dict[str, Outcome] = {outcome.key: outcome for outcome in _ALL}

AUTHENTICATION_REFUSED = Outcome(
    "authentication_refused",
    "Confirmation refused",
    "4000 0027 6000 3184",
    "declined",
    "The bank's confirmation was refused.",
    code="payment_intent_authentication_failure",
    sentence="The bank could not confirm that it is you. Please choose another way to pay.",
)
