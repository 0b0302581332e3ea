"""A company becomes a sponsor: apply, contract, invoice, payment, and income month by month."""

from datetime import date

import pytest
import sqlalchemy as sa

from sponsorship.audit import Actor
from sponsorship.contracts import queries as agreements
from sponsorship.contracts.models import ContractStatus
from sponsorship.contracts.operations import AnotherDocument
from sponsorship.errors import Invalid
from sponsorship.invoicing import queries as invoices
from sponsorship.invoicing.models import Invoice, InvoiceStatus
from sponsorship.invoicing.operations import (
    AlreadyPaidInPart,
    AlreadyRecorded,
    MoreThanOutstanding,
)
from sponsorship.lifecycle import WrongState, advance, history
from sponsorship.money import Money
from sponsorship.sponsorships import queries as applications
from sponsorship.sponsorships.models import Sponsorship, SponsorshipStatus
from sponsorship.sponsorships.operations import ApplicationsClosed, BenefitTaken, TierFull
from sponsorship.tiers.models import Benefit, ProgramYear, Tier
from sponsorship.workflows import billing, rejecting, sponsoring
from tests.stories.telling import FINANCE, STAFF, Story


def test_an_application_is_kept_priced_and_confirmed(story: Story) -> None:
    sponsorship = story.apply()

    assert sponsorship.status is SponsorshipStatus.APPLIED
    assert sponsorship.list_price == Money(1_100_000, "USD")
    assert [promise.name for promise in sponsorship.promised_benefits][:2] == [
        "Logo on the sponsors page",
        "Thank-you post",
    ]
    assert story.recipients() == [
        "Rosa Fox <rosa@foxhedgehog.example>",
        "Example Software Foundation <sponsors@example.org>",
    ]


def test_a_form_sent_twice_is_one_application(story: Story) -> None:
    key = "apply-the-same-form-twice"

    assert story.apply(form_key=key).id == story.apply(form_key=key).id
    assert story.count(Sponsorship) == 1
    assert len(story.subjects()) == 2


def test_an_addition_raises_the_price_and_takes_its_only_place(story: Story) -> None:
    with story.database.reading() as session:
        lanyards = session.scalars(sa.select(Benefit).where(Benefit.name == "Lanyards")).one()

    sponsorship = story.apply(add_on_ids=(lanyards.id,))

    assert sponsorship.list_price == Money(2_000_000, "USD")
    with pytest.raises(BenefitTaken):
        story.apply(name="Second Ltd", add_on_ids=(lanyards.id,))
    assert story.count(Sponsorship) == 1


def test_the_last_place_of_a_tier_is_given_once(story: Story) -> None:
    story.apply(tier_slug="visionary", name="One")
    story.apply(tier_slug="visionary", name="Two")

    with pytest.raises(TierFull, match="All places of the tier Visionary are taken"):
        story.apply(tier_slug="visionary", name="Three")


def test_a_rejection_frees_the_place_and_tells_why(story: Story) -> None:
    story.apply(tier_slug="visionary", name="One")
    second = story.apply(tier_slug="visionary", name="Two")
    with story.database.unit_of_work() as session:
        rejecting.reject(
            session,
            applications.get(session, second.id),
            reason="We agreed on another tier by phone.",
            foundation=story.foundation,
            at=story.now,
            by=STAFF,
        )
    story.work()

    body = story.transport.sent[-1].get_body(("plain",))
    assert body is not None
    assert "We agreed on another tier by phone." in body.get_content()
    assert story.apply(tier_slug="visionary", name="Three").status is SponsorshipStatus.APPLIED


def test_nobody_can_apply_while_no_year_is_open(story: Story) -> None:
    with story.database.unit_of_work() as session:
        year = session.scalars(sa.select(ProgramYear)).one()
        advance(session, year, "closed", at=story.now, by=STAFF)

    with pytest.raises(ApplicationsClosed):
        story.apply()


def test_approval_drafts_the_contract_from_what_was_promised(story: Story) -> None:
    contract = story.approve(story.apply())

    content = contract.document.content
    assert contract.status is ContractStatus.DRAFT
    assert content["agreed_fee"] == "$11,000.00 (USD)"
    assert content["starts_on"] == "1 April 2026"
    assert [clause["number"] for clause in content["clauses"]] == [1, 2]
    assert len(content["benefits"]) == 5


