"""Deciding applications at their desk."""

from __future__ import annotations

import pytest
import sqlalchemy as sa

from sponsorship.contracts.models import Contract, ContractStatus
from sponsorship.invoicing.models import Invoice, InvoiceStatus
from sponsorship.money import Money
from sponsorship.sponsorships.models import Sponsorship, SponsorshipStatus
from sponsorship.staff.permissions import StaffRole
from sponsorship.tiers.models import Tier
from tests.admin_app.desks.desks import Colleague, Desks, told

HOME = "/admin/desk/sponsorships"
TERM = {"starts_on": "2026-04-01", "ends_on": "2027-03-31", "agreed_fee": "10,500.00"}
STALE = "Somebody else changed this sponsorship meanwhile. Reload the page and look again."


def path(sponsorship: Sponsorship, act: str = "") -> str:
    return f"{HOME}/{sponsorship.id}" + (f"/{act}" if act else "")


def places_taken(desks: Desks) -> int:
    with desks.story.database.reading() as session:
        return session.scalars(sa.select(Tier.taken).where(Tier.slug == "partner")).one()


def test_the_list_shows_who_waits_and_who_is_decided(desks: Desks, sumana: Colleague) -> None:
    desks.story.apply()
    desks.story.approve(desks.story.apply(name="Juniper Press"))

    waiting, decided = sumana.get(HOME).text.split("Decided</h2>")

    assert "Fox &amp; Hedgehog Ltd" in waiting
    assert "Juniper Press" not in waiting
    assert "Juniper Press" in decided


def test_approving_agrees_on_the_fee_and_drafts_the_contract(
    desks: Desks, sumana: Colleague
) -> None:
    sponsorship = desks.story.apply()

    answer = sumana.act(path(sponsorship, "approve"), **TERM)

    assert (answer.status_code, answer.headers["location"]) == (303, "/admin/desk/contracts/1")
    assert told(sumana.get("/admin/desk/contracts/1")).startswith("Approved. Contract C-")
    after = desks.story.sponsorship(sponsorship)
    assert after.status is SponsorshipStatus.APPROVED
    assert after.agreed_fee == Money(1_050_000, "USD")
    assert desks.history(sponsorship) == [f"approved by {sumana.actor}"]
    assert desks.story.contract(1).status is ContractStatus.DRAFT
    [note] = desks.notes("approved")
    assert (note.by, note.subject) == (sumana.actor, f"sponsorship:{sponsorship.id}")
    assert note.changes[f"sponsorship:{sponsorship.id}"]["status"] == ["applied", "approved"]
    assert note.changes["contract:1"]["added"]["status"] == "draft"


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"starts_on": ""}, "Please fill in: First day of the term."),
        ({"ends_on": "2026-02-30"}, "Please give a day like 2026-03-31."),
        ({"ends_on": "2026-03-31"}, "The last day cannot be before the first day."),
        ({"agreed_fee": "a lot"}, "Please give the amount as a plain number, like 25.00."),
        ({"agreed_fee": "-1.00"}, "Please give the amount as a plain number, like 25.00."),
        ({"agreed_fee": "10.505"}, None),
        ({"agreed_fee": "9" * 30}, None),
        ({"agreed_fee": "1e4"}, "Please give the amount as a plain number, like 25.00."),
    ],
)
def test_a_wrong_value_is_refused_beside_what_was_typed(
    desks: Desks, sumana: Colleague, wrong: dict[str, str], sentence: str | None
) -> None:
    sponsorship = desks.story.apply()
    typed = TERM | wrong

    answer = sumana.act(path(sponsorship, "approve"), **typed)

    assert answer.status_code == 422
    assert told(answer) == sentence or (sentence is None and told(answer))
    assert all(f'value="{value}"' in answer.text for value in typed.values())
    assert desks.story.sponsorship(sponsorship).status is SponsorshipStatus.APPLIED
    assert desks.story.count(Contract) == 0
    assert desks.notes("approved") == []


def test_a_page_that_is_out_of_date_changes_nothing(
    desks: Desks, ada: Colleague, sumana: Colleague
) -> None:
    sponsorship = desks.story.apply()
    open_page = ada.opened(path(sponsorship, "approve"))
    sumana.act(path(sponsorship, "approve"), **TERM)

    answer = ada.post(
        path(sponsorship, "approve"), data=open_page | TERM | {"agreed_fee": "9000.00"}
    )

    assert (answer.status_code, told(answer)) == (409, STALE)
    assert 'value="9000.00"' in answer.text
    assert desks.story.sponsorship(sponsorship).agreed_fee == Money(1_050_000, "USD")
    assert len(desks.notes("approved")) == 1


