"""What the commands do: migrate, run processes, add staff and tokens, check everything."""

from __future__ import annotations

import contextlib
import errno
import hashlib
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from types import FrameType
from typing import TYPE_CHECKING, Any

from sponsorship.audit import Actor
from sponsorship.clock import utc_now
from sponsorship.database import Database
from sponsorship.errors import Invalid
from sponsorship.logs import logger
from sponsorship.settings import SANDBOX_API_KEY, Settings, WrongSetting

if TYPE_CHECKING:
    from sponsorship.backups import Contents
    from sponsorship.banking.csv_files import CsvFormat
    from sponsorship.importing.passage import Line
    from sponsorship.workflows.importing import Report
    from sponsorship.workflows.reconciling import Outcome

COMMAND_LINE = Actor("system", "command line")


def migrate(settings: Settings, *, app_role: str = "") -> None:
    """Bring the database to the newest schema, ours and the job engine's; grant the role its rights."""
    import sqlalchemy as sa

    from sponsorship import guards, jobs, migrations

    migrations.upgrade(settings.database)
    jobs.prepare(settings.database)
    if app_role:
        database = Database(settings.database)
        if database.is_sqlite:
            raise WrongSetting("--app-role is for PostgreSQL: an embedded database has no roles.")
        with database.unit_of_work() as session:
            for statement in guards.grants(app_role):
                session.execute(sa.text(statement))
        database.close()


def ready(settings: Settings) -> None:
    """Refuse to start beside a database that is not ours to run on: raises WrongSetting."""
    from sponsorship import guards, migrations

    if not migrations.is_current(settings.database):
        raise WrongSetting("The database is not at the newest schema. Run `sponsorship migrate`.")
    database = Database(settings.database)
    with database.engine.connect() as connection:
        missing = guards.missing(connection)
        if guards.is_overpowered(connection):
            logger(__name__).warning(
                "the database role may switch the guards off: see --app-role in the manual"
            )
    database.close()
    if missing:
        raise WrongSetting(f"The database lacks a guard: {missing[0]}. Restore it before serving.")


def serve(settings: Settings, *, workers: int = 1) -> None:
    """Run the web application until it is stopped."""
    import uvicorn

    ready(settings)
    if workers > 1 and settings.database.startswith("sqlite"):
        raise WrongSetting("Several web processes need PostgreSQL: set SPONSORSHIP_DATABASE_URL.")
    uvicorn.run(
        "admin_app.app:build",
        factory=True,
        host=settings.host,
        port=settings.port,
        workers=workers,
        access_log=False,
        log_config=None,
        server_header=False,
        proxy_headers=bool(settings.trusted_proxies),
        forwarded_allow_ips=settings.trusted_proxies or None,
        timeout_graceful_shutdown=10,
    )


def work(settings: Settings) -> None:
    """Run the worker until it is stopped."""
    from sponsorship.wiring import build
    from sponsorship.working import begin, build_worker

    ready(settings)
    wiring = build(settings)
    worker = build_worker(wiring)
    begin(wiring, at=utc_now())
    worker.run_until_stopped()


def run_sandbox(settings: Settings) -> None:
    """Run the payments sandbox until it is stopped; never beside a key of Stripe."""
    if not settings.is_sandbox:
        raise WrongSetting(
            "SPONSORSHIP_STRIPE_API_KEY is set: the payments sandbox does not run beside it."
        )
    port = settings.sandbox_origin.rsplit(":", 1)[1]
    arguments = {
        "--port": port,
        "--state": str(settings.data_dir.resolve() / "sandbox.db"),
        "--webhook-url": f"http://{settings.host}:{settings.port}/webhooks/stripe",
        "--webhook-secret": settings.webhook_secrets[0],
        "--api-key": SANDBOX_API_KEY,
        "--mail-dir": str(settings.mail_dir),
        "--account-name": settings.organisation_name,
    }
    flat = [part for pair in arguments.items() for part in pair]
    # A process of its own program: the sandbox shares no code with the product it stands in for.
    os.execv(sys.executable, [sys.executable, "-m", "admin_app.sandbox", *flat])  # noqa: S606


def refuse_taken_ports(settings: Settings) -> None:
    """Whoever answers there already would be taken for the product that is being started."""
    places = {
        "SPONSORSHIP_PORT": (settings.host, settings.port),
        "SPONSORSHIP_SANDBOX_PORT": ("127.0.0.1", int(settings.sandbox_origin.rsplit(":", 1)[1])),
    }
    for name, (host, port) in places.items():
        family = socket.AF_INET6 if ":" in host else socket.AF_INET
        try:
            socket.create_server((host, port), family=family).close()
        except OSError as taken:
            if taken.errno == errno.EADDRINUSE:
                raise WrongSetting(
                    f"Port {port} is in use. If that is the product, it runs already; otherwise"
                    f" set {name} to another."
                ) from taken
            raise WrongSetting(f"{name}: nobody can listen on {host}:{port}.") from taken


