"""Letters that staff write to sponsors: planned, tried out, sent."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Session

from sponsorship.audit import Actor
from sponsorship.errors import Stale
from sponsorship.mailings.models import Addressee, Mailing
from sponsorship.mailings.operations import Draft
from sponsorship.mailings.planning import Plan, Planned
from sponsorship.messages import outbox
from sponsorship.messages.letters_to_sponsors import SponsorLetter
from sponsorship.messages.models import Letter
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
    for planned in plan.letters:
        letter = _owe(session, mailing, planned, foundation=foundation, at=at, by=by)
        contact = planned.contact
        session.add_all(
            Addressee(
                mailing=mailing,
                sponsorship=sponsorship,
                name=contact.name,
                email=contact.email,
                letter=letter,
            )
            for sponsorship in planned.about
        )
    session.add_all(
        Addressee(
            mailing=mailing,
            sponsorship=skipped.sponsorship,
            name=skipped.contact.name if skipped.contact else "",
            email=skipped.contact.email if skipped.contact else "",
            skipped=skipped.reason,
        )
        for skipped in plan.skipped
    )
    session.flush()
    return mailing


def _owe(
    session: Session,
    mailing: Mailing,
    planned: Planned,
    *,
    foundation: Foundation,
    at: datetime,
    by: Actor,
) -> Letter:
    contact = planned.contact
    letter = outbox.owe(
        session,
        letter_of(planned, mailing.topic, foundation=foundation, token=token_of(contact)),
        to=outbox.Recipient(contact.name, contact.email),
        fact=f"mailing:{mailing.id}:{planned.sponsorship.id}:{contact.id}",
        about=planned.sponsorship.subject,
        at=at,
        by=by,
    )
    if letter is None:
        raise AssertionError("a new mailing owes a letter that was owed before")
    return letter


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
