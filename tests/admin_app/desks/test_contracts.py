"""Contracts at their desk: look, send, record what was signed elsewhere, nullify."""

from __future__ import annotations

import hashlib
from datetime import timedelta

import pytest
import sqlalchemy as sa

from sponsorship.clock import utc_now
from sponsorship.contracts.models import Contract, ContractStatus
from sponsorship.documents.models import StoredFile
from sponsorship.invoicing.models import Invoice
from sponsorship.sponsorships.models import SponsorshipStatus
from tests.admin_app.desks.desks import Colleague, Desks, told

HOME = "/admin/desk/contracts"
PDF = b"%PDF-1.7\nsigned by both\n%%EOF\n"
SIGNED = {"signer_name": "Rosa Fox", "signer_title": "Director", "signed_on": "2026-03-01"}


def path(contract: Contract, act: str = "") -> str:
    return f"{HOME}/{contract.id}" + (f"/{act}" if act else "")


def drafted(desks: Desks) -> Contract:
    return desks.story.approve(desks.story.apply())


def files(content: bytes = PDF, name: str = "signed.pdf") -> dict[str, tuple[str, bytes, str]]:
    return {"signed_file": (name, content, "application/pdf")}


def test_the_pdf_is_what_is_sent(desks: Desks, sumana: Colleague) -> None:
    contract = drafted(desks)

    seen = sumana.get(path(contract, "contract.pdf"))
    answer = sumana.act(path(contract, "send"))

    assert seen.headers["content-type"] == "application/pdf"
    assert seen.headers["content-disposition"].startswith("inline")
    assert answer.status_code == 303
    assert told(sumana.get(path(contract))) == "Sent to Rosa Fox."
    after = desks.story.contract(contract.id)
    assert after.status is ContractStatus.AWAITING_SIGNATURE
    assert after.document.sha256 == hashlib.sha256(seen.content).hexdigest()
    assert desks.history(contract) == [f"sent by {sumana.actor}"]
    [letter] = desks.letters("contract_sent")
    assert letter.recipient_email == "rosa@foxhedgehog.example"
    assert letter.context["sign_link"].endswith(f"/contracts/{after.public_token}")
    [note] = desks.notes("sent_contract")
    assert note.changes[f"contract:{contract.id}"]["status"] == ["draft", "awaiting_signature"]


def test_a_contract_is_sent_once_however_often_the_form_is(desks: Desks, sumana: Colleague) -> None:
    contract = drafted(desks)
    form = sumana.opened(path(contract, "send"))

    answers = [sumana.post(path(contract, "send"), data=form) for _ in range(2)]

    assert [answer.status_code for answer in answers] == [303, 409]
    assert len(desks.letters("contract_sent")) == 1


def test_recording_the_signed_file_executes_the_contract_and_issues_the_invoice(
    desks: Desks, sumana: Colleague
) -> None:
    contract = desks.story.send(drafted(desks))

    answer = sumana.act(path(contract, "record"), files=files(), **SIGNED)

    assert answer.status_code == 303
    after = desks.story.contract(contract.id)
    assert after.status is ContractStatus.EXECUTED
    assert after.sponsorship.status is SponsorshipStatus.CONTRACTED
    kept = sumana.get(path(contract, "signed.pdf"))
    assert kept.content == PDF
    assert kept.headers["content-disposition"].startswith("attachment")
    [note] = desks.notes("recorded_execution")
    assert note.changes[f"contract:{contract.id}"]["status"] == [
        "awaiting_signature",
        "executed",
    ]
    [signature] = [what for name, what in note.changes.items() if name.startswith("signature")]
    assert signature["added"]["signer_name"] == "Rosa Fox"
    invoice = desks.story.invoice_of(after.sponsorship)
    assert desks.journal(invoice.number)[0] == f"DAY invoice_issued {invoice.number}"
    assert [one.recipient_email for one in desks.letters("invoice_issued")] == [
        "accounts@foxhedgehog.example"
    ]


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "This file is empty. Please choose the signed PDF."),
        (
            b"\x89PNG\r\n\x1a\n" + b"p" * 200,
            "This is not a PDF file. Please choose the signed PDF.",
        ),
        (b"%PDF-1.7\ncut off", "This is not a PDF file. Please choose the signed PDF."),
        (b"%PDF-1.7\n" + b"x" * 11 * 2**20 + b"%%EOF", "This file is larger than 10 MB."),
    ],
    ids=["empty", "a picture", "cut off", "11 MB"],
)
def test_a_file_that_is_not_a_whole_pdf_is_refused_in_place(
    desks: Desks, sumana: Colleague, content: bytes, sentence: str
) -> None:
    contract = desks.story.send(drafted(desks))

    answer = sumana.act(path(contract, "record"), files=files(content), **SIGNED)

    assert (answer.status_code, told(answer)) == (422, sentence)
    assert 'value="Rosa Fox"' in answer.text
    assert desks.story.contract(contract.id).status is ContractStatus.AWAITING_SIGNATURE
    assert desks.story.count(StoredFile) == 0
    assert desks.story.count(Invoice) == 0


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"signer_name": ""}, "Please fill in: Signed for the sponsor by."),
        ({"signer_name": "x" * 201}, "This is longer than 200 characters."),
        ({"signed_on": "yesterday"}, None),
        (
            {"signed_on": (utc_now() + timedelta(days=2)).date().isoformat()},
            "This day has not come yet.",
        ),
    ],
)
def test_a_wrong_fact_about_the_signature_is_refused_in_place(
    desks: Desks, sumana: Colleague, wrong: dict[str, str], sentence: str | None
) -> None:
    contract = desks.story.send(drafted(desks))

    answer = sumana.act(path(contract, "record"), files=files(), **(SIGNED | wrong))

    assert answer.status_code == 422
    assert sentence is None or told(answer) == sentence
    assert desks.story.count(StoredFile) == 0


