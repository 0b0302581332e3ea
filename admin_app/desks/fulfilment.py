"""What sponsors handed in and what we hand to them: seen, fetched, and handed in for them."""

from __future__ import annotations

import io
import re
import zipfile

from sqlalchemy.orm import Session
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute

from admin_app.auth import staff
from admin_app.desks import frame
from admin_app.desks.board import ACTS as BENEFIT_ACTS
from admin_app.desks.frame import Act, Field, act, workflow
from admin_app.desks.private_files import UPLOADS
from admin_app.menu import MenuEntry
from admin_app.pages import download, path_id, wiring_of
from admin_app.routing import page
from sponsorship.clock import utc_now
from sponsorship.documents import operations as documents
from sponsorship.errors import Invalid, NotFound
from sponsorship.fulfilment import board, operations, queries
from sponsorship.fulfilment.models import PromisedAsset
from sponsorship.fulfilment.queries import Place
from sponsorship.sponsorships import queries as sponsorships
from sponsorship.sponsorships.models import PromisedBenefit, Sponsorship
from sponsorship.staff.permissions import Capability
from sponsorship.tiers.models import AssetKind, AssetOwner
from sponsorship.workflows import reporting_back

HOME = "/admin/desk/fulfilment"
ASSETS = "/admin/desk/assets"
LARGEST_ZIP = 200 * 2**20


def _found(session: Session, request: Request) -> Sponsorship:
    return sponsorships.get(session, path_id(request))


def show_fulfilment(request: Request) -> Response:
    """What passes between us and one sponsor, benefit by benefit."""
    today = wiring_of(request).foundation.calendar.day_of(utc_now())
    with wiring_of(request).database.reading() as session:
        sponsorship = _found(session, request)
        places = queries.places_of(session, sponsorship)
        shown = board.proofs_of(session, sponsorship)
        reasons = board.reasons_of(session, sponsorship)
    return frame.desk_page(
        request,
        "desks/fulfilment/show.html",
        title=f"Fulfilment of {sponsorship.reference}",
        sponsorship=sponsorship,
        asked=[one for one in places if one.is_asked],
        provided=[one for one in places if not one.is_asked],
        promises=[one for one in sponsorship.promised_benefits if not one.is_released],
        is_open=operations.can_hand_in(sponsorship, on=today),
        today=today,
        acts=ACTS,
        benefit_acts=BENEFIT_ACTS,
        is_agreed=sponsorship.status in queries.AGREED,
        shown=shown,
        reasons=reasons,
    )


def list_assets(request: Request) -> Response:
    """Every asset of the agreed sponsorships, or those of one name, what is missing first."""
    return _assets_page(request)


def _assets_page(request: Request, *, refusal: str = "") -> Response:
    name = request.query_params.get("name", "")[:128]
    today = wiring_of(request).foundation.calendar.day_of(utc_now())
    with wiring_of(request).database.reading() as session:
        names = queries.assets_asked(session)
        places = queries.places_agreed_on(session, today, internal_name=name)
    places.sort(key=lambda one: one.is_there)
    return frame.desk_page(
        request,
        "desks/fulfilment/assets.html",
        title="Assets",
        names=names,
        name=name,
        places=places,
        today=today,
        may_export=Capability.EXPORT,
        refusal=refusal,
    )


def asset_file(request: Request) -> Response:
    """The file that was handed in, or that we hand over, under that name."""
    with wiring_of(request).database.reading() as session:
        sponsorship = _found(session, request)
        place = queries.place_of(session, sponsorship, request.path_params["name"])
        if place.file is None:
            raise NotFound("file")
        stored = documents.file_by_token(session, place.file.public_token)
    return download(stored.bytes, stored.original_name or place.name, stored.media_type)


def assets_as_zip(request: Request) -> Response:
    """What was handed in under one name, a folder for each sponsor."""
    name = request.query_params.get("name", "")[:128]
    today = wiring_of(request).foundation.calendar.day_of(utc_now())
    kept, size = io.BytesIO(), 0
    with wiring_of(request).database.reading() as session:
        found = queries.places_agreed_on(session, today, internal_name=name, is_asked=True)
        there = {path_in_zip(one): one for one in found if one.is_there}
        with zipfile.ZipFile(kept, "w", zipfile.ZIP_DEFLATED) as packed:
            for path, place in there.items():
                content = _content(session, place)
                size += len(content)
                if size > LARGEST_ZIP:
                    return _assets_page(
                        request, refusal="This is more than 200 MB: take one asset alone."
                    )
                packed.writestr(path, content)
    if not there:
        return _assets_page(request, refusal="Nothing was handed in under this name yet.")
    return download(kept.getvalue(), f"{name or 'assets'}.zip", "application/zip")


def path_in_zip(place: Place) -> str:
    """Its folder and name: the sponsor's slug is its own, whatever its name looks like."""
    ending = ".txt"
    if place.file is not None:
        ending = ".png"
        if place.terms.kind is AssetKind.FILE:
            named = re.search(r"\.[A-Za-z0-9]{1,10}\Z", place.file.original_name)
            ending = named[0].lower() if named else ".bin"
    year = "" if place.terms.owner is AssetOwner.SPONSOR else f"{place.sponsorship.reference}/"
    return f"{place.sponsorship.sponsor.slug}/{year}{place.name}{ending}"


