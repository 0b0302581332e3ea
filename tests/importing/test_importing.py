"""What comes over, what stays when it comes again, and what is left alone."""

from __future__ import annotations

import sqlalchemy as sa

from sponsorship.contracts.models import Contract
from sponsorship.fulfilment.models import Asset, PromisedAsset
from sponsorship.importing.models import ImportLine, ImportOutcome, ImportRun
from sponsorship.importing.passage import columns
from sponsorship.lifecycle import StatusChange
from sponsorship.settings import load
from sponsorship.sponsorships import queries as sponsorships
from sponsorship.sponsorships.models import PromisedBenefit, Sponsor, SponsorContact, Sponsorship
from sponsorship.tiers.models import (
    Benefit,
    BenefitAsset,
    BenefitConflict,
    LegalClause,
    ProgramYear,
    Tier,
    TierBenefit,
)
from sponsorship.wiring import foundation_of
from sponsorship.workflows import agreement
from tests.clock import NOW, TODAY
from tests.importing.conftest import Move
from tests.importing.peer import FOX, PDF

MUTE = {
    "announcement", "dispatch", "invoice", "job_trouble", "journal_entry", "letter", "payment",
    "posting", "receipt",
}  # fmt: skip


def test_the_catalogue_comes_over(move: Move) -> None:
    assert not move.run(path=move.peer.write_tables(move.folder / "t")).has_refused

    assert [(y.year, y.status.value, y.currency) for y in move.every(ProgramYear)] == [
        (2025, "closed", "USD"), (2026, "draft", "USD"),
    ]  # fmt: skip
    with move.database.reading() as session:
        tiers = session.scalars(sa.select(Tier).where(Tier.program_year_id == 2)).all()
        assert [
            (t.slug, t.list_price.shown(), t.logo_width, t.allows_add_ons, t.held_until.value)
            for t in sorted(tiers, key=lambda one: one.id)
        ] == [
            ("visionary", "$155,000.00", 350, True, "contract"),
            ("supporting", "$16,500.00", 250, True, "contract"),
            ("associate", "$1,500.00", 150, False, "contract"),
            ("stand-alone", "$0.00", 175, False, "first_payment"),
        ]
        this_year = {
            b.name: b
            for b in session.scalars(sa.select(Benefit).where(Benefit.program_year_id == 2))
        }
        had = {
            name: (
                b.is_available,
                b.add_on_price_minor,
                b.stand_alone_price_minor,
                b.capacity,
                [clause.title for clause in b.linked_clauses],
            )
            for name, b in this_year.items()
        }
        passes = session.execute(
            sa.select(TierBenefit.quantity, TierBenefit.label)
            .where(TierBenefit.benefit_id == this_year["Conference passes"].id)
            .order_by(TierBenefit.tier_id)
        ).all()
        conflicts = session.scalars(sa.select(BenefitConflict)).all()
    assert had == {
        "Logo on python.org": (True, None, None, None, ["Logo use"]),
        "Conference passes": (True, 70_000, None, None, []),
        "Booth": (
            True,
            None,
            None,
            2,
            ["Logo use", "Booth"],
        ),  # two were promised of the one there is
        "Job fair table": (True, 250_000, None, None, []),
        "Blog post": (True, None, None, None, []),
        "Press release": (True, None, None, None, []),
        "Startup row": (True, None, 100_000, None, []),
        "Old badge": (False, None, None, None, []),
        "Newsletter": (True, 50_000, None, None, []),
        "Portrait": (True, None, None, None, []),
    }
    assert (
        this_year["Newsletter"].internal_note
        == "Every other month.\n\nAbout 8 of it are to be had."
    )
    assert passes == [(20, ""), (4, "4 online")]
    assert [(one.benefit_id, one.other_id) for one in conflicts] == [
        (this_year["Blog post"].id, this_year["Press release"].id)
    ]
    assert [
        (
            a.internal_name,
            a.direction.value,
            a.kind.value,
            a.owner.value,
            a.max_width,
            a.shared_text,
        )
        for a in move.every(BenefitAsset)
    ] == [
        ("booth-image-2026", "asked", "image", "sponsorship", 3_000, ""),
        ("bio", "asked", "text", "sponsor", None, ""),
        ("may_announce", "asked", "answer", "sponsorship", None, ""),
        ("hall", "provided", "text", "sponsorship", None, "Hall 3"),
        ("Exhibitor_kit", "provided", "file", "sponsor", None, ""),
    ]
    assert move.said("legalclause", 2) == "created: Not kept: notes “ask Ewa”."
    assert len(move.every(LegalClause)) == 2


