"""Questions: what anybody asked by the form, answered or set aside."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute

from admin_app.auth import staff
from admin_app.desks import frame
from admin_app.desks.frame import Act, Field, act
from admin_app.menu import MenuEntry
from admin_app.pages import wiring_of
from admin_app.routing import page
from sponsorship import lifecycle
from sponsorship.questions import operations, queries
from sponsorship.questions.models import Question
from sponsorship.staff.permissions import Capability
from sponsorship.workflows import asking

HOME = "/admin/desk/questions"
MOST = 50


def list_questions(request: Request) -> Response:
    """What waits, the oldest first, and what was done lately."""
    with wiring_of(request).database.reading() as session:
        groups = [
            ("Waiting for an answer", queries.waiting(session)),
            ("Answered or set aside lately", queries.done(session, most=MOST)),
        ]
    return frame.desk_page(request, "desks/questions/list.html", title="Questions", groups=groups)


def show_question(request: Request) -> Response:
    """The question, what was answered, and who did it."""
    with wiring_of(request).database.reading() as session:
        question = frame.found(session, Question, request)
        moves = lifecycle.history(session, question)
    return frame.desk_page(
        request, "desks/questions/show.html", title=str(question), question=question, moves=moves,
        acts=ACTS,
    )  # fmt: skip


@act(
    f"{HOME}/{{id}}/answer",
    may=Capability.DECIDE_SPONSORSHIP,
    of=Question,
    verb="answered",
    title="Answer the question",
    button="Answer",
    fields=[Field("answer", "Answer", "text", hint="It goes out as a letter, word for word.")],
)
def answer(one: Act[Question]) -> str:
    """Whoever asked gets the answer as a letter."""
    asking.answer(
        one.session, one.subject, one.form.text("answer", longest=8000), at=one.at, by=one.by
    )
    return f"{one.subject.name} is answered."


@act(
    f"{HOME}/{{id}}/set-aside",
    may=Capability.DECIDE_SPONSORSHIP,
    of=Question,
    verb="set_aside",
    title="Set the question aside",
    button="Set aside",
    fields=[
        Field("reason", "Reason", hint="For our own records: an advertisement, settled by phone.")
    ],
)
def set_aside(one: Act[Question]) -> str:
    """Nothing is to be answered."""
    operations.set_aside(
        one.session, one.subject, one.form.line("reason", longest=300), at=one.at, by=one.by
    )
    return f"{one.subject} is set aside."


ACTS = {"answer": answer, "set_aside": set_aside}

menu = [MenuEntry("Questions", HOME, "Sponsors")]
desk_paths = {Question: HOME + "/{id}"}
routes: list[BaseRoute] = [
    page(HOME, list_questions, access=staff()),
    page(HOME + "/{id}", show_question, access=staff()),
    *(route for one in ACTS.values() for route in one.routes),
]
