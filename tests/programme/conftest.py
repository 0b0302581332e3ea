"""The small foundation of the stories, its staff, its sponsors and the programs that ask for them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from httpx2 import Response
from starlette.testclient import TestClient

from sponsorship import invariants
from sponsorship.clock import utc_now
from sponsorship.database import Database
from sponsorship.jobs import RecordingQueue
from sponsorship.sponsorships.models import Sponsorship
from sponsorship.staff import operations as staff
from sponsorship.staff.permissions import StaffRole
from tests.admin_app.desks.desks import Colleague, Desks
from tests.stories.telling import STAFF, Story


@dataclass(frozen=True, slots=True)
class Public:
    """Whoever reads our pages and our API."""

    client: TestClient
    desks: Desks

    def __call__(self, path: str, *, key: str = "", **headers: str) -> Response:
        given = {name.replace("_", "-"): value for name, value in headers.items()}
        if key:
            given["authorization"] = f"Token {key}"
        return self.client.get(path, headers=given)

    def token(self, *scopes: str) -> str:
        """A token for a program of ours."""
        with self.desks.story.database.unit_of_work() as session:
            _, secret = staff.add_api_token(
                session, name=f"for {scopes}", scopes=scopes, by=STAFF, at=utc_now()
            )
        return secret


@pytest.fixture
def office(database_url: str, tmp_path: Path) -> Iterator[Desks]:
    """Staff at their desks, on either engine; at the end every invariant holds."""
    queue = RecordingQueue()
    database = Database(database_url, jobs=queue)
    opened = Desks(Story(database, tmp_path / "data", queue))
    yield opened
    opened.open.close()
    with database.reading() as session:
        assert invariants.broken(session) == []
    database.close()


@pytest.fixture
def sumana(office: Desks) -> Colleague:
    """Keeps the programme."""
    return office.staff("Sumana Rao", StaffRole.PROGRAMME)


@pytest.fixture
def public(office: Desks) -> Iterator[Public]:
    opened = TestClient(office.app, base_url=office.story.settings.origin, follow_redirects=False)
    yield Public(opened, office)
    opened.close()


@pytest.fixture
def shown(office: Desks) -> Callable[..., Sponsorship]:
    """A company whose contract is executed and whose fee is nothing: shown for its term."""

    def show(
        name: str = "Fox & Hedgehog Ltd",
        *,
        starts_on: date | None = None,
        ends_on: date | None = None,
        **changes: Any,
    ) -> Sponsorship:
        story, first = office.story, starts_on or utc_now().date()
        sponsorship = story.apply(name=name, **changes)
        story.sign(
            story.send(
                story.approve(
                    sponsorship,
                    fee="0.00",
                    starts_on=first,
                    ends_on=ends_on or first + timedelta(days=364),
                )
            )
        )
        return story.sponsorship(sponsorship)

    return show