def test_sponsors_and_their_sponsorships_come_over_mutely(move: Move) -> None:
    before = move.counted()
    assert not move.run(with_media=False).has_refused

    assert [
        (s.slug, s.country, s.website, s.created_at.date().isoformat()) for s in move.every(Sponsor)
    ][:3] == [
        ("fox-hedgehog-ltd", "GB", "https://www.example.org", "2024-11-03"),
        ("initech-inc", "US", "https://www.example.org", "2024-11-03"),
        ("globex-gmbh", "DE", "", "2024-11-03"),
    ]
    assert [(c.name, c.roles) for c in move.every(SponsorContact) if c.sponsor_id == FOX] == [
        ("Rosa", ("primary", "administrative", "manager")), ("Ben", ("accounting",)),
    ]  # fmt: skip
    assert [
        (s.status.value, s.agreed_fee and s.agreed_fee.shown(), str(s.starts_on), s.renews_id)
        for s in move.every(Sponsorship)
    ] == [
        ("confirmed", "$150,000.00", "2025-02-01", None),
        ("confirmed", "$155,000.00", "2026-02-01", 1),
        ("approved", "$16,000.00", "2026-02-01", None),
        ("applied", None, "None", None),
        ("rejected", None, "None", None),
        ("approved", "$0.00", "2026-02-01", None),
        ("confirmed", "$1,000.00", "2026-02-01", None),
    ]
    modified = move.every(Sponsorship)[3]
    assert (modified.is_customised, modified.left_out) == (
        True, ["Booth", "Old badge", "Newsletter", "Portrait"],
    )  # fmt: skip
    moved = [
        (one.verb, one.at.date().isoformat(), one.by)
        for one in move.every(StatusChange)
        if (one.machine, one.subject_id) == ("sponsorship", 2)
    ]
    assert moved == [
        ("approved", "2026-01-20", "import:python.org"),
        ("contracted", "2026-02-03", "import:python.org"),
        ("confirmed", "2026-02-03", "import:python.org"),
    ]
    promised = move.every(PromisedBenefit)
    assert [(p.name, p.quantity, p.is_add_on) for p in promised if p.sponsorship_id == 3] == [
        ("Logo on python.org", 1, False), ("Conference passes (4 online)", 4, False),
        ("Booth", 1, False), ("Portrait", 1, False),
    ]  # fmt: skip
    assert [p.is_released for p in promised if p.sponsorship_id == 5] == [True]
    with move.database.reading() as session:
        shown = [
            (one.sponsorship.sponsor.name, one.publisher.value, one.flight.value)
            for one in sponsorships.placements_on(session, TODAY)
        ]
        stand_in = session.scalars(sa.select(Benefit).where(Benefit.name == "Podcast")).one()
        of_fox = (
            sa.select(PromisedAsset.internal_name)
            .join(PromisedBenefit)
            .where(PromisedBenefit.sponsorship_id == 2)
        )
        asked = set(session.scalars(of_fox))
    assert shown == [("Fox & Hedgehog Ltd", "psf", "sponsors")]
    assert not stand_in.is_available
    assert asked == {"booth-image-2026", "bio", "may_announce", "hall", "Exhibitor_kit"}
    assert move.said("sponsor", FOX) == (
        "created: Its web logo sponsor_web_logos/fox.png is not there. Its print logo"
        " sponsor_print_logos/gone.eps is not there. Not kept: Twitter handle “foxhedge”, telephone"
        " number “555-0100”."
    )
    after = move.counted()
    assert {name: after[name] - before[name] for name in MUTE} == dict.fromkeys(MUTE, 0)


