"""Table of questions."""

from __future__ import annotations

from admin_app.tables.filters import Choice
from admin_app.tables.table import Table
from sponsorship.questions.models import Question


class Questions(Table, model=Question):
    name_plural = "Questions"
    column_list = ("reference", "name", "organisation", "asked_at", "status")
    column_searchable_list = ("name", "email", "organisation")
    filters = (Choice(Question.status),)


tables = (Questions,)
