"""A product on SQLite for each test; what concerns the database is tested beside its capability."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
import structlog

from sponsorship import logs
from sponsorship.settings import Settings
from tests.admin_app.office import Office, Visitor


@pytest.fixture(autouse=True)
def _plain_logs() -> Iterator[None]:
    """Logs as the product writes them, to standard output where a test can read them."""
    structlog.configure(
        processors=[
            structlog.contextvars.merge_contextvars,
            structlog.processors.format_exc_info,
            logs._scrub_event,
            structlog.processors.JSONRenderer(),
        ],
        logger_factory=structlog.PrintLoggerFactory(),
    )
    yield
    structlog.reset_defaults()


@pytest.fixture
def office(settings: Settings, sqlite_url: str) -> Iterator[Office]:
    opened = Office(settings.model_copy(update={"database_url": sqlite_url}))
    yield opened
    opened.close()


@pytest.fixture
def secure_office(settings: Settings, sqlite_url: str) -> Iterator[Office]:
    """The same product behind https."""
    changes = {"database_url": sqlite_url, "base_url": "https://give.example.org"}
    opened = Office(settings.model_copy(update=changes))
    yield opened
    opened.close()


@pytest.fixture
def ada(office: Office) -> int:
    """An administrator."""
    return office.hire("Ada Okafor")


@pytest.fixture
def visitor(office: Office) -> Visitor:
    """Somebody whom nobody knows."""
    return office.visitor()


@pytest.fixture
def admin(office: Office, ada: int) -> Visitor:
    """Ada's browser, signed in."""
    return office.signed_in(ada)
