"""Giving a sponsorship to somebody, and noting what colleagues should know."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sponsorship.errors import Invalid
from sponsorship.review import queries
from sponsorship.review.models import Assignment, ReviewNote

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy.orm import Session

    from sponsorship.audit import Actor
    from sponsorship.sponsorships.models import Sponsorship
    from sponsorship.staff.models import StaffUser

LONGEST_NOTE = 4000


def assign(
    session: Session, sponsorship: Sponsorship, to: StaffUser | None, *, at: datetime, by: Actor
) -> Assignment:
    """Let somebody look after it from now on, or nobody; who had it before stays known.

    Raises Invalid for an account that may not sign in any more, and if nothing would change.
    """
    if to is not None and not to.is_active:
        raise Invalid("staff", f"{to.name} does not work here any more.")
    before = queries.looked_after_by(session, [sponsorship.id]).get(sponsorship.id)
    if to is before:
        raise Invalid(
            "staff", f"{to.name} looks after it already." if to else "Nobody looks after it."
        )
    given = Assignment(sponsorship_id=sponsorship.id, staff=to, assigned_at=at, assigned_by=str(by))
    session.add(given)
    return given


def note(
    session: Session, sponsorship: Sponsorship, text: str, *, at: datetime, by: Actor
) -> ReviewNote:
    """Keep what colleagues should know; it is never changed and never shown to the sponsor.

    Raises Invalid for a note without words and for one that is too long.
    """
    words = text.strip()
    if not words:
        raise Invalid("text", "Please write the note.")
    if len(words) > LONGEST_NOTE:
        raise Invalid("text", f"A note has at most {LONGEST_NOTE} letters.")
    written = ReviewNote(
        sponsorship_id=sponsorship.id, text=words, written_at=at, written_by=str(by)
    )
    session.add(written)
    return written
