"""Sending one dispatch: read, write, send outside of any transaction, record.

A crash between sending and recording sends the same Message-ID once more, which mail programs
recognise; a dispatch that is recorded as sent or failed is never sent again.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from email import policy
from email.header import Header
from email.headerregistry import Address
from email.message import EmailMessage

import sqlalchemy as sa
from sqlalchemy.orm import Session, joinedload

from sponsorship.audit import SYSTEM
from sponsorship.database import ROW_LOCK, Database
from sponsorship.errors import Unavailable
from sponsorship.lifecycle import advance
from sponsorship.logs import scrub
from sponsorship.messages import (  # so that their letters are known
    letters_about_money,  # noqa: F401
    letters_asked,  # noqa: F401
    letters_back,  # noqa: F401
    letters_of_changes,  # noqa: F401
    letters_of_contracts,  # noqa: F401
    letters_of_places,  # noqa: F401
)
from sponsorship.messages.letterhead import Letterhead
from sponsorship.messages.letters import LETTERS, LetterContext, SignIn
from sponsorship.messages.letters_to_sponsors import SponsorLetter
from sponsorship.messages.models import Dispatch, DispatchStatus, Letter
from sponsorship.messages.render import Rendered, render
from sponsorship.messages.transport import MailRefused, MailUnavailable, Transport


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file that goes with a letter."""

    filename: str
    content: bytes
    media_type: str = "application/pdf"


Documents = Callable[[int], Attachment]
"""Fetches a stored document by its id."""


class UnusableAddress(Exception):
    """No mail can be addressed to this."""


_WITH_LETTER = (
    sa.select(Dispatch)
    .where(Dispatch.id == sa.bindparam("dispatch"))
    .options(joinedload(Dispatch.letter, innerjoin=True))
)
_LOCKED_WITH_LETTER = _WITH_LETTER.with_for_update(of=Dispatch, **ROW_LOCK)


def send(
    database: Database,
    transport: Transport,
    dispatch_id: int,
    *,
    at: datetime,
    letterhead: Letterhead,
    documents: Documents,
) -> None:
    """Send what this dispatch owes; nothing if it is sent or has failed for good.

    Raises Unavailable when it is worth trying again later.
    """
    with database.reading() as session:
        dispatch = session.scalars(_WITH_LETTER, {"dispatch": dispatch_id}).one()
        letter = dispatch.letter
    if dispatch.status is not DispatchStatus.OWED:
        return
    context = LETTERS[letter.template].model_validate(letter.context)
    if _has_expired(context, letter, at):
        _record(database, dispatch_id, "failed", at, "The link expired before it could be sent.")
        return
    rendered = render(context, recipient_name=letter.recipient_name, letterhead=letterhead)
    try:
        transport.send(
            compose(
                rendered,
                to=addressed(letter.recipient_name, letter.recipient_email),
                letterhead=letterhead,
                message_id=dispatch.message_id,
                at=at,
                attachments=[documents(document_id) for document_id in letter.attachments],
                choice_link=context.choice_link if isinstance(context, SponsorLetter) else None,
            )
        )
    except UnusableAddress:
        _record(database, dispatch_id, "failed", at, "This e-mail address cannot be used.")
    except MailRefused as refused:
        _record(database, dispatch_id, "failed", at, str(refused))
    except Unavailable as unavailable:
        reason = unavailable.reason if isinstance(unavailable, MailUnavailable) else ""
        _record(database, dispatch_id, None, at, f"{unavailable} {reason}")
        raise
    else:
        _record(database, dispatch_id, "sent", at, "")


def addressed(name: str, email: str) -> Address:
    """The recipient as a header shows them; raises UnusableAddress."""
    from email_validator import EmailNotValidError, validate_email

    try:
        checked = validate_email(email, check_deliverability=False, globally_deliverable=False)
    except EmailNotValidError as invalid:
        raise UnusableAddress from invalid
    # International domains travel in their ASCII form; other alphabets before the @ cannot.
    spec = checked.ascii_email or checked.normalized
    local, _, domain = spec.rpartition("@")
    return Address(name, local, domain)


def compose(
    rendered: Rendered,
    *,
    to: Address,
    letterhead: Letterhead,
    message_id: str,
    at: datetime,
    attachments: Sequence[Attachment],
    choice_link: str | None = None,
) -> EmailMessage:
    """The mail: plain text first, HTML beside it, files after."""
    message = EmailMessage(policy=policy.SMTP if to.addr_spec.isascii() else policy.SMTPUTF8)
    sender = addressed(letterhead.name, letterhead.sender)
    headers: dict[str, str | Address] = {"From": sender, "To": to}
    if letterhead.reply_to:
        headers["Reply-To"] = addressed(letterhead.name, letterhead.reply_to)
    headers["Subject"] = rendered.subject
    for name, value in headers.items():
        if to.addr_spec.isascii():
            _encode(message, name, value)
        else:
            message[name] = value
    message["Date"] = at
    message["Message-ID"] = f"<{message_id}@{sender.domain}>"
    message["Auto-Submitted"] = "auto-generated"
    if choice_link:  # mail programs show it as their own button beside the sender
        message["List-Unsubscribe"] = f"<{choice_link}>"
    message.set_content(rendered.text, cte="quoted-printable")
    message.add_alternative(rendered.html, subtype="html", cte="quoted-printable")
    for attachment in attachments:
        main, _, sub = attachment.media_type.partition("/")
        message.add_attachment(
            attachment.content, maintype=main, subtype=sub, filename=attachment.filename
        )
    return message


def _encode(message: EmailMessage, name: str, value: str | Address) -> None:
    """A header whose words may be in any script, encoded where they are not ASCII (RFC 2047).

    Python before 3.13 loses spaces between encoded words when it folds them itself: "Gärtner & Söhne"
    arrived as "Gärtner &Söhne".
    """
    words = value.display_name if isinstance(value, Address) else value
    if words.isascii():
        message[name] = value
        return
    encoded = Header(" ".join(words.split()), "utf-8", header_name=name).encode()
    address = f"\n <{value.addr_spec}>" if isinstance(value, Address) else ""
    message.set_raw(name, encoded + address)


def _has_expired(context: LetterContext, letter: Letter, at: datetime) -> bool:
    return isinstance(context, SignIn) and at >= letter.owed_at + timedelta(
        minutes=context.valid_minutes
    )


def _record(
    database: Database, dispatch_id: int, verb: str | None, at: datetime, error: str
) -> None:
    with database.unit_of_work() as session:
        dispatch = session.scalars(_LOCKED_WITH_LETTER, {"dispatch": dispatch_id}).one()
        if dispatch.status is not DispatchStatus.OWED:
            return
        dispatch.attempts += 1
        dispatch.error = scrub(error.strip())
        if verb == "sent":
            dispatch.sent_at = at
        if verb is not None:
            advance(session, dispatch, verb, at=at, by=SYSTEM)
            _forget_one_time(session, dispatch.letter)


def _forget_one_time(session: Session, letter: Letter) -> None:
    if LETTERS[letter.template].is_one_time:
        letter.context = {}
        session.flush()
