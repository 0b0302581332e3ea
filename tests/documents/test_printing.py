"""What is owed goes out, whatever a name holds; what is signed says exactly what it says."""

from __future__ import annotations

from datetime import UTC, datetime
from io import BytesIO

import pytest
import sqlalchemy as sa
from pypdf import PdfReader

from sponsorship.database import Database
from sponsorship.documents import operations
from sponsorship.documents.content import DocumentContent, DocumentKind, InvoiceLine, Party
from sponsorship.documents.models import Document
from sponsorship.documents.rendering import MissingGlyph, TypstRenderer
from tests.documents.samples import make_contract, make_invoice, make_receipt

NOW = datetime(2026, 3, 2, 12, tzinfo=UTC)


def kept(database: Database, kind: DocumentKind, content: DocumentContent) -> int:
    with database.unit_of_work() as session:
        return operations.make(session, kind, content, title=f"A {kind}", at=NOW).id


def printed(database: Database, renderer: TypstRenderer, document_id: int) -> str:
    pdf = operations.rendered(database, renderer, document_id, at=NOW).pdf
    return " ".join(page.extract_text() for page in PdfReader(BytesIO(pdf)).pages)


def test_a_receipt_is_printed_for_a_name_that_no_font_has(
    database: Database, renderer: TypstRenderer
) -> None:
    donor = Party(name="Uwe 🦊 Ngawang བོད Schmidt")
    receipt = kept(database, DocumentKind.RECEIPT, make_receipt(donor=donor))
    assert "Uwe � Ngawang ��� Schmidt" in printed(database, renderer, receipt)
    with database.reading() as session:
        stored = session.scalars(sa.select(Document)).one()
        assert stored.content["donor"]["name"] == donor.name


def test_an_invoice_shows_what_it_can_in_every_line(
    database: Database, renderer: TypstRenderer
) -> None:
    lines = tuple(InvoiceLine(description=f"Cake {sign}", amount="$1.00") for sign in "🎂🍰")
    invoice = kept(database, DocumentKind.INVOICE, make_invoice(lines=lines))
    assert printed(database, renderer, invoice).count("Cake �") == 2


def test_a_contract_is_never_printed_otherwise_than_it_reads(
    database: Database, renderer: TypstRenderer
) -> None:
    contract = kept(
        database, DocumentKind.CONTRACT, make_contract(sponsor=Party(name="Fox 🦊 Ltd"))
    )
    with pytest.raises(MissingGlyph):
        operations.rendered(database, renderer, contract, at=NOW)
