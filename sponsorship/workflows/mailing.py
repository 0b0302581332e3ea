"""Letters that staff write to sponsors: planned, tried out, sent."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from sponsorship.audit import Actor
from sponsorship.errors import Stale
from sponsorship.mailings.models import Addressee, Mailing
from sponsorship.mailings.operations import Draft
from sponsorship.mailings.planning import Plan, Planned
from sponsorship.messages import outbox
from sponsorship.messages.letters_to_sponsors import SponsorLetter
from sponsorship.sponsorships.contacts import token_of
from sponsorship.sponsorships.models import OPTIONAL_TOPICS, Topic
from sponsorship.workflows.foundation import Foundation

LETTER_AS_SHOWN = "x" * 32
"""Stands for the recipient's personal link while staff look at a letter."""


def letter_of(
    planned: Planned,
    topic: Topic,
    *,
    foundation: Foundation,
    token: str = LETTER_AS_SHOWN,
    is_test: bool = False,
) -> SponsorLetter:
    """One mail as it will be; the personal link in its foot only where the letter is optional."""
    is_optional = topic in OPTIONAL_TOPICS
    return SponsorLetter(
        subject=planned.subject,
        text=planned.text,
        topic=topic.label if is_optional else "",
        choice_link=foundation.links.letter_choice(token) if is_optional else None,
        is_test=is_test,
    )


def send(
    session: Session,
    plan: Plan,
    draft: Draft,
    *,
    seen: str,
    form_key: str,
    foundation: Foundation,
    at: datetime,
    by: Actor,
) -> Mailing:
    """Owe every letter of the plan, and note everybody it was for.

    Raises Stale when the plan is not the one that was `seen`: somebody changed a text, a contact or
    a choice meanwhile. The form key is unique, so that a form sent twice is one mailing.
    """
    if plan.fingerprint != seen:
        raise Stale("letter")
    mailing = Mailing(
        form_key=form_key,
        standing_letter_id=draft.standing_letter_id,
        topic=draft.topic,
        roles=[role.value for role in draft.roles],
        subject=draft.subject,
        text=draft.text,
        sent_at=at,
        sent_by=str(by),
    )
    session.add(mailing)
    session.flush()  # the letters' fact names it
    tokens = [token_of(planned.contact) for planned in plan.letters]
    session.flush()  # before their letters, which are written past the session
    owed = [
        _owed(mailing, planned, token, foundation=foundation)
        for planned, token in zip(plan.letters, tokens, strict=True)
    ]
    letters = outbox.owe_many(session, owed, at=at, by=by)
    session.execute(sa.insert(Addressee), [*_written(mailing, plan, letters)])
    if plan.skipped:
        session.execute(sa.insert(Addressee), [*_skipped(mailing, plan)])
    return mailing


def _owed(mailing: Mailing, planned: Planned, token: str, *, foundation: Foundation) -> outbox.Owed:
    contact = planned.contact
    return outbox.Owed(
        letter_of(planned, mailing.topic, foundation=foundation, token=token),
        outbox.Recipient(contact.name, contact.email),
        fact=f"mailing:{mailing.id}:{planned.sponsorship.id}:{contact.id}",
        about=planned.sponsorship.subject,
    )


def _written(mailing: Mailing, plan: Plan, letters: Sequence[int]) -> Iterator[dict[str, Any]]:
    for planned, letter_id in zip(plan.letters, letters, strict=True):
        for sponsorship in planned.about:
            yield {
                "mailing_id": mailing.id,
                "sponsorship_id": sponsorship.id,
                "name": planned.contact.name,
                "email": planned.contact.email,
                "letter_id": letter_id,
            }


def _skipped(mailing: Mailing, plan: Plan) -> Iterator[dict[str, Any]]:
    for one in plan.skipped:
        yield {
            "mailing_id": mailing.id,
            "sponsorship_id": one.sponsorship.id,
            "name": one.name,
            "email": one.contact.email if one.contact else "",
            "skipped": one.reason,
        }


def try_out(
    session: Session,
    planned: Planned,
    topic: Topic,
    *,
    to: outbox.Recipient,
    form_key: str,
    foundation: Foundation,
    at: datetime,
    by: Actor,
) -> None:
    """The letter to the member of staff who wrote it; the personal link in it opens nothing."""
    outbox.owe(
        session,
        letter_of(planned, topic, foundation=foundation, is_test=True),
        to=to,
        fact=f"mailing_test:{form_key}",
        at=at,
        by=by,
    )
