"""What nobody pays is given up by two people; what is due soon or late is told, and what is left of it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from sponsorship.audit import Actor
from sponsorship.invoicing import queries as invoices
from sponsorship.invoicing import write_offs
from sponsorship.invoicing.models import Invoice, InvoiceStatus, WriteOff
from sponsorship.ledger import queries as books
from sponsorship.lifecycle import WrongState
from sponsorship.money import Money
from sponsorship.reporting import aging
from sponsorship.sponsorships.models import SponsorshipStatus
from sponsorship.suspense import queries as cases
from sponsorship.workflows import billing, deciding, due_dates, writing_off
from sponsorship.workflows.foundation import Foundation
from tests.admin_app.desks.desks import Desks, told
from tests.stories.telling import Story

FEMI, MEI = Actor("staff", "Femi", 1), Actor("staff", "Mei", 2)


def propose(story: Story, invoice: Invoice) -> WriteOff:
    with story.database.unit_of_work() as session:
        return write_offs.propose(
            session, invoices.get(session, invoice.id), reason="They closed down.", form_key=None,
            at=story.now, by=FEMI,
        )  # fmt: skip


def approve(story: Story, write_off: WriteOff, by: Actor = MEI) -> None:
    with story.database.unit_of_work() as session:
        found = write_offs.get(session, write_off.id)
        writing_off.approve(session, found, foundation=story.foundation, at=story.now, by=by)


def transfer(story: Story, invoice: Invoice, amount: str, reference: str) -> None:
    with story.database.unit_of_work() as session:
        billing.record_bank_transfer(
            session, invoices.get(session, invoice.id, for_update=True),
            amount=Money.parse(amount, "USD"), received_on=story.now.date(), payer="FOX",
            bank_reference=reference, form_key=None, foundation=story.foundation, at=story.now,
            by=FEMI,
        )  # fmt: skip


def earn(story: Story, day: date) -> None:
    billing.earn_revenue(story.database, today=day, at=story.now)


def held(story: Story) -> dict[str, str]:
    with story.database.reading() as session:
        found = books.trial_balance(session)
    return {one.account: one.amount.plain() for one in found if not one.amount.is_zero}


def test_two_people_give_up_what_is_not_paid_and_only_what_was_earned_is_a_loss(
    story: Story,
) -> None:
    invoice = story.invoice_of(story.contracted())
    earn(story, date(2026, 5, 1))
    proposed = propose(story, invoice)
    with pytest.raises(write_offs.AlreadyProposed):
        propose(story, invoice)
    with pytest.raises(write_offs.OwnWriteOff):
        approve(story, proposed, by=FEMI)
    approve(story, proposed)
    with pytest.raises(WrongState):
        approve(story, proposed)

    assert story.journal("I-2026-00001")[-5:] == [
        "2026-03-02 invoice_written_off I-2026-00001:WO-2026-00001",
        "  Dr deferred-revenue/general  10095.90 USD",
        "  Cr receivables/general  10095.90 USD",
        "  Dr bad-debts/general  904.10 USD",
        "  Cr receivables/general  904.10 USD",
    ]
    earn(story, date(2027, 5, 1))
    assert held(story) == {"bad-debts/general": "904.10", "sponsorship-income/general": "904.10"}


def test_of_a_fee_that_is_paid_in_part_only_that_part_is_earned(story: Story) -> None:
    invoice = story.invoice_of(story.contracted())
    transfer(story, invoice, "5000.00", "T-1")
    earn(story, date(2026, 5, 1))
    approve(story, propose(story, invoice))
    earn(story, date(2027, 5, 1))

    assert held(story) == {"bank/general": "5000.00", "sponsorship-income/general": "5000.00"}


def test_a_write_off_of_another_amount_than_is_owed_by_then_is_refused(story: Story) -> None:
    invoice = story.invoice_of(story.contracted())
    proposed = propose(story, invoice)
    transfer(story, invoice, "1000.00", "T-1")

    with pytest.raises(write_offs.OutstandingChanged, match=r"now the invoice asks for \$10,000"):
        approve(story, proposed)
    with story.database.unit_of_work() as session:
        found = write_offs.get(session, proposed.id)
        write_offs.reject(session, found, reason="They pay.", at=story.now, by=MEI)
    approve(story, propose(story, invoice))
    assert story.invoice_of(invoice.sponsorship).given_up.plain() == "10000.00"


def test_money_for_a_written_off_invoice_waits_and_settles_it_once_it_is_taken_up(
    story: Story,
) -> None:
    invoice = story.invoice_of(story.contracted())
    page = story.page_of(
        billing.start_payment(
            story.database, story.processor, invoice.public_token,
            foundation=story.foundation, at=story.now,
        )
    )  # fmt: skip
    approve(story, propose(story, invoice))
    story.processor.pay(page)
    story.hear("checkout.session.completed", page)

    with story.database.reading() as session:
        said = cases.get(session, 1).sentence
    assert said == "Invoice I-2026-00001 is written off, and $11,000.00 came for it."
    with story.database.unit_of_work() as session:
        writing_off.take_up_again(
            session, invoices.get(session, invoice.id, for_update=True), reason="They paid.",
            on=story.now.date(), at=story.now, by=FEMI,
        )  # fmt: skip
    with story.database.unit_of_work() as session:
        deciding.settle_invoice(
            session, cases.get(session, 1), invoices.get(session, invoice.id, for_update=True),
            amount=invoice.total, reason="Late, but theirs.", form_key=None,
            foundation=story.foundation, at=story.now, by=FEMI,
        )  # fmt: skip
    assert held(story) == {
        "stripe-clearing/general": "11000.00", "deferred-revenue/general": "11000.00",
    }  # fmt: skip
    assert story.sponsorship(invoice.sponsorship).status is SponsorshipStatus.CONFIRMED


def reminded(story: Story, day: date, *before: int) -> int:
    story.processor.now += timedelta(days=(day - story.now.date()).days)
    told: Foundation = replace(story.foundation, remind_before_days=before)
    return due_dates.remind_before_due(story.database, foundation=told, at=story.now)


def test_a_note_comes_before_the_due_date_once_and_not_after_payment(story: Story) -> None:
    invoice = story.invoice_of(story.contracted())  # due on 1 April

    assert [reminded(story, date(2026, 3, day), 14, 3) for day in (17, 18, 19, 28)] == [0, 1, 0, 0]
    assert reminded(story, date(2026, 3, 31), 14, 3) == 1
    assert reminded(story, date(2026, 4, 2), 14, 3) == 0
    story.work()
    assert story.subjects()[-1] == "Invoice I-2026-00001 is due on 1 April 2026"
    other = story.invoice_of(story.contracted(name="Second Ltd"))
    transfer(story, other, "11000.00", "T-2")
    assert reminded(story, date(2026, 5, 1), 7) == 0
    assert invoice.status is InvoiceStatus.ISSUED


def test_the_list_says_how_late_each_is_and_what_is_left_of_it(office: Desks) -> None:
    story, femi = office.story, office.staff("Femi Ade")
    invoice = story.invoice_of(story.contracted())
    transfer(story, invoice, "4000.00", "T-1")
    with story.database.reading() as session:
        found = invoices.outstanding(session)
    late = (invoice.due_on or story.now.date()) + timedelta(days=31)

    [row] = aging.aged(found, today=late)
    assert [amount.plain() for amount in row.amounts] == ["0.00", "0.00", "7000.00", "0.00", "0.00"]
    page = femi.get("/admin/desk/invoices").text
    assert "of $11,000.00" in page
    assert "$7,000.00" in page


def test_staff_write_off_at_their_desks_and_the_sponsor_reads_that_it_is_closed(
    office: Desks,
) -> None:
    story, femi, mei = office.story, office.staff("Femi Ade"), office.staff("Mei Lin")
    invoice = story.invoice_of(story.contracted())
    desk = f"/admin/desk/invoices/{invoice.id}"

    femi.act(f"{desk}/write-off", reason="They closed down.")
    own = femi.act("/admin/desk/write-offs/1/approve")
    waits = mei.get("/admin").text
    mei.act("/admin/desk/write-offs/1/approve")

    assert told(own) == "Somebody else than who proposed it has to agree."
    assert "Write-off WO-" in waits
    assert office.history(invoice)[-1] == f"written_off by {mei.actor}"
    page = mei.get(f"/invoices/{invoice.public_token}").text
    assert "We do not ask for this any more" in page
    femi.act(f"{desk}/take-up-again", reason="They pay after all.")
    assert told(femi.get(desk)) == f"Invoice {invoice.number} asks for $11,000.00 again."
    femi.act(f"{desk}/write-off", reason="They do not.")
    mei.act("/admin/desk/write-offs/2/reject", reason="Wait until spring.")
    assert told(mei.get(desk)) == "The invoice goes on asking."