def test_signing_executes_the_contract_and_issues_the_invoice(story: Story) -> None:
    sponsorship = story.apply()
    contract = story.send(story.approve(sponsorship))
    sent_sha256 = contract.document.sha256

    contract = story.sign(contract)

    assert contract.status is ContractStatus.EXECUTED
    assert contract.signature is not None
    assert contract.signature.document_sha256 == sent_sha256
    assert contract.signature.address == "203.0.113.5"
    assert contract.executed_document is not None
    assert contract.executed_document.content["signature"]["signer_name"] == "Rosa Fox"
    invoice = story.invoice_of(sponsorship)
    assert invoice.number == "I-2026-00001"
    assert invoice.due_on == date(2026, 4, 1)
    assert story.journal() == [
        "2026-03-02 invoice_issued I-2026-00001",
        "  Dr receivables/general  11000.00 USD",
        "  Cr deferred-revenue/general  11000.00 USD",
    ]
    assert story.recipients()[-1] == "Hal Hedge <accounts@foxhedgehog.example>"


def test_a_signature_needs_consent_and_the_document_that_is_in_force(story: Story) -> None:
    contract = story.send(story.approve(story.apply()))

    with pytest.raises(Invalid, match="tick the box"):
        story.sign(contract, has_consented=False)
    with pytest.raises(AnotherDocument):
        story.sign(contract, seen_sha256="0" * 64)

    assert story.contract(contract.id).status is ContractStatus.AWAITING_SIGNATURE
    assert story.count(Invoice) == 0


def test_a_contract_is_signed_once(story: Story) -> None:
    contract = story.sign(story.send(story.approve(story.apply())))

    with pytest.raises(WrongState):
        story.sign(contract)

    assert story.count(Invoice) == 1


def test_nullifying_leads_back_to_a_new_draft(story: Story) -> None:
    contract = story.send(story.approve(story.apply()))
    with story.database.unit_of_work() as session:
        fresh = sponsoring.nullify_contract(
            session,
            agreements.get(session, contract.id),
            reason="The address was wrong.",
            foundation=story.foundation,
            at=story.now,
            by=STAFF,
        )
    story.work()

    assert fresh.revision == 2
    assert story.contract(contract.id).status is ContractStatus.NULLIFIED
    with pytest.raises(WrongState):
        story.sign(contract)
    assert story.sign(story.send(story.contract(fresh.id))).status is ContractStatus.EXECUTED


def test_staff_record_a_contract_that_was_signed_on_paper(story: Story) -> None:
    sponsorship = story.apply()
    contract = story.send(story.approve(sponsorship))
    with story.database.unit_of_work() as session:
        sponsoring.record_execution(
            session,
            agreements.get(session, contract.id),
            upload=sponsoring.Upload(b"%PDF-1.4 scanned %%EOF", "application/pdf", "scan.pdf"),
            signer_name="Rosa Fox",
            signer_title="Director",
            signed_on=date(2026, 3, 1),
            foundation=story.foundation,
            at=story.now,
            by=STAFF,
        )
    story.work()

    executed = story.contract(contract.id)
    assert executed.status is ContractStatus.EXECUTED
    assert executed.signed_file_id is not None
    assert story.invoice_of(sponsorship).status is InvoiceStatus.ISSUED


def test_paying_online_confirms_the_sponsor_for_its_term(story: Story) -> None:
    sponsorship = story.contracted()
    invoice = story.invoice_of(sponsorship)
    page = story.page_of(_pay_page(story, invoice))

    story.processor.pay(page)
    story.hear("checkout.session.completed", page)

    assert story.invoice_of(sponsorship).status is InvoiceStatus.PAID
    assert story.sponsorship(sponsorship).status is SponsorshipStatus.CONFIRMED
    assert story.journal("I-2026-00001")[3:] == [
        "2026-03-02 invoice_paid I-2026-00001:P-2026-000001",
        "  Dr stripe-clearing/general  11000.00 USD",
        "  Cr receivables/general  11000.00 USD",
    ]
    with story.database.reading() as session:
        shown = {day: applications.shown_on(session, day) for day in _EDGES_OF_THE_TERM}
    assert [bool(shown[day]) for day in _EDGES_OF_THE_TERM] == [False, True, True, False]


