"""Contracts: look, send, record what was signed elsewhere, nullify."""

from __future__ import annotations

from collections.abc import Callable

from sqlalchemy.orm import Session
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute

from admin_app.auth import staff
from admin_app.desks import frame
from admin_app.desks.frame import Act, Done, Field, act, workflow
from admin_app.desks.letters import without_personal_links
from admin_app.forms import Form
from admin_app.pages import download, path_id, wiring_of
from admin_app.routing import page
from sponsorship import lifecycle
from sponsorship.clock import utc_now
from sponsorship.contracts import queries
from sponsorship.contracts.comparison import differences
from sponsorship.contracts.models import Contract
from sponsorship.contracts.operations import LONGEST_PARTICULARS, content_of
from sponsorship.documents import operations as documents
from sponsorship.errors import Invalid, NotFound
from sponsorship.messages.letters import LONGEST_WORDS
from sponsorship.messages.render import render
from sponsorship.staff.permissions import Capability
from sponsorship.workflows import agreement, contracting, sponsoring

HOME = "/admin/desk/contracts"
LARGEST_FILE = 10 * 2**20
LARGEST_SENT = 2 * LARGEST_FILE
"""More than we keep, so that a file that is somewhat too large is refused beside its field."""


def _found(session: Session, request: Request) -> Contract:
    return queries.get(session, path_id(request))


def show_contract(request: Request) -> Response:
    """One revision: its facts, its PDF, its signature, its history."""
    with wiring_of(request).database.reading() as session:
        contract = _found(session, request)
        moves = lifecycle.history(session, contract)
        revisions = queries.of_sponsorship(session, contract.sponsorship_id)
    return frame.desk_page(
        request,
        "desks/contracts/show.html",
        title=str(contract),
        contract=contract,
        sponsorship=contract.sponsorship,
        recipients=sponsoring.contract_contacts(contract.sponsorship),
        moves=moves,
        revisions=revisions,
        acts=ACTS,
    )


def show_pdf(request: Request) -> Response:
    """The contract as it stands: with its signature page once it was signed online."""
    wiring = wiring_of(request)
    with wiring.database.reading() as session:
        contract = _found(session, request)
    pdf = sponsoring.contract_pdf(wiring.database, wiring.renderer, contract, at=utc_now())
    return download(pdf.pdf, pdf.filename, "application/pdf", inline=True)


def show_word(request: Request) -> Response:
    """The same words as a Word file."""
    with wiring_of(request).database.reading() as session:
        contract = _found(session, request)
        name = documents.file_name(contract.executed_document or contract.document, "docx")
    from sponsorship.documents.word_files import MEDIA_TYPE, contract_as_word  # slow to load

    return download(contract_as_word(content_of(contract)), name, MEDIA_TYPE)


def show_changes(request: Request) -> Response:
    """What this revision says differently from an earlier one: the one before, if none is named."""
    since = request.query_params.get("since", "")
    with wiring_of(request).database.reading() as session:
        contract = _found(session, request)
        others = [
            one
            for one in queries.of_sponsorship(session, contract.sponsorship_id)
            if one.revision < contract.revision
        ]
    before = next((one for one in others if not since or str(one.revision) == since), None)
    if before is None:
        raise NotFound("page")
    return frame.desk_page(
        request,
        "desks/contracts/changes.html",
        title="What changed",
        contract=contract,
        before=before,
        others=others,
        differences=differences(content_of(before), content_of(contract)),
    )


def show_signed_file(request: Request) -> Response:
    """The file that staff recorded as the signed contract."""
    with wiring_of(request).database.reading() as session:
        contract = _found(session, request)
        if contract.signed_file is None:
            raise NotFound("file")
        kept = documents.file_by_token(session, contract.signed_file.public_token)
    return download(kept.bytes, f"signed-{contract.reference}.pdf", kept.media_type)


@act(
    f"{HOME}/{{id}}/change",
    may=Capability.MANAGE_CONTRACT,
    of=_found,
    verb="revised_contract",
    title="Change the draft",
    button="Change the draft",
    fields=[
        Field(
            "particulars",
            "Agreed for this contract",
            "text",
            is_required=False,
            hint="Printed as a section of its own. Everything else is drawn up as things stand now.",
            initial=lambda _, contract: contract.particulars,
        ),
    ],
)
def change(one: Act[Contract]) -> Done:
    """Each save is a revision of its own; only a draft is saved."""
    fresh = contracting.revise_contract(
        one.session,
        one.subject,
        particulars=one.form.text("particulars", longest=LONGEST_PARTICULARS),
        foundation=one.wiring.foundation,
        at=one.at,
        by=one.by,
    )
    return Done(f"Saved as {fresh}.", f"{HOME}/{fresh.id}")


