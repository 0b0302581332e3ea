"""Only what Stripe sent, lately and to us, is opened."""

from __future__ import annotations

import hashlib
import hmac
import json
import subprocess
import sys
from datetime import datetime, timedelta
from typing import Any

import pytest
import stripe
from hypothesis import example, given
from hypothesis import strategies as st

from sponsorship.payments.stripe.webhook import TOLERANCE, Envelope, ForgedEvent, open_envelope
from tests.clock import NOW, later
from tests.stripe.deliveries import OLD_SECRET, SECRET, body_of, event, signed

BODY = body_of(event())


def opened(
    body: bytes = BODY,
    signature: str | None = None,
    *,
    secrets: tuple[str, ...] = (SECRET,),
    at: datetime = NOW,
    live: bool = False,
) -> Envelope:
    return open_envelope(body, signature, secrets, at=at, livemode_expected=live)


def test_a_proven_delivery_names_the_event_and_its_object() -> None:
    envelope = opened(BODY, signed(BODY))
    assert envelope == Envelope(
        external_id="evt_1",
        livemode=False,
        account="",
        event_type="checkout.session.completed",
        object_type="checkout.session",
        object_id="cs_test_1",
        body=event(),
    )


def test_while_secrets_are_rolled_either_one_proves() -> None:
    for secret in (SECRET, OLD_SECRET):
        envelope = opened(BODY, signed(BODY, secret=secret), secrets=(SECRET, OLD_SECRET))
        assert envelope.external_id == "evt_1"


def test_one_of_several_signatures_suffices() -> None:
    time, right = signed(BODY).split(",")
    envelope = opened(BODY, f"{time},v1={'0' * 64},{right},v0=abc")
    assert envelope.external_id == "evt_1"


@pytest.mark.parametrize(
    ("reason", "signature"),
    [
        ("unsigned", None),
        ("unsigned", ""),
        ("header", "nonsense"),
        ("header", "t=soon,v1=abc"),
        ("header", "t=,v1"),
        ("signature", signed(BODY, secret=OLD_SECRET)),
        ("signature", signed(b"{}")),
        ("signature", signed(BODY).replace("v1=", "v0=")),
        ("signature", signed(BODY).split(",")[0]),
        ("signature", signed(BODY).upper().replace("T=", "t=").replace("V1=", "v1=")),
        ("signature", signed(BODY)[:-1]),
        ("signature", f"t={int(NOW.timestamp())},v1=\xe9\u20ac"),
    ],
)
def test_a_wrong_signature_is_refused(reason: str, signature: str | None) -> None:
    with pytest.raises(ForgedEvent) as refusal:
        opened(BODY, signature)
    assert refusal.value.reason == reason
    assert str(refusal.value) == "This delivery is not accepted."


@pytest.mark.parametrize("secrets", [(), ("",), (" \t",), ("", "\n")])
def test_an_empty_secret_proves_nothing(secrets: tuple[str, ...]) -> None:
    at = int(NOW.timestamp())
    keyless = hmac.new(b"", b"%d." % at + BODY, hashlib.sha256).hexdigest()
    with pytest.raises(ForgedEvent):
        opened(BODY, f"t={at},v1={keyless}", secrets=secrets)


@pytest.mark.parametrize(
    ("sent", "is_accepted"),
    [
        (timedelta(seconds=-TOLERANCE), True),
        (timedelta(seconds=-TOLERANCE - 1), False),
        (timedelta(seconds=TOLERANCE), True),
        (timedelta(seconds=TOLERANCE + 1), False),
        (timedelta(days=365), False),
    ],
)
def test_a_delivery_is_fresh_for_five_minutes_in_both_directions(
    sent: timedelta, is_accepted: bool
) -> None:
    signature = signed(BODY, at=NOW + sent)
    if is_accepted:
        assert opened(BODY, signature).external_id == "evt_1"
    else:
        with pytest.raises(ForgedEvent, match="not accepted"):
            opened(BODY, signature)


def test_an_old_event_that_is_sent_again_with_a_fresh_signature_is_accepted() -> None:
    resent = later(days=45)
    assert opened(BODY, signed(BODY, at=resent), at=resent).external_id == "evt_1"


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"{",
        b"[]",
        b"null",
        b'"evt_1"',
        b'{"id": "evt_1", "type": "x", "amount": NaN}',
        b'{"id": "evt_1", "type": "x", "amount": 1e999}',
        b'{"id": "evt_1", "type": "x", "deep": ' + b"[" * 200_000 + b"]" * 200_000 + b"}",
        b'{"type": "checkout.session.completed"}',
        b'{"id": 7, "type": "checkout.session.completed"}',
        b'{"id": "evt_1", "type": ""}',
        b'{"id": "' + b"e" * 300 + b'", "type": "x"}',
    ],
)
def test_a_signed_body_that_is_no_event_is_refused(body: bytes) -> None:
    with pytest.raises(ForgedEvent):
        opened(body, signed(body))


