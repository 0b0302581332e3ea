"""Everything that can happen, in one machine."""

from __future__ import annotations

from faults.model.giving import Giving
from faults.model.going_back import GoingBack
from faults.model.sponsoring import Sponsoring


class Anything(Giving, GoingBack, Sponsoring):
    """Whatever donors, sponsors, staff, banks and the processor do, in any order."""