def _letter(one: Act[Contract]) -> str:
    """The letter to the first of those who get it."""
    told = sponsoring.letter_with_contract(
        one.subject,
        words=one.form.text("words", longest=LONGEST_WORDS),
        foundation=one.wiring.foundation,
    )
    name = sponsoring.contract_contacts(one.subject.sponsorship)[0].name
    words = render(told, recipient_name=name, letterhead=one.wiring.letterhead)
    return f"{words.subject}\n\n{without_personal_links(words.text)}"


@workflow(
    f"{HOME}/{{id}}/send",
    may=Capability.MANAGE_CONTRACT,
    of=_found,
    verb="sent_contract",
    title="Send the contract",
    button="Send to the sponsor",
    warning="The sponsor's contacts get a personal link to read and sign exactly this PDF. Unless you"
    " say otherwise, our signatory has signed it by that.",
    fields=[
        Field("countersigns_later", "We sign only after the sponsor has signed", "flag"),
        Field("words", "How the letter begins", "text", is_required=False,
              hint="Empty, it is our usual sentence. The personal link to the contract follows."),
    ],
    letter=_letter,
)  # fmt: skip
def send(one: Act[Contract]) -> str:
    """Render it if need be, then send the link to those who sign."""
    wiring = one.wiring
    documents.rendered(wiring.database, wiring.renderer, one.subject.document_id, at=one.at)
    with one.noted() as session:
        contract = queries.get(session, one.subject.id)
        sponsoring.send_contract(
            session,
            contract,
            countersigns_later=one.form.flag("countersigns_later"),
            words=one.form.text("words", longest=LONGEST_WORDS),
            foundation=wiring.foundation,
            at=one.at,
            by=one.by,
        )
        names = ", ".join(c.name for c in sponsoring.contract_contacts(contract.sponsorship))
    return f"Sent to {names}."


@act(
    f"{HOME}/{{id}}/record",
    may=Capability.MANAGE_CONTRACT,
    of=_found,
    verb="recorded_execution",
    title="Record a signed contract",
    button="Record as executed",
    warning="The contract counts as executed, and the invoice is issued and sent at once.",
    fields=[
        Field("signed_file", "Signed contract (PDF)", "file", hint="At most 10 MB."),
        Field("signer_name", "Signed for the sponsor by"),
        Field("signer_title", "Title of the signer", is_required=False),
        Field("signed_on", "Signed on", "day"),
    ],
    uploads=LARGEST_SENT,
)
def record(one: Act[Contract]) -> str:
    """Staff hold the contract signed by both parties."""
    upload = _checked_pdf(one.form)
    signed_on = one.form.day("signed_on")
    if signed_on > one.wiring.foundation.calendar.day_of(one.at):
        raise Invalid("signed_on", "This day has not come yet.")
    sponsoring.record_execution(
        one.session,
        one.subject,
        upload=upload,
        signer_name=one.form.line("signer_name", longest=200),
        signer_title=one.form.line("signer_title", longest=200),
        signed_on=signed_on,
        foundation=one.wiring.foundation,
        at=one.at,
        by=one.by,
    )
    return "Recorded. The invoice is issued and on its way."


def _checked_pdf(form: Form) -> sponsoring.Upload:
    sent = form.upload("signed_file")
    if sent is None:
        raise Invalid("signed_file", "Please choose the signed contract as a PDF.")
    if not sent.content:
        raise Invalid("signed_file", "This file is empty. Please choose the signed PDF.")
    if len(sent.content) > LARGEST_FILE:
        raise Invalid("signed_file", "This file is larger than 10 MB.")
    if not sent.content.startswith(b"%PDF-") or b"%%EOF" not in sent.content[-2048:]:
        raise Invalid("signed_file", "This is not a PDF file. Please choose the signed PDF.")
    return sponsoring.Upload(sent.content, "application/pdf", sent.filename)


