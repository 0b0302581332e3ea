"""Letters at their desk: read one, send it again."""

from __future__ import annotations

from sponsorship.messages.models import Dispatch, Letter
from sponsorship.messages.transport import MailRefused
from tests.admin_app.desks.desks import Colleague, Desks, told

HOME = "/admin/desk/letters"


def path(letter: Letter, act: str = "") -> str:
    return f"{HOME}/{letter.id}" + (f"/{act}" if act else "")


def thanks(desks: Desks) -> Letter:
    desks.story.give("100.00")
    return desks.letters("donation_received")[0]


def test_the_same_letter_goes_out_once_more(desks: Desks, sumana: Colleague) -> None:
    letter = thanks(desks)
    before = desks.story.transport.sent[-1]

    answer = sumana.act(path(letter, "resend"))
    desks.story.work()

    assert answer.status_code == 303
    again = desks.story.transport.sent[-1]
    assert (again["Subject"], again["To"]) == (before["Subject"], before["To"])
    assert again["Message-ID"] != before["Message-ID"]
    assert desks.notes("resent")[0].subject == f"letter:{letter.id}"
    assert desks.story.count(Dispatch) == 2


def test_the_letter_reads_as_it_was_sent(desks: Desks, vera: Colleague) -> None:
    letter = thanks(desks)

    page = vera.get(path(letter)).text

    assert str(desks.story.transport.sent[-1]["Subject"]) in page
    assert path(letter, "resend") not in page
    assert letter.recipient_name in vera.get(HOME).text


def test_a_letter_that_was_refused_needs_a_look_until_it_is_sent_again(
    desks: Desks, sumana: Colleague
) -> None:
    desks.story.transport.troubles.append(MailRefused("No such mailbox."))
    letter = thanks(desks)

    failed = sumana.get("/admin").text
    sumana.act(path(letter, "resend"))
    mended = sumana.get("/admin").text

    assert "No such mailbox." in failed
    assert path(letter) in failed
    assert "No such mailbox." not in mended


def test_who_may_only_look_sends_nothing_again(
    desks: Desks, ada: Colleague, vera: Colleague
) -> None:
    letter = thanks(desks)
    token = vera.opened("/admin/desk/account")["form_token"]

    answer = vera.post(
        path(letter, "resend"), data=ada.opened(path(letter, "resend")) | {"form_token": token}
    )

    assert answer.status_code == 403
    assert desks.story.count(Dispatch) == 1
    assert desks.notes("was_refused")[0].changes["capability"] == "resend_letter"


def test_a_letter_is_sent_again_only_after_a_confirmation(desks: Desks, sumana: Colleague) -> None:
    letter = thanks(desks)

    answer = sumana.act(path(letter, "resend"), confirmed="")

    assert (answer.status_code, told(answer)) == (422, "Please confirm this on its own page.")
    assert desks.story.count(Dispatch) == 1


def test_whoever_reads_a_letter_along_does_not_get_its_personal_link(
    desks: Desks, vera: Colleague
) -> None:
    contract = desks.story.send(desks.story.approve(desks.story.apply()))
    letter = desks.letters("contract_sent")[0]

    page = vera.get(path(letter)).text
    record = vera.get(f"/admin/letter/details/{letter.id}").text

    assert "/contracts/(personal link)" in page
    assert contract.public_token in str(desks.story.transport.sent[-1])
    assert contract.public_token not in page
    assert contract.public_token not in record
