"""The world outside of the product: it lives in a process of its own and survives every kill.

There the card processor keeps its account, the mail server what it was given, and people and
machines what they were answered. The product reaches it through stand-ins that look like its ports.
"""

from __future__ import annotations

import multiprocessing
import os
import pickle
import tempfile
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from email.message import EmailMessage
from multiprocessing.connection import Client, Connection, Listener, wait
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

from sponsorship.payments.processor import Processor
from tests.processor import FakeProcessor

if TYPE_CHECKING:
    from faults.points import Points

ASKED_OF_THE_PROCESSOR = frozenset(
    name for name, member in vars(Processor).items() if callable(member) and name[0] != "_"
)
"""What the product asks over the network: a kill can come before the question or before the answer."""


@dataclass(frozen=True, slots=True)
class Mail:
    """One mail as the mail server took it."""

    message_id: str
    to: str
    subject: str


@dataclass
class World:
    """All that is outside, as it stands."""

    processor: FakeProcessor
    mails: list[Mail] = field(default_factory=list)
    answers: dict[str, object] = field(default_factory=dict)
    """What each step was answered, once it was."""


class Outside:
    """The way to the world outside; every thread that uses it speaks over a line of its own."""

    def __init__(self, now: datetime) -> None:
        self._folder = tempfile.TemporaryDirectory(prefix="outside")
        address = str(Path(self._folder.name) / "line")
        # Listening before the fork, so that nobody calls too early.
        self._listener = Listener(address, "AF_UNIX", backlog=128)
        self._server = multiprocessing.get_context("fork").Process(
            target=_serve, args=(self._listener, World(FakeProcessor(now))), daemon=True
        )
        self._server.start()
        self._address = address
        self._lines: dict[tuple[int, int], Connection[Any, Any]] = {}
        self.as_new = self.keep()

    def close(self) -> None:
        self._server.terminate()
        self._server.join()
        self._listener.close()
        self._folder.cleanup()

    def ask(self, what: str, *facts: object) -> Any:
        """Ask and wait; what was raised there is raised here."""
        mine = os.getpid(), threading.get_ident()
        line = self._lines.get(mine)
        if line is None:
            line = self._lines[mine] = Client(self._address, "AF_UNIX")
        line.send((what, facts))
        answer, raised = line.recv()
        if raised is not None:
            raise _rebuilt(*raised)
        return answer

    def world(self) -> World:
        """A copy of everything outside."""
        return cast("World", pickle.loads(self.keep()))

    def keep(self) -> bytes:
        return cast("bytes", self.ask("keep"))

    def restore(self, kept: bytes) -> None:
        self.ask("restore", kept)

    def answers(self) -> dict[str, object]:
        """Who has been answered so far."""
        return cast("dict[str, object]", self.ask("answers"))

    def answered(self, step: str, answer: object) -> None:
        """Whoever waited for the product's answer has it."""
        self.ask("answered", step, answer)


def _serve(listener: Listener, world: World) -> None:
    waiting = cast("Any", listener)._listener._socket
    lines: list[Connection[Any, Any]] = []
    while True:
        for ready in wait([waiting, *lines]):
            if ready is waiting:
                lines.append(listener.accept())
                continue
            line = cast("Connection[Any, Any]", ready)
            try:
                what, facts = line.recv()
            except (EOFError, OSError):
                lines.remove(line)  # it was killed, or has ended
                continue
            try:
                told: tuple[Any, Any] = _DEEDS[what](world, *facts), None
            except Exception as refusal:  # noqa: BLE001 - raised again where it was asked
                told = None, (type(refusal), refusal.args, vars(refusal))
            try:
                line.send(told)
            except OSError:
                lines.remove(line)  # it was killed while it waited: done, and nobody knows


def _call(world: World, name: str, args: tuple[Any, ...], named: dict[str, Any]) -> Any:
    answer = getattr(world.processor, name)(*args, **named)
    # A list that is read bit by bit is told at once.
    return list(answer) if isinstance(answer, Iterator) else answer


def _get(world: World, name: str) -> Any:
    return getattr(world.processor, name)


def _set(world: World, name: str, value: Any) -> None:
    setattr(world.processor, name, value)


def _post(world: World, mail: Mail) -> None:
    world.mails.append(mail)


def _answered(world: World, step: str, answer: object) -> None:
    world.answers[step] = answer


def _answers(world: World) -> dict[str, object]:
    return world.answers


def _keep(world: World) -> bytes:
    return pickle.dumps(world)


def _restore(world: World, kept: bytes) -> None:
    vars(world).update(vars(pickle.loads(kept)))


_DEEDS: dict[str, Any] = {
    "call": _call,
    "get": _get,
    "set": _set,
    "post": _post,
    "answered": _answered,
    "answers": _answers,
    "keep": _keep,
    "restore": _restore,
}


def _rebuilt(kind: type[Exception], args: tuple[Any, ...], facts: dict[str, Any]) -> Exception:
    """The same refusal; its class may not be callable with the sentence that it made."""
    made = kind.__new__(kind)
    made.args = args
    vars(made).update(facts)
    return made


class _ProcessorOutside:
    def __init__(self, outside: Outside, points: Points) -> None:
        vars(self).update(_outside=outside, _points=points, now=outside.ask("get", "now"))

    def __getattr__(self, name: str) -> Any:
        if not callable(getattr(FakeProcessor, name, None)):
            return self._outside.ask("get", name)

        def asked(*args: Any, **named: Any) -> Any:
            if name not in ASKED_OF_THE_PROCESSOR:
                return self._outside.ask("call", name, args, named)
            self._points.reach(f"before the processor is asked: {name}")
            answer = self._outside.ask("call", name, args, named)
            # The processor has done it; the answer is on its way.
            self._points.reach(f"before the processor's answer arrives: {name}")
            return answer

        return asked

    def __setattr__(self, name: str, value: Any) -> None:
        self._outside.ask("set", name, value)
        if name == "now":  # asked for at every turn, and set by the story alone
            vars(self)["now"] = value


def processor_outside(outside: Outside, points: Points) -> FakeProcessor:
    """The processor as the product and the payers see it."""
    return cast("FakeProcessor", _ProcessorOutside(outside, points))


class TransportOutside:
    """The mail server as the product sees it."""

    def __init__(self, outside: Outside, points: Points) -> None:
        self._outside = outside
        self._points = points

    def send(self, message: EmailMessage) -> None:
        mail = Mail(str(message["Message-ID"]), str(message["To"]), str(message["Subject"]))
        self._points.reach("before a letter is handed over")
        self._outside.ask("post", mail)
        self._points.reach("before the mail server's answer arrives")