@act(
    f"{HOME}/{{id}}/nullify",
    may=Capability.MANAGE_CONTRACT,
    of=_found,
    verb="nullified",
    title="Nullify the contract",
    button="Nullify and draft anew",
    warning="This revision can no longer be signed. A new draft takes its place.",
    fields=[Field("reason", "Reason", "text", hint="Whoever has the contract reads this.")],
    is_danger=True,
)
def nullify(one: Act[Contract]) -> Done:
    """Cancel it before it has effect; the next revision is drafted at once."""
    fresh = sponsoring.nullify_contract(
        one.session,
        one.subject,
        reason=one.form.text("reason", longest=2000),
        foundation=one.wiring.foundation,
        at=one.at,
        by=one.by,
    )
    becomes = "is the new draft" if fresh.can_be("revised") else "stays in force"
    return Done(f"Nullified. {fresh} {becomes}.", f"{HOME}/{fresh.id}")


@act(
    f"{HOME}/{{id}}/remind",
    may=Capability.MANAGE_CONTRACT,
    of=_found,
    verb="reminded_of_contract",
    title="Remind the sponsor",
    button="Remind them",
)
def remind(one: Act[Contract]) -> str:
    """Once a day at most; reminders also go by themselves every week."""
    sent = agreement.remind(
        one.session, one.subject, foundation=one.wiring.foundation, at=one.at, by=one.by
    )
    return "A reminder is on its way." if sent else "They were reminded today already."


def _signatory(name: str) -> Callable[[Session, Contract], str]:
    return lambda _, contract: str(getattr(content_of(contract), f"signatory_{name}"))


@act(
    f"{HOME}/{{id}}/countersign",
    may=Capability.MANAGE_CONTRACT,
    of=_found,
    verb="countersigned",
    title="Sign for the foundation",
    button="Sign for the foundation",
    warning="The contract is executed by this, and the invoice is issued and sent at once.",
    fields=[
        Field("signer_name", "Signed for us by", initial=_signatory("name")),
        Field("signer_title", "Title", initial=_signatory("title")),
    ],
)
def countersign(one: Act[Contract]) -> str:
    """The sponsor has signed; now we do."""
    sponsoring.countersign_contract(
        one.session,
        one.subject,
        name=one.form.line("signer_name", longest=200),
        title=one.form.line("signer_title", longest=200),
        foundation=one.wiring.foundation,
        at=one.at,
        by=one.by,
    )
    return "Signed by both of us. The sponsor is told."


@act(
    f"{HOME}/{{id}}/amend",
    may=Capability.MANAGE_CONTRACT,
    of=_found,
    verb="amended_contract",
    title="Amend the contract",
    button="Amend",
    fields=[Field("particulars", "What changes", "text",
                  hint="This contract stays in force until both have signed the amendment.")],
)  # fmt: skip
def amend(one: Act[Contract]) -> Done:
    """A draft that takes the place of this contract once both have signed it."""
    fresh = agreement.amend(
        one.session,
        one.subject,
        particulars=one.form.text("particulars", longest=LONGEST_PARTICULARS),
        foundation=one.wiring.foundation,
        at=one.at,
    )
    return Done(f"{fresh} is drafted. {one.subject} stays in force.", f"{HOME}/{fresh.id}")


@act(
    f"{HOME}/{{id}}/terminate",
    may=Capability.MANAGE_CONTRACT,
    of=_found,
    verb="terminated_contract",
    title="End the contract early",
    button="End early",
    warning="Benefits and logo end with that day, and the sponsor is told. Invoices stay as they are:"
    " what is owed afterwards is yours to decide, with a credit note at the invoice.",
    fields=[
        Field("last_day", "Last day", "day"),
        Field("reason", "Reason", "text", hint="The sponsor reads this."),
    ],
    is_danger=True,
)
def terminate(one: Act[Contract]) -> str:
    """Before its term is over, with a day and a reason."""
    agreement.terminate(
        one.session,
        one.subject,
        last_day=one.form.day("last_day"),
        reason=one.form.text("reason", longest=2000),
        at=one.at,
        by=one.by,
    )
    return "It ends early, and the sponsor is told. Please look at its invoices."


ACTS = {
    "change": change,
    "send": send,
    "record": record,
    "nullify": nullify,
    "remind": remind,
    "countersign": countersign,
    "amend": amend,
    "terminate": terminate,
}

desk_paths = {Contract: HOME + "/{id}"}
routes: list[BaseRoute] = [
    page(HOME + "/{id}", show_contract, access=staff()),
    page(HOME + "/{id}/contract.pdf", show_pdf, access=staff()),
    page(HOME + "/{id}/contract.docx", show_word, access=staff()),
    page(HOME + "/{id}/changes", show_changes, access=staff(), name="show_contract_changes"),
    page(HOME + "/{id}/signed.pdf", show_signed_file, access=staff()),
    *(route for one in ACTS.values() for route in one.routes),
]
