"""Saving an application that is not finished, finding it again, and forgetting it in time."""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from datetime import datetime, timedelta

import sqlalchemy as sa
from sqlalchemy.orm import Session

from sponsorship.addresses import checked_email
from sponsorship.database import ROW_LOCK
from sponsorship.errors import Invalid, NotFound
from sponsorship.saved.models import SavedApplication

LASTS = timedelta(days=60)
"""Long enough for a decision in a company; then what was typed is forgotten."""
LONGEST = 60_000
"""Letters in all fields together."""

Answers = Mapping[str, str | list[str]]


def save(
    session: Session,
    form_key: str,
    answers: Answers,
    *,
    email: str,
    places_until: datetime | None = None,
    at: datetime,
) -> tuple[SavedApplication, bool]:
    """Keep the form as it is; and whether its link has to be sent to this address.

    A form that was saved before is kept under the same link, which is sent again only to another address.
    Its places are kept until `places_until`, or as it was said at first; one form of an address keeps
    any. Raises Invalid for what is no address, and for a form longer than any person types.
    """
    address = checked_email(email, "contact_0_email")
    if sum(len(name) + len(str(value)) for name, value in answers.items()) > LONGEST:
        raise Invalid("message", "This is more than we can keep. Please shorten your texts.")
    known = of_form(session, form_key)
    if known is None:
        made = SavedApplication(
            form_key=form_key,
            public_token=secrets.token_urlsafe(24),
            email=address,
            answers=dict(answers),
            saved_at=at,
            expires_at=at + LASTS,
        )
        made.places_until = None if _keeps_elsewhere(session, made) else places_until
        session.add(made)
        session.flush()  # the letter's fact names it
        return made, True
    is_elsewhere = known.email != address
    known.email, known.answers = address, dict(answers)
    known.saved_at, known.expires_at = at, at + LASTS
    if known.places_until is None and not _keeps_elsewhere(session, known):
        known.places_until = places_until
    return known, is_elsewhere


def _keeps_elsewhere(session: Session, one: SavedApplication) -> bool:
    """Whether another form of this address keeps places, or has kept them and is not forgotten."""
    other = sa.exists().where(
        SavedApplication.email == one.email,
        SavedApplication.form_key != one.form_key,
        SavedApplication.places_until.is_not(None),
    )
    return bool(session.scalar(sa.select(other)))


def of_form(session: Session, form_key: str) -> SavedApplication | None:
    """What was saved of this form, locked, if anything was."""
    return session.scalars(
        sa.select(SavedApplication)
        .where(SavedApplication.form_key == form_key)
        .with_for_update(**ROW_LOCK)
    ).one_or_none()


def by_key(session: Session, form_key: str, *, at: datetime) -> SavedApplication | None:
    """What was saved of this form and is still kept."""
    return session.scalars(
        sa.select(SavedApplication).where(
            SavedApplication.form_key == form_key, SavedApplication.expires_at > at
        )
    ).one_or_none()


def by_token(session: Session, token: str, *, at: datetime) -> SavedApplication:
    """What the link leads to; raises NotFound if there is nothing, or nothing any more."""
    found = session.scalars(
        sa.select(SavedApplication).where(
            SavedApplication.public_token == token, SavedApplication.expires_at > at
        )
    ).one_or_none()
    if found is None:
        raise NotFound("saved application")
    return found


def forget(session: Session, form_key: str) -> None:
    """It was sent: what was saved of it is of no use to anybody."""
    session.execute(sa.delete(SavedApplication).where(SavedApplication.form_key == form_key))


def forget_old(session: Session, *, at: datetime) -> None:
    """Delete what nobody came back for; called by the daily upkeep."""
    session.execute(sa.delete(SavedApplication).where(SavedApplication.expires_at <= at))


def keep_no_places(session: Session, form_key: str, *, at: datetime) -> None:
    """From now on it keeps no place, nor does another form of its address."""
    form = of_form(session, form_key)
    if form is not None:
        form.places_until = at
