"""Applications and sponsorships: decide, and see how far each one is."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from sqlalchemy.orm import Session
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute

from admin_app.auth import staff
from admin_app.desks import billing_particulars, frame, reviewing, schedules, supplements
from admin_app.desks.frame import Act, Done, Field, act, workflow
from admin_app.desks.reviewing import HOME, sponsorship_in
from admin_app.menu import MenuEntry
from admin_app.pages import wiring_of
from admin_app.public import wall
from admin_app.routing import page
from sponsorship import lifecycle
from sponsorship.clock import utc_now
from sponsorship.contracts import queries as agreements
from sponsorship.importing import queries as imports
from sponsorship.invoicing import instalments as queued
from sponsorship.invoicing import queries as invoices
from sponsorship.invoicing.models import Invoice
from sponsorship.mailings import queries as mailings
from sponsorship.review import queries as review
from sponsorship.sponsorships import operations as sponsorships
from sponsorship.sponsorships import queries
from sponsorship.sponsorships.models import (
    Instalment,
    LogoVariant,
    Sponsorship,
    SponsorshipStatus,
)
from sponsorship.staff.permissions import Capability
from sponsorship.supplements import queries as additions
from sponsorship.supplements.operations import may_be_asked
from sponsorship.workflows import instalments, logos, particulars, sponsoring

MOST_OVER = 20
LARGEST_SENT = 6 * 2**20
"""More than a logo may have, so that one that is too large is refused beside its field."""


def list_sponsorships(request: Request) -> Response:
    """Everything that is not over, the applications that wait first; all of it, mine, or nobody's."""
    look = request.query_params.get("look", "")
    with wiring_of(request).database.reading() as session:
        found = queries.in_progress(session)
        keepers = review.looked_after_by(session, [one.id for one in found])
        if look in reviewing.LOOKS:
            found = reviewing.only(look, found, keepers, frame.me(request))
        over = queries.over(session, most=MOST_OVER) if look not in reviewing.LOOKS else []
        before = review.had_before(session, found)
    waiting = [one for one in found if one.status is SponsorshipStatus.APPLIED]
    others = [one for one in found if one.status is not SponsorshipStatus.APPLIED]
    return frame.desk_page(
        request,
        "desks/sponsorships/list.html",
        title="Sponsorships",
        groups=[
            ("Waiting for a decision", waiting),
            ("Decided", others),
            ("Rejected, withdrawn or cancelled lately", over),
        ],
        keepers=keepers,
        before=before,
        look=look,
        looks=reviewing.LOOKS,
    )


def _can_be_invoiced(
    sponsorship: Sponsorship,
    standing: Sequence[Invoice],
    waiting: Sequence[Instalment],
    today: date,
) -> bool:
    """Whether an invoice is missing today: the only one, or one of an instalment whose day has come."""
    if sponsorship.status not in (SponsorshipStatus.CONTRACTED, SponsorshipStatus.CONFIRMED):
        return False
    if sponsorship.instalments:
        return any(one.invoice_on is None or one.invoice_on <= today for one in waiting)
    return not standing and bool(sponsorship.agreed_fee_minor)


def show_sponsorship(request: Request) -> Response:
    """The application with everything that was told and promised, its contracts and invoices."""
    with wiring_of(request).database.reading() as session:
        sponsorship = sponsorship_in(session, request)
        contracts = agreements.of_sponsorship(session, sponsorship.id)
        bills = invoices.of_sponsorship(session, sponsorship.id)
        moves = lifecycle.history(session, sponsorship)
        letters = mailings.letters_about(session, sponsorship)
        waiting = queued.to_invoice(session, sponsorship, on=None)
        has_more_to_invoice = particulars.may_change(session, sponsorship)
        keeper = review.looked_after_by(session, [sponsorship.id]).get(sponsorship.id)
        notes = review.notes(session, sponsorship)
        compared = review.compared(session, sponsorship)
        added = additions.of_sponsorship(session, sponsorship.id)
        origin = imports.origin_of(session, sponsorship)
    today = wiring_of(request).foundation.calendar.day_of(utc_now())
    standing = [one for one in bills if one.status.value != "void"]
    of_the_fee = [one for one in standing if one.supplement_id is None]
    return frame.desk_page(
        request,
        "desks/sponsorships/show.html",
        title=str(sponsorship),
        sponsorship=sponsorship,
        sponsor=sponsorship.sponsor,
        contracts=contracts,
        invoices=bills,
        moves=moves,
        letters=letters,
        keeper=keeper,
        notes=notes,
        compared=compared,
        origin=origin,
        shares=review.shares(sponsorship),
        may_write=Capability.SEND_LETTERS,
        acts=ACTS,
        badge_page=wall.badge_path(sponsorship) if sponsorship.was_shown_by(today) else "",
        can_be_invoiced=_can_be_invoiced(sponsorship, of_the_fee, waiting, today),
        has_more_to_invoice=has_more_to_invoice,
        waiting=waiting,
        added=added,
        can_be_added_to=may_be_asked(sponsorship, on=today),
        may_agree_on_parts=not of_the_fee and bool(sponsorship.agreed_fee_minor),
        can_be_cancelled=not standing and sponsorship.can_be("cancelled"),
    )


