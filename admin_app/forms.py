"""What people and programs send us: bounded, decoded, and for forms with a valid token.

A form token is bound to the session cookie of staff or to the random cookie of a visitor. Fields
that nobody asks for are ignored; a field that comes twice, or holds characters that no person
types, is refused.
"""

from __future__ import annotations

import hmac
import json
import re
import secrets
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any, TypeVar

from starlette.datastructures import FormData, UploadFile
from starlette.exceptions import HTTPException
from starlette.requests import Request

from admin_app.cookies import binding_of, settings_of, signature
from sponsorship.errors import Invalid
from sponsorship.money import Money

TOKEN_FIELD = "form_token"  # noqa: S105 - the name of a field, not a secret
BODY_LIMIT = 256 * 1024
FIELD_LIMIT = 128 * 1024
MOST_FIELDS = 300
MOST_FILES = 30
_FORM_TYPES = ("application/x-www-form-urlencoded", "multipart/form-data")
_UNTYPED = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")
_NO_LINE = re.compile(r"[\t\r\n\u0085\u2028\u2029]")

Choice = TypeVar("Choice", bound=StrEnum)


class NoFormToken(HTTPException):
    """Raised when a form comes without the token of the page that it should come from."""

    def __init__(self) -> None:
        super().__init__(403, "This page was open for too long. Go back, reload it and try again.")


@dataclass(frozen=True, slots=True)
class Upload:
    """A file as it was sent: nothing about it is believed yet."""

    filename: str
    content: bytes


class Form:
    """The fields of one sent form; each reader returns a value or raises Invalid with the field."""

    def __init__(self, fields: Iterable[tuple[str, str]], uploads: dict[str, Upload]) -> None:
        self._fields: dict[str, list[str]] = {}
        for name, value in fields:
            self._fields.setdefault(name, []).append(value)
        self._uploads = uploads

    @property
    def typed(self) -> dict[str, str]:
        """What was typed, to fill the form again after a refusal; never passwords or tokens."""
        return {
            name: ", ".join(values)
            for name, values in self._fields.items()
            if name not in _NEVER_SHOWN and "password" not in name
        }

    def __contains__(self, name: str) -> bool:
        return any(self._fields.get(name, ()))

    def __getitem__(self, name: str) -> str:
        return self.line(name)

    def line(self, name: str, *, longest: int = 500) -> str:
        """One line of text without the blanks around it; empty if the field is missing."""
        value = self._one(name, longest=longest).strip()
        if _NO_LINE.search(value):
            raise Invalid(name, "This has to be one line of text.")
        return value

    def text(self, name: str, *, longest: int = 20_000) -> str:
        """Text of several lines, ended by plain line feeds."""
        return self._one(name, longest=longest).replace("\r\n", "\n").replace("\r", "\n").strip()

    def secret(self, name: str) -> str:
        """A password, exactly as it was typed."""
        return self._one(name, longest=4096)

    def needed(self, name: str, sentence: str, *, longest: int = 500) -> str:
        """One line that may not be empty; `sentence` asks for it."""
        if value := self.line(name, longest=longest):
            return value
        raise Invalid(name, sentence)

    def flag(self, name: str) -> bool:
        """Whether a box was ticked."""
        return self._one(name, longest=20) not in {"", "0", "no", "off", "false"}

    def many(self, name: str) -> list[str]:
        """All values of a field that may come several times."""
        return [_checked(name, value, longest=500).strip() for value in self._fields.get(name, [])]

    def whole(self, name: str) -> int:
        """A whole number, not negative and small enough for every database."""
        value = self.line(name, longest=20)
        if not re.fullmatch(r"\d{1,18}", value, re.ASCII):
            raise Invalid(name, "Please give a whole number.")
        return int(value)

    def day(self, name: str) -> date:
        """A calendar day."""
        try:
            return date.fromisoformat(self.line(name, longest=10))
        except ValueError as wrong:
            raise Invalid(name, "Please give a day like 2026-03-31.") from wrong

    def day_if_given(self, name: str) -> date | None:
        return self.day(name) if self.line(name) else None

    def money(self, name: str, currency: str) -> Money:
        """An amount in `currency` as a person typed it."""
        try:
            return Money.parse(self.line(name, longest=40), currency)
        except Invalid as wrong:
            raise Invalid(name, str(wrong)) from wrong

    def choice(self, name: str, choices: type[Choice]) -> Choice:
        """One member of an enumeration, by its value."""
        try:
            return choices(self.line(name))
        except ValueError as wrong:
            raise Invalid(name, "Please choose one of the offered values.") from wrong

    def upload(self, name: str) -> Upload | None:
        """The file that was sent, or None."""
        return self._uploads.get(name)

    def submission(self) -> str:
        """The random key of this filled-in form: the same when it is sent twice."""
        key = self.line("submission", longest=64)
        if not re.fullmatch(r"[A-Za-z0-9_-]{22,64}", key, re.ASCII):
            raise Invalid("submission", "Please reload the page and fill in the form again.")
        return key

    def _one(self, name: str, *, longest: int) -> str:
        values = self._fields.get(name, [""])
        if len(values) > 1:
            raise Invalid(name, "This field was sent more than once.")
        return _checked(name, values[0], longest=longest)


