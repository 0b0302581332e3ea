"""The command line: `sponsorship serve`, `worker`, `migrate`, `demo` and the rest.

Every command ends with 0 when it did what it says, 1 when it could not, 2 when it was called wrongly.
"""

from __future__ import annotations

import sys
from datetime import date, datetime
from pathlib import Path
from typing import Annotated

import typer
from sqlalchemy.exc import OperationalError

from sponsorship import logs
from sponsorship.errors import SponsorshipError
from sponsorship.settings import Settings, WrongSetting, load

app = typer.Typer(
    name="sponsorship",
    help="Sponsorships, donations and restricted grants of a foundation: one system, one ledger.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    add_completion=False,
)
staff_app = typer.Typer(help="Who may sign in to the back office.", no_args_is_help=True)
audit_app = typer.Typer(help="The log of who did what.", no_args_is_help=True)
token_app = typer.Typer(help="Tokens of machines that read our API.", no_args_is_help=True)
export_app = typer.Typer(
    help="The books as files for others, on standard output.", no_args_is_help=True
)
import_app = typer.Typer(help="What comes from elsewhere.", no_args_is_help=True)
app.add_typer(staff_app, name="staff")
app.add_typer(export_app, name="export")
app.add_typer(token_app, name="token")
app.add_typer(audit_app, name="audit")
app.add_typer(import_app, name="import")


def main() -> None:
    """The entry point: refusals and wrong settings are one sentence, not a traceback."""
    try:
        app(standalone_mode=True)
    except (WrongSetting, SponsorshipError) as refusal:
        print(refusal, file=sys.stderr)
        raise SystemExit(1) from None
    except OperationalError:
        print("The database of SPONSORSHIP_DATABASE_URL does not answer.", file=sys.stderr)
        raise SystemExit(1) from None


def _settings() -> Settings:
    settings = load()
    logs.configure(level=settings.log_level, as_json=settings.log_format == "json")
    return settings


@app.command()
def migrate(
    app_role: Annotated[
        str,
        typer.Option(help="PostgreSQL role of the application, which gets the rights it needs."),
    ] = "",
) -> None:
    """Bring the database to the newest schema."""
    from sponsorship import migrations, running

    settings = _settings()
    running.migrate(settings, app_role=app_role)
    print(f"The database is at {migrations.head()}.")


@app.command()
def serve(
    workers: Annotated[int, typer.Option(min=1, help="Web processes (PostgreSQL only).")] = 1,
) -> None:
    """Run the web application."""
    from sponsorship import running

    running.serve(_settings(), workers=workers)


@app.command()
def worker() -> None:
    """Run the worker: it acts on the processor's news, sends letters, keeps the calendar."""
    from sponsorship import running

    running.work(_settings())


@app.command()
def sandbox() -> None:
    """Run the payments sandbox, which stands in for Stripe while no API key is set."""
    from sponsorship import running

    running.run_sandbox(_settings())


@app.command()
def demo(
    only_load: Annotated[bool, typer.Option(help="Load the data and stop.")] = False,  # noqa: FBT002 - typer's own form
) -> None:
    """Run the whole product with a demo foundation: web, worker, payments sandbox, caught mail."""
    from sponsorship import running
    from sponsorship.demo import loading

    settings = _settings()
    if not settings.is_sandbox:
        print("The demo runs only without SPONSORSHIP_STRIPE_API_KEY.", file=sys.stderr)
        raise typer.Exit(1)
    running.refuse_taken_ports(settings)
    running.migrate(settings)
    if loading.is_empty(settings):
        print("Loading a demo foundation: a year of gifts and sponsors ...", flush=True)
        loading.load(settings)
    if not only_load:
        running.run_demo(settings, sign_in_path=loading.new_sign_in(settings))