_EDGES_OF_THE_TERM = (
    date(2026, 3, 31),
    date(2026, 4, 1),
    date(2027, 3, 31),
    date(2027, 4, 1),
)


def moves(story: Story, sponsorship: Sponsorship) -> list[str]:
    """What became of the newest invoice of a sponsorship."""
    with story.database.reading() as session:
        return [one.verb for one in history(session, story.invoice_of(sponsorship))]


def _pay_page(story: Story, invoice: Invoice) -> str:
    return billing.start_payment(
        story.database,
        story.processor,
        invoice.public_token,
        foundation=story.foundation,
        at=story.now,
    )


def test_clicking_pay_twice_opens_one_page(story: Story) -> None:
    invoice = story.invoice_of(story.contracted())

    assert _pay_page(story, invoice) == _pay_page(story, invoice)


def test_the_page_of_a_half_paid_invoice_asks_for_the_other_half(story: Story) -> None:
    sponsorship = story.contracted()
    old = story.page_of(_pay_page(story, story.invoice_of(sponsorship)))
    _transfer(story, sponsorship, "5000.00", "BANK-1")

    new = story.page_of(_pay_page(story, story.invoice_of(sponsorship)))

    assert story.processor.status[old].value == "expired"
    assert story.processor.pages[new].amount == Money(600_000, "USD")


def test_a_paid_invoice_asks_for_nothing_more(story: Story) -> None:
    sponsorship = story.contracted()
    _transfer(story, sponsorship, "11000.00", "BANK-1")

    with pytest.raises(billing.NotPayable):
        _pay_page(story, story.invoice_of(sponsorship))


def _transfer(
    story: Story, sponsorship: Sponsorship, amount: str, reference: str, *, key: str | None = None
) -> None:
    with story.database.unit_of_work() as session:
        found = invoices.of_sponsorship(session, sponsorship.id)[0]
        billing.record_bank_transfer(
            session,
            invoices.get(session, found.id, for_update=True),
            amount=Money.parse(amount, "USD"),
            received_on=story.now.date(),
            payer="FOX AND HEDGEHOG LTD",
            bank_reference=reference,
            form_key=key,
            foundation=story.foundation,
            at=story.now,
            by=FINANCE,
        )
    story.work()


def test_a_bank_transfer_settles_the_invoice(story: Story) -> None:
    sponsorship = story.contracted()

    _transfer(story, sponsorship, "4000.00", "BANK-1")
    assert story.invoice_of(sponsorship).outstanding == Money(700_000, "USD")
    _transfer(story, sponsorship, "7000.00", "BANK-2")

    assert story.sponsorship(sponsorship).status is SponsorshipStatus.CONFIRMED
    assert story.journal("I-2026-00001")[-3:] == [
        "2026-03-02 invoice_paid I-2026-00001:B-2026-00002",
        "  Dr bank/general  7000.00 USD",
        "  Cr receivables/general  7000.00 USD",
    ]


def test_a_transfer_is_recorded_once_and_never_beyond_what_is_owed(story: Story) -> None:
    sponsorship = story.contracted()
    _transfer(story, sponsorship, "4000.00", "BANK-1", key="form-of-the-transfer-1")
    _transfer(story, sponsorship, "4000.00", "BANK-1", key="form-of-the-transfer-1")

    with pytest.raises(AlreadyRecorded):
        _transfer(story, sponsorship, "4000.00", "BANK-1")
    with pytest.raises(MoreThanOutstanding, match=r"\$7,000.00 outstanding"):
        _transfer(story, sponsorship, "7000.01", "BANK-2")

    assert story.invoice_of(sponsorship).paid == Money(400_000, "USD")


def test_online_money_for_an_invoice_that_is_settled_meanwhile_waits_in_suspense(
    story: Story,
) -> None:
    sponsorship = story.contracted()
    page = story.page_of(_pay_page(story, story.invoice_of(sponsorship)))
    _transfer(story, sponsorship, "11000.00", "BANK-1")
    story.processor.pay(page)

    story.hear("checkout.session.completed", page)

    assert story.journal()[-3:] == [
        "2026-03-02 misfit_received P-2026-000001",
        "  Dr stripe-clearing/general  11000.00 USD",
        "  Cr suspense/general  11000.00 USD",
    ]


