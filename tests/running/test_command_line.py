"""The command line: what it prints, what it refuses, how it ends."""

import socket
import sys
from datetime import date
from pathlib import Path

import pytest
import sqlalchemy as sa
from typer.testing import CliRunner

from sponsorship import cli, migrations, running
from sponsorship.announcements.models import Announcement
from sponsorship.audit import SYSTEM, AuditNote
from sponsorship.banking import operations
from sponsorship.banking.models import BankLine
from sponsorship.database import Database
from sponsorship.demo import catalogue, loading
from sponsorship.donations.models import Donation, RecurringGift
from sponsorship.errors import SponsorshipError
from sponsorship.invoicing.models import Invoice
from sponsorship.ledger.models import Role
from sponsorship.ledger.posting import Entry, FundKey, Line, post
from sponsorship.messages.models import Dispatch
from sponsorship.money import Money
from sponsorship.settings import WrongSetting, load
from sponsorship.sponsorships.models import Sponsorship
from sponsorship.staff.models import ApiToken, StaffUser
from tests.banking.conftest import FILES
from tests.clock import NOW
from tests.ports import port_for_a_server


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An installation of its own, with nothing in it yet."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("SPONSORSHIP_DATA_DIR", str(tmp_path / "data"))
    return tmp_path / "data"


def _run(*words: str) -> tuple[int, str]:
    result = CliRunner().invoke(cli.app, list(words))
    return result.exit_code, result.output


def _database() -> Database:
    return Database(load().database)


def test_every_command_has_help() -> None:
    for command in (
        "serve",
        "worker",
        "migrate",
        "demo",
        "sandbox",
        "selfcheck",
        "export",
        "reconcile",
        "staff",
        "token",
    ):
        code, text = _run(command, "--help")
        assert code == 0
        assert "Usage" in text


def test_a_wrong_call_ends_with_two() -> None:
    assert _run("dance")[0] == 2


def test_migrate_brings_the_database_to_the_newest_schema(here: Path) -> None:
    code, text = _run("migrate")

    assert (code, text) == (0, f"The database is at {migrations.head()}.\n")
    assert (here / "sponsorship.db").exists()
    assert _run("selfcheck") == (0, "Everything holds.\n")


def test_a_bank_statement_is_looked_at_then_imported_once(here: Path) -> None:
    _run("migrate")
    database = _database()
    with database.unit_of_work() as session:
        operations.open_account(
            session, name="Operating", identification="000123456789", currency="USD", at=NOW, by=SYSTEM
        )  # fmt: skip
    words = ("import", "bank", str(FILES / "chase.csv"), "--account", "Operating")

    assert _run(*words)[0] == 1  # the days are not written like 2026-03-31
    code, text = _run(*words, "--days", "month_first", "--dry-run")
    assert (code, text.splitlines()[-1]) == (0, "4 new, 0 known already.")
    assert "2026-03-03        4000.00 USD  new: FEDWIRE" in text
    with database.reading() as session:
        assert session.scalars(sa.select(BankLine)).all() == []

    assert _run(*words, "--days", "month_first")[1].endswith("BS-2026-00001: 4 new lines wait.\n")
    code, text = _run(*words)  # the account remembers how its bank writes
    assert text.startswith("2026-03-05         182.40 USD  known as BL-2026-000001:")
    assert text.endswith("BS-2026-00001: this file was imported before. Nothing has changed.\n")
    with database.reading() as session:
        assert len(session.scalars(sa.select(BankLine)).all()) == 4
        notes = session.scalars(sa.select(AuditNote.verb)).all()
    assert notes == ["imported_bank_statement"] * 2


@pytest.mark.parametrize(
    "words",
    [
        ("no-such-file.csv", "--account", "Operating"),
        (str(FILES / "chase.csv"), "--account", "Nobody"),
        (str(FILES / "camt053_v02.xml"), "--account", "Operating"),
        (str(FILES / "chase.csv"), "--account", "Operating", "--days", "sometimes"),
    ],
)
def test_a_bank_statement_that_cannot_be_imported_ends_with_a_sentence(
    here: Path, words: tuple[str, ...]
) -> None:
    _run("migrate")
    with _database().unit_of_work() as session:
        operations.open_account(
            session, name="Operating", identification="000123456789", currency="USD", at=NOW, by=SYSTEM
        )  # fmt: skip

    result = CliRunner().invoke(cli.app, ["import", "bank", *words])
    assert result.exit_code == 1
    assert isinstance(result.exception, SponsorshipError)


