"""Sample sponsors in every state: from a fresh application to a paid year, and one that is late."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from dateutil.relativedelta import relativedelta
from sqlalchemy.orm import Session

from sponsorship import audit
from sponsorship.audit import Actor
from sponsorship.contracts import queries as agreements
from sponsorship.database import Database
from sponsorship.demo import logos
from sponsorship.documents import operations as documents
from sponsorship.documents.rendering import Renderer
from sponsorship.invoicing import instalments
from sponsorship.invoicing import queries as invoices
from sponsorship.invoicing.instalments import Part
from sponsorship.sponsorships import operations as sponsorships
from sponsorship.sponsorships import queries as applications
from sponsorship.workflows import billing, contracting, sponsoring
from sponsorship.workflows.foundation import Foundation

STAFF = Actor("staff", "Demo Administrator")


@dataclass(frozen=True, slots=True)
class Company:
    """An invented company, how far its sponsorship is, and how many days ago it applied."""

    name: str
    tier: str
    city: str
    country: str
    colour: str
    shape: str
    days_ago: int
    stage: str
    """applied, drafted, sent, invoiced or paid"""
    about: str
    instalments: tuple[tuple[str, int], ...] = ()
    """Parts of the fee, each with the days from the approval to its invoice; none for one invoice."""


COMPANIES = (
    Company("Northwind Cloud", "visionary", "Seattle", "US", "#1d4e89", "circle", 320, "paid",
            "Northwind Cloud runs managed databases and object storage in thirty regions."),
    Company("Tessera Bank", "sustainability", "Amsterdam", "NL", "#0b6e4f", "square", 290, "paid",
            "Tessera Bank builds its risk models and most of its back office in Python."),
    Company("Lumen Robotics", "maintaining", "Lyon", "FR", "#b23a48", "triangle", 250, "paid",
            "Lumen Robotics makes arms that sort, pack and water."),
    Company("Quillworks", "contributing", "Dublin", "IE", "#6a4c93", "circle", 240, "paid",
            "Quillworks publishes technical books and runs a learning platform."),
    Company("Harbour Analytics", "supporting", "Singapore", "SG", "#00798c", "square", 200, "paid",
            "Harbour Analytics forecasts arrivals for ports and shippers."),
    Company("Baobab Labs", "partner", "Nairobi", "KE", "#8d6a0f", "triangle", 170, "paid",
            "Baobab Labs maps farmland from satellites with its neighbours."),
    Company("Fjordlight", "partner", "Bergen", "NO", "#31572c", "circle", 150, "paid",
            "Fjordlight plans wind farms at sea."),
    Company("Copper Kettle Games", "participating", "Montréal", "CA", "#9c4f0f", "square", 120, "paid",
            "Copper Kettle makes small, kind games."),
    Company("Semicolon & Sons", "associate", "Leeds", "GB", "#3d405b", "triangle", 100, "paid",
            "A family firm that keeps other people's software alive."),
    Company("Aldebaran Aerospace", "supporting", "Toulouse", "FR", "#22577a", "circle", 75, "invoiced",
            "Aldebaran builds attitude control for small satellites.",
            instalments=(("40 %", 0), ("30 %", 60), ("30 %", 180))),
    Company("Meridian Health", "contributing", "Boston", "US", "#7b2d26", "square", 20, "sent",
            "Meridian Health reads medical images, carefully."),
    Company("Paper Lantern", "participating", "Taipei", "TW", "#a4161a", "circle", 9, "drafted",
            "Paper Lantern makes an editor for lesson plans."),
    Company("Sextant Security", "partner", "Lisbon", "PT", "#14213d", "triangle", 3, "applied",
            "Sextant audits supply chains of software."),
)  # fmt: skip

_AGREED = """The Sponsor brings its own team to the yearly core sprint: up to four people, at its own cost.