def test_the_same_form_sent_twice_approves_once(desks: Desks, sumana: Colleague) -> None:
    sponsorship = desks.story.apply()
    form = sumana.opened(path(sponsorship, "approve")) | TERM

    answers = [sumana.post(path(sponsorship, "approve"), data=form) for _ in range(2)]

    assert [answer.status_code for answer in answers] == [303, 409]
    assert desks.story.count(Contract) == 1
    assert len(desks.history(sponsorship)) == 1


@pytest.mark.parametrize("act", ["approve", "reject"])
def test_what_is_decided_is_not_decided_again(desks: Desks, sumana: Colleague, act: str) -> None:
    sponsorship = desks.story.apply()
    desks.story.approve(sponsorship)

    answer = sumana.act(path(sponsorship, act), **TERM, reason="Too late")

    assert answer.status_code == 409
    assert told(answer).startswith("This sponsorship is approved, so it can no longer be")
    assert len(desks.history(sponsorship)) == 1


def test_rejecting_tells_the_applicant_why_and_frees_the_place(
    desks: Desks, sumana: Colleague
) -> None:
    sponsorship = desks.story.apply()

    answer = sumana.act(
        path(sponsorship, "reject"), reason="Your <b>games</b> of chance\r\nare not for us."
    )

    assert answer.status_code == 303
    assert told(sumana.get(path(sponsorship))) == "Fox & Hedgehog Ltd is told why."
    assert desks.history(sponsorship) == [f"rejected by {sumana.actor}"]
    assert places_taken(desks) == 0
    [letter] = desks.letters("sponsorship_rejected")
    assert letter.recipient_email == "rosa@foxhedgehog.example"
    assert letter.context["reason"] == "Your <b>games</b> of chance\nare not for us."
    assert "<b>games" not in sumana.get(path(sponsorship)).text


@pytest.mark.parametrize("act", ["reject", "cancel"])
def test_a_decision_that_ends_it_needs_a_reason_and_a_confirmation(
    desks: Desks, sumana: Colleague, act: str
) -> None:
    sponsorship = desks.story.apply()
    form = sumana.opened(path(sponsorship, act))

    blank = sumana.post(path(sponsorship, act), data=form | {"reason": " \n "})
    unconfirmed = sumana.post(
        path(sponsorship, act), data=form | {"reason": "Their wish", "confirmed": ""}
    )

    assert [blank.status_code, unconfirmed.status_code] == [422, 422]
    assert told(unconfirmed) == "Please confirm this on its own page."
    assert desks.story.sponsorship(sponsorship).status is SponsorshipStatus.APPLIED


def test_cancelling_nullifies_the_contract_and_frees_the_place(
    desks: Desks, sumana: Colleague
) -> None:
    sponsorship = desks.story.apply()
    contract = desks.story.send(desks.story.approve(sponsorship))

    answer = sumana.act(path(sponsorship, "cancel"), reason="They were bought.")

    assert answer.status_code == 303
    assert desks.story.contract(contract.id).status is ContractStatus.NULLIFIED
    assert desks.history(sponsorship)[-1] == f"cancelled by {sumana.actor}"
    assert places_taken(desks) == 0
    [note] = desks.notes("cancelled")
    assert note.changes[f"sponsorship:{sponsorship.id}"]["status"] == ["approved", "cancelled"]
    assert note.changes[f"contract:{contract.id}"]["status"][1] == "nullified"


def test_an_invoice_stands_in_the_way_of_cancelling(desks: Desks, sumana: Colleague) -> None:
    sponsorship = desks.story.contracted()

    answer = sumana.act(path(sponsorship, "cancel"), reason="They were bought.")

    assert answer.status_code == 409
    assert told(answer) == "Void the invoice first; then the sponsorship can be cancelled."
    assert "They were bought." in answer.text
    assert desks.story.sponsorship(sponsorship).status is SponsorshipStatus.CONTRACTED
    assert f"{path(sponsorship)}/cancel" not in sumana.get(path(sponsorship)).text


def test_a_new_invoice_takes_the_place_of_a_void_one(desks: Desks, femi: Colleague) -> None:
    sponsorship = desks.story.contracted()
    first = desks.story.invoice_of(sponsorship)
    femi.act(f"/admin/desk/invoices/{first.id}/void", reason="Wrong address")

    answer = femi.act(path(sponsorship, "invoice"))

    second = desks.story.invoice_of(sponsorship)
    assert answer.headers["location"] == f"/admin/desk/invoices/{second.id}"
    assert second.number != first.number
    assert desks.journal(second.number) == [
        f"DAY invoice_issued {second.number}",
        "  Dr receivables/general  11000.00 USD",
        "  Cr deferred-revenue/general  11000.00 USD",
    ]
    assert [one.status for one in invoices(desks)] == [InvoiceStatus.VOID, InvoiceStatus.ISSUED]
    assert desks.notes("invoiced")[0].by == femi.actor


