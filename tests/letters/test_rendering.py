"""Every letter says what it should, and nothing that a stranger put into it."""

from __future__ import annotations

import os
import re
from dataclasses import replace
from datetime import date
from html.parser import HTMLParser
from pathlib import Path

import pytest
from jinja2 import UndefinedError
from pydantic import ValidationError

from sponsorship.messages.letters import (
    LETTERS,
    Answer,
    ContractSent,
    CreditNoteIssued,
    DonationPending,
    DonationReceived,
    InvoiceIssued,
    InvoiceOverdue,
    InvoicePaid,
    LetterContext,
    RecurringGiftCancelled,
    SponsorshipApplied,
)
from sponsorship.messages.letters_back import DonationRefunded
from sponsorship.messages.letters_to_sponsors import SponsorshipRejected
from sponsorship.messages.render import Rendered, render
from sponsorship.money import Money
from sponsorship.resources import letters_dir
from tests.letters.conftest import LETTERHEAD

APPROVED = Path(__file__).parent / "approved"
APPROVE = "SPONSORSHIP_TEST_APPROVE_LETTERS"
EVERY_LETTER = sorted(LETTERS)
HOSTILE = 'Zoë <b>O\'Neil</b> & "Sons"\r\nBcc: victim@example.org\r\n\r\n<script>x</script>'


