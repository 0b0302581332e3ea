"""A contract behind its link: read, signed once by the right words, kept; nothing else can sign it."""

from __future__ import annotations

import hashlib
import io
import re
import threading

import pytest
import sqlalchemy as sa
from pypdf import PdfReader
from starlette.applications import Starlette

from sponsorship.clock import utc_now
from sponsorship.contracts import queries as contracts
from sponsorship.contracts.models import Contract, ContractStatus, Signature
from sponsorship.contracts.operations import CONSENT
from sponsorship.invoicing.models import Invoice
from sponsorship.wiring import Wiring
from sponsorship.workflows import sponsoring
from tests.admin_app.public.company import GRACE, Desk, open_programme
from tests.admin_app.public.visitor import Visitor, words

ROBIN = {"signer_name": "Robin Calder", "signer_title": "Head of Open Source", "consent": "yes"}


@pytest.fixture
def desk(wiring: Wiring) -> Desk:
    open_programme(wiring.database)
    return Desk(wiring.database, wiring.renderer, wiring.foundation)


@pytest.fixture
def path(desk: Desk) -> str:
    """Where Northwind's contract waits for its signature."""
    token = desk.enter("Northwind Cloud", at=utc_now())
    return f"/contracts/{desk.send_contract(token, at=utc_now())}"


def contract_at(desk: Desk, path: str) -> Contract:
    with desk.database.reading() as session:
        return contracts.by_token(session, path.rsplit("/", 1)[1])


def counts(desk: Desk) -> tuple[int, int]:
    """Signatures and invoices."""
    with desk.database.reading() as session:
        return (
            session.scalar(sa.select(sa.func.count(Signature.id))) or 0,
            session.scalar(sa.select(sa.func.count(Invoice.id))) or 0,
        )


def nullify(desk: Desk, path: str) -> Contract:
    with desk.database.unit_of_work() as session:
        contract = contracts.by_token(session, path.rsplit("/", 1)[1])
        return sponsoring.nullify_contract(
            session,
            contract,
            reason="The term was wrong.",
            foundation=desk.foundation,
            at=utc_now(),
            by=GRACE,
        )


class TestReading:
    def test_the_page_tells_the_facts_and_the_text_of_the_contract(
        self, ada: Visitor, desk: Desk, path: str
    ) -> None:
        page = ada.visit(path)
        said = words(page)
        for text in (
            "Waiting for your signature", "Northwind Cloud", "Partner", "$11,000.00 (USD)",
            "Conference passes", "× 3", "Names and logos", CONSENT,
            contract_at(desk, path).document.sha256 or "-",
        ):  # fmt: skip
            assert text in said
        assert page.headers["referrer-policy"] == "same-origin"
        assert page.headers["x-robots-tag"] == "noindex, nofollow"
        assert page.headers["cache-control"] == "no-store"

    def test_the_file_is_the_one_whose_digest_the_page_shows_for_ever(
        self, ada: Visitor, desk: Desk, path: str
    ) -> None:
        first, second = ada.visit(f"{path}.pdf"), ada.visit(f"{path}.pdf")
        assert first.headers["content-type"] == "application/pdf"
        assert first.headers["cache-control"] == "no-store"
        assert first.headers["content-disposition"].startswith("attachment")
        assert first.content == second.content
        digest = hashlib.sha256(first.content).hexdigest()
        assert digest == contract_at(desk, path).document.sha256

    def test_a_draft_is_nobodys_to_see(self, ada: Visitor, desk: Desk, path: str) -> None:
        draft = nullify(desk, path)
        assert ada.visit(f"/contracts/{draft.public_token}").status_code == 404
        assert ada.visit(f"/contracts/{draft.public_token}.pdf").status_code == 404


