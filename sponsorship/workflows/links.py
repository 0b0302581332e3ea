"""Personal links that got lost: the letters that carry them are sent once more.

Whether an address is known is found out by the worker, so that the page which asks cannot tell.
"""

from __future__ import annotations

import hashlib
from datetime import datetime, timedelta

import sqlalchemy as sa
from sqlalchemy.orm import Session

from sponsorship import jobs
from sponsorship.audit import Actor
from sponsorship.database import Database
from sponsorship.messages import outbox
from sponsorship.messages.models import Letter

SEND_LINKS_AGAIN = "send_links_again"
"""The job that sends the letters of one address again; its payload is `{"email": …}`."""

REQUESTER = Actor("visitor", "their own links")

CARRIERS = (
    "recurring_gift_started",
    "donation_received",
    "sponsorship_applied",
    "contract_sent",
    "contract_executed",
    "invoice_issued",
)
"""The letters that carry a link which stays."""

MOST_OF_EACH = 2
PAUSE = timedelta(hours=1)
"""Nobody can fill somebody else's letter box: an address gets its letters again at most so often."""


def ask(session: Session, email: str, *, at: datetime) -> None:
    """Owe the look-up; asked again within the same hour it is owed once."""
    name = hashlib.sha256(email.lower().encode()).hexdigest()[:32]
    jobs.enqueue(
        session,
        SEND_LINKS_AGAIN,
        key=f"links:{name}:{at:%Y%m%dT%H}",
        payload={"email": email},
    )


def send_again(database: Database, email: str, *, at: datetime) -> int:
    """Send the newest letters with links to this address again; how many, none for an unknown one."""
    with database.unit_of_work() as session:
        letters = [
            letter
            for template in CARRIERS
            for letter in _newest(session, template, email, before=at - PAUSE)
        ]
        for letter in letters:
            outbox.resend(session, letter, at=at, by=REQUESTER)
        return len(letters)


def _newest(session: Session, template: str, email: str, *, before: datetime) -> list[Letter]:
    """The newest letters of one kind, without those that were last asked for after `before`."""
    newest = session.scalars(
        sa.select(Letter)
        .where(Letter.recipient_email.in_({email, email.lower()}), Letter.template == template)
        .order_by(Letter.id.desc())
        .limit(MOST_OF_EACH)
    )
    return [
        letter
        for letter in newest
        if all(
            dispatch.requested_by != str(REQUESTER) or dispatch.requested_at <= before
            for dispatch in letter.dispatches
        )
    ]
