"""What a reader, a screen reader and an archive find in the files."""

from __future__ import annotations

import re
from io import BytesIO
from typing import Any, cast

import pytest
from pydantic import BaseModel
from pypdf import PdfReader, mult

from sponsorship.documents.content import (
    BenefitLine,
    ClauseText,
    DocumentContent,
    DocumentKind,
    InvoiceLine,
    Party,
    ReturnedBenefit,
)
from sponsorship.documents.rendering import (
    Attachment,
    MissingGlyph,
    SignedFileDiffers,
    TypstRenderer,
    sha256_of,
)
from tests.documents.samples import (
    make_contract,
    make_credit_note,
    make_each_kind,
    make_invoice,
    make_receipt,
    make_signature,
)

KINDS = list(DocumentKind)

HOSTILE = (
    '#read("/etc/passwd")',
    "$x$",
    "*bold* _thin_",
    "<img src=file:///etc/passwd>",
    "@import",
    '#import "@preview/evil:1.0.0": *',
    r"back\slash \u{41} \textbf{x} \input{/etc/passwd}",
    "= Heading",
    '"]) #panic("now") ([',
    "// gone /* gone */",
    "{{ 7 * 7 }} {% x %}",
    "<label> ~ -- --- ... 'q' \"q\"",
)


def read(pdf: bytes) -> PdfReader:
    return PdfReader(BytesIO(pdf))


def text_of(pdf: bytes) -> str:
    """The words of all pages on one line."""
    return " ".join(" ".join(page.extract_text() for page in read(pdf).pages).split())


def letters_of(pdf: bytes) -> str:
    """The text without white space, because a long word may be broken over lines."""
    return re.sub(r"\s", "", text_of(pdf))


def catalogue_of(pdf: bytes) -> dict[str, Any]:
    return cast("dict[str, Any]", read(pdf).trailer["/Root"].get_object())


# --- What is printed ------------------------------------------------------------------------------


def test_a_contract_prints_parties_fee_terms_benefits_and_clauses(renderer: TypstRenderer) -> None:
    pdf = renderer.render(DocumentKind.CONTRACT, make_contract())
    text = text_of(pdf)
    for expected in (
        "Sponsorship agreement",
        "C-2027-000012, revision 3",
        "Open Software Foundation",
        "Blåbær Analytics AS",
        "Ingrid Dahl - +47 22 00 00 00 | ingrid@blabaer.example",
        "Visionary tier",
        "$45,000.00 (forty-five thousand US dollars)",
        "The fee is due within 30 days of the effective date",
        "the laws of the State of Delaware",
        "Schedule A: Benefits",
        "Logo on the sponsors page",
        "Schedule B: Clauses for particular benefits",
        "Unused passes lapse",
        "Grace Okafor",
        "Page 1 of 4",
    ):
        assert expected in text
    assert len(read(pdf).pages) == 4
    assert "Record of signature" not in text
    assert "renews the sponsorship agreement" not in text


def test_each_clause_is_printed_once_however_many_benefits_cite_it(
    renderer: TypstRenderer,
) -> None:
    text = text_of(renderer.render(DocumentKind.CONTRACT, make_contract()))
    assert text.count("Logo on the web site") == 1
    assert "10 1, 2" in text


def test_a_renewal_names_the_agreement_that_it_replaces(renderer: TypstRenderer) -> None:
    renewal = make_contract(is_renewal=True, previous_effective_date="1 April 2026")
    text = text_of(renderer.render(DocumentKind.CONTRACT, renewal))
    assert "Sponsorship renewal agreement" in text
    assert "that took effect on 1 April 2026" in text


def test_a_contract_without_benefits_or_clauses_has_no_schedules(renderer: TypstRenderer) -> None:
    bare = make_contract(benefits=(), clauses=(), recitals=(), terms=(), contact_line="")
    text = text_of(renderer.render(DocumentKind.CONTRACT, bare))
    assert "Schedule B" not in text
    assert "Contact:" not in text


def test_a_benefit_table_of_several_pages_repeats_its_head(renderer: TypstRenderer) -> None:
    benefits = tuple(
        BenefitLine(name=f"Benefit {n}", description="What it is. " * 20, clause_numbers=(1,))
        for n in range(40)
    )
    clause = ClauseText(number=1, title="Care", text="With care.")
    long = make_contract(benefits=benefits, clauses=(clause,))
    pages = [
        page.extract_text()
        for page in read(renderer.render(DocumentKind.CONTRACT, long)).pages
        if "Benefit " in page.extract_text()
    ]
    assert len(pages) >= 3
    assert all("Quantity" in page for page in pages)


