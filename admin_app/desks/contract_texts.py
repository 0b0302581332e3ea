"""Contract texts: the words of new contracts, renewals and amendments, in versions."""

from __future__ import annotations

from sqlalchemy.orm import Session
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute

from admin_app.auth import staff
from admin_app.desks import frame
from admin_app.desks.frame import Act, Done, Field, Options, act
from admin_app.menu import MenuEntry
from admin_app.pages import download, wiring_of
from admin_app.routing import page
from sponsorship import lifecycle
from sponsorship.clock import utc_now
from sponsorship.contracts import queries, texts
from sponsorship.contracts.models import ContractKind, ContractText
from sponsorship.documents import wording
from sponsorship.documents.content import DocumentKind
from sponsorship.errors import Invalid
from sponsorship.staff.permissions import Capability
from sponsorship.workflows import contracting

HOME = "/admin/desk/contract-texts"
_FORM = (
    "“# ” begins a heading, an empty line ends a paragraph, “- ” or “1. ” begins a point,"
    " **two stars** make bold."
)


def list_texts(request: Request) -> Response:
    """Every version of every kind of contract."""
    with wiring_of(request).database.reading() as session:
        kinds = [(kind, texts.of_kind(session, kind)) for kind in ContractKind]
    return frame.desk_page(
        request, "desks/contract_texts/list.html", title="Contract texts", kinds=kinds, add=add
    )


def show_text(request: Request) -> Response:
    """One version: its words, what keeps it from being published, the contracts made from it."""
    with wiring_of(request).database.reading() as session:
        text = frame.found(session, ContractText, request)
        made = queries.made_from(session, text)
        moves = lifecycle.history(session, text)
    return frame.desk_page(
        request,
        "desks/contract_texts/show.html",
        title=str(text),
        text=text,
        trouble=_trouble(text),
        made=made,
        moves=moves,
        placeholders=texts.placeholders(text.kind),
        acts=ACTS,
    )


def _trouble(text: ContractText) -> str:
    try:
        texts.check(text.kind, text.text)
    except Invalid as wrong:
        return str(wrong)
    return ""


def preview(request: Request) -> Response:
    """A made-up contract in these words, as a PDF that says what it is."""
    wiring = wiring_of(request)
    with wiring.database.reading() as session:
        text = frame.found(session, ContractText, request)
    content = contracting.specimen_contract(text, foundation=wiring.foundation, at=utc_now())
    pdf = wiring.renderer.render(DocumentKind.CONTRACT, content)
    name = f"preview-{text.kind.value}-{text.number}.pdf"
    return download(pdf, name, "application/pdf", inline=True)


def _kinds(_: Session, __: object) -> Options:
    return [(kind.value, kind.label) for kind in ContractKind]


def _fields(_: Session, text: ContractText) -> list[Field]:
    names = ", ".join(f"{{{{ {name} }}}}" for name in texts.placeholders(text.kind))
    return [
        Field("text", "Text", "text", initial=text.text, hint=f"{_FORM} Filled in are: {names}."),
        Field("note", "What is new in it", is_required=False, hint="For staff alone.",
              initial=text.note),
    ]  # fmt: skip


@act(
    f"{HOME}/add",
    may=Capability.MANAGE_CONTRACT,
    verb="began_contract_text",
    title="Begin a new version",
    button="Begin a new version",
    fields=[Field("kind", "For", "choice", options=_kinds)],
    back=HOME,
)
def add(one: Act[None]) -> Done:
    """A draft that begins with the words in use."""
    kinds = {kind.value: kind for kind in ContractKind}
    kind = kinds.get(one.form.line("kind"))
    if kind is None:
        raise Invalid("kind", "Please choose one of the kinds.")
    text = texts.write(
        one.session, kind, text=texts.newest(one.session, kind), note="", at=one.at, by=one.by
    )
    return Done(f"This is {text}. It begins with the words in use now.", f"{HOME}/{text.id}")


@act(
    f"{HOME}/{{id}}/change",
    may=Capability.MANAGE_CONTRACT,
    of=ContractText,
    verb="changed_contract_text",
    title="Change the text",
    button="Change",
    fields=_fields,
)
def change(one: Act[ContractText]) -> str:
    """Only a draft changes."""
    texts.change(
        one.subject,
        text=one.form.text("text", longest=wording.LONGEST),
        note=one.form.line("note", longest=texts.LONGEST_NOTE),
    )
    return "Kept. Look at the preview before you publish it."


@act(
    f"{HOME}/{{id}}/publish",
    may=Capability.MANAGE_CONTRACT,
    of=ContractText,
    verb="published_contract_text",
    title="Publish the text",
    button="Publish",
    warning="Contracts drafted from now on are made from it, and it can never be changed again."
    " The version before is retired.",
)
def publish(one: Act[ContractText]) -> str:
    """Contracts of its kind are made from it from now on."""
    texts.publish(one.session, one.subject, at=one.at, by=one.by)
    return f"{one.subject} is published."


@act(
    f"{HOME}/{{id}}/retire",
    may=Capability.MANAGE_CONTRACT,
    of=ContractText,
    verb="retired_contract_text",
    title="Retire the text",
    button="Retire",
    warning="No contract is made from it any more. If no other version is published, the standard"
    " wording is used.",
    is_danger=True,
)
def retire(one: Act[ContractText]) -> str:
    """Not used any more; what was made from it stays."""
    texts.retire(one.session, one.subject, at=one.at, by=one.by)
    return f"{one.subject} is retired."


ACTS = {"change": change, "publish": publish, "retire": retire}

menu = [MenuEntry("Contract texts", HOME, "Catalogue")]
desk_paths = {ContractText: HOME + "/{id}"}
routes: list[BaseRoute] = [
    page(HOME, list_texts, access=staff(), name="list_contract_texts"),
    *add.routes,
    page(HOME + "/{id}", show_text, access=staff(), name="show_contract_text"),
    page(HOME + "/{id}/preview.pdf", preview, access=staff(), name="preview_contract_text"),
    *(route for one in ACTS.values() for route in one.routes),
]
