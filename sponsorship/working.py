"""What a worker does: every job of the product, and what the clock asks for."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime

from sponsorship import jobs, timetable
from sponsorship.announcements import operations as announcements
from sponsorship.clock import utc_now
from sponsorship.documents import operations as documents
from sponsorship.jobs import Handler, Payload, Schedule, Worker
from sponsorship.messages import outbox, sending
from sponsorship.payments import inbox
from sponsorship.places import waiting as lines
from sponsorship.portal import operations as signed_in
from sponsorship.saved import operations as saved
from sponsorship.selfcheck import operations as selfcheck
from sponsorship.staff import throttling
from sponsorship.vitals import operations as vitals
from sponsorship.wiring import Wiring
from sponsorship.workflows import (
    agreement,
    announcing,
    billing,
    checking,
    due_dates,
    expiring,
    fetching,
    instalments,
    links,
    news,
    portal,
    reconciling,
    refunding,
    reminding,
    sweeping,
    waiting,
    watching,
)

Clock = Callable[[], datetime]


def handlers(wiring: Wiring, *, clock: Clock = utc_now) -> Mapping[str, Handler]:
    """The handler of every job, by name. Each may run twice for one job: effects are unique by key."""
    known = {
        **_of_the_processor(wiring, clock),
        **_letters(wiring, clock),
        **_announcements(wiring, clock),
        **_calendar(wiring, clock),
        **_looking_after(wiring, clock),
    }
    return known | {
        one.name: _showing_life(wiring, one.name, known[one.name], clock)
        for one in timetable.ROUTINES
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

    def send_contact_link(payload: Payload) -> None:
        portal.send_link(
            wiring.database, payload["email"], foundation=wiring.foundation, at=clock()
        )

    return {
        outbox.SEND_LETTER: send_letter,
        links.SEND_LINKS_AGAIN: send_links_again,
        portal.SEND_CONTACT_LINK: send_contact_link,
    }


def _announcements(wiring: Wiring, clock: Clock) -> dict[str, Handler]:
    """Telling other programs how sponsorships are shown."""

    def look_at_sponsorship(payload: Payload) -> None:
        announcing.look(
            wiring.database, payload["sponsorship_id"], foundation=wiring.foundation, at=clock()
        )

    def deliver_announcement(payload: Payload) -> None:
        announcing.deliver(
            wiring.database,
            payload["delivery_id"],
            signing_key=wiring.settings.signing_key,
            foundation=wiring.foundation,
            at=clock(),
        )

    return {
        announcements.LOOK: look_at_sponsorship,
        announcements.DELIVER: deliver_announcement,
    }


def _calendar(wiring: Wiring, clock: Clock) -> dict[str, Handler]:
    """What falls due by the clock."""

    def earn_revenue(_: Payload) -> None:
        at = clock()
        today = wiring.foundation.calendar.day_of(at)
        billing.earn_revenue(wiring.database, today=today, at=at)

    def remind_overdue(_: Payload) -> None:
        at = clock()
        due_dates.remind_before_due(wiring.database, foundation=wiring.foundation, at=at)
        billing.remind_overdue(wiring.database, foundation=wiring.foundation, at=at)

    def remind_assets(_: Payload) -> None:
        reminding.remind_assets(wiring.database, foundation=wiring.foundation, at=clock())

    def issue_instalments(_: Payload) -> None:
        instalments.issue_due(wiring.database, foundation=wiring.foundation, at=clock())

    def remind_unsigned(_: Payload) -> None:
        agreement.remind_unsigned(wiring.database, foundation=wiring.foundation, at=clock())

    def remind_ending(_: Payload) -> None:
        expiring.remind_ending(wiring.database, foundation=wiring.foundation, at=clock())

    def reconcile(_: Payload) -> None:
        reconciling.reconcile(
            wiring.database, wiring.processor, foundation=wiring.foundation, at=clock()
        )

    def look_at_all_sponsorships(_: Payload) -> None:
        announcing.look_at_all(wiring.database, foundation=wiring.foundation, at=clock())

    def forget_old(_: Payload) -> None:
        with wiring.database.unit_of_work() as session:
            throttling.forget_old(session, at=clock())
            signed_in.forget_old(session, at=clock())
            selfcheck.forget_old(session, at=clock())
            saved.forget_old(session, at=clock())
            lines.forget_old(session, at=clock())

    def offer_free_places(_: Payload) -> None:
        waiting.offer_free(wiring.database, foundation=wiring.foundation, at=clock())

    def check_everything(_: Payload) -> None:
        checking.check_everything(wiring.database, clock=clock)

    return {
        timetable.LOOK_AT_ALL: look_at_all_sponsorships,
        timetable.EARN_REVENUE: earn_revenue,
        timetable.ISSUE_INSTALMENTS: issue_instalments,
        timetable.REMIND_OVERDUE: remind_overdue,
        timetable.REMIND_UNSIGNED: remind_unsigned,
        timetable.REMIND_ENDING: remind_ending,
        timetable.REMIND_ASSETS: remind_assets,
        timetable.FORGET_OLD: forget_old,
        timetable.OFFER_FREE_PLACES: offer_free_places,
        timetable.RECONCILE: reconcile,
        timetable.CHECK_EVERYTHING: check_everything,
    }


def _looking_after(wiring: Wiring, clock: Clock) -> dict[str, Handler]:
    """The jobs that bring back what was missed, and that notice what stands still."""

    def look_at_event_again(payload: Payload) -> None:
        inbox.look_again(
            wiring.database,
            wiring.processor,
            payload["event_id"],
            news.appliers(wiring.foundation, clock()),
        )

    def fetch_missed_events(_: Payload) -> None:
        at = clock()
        fetching.fetch_missed(wiring.database, wiring.processor, at=at)
        asked_at = clock()
        fetching.compare_clocks(wiring.database, wiring.processor, asked_at=asked_at, clock=clock)

    def sweep_unfinished(_: Payload) -> None:
        sweeping.sweep(wiring.database, wiring.processor, foundation=wiring.foundation, at=clock())

    def watch_vital_signs(_: Payload) -> None:
        with wiring.database.unit_of_work() as session:
            watching.watch(
                session, foundation=wiring.foundation, periods=timetable.PERIODS, at=clock()
            )

    return {
        inbox.LOOK_AGAIN: look_at_event_again,
        timetable.FETCH_MISSED: fetch_missed_events,
        timetable.SWEEP_UNFINISHED: sweep_unfinished,
        timetable.WATCH_VITAL_SIGNS: watch_vital_signs,
    }


def _showing_life(wiring: Wiring, name: str, handler: Handler, clock: Clock) -> Handler:
    """The job, and afterwards the sign that it succeeded."""

    def act(payload: Payload) -> None:
        handler(payload)
        with wiring.database.unit_of_work() as session:
            vitals.show(session, vitals.job(name), at=clock())

    return act


def begin(wiring: Wiring, *, at: datetime) -> None:
    """A worker starts: from now on its routines are expected, and what was missed is fetched."""
    with wiring.database.unit_of_work() as session:
        vitals.expect(session, [vitals.job(one.name) for one in timetable.ROUTINES], at=at)
        jobs.enqueue(
            session,
            timetable.FETCH_MISSED,
            key=f"start:{at.isoformat()}",
            payload={"scheduled_at": at.isoformat()},
        )


def build_worker(wiring: Wiring) -> Worker:
    """A worker for this process; several may work on one PostgreSQL database."""
    zone = wiring.settings.time_zone
    return Worker(
        wiring.database,
        handlers(wiring),
        [Schedule(one.name, one.cron, zone) for one in timetable.ROUTINES],
    )
