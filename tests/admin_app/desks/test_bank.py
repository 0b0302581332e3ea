"""The bank's desk: a statement from the file to lines that are all decided, and what is refused there."""

from __future__ import annotations

import re

import pytest

from sponsorship.banking.models import BankAccount, BankLine, BankStatement
from sponsorship.donations.models import Donation
from sponsorship.invoicing.models import InvoiceStatus
from tests.admin_app.desks.desks import Colleague, Desks, told
from tests.admin_app.desks.test_at_once import at_once
from tests.banking.conftest import content

HOME = "/admin/desk/bank"
FORMAT = {"days": "month_first", "decimals": "point"}
ACCOUNT = {"name": "Operating", "identification": "000123456789", "currency": "usd"}


def opened(colleague: Colleague, **facts: str) -> str:
    """A bank account; its page."""
    answer = colleague.act(f"{HOME}/accounts/add", **(ACCOUNT | facts))
    return str(answer.headers["location"])


def looked_at(colleague: Colleague, account: str, name: str, **form: str) -> str:
    """Choose the file and look at what it says; the page of the file."""
    files = {"statement": (name, content(name))}
    answer = colleague.act(f"{account}/read", files=files, **(FORMAT | form))
    assert answer.status_code == 303, told(answer)
    return str(answer.headers["location"])


def imported(colleague: Colleague, account: str, name: str, **form: str) -> str:
    page = looked_at(colleague, account, name, **form)
    return str(colleague.press(page, f"{page}/import").headers["location"])


def test_a_statement_is_looked_at_before_it_is_imported(desks: Desks, femi: Colleague) -> None:
    account = opened(femi)
    page = looked_at(femi, account, "camt053_v08.xml")

    shown = femi.get(page).text
    assert "Import 3 new lines" in shown
    assert "FOX AND HEDGEHOG LTD" in shown
    assert desks.story.count(BankLine) == 0

    answer = femi.press(page, f"{page}/import")
    statement = femi.get(answer.headers["location"])
    assert told(statement) == "3 new lines wait, 0 were known already."
    assert "Opening balance, lines and closing balance agree." in statement.text
    assert "This file was imported before" in femi.get(page).text
    assert told(femi.get(femi.press(page, f"{page}/import").headers["location"])) == (
        "This file was imported before. Nothing has changed."
    )
    assert desks.story.count(BankStatement) == 1
    kept = femi.get(f"{HOME}/files/1")
    assert kept.content == content("camt053_v08.xml")
    assert "attachment" in kept.headers["content-disposition"]
    assert [note.by for note in desks.notes("imported_bank_statement")] == [femi.actor] * 2


def test_every_line_of_a_statement_is_decided(desks: Desks, femi: Colleague) -> None:
    story = desks.story
    sponsorship = story.contracted()
    number = story.invoice_of(sponsorship).number
    file = content("camt053_v08.xml").replace(b"I-2026-00001", number.encode())
    femi.act(
        "/admin/desk/record-gift", method="cheque", fund="1", amount="400.00",
        received_on="2026-03-03", name="Grace Hopper", cheque_number="1042", email="g@example.org",
    )  # fmt: skip
    account = opened(femi)
    answer = femi.act(f"{account}/read", files={"statement": ("x.xml", file)}, **FORMAT)
    page = answer.headers["location"]
    femi.press(page, f"{page}/import")

    waiting = femi.get(HOME).text
    assert f"Invoice: {number} of Fox &amp; Hedgehog Ltd" in waiting
    assert "cheque no. 1042 of Grace Hopper" in waiting

    invoice = str(story.invoice_of(sponsorship).id)
    assert f'<option value="{invoice}" selected' in femi.get(f"{HOME}/lines/1/invoice").text
    femi.act(f"{HOME}/lines/1/invoice", invoice=invoice)
    assert story.invoice_of(sponsorship).outstanding.plain() == "7000.00"
    femi.press(HOME, f"{HOME}/lines/2/apply")
    assert re.fullmatch(r"BL-\d+-\d+ is matched with [^:]+\.", told(femi.get(HOME)))
    femi.act(f"{HOME}/lines/3/set-aside", reason="Charges are kept elsewhere")

    assert "No bank line waits" in femi.get(HOME).text
    assert "Charges are kept elsewhere" in femi.get(f"{HOME}/set-aside").text
    assert f"Invoice: {number}" in femi.get(f"{HOME}/matched").text
    assert "Statements show everything" in femi.get(f"{HOME}/unseen").text
    assert "by Femi Adeyemi" in femi.get(f"{HOME}/lines/2").text


