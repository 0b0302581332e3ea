"""Staff write the clauses of contracts, and say which benefits they govern."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa

from sponsorship.tiers.models import Benefit
from tests.admin_app.desks.desks import Colleague, Desks, told
from tests.programme.test_agreeing import written
from tests.stories.telling import Story

HOME = "/admin/desk/clauses"


def test_a_clause_is_written_ordered_and_carried_by_the_next_contract(
    office: Desks, sumana: Colleague
) -> None:
    story: Story = office.story
    before = story.approve(story.apply(name="Before Ltd", tier_slug="partner"))
    sumana.act(f"{HOME}/add", title="Sprints", text="Bring a coat.\n\nAnd a [link](x) #eval.")
    sumana.act(f"{HOME}/4/up")
    sumana.act(f"{HOME}/1/change", title="Logos", text="Shown as handed in.")
    with story.database.reading() as session:
        passes = session.scalars(
            sa.select(Benefit).where(Benefit.name == "Conference passes")
        ).one()
    page = f"/admin/desk/years/benefits/{passes.id}/change"
    asked = sumana.get(page).text
    assert "Governed by the clauses" in asked
    facts: dict[str, Any] = {
        "name": passes.name,
        "program": passes.program,
        "clauses": ["4", "2"],
    }
    sumana.act(page, **facts)
    shown = sumana.get(HOME).text
    assert shown.index("Sprints<") < shown.index("Exhibition<")
    assert "Conference passes" in shown

    contract = story.approve(story.apply(name="After Ltd", tier_slug="partner"))
    content = written(story, contract.id)
    assert [one.title for one in content.clauses] == ["Logos", "Code of conduct", "Sprints"]
    [line] = [one for one in content.benefits if one.name == "Conference passes"]
    assert line.clause_numbers == (2, 3)
    kept = [one.title for one in written(story, before.id).clauses]
    assert kept == ["Logo placement", "Code of conduct"]
    [note] = office.notes("changed_clause")
    assert note.changes["legal_clause:1"]["title"] == ["Logo placement", "Logos"]


def test_only_a_clause_that_governs_nothing_is_removed(office: Desks, sumana: Colleague) -> None:
    office.story.apply(tier_slug="visionary")
    refused = sumana.act(f"{HOME}/3/remove", confirmed="yes")
    assert (refused.status_code, told(refused)) == (
        409,
        "“Exhibition” governs benefits, or stands in promises. It cannot be removed.",
    )
    sumana.act(f"{HOME}/add", title="Sprints", text="Bring a coat.")
    sumana.act(f"{HOME}/4/remove", confirmed="yes")
    sumana.get(HOME)  # says it once
    assert "Sprints" not in sumana.get(HOME).text
    wrong = sumana.act(f"{HOME}/add", title=" ", text="Words")
    assert told(wrong) == "Please give a title of at most 120 letters."