def test_an_invoice_payment_refunded_elsewhere_opens_the_invoice_until_it_comes_back(
    story: Story,
) -> None:
    sponsorship = story.contracted()
    page = story.page_of(_pay_page(story, story.invoice_of(sponsorship)))
    payment = story.processor.pay(page)
    story.hear("checkout.session.completed", page)
    story.processor.give_back(payment, Money(100_000, "USD"))
    story.hear("charge.refunded", payment)
    story.processor.return_refund(payment)
    story.hear("refund.failed", payment)

    number = story.invoice_of(sponsorship).number
    facts = [line for line in story.journal(number) if not line.startswith("  ")]
    assert facts[-2:] == [
        f"2026-03-02 invoice_payment_returned {number}:RF-2026-000001",
        f"2026-03-02 invoice_payment_returned_reversed {number}:RF-2026-000001",
    ]
    assert moves(story, sponsorship)[-3:] == ["paid", "reopened", "paid"]
    assert story.subjects()[-2:] == [
        f"Invoice {number} is open again: $1,000.00",
        f"$1,000.00 counts as paid again on invoice {number}",
    ]


def test_online_money_in_another_currency_waits_in_suspense(story: Story) -> None:
    sponsorship = story.contracted()
    page = story.page_of(_pay_page(story, story.invoice_of(sponsorship)))
    story.processor.pay(page, amount=Money(1_100_000, "EUR"))

    story.hear("checkout.session.completed", page)

    assert story.invoice_of(sponsorship).status is InvoiceStatus.ISSUED
    assert story.journal()[-3:] == [
        "2026-03-02 misfit_received P-2026-000001",
        "  Dr stripe-clearing/general  11000.00 EUR",
        "  Cr suspense/general  11000.00 EUR",
    ]


def test_voiding_reverses_the_invoice_and_allows_a_new_one(story: Story) -> None:
    sponsorship = story.contracted()
    _void(story, sponsorship)

    assert story.invoice_of(sponsorship).status is InvoiceStatus.VOID
    assert story.journal("I-2026-00001")[3:] == [
        "2026-03-02 invoice_issued_reversed I-2026-00001",
        "  Dr deferred-revenue/general  11000.00 USD",
        "  Cr receivables/general  11000.00 USD",
    ]
    with story.database.unit_of_work() as session:
        fresh = billing.invoice_sponsorship(
            session,
            applications.get(session, sponsorship.id),
            foundation=story.foundation,
            at=story.now,
            by=FINANCE,
        )
    assert fresh.number == "I-2026-00002"


def _void(story: Story, sponsorship: Sponsorship) -> None:
    with story.database.unit_of_work() as session:
        found = invoices.of_sponsorship(session, sponsorship.id)[0]
        billing.void_invoice(
            session,
            invoices.get(session, found.id, for_update=True),
            reason="Sent to the wrong entity.",
            foundation=story.foundation,
            at=story.now,
            by=FINANCE,
        )


def test_a_part_paid_invoice_cannot_be_voided(story: Story) -> None:
    sponsorship = story.contracted()
    _transfer(story, sponsorship, "1.00", "BANK-1")

    with pytest.raises(AlreadyPaidInPart):
        _void(story, sponsorship)


def test_the_fee_is_earned_month_by_month_and_not_a_cent_is_lost(story: Story) -> None:
    story.contracted()

    assert billing.earn_revenue(story.database, today=date(2026, 4, 30), at=story.now) == 0
    assert billing.earn_revenue(story.database, today=date(2026, 5, 1), at=story.now) == 1
    assert billing.earn_revenue(story.database, today=date(2026, 5, 1), at=story.now) == 0
    assert story.journal("I-2026-00001")[3:] == [
        "2026-04-30 revenue_earned I-2026-00001:2026-04-30",
        "  Dr deferred-revenue/general  904.10 USD",
        "  Cr sponsorship-income/general  904.10 USD",
    ]
    assert billing.earn_revenue(story.database, today=date(2027, 4, 1), at=story.now) == 11
    earned = [
        Money.parse(line.split()[2], "USD").minor
        for line in story.journal("I-2026-00001")
        if "Cr sponsorship-income" in line
    ]
    assert sum(earned) == 1_100_000


