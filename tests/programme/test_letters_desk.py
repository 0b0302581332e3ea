"""Staff write to sponsors at their desk, and contacts choose what they get."""

from __future__ import annotations

import threading

import pytest
from starlette.testclient import TestClient

from sponsorship.mailings.models import Mailing
from sponsorship.messages.models import Dispatch
from sponsorship.messages.transport import MailRefused
from sponsorship.sponsorships import contacts
from sponsorship.sponsorships.models import Sponsor
from sponsorship.staff.permissions import StaffRole
from tests.admin_app.desks.conftest import desks, shared_desks, sumana
from tests.admin_app.desks.desks import Colleague, Desks, told
from tests.programme.writing import (
    DESK,
    addressees,
    another,
    fields_of,
    link_in,
    look,
    press,
    primary,
    words_of,
    write_to,
)

KEPT = "/admin/desk/standing-letters"
WORDS = {"name": "Welcome", "subject": "Hello {{ sponsor_name }}", "text": "Good to have you."}


__all__ = ["desks", "shared_desks", "sumana"]


def test_case_53_the_desk_asks_for_one_text_and_a_role(desks: Desks, sumana: Colleague) -> None:
    fox = desks.story.apply()
    sumana.act(f"{KEPT}/add", **WORDS)

    answers = [
        look(sumana, fox, letter="1", subject="And", text="mine"),
        look(sumana, fox, subject="", text=""),
        look(sumana, fox, roles=[]),
        look(sumana),
        look(sumana, fox, roles=["emperor"]),
        look(sumana, fox, topic="gossip"),
        look(sumana, fox, sponsorship=["x"]),
        look(sumana, fox, text="Dear {{ you }}"),
        look(sumana, fox, subject="s" * 201),
        look(sumana, fox, roles=["manager"]),
        look(sumana, fox, sponsorship=["4711"]),
    ]

    assert [(one.status_code, told(one).partition(".")[0]) for one in answers] == [
        (422, "Choose a standing letter or write your own text, not both"),
        (422, "Choose a standing letter, or write a subject and a text of your own"),
        (422, "Please choose at least one role of the contacts"),
        (422, "Please choose at least one sponsorship"),
        (422, "Please choose among the roles of contacts"),
        (422, "Please choose one of the offered values"),
        (422, "Please choose among the listed sponsorships"),
        (422, "There is no placeholder “you”"),
        (422, "This is longer than 200 characters"),
        (409, "Nobody would get this letter"),
        (404, "The page does not exist, or it is not for you to see"),
    ]
    assert desks.story.count(Mailing) == 0


def test_case_53_each_gets_a_letter_of_their_own_and_one_note_says_so(
    desks: Desks, sumana: Colleague
) -> None:
    story = desks.story
    fox = story.apply()
    owl = another(story, "<b>Owl</b> & Co", primary("Ola Owl", "ola@owl.example"))
    sumana.act(f"{KEPT}/add", **WORDS)

    page = look(sumana, fox, owl, letter="1", roles=["accounting", "primary"])
    second = press(sumana, page, "look", shown="1")
    answer = press(sumana, second, "send")
    again = press(sumana, second, "send")
    story.work()

    assert 'Subject</dt><dd class="wraps"><strong>Hello &lt;b&gt;Owl' in page.text
    assert 'Subject</dt><dd class="wraps"><strong>Hello Fox &amp; Hedgehog' in second.text
    assert "(personal link)" in page.text
    assert answer.headers["location"] == again.headers["location"] == f"{DESK}/1"
    assert [(str(one["To"]), str(one["Subject"])) for one in story.transport.sent[-3:]] == [
        ("Ola Owl <ola@owl.example>", "Hello <b>Owl</b> & Co"),
        ("Rosa Fox <rosa@foxhedgehog.example>", "Hello Fox & Hedgehog Ltd"),
        ("Hal Hedge <accounts@foxhedgehog.example>", "Hello Fox & Hedgehog Ltd"),
    ]
    assert [note.subject for note in desks.notes("wrote_to_sponsors")] == ["mailing:1"]
    assert (story.count(Mailing), addressees(story)) == (1, 3)
    assert sumana.get(f"{DESK}/1").text.count(">sent</span>") == 3
    assert "Hello &lt;b&gt;Owl" in sumana.get(f"/admin/desk/sponsorships/{owl.id}").text


