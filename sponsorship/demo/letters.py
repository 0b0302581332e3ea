"""Sample texts for letters to sponsors, and one letter that went out with them."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Session

from sponsorship.demo.sponsors import STAFF
from sponsorship.mailings import operations, planning, queries
from sponsorship.sponsorships.models import ContactRole, SponsorshipStatus, Topic
from sponsorship.workflows import mailing
from sponsorship.workflows.foundation import Foundation

TEXTS = (
    ("Welcome", "Welcome, {{ sponsor_name }}",
     "Your sponsorship in the tier {{ tier }} has begun: thank you.\n\n"
     "It runs until {{ last_day }}. We write again when there is something to show for it."
     " Until then, just reply if you need anything."),
    ("Half a year of thanks", "What {{ sponsor_name }} has made possible",
     "Half a year ago {{ sponsor_name }} became our sponsor in the tier {{ tier }}.\n\n"
     "Since then there have been two releases, a faster package index, and a reviewer who is there"
     " every day. None of it would be there without you."),
    ("Invitation to the sprints", "Come to the sprints",
     "Dear friends of {{ programme }},\n\n"
     "the sprints are open to everybody at {{ sponsor_name }}. Reply with how many of you will come."),
)  # fmt: skip


def write_letters(session: Session, foundation: Foundation, *, at: datetime) -> None:
    """Keep the texts, and thank those who are sponsors by now."""
    kept = [
        operations.add(session, name=name, subject=subject, text=text, at=at, by=STAFF)
        for name, subject, text in TEXTS
    ]
    draft = operations.drafted(
        session,
        topic=Topic.NEWS,
        roles=(ContactRole.PRIMARY,),
        standing_letter_id=kept[1].id,
        subject="",
        text="",
    )
    confirmed = queries.found(session, queries.Search(status=SponsorshipStatus.CONFIRMED))
    plan = planning.plan(confirmed, draft)
    mailing.send(
        session, plan, draft, seen=plan.fingerprint, form_key="demo-half-a-year",
        foundation=foundation, at=at, by=STAFF,
    )  # fmt: skip