def test_without_a_file_nothing_is_recorded(desks: Desks, sumana: Colleague) -> None:
    contract = desks.story.send(drafted(desks))

    answer = sumana.act(
        path(contract, "record"), files={"other": ("a.txt", b"a", "text/plain")}, **SIGNED
    )

    assert (answer.status_code, told(answer)) == (422, "Please fill in: Signed contract (PDF).")


def test_nullifying_a_sent_contract_tells_the_sponsor_and_drafts_the_next(
    desks: Desks, sumana: Colleague
) -> None:
    contract = desks.story.send(drafted(desks))

    answer = sumana.act(path(contract, "nullify"), reason="The term was wrong.")

    assert answer.headers["location"] == f"{HOME}/{contract.id + 1}"
    assert desks.story.contract(contract.id).status is ContractStatus.NULLIFIED
    fresh = desks.story.contract(contract.id + 1)
    assert (fresh.status, fresh.revision) == (ContractStatus.DRAFT, 2)
    assert [one.context["reason"] for one in desks.letters("contract_nullified")] == [
        "The term was wrong."
    ]
    assert desks.notes("nullified")[0].changes[f"contract:{contract.id}"]["nullified_reason"] == [
        "",
        "The term was wrong.",
    ]
    both = sumana.get(f"{HOME}/{fresh.id}").text
    assert contract.reference in both
    assert "2 of 2" in both


@pytest.mark.parametrize("act", ["send", "record", "nullify"])
def test_an_executed_contract_stays_as_it_is(desks: Desks, sumana: Colleague, act: str) -> None:
    contract = desks.story.sign(desks.story.send(drafted(desks)))

    answer = sumana.act(
        path(contract, act),
        files=files() if act == "record" else None,
        reason="Regret",
        **SIGNED,
    )

    assert answer.status_code == 409
    assert told(answer).startswith("This contract is executed, so it can no longer be")
    assert desks.story.contract(contract.id).status is ContractStatus.EXECUTED
    assert desks.story.count(Contract) == 1
    assert f"{path(contract)}/{act}" not in sumana.get(path(contract)).text


def test_what_the_sponsor_signed_meanwhile_is_not_nullified(
    desks: Desks, sumana: Colleague
) -> None:
    contract = desks.story.send(drafted(desks))
    form = sumana.opened(path(contract, "nullify"))
    desks.story.sign(contract)

    answer = sumana.post(path(contract, "nullify"), data=form | {"reason": "Too slow"})

    assert answer.status_code == 409
    assert told(answer).startswith("Somebody else changed this contract meanwhile.")
    assert "Too slow" in answer.text


@pytest.mark.parametrize("act", ["send", "record", "nullify"])
def test_finance_does_not_change_contracts(
    desks: Desks, ada: Colleague, femi: Colleague, act: str
) -> None:
    contract = drafted(desks)
    token = femi.opened("/admin/desk/account")["form_token"]
    form = ada.opened(path(contract, act)) | SIGNED | {"reason": "no", "form_token": token}

    answer = femi.post(path(contract, act), data=form)

    assert answer.status_code == 403
    assert desks.story.contract(contract.id).status is ContractStatus.DRAFT
    assert desks.notes("was_refused")[0].changes["capability"] == "manage_contract"


def test_a_contract_without_a_signed_file_has_none_to_download(
    desks: Desks, sumana: Colleague
) -> None:
    contract = drafted(desks)

    assert sumana.get(path(contract, "signed.pdf")).status_code == 404
    assert sumana.get(f"{HOME}/77/contract.pdf").status_code == 404


def test_the_file_keeps_the_hash_of_what_was_handed_in(desks: Desks, sumana: Colleague) -> None:
    contract = desks.story.send(drafted(desks))
    sumana.act(path(contract, "record"), files=files(name="../../etc/<b>.pdf"), **SIGNED)

    with desks.story.database.reading() as session:
        kept = session.scalars(sa.select(StoredFile)).one()
    assert kept.sha256 == hashlib.sha256(PDF).hexdigest()
    assert "<b>" not in sumana.get(path(contract)).text