def run_demo(settings: Settings, *, sign_in_path: str) -> None:
    """Web application, worker and sandbox as children; all end together.

    Raises WrongSetting when one of them ends by itself.
    """
    origin, sandbox = settings.origin, settings.sandbox_origin
    with _children(["sandbox", "serve", "worker"]) as children:
        _wait_until_up(f"{origin}/healthz", children)
        print(
            f"""
The product is running, with a demo foundation. No real money moves.

  Public pages        {origin}/
  Give                {origin}/donate
  Sponsor             {origin}/sponsors/tiers
  Back office         {origin}/admin
  Sign in as staff    {origin}{sign_in_path}   (works once)
  Payments sandbox    {sandbox}/sandbox/
  Caught mail         {sandbox}/sandbox/mail

Data is kept in {settings.data_dir.resolve()}. Stop with Ctrl-C.
""",
            flush=True,
        )
        while all(child.poll() is None for child in children):
            time.sleep(0.5)
        raise WrongSetting("A part of the product stopped; its message is above.")


@contextlib.contextmanager
def _children(commands: Sequence[str]) -> Iterator[list[subprocess.Popen[bytes]]]:
    def stop(_: int, __: FrameType | None) -> None:
        raise KeyboardInterrupt

    signal.signal(signal.SIGTERM, stop)
    children = [
        subprocess.Popen([sys.executable, "-m", "sponsorship", command]) for command in commands
    ]
    try:
        yield children
    except KeyboardInterrupt:
        print("Stopping ...", flush=True)
    finally:
        for child in children:
            child.terminate()
        for child in children:
            with contextlib.suppress(subprocess.TimeoutExpired):
                child.wait(timeout=30)


def _wait_until_up(url: str, children: Sequence[subprocess.Popen[bytes]]) -> None:
    for _ in range(1200):
        if any(child.poll() is not None for child in children):
            raise WrongSetting("A part of the product stopped at once; its message is above.")
        try:
            with urllib.request.urlopen(url, timeout=1) as answer:  # noqa: S310
                if answer.status == 200:
                    return
        except (urllib.error.URLError, OSError):
            time.sleep(0.1)
    raise WrongSetting("The web application did not start within two minutes.")


def add_staff(settings: Settings, *, name: str, email: str, role: str) -> str:
    """Add a member of staff; the address of the page to choose password and second factor."""
    from sponsorship import audit
    from sponsorship.staff import operations
    from sponsorship.staff.permissions import StaffRole

    if role not in [one.value for one in StaffRole]:
        raise Invalid("role", f"The role is one of {', '.join(one.value for one in StaffRole)}.")
    database = Database(settings.database)
    at = utc_now()
    with database.unit_of_work() as session:
        audit.begin_act(session, by=COMMAND_LINE, verb="added_staff", subject=email, at=at)
        staff = operations.add(
            session, name=name, email=email, role=StaffRole(role), by=COMMAND_LINE, at=at
        )
        token = operations.issue_sign_in_link(session, staff, by=COMMAND_LINE, at=at)
    database.close()
    return f"{settings.origin}/admin/first-sign-in/{token}"


def add_token(settings: Settings, *, name: str, scopes: Sequence[str]) -> str:
    """Make a token for a machine; the token itself, which is not kept."""
    from sponsorship import audit
    from sponsorship.staff import operations

    database = Database(settings.database)
    at = utc_now()
    with database.unit_of_work() as session:
        audit.begin_act(session, by=COMMAND_LINE, verb="added_token", subject=name, at=at)
        _, token = operations.add_api_token(
            session, name=name, scopes=scopes, by=COMMAND_LINE, at=at
        )
    database.close()
    return token


def import_bank(
    settings: Settings, file: Path, *, account: str, days: str, decimals: str, is_dry: bool
) -> Iterator[str]:
    """Import a file of the bank; one line per line of it, then what became of all of them.

    Raises NotFound for the account, or UnreadableStatement.
    """
    from sponsorship import audit
    from sponsorship.banking import operations, queries
    from sponsorship.workflows import bank_statements

    try:
        content = file.read_bytes()
    except OSError as wrong:
        raise Invalid("file", f"{file} cannot be read: {wrong.strerror}.") from wrong
    database, at = Database(settings.database), utc_now()
    with database.reading() as session:
        known = queries.account_named(session, account)
        form = _csv_format(known.csv_format, days=days, decimals=decimals)
        statement = operations.read_file(known, content, form)
        sha256 = hashlib.sha256(content).hexdigest()
        preview = bank_statements.preview(session, known, statement, sha256)
    yield from preview.printed()
    if not is_dry:
        with database.unit_of_work() as session:
            subject = f"bank_account:{known.id}"
            audit.begin_act(
                session, by=COMMAND_LINE, verb="imported_bank_statement", subject=subject, at=at
            )
            current = session.get_one(type(known), known.id)
            operations.remember_format(current, form)
            kept = bank_statements.keep_file(
                session, content, name=file.name, at=at, by=COMMAND_LINE
            )
            imported, is_new = bank_statements.import_file(
                session, current, statement, kept, at=at, by=COMMAND_LINE
            )
        outcome = "this file was imported before. Nothing has changed."
        if is_new:
            outcome = f"{imported.new_count} new lines wait."
        yield f"{imported.reference}: {outcome}"
    database.close()


