"""Answers that are the same for everybody, kept in memory for as long as nothing they say has changed.

Each request asks the database for the stamps of now (`sponsorship/stamps.py`), once, and gets a kept
answer only if it was made under them: so it is as fresh as one that is made now, whichever process
changed something. Nothing personal is ever given to be kept here.
"""

from __future__ import annotations

import secrets
import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable, Mapping
from dataclasses import dataclass
from typing import Any, TypeVar

from sqlalchemy.orm import Session
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from admin_app.forms import form_token
from admin_app.pages import for_nobody, text_of, token_field_with
from sponsorship import stamps
from sponsorship.database import Database
from sponsorship.stamps import Stamped

_Answer = TypeVar("_Answer")

_TOKEN_HERE, FORM_KEY_HERE = secrets.token_hex(16), secrets.token_hex(16)
"""Stand on a kept page for what is a visitor's own; nobody can have put them into a text."""

MOST = 100
"""How many answers are kept; the one that was not asked for the longest goes first."""


class KeptAnswers:
    """The kept answers of one process."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._kept: OrderedDict[Hashable, tuple[Stamped, Any]] = OrderedDict()
        self._lock = threading.Lock()
        self._making = threading.Lock()

    def answer(
        self, request: Request, key: Hashable, make: Callable[[Session], _Answer]
    ) -> _Answer:
        """The answer kept under the key, or made now; `key` names everything it depends on but the data.

        What `make` raises is not kept.
        """
        now = self._present(request)
        found: tuple[_Answer] | None = self._found(key, now)
        if found is None:
            with self._making:  # one makes it, and who came meanwhile takes it over
                found = self._found(key, now)
                if found is None:
                    with self._database.reading() as session:
                        found = (make(session),)
                    self._keep(key, now, found)
        return found[0]

    def _present(self, request: Request) -> Stamped:
        """The stamps, asked for once in a request, before anything is read that may be kept."""
        if not hasattr(request.state, "stamped"):
            request.state.stamped = stamps.present(self._database)
        now: Stamped = request.state.stamped
        return now

    def _found(self, key: Hashable, now: Stamped) -> Any:
        with self._lock:
            stamped, answer = self._kept.get(key, ((), None))
            if answer is None or stamped != now:
                return None
            self._kept.move_to_end(key)
            return answer

    def _keep(self, key: Hashable, now: Stamped, answer: Any) -> None:
        with self._lock:
            self._kept[key] = (now, answer)
            self._kept.move_to_end(key)
            while len(self._kept) > MOST:
                self._kept.popitem(last=False)


@dataclass(frozen=True, slots=True)
class KeptPage:
    """A page with one form, cut where the visitor's own token and form key stand."""

    before: bytes
    between: bytes
    after: bytes

    @classmethod
    def of(cls, request: Request, template: str, context: Mapping[str, Any]) -> KeptPage:
        """Rendered for nobody, so that nothing of the visitor who happens to ask is kept."""
        marked = {**context, "token_field": lambda: token_field_with(_TOKEN_HERE)}
        before, rest = text_of(for_nobody(request), template, marked).split(_TOKEN_HERE)
        between, after = rest.split(FORM_KEY_HERE)
        return cls(before.encode(), between.encode(), after.encode())

    def given_to(self, request: Request, *, form_key: str) -> Response:
        """The page of one visitor."""
        token = form_token(request).encode()
        return HTMLResponse(
            b"".join((self.before, token, self.between, form_key.encode(), self.after))
        )


def kept_answers(request: Request) -> KeptAnswers:
    """Those of the process that answers."""
    kept: KeptAnswers = request.app.state.kept
    return kept
