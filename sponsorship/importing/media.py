"""The folder of uploaded files that goes with the tables; nothing outside of it is ever read."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

LARGEST = 25 * 2**20


@dataclass(frozen=True, slots=True)
class Media:
    """Uploaded files by the names that the tables give them; without a folder there are none."""

    folder: Path | None = None

    def find(self, name: str) -> bytes | None:
        """The content of that file, if it is there and not larger than anybody would upload."""
        if self.folder is None or not name or "\0" in name:
            return None
        root = self.folder.resolve()
        try:
            path = (root / name).resolve()
            if not path.is_relative_to(root) or not path.is_file():
                return None
            return path.read_bytes() if path.stat().st_size <= LARGEST else None
        except (OSError, ValueError):  # no name of a file at all
            return None

    def digest(self, names: Iterable[str]) -> str:
        """One hash over those of the files that are there; empty where none is."""
        found = [
            f"{name}:{hashlib.sha256(content).hexdigest()}"
            for name in names
            if (content := self.find(name)) is not None
        ]
        return hashlib.sha256("\n".join(found).encode()).hexdigest() if found else ""
