"""Finance closes months, and two of them open one again; the reports of months and years add up."""

from __future__ import annotations

import csv
import html
import io
import re
from datetime import UTC, date, datetime, time, timedelta

import pytest

from sponsorship.clock import utc_now
from sponsorship.ledger.models import AccountingPeriod, Role, month_number
from sponsorship.ledger.posting import Entry, FundKey, Line
from sponsorship.money import Money
from sponsorship.selfcheck import operations as selfchecks
from sponsorship.workflows import checking
from tests.admin_app.desks.desks import Colleague, Desks, told

HOME = "/admin/desk/periods"
YEARS = "/admin/desk/fiscal-years"
GENERAL, SECURITY = FundKey(1, "general"), FundKey(2, "security")

TODAY = utc_now().date()
LAST_MONTH = TODAY.replace(day=1) - timedelta(days=1)
MONTH = month_number(LAST_MONTH)
PAGE = f"{HOME}/{MONTH}"


def gift(source: str, on: date, minor: int = 10_000, *, fund: FundKey = GENERAL) -> Entry:
    line = Line(fund, Role.CLEARING, Role.CONTRIBUTIONS, Money(minor, "USD"))
    return Entry("tested", source, on, (line,))


def fee(source: str, on: date, minor: int) -> Entry:
    line = Line(GENERAL, Role.PROCESSING_FEES, Role.CLEARING, Money(minor, "USD"))
    return Entry("tested", source, on, (line,))


@pytest.fixture
def books(desks: Desks) -> Desks:
    """A gift in the month before, and one today."""
    desks.story.post(gift("T-1", LAST_MONTH))
    desks.story.post(gift("T-2", TODAY, 7_000))
    checking.check_everything(desks.story.database, clock=utc_now)
    return desks


def words(page: str) -> str:
    """The page's words, one blank between them."""
    main = page.partition("<main")[2]
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", main)).split())


def is_closed(desks: Desks) -> bool:
    with desks.story.database.reading() as session:
        return session.get_one(AccountingPeriod, MONTH).is_closed


def test_a_month_is_closed_after_a_look_at_its_checks(books: Desks, femi: Colleague) -> None:
    page = words(femi.get(PAGE).text)
    assert "All checks hold." in page
    assert "contributions income $0.00 $100.00 $100.00" in page

    answer = femi.act(f"{PAGE}/close")

    assert answer.headers["location"] == PAGE
    assert told(femi.get(PAGE)) == f"{LAST_MONTH:%B %Y} is closed."
    assert is_closed(books)
    (note,) = books.notes("closed_month")
    assert (note.by, note.subject) == (femi.actor, f"accounting_period:{MONTH}")
    books.story.post(gift("T-3", LAST_MONTH))
    assert books.story.journal()[-3] == f"{TODAY.replace(day=1)} tested T-3 (of {LAST_MONTH})"
    assert "closed Femi Adeyemi" in words(femi.get(HOME).text)


def test_a_month_is_closed_once_however_often_it_is_pressed(
    books: Desks, femi: Colleague, ada: Colleague
) -> None:
    form = femi.opened(f"{PAGE}/close")
    other = ada.opened(f"{PAGE}/close")
    assert femi.post(f"{PAGE}/close", data=form).status_code == 303
    assert "Somebody else changed this" in told(femi.post(f"{PAGE}/close", data=form))
    assert "Somebody else changed this" in told(ada.post(f"{PAGE}/close", data=other))
    assert len(books.notes("closed_month")) == 1


def test_what_is_not_sound_stands_in_the_way(desks: Desks, femi: Colleague) -> None:
    desks.story.post(gift("T-1", LAST_MONTH))

    assert "The self-check has not run lately." in femi.get(PAGE).text
    assert f'href="{PAGE}/close"' not in femi.get(PAGE).text
    assert "The self-check has not run lately." in told(femi.act(f"{PAGE}/close"))
    with desks.story.database.unit_of_work() as session:
        now = utc_now()
        selfchecks.record(session, ["Two and two are five."], begun_at=now, finished_at=now)
    assert "Two and two are five." in femi.get(PAGE).text
    assert femi.act(f"{PAGE}/close").status_code == 409


