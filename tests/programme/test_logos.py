"""Logos in their forms: what staff hand in, what is refused, where it is shown, who may read of it."""

from __future__ import annotations

from collections.abc import Callable

from sponsorship.sponsorships.models import LogoVariant, Sponsorship
from sponsorship.staff.permissions import StaffRole
from tests.admin_app.desks.desks import Colleague, Desks, told
from tests.admin_app.public.company import logo
from tests.programme.conftest import Public

PLACEMENTS = "/api/v2/sponsors/logo-placement/"
ASSETS = "/api/v2/sponsors/sponsorship-assets/"
DRAWING = b"""<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 300 100" onload="alert(1)">
<script>alert(1)</script><path d="M0 0h300v100z" fill="#fff"/></svg>"""

Show = Callable[..., Sponsorship]


def desk_of(sponsorship: Sponsorship) -> str:
    return f"/admin/desk/sponsorships/{sponsorship.id}"


def hand_in(
    staff: Colleague, sponsorship: Sponsorship, variant: str, content: bytes, name: str = "logo.svg"
) -> str:
    """Hand a logo in at the desk; what the desk says."""
    answer = staff.act(
        f"{desk_of(sponsorship)}/logo",
        variant=variant,
        files={"logo": (name, content, "application/octet-stream")},
    )
    if answer.status_code == 303:
        return told(staff.get(answer.headers["location"]))
    assert answer.status_code == 422
    return told(answer)


def addresses(office: Desks, sponsorship: Sponsorship) -> dict[str, str]:
    logos = office.story.sponsorship(sponsorship).sponsor.logos
    return {
        variant.value: f"{office.story.settings.origin}/logos/{file.public_token}"
        for variant, file in logos.items()
        if file
    }


def test_case_34_a_drawing_is_accepted_for_print_and_cleaned(
    office: Desks, sumana: Colleague, public: Public, shown: Show
) -> None:
    sponsorship = shown()
    assert hand_in(sumana, sponsorship, "print", DRAWING) == (
        "Kept as the print logo of Fox & Hedgehog Ltd; it is shown from now on."
    )
    answer = public(addresses(office, sponsorship)["print"])
    assert answer.headers["content-type"] == "image/svg+xml"
    assert answer.headers["content-security-policy"] == "sandbox; default-src 'none'"
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert answer.headers["cache-control"] == "public, max-age=31536000, immutable"
    assert b"alert" not in answer.content
    assert b"M0 0h300v100z" in answer.content
    [note] = office.notes("replaced_logo")
    assert (note.by, note.subject) == (sumana.actor, f"sponsorship:{sponsorship.id}")


def test_case_55_the_feed_lists_placements_with_the_logo_for_dark_grounds(
    office: Desks, sumana: Colleague, public: Public, shown: Show
) -> None:
    """The rest of the case, field by field and filter by filter, is in tests/admin_app/api."""
    sponsorship, other = shown(), shown("Juniper Press")
    for variant in LogoVariant:
        hand_in(sumana, sponsorship, variant.value, DRAWING)
    key = public.token("placements")
    listed = public(PLACEMENTS, key=key).json()
    ours = [one for one in listed if one["sponsor"] == "Fox & Hedgehog Ltd"]
    theirs = [one for one in listed if one["sponsor"] == other.sponsor.name]
    at = addresses(office, sponsorship)
    assert {(one["logo"], one["white_logo"]) for one in ours} == {(at["web"], at["white"])}
    assert {(one["logo"], one["white_logo"]) for one in theirs} == {(None, None)}
    wrong = public(f"{PLACEMENTS}?publisher=nobody&flight=nowhere", key=key)
    assert (wrong.status_code, set(wrong.json())) == (400, {"publisher", "flight"})
    assert public(PLACEMENTS).status_code == 401
    assert public(PLACEMENTS, key=public.token("assets")).status_code == 403


def test_case_56_every_form_of_a_logo_is_an_asset_by_its_name(
    office: Desks, sumana: Colleague, public: Public, shown: Show
) -> None:
    sponsorship = shown()
    hand_in(sumana, sponsorship, "white", DRAWING)
    key = public.token("assets")
    [white] = public(f"{ASSETS}?internal_name=white_logo", key=key).json()
    assert white["value"] == addresses(office, sponsorship)["white"]
    assert public(f"{ASSETS}?internal_name=print_logo", key=key).json() == []
    [empty] = public(f"{ASSETS}?internal_name=print_logo&list_empty=true", key=key).json()
    assert (empty["value"], empty["uuid"] != white["uuid"]) == ("", True)
    missing = public(ASSETS, key=key)
    assert (missing.status_code, set(missing.json())) == (400, {"internal_name"})


REFUSED = (
    ("web", logo(255, 100), "Please choose one with at least 256 pixels on its longer side"),
    ("print", logo(999, 100), "Please choose one with at least 1,000 pixels"),
    ("white", DRAWING.replace(b"path", b"foreignObject"), "convert it to plain shapes"),
    ("web", b'<!DOCTYPE svg [<!ENTITY a "b">]>' + DRAWING, "defines entities"),
    ("web", b"%!PS-Adobe-3.0 EPSF-3.0", "Please choose an SVG, PNG, JPEG or WebP file"),
    ("web", b"", "This file is empty."),
    ("poster", DRAWING, "Please choose one of the offered values."),
)


def test_case_61_a_logo_that_is_too_small_or_none_is_refused_beside_its_field(
    office: Desks, sumana: Colleague, shown: Show
) -> None:
    sponsorship = shown()
    for variant, content, sentence in REFUSED:
        assert sentence in hand_in(sumana, sponsorship, variant, content)
    assert addresses(office, sponsorship) == {}


def test_case_64_a_sponsor_and_its_logo_are_on_the_public_page_at_once(
    office: Desks, sumana: Colleague, public: Public, shown: Show
) -> None:
    before = public("/sponsors").text
    sponsorship = shown()
    assert "Fox &amp; Hedgehog" not in before
    assert "Fox &amp; Hedgehog" in public("/sponsors").text
    hand_in(sumana, sponsorship, "web", logo(), "logo.png")
    first = addresses(office, sponsorship)["web"]
    hand_in(sumana, sponsorship, "web", DRAWING)
    page = public("/sponsors").text
    assert addresses(office, sponsorship)["web"].removeprefix("https://fund.example") in page
    assert public(first).headers["content-type"] == "image/png"  # pages that others keep stay whole


def test_only_those_who_keep_sponsors_change_logos(office: Desks, shown: Show) -> None:
    vera = office.staff("Vera Lind", StaffRole.VIEWER)
    page = desk_of(shown())
    assert vera.get(f"{page}/logo").status_code == 403
    assert "Hand in a logo" not in vera.get(page).text
