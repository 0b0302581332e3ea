"""Somebody asks, staff answer."""

from __future__ import annotations

import pytest

from sponsorship.errors import Invalid
from sponsorship.lifecycle import WrongState
from sponsorship.questions import operations, queries
from sponsorship.questions.models import Question
from sponsorship.questions.operations import Asked
from sponsorship.workflows import asking
from tests.stories.telling import STAFF, Story


def asked(**changes: str) -> Asked:
    facts = {
        "form_key": "question-0000000001",
        "name": "Rosa Fox",
        "email": "Rosa@FoxHedgehog.example",
        "organisation": "Fox & Hedgehog Ltd",
        "text": "Can a school be a sponsor?",
    }
    return Asked(**(facts | changes))


def ask(story: Story, **changes: str) -> str:
    reference = asking.ask(
        story.database, asked(**changes), foundation=story.foundation, at=story.now
    )
    story.work()
    return reference


def test_a_question_is_kept_once_told_to_staff_and_answered_by_letter(story: Story) -> None:
    reference = ask(story)
    assert ask(story) == reference
    assert story.count(Question) == 1
    assert story.subjects() == [f"Question {reference} from Rosa Fox"]

    with story.database.unit_of_work() as session:
        [question] = queries.waiting(session)
        asking.answer(session, question, "Yes, gladly.", at=story.now, by=STAFF)
    story.work()

    assert story.subjects()[-1] == f"Your question {reference}"
    assert story.recipients()[-1] == "Rosa Fox <Rosa@foxhedgehog.example>"
    body = story.transport.sent[-1].get_body(("plain",))
    assert body is not None
    assert "Yes, gladly." in body.get_content()
    with story.database.unit_of_work() as session:
        [question] = queries.done(session, most=5)
        with pytest.raises(WrongState):
            asking.answer(session, question, "No, after all.", at=story.now, by=STAFF)


def test_an_advertisement_is_set_aside_and_can_still_be_answered(story: Story) -> None:
    ask(story)
    with story.database.unit_of_work() as session:
        [question] = queries.waiting(session)
        with pytest.raises(Invalid, match="Please give the reason"):
            operations.set_aside(session, question, " ", at=story.now, by=STAFF)
        operations.set_aside(session, question, "They sell pens.", at=story.now, by=STAFF)
    with story.database.unit_of_work() as session:
        assert queries.waiting(session) == []
        [question] = queries.done(session, most=5)
        with pytest.raises(Invalid, match="Please write the answer"):
            asking.answer(session, question, " ", at=story.now, by=STAFF)
        asking.answer(session, question, "No, thank you.", at=story.now, by=STAFF)


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"name": " "}, "name"),
        ({"name": "x" * 201}, "name"),
        ({"organisation": "x" * 201}, "organisation"),
        ({"email": "rosa"}, "email"),
        ({"email": "rosa@x.example\nBcc: all@x.example"}, "email"),
        ({"text": "\n "}, "text"),
        ({"text": "x" * 4001}, "text"),
        ({"form_key": "short"}, "form_key"),
    ],
)
def test_what_cannot_be_answered_is_not_asked(wrong: dict[str, str], field: str) -> None:
    with pytest.raises(Invalid) as refused:
        asked(**wrong)
    assert refused.value.field == field


def test_a_hostile_name_stays_a_name(story: Story) -> None:
    ask(story, name="Rosa\r\nBcc: all@x.example {{ 7*7 }} <script>", text="{% raise %} <b>")
    [mail] = story.transport.sent
    assert mail["Bcc"] is None
    assert "Bcc: all@x.example {{ 7*7 }} <script>" in str(mail["Subject"])
