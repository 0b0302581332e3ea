"""What tells whether anything that public answers are made of has changed.

Every commit that changes one of those tables leaves another stamp than there was (`guards/stamping.py`).
So an answer that was made under the stamp of now is still true, whoever changed what in between, and
in whichever process. Knows nothing of answers, nor of who keeps them.
"""

from __future__ import annotations

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, Session, mapped_column

from sponsorship.database import Base, Database


class Stamp(Base):
    """A mark that a change has left; the marks that are there, together, stand for how things are."""

    __tablename__ = "stamp"

    id: Mapped[int] = mapped_column(primary_key=True)


Stamped = tuple[int, ...]
"""The marks of one moment. Two deeds at once may leave two of them, the later number first: so no
single number would tell that the earlier one was committed afterwards."""

_PRESENT = sa.select(Stamp.id).order_by(Stamp.id)


def present(database: Database) -> Stamped:
    """The marks of now: ask before you read what you keep under them."""
    with database.asking() as connection:
        return tuple(connection.scalars(_PRESENT))


def leave(session: Session) -> None:
    """Leave a mark for what changed while the database's own triggers looked away."""
    session.add(Stamp())
