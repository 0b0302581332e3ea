"""Questions at their desk."""

from __future__ import annotations

from sponsorship.workflows import asking
from tests.admin_app.desks.desks import Colleague, Desks, told
from tests.programme.test_questions import asked

HOME = "/admin/desk/questions"


def test_a_question_waits_on_the_start_page_and_is_answered_at_the_desk(
    desks: Desks, sumana: Colleague, vera: Colleague
) -> None:
    story = desks.story
    asking.ask(story.database, asked(), foundation=story.foundation, at=story.now)
    assert "Question Q-" in sumana.get("/admin").text
    assert "Can a school be a sponsor?" in sumana.get(HOME).text
    assert vera.get(f"{HOME}/1/answer").status_code == 403
    assert told(sumana.act(f"{HOME}/1/answer", answer=" ")) == "Please write the answer."
    opened = sumana.opened(f"{HOME}/1/answer")
    sumana.act(f"{HOME}/1/set-aside", reason="They called.")
    late = sumana.post(f"{HOME}/1/answer", data=opened | {"answer": "Yes."})
    assert late.status_code == 409
    sumana.act(f"{HOME}/1/answer", answer="Yes, gladly.")
    assert "Yes, gladly." in sumana.get(f"{HOME}/1").text
    assert "Question Q-" not in sumana.get("/admin").text
    assert len(desks.letters("question_answered")) == 1
    assert sumana.get(f"{HOME}/77").status_code == 404
