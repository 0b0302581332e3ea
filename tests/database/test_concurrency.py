"""Many at once, each in a thread and a connection of its own: the database alone decides who wins."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from sponsorship import numbering
from sponsorship.database import Database
from tests.database import world

RUSH = 16
"""As many at the same instant as the pool has connections; the rest follow at once."""


class GaveUp(Exception):
    """Raised in the middle of a unit of work, which therefore leaves nothing behind."""


@pytest.fixture
def small_world(database: Database) -> Database:
    world.build(database.writer)
    return database


def all_at_once(database: Database, deeds: list[Callable[[Session], object]]) -> list[str]:
    """Do each deed in a unit of work of its own, and tell why the losers lost."""
    together = Barrier(RUSH, timeout=60)

    def attempt(number: int) -> str:
        if number < RUSH:
            together.wait()
        try:
            with database.unit_of_work() as session:
                deeds[number](session)
        except (sa.exc.IntegrityError, GaveUp) as refused:
            return str(getattr(refused, "orig", "gave up"))
        return ""

    with ThreadPoolExecutor(len(deeds)) as threads:
        return [reason for reason in threads.map(attempt, range(len(deeds))) if reason]


def sending(make: Callable[[int], str], times: int) -> list[Callable[[Session], object]]:
    """Deeds that send one statement each."""

    def send(number: int) -> Callable[[Session], object]:
        return lambda session: world.run(session.connection(), make(number))

    return [send(number) for number in range(times)]


def one(database: Database, question: str) -> object:
    with database.reader.connect() as connection:
        return world.run(connection, question).scalar()


def test_of_fifty_refunds_of_a_tenth_exactly_ten_succeed(small_world: Database) -> None:
    paid = {"purpose": "donation", "purpose_id": 2, "currency": "USD", "method": "card"}
    with small_world.writer.begin() as connection:
        world.run(connection, world.insert("payment", id=50, amount_minor=1_000, **paid))
        settled = f"UPDATE payment SET status = 'settled', settled_at = '{world.AT}' WHERE id = 50"
        world.run(connection, settled)

    losers = all_at_once(
        small_world, sending(lambda _: world.new("refund", payment_id=50, amount_minor=100), 50)
    )

    assert len(losers) == 40
    assert {reason.splitlines()[0] for reason in losers} == {
        "guard: refund_added_counts_as_refunded_minor"
    }
    assert one(small_world, "SELECT count(*) FROM refund WHERE payment_id = 50") == 10
    assert one(small_world, "SELECT refunded_minor FROM payment WHERE id = 50") == 1_000


def test_of_fifty_companies_one_gets_the_last_place(small_world: Database) -> None:
    with small_world.writer.begin() as connection:
        world.run(connection, "UPDATE tier SET capacity = 3 WHERE id = 2")
        for number in range(50):
            world.run(connection, world.insert("sponsor", id=100 + number))

    losers = all_at_once(
        small_world, sending(lambda number: world.new("sponsorship", sponsor_id=100 + number), 50)
    )

    assert len(losers) == 49
    assert {reason.splitlines()[0] for reason in losers} == {
        "guard: sponsorship_added_counts_as_taken"
    }
    assert one(small_world, "SELECT taken FROM tier WHERE id = 2") == 3


def test_sixty_receipts_of_which_every_third_is_given_up_leave_no_gap(
    small_world: Database,
) -> None:
    with small_world.writer.begin() as connection:
        paid = {"purpose": "donation", "amount_minor": 100, "currency": "USD", "method": "card"}
        for number in range(60):
            row = 100 + number
            gift = {"fund_id": 1, "amount_minor": 100, "currency": "USD"}
            world.run(connection, world.insert("donation", id=row, **gift))
            world.run(connection, world.insert("payment", id=row, purpose_id=row, **paid))
        settled = (
            f"UPDATE payment SET status = 'settled', settled_at = '{world.AT}' WHERE id >= 100"
        )
        world.run(connection, settled)

    def receipt(number: int) -> Callable[[Session], object]:
        def deed(session: Session) -> None:
            sequence = numbering.next_in(session, "R", year=2026)
            row = {"donation_id": 100 + number, "payment_id": 100 + number, "amount_minor": 100}
            statement = world.new("receipt", sequence=sequence, **row)
            world.run(session.connection(), statement)
            if number % 3 == 0:
                raise GaveUp

        return deed

    losers = all_at_once(small_world, [receipt(number) for number in range(60)])

    assert losers == ["gave up"] * 20
    with small_world.reader.connect() as connection:
        found = world.run(connection, "SELECT sequence FROM receipt ORDER BY sequence")
        assert found.scalars().all() == list(range(1, 42))
    assert one(small_world, "SELECT last FROM number_series WHERE series = 'R'") == 41


def test_fifty_clicks_on_one_form_make_one_gift(small_world: Database) -> None:
    losers = all_at_once(
        small_world, sending(lambda _: world.new("donation", form_key="double-click"), 50)
    )
    assert len(losers) == 49
    assert one(small_world, "SELECT count(*) FROM donation WHERE form_key = 'double-click'") == 1


def test_an_invoice_is_settled_or_voided_but_never_both(small_world: Database) -> None:
    issue = (
        "UPDATE invoice SET status = 'issued', year = 2026, sequence = 2, issued_on = '2026-03-02',"
        " due_on = '2026-04-01', document_id = 2 WHERE id = 2"
    )
    with small_world.writer.begin() as connection:
        world.run(connection, issue)
    settle = world.new("settlement", invoice_id=2)
    void = "UPDATE invoice SET status = 'void' WHERE id = 2"

    losers = all_at_once(small_world, sending(lambda number: (settle, void)[number % 2], RUSH))

    paid = one(small_world, "SELECT paid_minor FROM invoice WHERE id = 2")
    status = one(small_world, "SELECT status FROM invoice WHERE id = 2")
    assert (status, paid) in {("issued", 100_000), ("void", 0)}
    assert len(losers) >= RUSH // 2


def test_notes_written_at_once_form_one_chain(small_world: Database) -> None:
    losers = all_at_once(small_world, sending(lambda _: world.new("audit_note"), RUSH))
    assert len(losers) == RUSH - 1
    assert one(small_world, "SELECT count(*) FROM audit_note WHERE seq = 3") == 1
