"""A foundation with a programme year, and programs that call its API with tokens."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from starlette.testclient import TestClient

from admin_app.app import create_app
from sponsorship.clock import utc_now
from sponsorship.database import Database
from sponsorship.documents.rendering import TypstRenderer
from sponsorship.jobs import RecordingQueue
from sponsorship.messages.transport import CaughtTransport
from sponsorship.settings import Settings
from sponsorship.staff import operations as staff
from sponsorship.wiring import Wiring, foundation_of
from tests.admin_app.public.company import GRACE, Desk, open_programme
from tests.admin_app.public.conftest import add_funds
from tests.admin_app.public.till import Till

if TYPE_CHECKING:
    from httpx2 import Response

ORIGIN = "http://testserver"
Call = Callable[..., "Response"]


@pytest.fixture
def books(sqlite_url: str) -> Iterator[Database]:
    opened = Database(sqlite_url, jobs=RecordingQueue())
    add_funds(opened)
    open_programme(opened)
    yield opened
    opened.close()


@pytest.fixture
def wiring(books: Database, settings: Settings, tmp_path: Path) -> Wiring:
    named = settings.model_copy(update={"organisation_name": "Python Software Foundation"})
    return Wiring(
        settings=named,
        database=books,
        processor=Till(),
        renderer=TypstRenderer(),
        transport=CaughtTransport(tmp_path / "mail"),
        foundation=foundation_of(named),
    )


@pytest.fixture
def desk(wiring: Wiring) -> Desk:
    return Desk(wiring.database, wiring.renderer, wiring.foundation)


@pytest.fixture
def client(wiring: Wiring) -> Iterator[TestClient]:
    opened = TestClient(create_app(wiring), follow_redirects=False, raise_server_exceptions=False)
    yield opened
    opened.close()


@pytest.fixture
def token(books: Database) -> Callable[..., str]:
    """Gives out a token with these scopes."""

    def give(*scopes: str) -> str:
        with books.unit_of_work() as session:
            _, secret = staff.add_api_token(
                session, name=f"for {' '.join(scopes)}", scopes=scopes, by=GRACE, at=utc_now()
            )
        return secret

    return give


@pytest.fixture
def call(client: TestClient) -> Call:
    """Asks an address, with a token and parameters."""

    def ask(path: str, key: str = "", headers: dict[str, str] | None = None, **given: Any) -> Any:
        sent = {"Authorization": f"Token {key}"} if key else {}
        return client.get(path, params=given, headers={**sent, **(headers or {})})

    return ask
