"""What the benefits of the programme ask for, in the words of the tests."""

from __future__ import annotations

import html
import re
from datetime import date
from typing import Any

import sqlalchemy as sa
from httpx2 import Response

from sponsorship.sponsorships.models import Sponsorship
from sponsorship.tiers import assets
from sponsorship.tiers.assets import AssetFacts
from sponsorship.tiers.models import (
    AssetDirection,
    AssetKind,
    AssetOwner,
    Benefit,
    BenefitAsset,
    ProgramYear,
    ProgramYearStatus,
)
from tests.programme.conftest import Public
from tests.stories.telling import Story

PASSES, POSTS = "Conference passes", "Job board postings"
_HIDDEN = re.compile(r'<input type="hidden" name="([^"]+)" value="([^"]*)"')


def ask_for(
    story: Story,
    kind: str,
    name: str,
    *,
    benefit: str = PASSES,
    owner: str = "sponsorship",
    direction: str = "asked",
    **facts: Any,
) -> BenefitAsset:
    """From now on this benefit of the open year asks for it, or hands it over."""
    with story.database.unit_of_work() as session:
        found = session.scalars(
            sa.select(Benefit)
            .join(Benefit.program_year)
            .where(Benefit.name == benefit, ProgramYear.status == ProgramYearStatus.OPEN)
        ).one()
        return assets.add_asset(
            session,
            found,
            AssetFacts(
                direction=AssetDirection(direction),
                kind=AssetKind(kind),
                owner=AssetOwner(owner),
                internal_name=name,
                label=facts.pop("label", name.replace("_", " ").capitalize()),
                **facts,
            ),
        )


def agreed(story: Story, today: date, **changes: Any) -> Sponsorship:
    """A company whose application is approved for a year from today."""
    sponsorship = story.apply(**changes)
    story.approve(sponsorship, starts_on=today, ends_on=date(today.year + 1, 12, 31))
    return story.sponsorship(sponsorship)


def page_of(sponsorship: Sponsorship, name: str = "") -> str:
    address = f"/sponsors/applications/{sponsorship.public_token}/assets"
    return f"{address}?name={name}" if name else address


def hand_in(
    public: Public,
    sponsorship: Sponsorship,
    *,
    name: str = "",
    files: dict[str, bytes] | None = None,
    **typed: str,
) -> Response:
    """Open the page, fill it in, send it."""
    page = page_of(sponsorship, name)
    unseen = {n: html.unescape(v) for n, v in _HIDDEN.findall(public(page).text)}
    sent = {
        field: (f"{field}.png", content, "image/png") for field, content in (files or {}).items()
    }
    return public.client.post(page, data=unseen | typed, files=sent or {"none": ("", b"", "")})


def wrong(answer: Response) -> list[str]:
    """The sentences beside the fields."""
    found = re.findall(r'class="wrong"[^>]*>.*?</span>(.*?)</span>', answer.text)
    return [html.unescape(one) for one in found]
