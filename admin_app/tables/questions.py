"""Tables of questions, and of what staff noted about applications."""

from __future__ import annotations

from admin_app.tables.filters import Choice
from admin_app.tables.table import Table
from sponsorship.questions.models import Question
from sponsorship.review.models import Assignment, ReviewNote


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


tables = (Questions, Assignments, ReviewNotes)
