"""Letters that were sent before they knew what they are about are found by their fact."""

from __future__ import annotations

import sqlalchemy as sa

from sponsorship import migrations
from sponsorship.database import Database
from sponsorship.messages.models import Letter
from tests.alembic.test_cases_for_old_misfits import row
from tests.database.sql import DAY

BEFORE = "2026_11_25_1000"
FACTS = {
    "sponsorship:1:2": "sponsorship:1",
    "sponsorship:11:staff": "sponsorship:11",
    "contract:1:2": "sponsorship:11",
    "invoice:1:1": "sponsorship:11",
    "overdue:1:3:1": "sponsorship:11",
    "paid:P-2026-000001:1": None,
    "donation:11": None,
}


def test_letters_of_before_stand_in_the_history_of_their_sponsorship(
    empty_database_url: str,
) -> None:
    migrations.upgrade(empty_database_url, BEFORE)
    database = Database(empty_database_url)
    with database.writer.begin() as connection:
        money = {"currency": "USD"}
        row(connection, "fund", restriction="none", **money)
        row(connection, "program_year", year=2026, fund_id=1, **money)
        row(connection, "tier", program_year_id=1, position=1, list_price_minor=1, **money)
        row(connection, "document", kind="contract")
        for number in (1, 11):
            row(connection, "sponsor", id=number)
            row(connection, "sponsorship", id=number, sponsor_id=number, program_year_id=1,
                tier_id=1, list_price_minor=1, **money)  # fmt: skip
        row(connection, "contract", sponsorship_id=11, revision=1, document_id=1)
        row(connection, "invoice", sponsorship_id=11, fund_id=1, total_minor=1,
            starts_on=DAY, ends_on=DAY, **money)  # fmt: skip
        for fact in FACTS:
            row(connection, "letter", fact=fact, attachments="[]")

    migrations.upgrade(empty_database_url)

    with database.reading() as session:
        found = session.execute(sa.select(Letter.fact, Letter.about)).all()
    database.close()
    assert dict(found) == FACTS
