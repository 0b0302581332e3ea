"""The processor's news that failed, and jobs that were given up: tried again at their desk."""

from __future__ import annotations

from datetime import timedelta

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from sponsorship.clock import utc_now
from sponsorship.errors import Unavailable
from sponsorship.jobs.models import JobTrouble
from sponsorship.payments import inbox
from sponsorship.payments.models import InboundEvent
from tests.admin_app.desks.desks import Colleague, Desks, told

HOME = "/admin/desk/events"


def failed_event(desks: Desks) -> InboundEvent:
    """A donor paid while the processor did not answer our question about it."""
    story = desks.story
    form = story.fill_in("100.00")
    page = story.page_of(story.submit(form))
    story.processor.pay(page)
    story.processor.is_down = True
    with pytest.raises(Unavailable):
        story.hear("checkout.session.completed", page)
    story.processor.is_down = False
    story.queue.finished.append(story.queue.waiting.pop(0))
    return only_event(desks)


def only_event(desks: Desks) -> InboundEvent:
    with desks.story.database.reading() as session:
        return session.scalars(sa.select(InboundEvent)).one()


def given_up(session: Session, name: str, key: str, payload: dict[str, object]) -> JobTrouble:
    """A job after its last try."""
    at = utc_now() - timedelta(hours=3)
    trouble = JobTrouble(
        name=name,
        key=key,
        payload=payload,
        error="The payment processor does not answer at the moment.",
        run=8,
        tries=8,
        first_failed_at=at,
        last_failed_at=at,
        next_try_at=None,
    )
    session.add(trouble)
    return trouble


def test_an_event_that_failed_is_tried_again_and_the_gift_arrives(
    desks: Desks, femi: Colleague
) -> None:
    event = failed_event(desks)
    page = femi.get(HOME).text

    answer = femi.press(HOME, f"{HOME}/{event.id}/retry")
    desks.story.work()

    assert "Events that failed" in page
    assert "does not answer" in page
    assert (answer.status_code, answer.headers["location"]) == (303, HOME)
    assert only_event(desks).handled_at is not None
    assert desks.story.receipts()[0].endswith("issued")
    assert "has been acted on" in femi.get(HOME).text
    [note] = desks.notes("tried_again")
    assert (note.by, note.subject) == (femi.actor, f"inbound_event:{event.id}")


def test_an_event_whose_job_was_given_up_runs_that_job_again(desks: Desks, femi: Colleague) -> None:
    event = failed_event(desks)
    with desks.story.database.unit_of_work() as session:
        given_up(session, inbox.JOB, f"event:{event.id}", {"event_id": event.id})

    femi.press(HOME, f"{HOME}/{event.id}/retry")

    [job] = desks.story.queue.waiting
    assert (job.key, job.run) == (f"event:{event.id}", 9)


def test_an_event_that_was_handled_meanwhile_is_left_alone(desks: Desks, femi: Colleague) -> None:
    event = failed_event(desks)
    page = femi.get(HOME)
    form = {"form_token": femi.opened("/admin/desk/account")["form_token"], "version": ""}
    femi.press(HOME, f"{HOME}/{event.id}/retry")
    desks.story.work()

    answer = femi.post(f"{HOME}/{event.id}/retry", data=form)

    assert page.status_code == 200
    assert (answer.status_code, told(answer)) == (
        409,
        "This event has been acted on in the meantime; nothing is left to try.",
    )
    assert desks.story.queue.waiting == []


def test_a_job_that_was_given_up_runs_again_once(desks: Desks, femi: Colleague) -> None:
    with desks.story.database.unit_of_work() as session:
        trouble = given_up(session, "earn_revenue", "2026-03-02", {"scheduled_at": "2026-03-02"})
    address = f"{HOME}/jobs/{trouble.id}/rerun"
    form = {"form_token": femi.opened("/admin/desk/account")["form_token"], "version": ""}
    listed, start = femi.get(HOME).text, femi.get("/admin").text

    answers = [femi.post(address, data=form) for _ in range(2)]

    assert "Jobs that were given up" in listed
    assert "Job earn revenue" in start
    assert [answer.status_code for answer in answers] == [303, 409]
    assert told(answers[1]) == "This job will be tried again by itself."
    [job] = desks.story.queue.waiting
    assert (job.name, job.run) == ("earn_revenue", 9)
    assert desks.notes("reran")[0].by == femi.actor


def test_programme_staff_neither_see_nor_try_events(desks: Desks, sumana: Colleague) -> None:
    event = failed_event(desks)
    token = sumana.opened("/admin/desk/account")["form_token"]

    seen = sumana.get(HOME)
    tried = sumana.post(f"{HOME}/{event.id}/retry", data={"form_token": token, "version": ""})

    assert [seen.status_code, tried.status_code] == [403, 403]
    assert {note.changes["capability"] for note in desks.notes("was_refused")} == {"reconcile"}
    assert only_event(desks).handled_at is None


def test_events_are_counted_found_by_object_and_looked_at_again(
    desks: Desks, femi: Colleague
) -> None:
    desks.story.give("100.00")
    event = only_event(desks)
    found = femi.get(f"{HOME}?search={event.object_id}").text

    answer = femi.press(f"{HOME}?search={event.object_id}", f"{HOME}/{event.id}/look-again")
    journal = desks.journal()
    desks.story.work()

    assert "About ours" in found
    assert "handled: ours" in found
    assert "No event that we kept" in femi.get(f"{HOME}?search=pi_of_others").text
    assert answer.status_code == 303
    assert desks.journal() == journal
    assert desks.notes("looked_again")[0].by == femi.actor


def test_alarms_stand_on_top_of_the_start_page_and_of_this_desk(
    desks: Desks, femi: Colleague
) -> None:
    with desks.story.database.unit_of_work() as session:
        given_up(session, "earn_revenue", "2026-03-02", {"scheduled_at": "2026-03-02"})

    for page in (femi.get("/admin").text, femi.get(HOME).text):
        assert "One job was given up after many tries." in page


def test_readyz_names_its_checks_and_what_does_not_go_on(desks: Desks, femi: Colleague) -> None:
    with desks.story.database.unit_of_work() as session:
        given_up(session, "earn_revenue", "2026-03-02", {"scheduled_at": "2026-03-02"})
    plain = femi.get("/readyz")
    told_all = femi.get("/readyz", headers={"accept": "application/json"})

    assert (plain.status_code, plain.text) == (200, "ready\n")
    assert told_all.status_code == 200
    assert told_all.json() == {
        "status": "ready",
        "checks": {"database": "ok", "schema": "ok"},
        "warnings": ["jobs_parked"],
    }


def test_readyz_is_not_ready_beside_another_schema(desks: Desks, femi: Colleague) -> None:
    with desks.story.database.unit_of_work() as session:
        session.execute(sa.text("UPDATE alembic_version SET version_num = 'another'"))
    plain = femi.get("/readyz")
    told_all = femi.get("/readyz", headers={"accept": "application/json"})

    assert (plain.status_code, told_all.status_code) == (503, 503)
    assert told_all.json()["checks"] == {"database": "ok", "schema": "not the newest"}
