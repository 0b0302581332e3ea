"""Records that are broken or bent there: named one by one, and the others come over."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa

from sponsorship.errors import Invalid
from sponsorship.funds.models import Fund
from sponsorship.importing.models import ImportRun
from sponsorship.importing.reading import UnreadableFiles
from sponsorship.sponsorships.models import Sponsor, Sponsorship
from tests.clock import NOW
from tests.importing.conftest import Move
from tests.importing.peer import BIO, FOX, small

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
