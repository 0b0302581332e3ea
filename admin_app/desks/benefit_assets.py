"""What a benefit of the catalogue asks of its sponsors, and hands to them."""

from __future__ import annotations

from sqlalchemy.orm import Session
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute

from admin_app.auth import staff
from admin_app.desks import frame, private_files
from admin_app.desks.frame import Act, Field, act
from admin_app.forms import Form
from admin_app.pages import wiring_of
from admin_app.routing import page
from sponsorship.fulfilment import queries as fulfilment
from sponsorship.staff.permissions import Capability
from sponsorship.tiers import assets
from sponsorship.tiers.assets import AssetFacts
from sponsorship.tiers.models import (
    AssetDirection,
    AssetKind,
    AssetOwner,
    Benefit,
    BenefitAsset,
)

HOME = "/admin/desk/years/benefits"
_DIRECTIONS = (
    (AssetDirection.ASKED.value, "The sponsor hands it in"),
    (AssetDirection.PROVIDED.value, "We hand it to the sponsor"),
)
_KINDS = (
    (AssetKind.IMAGE.value, "Picture"),
    (AssetKind.TEXT.value, "Text"),
    (AssetKind.ANSWER.value, "Yes or no"),
    (AssetKind.FILE.value, "File"),
)
_OWNERS = (
    (AssetOwner.SPONSORSHIP.value, "For this year alone"),
    (AssetOwner.SPONSOR.value, "Of the sponsor, in every year"),
)
_SIDES = (
    ("min_width", "At least so many pixels wide"),
    ("max_width", "At most so many pixels wide"),
    ("min_height", "At least so many pixels high"),
    ("max_height", "At most so many pixels high"),
)


def show_assets(request: Request) -> Response:
    """Everything that passes between us and whoever has this benefit."""
    with wiring_of(request).database.reading() as session:
        benefit = frame.found(session, Benefit, request)
        found = list(benefit.assets)
        year = benefit.program_year
        shared = {one.id: one.shared_file for one in found}
    return frame.desk_page(
        request,
        "desks/years/assets.html",
        title=f"Assets of {benefit.name}",
        benefit=benefit,
        year=year,
        assets=found,
        shared=shared,
        acts=ACTS,
    )


def _fields(_: Session, subject: Benefit | BenefitAsset) -> list[Field]:
    held = subject if isinstance(subject, BenefitAsset) else None

    def shown(name: str, usual: str = "") -> str:
        value = getattr(held, name, None)
        return usual if value is None else str(getattr(value, "value", value))

    return [
        Field("label", "What it is called", initial=shown("label"),
              hint="Sponsors read this, like “Text for the programme”."),
        Field("direction", "Who hands it in", "choice", options=_DIRECTIONS,
              initial=shown("direction", AssetDirection.ASKED.value)),
        Field("kind", "What it is", "choice", options=_KINDS,
              initial=shown("kind", AssetKind.IMAGE.value)),
        Field("owner", "For how long it counts", "choice", options=_OWNERS,
              initial=shown("owner", AssetOwner.SPONSORSHIP.value)),
        Field("internal_name", "Internal name", initial=shown("internal_name"),
              hint="Programs ask for it by this name. Benefits of a year with the same name share it."),
        Field("help_text", "Help", "text", is_required=False, initial=shown("help_text")),
        Field("due_on", "Due on", "day", is_required=False,
              initial=held.due_on.isoformat() if held and held.due_on else ""),
        *(Field(name, f"Picture: {label[0].lower()}{label[1:]}", "whole", is_required=False,
                initial=shown(name)) for name, label in _SIDES),
        Field("max_length", "Text: at most so many letters", "whole", is_required=False,
              initial=shown("max_length")),
        Field("is_shared", "From us: the same for every sponsor", "flag",
              initial="yes" if held and held.is_shared else ""),
        Field("shared_text", "The text that is the same for all", "text", is_required=False,
              initial=shown("shared_text")),
        Field("shared_file", "The file that is the same for all", "file", is_required=False),
    ]  # fmt: skip


def _facts(form: Form) -> AssetFacts:
    def whole(name: str) -> int | None:
        return form.whole(name) if form.line(name) else None

    return AssetFacts(
        direction=form.choice("direction", AssetDirection),
        kind=form.choice("kind", AssetKind),
        owner=form.choice("owner", AssetOwner),
        internal_name=form.line("internal_name", longest=128),
        label=form.line("label", longest=256),
        help_text=form.text("help_text", longest=2000),
        due_on=form.day_if_given("due_on"),
        **{name: whole(name) for name, _ in _SIDES},
        max_length=whole("max_length"),
        is_shared=form.flag("is_shared"),
        shared_text=form.text("shared_text"),
    )


def _own_page(benefit: Benefit) -> str:
    return f"{HOME}/{benefit.id}/assets"


def _page_of_benefit(asset: BenefitAsset) -> str:
    return f"{HOME}/{asset.benefit_id}/assets"


@act(
    f"{HOME}/{{id}}/assets/add",
    may=Capability.KEEP_CATALOGUE,
    of=Benefit,
    verb="added_asset",
    title="Add an asset",
    button="Add an asset",
    fields=_fields,
    uploads=private_files.UPLOADS,
    back=_own_page,
)
def add_asset(one: Act[Benefit]) -> str:
    """Sponsorships that are approved from now on have it."""
    added = assets.add_asset(
        one.session,
        one.subject,
        _facts(one.form),
        shared_file=private_files.sent_along(one, "shared_file"),
    )
    return f"{added.label} is added, for sponsorships that are approved from now on."


@act(
    f"{HOME}/assets/{{id}}/change",
    may=Capability.KEEP_CATALOGUE,
    of=BenefitAsset,
    verb="changed_asset",
    title="Change the asset",
    button="Change",
    fields=_fields,
    uploads=private_files.UPLOADS,
    back=_page_of_benefit,
)
def change_asset(one: Act[BenefitAsset]) -> str:
    """Other words, days or limits for sponsorships that are approved from now on."""
    assets.change_asset(
        one.session,
        one.subject,
        _facts(one.form),
        shared_file=private_files.sent_along(one, "shared_file"),
    )
    return f"{one.subject.label} is changed."


@act(
    f"{HOME}/assets/{{id}}/remove",
    may=Capability.KEEP_CATALOGUE,
    of=BenefitAsset,
    verb="removed_asset",
    title="Remove the asset",
    button="Remove",
    warning="Sponsorships that are approved from now on do not have it.",
    back=_page_of_benefit,
)
def remove_asset(one: Act[BenefitAsset]) -> str:
    """The benefit neither asks for it nor hands it over any more."""
    is_promised = fulfilment.is_promised(one.session, one.subject)
    assets.remove_asset(one.session, one.subject, is_promised=is_promised)
    return f"{one.subject.label} is removed."


ACTS = {"add": add_asset, "change": change_asset, "remove": remove_asset}

routes: list[BaseRoute] = [
    page(HOME + "/{id}/assets", show_assets, access=staff()),
    *(route for one in ACTS.values() for route in one.routes),
]
