"""The frame of every desk: a page shows a record, an act changes it in one noted transaction.

An act is a function that calls an operation and returns the sentence to show afterwards. Around it
the frame checks the permission and the form's token, loads the record or answers 404, compares the
version that the page showed, opens the transaction and the audit note, and shows a refusal in place
with what was typed. `@act` runs in one transaction. `@workflow` runs in none, for deeds that speak
to the network between two transactions of their own.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Generic, TypeVar

from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session
from sqlalchemy.orm.exc import StaleDataError
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.routing import BaseRoute
from typing_extensions import TypeIs

from admin_app import auth, problems, routing
from admin_app.desks.paths import desk_path
from admin_app.forms import Form
from admin_app.pages import flash, path_id, redirect, render, wiring_of
from sponsorship import audit
from sponsorship.audit import Actor
from sponsorship.clock import utc_now
from sponsorship.database import ROW_LOCK, Base
from sponsorship.errors import Invalid, NotFound, SponsorshipError, Stale
from sponsorship.logs import logger
from sponsorship.staff.models import StaffUser
from sponsorship.staff.permissions import Capability

log = logger(__name__)

Subject = TypeVar("Subject")
Options = Sequence[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Field:
    """One field of an act's form.

    `kind` is line, text, email, day, money, whole, choice, choices, flag, file, password or code.
    `options` and `initial` may be functions of the session and the record.
    """

    name: str
    label: str
    kind: str = "line"
    is_required: bool = True
    hint: str = ""
    options: Options | Callable[[Session, Any], Options] = ()
    initial: str | Callable[[Session, Any], str] = ""


@dataclass(frozen=True, slots=True)
class Act(Generic[Subject]):
    """What an act knows: the record, the form, who acts, when, and where."""

    subject: Subject
    form: Form
    by: Actor
    at: datetime
    request: Request
    verb: str
    _session: Session | None = None

    @property
    def session(self) -> Session:
        """The open transaction of an `@act`."""
        if self._session is None:
            raise AssertionError("a workflow opens its own transactions: use noted()")
        return self._session

    @property
    def wiring(self) -> Any:
        return wiring_of(self.request)

    @contextmanager
    def noted(self) -> Iterator[Session]:
        """One transaction of a `@workflow`, with its audit note."""
        with self.wiring.database.unit_of_work() as session:
            begin(session, self)
            yield session


@dataclass(frozen=True, slots=True)
class Done:
    """What to say after an act, and where, if not on the record's own page."""

    sentence: str
    path: str = ""


Answer = str | Done | Response
Fields = Sequence[Field] | Callable[[Session, Any], Iterable[Field]]
"""The fields of an act, or a function of the session and the record where it decides which there are."""
Run = Callable[[Act[Any]], Answer]
Find = Callable[[Session, Request], Any]
Load = type[Base] | Find | None