def test_papers_pictures_and_answers_come_over_when_their_files_are_there(move: Move) -> None:
    peer = move.peer
    peer.asset("fileasset", 6, "sponsorship", 3, "plan", file="kit.zip")
    peer.asset("imgasset", 7, "sponsorship", 3, "slide", image="kit.zip")
    peer.asset("imgasset", 8, "sponsorship", 3, "banner", image="")
    peer.asset("fileasset", 9, "sponsorship", 3, "list", file="")
    peer.asset("responseasset", 10, "sponsorship", 3, "booth")
    bent = {"created_on": "2026-01-01"}
    move.peer.add("contract", 7, original_sponsorship=3, status="executed",
                  signed_document="kit.zip", **bent)  # fmt: skip
    move.peer.add("contract", 8, original_sponsorship=2, status="executed", **bent)
    move.peer.add("contract", 9, original_sponsorship=6, status="awaiting signature", **bent)
    move.run(with_media=False)
    assert move.said("contract", 9) == (
        "refused: It awaits a signature, and nothing says when it was sent."
    )
    assert move.said("contract", 2) == (
        "skipped: It waits for its file sponsors/contracts/signed/bb.pdf, which is not there."
    )
    assert [c.status.value for c in move.every(Contract)] == ["draft"]

    move.run()

    assert [
        (c.reference, c.kind.value, c.status.value, c.sent_at and c.sent_at.date().isoformat())
        for c in sorted(move.every(Contract), key=lambda one: one.sponsorship_id)
    ] == [
        ("C-2025-00001-2", "new", "executed", "2025-01-25"),
        ("C-2026-00002-2", "renewal", "executed", "2026-01-25"),
        ("C-2026-00003-2", "new", "awaiting_signature", "2026-02-02"),
        ("C-2026-00006-1", "new", "draft", None),
    ]
    with move.database.reading() as session:
        first = session.scalars(sa.select(Contract).where(Contract.sponsorship_id == 1)).one()
        assert first.signed_file is not None
        assert first.signed_file.bytes == PDF
        assert first.signature is not None
        assert first.signature.consent == "Signed elsewhere on 2025-02-03; the file is kept."
        content = first.document.content
        waiting = session.scalars(sa.select(Contract).where(Contract.sponsorship_id == 3)).one()
        assert waiting.document.pdf == b"%PDF-1.7\nTo be signed.\n%%EOF"
        fox = session.get_one(Sponsor, FOX)
        assert fox.logo is not None
        assert (fox.logo.media_type, fox.logo.width, fox.white_logo) == ("image/png", 300, None)
    assert [(b["name"], b["clause_numbers"]) for b in content["benefits"]] == [
        ("Foundation - Logo on python.org", [1]), ("PyCon US - Booth", [1, 2]),
    ]  # fmt: skip
    assert content["clauses"][1]["text"] == "No fire.\nNo smoke."
    assert {(a.internal_name, a.kind.value, "" if a.file_id else a.in_words)
            for a in move.every(Asset)} == {
        ("bio", "text", "We are quick.\nAnd small."), ("may_announce", "answer", "Yes"),
        ("booth-image-2026", "image", ""), ("plan", "file", ""),
    }  # fmt: skip
    assert [move.said("imgasset", 7), move.said("imgasset", 8), move.said("fileasset", 9)] == [
        "refused: Please choose a PNG, JPEG or WebP picture; other kinds of files are not accepted.",
        "skipped: It has no value.", "skipped: It has no value.",
    ]  # fmt: skip
    assert move.said("sponsor", FOX).startswith("updated: Its print logo")
    assert [move.said("contract", number) for number in (7, 8, 9)] == [
        "refused: Its file kit.zip is no PDF.",
        "refused: It is executed, and names no signed file.",
        "refused: Another contract of this sponsorship is on its way here.",
    ]
    assert move.said("textasset", 4) == "skipped: It has no value."
    foundation = foundation_of(load(data_dir=move.folder, base_url="https://fund.example"))
    assert agreement.remind_unsigned(move.database, foundation=foundation, at=NOW) == 0


