"""Texts of contracts are read by six rules, and nothing that is filled in is read again."""

from __future__ import annotations

import pytest

from sponsorship.documents import wording
from sponsorship.documents.content import DocumentKind
from sponsorship.documents.rendering import TypstRenderer
from sponsorship.errors import Invalid
from tests.documents.samples import make_contract
from tests.documents.test_document_pages import text_of

TEXT = """For **{{ who }}**,
as agreed.

# Fee

The fee is **all** of it.
- bank transfer
  to our account
- a *cheque*
1. first
2. then
"""
KNOWN = {"who": "whom it is for"}
HOSTILE = '**{{ fee }}** #eval("1") $x$ <b> @ref /* _x_ `y` \\\\n'


def test_a_text_is_read_into_sections_passages_and_runs() -> None:
    wording.check(TEXT, KNOWN)
    opening, fee = wording.read(TEXT)
    assert (opening.title, opening.passages[0].plain) == ("", ("For {{ who }}, as agreed.",))
    assert [run.is_bold for run in opening.passages[0].items[0]] == [False, True, False]
    assert (fee.title, [(one.kind.value, one.plain) for one in fee.passages]) == (
        "Fee",
        [
            ("paragraph", ("The fee is all of it.",)),
            ("bullets", ("bank transfer to our account", "a *cheque*")),
            ("numbers", ("first", "then")),
        ],
    )


def test_what_is_filled_in_is_never_read_again() -> None:
    [opening, _] = wording.fill(wording.read(TEXT), {"who": HOSTILE})
    assert [run.text for run in opening.passages[0].items[0]] == ["For ", HOSTILE, ", as agreed."]


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("# Fee\n\n{{ price }}",
         "Line 3: there is no placeholder “price” here. These exist: who."),
        ("# Fee\n{{ who", "Line 2: a placeholder is written like {{ sponsor_name }}, on one line;"
                          " here braces are left over."),
        ("# Fee\n\nOne **bold", "Line 3: two stars begin what is bold, and two end it."),
        ("## Fee\nWords", "Line 1: a heading is written like “# Fee”, with one mark."),
        ("Words", "Please give the text a heading, like “# Sponsorship”."),
        ("# Fee\n# Term\nWords", "There is no text under the heading “Fee”."),
        (" ", "Please write the text, with at most 100,000 letters."),
    ],
)  # fmt: skip
def test_a_text_that_could_not_be_printed_as_meant_is_refused(text: str, sentence: str) -> None:
    with pytest.raises(Invalid) as refused:
        wording.check(text, KNOWN)
    assert (refused.value.field, str(refused.value)) == ("text", sentence)


def test_markup_in_a_text_is_printed_as_it_stands(renderer: TypstRenderer) -> None:
    text = TEXT + '\n#eval("1+1") and \\\\$x^2$ <label> @ref *stars*'
    sections = wording.fill(wording.read(text), {"who": HOSTILE})
    contract = make_contract(sections=sections, particulars="Two #strong[booths].", recitals=())
    printed = text_of(renderer.render(DocumentKind.CONTRACT, contract))
    for words in ('#eval("1+1") and', "<label> @ref *stars*", "**{{ fee }}**", "#strong[booths]"):
        assert words in printed
    assert "1. Fee" in printed
    assert "2. Agreed for this contract" in printed
