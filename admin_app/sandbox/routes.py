"""Which function answers which call of the API, and the pages and expansions they share."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from admin_app.sandbox.errors import NoSuchObject
from admin_app.sandbox.store import JsonObject
from admin_app.sandbox.world import World


@dataclass(frozen=True)
class Call:
    """One API call after the contract check: typed parameters and the ids of its path."""

    world: World
    path: str
    ids: tuple[str, ...]
    params: dict[str, Any]

    @property
    def id(self) -> str:
        return self.ids[0]


Answer = Callable[[Call], JsonObject]
Include = Callable[[World, JsonObject], Any]


class Api:
    """The table of operations one part of the sandbox offers."""

    def __init__(self) -> None:
        self.routes: list[tuple[str, re.Pattern[str], Answer]] = []
        self.includes: dict[tuple[str, str], Include] = {}

    def _add(self, method: str, path: str) -> Callable[[Answer], Answer]:
        pattern = re.compile(re.sub(r"\{\}", "([^/]+)", path))

        def register(answer: Answer) -> Answer:
            self.routes.append((method, pattern, answer))
            return answer

        return register

    def get(self, path: str) -> Callable[[Answer], Answer]:
        return self._add("GET", path)

    def post(self, path: str) -> Callable[[Answer], Answer]:
        return self._add("POST", path)

    def delete(self, path: str) -> Callable[[Answer], Answer]:
        return self._add("DELETE", path)

    def include(self, kind: str, name: str) -> Callable[[Include], Include]:
        """A list that an object shows only when asked by `expand`."""

        def register(include: Include) -> Include:
            self.includes[kind, name] = include
            return include

        return register


def listing(url: str, rows: list[JsonObject], *, has_more: bool = False) -> JsonObject:
    return {"object": "list", "data": rows, "has_more": has_more, "url": url}


def page(call: Call, kind: str, **equal: Any) -> JsonObject:
    """One page of objects, newest first, with Stripe's cursors and `created` filter."""
    store, params = call.world.store, call.params
    conditions: list[str] = ["kind = ?"]
    values: list[Any] = [kind]
    for name, value in equal.items():
        if value is not None:
            conditions.append(f"json_extract(body, '$.{name.replace('__', '.')}') = ?")
            values.append(value)
    _by_time(params.get("created"), "created", conditions, values)
    _by_time(params.get("arrival_date"), "json_extract(body, '$.arrival_date')", conditions, values)
    order = "DESC"
    for name, sign in (("starting_after", "<"), ("ending_before", ">")):
        if name in params:
            seq = store.seq(params[name])
            if seq is None:
                raise NoSuchObject(kind, params[name], name)
            conditions.append(f"seq {sign} ?")
            values.append(seq)
            order = "ASC" if sign == ">" else "DESC"
    limit = min(max(int(params.get("limit", 10)), 1), 100)
    where = " AND ".join(conditions)
    found = store.rows(
        f"SELECT body FROM objects WHERE {where} ORDER BY seq {order} LIMIT ?",  # noqa: S608 - our own fragments
        *values,
        limit + 1,
    )
    rows = [json.loads(row["body"]) for row in found[:limit]]
    if order == "ASC":
        rows.reverse()
    return listing(call.path, rows, has_more=len(found) > limit)


def _by_time(wanted: Any, column: str, conditions: list[str], values: list[Any]) -> None:
    if isinstance(wanted, int):
        wanted = {"gte": wanted, "lte": wanted}
    for name, sign in (("gt", ">"), ("gte", ">="), ("lt", "<"), ("lte", "<=")):
        if isinstance(wanted, dict) and name in wanted:
            conditions.append(f"{column} {sign} ?")
            values.append(wanted[name])


def expand(
    world: World, includes: dict[tuple[str, str], Include], answer: JsonObject, paths: list[str]
) -> JsonObject:
    """Replaces ids by the objects they name, along the paths the caller asked for."""
    for path in paths:
        _expand(world, includes, answer, path.split("."))
    return answer


def _expand(
    world: World, includes: dict[tuple[str, str], Include], node: Any, segments: list[str]
) -> None:
    if isinstance(node, list):
        for element in node:
            _expand(world, includes, element, segments)
        return
    if not segments or not isinstance(node, dict):
        return
    name, rest = segments[0], segments[1:]
    include = includes.get((node.get("object", ""), name))
    if include is not None and not isinstance(node.get(name), dict):
        node[name] = include(world, node)
    value = node.get(name)
    if isinstance(value, str):
        node[name] = world.store.get(value) or value
    elif isinstance(value, list):
        node[name] = [
            (world.store.get(element) or element) if isinstance(element, str) else element
            for element in value
        ]
    _expand(world, includes, node.get(name), rest)
