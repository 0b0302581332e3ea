"""Staff write the words of contracts, and a contract keeps the version it was made from."""

from __future__ import annotations

import pytest

from sponsorship.contracts import texts
from sponsorship.contracts.models import ContractKind, ContractText
from sponsorship.contracts.standard_wording import standard_wording
from tests.admin_app.desks.desks import Colleague, Desks, told
from tests.programme.test_agreeing import written

HOME = "/admin/desk/contract-texts"


@pytest.mark.parametrize("kind", ContractKind)
def test_the_standard_wording_could_be_published(kind: ContractKind) -> None:
    texts.check(kind, standard_wording(kind))


def test_a_contract_keeps_the_version_it_was_made_from(office: Desks, sumana: Colleague) -> None:
    story = office.story
    old = story.approve(story.apply(name="Old Ltd"))
    assert old.text_id is None
    sumana.act(f"{HOME}/add", kind="new")
    words = "Dear {{ sponsor_name }}.\n\n# Fee\n\nYou pay **{{ fee }}**."
    sumana.act(f"{HOME}/1/change", text=words, note="Short")
    sumana.act(f"{HOME}/1/publish", confirmed="yes")
    first = story.approve(story.apply(name="**Bold** & {{ fee }} Ltd"))
    again = sumana.act(f"{HOME}/1/change", text="# Other\n\nWords.")
    assert again.status_code == 409

    sumana.act(f"{HOME}/add", kind="new")
    sumana.act(f"{HOME}/2/change", text=words.replace("Dear", "Hello"))
    sumana.act(f"{HOME}/2/publish", confirmed="yes")
    second = story.approve(story.apply(name="New Ltd"))
    assert (first.text_id, second.text_id) == (1, 2)
    assert [one.status.value for one in texts_of(office)] == ["published", "retired"]
    opening, fee = written(story, first.id).sections
    assert opening.passages[0].plain == ("Dear **Bold** & {{ fee }} Ltd.",)
    assert fee.passages[0].plain == ("You pay $11,000.00 (USD).",)
    assert "Dear " in sumana.get(f"{HOME}/1").text
    assert first.reference in sumana.get(f"{HOME}/1").text
    assert "New contract, version 1" in sumana.get(f"/admin/desk/contracts/{first.id}").text


def texts_of(office: Desks) -> list[ContractText]:
    with office.story.database.reading() as session:
        return texts.of_kind(session, ContractKind.NEW)


def test_what_could_not_be_printed_is_never_published(office: Desks, sumana: Colleague) -> None:
    sumana.act(f"{HOME}/add", kind="renewal")
    assert sumana.get(f"{HOME}/1/preview.pdf").content.startswith(b"%PDF")
    sumana.act(f"{HOME}/1/change", text="# Fee\n\n{{ previous_first_day }} {{ discount }}")
    sentence = "Line 3: there is no placeholder “discount” here. These exist: sponsor_name"
    assert sentence in sumana.get(f"{HOME}/1").text
    refused = sumana.act(f"{HOME}/1/publish", confirmed="yes")
    assert (refused.status_code, told(refused)[: len(sentence)]) == (422, sentence)
    assert sumana.get(f"{HOME}/1/preview.pdf").status_code == 422
    assert sumana.act(f"{HOME}/1/retire", confirmed="yes").status_code == 303
