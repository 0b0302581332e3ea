"""A contract as a Word file, for those who read or mark it there. What is signed is the PDF.

Texts are put into runs, never into markup; letters that XML cannot hold are left out.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from io import BytesIO

import docx
from docx.document import Document as WordDocument
from docx.shared import Mm, Pt
from docx.text.paragraph import Paragraph

from sponsorship.documents.content import (
    ContractContent,
    Party,
    Passage,
    PassageKind,
    SignatureBlock,
)

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_UNWRITABLE = re.compile(
    "[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]|[\u202a-\u202e\u2066-\u2069]"
)
_STYLES = {PassageKind.BULLETS: "List Bullet", PassageKind.NUMBERS: "List Number"}


def contract_as_word(content: ContractContent) -> bytes:
    """The same words as in the contract's PDF."""
    word = docx.Document()
    word.styles["Normal"].font.size = Pt(10.5)
    for section in word.sections:
        section.left_margin = section.right_margin = Mm(23)
    title = content.title
    word.core_properties.title = _clean(f"{title} {content.reference}")
    word.core_properties.author = _clean(content.foundation.name)
    word.core_properties.created = content.created_at.replace(tzinfo=None)
    if content.is_specimen:
        _say(word.add_paragraph(), content.specimen_notice, is_bold=True)
    word.add_heading(_clean(title), level=0)
    _line(
        word, f"{content.reference}, revision {content.revision}, drawn up on {content.drafted_on}"
    )
    _parties(word, content)
    _facts(
        word,
        (
            ("Programme", content.programme),
            ("Tier", content.tier_name),
            ("Fee", content.agreed_fee),
            ("Term", f"{content.starts_on} to {content.ends_on}"),
            ("Payment", f"Due {content.payment_terms}"),
        ),
    )
    _text(word, content)
    _signatures(word, content)
    _schedules(word, content)
    kept = BytesIO()
    word.save(kept)
    return kept.getvalue()


def _clean(text: str) -> str:
    return _UNWRITABLE.sub("", text)


def _say(paragraph: Paragraph, text: str, *, is_bold: bool = False) -> None:
    run = paragraph.add_run(_clean(text))
    run.bold = is_bold


def _line(word: WordDocument, text: str, style: str | None = None) -> None:
    _say(word.add_paragraph(style=style), text)


def _parties(word: WordDocument, content: ContractContent) -> None:
    table = word.add_table(rows=1, cols=2)
    sides: tuple[tuple[str, Party, str], ...] = (
        ("The Foundation", content.foundation, ""),
        ("The Sponsor", content.sponsor, content.contact_line),
    )
    for cell, (caption, party, contact) in zip(table.rows[0].cells, sides, strict=True):
        cell.paragraphs[0].add_run(caption).italic = True
        _say(cell.add_paragraph(), party.name, is_bold=True)
        tax = f"Tax ID: {party.tax_id}" if party.tax_id else ""
        person = f"Contact: {contact}" if contact else ""
        for line in (*party.lines, party.email, tax, person):
            if line:
                _say(cell.add_paragraph(), line)


def _facts(word: WordDocument, rows: Iterable[tuple[str, str]]) -> None:
    table = word.add_table(rows=0, cols=2, style="Light List")
    for label, value in rows:
        cells = table.add_row().cells
        _say(cells[0].paragraphs[0], label)
        _say(cells[1].paragraphs[0], value)


def _text(word: WordDocument, content: ContractContent) -> None:
    number = 0
    for section in content.sections:
        if section.title:
            number += 1
            word.add_heading(_clean(f"{number}. {section.title}"), level=2)
        for place, passage in enumerate(section.passages, start=1):
            _passage(word, passage, f"{number}.{place}  " if section.title else "")
    for recital in content.recitals:
        _line(word, recital)
    for term in content.terms:
        number += 1
        word.add_heading(_clean(f"{number}. {term.title}"), level=2)
        for place, part in enumerate(term.paragraphs, start=1):
            _line(word, f"{number}.{place}  {part}")
    if content.particulars:
        word.add_heading(f"{number + 1}. Agreed for this contract", level=2)
        for part in content.particulars.split("\n\n"):
            _line(word, part)


def _passage(word: WordDocument, passage: Passage, number: str) -> None:
    style = _STYLES.get(passage.kind)
    for item in passage.items:
        paragraph = word.add_paragraph(number if style is None else "", style=style)
        for run in item:
            _say(paragraph, run.text, is_bold=run.is_bold)


def _signatures(word: WordDocument, content: ContractContent) -> None:
    word.add_heading("Signatures", level=2)
    signed = content.signature
    _signed_by(word, "For the Foundation", content.foundation.name, _ours(content, signed))
    _signed_by(word, "For the Sponsor", content.sponsor.name, _theirs(signed))


def _ours(content: ContractContent, signed: SignatureBlock | None) -> tuple[str, str, str]:
    if signed is None:
        return content.signatory_name, content.signatory_title, ""
    return signed.countersigned_by, signed.countersigner_title, signed.countersigned_at


def _theirs(signed: SignatureBlock | None) -> tuple[str, str, str]:
    if signed is None:
        return "", "", ""
    return signed.signer_name, signed.signer_title, signed.signed_at


def _signed_by(word: WordDocument, caption: str, who: str, facts: tuple[str, str, str]) -> None:
    _say(word.add_paragraph(), f"{caption}: {who}", is_bold=True)
    for label, value in zip(("Name", "Title", "Date"), facts, strict=True):
        _line(word, f"{label}: {value or '____________________'}")


def _schedules(word: WordDocument, content: ContractContent) -> None:
    if content.benefits:
        schedule = word.add_heading("Schedule A: Benefits", level=1)
        schedule.paragraph_format.page_break_before = True
    for benefit in content.benefits:
        paragraph = word.add_paragraph(style="List Bullet")
        _say(paragraph, benefit.name, is_bold=True)
        if benefit.clause_numbers:
            numbers = paragraph.add_run(", ".join(str(one) for one in benefit.clause_numbers))
            numbers.font.superscript = True
        more = [benefit.programme, f"{benefit.quantity} times" if benefit.quantity else ""]
        _say(paragraph, "".join(f", {part}" for part in more if part))
        if benefit.description:
            _say(paragraph, f". {benefit.description}")
    if content.clauses:
        word.add_heading("Schedule B: Clauses for particular benefits", level=1)
    for clause in content.clauses:
        _say(word.add_paragraph(), f"{clause.number}. {clause.title}", is_bold=True)
        for part in clause.text.split("\n\n"):
            _line(word, part)
