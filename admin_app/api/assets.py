"""What sponsors handed in and what we hand to them, by name; and the files themselves.

Pictures have an address that anybody may show. Other files pass between a sponsor and us: they are
fetched with the token that may read of them.
"""

from __future__ import annotations

import uuid
from datetime import date
from typing import Any

from sqlalchemy.orm import Session
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute

from admin_app.api.tokens import TurnedAway, refused, scopes_of
from admin_app.pages import download, wiring_of
from admin_app.public.personal import token_of
from admin_app.routing import machine
from sponsorship.documents import operations as documents
from sponsorship.documents.models import FileKind, StoredFile
from sponsorship.errors import NotFound
from sponsorship.fulfilment import queries as fulfilment
from sponsorship.fulfilment.queries import Place
from sponsorship.tiers.models import AssetOwner

ASSET_IDS = uuid.UUID("5d0c3f6e-2f5b-4a7e-9f44-0f2b6b1f7c11")
_TYPES = {AssetOwner.SPONSOR: "Sponsor", AssetOwner.SPONSORSHIP: "Sponsorship"}


def named(
    session: Session, name: str, day: date, *, origin: str, list_empty: bool
) -> list[dict[str, Any]]:
    """The assets of this name, one for each owner, of the sponsorships that are agreed."""
    owners: dict[tuple[AssetOwner, int], Place] = {}
    for place in fulfilment.places_agreed_on(session, day, internal_name=name):
        owners.setdefault((place.terms.owner, place.owner_id), place)
    return [_as_json(one, origin) for one in owners.values() if one.is_there or list_empty]


def _as_json(place: Place, origin: str) -> dict[str, Any]:
    sponsor, owner = place.sponsorship.sponsor, place.terms.owner
    subject = f"{owner.value}:{place.owner_id}:{place.name}"
    return {
        "internal_name": place.name,
        "uuid": str(uuid.uuid5(ASSET_IDS, subject)),
        "value": origin + path_of(place.file) if place.file else place.text,
        "content_type": _TYPES[owner],
        "sponsor": sponsor.name,
        "sponsor_slug": sponsor.slug,
    }


def path_of(file: StoredFile) -> str:
    """Where a program gets the file of an asset."""
    if file.kind is FileKind.PICTURE:
        return f"/assets/{file.public_token}"
    return f"/api/v1/assets/files/{file.public_token}"


def file(request: Request) -> Response:
    """A file for programs whose token may read assets."""
    try:
        scopes_of(request, "assets")
        stored = _private(request)
    except TurnedAway as refusal:
        return refused(refusal)
    except NotFound:
        return refused(TurnedAway(404, {"detail": "Not found."}))
    return download(stored.bytes, stored.original_name or "file", stored.media_type)


def _private(request: Request) -> StoredFile:
    token = token_of(request, "file")
    with wiring_of(request).database.reading() as session:
        stored = documents.file_by_token(session, token)
    if stored.kind is not FileKind.PRIVATE:
        raise NotFound("file")
    return stored


routes: list[BaseRoute] = [
    machine("/api/v1/assets/files/{token}", file, name="asset_file"),
]