def test_a_month_that_is_not_over_or_not_of_this_world_is_not_closed(
    books: Desks, femi: Colleague
) -> None:
    present = f"{HOME}/{month_number(TODAY)}"

    assert f"{TODAY:%B %Y} is not over yet" in told(femi.act(f"{present}/close"))
    assert femi.get(f"{HOME}/202613").status_code == 404
    assert femi.get(f"{HOME}/999912").status_code == 404
    assert "Close the month" not in femi.get(present).text


def test_money_that_waits_is_told_and_known_to_whoever_closes(
    books: Desks, femi: Colleague
) -> None:
    story = books.story
    story.processor.now = datetime.combine(LAST_MONTH, time(12), UTC)
    paid = story.page_of(story.submit(story.fill_in("10.00")))
    story.processor.pay(paid, amount=Money(900, "USD"))
    story.hear("checkout.session.completed", paid)

    page = words(femi.get(PAGE).text)

    assert "$9.00 waits in suspense for a decision." in page
    assert "known to whoever closes the month" in page
    assert femi.act(f"{PAGE}/close").status_code == 303


def test_one_asks_and_another_agrees(books: Desks, femi: Colleague, ada: Colleague) -> None:
    femi.act(f"{PAGE}/close")
    assert femi.act(f"{PAGE}/ask", reason="").status_code == 422
    femi.act(f"{PAGE}/ask", reason="A bill was left out.")

    assert "Somebody else has to agree." in femi.get(PAGE).text
    assert f'href="{PAGE}/reopen"' not in femi.get(PAGE).text
    assert told(femi.act(f"{PAGE}/reopen")).startswith("You asked for this yourself.")
    assert "Femi Adeyemi asks to reopen" in words(ada.get(HOME).text)
    assert "asks to reopen" in words(ada.get("/admin").text)
    assert is_closed(books)
    ada.act(f"{PAGE}/reopen")

    assert not is_closed(books)
    period = AccountingPeriod.holding(LAST_MONTH)
    assert books.history(period) == [f"closed by {femi.actor}", f"reopened by {ada.actor}"]
    assert "A bill was left out. (asked for by Femi Adeyemi)" in words(ada.get(PAGE).text)
    assert [one.by for one in books.notes("reopened_month")] == [ada.actor]


def test_a_request_can_be_declined(books: Desks, femi: Colleague, ada: Colleague) -> None:
    femi.act(f"{PAGE}/close")
    femi.act(f"{PAGE}/ask", reason="A bill was left out.")
    ada.press(PAGE, f"{PAGE}/decline")

    assert told(ada.get(PAGE)) == f"{LAST_MONTH:%B %Y} stays closed."
    assert is_closed(books)
    assert "Nobody asks to reopen" in told(ada.act(f"{PAGE}/reopen"))


def test_only_who_keeps_the_books_closes_them(books: Desks, sumana: Colleague) -> None:
    assert sumana.get(PAGE).status_code == 200
    assert f'href="{PAGE}/close"' not in sumana.get(PAGE).text
    assert sumana.post(f"{PAGE}/close", data={}).status_code == 403


def test_the_journal_of_a_month_is_a_file_without_formulas(books: Desks, femi: Colleague) -> None:
    line = Line(GENERAL, Role.CLEARING, Role.CONTRIBUTIONS, Money(1, "USD"))
    books.story.post(Entry("tested", "=1+1", LAST_MONTH, (line,), memo="@SUM(A1)"))

    file = femi.get(f"{PAGE}/journal.csv")

    assert file.headers["content-type"] == "text/csv; charset=utf-8"
    rows = list(csv.DictReader(io.StringIO(file.text)))
    assert [(row["source"], row["memo"], row["amount"]) for row in rows] == [
        ("T-1", "", "100.00"),
        ("'=1+1", "'@SUM(A1)", "0.01"),
    ]
    assert rows[0]["debit"] == "stripe-clearing/general"
    assert [note.subject for note in books.notes("exported")] == [f"{PAGE}/journal.csv"]


