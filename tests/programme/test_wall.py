"""What other sites show: the wall in a frame and as a fragment, and badges that stay true."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import timedelta

from sponsorship.clock import utc_now
from sponsorship.sponsorships.models import Sponsorship
from tests.admin_app.desks.desks import Colleague
from tests.admin_app.public.company import logo
from tests.programme.conftest import Public
from tests.programme.test_logos import DRAWING, desk_of, hand_in

Show = Callable[..., Sponsorship]
WALL = "/sponsors/wall"


def test_the_wall_stands_in_any_frame_and_runs_nothing(
    sumana: Colleague, public: Public, shown: Show
) -> None:
    hand_in(sumana, shown(), "web", logo(), "logo.png")
    answer = public(WALL)
    policy = answer.headers["content-security-policy"]
    assert "frame-ancestors *" in policy
    assert "default-src 'none'" in policy
    assert "x-frame-options" not in answer.headers
    assert "<script" not in answer.text
    assert "set-cookie" not in answer.headers
    assert 'alt="Fox &amp; Hedgehog Ltd"' in answer.text
    again = public(WALL, if_none_match=answer.headers["etag"])
    assert (again.status_code, again.content) == (304, b"")
    for other in ("/sponsors", "/sponsors/wall/embed", f"{WALL}?theme=pink"):
        refused = public(other)
        assert refused.headers["x-frame-options"] == "DENY"
        assert "frame-ancestors 'none'" in refused.headers["content-security-policy"]


def test_a_fragment_is_for_every_site_with_whole_addresses(
    sumana: Colleague, public: Public, shown: Show
) -> None:
    hand_in(sumana, shown(name='Fox "<b>" Ltd'), "web", DRAWING)
    answer = public(f"{WALL}/fragment")
    assert answer.headers["access-control-allow-origin"] == "*"
    assert answer.text.startswith('<div class="sponsor-wall"')
    assert "<b>" not in answer.text
    assert set(re.findall(r'(?:src|href)="(https?://[^/"]+)', answer.text)) == {
        "https://fund.example",
        "https://foxhedgehog.example",
    }


def test_a_dark_ground_gets_the_white_logo(sumana: Colleague, public: Public, shown: Show) -> None:
    sponsorship = shown()
    hand_in(sumana, sponsorship, "web", logo(), "logo.png")
    hand_in(sumana, sponsorship, "white", DRAWING)
    found = re.compile(r"<source [^>]*>")
    assert found.findall(public(f"{WALL}?theme=light").text) == []
    [dark] = found.findall(public(f"{WALL}?theme=dark").text)
    [either] = found.findall(public(WALL).text)
    assert "media" not in dark
    assert 'media="(prefers-color-scheme: dark)"' in either


def test_the_wall_can_be_of_some_tiers_or_of_one_site(public: Public, shown: Show) -> None:
    shown()
    shown("Juniper Press", tier_slug="associate")
    assert "Juniper" not in public(f"{WALL}?tier=partner").text
    assert "Juniper" in public(f"{WALL}?tier=partner&tier=associate").text
    assert "Juniper" in public(f"{WALL}?publisher=psf").text
    assert "Nobody is listed here today." in public(f"{WALL}?publisher=core").text
    wrong = public(f"{WALL}?publisher=nobody")
    assert wrong.status_code == 422
    assert "psf, pycon, pypi, core" in wrong.text


def test_a_badge_says_what_is_true_today(sumana: Colleague, public: Public, shown: Show) -> None:
    today = utc_now().date()
    current = shown()
    over = shown(
        "Juniper Press",
        starts_on=today - timedelta(days=30),
        ends_on=today - timedelta(days=1),
    )
    later = shown("Birch Ltd", starts_on=today + timedelta(days=1))
    page = "/sponsors/badges/2026/fox-hedgehog-ltd"
    assert f'href="{page}"' in sumana.get(desk_of(current)).text
    assert "Sponsor of Example Software Foundation, Partner, 2026" in public(page).text
    assert (
        "Sponsored Example Software Foundation, in 2026"
        in public("/sponsors/badges/2026/juniper-press").text
    )
    assert f'href="/sponsors/badges/2026/{over.sponsor.slug}"' in sumana.get(desk_of(over)).text
    assert "/sponsors/badges/" not in sumana.get(desk_of(later)).text
    for nothing in ("2026/birch-ltd.svg", "2025/fox-hedgehog-ltd.svg", "26/x.svg", "2026/x.png"):
        assert public(f"/sponsors/badges/{nothing}").status_code == 404
    drawing, picture = public(f"{page}.svg"), public(f"{page}.png")
    assert drawing.headers["content-type"] == "image/svg+xml"
    assert drawing.content.startswith(b"<svg")
    assert picture.content.startswith(b"\x89PNG")
    assert drawing.headers["cache-control"] == "public, max-age=3600"
    again = public(f"{page}.svg", if_none_match=drawing.headers["etag"])
    assert again.status_code == 304
