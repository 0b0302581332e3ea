"""The description of the API: it names every address that exists, and answers are as it says."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from starlette.routing import Route
from starlette.testclient import TestClient

from admin_app.api import assets, placements, price_list, sponsors
from tests.admin_app.api.conftest import Call
from tests.admin_app.public.company import Desk

TYPES: dict[str, tuple[type, ...]] = {
    "array": (list,),
    "boolean": (bool,),
    "integer": (int,),
    "null": (type(None),),
    "object": (dict,),
    "string": (str,),
}
FORMATS = {
    "date": r"\d{4}-\d\d-\d\d",
    "email": r"[^@\s]+@[^@\s]+",
    "uri": r"https?://\S+",
    "uuid": r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}",
}


def references(node: Any) -> Iterator[str]:
    """Every `$ref` below."""
    if isinstance(node, dict):
        if "$ref" in node:
            yield node["$ref"]
        for child in node.values():
            yield from references(child)
    elif isinstance(node, list):
        for child in node:
            yield from references(child)


def found(document: dict[str, Any], reference: str) -> Any:
    node: Any = document
    for part in reference.removeprefix("#/").split("/"):
        node = node[part]
    return node


def check(document: dict[str, Any], schema: dict[str, Any], answer: Any, place: str) -> None:
    """That an answer is as the schema says: types, formats, and no property more or less."""
    if "$ref" in schema:
        schema = found(document, schema["$ref"])
    kinds = schema["type"] if isinstance(schema["type"], list) else [schema["type"]]
    assert isinstance(answer, tuple(t for kind in kinds for t in TYPES[kind])), place
    if "enum" in schema:
        assert answer in schema["enum"], place
    if isinstance(answer, str) and schema.get("format"):
        assert re.fullmatch(FORMATS[schema["format"]], answer), place
    if isinstance(answer, list):
        for number, one in enumerate(answer):
            check(document, schema["items"], one, f"{place}[{number}]")
    if isinstance(answer, dict):
        assert set(answer) == set(schema["required"]) == set(schema["properties"]), place
        for name, value in answer.items():
            check(document, schema["properties"][name], value, f"{place}.{name}")


@pytest.fixture
def document(client: TestClient) -> dict[str, Any]:
    described: dict[str, Any] = client.get("/api/v1/openapi.json").json()
    return described


def test_it_is_an_openapi_document_whose_references_lead_somewhere(
    document: dict[str, Any],
) -> None:
    assert document["openapi"] == "3.1.0"
    assert {"title", "version"} <= set(document["info"])
    assert document["servers"] == [{"url": "http://testserver"}]
    assert all(found(document, one) for one in references(document))
    operations = [one for path in document["paths"].values() for one in path.values()]
    assert len({one["operationId"] for one in operations}) == len(operations)
    for one in operations:
        assert one["summary"]
        assert all(answer["description"] for answer in one["responses"].values())


def test_it_names_every_address_that_exists(document: dict[str, Any]) -> None:
    paths = {
        route.path
        for module in (assets, placements, price_list, sponsors)
        for route in module.routes
        if isinstance(route, Route)
    }
    assert {path for path in paths if f"{path}/" not in paths} == set(document["paths"])


def test_answers_are_as_it_says(
    call: Call, token: Callable[..., str], desk: Desk, document: dict[str, Any]
) -> None:
    desk.show("Northwind Cloud")
    desk.show("Tessera Bank", "associate")
    key = token("placements", "assets", "contacts")
    for path, given in (
        ("/api/v1/sponsors", {}),
        ("/api/v1/price-list", {}),
        ("/api/v2/sponsors/logo-placement/", {}),
        ("/api/v2/sponsors/sponsorship-assets/", {"internal_name": "logo"}),
        ("/api/v1/assets", {"internal_name": "logo"}),
    ):
        answer = call(path, key, **given)
        told = document["paths"][path]["get"]["responses"][str(answer.status_code)]
        assert answer.json()
        check(document, told["content"]["application/json"]["schema"], answer.json(), path)


def test_anybody_may_read_who_sponsors(call: Call, desk: Desk) -> None:
    desk.show("Northwind Cloud")
    answer = call("/api/v1/sponsors")
    (sponsor,) = answer.json()["sponsors"]
    assert (sponsor["name"], sponsor["tier"]["name"]) == ("Northwind Cloud", "Partner")
    assert "example.org" not in str({**sponsor, "website": ""})
    assert answer.headers["cache-control"] == "public, max-age=60"
    again = call("/api/v1/sponsors", headers={"If-None-Match": answer.headers["etag"]})
    assert again.status_code == 304
