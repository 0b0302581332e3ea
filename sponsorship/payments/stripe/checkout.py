"""What we ask Stripe for: the parameters of its pages, refunds and cancellations."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from sponsorship.payments.models import Purpose
from sponsorship.payments.processor import CheckoutRequest, RefundRequest
from sponsorship.payments.stripe.amounts import written
from sponsorship.payments.stripe.owner import APP, Owner, refund_mark

if TYPE_CHECKING:
    from stripe.params import RefundCreateParams
    from stripe.params.billing_portal import ConfigurationCreateParams
    from stripe.params.billing_portal import SessionCreateParams as PortalParams
    from stripe.params.checkout import SessionCreateParams, SessionCreateParamsLineItemPriceData

_LONGEST_NAME = 250


def checkout_params(request: CheckoutRequest) -> SessionCreateParams:
    """The page for one checkout. Stripe copies metadata nowhere, so each object gets its own."""
    mark = Owner(request.purpose, request.purpose_id, request.checkout_id).mark()
    wording = request.description[:_LONGEST_NAME]
    price: SessionCreateParamsLineItemPriceData = {
        "currency": request.amount.currency.lower(),
        "unit_amount": written(request.amount),
        "product_data": {"name": wording},
    }
    params: SessionCreateParams = {
        "client_reference_id": f"checkout-{request.checkout_id}",
        "submit_type": _button(request.purpose),
        "line_items": [{"quantity": 1, "price_data": price}],
        "billing_address_collection": "auto",
        "locale": "auto",
        "success_url": request.return_url,
        "cancel_url": request.cancel_url,
        "expires_at": int(request.expires_at.timestamp()),
        "metadata": {**mark, "fund": request.fund},
        # Otherwise Stripe may charge another currency than the one that was agreed.
        "adaptive_pricing": {"enabled": False},
    }
    if request.email:
        params["customer_email"] = request.email
    if request.is_monthly:
        price["recurring"] = {"interval": "month"}
        params["mode"] = "subscription"
        params["subscription_data"] = {"metadata": mark, "description": wording}
        return params
    params["mode"] = "payment"
    params["customer_creation"] = "if_required"
    params["payment_intent_data"] = {"metadata": mark, "description": wording}
    if request.purpose is Purpose.INVOICE:
        params["invoice_creation"] = {"enabled": False}  # the invoice is ours
    return params


def _button(purpose: Purpose) -> Literal["donate", "pay"]:
    return "pay" if purpose is Purpose.INVOICE else "donate"


def refund_params(request: RefundRequest) -> RefundCreateParams:
    """Part or all of one payment back to where it came from."""
    return {
        "payment_intent": request.payment_external_id,
        "amount": written(request.amount),
        "reason": "requested_by_customer",
        "metadata": refund_mark(request.refund_id),
    }


def self_service_features() -> ConfigurationCreateParams:
    """What payers may do on Stripe's own pages; everything else is done on ours."""
    return {
        "features": {"payment_method_update": {"enabled": True}},
        "metadata": {"app": APP},
    }


def self_service_params(customer: str, *, return_url: str, configuration: str) -> PortalParams:
    """A page for nothing but the change of the payment method."""
    return {
        "customer": customer,
        "configuration": configuration,
        "return_url": return_url,
        "flow_data": {
            "type": "payment_method_update",
            "after_completion": {"type": "redirect", "redirect": {"return_url": return_url}},
        },
    }