@staff_app.command("add")
def staff_add(
    name: Annotated[str, typer.Argument(help="Full name.")],
    email: Annotated[str, typer.Argument(help="E-mail address: the name to sign in with.")],
    role: Annotated[
        str, typer.Option(help="administrator, finance, programme or viewer.")
    ] = "administrator",
) -> None:
    """Let somebody in, and print the link with which they choose password and second factor."""
    from sponsorship import running

    print(running.add_staff(_settings(), name=name, email=email, role=role))


@token_app.command("add")
def token_add(
    name: Annotated[str, typer.Argument(help="Which machine it is for.")],
    scope: Annotated[
        list[str], typer.Option(help="placements, assets or contacts; may be given several times.")
    ],
) -> None:
    """Make a token for a machine and print it, once."""
    from sponsorship import running

    print(running.add_token(_settings(), name=name, scopes=scope))


@import_app.command("bank")
def import_bank(
    file: Annotated[Path, typer.Argument(help="The bank's file: CAMT.053 or CSV.", dir_okay=False)],
    account: Annotated[str, typer.Option(help="IBAN, number or name of the bank account.")],
    days: Annotated[
        str, typer.Option(help="CSV: how days are written: iso, day_first or month_first.")
    ] = "",
    decimals: Annotated[
        str, typer.Option(help="CSV: what stands before the cents: point or comma.")
    ] = "",
    dry_run: Annotated[bool, typer.Option(help="Say what is new, and import nothing.")] = False,  # noqa: FBT002 - typer's own form
) -> None:
    """Import a statement of the bank; lines that are known already are not imported again.

    What is not said about a CSV file is read as it was for this account the last time.
    """
    from sponsorship import running

    for line in running.import_bank(
        _settings(), file, account=account, days=days, decimals=decimals, is_dry=dry_run
    ):
        print(line)


@import_app.command("python-org")
def import_python_org(
    path: Annotated[
        Path, typer.Argument(help="A JSON dump, or a folder or zip with a CSV file for each table.")
    ],
    media: Annotated[
        Path | None, typer.Option(help="The folder of uploaded files: logos, contracts, assets.")
    ] = None,
    fund: Annotated[
        str, typer.Option(help="The fund of the programme years; else the general fund.")
    ] = "",
    dry_run: Annotated[bool, typer.Option(help="Try everything, and keep nothing of it.")] = False,  # noqa: FBT002 - typer's own form
) -> None:
    """Take over the sponsors of a python.org database: a line for each record, then the counts.

    May be run again: nothing is made twice. Exit status 1 if a record was refused, 2 if the files cannot
    be read.
    """
    from sponsorship import running
    from sponsorship.importing.reading import UnreadableFiles

    try:
        report = running.import_python_org(
            _settings(),
            path,
            media=media,
            fund_slug=fund,
            is_dry=dry_run,
            tell=lambda line: print(line, flush=True),
        )
    except UnreadableFiles as wrong:
        print(wrong, file=sys.stderr)
        raise typer.Exit(2) from None
    for line in report.printed():
        print(line)
    if dry_run:
        print("This was a dry run: nothing of it was kept.")
    if report.has_refused:
        raise typer.Exit(1)


@app.command()
def selfcheck() -> None:
    """Check every invariant on the live data and name the broken rows; exit status 1 if there are any."""
    from sponsorship import running

    broken = running.selfcheck(_settings())
    for line in broken:
        print(line)
    if broken:
        raise typer.Exit(1)
    print("Everything holds.")


