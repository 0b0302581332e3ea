"""The demo foundation's funds, programme year, tiers, benefits and clauses."""

from __future__ import annotations

from datetime import date, datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session

from sponsorship.audit import SYSTEM
from sponsorship.funds.models import Fund, Restriction
from sponsorship.lifecycle import advance
from sponsorship.money import Money
from sponsorship.tiers import operations
from sponsorship.tiers.clauses import govern
from sponsorship.tiers.models import (
    Benefit,
    BenefitConflict,
    BenefitPlacement,
    Flight,
    LegalClause,
    Program,
    ProgramYear,
    Publisher,
    Tier,
    TierBenefit,
)

SECURITY = "security"
GENERAL = "general"

_TIERS = (
    # slug, name, price in whole units, logo width, capacity, summary
    ("visionary", "Visionary", 155_000, 350, 2, "Shapes the year with us and is seen everywhere."),
    (
        "sustainability",
        "Sustainability",
        95_000,
        300,
        4,
        "Keeps the infrastructure of millions running.",
    ),
    (
        "maintaining",
        "Maintaining",
        63_000,
        300,
        6,
        "Pays for the quiet work that nothing works without.",
    ),
    (
        "contributing",
        "Contributing",
        33_000,
        275,
        None,
        "Carries a substantial part of the programme.",
    ),
    ("supporting", "Supporting", 16_500, 250, None, "A strong and visible commitment."),
    ("partner", "Partner", 11_000, 225, None, "For growing companies that build on open source."),
    ("participating", "Participating", 4_000, 225, None, "For small companies and start-ups."),
    ("associate", "Associate", 1_500, 175, None, "For teams that want to give something back."),
)

_BenefitRow = tuple[str, str, str, int, dict[int, int], tuple[tuple[str, str], ...], str | None]

_BENEFITS: tuple[_BenefitRow, ...] = (
    # programme, name, description, from which tier on (index), quantities by tier, placements, clauses
    ("Foundation", "Logo on the sponsors page", "Your logo and link on our public sponsors page.", 7,
     {}, (("psf", "sponsors"),), "marks"),
    ("Foundation", "Thank-you post", "A post that names the new sponsors of the quarter.", 5,
     {}, (("psf", "blogpost"),), None),
    ("Foundation", "Logo on the downloads page", "Seen by everyone who downloads a release.", 2,
     {}, (("psf", "download"),), "marks"),
    ("Foundation", "Job board postings", "Postings on our job board during the term.", 6,
     {0: 20, 1: 15, 2: 10, 3: 6, 4: 4, 5: 2, 6: 1}, (("psf", "jobs"),), None),
    ("Foundation", "Meeting with the directors", "An hour with our directors, twice in the term.", 1,
     {}, (), "conduct"),
    ("Package index", "Logo in the footer of the index", "On every page of the package index.", 3,
     {}, (("pypi", "footer"),), "marks"),
    ("Package index", "Logo on the index's sponsors page", "Listed with the supporters of the index.", 5,
     {}, (("pypi", "sponsors"),), "marks"),
    ("Core development", "Logo in the developer's guide", "Where contributors start.", 2,
     {}, (("core", "devguide"),), "marks"),
    ("Core development", "Report from the sprint", "A written report of the yearly core sprint.", 4,
     {}, (), None),
    ("Conference", "Conference passes", "Full passes to the yearly conference.", 6,
     {0: 30, 1: 20, 2: 14, 3: 8, 4: 5, 5: 3, 6: 2}, (), "conduct"),
    ("Conference", "Exhibition booth", "A booth in the exhibition hall, built and powered.", 3,
     {}, (), "booth conduct"),
    ("Conference", "Logo on the conference site", "In the list of the conference's sponsors.", 4,
     {}, (("pycon", "sponsors"),), "marks"),
)  # fmt: skip

_ADD_ONS = (
    ("Conference", "Lounge sponsorship", "Your name on the lounge; one sponsor only.", 12_000, 1),
    ("Conference", "Lanyards", "Your logo on every lanyard; one sponsor only.", 9_000, 1),
    ("Conference", "Extra conference passes", "Five more full passes.", 2_500, None),
    (
        "Foundation",
        "Sponsored newsletter issue",
        "A neutral acknowledgement in one issue.",
        1_800,
        12,
    ),
)

_PROGRAMMES = (
    ("Foundation", "Infrastructure, grants, and the people who hold it all together."),
    ("Package index", "Where everybody's packages come from."),
    ("Core development", "The language itself and those who write it."),
    ("Conference", "The yearly meeting of the community."),
)

_WORTH = {
    # what one is worth to us, and what a stranger would pay for it, in whole units
    "Logo on the sponsors page": (600, 0),
    "Thank-you post": (700, 0),
    "Logo on the downloads page": (14_000, 0),
    "Job board postings": (200, 200),
    "Meeting with the directors": (4_000, 0),
    "Logo in the footer of the index": (9_000, 0),
    "Logo on the index's sponsors page": (1_500, 0),
    "Logo in the developer's guide": (5_000, 0),
    "Report from the sprint": (1_500, 0),
    "Conference passes": (450, 450),
    "Exhibition booth": (8_000, 6_500),
    "Logo on the conference site": (1_200, 0),
}

_NEW = "Report from the sprint"
_APART = ("Lounge sponsorship", "Lanyards")
"""Nobody gets both: they are seen by the same people."""
_ALONE = ("Core development", "Travel to the sprint",
          "Brings one contributor to the yearly core sprint; named in its report.", 2_000, 10)  # fmt: skip

