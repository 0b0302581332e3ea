"""Tables of what came from another system."""

from __future__ import annotations

from admin_app.tables.filters import Choice, Days
from admin_app.tables.table import Table
from sponsorship.importing.models import Counterpart, ImportLine, ImportRun


class ImportRuns(Table, model=ImportRun):
    name_plural = "Imports"
    column_list = ("id", "source", "file_name", "begun_at", "ended_at", "begun_by")
    filters = (Days(ImportRun.begun_at),)


class ImportLines(Table, model=ImportLine):
    name_plural = "Lines of imports"
    column_list = ("run_id", "model", "number", "name", "outcome", "sentence")
    column_searchable_list = ("model", "number", "name", "sentence")
    filters = (Choice(ImportLine.outcome),)


class Counterparts(Table, model=Counterpart):
    name_plural = "Counterparts elsewhere"
    column_list = ("source", "model", "number", "table_name", "row_id", "run_id")
    column_searchable_list = ("model", "table_name")


tables = (ImportRuns, ImportLines, Counterparts)
"""In the order of their pages."""
