"""What a sponsor hands in on its personal page, and what it fetches there."""

from __future__ import annotations

from collections.abc import Mapping

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute

from admin_app.access import LINK, PUBLIC
from admin_app.forms import FIELD_LIMIT, Form
from admin_app.pages import download, flash, path_id, redirect, render, wiring_of
from admin_app.problems import status_of
from admin_app.public.personal import PRIVATE, PRIVATE_FORM, token_of
from admin_app.public.sponsoring import drawing_slots
from admin_app.public.sponsors import LOGO_HEADERS
from admin_app.routing import form, page
from sponsorship import audit
from sponsorship.audit import Actor
from sponsorship.clock import utc_now
from sponsorship.documents import operations as documents
from sponsorship.documents.models import FileKind
from sponsorship.errors import Invalid, NotFound, SponsorshipError, Unavailable
from sponsorship.fulfilment import board, operations, queries
from sponsorship.fulfilment.operations import Value
from sponsorship.fulfilment.queries import Place
from sponsorship.sponsorships import queries as sponsorships
from sponsorship.sponsorships.models import Sponsorship
from sponsorship.tiers.models import AssetKind

UPLOADS = 24 * 2**20
ONE_LINE = 256
"""Texts of at most so many letters get one line to write in."""
HANDED_IN = "Thank you. We have it."


def show_assets(request: Request) -> Response:
    """What is asked for, what is missing first; `name` in the address asks for one alone."""
    sponsorship, places = _asked(request)
    return _page(request, sponsorship, places)


def hand_in(request: Request, sent: Form) -> Response:
    """Keep what is right, and show what is not with a sentence beside it."""
    sponsorship, places = _asked(request)
    values: list[tuple[Place, Value]] = []
    problems: dict[str, str] = {}
    for place in places:
        try:
            value = read_value(sent, place)
        except (Invalid, Unavailable) as refused:
            problems[place.name] = str(refused)
        else:
            if value is not None:
                values.append((place, value))
    try:
        _keep(request, sponsorship, values)
    except SponsorshipError as refusal:
        return _page(request, sponsorship, places, typed=sent.typed, refusal=refusal)
    if problems:
        sponsorship, places = _asked(request)
        return _page(request, sponsorship, places, typed=sent.typed, problems=problems)
    token = sponsorship.public_token
    if not values:
        return redirect(f"/sponsors/applications/{token}/assets")
    return flash(request, redirect(f"/sponsors/applications/{token}"), HANDED_IN)


def read_value(sent: Form, place: Place) -> Value | None:
    """What was handed in for this place; None if nothing was, or what is there already.

    Raises Invalid, also for an empty field where there was something before, or Unavailable.
    """
    terms, field = place.terms, place.name
    if queries.is_file(terms.kind):
        upload = sent.upload(field)
        if upload is None:
            return None
        return operations.checked_file(terms, upload.content, upload.filename)
    given = sent.text(field, longest=FIELD_LIMIT)
    if terms.kind is AssetKind.ANSWER:
        given = given.lower()
    if given == (place.text.lower() if terms.kind is AssetKind.ANSWER else place.text):
        return None
    if not given:
        raise Invalid(field, "You handed this in already, so it cannot be left empty.")
    if terms.kind is AssetKind.ANSWER:
        return operations.checked_answer(terms, given)
    return operations.checked_text(terms, given)


def _keep(request: Request, sponsorship: Sponsorship, values: list[tuple[Place, Value]]) -> None:
    if not values:
        return
    wiring, at = wiring_of(request), utc_now()
    by = Actor("sponsor", sponsorship.sponsor.name, sponsorship.sponsor_id)
    with wiring.database.unit_of_work() as session:
        audit.begin_act(session, by=by, verb="handed_in", subject=sponsorship.subject, at=at)
        again = sponsorships.by_token(session, sponsorship.public_token)
        for place, value in values:
            operations.keep(
                session,
                queries.place_of(session, again, place.name),
                value,
                on=wiring.foundation.calendar.day_of(at),
                at=at,
                by=by,
            )