def test_a_role_is_for_postgresql_alone(here: Path) -> None:
    with pytest.raises(WrongSetting, match="has no roles"):
        running.migrate(load(), app_role="app")


def test_the_application_role_may_work_and_not_rewrite(
    postgresql_url: str,
    monkeypatch: pytest.MonkeyPatch,
    here: Path,
) -> None:
    monkeypatch.setenv("SPONSORSHIP_DATABASE_URL", postgresql_url)
    database = _database()
    with database.unit_of_work() as session:
        session.execute(sa.text("DROP ROLE IF EXISTS teller"))
        session.execute(sa.text("CREATE ROLE teller"))

    running.migrate(load(), app_role="teller")

    with database.reading() as session:
        rights = {
            right: session.scalar(
                sa.text("SELECT has_table_privilege('teller', 'posting', :right)"), {"right": right}
            )
            for right in ("SELECT", "INSERT", "UPDATE", "DELETE", "TRUNCATE")
        }
    with database.unit_of_work() as session:
        session.execute(sa.text("DROP OWNED BY teller"))
        session.execute(sa.text("DROP ROLE teller"))
    database.close()
    assert rights == {
        "SELECT": True, "INSERT": True, "UPDATE": False, "DELETE": False, "TRUNCATE": False,
    }  # fmt: skip


def test_staff_are_added_with_a_link_and_the_act_is_noted(here: Path) -> None:
    _run("migrate")

    code, text = _run("staff", "add", "Grace Hopper", "grace@example.org", "--role", "finance")

    assert code == 0
    assert text.startswith("http://127.0.0.1:8000/admin/first-sign-in/")
    with _database().reading() as session:
        assert session.scalars(sa.select(StaffUser.email)).all() == ["grace@example.org"]
        assert session.scalars(sa.select(AuditNote.verb)).all() == ["added_staff"]