@pytest.mark.parametrize("role", [StaffRole.VIEWER, StaffRole.FINANCE])
def test_case_65_who_may_not_write_to_sponsors_sends_nothing(
    desks: Desks, sumana: Colleague, role: StaffRole
) -> None:
    page = fields_of(look(sumana, desks.story.apply()))
    other = desks.staff("Vera Lind", role)
    token = other.opened("/admin/desk/account")["form_token"]
    before = desks.story.count(Dispatch)

    answers = [
        other.get(f"{DESK}/write"),
        *(
            other.post(f"{DESK}/look", data=page | {"form_token": token, "step": step})
            for step in ("send", "test")
        ),
        other.get(f"{KEPT}/add"),
    ]

    assert [one.status_code for one in answers] == [403] * 4
    assert "Write to them" not in other.get("/admin/desk/sponsorships/1").text
    assert (desks.story.count(Mailing), desks.story.count(Dispatch)) == (0, before)


def test_a_test_goes_to_whoever_looks_and_its_link_opens_nothing(
    desks: Desks, sumana: Colleague
) -> None:
    story = desks.story
    page = look(sumana, story.apply(), subject="Hi {{ sponsor_name }}")

    tried = press(sumana, page, "test")
    press(sumana, page, "test")
    story.work()

    assert "A test is on its way to you, at sumana@example.org" in tried.text
    assert [str(one["To"]) for one in story.transport.sent[2:]] == [
        "Sumana Rao <sumana@example.org>"
    ]
    message = story.transport.sent[-1]
    assert str(message["Subject"]) == "Test: Hi Fox & Hedgehog Ltd"
    assert sumana.get(f"/sponsors/letters/{link_in(message)}").status_code == 404
    assert desks.notes("tried_letter_out")
    assert story.count(Mailing) == 0


def test_nothing_is_sent_unseen_or_after_a_change(desks: Desks, sumana: Colleague) -> None:
    fox = desks.story.apply()
    sumana.act(f"{KEPT}/add", **WORDS)
    page = look(sumana, fox, letter="1")
    sumana.act(f"{KEPT}/1/change", **WORDS | {"text": "Other words."})

    stale = press(sumana, page, "send")
    unseen = press(sumana, look(sumana, fox, letter="1"), "send", confirmed="")
    changed = press(sumana, look(sumana, fox, text="Mine\r\nand more"), "change")

    assert (stale.status_code, unseen.status_code, changed.status_code) == (409, 422, 200)
    assert "Somebody else changed this letter meanwhile" in told(stale)
    assert ">Mine\nand more</textarea>" in changed.text
    assert f'value="{fox.id}" checked' in changed.text
    assert desks.story.count(Mailing) == 0


