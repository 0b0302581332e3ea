"""Taxes on invoices by the sponsor's country, and whom and where invoices name."""

from __future__ import annotations

from datetime import date

import pytest

from sponsorship.errors import Invalid
from sponsorship.invoicing import queries as invoices
from sponsorship.money import Money
from sponsorship.sponsorships import queries as applications
from sponsorship.sponsorships.particulars import BillingAddress, Particulars
from sponsorship.taxes import operations as taxes
from sponsorship.taxes.models import TaxRate, TaxTreatment
from sponsorship.workflows import billing, particulars
from tests.admin_app.desks.desks import Colleague, Desks, told
from tests.programme.conftest import Public
from tests.stories.telling import FINANCE, Story

HOLDING = BillingAddress(
    "Fox Holding BV", "Kade 1", "", "Amsterdam", "", "1011 AB", billing_country="NL"
)
VAT = {
    "country": "NL",
    "name": "VAT",
    "treatment": "charged",
    "rate": "21",
    "starts_on": "2026-01-01",
}
REVERSED = VAT | {
    "treatment": "reverse_charge",
    "rate": "",
    "is_for_tax_ids": "yes",
    "note": "Reverse charge: VAT is due by the recipient.",
}


def taxed(
    story: Story, country: str, rate: int, *, name: str = "VAT", is_for_tax_ids: bool = False
) -> TaxRate:
    """A tax is in force in that country; of nothing it is a reverse charge."""
    treatment = TaxTreatment.CHARGED if rate else TaxTreatment.REVERSE_CHARGE
    told = taxes.Tax(
        country, name, treatment, rate, is_for_tax_ids, "" if rate else "You owe it.",
        date(2026, 1, 1), None,
    )  # fmt: skip
    with story.database.unit_of_work() as session:
        return taxes.add(session, told)


def credit(story: Story, invoice_id: int, amount: str) -> None:
    with story.database.unit_of_work() as session:
        billing.credit_invoice(
            session, invoices.get(session, invoice_id, for_update=True),
            amount=Money.parse(amount, "USD"), reason="One month less.", form_key=None,
            foundation=story.foundation, at=story.now, by=FINANCE,
        )  # fmt: skip


def test_a_tax_is_owed_to_the_state_and_only_the_fee_is_earned(story: Story) -> None:
    taxed(story, "GB", 20_000)
    invoice = story.invoice_of(story.contracted())
    credit(story, invoice.id, "1100.01")
    credit(story, invoice.id, "12099.99")
    billing.earn_revenue(story.database, today=date(2026, 6, 1), at=story.now)

    content = invoice.lines[-1]
    assert (content.text, content.is_tax, invoice.net.plain()) == ("VAT 20%", True, "11000.00")
    assert story.journal("I-2026-00001")[:16] == [
        "2026-03-02 invoice_issued I-2026-00001",
        "  Dr receivables/general  11000.00 USD",
        "  Cr deferred-revenue/general  11000.00 USD",
        "  Dr receivables/general  2200.00 USD",
        "  Cr tax-payable/general  2200.00 USD",
        "2026-03-02 credit_note_issued I-2026-00001:CN-2026-00001",
        "  Dr deferred-revenue/general  916.67 USD",
        "  Cr receivables/general  916.67 USD",
        "  Dr tax-payable/general  183.34 USD",
        "  Cr receivables/general  183.34 USD",
        "2026-03-02 credit_note_issued I-2026-00001:CN-2026-00002",
        "  Dr deferred-revenue/general  10083.33 USD",
        "  Cr receivables/general  10083.33 USD",
        "  Dr tax-payable/general  2016.66 USD",
        "  Cr receivables/general  2016.66 USD",
    ]


def test_a_sponsor_with_a_tax_id_owes_a_reverse_charge_itself(story: Story) -> None:
    taxed(story, "GB", 20_000)
    taxed(story, "GB", 0, is_for_tax_ids=True)

    business = story.invoice_of(story.contracted())
    other = story.invoice_of(story.contracted(name="Club of Walkers", tax_id=""))

    assert [(line.text, line.amount.plain()) for line in business.tax_lines] == [
        ("VAT: reverse charge", "0.00")
    ]
    assert (business.total.plain(), business.tax_note) == ("11000.00", "You owe it.")
    assert (other.total.plain(), other.tax_note) == ("13200.00", "")


