"""Gifts at their desk: find one, give it back in part or in whole, see what became of it."""

from __future__ import annotations

import pytest

from sponsorship.donations.models import Donation, DonationStatus
from sponsorship.payments.models import Refund
from tests.admin_app.desks.desks import Colleague, Desks, told

HOME = "/admin/desk/gifts"


def path(donation: Donation, act: str = "") -> str:
    return f"{HOME}/{donation.id}" + (f"/{act}" if act else "")


def refund(colleague: Colleague, donation: Donation, amount: str) -> None:
    answer = colleague.act(path(donation, "refund"), amount=amount, reason="They asked for it.")
    assert answer.status_code == 303, told(answer)


def test_a_part_of_a_gift_is_given_back(desks: Desks, femi: Colleague) -> None:
    gift = desks.story.give("100.00")

    refund(femi, gift, "30.00")
    said = told(femi.get(path(gift)))
    desks.story.work()

    assert said == "$30.00 is being given back."
    assert desks.story.again(gift).status is DonationStatus.RECEIVED
    assert desks.journal(gift.reference)[-2:] == [
        "  Dr contributions/general  30.00 USD",
        "  Cr stripe-clearing/general  30.00 USD",
    ]
    assert [one.split()[1] for one in desks.story.receipts()] == ["void", "issued"]
    assert [one.context["refunded"]["minor"] for one in desks.letters("donation_refunded")] == [
        3_000
    ]
    [note] = desks.notes("refunded")
    assert (note.by, note.subject) == (femi.actor, f"donation:{gift.id}")
    assert note.changes["refund:1"]["added"]["amount_minor"] == 3_000
    assert "$70.00" in femi.get(path(gift)).text


def test_the_whole_of_a_gift_is_given_back_in_two_steps(desks: Desks, femi: Colleague) -> None:
    gift = desks.story.give("100.00")

    refund(femi, gift, "30.00")
    desks.story.work()
    refund(femi, gift, "70.00")
    desks.story.work()

    assert desks.story.again(gift).status is DonationStatus.REFUNDED
    assert desks.history(gift)[-1] == "refunded by processor:stripe"
    assert [one.split()[1] for one in desks.story.receipts()] == ["void", "void"]
    assert len(desks.letters("donation_refunded")) == 2
    assert path(gift, "refund") not in femi.get(path(gift)).text


def test_a_refund_that_comes_back_restores_the_gift_and_its_receipt(
    desks: Desks, femi: Colleague
) -> None:
    gift = desks.story.give("100.00")
    refund(femi, gift, "100.00")
    desks.story.work()

    payment = desks.story.payment_of(gift)
    desks.story.processor.return_refund(payment)
    desks.story.hear("refund.failed", payment)

    assert desks.story.again(gift).status is DonationStatus.RECEIVED
    assert desks.journal(gift.reference)[-2:] == [
        "  Dr stripe-clearing/general  100.00 USD",
        "  Cr contributions/general  100.00 USD",
    ]
    assert desks.story.receipts()[0].endswith("issued")
    assert "lost_or_stolen_card" in femi.get(path(gift)).text
    assert "It did not reach the payer" in femi.get("/admin").text
    refund(femi, gift, "100.00")
    assert "It did not reach the payer" not in femi.get("/admin").text