def test_a_form_sent_twice_at_once_is_one_letter(shared_desks: Desks) -> None:
    desks = shared_desks
    sumana = desks.staff("Sumana Rao", StaffRole.PROGRAMME)
    page = look(sumana, desks.story.apply())
    gate = threading.Barrier(2, timeout=60)
    answers: list[str] = []

    def send() -> None:
        gate.wait()
        answers.append(press(sumana, page, "send").headers["location"])

    threads = [threading.Thread(target=send) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert len(answers) == 2
    assert len(set(answers)) == 1  # PostgreSQL may have used up the first number
    assert (desks.story.count(Mailing), addressees(desks.story)) == (1, 1)
    assert len(desks.notes("wrote_to_sponsors")) == 1


def test_standing_letters_are_looked_after_at_their_desk(desks: Desks, sumana: Colleague) -> None:
    added = sumana.act(f"{KEPT}/add", **WORDS)
    before = sumana.opened(f"{KEPT}/1/change")
    refused = [
        sumana.act(f"{KEPT}/add", **WORDS),
        sumana.act(f"{KEPT}/1/change", **WORDS | {"text": "{{ salary }}"}),
        sumana.act(f"{KEPT}/1/change", **WORDS | {"subject": "{% x %}"}),
        sumana.act(f"{KEPT}/1/change", **WORDS | {"text": "x" * 20_001}),
    ]
    sumana.act(f"{KEPT}/1/change", **WORDS | {"name": "Hello"})
    stale = sumana.post(f"{KEPT}/1/change", data=before | WORDS)
    copied = sumana.press(f"{KEPT}/1", f"{KEPT}/1/copy")
    sumana.press(f"{KEPT}/1", f"{KEPT}/1/archive")
    archived = look(sumana, desks.story.apply(), letter="1")
    offered = sumana.get(f"{DESK}/write").text
    sumana.press(f"{KEPT}/1", f"{KEPT}/1/restore")

    assert added.headers["location"] == f"{KEPT}/1"
    assert [one.status_code for one in refused] == [422] * 4
    assert "There is no placeholder “salary”. These exist: sponsor_name, contact" in told(
        refused[1]
    )
    assert (stale.status_code, archived.status_code) == (409, 409)
    assert copied.headers["location"] == f"{KEPT}/2"
    assert (">Hello<" in offered, ">Copy of Hello<" in offered) == (False, True)
    assert "Write with it" in sumana.get(f"{KEPT}/1").text


def test_a_contact_chooses_by_the_link_in_the_foot_of_a_letter(
    desks: Desks, sumana: Colleague
) -> None:
    story = desks.story
    fox = story.apply()
    write_to(story, fox)
    token = link_in(story.transport.sent[-1])
    with TestClient(desks.app, base_url=story.settings.origin, follow_redirects=False) as rosa:
        link = f"/sponsors/letters/{token}"
        page = rosa.get(link)
        rosa.get(link)  # as mail programs do
        form = fields_of(page)
        answers = [
            rosa.post(link, data=form | {"wanted": "agreement"}),
            rosa.post(link, data=form | {"wanted": "everything"}),
            rosa.post(link, data={"wanted": "news"}),
            rosa.post(f"/sponsors/letters/{'x' * 32}", data=form),
            rosa.get(f"/sponsors/letters/{token[:-1]}'"),
            rosa.post(link, data=form | {"wanted": "invitations"}),
        ]
        after = rosa.get(link).text
    with story.database.reading() as session:
        contact = contacts.by_token(session, token)

    assert [one.status_code for one in answers] == [422, 422, 403, 404, 404, 303]
    assert page.text.count(" checked") == 2
    assert after.count(" checked") == 1
    assert "your choice holds from the next letter on" in after
    assert page.headers["referrer-policy"] == "same-origin"
    assert (contact.wants_news, contact.wants_invitations) == (False, True)
    assert [note.by for note in desks.notes("chose_letters")] == ["sponsor:1 Rosa Fox"]
    assert (
        "has chosen not to get these letters"
        in look(sumana, fox, roles=["primary", "accounting"]).text
    )


def test_staff_choose_for_a_contact_but_not_over_what_they_have_not_seen(
    desks: Desks, sumana: Colleague
) -> None:
    desks.story.apply()
    stale = sumana.opened("/admin/desk/contacts/1/choose")

    first = sumana.act("/admin/desk/contacts/1/choose", wanted="news")
    second = sumana.post("/admin/desk/contacts/1/choose", data=stale | {"wanted": "invitations"})
    odd = sumana.act("/admin/desk/contacts/1/choose", wanted="agreement")

    assert (first.status_code, second.status_code, odd.status_code) == (303, 409, 422)
    shown = sumana.get("/admin/desk/contacts/1").text
    assert (shown.count(">yes</span>"), shown.count(">no</span>")) == (1, 1)


def test_hostile_names_reach_neither_a_header_nor_the_page(desks: Desks, sumana: Colleague) -> None:
    story = desks.story
    fox = another(story, "Fox Ltd", primary("Rosa\u202e Fox", "rosa@fox.example"))
    name = "Fox\u2028Bcc: victim@example.org <script>alert(1)</script>"
    with story.database.unit_of_work() as session:  # as it may come from elsewhere
        session.get_one(Sponsor, fox.sponsor_id).name = name
    page = look(sumana, fox, subject="To {{ sponsor_name }}", text="{{ sponsor_name }}")
    press(sumana, page, "send")
    story.work()

    message = story.transport.sent[-1]
    assert page.status_code == 200
    assert "<script>alert" not in page.text
    assert message["Bcc"] is None
    assert str(message["Subject"]) == "To Fox Bcc: victim@example.org <script>alert(1)</script>"
    assert "victim@example.org" in words_of(message)


def test_how_each_letter_went_stands_beside_it(desks: Desks, sumana: Colleague) -> None:
    fox = desks.story.apply()
    press(sumana, look(sumana, fox), "send")
    waiting = sumana.get(f"{DESK}/1").text
    desks.story.transport.troubles.append(MailRefused("No such mailbox."))
    desks.story.work()

    history = sumana.get(f"/admin/desk/sponsorships/{fox.id}").text
    assert ">owed</span>" in waiting
    for page in (history, sumana.get(f"{DESK}/1").text):
        assert ">failed</span>" in page
        assert "No such mailbox." in page
    assert "Sumana Rao" in history
