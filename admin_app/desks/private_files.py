"""Files that staff send along with an act: kept as they are, and given out as a download alone."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sponsorship.documents import operations as documents
from sponsorship.documents.models import FileKind, StoredFile
from sponsorship.errors import Invalid
from sponsorship.fulfilment.operations import LARGEST_FILE, PLAIN_BYTES

if TYPE_CHECKING:
    from admin_app.desks.frame import Act

UPLOADS = LARGEST_FILE + 2**20
"""More than a file may have, so that one that is too large is refused beside its field."""


def sent_along(one: Act[Any], field: str) -> StoredFile | None:
    """The file of that field, kept; None if there is none. Raises Invalid if it is empty or too large."""
    sent = one.form.upload(field)
    if sent is None:
        return None
    if not 0 < len(sent.content) <= LARGEST_FILE:
        raise Invalid(field, "Please choose a file of at most 10 MB.")
    return documents.store_file(
        one.session,
        FileKind.PRIVATE,
        sent.content,
        media_type=PLAIN_BYTES,
        original_name=sent.filename,
        by=str(one.by),
        at=one.at,
    )