@pytest.mark.parametrize("body", [b"\xff\xfe{}", BODY.decode().encode("utf-16"), b'{"id": "\xe9"}'])
def test_a_body_that_is_not_utf_8_is_refused_although_it_is_signed(body: bytes) -> None:
    at = int(NOW.timestamp())
    signature = hmac.new(SECRET.encode(), b"%d." % at + body, hashlib.sha256).hexdigest()
    with pytest.raises(ForgedEvent) as refusal:
        opened(body, f"t={at},v1={signature}")
    assert refusal.value.reason == "body"


@pytest.mark.parametrize(("sent_live", "live"), [(True, False), (False, True)])
def test_test_money_and_real_money_do_not_meet(sent_live: bool, live: bool) -> None:
    body = body_of(event(livemode=sent_live))
    with pytest.raises(ForgedEvent) as refusal:
        opened(body, signed(body), live=live)
    assert refusal.value.reason == "mode"
    assert opened(body, signed(body), live=sent_live).livemode is sent_live


@pytest.mark.parametrize(
    "changes",
    [
        {"data": None},
        {"data": {"object": None}},
        {"data": {"object": {"object": "balance"}}},
        {"type": "something.new", "more": {"unknown": [1, None]}},
        {"request": None, "account": None},
    ],
)
def test_an_event_of_an_unknown_shape_can_be_kept(changes: dict[str, Any]) -> None:
    body = body_of(event(**changes))
    assert opened(body, signed(body)).external_id == "evt_1"


def test_an_event_of_a_connected_account_says_so() -> None:
    body = body_of(event(account="acct_of_another"))
    assert opened(body, signed(body)).account == "acct_of_another"


def test_characters_that_no_database_stores_are_replaced() -> None:
    body = body_of(event(note=["a\x00b", "\ud83d", "\U0001f389"]))
    assert opened(body, signed(body)).body["note"] == ["a\ufffdb", "\ufffd", "\U0001f389"]


def accepted_by_stripe(body: bytes, signature: str | None, secret: str) -> bool:
    # Stripe's own code reads the clock; its age check is turned off and tested above.
    try:
        stripe.WebhookSignature.verify_header(body, signature, secret, tolerance=None)
    except stripe.SignatureVerificationError:
        return False
    return True


def accepted_by_us(body: bytes, signature: str | None, secret: str) -> bool:
    try:
        opened(body, signature, secrets=(secret,))
    except ForgedEvent as forged:
        return forged.reason not in {"unsigned", "header", "signature"}
    return True


AT = int(NOW.timestamp())
HEADERS = st.one_of(
    st.text(alphabet="tv01=, abcdef9_+-", max_size=40),
    st.builds(
        "{0}={1}{2}{3}={4}{5}".format,
        st.sampled_from(["t", " t", "T", "v1"]),
        st.sampled_from([str(AT), f" {AT}", f"+{AT}", f"0{AT}", "1_0", "", "soon", f"{AT}=1"]),
        st.sampled_from([",", ", ", ",,", ""]),
        st.sampled_from(["v1", "v0", " v1", "V1"]),
        st.sampled_from([signed(BODY).split("v1=")[1], "0" * 64, ""]),
        st.sampled_from(["", ",", "=x", ",v1=" + "0" * 64, ",t=5"]),
    ),
)


@given(header=HEADERS, secret=st.sampled_from([SECRET, OLD_SECRET, "", "  "]))
@example(header=signed(BODY), secret=SECRET)
@example(header=f"t=+{AT},v1={signed(BODY).split('v1=')[1]}", secret=SECRET)
def test_signatures_are_judged_as_stripes_own_code_judges_them(header: str, secret: str) -> None:
    assert accepted_by_us(BODY, header, secret) is accepted_by_stripe(BODY, header, secret)


@given(st.text(max_size=60), st.sampled_from([SECRET, "ключ", "k"]))
def test_whatever_stripe_signs_is_proven(text: str, secret: str) -> None:
    body = json.dumps(event(note=text), ensure_ascii=False).encode("utf-8", "replace")
    envelope = opened(body, signed(body, secret=secret), secrets=(secret,))
    assert envelope.external_id == "evt_1"


def test_opening_an_envelope_does_not_import_stripes_package() -> None:
    asked = (
        "import sys, sponsorship.payments.stripe.webhook, sponsorship.payments.inbox,"
        " sponsorship.payments.stripe.client, admin_app.webhooks;"
        " print('stripe' in sys.modules)"
    )
    answer = subprocess.run(
        [sys.executable, "-c", asked], capture_output=True, text=True, check=True
    )
    assert answer.stdout.strip() == "False"
