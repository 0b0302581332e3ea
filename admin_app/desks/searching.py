"""The search field of desk lists: words that begin with what was typed, or a reference."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

import sqlalchemy as sa
from starlette.requests import Request

LONGEST = 100
_UNTYPED = re.compile(r"[\x00-\x1f\x7f\ud800-\udfff]")


def sought(request: Request) -> str:
    """What was typed into the search field, without what no database takes."""
    return sought_in(request.query_params, "search")


def sought_in(asked: Mapping[str, str], name: str, *, longest: int = LONGEST) -> str:
    """What was chosen to search by, without what no database takes."""
    return _UNTYPED.sub("", asked.get(name, ""))[:longest].strip()


def begins(term: str, *columns: Any) -> sa.ColumnElement[bool]:
    """A word in one of the columns begins with the term, whatever its case."""
    plain = term.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
    patterns = (f"{plain}%", f"% {plain}%")
    return sa.or_(*(one.ilike(pattern, escape="\\") for one in columns for pattern in patterns))


def referred(term: str, prefix: str) -> int | None:
    """The row id in a typed reference such as D-2026-000012, or None."""
    match = re.fullmatch(rf"{prefix}-\d{{4}}-0*(\d{{1,15}})", term.upper(), re.ASCII)
    return int(match[1]) if match else None
