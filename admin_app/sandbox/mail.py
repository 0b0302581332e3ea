"""Caught mail: the letters the product would have sent, to be read in the browser."""

from __future__ import annotations

import re
from dataclasses import dataclass
from email import policy
from email.message import EmailMessage
from email.parser import BytesParser
from email.utils import parsedate_to_datetime
from pathlib import Path

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.routing import Route

from admin_app.sandbox.views import HEADERS, render, world_of

_NAME = re.compile(r"[A-Za-z0-9@._+=-]{1,200}\.eml")
_SHOWN = 200
_LETTER_POLICY = (
    "sandbox allow-popups; default-src 'none'; style-src 'unsafe-inline'; img-src data:;"
    " frame-ancestors 'self'"
)


@dataclass(frozen=True)
class Attachment:
    number: int
    file_name: str
    content_type: str
    size: int


@dataclass(frozen=True)
class Letter:
    """One caught e-mail, read from its file."""

    name: str
    subject: str
    sender: str
    recipients: str
    sent_at: str
    text: str
    html: str
    attachments: tuple[Attachment, ...]


async def mailbox(request: Request) -> Response:
    return render(request, "mailbox.html", letters=_letters(_folder(request)))


async def letter(request: Request) -> Response:
    message = _message(request)
    return render(request, "letter.html", letter=_read(request.path_params["name"], message))


async def letter_html(request: Request) -> Response:
    """The HTML part alone, without scripts, forms or anything from elsewhere."""
    html = _read(request.path_params["name"], _message(request)).html
    headers = {**HEADERS, "Content-Security-Policy": _LETTER_POLICY}
    return HTMLResponse(html, headers=headers)


async def attachment(request: Request) -> Response:
    message, number = _message(request), request.path_params["number"]
    parts = list(message.iter_attachments())
    if not 1 <= number <= len(parts):
        raise HTTPException(404)
    file_name = parts[number - 1].get_filename() or f"attachment-{number}"
    safe = re.sub(r"[^A-Za-z0-9._-]", "_", file_name)
    headers = {
        **HEADERS,
        "Content-Security-Policy": "sandbox; default-src 'none'",
        "Content-Disposition": f'attachment; filename="{safe}"',
    }
    return Response(
        _payload(parts[number - 1]), media_type="application/octet-stream", headers=headers
    )


def _folder(request: Request) -> Path:
    folder = world_of(request).config.mail_dir
    if folder is None:
        raise HTTPException(404)
    return folder


def _letters(folder: Path) -> list[Letter]:
    """Newest first, by when the file was written."""
    if not folder.is_dir():
        return []
    files = [path for path in folder.iterdir() if path.is_file() and _NAME.fullmatch(path.name)]
    files.sort(key=lambda path: (path.stat().st_mtime_ns, path.name), reverse=True)
    return [_read(path.name, _parse(path)) for path in files[:_SHOWN]]


def _message(request: Request) -> EmailMessage:
    folder, name = _folder(request), request.path_params["name"]
    path = folder / name
    # The name is one plain file name: no separators, so no way out of the folder.
    if not _NAME.fullmatch(name) or not path.is_file() or path.is_symlink():
        raise HTTPException(404)
    return _parse(path)


def _parse(path: Path) -> EmailMessage:
    return BytesParser(_class=EmailMessage, policy=policy.default).parsebytes(path.read_bytes())


def _read(name: str, message: EmailMessage) -> Letter:
    return Letter(
        name=name,
        subject=_header(message, "Subject") or "(no subject)",
        sender=_header(message, "From"),
        recipients=_header(message, "To"),
        sent_at=_sent_at(message),
        text=_body(message, "plain"),
        html=_with_inline_images(message, _body(message, "html")),
        attachments=tuple(
            Attachment(
                number,
                part.get_filename() or f"attachment-{number}",
                part.get_content_type(),
                len(_payload(part)),
            )
            for number, part in enumerate(message.iter_attachments(), 1)
        ),
    )


def _header(message: EmailMessage, name: str) -> str:
    return str(message.get(name, "")).strip()


def _sent_at(message: EmailMessage) -> str:
    try:
        return parsedate_to_datetime(_header(message, "Date")).strftime("%d %b %Y, %H:%M")
    except ValueError:
        return "unknown"


def _body(message: EmailMessage, kind: str) -> str:
    part = message.get_body((kind,))
    if part is None:
        return ""
    try:
        return str(part.get_content())
    except (LookupError, ValueError):
        return _payload(part).decode("utf-8", "replace")


def _payload(part: object) -> bytes:
    payload = part.get_payload(decode=True) if isinstance(part, EmailMessage) else None
    if isinstance(payload, bytes):
        return payload
    return part.as_bytes() if isinstance(part, EmailMessage) else b""


def _with_inline_images(message: EmailMessage, html: str) -> str:
    """Replaces `cid:` addresses, which no browser can follow, by the images themselves."""
    for part in message.walk():
        name = str(part.get("Content-ID", "")).strip().strip("<>")
        if name and part.get_content_maintype() == "image" and isinstance(part, EmailMessage):
            encoded = str(part.get_payload()).replace("\n", "").replace("\r", "")
            html = html.replace(f"cid:{name}", f"data:{part.get_content_type()};base64,{encoded}")
    return html


ROUTES = [
    Route("/sandbox/mail", mailbox),
    Route("/sandbox/mail/{name}", letter),
    Route("/sandbox/mail/{name}/html", letter_html),
    Route("/sandbox/mail/{name}/attachments/{number:int}", attachment),
]
