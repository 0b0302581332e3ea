"""What a document may hold, before anything is rendered."""

from __future__ import annotations

from datetime import datetime

import pytest
from pydantic import ValidationError

from sponsorship.documents.content import BenefitLine, ClauseText, DocumentKind
from tests.documents.samples import CLAUSES, make_contract, make_each_kind, make_invoice


def test_every_kind_of_document_has_its_own_content() -> None:
    assert {kind: type(content) for kind, content in make_each_kind().items()} == {
        kind: kind.content_model for kind in DocumentKind
    }


def test_content_survives_being_stored_as_json() -> None:
    for kind, content in make_each_kind().items():
        assert kind.content_from(content.model_dump(mode="json")) == content


def test_an_unknown_field_is_refused() -> None:
    with pytest.raises(ValidationError, match="discount"):
        make_invoice(discount="10 %")


def test_a_number_is_not_taken_for_an_amount() -> None:
    with pytest.raises(ValidationError, match="total"):
        make_invoice(total=45000)


def test_a_moment_without_a_time_zone_is_refused() -> None:
    with pytest.raises(ValidationError, match="created_at"):
        make_invoice(created_at=datetime(2027, 3, 2, 9, 30))  # noqa: DTZ001 - the naive moment is the point


def test_a_pay_link_is_a_web_address() -> None:
    with pytest.raises(ValidationError, match="pay_url"):
        make_invoice(pay_url="javascript:alert(1)")


def test_a_clause_number_is_used_once() -> None:
    twice = ClauseText(number=1, title="Again", text="The same number.")
    with pytest.raises(ValidationError, match="numbered once"):
        make_contract(clauses=(*CLAUSES, twice))


def test_a_benefit_cannot_cite_a_clause_that_is_not_there() -> None:
    dangling = BenefitLine(name="Booth", clause_numbers=(9,))
    with pytest.raises(ValidationError, match="does not have"):
        make_contract(benefits=(dangling,))


def test_a_renewal_says_what_it_renews() -> None:
    with pytest.raises(ValidationError, match="previous contract"):
        make_contract(is_renewal=True)
