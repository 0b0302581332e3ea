"""Tables of what the system keeps about itself."""

from __future__ import annotations

from admin_app.tables.filters import Days
from admin_app.tables.table import Table
from sponsorship.audit import AuditNote
from sponsorship.jobs.models import JobTrouble, WorkerHeartbeat
from sponsorship.lifecycle import LifecycleMove, StatusChange
from sponsorship.numbering import NumberSeries
from sponsorship.selfcheck.models import SelfCheck
from sponsorship.stamps import Stamp
from sponsorship.vitals.models import VitalSign


class AuditNotes(Table, model=AuditNote):
    name_plural = "Audit notes"
    column_list = ("seq", "at", "by", "verb", "subject")
    column_searchable_list = ("by", "verb", "subject")
    filters = (Days(AuditNote.at, "Day"),)


class StatusChanges(Table, model=StatusChange):
    name_plural = "Moves of lifecycles"
    column_list = ("id", "machine", "subject_id", "verb", "from_status", "to_status", "at", "by")
    column_searchable_list = ("machine", "verb")
    filters = (Days(StatusChange.at, "Day"),)


class LifecycleMoves(Table, model=LifecycleMove):
    name_plural = "Allowed moves"
    column_list = ("machine", "from_status", "to_status")
    column_searchable_list = ("machine",)


class NumberSeriesTable(Table, model=NumberSeries):
    name_plural = "Number series"
    column_list = ("series", "year", "last")


class JobTroubles(Table, model=JobTrouble):
    name_plural = "Jobs in trouble"
    column_list = ("name", "key", "error", "tries", "last_failed_at", "next_try_at")
    column_searchable_list = ("name", "key")


class VitalSigns(Table, model=VitalSign):
    name_plural = "Vital signs"
    column_list = ("name", "last_at", "count", "note", "first_at")
    column_searchable_list = ("name",)


class WorkerHeartbeats(Table, model=WorkerHeartbeat):
    name_plural = "Workers"
    column_list = ("worker", "started_at", "beat_at", "relieved_by")


class SelfChecks(Table, model=SelfCheck):
    name_plural = "Self-checks"
    column_list = ("id", "begun_at", "finished_at", "broken_count")
    filters = (Days(SelfCheck.finished_at, "Day"),)


class Stamps(Table, model=Stamp):
    name_plural = "Stamps of the latest changes"
    column_list = ("id",)


tables = (
    AuditNotes,
    StatusChanges,
    LifecycleMoves,
    NumberSeriesTable,
    JobTroubles,
    SelfChecks,
    Stamps,
    VitalSigns,
    WorkerHeartbeats,
)
