"""The list of sponsors for programs: in pages that stay in order while sponsors come and go."""

from __future__ import annotations

from base64 import urlsafe_b64encode
from collections.abc import Callable

from sponsorship.sponsorships.models import Sponsorship
from tests.programme.conftest import Public

LIST = "/api/v1/sponsors"
NOTHING = "A whole number from 1 to 500 is required."


def test_pages_follow_each_other_without_gap_or_repeat(
    public: Public, shown: Callable[..., Sponsorship]
) -> None:
    for name in ("Élan Vital", "Alder & Co", "Birch Ltd"):
        shown(name)
    shown("Zebra Bank", tier_slug="visionary")

    first = public(f"{LIST}?limit=2")
    assert [one["name"] for one in first.json()["sponsors"]] == ["Zebra Bank", "Alder & Co"]
    assert first.headers["link"] == f'<{first.json()["next"]}>; rel="next"'
    shown("Acorn Ltd")  # comes before what was read, and shifts nothing
    second = public(first.json()["next"])
    assert [one["name"] for one in second.json()["sponsors"]] == ["Birch Ltd", "Élan Vital"]
    assert second.json()["next"] is None
    assert "link" not in second.headers
    again = public(first.json()["next"], if_none_match=second.headers["etag"])
    assert again.status_code == 304
    assert len(public(LIST).json()["sponsors"]) == 5


def test_a_wrong_limit_or_cursor_is_named(public: Public) -> None:
    for limit in ("0", "501", "-1", "1.5", "ten", "", "9" * 40, "٣"):
        answer = public(f"{LIST}?limit={limit}")
        assert (answer.status_code, answer.json()) == (400, {"limit": [NOTHING]})
    places = (b"[1]", b'{"a": 1}', b'[1, "a\\u0000", 2]', b'[1, "\\ud800", 2]', b'["1", "a", 2]')
    made = [urlsafe_b64encode(one).decode().rstrip("=") for one in (*places, b"[" * 1480, b"\xff")]
    huge = urlsafe_b64encode(b'[99999999999999999999, "a", 2]').decode().rstrip("=")
    for cursor in (*made, huge, "", "?", "x" * 3000, "AAAAA"):
        answer = public(f"{LIST}?limit=x&cursor={cursor}")
        assert (answer.status_code, set(answer.json())) == (400, {"limit", "cursor"}), cursor
