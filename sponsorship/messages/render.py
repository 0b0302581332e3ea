"""From a letter's context to subject, text and HTML. Pure: the same letter gives the same words."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup, escape

from sponsorship.messages.letterhead import Letterhead
from sponsorship.messages.letters import Answer, LetterContext
from sponsorship.messages.text import one_line
from sponsorship.money import Money
from sponsorship.resources import letters_dir

WIDTH = 72
_LOOKS_LIKE_A_LINK = re.compile(r"://|www\.|@", re.IGNORECASE)
_MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Rendered:
    """One letter in words."""

    subject: str
    text: str
    html: str


def render(letter: LetterContext, *, recipient_name: str, letterhead: Letterhead) -> Rendered:
    """Write the letter to this person on this letterhead."""
    known = {
        **_told_by(letter),
        "recipient_name": _greeted_as(recipient_name),
        "letterhead": letterhead,
    }
    plain, rich = _environments()
    subject = one_line(plain.get_template(f"{letter.template}/subject.txt").render(known))
    text = plain.get_template(f"{letter.template}/body.txt").render(known)
    html = rich.get_template(f"{letter.template}/body.html").render(known, subject=subject)
    return Rendered(subject, _wrapped(text), _inliner().inline(html))


def money(amount: Money | None) -> str:
    """`$1,234.50`; nothing for no amount."""
    return "" if amount is None else amount.shown()


def day(on: date) -> str:
    """`2 March 2026`: read the same way on every continent."""
    return f"{on.day} {_MONTHS[on.month - 1]} {on.year}"


def lines(text: str) -> Markup:
    """Escaped, with its line breaks."""
    return Markup("<br>").join(escape(line) for line in text.split("\n"))


def told(answer: Answer) -> str:
    """The answer behind its question, or indented below it when it has several lines."""
    label = answer.label if answer.label.endswith("?") else f"{answer.label}:"
    if "\n" in answer.text:
        return f"{label}\n{textwrap.indent(answer.text, '    ')}"
    return f"{label} {answer.text}"


def rows(answers: Iterable[Answer]) -> Sequence[tuple[str, Markup]]:
    """Label and escaped text, for a table of facts."""
    return [(answer.label, lines(answer.text)) for answer in answers]


def _told_by(letter: LetterContext) -> dict[str, Any]:
    """The fields of the letter and what its own class derives from them."""
    derived = [name for name, kind in vars(type(letter)).items() if isinstance(kind, property)]
    return {name: getattr(letter, name) for name in [*type(letter).model_fields, *derived]}


def _greeted_as(name: str) -> str:
    """The name, unless it is an attempt to have us send a stranger's link."""
    line = one_line(name)
    return "" if len(line) > 100 or _LOOKS_LIKE_A_LINK.search(line) else line


def _wrapped(text: str) -> str:
    """At most 72 columns, links unbroken, never more than one empty line."""
    wrapped = (
        line
        if len(line) <= WIDTH
        else textwrap.fill(
            line,
            WIDTH,
            subsequent_indent=" " * (len(line) - len(line.lstrip())),
            break_long_words=False,
            break_on_hyphens=False,
        )
        for line in text.split("\n")
    )
    return re.sub(r"\n{3,}", "\n\n", "\n".join(wrapped)).strip() + "\n"


@cache
def _environments() -> tuple[Environment, Environment]:
    plain, rich = (
        Environment(
            loader=FileSystemLoader(letters_dir()),
            undefined=StrictUndefined,
            autoescape=is_html,  # noqa: S701  # off for the text parts alone: no &amp; there
            trim_blocks=True,
            lstrip_blocks=True,
            auto_reload=False,
        )
        for is_html in (False, True)
    )
    for environment in (plain, rich):
        environment.filters.update(money=money, day=day, lines=lines, told=told, rows=rows)
    return plain, rich


@cache
def _inliner() -> Any:
    import css_inline

    # Dark mode and narrow screens are at-rules: they stay behind for the programs that know them.
    return css_inline.CSSInliner(load_remote_stylesheets=False, keep_at_rules=True)
