"""A worker: takes jobs from the queue, tries them again with growing pauses, parks hopeless ones.

A failed try ends its run and queues the next one with a delay, so a failing job keeps no place that
another could use. A worker that falls silent loses its jobs to the others.
"""

from __future__ import annotations

import os
import secrets
import signal
import socket
import threading
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

import sqlalchemy as sa
from sqlalchemy.exc import OperationalError, SQLAlchemyError

from sponsorship.clock import utc_now
from sponsorship.database import Database
from sponsorship.errors import SponsorshipError, Unavailable
from sponsorship.jobs.dbos_queue import DbosQueue
from sponsorship.jobs.engine import Engine, Run
from sponsorship.jobs.models import JobTrouble, WorkerHeartbeat
from sponsorship.jobs.port import Handler, NoHandler, Payload, enqueue
from sponsorship.logs import logger, scrub

log = logger(__name__)


@dataclass(frozen=True, slots=True)
class Schedule:
    """A job that is queued by the clock: once per due time, however many workers there are.

    Its handler gets `{"scheduled_at": ...}`. What fell due while no worker ran is not made up for.
    """

    name: str
    cron: str
    """Five fields, or six with the seconds first, in `zone`."""
    zone: str = "UTC"


@dataclass(frozen=True, slots=True)
class Patience:
    """How long failing jobs are tried: pauses double from `first` to `longest` seconds."""

    first: float = 5.0
    longest: float = 3600.0
    tries: int = 6
    """For errors that more time hardly cures; about three minutes."""
    tries_when_unavailable: int = 20
    """For a mail server, database or processor that does not answer; about eleven hours."""

    def tries_for(self, error: BaseException) -> int:
        is_outage = isinstance(error, Unavailable | OSError | OperationalError)
        return self.tries_when_unavailable if is_outage else self.tries

    def pause_after(self, tries: int) -> float:
        """Seconds until the next try, up to a quarter longer so that they do not come at once."""
        pause = min(self.first * 2.0 ** (tries - 1), self.longest)
        return pause * (1 + secrets.randbelow(1000) / 4000)


class WorkerDied(Exception):
    """Stands for the error of a job whose worker disappeared in the middle."""

    def __init__(self) -> None:
        super().__init__("the worker stopped in the middle of this job")


