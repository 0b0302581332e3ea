"""News is kept once, acted on once, and never lost when acting on it fails."""

from __future__ import annotations

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from sponsorship.database import Database
from sponsorship.errors import Unavailable
from sponsorship.jobs import RecordingQueue
from sponsorship.payments import inbox
from sponsorship.payments.models import CameBy, InboundEvent
from sponsorship.payments.operations import NotYetKnown
from sponsorship.payments.processor import (
    CheckoutState,
    LookUp,
    Origin,
    PageStatus,
    Processor,
    RecurringState,
)
from sponsorship.payments.stripe.webhook import Envelope
from tests.clock import NOW, later

PAID = CheckoutState(7, "cs_1", PageStatus.COMPLETED, NOW)


class Answering:
    """A processor that gives one answer, or raises one error, to every question."""

    def __init__(self, answer: LookUp | Exception) -> None:
        self.answer = answer
        self.asked: list[tuple[str, str, str]] = []
        self.before: Callable[[], None] = lambda: None

    def look_up_event(self, event_type: str, object_type: str, object_id: str) -> LookUp:
        self.asked.append((event_type, object_type, object_id))
        self.before()
        if isinstance(self.answer, Exception):
            raise self.answer
        return self.answer


def answering(answer: LookUp | Exception) -> Any:
    return Answering(answer)


def envelope(external_id: str = "evt_1", **changes: Any) -> Envelope:
    facts: dict[str, Any] = {
        "external_id": external_id,
        "livemode": False,
        "account": "",
        "event_type": "checkout.session.completed",
        "object_type": "checkout.session",
        "object_id": "cs_1",
        "body": {"id": external_id, "donor": "Zoë", "amount": 2500},
    }
    return Envelope(**(facts | changes))


@pytest.fixture
def jobs(database: Database) -> RecordingQueue:
    queue = RecordingQueue()
    database.jobs = queue
    return queue


def kept(
    database: Database, *, at: datetime = NOW, came_by: CameBy = CameBy.WEBHOOK, **changes: Any
) -> int:
    """The id of a piece of news that was just kept."""
    news = envelope(**changes)
    with database.unit_of_work() as session:
        assert inbox.keep(session, news, at=at, came_by=came_by)
    with database.reading() as session:
        query = sa.select(InboundEvent.id).where(InboundEvent.external_id == news.external_id)
        return session.execute(query).scalars().all()[-1]


def read(database: Database, event_id: int) -> InboundEvent:
    with database.reading() as session:
        return session.get_one(InboundEvent, event_id)


def act(database: Database, processor: Processor, event_id: int, *applied: Any) -> list[Any]:
    """Act on the event; returns the states that were applied."""
    seen: list[Any] = []
    appliers = {CheckoutState: lambda _, state: seen.append(state), **dict(applied)}
    inbox.act(database, processor, event_id, appliers, at=later(minutes=1))
    return seen


