"""Postings in closed months, months out of turn, and months reopened by one person."""

from __future__ import annotations

from collections.abc import Iterator

from tests.database.hostile import FOREIGN_KEY, Attack, attack
from tests.database.world import AT, closed, month, new

DECEMBER = "WHERE id = 202512"
OPEN = "status = 'open', reopened_by = 'Kushal', reopened_at = '" + AT + "', reopened_by_id = "


def request(staff: str = "1", where: str = DECEMBER) -> str:
    """The UPDATE by which somebody asks for a closed month to be reopened."""
    return (
        f"UPDATE accounting_period SET reopen_requested_by = 'Ewa', reopen_requested_by_id = {staff},"
        f" reopen_requested_at = '{AT}', reopen_reason = 'A late bill' {where}"
    )


def approval(staff: str = "2", where: str = DECEMBER) -> str:
    """The UPDATE by which somebody agrees."""
    return f"UPDATE accounting_period SET {OPEN}{staff} {where}"


def attacks() -> Iterator[Attack]:
    yield from _postings()
    yield from _turns()
    yield from _reopening()
    yield from _traces()


def _postings() -> Iterator[Attack]:
    why = "guard: journal_entry_after_the_closed_period"
    for day in ("2025-12-31", "2025-11-15", "2024-02-29"):
        late = new("journal_entry", posted_on=day)
        yield attack(f"post on {day}", why, late, new("posting"))
    for verb in ("INSERT OR IGNORE", "INSERT OR REPLACE", "INSERT OR FAIL"):
        late = new("journal_entry", verb, posted_on="2025-12-31")
        yield attack(f"{verb} on a closed day", why, late, only="sqlite")
    yield attack("a table of open months of one's own", why,
                 "CREATE TEMPORARY TABLE accounting_period (ends_on date, status text)",
                 new("journal_entry", posted_on="2025-12-31"), only="postgresql")  # fmt: skip
    yield attack("post with an older view of the months", why,
                 "SET TRANSACTION ISOLATION LEVEL REPEATABLE READ",
                 new("journal_entry"), new("posting"), only="postgresql")  # fmt: skip


def _turns() -> Iterator[Attack]:
    follows = "guard: accounting_period_follows_the_last"
    yield attack("leave a month out", follows, month(2026, 2))
    yield attack("a month before the first", follows, month(2025, 1))
    yield attack("a month born closed", "guard: accounting_period_begins_open",
                 month(2026, 1, status="closed", closed_by="me", closed_at=AT))  # fmt: skip
    yield attack("close out of turn", "guard: accounting_period_closes_in_order",
                 month(2026, 1), month(2026, 2), closed(202602))  # fmt: skip
    for name, wrong in (
        ("half a month", {"ends_on": "2026-01-15"}),
        ("a month of two", {"ends_on": "2026-02-28", "next_starts_on": "2026-03-01"}),
        ("a month under another's number", {"id": 202602}),
        ("a month that leads into itself", {"next_starts_on": "2026-01-31"}),
    ):
        yield attack(name, "ck_accounting_period_one_month", month(2026, 1, **wrong))
    yield attack("closed by nobody", "closed_by_somebody", month(2026, 1),
                 "UPDATE accounting_period SET status = 'closed' WHERE id = 202601")  # fmt: skip


def _reopening() -> Iterator[Attack]:
    by_two = "guard: accounting_period_reopened_by_two"
    either = f"{by_two}|reopened_by_two"
    status = f"UPDATE accounting_period SET status = 'open' {DECEMBER}"
    yield attack("reopen a month alone", by_two, status)
    yield attack("reopen a month that nobody asked for", either, approval())
    yield attack("ask and reopen in one", by_two,
                 request().replace("SET ", f"SET {OPEN}2, "))  # fmt: skip
    yield attack("approve one's own request", either, request(), approval("1"))
    yield attack("approve as nobody", by_two, request(), approval("NULL"))
    yield attack("ask as nobody", "request_is_whole", request("NULL"))
    yield attack("ask as somebody unknown", FOREIGN_KEY, request("77"))
    november = "WHERE id = 202511"
    yield attack("reopen a month before a closed one", by_two,
                 request(where=november), approval(where=november))  # fmt: skip
    yield attack("close without forgetting the request", "guard: accounting_period_closes_in_order",
                 request(), approval(),
                 closed(202512).replace("WHERE", ", reopened_by = NULL, reopened_by_id = NULL,"
                                        " reopened_at = NULL WHERE"))  # fmt: skip
    yield attack("close and keep the approval", "closed_by_somebody|closes_in_order",
                 request(), approval(), closed(202512))  # fmt: skip


def _traces() -> Iterator[Attack]:
    for change in ("closed_by = 'nobody'", "closed_at = '2026-03-09T15:00:00.000000Z'",
                   "last_entry_id = 1"):  # fmt: skip
        yield attack(f"accounting_period with {change}", "guard: accounting_period_closing_frozen",
                     f"UPDATE accounting_period SET {change} {DECEMBER}")  # fmt: skip
    yield attack("an approval in advance", "guard: accounting_period_approval_frozen",
                 f"UPDATE accounting_period SET reopened_by_id = 2 {DECEMBER}")  # fmt: skip
    yield attack("an approval exchanged", "guard: accounting_period_approval_frozen",
                 request(), approval(),
                 f"UPDATE accounting_period SET reopened_by = 'Ewa' {DECEMBER}")  # fmt: skip
    yield attack("the one who asked exchanged", "guard: accounting_period_request_frozen",
                 request(), request("2"))  # fmt: skip
    yield attack("the reason exchanged", "guard: accounting_period_request_frozen", request(),
                 f"UPDATE accounting_period SET reopen_reason = 'None' {DECEMBER}")  # fmt: skip
    for change in ("ends_on = '2025-12-30'", "next_starts_on = '2026-01-02'", "id = 202601",
                   "starts_on = '2025-12-02'"):  # fmt: skip
        yield attack(f"accounting_period with {change}",
                     "guard: accounting_period_frozen|one_month",
                     f"UPDATE accounting_period SET {change} {DECEMBER}")  # fmt: skip
    yield attack("a restriction in time changed", "guard: fund_frozen_by_its_books",
                 "UPDATE fund SET restriction = 'time', restricted_until = '2026-12-31'"
                 " WHERE id = 1")  # fmt: skip
    for name, facts in (
        ("a time that never ends", {"restriction": "time"}),
        ("a time for free money", {"restriction": "none", "restricted_until": "2026-12-31"}),
    ):
        yield attack(name, "until_if_time", new("fund", **facts))
