"""A contract on its way to both signatures, and what ends it: reminders, amendment, an early end."""

from __future__ import annotations

from datetime import date

import pytest

from sponsorship.contracts.models import Contract
from sponsorship.contracts.operations import NobodyIsAsked, content_of
from sponsorship.errors import Invalid
from sponsorship.lifecycle import WrongState
from sponsorship.sponsorships import queries as applications
from sponsorship.workflows import agreement
from tests.admin_app.desks.desks import Colleague, Desks, told
from tests.admin_app.desks.test_contracts import PDF, SIGNED, files
from tests.programme.conftest import Public
from tests.stories.telling import STAFF, Story

HOME = "/admin/desk/contracts"


def reminded(story: Story) -> int:
    new = agreement.remind_unsigned(story.database, foundation=story.foundation, at=story.now)
    story.work()
    return new


def status(story: Story, contract: Contract) -> str:
    return story.contract(contract.id).status.value


def test_a_contract_that_waits_reminds_every_week_until_it_is_signed(story: Story) -> None:
    contract = story.send(story.approve(story.apply()))
    told_after = {}
    for day in range(16):
        told_after[day] = reminded(story) + reminded(story)
        story.pass_time(days=1)
    assert [day for day, letters in told_after.items() if letters] == [7, 14]
    assert [one for one in story.subjects() if "still waits" in one] == [
        f"Contract {contract.reference} still waits for your signature"
    ] * 2
    story.sign(contract)
    story.pass_time(days=7)
    assert reminded(story) == 0
    with pytest.raises(NobodyIsAsked), story.database.unit_of_work() as session:
        waits = session.get_one(Contract, contract.id)
        agreement.remind(session, waits, foundation=story.foundation, at=story.now, by=STAFF)
    old = story.send(story.approve(story.apply(name="Silent Ltd")))
    story.pass_time(days=64)
    assert reminded(story) == 0, "after two months somebody has to call"
    assert status(story, old) == "awaiting_signature"


def test_staff_remind_once_a_day(office: Desks, sumana: Colleague) -> None:
    contract = office.story.send(office.story.approve(office.story.apply()))
    page = f"{HOME}/{contract.id}"
    for sentence in ("A reminder is on its way.", "They were reminded today already."):
        sumana.press(page, f"{page}/remind")
        assert sentence in sumana.get(page).text


def test_the_foundation_signs_after_the_sponsor_and_the_paper_shows_both(
    office: Desks, sumana: Colleague, public: Public
) -> None:
    story = office.story
    contract = story.approve(story.apply())
    sumana.act(f"{HOME}/{contract.id}/send", confirmed="yes", countersigns_later="yes")
    page = f"/contracts/{contract.public_token}"
    assert "We sign it after you." in public(page).text
    story.sign(contract)
    assert status(story, contract) == "signed"
    assert story.sponsorship(contract.sponsorship).status.value == "approved"
    assert f"Fox & Hedgehog Ltd signed contract {contract.reference}" in story.subjects()
    assert "You have signed, we sign next" in public(page).text
    with pytest.raises(WrongState):
        story.sign(contract)

    refused = sumana.act(f"{HOME}/{contract.id}/countersign", signer_name=" ", signer_title="Chair",
                         confirmed="yes")  # fmt: skip
    assert told(refused) == "Please type your full name."
    sumana.act(f"{HOME}/{contract.id}/countersign", signer_name="Ewa Kowalska", signer_title="Chair",
               confirmed="yes")  # fmt: skip
    executed = story.contract(contract.id)
    signature = content_of(executed).signature
    assert executed.status.value == "executed"
    assert signature is not None
    assert (signature.signer_name, signature.countersigned_by, signature.countersigner_title) == (
        "Rosa Fox", "Ewa Kowalska", "Chair",
    )  # fmt: skip
    assert "Sumana Rao" in (executed.countersigned_by or "")
    assert story.sponsorship(contract.sponsorship).status.value == "contracted"
    assert "Ewa Kowalska, Chair" in sumana.get(f"{HOME}/{contract.id}").text


def test_who_sends_a_contract_signs_it_for_the_foundation(story: Story) -> None:
    contract = story.send(story.approve(story.apply()))
    sent_at = story.now
    story.pass_time(days=3)
    signature = content_of(story.sign(contract)).signature
    assert signature is not None
    assert signature.countersigned_by == story.foundation.signatory_name
    assert signature.countersigned_at.startswith(f"{sent_at.day} March 2026")
    assert signature.signed_at.startswith(f"{sent_at.day + 3} March 2026")
    assert story.contract(contract.id).countersigned_by == str(STAFF)


def test_case_49_a_contract_signed_elsewhere_is_recorded_in_one_step(
    office: Desks, sumana: Colleague
) -> None:
    contract = office.story.approve(office.story.apply())
    path = f"{HOME}/{contract.id}"
    refused = sumana.act(f"{path}/record", **SIGNED)
    assert (refused.status_code, status(office.story, contract)) == (422, "draft")
    sumana.act(f"{path}/record", files=files(), **SIGNED)
    assert status(office.story, contract) == "executed"
    assert office.story.sponsorship(contract.sponsorship).status.value == "contracted"
    assert sumana.get(f"{path}/signed.pdf").content == PDF
    again = sumana.act(f"{path}/record", files=files(), **SIGNED)
    nullified = sumana.act(f"{path}/nullify", reason="Too late", confirmed="yes")
    assert [again.status_code, nullified.status_code] == [409, 409]


