"""Where the files that belong to the product but are not code are found.

In a checkout they are top-level folders; a wheel carries them inside the package.
"""

from __future__ import annotations

from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent
_SHIPPED = _PACKAGE / "_shipped"


def migrations_dir() -> Path:
    """The folder with Alembic's `env.py` and `versions/`."""
    return _folder("alembic")


def letters_dir() -> Path:
    """The folder with one folder of templates per letter."""
    return _folder("email_templates")


def _folder(name: str) -> Path:
    shipped = _SHIPPED / name
    return shipped if shipped.is_dir() else _PACKAGE.parent / name
