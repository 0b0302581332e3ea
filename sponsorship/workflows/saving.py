"""Saving an application for later: the form is kept, its places for a time, and its link goes out."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from sponsorship.clock import shown_day
from sponsorship.database import Database
from sponsorship.errors import Invalid
from sponsorship.messages import outbox
from sponsorship.messages.letters_asked import ApplicationSaved
from sponsorship.places import operations as places
from sponsorship.places.models import KeptPlace
from sponsorship.saved import operations as saved
from sponsorship.saved.models import SavedApplication
from sponsorship.saved.operations import Answers
from sponsorship.sponsorships.choosing import Choice, selected
from sponsorship.tiers import queries as tiers
from sponsorship.tiers.models import Benefit, Tier
from sponsorship.tiers.queries import Catalogue
from sponsorship.workflows.foundation import Foundation

NOTHING = Choice()


def save(
    database: Database,
    form_key: str,
    answers: Answers,
    *,
    email: str,
    name: str,
    programme: str,
    choice: Choice = NOTHING,
    foundation: Foundation,
    at: datetime,
) -> str:
    """Keep it with what can be kept of its places, and send the link to where it can be finished.

    `name` is how the letter greets, `programme` what is applied for; the link's token. Raises Invalid.
    """

    def once() -> str:
        with database.unit_of_work() as session:
            catalogue = tiers.open_catalogue(session)
            until = _until(catalogue, foundation=foundation, at=at)
            form, is_to_send = saved.save(
                session, form_key, answers, email=email, places_until=until, at=at
            )
            held = _keep_places(session, form, choice, catalogue, at=at)
            if is_to_send:
                outbox.owe(
                    session,
                    _letter(form, held, programme=programme, foundation=foundation),
                    to=outbox.Recipient(name, form.email),
                    fact=f"saved_application:{form.id}:{form.email}",
                    at=at,
                )
            return form.public_token

    try:
        return once()
    except IntegrityError:  # the same form was saved at the same moment: look again
        return once()


def _until(catalogue: Catalogue | None, *, foundation: Foundation, at: datetime) -> datetime | None:
    """The end of the last day of those that the year says; None if it keeps nothing."""
    days = catalogue.year.saved_place_days if catalogue else 0
    last = foundation.calendar.day_of(at) + timedelta(days=days)
    return foundation.calendar.end_of(last) if days else None


def _keep_places(
    session: Session,
    form: SavedApplication,
    choice: Choice,
    catalogue: Catalogue | None,
    *,
    at: datetime,
) -> list[KeptPlace]:
    wanted: list[Tier | Benefit] = []
    if catalogue is not None and form.places_until is not None and form.places_until > at:
        try:
            chosen = selected(catalogue, choice)
        except Invalid:  # it is not finished: there is nothing yet to keep a place of
            pass
        else:
            wanted = [chosen.tier, *(benefit for benefit, _ in chosen.promised)]
    return places.keep(session, form.form_key, wanted, until=form.places_until or at, at=at)


def _letter(
    form: SavedApplication, held: list[KeptPlace], *, programme: str, foundation: Foundation
) -> ApplicationSaved:
    until = max((one.kept_until for one in held), default=None)
    return ApplicationSaved(
        programme=programme,
        link=foundation.links.saved_application(form.public_token),
        kept_until=shown_day(foundation.calendar.day_of(form.expires_at)),
        places=tuple(one.label for one in held),
        places_until=shown_day(foundation.calendar.last_day_before(until)) if until else "",
    )
