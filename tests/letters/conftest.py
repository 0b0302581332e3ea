"""A letterhead, a database whose letters are kept in memory, and a clerk who sends them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime

import pytest
import sqlalchemy as sa

from sponsorship.database import Database
from sponsorship.jobs import Payload
from sponsorship.messages import outbox, sending
from sponsorship.messages.letterhead import Letterhead
from sponsorship.messages.letters import LetterContext
from sponsorship.messages.models import Dispatch, Letter
from sponsorship.messages.outbox import Recipient
from sponsorship.messages.sending import Attachment
from sponsorship.messages.transport import Transport
from tests.clock import NOW
from tests.fakes import RecordingQueue, RecordingTransport

LETTERHEAD = Letterhead(
    name="Python Software Foundation",
    address="9450 SW Gemini Dr., ECM# 90772\nBeaverton, OR 97008\nUSA",
    sender="post@foundation.example",
    reply_to="sponsors@foundation.example",
    is_sandbox=True,
)
ADA = Recipient("Ada Lovelace", "ada@engine.example")


@dataclass
class Post:
    """Owes letters and sends them, the way the product does."""

    database: Database
    queue: RecordingQueue
    transport: Transport = field(default_factory=RecordingTransport)
    now: datetime = NOW

    def owe(
        self,
        letter: LetterContext,
        *,
        fact: str = "donation:1",
        to: Recipient = ADA,
        attachments: tuple[int, ...] = (),
    ) -> Letter | None:
        with self.database.unit_of_work() as session:
            return outbox.owe(
                session, letter, to=to, fact=fact, at=self.now, attachments=attachments
            )

    def send_all(self) -> int:
        return self.queue.drain({outbox.SEND_LETTER: self.send})

    def send(self, payload: Payload) -> None:
        sending.send(
            self.database,
            self.transport,
            payload["dispatch_id"],
            at=self.now,
            letterhead=LETTERHEAD,
            documents=lambda id_: Attachment(f"receipt-{id_}.pdf", b"%PDF-1.7 receipt"),
        )

    def dispatches(self) -> list[Dispatch]:
        with self.database.reading() as session:
            return list(session.scalars(sa.select(Dispatch).order_by(Dispatch.id)))


@pytest.fixture
def post(database_url: str) -> Iterator[Post]:
    queue = RecordingQueue()
    database = Database(database_url, jobs=queue)
    yield Post(database, queue)
    database.close()


@pytest.fixture
def recorded(post: Post) -> RecordingTransport:
    """The letters that went out."""
    assert isinstance(post.transport, RecordingTransport)
    return post.transport
