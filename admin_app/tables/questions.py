"""Tables of questions, of what staff noted about applications, and of those saved for later."""

from __future__ import annotations

from admin_app.tables.filters import Choice
from admin_app.tables.table import Table
from sponsorship.questions.models import Question
from sponsorship.review.models import Assignment, ReviewNote
from sponsorship.saved.models import SavedApplication


class Questions(Table, model=Question):
    name_plural = "Questions"
    column_list = ("reference", "name", "organisation", "asked_at", "status")
    column_searchable_list = ("name", "email", "organisation")
    filters = (Choice(Question.status),)


class Assignments(Table, model=Assignment):
    name_plural = "Assignments"
    column_list = ("sponsorship_id", "staff", "assigned_at", "assigned_by")


class ReviewNotes(Table, model=ReviewNote):
    name_plural = "Notes of staff"
    column_list = ("sponsorship_id", "text", "written_at", "written_by")
    column_searchable_list = ("text",)


class SavedApplications(Table, model=SavedApplication):
    name_plural = "Applications saved for later"
    column_list = ("id", "email", "saved_at", "expires_at")
    column_searchable_list = ("email",)


tables = (Questions, Assignments, ReviewNotes, SavedApplications)
