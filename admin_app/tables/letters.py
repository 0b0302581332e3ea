"""Tables of letters and documents."""

from __future__ import annotations

from admin_app.tables.filters import Choice, Days
from admin_app.tables.table import Table
from sponsorship.documents.models import Document, StoredFile
from sponsorship.messages.models import Dispatch, Letter


class Letters(Table, model=Letter):
    name_plural = "Letters"
    column_list = ("template", "fact", "recipient_name", "recipient_email", "owed_at")
    column_searchable_list = ("recipient_name", "recipient_email", "template", "fact")
    filters = (Days(Letter.owed_at),)


class Dispatches(Table, model=Dispatch):
    name_plural = "Sendings of letters"
    column_list = (
        "id",
        "letter.template",
        "letter.recipient_email",
        "status",
        "sent_at",
        "attempts",
        "error",
    )
    column_searchable_list = ("letter.recipient_email",)
    filters = (Choice(Dispatch.status), Days(Dispatch.sent_at))


class Documents(Table, model=Document):
    name_plural = "Documents"
    column_list = ("title", "kind", "made_at", "rendered_at", "sha256")
    column_searchable_list = ("title",)
    filters = (Choice(Document.kind), Days(Document.made_at))


class StoredFiles(Table, model=StoredFile):
    name_plural = "Files handed in"
    column_list = ("original_name", "kind", "media_type", "uploaded_by", "uploaded_at")
    column_searchable_list = ("original_name",)
    filters = (Choice(StoredFile.kind),)


tables = (
    Letters,
    Dispatches,
    Documents,
    StoredFiles,
)