class TestSigning:
    def test_signing_executes_the_contract_and_leads_to_the_invoice(
        self, ada: Visitor, desk: Desk, path: str
    ) -> None:
        ada.visit(path)
        answer = ada.send(path, **ROBIN)
        assert (answer.status_code, answer.headers["location"]) == (303, path)
        contract = contract_at(desk, path)
        assert contract.status is ContractStatus.EXECUTED
        signature = contract.signature
        assert signature is not None
        assert signature.signer_name == "Robin Calder"
        assert signature.consent == CONSENT
        assert signature.document_sha256 == contract.document.sha256
        assert signature.address == "testclient"
        assert "testclient" in signature.user_agent
        assert counts(desk) == (1, 1)
        page = ada.visit(path)
        said = words(page)
        assert "Signed by both parties" in said
        assert "Robin Calder , Head of Open Source" in said
        assert re.search(r'href="/invoices/[\w-]{32}"', page.text)
        assert '<form method="post" action="/contracts' not in page.text

    def test_the_executed_file_carries_signature_and_the_file_that_was_signed(
        self, ada: Visitor, desk: Desk, path: str
    ) -> None:
        signed = ada.visit(f"{path}.pdf").content
        ada.visit(path)
        ada.send(path, **ROBIN)
        executed = ada.visit(f"{path}.pdf")
        assert executed.content != signed
        assert executed.content == ada.visit(f"{path}.pdf").content
        reader = PdfReader(io.BytesIO(executed.content))
        text = " ".join(page.extract_text() for page in reader.pages)
        assert "Robin Calder" in text
        assert [one for files in reader.attachments.values() for one in files] == [signed]

    def test_a_double_click_is_one_signature(
        self, app: Starlette, ada: Visitor, desk: Desk, path: str
    ) -> None:
        ada.visit(path)
        fields = {**ada.fields, **ROBIN}
        cookies = dict(ada.client.cookies)
        answers: list[tuple[int, str]] = []

        def click() -> None:
            visitor = Visitor(app)
            visitor.client.cookies.update(cookies)
            answer = visitor.client.post(path, data=fields)
            answers.append((answer.status_code, answer.headers.get("location", "")))
            visitor.close()

        clicks = [threading.Thread(target=click) for _ in range(3)]
        for one in clicks:
            one.start()
        for one in clicks:
            one.join()
        assert answers == [(303, path)] * 3
        assert counts(desk) == (1, 1)

    def test_signing_again_later_shows_that_it_is_signed(
        self, ada: Visitor, desk: Desk, path: str
    ) -> None:
        ada.visit(path)
        fields = dict(ada.fields)
        ada.send(path, **ROBIN)
        again = ada.client.post(path, data={**fields, **ROBIN, "signer_name": "Mallory"})
        assert (again.status_code, again.headers["location"]) == (303, path)
        assert "This contract is signed already." in words(ada.visit(path))
        assert "Mallory" not in words(ada.page)
        assert counts(desk) == (1, 1)

    @pytest.mark.parametrize(
        ("typed", "sentence"),
        [
            ({"signer_name": " "}, "Please type your full name."),
            ({"signer_title": ""}, "Please type your title."),
            ({"signer_name": "R" * 201}, "This is longer than 200 characters."),
            ({"signer_name": "Robin\nCalder"}, "This has to be one line of text."),
            ({"signer_name": "Robin \U0001f9d9"}, "This has a letter that we cannot print."),
            ({"signer_title": "\U00012000"}, "This has a letter that we cannot print."),
            ({"consent": ""}, "Please tick the box: without it, this is not a signature."),
        ],
    )
    def test_an_incomplete_signature_is_none(
        self, typed: dict[str, str], sentence: str, ada: Visitor, desk: Desk, path: str
    ) -> None:
        ada.visit(path)
        page = ada.send(path, **{**ROBIN, **typed})
        assert page.status_code == 422
        assert sentence in words(page)
        kept = {**ROBIN, **typed}
        if "\n" not in kept["signer_name"]:
            assert ada.fields["signer_name"] == kept["signer_name"]
        assert contract_at(desk, path).status is ContractStatus.AWAITING_SIGNATURE
        assert counts(desk) == (0, 0)

    def test_a_document_that_was_not_seen_cannot_be_signed(
        self, ada: Visitor, desk: Desk, path: str
    ) -> None:
        ada.visit(path)
        page = ada.send(path, **ROBIN, seen_sha256="0" * 64)
        assert page.status_code == 409
        assert "Please read the new one before signing." in words(page)
        assert counts(desk) == (0, 0)

    def test_a_browser_with_a_strange_name_can_sign_and_print(
        self, ada: Visitor, desk: Desk, path: str
    ) -> None:
        ada.visit(path)
        strange = [(b"user-agent", b"Mos\xc3\xa1ic \x85\x9f <b>")]
        fields = {**ada.fields, **ROBIN}
        assert ada.client.post(path, data=fields, headers=strange).status_code == 303
        assert ada.visit(f"{path}.pdf").status_code == 200


class TestCancelled:
    def test_a_nullified_contract_says_so_and_cannot_be_signed(
        self, ada: Visitor, desk: Desk, path: str
    ) -> None:
        ada.visit(path)
        fields = dict(ada.fields)
        nullify(desk, path)
        page = ada.visit(path)
        assert page.status_code == 200
        said = words(page)
        assert "This contract was cancelled and cannot be signed." in said
        assert "The term was wrong." in said
        assert "Your full name" not in said
        refused = ada.client.post(path, data={**fields, **ROBIN})
        assert refused.status_code == 409
        assert "This contract cannot be signed any more." in words(refused)
        assert counts(desk) == (0, 0)

    def test_a_replaced_contract_points_to_the_new_one_without_giving_it_away(
        self, ada: Visitor, desk: Desk, path: str
    ) -> None:
        draft = nullify(desk, path)
        token = desk.send_revision(draft.id, at=utc_now())
        page = ada.visit(path)
        assert "This contract was replaced by a newer one" in words(page)
        assert token not in page.text
        assert "Waiting for your signature" in words(ada.visit(f"/contracts/{token}"))
