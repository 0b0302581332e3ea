"""So many sponsors with their logos in four places each, as they are once everything is signed and paid."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from sponsorship import jobs, migrations, settings, wiring
from sponsorship import running as commands
from sponsorship.audit import SYSTEM
from sponsorship.database import Database
from sponsorship.demo import catalogue, logos
from sponsorship.documents import operations as documents
from sponsorship.documents.models import FileKind
from sponsorship.lifecycle import advance
from sponsorship.sponsorships import operations as sponsorships
from sponsorship.tiers import queries as tiers
from sponsorship.workflows.foundation import Foundation

PLACEMENTS = 4
TIER_WITH_FOUR_PLACEMENTS = "partner"


def filled(installed: settings.Settings, many: int) -> str:
    """So many confirmed sponsorships, and the token of a site that shows their logos."""
    migrations.upgrade(installed.database)
    jobs.prepare(installed.database)
    built = wiring.build(installed, queue=jobs.RecordingQueue())
    now = datetime.now(UTC)
    with built.database.unit_of_work() as session:
        general, _ = catalogue.add_funds(session, currency="USD", at=now)
        today = built.foundation.calendar.day_of(now)
        catalogue.add_programme(session, general, today=today, at=now)
    _show(built.database, built.foundation, many, now=now)
    built.database.close()
    return commands.add_token(installed, name="Benchmark", scopes=["placements"])


def _show(database: Database, foundation: Foundation, many: int, *, now: datetime) -> None:
    """The papers are left out: pages about sponsors read none of them."""
    today = foundation.calendar.day_of(now)
    with database.unit_of_work() as session:
        offered = tiers.open_catalogue(session)
        assert offered is not None
        drawn = logos.draw("Company", "#1d4e89", "circle")
        for number in range(many):
            name = f"Company {number}"
            stored = documents.store_file(
                session, FileKind.LOGO, drawn,
                media_type="image/png", original_name="logo.png", by="applicant", at=now,
            )  # fmt: skip
            sponsorship, _ = sponsorships.apply(
                session, _application(name, number), offered, logo=stored, at=now
            )
            sponsorships.approve(
                session,
                sponsorship,
                starts_on=today - timedelta(days=30),
                ends_on=today + timedelta(days=330),
                agreed_fee=sponsorship.list_price,
                at=now,
                by=SYSTEM,
            )
            for verb in ("contracted", "confirmed"):
                session.flush()  # one move at a time: the database watches each
                advance(session, sponsorship, verb, at=now, by=SYSTEM)


def _application(name: str, number: int) -> sponsorships.Application:
    domain = f"company-{number}.example"
    return sponsorships.Application(
        form_key=f"benchmark-application-{number:04d}",
        tier_slug=TIER_WITH_FOUR_PLACEMENTS,
        add_on_ids=(),
        name=name,
        description="Makes things that other companies need.",
        website=f"https://www.{domain}",
        address_line_1="1 Example Street",
        address_line_2="",
        city="Leeds",
        region="",
        postal_code="10000",
        country="GB",
        tax_id="",
        po_number="",
        message="",
        contacts=(
            sponsorships.Contact(
                "Robin Calder", f"robin@{domain}", "+1 555 0100", is_primary=True,
                is_administrative=True,
            ),
            sponsorships.Contact("Sam Iverson", f"accounts@{domain}", is_accounting=True),
        ),
    )  # fmt: skip
