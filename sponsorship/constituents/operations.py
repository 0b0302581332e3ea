"""Finding people again."""

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session

from sponsorship.constituents.models import Constituent, ConstituentKind
from sponsorship.database import insert_into


def email_key(email: str) -> str:
    """The form under which one address is one constituent: without case or outer blanks."""
    return email.strip().casefold()


def find_or_add(
    session: Session,
    *,
    name: str,
    email: str,
    at: datetime,
    kind: ConstituentKind = ConstituentKind.PERSON,
) -> Constituent:
    """The constituent with this e-mail address, added if we do not know it; a known name stays."""
    insert = insert_into(session, Constituent)
    session.execute(
        insert.values(
            kind=kind,
            name=name,
            email=email.strip(),
            email_key=email_key(email),
            created_at=at,
            version=1,
        ).on_conflict_do_nothing(index_elements=["email_key"])
    )
    return session.scalars(
        sa.select(Constituent).where(Constituent.email_key == email_key(email))
    ).one()
