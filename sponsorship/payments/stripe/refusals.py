"""What Stripe's errors mean to us: try again later, a rule that says no, or a mistake of ours.

Nothing of the original error travels on: it carries the whole answer, with people's data in it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any, TypeVar

from sponsorship.errors import Invalid, NotFound, Refused, Unavailable

if TYPE_CHECKING:
    from stripe import ListObject, StripeError

T = TypeVar("T")

_BUSY = {409, 429}


class AlreadyRefunded(Refused):
    """Raised when less is left of a payment at the processor than is to be given back."""

    code = "already_refunded"

    def __init__(self) -> None:
        super().__init__("This payment has been given back already, as far as it can be.")


class PaymentDisputed(Refused):
    """Raised when the payer's bank has taken the money back, so that we cannot give it back too."""

    code = "payment_disputed"

    def __init__(self) -> None:
        super().__init__("The payer's bank disputes this payment, so it cannot be refunded.")


class TooLateToAsk(Refused):
    """Raised when a payment page is asked for whose time is already running out."""

    code = "too_late_to_ask"

    def __init__(self) -> None:
        super().__init__("This attempt to pay is too old. Please begin again.")


class UnknownToProcessor(NotFound):
    """Raised when the processor does not know the object, or no longer."""

    code = "unknown_to_processor"

    def __init__(self) -> None:
        super().__init__("object at the payment processor")


class RequestRefused(AssertionError):
    """The processor refused a request that should have been right: our code or its settings."""

    def __init__(self, error: StripeError) -> None:
        self.status = error.http_status
        self.stripe_code = error.code
        self.param = getattr(error, "param", None)
        self.request_id = error.request_id
        super().__init__(
            f"Stripe answered {self.status} {type(error).__name__}: code {self.stripe_code},"
            f" parameter {self.param}, request {self.request_id}"
        )


def asked(question: Callable[[], T]) -> T:
    """Stripe's answer, or our own error for its."""
    from stripe import StripeError

    try:
        return question()
    except StripeError as error:
        refusal = meaning_of(error)
    # Raised outside of the handler, so that it does not carry the original along.
    raise refusal


def paged(question: Callable[[], ListObject[Any]], meaning: Callable[[Any], T]) -> Iterator[T]:
    """Every row of one of Stripe's lists in our words, page after page as they are wanted."""
    rows = asked(lambda: question().auto_paging_iter())
    while (row := asked(lambda: next(rows, None))) is not None:
        yield meaning(row)


def meaning_of(error: StripeError) -> Exception:
    """Our error for one of Stripe's."""
    from stripe import APIConnectionError, APIError, RateLimitError

    if isinstance(error, APIConnectionError | APIError | RateLimitError):
        return Unavailable("The payment processor")
    if error.http_status in _BUSY or (error.http_status or 0) >= 500:
        return Unavailable("The payment processor")
    return _rule_behind(error) or RequestRefused(error)


def _rule_behind(error: StripeError) -> Exception | None:
    rule = _BY_CODE.get(error.code or "") or _BY_PARAM.get(getattr(error, "param", None) or "")
    return rule and rule()


_BY_CODE: dict[str, Callable[[], Exception]] = {
    "resource_missing": UnknownToProcessor,
    "charge_already_refunded": AlreadyRefunded,
    "charge_disputed": PaymentDisputed,
    "amount_too_small": lambda: Invalid("amount", "This amount is too small to be paid online."),
    "amount_too_large": lambda: Invalid("amount", "This amount is too large to be paid online."),
    "email_invalid": lambda: Invalid("email", "Please give an e-mail address that works."),
}

_BY_PARAM = {
    "customer_email": _BY_CODE["email_invalid"],
    "expires_at": TooLateToAsk,
    "amount": AlreadyRefunded,  # only a refund has it: more was asked for than is left
}
