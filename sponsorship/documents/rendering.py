"""From content to PDF: the renderer port and the Typst renderer behind it.

Rendering happens in worker processes that are started when first needed, replaced after a number of
documents (the compiler keeps some memory of each), and ended when they hang. The files are PDF/A-3a
and PDF/UA-1; equal content gives equal bytes. Knows nothing of where a document is kept or sent.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import queue
import re
import shutil
import subprocess
import sys
import threading
import unicodedata
import weakref
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, BinaryIO, Literal, Protocol, cast

from pydantic import BaseModel

from sponsorship.documents.content import ContractContent, DocumentContent, DocumentKind
from sponsorship.documents.framing import Header, read_message, write_message
from sponsorship.errors import Invalid, Refused, Unavailable

_HERE = Path(__file__).parent
FONTS = _HERE / "fonts"
TEMPLATES = _HERE / "templates"


def sha256_of(pdf: bytes) -> str:
    """The digest by which a stored document is recognised, in lower-case hexadecimal."""
    return hashlib.sha256(pdf).hexdigest()


@dataclass(frozen=True, kw_only=True)
class Attachment:
    """A file carried inside the PDF, byte for byte."""

    filename: str
    content: bytes
    description: str
    media_type: str = "application/pdf"
    relationship: Literal["source", "data", "alternative", "supplement"] = "source"

    def __post_init__(self) -> None:
        if not re.fullmatch(r"[A-Za-z0-9][A-Za-z0-9._-]{0,199}", self.filename):
            raise Invalid("filename", "The name of an attached file is letters, digits, . _ and -.")


# --- Refusals -------------------------------------------------------------------------------------


class MissingGlyph(Invalid):
    """The content holds a character that no available font can show."""

    code = "missing_glyph"

    def __init__(self, characters: Sequence[str], field: str) -> None:
        self.characters = tuple(characters)
        shown = ", ".join(_named(character) for character in self.characters[:5])
        super().__init__(field, f"The document cannot be printed with the character {shown}.")

    def replaced_in(self, content: DocumentContent) -> DocumentContent:
        """The same content, with the mark � where these characters stood."""
        unknown = re.compile("|".join(map(re.escape, self.characters)))
        return content.model_validate(_each_text(content.model_dump(), unknown))


class UnknownKind(Invalid):
    """There is no template for this kind of document."""

    code = "unknown_document_kind"

    def __init__(self, kind: str) -> None:
        super().__init__("kind", f"There is no document of the kind “{kind[:60]}”.")


class WrongContent(Invalid):
    """The content belongs to another kind of document."""

    code = "wrong_document_content"

    def __init__(self, kind: DocumentKind, content: BaseModel) -> None:
        super().__init__(
            "content", f"A document of the kind “{kind}” is not made from {type(content).__name__}."
        )


class SignedFileDiffers(Refused):
    """An executed contract must carry exactly the file whose digest it prints."""

    code = "signed_file_differs"

    def __init__(self, reference: str) -> None:
        super().__init__(
            f"The file attached to contract {reference} is not the one that was signed."
        )


class TemplateBroken(AssertionError):
    """A template of ours does not compile: a defect of the product, never of the content."""


def _named(character: str) -> str:
    names = " ".join(
        f"U+{ord(point):04X} {unicodedata.name(point, '')}".rstrip() for point in character
    )
    return f"{character} ({names})" if character.isprintable() else names


# --- The port -------------------------------------------------------------------------------------


class Renderer(Protocol):
    """Makes a file of a document's content."""

    def render(
        self, kind: DocumentKind, content: BaseModel, *, attachment: Attachment | None = None
    ) -> bytes:
        """The PDF; refuses characters without a glyph, and is `Unavailable` when it cannot work."""
        ...


