"""Badges with which sponsors tell on their own pages that they sponsor, as SVG and as PNG."""

from __future__ import annotations

import json
import subprocess
import sys
from dataclasses import asdict, dataclass
from enum import StrEnum
from functools import lru_cache

from sponsorship.documents.images import bare_environment
from sponsorship.errors import Unavailable

SECONDS = 30.0


class BadgeForm(StrEnum):
    SVG = "svg"
    PNG = "png"

    @property
    def media_type(self) -> str:
        return {"svg": "image/svg+xml", "png": "image/png"}[self.value]


@dataclass(frozen=True, slots=True)
class Badge:
    """The words of a badge; a former sponsor's is grey."""

    lead: str
    foundation: str
    detail: str
    is_former: bool

    @property
    def words(self) -> str:
        """What the badge says, for those who do not see it."""
        return f"{self.lead} {self.foundation}, {self.detail}"


@lru_cache(maxsize=256)
def drawn(badge: Badge, form: BadgeForm) -> bytes:
    """The badge as a file; equal words are drawn once. Raises Unavailable."""
    try:
        answer = subprocess.run(
            [sys.executable, "-P", "-m", "sponsorship.documents.badge_worker"],
            input=json.dumps({"form": form.value, "badge": asdict(badge)}).encode(),
            capture_output=True,
            env=bare_environment(),
            timeout=SECONDS,
            check=True,
        )
    except (subprocess.SubprocessError, OSError):
        raise Unavailable("The drawing of badges") from None
    return answer.stdout
