"""Sponsors with their logos, and who speaks for them."""

from __future__ import annotations

from functools import lru_cache

import sqlalchemy as sa
from babel import Locale
from sqlalchemy.orm import Session

from sponsorship.addresses import checked_email
from sponsorship.documents import images, logos
from sponsorship.documents import operations as documents
from sponsorship.documents.logos import Logo
from sponsorship.documents.models import FileKind
from sponsorship.errors import Invalid, Unavailable
from sponsorship.importing.passage import BY, Kind, Passage, instant, row_stands_anew
from sponsorship.importing.records import Record
from sponsorship.sponsorships.models import LogoVariant, Sponsor, SponsorContact
from sponsorship.sponsorships.operations import LONGEST_TEXT, check_website, free_slug

LOGOS = {
    "web_logo": (LogoVariant.WEB, "logo"),
    "white_logo": (LogoVariant.WHITE, "white_logo"),
    "print_logo": (LogoVariant.PRINT, "print_logo"),
}
"""Their field, our variant, our column."""
_NO_PLACE = {
    "twitter_handle": "Twitter handle",
    "linked_in_page_url": "LinkedIn page",
    "primary_phone": "telephone number",
    "country_of_incorporation": "country of incorporation",
    "state_of_incorporation": "state of incorporation",
}


# --- Logos ----------------------------------------------------------------------------------------


def drawn(passage: Passage, record: Record) -> dict[str, Logo | str]:
    """Its logos as they are kept, by field; a sentence for one that cannot be taken or is not there.

    Drawing them takes time: outside of the transaction where it can be.
    """
    found: dict[str, Logo | str] = {}
    for name in LOGOS:
        path = str(record.fields.get(name) or "")
        if not path:
            continue
        content = passage.media.find(path)
        if content is None:
            found[name] = "is not there"
            continue
        try:
            found[name] = logos.accepted(content, smallest=1)  # it is shown as small as it is there
        except (images.PictureRefused, Unavailable) as wrong:
            found[name] = f"is not taken: {wrong}"
    return found


def _set_logos(session: Session, passage: Passage, record: Record, sponsor: Sponsor) -> None:
    for name, logo in passage.drawn.get(record.key, {}).items():
        label, path = name.replace("_", " "), str(record.fields[name])
        if isinstance(logo, str):
            passage.note(f"Its {label} {path} {logo}{'' if logo.endswith('.') else '.'}")
            continue
        stored = documents.store_file(
            session,
            FileKind.LOGO,
            logo.content,
            media_type=logo.media_type,
            original_name=path.rsplit("/", 1)[-1],
            width=logo.width,
            height=logo.height,
            by=str(BY),
            at=passage.at,
        )
        setattr(sponsor, LOGOS[name][1], stored)


# --- Sponsors -------------------------------------------------------------------------------------


def _make_sponsor(session: Session, passage: Passage, record: Record) -> tuple[Sponsor, bool]:
    name = record.line("name", is_needed=True)
    sponsor = Sponsor(
        slug=free_slug(session, name),
        created_at=instant(record.day("created"), passage.today),
    )
    _fill_in_sponsor(session, passage, record, sponsor)
    session.add(sponsor)
    return sponsor, True


def _change_sponsor(session: Session, passage: Passage, record: Record, sponsor: Sponsor) -> None:
    """The address of its page stays: others link to it."""
    _fill_in_sponsor(session, passage, record, sponsor)


def _fill_in_sponsor(session: Session, passage: Passage, record: Record, sponsor: Sponsor) -> None:
    sponsor.name = record.line("name", is_needed=True)
    description = record.text("description")
    if len(description) > LONGEST_TEXT:
        raise Invalid(
            "description",
            f"Its description has {len(description):,} letters, and {LONGEST_TEXT:,} fit.",
        )
    sponsor.description = description
    sponsor.website = record.line("landing_page_url")
    if sponsor.website:
        _check_website(sponsor.website)
    else:
        passage.note("It has no landing page.")
    sponsor.address_line_1 = record.line("mailing_address_line_1")
    sponsor.address_line_2 = record.line("mailing_address_line_2")
    sponsor.city, sponsor.region = record.line("city"), record.line("state")
    sponsor.postal_code = record.line("postal_code")
    sponsor.country = _country(passage, record)
    _set_logos(session, passage, record, sponsor)
    _look_at_contacts(passage, record)
    passage.without(record, _NO_PLACE)