_CLAUSES = {
    "marks": ("Logo placement", "The Foundation shows the logo as it was handed in, scaled to the size"
              " of the tier, and changes it within ten working days of being given a new one."),
    "conduct": ("Code of conduct", "Everyone who takes part on the Sponsor's passes or in meetings"
                " keeps to the code of conduct of the event."),
    "booth": ("Exhibition", "Booths are assigned in the order in which contracts were executed. The"
              " Sponsor staffs its booth during the opening hours."),
}  # fmt: skip


def add_funds(session: Session, *, currency: str, at: datetime) -> tuple[Fund, Fund]:
    """The general fund and the restricted one for the security initiative."""
    general = Fund(
        slug=GENERAL,
        name="General fund",
        summary="Wherever it is needed most: infrastructure, grants, people.",
        description=(
            "The general fund pays for what keeps the community going: servers and their upkeep,"
            " grants for events in every part of the world, legal and accounting work, and the"
            " small staff that holds it all together."
        ),
        restriction=Restriction.NONE,
        currency=currency,
        position=1,
        created_at=at,
    )
    security = Fund(
        slug=SECURITY,
        name="Security initiative",
        summary="A Security Developer-in-Residence for a year, paid for by those who depend on it.",
        description=(
            "This fund employs a Security Developer-in-Residence. The person in this role handles"
            " vulnerability reports, hardens the release process, and helps projects adopt trusted"
            " publishing and signed artifacts. What is given here is spent on this and nothing else."
        ),
        restriction=Restriction.PURPOSE,
        purpose="Employing a Security Developer-in-Residence and the tools of that work.",
        currency=currency,
        goal_minor=180_000_00,
        position=2,
        created_at=at,
    )
    session.add_all([general, security])
    session.flush()
    return general, security


def add_programme(session: Session, fund: Fund, *, today: date, at: datetime) -> ProgramYear:
    """This year's programme with its tiers, benefits and add-ons, open for applications."""
    year = ProgramYear(
        year=today.year,
        title=f"Sponsorship Programme {today.year}",
        introduction=(
            "Your sponsorship pays for the infrastructure, the events and the people behind the"
            " language. Choose a tier, tell us who you are, and we will send you a contract."
        ),
        starts_on=date(today.year, 1, 1),
        ends_on=date(today.year, 12, 31),
        currency=fund.currency,
        fund_id=fund.id,
    )
    session.add(year)
    session.flush()
    clauses = {}
    for position, (key, (title, text)) in enumerate(_CLAUSES.items(), start=1):
        clauses[key] = LegalClause(title=title, text=text, position=position)
    session.add_all(clauses.values())
    session.add_all(
        Program(name=name, description=text, position=position)
        for position, (name, text) in enumerate(_PROGRAMMES, start=1)
    )
    tiers = _add_tiers(session, year)
    session.flush()
    _add_benefits(session, year, tiers, clauses)
    session.flush()
    _add_alone_and_apart(session, year)
    advance(session, year, "opened", at=at, by=SYSTEM)
    session.flush()
    return year


def _add_tiers(session: Session, year: ProgramYear) -> list[Tier]:
    tiers = [
        Tier(
            program_year_id=year.id,
            slug=slug,
            name=name,
            summary=summary,
            position=position,
            list_price_minor=price * 100,
            currency=year.currency,
            logo_width=width,
            capacity=capacity,
            allows_add_ons=slug != "associate",
        )
        for position, (slug, name, price, width, capacity, summary) in enumerate(_TIERS, start=1)
    ]
    session.add_all(tiers)
    return tiers


def _add_benefits(
    session: Session, year: ProgramYear, tiers: list[Tier], clauses: dict[str, LegalClause]
) -> None:
    promised = []
    for position, (program, name, text, last, counts, places, clause) in enumerate(_BENEFITS, 1):
        benefit = Benefit(
            program_year_id=year.id,
            program=program,
            name=name,
            description=text,
            position=position,
            currency=year.currency,
            internal_value_minor=_WORTH[name][0] * 100,
            fair_value_minor=_WORTH[name][1] * 100,
            is_new=name == _NEW,
        )
        govern(benefit, [clauses[key] for key in (clause or "").split()])
        benefit.placements = [
            BenefitPlacement(publisher=Publisher(publisher), flight=Flight(flight))
            for publisher, flight in places
        ]
        promised.append((benefit, tiers[: last + 1], counts))
    session.add_all(benefit for benefit, _, _ in promised)
    session.flush()
    session.add_all(
        TierBenefit(tier_id=tier.id, benefit_id=benefit.id, quantity=counts.get(index, 1))
        for benefit, promising, counts in promised
        for index, tier in enumerate(promising)
    )
    for position, (program, name, text, price, capacity) in enumerate(_ADD_ONS, len(_BENEFITS) + 1):
        session.add(
            Benefit(
                program_year_id=year.id,
                program=program,
                name=name,
                description=text,
                position=position,
                is_add_on=True,
                add_on_price_minor=price * 100,
                currency=year.currency,
                capacity=capacity,
            )
        )


def _add_alone_and_apart(session: Session, year: ProgramYear) -> None:
    """What can be had without a tier, and what nobody gets together."""
    program, name, text, price, capacity = _ALONE
    operations.add_benefit(
        session,
        year,
        operations.BenefitFacts(
            program=program,
            name=name,
            description=text,
            stand_alone_price=Money(price * 100, year.currency),
            capacity=capacity,
        ),
    )
    apart = session.scalars(
        sa.select(Benefit.id)
        .where(Benefit.program_year_id == year.id, Benefit.name.in_(_APART))
        .order_by(Benefit.id)
    ).all()
    session.add(BenefitConflict(benefit_id=apart[0], other_id=apart[1]))
    session.flush()
