"""Taxes on invoices: by country, with the days on which they are in force."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy.orm import Session
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute

from admin_app.auth import staff
from admin_app.desks import frame
from admin_app.desks.frame import Act, Done, Field, act
from admin_app.forms import Form
from admin_app.menu import MenuEntry
from admin_app.pages import wiring_of
from admin_app.public.application_form import countries, country_name
from admin_app.routing import page
from sponsorship.clock import utc_now
from sponsorship.staff.permissions import Capability
from sponsorship.taxes import operations, queries
from sponsorship.taxes.models import TaxRate, TaxTreatment

HOME = "/admin/desk/taxes"


def list_taxes(request: Request) -> Response:
    """Every tax by country, and whether invoices of today have it."""
    wiring = wiring_of(request)
    with wiring.database.reading() as session:
        taxes = queries.known(session)
    return frame.desk_page(
        request,
        "desks/taxes.html",
        title="Taxes on invoices",
        taxes=taxes,
        country_name=country_name,
        today=wiring.foundation.calendar.day_of(utc_now()),
        acts=ACTS,
    )


def _fields(_: Session, tax: TaxRate | None) -> Iterable[Field]:
    return [
        Field("country", "Country of the sponsor", "choice", options=[*countries().items()],
              initial=tax.country if tax else ""),
        Field("name", "Name of the tax", hint="Like VAT, as the invoice names it.",
              initial=tax.name if tax else ""),
        Field("treatment", "What the invoice does", "choice",
              options=[(one.value, one.label) for one in TaxTreatment],
              initial=(tax.treatment if tax else TaxTreatment.CHARGED).value),
        Field("rate", "Rate in percent", is_required=False, hint="If it is charged, like 19 or 9.975.",
              initial=tax.percent if tax and tax.rate else ""),
        Field("is_for_tax_ids", "Only for sponsors that gave a tax id", "flag",
              hint="Such a sponsor then has these taxes alone.",
              initial="yes" if tax and tax.is_for_tax_ids else ""),
        Field("note", "What the invoice says about it", "text", is_required=False,
              hint="Needed for a tax that is not charged, like the law by which the sponsor owes it.",
              initial=tax.note if tax else ""),
        Field("starts_on", "First day", "day", initial=tax.starts_on.isoformat() if tax else ""),
        Field("ends_on", "Last day", "day", is_required=False,
              initial=tax.ends_on.isoformat() if tax and tax.ends_on else ""),
    ]  # fmt: skip


def _told(form: Form) -> operations.Tax:
    return operations.Tax(
        country=form.line("country"),
        name=form.line("name", longest=40),
        treatment=form.choice("treatment", TaxTreatment),
        rate=operations.read_rate(form.line("rate")),
        is_for_tax_ids=form.flag("is_for_tax_ids"),
        note=form.text("note", longest=500),
        starts_on=form.day("starts_on"),
        ends_on=form.day_if_given("ends_on"),
    )


@act(
    f"{HOME}/add",
    may=Capability.KEEP_BOOKS,
    verb="added_tax",
    title="Add a tax",
    button="Add a tax",
    fields=_fields,
    back=HOME,
)
def add(one: Act[None]) -> Done:
    """From its first day on, invoices to that country have it."""
    tax = operations.add(one.session, _told(one.form))
    return Done(f"{tax.label} for {country_name(tax.country)} is added.", HOME)


@act(
    f"{HOME}/{{id}}/change",
    may=Capability.KEEP_BOOKS,
    of=TaxRate,
    verb="changed_tax",
    title="Change the tax",
    button="Change",
    warning="Invoices that are issued stay as they are. If the rate changes on a day, give this one its"
    " last day and add another instead.",
    fields=_fields,
    back=HOME,
)
def change(one: Act[TaxRate]) -> str:
    """For invoices that are still to come."""
    operations.change(one.session, one.subject, _told(one.form))
    return f"{one.subject.label} is changed."


@act(
    f"{HOME}/{{id}}/remove",
    may=Capability.KEEP_BOOKS,
    of=TaxRate,
    verb="removed_tax",
    title="Remove the tax",
    button="Remove",
    warning="Invoices that are issued stay as they are; those to come do not have it.",
    is_danger=True,
    back=HOME,
)
def remove(one: Act[TaxRate]) -> Done:
    """It was a mistake."""
    label = one.subject.label
    operations.remove(one.session, one.subject)
    return Done(f"{label} is removed.", HOME)


ACTS = {"add": add, "change": change, "remove": remove}

menu = [MenuEntry("Taxes on invoices", HOME, "Money")]
routes: list[BaseRoute] = [
    page(HOME, list_taxes, access=staff()),
    *add.routes,
    *change.routes,
    *remove.routes,
]
