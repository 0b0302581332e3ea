"""Receipts: a renewed gift has its own, and many workers number them without a gap or a double."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from threading import Barrier
from typing import Any

import sqlalchemy as sa

from sponsorship.documents.models import Document
from sponsorship.payments.processor import PaymentState
from sponsorship.receipts.models import Receipt
from sponsorship.workflows import news
from tests.stories.telling import Story

GIFTS = 12


class GaveUp(Exception):
    """Raised in the middle of a unit of work, which therefore leaves nothing behind."""


def _rows(story: Story) -> list[dict[str, Any]]:
    """Every receipt with its document, as the database holds them."""
    statement = sa.select(Receipt.__table__, Document.__table__).join_from(
        Receipt.__table__, Document.__table__, Receipt.document_id == Document.id
    )
    with story.database.reading() as session:
        return [dict(row) for row in session.execute(statement.order_by(Receipt.id)).mappings()]


def test_failure_18_renewing_a_receipted_gift_leaves_the_old_receipt_alone(story: Story) -> None:
    gift = story.give_monthly("10.00")
    before = _rows(story)

    story.next_month(gift, number=2)
    story.next_month(gift, number=3)

    assert story.receipts() == [f"R-2026-0000{number} issued" for number in (1, 2, 3)]
    now = _rows(story)
    assert now[:1] == before
    assert [row["replaces_id"] for row in now] == [None] * 3
    assert len({row["donation_id"] for row in now}) == 3
    assert len({row["public_token"] for row in now}) == 3


def test_failure_18_two_workers_numbering_receipts_at_once_leave_no_gap_and_no_double(
    story: Story,
) -> None:
    """Each worker gives up in the middle of every third gift, and does it again."""
    for _ in range(GIFTS):
        story.processor.pay(story.page_of(story.submit(story.fill_in("100.00"))))
    states = list(story.processor.payments.values())
    follow = news.appliers(story.foundation, story.now)[PaymentState]
    together = Barrier(2, timeout=60)

    def act(state: PaymentState, *, gives_up: bool) -> None:
        with suppress(GaveUp), story.database.unit_of_work() as session:
            follow(session, state)
            if gives_up:
                raise GaveUp

    def work(worker: int) -> None:
        together.wait()
        for number, state in enumerate(states[worker::2]):
            if number % 3 == worker:
                act(state, gives_up=True)
            act(state, gives_up=False)

    with ThreadPoolExecutor(2) as workers:
        list(workers.map(work, range(2)))
    story.work()

    assert story.receipts() == [f"R-2026-{number:05d} issued" for number in range(1, GIFTS + 1)]
    assert len({row["donation_id"] for row in _rows(story)}) == GIFTS
    assert len(set(story.subjects())) == GIFTS