class Outline(HTMLParser):
    """What matters of a page: its tags, links and visible text."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.links: list[str] = []
        self.language = ""
        self.text = ""
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        found = dict(attrs)
        if tag == "html":
            self.language = found.get("lang") or ""
        if tag == "a":
            self.links.append(found.get("href") or "")

    def handle_data(self, data: str) -> None:
        self.text += data


def written(letter: LetterContext, *, to: str = "Ada Lovelace") -> Rendered:
    return render(letter, recipient_name=to, letterhead=LETTERHEAD)


def changed(letter: LetterContext, **facts: object) -> LetterContext:
    """The letter with other facts, checked like any other."""
    return type(letter).model_validate({**letter.model_dump(), **facts})


@pytest.mark.parametrize("name", EVERY_LETTER)
def test_the_words_of_each_letter_are_the_approved_ones(name: str) -> None:
    """Set SPONSORSHIP_TEST_APPROVE_LETTERS=1 to approve the present words, then read the diff."""
    rendered = written(LETTERS[name].example())
    words = f"Subject: {rendered.subject}\n\n{rendered.text}"
    approved = APPROVED / f"{name}.txt"
    if os.environ.get(APPROVE):
        approved.write_text(words, encoding="utf-8")
    assert words == approved.read_text(encoding="utf-8")


def test_nothing_is_approved_that_is_never_sent() -> None:
    assert sorted(path.stem for path in APPROVED.iterdir()) == EVERY_LETTER


def test_each_letter_has_its_three_files_and_no_folder_is_left_over() -> None:
    folders = {path.name for path in letters_dir().iterdir()} - {"_layout"}
    assert folders == set(LETTERS)
    for name in folders:
        files = {path.name for path in (letters_dir() / name).iterdir()}
        assert files == {"subject.txt", "body.txt", "body.html"}


@pytest.mark.parametrize("name", EVERY_LETTER)
def test_both_parts_of_a_letter_lead_to_the_same_places(name: str) -> None:
    rendered = written(LETTERS[name].example())
    outline = Outline(rendered.html)
    assert (outline.language, outline.tags.count("h1")) == ("en", 1)
    addressed = set(re.findall(r"https?://donate\S+", rendered.text))
    assert {link for link in outline.links if not link.startswith("mailto:")} == addressed
    assert not re.search(r"src=|@import|url\(", rendered.html), "nothing is loaded from elsewhere"
    assert "prefers-color-scheme" in rendered.html
    for place in (rendered.text, outline.text):
        assert "No real money is involved" in place
        assert "Beaverton, OR 97008" in place


@pytest.mark.parametrize("name", EVERY_LETTER)
def test_a_letter_of_the_real_product_says_nothing_of_a_test(name: str) -> None:
    rendered = render(
        LETTERS[name].example(),
        recipient_name="",
        letterhead=replace(LETTERHEAD, is_sandbox=False, reply_to=""),
    )
    assert "test system" not in rendered.text + rendered.html
    assert rendered.text.startswith("Hello,\n")
    assert "Questions?" not in rendered.text


@pytest.mark.parametrize("name", EVERY_LETTER)
def test_a_letter_comes_back_from_the_database_as_it_went(name: str) -> None:
    letter = LETTERS[name].example()
    assert LETTERS[name].model_validate_json(letter.model_dump_json()) == letter


@pytest.mark.parametrize("name", EVERY_LETTER)
def test_hostile_facts_stay_harmless_in_each_letter(name: str) -> None:
    letter = LETTERS[name].example()
    texts = {
        field: HOSTILE
        for field, value in letter.model_dump().items()
        if isinstance(value, str) and not value.startswith("http") and field != "interval"
    }
    if "answers" in type(letter).model_fields:
        texts["answers"] = (Answer(label=HOSTILE, text=HOSTILE),)  # type: ignore[assignment]
    rendered = written(changed(letter, **texts), to=HOSTILE)
    assert "\n" not in rendered.subject
    assert "\r" not in rendered.subject + rendered.text
    outline = Outline(rendered.html)
    assert not {"script", "b"} & set(outline.tags)
    assert "&amp;" not in rendered.text
    assert "&lt;" not in rendered.subject + rendered.text


def test_names_keep_their_letters_in_both_parts() -> None:
    letter = changed(SponsorshipRejected.example(), sponsor_name='Müller & Söhne "Ост" <東京>')
    rendered = written(letter, to="Zoë O'Neil")
    assert 'Müller & Söhne "Ост" <東京>' in rendered.text
    assert "Zoë O'Neil" in rendered.text
    assert 'Müller & Söhne "Ост" <東京>' in Outline(rendered.html).text
    assert 'Müller & Söhne "Ост" <東京>' in rendered.subject


@pytest.mark.parametrize(
    "name", ["Win money at https://evil.example", "www.evil.example", "a@evil.example", "x" * 101]
)
def test_a_name_that_carries_a_link_is_not_repeated_to_a_stranger(name: str) -> None:
    rendered = written(DonationReceived.example(), to=name)
    assert "Hello,\n" in rendered.text
    assert "evil" not in rendered.text + rendered.html


def test_a_right_to_left_override_is_taken_out() -> None:
    rendered = written(DonationReceived.example(), to="Ada \u202egnp.exe\u2069")
    assert "Dear Ada gnp.exe," in rendered.text


def test_a_template_that_asks_for_an_unknown_fact_fails_loudly() -> None:
    class Stranger(LetterContext):
        """Knows nothing of amounts."""

    Stranger.template = "donation_received"
    with pytest.raises(UndefinedError, match="amount"):
        written(Stranger())


def test_a_fact_that_no_letter_knows_is_refused() -> None:
    with pytest.raises(ValidationError, match="amonut"):
        DonationReceived.model_validate({**DonationReceived.example().model_dump(), "amonut": 1})


@pytest.mark.parametrize(
    "link", ["javascript:alert(1)", "data:text/html,x", 'https://x.example/"onclick', "//x.example"]
)
def test_a_link_leads_to_the_web_and_nowhere_else(link: str) -> None:
    with pytest.raises(ValidationError):
        changed(ContractSent.example(), sign_link=link)


def test_amounts_are_shown_in_their_own_currency() -> None:
    yen = written(changed(DonationPending.example(), amount=Money(5000, "JPY")))
    dinar = written(changed(DonationPending.example(), amount=Money(12345, "KWD")))
    assert "¥5,000" in yen.subject
    assert "12.345" in dinar.subject


def test_a_whole_refund_revokes_the_receipt_and_a_partial_one_corrects_it() -> None:
    part = written(DonationRefunded.example())
    nothing = {"kept": Money.zero("USD"), "new_receipt": "", "receipt_link": None}
    whole = written(changed(DonationRefunded.example(), refunded=Money(10_000, "USD"), **nothing))
    last = written(changed(DonationRefunded.example(), **nothing))
    words = " ".join(part.text.split())
    assert "It is for the $60.00 that stay, and replaces receipt R-2026-00123" in words
    assert "the last $40.00 of your gift of $100.00" in " ".join(last.text.split())
    assert "no longer valid" in whole.text
    assert "Your gift was returned" in whole.html


@pytest.mark.parametrize(
    ("letter", "says"),
    [
        (changed(DonationPending.example(), expected_by=None), "Please do not pay again"),
        (changed(DonationReceived.example(), manage_link=None, tribute=""), "is attached as a PDF"),
        (changed(ContractSent.example(), is_revision=True), "takes the place of the one"),
        (changed(InvoicePaid.example(), left=Money(100, "USD")), "$1.00 of this invoice is still"),
        (changed(CreditNoteIssued.example(), left=Money(0, "USD")), "Nothing remains to be paid"),
        (changed(InvoiceOverdue.example(), days_overdue=1), "1 day ago"),
        (changed(InvoiceIssued.example(), bank_details="", purchase_order=""), "Pay online"),
        (changed(SponsorshipApplied.example(), fee=None, answers=()), "This is what you sent us"),
        (
            changed(RecurringGiftCancelled.example(), is_after_failed_payments=True),
            "We tried several times",
        ),
    ],
    ids=lambda value: value.template if isinstance(value, LetterContext) else "",
)
def test_a_letter_fits_the_other_case_as_well(letter: LetterContext, says: str) -> None:
    rendered = written(letter)
    assert says in " ".join(rendered.text.split())
    assert says in " ".join(Outline(rendered.html).text.split())


def test_answers_of_several_lines_keep_them() -> None:
    rendered = written(SponsorshipApplied.example())
    assert "    We have built on Python since 2009.\n    It is time" in rendered.text
    assert "since 2009.<br>It is time" in rendered.html


def test_long_lines_are_wrapped_but_links_are_not_broken() -> None:
    link = "https://donate.example.org/contracts/" + "a" * 120
    rendered = written(changed(ContractSent.example(), sign_link=link, sign_by=date(2026, 12, 31)))
    assert f"\n{link}\n" in rendered.text
    assert all(len(line) <= 72 for line in rendered.text.split("\n") if line != link)
