"""Writing an invoice off: one person proposes it, another agrees, and it can be taken up again."""

from __future__ import annotations

from sqlalchemy.orm import Session
from starlette.requests import Request
from starlette.routing import BaseRoute

from admin_app.desks.frame import Act, Field, act
from admin_app.pages import path_id
from sponsorship.database import ROW_LOCK
from sponsorship.invoicing import queries, write_offs
from sponsorship.invoicing.models import Invoice, WriteOff
from sponsorship.staff.permissions import Capability
from sponsorship.workflows import writing_off

INVOICES = "/admin/desk/invoices"
HOME = "/admin/desk/write-offs"
_LONGEST_REASON = 2000


def _invoice(session: Session, request: Request) -> Invoice:
    return queries.get(session, path_id(request))


def _found(session: Session, request: Request) -> WriteOff:
    return write_offs.get(session, path_id(request))


def _back(write_off: WriteOff) -> str:
    return f"{INVOICES}/{write_off.invoice_id}"


@act(
    f"{INVOICES}/{{id}}/write-off",
    may=Capability.MANAGE_INVOICE,
    of=_invoice,
    verb="proposed_write_off",
    title="Write the invoice off",
    button="Write off",
    warning="Somebody else has to agree. Until then the invoice goes on asking.",
    fields=[Field("reason", "Reason", "text", hint="For our own records.")],
    is_danger=True,
)
def propose(one: Act[Invoice]) -> str:
    """Say that we will not get what it still asks for."""
    write_off = write_offs.propose(
        one.session,
        one.subject,
        reason=one.form.text("reason", longest=_LONGEST_REASON),
        form_key=one.form.submission(),
        at=one.at,
        by=one.by,
    )
    return f"{write_off.amount.shown()} is written off when a second person agrees."


@act(
    f"{HOME}/{{id}}/approve",
    may=Capability.MANAGE_INVOICE,
    of=_found,
    verb="approved_write_off",
    title="Agree to the write-off",
    button="Agree to the write-off",
    warning="What is not earned yet is taken from deferred revenue, the rest is a bad debt. The invoice"
    " asks for nothing any more; money that comes for it all the same waits in suspense.",
    is_danger=True,
    back=_back,
)
def approve(one: Act[WriteOff]) -> str:
    """The second person agrees."""
    writing_off.approve(
        one.session, one.subject, foundation=one.wiring.foundation, at=one.at, by=one.by
    )
    return f"{one.subject.amount.shown()} is written off."


@act(
    f"{HOME}/{{id}}/reject",
    may=Capability.MANAGE_INVOICE,
    of=_found,
    verb="rejected_write_off",
    title="Do not write it off",
    button="Do not write it off",
    fields=[Field("reason", "Reason", "text", hint="For our own records.")],
    back=_back,
)
def reject(one: Act[WriteOff]) -> str:
    """The invoice goes on asking."""
    one.session.refresh(one.subject, with_for_update=ROW_LOCK)
    reason = one.form.text("reason", longest=_LONGEST_REASON)
    write_offs.reject(one.session, one.subject, reason=reason, at=one.at, by=one.by)
    return "The invoice goes on asking."


@act(
    f"{INVOICES}/{{id}}/take-up-again",
    may=Capability.MANAGE_INVOICE,
    of=_invoice,
    verb="took_up_again",
    title="Take the invoice up again",
    button="Take it up again",
    warning="The write-off is reversed, and the invoice asks again. Money that waits for it in suspense can"
    " then settle it.",
    fields=[Field("reason", "Reason", "text", hint="For our own records.")],
)
def take_up_again(one: Act[Invoice]) -> str:
    """Money came for it, or it was given up too early."""
    writing_off.take_up_again(
        one.session,
        one.subject,
        reason=one.form.text("reason", longest=_LONGEST_REASON),
        on=one.wiring.foundation.calendar.day_of(one.at),
        at=one.at,
        by=one.by,
    )
    return f"{one.subject} asks for {one.subject.outstanding.shown()} again."


routes: list[BaseRoute] = [
    *propose.routes,
    *approve.routes,
    *reject.routes,
    *take_up_again.routes,
]
