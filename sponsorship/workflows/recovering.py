"""After a restore: what the records owe is queued again, and gifts that were lost are found again.

A backup holds no jobs, and nothing of what happened after it was made. The processor knows of the gifts
of those hours: their pages bear our ids and the fund. So their rows come back under the same numbers,
and the events that the processor tells once more book them like any other. What donors told only us
is gone: the note is empty, and the gift is anonymous, because nobody knows any more whether it was to be.
"""

from __future__ import annotations

import secrets
from collections.abc import Iterable
from datetime import datetime, timedelta

import sqlalchemy as sa
from sqlalchemy.orm import Session

from sponsorship import jobs
from sponsorship.database import Database
from sponsorship.donations.models import Donation, RecurringGift
from sponsorship.errors import Refused
from sponsorship.funds.models import Fund
from sponsorship.messages import outbox
from sponsorship.messages.models import Dispatch, DispatchStatus
from sponsorship.payments import inbox
from sponsorship.payments.models import Checkout, InboundEvent, Purpose, Refund, RefundStatus
from sponsorship.payments.processor import CheckoutOrigin, Processor
from sponsorship.workflows import fetching, refunding


def owe_again(session: Session) -> int:
    """Queue the letters, refunds and events that were still to be acted on; how many that was.

    Each has the key that it always had, so that queueing it twice is queueing it once.
    """
    owed: list[tuple[str, str, str, sa.Select[int]]] = [
        (
            outbox.SEND_LETTER, "dispatch", "dispatch_id",
            sa.select(Dispatch.id).where(Dispatch.status == DispatchStatus.OWED),
        ),
        (
            inbox.JOB, "event", "event_id",
            sa.select(InboundEvent.id).where(InboundEvent.handled_at.is_(None)),
        ),
        (
            refunding.ASK_FOR_REFUND, "refund", "refund_id",
            sa.select(Refund.id).where(Refund.status == RefundStatus.REQUESTED),
        ),
    ]  # fmt: skip
    count = 0
    for job, subject, field, statement in owed:
        for number in session.scalars(statement).all():
            jobs.enqueue(session, job, key=f"{subject}:{number}", payload={field: number})
            count += 1
    return count


PAGES_FINISHED = frozenset(
    {"checkout.session.completed", "checkout.session.async_payment_succeeded"}
)
"""The news that leads to a page on which somebody paid."""


def recover(database: Database, processor: Processor, *, at: datetime) -> tuple[int, list[str]]:
    """Find the gifts that were paid since the processor's list was last read, before the worker starts.

    How many came back, and a sentence on each that cannot. The worker then fetches the events themselves
    and acts on them. Raises Unavailable.
    """
    with database.reading() as session:
        since = fetching.read_from(session)
    if since is None:
        return 0, []
    told = processor.list_events(since, until=at)
    pages = [event.object_id for event in told if event.event_type in PAGES_FINISHED]
    return find_lost_gifts(database, processor, pages, at=at)


def find_lost_gifts(
    database: Database, processor: Processor, pages: Iterable[str], *, at: datetime
) -> tuple[int, list[str]]:
    """Bring back every gift whose page the processor knows and we do not.

    `pages` are the processor's ids of pages that were finished since the backup; how many gifts came
    back, and a sentence on each page that leads to nothing. All rows come back before any event is
    acted on, so that no new row takes a lost number. Doing it twice changes nothing more.
    """
    count, sentences = 0, []
    for page in dict.fromkeys(pages):
        origin = processor.look_up_origin(page)
        if origin is None or origin.purpose is Purpose.INVOICE:
            continue
        try:
            with database.unit_of_work() as session:
                count += _bring_back(session, origin, at=at)
        except CannotBringBack as refusal:
            sentences.append(str(refusal))
    with database.unit_of_work() as session:
        for table in ("donation", "recurring_gift", "checkout"):
            _go_on_after_the_last(session, table)
    return count, sentences


class CannotBringBack(Refused):
    """Raised when a lost gift has no place any more: its number was taken, or its fund is not there."""

    code = "cannot_bring_back"

    def __init__(self, origin: CheckoutOrigin, why: str) -> None:
        self.origin = origin
        super().__init__(f"The gift paid on {origin.external_id} cannot be brought back: {why}.")


def _bring_back(session: Session, origin: CheckoutOrigin, *, at: datetime) -> bool:
    known = session.get(Checkout, origin.checkout_id)
    if known is not None and known.external_id in (None, origin.external_id):
        return False
    if known is not None:
        raise CannotBringBack(origin, "its number has been given to another since")
    gift: Donation | RecurringGift | None
    if origin.purpose is Purpose.DONATION:
        gift = session.get(Donation, origin.purpose_id)
    else:
        gift = session.get(RecurringGift, origin.purpose_id)
    if gift is not None and gift.begun_at > origin.begun_at + _A_MOMENT:
        raise CannotBringBack(origin, "its number has been given to another since")
    if gift is None:
        _add_gift(session, origin)
    attempts = sa.select(sa.func.count()).where(
        Checkout.purpose == origin.purpose, Checkout.purpose_id == origin.purpose_id
    )
    attempt = (session.scalar(attempts) or 0) + 1
    session.add(
        Checkout(
            id=origin.checkout_id,
            purpose=origin.purpose,
            purpose_id=origin.purpose_id,
            attempt=attempt,
            amount_minor=origin.amount.minor,
            currency=origin.amount.currency,
            idempotency_key=f"recovered:{origin.external_id}",
            request_hash="",
            external_id=origin.external_id,
            begun_at=origin.begun_at,
            expires_at=max(origin.expires_at, at),
        )
    )
    return gift is None


def _add_gift(session: Session, origin: CheckoutOrigin) -> None:
    fund = session.scalars(sa.select(Fund).where(Fund.slug == origin.fund)).one_or_none()
    if fund is None or fund.currency != origin.amount.currency:
        raise CannotBringBack(origin, "the fund that it names is not there")
    session.add(
        _KINDS[origin.purpose](
            id=origin.purpose_id,
            form_key=f"recovered:{origin.external_id}",
            donor_name=origin.name or origin.email or "Unknown",
            donor_email=origin.email,
            is_anonymous=True,
            note="",
            fund_id=fund.id,
            amount_minor=origin.amount.minor,
            currency=origin.amount.currency,
            public_token=secrets.token_urlsafe(24),
            begun_at=origin.begun_at,
        )
    )


def _go_on_after_the_last(session: Session, table: str) -> None:
    """Rows that came back brought their numbers along; SQLite always goes on after the last one."""
    if session.get_bind().dialect.name == "postgresql":
        last = session.scalar(sa.select(sa.func.max(sa.column("id"))).select_from(sa.table(table)))
        if last is not None:
            sequence = sa.func.pg_get_serial_sequence(table, "id")
            session.execute(sa.select(sa.func.setval(sequence, last)))


_A_MOMENT = timedelta(minutes=5)
_KINDS: dict[Purpose, type[Donation | RecurringGift]] = {
    Purpose.DONATION: Donation,
    Purpose.RECURRING_GIFT: RecurringGift,
}
