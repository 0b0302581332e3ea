"""The JSON doors under `/sandbox/api/...` through which tests and scripts drive the sandbox."""

from __future__ import annotations

import dataclasses
import json
from typing import Any

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse
from starlette.routing import Route

from admin_app.sandbox import api
from admin_app.sandbox.account import current_event
from admin_app.sandbox.actions import UnknownWish, act
from admin_app.sandbox.config import Faults
from admin_app.sandbox.courier import Courier
from admin_app.sandbox.errors import StripeRefusal
from admin_app.sandbox.store import JsonObject
from admin_app.sandbox.world import World


async def wishes_of(request: Request) -> dict[str, Any]:
    """The JSON object a script sent, or an empty one."""
    raw = await request.body()
    if not raw:
        return {}
    try:
        wishes = json.loads(raw)
    except ValueError as error:
        raise UnknownWish("The body is not JSON.") from error
    if not isinstance(wishes, dict):
        raise UnknownWish("The body is not a JSON object.")
    return wishes


async def violations(request: Request) -> JSONResponse:
    found = await run_in_threadpool(api.violations, _world(request))
    return JSONResponse({"violations": found})


async def show_faults(request: Request) -> JSONResponse:
    return JSONResponse(dataclasses.asdict(_world(request).faults))


async def set_faults(request: Request) -> JSONResponse:
    wishes = await wishes_of(request)
    faults = await run_in_threadpool(change_faults, _world(request), wishes)
    return JSONResponse(dataclasses.asdict(faults))


def change_faults(world: World, wishes: dict[str, Any]) -> Faults:
    """Turns the knobs named; a value that makes no sense changes nothing."""
    known = {knob.name: knob.type for knob in dataclasses.fields(Faults)}
    for name, value in wishes.items():
        if name not in known:
            raise UnknownWish(f"There is no knob named {name}.", param=name)
        if not _fits(known[name], value):
            raise UnknownWish(f"{name} must be {known[name]}.", param=name)
    if "fail_next" in wishes:
        wishes = {**wishes, "fail_next": tuple(wishes["fail_next"])}
    try:
        return world.set_faults(**wishes)
    except ValueError as error:
        raise UnknownWish(str(error)) from error


def _fits(kind: Any, value: Any) -> bool:
    if kind == "bool":
        return isinstance(value, bool)
    if kind == "tuple[int, ...]":
        return isinstance(value, list | tuple) and all(type(one) is int for one in value)
    if kind == "int":
        return type(value) is int
    return isinstance(value, int | float) and not isinstance(value, bool)


async def list_events(request: Request) -> JSONResponse:
    """Events, oldest first, each with its deliveries and their attempts."""
    wanted = request.query_params.get("type")
    found = await run_in_threadpool(events_with_deliveries, _world(request), wanted)
    return JSONResponse({"events": found})


def events_with_deliveries(
    world: World, wanted: str | None = None, *, newest: int = -1
) -> list[JsonObject]:
    rows = world.store.find("event", newest=newest, **({"type": wanted} if wanted else {}))
    return [
        {**current_event(world, event), "deliveries": deliveries_of(world, event["id"])}
        for event in reversed(rows)
    ]


def deliveries_of(world: World, event_id: str) -> list[JsonObject]:
    store = world.store
    return [
        {
            "id": delivery["id"],
            "endpoint": delivery["endpoint_id"],
            "state": delivery["state"],
            "due_at": delivery["due_at"],
            "attempts": [
                {"at": attempt["at"], "status": attempt["status"], "answer": attempt["answer"]}
                for attempt in store.rows(
                    "SELECT * FROM attempts WHERE delivery_id = ? ORDER BY id", delivery["id"]
                )
            ],
        }
        for delivery in store.rows(
            "SELECT * FROM deliveries WHERE event_id = ? ORDER BY id", event_id
        )
    ]


async def show_event(request: Request) -> JSONResponse:
    def read(world: World) -> JsonObject:
        event = world.get("event", request.path_params["subject"])
        return {**current_event(world, event), "deliveries": deliveries_of(world, event["id"])}

    return JSONResponse(await run_in_threadpool(read, _world(request)))


async def list_objects(request: Request) -> JSONResponse:
    """Every object but events as it stands now, oldest first; `?kind=refund` for one kind."""
    store, kind = _world(request).store, request.query_params.get("kind")

    def read() -> list[JsonObject]:
        rows = store.rows(
            "SELECT body FROM objects WHERE kind != 'event' AND (?1 IS NULL OR kind = ?1)"
            " ORDER BY seq",
            kind,
        )
        return [json.loads(row["body"]) for row in rows]

    return JSONResponse({"objects": await run_in_threadpool(read)})


async def drain(request: Request) -> JSONResponse:
    wishes = await wishes_of(request)
    courier: Courier = request.app.state.courier
    timeout = wishes.get("timeout", 30)
    if not _fits("float", timeout):
        raise UnknownWish("timeout is a number of seconds.", param="timeout")
    tally = await run_in_threadpool(
        courier.drain, force=bool(wishes.get("force", False)), timeout=float(timeout)
    )
    return JSONResponse(tally)


async def reset(request: Request) -> JSONResponse:
    await run_in_threadpool(_world(request).start_again)
    return JSONResponse({"reset": True})


async def health(_request: Request) -> JSONResponse:
    return JSONResponse({"sandbox": True, "livemode": False})


async def perform(request: Request) -> JSONResponse:
    """One action on one object, such as `sessions/cs_test_1/pay`."""
    names = request.path_params
    wishes = await wishes_of(request)
    answer = await run_in_threadpool(
        act, _world(request), names["kind"], names["action"], names["subject"], wishes
    )
    return JSONResponse(answer)


async def on_refusal(_request: Request, error: Exception) -> JSONResponse:
    refusal = error if isinstance(error, StripeRefusal) else StripeRefusal(str(error))
    return JSONResponse(refusal.body, status_code=refusal.status)


def _world(request: Request) -> World:
    world: World = request.app.state.world
    return world


ROUTES = [
    Route("/sandbox/api/health", health),
    Route("/sandbox/api/violations", violations),
    Route("/sandbox/api/faults", show_faults, methods=["GET"]),
    Route("/sandbox/api/faults", set_faults, methods=["POST"]),
    Route("/sandbox/api/events", list_events),
    Route("/sandbox/api/events/{subject}", show_event, methods=["GET"]),
    Route("/sandbox/api/objects", list_objects),
    Route("/sandbox/api/drain", drain, methods=["POST"]),
    Route("/sandbox/api/reset", reset, methods=["POST"]),
    Route("/sandbox/api/{kind}/{subject}/{action}", perform, methods=["POST"]),
]