@dataclass(frozen=True)
class DeskAct:
    """A declared act: two routes, its page and its POST, and what buttons need to know of it."""

    path: str
    title: str
    button: str
    verb: str
    may: Capability
    of: Load
    run: Run
    fields: Fields = ()
    warning: str = ""
    is_danger: bool = False
    uploads: int = 0
    back: str | Callable[[Any], str] = ""
    in_transaction: bool = True
    letter: Callable[[Act[Any]], str] | None = None
    """The letter that the act would send, as it is filled in; asked for by a button beside the act's."""
    routes: list[BaseRoute] = field(default_factory=list)

    def __post_init__(self) -> None:
        access, name = auth.staff(self.may), self.run.__name__
        self.routes.append(routing.page(self.path, self.show, access=access, name=f"{name}_page"))
        self.routes.append(
            routing.form(self.path, self.take, access=access, name=name, uploads=self.uploads)
        )

    @property
    def needs_page(self) -> bool:
        """Whether a button leads to the act's own page first, to fill in or to confirm."""
        return bool(self.fields or self.warning)

    def url(self, subject: Any = None) -> str:
        return self.path.format(id=getattr(subject, "id", ""))

    def version_of(self, subject: Any) -> str:
        """What changes when the record does: its version, or else its status."""
        status = getattr(subject, "status", "")
        return str(getattr(subject, "version", None) or getattr(status, "value", status))

    def show(self, request: Request) -> Response:
        """The act's own page: what it does, its fields, one button."""
        with wiring_of(request).database.reading() as session:
            subject = self._load(session, request)
            fields = self.fields_of(session, subject)
            typed = {one.name: _initial(one, session, subject) for one in fields}
            return self._page(request, session, subject, typed=typed)

    def take(self, request: Request, form: Form) -> Response:
        """Do it, or show the refusal beside what was typed."""
        try:
            if self.letter is not None and form.line("step") == "look":
                return self._looked_at(self.letter, request, form)
            answer, subject = self._carried_out(request, form)
        except (SponsorshipError, StaleDataError) as refusal:
            if isinstance(refusal, NotFound):
                raise
            return self._refused(request, form, refusal)
        except IntegrityError:
            log.exception("the database refused an act", verb=self.verb)
            return self._refused(request, form, Stale("record"))
        if isinstance(answer, Response):
            return answer
        done = answer if isinstance(answer, Done) else Done(answer)
        response = redirect(done.path or self._back(subject))
        return flash(request, response, done.sentence)

    def _carried_out(self, request: Request, form: Form) -> tuple[Answer, Any]:
        self._check_confirmed(form)
        database, at = wiring_of(request).database, utc_now()
        by = auth.staff_of(request).actor
        if not self.in_transaction:
            with database.reading() as session:
                subject = self._checked_subject(session, request, form)
                self._check_filled_in(form, self.fields_of(session, subject))
            return self.run(Act(subject, form, by, at, request, self.verb)), subject
        with database.unit_of_work() as session:
            subject = self._checked_subject(session, request, form, is_locked=True)
            self._check_filled_in(form, self.fields_of(session, subject))
            one: Act[Any] = Act(subject, form, by, at, request, self.verb, session)
            begin(session, one)
            answer = self.run(one)
        return answer, subject

    def _looked_at(
        self, letter: Callable[[Act[Any]], str], request: Request, form: Form
    ) -> Response:
        """The form as it is, and above it the letter that it would send. Nothing is kept."""
        by = auth.staff_of(request).actor
        with wiring_of(request).database.reading() as session:
            subject = self._load(session, request)
            self._check_filled_in(form, self.fields_of(session, subject))
            one: Act[Any] = Act(subject, form, by, utc_now(), request, self.verb, session)
            return self._page(request, session, subject, typed=form.typed, letter=letter(one))

    def _checked_subject(
        self, session: Session, request: Request, form: Form, *, is_locked: bool = False
    ) -> Any:
        subject = self._load(session, request, is_locked=is_locked)
        if subject is not None and form.line("version") != self.version_of(subject):
            raise Stale(_kind_of(subject))
        return subject

    def fields_of(self, session: Session, subject: Any) -> tuple[Field, ...]:
        """The fields of the act's form for this record."""
        return tuple(self.fields(session, subject) if callable(self.fields) else self.fields)

    def _check_confirmed(self, form: Form) -> None:
        if self.warning and not form.flag("confirmed"):
            raise Invalid("confirmed", "Please confirm this on its own page.")

    def _check_filled_in(self, form: Form, fields: Iterable[Field]) -> None:
        for one in fields:
            given = form.upload(one.name) if one.kind == "file" else one.name in form
            if one.is_required and not given and one.kind != "flag":
                raise Invalid(one.name, f"Please fill in: {one.label}.")

    def _load(self, session: Session, request: Request, *, is_locked: bool = False) -> Any:
        if self.of is None:
            return None
        if _is_model(self.of):
            record = session.get(
                self.of,
                path_id(request),
                with_for_update={"of": self.of, **ROW_LOCK} if is_locked else None,
            )
            if record is None:
                raise NotFound("page")
            return record
        return self.of(session, request)

    def _refused(self, request: Request, form: Form, refusal: Exception) -> Response:
        with wiring_of(request).database.reading() as session:
            subject = self._load(session, request)
            return self._page(request, session, subject, typed=form.typed, refusal=refusal)

    def _page(
        self,
        request: Request,
        session: Session,
        subject: Any,
        *,
        typed: Mapping[str, str],
        refusal: Exception | None = None,
        letter: str = "",
    ) -> HTMLResponse:
        fields = self.fields_of(session, subject)
        return render(
            request,
            "desks/act.html",
            {
                "title": self.title,
                "act": self,
                "fields": fields,
                "subject": subject,
                "typed": typed,
                "options": {one.name: _options(one, session, subject) for one in fields},
                "refusal": problems.sentence_of(refusal) if refusal else "",
                "wrong_field": getattr(refusal, "field", ""),
                "back": self._back(subject),
                "letter": letter,
            },
            status=problems.status_of(refusal) if refusal else 200,
        )

    def _back(self, subject: Any) -> str:
        if callable(self.back):
            return self.back(subject)
        return self.back or desk_path(subject) or "/admin"


