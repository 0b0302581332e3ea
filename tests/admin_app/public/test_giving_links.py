"""Lost links: the letters that carry them are sent again, and nobody learns which addresses we know."""

from __future__ import annotations

import pytest
import sqlalchemy as sa

from sponsorship.database import Database
from sponsorship.jobs import RecordingQueue
from sponsorship.messages.models import Dispatch, Letter
from sponsorship.wiring import Wiring
from sponsorship.workflows import links
from sponsorship.working import handlers
from tests.admin_app.public.till import Till
from tests.admin_app.public.visitor import Visitor, words
from tests.clock import NOW, later

SAME = "If we know that address, its letters are on their way again."


def give(visitor: Visitor, books: Database, till: Till, *, often: str = "once") -> None:
    visitor.give(amount="25.00", frequency=often)
    till.pay()
    with books.reading() as session:
        address = session.scalar(
            sa.text("SELECT public_token FROM recurring_gift")
            if often == "monthly"
            else sa.text("SELECT public_token FROM donation ORDER BY id DESC LIMIT 1")
        )
    visitor.visit(f"/donate/thanks/{address}")


def asked_for_again(books: Database) -> list[str]:
    """The kinds of letters that were asked for by their reader."""
    with books.reading() as session:
        found = sa.select(Letter.template).join(Letter.dispatches)
        return list(
            session.scalars(
                found.where(Dispatch.requested_by == str(links.REQUESTER)).order_by(Letter.template)
            )
        )


def test_known_and_unknown_addresses_get_the_same_answer(
    ada: Visitor, stranger: Visitor, books: Database, till: Till
) -> None:
    give(ada, books, till)
    answers = set()
    for email in ("ada@example.org", "nobody@example.org"):
        stranger.visit("/portal")
        page = stranger.send("/portal", email=email)
        assert page.status_code == 200
        assert SAME in words(page)
        assert email not in page.text
        answers.add(words(page))
    assert len(answers) == 1


def test_the_latest_letters_with_links_are_sent_again(
    ada: Visitor, books: Database, till: Till, queue: RecordingQueue, wiring: Wiring
) -> None:
    give(ada, books, till, often="monthly")
    queue.drain(handlers(wiring))
    ada.visit("/portal")
    ada.send("/portal", email=" ada@EXAMPLE.org ")
    queue.drain(handlers(wiring))
    assert asked_for_again(books) == ["donation_received", "recurring_gift_started"]
    with books.reading() as session:
        assert session.scalar(sa.select(sa.func.count()).select_from(Letter)) == 2


def test_an_address_gets_them_at_most_once_an_hour(
    ada: Visitor, books: Database, till: Till, queue: RecordingQueue
) -> None:
    give(ada, books, till)
    assert links.send_again(books, "ada@example.org", at=NOW) == 1
    assert links.send_again(books, "ada@example.org", at=later(minutes=59)) == 0
    assert links.send_again(books, "ada@example.org", at=later(minutes=61)) == 1
    with books.unit_of_work() as session:
        before = len(queue.waiting)
        for minute in (0, 20, 40):
            links.ask(session, "ada@example.org", at=later(minutes=minute))
    assert len(queue.waiting) == before + 1


def test_an_unknown_address_gets_nothing(books: Database) -> None:
    assert links.send_again(books, "nobody@example.org", at=NOW) == 0


@pytest.mark.parametrize("email", ["", "nobody", "a@b\r\nBcc: all@example.org"])
def test_what_is_no_address_is_refused_in_place(ada: Visitor, email: str) -> None:
    ada.visit("/portal")
    page = ada.send("/portal", email=email)
    assert page.status_code == 422
    assert 'id="wrong-email"' in page.text
