"""Tables of letters and documents."""

from __future__ import annotations

from admin_app.tables.filters import Choice, Days
from admin_app.tables.table import Table
from sponsorship.documents.models import Document, StoredFile
from sponsorship.mailings.models import Addressee, Mailing, StandingLetter
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


class StandingLetters(Table, model=StandingLetter):
    name_plural = "Standing letters"
    column_list = ("name", "subject", "created_at", "created_by", "archived_at")
    column_searchable_list = ("name", "subject")


class Mailings(Table, model=Mailing):
    name_plural = "Letters to sponsors"
    column_list = ("id", "subject", "topic", "roles", "sent_at", "sent_by")
    column_searchable_list = ("subject",)
    filters = (Choice(Mailing.topic), Days(Mailing.sent_at))


class Addressees(Table, model=Addressee):
    name_plural = "Whom letters to sponsors were for"
    column_list = ("id", "mailing.subject", "sponsorship_id", "name", "email", "skipped")
    column_searchable_list = ("name", "email")
    filters = (Choice(Addressee.skipped),)


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
    StandingLetters,
    Mailings,
    Addressees,
    Documents,
    StoredFiles,
)
