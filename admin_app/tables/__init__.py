"""Read-only tables of every record: list, search, filter, sort, export, show."""

from typing import Any


def mount_tables(app: Any, wiring: Any) -> None:
    """Put the tables under /admin."""