class TestKeep:
    def test_news_is_kept_as_it_came_and_owes_one_job(
        self, database: Database, jobs: RecordingQueue
    ) -> None:
        event_id = kept(database)

        event = read(database, event_id)
        assert event.body == {"id": "evt_1", "donor": "Zoë", "amount": 2500}
        assert (event.provider, event.livemode, event.received_at) == ("stripe", False, NOW)
        assert (event.handled_at, event.attempts, event.outcome, event.error) == (None, 0, "", "")
        (job,) = jobs.waiting
        assert (job.name, job.key) == ("act_on_event", f"event:{event_id}")
        assert job.payload == {"event_id": event_id}

    @pytest.mark.parametrize(
        ("created", "happened"),
        [
            (1, datetime(1970, 1, 1, 0, 0, 1, tzinfo=UTC)),
            (253_370_764_799, datetime(9998, 12, 31, 23, 59, 59, tzinfo=UTC)),
            (0, None),
            (253_370_764_800, None),
            (True, None),
            ("soon", None),
        ],
    )
    def test_news_happened_when_the_processor_says_if_that_is_a_time(
        self, database: Database, jobs: RecordingQueue, created: object, happened: datetime | None
    ) -> None:
        event_id = kept(database, body={"created": created})

        assert read(database, event_id).occurred_at == happened

    def test_the_same_news_told_again_changes_nothing(
        self, database: Database, jobs: RecordingQueue
    ) -> None:
        kept(database)
        with database.unit_of_work() as session:
            assert not inbox.keep(session, envelope(body={"id": "evt_1"}), at=later(days=45))
        with database.reading() as session:
            (event,) = session.scalars(sa.select(InboundEvent)).all()
        assert event.received_at == NOW
        assert len(jobs.waiting) == 1

    def test_the_same_id_in_another_mode_or_account_is_other_news(
        self, database: Database, jobs: RecordingQueue
    ) -> None:
        kept(database)
        kept(database, livemode=True)
        kept(database, account="acct_of_another")
        assert len(jobs.waiting) == 3

    def test_five_deliveries_by_eight_at_once_are_one_row(
        self, database: Database, jobs: RecordingQueue
    ) -> None:
        together = threading.Barrier(8, timeout=60)

        def deliver(_: int) -> list[bool]:
            together.wait()
            return [self._deliver(database) for _ in range(5)]

        with ThreadPoolExecutor(8) as pool:
            answers = [one for many in pool.map(deliver, range(8)) for one in many]

        assert answers.count(True) == 1
        assert len(answers) == 40
        with database.reading() as session:
            assert session.scalar(sa.select(sa.func.count()).select_from(InboundEvent)) == 1
        assert len(jobs.waiting) == 1

    def test_a_rollback_forgets_the_news_and_the_job(
        self, database: Database, jobs: RecordingQueue
    ) -> None:
        with pytest.raises(ZeroDivisionError), database.unit_of_work() as session:
            inbox.keep(session, envelope(), at=NOW)
            raise ZeroDivisionError
        with database.reading() as session:
            assert inbox.waiting(session) == ()
        assert jobs.waiting == []

    @staticmethod
    def _deliver(database: Database) -> bool:
        with database.unit_of_work() as session:
            return inbox.keep(session, envelope(), at=NOW)