def begin(session: Session, one: Act[Any]) -> None:
    """From here on the transaction is one noted act of staff."""
    subject = _name_of(one.subject) if one.subject is not None else one.request.url.path
    audit.begin_act(session, by=one.by, verb=one.verb, subject=subject, at=one.at)


def act(
    path: str,
    *,
    may: Capability,
    of: Load = None,
    verb: str,
    title: str,
    button: str,
    fields: Fields = (),
    warning: str = "",
    is_danger: bool = False,
    uploads: int = 0,
    back: str | Callable[[Any], str] = "",
    letter: Callable[[Act[Any]], str] | None = None,
) -> Callable[[Run], DeskAct]:
    """Declare an act that runs in one transaction; put its `routes` into the module's `routes`.

    `of` is the model behind `{id}` in the path, or a function that finds the record. A `warning`
    makes a confirm step: use it wherever the act cannot be undone. A `letter` can be looked at before.
    """

    def declare(run: Run) -> DeskAct:
        return DeskAct(
            path, title, button, verb, may, of, run,
            fields=fields, warning=warning, is_danger=is_danger, uploads=uploads, back=back,
            letter=letter,
        )  # fmt: skip

    return declare


def workflow(
    path: str,
    *,
    may: Capability,
    of: Load = None,
    verb: str,
    title: str,
    button: str,
    fields: Fields = (),
    warning: str = "",
    is_danger: bool = False,
    uploads: int = 0,
    back: str | Callable[[Any], str] = "",
    letter: Callable[[Act[Any]], str] | None = None,
) -> Callable[[Run], DeskAct]:
    """Declare an act that opens its own transactions with `act.noted()`, around a network call."""

    def declare(run: Run) -> DeskAct:
        return DeskAct(
            path, title, button, verb, may, of, run,
            fields=fields, warning=warning, is_danger=is_danger, uploads=uploads, back=back,
            letter=letter, in_transaction=False,
        )  # fmt: skip

    return declare


def desk_page(request: Request, template: str, *, title: str, **context: Any) -> HTMLResponse:
    """A page of a desk; `me.may(...)` and the acts' buttons decide what is offered on it."""
    return render(request, template, {"title": title, **context})


def found(session: Session, model: type[Subject], request: Request) -> Subject:
    """The record behind `{id}` in the address; raises NotFound."""
    record = session.get(model, path_id(request))
    if record is None:
        raise NotFound("page")
    return record


def actor_of(request: Request) -> Actor:
    return auth.staff_of(request).actor


def me(request: Request) -> StaffUser:
    return auth.staff_of(request)


def _is_model(of: type[Base] | Find) -> TypeIs[type[Base]]:
    return isinstance(of, type)


def _options(one: Field, session: Session, subject: Any) -> Options:
    return one.options(session, subject) if callable(one.options) else one.options


def _initial(one: Field, session: Session, subject: Any) -> str:
    return one.initial(session, subject) if callable(one.initial) else one.initial


def _name_of(subject: Any) -> str:
    return f"{subject.__tablename__}:{subject.id}"


def _kind_of(subject: Any) -> str:
    return str(subject.__tablename__).replace("_", " ")
