"""Contracts as staff draw them up: revisions, what changed between them, PDF and Word file."""

from __future__ import annotations

import io
import zipfile

import docx
import pytest

from sponsorship.contracts.comparison import differences
from sponsorship.contracts.models import ContractKind
from sponsorship.documents import operations as documents
from sponsorship.documents.models import Document
from sponsorship.documents.word_files import contract_as_word
from sponsorship.lifecycle import WrongState
from sponsorship.sponsorships import queries as applications
from sponsorship.sponsorships.models import Sponsorship
from sponsorship.workflows import contracting, sponsoring
from tests.admin_app.desks.desks import Colleague, Desks
from tests.documents.samples import make_contract, make_signature
from tests.programme.conftest import Public
from tests.programme.test_agreeing import written
from tests.stories.telling import STAFF, Story

HOME = "/admin/desk/contracts"
HOSTILE = '**{{ fee }}** #eval("1") <w:p/> & \x07\u202eltd'


def revise(story: Story, contract_id: int, particulars: str) -> int:
    with story.database.unit_of_work() as session:
        contract = session.get_one(type(story.contract(contract_id)), contract_id)
        return contracting.revise_contract(
            session, contract, particulars=particulars, foundation=story.foundation,
            at=story.now, by=STAFF,
        ).id  # fmt: skip


def test_case_45_each_save_of_a_draft_is_a_revision_and_nothing_else_is_saved(story: Story) -> None:
    first = story.approve(story.apply())
    second = revise(story, first.id, "Two booths.")
    third = story.contract(revise(story, second, ""))
    assert [story.contract(one).status.value for one in (first.id, second)] == ["superseded"] * 2
    assert (third.revision, third.status.value) == (3, "draft")
    assert written(story, second).particulars == "Two booths."
    for step in (story.send, story.sign):
        step(third)
        with pytest.raises(WrongState):
            revise(story, third.id, "One booth.")
    with pytest.raises(WrongState):
        revise(story, first.id, "An old one.")
    assert story.contract(third.id).revision == 3


def test_staff_see_what_changed_between_two_revisions(office: Desks, sumana: Colleague) -> None:
    contract = office.story.approve(office.story.apply())
    sumana.act(f"{HOME}/{contract.id}/change", particulars="Two booths <b>.\n\nNo lunch.")
    sumana.act("/admin/desk/clauses/1/change", title="Logo placement", text="Shown as handed in.")
    sumana.act(f"{HOME}/{contract.id + 1}/change", particulars="Three booths <b>.\n\nNo lunch.")
    page = sumana.get(f"{HOME}/{contract.id + 2}/changes").text
    assert "<del>Two</del> booths &lt;b&gt;" in page
    assert "<ins>Three</ins> booths" in page
    assert "Shown" in page
    assert "Fee and payment" not in page
    since_first = sumana.get(f"{HOME}/{contract.id + 2}/changes?since=1").text
    assert "<ins>Three booths &lt;b&gt;.\n\nNo lunch.</ins>" in since_first
    for wrong in (f"{contract.id}/changes", f"{contract.id + 2}/changes?since=9", "77/changes"):
        assert sumana.get(f"{HOME}/{wrong}").status_code == 404


def test_equal_contracts_differ_nowhere_and_what_is_gone_is_named() -> None:
    whole = make_contract()
    assert differences(whole, whole) == ()
    bare = make_contract(benefits=whole.benefits[1:], clauses=whole.clauses, revision=4)
    reference, gone = differences(whole, bare)
    assert [(one.words, one.is_changed) for one in reference.after][-1] == ("4", True)
    assert (gone.place, gone.after) == ("Benefits", ())
    assert gone.before[0].words.startswith(whole.benefits[0].name)


def test_case_48_and_50_each_sending_has_a_link_of_its_own_to_pdf_and_word_file(
    office: Desks, sumana: Colleague, public: Public
) -> None:
    """The letter carries the link; the files behind it are named by what kind of contract it is."""
    contract = office.story.send(office.story.approve(office.story.apply()))
    sumana.act(f"{HOME}/{contract.id}/nullify", reason="A typing error", confirmed="yes")
    again = office.story.send(office.story.contract(contract.id + 1))
    assert contract.public_token != again.public_token
    named = {}
    for ending in ("pdf", "docx"):
        answer = public(f"/contracts/{again.public_token}.{ending}")
        named[ending] = answer.headers["content-disposition"]
        assert answer.headers["cache-control"] == "no-store"
    name = f"contract-{again.reference.lower()}"
    assert f'"{name}.pdf"' in named["pdf"]
    assert f'"{name}.docx"' in named["docx"]
    assert public("/contracts/nobody.docx").status_code == 404
    assert sumana.get(f"{HOME}/{again.id}/contract.docx").content.startswith(b"PK")


def test_case_50_a_renewal_is_worded_and_named_as_one(story: Story) -> None:
    old = story.apply()
    story.approve(old)
    with story.database.unit_of_work() as session:
        before = applications.get(session, old.id)
        sponsoring.withdraw(
            session, before, reason="", foundation=story.foundation, at=story.now, by=STAFF
        )
        renewal = Sponsorship(
            sponsor_id=old.sponsor_id, program_year_id=old.program_year_id, tier_id=old.tier_id,
            renews_id=old.id, applied_at=story.now, list_price_minor=0, currency="USD",
            public_token="t",
        )  # fmt: skip
        session.add(renewal)
    contract = story.approve(renewal)
    assert contract.kind is ContractKind.RENEWAL
    content = written(story, contract.id)
    assert "took effect on 1 April 2026" in content.sections[0].passages[0].plain[0]
    assert content.title == "Sponsorship renewal agreement"
    with story.database.reading() as session:
        document = session.get_one(Document, contract.document_id)
    assert documents.file_name(document, "pdf") == "renewal-contract-c-2026-00002-1.pdf"


def test_a_word_file_says_what_the_contract_says_and_places_texts_as_texts() -> None:
    signature = make_signature("0" * 64)
    contract = make_contract(particulars=HOSTILE, signature=signature, tier_name=HOSTILE)
    file = contract_as_word(contract)
    word = docx.Document(io.BytesIO(file))
    told = "\n".join(one.text for one in word.paragraphs)
    assert '**{{ fee }}** #eval("1") <w:p/> & ltd' in told
    assert "Name: Ingrid Dahl" in told
    assert "Conference passes1, 2, Conference, 10 times" in told
    with zipfile.ZipFile(io.BytesIO(file)) as parts:
        assert b"&lt;w:p/&gt; &amp; ltd" in parts.read("word/document.xml")