def test_a_second_run_makes_nothing_twice_and_a_dry_one_makes_nothing(move: Move) -> None:
    empty = move.counted()
    dry = move.run(is_dry=True, with_media=False)
    tried = [str(one) for one in move.lines]
    assert move.counted() == empty

    real = move.run(with_media=False)
    assert ([str(one) for one in move.lines], real.counts) == (tried, dry.counts)
    full = move.counted()
    (run,) = move.every(ImportRun)
    assert (run.file_name, run.begun_by, run.totals["created"]) == (
        "sponsors.json", "system:command line", move.outcomes()[ImportOutcome.CREATED],
    )  # fmt: skip
    assert len(move.every(ImportLine)) == len(move.lines)

    move.run(path=move.peer.write_tables(move.folder / "t"), with_media=False)
    again = move.counted()
    assert set(move.outcomes()) == {ImportOutcome.UNCHANGED, ImportOutcome.SKIPPED}
    assert {name for name in full if again[name] != full[name]} == {
        "import_run", "import_line", "audit_note",
    }  # fmt: skip


def test_what_changed_there_is_followed_unless_it_was_changed_here(move: Move) -> None:
    move.run(with_media=False)
    with move.database.unit_of_work() as session:
        session.get_one(Sponsor, 2).city = "Dallas"
        session.scalars(sa.select(Benefit).where(Benefit.name == "Portrait")).one().is_new = True
    peer = move.peer
    peer.change("sponsor", FOX, description="They make more things.")
    peer.change("sponsor", 2, description="They make printers.")
    peer.change("sponsorcontact", 1, manager=True)
    peer.change("sponsorshippackage", 13, sponsorship_amount=2_000)
    peer.change("sponsorshipbenefit", 20, description="Another portrait.")
    peer.change("sponsorshipbenefit", 19, packages=[11])
    peer.change("sponsorshipbenefit", 15, conflicts=[])
    peer.change("sponsorshipbenefit", 16, conflicts=[])
    peer.change("sponsorshipcurrentyear", 1, year=2027)
    peer.change(
        "sponsorship", 3, status="finalized", finalized_on="2026-02-20", sponsorship_fee=15_000
    )
    peer.change("sponsorship", 4, status="rejected", rejected_on="2026-02-20")
    peer.change("sponsorship", 6, status="finalized", finalized_on="2026-02-20")
    peer.change("sponsorship", 7, sponsorship_fee=900)
    peer.change("contract", 4, status="nullified")
    peer.add("sponsor", 9, name="Wonka", country="CH")
    peer.add("sponsorship", 8, sponsor=9, package=12, status="applied", applied_on="2026-02-21",
             year=2026)  # fmt: skip
    peer.add("sponsorbenefit", 80, sponsorship=8, sponsorship_benefit=13, name="Booth",
             program_name="PyCon US")  # fmt: skip

    move.run(with_media=False)

    followed = {
        (one.model, int(one.number)): one.outcome.value
        for one in move.lines
        if one.outcome in {ImportOutcome.UPDATED, ImportOutcome.REFUSED}
    }
    assert followed == {
        ("sponsor", 1): "updated", ("sponsorcontact", 1): "updated", ("year", 2026): "updated",
        ("sponsorshippackage", 13): "updated", ("sponsorshipbenefit", 15): "updated",
        ("sponsorshipbenefit", 16): "updated", ("sponsorshipbenefit", 19): "updated",
        ("sponsorship", 3): "updated", ("sponsorship", 4): "updated", ("sponsorship", 6): "updated",
        ("sponsorship", 7): "refused", ("contract", 4): "updated",
    }  # fmt: skip
    assert move.said("sponsorship", 8) == (
        "created: “Booth” was promised more than 2 times: there are 3 of it here."
    )
    ours_stays = (
        "skipped: It changed there, and was changed here since it came. Ours stays as it is."
    )
    assert [move.said(*one) for one in (("sponsor", 2), ("sponsorshipbenefit", 20))] == [
        ours_stays, ours_stays,
    ]  # fmt: skip
    assert move.said("sponsorship", 7) == (
        "refused: Its contract is executed: its fee and term stay as they are here."
    )
    assert [(s.status.value, s.agreed_fee_minor) for s in move.every(Sponsorship)][2:6] == [
        ("confirmed", 1_500_000), ("rejected", None), ("rejected", None), ("confirmed", 0),
    ]  # fmt: skip
    assert [s.description for s in move.every(Sponsor)][:2] == [
        "They make more things.", "They make things.",
    ]  # fmt: skip
    with move.database.reading() as session:
        assert session.scalars(sa.select(BenefitConflict)).all() == []
    assert [y.status.value for y in move.every(ProgramYear)] == ["closed", "closed"]


