"""The three jobs of the foundation, staff acting through their desks alone."""

from __future__ import annotations

import re

from sponsorship.donations.models import DonationStatus
from sponsorship.invoicing.models import InvoiceStatus
from sponsorship.sponsorships.models import SponsorshipStatus
from sponsorship.staff.permissions import StaffRole
from tests.admin_app.desks.desks import Desks, told


def test_a_gift_a_sponsor_and_their_money_through_the_desks(shared_desks: Desks) -> None:
    desks, story = shared_desks, shared_desks.story
    sumana = desks.staff("Sumana Rao", StaffRole.PROGRAMME)
    femi = desks.staff("Femi Adeyemi", StaffRole.FINANCE)

    # A donor gives, and asks for a part of it back.
    gift = story.give("100.00")
    assert f"/admin/desk/gifts/{gift.id}" in femi.get("/admin/desk/gifts?search=ada").text
    femi.act(f"/admin/desk/gifts/{gift.id}/refund", amount="40.00", reason="Gave twice")
    story.work()
    assert story.again(gift).status is DonationStatus.RECEIVED

    # A company applies; programme staff decide, draft anew, and send; the sponsor signs.
    sponsorship = story.apply()
    home = re.search(r"/admin/desk/sponsorships/\d+", sumana.get("/admin").text)
    assert home
    approved = sumana.act(
        f"{home[0]}/approve",
        starts_on="2026-04-01",
        ends_on="2027-03-31",
        agreed_fee="10,000.00",
    )
    redrafted = sumana.act(f"{approved.headers['location']}/nullify", reason="A clause too many")
    desk = redrafted.headers["location"]
    assert desk in sumana.get("/admin").text
    sumana.act(f"{desk}/send")
    story.work()
    story.sign(story.contract(int(desk.rpartition("/")[2])))

    # Finance sees the money in two parts, less a credit.
    invoice = story.invoice_of(sponsorship)
    bill = f"/admin/desk/invoices/{invoice.id}"
    assert bill in femi.get("/admin/desk/invoices").text
    transfer = {"received_on": "2026-03-02", "payer": "FOX"}
    femi.act(f"{bill}/transfer", **transfer, amount="6000.00", bank_reference="A-1")
    femi.act(f"{bill}/credit", amount="500.00", reason="No stand this year")
    paid = femi.act(f"{bill}/transfer", **transfer, amount="3500.00", bank_reference="A-2")
    story.work()

    assert paid.status_code == 303
    assert told(femi.get(bill)) == "$3,500.00 recorded. Outstanding: $0.00."
    assert story.invoice_of(sponsorship).status is InvoiceStatus.PAID
    assert story.sponsorship(sponsorship).status is SponsorshipStatus.CONFIRMED
    assert [line.split()[-2] for line in desks.journal() if "Cr" in line] == [
        "100.00", "40.00", "10000.00", "6000.00", "500.00", "3500.00",
    ]  # fmt: skip
    assert [note.verb for verb in VERBS for note in desks.notes(verb)] == VERBS_IN_ORDER
    assert [one.recipient_email for one in desks.letters("donation_refunded")] == [
        "ada@example.org"
    ]
    assert "Nothing waits for you" in femi.get("/admin").text


VERBS = ("refunded", "approved", "nullified", "sent_contract", "recorded_transfer", "credited")
VERBS_IN_ORDER = [
    "refunded", "approved", "nullified", "sent_contract",
    "recorded_transfer", "recorded_transfer", "credited",
]  # fmt: skip
