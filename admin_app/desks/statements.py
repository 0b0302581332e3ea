"""Statements of account: what a sponsor was invoiced and paid until a day, to look at, print and send."""

from __future__ import annotations

from datetime import date

from sqlalchemy.orm import Session
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute

from admin_app.auth import staff
from admin_app.desks import frame
from admin_app.desks.frame import Act, Field, act
from admin_app.pages import download, path_id, wiring_of
from admin_app.routing import page
from sponsorship.clock import utc_now
from sponsorship.documents.content import DocumentKind
from sponsorship.errors import NotFound
from sponsorship.invoicing import statements
from sponsorship.sponsorships import queries
from sponsorship.sponsorships.models import Sponsorship
from sponsorship.staff.permissions import Capability
from sponsorship.workflows import stating

HOME = "/admin/desk/sponsorships/{id}/statement"


def _found(session: Session, request: Request) -> Sponsorship:
    return queries.get(session, path_id(request))


def _until(request: Request) -> date:
    """The day that was asked for; today where none was, or one that is none."""
    today = wiring_of(request).foundation.calendar.day_of(utc_now())
    try:
        return min(date.fromisoformat(request.query_params.get("until", "")), today)
    except ValueError:
        return today


def show_statement(request: Request) -> Response:
    """Everything that moved, and what is owed at the end of the day."""
    until, wiring = _until(request), wiring_of(request)
    with wiring.database.reading() as session:
        sponsorship = _found(session, request)
        accounts = statements.of_sponsor(
            session, sponsorship.sponsor, until=until, calendar=wiring.foundation.calendar
        )
    return frame.desk_page(
        request,
        "desks/statement.html",
        title=f"Account of {sponsorship.sponsor.name}",
        sponsorship=sponsorship,
        accounts=accounts,
        until=until,
        acts={"send": send},
    )


def print_statement(request: Request) -> Response:
    """The same as PDF, in one currency."""
    until, wiring = _until(request), wiring_of(request)
    foundation = wiring.foundation
    with wiring.database.reading() as session:
        sponsor = _found(session, request).sponsor
        accounts = statements.of_sponsor(
            session, sponsor, until=until, calendar=foundation.calendar
        )
        for account in accounts:
            if account.currency == request.query_params.get("currency"):
                content = statements.as_document(
                    sponsor, account, until=until, foundation=foundation.party,
                    bank_details=foundation.bank_details, is_specimen=foundation.is_sandbox,
                    at=utc_now(),
                )  # fmt: skip
                break
        else:
            raise NotFound("page")
    name = f"Statement {sponsor.slug} {until.isoformat()}.pdf"
    pdf = wiring.renderer.render(DocumentKind.STATEMENT, content)
    return download(pdf, name, "application/pdf", inline=True)


@act(
    HOME + "/send",
    may=Capability.MANAGE_INVOICE,
    of=_found,
    verb="sent_statement",
    title="Send the statement of account",
    button="Send the statement",
    warning="It goes to the accounting contacts as a letter with the statement attached.",
    fields=[
        Field("until", "Until the end of", "day", is_required=False, hint="Empty for today."),
    ],
    back=lambda one: HOME.format(id=one.id),
)
def send(one: Act[Sponsorship]) -> str:
    """The sponsor's accountants compare it with their books."""
    today = one.wiring.foundation.calendar.day_of(one.at)
    count = stating.send_statement(
        one.session,
        one.subject,
        until=one.form.day_if_given("until") or today,
        foundation=one.wiring.foundation,
        at=one.at,
    )
    return f"The statement goes to {count} {'contact' if count == 1 else 'contacts'}."


routes: list[BaseRoute] = [
    page(HOME, show_statement, access=staff()),
    page(HOME + ".pdf", print_statement, access=staff()),
    *send.routes,
]
