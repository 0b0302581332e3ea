"""What the product does by the clock of the foundation's own time zone.

Knows names and hours alone: whoever only asks whether the work is done need not load what does it.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta


@dataclass(frozen=True, slots=True)
class Routine:
    """A job that the clock asks for, and how often it is due: silence for twice as long is an alarm."""

    name: str
    cron: str
    every: timedelta


WATCH_VITAL_SIGNS = "watch_vital_signs"
CHECK_EVERYTHING = "check_everything"
OFFER_FREE_PLACES = "offer_free_places"
FETCH_MISSED = "fetch_missed_events"
SWEEP_UNFINISHED = "sweep_unfinished"
LOOK_AT_ALL = "look_at_all_sponsorships"
EARN_REVENUE = "earn_revenue"
FORGET_OLD = "forget_old"
RECONCILE = "reconcile"
ISSUE_INSTALMENTS = "issue_instalments"
REMIND_OVERDUE = "remind_overdue"
REMIND_UNSIGNED = "remind_unsigned"
REMIND_ENDING = "remind_ending"
REMIND_ASSETS = "remind_assets"

HOUR, DAY = timedelta(hours=1), timedelta(days=1)
ROUTINES = (
    Routine(WATCH_VITAL_SIGNS, "*/5 * * * *", timedelta(minutes=5)),
    Routine(CHECK_EVERYTHING, "*/10 * * * *", timedelta(minutes=10)),
    Routine(OFFER_FREE_PLACES, "3-59/10 * * * *", timedelta(minutes=10)),
    Routine(FETCH_MISSED, "7 * * * *", HOUR),
    Routine(SWEEP_UNFINISHED, "37 * * * *", HOUR),
    Routine(LOOK_AT_ALL, "1 0 * * *", DAY),  # terms begin and end by the calendar alone
    Routine(EARN_REVENUE, "15 2 * * *", DAY),
    Routine(FORGET_OLD, "45 2 * * *", DAY),
    Routine(RECONCILE, "30 3 * * *", DAY),
    Routine(ISSUE_INSTALMENTS, "0 6 * * *", DAY),
    Routine(REMIND_OVERDUE, "0 9 * * *", DAY),
    Routine(REMIND_UNSIGNED, "5 9 * * *", DAY),
    Routine(REMIND_ENDING, "15 9 * * *", DAY),
    Routine(REMIND_ASSETS, "10 9 * * *", DAY),
)

PERIODS = {one.name: one.every for one in ROUTINES}
