"""Disputes and sponsors' refunds at their desks: what happened, what is due, what it means."""

from __future__ import annotations

from sponsorship.invoicing.models import InvoiceStatus
from sponsorship.money import Money
from sponsorship.payments.models import DisputeStatus
from tests.admin_app.desks.desks import Colleague, Desks, told
from tests.admin_app.desks.test_gifts import path
from tests.stories.test_invoices_reopened import pay_online

HOME = "/admin/desk/disputes"


def test_a_dispute_is_listed_with_the_day_on_which_an_answer_is_due(
    desks: Desks, vera: Colleague
) -> None:
    gift = desks.story.give("100.00")
    payment = desks.story.payment_of(gift)
    dispute = desks.story.processor.dispute(payment, fee=Money(1_500, "USD"))
    desks.story.hear("charge.dispute.created", payment)

    assert "DP-" in vera.get("/admin").text
    assert "answer by" in vera.get("/admin").text
    assert f"{HOME}/1" in vera.get(HOME).text
    assert f"{HOME}/1" in vera.get(path(gift)).text
    shown = vera.get(f"{HOME}/1").text
    assert f"/sandbox/disputes/{dispute}" in shown
    assert "disputed-funds/general" in shown
    assert "The bank holds the money" in shown

    desks.story.processor.decide(dispute, DisputeStatus.LOST)
    desks.story.hear("charge.dispute.closed", payment)

    assert "The bank keeps the money." in vera.get(f"{HOME}/1").text
    assert "answer by" not in vera.get("/admin").text
    assert vera.get(f"{HOME}/77").status_code == 404


def test_nothing_was_disputed(vera: Colleague) -> None:
    assert "No payment was ever disputed." in vera.get(HOME).text


def test_a_sponsor_s_payment_is_given_back_at_the_invoice_and_opens_it(
    desks: Desks, femi: Colleague
) -> None:
    sponsorship = desks.story.contracted()
    pay_online(desks.story, sponsorship)
    desk = f"/admin/desk/invoices/{desks.story.invoice_of(sponsorship).id}"
    assert f"{desk}/refund" in femi.get(desk).text

    answer = femi.act(f"{desk}/refund", payment="1", amount="1000.00", reason="Paid twice.")
    desks.story.work()

    assert answer.status_code == 303, told(answer)
    assert desks.story.invoice_of(sponsorship).status is InvoiceStatus.ISSUED
    assert "Given back" in femi.get(desk).text