def test_several_taxes_of_a_country_are_lines_of_their_own(story: Story) -> None:
    taxed(story, "CA", 5_000, name="GST")
    taxed(story, "CA", 9_975, name="QST")

    invoice = story.invoice_of(story.contracted(country="CA"))

    assert [(line.text, line.amount.plain()) for line in invoice.tax_lines] == [
        ("GST 5%", "550.00"),
        ("QST 9.975%", "1097.25"),
    ]
    assert invoice.total.plain() == "12647.25"


def test_the_country_of_the_billing_address_decides_and_stands_on_the_paper(story: Story) -> None:
    taxed(story, "NL", 21_000)
    sponsorship = story.apply(billing=HOLDING)
    contract = story.send(story.approve(sponsorship))
    with story.database.unit_of_work() as session:
        found = applications.get(session, sponsorship.id)
        particulars.change_particulars(session, found, Particulars(HOLDING, "", "PO-9"))
    story.sign(contract)

    with story.database.unit_of_work() as session:
        invoice = invoices.of_sponsorship(session, sponsorship.id)[0]
        with pytest.raises(particulars.NothingMoreToInvoice):
            particulars.change_particulars(session, invoice.sponsorship, Particulars(HOLDING))
    assert (invoice.total.plain(), invoice.po_number) == ("13310.00", "PO-9")
    assert invoice.bill_to == {
        "name": "Fox Holding BV",
        "lines": ["Kade 1", "Amsterdam 1011 AB", "NL"],
        "tax_id": "",
    }


@pytest.mark.parametrize(
    ("field", "value"),
    [("billing_city", ""), ("billing_country", ""), ("billing_name", "Fox\nHolding")],
)
def test_half_an_address_for_invoices_is_refused(field: str, value: str) -> None:
    facts = {one: getattr(HOLDING, one) for one in HOLDING.__dataclass_fields__}

    with pytest.raises(Invalid) as refused:
        BillingAddress(**facts | {field: value})

    assert refused.value.field == field


def test_staff_keep_taxes_and_none_is_there_twice(office: Desks) -> None:
    finance = office.staff()

    finance.act("/admin/desk/taxes/add", **VAT)
    twice = finance.act("/admin/desk/taxes/add", **VAT | {"starts_on": "2026-07-01"})
    finance.act("/admin/desk/taxes/add", **REVERSED)
    wrong = finance.act("/admin/desk/taxes/add", **VAT | {"country": "BE", "rate": "twenty"})

    assert told(twice).startswith("VAT for NL is there already on some of these days.")
    assert told(wrong) == "Please give the rate in percent, like 19 or 9.975."
    page = finance.get("/admin/desk/taxes").text
    assert "VAT 21%" in page
    assert "VAT: reverse charge" in page
    finance.act("/admin/desk/taxes/1/change", **VAT | {"ends_on": "2026-06-30"})
    finance.act("/admin/desk/taxes/add", **VAT | {"starts_on": "2026-07-01", "rate": "22"})
    finance.act("/admin/desk/taxes/2/remove")
    with office.story.database.reading() as session:
        assert [(one.percent, one.ends_on) for one in session.query(TaxRate)] == [
            ("21", date(2026, 6, 30)),
            ("22", None),
        ]
    assert [note.subject for note in office.notes("removed_tax")] == ["tax_rate:2"]


def test_company_and_staff_change_what_invoices_say_until_they_are_issued(
    office: Desks, public: Public, sumana: Colleague
) -> None:
    sponsorship = office.story.apply()
    own = f"/sponsors/applications/{sponsorship.public_token}/billing"
    desk = f"/admin/desk/sponsorships/{sponsorship.id}/billing"
    address = {one: getattr(HOLDING, one) for one in HOLDING.__dataclass_fields__}

    form = Colleague.opened(public.client, own) | address | {"po_number": "PO-8"}  # type: ignore[arg-type]
    half = public.client.post(own, data=form | {"billing_city": ""})
    kept = public.client.post(own, data=form)
    late = public.client.post(own, data=form)
    sumana.act(desk, **address, po_number="PO-9", tax_id="NL1")

    assert (half.status_code, kept.status_code, late.status_code) == (422, 303, 409)
    assert "Please give the city for invoices" in half.text
    page = public(own.removesuffix("/billing")).text
    assert "Fox Holding BV" in page
    assert "PO-9" in page
    assert len(office.notes("changed_billing")) == 2
    office.story.sign(office.story.send(office.story.approve(sponsorship)))
    assert public(own).status_code == 303
    assert told(sumana.act(desk, po_number="PO-10")).startswith("The invoice is issued already")