def test_case_59_a_contract_that_is_out_is_nullified_on_its_page_and_leads_back_to_a_draft(
    office: Desks, sumana: Colleague, public: Public
) -> None:
    contract = office.story.send(office.story.approve(office.story.apply()))
    assert f"{HOME}/{contract.id}/nullify" in sumana.get(f"{HOME}/{contract.id}").text
    answer = sumana.act(f"{HOME}/{contract.id}/nullify", reason="Wrong address", confirmed="yes")
    fresh = office.story.contract(contract.id + 1)
    assert answer.headers["location"] == f"{HOME}/{fresh.id}"
    assert (status(office.story, contract), fresh.status.value) == ("nullified", "draft")
    assert "Wrong address" in public(f"/contracts/{contract.public_token}").text
    assert public(f"/contracts/{fresh.public_token}").status_code == 404
    office.story.sign(office.story.send(fresh))
    assert office.story.sponsorship(contract.sponsorship).status.value == "contracted"


def test_an_amendment_takes_the_place_of_the_contract_once_both_have_signed(
    office: Desks, sumana: Colleague, public: Public
) -> None:
    story = office.story
    sponsorship = story.contracted()
    before = story.contract(1)
    empty = sumana.act(f"{HOME}/1/amend", particulars=" ")
    assert told(empty) == "Please say what changes."
    sumana.act(f"{HOME}/1/amend", particulars="Two booths instead of one.")
    amendment = story.contract(2)
    invoices = len(office.letters("invoice_issued"))
    assert content_of(amendment).title == "Amendment of a sponsorship agreement"
    assert before.reference in content_of(amendment).sections[0].passages[0].plain[0]
    sumana.act(f"{HOME}/2/change", particulars="Three booths instead of one.")
    amendment = story.send(story.contract(3))
    assert (amendment.amends_id, status(story, before)) == (1, "executed")
    story.sign(amendment)
    assert [status(story, one) for one in (before, amendment)] == ["superseded", "executed"]
    assert len(office.letters("invoice_issued")) == invoices
    assert story.sponsorship(sponsorship).status.value == "contracted"
    assert "took the place of this one" in public(f"/contracts/{before.public_token}").text

    sumana.act(f"{HOME}/3/amend", particulars="No booth.")
    answer = sumana.act(f"{HOME}/4/nullify", reason="Not agreed", confirmed="yes")
    assert answer.headers["location"] == f"{HOME}/3"
    assert status(story, amendment) == "executed"
    refused = sumana.act(f"{HOME}/1/amend", particulars="An old one.")
    assert refused.status_code == 409


def test_a_contract_that_ends_early_ends_the_term_and_leaves_the_money_to_a_person(
    office: Desks, sumana: Colleague, public: Public
) -> None:
    story = office.story
    today = story.now.date()
    sponsorship = story.contracted()
    invoices = len(office.letters("invoice_issued"))
    journal = story.journal()
    wrong = sumana.act(
        f"{HOME}/1/terminate", last_day="2027-03-31", reason="Notice", confirmed="yes"
    )
    assert told(wrong) == (
        "Please give a day from 1 April 2026 on: the term ends on 31 March 2027 anyway."
    )
    sumana.act(f"{HOME}/1/amend", particulars="Two booths.")
    sumana.act(f"{HOME}/1/terminate", last_day="2026-09-30", reason="They gave notice.",
               confirmed="yes")  # fmt: skip
    ended = story.contract(1)
    assert (ended.status.value, ended.terminated_on) == ("terminated", date(2026, 9, 30))
    assert story.sponsorship(sponsorship).ends_on == date(2026, 9, 30)
    assert status(story, story.contract(2)) == "nullified"
    assert story.journal() == journal
    assert len(office.letters("invoice_issued")) == invoices
    [letter] = office.letters("contract_terminated")
    assert letter.context["reason"] == "They gave notice."
    assert "last day is 30 September 2026" in public(f"/contracts/{ended.public_token}").text
    with pytest.raises(Invalid), story.database.unit_of_work() as session:
        agreement.terminate(
            session, session.get_one(Contract, 1), last_day=today, reason=" ",
            at=story.now, by=STAFF,
        )  # fmt: skip


def test_a_sponsor_is_shown_until_its_contract_ends(story: Story) -> None:
    contract = story.sign(story.send(story.approve(story.apply(), fee="0.00")))
    with story.database.unit_of_work() as session:
        agreement.terminate(
            session, session.get_one(Contract, contract.id), last_day=date(2026, 9, 30),
            reason="Notice", at=story.now, by=STAFF,
        )  # fmt: skip
    with story.database.reading() as session:
        days = (date(2026, 9, 30), date(2026, 10, 1))
        assert [len(applications.shown_on(session, day)) for day in days] == [1, 0]
