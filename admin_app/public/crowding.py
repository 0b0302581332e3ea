"""Card testers try stolen cards on donation forms by the thousand; real donors never come so thickly.

Three layers, and whoever gives like a person meets none of them: a field that only programs fill in; how
many forms one e-mail address sends in a quarter of an hour; and how many one network does, with
room for a whole café behind one address. The first few are counted in this process alone, so
that a donor's way costs no statement; beyond that the database counts, for all processes together.
"""

from __future__ import annotations

import ipaddress
import threading
from collections import OrderedDict
from datetime import datetime

from starlette.requests import Request

from admin_app.forms import Form
from admin_app.pages import wiring_of
from sponsorship.errors import Refused
from sponsorship.staff import throttling

PER_NETWORK = 90
"""Forms in a quarter of an hour: thirty people in a café, each of whom tries three times."""
PER_EMAIL = 10
UNCOUNTED = 5
"""So many of each are counted in memory alone."""
REMEMBERED = 10_000
_QUARTER = 15 * 60

GIFT, QUESTION, SAVED, WAITING = "gift", "question", "saved_application", "waiting"
"""What is sent; each is counted by itself."""
_MANY = {
    GIFT: "gifts were begun",
    QUESTION: "questions were sent",
    SAVED: "applications were saved",
    WAITING: "people joined a waiting list",
}
_NOTHING = {
    GIFT: "Nothing was charged.",
    QUESTION: "Nothing you typed is lost.",
    SAVED: "Nothing you typed is lost.",
    WAITING: "Nothing you typed is lost.",
}

TRAP = "leave_empty"
"""The field that nobody sees; a screen reader says that it stays empty."""


class Crowding(Refused):
    """Raised when more forms come from one place than people can fill in."""

    code = "too_many_attempts"

    def __init__(self, what: str = GIFT) -> None:
        super().__init__(
            f"Very many {_MANY[what]} from your network or e-mail address within a short time, so"
            f" we stop for a moment. {_NOTHING[what]} Please try again in a quarter of an hour."
        )


class FilledByProgram(Refused):
    """Raised when the field is filled in that people do not see."""

    code = "filled_by_program"

    def __init__(self, what: str = GIFT) -> None:
        super().__init__(
            "A field that must stay empty was filled in, as programs do. Please reload the page and"
            f" fill in the form yourself. {_NOTHING[what]}"
        )


class Lately:
    """How often each name came in this quarter of an hour, and who is refused until it ends."""

    def __init__(self, *, most: int = REMEMBERED) -> None:
        self.most = most
        self._lock = threading.Lock()
        self._quarter = 0
        self._times: OrderedDict[str, int] = OrderedDict()
        self._refused: set[str] = set()

    def count(self, name: str, quarter: int) -> int:
        with self._lock:
            if quarter != self._quarter:
                self._quarter = quarter
                self._times.clear()
                self._refused.clear()
            times = self._times[name] = self._times.get(name, 0) + 1
            self._times.move_to_end(name)
            while len(self._times) > self.most:
                self._refused.discard(self._times.popitem(last=False)[0])
            return times

    def refuse(self, name: str) -> None:
        with self._lock:
            self._refused.add(name)

    def is_refused(self, name: str) -> bool:
        with self._lock:
            return name in self._refused


def lately_of(request: Request) -> Lately:
    """One for the whole application, made when the first form arrives."""
    state = request.app.state
    if not hasattr(state, "gifts_lately"):
        state.gifts_lately = Lately()
    lately: Lately = state.gifts_lately
    return lately


def must_be_a_person(
    request: Request, sent: Form, *, at: datetime, what: str = GIFT, email: str = "email"
) -> None:
    """`email` is the field of the address.

    Raises FilledByProgram, or Crowding while too many forms come from one place.
    """
    if TRAP in sent:
        raise FilledByProgram(what)
    host = request.client.host if request.client else ""
    if _is_this_machine(host):
        return
    for name, limit in (
        (f"{what}:{throttling.address_bucket(host)}", PER_NETWORK),
        (f"{what}:{throttling.account_bucket(sent.typed.get(email, ''))}", PER_EMAIL),
    ):
        _count(request, name, limit, at=at, what=what)


def _count(request: Request, name: str, limit: int, *, at: datetime, what: str) -> None:
    lately = lately_of(request)
    times = lately.count(name, int(at.timestamp()) // _QUARTER)
    if times <= UNCOUNTED:
        return
    if lately.is_refused(name):  # an attack costs no statement either
        raise Crowding(what)
    try:
        with wiring_of(request).database.unit_of_work() as session:
            throttling.count(session, name, at=at, limit=limit - UNCOUNTED)
    except throttling.TooManyAttempts as refused:
        lately.refuse(name)
        raise Crowding(what) from refused


def _is_this_machine(host: str) -> bool:
    """A proxy that does not tell for whom it speaks, a socket, or a program beside ours.

    None of these is a donor's network, and to limit it would be to limit everybody at once.
    """
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return True
