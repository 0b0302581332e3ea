"""Staff write to sponsors: the words in which stories about it are told."""

from __future__ import annotations

import html
import re
from typing import Any

import sqlalchemy as sa
from httpx2 import Response

from sponsorship.mailings import operations, planning, queries
from sponsorship.mailings.models import Addressee, Mailing
from sponsorship.sponsorships import contacts
from sponsorship.sponsorships.models import ContactRole, SponsorContact, Sponsorship, Topic
from sponsorship.sponsorships.operations import Contact
from sponsorship.workflows import mailing
from tests.admin_app.desks.desks import Colleague
from tests.stories.telling import STAFF, Story

DESK = "/admin/desk/mailings"
_HIDDEN = re.compile(r'<input type="hidden" name="([^"]+)" value="([^"]*)"')
_LINK = re.compile(r"https://fund\.example/sponsors/letters/(\S+)")


def write_to(story: Story, *sponsorships: Sponsorship, **changes: Any) -> Mailing:
    """Staff write to the primary contacts, and the worker sends what that owes."""
    facts: dict[str, Any] = {
        "topic": Topic.NEWS,
        "roles": (ContactRole.PRIMARY,),
        "standing_letter_id": None,
        "subject": "News for {{ sponsor_name }}",
        "text": "Thank you for {{ tier }}.",
    }
    key = changes.pop("form_key", f"mailing-{next(story.keys):020d}")
    with story.database.unit_of_work() as session:
        draft = operations.drafted(session, **(facts | changes))
        plan = planning.plan(queries.chosen(session, [one.id for one in sponsorships]), draft)
        sent = mailing.send(
            session, plan, draft, seen=plan.fingerprint, form_key=key,
            foundation=story.foundation, at=story.now, by=STAFF,
        )  # fmt: skip
        mailing_id = sent.id
    story.work()
    with story.database.reading() as session:
        return queries.get(session, mailing_id)


def outcome(sent: Mailing) -> list[str]:
    """Whom the mailing was for, as "sponsor: address", or why not."""
    return [
        f"{one.sponsorship.sponsor.name}: {one.email if one.letter else one.sentence}"
        for one in sent.addressees
    ]


def another(story: Story, name: str, *people: Contact) -> Sponsorship:
    """One more company applies, with these contacts."""
    return story.apply(name=name, contacts=people)


def primary(name: str, email: str) -> Contact:
    return Contact(name, email, is_primary=True)


def choose(story: Story, email: str, *wanted: Topic) -> None:
    """The contact wants these of the optional letters, and no other."""
    with story.database.unit_of_work() as session:
        contact = session.scalars(
            sa.select(SponsorContact).where(SponsorContact.email == email)
        ).one()
        contacts.choose_letters(session, contact, wanted=wanted)


def link_in(message: Any) -> str:
    """The end of the personal link in the foot of a letter; "" if there is none."""
    found = _LINK.search(words_of(message))
    return found[1] if found else ""


def words_of(message: Any) -> str:
    """The plain text of a letter."""
    return str(message.get_body(("plain",)).get_content())


def addressees(story: Story) -> int:
    return story.count(Addressee)


def fields_of(answer: Response) -> dict[str, Any]:
    """What the last form of a page carries unseen; a name that comes several times has all its values."""
    fields: dict[str, Any] = {}
    for name, value in _HIDDEN.findall(answer.text.rpartition("<form")[2]):
        known = fields.get(name, [])
        known = known if isinstance(known, list) else [known]
        told = html.unescape(value)
        fields[name] = [*known, told] if known else told
    return fields


def look(
    colleague: Colleague, *sponsorships: Sponsorship, letter: str = "", **fields: Any
) -> Response:
    """Open the page, choose sponsorships and words, and press "Look at the letters"."""
    opened = fields_of(colleague.get(f"{DESK}/write" + (f"?letter={letter}" if letter else "")))
    words = {"standing_letter": letter} if letter else {"subject": "News", "text": "All is well."}
    chosen = {"sponsorship": [str(one.id) for one in sponsorships], "roles": ["primary"]}
    return colleague.post(
        f"{DESK}/look", data=opened | words | chosen | {"topic": "news", "step": "look"} | fields
    )


def press(colleague: Colleague, page: Response, step: str, **fields: Any) -> Response:
    """Press a button of the page on which one looks at the letters."""
    return colleague.post(f"{DESK}/look", data=fields_of(page) | {"step": step} | fields)
