"""A backup is whole, private and put back to the last byte, on the same engine or on the other."""

from __future__ import annotations

import json
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa

from sponsorship import audit, backups, guards, invariants, migrations, stamps
from sponsorship.backups import LEFT_OUT, NoBackup, NotEmpty
from sponsorship.database import Base, Database
from sponsorship.donations.models import Donation
from sponsorship.errors import Invalid
from sponsorship.jobs import RecordingQueue
from sponsorship.money import Money
from sponsorship.payments.models import Method
from sponsorship.workflows import fetching, recovering
from tests.clock import NOW
from tests.stories.telling import STAFF, Story


def live(story: Story) -> None:
    """A bit of everything, some of it half-way."""
    gift = story.give("100.00", name='Zoë "Ж" O\'Neil', note="line\nline", fund="security")
    story.refund(gift, "30.00")
    story.work()
    story.give_monthly("10.00")
    debit = story.page_of(story.submit(story.fill_in("70.00")))
    story.processor.pay(debit, by=Method.BANK_DEBIT)
    story.hear("checkout.session.completed", debit)
    story.contracted()
    story.work()
    paid = story.page_of(story.submit(story.fill_in("55.00")))
    story.processor.pay(paid)
    story.keep("checkout.session.completed", paid)  # nobody has acted on it yet
    with story.database.unit_of_work() as session:
        audit.note(session, by=STAFF, verb="looked", subject="everything", at=NOW)


def contents_of(database: Database) -> dict[str, list[tuple[Any, ...]]]:
    """Every row of every table that a backup holds."""
    with database.snapshot() as session:
        return {
            table.name: [
                tuple(row)
                for row in session.execute(
                    sa.select(*table.columns).order_by(*table.primary_key.columns)
                )
            ]
            for table in Base.metadata.sorted_tables
            if table.name not in LEFT_OUT
        }


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "monday.backup"


@pytest.fixture
def sqlite_story(sqlite_url: str, tmp_path: Path) -> Iterator[Story]:
    """A story on SQLite alone: damaged files are refused before any engine sees them."""
    queue = RecordingQueue()
    database = Database(sqlite_url, jobs=queue)
    yield Story(database, tmp_path / "data", queue)
    database.close()


@pytest.fixture(params=["sqlite", "postgresql"])
def other_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """An empty database without a schema, on either engine."""
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path / 'other.db'}"
    else:
        server = request.getfixturevalue("postgresql_server")
        yield server.new_empty().render_as_string(hide_password=False)


def test_what_comes_back_is_what_was_there(story: Story, file: Path, other_url: str) -> None:
    live(story)
    made = backups.back_up(story.database, file, at=NOW)
    before = contents_of(story.database)
    assert made.total == sum(len(rows) for rows in before.values())

    assert backups.restore(other_url, file) == made
    other = Database(other_url, jobs=RecordingQueue())
    try:
        assert contents_of(other) == before
        with other.engine.connect() as connection:
            assert guards.missing(connection) == []
        with other.reading() as session:
            assert invariants.broken(session) == []
    finally:
        other.close()


def test_life_goes_on_in_a_restored_database(
    story: Story, file: Path, other_url: str, tmp_path: Path
) -> None:
    """The next gift gets the next numbers, and what was owed is done."""
    live(story)
    backups.back_up(story.database, file, at=NOW)
    backups.restore(other_url, file)
    queue = RecordingQueue()
    other = Database(other_url, jobs=queue)
    try:
        with other.unit_of_work() as session:
            owed = recovering.owe_again(session)
        sent = len(story.transport.sent)
        revived = story.moved_to(other, queue)
        assert owed == 1  # the gift that nobody had acted on
        assert revived.work() == 2  # it, and the thanks for it
        assert len(story.transport.sent) == sent + 1

        last = max(number for number, *_ in contents_of(story.database)["donation"])
        gift = revived.give("12.00", name="Grace Hopper", email="grace@example.org")
        assert gift.id == last + 1
        assert gift.amount == Money.parse("12.00", "USD")
        with other.reading() as session:
            assert invariants.broken(session) == []
    finally:
        other.close()


def test_a_backup_goes_into_an_empty_database_only(story: Story, file: Path) -> None:
    live(story)
    backups.back_up(story.database, file, at=NOW)
    before = contents_of(story.database)
    with pytest.raises(NotEmpty):
        backups.restore(story.database.url, file)
    assert contents_of(story.database) == before


def test_only_its_owner_may_read_a_backup_and_none_replaces_another(
    story: Story, file: Path
) -> None:
    backups.back_up(story.database, file, at=NOW)
    assert file.stat().st_mode & 0o777 == 0o600
    with pytest.raises(Invalid, match="exists already"):
        backups.back_up(story.database, file, at=NOW)
    with pytest.raises(Invalid, match="cannot be written"):
        backups.back_up(story.database, file.parent / "nowhere" / "file", at=NOW)


def test_what_was_kept_of_the_empty_database_is_not_taken_for_the_restored_one(
    sqlite_story: Story, file: Path, other_url: str
) -> None:
    backups.back_up(sqlite_story.database, file, at=NOW)
    migrations.upgrade(other_url)
    other = Database(other_url)
    before = stamps.present(other)
    backups.restore(other_url, file)
    assert stamps.present(other) != before
    other.close()