def test_there_is_one_invoice_at_a_time(desks: Desks, femi: Colleague) -> None:
    sponsorship = desks.story.contracted()

    answer = femi.act(path(sponsorship, "invoice"))

    assert answer.status_code == 409
    assert told(answer)
    assert len(invoices(desks)) == 1


def invoices(desks: Desks) -> list[Invoice]:
    with desks.story.database.reading() as session:
        return list(session.scalars(sa.select(Invoice).order_by(Invoice.id)))


@pytest.mark.parametrize(
    ("act", "needed"),
    [
        ("approve", "decide_sponsorship"),
        ("reject", "decide_sponsorship"),
        ("cancel", "decide_sponsorship"),
        ("invoice", "manage_invoice"),
    ],
)
def test_who_may_only_look_changes_nothing_and_the_attempt_is_noted(
    desks: Desks, ada: Colleague, vera: Colleague, act: str, needed: str
) -> None:
    sponsorship = desks.story.apply()
    token = vera.opened("/admin/desk/account")["form_token"]
    form = ada.opened(path(sponsorship, act)) | TERM | {"reason": "why not", "form_token": token}

    answer = vera.post(path(sponsorship, act), data=form)

    assert answer.status_code == 403
    assert path(sponsorship, act) not in vera.get(path(sponsorship)).text
    assert desks.story.sponsorship(sponsorship).status is SponsorshipStatus.APPLIED
    [note] = desks.notes("was_refused")
    assert note.by == vera.actor
    assert note.changes == {"capability": needed, "method": "POST"}


@pytest.mark.parametrize("wrong", ["99", "0", "-1", "abc", "9" * 40, "%00", "1%E2%80%8B"])
def test_a_sponsorship_that_does_not_exist_is_not_found(
    desks: Desks, sumana: Colleague, wrong: str
) -> None:
    assert sumana.get(f"{HOME}/{wrong}").status_code == 404
    assert sumana.get(f"{HOME}/{wrong}/approve").status_code == 404


def test_case_39_and_40_a_decision_is_taken_back_at_the_desk(desks: Desks, ada: Colleague) -> None:
    sponsorship = desks.story.apply()
    home = f"{HOME}/{sponsorship.id}"
    term = {"starts_on": "2026-04-01", "ends_on": "2027-03-31", "agreed_fee": "11000"}
    ada.act(f"{home}/approve", **term)
    assert told(ada.act(f"{home}/roll-back", reason=" ")) == "Please give the reason."
    ada.act(f"{home}/roll-back", reason="The fee was wrong.")
    ada.act(f"{home}/reject", reason="No.")
    assert "Rejected, withdrawn or cancelled lately" in ada.get(HOME).text
    ada.act(f"{home}/reopen", reason="They called.")
    late = ada.act(f"{home}/reopen", reason="Again.")
    assert late.status_code == 409
    ada.act(f"{home}/withdraw", reason="They called again.")

    assert desks.history(sponsorship) == [
        f"{verb} by {ada.actor}"
        for verb in ("approved", "rolled_back", "rejected", "reopened", "withdrawn")
    ]
    assert desks.notes("rolled_back")[0].by == ada.actor


def test_case_42_a_look_changes_nothing_and_only_those_who_may_decide_do(
    desks: Desks, ada: Colleague
) -> None:
    sponsorship = desks.story.apply()
    home = f"{HOME}/{sponsorship.id}"
    vera = desks.staff("Vera Lind", StaffRole.VIEWER)
    stranger = Colleague(desks, "nobody")
    for act in ("approve", "reject", "withdraw"):
        assert ada.get(f"{home}/{act}").status_code == 200
        assert ada.get(f"{HOME}/77/{act}").status_code == 404
        assert vera.get(f"{home}/{act}").status_code == 403
        assert vera.post(f"{home}/{act}", data={"reason": "x"}).status_code == 403
        assert stranger.get(f"{home}/{act}").status_code == 303
    unconfirmed = ada.opened(f"{home}/withdraw") | {"reason": "x"}
    unconfirmed.pop("confirmed")
    assert ada.post(f"{home}/withdraw", data=unconfirmed).status_code == 422
    assert desks.history(sponsorship) == []
