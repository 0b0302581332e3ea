"""A small sponsors application as python.org's has it, written out in both shapes of its files."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path
from typing import Any

from PIL import Image

from sponsorship.importing.reading import column_of
from sponsorship.importing.tables import FEATURES, TABLES, Cell

Fields = dict[str, Any]
PDF = b"%PDF-1.7\nSigned by both.\n%%EOF"
TYPES = {11: "sponsor", 12: "sponsorship", 13: "page"}
_USUAL: dict[str, Fields] = {
    "sponsorshippackage": {"logo_dimension": 175, "advertise": True, "allow_a_la_carte": True},
    "sponsorshipbenefit": {"packages": [], "legal_clauses": [], "conflicts": []},
    "sponsor": {
        "description": "They make things.",
        "landing_page_url": "https://www.example.org",
        "primary_phone": "555-0100",
        "mailing_address_line_1": "1 Main Street",
        "city": "Springfield",
        "postal_code": "12345",
        "country": "US",
        "created": "2024-11-03T18:18:39.622Z",
    },
    "sponsorship": {"locked": True},
    "contract": {"benefits_list_markup_type": "markdown"},
}


class Peer:
    """Its tables, row by row."""

    def __init__(self) -> None:
        self.rows: dict[str, dict[int, Fields]] = {model: {} for model in TABLES}

    def add(self, model: str, pk: int, **said: Any) -> int:
        """One row; what is not said is empty, or usual."""
        table = TABLES[model]
        empty = {name: _EMPTY[cell] for name, cell in table.cells.items()}
        self.rows[model][pk] = empty | _USUAL.get(model, {}) | said
        return pk

    def feature(self, model: str, pk: int, of: int, **said: Any) -> int:
        """A feature that is configured on a benefit, or was copied to a promise."""
        parent = TABLES[model].parent
        owner = "benefit" if parent.endswith("configuration") else "sponsor_benefit"
        self.add(parent, pk, **{owner: of})
        return self.add(model, pk, **said)

    def asset(self, model: str, pk: int, owner: str, of: int, name: str, **value: Any) -> int:
        kind = next(number for number, word in TYPES.items() if word == owner)
        self.add("genericasset", pk, content_type=kind, object_id=of, internal_name=name)
        return self.add(model, pk, **value)

    def change(self, model: str, pk: int, **said: Any) -> None:
        self.rows[model][pk] |= said

    # --- Both shapes ---------------------------------------------------------------------------

    def dump(self) -> list[Fields]:
        """What `manage.py dumpdata sponsors contenttypes` prints."""
        types = [
            {"model": "contenttypes.contenttype", "pk": pk,
             "fields": {"app_label": "sponsors" if word != "page" else "pages", "model": word}}
            for pk, word in TYPES.items()
        ]  # fmt: skip
        own = [
            {"model": f"sponsors.{model}", "pk": pk, "fields": fields}
            for model, rows in self.rows.items()
            for pk, fields in rows.items()
        ]
        return types + own

    def write_dump(self, folder: Path) -> Path:
        path = folder / "sponsors.json"
        path.write_text(json.dumps(self.dump()))
        return path

    def write_tables(self, folder: Path) -> Path:
        """What copying each table to a CSV file with a header writes."""
        folder.mkdir(exist_ok=True)
        for model, table in TABLES.items():
            number = f"{table.parent}_ptr_id" if table.parent else "id"
            plain = [name for name, cell in table.cells.items() if cell is not Cell.MANY]
            header = [number, *(_column(table.cells, name) for name in plain)]
            rows = [
                [pk, *(_cell(fields[name]) for name in plain)]
                for pk, fields in self.rows[model].items()
            ]
            _write(folder / f"sponsors_{model}.csv", header, rows)
            for name, (join, here, there) in table.joins.items():
                pairs = [
                    [pk, other] for pk, fields in self.rows[model].items() for other in fields[name]
                ]
                numbered = [[place, *pair] for place, pair in enumerate(pairs, start=1)]
                _write(folder / f"sponsors_{join}.csv", ["id", here, there], numbered)
        types = [[pk, "sponsors" if w != "page" else "pages", w] for pk, w in TYPES.items()]
        _write(folder / "django_content_type.csv", ["id", "app_label", "model"], types)
        return folder


_EMPTY: dict[Cell, Any] = {
    Cell.TEXT: "", Cell.NUMBER: None, Cell.FLAG: False, Cell.DAY: None, Cell.ONE: None, Cell.MANY: [],
}  # fmt: skip


def _column(cells: dict[str, Cell], name: str) -> str:
    return column_of(name, cells[name])


def _cell(value: Any) -> Any:
    return (
        {True: "t", False: "f", None: ""}.get(value, value)
        if not isinstance(value, int) or (isinstance(value, bool))
        else value
    )


def _write(path: Path, header: list[str], rows: list[list[Any]]) -> None:
    kept = io.StringIO(newline="")
    csv.writer(kept, lineterminator="\n").writerows([header, *rows])
    path.write_text(kept.getvalue(), encoding="utf-8", newline="")


def picture(side: int = 300) -> bytes:
    """A logo."""
    kept = io.BytesIO()
    Image.new("RGB", (side, side // 2), "navy").save(kept, "PNG")
    return kept.getvalue()


def write_media(folder: Path) -> Path:
    """The folder of uploaded files."""
    for name, content in {
        "sponsor_web_logos/fox.png": picture(),
        "sponsors/contracts/SoW: INITECH-77.pdf": b"%PDF-1.7\nTo be signed.\n%%EOF",
        "sponsors/contracts/signed/aa.pdf": PDF,
        "sponsors/contracts/signed/bb.pdf": PDF + b"\n",
        "sponsors-app-assets/booth.png": picture(640),
        "kit.zip": b"PK but no zip",
    }.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    return folder


# --- The small application ------------------------------------------------------------------------

FOX, INITECH, GLOBEX, UMBRELLA, HOOLI, TINY = range(1, 7)


def small() -> Peer:
    """Two years, three packages, benefits of every kind, six sponsors, every state, contracts, assets."""
    peer = Peer()
    peer.add("sponsorshipcurrentyear", 1, year=2026)
    for pk, name in enumerate(("Foundation", "PyPI", "PyCon US"), start=1):
        peer.add("sponsorshipprogram", pk, name=name, order=pk)
    peer.add("legalclause", 1, internal_name="Logo use", clause="The logo stays theirs.", order=1)
    peer.add("legalclause", 2, internal_name="Booth", clause="No fire.", notes="ask Ewa", order=2)
    for year, first in ((2025, 1), (2026, 11)):
        for place, (name, amount) in enumerate(
            (("Visionary", 155_000), ("Supporting", 16_500), ("Associate", 1_500))
        ):
            peer.add("sponsorshippackage", first + place, name=name, slug=name.lower(), order=place,
                     sponsorship_amount=amount, year=year, logo_dimension=350 - 100 * place,
                     advertise=True, allow_a_la_carte=name != "Associate")  # fmt: skip
    peer.add("sponsorshippackage", 14, name="Standalone Only", slug="standalone-only", year=2026,
             sponsorship_amount=0, advertise=False, order=9)  # fmt: skip
    _benefits(peer)
    _sponsors(peer)
    _sponsorships(peer)
    _contracts(peer)
    _assets(peer)
    return peer


def _benefits(peer: Peer) -> None:
    def benefit(pk: int, name: str, packages: list[int], **said: Any) -> None:
        year = 2025 if pk < 10 else 2026
        usual = {"program": 1, "order": pk, "year": year, "description": f"All about {name}."}
        peer.add("sponsorshipbenefit", pk, name=name, packages=packages, **usual | said)

    benefit(1, "Logo on python.org", [1, 2, 3], internal_value=1_000, package_only=True)
    benefit(2, "Conference passes", [1, 2], program=3, internal_value=700)
    benefit(11, "Logo on python.org", [11, 12, 13], internal_value=1_000, package_only=True,
            legal_clauses=[1])  # fmt: skip
    benefit(12, "Conference passes", [11, 12], program=3, internal_value=700)
    benefit(13, "Booth", [11, 12], program=3, internal_value=10_000, package_only=True, capacity=1,
            legal_clauses=[1, 2])  # fmt: skip
    benefit(14, "Job fair table", [], program=3, internal_value=2_500)
    benefit(15, "Blog post", [11], internal_value=2_500, package_only=True, conflicts=[16])
    benefit(16, "Press release", [11], internal_value=2_500, package_only=True, conflicts=[15])
    benefit(17, "Startup row", [], program=3, internal_value=1_000, standalone=True)
    benefit(18, "Old badge", [11, 12, 13], unavailable=True)
    benefit(19, "Newsletter", [11, 12], new=True, capacity=8, soft_capacity=True,
            internal_value=500, internal_description="Every other month.")  # fmt: skip
    benefit(20, "Portrait", [11, 12], program=2, internal_value=900, package_only=True)
    for pk, of in ((101, 1), (102, 11)):
        peer.feature("logoplacementconfiguration", pk, of, publisher="psf", logo_place="sponsors",
                     link_to_sponsors_page=True)  # fmt: skip
    peer.feature("tieredbenefitconfiguration", 103, 12, package=11, quantity=20)
    peer.feature("tieredbenefitconfiguration", 104, 12, package=12, quantity=4,
                 display_label="4 online")  # fmt: skip
    peer.feature("emailtargetableconfiguration", 105, 19)
    peer.feature("requiredimgassetconfiguration", 106, 13, **_BOOTH)
    peer.feature("requiredtextassetconfiguration", 107, 20, **BIO)
    peer.feature("requiredresponseassetconfiguration", 108, 20, **_MAY)
    peer.feature("providedtextassetconfiguration", 109, 20, related_to="sponsorship", shared=True,
                 internal_name="hall", label="Hall", shared_text="Hall 3")  # fmt: skip
    peer.feature("providedfileassetconfiguration", 110, 20, related_to="sponsor", label="Kit",
                 internal_name="Exhibitor kit", shared=True, shared_file="kit.zip")  # fmt: skip


_BOOTH: Fields = {
    "related_to": "sponsorship", "internal_name": "booth-image-2026", "label": "Booth image",
    "due_date": "2026-04-01", "min_width": 100, "max_width": 5_000, "min_height": 0,
    "max_height": 5_000,
}  # fmt: skip
BIO: Fields = {
    "related_to": "sponsor", "internal_name": "bio", "label": "About you", "max_length": 500,
    "help_text": "In a few words.",
}  # fmt: skip
_MAY: Fields = {
    "related_to": "sponsorship", "internal_name": "may_announce", "label": "May we announce you?",
}  # fmt: skip


def _sponsors(peer: Peer) -> None:
    peer.add("sponsor", FOX, name="Fox & Hedgehog Ltd", country="GB", postal_code="EC1A 1BB",
             city="London", web_logo="sponsor_web_logos/fox.png", twitter_handle="foxhedge",
             print_logo="sponsor_print_logos/gone.eps")  # fmt: skip
    peer.add("sponsor", INITECH, name="Initech Inc", state="TX", state_of_incorporation="Delaware")
    peer.add("sponsor", GLOBEX, name="Globex GmbH", country="DE", landing_page_url=None)
    peer.add("sponsor", UMBRELLA, name="Umbrella AG", country="CH")
    peer.add("sponsor", HOOLI, name="Hooli", country="")
    peer.add("sponsor", TINY, name="Tiny Startup", country="PT")
    for sponsor, name in (
        (FOX, "Rosa"), (INITECH, "Bill"), (GLOBEX, "Hank"), (UMBRELLA, "Ada"), (HOOLI, "Gavin"),
        (TINY, "Ines"),
    ):  # fmt: skip
        peer.add("sponsorcontact", sponsor, sponsor=sponsor, name=name, phone="555-0100",
                 email=f"{name.lower()}@example.org", primary=True)  # fmt: skip
    peer.add("sponsorcontact", 7, sponsor=FOX, name="Ben", email="ben@example.org", accounting=True)
    peer.add("sponsorcontact", 8, sponsor=FOX, name="Rosa F.", email="Rosa@example.org",
             administrative=True, manager=True)  # fmt: skip


def _sponsorships(peer: Peer) -> None:
    def sponsorship(pk: int, sponsor: int, package: int, status: str, **said: Any) -> None:
        usual: Fields = {"year": 2026, "applied_on": "2026-01-10"}
        peer.add("sponsorship", pk, sponsor=sponsor, package=package, status=status, **usual | said)

    days = {"start_date": "2026-02-01", "end_date": "2027-01-31"}
    sponsorship(1, FOX, 1, "finalized", year=2025, applied_on="2025-01-05", approved_on="2025-01-20",
                finalized_on="2025-02-03", start_date="2025-02-01", end_date="2026-01-31",
                sponsorship_fee=150_000)  # fmt: skip
    sponsorship(2, FOX, 11, "finalized", approved_on="2026-01-20", finalized_on="2026-02-03",
                sponsorship_fee=155_000, renewal=True, **days)  # fmt: skip
    sponsorship(
        3, INITECH, 12, "approved", approved_on="2026-02-01", sponsorship_fee=16_000, **days
    )
    sponsorship(4, GLOBEX, 12, "applied", sponsorship_fee=16_500, for_modified_package=True)
    sponsorship(5, UMBRELLA, 13, "rejected", rejected_on="2026-01-15", sponsorship_fee=1_500)
    sponsorship(6, HOOLI, 13, "approved", approved_on="2026-02-02", sponsorship_fee=0, **days)
    sponsorship(7, TINY, 14, "finalized", finalized_on="2026-02-10", sponsorship_fee=1_000, **days)
    number = iter(range(1, 100))

    def promises(of: int, *benefits: int, **said: Any) -> None:
        for benefit in benefits:
            known = peer.rows["sponsorshipbenefit"][benefit]
            program = peer.rows["sponsorshipprogram"][known["program"]]["name"]
            pk = next(number)
            peer.add("sponsorbenefit", pk, sponsorship=of, sponsorship_benefit=benefit, order=pk,
                     name=known["name"], program_name=program, description=known["description"],
                     benefit_internal_value=known["internal_value"],
                     standalone=known["standalone"], **said)  # fmt: skip
            _copy_features(peer, benefit, pk, package=peer.rows["sponsorship"][of]["package"])

    promises(1, 1, 2)
    promises(2, 11, 12, 13, 15, 19, 20)
    promises(3, 11, 12, 13, 20)
    promises(4, 11, 12)
    promises(4, 14, added_by_user=True)
    promises(5, 11)
    promises(6, 11)
    promises(7, 17)
    # Its benefit was removed from the catalogue since.
    peer.add(
        "sponsorbenefit", 90, sponsorship=1, name="Podcast", program_name="Foundation", order=90
    )


def _copy_features(peer: Peer, benefit: int, promise: int, *, package: int) -> None:
    for model in FEATURES:
        for pk, configured in list(peer.rows[f"{model}configuration"].items()):
            if peer.rows["benefitfeatureconfiguration"][pk]["benefit"] != benefit:
                continue
            if configured.get("package", package) == package:
                peer.feature(model, 1_000 + 100 * promise + pk % 100, promise, **configured)


def _contracts(peer: Peer) -> None:
    def contract(pk: int, of: int, status: str, **said: Any) -> None:
        created_on = "2025-01-20" if of == 1 else "2026-01-20"
        peer.add("contract", pk, sponsorship=of, status=status, revision=2, created_on=created_on,
                 sponsor_info="They make things.", sponsor_contact="Rosa - 555-0100 | rosa@example.org",
                 benefits_list="- Foundation - Logo on python.org [^1]\n- PyCon US - Booth [^1][^2]",
                 legal_clauses="[^1]: The logo stays theirs.\n[^2]: No fire.\nNo smoke.",
                 **said)  # fmt: skip

    contract(
        1, 1, "executed", sent_on="2025-01-25", signed_document="sponsors/contracts/signed/aa.pdf"
    )
    contract(
        2, 2, "executed", sent_on="2026-01-25", signed_document="sponsors/contracts/signed/bb.pdf"
    )
    contract(3, 3, "awaiting signature", sent_on="2026-02-02",
             document="sponsors/contracts/SoW: INITECH-77.pdf", document_docx="x.docx")  # fmt: skip
    contract(4, 6, "draft")
    contract(5, 7, "executed", signed_document="sponsors/contracts/signed/lost.pdf")


def _assets(peer: Peer) -> None:
    peer.asset("imgasset", 1, "sponsorship", 2, "booth-image-2026",
               image="sponsors-app-assets/booth.png")  # fmt: skip
    peer.asset("textasset", 2, "sponsor", FOX, "bio", text="We are quick.\r\nAnd small.")
    peer.asset("responseasset", 3, "sponsorship", 2, "may_announce", response="YES")
    peer.asset("textasset", 4, "sponsor", INITECH, "bio", text="")
    peer.asset("fileasset", 5, "sponsorship", 3, "floor plan", file="sponsors-app-assets/gone.pdf")
