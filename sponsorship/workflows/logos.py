"""A sponsor's logos: kept beside each other, replaced one at a time."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Session

from sponsorship.announcements import operations as announcements
from sponsorship.audit import Actor
from sponsorship.documents import images, logos
from sponsorship.documents import operations as documents
from sponsorship.documents.logos import Logo
from sponsorship.documents.models import FileKind
from sponsorship.sponsorships import queries as sponsorships
from sponsorship.sponsorships.models import LogoVariant, Sponsor

_COLUMNS = {
    LogoVariant.WEB: "logo",
    LogoVariant.WHITE: "white_logo",
    LogoVariant.PRINT: "print_logo",
}


def accepted(content: bytes, variant: LogoVariant) -> Logo:
    """The logo as it is kept; outside of any transaction, since drawing it again takes time.

    Raises PictureRefused, or Unavailable.
    """
    is_for_paper = variant is LogoVariant.PRINT
    smallest = logos.SMALLEST_IN_PRINT if is_for_paper else images.SMALLEST_SIDE
    return logos.accepted(content, smallest=smallest)


def replace(
    session: Session,
    sponsor: Sponsor,
    variant: LogoVariant,
    logo: Logo,
    *,
    original_name: str,
    at: datetime,
    by: Actor,
) -> None:
    """From now on the sponsor is shown by this logo; the one before keeps its address."""
    stored = documents.store_file(
        session,
        FileKind.LOGO,
        logo.content,
        media_type=logo.media_type,
        original_name=original_name,
        width=logo.width,
        height=logo.height,
        by=str(by),
        at=at,
    )
    setattr(sponsor, _COLUMNS[variant], stored)
    session.flush()
    for sponsorship in sponsorships.confirmed_of(session, sponsor):
        announcements.owe_look(session, sponsorship, at=at)