def import_python_org(
    settings: Settings,
    path: Path,
    *,
    media: Path | None,
    fund_slug: str,
    is_dry: bool,
    tell: Callable[[Line], None],
) -> Report:
    """Take over what the files of a python.org database hold; raises UnreadableFiles, or Invalid."""
    from sponsorship.wiring import foundation_of
    from sponsorship.workflows import importing

    if media is not None and not media.is_dir():
        raise Invalid("media", f"{media} is no folder.")
    ready(settings)
    database = Database(settings.database)  # without jobs: whatever wanted to owe one would fail
    try:
        return importing.import_python_org(
            database,
            path,
            media=media,
            fund_slug=fund_slug,
            is_dry=is_dry,
            foundation=foundation_of(settings),
            at=utc_now(),
            by=COMMAND_LINE,
            tell=tell,
        )
    finally:
        database.close()


def _csv_format(remembered: Mapping[str, Any], *, days: str, decimals: str) -> CsvFormat:
    """The account's own format, with what the command says instead; raises Invalid."""
    from sponsorship.banking.csv_files import CsvFormat, DayStyle, DecimalSign

    form = CsvFormat.of(remembered)
    try:
        return replace(
            form,
            days=DayStyle[days.upper()] if days else form.days,
            decimals=DecimalSign[decimals.upper()] if decimals else form.decimals,
        )
    except KeyError as unknown:
        raise Invalid(
            "days",
            "Days are iso, day_first or month_first; decimals are point or comma.",
        ) from unknown


def selfcheck(settings: Settings) -> list[str]:
    """Every invariant on the live data; one sentence per broken row."""
    from sponsorship.workflows import checking

    database = Database(settings.database)
    broken = checking.broken_rows(database)
    database.close()
    return broken


def reconcile(
    settings: Settings,
    *,
    since: date | None,
    until: date | None,
    dry_run: bool,
    tell: Callable[[str], None],
) -> tuple[Outcome, list[str]]:
    """Compare the processor's account with our books, as the worker does every night; and the bank's."""
    from sponsorship.wiring import build
    from sponsorship.workflows import bank_payouts, reconciling

    ready(settings)
    wiring = build(settings)
    outcome = reconciling.reconcile(
        wiring.database,
        wiring.processor,
        since=since,
        until=until,
        foundation=wiring.foundation,
        at=utc_now(),
        dry_run=dry_run,
        tell=tell,
    )
    with wiring.database.reading() as session:
        today = wiring.foundation.calendar.day_of(utc_now())
        at_the_bank = bank_payouts.differences(session, today=today)
    wiring.database.close()
    return outcome, at_the_bank


def verify_audit_log(settings: Settings) -> tuple[int | None, int, str]:
    """The first note that was tampered with, if any; how many there are, and the newest one's hash."""
    from sponsorship import audit
    from sponsorship.workflows import checking

    database = Database(settings.database)
    broken = checking.verify_audit_log(database)
    with database.reading() as session:
        count, head = audit.head(session)
    database.close()
    return broken, count, head


def back_up(settings: Settings, path: Path) -> Contents:
    """Write every record to one file, from one view of the database."""
    from sponsorship import backups

    database = Database(settings.database)
    try:
        return backups.back_up(database, path, at=utc_now())
    finally:
        database.close()


def restore(settings: Settings, path: Path) -> tuple[Contents, int, list[str]]:
    """Put a backup into an empty database; its contents, how much is owed, and what is broken in it."""
    from sponsorship import backups, jobs
    from sponsorship.workflows import checking, recovering

    contents = backups.restore(settings.database, path)
    jobs.prepare(settings.database)
    database = Database(settings.database, jobs=jobs.DbosQueue())
    try:
        with database.unit_of_work() as session:
            owed = recovering.owe_again(session)
        return contents, owed, checking.broken_rows(database)
    finally:
        database.close()


def recover(settings: Settings) -> tuple[int, list[str]]:
    """Gifts that the processor knows and a restored database does not; raises Unavailable."""
    from sponsorship.wiring import build
    from sponsorship.workflows import recovering

    wiring = build(settings)
    try:
        return recovering.recover(wiring.database, wiring.processor, at=utc_now())
    finally:
        wiring.database.close()


def export(
    settings: Settings, what: str, *, since: date | None, until: date | None
) -> Iterator[str]:
    """The journal as CSV or the books as beancount text, piece by piece, of one unmoving view."""
    from sponsorship.reporting import beancount, journal

    database = Database(settings.database)
    with database.snapshot() as session:
        if what == "journal":
            yield from journal.csv_of(session, since=since, until=until)
        else:
            yield from beancount.file_of(
                session,
                title=settings.organisation_name,
                operating_currency=settings.currency,
                since=since,
                until=until,
            )
    database.close()