def _term_begins(_: Session, sponsorship: Sponsorship) -> str:
    return sponsorship.program_year.starts_on.isoformat()


def _term_ends(_: Session, sponsorship: Sponsorship) -> str:
    return sponsorship.program_year.ends_on.isoformat()


@act(
    f"{HOME}/{{id}}/approve",
    may=Capability.DECIDE_SPONSORSHIP,
    of=sponsorship_in,
    verb="approved",
    title="Approve the application",
    button="Approve and draft the contract",
    fields=[
        Field("starts_on", "First day of the term", "day", initial=_term_begins),
        Field("ends_on", "Last day of the term", "day", initial=_term_ends),
        Field(
            "agreed_fee",
            "Agreed fee",
            "money",
            hint="In the currency of the programme; zero is a fee.",
            initial=lambda _, sponsorship: sponsorship.list_price.plain(),
        ),
    ],
)
def approve(one: Act[Sponsorship]) -> Done:
    """Agree to term and fee; the contract is drafted from what was promised."""
    contract = sponsoring.approve(
        one.session,
        one.subject,
        starts_on=one.form.day("starts_on"),
        ends_on=one.form.day("ends_on"),
        agreed_fee=one.form.money("agreed_fee", one.subject.currency),
        foundation=one.wiring.foundation,
        at=one.at,
        by=one.by,
    )
    return Done(
        f"Approved. {contract} is drafted: look at it, then send it.",
        f"/admin/desk/contracts/{contract.id}",
    )


@act(
    f"{HOME}/{{id}}/roll-back",
    may=Capability.DECIDE_SPONSORSHIP,
    of=sponsorship_in,
    verb="rolled_back",
    title="Take the approval back",
    button="Take the approval back",
    warning="Term and fee are to be decided anew, and the draft of the contract is nullified. The place is"
    " kept.",
    fields=[Field("reason", "Reason", "text", hint="For our own records.")],
)
def roll_back(one: Act[Sponsorship]) -> str:
    """Back to the application, while no contract is out."""
    sponsoring.roll_back(
        one.session,
        one.subject,
        reason=one.form.text("reason", longest=2000),
        at=one.at,
        by=one.by,
    )
    return "The application waits for a decision again."


@act(
    f"{HOME}/{{id}}/reopen",
    may=Capability.DECIDE_SPONSORSHIP,
    of=sponsorship_in,
    verb="reopened",
    title="Take the application up again",
    button="Take it up again",
    fields=[Field("reason", "Reason", "text", hint="For our own records.")],
)
def reopen(one: Act[Sponsorship]) -> str:
    """A rejected application waits for a decision again, if there is still room for it."""
    sponsorships.reopen(
        one.session,
        one.subject,
        reason=one.form.text("reason", longest=2000),
        at=one.at,
        by=one.by,
    )
    return "The application waits for a decision again."


@act(
    f"{HOME}/{{id}}/withdraw",
    may=Capability.DECIDE_SPONSORSHIP,
    of=sponsorship_in,
    verb="withdrawn",
    title="Withdraw for the company",
    button="They withdrew",
    warning="For a company that told you so: it gets a letter, nothing is to be signed any more, and its"
    " place is free. This cannot be undone.",
    fields=[Field("reason", "What they said", "text", is_required=False)],
)
def withdraw(one: Act[Sponsorship]) -> str:
    """The company does not want it any more, and told us."""
    sponsoring.withdraw(
        one.session,
        one.subject,
        reason=one.form.text("reason", longest=2000),
        foundation=one.wiring.foundation,
        at=one.at,
        by=one.by,
    )
    return f"{one.subject.sponsor.name} has withdrawn, and is told so."


