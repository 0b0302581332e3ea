"""Add-ons later, without a new application: kept, decided, signed for, promised, invoiced and earned."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
import sqlalchemy as sa

from sponsorship.audit import Actor
from sponsorship.contracts import queries as agreements
from sponsorship.contracts.models import Contract
from sponsorship.errors import Invalid
from sponsorship.invoicing import queries as invoices
from sponsorship.invoicing.models import Invoice
from sponsorship.invoicing.operations import NothingToInvoice
from sponsorship.ledger import queries as books
from sponsorship.money import Money
from sponsorship.sponsorships import queries as applied
from sponsorship.sponsorships import renewing
from sponsorship.sponsorships.models import Sponsorship
from sponsorship.sponsorships.operations import BenefitTaken
from sponsorship.supplements import operations as supplements
from sponsorship.supplements import queries as found
from sponsorship.supplements.models import Supplement
from sponsorship.supplements.operations import NothingToAddTo
from sponsorship.taxes.models import TaxRate, TaxTreatment
from sponsorship.tiers.models import Benefit
from sponsorship.tiers.queries import catalogue
from sponsorship.workflows import adding, agreement, billing, contracting, sponsoring
from tests.programme.test_changing import amend, numbers, promised, taken
from tests.stories.telling import STAFF, Story

ROSA = Actor("sponsor", "Rosa Fox")


def ask(
    story: Story, sponsorship: Sponsorship, key: str | None = None, **wanted: int
) -> Supplement:
    """Ask for so many of each, named with underscores for blanks."""
    has = numbers(story)
    with story.database.unit_of_work() as session:
        asked = adding.request(
            session,
            applied.get(session, sponsorship.id),
            {has[name.replace("_", " ")]: pieces for name, pieces in wanted.items()},
            form_key=key, message="", foundation=story.foundation, at=story.now, by=ROSA,
        )  # fmt: skip
        _ = asked.lines
    story.work()
    return asked


def agree(story: Story, supplement: Supplement, price: str) -> Contract:
    with story.database.unit_of_work() as session:
        contract = adding.approve(
            session, found.get(session, supplement.id), price=Money.parse(price, "USD"),
            foundation=story.foundation, at=story.now, by=STAFF,
        )  # fmt: skip
    story.work()
    return story.contract(contract.id)


def again(story: Story, supplement: Supplement) -> Supplement:
    with story.database.reading() as session:
        return found.get(session, supplement.id)


def bills(story: Story, sponsorship: Sponsorship) -> list[Invoice]:
    with story.database.reading() as session:
        return invoices.of_sponsorship(session, sponsorship.id)


def test_what_is_added_is_promised_and_invoiced_once_both_have_signed_the_amendment(
    story: Story,
) -> None:
    ours = story.contracted()
    with story.database.unit_of_work() as session:
        session.add(TaxRate(country="GB", name="VAT", treatment=TaxTreatment.CHARGED,
                            rate=20_000, starts_on=date(2026, 1, 1)))  # fmt: skip
    story.processor.now += timedelta(days=(date(2026, 10, 1) - story.now.date()).days)

    asked = ask(story, ours, Lounge_sponsorship=1, Extra_conference_passes=2)
    assert (taken(story)["Lounge sponsorship"], asked.list_price.shown()) == (1, "$17,000.00")
    amendment = agree(story, asked, "15000")
    content = amendment.document.content
    assert content["agreed_fee"] == "$26,000.00 (USD)"
    assert [one["name"] for one in content["benefits"]][-2:] == [
        "Lounge sponsorship", "Extra conference passes",
    ]  # fmt: skip
    assert "Lounge sponsorship, Extra conference passes × 2" in content["particulars"]
    assert ("Lounge sponsorship", 1) not in promised(story, ours)

    story.sign(story.send(amendment))

    assert promised(story, ours)[-2:] == [("Lounge sponsorship", 1), ("Extra conference passes", 2)]
    assert again(story, asked).status.value == "promised"
    whole = story.sponsorship(ours)
    assert (whole.agreed_fee, whole.whole_fee) == (
        Money.parse("11000", "USD"), Money.parse("26000", "USD"),
    )  # fmt: skip
    second, first = bills(story, ours)
    assert (second.starts_on, second.ends_on) == (date(2026, 10, 1), date(2027, 3, 31))
    assert second.lines[0].text.endswith("added: Lounge sponsorship, Extra conference passes × 2")
    assert second.due_on == date(2026, 10, 31)
    billing.earn_revenue(story.database, today=date(2026, 11, 1), at=story.now)
    assert story.journal(second.number) == [
        "2026-10-01 invoice_issued I-2026-00002",
        "  Dr receivables/general  15000.00 USD",
        "  Cr deferred-revenue/general  15000.00 USD",
        "  Dr receivables/general  3000.00 USD",
        "  Cr tax-payable/general  3000.00 USD",
        "2026-10-31 revenue_earned I-2026-00002:2026-10-31",
        "  Dr deferred-revenue/general  2554.94 USD",
        "  Cr sponsorship-income/general  2554.94 USD",
    ]
    billing.earn_revenue(story.database, today=date(2027, 4, 1), at=story.now)
    with story.database.reading() as session:
        held = {row.account: row.amount.plain() for row in books.trial_balance(session)}
        assert renewing.offer(
            session,
            catalogue(session, whole.program_year),
            applied.get(session, ours.id),
            at=story.now,
        ).price_before == Money.parse("26000", "USD")
    assert held["sponsorship-income/general"] == "26000.00"
    assert first.number == "I-2026-00001"
    assert [one for one in story.subjects() if "request" in one or "Agreed" in one] == [
        f"We have your request {asked.reference}",
        "Agreed: Lounge sponsorship, Extra conference passes × 2",
    ]


def test_before_a_contract_is_sent_the_draft_is_made_anew_and_one_invoice_asks_for_all(
    story: Story,
) -> None:
    ours = story.apply()
    draft = story.approve(ours)
    asked = ask(story, ours, Lanyards=1)
    anew = agree(story, asked, "9000")

    assert (story.contract(draft.id).status.value, anew.revision) == ("superseded", 2)
    assert anew.document.content["agreed_fee"] == "$20,000.00 (USD)"
    assert ("Lanyards", 1) in promised(story, ours)
    story.sign(story.send(anew))
    [only] = bills(story, ours)
    assert only.total.plain() == "20000.00"
    whole = story.sponsorship(ours)
    assert whole.whole_fee == whole.agreed_fee == Money.parse("20000", "USD")


def test_a_contract_that_is_out_to_be_signed_comes_first(story: Story) -> None:
    ours = story.apply()
    sent = story.send(story.approve(ours))
    asked = ask(story, ours, Lanyards=1)
    with pytest.raises(adding.AnotherIsAgreedOn):
        agree(story, asked, "9000")
    story.sign(sent)
    amendment = agree(story, asked, "0")
    story.sign(story.send(amendment))
    assert ("Lanyards", 1) in promised(story, ours)
    assert len(bills(story, ours)) == 1  # for nothing there is no invoice
    with pytest.raises(NothingToInvoice), story.database.unit_of_work() as session:
        adding.invoice(session, found.get(session, asked.id), foundation=story.foundation,
                       at=story.now, by=STAFF)  # fmt: skip


def test_a_nullified_amendment_leaves_the_request_with_its_places(story: Story) -> None:
    ours = story.contracted()
    asked = ask(story, ours, Lounge_sponsorship=1)
    amendment = agree(story, asked, "12000")
    with story.database.unit_of_work() as session:  # other words: the request goes along
        amendment_id = contracting.revise_contract(
            session, agreements.get(session, amendment.id), particulars="The lounge.",
            foundation=story.foundation, at=story.now, by=STAFF,
        ).id  # fmt: skip
    assert again(story, asked).contract_id == amendment_id
    with story.database.unit_of_work() as session:
        sponsoring.nullify_contract(
            session, agreements.get(session, amendment_id), reason="Too dear.",
            foundation=story.foundation, at=story.now, by=STAFF,
        )  # fmt: skip
    waits = again(story, asked)
    assert (waits.status.value, waits.agreed_price, waits.contract_id) == ("requested", None, None)
    assert taken(story)["Lounge sponsorship"] == 1
    with story.database.unit_of_work() as session:
        adding.decline(session, found.get(session, asked.id), reason="It is being rebuilt.",
                       foundation=story.foundation, at=story.now, by=STAFF)  # fmt: skip
    story.work()
    assert "Lounge sponsorship" not in taken(story)
    assert story.subjects()[-1] == f"About your request {asked.reference}"


def test_places_are_kept_from_the_request_on_and_rules_hold_as_for_an_application(
    story: Story,
) -> None:
    ours, theirs = story.contracted(), story.contracted(name="Juniper Press")
    first = ask(story, ours, "k" * 24, Lanyards=1)
    assert ask(story, ours, "k" * 24, Lanyards=1).id == first.id  # the same form twice is once
    with pytest.raises(BenefitTaken):
        ask(story, theirs, Lanyards=1)
    for wanted in (
        {"Lanyards": 1},  # asked for already
        {"Lounge_sponsorship": 1},  # excluded by what was asked for
        {"Sponsored_newsletter_issue": 2},  # limited: one for each
        {"Extra_conference_passes": 100},
        {"Exhibition_booth": 1},  # no addition
        {"Travel_to_the_sprint": 1},  # for companies without a tier
        {"Extra_conference_passes": 0},
    ):
        with pytest.raises(Invalid):
            ask(story, ours, None, **wanted)
    small = story.contracted(name="Small Ltd", tier_slug="associate")  # takes no additions
    with pytest.raises(Invalid):
        ask(story, small, Extra_conference_passes=1)
    waiting = story.apply(name="Waiting Ltd")
    with pytest.raises(NothingToAddTo):
        ask(story, waiting, Extra_conference_passes=1)


def test_what_waits_ends_with_the_sponsorship_and_what_was_dropped_once_can_be_added(
    story: Story,
) -> None:
    has = numbers(story)
    ours = story.apply(add_on_ids=(has["Extra conference passes"],))
    amend(story, ours, "partner")  # dropped before the decision
    story.sign(story.send(story.approve(ours)))
    story.sign(story.send(agree(story, ask(story, ours, Extra_conference_passes=2), "5000")))
    assert promised(story, ours)[-1] == ("Extra conference passes", 2)
    asked = ask(story, ours, Lanyards=1)
    contract = agree(story, asked, "9000")
    with story.database.unit_of_work() as session:
        agreement.terminate(
            session, next(one for one in agreements.of_sponsorship(session, ours.id)
                          if one.status.value == "executed"),
            last_day=date(2026, 12, 31), reason="They moved.", at=story.now, by=STAFF,
        )  # fmt: skip
    assert story.contract(contract.id).status.value == "nullified"
    assert again(story, asked).status.value == "withdrawn"
    assert "Lanyards" not in taken(story)


def test_a_supplement_says_what_was_asked_for_though_the_catalogue_changed(story: Story) -> None:
    ours = story.contracted()
    asked = ask(story, ours, Lanyards=1)
    amendment = agree(story, asked, "9000")
    with story.database.unit_of_work() as session:
        lanyards = session.scalars(sa.select(Benefit).where(Benefit.name == "Lanyards")).one()
        lanyards.name, lanyards.is_available, lanyards.add_on_price_minor = "Ribbons", False, 1
    story.sign(story.send(amendment))
    assert promised(story, ours)[-1] == ("Lanyards", 1)
    assert supplements.may_be_asked(story.sponsorship(ours), on=date(2027, 4, 1)) is False
