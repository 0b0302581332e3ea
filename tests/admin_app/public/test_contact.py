"""“Write to us”: the form for questions, and the desk where they are answered."""

from __future__ import annotations

import sqlalchemy as sa

from sponsorship.questions.models import Question
from sponsorship.wiring import Wiring
from tests.admin_app.public.visitor import Visitor, words

ASKED = {"name": "Rosa Fox", "email": "rosa@fox.example", "text": "Can a school be a sponsor?"}


def questions(wiring: Wiring) -> list[Question]:
    with wiring.database.reading() as session:
        return list(session.scalars(sa.select(Question)))


def test_a_question_is_sent_and_pressing_twice_is_one(ada: Visitor, wiring: Wiring) -> None:
    ada.visit("/contact")
    fields = {**ada.fields, **ASKED}
    for _ in range(2):
        answer = ada.client.post("/contact", data=fields)
        assert (answer.status_code, answer.headers["location"]) == (303, "/contact")
    assert len(questions(wiring)) == 1
    assert "We have your question, Q-" in words(ada.visit("/contact"))


def test_what_is_wrong_is_told_and_the_rest_is_kept(ada: Visitor, wiring: Wiring) -> None:
    ada.visit("/contact")
    wrong = ada.client.post("/contact", data={**ada.fields, **ASKED, "email": "rosa"})
    assert wrong.status_code == 422
    assert "Please give an e-mail address like name@example.org." in words(wrong)
    assert "Can a school be a sponsor?" in wrong.text
    trapped = ada.client.post("/contact", data={**ada.fields, **ASKED, "leave_empty": "x"})
    assert "A field that must stay empty was filled in" in words(trapped)
    assert trapped.status_code == 409
    assert ada.client.post("/contact", data=ASKED).status_code == 403
    assert questions(wiring) == []