def test_a_gift_from_a_line_and_back(desks: Desks, femi: Colleague) -> None:
    account = opened(femi)
    imported(femi, account, "chase.csv")
    path = f"{HOME}/lines/2"
    assert femi.get(path).text.count("Receive the gift") == 1

    gift = {"name": "Grace Hopper", "fund": "1", "cheque_number": "1042", "mailed_on": "2026-02-27"}
    femi.act(f"{path}/gift", **gift)
    assert told(femi.get(path)).endswith("is received. Please print the receipt.")
    assert desks.story.receipts()[0].endswith("issued")

    femi.act(f"{path}/undo", reason="Another foundation's cheque")
    shown = femi.get(path).text
    assert "Another foundation&#39;s cheque" in shown
    assert "donation received reversed" in shown
    assert desks.story.receipts()[0].endswith("void")

    femi.press(path, f"{path}/suspense")
    assert told(femi.get(path)) == "$400.00 wait in suspense until somebody knows what they are."


def test_what_is_recorded_is_chosen_by_hand(desks: Desks, femi: Colleague) -> None:
    account = opened(femi)
    imported(femi, account, "chase.csv")
    for name in ("Ada", "Bo"):
        femi.act(
            "/admin/desk/record-gift", method="transfer", fund="1", amount="200.00",
            received_on="2025-06-03", name=name,
        )  # fmt: skip
    path = f"{HOME}/lines/2/match"
    entries = re.findall(r'name="entries" value="(\d+)"', femi.get(path).text)
    assert len(entries) == 2

    half = femi.post(path, data=femi.opened(path) | {"entries": entries[0]})
    assert half.status_code == 409
    assert told(half) == "The line is $400.00, but what was chosen adds up to $200.00."
    assert femi.post(path, data=femi.opened(path) | {"entries": "x"}).status_code == 422
    both = femi.post(path, data=femi.opened(path) | {"entries": entries})
    assert both.status_code == 303
    assert told(femi.get(f"{HOME}/lines/2")).endswith("is matched. Nothing had to be booked.")


def test_a_file_that_cannot_be_read_is_refused_beside_its_field(
    desks: Desks, femi: Colleague
) -> None:
    account = opened(femi)

    for name, sent, sentence in (
        (
            "x.xml",
            b"<!DOCTYPE a [<!ENTITY b 'c'>]><a>&b;</a>",
            "This file declares a document type",
        ),
        ("x.csv", b"Date,Amount\n31/03/2026,1.00\n", "Line 2: “31/03/2026” is not a day"),
        ("x.csv", b"Jour,Somme\n1,2\n", "No line names the columns."),
        ("x.csv", b"\x00" * 50, "This is not a text file."),
        ("x.csv", b"a,b\n" * (3 * 2**20), "This file is larger than 10 MB."),
        ("v02.xml", content("camt053_v02.xml"), "This file is about DE58123456780123456789"),
    ):
        answer = femi.act(f"{account}/read", files={"statement": (name, sent)}, **FORMAT)
        assert answer.status_code == 422
        assert told(answer).startswith(sentence)
    assert femi.act(f"{account}/read", **FORMAT).status_code == 422
    assert desks.story.count(BankStatement) == 0
    assert desks.notes("read_bank_statement") == []


def test_the_format_of_a_bank_is_remembered(desks: Desks, femi: Colleague) -> None:
    account = opened(femi, currency="EUR", identification="DE58 1234 5678 0123 4567 89")

    page = looked_at(femi, account, "sparkasse.csv", days="day_first", decimals="comma")

    assert "€11,000.00" in femi.get(page).text
    assert '<option value="day_first" selected' in femi.get(f"{account}/read").text
    assert told(femi.act(f"{account}/read", files={"statement": ("a", b"a")}, days="x")) != ""


