"""The back office of a story: staff at their desks in the same small world that donors and sponsors see."""

from __future__ import annotations

import html
import re
from contextlib import ExitStack
from dataclasses import dataclass, field
from typing import Any

import sqlalchemy as sa
from httpx2 import Response
from starlette.applications import Starlette
from starlette.testclient import TestClient

from admin_app.app import create_app
from admin_app.cookies import STAFF, full_name
from sponsorship import lifecycle
from sponsorship.audit import SYSTEM, AuditNote
from sponsorship.clock import utc_now
from sponsorship.messages.models import Letter
from sponsorship.staff import operations
from sponsorship.staff.permissions import StaffRole
from tests.stories.telling import Story

USER_AGENT = "a browser at a desk"
_HIDDEN = re.compile(r'<input type="hidden" name="([^"]+)" value="([^"]*)"')
_REFUSAL = re.compile(r'role="alert"><p>(.*?)</p>')
_SENTENCE = re.compile(r'role="status"><p>(.*?)</p>')
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")


@dataclass
class Desks:
    """Staff of the story's foundation, by what they may do."""

    story: Story
    open: ExitStack = field(default_factory=ExitStack)

    def __post_init__(self) -> None:
        # Desks act at the present instant, so the story's time has come there too.
        self.story.processor.now = utc_now()
        self.app: Starlette = create_app(self.story.wiring)

    def staff(
        self, name: str = "Ada Okafor", role: StaffRole = StaffRole.ADMINISTRATOR
    ) -> Colleague:
        """A new member of staff, signed in."""
        with self.story.database.unit_of_work() as session:
            member = operations.add(
                session,
                name=name,
                email=f"{name.split(maxsplit=1)[0].lower()}@example.org",
                role=role,
                by=SYSTEM,
                at=utc_now(),
            )
            session.flush()
            _, token = operations.begin_session(
                session,
                member,
                at=utc_now(),
                ip="testclient",
                user_agent=USER_AGENT,
                is_complete=True,
            )
            member_id = member.id
        colleague = self.open.enter_context(Colleague(self, f"staff:{member_id} {name}"))
        colleague.cookies.set(full_name(self.story.settings, STAFF), token)
        return colleague

    def notes(self, verb: str) -> list[AuditNote]:
        """The audit notes of this verb, oldest first."""
        with self.story.database.reading() as session:
            return list(
                session.scalars(
                    sa.select(AuditNote).where(AuditNote.verb == verb).order_by(AuditNote.seq)
                )
            )

    def history(self, record: Any) -> list[str]:
        """What became of the record, as "verb by whom"."""
        with self.story.database.reading() as session:
            return [f"{one.verb} by {one.by}" for one in lifecycle.history(session, record)]

    def letters(self, template: str) -> list[Letter]:
        """The letters of this kind that are owed or sent."""
        with self.story.database.reading() as session:
            return list(
                session.scalars(
                    sa.select(Letter).where(Letter.template == template).order_by(Letter.id)
                )
            )

    def journal(self, source: str | None = None) -> list[str]:
        """The journal without its days: desks act on the day of the test."""
        return [_DAY.sub("DAY", line) for line in self.story.journal(source)]


class Colleague(TestClient):
    """The browser of a member of staff, who reads pages before sending their forms."""

    def __init__(self, desks: Desks, actor: str) -> None:
        super().__init__(
            desks.app,
            base_url=desks.story.settings.origin,
            headers={"user-agent": USER_AGENT},
            follow_redirects=False,
        )
        self.actor = actor

    def get(self, url: Any, **asked: Any) -> Response:
        """What the page shows; nothing on it is called by an address in memory."""
        answer = super().get(url, **asked)
        assert " object at 0x" not in html.unescape(answer.text)
        return answer

    def opened(self, path: str) -> dict[str, str]:
        """Open the page of an act: what its form carries unseen."""
        return {name: html.unescape(value) for name, value in _HIDDEN.findall(self.get(path).text)}

    def act(self, path: str, *, files: Any = None, **fields: str) -> Response:
        """Open the page of an act, fill in its fields and press its button."""
        return self.post(path, data=self.opened(path) | fields, files=files)

    def press(self, page: str, path: str) -> Response:
        """Press a button that acts at once, on the page where it stands."""
        form = self.get(page).text.partition(f'action="{path}"')[2].partition("</form>")[0]
        return self.post(path, data={n: html.unescape(v) for n, v in _HIDDEN.findall(form)})


def told(answer: Response) -> str:
    """What a page says about what was just tried: the refusal, or else the good news."""
    found = _REFUSAL.search(answer.text) or _SENTENCE.search(answer.text)
    return html.unescape(found[1]) if found else ""
