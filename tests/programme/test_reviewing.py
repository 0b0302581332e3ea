"""Deciding about an application, taking a decision back, and the company that thinks again."""

from __future__ import annotations

from datetime import date

import pytest
import sqlalchemy as sa

from sponsorship import lifecycle
from sponsorship.audit import Actor
from sponsorship.contracts import queries as agreements
from sponsorship.lifecycle import WrongState
from sponsorship.sponsorships import operations as sponsorships
from sponsorship.sponsorships import queries as applications
from sponsorship.sponsorships.models import SPONSORSHIP_LIFECYCLE, Sponsorship
from sponsorship.sponsorships.operations import (
    BenefitTaken,
    TermNotInOrder,
    TierFull,
)
from sponsorship.tiers.models import Benefit, Tier
from sponsorship.workflows import rejecting, sponsoring
from sponsorship.workflows.sponsoring import ContractIsOut
from tests.stories.telling import STAFF, Story

ROSA = Actor("sponsor", "Fox & Hedgehog Ltd", 1)


def moved(story: Story, sponsorship: Sponsorship, verb: str, reason: str = "Because.") -> None:
    deeds = {
        "roll_back": sponsoring.roll_back,
        "reopen": sponsorships.reopen,
    }
    with story.database.unit_of_work() as session:
        found = applications.get(session, sponsorship.id)
        if verb == "withdraw":
            sponsoring.withdraw(
                session, found, reason=reason, foundation=story.foundation, at=story.now, by=ROSA
            )
        elif verb == "reject":
            rejecting.reject(
                session, found, reason=reason, foundation=story.foundation, at=story.now, by=STAFF
            )
        else:
            deeds[verb](session, found, reason=reason, at=story.now, by=STAFF)
    story.work()


def stands(story: Story, sponsorship: Sponsorship) -> str:
    return story.sponsorship(sponsorship).status.value


def contracts(story: Story, sponsorship: Sponsorship) -> list[str]:
    with story.database.reading() as session:
        found = agreements.of_sponsorship(session, sponsorship.id)
        return [f"{one.revision} {one.status.value}" for one in found]


def taken(story: Story, slug: str = "partner") -> int:
    with story.database.reading() as session:
        return session.scalars(sa.select(Tier.taken).where(Tier.slug == slug)).one()


def test_case_37_every_status_leads_where_its_table_says_and_nowhere_else() -> None:
    leads: dict[str, set[str]] = {}
    for before, after in SPONSORSHIP_LIFECYCLE.pairs:
        leads.setdefault(before, set()).add(after)
    assert leads == {
        "applied": {"approved", "rejected", "withdrawn", "applied"},  # the last: chosen otherwise
        "approved": {"contracted", "cancelled", "withdrawn", "applied"},
        "rejected": {"applied"},
        "contracted": {"confirmed", "cancelled"},
    }


def test_case_37_what_is_signed_is_neither_decided_again_nor_taken_back(story: Story) -> None:
    sponsorship = story.contracted()
    for verb in ("reject", "roll_back", "reopen", "withdraw"):
        with pytest.raises(WrongState):
            moved(story, sponsorship, verb)
    with pytest.raises(WrongState):
        story.approve(sponsorship)
    assert stands(story, sponsorship) == "contracted"
    assert contracts(story, sponsorship) == ["1 executed"]


def test_case_38_an_approval_needs_a_term_in_order(story: Story) -> None:
    sponsorship = story.apply()
    with pytest.raises(TermNotInOrder):
        story.approve(sponsorship, starts_on=date(2026, 4, 2), ends_on=date(2026, 4, 1))
    assert contracts(story, sponsorship) == []
    story.approve(sponsorship)
    assert (stands(story, sponsorship), contracts(story, sponsorship)) == ("approved", ["1 draft"])


def test_case_39_an_approval_is_taken_back_while_no_contract_is_out(story: Story) -> None:
    sponsorship = story.apply()
    contract = story.approve(sponsorship)
    story.send(contract)
    with pytest.raises(ContractIsOut, match="Nullify it first"):
        moved(story, sponsorship, "roll_back")
    assert contracts(story, sponsorship) == ["1 awaiting_signature"]

    with story.database.unit_of_work() as session:
        sponsoring.nullify_contract(
            session,
            agreements.get(session, contract.id),
            reason="Wrong address.",
            foundation=story.foundation,
            at=story.now,
            by=STAFF,
        )
    moved(story, sponsorship, "roll_back", "The fee was wrong.")

    found = story.sponsorship(sponsorship)
    assert (found.status.value, found.agreed_fee, found.starts_on) == ("applied", None, None)
    assert contracts(story, sponsorship) == ["2 nullified", "1 nullified"]
    assert taken(story) == 1, "the place is kept"
    story.approve(sponsorship, fee="9000.00")
    assert contracts(story, sponsorship) == ["3 draft", "2 nullified", "1 nullified"]


def test_case_40_a_rejection_is_taken_back_if_there_is_still_room(story: Story) -> None:
    with story.database.unit_of_work() as session:
        lanyards = session.scalars(sa.select(Benefit.id).where(Benefit.name == "Lanyards")).one()
        session.execute(sa.update(Tier).where(Tier.slug == "partner").values(capacity=1))
    sponsorship = story.apply(add_on_ids=(lanyards,))
    moved(story, sponsorship, "reject")
    assert taken(story) == 0

    moved(story, sponsorship, "reopen", "They paid us a visit.")
    found = story.sponsorship(sponsorship)
    assert (found.status.value, found.decision_reason, taken(story)) == ("applied", "", 1)
    with story.database.reading() as session:
        history = [one.verb for one in lifecycle.history(session, found)]
    assert history == ["rejected", "reopened"]

    moved(story, sponsorship, "reject")
    other = story.apply(name="Globex")
    with pytest.raises(TierFull):
        moved(story, sponsorship, "reopen")
    with story.database.unit_of_work() as session:
        session.execute(sa.update(Tier).where(Tier.slug == "partner").values(capacity=2))
    moved(story, sponsorship, "reopen")
    moved(story, sponsorship, "reject")
    moved(story, other, "withdraw")
    story.apply(name="Initech", add_on_ids=(lanyards,))
    with pytest.raises(BenefitTaken):
        moved(story, sponsorship, "reopen")
    assert stands(story, sponsorship) == "rejected"


def test_case_66_a_rejection_is_a_letter_with_its_reason(story: Story) -> None:
    sponsorship = story.apply()
    moved(story, sponsorship, "reject", "We do not take money from map makers.")
    sent = story.transport.sent[-1]
    body = sent.get_body(("plain",))
    assert sent["Subject"] == "About your sponsorship application for Fox & Hedgehog Ltd"
    assert body is not None
    assert "We do not take money from map makers." in body.get_content()


def test_a_company_that_withdraws_has_nothing_to_sign_and_leaves_its_place(story: Story) -> None:
    sponsorship = story.apply()
    story.send(story.approve(sponsorship))

    moved(story, sponsorship, "withdraw", "Our budget was cut.")

    found = story.sponsorship(sponsorship)
    assert (found.status.value, found.decision_reason) == ("withdrawn", "Our budget was cut.")
    assert contracts(story, sponsorship) == ["1 nullified"]
    assert taken(story) == 0
    assert story.subjects()[-2:] == ["The application of Fox & Hedgehog Ltd is withdrawn"] * 2
    assert sorted(story.recipients()[-2:]) == [
        "Example Software Foundation <sponsors@example.org>",
        "Rosa Fox <rosa@foxhedgehog.example>",
    ]
    assert stands(story, story.apply(form_key="c" * 20)) == "applied"
