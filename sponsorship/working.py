"""What a worker does: every job of the product, and what the clock asks for."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime

from sponsorship.clock import utc_now
from sponsorship.documents import operations as documents
from sponsorship.jobs import Handler, Payload, Schedule, Worker
from sponsorship.messages import outbox, sending
from sponsorship.payments import inbox
from sponsorship.selfcheck import operations as selfcheck
from sponsorship.staff import throttling
from sponsorship.wiring import Wiring
from sponsorship.workflows import billing, checking, links, news, refunding

EARN_REVENUE = "earn_revenue"
REMIND_OVERDUE = "remind_overdue"
FORGET_OLD = "forget_old"


Clock = Callable[[], datetime]


def handlers(wiring: Wiring, *, clock: Clock = utc_now) -> Mapping[str, Handler]:
    """The handler of every job, by name. Each may run twice for one job: effects are unique by key."""
    return {
        **_of_the_processor(wiring, clock),
        **_letters(wiring, clock),
        **_calendar(wiring, clock),
    }


def _of_the_processor(wiring: Wiring, clock: Clock) -> dict[str, Handler]:
    """What the processor tells us, and what we ask of it."""

    def act_on_event(payload: Payload) -> None:
        at = clock()
        inbox.act(
            wiring.database,
            wiring.processor,
            payload["event_id"],
            news.appliers(wiring.foundation, at),
            at=at,
        )

    def ask_for_refund(payload: Payload) -> None:
        refunding.ask_for_refund(
            wiring.database,
            wiring.processor,
            payload["refund_id"],
            foundation=wiring.foundation,
            at=clock(),
        )

    return {inbox.JOB: act_on_event, refunding.ASK_FOR_REFUND: ask_for_refund}


def _letters(wiring: Wiring, clock: Clock) -> dict[str, Handler]:
    """Sending what is owed to people."""

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

    def send_links_again(payload: Payload) -> None:
        links.send_again(wiring.database, payload["email"], at=clock())

    return {outbox.SEND_LETTER: send_letter, links.SEND_LINKS_AGAIN: send_links_again}


def _calendar(wiring: Wiring, clock: Clock) -> dict[str, Handler]:
    """What falls due by the clock."""

    def earn_revenue(_: Payload) -> None:
        at = clock()
        today = wiring.foundation.calendar.day_of(at)
        billing.earn_revenue(wiring.database, today=today, at=at)

    def remind_overdue(_: Payload) -> None:
        billing.remind_overdue(wiring.database, foundation=wiring.foundation, at=clock())

    def forget_old(_: Payload) -> None:
        with wiring.database.unit_of_work() as session:
            throttling.forget_old(session, at=clock())
            selfcheck.forget_old(session, at=clock())

    def check_everything(_: Payload) -> None:
        checking.check_everything(wiring.database, clock=clock)

    return {
        EARN_REVENUE: earn_revenue,
        REMIND_OVERDUE: remind_overdue,
        FORGET_OLD: forget_old,
        checking.CHECK_EVERYTHING: check_everything,
    }


def build_worker(wiring: Wiring) -> Worker:
    """A worker for this process; several may work on one PostgreSQL database."""
    zone = wiring.settings.time_zone
    return Worker(
        wiring.database,
        handlers(wiring),
        [
            Schedule(checking.CHECK_EVERYTHING, "*/10 * * * *", zone),
            Schedule(EARN_REVENUE, "15 2 * * *", zone),
            Schedule(FORGET_OLD, "45 2 * * *", zone),
            Schedule(REMIND_OVERDUE, "0 9 * * *", zone),
        ],
    )
