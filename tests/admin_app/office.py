"""A product to visit, staff who are signed in, and what one sees on its pages."""

from __future__ import annotations

import html
import re
import threading
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from typing import Any

import uvicorn
from starlette.applications import Starlette
from starlette.testclient import TestClient

from admin_app.app import create_app
from admin_app.cookies import STAFF, full_name
from sponsorship.audit import SYSTEM
from sponsorship.clock import utc_now
from sponsorship.database import Database
from sponsorship.settings import Settings
from sponsorship.staff import operations
from sponsorship.staff.models import StaffUser
from sponsorship.staff.permissions import StaffRole
from sponsorship.wiring import Wiring, build
from tests.fakes import RecordingQueue

USER_AGENT = "testclient"
TOKEN = re.compile(r'name="form_token" value="([^"]+)"')
VERSION = re.compile(r'name="version" value="([^"]*)"')


class Office:
    """One running product without a network."""

    def __init__(self, settings: Settings) -> None:
        self.wiring: Wiring = build(settings, queue=RecordingQueue())
        self.app: Starlette = create_app(self.wiring)
        self._open = ExitStack()

    @property
    def database(self) -> Database:
        return self.wiring.database

    def visitor(self) -> Visitor:
        """A fresh browser."""
        return self._open.enter_context(Visitor(self))

    def close(self) -> None:
        """Everybody leaves."""
        self._open.close()
        self.database.close()

    def hire(self, name: str = "Ada Okafor", role: StaffRole = StaffRole.ADMINISTRATOR) -> int:
        """Add a member of staff; the id."""
        email = f"{name.split(maxsplit=1)[0].lower()}@example.org"
        with self.database.unit_of_work() as session:
            member = operations.add(
                session, name=name, email=email, role=role, by=SYSTEM, at=utc_now()
            )
            return member.id

    def signed_in(self, staff_id: int) -> Visitor:
        """A browser in which this member of staff is signed in."""
        visitor = self.visitor()
        visitor.cookies.set(full_name(self.wiring.settings, STAFF), self.session_of(staff_id))
        return visitor

    def session_of(self, staff_id: int) -> str:
        """The token of a new complete session."""
        with self.database.unit_of_work() as session:
            _, token = operations.begin_session(
                session,
                session.get_one(StaffUser, staff_id),
                at=utc_now(),
                ip="testclient",
                user_agent=USER_AGENT,
                is_complete=True,
            )
        return token

    def link_for(self, staff_id: int) -> str:
        """The path of a new sign-in link."""
        with self.database.unit_of_work() as session:
            member = session.get_one(StaffUser, staff_id)
            token = operations.issue_sign_in_link(session, member, by=SYSTEM, at=utc_now())
        return f"/admin/first-sign-in/{token}"


class Visitor(TestClient):
    """A browser that reads form tokens from pages as people's browsers do."""

    def __init__(self, office: Office) -> None:
        super().__init__(
            office.app,
            base_url=office.wiring.settings.origin,
            headers={"user-agent": USER_AGENT},
            raise_server_exceptions=False,
            follow_redirects=False,
        )

    def submit(self, path: str, *, page: str = "", **fields: str) -> Any:
        """Open `page` (or the form's own), fill in the fields and send the form to `path`."""
        shown = self.get(page or path).text
        return self.post(path, data=hidden_fields(shown) | fields)


def hidden_fields(shown: str) -> dict[str, str]:
    """The token and the version that a page's form carries."""
    found: dict[str, str] = {}
    if token := TOKEN.search(shown):
        found["form_token"] = token[1]
    if version := VERSION.search(shown):
        found["version"] = html.unescape(version[1])
    if 'name="confirmed"' in shown:
        found["confirmed"] = "yes"
    return found


@contextmanager
def served(app: Starlette, port: int) -> Iterator[str]:
    """The application on a real socket, for a real browser."""
    config = uvicorn.Config(
        app, port=port, log_level="error", lifespan="off", timeout_graceful_shutdown=5
    )
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    while not server.started:
        assert thread.is_alive(), "the server ended before it had begun"
        thread.join(0.01)
    yield f"http://127.0.0.1:{port}"
    server.should_exit = True
    thread.join()
