"""Programs that are told: of starts, changes and ends, signed, once each, however they behave."""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any

import pytest
import sqlalchemy as sa

from sponsorship.announcements import courier, operations
from sponsorship.announcements.addresses import checked_address
from sponsorship.announcements.courier import NotTaken
from sponsorship.announcements.models import Announcement, Delivery
from sponsorship.clock import utc_now
from sponsorship.errors import Invalid
from sponsorship.sponsorships.models import Sponsorship
from sponsorship.staff.permissions import StaffRole
from sponsorship.workflows import announcing
from tests.admin_app.desks.desks import Colleague, Desks, told
from tests.programme.test_logos import DRAWING, hand_in

Show = Callable[..., Sponsorship]
HOME = "/admin/desk/subscribers"


@dataclass
class Listener:
    """A program of somebody else's, on a real socket."""

    address: str = ""
    answers: int = 204
    heard: list[tuple[dict[str, str], bytes]] = field(default_factory=list)

    @property
    def events(self) -> list[tuple[str, str]]:
        bodies = [json.loads(body) for _, body in self.heard]
        return [(one["type"], one["data"]["name"]) for one in bodies]


@pytest.fixture
def listener() -> Iterator[Listener]:
    heard = Listener()

    class Listening(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["content-length"]))
            heard.heard.append(({k.lower(): v for k, v in self.headers.items()}, body))
            self.send_response(heard.answers)
            self.send_header("Location", "http://127.0.0.1:1/elsewhere")
            self.end_headers()

        def log_message(self, *_: Any) -> None:
            """Quietly."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Listening)
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
    thread.start()
    heard.address = f"http://127.0.0.1:{server.server_port}/changed?by=us"
    yield heard
    server.shutdown()
    server.server_close()
    thread.join(60)


@pytest.fixture
def ada(office: Desks) -> Colleague:
    return office.staff("Ada Okafor")


def subscribed(ada: Colleague, listener: Listener) -> str:
    """A subscriber added at the desk; its secret, which is shown once."""
    page = ada.act(f"{HOME}/add", name="Conference site", address=listener.address)
    assert page.status_code == 200
    secret = page.text.partition('card secret">')[2].partition("<")[0]
    assert secret not in ada.get(f"{HOME}/1").text
    return secret


def deliveries(office: Desks) -> list[str]:
    with office.story.database.reading() as session:
        found = session.scalars(sa.select(Delivery).order_by(Delivery.id)).all()
    return [f"{one.status.value} {one.attempts} {one.error}".strip() for one in found]


def test_a_start_a_change_and_an_end_are_told_once_each_and_signed(
    office: Desks, ada: Colleague, listener: Listener, shown: Show
) -> None:
    secret = subscribed(ada, listener)
    today = utc_now().date()
    sponsorship = shown(starts_on=today, ends_on=today + timedelta(days=5))
    hand_in(ada, sponsorship, "white", DRAWING)
    office.story.work()
    announce_all(office, days=3)  # nothing is news
    announce_all(office, days=6)
    announce_all(office, days=7)
    name = "Fox & Hedgehog Ltd"
    assert listener.events == [
        ("sponsorship.started", name),
        ("sponsorship.changed", name),
        ("sponsorship.ended", name),
    ]
    headers, body = listener.heard[1]
    assert json.loads(body)["data"]["logos"]["white"].startswith("https://fund.example/logos/")
    assert headers["webhook-id"] == json.loads(body)["id"] == "announcement_2"
    signed = f"{headers['webhook-id']}.{headers['webhook-timestamp']}.".encode() + body
    key = base64.b64decode(secret.removeprefix("whsec_"))
    proof = base64.b64encode(hmac.new(key, signed, hashlib.sha256).digest()).decode()
    assert headers["webhook-signature"] == f"v1,{proof}"
    assert deliveries(office) == ["delivered 1"] * 3
    for table in ("announcement", "delivery", "subscriber"):
        for page in ("list", "details/1"):
            assert ada.get(f"/admin/{table}/{page}").status_code == 200, (table, page)


def announce_all(office: Desks, *, days: int) -> None:
    """The daily round, so many days from now."""
    story = office.story
    announcing.look_at_all(
        story.database, foundation=story.foundation, at=utc_now() + timedelta(days=days)
    )
    story.work()


def test_a_sponsorship_that_starts_by_the_calendar_is_told_on_its_day(
    office: Desks, ada: Colleague, listener: Listener, shown: Show
) -> None:
    subscribed(ada, listener)
    shown(starts_on=utc_now().date() + timedelta(days=2))
    announce_all(office, days=1)
    assert listener.events == []
    announce_all(office, days=2)
    assert listener.events == [("sponsorship.started", "Fox & Hedgehog Ltd")]


def test_a_subscriber_that_fails_is_tried_again_and_given_up_in_the_end(
    office: Desks, ada: Colleague, listener: Listener, shown: Show
) -> None:
    subscribed(ada, listener)
    listener.answers = 302  # and where that leads is not asked
    with pytest.raises(NotTaken):
        shown()
    assert deliveries(office) == ["owed 1 It answered 302."]
    for _ in range(operations.MOST_TRIES - 2):
        with pytest.raises(NotTaken):
            office.story.work()
    office.story.work()
    assert deliveries(office) == [f"dropped {operations.MOST_TRIES} It answered 302."]
    listener.answers = 200
    ada.press(f"{HOME}/1", f"{HOME}/deliveries/1/send-again")
    office.story.work()
    assert deliveries(office)[1:] == ["delivered 1"]
    assert len({headers["webhook-id"] for headers, _ in listener.heard}) == 1
    listener.answers = 410
    ada.press(f"{HOME}/1", f"{HOME}/deliveries/2/send-again")
    office.story.work()
    assert deliveries(office)[2:] == ["dropped 1 It answered 410."]


def test_what_happens_during_a_pause_is_kept_and_a_removed_one_is_told_nothing(
    office: Desks, ada: Colleague, listener: Listener, shown: Show
) -> None:
    subscribed(ada, listener)
    ada.press(f"{HOME}/1", f"{HOME}/1/pause")
    shown()
    assert (listener.events, deliveries(office)) == ([], ["owed 0"])
    resumed = ada.press(f"{HOME}/1", f"{HOME}/1/resume")
    assert told(ada.get(resumed.headers["location"])) == ("Resumed. 1 kept delivery is on the way.")
    office.story.work()
    assert len(listener.events) == 1
    ada.press(f"{HOME}/1", f"{HOME}/1/pause")
    shown("Juniper Press")
    ada.act(f"{HOME}/1/remove")
    office.story.work()
    shown("Birch Ltd")
    assert len(listener.events) == 1
    assert deliveries(office) == ["delivered 1", "dropped 0 The subscriber was removed."]
    with office.story.database.reading() as session:
        assert session.scalar(sa.select(sa.func.count(Announcement.id))) == 3


def test_nobody_is_made_to_send_into_a_private_network() -> None:
    for address in (
        "http://www.example.org/", "https://127.0.0.1/", "https://[::1]/", "https://10.0.0.8/x",
        "https://169.254.169.254/latest", "https://localhost/", "https://printer.local/",
        "https://user:pass@www.example.org/", "https://www.example.org/#x", "file:///etc/passwd",
        "https://www.example.org:99999/", "https://", "", "https://www.exam ple.org/",
        "https://[::ffff:127.0.0.1]/", "https://www.example.org/" + "x" * 500, "https://bücher.example/",
    ):  # fmt: skip
        with pytest.raises(Invalid):
            checked_address(address, may_be_near=False)
    checked_address("https://www.example.org:8443/a?b=c", may_be_near=False)
    with pytest.raises(NotTaken) as refused:  # a public name that leads home
        courier.looked_up("localhost", 443, may_be_near=False)
    assert refused.value.reason == "The address leads into a private network."
    with pytest.raises(NotTaken):
        courier.carry("http://127.0.0.1:1/", b"{}", {}, may_be_near=True)


def test_only_those_who_keep_tokens_add_subscribers(office: Desks, ada: Colleague) -> None:
    vera = office.staff("Sumana Rao", StaffRole.PROGRAMME)
    assert vera.get(f"{HOME}/add").status_code == 403
    wrong = ada.act(f"{HOME}/add", name="Ours", address="ftp://example.org")
    assert (wrong.status_code, told(wrong)) == (
        422,
        "Please give an address like https://www.example.org/sponsors-changed.",
    )
