"""What sponsors hand in and are handed: asked by benefits, kept under names, refused with a sentence."""

from __future__ import annotations

import io
import zipfile
from datetime import date, timedelta

import pytest
import sqlalchemy as sa

from sponsorship.clock import utc_now
from sponsorship.errors import Invalid
from sponsorship.fulfilment import operations, queries
from sponsorship.fulfilment.models import Asset
from sponsorship.sponsorships import queries as sponsorships
from sponsorship.staff.permissions import StaffRole
from sponsorship.tiers.copying import copy_year, years_later
from sponsorship.tiers.models import BenefitAsset, ProgramYear
from tests.admin_app.desks.desks import Colleague, Desks, told
from tests.admin_app.public.company import logo
from tests.programme.assets import POSTS, agreed, ask_for, hand_in, page_of, wrong
from tests.programme.conftest import Public

V1, V2 = "/api/v1/assets", "/api/v2/sponsors/sponsorship-assets/"
TODAY = utc_now().date()


def values(office: Desks) -> dict[str, str]:
    """What was handed in, by name."""
    with office.story.database.reading() as session:
        found = session.scalars(sa.select(Asset).order_by(Asset.id))
        return {one.internal_name: one.in_words for one in found}


def test_case_36_two_benefits_and_two_years_share_one_asset(office: Desks, public: Public) -> None:
    story = office.story
    ask_for(story, "text", "bio", owner="sponsor", due_on=TODAY + timedelta(days=9))
    ask_for(story, "text", "bio", owner="sponsor", benefit=POSTS, due_on=TODAY)
    sponsorship = agreed(story, TODAY)
    assert hand_in(public, sponsorship, bio="We draw maps.").status_code == 303
    with story.database.reading() as session:
        [place] = queries.places_of(session, sponsorships.get(session, sponsorship.id))
        assert set(place.benefits) == {"Conference passes", POSTS}
        assert (place.text, place.due_on) == ("We draw maps.", TODAY)
    with story.database.unit_of_work() as session:  # the benefit is reset, the value stays
        again = sponsorships.get(session, sponsorship.id)
        for promise in again.promised_benefits:
            operations.take_over_anew(session, promise)
        [place] = queries.places_of(session, again)
        assert place.text == "We draw maps."
    other = agreed(story, TODAY, name="Juniper Press")
    with story.database.reading() as session:
        [theirs] = queries.places_of(session, sponsorships.get(session, other.id))
        assert not theirs.is_there
    with pytest.raises(Invalid, match="uses this internal name for something else"):
        ask_for(story, "image", "bio", benefit="Thank-you post")


def test_case_51_a_form_has_what_is_asked_or_the_one_that_is_named(
    office: Desks, public: Public
) -> None:
    story = office.story
    ask_for(story, "text", "blurb", label="Text for the programme", max_length=20)
    ask_for(story, "image", "banner", min_width=40, max_height=30)
    ask_for(story, "answer", "wants_booth", benefit=POSTS)
    ask_for(story, "text", "hall", direction="provided", is_shared=True, shared_text="Hall <3>")
    sponsorship = agreed(story, TODAY)
    everything, alone = (
        public(page_of(sponsorship)).text,
        public(page_of(sponsorship, "blurb")).text,
    )
    assert ('name="blurb"' in everything, 'name="banner"' in everything) == (True, True)
    assert ('name="blurb"' in alone, 'name="banner"' in alone) == (True, False)
    sent = hand_in(
        public, sponsorship, blurb="Maps!", wants_booth="no", files={"banner": logo(40, 30)}
    )
    assert sent.status_code == 303
    assert values(office) == {"blurb": "Maps!", "banner": "banner.png", "wants_booth": "No"}
    assert 'value="Maps!"' in public(page_of(sponsorship)).text
    home = public(f"/sponsors/applications/{sponsorship.public_token}").text
    assert ("We have everything." in home, "Hall &lt;3&gt;" in home) == (True, True)
    [note] = office.notes("handed_in")
    assert note.by == f"sponsor:{sponsorship.sponsor_id} Fox & Hedgehog Ltd"
    other = agreed(story, TODAY, name="Juniper Press")
    strange = page_of(other).removesuffix("assets") + "assets/banner/file"
    assert public(strange).status_code == 404  # theirs is not there, and ours is not theirs
    assert public(page_of(other, "nothing")).status_code == 404


