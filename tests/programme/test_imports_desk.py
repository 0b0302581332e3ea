"""What staff read about an import, in a foundation that has a programme of its own already."""

from __future__ import annotations

from pathlib import Path

from sponsorship.audit import Actor
from sponsorship.workflows.importing import Report, import_python_org
from tests.admin_app.desks.desks import Colleague, Desks
from tests.importing.peer import small


def _import(office: Desks, folder: Path) -> Report:
    story = office.story
    return import_python_org(
        story.database,
        small().write_dump(folder),
        media=None,
        is_dry=False,
        foundation=story.foundation,
        at=story.now,
        by=Actor("system", "command line"),
        tell=lambda _: None,
    )


def test_staff_read_what_an_import_said_of_each_record(
    office: Desks, sumana: Colleague, tmp_path: Path
) -> None:
    assert "Nothing was imported yet." in sumana.get("/admin/desk/imports").text
    assert _import(office, tmp_path).has_refused  # this year has tiers of these names already

    assert "sponsors.json" in sumana.get("/admin/desk/imports").text
    everything = sumana.get("/admin/desk/imports/1").text
    assert "Not kept: notes “ask Ewa”." in everything
    refused = sumana.get("/admin/desk/imports/1?outcome=refused").text
    assert "There is a tier of this name already." in refused
    assert "ask Ewa" not in refused
    assert '<a href="/admin/desk/sponsorships/1">Fox &amp; Hedgehog Ltd, 2025</a>' in everything
    of_fox = sumana.get("/admin/desk/sponsorships/1").text
    assert "python.org, sponsorship 1:" in of_fox
    assert "python.org <span" in of_fox  # in the history
    later = sumana.get("/admin/desk/imports/1?after=999999")
    assert "There is nothing to be said" in later.text
    for nowhere in ("2", "x", "9" * 30):
        assert sumana.get(f"/admin/desk/imports/{nowhere}").status_code == 404