_NEVER_SHOWN = {TOKEN_FIELD, "version", "code", "present", "confirmed"}


def _checked(name: str, value: str, *, longest: int) -> str:
    if _UNTYPED.search(value):
        raise Invalid(name, "This contains characters that cannot be stored.")
    if len(value) > longest:
        raise Invalid(name, f"This is longer than {longest:,} characters.")
    return value


def form_token(request: Request) -> str:
    """The token for the forms of this page, bound to whoever looks at it."""
    return signature(settings_of(request), "form", binding_of(request))


def new_submission_key() -> str:
    """A key for a form that must take effect once however often it is sent."""
    return secrets.token_urlsafe(24)


async def read_form(request: Request, *, uploads: int = 0, most_fields: int = MOST_FIELDS) -> Form:
    """The sent form, its token verified; raises NoFormToken, or 413, 415 and 400 for bad bodies."""
    sent_type = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if sent_type not in _FORM_TYPES:
        raise HTTPException(415)
    limit = BODY_LIMIT + uploads
    _refuse_declared_length(request, limit)
    request.scope["state"]["body_limit"] = limit
    parsed = await request.form(
        max_files=MOST_FILES if uploads else 0,
        max_fields=most_fields,
        max_part_size=FIELD_LIMIT,
    )
    try:
        sent = await _gathered(parsed)
    finally:
        await parsed.close()
    given = sent.line(TOKEN_FIELD)
    if not hmac.compare_digest(given.encode(), form_token(request).encode()):
        raise NoFormToken
    return sent


async def _gathered(parsed: FormData) -> Form:
    fields: list[tuple[str, str]] = []
    files: dict[str, Upload] = {}
    for name, value in parsed.multi_items():
        if isinstance(value, UploadFile):
            if value.filename:
                files[name] = Upload(value.filename[:200], await value.read())
        else:
            fields.append((name, value))
    return Form(fields, files)


async def read_json(request: Request, *, limit: int = BODY_LIMIT) -> Any:
    """The JSON body of an API call; raises Invalid for anything that is not one."""
    _refuse_declared_length(request, limit)
    request.scope["state"]["body_limit"] = limit
    try:
        return json.loads(await request.body())
    except (ValueError, RecursionError) as wrong:
        raise Invalid("body", "The body is not a JSON document.") from wrong


def _refuse_declared_length(request: Request, limit: int) -> None:
    declared = request.headers.get("content-length", "0")
    if not declared.isascii() or not declared.isdigit():
        raise HTTPException(400)
    if int(declared[:20]) > limit:
        raise HTTPException(413)