def test_a_token_is_printed_and_only_its_hash_is_kept(here: Path) -> None:
    _run("migrate")

    code, text = _run("token", "add", "package index", "--scope", "placements")

    assert code == 0
    with _database().reading() as session:
        kept = session.scalars(sa.select(ApiToken)).one()
    assert text.strip() not in str(vars(kept))
    assert kept.name == "package index"


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (("staff", "add", "X", "x@example.org", "--role", "king"), "The role is one of"),
        (("staff", "add", "X", "nowhere", "--role", "viewer"), "Please give an e-mail address"),
        (("token", "add", "x", "--scope", "everything"), ""),
    ],
)
def test_a_refusal_is_one_sentence_and_ends_with_one(
    here: Path,
    words: tuple[str, ...],
    sentence: str,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    _run("migrate")
    monkeypatch.setattr(sys, "argv", ["sponsorship", *words])

    with pytest.raises(SystemExit) as ended:
        cli.main()

    assert ended.value.code == 1
    assert sentence in capsys.readouterr().err


def test_a_database_that_does_not_answer_is_one_sentence(
    here: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setenv("SPONSORSHIP_DATABASE_URL", "postgresql://nobody@127.0.0.1:1/nothing")
    monkeypatch.setattr(sys, "argv", ["sponsorship", "selfcheck"])

    with pytest.raises(SystemExit) as ended:
        cli.main()

    assert ended.value.code == 1
    assert "does not answer" in capsys.readouterr().err


def test_nothing_is_served_from_an_old_or_unguarded_database(here: Path) -> None:
    with pytest.raises(WrongSetting, match="not at the newest schema"):
        running.ready(load())
    _run("migrate")
    running.ready(load())
    with _database().unit_of_work() as session:
        trigger = session.scalar(sa.text("SELECT name FROM sqlite_master WHERE type = 'trigger'"))
        session.execute(sa.text(f'DROP TRIGGER "{trigger}"'))

    with pytest.raises(WrongSetting, match=f"lacks a guard: {trigger}"):
        running.ready(load())
    code, text = _run("selfcheck")
    assert (code, text) == (1, f"The database lacks the guard {trigger}.\n")


def test_several_web_processes_need_postgresql(here: Path) -> None:
    _run("migrate")

    with pytest.raises(WrongSetting, match="need PostgreSQL"):
        running.serve(load(), workers=2)


def test_the_books_are_exported_day_by_day(here: Path) -> None:
    _run("migrate")
    with _database().unit_of_work() as session:
        general, _ = catalogue.add_funds(session, currency="USD", at=NOW)
        fund = FundKey(general.id, general.slug)
        line = Line(fund, Role.BANK, Role.CONTRIBUTIONS, Money(100, "USD"))
        for month in (3, 4):
            entry = Entry("tested", f"=T-{month}", date(2026, month, 2), (line,))
            post(session, entry, at=NOW, by=SYSTEM)

    code, text = _run("export", "journal", "--from", "2026-04-01", "--to", "2026-04-30")
    assert code == 0
    assert text.splitlines()[0].startswith("entry,posted_on,occurred_on,fact,source,debit,credit")
    assert text.splitlines()[1].startswith("2,2026-04-02,2026-04-02,tested,'=T-4,bank/general")
    assert len(text.splitlines()) == 2
    code, text = _run("export", "beancount")
    assert code == 0
    assert text.count('"tested"') == 2
    assert text.startswith('option "title" "Example Software Foundation"\n')
    assert _run("export", "beancount", "--from", "2026-05-01", "--to", "2026-04-30")[0] == 2
    assert _run("export", "journal", "--from", "yesterday")[0] == 2


def test_the_sandbox_does_not_run_beside_a_key(
    here: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("SPONSORSHIP_STRIPE_API_KEY", "sk_test_1")
    monkeypatch.setenv("SPONSORSHIP_STRIPE_WEBHOOK_SECRETS", "whsec_1")
    monkeypatch.setenv("SPONSORSHIP_SECRET_KEY", "x" * 40)
    monkeypatch.setenv("SPONSORSHIP_MAIL_URL", "smtp://localhost:25")

    with pytest.raises(WrongSetting, match="does not run beside it"):
        running.run_sandbox(load())
    assert _run("demo")[0] == 1


@pytest.mark.parametrize("place", ["SPONSORSHIP_PORT", "SPONSORSHIP_SANDBOX_PORT"])
def test_a_second_demo_says_that_somebody_is_there_and_touches_nothing(
    here: Path, monkeypatch: pytest.MonkeyPatch, server_port: int, place: str
) -> None:
    with port_for_a_server() as free:
        other = {"SPONSORSHIP_PORT", "SPONSORSHIP_SANDBOX_PORT"} - {place}
        monkeypatch.setenv(place, str(server_port))
        monkeypatch.setenv(other.pop(), str(free))
        with socket.create_server(("127.0.0.1", server_port)):
            ended = CliRunner().invoke(cli.app, ["demo"])

    assert ended.exit_code == 1
    assert isinstance(ended.exception, WrongSetting)
    assert str(ended.exception).startswith(f"Port {server_port} is in use.")
    assert place in str(ended.exception)
    assert not here.exists()


def test_the_demo_is_a_foundation_whose_books_hold(
    here: Path,
    monkeypatch: pytest.MonkeyPatch,
    server_port: int,
) -> None:
    monkeypatch.setenv("SPONSORSHIP_SANDBOX_PORT", str(server_port))
    settings = load()
    running.migrate(settings)
    assert loading.is_empty(settings)

    loading.load(settings, single_gifts=8)

    assert not loading.is_empty(settings)
    assert running.selfcheck(settings) == []
    with _database().reading() as session:
        counts = {
            model: session.scalar(sa.select(sa.func.count()).select_from(model))
            for model in (Donation, RecurringGift, Sponsorship, Invoice, Announcement)
        }
        unsent = session.scalar(
            sa.select(sa.func.count()).select_from(Dispatch).where(Dispatch.status != "sent")
        )
    assert counts == {
        Donation: 8 + 4 + 9 + 6 + 3 + 1,
        RecurringGift: 4,
        Sponsorship: 13,
        Invoice: 9 + 2,
        Announcement: 9,  # those that are shown: news is what comes later
    }
    assert unsent == 0
    first, second = loading.new_sign_in(settings), loading.new_sign_in(settings)
    assert first.startswith("/admin/first-sign-in/")
    assert first != second
