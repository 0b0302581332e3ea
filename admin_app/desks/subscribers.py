"""Programs that are told of sponsorships: who listens, what reached them, sending again."""

from __future__ import annotations

from sqlalchemy.orm import Session
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute

from admin_app.auth import staff
from admin_app.desks import frame
from admin_app.desks.frame import Act, Done, Field, act
from admin_app.menu import MenuEntry
from admin_app.pages import path_id, render, wiring_of
from admin_app.routing import page
from sponsorship.announcements import operations, queries, signing
from sponsorship.announcements.models import Delivery, Subscriber
from sponsorship.staff.permissions import Capability

HOME = "/admin/desk/subscribers"
MOST = 50


def list_subscribers(request: Request) -> Response:
    """Every program that is told, and how it listens."""
    with wiring_of(request).database.reading() as session:
        found = [(one, len(queries.owed_to(session, one))) for one in queries.subscribers(session)]
    return frame.desk_page(
        request, "desks/subscribers/list.html", title="Subscribers", subscribers=found, add=add
    )


def show_subscriber(request: Request) -> Response:
    """One program, and the latest deliveries to it."""
    with wiring_of(request).database.reading() as session:
        subscriber = frame.found(session, Subscriber, request)
        deliveries = queries.deliveries_to(session, subscriber, most=MOST)
    return frame.desk_page(
        request,
        "desks/subscribers/show.html",
        title=subscriber.name,
        subscriber=subscriber,
        deliveries=deliveries,
        most=MOST,
        acts=ACTS,
    )


@act(
    f"{HOME}/add",
    may=Capability.KEEP_TOKENS,
    verb="added",
    title="Tell a program of sponsorships",
    button="Add a subscriber",
    fields=[
        Field("name", "Name", hint="Who listens, like: website of the conference"),
        Field("address", "Address", hint="Like https://www.example.org/sponsors-changed"),
    ],
    back=HOME,
)
def add(one: Act[None]) -> Response:
    """From now on it is told; its secret is shown once."""
    subscriber = operations.add_subscriber(
        one.session,
        name=one.form.line("name", longest=200),
        address=one.form.line("address"),
        may_be_near=one.wiring.foundation.is_sandbox,
        at=one.at,
        by=one.by,
    )
    secret = signing.secret_of(subscriber.salt, one.wiring.settings.signing_key)
    context = {
        "title": "New subscriber",
        "subscriber": subscriber,
        "secret": secret,
        "back": HOME,
    }
    return render(one.request, "desks/subscribers/new.html", context)


@act(
    f"{HOME}/{{id}}/pause",
    may=Capability.KEEP_TOKENS,
    of=Subscriber,
    verb="paused",
    title="Pause this subscriber",
    button="Pause",
)
def pause(one: Act[Subscriber]) -> str:
    """Nothing is sent for now."""
    operations.pause(one.session, one.subject, at=one.at, by=one.by)
    return "Paused. What happens meanwhile is kept, and sent when you resume."


@act(
    f"{HOME}/{{id}}/resume",
    may=Capability.KEEP_TOKENS,
    of=Subscriber,
    verb="resumed",
    title="Resume this subscriber",
    button="Resume",
)
def resume(one: Act[Subscriber]) -> str:
    """Send again, beginning with what was kept."""
    kept = operations.resume(one.session, one.subject, at=one.at, by=one.by)
    return f"Resumed. {kept or 'No'} kept deliver{'y is' if kept == 1 else 'ies are'} on the way."


@act(
    f"{HOME}/{{id}}/remove",
    may=Capability.KEEP_TOKENS,
    of=Subscriber,
    verb="removed",
    title="Remove this subscriber",
    button="Remove",
    warning="It is told nothing any more, and what it has not taken is dropped. This cannot be"
    " undone; added again, it gets a new secret.",
    is_danger=True,
)
def remove(one: Act[Subscriber]) -> Done:
    """Tell it nothing any more."""
    operations.remove(one.session, one.subject, at=one.at, by=one.by)
    return Done(f"{one.subject.name} is removed.", HOME)


def _delivery(session: Session, request: Request) -> Delivery:
    return queries.delivery(session, path_id(request))


def _subscriber_of(delivery: Delivery) -> str:
    return f"{HOME}/{delivery.subscriber_id}"


@act(
    f"{HOME}/deliveries/{{id}}/send-again",
    may=Capability.KEEP_TOKENS,
    of=_delivery,
    verb="sent_again",
    title="Send this again",
    button="Send again",
    back=_subscriber_of,
)
def send_again(one: Act[Delivery]) -> str:
    """The same announcement, with the same id, once more."""
    operations.send_again(one.session, one.subject, at=one.at, by=one.by)
    return "It is on its way again."


ACTS = {"pause": pause, "resume": resume, "remove": remove, "send_again": send_again}

menu = [MenuEntry("Subscribers", HOME, "Administration")]
desk_paths = {Subscriber: HOME + "/{id}"}
routes: list[BaseRoute] = [
    page(HOME, list_subscribers, access=staff()),
    *add.routes,
    page(HOME + "/{id}", show_subscriber, access=staff()),
    *(route for one in ACTS.values() for route in one.routes),
]