@act(
    f"{HOME}/{{id}}/cancel",
    may=Capability.DECIDE_SPONSORSHIP,
    of=sponsorship_in,
    verb="cancelled",
    title="Cancel the sponsorship",
    button="Cancel it",
    warning="Its contract is nullified and its place is free again. This cannot be undone.",
    fields=[Field("reason", "Reason", "text")],
    is_danger=True,
)
def cancel(one: Act[Sponsorship]) -> str:
    """End a sponsorship that was never paid."""
    sponsoring.cancel(
        one.session,
        one.subject,
        reason=one.form.text("reason", longest=2000),
        at=one.at,
        by=one.by,
    )
    return "The sponsorship is cancelled and its place is free again."


@act(
    f"{HOME}/{{id}}/invoice",
    may=Capability.MANAGE_INVOICE,
    of=sponsorship_in,
    verb="invoiced",
    title="Issue an invoice",
    button="Issue an invoice",
    warning="The invoice for the agreed fee gets the next number, is booked, and goes to the"
    " sponsor. It cannot be changed afterwards, only voided or credited.",
)
def invoice(one: Act[Sponsorship]) -> Done:
    """A new invoice for the agreed fee, in place of one that was voided."""
    issued = instalments.invoice_agreed(
        one.session, one.subject, foundation=one.wiring.foundation, at=one.at, by=one.by
    )
    if not issued:
        return Done("No instalment is due yet.")
    return Done(f"{issued[0]} is issued and sent.", f"/admin/desk/invoices/{issued[0].id}")


@workflow(
    f"{HOME}/{{id}}/logo",
    may=Capability.KEEP_SPONSORS,
    of=sponsorship_in,
    verb="replaced_logo",
    title="Hand in a logo",
    button="Hand in a logo",
    fields=[
        Field(
            "variant",
            "Which logo",
            "choice",
            options=[(one.value, one.label) for one in LogoVariant],
            initial=LogoVariant.WEB.value,
        ),
        Field(
            "logo",
            "File",
            "file",
            hint="SVG, PNG, JPEG or WebP. Pictures have at least 256 pixels on their longer side,"
            " for print at least 1,000. It is cleaned, and shown everywhere at once.",
        ),
    ],
    uploads=LARGEST_SENT,
)
def logo(one: Act[Sponsorship]) -> str:
    """The logo that the sponsor sent us, in one of its forms."""
    variant = one.form.choice("variant", LogoVariant)
    sent = one.form.upload("logo")
    kept = logos.accepted(sent.content if sent else b"", variant)
    with one.noted() as session:
        sponsor = queries.get(session, one.subject.id).sponsor
        logos.replace(
            session,
            sponsor,
            variant,
            kept,
            original_name=sent.filename if sent else "",
            at=one.at,
            by=one.by,
        )
        return f"Kept as the {variant.value} logo of {sponsor.name}; it is shown from now on."


ACTS = {
    "approve": approve,
    "reject": reviewing.reject,
    "assign": reviewing.assign,
    "note": reviewing.note,
    "roll_back": roll_back,
    "reopen": reopen,
    "withdraw": withdraw,
    "cancel": cancel,
    "invoice": invoice,
    "logo": logo,
    "billing": billing_particulars.change,
    "schedule": schedules.agree,
    "invoice_all": schedules.invoice_all,
    "add": supplements.add,
}

ELSEWHERE = ("billing", "schedule", "invoice_all", "add")
"""Acts on a sponsorship whose routes other modules have."""

menu = [MenuEntry("Sponsorships", HOME, "Sponsors")]
desk_paths = {Sponsorship: HOME + "/{id}"}
routes: list[BaseRoute] = [
    page(HOME, list_sponsorships, access=staff()),
    page(HOME + "/{id}", show_sponsorship, access=staff()),
    *(route for name, one in ACTS.items() if name not in ELSEWHERE for route in one.routes),
]