def _asked(request: Request) -> tuple[Sponsorship, list[Place]]:
    """What the sponsor hands in, or the one that the address names; raises NotFound."""
    token, name = token_of(request, "application"), request.query_params.get("name", "")
    with wiring_of(request).database.reading() as session:
        sponsorship = sponsorships.by_token(session, token)
        places = [one for one in queries.places_of(session, sponsorship) if one.is_asked]
    if name:
        places = [one for one in places if one.name == name]
    if not places:
        raise NotFound("asset")
    return sponsorship, places


def _page(
    request: Request,
    sponsorship: Sponsorship,
    places: list[Place],
    *,
    typed: Mapping[str, str] | None = None,
    problems: Mapping[str, str] | None = None,
    refusal: SponsorshipError | None = None,
) -> Response:
    today = wiring_of(request).foundation.calendar.day_of(utc_now())
    context = {
        "title": "What we need from you",
        "sponsorship": sponsorship,
        "places": places,
        "today": today,
        "is_open": operations.can_hand_in(sponsorship, on=today),
        "one_line": ONE_LINE,
        "name": request.query_params.get("name", ""),
        "typed": typed or {},
        "problems": problems or {},
        "refusal": "" if refusal is None else str(refusal),
    }
    status = 422 if problems else 200
    if refusal is not None:
        status = status_of(refusal)
    return render(
        request, "public/sponsor_assets.html", context, status=status, headers=PRIVATE_FORM
    )


def asset_file(request: Request) -> Response:
    """The file of one asset, handed in or provided, for the holder of the personal link."""
    token, name = token_of(request, "application"), request.path_params["name"]
    with wiring_of(request).database.reading() as session:
        place = queries.place_of(session, sponsorships.by_token(session, token), name)
        if place.file is None:
            raise NotFound("file")
        stored = documents.file_by_token(session, place.file.public_token)
    answer = download(stored.bytes, stored.original_name or name, stored.media_type)
    answer.headers.update(PRIVATE)
    return answer


def proof_file(request: Request) -> Response:
    """The file that shows that one of its benefits was given."""
    token, proof_id = token_of(request, "application"), path_id(request)
    with wiring_of(request).database.reading() as session:
        shown = board.proofs_of(session, sponsorships.by_token(session, token))
        found = [one for held in shown.values() for one in held if one.id == proof_id and one.file]
        if not found or found[0].file is None:
            raise NotFound("file")
        stored = documents.file_by_token(session, found[0].file.public_token)
    answer = download(stored.bytes, stored.original_name or "proof", stored.media_type)
    answer.headers.update(PRIVATE)
    return answer


def picture(request: Request) -> Response:
    """A picture that a sponsor handed in; its name never changes what it shows."""
    token = token_of(request, "file")
    with wiring_of(request).database.reading() as session:
        stored = documents.file_by_token(session, token)
    if stored.kind is not FileKind.PICTURE:
        raise NotFound("file")
    headers = LOGO_HEADERS | {"ETag": f'"{stored.sha256}"'}
    if request.headers.get("if-none-match") == headers["ETag"]:
        return Response(status_code=304, headers=headers)
    return Response(stored.bytes, media_type=stored.media_type, headers=headers)


routes: list[BaseRoute] = [
    page("/sponsors/applications/{token}/assets", show_assets, access=LINK),
    form(
        "/sponsors/applications/{token}/assets", hand_in, access=LINK, name="hand_in",
        uploads=UPLOADS, limiter=drawing_slots,
    ),
    page("/sponsors/applications/{token}/assets/{name}/file", asset_file, access=LINK),
    page("/sponsors/applications/{token}/proofs/{id}/file", proof_file, access=LINK,
         name="sponsor_proof_file"),
    page("/assets/{token}", picture, access=PUBLIC, name="asset_picture"),
]  # fmt: skip
