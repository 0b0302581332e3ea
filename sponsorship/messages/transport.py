"""The ways out: a mail server, or a folder in which letters are caught."""

from __future__ import annotations

import os
import re
import smtplib
import ssl
import tempfile
from email.message import EmailMessage
from pathlib import Path
from typing import Protocol
from urllib.parse import unquote, urlsplit

from sponsorship.errors import Refused, Unavailable
from sponsorship.messages.text import one_line

TIMEOUT_SECONDS = 30
_LOOPBACK = {"127.0.0.1", "::1", "localhost"}


class MailRefused(Refused):
    """Raised when a mail server will not take this letter, now or later."""

    code = "mail_refused"

    def __init__(self, answer: str) -> None:
        self.answer = one_line(answer)[:300]
        super().__init__(f"The mail server refused this letter: {self.answer}")


class MailUnavailable(Unavailable):
    """Raised when the mail server does not answer, or asks us to come back later."""

    code = "mail_unavailable"

    def __init__(self, reason: str) -> None:
        self.reason = one_line(reason)[:300]
        super().__init__("The mail server")


class Transport(Protocol):
    """Takes a letter off our hands."""

    def send(self, message: EmailMessage) -> None:
        """Raises MailRefused if it never will, MailUnavailable if it may later."""


class SmtpTransport:
    """A mail server at `smtp://` or `smtps://`, with user name and password in the address.

    The connection is encrypted whenever the server offers it, and a password is never sent over
    one that is not, except to this machine.
    """

    def __init__(self, url: str, *, timeout_seconds: float = TIMEOUT_SECONDS) -> None:
        parts = urlsplit(url)
        if parts.scheme not in {"smtp", "smtps"} or not parts.hostname:
            raise ValueError("a mail server's address begins with smtp:// or smtps://")
        self._is_tls = parts.scheme == "smtps"
        self._host = parts.hostname
        self._user = unquote(parts.username or "")
        self._password = unquote(parts.password or "")
        self._port = parts.port or (465 if self._is_tls else 587 if self._user else 25)
        self._timeout = timeout_seconds

    def send(self, message: EmailMessage) -> None:
        try:
            with self._connect() as server:
                server.send_message(message)
        except smtplib.SMTPRecipientsRefused as refused:
            code, answer = next(iter(refused.recipients.values()))
            raise _by_code(code, answer) from refused
        except smtplib.SMTPDataError as refused:
            raise _by_code(refused.smtp_code, refused.smtp_error) from refused
        except smtplib.SMTPNotSupportedError as refused:
            raise MailRefused("it cannot deliver to this kind of address") from refused
        except smtplib.SMTPResponseException as refused:
            # A greeting, log-in or sender that is refused is our set-up, not this letter.
            raise MailUnavailable(f"{refused.smtp_code} {_said(refused.smtp_error)}") from refused
        except (smtplib.SMTPException, OSError) as broken:
            raise MailUnavailable(type(broken).__name__) from broken

    def _connect(self) -> smtplib.SMTP:
        if self._is_tls:
            server: smtplib.SMTP = smtplib.SMTP_SSL(
                self._host, self._port, timeout=self._timeout, context=ssl.create_default_context()
            )
        else:
            server = smtplib.SMTP(self._host, self._port, timeout=self._timeout)
        try:
            server.ehlo_or_helo_if_needed()
            is_private = self._is_tls or self._host in _LOOPBACK
            if not self._is_tls and server.has_extn("starttls"):
                server.starttls(context=ssl.create_default_context())
                is_private = True
            self._log_in(server, is_private=is_private)
        except BaseException:
            server.close()
            raise
        return server

    def _log_in(self, server: smtplib.SMTP, *, is_private: bool) -> None:
        if self._user and not is_private:
            raise MailUnavailable("it offers no encryption, so it gets no password")
        if self._user:
            server.login(self._user, self._password)


class CaughtTransport:
    """Keeps each letter as a file instead of sending it; a repeat replaces the same file."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def send(self, message: EmailMessage) -> None:
        self._folder.mkdir(parents=True, exist_ok=True)
        name = re.sub(r"[^A-Za-z0-9_-]+", "_", str(message["Message-ID"]).split("@")[0]).strip("_")
        handle, draft = tempfile.mkstemp(dir=self._folder, suffix=".draft")
        with os.fdopen(handle, "wb") as file:
            file.write(message.as_bytes())
        Path(draft).replace(self._folder / f"{name}.eml")


def _by_code(code: int, answer: bytes | str) -> MailRefused | MailUnavailable:
    sentence = f"{code} {_said(answer)}"
    return MailRefused(sentence) if 500 <= code < 600 else MailUnavailable(sentence)


def _said(answer: bytes | str) -> str:
    return answer.decode("utf-8", "replace") if isinstance(answer, bytes) else answer
