"""What comes over, what stays when it comes again, and what is left alone."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa

from sponsorship.contracts.models import Contract
from sponsorship.errors import Invalid
from sponsorship.fulfilment.models import Asset, PromisedAsset
from sponsorship.funds.models import Fund
from sponsorship.importing.models import ImportLine, ImportOutcome, ImportRun
from sponsorship.importing.passage import columns
from sponsorship.importing.reading import UnreadableFiles
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
from tests.importing.peer import BIO, FOX, PDF, small

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


BROKEN: list[tuple[str, int, dict[str, Any], str]] = [
    ("sponsorshipprogram", 2, {"name": " "}, "refused: Its name is empty."),
    ("sponsorshippackage", 3, {"sponsorship_amount": -5},
     "refused: Its sponsorship amount is “-5”, which is no amount in whole USD."),
    ("sponsorshippackage", 14, {"year": None}, "refused: It names no year."),
    ("sponsorshipbenefit", 1, {}, "skipped: It waits for sponsorshippackage 3, which is not here."),
    ("sponsorshipbenefit", 2, {"internal_value": "much"},
     "refused: Its internal value is “much”, which is no amount in whole USD."),
    ("sponsorshipbenefit", 20, {}, "skipped: It waits for sponsorshipprogram 2, which is not here."),
    ("sponsor", 3, {"country": "XQ"}, "refused: Its country “XQ” is not one that we know."),
    ("sponsor", 4, {"name": "Umbrella\u0007AG"},
     "refused: Its name holds characters that cannot be printed."),
    ("sponsor", 5, {"description": "x" * 2_001},
     "refused: Its description has 2,001 letters, and 2,000 fit."),
    ("sponsor", 6, {"landing_page_url": "javascript:alert(1)"},
     "refused: Its landing page “javascript:alert(1)” is no address of a web site."),
    ("sponsorcontact", 7, {"email": "ben at example"},
     "refused: Its address “ben at example” is no e-mail address."),
    ("sponsorcontact", 2, {"sponsor": 99}, "refused: It names sponsor 99, which is not in the files."),
    ("sponsorcontact", 4, {}, "skipped: It waits for sponsor 4, which is not here."),
    ("sponsorship", 1, {}, "skipped: It waits for sponsorshipbenefit 1, which is not here."),
    ("sponsorship", 2, {"start_date": "2026-02-30"},
     "refused: Its start date is “2026-02-30”, which is no day."),
    ("sponsorship", 3, {"status": "thinking"},
     "refused: Its status “thinking” is not one that we know."),
    ("sponsorship", 7, {}, "skipped: It waits for sponsor 6, which is not here."),
    ("contract", 2, {}, "skipped: It waits for sponsorship 2, which is not here."),
    ("logoplacementconfiguration", 102, {"publisher": "evil"},
     "refused: It names the site “evil”, which is not one of ours."),
    ("requiredimgassetconfiguration", 106, {"label": "", "internal_name": "%%"},
     "refused: Its internal name has no letter."),
    ("responseasset", 3, {"response": "MAYBE"},
     "skipped: It waits for sponsorship 2, which is not here."),
]  # fmt: skip


def test_broken_records_are_named_and_the_others_come_over(move: Move) -> None:
    for model, pk, fields, _ in BROKEN:
        move.peer.change(model, pk, **fields)
    move.peer.change("sponsorcontact", 7, primary=True)
    move.peer.change("genericasset", 2, content_type=99)

    assert move.run(with_media=False).has_refused

    assert {(model, pk): move.said(model, pk) for model, pk, _, _ in BROKEN} == {
        (model, pk): sentence for model, pk, _, sentence in BROKEN
    }
    assert "It has 2 primary contacts: each of them gets every letter." in move.said("sponsor", 1)
    assert move.said("textasset", 2).startswith("refused: Nothing says whose it is")
    assert [s.name for s in move.every(Sponsor)] == ["Fox & Hedgehog Ltd", "Initech Inc"]

    for model, pk, fields, _ in BROKEN:  # mended there, and run again
        move.peer.change(model, pk, **{name: _mended(model, pk, name) for name in fields})
    move.peer.change("genericasset", 2, content_type=11)
    assert not move.run(with_media=False).has_refused
    assert len(move.every(Sponsorship)) == 7


def _mended(model: str, pk: int, name: str) -> Any:
    return small().rows[model][pk][name]


def test_a_run_that_was_broken_off_goes_on_where_it_was(move: Move) -> None:
    class Unplugged(Exception):
        pass

    def stop(line: object) -> None:
        if str(line).startswith("created   sponsorship 4"):
            raise Unplugged

    with pytest.raises(Unplugged):
        move.run(with_media=False, tell=stop)
    assert [run.ended_at for run in move.every(ImportRun)] == [None]

    move.run(with_media=False)

    assert [one.status.value for one in move.every(Sponsorship)].count("confirmed") == 3
    counted = Counter(one.outcome.value for one in move.lines if one.model == "sponsorship")
    assert counted == {"unchanged": 4, "created": 3}


def test_what_ours_can_hold_once_is_told_and_a_replaced_term_ends(move: Move) -> None:
    peer = move.peer
    peer.change("sponsorship", 1, end_date="2026-06-30", overlapped_by=2)
    peer.add("sponsorship", 8, sponsor=FOX, package=13, status="applied", year=2026,
             applied_on="2026-02-01")  # fmt: skip
    peer.add("sponsorship", 9, sponsor=2, status="finalized", applied_on="2024-02-01",
             start_date="2024-02-01", end_date="2025-01-31", level_name_old="Gold",
             sponsorship_fee=1)  # fmt: skip
    peer.add("sponsorship", 10, sponsor=3, package=3, status="finalized", year=2025,
             applied_on="2025-02-01", start_date="2025-02-01", end_date="2026-01-31")  # fmt: skip
    peer.add("contract", 9, status="nullified", created_on="2026-01-01")
    path = peer.write_dump(move.folder)
    rows = json.loads(path.read_text())
    rows += [{"model": "pages.page", "fields": {}}, {"model": "sponsors.sponsor", "fields": {"fax": ""}},
             {"model": "sponsors.sponsor", "pk": 50, "fields": {"name": "Fax", "fax": ""}}]  # fmt: skip
    path.write_text(json.dumps(rows))

    move.run(with_media=False, path=path)
    assert [str(one) for one in move.lines[:3]] == [
        f"refused   sponsor in place {len(rows) - 1}: It has no number.",
        "skipped   pages.page (1): 1 rows: no table of the sponsors.",
        "skipped   sponsor (1) “fax”: Its field fax is not known here; 1 records have it.",
    ]

    assert "It ends the day before sponsorship 2 begins" in move.said("sponsorship", 1)
    assert str(move.every(Sponsorship)[0].ends_on) == "2026-01-31"
    standing = next(one for one in move.every(Sponsorship) if one.renews_id)
    assert move.said("sponsorship", 8) == (
        f"refused: Fox & Hedgehog Ltd has another sponsorship of 2026 here, {standing.reference}; one a"
        " year counts."
    )
    assert move.said("sponsorship", 9) == (
        "refused: It has no package, and 2024 has no level “Gold”."
    )
    assert move.said("sponsorship", 10) == "refused: It is finalized and has no fee."
    assert move.said("contract", 9) == "refused: It belongs to no sponsorship any more."


def test_a_catalogue_that_people_bent_comes_over_with_a_word_about_it(move: Move) -> None:
    peer = move.peer
    peer.add("sponsorshipprogram", 4, name="PyPI")
    peer.change("legalclause", 1, internal_name="L" * 130)
    peer.change("sponsorshippackage", 14, sponsorship_amount=5)
    peer.change("sponsorshippackage", 11, logo_dimension=900)
    peer.change("sponsorshipbenefit", 12, packages=[1, 11, 14])
    peer.change("tieredbenefitconfiguration", 103, quantity=0)
    peer.change("sponsorshipbenefit", 14, internal_value=None)
    peer.change("sponsorshipbenefit", 16, standalone=True)
    peer.change("sponsorshipbenefit", 17, internal_value=None)
    peer.change("sponsorshipbenefit", 20, capacity=-1)
    peer.feature("logoplacementconfiguration", 111, 19, publisher="psf", logo_place="moon")
    peer.feature("requiredtextassetconfiguration", 112, 19, **BIO | {"related_to": "nobody"})
    peer.feature(
        "requiredtextassetconfiguration", 113, 13, **BIO | {"internal_name": "booth-image-2026"}
    )
    peer.feature("providedfileassetconfiguration", 114, 13, related_to="sponsor", label="Plan",
                 internal_name="plan", shared=True, shared_file="../../plan.pdf")  # fmt: skip

    move.run()

    said = {
        (model, pk): move.said(model, pk).partition(": ")[2]
        for model, pk in (
            ("sponsorshipprogram", 4), ("sponsorshippackage", 14), ("sponsorshippackage", 11),
            ("sponsorshipbenefit", 12), ("sponsorshipbenefit", 14), ("sponsorshipbenefit", 16),
            ("sponsorshipbenefit", 17), ("sponsorshipbenefit", 20), ("sponsorshipbenefit", 13),
            ("logoplacementconfiguration", 111), ("requiredtextassetconfiguration", 112),
            ("requiredtextassetconfiguration", 113),
        )
    }  # fmt: skip
    unpriced = "It is no add-on here: nothing says what it is worth, so it has no price."
    unoffered = "It is not offered here until somebody gives it a price."
    assert said == {
        ("sponsorshipprogram", 4): "There is a programme of this name here already, and it is used.",
        ("sponsorshippackage", 14):
            "Its amount is not kept: what stands alone is priced by itself.",
        ("sponsorshippackage", 11): "Its logos are 480 pixels wide here, not 900.",
        ("sponsorshipbenefit", 12):
            "It is not in package 1 here, which is of another year. It is not in the package for"
            " stand-alone benefits, which includes nothing. It is counted once here, not 0 times. Its"
            " number in package 12 is not kept: that does not include it.",
        ("sponsorshipbenefit", 14): f"{unpriced} {unoffered}",
        ("sponsorshipbenefit", 16): "It cannot stand alone here: a tier includes it.",
        ("sponsorshipbenefit", 17): unoffered,
        ("sponsorshipbenefit", 20): "Its capacity is less than nothing.",
        ("sponsorshipbenefit", 13):
            "There are 2 of it here and not 1: so many were promised. Its file ../../plan.pdf is not"
            " there.",
        ("logoplacementconfiguration", 111): "It names the place “moon”, which is not one of ours.",
        ("requiredtextassetconfiguration", 112):
            "It belongs to “nobody”, neither sponsor nor sponsorship.",
        ("requiredtextassetconfiguration", 113): "This benefit has an asset of this name already.",
    }  # fmt: skip
    assert move.said("legalclause", 1).startswith(
        "created: Its name was cut after 120 letters: “LLL"
    )

    # One more sponsorship than there are booths, and names that changed.
    peer.add("sponsor", 9, name="Wonka", country="CH")
    peer.add("sponsorship", 12, sponsor=9, package=3, status="applied", applied_on="2024-01-01",
             year=2024)  # fmt: skip
    peer.add("sponsorship", 8, sponsor=9, package=2, status="approved", applied_on="2025-01-01",
             start_date="2026-01-01", end_date="2026-12-31", sponsorship_fee=1, year=2026)  # fmt: skip
    peer.add("sponsorship", 9, sponsor=5, package=3, status="approved", applied_on="2025-01-01",
             start_date="2025-01-01", end_date="2025-12-31", sponsorship_fee=1)  # fmt: skip
    peer.add("sponsorship", 10, sponsor=4, status="applied", applied_on="2025-03-01", year=2025,
             level_name_old="Associate")  # fmt: skip
    peer.add("sponsorship", 11, sponsor=3, status="applied", applied_on="2025-03-01", year=2025)
    peer.change("sponsorship", 7, sponsor=4)
    for pk, of, benefit in ((70, 9, 13), (71, 10, 1), (72, 11, 2)):
        peer.add("sponsorbenefit", pk, sponsorship=of, sponsorship_benefit=benefit, name="X",
                 program_name="Foundation", standalone=of == 11)  # fmt: skip
    peer.change("sponsorshipprogram", 1, name="The Foundation")
    peer.change("legalclause", 1, internal_name="Logos")
    peer.change("sponsorshippackage", 12, slug="other")
    peer.change("sponsorshippackage", 14, advertise=True)
    peer.change("contract", 4, status="thinking")

    move.run(with_media=False)

    assert move.said("sponsorship", 8) == (
        "created: Its package is of another year: it hangs on Supporting of 2026."
    )
    assert move.said("sponsorship", 12) == (
        "created: It counts to 2025 here, the year of its package."
    )
    assert "It names no year, and counts to 2025 here." in move.said("sponsorship", 9)
    assert "hangs on a benefit that nobody can choose" in move.said("sponsorship", 9)
    assert "hangs on Associate by the name of its level" in move.said("sponsorship", 10)
    assert move.said("sponsorship", 11).startswith("created: “X” hangs on a benefit")
    assert move.said("sponsorship", 7) == "refused: A sponsorship keeps its sponsor here."
    assert move.said("sponsorshippackage", 12) == (
        "refused: A tier keeps its short name and its year here."
    )
    assert [
        move.said(*one)
        for one in (("sponsorshipprogram", 1), ("legalclause", 1), ("sponsorshippackage", 14))
    ] == ["updated"] * 3
    assert move.said("contract", 4) == "refused: Its status “thinking” is not one that we know."


def test_nothing_is_begun_with_files_that_cannot_be_read_or_a_fund_in_euros(
    move: Move, tmp_path: Path
) -> None:
    (tmp_path / "x.json").write_text("{}")
    with pytest.raises(UnreadableFiles):
        move.run(path=tmp_path / "x.json")
    with move.database.unit_of_work() as session:
        session.scalars(sa.select(Fund).where(Fund.slug == "general")).one()
        session.add(
            Fund(slug="euros", name="Euros", summary="", description="", restriction="none",
                 purpose="", currency="EUR", position=9, accepts_gifts=True, created_at=NOW)
        )  # fmt: skip
    with pytest.raises(Invalid, match=r"Euros is in EUR\. Name a fund in USD"):
        move.run(fund_slug="euros")
    assert move.every(ImportRun) == []
