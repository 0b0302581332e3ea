"""A story whose product can be killed: the world outside of it lives on."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import cast

from faults.outside import Outside, TransportOutside, processor_outside
from faults.owed import Workbench
from faults.points import Points
from sponsorship import working
from sponsorship.database import Database
from sponsorship.jobs import DbosQueue, Handler, RecordingQueue
from tests.fakes import RecordingTransport
from tests.stories.telling import Story

Handlers = Callable[[Story], Mapping[str, Handler]]


@dataclass
class Told(Story):
    """The words of the stories, over a real queue, with every point of death in sight."""

    points: Points | None = None
    faulty: Handlers | None = None
    """Handlers that replace the product's own: mistakes that a show must find."""

    def __post_init__(self) -> None:
        super().__post_init__()
        handlers = dict(working.handlers(self.wiring, clock=lambda: self.now))
        if self.faulty is not None:
            handlers.update(self.faulty(self))
        self.bench = Workbench(self.database, handlers, self.points or Points())

    def work(self) -> int:
        return self.bench.work()


def tell(
    url: str, data_dir: Path, outside: Outside, points: Points, *, faulty: Handlers | None = None
) -> Told:
    """A small foundation in that database, which must be empty."""
    database = Database(url, jobs=DbosQueue(), pool_size=4)
    points.watch(database.engine)
    return Told(
        database,
        data_dir,
        RecordingQueue(),
        processor=processor_outside(outside, points),
        # The story does nothing with it but hand it to the product.
        transport=cast("RecordingTransport", TransportOutside(outside, points)),
        points=points,
        faulty=faulty,
    )