def test_an_invoice_prints_what_is_owed_and_how_to_pay_it(renderer: TypstRenderer) -> None:
    pdf = renderer.render(DocumentKind.INVOICE, make_invoice())
    text = text_of(pdf)
    for expected in (
        "INV-2027-000031",
        "Due on 5 April 2027",
        "PO-88713",
        "Sponsorship Programme 2027, Visionary tier",
        "Total $45,000.00",
        "Paid so far $5,000.00",
        "Amount due $40,000.00",
        "https://foundation.example/invoices/3fJ9xQ2mT7",
        "Please state INV-2027-000031.",
    ):
        assert expected in text
    assert len(read(pdf).pages) == 1
    notes = cast("list[Any]", read(pdf).pages[0]["/Annots"])
    links = [note.get_object()["/A"]["/URI"] for note in notes]
    assert links == ["https://foundation.example/invoices/3fJ9xQ2mT7"]


def test_an_invoice_of_sixty_lines_keeps_its_total(renderer: TypstRenderer) -> None:
    lines = tuple(InvoiceLine(description=f"Add-on {n}", amount="$10.00") for n in range(60))
    pdf = renderer.render(DocumentKind.INVOICE, make_invoice(lines=lines, total="$600.00"))
    assert len(read(pdf).pages) > 1
    assert "Add-on 59" in text_of(pdf)
    assert "Total $600.00" in text_of(pdf)


def test_a_credit_note_names_its_invoice_and_its_reason(renderer: TypstRenderer) -> None:
    text = text_of(renderer.render(DocumentKind.CREDIT_NOTE, make_credit_note()))
    assert "CN-2027-000002" in text
    assert "reduces invoice INV-2027-000031 by $2,500.00" in text
    assert "The conference booth was withdrawn" in text


def test_a_receipt_says_that_nothing_was_given_in_return(renderer: TypstRenderer) -> None:
    text = text_of(renderer.render(DocumentKind.RECEIPT, make_receipt()))
    assert "R-2027-000451" in text
    assert "Tomasz Wiśniewski" in text
    assert "Tax ID: 04-3594598" in text
    assert "Date of gift 1 March 2027" in text
    assert "No goods or services were provided in exchange for this contribution." in text
    assert "restricted" not in text


def test_a_receipt_for_a_gift_with_a_benefit_says_what_may_be_deducted(
    renderer: TypstRenderer,
) -> None:
    dinner = ReturnedBenefit(
        description="One place at the anniversary dinner.",
        value="$85.00",
        deductible_amount="$165.00",
    )
    text = text_of(renderer.render(DocumentKind.RECEIPT, make_receipt(returned_benefit=dinner)))
    assert "One place at the anniversary dinner." in text
    assert "fair market value of what you received is $85.00" in text
    assert "excess of the contribution over that value: $165.00" in text
    assert "No goods or services" not in text


def test_a_receipt_for_a_restricted_gift_repeats_the_restriction(renderer: TypstRenderer) -> None:
    gift = make_receipt(
        is_restricted=True,
        fund_name="Security Developer-in-Residence",
        tribute="In memory of Ada Byron.",
        replaces_number="R-2027-000450",
    )
    text = text_of(renderer.render(DocumentKind.RECEIPT, gift))
    assert "Security Developer-in-Residence. It is restricted" in text
    assert "In memory of Ada Byron." in text
    assert "replaces receipt R-2027-000450" in text


def test_a_receipt_says_until_when_a_gift_is_restricted(renderer: TypstRenderer) -> None:
    day = "31 December 2027"
    kept = make_receipt(restricted_until=day, fund_name="Jubilee fund")
    tied = make_receipt(restricted_until=day, is_restricted=True, fund_name="Jubilee fund")

    text = text_of(renderer.render(DocumentKind.RECEIPT, kept))
    assert f"we keep it until {day}" in text
    assert "needed most afterwards" in text
    text = text_of(renderer.render(DocumentKind.RECEIPT, tied))
    assert f"for that purpose only until {day}" in text


@pytest.mark.parametrize("kind", KINDS)
def test_a_specimen_says_on_every_page_that_no_money_moved(
    renderer: TypstRenderer, kind: DocumentKind
) -> None:
    specimen = make_each_kind(is_specimen=True)[kind]
    for page in read(renderer.render(kind, specimen)).pages:
        assert "no real money was involved" in page.extract_text()
    assert "no real money" not in text_of(renderer.render(kind, make_each_kind()[kind]))


