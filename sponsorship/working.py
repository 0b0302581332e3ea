"""What a worker does: every job of the product, and what the clock asks for."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime

from sponsorship.clock import utc_now
from sponsorship.documents import operations as documents
from sponsorship.jobs import Handler, Payload, Schedule, Worker
from sponsorship.messages import outbox, sending
from sponsorship.payments import inbox
from sponsorship.staff import throttling
from sponsorship.wiring import Wiring
from sponsorship.workflows import billing, links, news, refunding

EARN_REVENUE = "earn_revenue"
REMIND_OVERDUE = "remind_overdue"
FORGET_OLD = "forget_old"


def handlers(wiring: Wiring, *, clock: Callable[[], datetime] = utc_now) -> Mapping[str, Handler]:
    """The handler of every job, by name. Each may run twice for one job: effects are unique by key."""

    def act_on_event(payload: Payload) -> None:
        at = clock()
        inbox.act(
            wiring.database,
            wiring.processor,
            payload["event_id"],
            news.appliers(wiring.foundation, at),
            at=at,
        )

    def send_letter(payload: Payload) -> None:
        def attached(document_id: int) -> sending.Attachment:
            pdf = documents.rendered(wiring.database, wiring.renderer, document_id, at=clock())
            return sending.Attachment(pdf.filename, pdf.pdf)

        sending.send(
            wiring.database,
            wiring.transport,
            payload["dispatch_id"],
            at=clock(),
            letterhead=wiring.letterhead,
            documents=attached,
        )

    def ask_for_refund(payload: Payload) -> None:
        refunding.ask_for_refund(
            wiring.database,
            wiring.processor,
            payload["refund_id"],
            foundation=wiring.foundation,
            at=clock(),
        )

    def send_links_again(payload: Payload) -> None:
        links.send_again(wiring.database, payload["email"], at=clock())

    def earn_revenue(_: Payload) -> None:
        at = clock()
        today = wiring.foundation.calendar.day_of(at)
        billing.earn_revenue(wiring.database, today=today, at=at)

    def remind_overdue(_: Payload) -> None:
        billing.remind_overdue(wiring.database, foundation=wiring.foundation, at=clock())

    def forget_old(_: Payload) -> None:
        with wiring.database.unit_of_work() as session:
            throttling.forget_old(session, at=clock())

    return {
        inbox.JOB: act_on_event,
        outbox.SEND_LETTER: send_letter,
        refunding.ASK_FOR_REFUND: ask_for_refund,
        links.SEND_LINKS_AGAIN: send_links_again,
        EARN_REVENUE: earn_revenue,
        REMIND_OVERDUE: remind_overdue,
        FORGET_OLD: forget_old,
    }


def build_worker(wiring: Wiring) -> Worker:
    """A worker for this process; several may work on one PostgreSQL database."""
    zone = wiring.settings.time_zone
    return Worker(
        wiring.database,
        handlers(wiring),
        [
            Schedule(EARN_REVENUE, "15 2 * * *", zone),
            Schedule(FORGET_OLD, "45 2 * * *", zone),
            Schedule(REMIND_OVERDUE, "0 9 * * *", zone),
        ],
    )