def test_promises_contracts_and_values_are_followed(move: Move) -> None:
    peer = move.peer
    peer.change("contract", 3, status="draft", sent_on=None, document="")
    move.run(with_media=False)
    # Initech drops the booth for the newsletter, has more passes, and is sent its contract.
    del peer.rows["sponsorbenefit"][11]
    for model in ("benefitfeature", "requiredimgasset"):
        del peer.rows[model][1_000 + 1_100 + 6]
    peer.add("sponsorbenefit", 60, sponsorship=3, sponsorship_benefit=19, name="Newsletter",
             program_name="Foundation", order=60)  # fmt: skip
    peer.feature("logoplacement", 6_000, 60, publisher="pypi", logo_place="footer")
    peer.change("tieredbenefit", 1_000 + 1_000 + 4, quantity=6, display_label="")
    peer.change("sponsorship", 3, sponsorship_fee=17_000)
    peer.change("contract", 3, status="awaiting signature", sent_on="2026-02-02",
                document="sponsors/contracts/SoW: INITECH-77.pdf")  # fmt: skip
    peer.change("sponsorbenefit", 1, name="Something else")  # in a contract that is executed
    peer.change("textasset", 2, text="We are quicker.")

    move.run()

    def promised() -> list[tuple[str, int, bool]]:
        return [
            (one.name, one.quantity, one.is_released)
            for one in move.every(PromisedBenefit)
            if one.sponsorship_id == 3
        ]

    def agreed() -> list[str]:
        return [one.status.value for one in move.every(Contract) if one.sponsorship_id == 3]

    assert promised() == [
        ("Logo on python.org", 1, False), ("Conference passes", 6, False), ("Booth", 1, True),
        ("Portrait", 1, False), ("Newsletter", 1, False),
    ]  # fmt: skip
    assert agreed() == ["nullified", "awaiting_signature"]
    assert move.said("sponsorship", 3).startswith("updated: “Booth” is promised no more.")
    assert move.said("sponsorship", 1).endswith(
        "Its contract is executed: its promises stay as they are here."
    )
    assert move.every(Sponsorship)[2].agreed_fee_minor == 1_700_000
    assert "We are quicker." in {one.text for one in move.every(Asset)}

    peer.change("sponsorship", 3, status="finalized", finalized_on="2026-02-20")
    peer.change(
        "contract", 3, status="executed", signed_document="sponsors/contracts/signed/bb.pdf"
    )
    peer.change("contract", 4, status="outdated")
    peer.change("textasset", 2, text="")
    peer.change("responseasset", 3, response="PERHAPS")
    peer.change("sponsorship", 4, status="approved")
    move.run()

    assert agreed() == ["nullified", "executed"]
    assert [move.said(*one) for one in (
        ("contract", 4), ("textasset", 2), ("responseasset", 3), ("sponsorship", 4),
    )] == [
        "updated", "skipped: It has no value.",
        "refused: Its answer “PERHAPS” is neither yes nor no.",
        "refused: It is approved and has no first day.",
    ]  # fmt: skip
    assert "We are quicker." in {one.text for one in move.every(Asset)}


def test_what_the_database_counts_is_no_change_of_mind() -> None:
    """Places that are taken or kept come and go; ours is not changed by that."""
    assert not {"taken", "kept", "version"} & columns(Tier()).keys()
    assert not {"taken", "kept", "version"} & columns(Benefit()).keys()