def _check_website(address: str) -> None:
    try:
        check_website(address)
    except (Invalid, ValueError):
        raise Invalid(
            "landing_page_url", f"Its landing page “{address[:100]}” is no address of a web site."
        ) from None


def _country(passage: Passage, record: Record) -> str:
    code = record.line("country")
    if not code:
        passage.note("It has no country.")
        return ""
    if code not in _countries():
        raise Invalid("country", f"Its country “{code[:40]}” is not one that we know.")
    return code


@lru_cache(maxsize=1)
def _countries() -> frozenset[str]:
    known = (str(code) for code in Locale("en").territories)
    return frozenset(code for code in known if len(code) == 2 and code.isalpha())


def _look_at_contacts(passage: Passage, record: Record) -> None:
    contacts = passage.dump.of("sponsorcontact", "sponsor", record.pk)
    primary = sum(one.fields.get("primary") is True for one in contacts)
    if primary > 1:
        passage.note(f"It has {primary} primary contacts: each of them gets every letter.")
    elif not primary:
        passage.note("It has no primary contact: nobody gets its letters.")


SPONSOR = Kind(
    "sponsor",
    Sponsor,
    lambda _, record: record.line("name"),
    _make_sponsor,
    _change_sponsor,
    files=lambda _, record: tuple(str(record.fields.get(name) or "") for name in LOGOS),
)


# --- Contacts -------------------------------------------------------------------------------------

_ROLES = {
    "primary": "is_primary",
    "administrative": "is_administrative",
    "accounting": "is_accounting",
    "manager": "is_manager",
}


def _make_contact(
    session: Session, passage: Passage, record: Record
) -> tuple[SponsorContact, bool]:
    sponsor = passage.ours(session, Sponsor, "sponsor", record.one("sponsor"))
    email = _email(record)
    held = session.scalars(
        sa.select(SponsorContact).where(
            SponsorContact.sponsor_id == sponsor.id,
            sa.func.lower(SponsorContact.email) == email.lower(),
        )
    ).first()
    if held is not None:
        passage.note(f"{email} is a contact of it already: one contact has the roles of both.")
        for theirs, ours in _ROLES.items():
            setattr(held, ours, getattr(held, ours) or bool(record.flag(theirs)))
        row_stands_anew(session, passage, CONTACT, held)
        return held, False
    contact = SponsorContact(sponsor_id=sponsor.id, email=email)
    _fill_in_contact(record, contact)
    session.add(contact)
    return contact, True


def _change_contact(
    session: Session, passage: Passage, record: Record, contact: SponsorContact
) -> None:
    sponsor = passage.ours(session, Sponsor, "sponsor", record.one("sponsor"))
    contact.sponsor_id, contact.email = sponsor.id, _email(record)
    _fill_in_contact(record, contact)


def _fill_in_contact(record: Record, contact: SponsorContact) -> None:
    contact.name = record.line("name", is_needed=True)
    contact.phone = record.line("phone")
    for theirs, ours in _ROLES.items():
        setattr(contact, ours, bool(record.flag(theirs)))


def _email(record: Record) -> str:
    said = record.line("email", most=256)
    try:
        return checked_email(said)
    except Invalid:
        raise Invalid("email", f"Its address “{said[:100]}” is no e-mail address.") from None


CONTACT = Kind(
    "sponsorcontact",
    SponsorContact,
    lambda _, record: record.line("name"),
    _make_contact,
    _change_contact,
)