def test_case_56_assets_are_read_by_name_with_a_token(office: Desks, public: Public) -> None:
    story = office.story
    ask_for(story, "text", "bio", owner="sponsor")
    ask_for(story, "image", "banner")
    ask_for(story, "file", "slides")
    ours, _ = agreed(story, TODAY), agreed(story, TODAY, name="Juniper Press")
    hand_in(public, ours, bio="We draw maps.", files={"banner": logo(300, 300), "slides": b"%PDF"})
    key = public.token("assets")
    assert (public(V1).status_code, public(V1, key=key).status_code) == (401, 400)
    [bio] = public(f"{V1}?internal_name=bio", key=key).json()["assets"]
    assert (bio["value"], bio["content_type"]) == ("We draw maps.", "Sponsor")
    assert public(f"{V2}?internal_name=bio", key=key).json() == [bio]
    both = public(f"{V2}?internal_name=bio&list_empty=true", key=key).json()
    assert [one["value"] for one in both] == ["We draw maps.", ""]
    [banner] = public(f"{V2}?internal_name=banner", key=key).json()
    assert banner["content_type"] == "Sponsorship"
    assert public(banner["value"]).headers["content-type"] == "image/png"
    [slides] = public(f"{V2}?internal_name=slides", key=key).json()
    assert public(slides["value"]).status_code == 401  # a file is between the sponsor and us
    fetched = public(slides["value"], key=key)
    assert (fetched.content, fetched.headers["content-type"]) == (
        b"%PDF",
        "application/octet-stream",
    )
    assert (
        public(banner["value"].replace("/assets/", "/api/v1/assets/files/"), key=key).status_code
        == 404
    )


def test_case_61_what_breaks_a_rule_is_refused_and_the_rest_is_kept(
    office: Desks, public: Public
) -> None:
    story = office.story
    ask_for(story, "text", "blurb", max_length=5)
    ask_for(story, "image", "banner", min_width=300, max_width=400, min_height=100)
    ask_for(story, "text", "motto")
    sponsorship = agreed(story, TODAY)
    answer = hand_in(
        public, sponsorship, blurb="123456", motto="Walk.", files={"banner": logo(299, 100)}
    )
    assert answer.status_code == 422
    assert wrong(answer) == [
        "This text has 6 letters. At most 5 fit here.",
        "This picture has 299 × 100 pixels. Please choose one that is 300 to 400 pixels wide, at"
        " least 100 pixels high.",
    ]
    assert values(office) == {"motto": "Walk."}
    blanked = hand_in(public, sponsorship, name="motto", motto=" ")
    assert wrong(blanked) == ["You handed this in already, so it cannot be left empty."]
    for content, sentence in (
        (logo(401, 100), "This picture has 401 × 100 pixels."),
        (b"GIF89a", "Please choose a PNG, JPEG or WebP picture"),
        (logo(300, 300)[:90], "This picture is damaged"),
    ):
        [said] = wrong(hand_in(public, sponsorship, name="banner", files={"banner": content}))
        assert said.startswith(sentence)
    assert values(office) == {"motto": "Walk."}


def test_nothing_is_handed_in_for_what_is_not_agreed_or_over(office: Desks, public: Public) -> None:
    story = office.story
    ask_for(story, "text", "blurb")
    waiting = story.apply(name="Juniper Press")
    assert public(page_of(waiting)).status_code == 404  # nothing is asked before the approval
    sponsorship = agreed(story, TODAY)
    with story.database.unit_of_work() as session:
        over = sponsorships.get(session, sponsorship.id)
        over.ends_on = over.starts_on = TODAY - timedelta(days=1)
    assert "Nothing can be handed in" in public(page_of(sponsorship)).text
    late = public.client.post(page_of(sponsorship), data={"blurb": "Late.", **_token(public)})
    assert late.status_code == 409
    assert values(office) == {}


