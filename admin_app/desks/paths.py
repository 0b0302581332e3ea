"""From a record to the page where staff act on it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

_PATHS: dict[type, str] = {}


def know(more: Mapping[type, str]) -> None:
    """Remember the desk pages of these models: `{StaffUser: "/admin/desk/staff/{id}"}`."""
    _PATHS.update(more)


def desk_path(record: Any) -> str | None:
    """The address of the record's desk page, or None if it has none."""
    pattern = _PATHS.get(type(record))
    return pattern.format(id=record.id) if pattern else None


def desk_of(table: str, key: str) -> str | None:
    """The address of the desk page of the row `key` of a table, or None if it has none."""
    model = next((one for one in _PATHS if getattr(one, "__tablename__", "") == table), None)
    return _PATHS[model].format(id=key) if model is not None and key.isdigit() else None


def has_desk(model: type) -> bool:
    return model in _PATHS
