"""What invoices of a sponsorship say about the sponsor, kept by staff until the last one is issued."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy.orm import Session
from starlette.requests import Request
from starlette.routing import BaseRoute

from admin_app.desks.frame import Act, Field, act
from admin_app.pages import path_id
from admin_app.public.application_form import BILLING, countries
from sponsorship.sponsorships import queries
from sponsorship.sponsorships.models import Sponsorship
from sponsorship.sponsorships.particulars import BillingAddress, Particulars
from sponsorship.staff.permissions import Capability
from sponsorship.workflows import particulars

_LABELS = {
    "billing_name": "Name on the invoice",
    "billing_address_line_1": "Street address",
    "billing_address_line_2": "Second address line",
    "billing_city": "City",
    "billing_region": "State or region",
    "billing_postal_code": "Postal code",
}


def _found(session: Session, request: Request) -> Sponsorship:
    return queries.get(session, path_id(request))


def _fields(_: Session, sponsorship: Sponsorship) -> Iterable[Field]:
    sponsor = sponsorship.sponsor
    currency = f"Invoices are in {sponsorship.currency}: all prices of the programme are."
    yield Field(
        "po_number", "PO number", is_required=False, hint=currency, initial=sponsorship.po_number
    )
    yield Field("tax_id", "Tax id", is_required=False, initial=sponsor.tax_id)
    for name, label in _LABELS.items():
        hint = "Leave the address empty to use the organisation’s own." if "line_1" in name else ""
        yield Field(name, label, is_required=False, hint=hint, initial=getattr(sponsor, name))
    yield Field(
        "billing_country", "Country", "choice", is_required=False,
        hint="It decides about taxes.", options=[*countries().items()],
        initial=sponsor.billing_country,
    )  # fmt: skip


@act(
    "/admin/desk/sponsorships/{id}/billing",
    may=Capability.DECIDE_SPONSORSHIP,
    of=_found,
    verb="changed_billing",
    title="Change what invoices say about the sponsor",
    button="Billing particulars",
    fields=_fields,
)
def change(one: Act[Sponsorship]) -> str:
    """The next invoice says so; those that are issued stay as they are."""
    address = BillingAddress(**{name: one.form.line(name) for name in BILLING})
    told = Particulars(
        address, tax_id=one.form.line("tax_id"), po_number=one.form.line("po_number")
    )
    particulars.change_particulars(one.session, one.subject, told)
    return "Kept. The next invoice says so."


routes: list[BaseRoute] = [*change.routes]