def test_paper_is_letter_unless_the_foundation_uses_a4(renderer: TypstRenderer) -> None:
    letter = read(renderer.render(DocumentKind.RECEIPT, make_receipt())).pages[0].mediabox
    a4 = read(renderer.render(DocumentKind.RECEIPT, make_receipt(paper="a4"))).pages[0].mediabox
    assert (round(letter.width), round(letter.height)) == (612, 792)
    assert (round(a4.width), round(a4.height)) == (595, 842)


# --- The signed contract --------------------------------------------------------------------------


def executed(signed: bytes) -> tuple[BaseModel, Attachment]:
    return (
        make_contract(signature=make_signature(sha256_of(signed))),
        Attachment(
            filename="C-2027-000012-signed.pdf",
            content=signed,
            description="The agreement as both parties signed it",
        ),
    )


def test_an_executed_contract_carries_the_very_file_that_was_signed(
    renderer: TypstRenderer,
) -> None:
    signed = renderer.render(DocumentKind.CONTRACT, make_contract())
    content, attachment = executed(signed)
    pdf = renderer.render(DocumentKind.CONTRACT, content, attachment=attachment)
    assert dict(read(pdf).attachments) == {"C-2027-000012-signed.pdf": [signed]}
    assert len(read(pdf).pages) == len(read(signed).pages) + 1
    text = text_of(pdf)
    assert "Record of signature" in text
    assert sha256_of(signed) in text
    assert "192.0.2.17" in text
    assert "I have read the agreement and I may sign it for Blåbær Analytics AS." in text


def test_an_executed_contract_without_the_signed_file_is_refused(renderer: TypstRenderer) -> None:
    content, _ = executed(b"%PDF-1.7 signed")
    with pytest.raises(SignedFileDiffers, match="C-2027-000012"):
        renderer.render(DocumentKind.CONTRACT, content)


def test_an_executed_contract_with_another_file_is_refused(renderer: TypstRenderer) -> None:
    content, _ = executed(b"%PDF-1.7 signed")
    _, other = executed(b"%PDF-1.7 another")
    with pytest.raises(SignedFileDiffers):
        renderer.render(DocumentKind.CONTRACT, content, attachment=other)


# --- Access and archive ---------------------------------------------------------------------------


def named_by(content: DocumentContent) -> str:
    """What tells one document of its kind from the others."""
    said = content.model_dump()
    return str(said.get("number") or said.get("reference") or said["title"])


@pytest.mark.parametrize("kind", KINDS)
def test_every_document_is_tagged_and_names_its_language_and_title(
    renderer: TypstRenderer, kind: DocumentKind
) -> None:
    pdf = renderer.render(kind, make_each_kind()[kind])
    catalogue = catalogue_of(pdf)
    assert catalogue["/Lang"] == "en"
    assert catalogue["/MarkInfo"]["/Marked"]
    assert "/StructTreeRoot" in catalogue
    assert catalogue["/ViewerPreferences"]["/DisplayDocTitle"]
    metadata = read(pdf).metadata
    assert metadata is not None
    assert metadata.title is not None
    assert named_by(make_each_kind()[kind]) in metadata.title
    assert metadata.author == "Open Software Foundation"


@pytest.mark.parametrize("kind", KINDS)
def test_every_document_declares_pdf_a_3a_and_pdf_ua_1(
    renderer: TypstRenderer, kind: DocumentKind
) -> None:
    pdf = renderer.render(kind, make_each_kind()[kind])
    xmp = catalogue_of(pdf)["/Metadata"].get_data().decode()
    assert "<pdfaid:part>3</pdfaid:part>" in xmp
    assert "<pdfaid:conformance>A</pdfaid:conformance>" in xmp
    assert "<pdfuaid:part>1</pdfuaid:part>" in xmp


@pytest.mark.parametrize("kind", KINDS)
def test_equal_content_gives_equal_bytes(kind: DocumentKind, renderer: TypstRenderer) -> None:
    elsewhere = TypstRenderer()
    try:
        again = elsewhere.render(kind, make_each_kind()[kind])
    finally:
        elsewhere.close()
    assert renderer.render(kind, make_each_kind()[kind]) == again


def test_the_file_is_dated_by_its_content(renderer: TypstRenderer) -> None:
    metadata = read(renderer.render(DocumentKind.RECEIPT, make_receipt())).metadata
    assert metadata is not None
    assert metadata.creation_date == make_receipt().created_at


# --- Hostile and foreign text ---------------------------------------------------------------------


