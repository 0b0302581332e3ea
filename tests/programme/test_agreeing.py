"""The contract of an application, and when a sponsor is shown."""

from __future__ import annotations

from datetime import timedelta

import pytest
import sqlalchemy as sa

from sponsorship.documents.content import ContractContent, DocumentKind
from sponsorship.errors import Invalid, Unavailable
from sponsorship.lifecycle import WrongState
from sponsorship.sponsorships import queries as applications
from sponsorship.sponsorships.models import PromisedBenefit, Sponsorship
from sponsorship.sponsorships.operations import Contact
from sponsorship.tiers.models import Benefit, LegalClause
from sponsorship.workflows import sponsoring
from tests.clock import TODAY
from tests.stories.telling import Story


def shown(story: Story, **later: int) -> list[str]:
    with story.database.reading() as session:
        found = applications.shown_on(session, TODAY + timedelta(**later))
        return [one.sponsor.name for one in found]


def written(story: Story, contract_id: int) -> ContractContent:
    with story.database.reading() as session:
        stored = session.get_one(type(story.contract(contract_id)), contract_id).document.content
    content = DocumentKind.CONTRACT.content_from(stored)
    assert isinstance(content, ContractContent)
    return content


def test_case_43_only_a_confirmed_sponsor_in_its_term_is_shown(story: Story) -> None:
    """There is nothing to overlap: a company has one sponsorship that counts in a year."""
    applied = story.apply(name="Applied Ltd")
    story.contracted(name="Unpaid Ltd")
    free = story.apply(name="Shown Ltd")
    story.sign(story.send(story.approve(free, fee="0.00")))  # from 1 April 2026, for a year
    assert applied.status.value == "applied"
    assert [shown(story, days=days) for days in (29, 30, 394, 395)] == [
        [], ["Shown Ltd"], ["Shown Ltd"], [],
    ]  # fmt: skip


def test_case_46_clauses_are_numbered_once_each_in_their_order(story: Story) -> None:
    contract = story.approve(story.apply(tier_slug="visionary"))
    content = written(story, contract.id)
    assert [(one.number, one.title) for one in content.clauses] == [
        (1, "Logo placement"), (2, "Code of conduct"), (3, "Exhibition"),
    ]  # fmt: skip
    cited = {one.name: one.clause_numbers for one in content.benefits if one.clause_numbers}
    assert cited["Logo on the downloads page"] == (1,)
    assert cited["Meeting with the directors"] == cited["Conference passes"] == (2,)
    assert cited["Exhibition booth"] == (2, 3)


def test_a_promise_that_the_release_before_made_carries_its_one_clause() -> None:
    clause = LegalClause(title="Logo placement", text="As handed in.")
    assert PromisedBenefit(clause=clause).clauses == (clause,)
    assert PromisedBenefit(clause=clause, linked_clauses=[]).clauses == (clause,)
    assert PromisedBenefit().clauses == Benefit().clauses == ()
    assert Benefit(clause=clause).clauses == (clause,)


def test_case_47_the_contract_names_the_primary_contact(story: Story) -> None:
    def named(*contacts: Contact, name: str) -> str:
        sponsorship = story.apply(contacts=contacts, name=name)
        return written(story, story.approve(sponsorship).id).contact_line

    rosa = Contact("Rosa Fox", "rosa@fox.example", phone="+44 1497 1", is_primary=True)
    assert named(rosa, name="One") == "Rosa Fox - +44 1497 1 | rosa@fox.example"
    hal = Contact("Hal Hedge", "hal@fox.example", is_primary=True)
    assert named(hal, name="Two") == "Hal Hedge - hal@fox.example"


@pytest.mark.parametrize(
    "contacts", [(), (Contact("Hal Hedge", "hal@fox.example", is_accounting=True),)]
)
def test_case_30_and_31_an_application_names_a_primary_contact(
    story: Story, contacts: tuple[Contact, ...]
) -> None:
    with pytest.raises(Invalid) as refused:
        story.application(contacts=contacts)
    assert refused.value.field == "contacts"


def test_case_48_a_contract_is_sent_once(story: Story) -> None:
    contract = story.approve(story.apply())
    story.send(contract)
    mails = story.subjects()
    assert len([one for one in mails if "contract" in one.lower()]) == 1
    with pytest.raises(WrongState):
        story.send(contract)
    assert story.subjects() == mails
    tokens = {story.contract(contract.id).public_token, story.apply(name="B").public_token}
    assert all(len(token) >= 32 for token in tokens)
    assert len(tokens) == 2


def test_case_63_an_application_outlives_the_mail_server(story: Story) -> None:
    story.transport.troubles = [Unavailable("The mail server")] * 2
    sponsoring.apply(
        story.database, story.application(), logo=None, foundation=story.foundation, at=story.now
    )
    for _ in range(2):
        with pytest.raises(Unavailable):
            story.work()
    assert story.subjects() == []
    story.work()
    assert len(story.subjects()) == 2
    with story.database.reading() as session:
        assert session.scalar(sa.select(sa.func.count()).select_from(Sponsorship)) == 1
