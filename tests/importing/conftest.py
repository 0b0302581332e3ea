"""A foundation with two funds, and the small application of python.org beside it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa

from sponsorship import invariants
from sponsorship.audit import Actor
from sponsorship.database import Base, Database
from sponsorship.demo import catalogue
from sponsorship.importing.models import ImportOutcome
from sponsorship.importing.passage import Line
from sponsorship.settings import load
from sponsorship.wiring import foundation_of
from sponsorship.workflows.importing import Report, import_python_org
from tests.clock import NOW
from tests.importing.peer import Peer, small, write_media


@dataclass
class Move:
    """A move from python.org to here, in as many runs as it takes."""

    database: Database
    folder: Path
    media: Path
    peer: Peer = field(default_factory=small)
    lines: list[Line] = field(default_factory=list)

    def run(
        self,
        *,
        is_dry: bool = False,
        with_media: bool = True,
        path: Path | None = None,
        fund_slug: str = "",
        tell: Callable[[Line], None] | None = None,
    ) -> Report:
        """Import what the application holds now."""
        self.lines = []
        return import_python_org(
            self.database,
            path or self.peer.write_dump(self.folder),
            media=self.media if with_media else None,
            fund_slug=fund_slug,
            is_dry=is_dry,
            foundation=foundation_of(load(data_dir=self.folder, base_url="https://fund.example")),
            at=NOW,
            by=Actor("system", "command line"),
            tell=tell or self.lines.append,
        )

    def said(self, model: str, number: int | str) -> str:
        """What the last run said of one record."""
        return next(
            f"{one.outcome.value}: {one.sentence}".removesuffix(": ")
            for one in self.lines
            if (one.model, one.number) == (model, str(number))
        )

    def outcomes(self) -> Counter[ImportOutcome]:
        return Counter(one.outcome for one in self.lines)

    def every(self, model: type[Any]) -> list[Any]:
        with self.database.reading() as session:
            return list(session.scalars(sa.select(model).order_by(model.id)))

    def counted(self) -> dict[str, int]:
        """How many rows every table has."""
        with self.database.reading() as session:
            return {
                table.name: session.scalar(sa.select(sa.func.count()).select_from(table)) or 0
                for table in Base.metadata.tables.values()
            }


@pytest.fixture
def move(database: Database, tmp_path: Path) -> Iterator[Move]:
    """Whatever comes in, every invariant holds at the end."""
    with database.unit_of_work() as session:
        catalogue.add_funds(session, currency="USD", at=NOW)
    media = tmp_path / "media"
    media.mkdir()
    yield Move(database, tmp_path, write_media(media))
    with database.reading() as session:
        assert invariants.broken(session) == []
