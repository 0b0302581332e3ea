"""Loading the demo foundation into an empty database, once."""

from __future__ import annotations

import random
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta

import sqlalchemy as sa

from sponsorship.audit import SYSTEM, Actor
from sponsorship.clock import utc_now
from sponsorship.database import Database
from sponsorship.demo import assets, catalogue, letters
from sponsorship.demo.gifts import Giver, SandboxRemote
from sponsorship.demo.sponsors import SponsorLoader
from sponsorship.documents.rendering import TypstRenderer
from sponsorship.funds.models import Fund
from sponsorship.jobs import RecordingQueue
from sponsorship.lifecycle import advance
from sponsorship.messages.models import Dispatch, DispatchStatus
from sponsorship.payments.stripe.client import StripeProcessor
from sponsorship.settings import SANDBOX_API_KEY, Settings
from sponsorship.staff import operations as staff
from sponsorship.staff.models import StaffUser
from sponsorship.staff.permissions import StaffRole
from sponsorship.wiring import foundation_of
from sponsorship.workflows import announcing, billing, instalments

DEMO_EMAIL = "demo@example.org"
_COMMAND_LINE = Actor("system", "command line")


def is_empty(settings: Settings) -> bool:
    """Whether the database knows no fund yet."""
    database = Database(settings.database)
    try:
        with database.reading() as session:
            return not session.scalar(sa.select(sa.func.count()).select_from(Fund))
    finally:
        database.close()


def load(settings: Settings, *, single_gifts: int = 60) -> None:
    """Load the demo foundation into an empty database.

    What it owes is not sent: letters about the past are marked as sent on their day.
    """
    database = Database(settings.database, jobs=RecordingQueue())
    try:
        _load(database, settings, now=utc_now(), single_gifts=single_gifts)
    finally:
        database.close()


def _load(database: Database, settings: Settings, *, now: datetime, single_gifts: int) -> None:
    foundation = foundation_of(settings)
    began = now - timedelta(days=365)
    with database.unit_of_work() as session:
        general, _ = catalogue.add_funds(session, currency=settings.currency, at=began)
        year = catalogue.add_programme(
            session, general, today=foundation.calendar.day_of(now), at=began
        )
        assets.ask_for_assets(session, year, today=foundation.calendar.day_of(now))
    renderer = TypstRenderer()
    try:
        SponsorLoader(database, renderer, foundation).load(now=now)
    finally:
        renderer.close()
    assets.hand_in_some(database, foundation, at=now - timedelta(days=5))
    assets.deliver_some(database, foundation, at=now - timedelta(days=4))
    with database.unit_of_work() as session:
        letters.write_letters(session, foundation, at=now - timedelta(days=20))
    with _quiet_sandbox(settings) as origin:
        processor = StripeProcessor(SANDBOX_API_KEY, base_address=origin)
        giver = Giver(
            database,
            processor,
            SandboxRemote(origin),
            foundation,
            random.Random(2026),  # noqa: S311 - sample data, the same every time
        )
        giver.give_for_a_year(now=now, single=single_gifts)
    instalments.issue_due(database, foundation=foundation, at=now)
    billing.earn_revenue(database, today=foundation.calendar.day_of(now), at=now)
    announcing.look_at_all(database, foundation=foundation, at=now)
    _mark_letters_sent(database)


@contextmanager
def _quiet_sandbox(settings: Settings) -> Iterator[str]:
    """The sandbox over its own state, telling nobody: its news about the past has been followed."""
    origin = settings.sandbox_origin
    child = subprocess.Popen(
        [
            sys.executable, "-m", "admin_app.sandbox",
            "--port", origin.rsplit(":", 1)[1],
            "--state", str(settings.data_dir.resolve() / "sandbox.db"),
            "--api-key", SANDBOX_API_KEY,
            "--account-name", settings.organisation_name,
            "--fee-delay", "0",
        ]
    )  # fmt: skip
    try:
        _wait_until_up(f"{origin}/sandbox/api/health", child)
        yield origin
    finally:
        child.terminate()
        child.wait(timeout=30)


def _wait_until_up(url: str, child: subprocess.Popen[bytes]) -> None:
    for _ in range(200):
        if child.poll() is not None:
            break
        try:
            with urllib.request.urlopen(url, timeout=1):  # noqa: S310
                return
        except (urllib.error.URLError, OSError):
            time.sleep(0.1)
    raise RuntimeError("The payments sandbox did not start.")


def _mark_letters_sent(database: Database) -> None:
    with database.unit_of_work() as session:
        owed = sa.select(Dispatch).where(Dispatch.status == DispatchStatus.OWED)
        for dispatch in session.scalars(owed):
            dispatch.sent_at = dispatch.requested_at
            dispatch.attempts = 1
            advance(session, dispatch, "sent", at=dispatch.requested_at, by=SYSTEM)


def new_sign_in(settings: Settings) -> str:
    """The path of a fresh one-time sign-in for the demo administrator, who is added if missing."""
    database = Database(settings.database)
    at = utc_now()
    with database.unit_of_work() as session:
        member = session.scalars(
            sa.select(StaffUser).where(StaffUser.email == DEMO_EMAIL)
        ).one_or_none()
        if member is None:
            member = staff.add(
                session,
                name="Demo Administrator",
                email=DEMO_EMAIL,
                role=StaffRole.ADMINISTRATOR,
                by=_COMMAND_LINE,
                at=at,
            )
        token = staff.issue_sign_in_link(session, member, by=_COMMAND_LINE, at=at)
    database.close()
    return f"/admin/first-sign-in/{token}"
