"""The style sheets inside of drawings, turned into attributes: only as much CSS as logos use.

Rules for an element, a class or an id are followed; everything else is passed over.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

MOST_RULES = 300

Declarations = dict[str, str]
_SELECTOR = re.compile(r"([A-Za-z]*)([.#][\w-]+)?", re.ASCII)


class TooManyRules(ValueError):
    """Raised for a style sheet that no logo needs."""


class Sheet:
    """The rules of all style sheets of one drawing."""

    def __init__(self, texts: Iterable[str]) -> None:
        self._rules: dict[str, list[tuple[int, str, Declarations]]] = {}
        count = 0
        for text in texts:
            for selectors, body in _rules(text):
                for selector in selectors.split(","):
                    count += 1
                    if count > MOST_RULES:
                        raise TooManyRules
                    self._add(selector.strip(), declared(body), count)

    def _add(self, selector: str, declarations: Declarations, position: int) -> None:
        found = _SELECTOR.fullmatch(selector)
        if found and selector:
            tag, named = found[1], found[2] or ""
            # An id says more than a class, a class more than a kind; of equals, the later one.
            rank = (2 if named.startswith("#") else 1 if named else 0) * 2 * MOST_RULES + position
            self._rules.setdefault(named or tag, []).append((rank, tag, declarations))

    def of(self, tag: str, name: str | None, classes: str) -> Declarations:
        """What the rules say about one element."""
        keys = {tag, f"#{name}", *(f".{one}" for one in classes.split())}
        applying = [
            (rank, declarations)
            for key in keys & self._rules.keys()
            for rank, only_tag, declarations in self._rules[key]
            if not only_tag or only_tag == tag
        ]
        said: Declarations = {}
        for _, declarations in sorted(applying, key=lambda one: one[0]):
            said |= declarations
        return said


def _rules(text: str) -> Iterable[tuple[str, str]]:
    """The selectors and the body of each rule; split, not searched, so that no text takes long."""
    first, *commented = text.split("/*")
    plain = first + "".join(one.partition("*/")[2] for one in commented)
    for rule in plain.split("}")[:-1]:
        before, brace, body = rule.rpartition("{")
        if brace:
            yield before.rpartition(";")[2], body


def declared(text: str) -> Declarations:
    """The declarations of one rule or of one `style` attribute."""
    pairs = (one.partition(":") for one in text.split(";"))
    return {
        name.strip().lower(): value.replace("!important", "").strip()
        for name, colon, value in pairs
        if colon and value.strip()
    }
