"""The audit log: who, when, what changed; chained, complete, silent about secrets."""

import sqlalchemy as sa

from sponsorship import audit
from sponsorship.audit import Actor, AuditNote
from sponsorship.database import Database
from sponsorship.funds.models import Fund, Restriction
from sponsorship.staff.models import StaffUser
from tests.clock import NOW
from tests.stories.telling import Story

ADA = Actor("staff", "Ada Byron", 3)


def _notes(database: Database) -> list[AuditNote]:
    with database.reading() as session:
        return list(session.scalars(sa.select(AuditNote).order_by(AuditNote.seq)))


def test_an_act_names_what_changed_from_what_to_what(story: Story) -> None:
    with story.database.unit_of_work() as session:
        audit.begin_act(session, by=ADA, verb="renamed", subject="fund:general", at=NOW)
        fund = session.scalars(sa.select(Fund).where(Fund.slug == "general")).one()
        fund.name = "Common fund"
        fund.accepts_gifts = False

    (note,) = _notes(story.database)
    assert (note.seq, note.by, note.verb, note.subject) == (
        1, "staff:3 Ada Byron", "renamed", "fund:general",
    )  # fmt: skip
    assert note.changes[f"fund:{fund.id}"]["name"] == ["General fund", "Common fund"]
    assert note.changes[f"fund:{fund.id}"]["accepts_gifts"] == [True, False]


def test_what_is_added_and_deleted_is_noted_and_secrets_are_not(database: Database) -> None:
    with database.unit_of_work() as session:
        audit.begin_act(session, by=ADA, verb="added", subject="staff", at=NOW)
        fund = Fund(
            slug="g", name="G", summary="", description="", restriction=Restriction.NONE,
            currency="USD", created_at=NOW,
        )  # fmt: skip
        member = StaffUser(
            name="Grace", email="grace@example.org", role="viewer", is_active=True, created_at=NOW,
            created_by="test", password_hash="hash-of-a-password",
            totp_secret="SECRETSECRET",
        )  # fmt: skip
        session.add_all([fund, member])

    (note,) = _notes(database)
    assert note.changes[f"fund:{fund.id}"]["added"]["restriction"] == "none"
    assert note.changes[f"staff_user:{member.id}"]["added"]["password_hash"] == audit.REDACTED
    assert "hash-of-a-password" not in str(note.changes)


def test_an_act_that_is_rolled_back_leaves_no_note(database: Database) -> None:
    try:
        with database.unit_of_work() as session:
            audit.begin_act(session, by=ADA, verb="tried", subject="nothing", at=NOW)
            raise LookupError
    except LookupError:
        pass

    assert _notes(database) == []


def test_each_note_carries_the_hash_of_the_one_before(database: Database) -> None:
    for number in range(3):
        with database.unit_of_work() as session:
            audit.note(session, by=ADA, verb="acted", subject=f"thing:{number}", at=NOW)

    with database.reading() as session:
        assert audit.first_broken(session) is None
        second = session.get_one(AuditNote, 2)
        assert second.previous_hash == session.get_one(AuditNote, 1).hash


def test_actors_are_named_with_their_number_if_they_have_one() -> None:
    assert str(ADA) == "staff:3 Ada Byron"
    assert str(audit.SYSTEM) == "system:scheduler"
