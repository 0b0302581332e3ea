"""A programme year to apply for, a company that does, and what staff decide about it."""

from __future__ import annotations

import io
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

import sqlalchemy as sa
from PIL import Image

from sponsorship.audit import SYSTEM, Actor
from sponsorship.clock import utc_now
from sponsorship.contracts import queries as contracts
from sponsorship.database import Database
from sponsorship.documents import operations as documents
from sponsorship.documents.rendering import Renderer
from sponsorship.funds.models import Fund
from sponsorship.invoicing import queries as invoices
from sponsorship.lifecycle import advance
from sponsorship.money import Money
from sponsorship.sponsorships import operations as sponsorships
from sponsorship.sponsorships import queries as applied
from sponsorship.sponsorships.models import Sponsorship
from sponsorship.tiers.models import (
    Benefit,
    BenefitPlacement,
    Flight,
    ProgramYear,
    Publisher,
    Tier,
    TierBenefit,
)
from sponsorship.workflows import rejecting, sponsoring
from sponsorship.workflows.foundation import Foundation

if TYPE_CHECKING:
    from httpx2 import Response

    from tests.admin_app.public.visitor import Visitor

GRACE = Actor("staff", "Grace Hopper", 1)

ANSWERS = {
    "tier": "partner",
    "name": "Northwind Cloud",
    "description": "Northwind Cloud runs managed databases in thirty regions.",
    "website": "https://www.northwind.example",
    "address_line_1": "1 Harbour Street",
    "address_line_2": "Pier 4",
    "city": "Seattle",
    "region": "WA",
    "postal_code": "98101",
    "country": "US",
    "tax_id": "91-1144442",
    "po_number": "PO-4711",
    "message": "We build on what you maintain.",
    "contact_0_name": "Robin Calder",
    "contact_0_email": "robin@northwind.example",
    "contact_0_phone": "+1 206 555 0100",
    "contact_0_primary": "yes",
    "contact_1_name": "Sam Iverson",
    "contact_1_email": "accounts@northwind.example",
    "contact_1_accounting": "yes",
}
"""A complete application, as its form sends it."""


def logo(width: int = 400, height: int = 160, *, kind: str = "PNG", mode: str = "RGBA") -> bytes:
    """A picture in one colour."""
    kept = io.BytesIO()
    Image.new(mode, (width, height), "navy" if mode != "1" else 1).save(kept, kind)
    return kept.getvalue()


def open_programme(database: Database, *, is_open: bool = True) -> int:
    """This year's programme: three tiers, four benefits of which two can be added; the year's id.

    Visionary has one place. Partner includes passes and the logo. Associate takes no additions.
    """
    today = utc_now().date()
    with database.unit_of_work() as session:
        fund = session.scalars(sa.select(Fund).order_by(Fund.id)).first()
        assert fund is not None
        year = ProgramYear(
            year=today.year,
            title=f"Sponsorship Programme {today.year}",
            introduction="Your sponsorship pays for the people behind the language.",
            starts_on=today,
            ends_on=today + timedelta(days=364),
            currency="USD",
            fund_id=fund.id,
        )
        session.add(year)
        session.flush()
        tiers = [
            _tier(year, "visionary", "Visionary", 150_000, 1, width=350, capacity=1),
            _tier(year, "partner", "Partner", 11_000, 2, width=225),
            _tier(year, "associate", "Associate", 1_500, 3, width=175, allows_add_ons=False),
        ]
        wall = _benefit(year, "Foundation", "Logo on the sponsors page", 1)
        wall.placements = [
            BenefitPlacement(publisher=Publisher.PSF, flight=Flight.SPONSORS),
            BenefitPlacement(
                publisher=Publisher.PYPI,
                flight=Flight.FOOTER,
                links_to_sponsors_page=True,
                describes_as_sponsor=True,
            ),
        ]
        passes = _benefit(year, "Conference", "Conference passes", 2)
        lanyards = _benefit(year, "Conference", "Lanyards", 3, price=9_000, capacity=1)
        issue = _benefit(year, "Foundation", "Newsletter issue", 4, price=1_800)
        session.add_all([*tiers, wall, passes, lanyards, issue])
        session.flush()
        session.add_all(TierBenefit(tier_id=one.id, benefit_id=wall.id) for one in tiers)
        session.add(TierBenefit(tier_id=tiers[0].id, benefit_id=passes.id, quantity=30))
        session.add(TierBenefit(tier_id=tiers[1].id, benefit_id=passes.id, quantity=3))
        session.flush()
        if is_open:
            advance(session, year, "opened", at=utc_now(), by=SYSTEM)
        return year.id


def _tier(
    year: ProgramYear,
    slug: str,
    name: str,
    price: int,
    position: int,
    *,
    width: int,
    capacity: int | None = None,
    allows_add_ons: bool = True,
) -> Tier:
    return Tier(
        program_year_id=year.id,
        slug=slug,
        name=name,
        summary=f"What {name} means.",
        position=position,
        list_price_minor=price * 100,
        currency="USD",
        logo_width=width,
        capacity=capacity,
        allows_add_ons=allows_add_ons,
    )


def _benefit(
    year: ProgramYear,
    program: str,
    name: str,
    position: int,
    *,
    price: int | None = None,
    capacity: int | None = None,
) -> Benefit:
    return Benefit(
        program_year_id=year.id,
        program=program,
        name=name,
        description=f"About: {name}.",
        position=position,
        currency="USD",
        is_add_on=price is not None,
        add_on_price_minor=None if price is None else price * 100,
        capacity=capacity,
    )