def test_a_formula_in_a_bank_line_is_text(desks: Desks, ada: Colleague) -> None:
    account = opened(ada)
    raw = b'Date,Amount,Description\n03/05/2026,1.00,"=HYPERLINK(""http://evil.example"")"\n'
    page = ada.act(f"{account}/read", files={"statement": ("x.csv", raw)}, **FORMAT).headers[
        "location"
    ]
    ada.press(page, f"{page}/import")

    exported = ada.get("/admin/bank-line/export/csv").text
    assert "HYPERLINK" in exported
    assert ",=HYPERLINK" not in exported
    assert ',"=HYPERLINK' not in exported


@pytest.mark.parametrize(
    "path", ["accounts/add", "accounts/1/read", "lines/1/gift", "lines/1/undo"]
)
def test_only_those_who_may_record_money_act(
    desks: Desks, ada: Colleague, vera: Colleague, sumana: Colleague, path: str
) -> None:
    imported(ada, opened(ada), "chase.csv")

    for colleague in (vera, sumana):
        assert colleague.get(f"{HOME}/{path}").status_code == 403
        assert colleague.get(HOME).status_code == 200
        assert colleague.get(f"{HOME}/lines/1").status_code == 200
        assert colleague.get(f"{HOME}/files/1").status_code == 403
    assert desks.story.count(BankAccount) == 1


def test_pages_of_nothing_are_not_found(desks: Desks, femi: Colleague) -> None:
    account = opened(femi)

    for path in (
        f"{HOME}/lines/9", f"{HOME}/statements/9", f"{HOME}/accounts/9", f"{HOME}/files/9",
        f"{account}/files/9", "/admin/desk/record-gift/9/withdraw",
    ):  # fmt: skip
        assert femi.get(path).status_code == 404


def test_a_cheque_is_recorded_for_an_invoice_and_a_gift_withdrawn(
    desks: Desks, femi: Colleague
) -> None:
    sponsorship = desks.story.contracted()
    invoice = desks.story.invoice_of(sponsorship)
    path = f"/admin/desk/invoices/{invoice.id}"
    femi.act(
        f"{path}/transfer",
        amount="11000.00",
        received_on="2026-03-02",
        payer="Fox",
        cheque_number="77",
    )
    assert "Cheque 77 of Fox" in femi.get(path).text
    assert desks.story.invoice_of(sponsorship).status is InvoiceStatus.PAID

    answer = femi.act(
        "/admin/desk/record-gift", method="cheque", fund="1", amount="50", received_on="2026-03-02",
        name="Ada", cheque_number="9", address="1 Lane\nTown",
    )  # fmt: skip
    gift = answer.headers["location"]
    shown = femi.get(gift).text
    assert "Cheque no. 9" in shown
    assert "1 Lane<br>Town" in shown
    number = gift.rpartition("/")[2]
    femi.act(f"/admin/desk/record-gift/{number}/withdraw", reason="The bank returned the cheque.")
    assert "withdrawn" in femi.get(gift).text
    assert desks.story.receipts()[0].endswith("void")
    assert desks.story.count(Donation) == 1


def test_two_who_apply_the_same_proposal_apply_it_once(shared_desks: Desks) -> None:
    colleagues = [shared_desks.staff("Ada Okafor"), shared_desks.staff("Bo Lindqvist")]
    account = opened(colleagues[0])
    imported(colleagues[0], account, "chase.csv")
    path = f"{HOME}/lines/2/gift"
    forms = [one.opened(path) | {"name": "Grace", "fund": "1"} for one in colleagues]

    answers = at_once(*zip(colleagues, [path, path], forms, strict=True))

    assert [status for status, _ in answers] == [303, 409]
    assert shared_desks.story.count(Donation) == 1
    assert len(shared_desks.story.receipts()) == 1