class TypstRenderer:
    """Renders in recycled worker processes; safe to share between threads.

    `extra_font_paths` are folders with further fonts, for scripts that the shipped ones lack.
    """

    def __init__(
        self,
        *,
        max_tasks_per_child: int = 200,
        workers: int = 1,
        timeout: float = 20.0,
        extra_font_paths: Sequence[Path] = (),
    ) -> None:
        self._max_tasks = max_tasks_per_child
        self._timeout = timeout
        self._font_paths = (FONTS, *extra_font_paths)
        self._workers = workers
        self._closed = False
        # Last in, first out: a worker that is warm is taken before one that has yet to start.
        self._slots: queue.LifoQueue[_Worker | None] = queue.LifoQueue()
        for _ in range(workers):
            self._slots.put(None)
        self._running: set[_Worker] = set()
        weakref.finalize(self, _stop_all, self._running)

    @property
    def worker_ids(self) -> tuple[int, ...]:
        """The process ids of the workers that are running."""
        return tuple(sorted(worker.pid for worker in list(self._running)))

    @property
    def busy(self) -> int:
        """How many documents are being rendered at this moment."""
        return self._workers - self._slots.qsize()

    def render(
        self, kind: DocumentKind, content: BaseModel, *, attachment: Attachment | None = None
    ) -> bytes:
        """The PDF of this content, with the attachment inside."""
        checked = _checked(kind, content, attachment)
        request = _request(kind, checked, attachment)
        worker = self._borrow()
        try:
            answer, pdf = worker.ask(request, attachment, timeout=self._timeout)
        except _WorkerLost:
            self._retire(worker)
            self._slots.put(None)
            raise Unavailable("The document renderer") from None
        self._give_back(worker)
        if answer["diagnostic"] is not None:
            raise _refusal(answer["diagnostic"], checked)
        return pdf

    def close(self) -> None:
        """End the workers; a renderer that was closed renders nothing more."""
        self._closed = True
        _stop_all(self._running)

    def _borrow(self) -> _Worker:
        if self._closed:
            raise Unavailable("The document renderer")
        try:
            worker = self._slots.get(timeout=self._timeout)
        except queue.Empty:
            raise Unavailable("The document renderer") from None
        if worker is not None and worker.is_alive:
            return worker
        if worker is not None:
            self._retire(worker)
        try:
            return self._start()
        except OSError:
            self._slots.put(None)
            raise Unavailable("The document renderer") from None

    def _start(self) -> _Worker:
        worker = _Worker(self._font_paths)
        self._running.add(worker)
        return worker

    def _give_back(self, worker: _Worker) -> None:
        if self._closed or worker.documents >= self._max_tasks:
            self._retire(worker)
            self._slots.put(None)
        else:
            self._slots.put(worker)

    def _retire(self, worker: _Worker) -> None:
        self._running.discard(worker)
        worker.stop()


def _checked(
    kind: DocumentKind, content: BaseModel, attachment: Attachment | None
) -> DocumentContent:
    if not isinstance(kind, DocumentKind):
        raise UnknownKind(str(kind))
    if not isinstance(content, DocumentContent) or not isinstance(content, kind.content_model):
        raise WrongContent(kind, content)
    if isinstance(content, ContractContent) and content.signature is not None:
        digest = sha256_of(attachment.content) if attachment is not None else ""
        if digest != content.signature.document_sha256:
            raise SignedFileDiffers(content.reference)
    return content


# Byte order marks mean nothing inside text, are often pasted along, and PDF/A forbids them.
# Direction overrides would let a name be read otherwise than it is stored.
_UNSEEN = re.compile("[\ufeff\u202a-\u202e\u2066-\u2069]")


def _request(kind: DocumentKind, content: DocumentContent, attachment: Attachment | None) -> Header:
    about = None
    if attachment is not None:
        about = {
            "filename": attachment.filename,
            "media_type": attachment.media_type,
            "relationship": attachment.relationship,
            "description": attachment.description,
        }
    return {
        "template": f"{kind.value}.typ",
        "document": _UNSEEN.sub("", content.model_dump_json()),
        "timestamp": int(content.created_at.timestamp()),
        "attachment": about,
    }


# --- Workers --------------------------------------------------------------------------------------


class _WorkerLost(Exception):
    """The worker ended or was ended before it answered."""


