"""Gap-free numbers for receipts, invoices and credit notes.

A number is taken under a row lock in the transaction that uses it: if that rolls back, so does the
number. Triggers on the numbered tables refuse any number that is not the next one.
"""

from typing import cast

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, Session, mapped_column

from sponsorship.database import Base, in_both_words, write


class NumberSeries(Base):
    """The last number given in one series and fiscal year."""

    __tablename__ = "number_series"
    __table_args__ = (sa.CheckConstraint("last >= 0", name="last_not_negative"),)

    series: Mapped[str] = mapped_column(primary_key=True)
    year: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    last: Mapped[int]


_SERIES = cast("sa.Table", NumberSeries.__table__)
_COUNT_ON = in_both_words(
    lambda insert: (
        insert(_SERIES)
        .on_conflict_do_update(index_elements=["series", "year"], set_={"last": _SERIES.c.last + 1})
        .returning(_SERIES.c.last)
    )
)


def next_in(session: Session, series: str, *, year: int) -> int:
    """The next number of the series in that fiscal year, 1 for the first."""
    taken: int | None = write(session, _COUNT_ON, {"series": series, "year": year, "last": 1})
    if taken is None:
        raise AssertionError("a number series returned nothing")
    return taken