def test_a_credit_note_reduces_what_is_owed_and_what_will_be_earned(story: Story) -> None:
    sponsorship = story.contracted()
    billing.earn_revenue(story.database, today=date(2026, 5, 1), at=story.now)

    _credit(story, sponsorship, "2000.00")
    billing.earn_revenue(story.database, today=date(2027, 4, 1), at=story.now)

    invoice = story.invoice_of(sponsorship)
    assert invoice.outstanding == Money(900_000, "USD")
    journal = story.journal("I-2026-00001")
    at = journal.index("2026-03-02 credit_note_issued I-2026-00001:CN-2026-00001")
    assert journal[at + 1 : at + 3] == [
        "  Dr deferred-revenue/general  2000.00 USD",
        "  Cr receivables/general  2000.00 USD",
    ]
    earned = [
        Money.parse(line.split()[2], "USD").minor
        for line in journal
        if "Cr sponsorship-income" in line
    ]
    assert sum(earned) == 900_000


def _credit(story: Story, sponsorship: Sponsorship, amount: str) -> None:
    with story.database.unit_of_work() as session:
        found = invoices.of_sponsorship(session, sponsorship.id)[0]
        billing.credit_invoice(
            session,
            invoices.get(session, found.id, for_update=True),
            amount=Money.parse(amount, "USD"),
            reason="One benefit less.",
            form_key=None,
            foundation=story.foundation,
            at=story.now,
            by=FINANCE,
        )
    story.work()


def test_a_credit_note_after_all_is_earned_is_taken_from_income(story: Story) -> None:
    sponsorship = story.contracted()
    billing.earn_revenue(story.database, today=date(2027, 4, 1), at=story.now)

    _credit(story, sponsorship, "100.00")

    assert story.journal("I-2026-00001")[-2:] == [
        "  Dr sponsorship-income/general  100.00 USD",
        "  Cr receivables/general  100.00 USD",
    ]


def test_crediting_the_rest_of_a_part_paid_invoice_settles_it(story: Story) -> None:
    sponsorship = story.contracted()
    _transfer(story, sponsorship, "9000.00", "BANK-1")

    _credit(story, sponsorship, "2000.00")

    assert story.invoice_of(sponsorship).status is InvoiceStatus.PAID
    assert story.sponsorship(sponsorship).status is SponsorshipStatus.CONFIRMED


def test_a_sponsorship_without_a_fee_is_confirmed_when_the_contract_is_executed(
    story: Story,
) -> None:
    sponsorship = story.apply()

    story.sign(story.send(story.approve(sponsorship, fee="0.00")))

    assert story.sponsorship(sponsorship).status is SponsorshipStatus.CONFIRMED
    assert story.count(Invoice) == 0


def test_a_late_sponsor_is_reminded_the_next_day_and_then_every_two_weeks(story: Story) -> None:
    story.contracted()
    story.pass_time(days=30)
    before = len(story.subjects())

    owed = []
    for days in (0, 1, 0, 13, 1, 14):
        story.pass_time(days=days)
        owed.append(
            billing.remind_overdue(story.database, foundation=story.foundation, at=story.now)
        )
    story.work()

    assert owed == [0, 1, 0, 0, 1, 1]
    assert len(story.subjects()) == before + 3


def test_two_who_decide_in_the_same_second_make_one_decision(story: Story) -> None:
    sponsorship = story.apply()
    story.approve(sponsorship)

    with story.database.unit_of_work() as session, pytest.raises(WrongState) as refused:
        rejecting.reject(
            session,
            applications.get(session, sponsorship.id),
            reason="Too late.",
            foundation=story.foundation,
            at=story.now,
            by=Actor("staff", "Somebody Else", 9),
        )
    assert str(refused.value) == "This sponsorship is approved, so it can no longer be rejected."
    with story.database.reading() as session:
        tier = session.scalars(sa.select(Tier).where(Tier.slug == "partner")).one()
    assert tier.taken == 1