class _Worker:
    """One process with its own folder: the templates, and for a moment the attached file."""

    def __init__(self, font_paths: Sequence[Path]) -> None:
        self.documents = 0
        self._folder = TemporaryDirectory(prefix="documents-", ignore_cleanup_errors=True)
        root = Path(self._folder.name)
        for template in TEMPLATES.glob("*.typ"):
            shutil.copyfile(template, root / template.name)
        # A process of its own rather than a fork: the server that starts it has threads.
        self._process = subprocess.Popen(
            [sys.executable, "-P", "-m", "sponsorship.documents.worker", str(root)]
            + [str(path) for path in font_paths],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            env=_worker_environment(),
            start_new_session=True,
        )
        self._requests = cast("BinaryIO", self._process.stdin)
        self._answers = cast("BinaryIO", self._process.stdout)

    @property
    def pid(self) -> int:
        return self._process.pid

    @property
    def is_alive(self) -> bool:
        return self._process.poll() is None

    def ask(
        self, request: Header, attachment: Attachment | None, *, timeout: float
    ) -> tuple[Header, bytes]:
        """The worker's answer; a worker that takes longer than `timeout` seconds is ended."""
        watch = threading.Timer(timeout, self._process.kill)
        watch.daemon = True
        watch.start()
        try:
            write_message(self._requests, request, attachment.content if attachment else b"")
            answer = read_message(self._answers)
        except (EOFError, OSError, ValueError):
            raise _WorkerLost from None
        finally:
            watch.cancel()
        self.documents += 1
        return answer

    def stop(self) -> None:
        """End the process and remove its folder."""
        self._process.kill()
        self._process.wait()
        for stream in (self._requests, self._answers):
            # Bytes that the dead process never read cannot be flushed any more.
            with contextlib.suppress(OSError):
                stream.close()
        self._folder.cleanup()


def _stop_all(workers: set[_Worker]) -> None:
    while workers:
        workers.pop().stop()


def _worker_environment() -> dict[str, str]:
    """What Python needs to start, and none of the application's settings."""
    kept = ("PATH", "LD_LIBRARY_PATH", "SYSTEMROOT", "VIRTUAL_ENV")
    environment = {name: os.environ[name] for name in kept if name in os.environ}
    places = [str(_HERE.parents[1]), os.environ.get("PYTHONPATH", "")]
    environment["PYTHONPATH"] = os.pathsep.join(place for place in places if place)
    return environment


# --- Reading the compiler's complaints ------------------------------------------------------------

_UNPRINTABLE = re.compile(
    r'the text `"((?:[^"\\]|\\.)+)"` could not be displayed'
    r'|the disallowed codepoint `"((?:[^"\\]|\\.)+)"`'
    r'|contains the codepoint `"((?:[^"\\]|\\.)+)"`'
)
_ESCAPE = re.compile(r"\\(?:u\{([0-9a-f]+)\}|(.))")


def _refusal(diagnostic: str, content: DocumentContent) -> Exception:
    quoted = ["".join(groups) for groups in _UNPRINTABLE.findall(diagnostic)]
    if not quoted:
        return TemplateBroken(diagnostic)
    characters = [_ESCAPE.sub(_unescaped, text) for text in dict.fromkeys(quoted)]
    return MissingGlyph(characters, _field_with(characters[0], content))


def _unescaped(match: re.Match[str]) -> str:
    return chr(int(match[1], 16)) if match[1] else match[2]


def _field_with(character: str, content: DocumentContent) -> str:
    """Where the content holds this character, such as "sponsor.name"."""
    for path, text in _texts(content.model_dump(), ""):
        if character in text:
            return path
    return "content"


def _texts(node: Any, path: str) -> Iterator[tuple[str, str]]:
    if isinstance(node, str):
        yield path, node
    elif isinstance(node, dict):
        for name, child in node.items():
            yield from _texts(child, f"{path}.{name}".removeprefix("."))
    elif isinstance(node, tuple):
        for place, child in enumerate(node):
            yield from _texts(child, f"{path}.{place}")


def _each_text(node: Any, unknown: re.Pattern[str]) -> Any:
    if isinstance(node, str):
        return unknown.sub("\N{REPLACEMENT CHARACTER}", node)
    if isinstance(node, dict):
        return {name: _each_text(child, unknown) for name, child in node.items()}
    if isinstance(node, tuple):
        return tuple(_each_text(child, unknown) for child in node)
    return node
