"""Making documents, and keeping files that others hand in."""

import hashlib
import json
import secrets
from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session, undefer

from sponsorship.database import Database
from sponsorship.documents.content import DocumentContent, DocumentKind
from sponsorship.documents.models import Document, FileKind, StoredFile
from sponsorship.documents.rendering import Attachment, MissingGlyph, Renderer, sha256_of
from sponsorship.errors import NotFound


@dataclass(frozen=True, slots=True)
class RenderedDocument:
    """The one PDF of a document."""

    id: int
    title: str
    filename: str
    pdf: bytes
    sha256: str


def make(
    session: Session,
    kind: DocumentKind,
    content: DocumentContent,
    *,
    title: str,
    at: datetime,
    attaches: Document | None = None,
) -> Document:
    """Keep the content of a document; its PDF is rendered from exactly this, once, when first needed."""
    document = Document(
        kind=kind,
        title=title,
        content=content.model_dump(mode="json"),
        attaches_id=attaches.id if attaches else None,
        made_at=at,
    )
    session.add(document)
    session.flush()  # whoever refers to the document needs its id
    return document


def rendered(
    database: Database, renderer: Renderer, document_id: int, *, at: datetime
) -> RenderedDocument:
    """The document's PDF, rendered now if it never was; the first rendering is kept for ever.

    Rendering happens outside of any transaction. Raises NotFound, Unavailable, or MissingGlyph for a
    contract: both sides sign its exact words. Any other document is owed whatever a name holds, and
    shows the mark � where no font has the letter.
    """
    with database.reading() as session:
        document = _get(session, document_id)
        if document.pdf is not None:
            return _as_rendered(document)
        content = document.kind.content_model.model_validate_json(json.dumps(document.content))
        attaches_id = document.attaches_id
    attachment = None
    if attaches_id is not None:
        original = rendered(database, renderer, attaches_id, at=at)
        attachment = Attachment(
            filename=original.filename,
            content=original.pdf,
            description=f"The document that was signed: {original.title}",
        )
    pdf = _printed(renderer, document.kind, content, attachment)
    with database.unit_of_work() as session:
        session.execute(
            sa.update(Document)
            .where(Document.id == document_id, Document.sha256.is_(None))
            .values(pdf=pdf, sha256=sha256_of(pdf), rendered_at=at)
        )
    with database.reading() as session:
        return _as_rendered(_get(session, document_id))


def _printed(
    renderer: Renderer, kind: DocumentKind, content: DocumentContent, attachment: Attachment | None
) -> bytes:
    while True:
        try:
            return renderer.render(kind, content, attachment=attachment)
        except MissingGlyph as missing:
            legible = missing.replaced_in(content)
            if kind is DocumentKind.CONTRACT or legible == content:
                raise
            content = legible


def store_file(
    session: Session,
    kind: FileKind,
    content: bytes,
    *,
    media_type: str,
    original_name: str,
    by: str,
    at: datetime,
    width: int | None = None,
    height: int | None = None,
) -> StoredFile:
    """Keep a file that was checked before; it gets an unguessable public name of its own."""
    stored = StoredFile(
        kind=kind,
        media_type=media_type,
        original_name=original_name[:200],
        sha256=hashlib.sha256(content).hexdigest(),
        width=width,
        height=height,
        uploaded_at=at,
        uploaded_by=by,
        public_token=secrets.token_urlsafe(24),
        bytes=content,
    )
    session.add(stored)
    session.flush()  # whoever refers to the file needs its id
    return stored


def file_by_token(session: Session, token: str) -> StoredFile:
    """The stored file of that public name, with its bytes; raises NotFound."""
    found = session.scalars(
        sa.select(StoredFile)
        .where(StoredFile.public_token == token)
        .options(undefer(StoredFile.bytes))
    ).one_or_none()
    if found is None:
        raise NotFound("file")
    return found


_WITH_PDF = (
    sa.select(Document).where(Document.id == sa.bindparam("id")).options(undefer(Document.pdf))
)


def _get(session: Session, document_id: int) -> Document:
    found = session.scalars(_WITH_PDF, {"id": document_id}).one_or_none()
    if found is None:
        raise NotFound("document")
    return found


def file_name(document: Document, ending: str) -> str:
    """What the document's file is called: its title in plain letters."""
    name = "".join(letter if letter.isalnum() else "-" for letter in document.title.lower())
    return f"{name.strip('-')}.{ending}"


def _as_rendered(document: Document) -> RenderedDocument:
    if document.pdf is None or document.sha256 is None:
        raise AssertionError("a document was rendered but not kept")
    return RenderedDocument(
        document.id, document.title, file_name(document, "pdf"), document.pdf, document.sha256
    )
