"""A foundation with a few funds, its public pages, and a card processor in memory."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from starlette.applications import Starlette

from admin_app.app import create_app
from admin_app.public import giving
from sponsorship.database import Database
from sponsorship.documents.rendering import TypstRenderer
from sponsorship.funds.models import Fund, Restriction
from sponsorship.jobs import RecordingQueue
from sponsorship.messages.transport import CaughtTransport
from sponsorship.settings import Settings
from sponsorship.wiring import Wiring, foundation_of
from tests.admin_app.public.till import Till
from tests.admin_app.public.visitor import Visitor
from tests.clock import NOW


def add_funds(database: Database) -> None:
    """Two open funds in dollars, one of them restricted, one in yen, and one that is closed."""
    rows: list[tuple[str, str, str, str, bool]] = [
        ("general", "General fund", "", "USD", True),
        ("pypi", "Python Package Index", "Running the Python Package Index.", "USD", True),
        ("tokyo", "Tokyo sprints", "", "JPY", True),
        ("travel", "Travel grants", "Travel of attendees.", "USD", False),
    ]
    with database.unit_of_work() as session:
        for position, (slug, name, purpose, currency, is_open) in enumerate(rows):
            session.add(
                Fund(
                    slug=slug,
                    name=name,
                    summary=f"What {name} is good for.",
                    description="",
                    restriction=Restriction.PURPOSE if purpose else Restriction.NONE,
                    purpose=purpose,
                    currency=currency,
                    goal_minor=100_000 if slug == "pypi" else None,
                    position=position,
                    accepts_gifts=is_open,
                    created_at=NOW,
                )
            )


@pytest.fixture(autouse=True)
def _no_waiting(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every visit to a page may ask the processor; how rarely it does is tested by itself."""
    monkeypatch.setattr(giving.SECOND_LOOKS, "pause", 0.0)


@pytest.fixture
def till() -> Till:
    return Till()


@pytest.fixture
def queue() -> RecordingQueue:
    return RecordingQueue()


@pytest.fixture
def books(database_url: str, queue: RecordingQueue) -> Iterator[Database]:
    """The database of the pages under test, on either engine, with its funds."""
    opened = Database(database_url, jobs=queue)
    add_funds(opened)
    yield opened
    opened.close()


@pytest.fixture
def wiring(books: Database, till: Till, settings: Settings, tmp_path: Path) -> Wiring:
    return Wiring(
        settings=settings,
        database=books,
        processor=till,
        renderer=TypstRenderer(),
        transport=CaughtTransport(tmp_path / "mail"),
        foundation=foundation_of(settings),
    )


@pytest.fixture
def app(wiring: Wiring) -> Starlette:
    return create_app(wiring)


@pytest.fixture
def ada(app: Starlette) -> Iterator[Visitor]:
    """A donor's browser."""
    visitor = Visitor(app)
    yield visitor
    visitor.close()


@pytest.fixture
def stranger(app: Starlette) -> Iterator[Visitor]:
    """Another browser."""
    visitor = Visitor(app)
    yield visitor
    visitor.close()