def test_who_is_signed_in_and_which_jobs_run_is_not_in_a_backup(story: Story, file: Path) -> None:
    backups.back_up(story.database, file, at=NOW)
    with zipfile.ZipFile(file) as archive:
        held = {Path(name).stem for name in archive.namelist() if name.startswith("tables/")}
    assert held == set(Base.metadata.tables) - LEFT_OUT


def changed(file: Path, member: str, old: str, new: str) -> Path:
    """The same backup with one word changed."""
    other = file.with_name("changed.backup")
    with zipfile.ZipFile(file) as archive, zipfile.ZipFile(other, "w") as copy:
        for name in archive.namelist():
            text = archive.read(name).decode()
            if name == member:
                assert old in text
                text = text.replace(old, new)
            copy.writestr(name, text)
    return other


@pytest.mark.parametrize(
    ("member", "old", "new", "why"),
    [
        ("tables/donation.jsonl", "Ada Byron", "Eve Byron", "was changed after it was made"),
        ("manifest.json", '"format": 1', '"format": 2', "another format"),
        ("manifest.json", '"revision": "2026', '"revision": "2036', "does not know"),
        ("manifest.json", '"text"', '"texts"', "unknown kind"),
        ("manifest.json", "{", "[", "manifest"),
    ],
)
def test_a_backup_that_was_changed_is_refused_whole(
    sqlite_story: Story, file: Path, tmp_path: Path, member: str, old: str, new: str, why: str
) -> None:
    sqlite_story.give("100.00")
    backups.back_up(sqlite_story.database, file, at=NOW)
    url = f"sqlite:///{tmp_path / 'new.db'}"
    with pytest.raises(NoBackup, match=why):
        backups.restore(url, changed(file, member, old, new))
    backups.restore(url, file)  # nothing of the refused one is in the way


@pytest.mark.parametrize("content", [b"", b"PK", b"not a zip file at all", None])
def test_what_is_no_backup_is_refused(tmp_path: Path, content: bytes | None) -> None:
    path = tmp_path / "file"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(Invalid):
        backups.restore(f"sqlite:///{tmp_path / 'new.db'}", path)


def test_every_value_of_a_row_is_written_as_json(story: Story, file: Path) -> None:
    story.give("100.00")
    backups.back_up(story.database, file, at=NOW)
    with zipfile.ZipFile(file) as archive:
        columns = json.loads(archive.read("manifest.json"))["tables"]["donation"]["columns"]
        (line,) = archive.read("tables/donation.jsonl").splitlines()
    told = dict(zip(columns, json.loads(line), strict=True))
    assert (told["donor_name"], told["amount_minor"], told["received_on"]) == (
        "Ada Byron", 10000, NOW.date().isoformat(),
    )  # fmt: skip


def test_failure_25_what_was_lost_with_the_database_comes_back_from_the_processor(
    story: Story, file: Path, other_url: str
) -> None:
    """Monday's backup is restored on Tuesday evening; the processor tells Tuesday once more."""
    live(story)
    story.work()
    backups.back_up(story.database, file, at=NOW)

    def happens(event_type: str, object_id: str) -> None:
        story.hear(event_type, object_id)
        story.miss(event_type, object_id)  # the processor's list has it as well

    story.pass_time(days=1)
    for name, amount, fund in (("Grace", "40.00", "security"), ("Alan", "60.00", "general")):
        form = story.fill_in(amount, name=name, email=f"{name.lower()}@example.org")
        page = story.page_of(story.submit(form, fund=fund))
        story.processor.pay(page)
        happens("checkout.session.completed", page)
    payment = story.payment_of(story.gift(form.form_key))
    story.processor.reveal_fee(payment, Money.parse("2.04", "USD"))
    happens("charge.updated", payment)
    story.processor.give_back(payment, Money.parse("10.00", "USD"))
    happens("charge.refunded", payment)
    monthly = story.page_of(story.submit(story.fill_in("5.00", is_monthly=True)))
    story.processor.begin_collecting(monthly)
    happens("checkout.session.completed", monthly)
    lost = story.journal()

    backups.restore(other_url, file)
    queue = RecordingQueue()
    other = Database(other_url, jobs=queue)
    try:
        revived = story.moved_to(other, queue)
        assert revived.journal() != lost
        assert recovering.recover(other, story.processor, at=story.now) == (3, [])
        assert recovering.recover(other, story.processor, at=story.now) == (0, [])
        fetching.fetch_missed(other, story.processor, at=story.now)
        revived.work()

        assert revived.journal() == lost
        assert revived.receipts() == story.receipts()
        with other.reading() as session:
            assert invariants.broken(session) == []
            assert [
                one.shown_name
                for one in session.scalars(
                    sa.select(Donation).where(Donation.donor_email == "alan@example.org")
                )
            ] == ["Anonymous"]  # whether he wanted that, nobody knows any more
    finally:
        other.close()


def test_a_number_that_was_given_away_since_is_not_taken_back(story: Story, file: Path) -> None:
    """Somebody gave between restore and recovery: the lost gift waits for a person."""
    backups.back_up(story.database, file, at=NOW)
    lost = story.page_of(story.submit(story.fill_in("40.00")))
    origin = story.processor.look_up_origin(lost)
    assert origin is not None
    story.processor.pages["another page"] = story.processor.pages[lost]

    count, sentences = recovering.find_lost_gifts(
        story.database, story.processor, ["another page"], at=story.now
    )
    assert count == 0
    assert sentences == [
        "The gift paid on another page cannot be brought back: its number has been given to another"
        " since."
    ]
