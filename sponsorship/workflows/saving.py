"""Saving an application for later: the form is kept, and its link goes out."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.exc import IntegrityError

from sponsorship.clock import shown_day
from sponsorship.database import Database
from sponsorship.messages import outbox
from sponsorship.messages.letters_asked import ApplicationSaved
from sponsorship.saved import operations as saved
from sponsorship.saved.operations import Answers
from sponsorship.workflows.foundation import Foundation


def save(
    database: Database,
    form_key: str,
    answers: Answers,
    *,
    email: str,
    name: str,
    programme: str,
    foundation: Foundation,
    at: datetime,
) -> str:
    """Keep it and send the link to where it can be finished; the link's token.

    `name` is how the letter greets, `programme` what is applied for. Raises Invalid.
    """

    def once() -> str:
        with database.unit_of_work() as session:
            kept, is_to_send = saved.save(session, form_key, answers, email=email, at=at)
            if is_to_send:
                outbox.owe(
                    session,
                    ApplicationSaved(
                        programme=programme,
                        link=foundation.links.saved_application(kept.public_token),
                        kept_until=shown_day(foundation.calendar.day_of(kept.expires_at)),
                    ),
                    to=outbox.Recipient(name, kept.email),
                    fact=f"saved_application:{kept.id}:{kept.email}",
                    at=at,
                )
            return kept.public_token

    try:
        return once()
    except IntegrityError:  # the same form was saved at the same moment: look again
        return once()