class Worker:
    """Runs the jobs of one database until it is stopped. One per operating system process."""

    def __init__(
        self,
        database: Database,
        handlers: Mapping[str, Handler],
        schedules: Sequence[Schedule] = (),
        *,
        patience: Patience = Patience(),
        concurrency: int = 32,
        polling_seconds: float = 0.1,
        beat_seconds: float = 3.0,
        dead_after_seconds: float = 15.0,
    ) -> None:
        unknown = [one.name for one in schedules if one.name not in handlers]
        if unknown:
            raise NoHandler(unknown[0])
        self.name = f"{socket.gethostname()}-{os.getpid()}-{secrets.token_hex(4)}"
        self.database = database
        self.handlers = dict(handlers)
        self.schedules = tuple(schedules)
        self.patience = patience
        self.beat_seconds = beat_seconds
        self.dead_after = timedelta(seconds=dead_after_seconds)
        self._queue = DbosQueue()
        self._engine = Engine(
            database,
            self.name,
            run=self._run,
            due=self._due,
            concurrency=concurrency,
            polling_seconds=polling_seconds,
        )
        self._stopping = threading.Event()
        self._heart = threading.Thread(target=self._beat, name="worker-heartbeat", daemon=True)

    def start(self) -> None:
        """Begin to take jobs; returns at once."""
        self._show_life(utc_now())
        self._engine.start({one.name: (one.cron, one.zone) for one in self.schedules})
        self._heart.start()
        log.info("worker started", worker=self.name, schedules=len(self.schedules))

    def stop(self, *, within_seconds: int = 25) -> None:
        """Take no more jobs, let running ones finish for so long, leave the rest to others."""
        self._stopping.set()
        self._heart.join()
        self._engine.stop(within_seconds=within_seconds)
        with self.database.unit_of_work() as session:
            session.execute(
                sa.update(WorkerHeartbeat)
                .where(WorkerHeartbeat.worker == self.name)
                .values(beat_at=utc_now() - 2 * self.dead_after)
            )
        log.info("worker stopped", worker=self.name)

    def run_until_stopped(self) -> None:
        """Work until SIGTERM or SIGINT, then stop cleanly. Only for a process of its own."""
        asked = threading.Event()
        for signum in (signal.SIGTERM, signal.SIGINT):
            signal.signal(signum, lambda *_: asked.set())
        self.start()
        asked.wait()
        self.stop()

    # --- Jobs -------------------------------------------------------------------------------

    def _run(self, run: Run) -> None:
        handler = self.handlers.get(run.name, _unknown(run.name))
        try:
            handler(run.payload)
        except (Exception, SystemExit) as error:
            log.warning("job failed", job=run.name, key=run.key, tries=run.tries, exc_info=error)
            self._insist(self._take_note, run, error, self.patience.pause_after(run.tries))
        else:
            if run.number > 1:
                self._insist(self._forget_trouble, run)

    def _insist(self, noting: Callable[..., None], *facts: object) -> None:
        """Write down how a job ended, waiting for the database if it is away as well."""
        while True:
            try:
                return noting(*facts)
            except SQLAlchemyError:
                log.warning("outcome of a job not written yet", exc_info=True)
                if self._stopping.wait(1.0):
                    raise  # found again by `_mend`

    def _take_note(self, run: Run, error: BaseException, pause: float) -> None:
        """Remember the failure and queue the next try, or park the job after its last one."""
        at = utc_now()
        is_last = run.tries >= self.patience.tries_for(error)
        with self.database.unit_of_work() as session:
            trouble = session.scalar(
                sa.select(JobTrouble).where(JobTrouble.name == run.name, JobTrouble.key == run.key)
            )
            if trouble is None:
                trouble = JobTrouble(
                    name=run.name, key=run.key, payload=run.payload, first_failed_at=at
                )
                session.add(trouble)
            trouble.error = sentence_of(error)
            trouble.run = run.number
            trouble.tries = run.tries
            trouble.last_failed_at = at
            trouble.next_try_at = None if is_last else at + timedelta(seconds=pause)
            if not is_last:
                self._queue.enqueue_retry(
                    session,
                    run.name,
                    run.key,
                    run.payload,
                    run=run.number + 1,
                    tries=run.tries + 1,
                    wait_seconds=pause,
                )

    def _forget_trouble(self, run: Run) -> None:
        with self.database.unit_of_work() as session:
            session.execute(
                sa.delete(JobTrouble).where(JobTrouble.name == run.name, JobTrouble.key == run.key)
            )

    def _due(self, name: str, scheduled_at: str) -> None:
        payload: Payload = {"scheduled_at": scheduled_at}
        with self.database.unit_of_work() as session:
            session.info["jobs"] = self._queue
            enqueue(session, name, key=scheduled_at, payload=payload)

    # --- Heartbeat --------------------------------------------------------------------------

    def _beat(self) -> None:
        beats = 0
        while True:
            try:
                self._relieve_the_dead(utc_now())
                if beats % 20 == 0:
                    self._mend()
                if beats % 1200 == 0:
                    self._engine.forget_finished(before=utc_now() - timedelta(days=14))
            except Exception:  # the next beat tries again
                log.warning("heartbeat failed", worker=self.name, exc_info=True)
            beats += 1
            if self._stopping.wait(self.beat_seconds):
                return

    def _show_life(self, at: datetime) -> None:
        with self.database.unit_of_work() as session:
            mine = session.get(WorkerHeartbeat, self.name)
            if mine is None:
                mine = WorkerHeartbeat(worker=self.name, started_at=at)
                session.add(mine)
            mine.beat_at = at

    def _relieve_the_dead(self, at: datetime) -> None:
        """Show our own life first; then run again what silent workers had begun."""
        self._show_life(at)
        for worker in self._claim_the_dead(at):
            for id_, run in self._engine.unfinished_of(worker):
                log.warning("job of a dead worker", job=run.name, key=run.key, worker=worker)
                self._note_death(run)
                self._engine.cancel(id_)
            self._engine.resume_due_of(worker)
            with self.database.unit_of_work() as session:
                session.execute(sa.delete(WorkerHeartbeat).where(WorkerHeartbeat.worker == worker))

    def _mend(self) -> None:
        """Jobs that ended without a note, because not even their failure could be written."""
        for id_, run in self._engine.broken():
            self._note_death(run)
            self._engine.forget(id_)

    def _note_death(self, run: Run) -> None:
        """Not where the next run is queued already: somebody was killed right after taking this note.

        That run may be over, and would then never clear the trouble that a second note leaves.
        """
        if not self._engine.knows(run.name, run.key, run.number + 1):
            self._take_note(run, WorkerDied(), 0.0)

    def _claim_the_dead(self, at: datetime) -> list[str]:
        """Names of silent workers that are now ours to relieve: each goes to one claimant."""
        silent_since = at - self.dead_after
        free = sa.or_(
            WorkerHeartbeat.relieved_at.is_(None), WorkerHeartbeat.relieved_at < silent_since
        )
        with self.database.unit_of_work() as session:
            return list(
                session.scalars(
                    sa.update(WorkerHeartbeat)
                    .where(WorkerHeartbeat.beat_at < silent_since, free)
                    .values(relieved_by=self.name, relieved_at=at)
                    .returning(WorkerHeartbeat.worker)
                )
            )


def _unknown(name: str) -> Handler:
    def refuse(_: Payload) -> None:
        raise NoHandler(name)

    return refuse


def sentence_of(error: BaseException) -> str:
    """What staff may read about an error: no SQL, no values, no secrets."""
    if isinstance(error, SponsorshipError):
        return scrub(str(error))
    if isinstance(error, SQLAlchemyError):
        return f"The database refused ({type(error).__name__})."
    return scrub(f"{type(error).__name__}: {error}")[:300]