def _content(session: Session, place: Place) -> bytes:
    if place.file is None:
        return place.text.encode()
    return documents.file_by_token(session, place.file.public_token).bytes


def _promised(session: Session, request: Request) -> PromisedAsset:
    promised = frame.found(session, PromisedAsset, request)
    session.refresh(promised, ["promised_benefit"])  # the way back leads over it
    return promised


def _page_of(promised: PromisedAsset) -> str:
    return f"{HOME}/{promised.promised_benefit.sponsorship_id}"


def _value_fields(_: Session, promised: PromisedAsset) -> list[Field]:
    kinds = {
        AssetKind.TEXT: ("Text", "text", ()),
        AssetKind.ANSWER: ("Answer", "choice", (("yes", "Yes"), ("no", "No"))),
        AssetKind.IMAGE: ("Picture", "file", ()),
        AssetKind.FILE: ("File", "file", ()),
    }
    label, kind, options = kinds[promised.kind]
    return [Field("value", label, kind, hint=promised.size_rule, options=options)]


@workflow(
    f"{HOME}/assets/{{id}}/hand-in",
    may=Capability.KEEP_SPONSORS,
    of=_promised,
    verb="handed_in",
    title="Hand in",
    button="Hand in",
    fields=_value_fields,
    uploads=UPLOADS,
    back=_page_of,
)
def hand_in(one: Act[PromisedAsset]) -> str:
    """What the sponsor sent us otherwise, or what we hand to this sponsor."""
    terms = one.subject
    if terms.is_shared:
        raise Invalid("value", "This is the same for all sponsors: change it in the catalogue.")
    try:
        if queries.is_file(terms.kind):
            sent = one.form.upload("value")
            value = operations.checked_file(
                terms, sent.content if sent else b"", sent.filename if sent else ""
            )
        elif terms.kind is AssetKind.ANSWER:
            value = operations.checked_answer(terms, one.form.line("value"))
        else:
            value = operations.checked_text(terms, one.form.text("value"))
    except Invalid as wrong:
        raise Invalid("value", str(wrong)) from wrong
    with one.noted() as session:
        promised = session.get_one(PromisedAsset, terms.id)
        sponsorship = sponsorships.get(session, promised.promised_benefit.sponsorship_id)
        operations.keep(
            session,
            queries.place_of(session, sponsorship, promised.internal_name),
            value,
            on=one.wiring.foundation.calendar.day_of(one.at),
            at=one.at,
            by=one.by,
        )
    return f"{terms.label} is kept."


@act(
    f"{HOME}/{{id}}/take-over",
    may=Capability.KEEP_SPONSORS,
    of=_found,
    verb="took_over_assets",
    title="Take over from the catalogue",
    button="Take over what the catalogue asks for",
    back=lambda sponsorship: f"{HOME}/{sponsorship.id}",
)
def take_over(one: Act[Sponsorship]) -> str:
    """What was added to the catalogue since the approval; what is there stays as it is."""
    if one.subject.status not in queries.AGREED:
        raise operations.NothingToHandIn(one.subject)
    operations.take_over(one.session, one.subject)
    return "What the catalogue asks for is taken over."


@act(
    f"{HOME}/benefits/{{id}}/anew",
    may=Capability.KEEP_SPONSORS,
    of=PromisedBenefit,
    verb="took_over_assets_anew",
    title="Take over anew",
    button="Take over anew",
    warning="The rules and days of this benefit's assets become those of the catalogue. What was handed in"
    " stays.",
    back=lambda promise: f"{HOME}/{promise.sponsorship_id}",
)
def take_over_anew(one: Act[PromisedBenefit]) -> str:
    """The rules and days as the catalogue has them now."""
    if one.subject.sponsorship.status not in queries.AGREED:
        raise operations.NothingToHandIn(one.subject.sponsorship)
    operations.take_over_anew(one.session, one.subject)
    return f"{one.subject.name} asks for what the catalogue asks for now."


@act(
    f"{HOME}/{{id}}/report",
    may=Capability.SEND_LETTERS,
    of=_found,
    verb="sent_report",
    title="Send the report",
    button="Send the report",
    warning="The primary contacts get a letter with the report as it stands now, as a PDF. What was sent is"
    " kept for ever.",
    back=lambda sponsorship: f"{HOME}/{sponsorship.id}",
)
def send_report(one: Act[Sponsorship]) -> str:
    """What was promised and what became of it, to the sponsor."""
    reporting_back.send(
        one.session, one.subject, foundation=one.wiring.foundation, at=one.at, by=one.by
    )
    return f"The report goes to {one.subject.sponsor.name}."


ACTS = {
    "hand_in": hand_in,
    "take_over": take_over,
    "take_over_anew": take_over_anew,
    "send_report": send_report,
}

menu = [MenuEntry("Assets", ASSETS, "Sponsors")]
routes: list[BaseRoute] = [
    page(ASSETS, list_assets, access=staff()),
    page(f"{ASSETS}.zip", assets_as_zip, access=staff(Capability.EXPORT)),
    page(HOME + "/{id}", show_fulfilment, access=staff()),
    page(HOME + "/{id}/assets/{name}/file", asset_file, access=staff(Capability.KEEP_SPONSORS)),
    *(route for one in ACTS.values() for route in one.routes),
]