@pytest.mark.usefixtures("jobs")
class TestAct:
    def test_every_present_state_is_applied_and_the_event_is_done(self, database: Database) -> None:
        event_id = kept(database)
        processor = answering(LookUp(Origin.OURS, (PAID,)))

        assert act(database, processor, event_id) == [PAID]

        assert processor.asked == [("checkout.session.completed", "checkout.session", "cs_1")]
        event = read(database, event_id)
        assert event.handled_at == later(minutes=1)
        assert (event.outcome, event.attempts, event.error) == ("ours", 1, "")

    def test_acting_again_asks_nobody_and_applies_nothing(self, database: Database) -> None:
        event_id = kept(database)
        processor = answering(LookUp(Origin.OURS, (PAID,)))
        act(database, processor, event_id)

        assert act(database, processor, event_id) == []
        assert len(processor.asked) == 1

    def test_of_two_who_act_at_once_one_applies(self, database: Database) -> None:
        event_id = kept(database)
        processor = answering(LookUp(Origin.OURS, (PAID,)))
        together = threading.Barrier(2, timeout=60)
        processor.before = together.wait

        with ThreadPoolExecutor(2) as pool:
            applied = list(pool.map(lambda _: act(database, processor, event_id), range(2)))

        assert sorted(applied, key=len) == [[], [PAID]]
        assert read(database, event_id).attempts == 1

    @pytest.mark.parametrize("origin", [Origin.FOREIGN, Origin.NOT_NEEDED])
    def test_news_that_asks_nothing_of_us_is_counted_and_done(
        self, database: Database, origin: Origin
    ) -> None:
        event_id = kept(database)
        assert act(database, answering(LookUp(origin)), event_id) == []
        assert read(database, event_id).outcome == origin.value

    def test_news_of_a_connected_account_is_foreign_without_asking(
        self, database: Database
    ) -> None:
        event_id = kept(database, account="acct_of_another")
        processor = answering(AssertionError("nobody should be asked"))

        act(database, processor, event_id)

        assert read(database, event_id).outcome == "foreign"
        assert processor.asked == []

    def test_when_one_state_fails_none_is_applied(self, database: Database) -> None:
        event_id = kept(database)
        monthly = object.__new__(RecurringState)
        processor = answering(LookUp(Origin.OURS, (PAID, monthly)))

        def keep_a_trace(session: Session, _: CheckoutState) -> None:
            inbox.keep(session, envelope("evt_trace"), at=NOW)

        def not_there(_: Session, __: RecurringState) -> None:
            raise NotYetKnown("recurring gift")

        appliers: inbox.Appliers = {CheckoutState: keep_a_trace, RecurringState: not_there}
        with pytest.raises(NotYetKnown):
            inbox.act(database, processor, event_id, appliers, at=NOW)

        with database.reading() as session:
            (event,) = inbox.waiting(session)
        assert (event.id, event.attempts) == (event_id, 1)
        assert event.error.startswith("NotYetKnown: ")

    def test_a_failure_is_remembered_and_a_later_success_clears_it(
        self, database: Database
    ) -> None:
        event_id = kept(database)
        for _ in range(2):
            with pytest.raises(Unavailable):
                act(database, answering(Unavailable("The payment processor")), event_id)
        assert read(database, event_id).attempts == 2

        act(database, answering(LookUp(Origin.OURS, (PAID,))), event_id)

        event = read(database, event_id)
        assert (event.attempts, event.error, event.outcome) == (3, "", "ours")

    def test_a_failure_is_kept_short_and_without_secrets_or_addresses(
        self, database: Database
    ) -> None:
        event_id = kept(database)
        spoken = f"sk_live_abcdef123456 of zoe@example.org {'x' * 500}\nsecond line"
        with pytest.raises(ValueError, match="sk_live"):
            act(database, answering(ValueError(spoken)), event_id)
        error = read(database, event_id).error
        assert error.startswith("ValueError: [secret] of [address] xxx")
        assert len(error) == 300

    def test_a_failure_of_the_database_is_kept_without_its_sql(self, database: Database) -> None:
        event_id = kept(database)

        def break_a_rule(session: Session, _: CheckoutState) -> None:
            session.execute(sa.text("INSERT INTO nowhere (secret) VALUES ('4711')"))

        with pytest.raises(sa.exc.DBAPIError):
            act(
                database,
                answering(LookUp(Origin.OURS, (PAID,))),
                event_id,
                (CheckoutState, break_a_rule),
            )
        error = read(database, event_id).error
        assert "nowhere" in error
        assert "INSERT" not in error
        assert "4711" not in error

    def test_a_failure_is_remembered_on_its_own_event_and_never_on_a_handled_one(
        self, database: Database
    ) -> None:
        failing, other = kept(database), kept(database, external_id="evt_2")
        news = answering(Unavailable("The payment processor"))

        def handled_meanwhile() -> None:
            act(database, answering(LookUp(Origin.NOT_NEEDED)), failing)

        with pytest.raises(Unavailable):
            act(database, news, failing)
        assert read(database, failing).error.startswith("Unavailable: The payment processor does")
        assert (read(database, other).attempts, read(database, other).error) == (0, "")
        news.before = handled_meanwhile
        with pytest.raises(Unavailable):
            act(database, news, failing)
        assert (read(database, failing).attempts, read(database, failing).error) == (2, "")

    def test_a_failure_without_a_word_is_kept_by_its_name(self, database: Database) -> None:
        event_id = kept(database)
        with pytest.raises(ZeroDivisionError):
            act(database, answering(ZeroDivisionError()), event_id)
        assert read(database, event_id).error == "ZeroDivisionError: "

    def test_what_was_handled_is_looked_at_again_and_each_look_counts(
        self, database: Database
    ) -> None:
        event_id = kept(database)
        processor = answering(LookUp(Origin.OURS, (PAID,)))
        act(database, processor, event_id)
        seen: list[Any] = []

        def apply(session: Session, state: CheckoutState) -> None:
            assert session.in_transaction()
            seen.append(state)

        for _ in range(2):
            inbox.look_again(database, processor, event_id, {CheckoutState: apply})
        assert seen == [PAID, PAID]
        assert read(database, event_id).attempts == 3
        assert read(database, event_id).handled_at == later(minutes=1)

    def test_a_poisoned_event_does_not_hold_up_the_others(self, database: Database) -> None:
        poisoned, sound = kept(database), kept(database, external_id="evt_2")
        with pytest.raises(AssertionError):
            act(database, answering(AssertionError("amounts differ")), poisoned)
        act(database, answering(LookUp(Origin.OURS, (PAID,))), sound)
        with database.reading() as session:
            assert [event.id for event in inbox.waiting(session)] == [poisoned]
            assert [event.id for event in inbox.failed(session)] == [poisoned]


