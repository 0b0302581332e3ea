"""A letter is owed with its fact: once, and not at all if the fact is called off."""

from __future__ import annotations

import pytest
import sqlalchemy as sa

from sponsorship.audit import Actor
from sponsorship.database import Database
from sponsorship.jobs import NoQueue
from sponsorship.messages import outbox
from sponsorship.messages.letters import ContractSent, DonationReceived, StaffSignIn
from sponsorship.messages.models import DispatchStatus, Letter
from tests.clock import NOW, later
from tests.fakes import RecordingTransport
from tests.letters.conftest import ADA, Post

MAGGIE = Actor("staff", "Maggie", 3)


def test_a_letter_is_owed_once_per_fact_and_template(
    post: Post, recorded: RecordingTransport
) -> None:
    assert post.owe(DonationReceived.example()) is not None
    assert post.owe(DonationReceived.example()) is None
    assert post.owe(ContractSent.example()) is not None
    assert post.owe(DonationReceived.example(), fact="donation:2") is not None
    assert post.send_all() == 3
    assert len(recorded.sent) == 3


def test_the_database_itself_refuses_a_second_letter_for_the_same_fact(post: Post) -> None:
    post.owe(DonationReceived.example())
    with (
        pytest.raises(sa.exc.IntegrityError),
        post.database.unit_of_work() as session,
    ):
        first = session.scalars(sa.select(Letter)).one()
        session.add(
            Letter(
                template=first.template,
                fact=first.fact,
                recipient_name="",
                recipient_email="",
                context={},
                attachments=[],
                owed_at=NOW,
            )
        )


def test_a_fact_that_is_called_off_owes_no_letter(post: Post, recorded: RecordingTransport) -> None:
    with pytest.raises(ZeroDivisionError), post.database.unit_of_work() as session:
        outbox.owe(session, DonationReceived.example(), to=ADA, fact="donation:1", at=NOW)
        _ = 1 // 0
    assert post.send_all() == 0
    assert recorded.sent == []
    assert post.dispatches() == []


def test_a_database_without_a_queue_owes_nothing_by_accident(database: Database) -> None:
    with pytest.raises(NoQueue, match="send_letter"), database.unit_of_work() as session:
        outbox.owe(session, DonationReceived.example(), to=ADA, fact="donation:1", at=NOW)
    with database.reading() as session:
        assert session.scalars(sa.select(Letter)).all() == []


def test_resending_is_a_further_dispatch_with_a_message_id_of_its_own(
    post: Post, recorded: RecordingTransport
) -> None:
    letter = post.owe(DonationReceived.example())
    assert letter is not None
    post.send_all()
    with post.database.unit_of_work() as session:
        again = outbox.resend(
            session, session.get_one(Letter, letter.id), at=later(days=1), by=MAGGIE
        )
        assert again.ordinal == 2
    assert post.send_all() == 1
    first, second = post.dispatches()
    assert [first.status, second.status] == [DispatchStatus.SENT] * 2
    assert second.requested_by == "staff:3 Maggie"
    assert recorded.sent[0]["Message-ID"] != recorded.sent[1]["Message-ID"]
    assert recorded.sent[0]["Subject"] == recorded.sent[1]["Subject"]


def test_a_one_time_link_is_forgotten_once_sent_and_cannot_be_sent_again(
    post: Post, recorded: RecordingTransport
) -> None:
    letter = post.owe(StaffSignIn.example(), fact="sign-in:1")
    assert letter is not None
    post.send_all()
    assert "https://donate.example.org/admin/enter/4e9a" in recorded.sent[0].as_string()
    with post.database.unit_of_work() as session:
        kept = session.get_one(Letter, letter.id)
        assert kept.context == {}
        with pytest.raises(outbox.ContentForgotten, match="one-time link"):
            outbox.resend(session, kept, at=NOW, by=MAGGIE)


def test_a_letter_that_was_ever_sent_cannot_be_deleted(post: Post) -> None:
    post.owe(DonationReceived.example())
    with pytest.raises(sa.exc.IntegrityError), post.database.unit_of_work() as session:
        session.execute(sa.text("DELETE FROM letter"))