def benefit_id(database: Database, name: str) -> str:
    with database.reading() as session:
        return str(session.scalars(sa.select(Benefit.id).where(Benefit.name == name)).one())


def apply(
    visitor: Visitor, picture: bytes | None = None, file_name: str = "logo.png", /, **typed: str
) -> Response:
    """Open the form, fill it in as Northwind would, choose a logo, send it."""
    visitor.visit("/sponsors/apply")
    return resend(visitor, picture, file_name, **typed)


def resend(
    visitor: Visitor, picture: bytes | None = None, file_name: str = "logo.png", /, **typed: str
) -> Response:
    """Send the form of the page that is open."""
    files = {"logo": (file_name, logo() if picture is None else picture, "image/png")}
    visitor.page = visitor.client.post(
        "/sponsors/apply", data={**visitor.fields, **ANSWERS, **typed}, files=files
    )
    return visitor.page


def applications(database: Database) -> list[Sponsorship]:
    with database.reading() as session:
        return list(session.scalars(sa.select(Sponsorship).order_by(Sponsorship.id)))


@dataclass(frozen=True, slots=True)
class Desk:
    """Staff, acting through the core."""

    database: Database
    renderer: Renderer
    foundation: Foundation

    def enter(
        self, name: str, tier: str = "partner", *, picture: bytes | None = None, at: datetime
    ) -> str:
        """A company that applied; the token of its own page."""
        slug = sponsorships.slug_of(name)
        drawn = logo() if picture is None else picture
        return sponsoring.apply(
            self.database,
            sponsorships.Application(
                form_key=f"{slug}-{'k' * 24}",
                tier_slug=tier,
                add_on_ids=(),
                name=name,
                description=f"{name} says hello.",
                website=f"https://{slug}.example.org",
                address_line_1="1 Main Street",
                address_line_2="",
                city="Springfield",
                region="",
                postal_code="12345",
                country="US",
                tax_id="",
                po_number="",
                message="",
                contacts=(
                    sponsorships.Contact("Robin Calder", f"{slug}@example.org", is_primary=True),
                ),
            ),
            logo=sponsoring.Upload(drawn, "image/png", "logo.png", width=400, height=160)
            if drawn
            else None,
            foundation=self.foundation,
            at=at,
        )

    def decline(self, token: str, *, reason: str, at: datetime) -> None:
        with self.database.unit_of_work() as session:
            rejecting.reject(
                session,
                applied.by_token(session, token),
                reason=reason,
                foundation=self.foundation,
                at=at,
                by=GRACE,
            )

    def send_contract(self, token: str, *, at: datetime, starts_on: date | None = None) -> str:
        """Approve the application at its list price and send the contract; the contract's token."""
        first = starts_on or at.date()
        with self.database.unit_of_work() as session:
            sponsorship = applied.by_token(session, token)
            contract = sponsoring.approve(
                session,
                sponsorship,
                starts_on=first,
                ends_on=first + timedelta(days=364),
                agreed_fee=sponsorship.list_price,
                foundation=self.foundation,
                at=at,
                by=GRACE,
            )
            contract_id = contract.id
        return self.send_revision(contract_id, at=at)

    def send_revision(self, contract_id: int, *, at: datetime) -> str:
        """Send a contract that is drafted; its token."""
        with self.database.reading() as session:
            document_id = contracts.get(session, contract_id).document_id
        documents.rendered(self.database, self.renderer, document_id, at=at)
        with self.database.unit_of_work() as session:
            contract = contracts.get(session, contract_id)
            sponsoring.send_contract(session, contract, foundation=self.foundation, at=at, by=GRACE)
            return contract.public_token

    def have_signed(self, contract_token: str, *, at: datetime) -> str:
        """The company signs; the token of its invoice."""
        with self.database.unit_of_work() as session:
            contract = contracts.by_token(session, contract_token)
            sponsoring.sign_contract(
                session,
                contract,
                signer_name="Robin Calder",
                signer_title="Head of Open Source",
                has_consented=True,
                seen_sha256=contract.document.sha256 or "",
                address="203.0.113.7",
                user_agent="A browser",
                foundation=self.foundation,
                at=at,
                by=Actor("sponsor", "Robin Calder"),
            )
            sponsorship_id = contract.sponsorship_id
        with self.database.reading() as session:
            return invoices.of_sponsorship(session, sponsorship_id)[0].public_token

    def show(self, name: str, tier: str = "partner", *, at: datetime | None = None) -> None:
        """A sponsor that is shown today, without the paper: agreed for nothing, and confirmed."""
        moment = at or utc_now()
        token = self.enter(name, tier, at=moment)
        with self.database.unit_of_work() as session:
            sponsorship = applied.by_token(session, token)
            sponsorships.approve(
                session,
                sponsorship,
                starts_on=moment.date(),
                ends_on=moment.date() + timedelta(days=364),
                agreed_fee=Money.zero("USD"),
                at=moment,
                by=GRACE,
            )
            session.flush()
            advance(session, sponsorship, "contracted", at=moment, by=GRACE)
            session.flush()
            advance(session, sponsorship, "confirmed", at=moment, by=GRACE)