class TestYears:
    """Fiscal years of this calendar."""

    @pytest.fixture
    def years(self, desks: Desks) -> Desks:
        """Gifts and a fee in the year before, a gift and a fee in this one."""
        before = date(TODAY.year - 1, 6, 15)
        for entry in (
            gift("T-1", before),
            fee("T-2", before, 320),
            gift("T-3", before, 5_000, fund=SECURITY),
            gift("T-4", TODAY, 7_000, fund=SECURITY),
            fee("T-5", TODAY, 100),
        ):
            desks.story.post(entry)
        return desks

    def test_income_begins_at_nothing_and_the_years_before_are_brought_forward(
        self, years: Desks, vera: Colleague
    ) -> None:
        page = words(vera.get(f"{YEARS}/{TODAY.year}").text)

        assert "stripe clearing asset $96.80 $1.00 $95.80" in page
        assert "net assets of earlier years $96.80 $96.80" in page
        assert "processing fees expense $0.00 $1.00 $1.00" in page
        assert "contributions income $0.00 $70.00 $70.00" in page
        assert "USD $71.00 $71.00 $216.80 $216.80" in page

    def test_the_statement_of_activities_keeps_the_restricted_apart(
        self, years: Desks, vera: Colleague
    ) -> None:
        page = words(vera.get(f"{YEARS}/{TODAY.year}/activities").text)

        assert "Contributions $0.00 $70.00 $70.00" in page
        assert "Processing fees $1.00 $0.00 $1.00" in page
        assert "Change in net assets -$1.00 $70.00 $69.00" in page
        assert "Net assets at the beginning $96.80 $50.00 $146.80" in page
        assert "Net assets at the end $95.80 $120.00 $215.80" in page

    def test_the_same_as_a_file(self, years: Desks, femi: Colleague) -> None:
        file = femi.get(f"{YEARS}/{TODAY.year}/activities.csv").text

        assert file.splitlines()[0].startswith("line,without donor restrictions")
        assert "Net assets at the end,95.80,120.00,215.80,USD" in file
        journal = femi.get(f"{YEARS}/{TODAY.year - 1}/journal.csv").text
        assert len(journal.splitlines()) == 4

    @pytest.mark.parametrize("year", ["0", "1", "9999", "x"])
    def test_a_year_out_of_this_world_is_not_found(self, vera: Colleague, year: str) -> None:
        assert vera.get(f"{YEARS}/{year}").status_code == 404


def test_empty_books_say_so(desks: Desks, vera: Colleague) -> None:
    assert "Nothing is in the books yet." in vera.get(HOME).text
    assert "Nothing is in the books." in vera.get(PAGE).text
    assert "Nothing is in the books of this year." in vera.get(f"{YEARS}/2026/activities").text


def test_a_fund_gets_its_restriction_at_its_desk(desks: Desks, ada: Colleague) -> None:
    home = "/admin/desk/funds"
    texts = {"name": "Jubilee", "summary": "For 2099.", "description": "Kept.", "goal": ""}
    added = ada.act(
        f"{home}/add", **texts, slug="jubilee", currency="USD", purpose="",
        restricted_until="2099-12-31",
    )  # fmt: skip
    page = added.headers["location"]
    assert "31 December 2099" in ada.get(page).text
    assert "Kept until 31 December 2099" in ada.get("/funds/jubilee").text

    ada.act(f"{page}/restrict", purpose="A party", restricted_until="2099-11-30")
    assert "A party until 30 November 2099" in words(ada.get(home).text)
    fund_id = int(page.rsplit("/", 1)[1])
    desks.story.post(gift("T-1", TODAY, fund=FundKey(fund_id, "jubilee")))

    assert f"{page}/restrict" not in ada.get(page).text
    assert "so that stays" in told(ada.act(f"{page}/restrict", purpose=""))