@app.command()
def reconcile(
    since: Annotated[
        str, typer.Option("--from", help="The first day, like 2026-03-02; else what is new.")
    ] = "",
    until: Annotated[str, typer.Option("--to", help="The last day; else until now.")] = "",
    dry_run: Annotated[  # noqa: FBT002 - typer's own form
        bool, typer.Option(help="Say what would be found, and change nothing.")
    ] = False,
) -> None:
    """Compare the processor's account and the bank's statements with our books, and name what differs.

    Exit status 1 if anything does.
    """
    from sponsorship import running

    outcome, at_the_bank = running.reconcile(
        _settings(),
        since=_day(since, "--from"),
        until=_day(until, "--to"),
        dry_run=dry_run,
        tell=lambda line: print(line, flush=True),
    )
    print(
        f"{outcome.since_on} to {outcome.until_on}: {outcome.lines_read} lines,"
        f" {outcome.payouts_read} payouts. {outcome.found} differences found, {outcome.gone} gone."
        + (" Nothing was changed." if dry_run else "")
    )
    for sentence in (*outcome.standing, *at_the_bank):
        print(f"- {sentence}")
    if outcome.standing or at_the_bank:
        raise typer.Exit(1)
    print("Everything agrees.")


def _day(text: str, option: str) -> date | None:
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        raise typer.BadParameter("A day is written like 2026-03-02.", param_hint=option) from None


@app.command()
def backup(
    file: Annotated[Path, typer.Argument(help="Where to write it; must not exist yet.")],
) -> None:
    """Write every record to one file, while the product runs. It holds personal data: keep it safe."""
    from sponsorship import running

    contents = running.back_up(_settings(), file)
    print(f"{contents.total} rows of {len(contents.rows)} tables are in {file}.")


@app.command()
def restore(
    file: Annotated[Path, typer.Argument(help="A file that `sponsorship backup` wrote.")],
) -> None:
    """Put a backup into an empty database, check everything, and queue what is owed.

    Exit status 1 if something in it is broken.
    """
    from sponsorship import running

    contents, owed, broken = running.restore(_settings(), file)
    print(f"{contents.total} rows as of {contents.made_at:%Y-%m-%d %H:%M} UTC are back.")
    print(f"{owed} letters, refunds and events are queued again.")
    for line in broken:
        print(line)
    if broken:
        raise typer.Exit(1)
    print("Everything holds. Now run `sponsorship recover`, and only then the worker.")


@app.command()
def recover() -> None:
    """After a restore: bring back the gifts that were paid since the backup, as the processor knows them.

    Exit status 1 if one of them cannot be brought back.
    """
    from sponsorship import running

    count, sentences = running.recover(_settings())
    print(f"{count} gifts are back; the worker books them when it starts.")
    for line in sentences:
        print(line)
    if sentences:
        raise typer.Exit(1)


@audit_app.command("verify")
def audit_verify() -> None:
    """Recompute the chain of the audit log; exit status 1 if a note was changed, added or taken away."""
    from sponsorship import running

    broken, count, head = running.verify_audit_log(_settings())
    if broken is not None:
        print(f"The audit log is broken at note {broken}.")
        raise typer.Exit(1)
    print(f"{count} notes, unbroken. Hash of the newest: {head}")


_Since = Annotated[
    datetime | None,
    typer.Option("--from", formats=["%Y-%m-%d"], help="The first day of posting, like 2026-01-01."),
]
_Until = Annotated[
    datetime | None,
    typer.Option("--to", formats=["%Y-%m-%d"], help="The last day of posting, like 2026-12-31."),
]


@export_app.command("journal")
def export_journal(since: _Since = None, until: _Until = None) -> None:
    """Print the journal as CSV, one line per posting."""
    _export("journal", since, until)


@export_app.command("beancount")
def export_beancount(since: _Since = None, until: _Until = None) -> None:
    """Print the books as a beancount file, which `bean-check` accepts."""
    _export("beancount", since, until)


def _export(what: str, since: datetime | None, until: datetime | None) -> None:
    from sponsorship import running

    if since and until and since > until:
        raise typer.BadParameter("--from is after --to.")
    pieces = running.export(
        _settings(),
        what,
        since=since.date() if since else None,
        until=until.date() if until else None,
    )
    # As bytes: the file is the same whatever the terminal's encoding is.
    for piece in pieces:
        sys.stdout.buffer.write(piece.encode())
    sys.stdout.buffer.flush()
