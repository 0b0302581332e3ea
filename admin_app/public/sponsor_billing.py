"""Where a company says what its invoices are to say: address, tax id, order number."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import TYPE_CHECKING

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute

from admin_app.access import LINK
from admin_app.forms import Form
from admin_app.pages import flash, redirect, render, wiring_of
from admin_app.problems import status_of
from admin_app.public import application_form
from admin_app.public.personal import PRIVATE_FORM, token_of
from admin_app.routing import form, page
from sponsorship import audit
from sponsorship.audit import Actor
from sponsorship.clock import utc_now
from sponsorship.errors import Invalid, Refused, Stale
from sponsorship.sponsorships import queries as sponsorships
from sponsorship.sponsorships.models import Sponsorship
from sponsorship.sponsorships.particulars import Particulars
from sponsorship.workflows import particulars

if TYPE_CHECKING:
    from sponsorship.wiring import Wiring


def show_billing(request: Request) -> Response:
    """What the next invoice would say, to be changed."""
    token = token_of(request, "application")
    with wiring_of(request).database.reading() as session:
        sponsorship = sponsorships.by_token(session, token)
        may_change = particulars.may_change(session, sponsorship)
    if not may_change:
        return redirect(f"/sponsors/applications/{token}")
    return _billing_page(request, sponsorship, _present(sponsorship))


def change_billing(request: Request, sent: Form) -> Response:
    """Keep it, or the form again with what is wrong."""
    wiring, token = wiring_of(request), token_of(request, "application")
    with wiring.database.reading() as session:
        sponsorship = sponsorships.by_token(session, token)
    problems: dict[str, str] = {}
    changed = _read(sent, problems)
    if changed is None:
        return _billing_page(request, sponsorship, sent.typed, problems=problems, status=422)
    try:
        _keep(wiring, token, changed, shown=sent.line("version"), at=utc_now())
    except (Refused, Stale) as refused:
        with wiring.database.reading() as session:
            sponsorship = sponsorships.by_token(session, token)
        return _billing_page(
            request, sponsorship, sent.typed, trouble=str(refused), status=status_of(refused)
        )
    answer = redirect(f"/sponsors/applications/{token}")
    return flash(request, answer, "Kept. Your next invoice says so.")


def _keep(wiring: Wiring, token: str, changed: Particulars, *, shown: str, at: datetime) -> None:
    with wiring.database.unit_of_work() as session:
        sponsorship = sponsorships.by_token(session, token)
        if shown != _version(sponsorship):
            raise Stale("page")
        by = Actor("sponsor", sponsorship.sponsor.name, sponsorship.sponsor_id)
        audit.begin_act(session, by=by, verb="changed_billing", subject=sponsorship.subject, at=at)
        particulars.change_particulars(session, sponsorship, changed)


def _read(sent: Form, problems: dict[str, str]) -> Particulars | None:
    address = application_form.read_billing(sent, problems)
    try:
        told = Particulars(address, tax_id=sent.line("tax_id"), po_number=sent.line("po_number"))
    except Invalid as wrong:
        problems[wrong.field] = str(wrong)
        return None
    return None if problems else told


def _version(sponsorship: Sponsorship) -> str:
    return f"{sponsorship.version}-{sponsorship.sponsor.version}"


def _present(sponsorship: Sponsorship) -> dict[str, str]:
    sponsor = sponsorship.sponsor
    told = {name: getattr(sponsor, name) for name in application_form.BILLING}
    return told | {"tax_id": sponsor.tax_id, "po_number": sponsorship.po_number}


def _billing_page(
    request: Request,
    sponsorship: Sponsorship,
    typed: Mapping[str, str],
    *,
    problems: Mapping[str, str] | None = None,
    trouble: str = "",
    status: int = 200,
) -> Response:
    context = {
        "title": "What invoices say about you",
        "sponsorship": sponsorship,
        "version": _version(sponsorship),
        "typed": typed,
        "problems": problems or {},
        "trouble": trouble,
        "countries": application_form.countries(),
    }
    return render(
        request, "public/sponsor_billing.html", context, status=status, headers=PRIVATE_FORM
    )


routes: list[BaseRoute] = [
    page("/sponsors/applications/{token}/billing", show_billing, access=LINK),
    form(
        "/sponsors/applications/{token}/billing", change_billing, access=LINK, name="change_billing"
    ),
]
