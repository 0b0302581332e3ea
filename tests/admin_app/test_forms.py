"""Reading fields: typed values or a refusal that names the field."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from admin_app.forms import Form, Upload
from sponsorship.errors import Invalid
from sponsorship.money import Money
from sponsorship.staff.permissions import StaffRole


def form(**fields: str) -> Form:
    return Form(fields.items(), {})


def test_fields_become_values() -> None:
    sent = form(
        name=" Ada ", note="one\r\ntwo ", count="7", on="2026-03-31", amount="1,000.50",
        role="finance", box="yes",
    )  # fmt: skip
    assert sent.line("name") == "Ada"
    assert sent.text("note") == "one\ntwo"
    assert sent.whole("count") == 7
    assert sent.day("on") == date(2026, 3, 31)
    assert sent.money("amount", "USD") == Money(100050, "USD")
    assert sent.choice("role", StaffRole) is StaffRole.FINANCE
    assert sent.flag("box")
    assert not sent.flag("other")
    assert sent.line("missing") == ""
    assert sent.day_if_given("missing") is None


@pytest.mark.parametrize(
    ("reader", "value"),
    [
        ("line", "a\r\nBcc: all@example.org"),
        ("line", "a\x00b"),
        ("line", "x" * 501),
        ("line", "a\u2028b"),
        ("text", "bell\x07"),
        ("whole", "-1"),
        ("whole", "1.5"),
        ("whole", "１"),
        ("whole", "9" * 19),
        ("day", "2026-02-30"),
        ("day", "31.3.2026"),
        ("submission", "short"),
        ("submission", "<script>alert(1)</script>"),
    ],
)
def test_what_cannot_be_meant_is_refused_by_its_field(reader: str, value: str) -> None:
    with pytest.raises(Invalid) as refusal:
        getattr(form(**{reader: value}), reader)(reader) if reader != "submission" else form(
            submission=value
        ).submission()
    assert refusal.value.field == reader


@pytest.mark.parametrize("amount", ["1.005", "-5", "1e9", "NaN", "Infinity", "", "1,00", "0x10"])
def test_an_amount_is_refused_in_its_own_field(amount: str) -> None:
    with pytest.raises(Invalid) as refusal:
        form(gift=amount).money("gift", "USD")
    assert refusal.value.field == "gift"


def test_a_field_sent_twice_is_refused() -> None:
    twice = Form([("role", "viewer"), ("role", "administrator")], {})
    with pytest.raises(Invalid):
        twice.line("role")
    assert twice.many("role") == ["viewer", "administrator"]


def test_what_is_shown_again_holds_no_secrets() -> None:
    sent = form(name="Ada", password="x", password_again="x", code="123456", form_token="t",
                version="3", present="y")  # fmt: skip
    assert sent.typed == {"name": "Ada"}


def test_a_file_keeps_its_bytes() -> None:
    sent = Form([], {"logo": Upload("a.png", b"\x89PNG")})
    assert sent.upload("logo") == Upload("a.png", b"\x89PNG")
    assert sent.upload("other") is None


@given(st.text(), st.sampled_from(["line", "text", "whole", "day", "flag", "secret"]))
def test_nothing_that_is_typed_breaks_a_reader(value: str, reader: str) -> None:
    named = "x"
    try:
        getattr(form(x=value), reader)("x")
    except Invalid as refusal:
        named = refusal.field
    assert named == "x"