@pytest.mark.parametrize("text", HOSTILE)
def test_markup_in_a_name_is_printed_as_it_stands(renderer: TypstRenderer, text: str) -> None:
    hostile = Party(name=text, lines=(text,), email=text, tax_id=text)
    contract = make_contract(
        sponsor=hostile,
        contact_line=text,
        programme=text,
        tier_name=text,
        benefits=(BenefitLine(name=text, description=text, programme=text, quantity=text),),
    )
    letters = letters_of(renderer.render(DocumentKind.CONTRACT, contract))
    assert letters.count(re.sub(r"\s", "", text)) >= 10
    assert "root:" not in letters


@pytest.mark.parametrize("kind", [DocumentKind.INVOICE, DocumentKind.CREDIT_NOTE])
def test_markup_in_a_billed_name_is_printed_as_it_stands(
    renderer: TypstRenderer, kind: DocumentKind
) -> None:
    hostile = Party(name=" ".join(HOSTILE))
    content = make_each_kind()[kind].model_copy(update={"bill_to": hostile, "note": HOSTILE[0]})
    letters = letters_of(renderer.render(kind, content))
    assert re.sub(r"\s", "", hostile.name) in letters
    assert letters.count('#read("/etc/passwd")') == 2


def test_a_name_of_five_thousand_letters_stays_on_the_page(renderer: TypstRenderer) -> None:
    name = "Aktiengesellschaft" * 277 + "Schlusswort"
    pdf = renderer.render(DocumentKind.RECEIPT, make_receipt(donor=Party(name=name)))
    assert "".join(re.findall("[A-Za-z]", letters_of(pdf))).count("gesellschaft") >= 270
    assert "Schlusswort" in letters_of(pdf)
    places: list[float] = []
    for page in read(pdf).pages:
        page.extract_text(visitor_text=lambda _, cm, tm, *__: places.append(mult(tm, cm)[4]))
    assert len(places) > 50
    assert max(places) < 612 - 23 / 25.4 * 72


def test_names_in_many_scripts_are_printed(renderer: TypstRenderer) -> None:
    names = (
        "Nguyễn Thị Ánh",
        "Ελένη Παπαδοπούλου",
        "Юлія Ковальчук",
        "שרה כהן",
        "محمد علي",
        "राज कुमार",
        "বাংলা",
        "தமிழ்",
        "สมชาย ใจดี",
        "Արմեն",
        "ნინო",
        "አበበ",
        "王小明",
        "山田太郎 やまだ タロウ",
        "김민수",
    )
    donor = Party(name="Many", lines=names)
    text = text_of(renderer.render(DocumentKind.RECEIPT, make_receipt(donor=donor)))
    for name in ("Nguyễn Thị Ánh", "Юлія Ковальчук", "王小明", "김민수"):
        assert name in text


def test_zero_width_marks_do_no_harm(renderer: TypstRenderer) -> None:
    donor = Party(name="\ufeffZe\u200bro\u200d Wi\u2060dth\u200f")
    letters = letters_of(renderer.render(DocumentKind.RECEIPT, make_receipt(donor=donor)))
    assert "\ufeff" not in letters
    assert "Zero" in letters.replace("\u200b", "")


def test_a_direction_override_cannot_turn_a_name_around(renderer: TypstRenderer) -> None:
    turned = make_receipt(donor=Party(name="\u202eAcme\u202c"))
    plain = make_receipt(donor=Party(name="Acme"))
    assert renderer.render(DocumentKind.RECEIPT, turned) == renderer.render(
        DocumentKind.RECEIPT, plain
    )


@pytest.mark.parametrize(
    ("name", "character", "shown"),
    [
        ("Party 🎉 Ltd", "🎉", "🎉 (U+1F389 PARTY POPPER)"),
        ("Tibet བོད", "བ", "བ (U+0F56 TIBETAN LETTER BA)"),
        ("Bell\x07", "\x07", "U+0007"),
        ("Nul\x00", "\x00", "U+0000"),
        ("Private \ue000", "\ue000", "U+E000"),
    ],
)
def test_a_character_without_a_glyph_is_named_with_its_place(
    renderer: TypstRenderer, name: str, character: str, shown: str
) -> None:
    with pytest.raises(MissingGlyph) as refusal:
        renderer.render(DocumentKind.RECEIPT, make_receipt(donor=Party(name=name)))
    assert refusal.value.characters[0].startswith(character)
    assert shown in str(refusal.value)
    assert refusal.value.field == "donor.name"


def test_a_missing_glyph_in_a_list_is_found_by_its_place(renderer: TypstRenderer) -> None:
    line = InvoiceLine(description="Cake 🎂", amount="$1.00")
    invoice = make_invoice(lines=(*make_invoice().lines, line))
    with pytest.raises(MissingGlyph) as refusal:
        renderer.render(DocumentKind.INVOICE, invoice)
    assert refusal.value.field == "lines.1.description"