def _token(public: Public) -> dict[str, str]:
    page = public("/contact").text
    return {"form_token": page.partition('name="form_token" value="')[2].partition('"')[0]}


@pytest.mark.parametrize(
    ("day", "years", "later"),
    [
        (date(2028, 2, 29), 1, date(2029, 2, 28)),
        (date(2028, 2, 29), 4, date(2032, 2, 29)),
        (date(2027, 2, 28), 1, date(2028, 2, 28)),
        (date(2026, 12, 31), 2, date(2028, 12, 31)),
    ],
)
def test_a_due_day_moves_with_the_year(day: date, years: int, later: date) -> None:
    assert years_later(day, years) == later


def test_case_11_a_copied_year_asks_for_the_same_a_year_later(office: Desks) -> None:
    story = office.story
    ask_for(story, "image", "banner", due_on=date(2028, 2, 29), min_width=500)
    ask_for(story, "text", "hall", direction="provided", is_shared=True, shared_text="Hall 3")
    with story.database.unit_of_work() as session:
        source = session.scalars(sa.select(ProgramYear)).one()
        made = copy_year(
            session,
            source,
            year=source.year + 1,
            title="Next",
            starts_on=date(source.year + 1, 1, 1),
            ends_on=date(source.year + 1, 12, 31),
        )
        copies = session.scalars(
            sa.select(BenefitAsset)
            .where(BenefitAsset.benefit_id.in_([one.id for one in made.benefits]))
            .order_by(BenefitAsset.internal_name)
        )
        assert [
            (one.internal_name, one.due_on, one.min_width, one.shared_text) for one in copies
        ] == [
            ("banner", date(2029, 2, 28), 500, ""),
            ("hall", None, None, "Hall 3"),
        ]


def test_staff_ask_see_hand_in_and_fetch(office: Desks, sumana: Colleague, public: Public) -> None:
    story = office.story
    ask_for(story, "file", "contract_copy")
    sponsorship = agreed(story, TODAY)
    with story.database.reading() as session:
        passes = next(
            one
            for one in sponsorships.get(session, sponsorship.id).promised_benefits
            if one.name == "Conference passes"
        )
    page = f"/admin/desk/years/benefits/{passes.benefit_id}/assets"
    chosen = {"direction": "asked", "owner": "sponsorship", "kind": "text"}
    added = sumana.act(f"{page}/add", label="Booth text", internal_name="booth_text", **chosen)
    assert added.status_code == 303
    refused = sumana.act(f"{page}/add", label="Booth", internal_name="Booth text", **chosen)
    assert "An internal name is made of" in told(refused)
    desk = f"/admin/desk/fulfilment/{sponsorship.id}"
    assert "Booth text" not in sumana.get(desk).text
    assert sumana.press(desk, f"{desk}/take-over").status_code == 303
    assert "Booth text" in sumana.get(desk).text
    act_of = sumana.get(desk).text.partition("Booth text")[2].partition('href="')[2]
    handed = sumana.act(act_of.partition('"')[0], value="Come to booth 7.")
    assert handed.status_code == 303
    hand_in(public, sponsorship, files={"contract_copy": b"PK"})
    assert sumana.get(f"{desk}/assets/contract_copy/file").content == b"PK"
    packed = zipfile.ZipFile(io.BytesIO(sumana.get("/admin/desk/assets.zip").content))
    folder = f"{sponsorship.sponsor.slug}/{sponsorship.reference}"
    assert sorted(packed.namelist()) == [f"{folder}/booth_text.txt", f"{folder}/contract_copy.png"]
    empty = sumana.get("/admin/desk/assets.zip?name=nothing")
    assert told(empty) == "Nothing was handed in under this name yet."
    vera = office.staff("Vera Lind", StaffRole.VIEWER)
    assert vera.get(f"{desk}/assets/contract_copy/file").status_code == 403
    with story.database.reading() as session:
        asked = session.scalars(sa.select(BenefitAsset).order_by(BenefitAsset.id)).all()
    gone = sumana.act(f"/admin/desk/years/benefits/assets/{asked[1].id}/remove")
    assert told(gone) == "Sponsors were told of “Booth text” already, so it stays."
