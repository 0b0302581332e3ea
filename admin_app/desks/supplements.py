"""What sponsors add to agreed sponsorships: the queue, and the decision about each."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy.orm import Session
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute

from admin_app.auth import staff
from admin_app.desks import frame
from admin_app.desks.frame import Act, Done, Field, act
from admin_app.desks.reviewing import HOME as SPONSORSHIPS
from admin_app.desks.reviewing import sponsorship_in
from admin_app.menu import MenuEntry
from admin_app.pages import path_id, wiring_of
from admin_app.portal.supplements import wanted
from admin_app.routing import page
from sponsorship import lifecycle
from sponsorship.clock import utc_now
from sponsorship.contracts import queries as agreements
from sponsorship.invoicing import queries as invoices
from sponsorship.sponsorships.models import Sponsorship
from sponsorship.staff.permissions import Capability
from sponsorship.supplements import queries
from sponsorship.supplements.models import Supplement, SupplementStatus
from sponsorship.workflows import adding

HOME = "/admin/desk/supplements"
MOST_OVER = 20


def _found(session: Session, request: Request) -> Supplement:
    return queries.get(session, path_id(request))


def list_supplements(request: Request) -> Response:
    """What waits for a decision, what waits for signatures, and the last of the others."""
    with wiring_of(request).database.reading() as session:
        open_ones = queries.under_way(session)
        over = queries.over(session, most=MOST_OVER)
    asked = [one for one in open_ones if one.status is SupplementStatus.REQUESTED]
    groups = [
        ("Waiting for a decision", asked),
        ("Agreed, waiting for signatures", [one for one in open_ones if one not in asked]),
        ("Promised, declined or taken back lately", over),
    ]
    return frame.desk_page(
        request, "desks/supplements/list.html", title="Additions to sponsorships", groups=groups
    )


def show_supplement(request: Request) -> Response:
    """What was asked for, at which price, and what became of it."""
    with wiring_of(request).database.reading() as session:
        supplement = _found(session, request)
        moves = lifecycle.history(session, supplement)
        contract = (
            agreements.get(session, supplement.contract_id) if supplement.contract_id else None
        )
        invoice = invoices.of_supplement(session, supplement.id)
    is_due = supplement.status is SupplementStatus.PROMISED and contract is not None
    return frame.desk_page(
        request,
        "desks/supplements/show.html",
        title=str(supplement),
        supplement=supplement,
        sponsorship=supplement.sponsorship,
        contract=contract,
        invoice=invoice,
        can_be_invoiced=is_due and invoice is None and supplement.price.is_positive,
        moves=moves,
        acts=ACTS,
    )


@act(
    f"{HOME}/{{id}}/approve",
    may=Capability.DECIDE_SPONSORSHIP,
    of=_found,
    verb="approved_supplement",
    title="Agree to the addition",
    button="Agree",
    warning="The sponsor is told. With a contract in force an amendment is drafted for you to send;"
    " before the first contract is sent, its draft is made anew with the higher fee.",
    fields=[
        Field(
            "agreed_price",
            "Price for the rest of the term",
            "money",
            hint="In the currency of the programme, without taxes; zero is a price.",
            initial=lambda _, supplement: supplement.list_price.plain(),
        )
    ],
)
def approve(one: Act[Supplement]) -> Done:
    """Agree at a price; the contract that names it is drafted."""
    contract = adding.approve(
        one.session,
        one.subject,
        price=one.form.money("agreed_price", one.subject.currency),
        foundation=one.wiring.foundation,
        at=one.at,
        by=one.by,
    )
    return Done(
        f"Agreed. {contract} is drafted: look at it, then send it.",
        f"/admin/desk/contracts/{contract.id}",
    )


@act(
    f"{HOME}/{{id}}/decline",
    may=Capability.DECIDE_SPONSORSHIP,
    of=_found,
    verb="declined_supplement",
    title="Decline the addition",
    button="Decline",
    warning="The sponsor gets a letter with the reason, and the places are free again.",
    fields=[Field("reason", "Reason", "text", hint="The sponsor reads this.")],
    is_danger=True,
)
def decline(one: Act[Supplement]) -> str:
    """Say no, with a reason."""
    adding.decline(
        one.session,
        one.subject,
        reason=one.form.text("reason", longest=2000),
        foundation=one.wiring.foundation,
        at=one.at,
        by=one.by,
    )
    return f"{one.subject.sponsorship.sponsor.name} is told why."


@act(
    f"{HOME}/{{id}}/invoice",
    may=Capability.MANAGE_INVOICE,
    of=_found,
    verb="invoiced_supplement",
    title="Issue the invoice",
    button="Issue the invoice",
    warning="In place of one that was voided: it gets the next number, is booked, and goes to the sponsor.",
)
def invoice(one: Act[Supplement]) -> Done:
    """A new invoice in place of one that was voided."""
    issued = adding.invoice(
        one.session, one.subject, foundation=one.wiring.foundation, at=one.at, by=one.by
    )
    return Done(f"{issued} is issued and sent.", f"/admin/desk/invoices/{issued.id}")


def _offers(session: Session, sponsorship: Sponsorship) -> Iterable[Field]:
    """A number for each thing that can be added, and what they said."""
    for one in queries.offered(session, sponsorship, at=utc_now()):
        if not one.why_not:
            limit = "One at most." if one.is_limited else "As many as they like."
            yield Field(
                f"pieces_{one.benefit.id}",
                one.benefit.name,
                "whole",
                is_required=False,
                hint=f"{one.price.shown()} each. {limit}",
            )
    yield Field("message", "What they said", "text", is_required=False)


@act(
    f"{SPONSORSHIPS}/{{id}}/add",
    may=Capability.DECIDE_SPONSORSHIP,
    of=sponsorship_in,
    verb="asked_for_supplement",
    title="Add something for the sponsor",
    button="Add something",
    fields=_offers,
)
def add(one: Act[Sponsorship]) -> Done:
    """For a sponsor who phoned: the same request, with the same letters."""
    asked = adding.request(
        one.session,
        one.subject,
        wanted(one.form, queries.offered(one.session, one.subject, at=one.at)),
        form_key=one.form.submission(),
        message=one.form.text("message"),
        foundation=one.wiring.foundation,
        at=one.at,
        by=one.by,
    )
    return Done(f"{asked} waits for a decision; its places are kept.", f"{HOME}/{asked.id}")


ACTS = {"approve": approve, "decline": decline, "invoice": invoice}

menu = [MenuEntry("Additions", HOME, "Sponsors")]
desk_paths = {Supplement: HOME + "/{id}"}
routes: list[BaseRoute] = [
    page(HOME, list_supplements, access=staff()),
    page(HOME + "/{id}", show_supplement, access=staff()),
    *(route for one in (*ACTS.values(), add) for route in one.routes),
]
