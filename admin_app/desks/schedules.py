"""Payment schedules: a sponsorship's fee in parts, each an invoice of its own."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy.orm import Session
from starlette.requests import Request
from starlette.routing import BaseRoute

from admin_app.desks.frame import Act, Field, act
from admin_app.forms import Form
from admin_app.pages import path_id
from sponsorship.errors import Invalid
from sponsorship.invoicing import instalments as schedules
from sponsorship.invoicing.instalments import Part
from sponsorship.money import total
from sponsorship.sponsorships import queries
from sponsorship.sponsorships.models import Sponsorship
from sponsorship.staff.permissions import Capability
from sponsorship.workflows import instalments

HOME = "/admin/desk/sponsorships"
ROWS = range(1, 7)


def _found(session: Session, request: Request) -> Sponsorship:
    return queries.get(session, path_id(request))


def _fields(_: Session, sponsorship: Sponsorship) -> Iterable[Field]:
    agreed = {one.position: one for one in sponsorship.instalments}
    for n in ROWS:
        part = agreed.get(n)
        share, day = f"Part {n}", f"Invoice for part {n} on"
        if n == 1:
            hint = "Like 30 % or 3,000.00, without taxes. All parts in percent, or all in amounts."
            first = "Empty: with the contract, as a deposit."
        else:
            hint = first = ""
        yield Field(
            f"share_{n}", share, is_required=False, hint=hint,
            initial=part.amount.plain() if part else "",
        )  # fmt: skip
        yield Field(
            f"day_{n}", day, "day", is_required=False, hint=first,
            initial=part.invoice_on.isoformat() if part and part.invoice_on else "",
        )  # fmt: skip


def _parts(form: Form) -> list[Part]:
    parts = []
    for n in ROWS:
        share, day = form.line(f"share_{n}", longest=40), form.day_if_given(f"day_{n}")
        if day is not None and not share:
            raise Invalid(f"share_{n}", "Please say how much is due on that day.")
        if share:
            parts.append(Part(share, day))
    return parts


@act(
    f"{HOME}/{{id}}/schedule",
    may=Capability.DECIDE_SPONSORSHIP,
    of=_found,
    verb="agreed_schedule",
    title="Agree on a payment schedule",
    button="Payment schedule",
    fields=_fields,
)
def agree(one: Act[Sponsorship]) -> str:
    """The fee in parts, each with its own invoice; leave all of them empty for one invoice."""
    agreed = schedules.agree(one.session, one.subject, _parts(one.form))
    if not agreed:
        return "The fee is one invoice."
    whole = total((part.amount for part in agreed), currency=one.subject.currency)
    return f"{len(agreed)} instalments, together {whole.shown()}."


@act(
    f"{HOME}/{{id}}/invoice-all",
    may=Capability.MANAGE_INVOICE,
    of=_found,
    verb="invoiced_all",
    title="Issue all instalments now",
    button="Issue all instalments",
    warning="Every instalment that is to come is issued today, with its own number, and sent.",
)
def invoice_all(one: Act[Sponsorship]) -> str:
    """The sponsor wants all its invoices at once."""
    issued = instalments.invoice_agreed(
        one.session,
        one.subject,
        foundation=one.wiring.foundation,
        at=one.at,
        by=one.by,
        all_at_once=True,
    )
    return f"Issued and sent: {', '.join(invoice.number for invoice in issued) or 'nothing'}."


routes: list[BaseRoute] = [*agree.routes, *invoice_all.routes]
