"""One renderer for all documents."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from sponsorship.documents.rendering import TypstRenderer


@pytest.fixture(scope="session")
def renderer() -> Iterator[TypstRenderer]:
    """Workers are expensive to start, so all tests of one run share them."""
    shared = TypstRenderer()
    yield shared
    shared.close()