@pytest.mark.parametrize(
    ("wrong", "status", "sentence"),
    [
        ({"amount": "100.01"}, 409, "Only $100.00 of this payment is left to give back."),
        ({"amount": "0"}, 422, "Please give an amount in USD above zero."),
        ({"amount": "-1"}, 422, "Please give the amount as a plain number, like 25.00."),
        ({"amount": "all"}, 422, "Please give the amount as a plain number, like 25.00."),
        ({"amount": ""}, 422, "Please fill in: Amount."),
        ({"reason": ""}, 422, "Please fill in: Reason."),
        ({"confirmed": ""}, 422, "Please confirm this on its own page."),
        ({"submission": "guessed"}, 422, "Please reload the page and fill in the form again."),
    ],
)
def test_a_refund_that_cannot_be_is_refused_beside_what_was_typed(
    desks: Desks, femi: Colleague, wrong: dict[str, str], status: int, sentence: str
) -> None:
    gift = desks.story.give("100.00")
    typed = {"amount": "50.00", "reason": "They asked."} | wrong

    answer = femi.act(path(gift, "refund"), **typed)

    assert (answer.status_code, told(answer)) == (status, sentence)
    assert f'value="{typed["amount"]}"' in answer.text
    assert typed["reason"] in answer.text
    assert desks.story.count(Refund) == 0
    assert desks.notes("refunded") == []


def test_a_gift_that_was_never_paid_has_nothing_to_give_back(desks: Desks, femi: Colleague) -> None:
    form = desks.story.fill_in("20.00")
    desks.story.submit(form)
    gift = desks.story.gift(form.form_key)

    answer = femi.act(path(gift, "refund"), amount="20.00", reason="They asked.")

    assert answer.status_code == 409
    assert told(answer) == "No money has been received for this gift, so none can be given back."
    assert path(gift, "refund") not in femi.get(path(gift)).text


def test_the_same_refund_form_sent_twice_is_one_refund(desks: Desks, femi: Colleague) -> None:
    gift = desks.story.give("100.00")
    form = femi.opened(path(gift, "refund")) | {"amount": "10.00", "reason": "They asked."}

    for _ in range(2):
        femi.post(path(gift, "refund"), data=form)
    desks.story.work()

    assert desks.story.count(Refund) == 1
    assert len(desks.letters("donation_refunded")) == 1


def test_two_people_who_answer_the_same_donor_refund_once(
    desks: Desks, ada: Colleague, femi: Colleague
) -> None:
    gift = desks.story.give("100.00")
    form = ada.opened(path(gift, "refund")) | {"amount": "10.00", "reason": "Paid twice."}
    refund(femi, gift, "10.00")

    answer = ada.post(path(gift, "refund"), data=form)

    assert answer.status_code == 409
    assert told(answer).startswith("Somebody else changed this donation meanwhile.")
    assert "Paid twice." in answer.text
    assert desks.story.count(Refund) == 1


def test_programme_staff_do_not_refund(desks: Desks, ada: Colleague, sumana: Colleague) -> None:
    gift = desks.story.give("100.00")
    token = sumana.opened("/admin/desk/account")["form_token"]
    form = ada.opened(path(gift, "refund")) | {"amount": "10.00", "reason": "x"}

    answer = sumana.post(path(gift, "refund"), data=form | {"form_token": token})

    assert answer.status_code == 403
    assert desks.story.count(Refund) == 0
    assert desks.notes("was_refused")[0].changes["capability"] == "refund"


@pytest.mark.parametrize(
    ("search", "found"),
    [
        ("ada", {"D-1"}),
        ("BYRON", {"D-1"}),
        ("grace@", {"D-2"}),
        ("", {"D-1", "D-2"}),
        ("%", set()),
        ("_", set()),
        ("nobody", set()),
        ("' OR 1=1 --", set()),
        ("x" * 10_000, set()),
    ],
)
def test_gifts_are_found_by_name_and_address(
    desks: Desks, vera: Colleague, search: str, found: set[str]
) -> None:
    one = desks.story.give("10.00")
    two = desks.story.give("20.00", name="Grace Hopper", email="grace@example.org")

    page = vera.get(HOME, params={"search": search})

    assert page.status_code == 200
    assert {name for name, gift in (("D-1", one), ("D-2", two)) if path(gift) in page.text} == found


def test_a_gift_is_found_by_its_reference(desks: Desks, vera: Colleague) -> None:
    one = desks.story.give("10.00")
    two = desks.story.give("20.00")

    page = vera.get(HOME, params={"search": two.reference.lower()}).text

    assert path(two) in page
    assert path(one) not in page