class TestLookingAfterIt:
    def test_waiting_news_is_listed_oldest_first(
        self, database: Database, jobs: RecordingQueue
    ) -> None:
        second = kept(database, external_id="evt_2", at=later(hours=2))
        first = kept(database, external_id="evt_1", at=NOW)
        with database.reading() as session:
            assert [event.id for event in inbox.waiting(session)] == [first, second]
            overdue = inbox.waiting(session, before=later(hours=1))
            assert [event.id for event in overdue] == [first]
            assert inbox.waiting(session, before=NOW) == ()
            assert inbox.failed(session) == ()

    def test_a_replay_owes_one_more_try_however_often_it_is_pressed(
        self, database: Database, jobs: RecordingQueue
    ) -> None:
        event_id = kept(database)
        for seconds in (0, 50):
            with database.unit_of_work() as session:
                event = session.get_one(InboundEvent, event_id)
                at = later(hours=1, seconds=seconds, microseconds=seconds)
                assert inbox.replay(session, event, at=at)
        assert [(job.name, job.key, job.payload) for job in jobs.waiting] == [
            ("act_on_event", f"event:{event_id}", {"event_id": event_id}),
            ("act_on_event", f"event:{event_id}:again:20260302T1600Z", {"event_id": event_id}),
        ]

    def test_what_was_handled_is_not_replayed(
        self, database: Database, jobs: RecordingQueue
    ) -> None:
        event_id = kept(database)
        act(database, answering(LookUp(Origin.FOREIGN)), event_id)
        with database.unit_of_work() as session:
            event = session.get_one(InboundEvent, event_id)
            assert not inbox.replay(session, event, at=NOW)
        assert len(jobs.waiting) == 1

    def test_news_is_found_by_how_its_object_or_its_id_begins_the_newest_first(
        self, database: Database, jobs: RecordingQueue
    ) -> None:
        paid = kept(database, external_id="evt_a", object_id="pi_1")
        kept(database, external_id="evt_b", object_id="piX1")
        settled = kept(database, external_id="evt_c", object_id="pi_12")
        by_id = kept(database, external_id="pi_1", object_id="re_1")
        kept(database, external_id="piX1", object_id="re_2")

        with database.reading() as session:
            found = [event.id for event in inbox.concerning(session, "pi_1")]
            newest = [event.id for event in inbox.concerning(session, "pi_1", limit=1)]

        assert found == [by_id, settled, paid]
        assert newest == [by_id]

    def test_what_became_of_the_news_is_counted(
        self, database: Database, jobs: RecordingQueue
    ) -> None:
        day, old = later(days=1), NOW
        outcomes = [
            *((Origin.OURS, day) for _ in range(3)),
            *((Origin.NOT_NEEDED, day) for _ in range(2)),
            (Origin.FOREIGN, day),
            (Origin.FOREIGN, old),
        ]
        for number, (origin, at) in enumerate(outcomes):
            act(
                database, answering(LookUp(origin)), kept(database, at=at, external_id=f"e{number}")
            )
        kept(database, at=old, external_id="waits")
        kept(database, at=day, external_id="waits too")
        broken = kept(database, at=day, external_id="broken")
        newer = kept(database, at=day, external_id="newer")
        strange = kept(database, at=old, external_id="strange")
        for event_id, failure in (
            (broken, Unavailable("The payment processor")),
            (newer, NotYetKnown("gift")),
            (strange, NotYetKnown("gift")),
        ):
            with pytest.raises(type(failure)):
                act(database, answering(failure), event_id)

        with database.reading() as session:
            assert inbox.counts(session, since=day) == inbox.Counts(
                ours=3, not_needed=2, foreign=1, waiting=3, unknown=2
            )
            nothing = inbox.counts(session, since=later(days=2))
            assert [one.id for one in inbox.failed(session)] == [strange, broken, newer]
            assert [one.id for one in inbox.unknown(session, before=later(seconds=1))] == [strange]
            every = inbox.unknown(session, before=later(days=2))
            assert [one.id for one in every] == [strange, newer]
            assert inbox.unknown(session, before=NOW) == ()
            assert len(inbox.waiting(session, limit=3)) == 3
            assert len(inbox.failed(session, limit=1)) == 1
        assert nothing == inbox.Counts(waiting=3, unknown=2)

    def test_the_last_webhook_is_the_delivery_that_came_last(
        self, database: Database, jobs: RecordingQueue
    ) -> None:
        kept(database, external_id="evt_1")
        second = kept(database, external_id="evt_2")
        kept(database, external_id="evt_3", came_by=CameBy.LIST)
        with database.reading() as session:
            found = inbox.last_webhook(session)
            assert found is not None
            assert found.id == second

    def test_what_was_fetched_long_after_it_happened_was_not_delivered(
        self, database: Database, jobs: RecordingQueue
    ) -> None:
        def fetched(name: str, at: datetime, happened: datetime, by: CameBy = CameBy.LIST) -> int:
            body = {"created": int(happened.timestamp())}
            return kept(database, external_id=name, at=at, body=body, came_by=by)

        brought, happened = later(hours=3), later(hours=1)
        first = fetched("missed", brought, happened)
        fetched("delivered late", brought, happened, CameBy.WEBHOOK)
        fetched("in time", brought, brought - inbox.DELIVERED_WITHIN)
        fetched("brought before", brought - timedelta(seconds=1), happened)
        fetched("happened before", brought, happened - timedelta(seconds=1))
        kept(database, external_id="without a time", at=brought, came_by=CameBy.LIST)
        second = fetched("missed as well", later(hours=4), later(hours=2))

        with database.reading() as session:
            missed = inbox.undelivered(session, brought_since=brought, happened_since=happened)
        assert [event.id for event in missed] == [second, first]

    def test_a_list_of_news_is_a_hundred_long_at_most(
        self, database: Database, jobs: RecordingQueue
    ) -> None:
        with database.unit_of_work() as session:
            for number in range(101):
                assert inbox.keep(session, envelope(f"evt_{number}"), at=NOW)
            session.execute(sa.update(InboundEvent).values(error="NotYetKnown: gift", attempts=1))

        with database.reading() as session:
            assert {
                len(inbox.waiting(session)),
                len(inbox.failed(session)),
                len(inbox.unknown(session, before=later(minutes=1))),
                len(inbox.concerning(session, "cs_1")),
            } == {100}

    def test_nothing_is_counted_where_nothing_came(self, database: Database) -> None:
        with database.reading() as session:
            assert inbox.counts(session, since=NOW) == inbox.Counts()
            assert inbox.last_webhook(session) is None
