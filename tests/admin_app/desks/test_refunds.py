"""Refunds above the limit at their desk: one person proposes, another one decides."""

from __future__ import annotations

from sponsorship.donations.models import DonationStatus
from sponsorship.staff.permissions import StaffRole
from tests.admin_app.desks.desks import Colleague, Desks, told
from tests.admin_app.desks.test_gifts import path, refund

HOME = "/admin/desk/refunds"


def test_a_large_refund_waits_for_a_second_person_and_then_goes_back(
    desks: Desks, ada: Colleague, femi: Colleague
) -> None:
    gift = desks.story.give("5000.00")

    refund(femi, gift, "5000.00")

    assert told(femi.get(path(gift))).endswith("when a second person approves it.")
    assert desks.story.work() == 0
    assert "needs a second person" in ada.get("/admin").text
    assert f"{HOME}/1" in ada.get(HOME).text

    assert "Back to Refund RF-2026-000001" in ada.get(f"{HOME}/1/approve").text
    answer = ada.act(f"{HOME}/1/approve")
    desks.story.work()

    assert (answer.status_code, told(ada.get(HOME))) == (303, "$5,000.00 is being given back.")
    assert desks.story.again(gift).status is DonationStatus.REFUNDED
    [note] = desks.notes("approved_refund")
    assert (note.by, note.subject) == (ada.actor, "refund:1")
    assert "needs a second person" not in ada.get("/admin").text


def test_who_proposed_it_sees_why_the_button_is_not_for_them(
    desks: Desks, ada: Colleague, femi: Colleague
) -> None:
    refund(femi, desks.story.give("5000.00"), "5000.00")

    shown = femi.get(f"{HOME}/1").text
    answer = femi.act(f"{HOME}/1/approve")

    assert "somebody else has to approve it" in shown
    assert f"{HOME}/1/approve" not in shown
    assert f"{HOME}/1/approve" in ada.get(f"{HOME}/1").text
    assert answer.status_code == 403
    assert told(answer) == "You are not allowed to approve a refund that you proposed yourself."
    assert desks.notes("approved_refund") == []


def test_a_rejected_refund_gives_nothing_back(
    desks: Desks, ada: Colleague, femi: Colleague
) -> None:
    gift = desks.story.give("5000.00")
    refund(femi, gift, "5000.00")
    form = ada.opened(f"{HOME}/1/approve")

    assert ada.act(f"{HOME}/1/reject", reason="").status_code == 422
    assert ada.act(f"{HOME}/1/reject", reason="The donor called.").status_code == 303
    late = ada.post(f"{HOME}/1/approve", data=form)

    assert late.status_code == 409
    assert desks.story.work() == 0
    assert "The donor called." in femi.get(f"{HOME}/1").text
    assert "No refund waits for a second person." in femi.get(HOME).text
    assert desks.story.again(gift).status is DonationStatus.RECEIVED


def test_programme_staff_decide_no_refund(desks: Desks, femi: Colleague) -> None:
    refund(femi, desks.story.give("5000.00"), "5000.00")
    sumana = desks.staff("Sumana Rao", StaffRole.PROGRAMME)

    assert sumana.get(f"{HOME}/1/approve").status_code == 403
    assert f"{HOME}/1/approve" not in sumana.get(f"{HOME}/1").text
    assert sumana.get(f"{HOME}/77").status_code == 404