The Foundation names the Sponsor in the report of the sprint."""
"""What one contract says besides the usual."""


@dataclass(frozen=True)
class SponsorLoader:
    """Takes each company as far as its stage, at the dates it would have happened."""

    database: Database
    renderer: Renderer
    foundation: Foundation

    def load(self, companies: Sequence[Company] = COMPANIES, *, now: datetime) -> None:
        for number, company in enumerate(companies):
            self._load(company, number, now=now)

    def _load(self, company: Company, number: int, *, now: datetime) -> None:
        applied_at = now - timedelta(days=company.days_ago)
        token = sponsoring.apply(
            self.database,
            _application(company, number),
            logo=sponsoring.Upload(
                logos.draw(company.name, company.colour, company.shape), "image/png", "logo.png"
            ),
            foundation=self.foundation,
            at=applied_at,
        )
        with self.database.reading() as session:
            sponsorship_id = applications.by_token(session, token).id
        if company.stage == "applied":
            return
        contract_id = self._approve(sponsorship_id, company, at=applied_at + timedelta(days=2))
        if company.stage == "drafted":
            self._revise(contract_id, at=applied_at + timedelta(days=2, hours=3))
            return
        sent_at = applied_at + timedelta(days=3)
        self._send(contract_id, at=sent_at)
        if company.stage == "sent":
            return
        self._sign(contract_id, company, at=applied_at + timedelta(days=8))
        if company.stage == "paid":
            self._pay(sponsorship_id, company, number, at=applied_at + timedelta(days=29))

    def _approve(self, sponsorship_id: int, company: Company, *, at: datetime) -> int:
        with self.database.unit_of_work() as session:
            sponsorship = applications.get(session, sponsorship_id)
            self._begin(session, "approved", f"sponsorship:{sponsorship.id}", at)
            starts_on = (self.foundation.calendar.day_of(at) + timedelta(days=14)).replace(day=1)
            contract = sponsoring.approve(
                session,
                sponsorship,
                starts_on=starts_on,
                ends_on=starts_on + relativedelta(years=1, days=-1),
                agreed_fee=sponsorship.list_price,
                foundation=self.foundation,
                at=at,
                by=STAFF,
            )
            if company.instalments:
                today = self.foundation.calendar.day_of(at)
                parts = [
                    Part(share, today + timedelta(days=days) if days else None)
                    for share, days in company.instalments
                ]
                instalments.agree(session, sponsorship, parts)
            return contract.id

    def _revise(self, contract_id: int, *, at: datetime) -> None:
        with self.database.unit_of_work() as session:
            contract = agreements.get(session, contract_id)
            self._begin(session, "revised_contract", f"contract:{contract.id}", at)
            contracting.revise_contract(
                session, contract, particulars=_AGREED, foundation=self.foundation, at=at, by=STAFF
            )

    def _send(self, contract_id: int, *, at: datetime) -> None:
        with self.database.reading() as session:
            document_id = agreements.get(session, contract_id).document_id
        documents.rendered(self.database, self.renderer, document_id, at=at)
        with self.database.unit_of_work() as session:
            contract = agreements.get(session, contract_id)
            self._begin(session, "sent_contract", f"contract:{contract.id}", at)
            sponsoring.send_contract(session, contract, foundation=self.foundation, at=at, by=STAFF)

    def _sign(self, contract_id: int, company: Company, *, at: datetime) -> None:
        with self.database.unit_of_work() as session:
            contract = agreements.get(session, contract_id)
            sponsoring.sign_contract(
                session,
                contract,
                signer_name="Robin Calder",
                signer_title="Head of Open Source",
                has_consented=True,
                seen_sha256=contract.document.sha256 or "",
                address="192.0.2.17",
                user_agent="Demo browser",
                foundation=self.foundation,
                at=at,
                by=Actor("sponsor", company.name),
            )

    def _pay(self, sponsorship_id: int, company: Company, number: int, *, at: datetime) -> None:
        with self.database.unit_of_work() as session:
            found = invoices.of_sponsorship(session, sponsorship_id)[0]
            invoice = invoices.get(session, found.id, for_update=True)
            self._begin(session, "recorded_transfer", f"invoice:{invoice.id}", at)
            billing.record_bank_transfer(
                session,
                invoice,
                amount=invoice.outstanding,
                received_on=self.foundation.calendar.day_of(at),
                payer=company.name,
                bank_reference=f"DEMO-{number:04d}",
                form_key=None,
                foundation=self.foundation,
                at=at,
                by=STAFF,
            )

    def _begin(self, session: Session, verb: str, subject: str, at: datetime) -> None:
        audit.begin_act(session, by=STAFF, verb=verb, subject=subject, at=at)


def _application(company: Company, number: int) -> sponsorships.Application:
    domain = sponsorships.slug_of(company.name) + ".example"
    return sponsorships.Application(
        form_key=f"demo-application-{number:04d}",
        tier_slug=company.tier,
        add_on_ids=(),
        name=company.name,
        description=company.about,
        website=f"https://www.{domain}",
        address_line_1="1 Example Street",
        address_line_2="",
        city=company.city,
        region="",
        postal_code="10000",
        country=company.country,
        tax_id="",
        po_number=f"PO-{4000 + number}" if number % 3 == 0 else "",
        message="",
        contacts=(
            sponsorships.Contact(
                "Robin Calder", f"robin@{domain}", "+1 555 0100", is_primary=True,
                is_administrative=True,
            ),
            sponsorships.Contact("Sam Iverson", f"accounts@{domain}", is_accounting=True),
        ),
    )  # fmt: skip
