"""A real mail server on loopback: it takes letters, turns them away, or is not there."""

from __future__ import annotations

import socket
from collections.abc import Callable, Iterator
from email import message_from_bytes, policy
from email.message import EmailMessage
from typing import Any

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session

from sponsorship.errors import Unavailable
from sponsorship.messages.letters import DonationReceived
from sponsorship.messages.models import DispatchStatus
from sponsorship.messages.render import render
from sponsorship.messages.sending import addressed, compose
from sponsorship.messages.transport import MailRefused, MailUnavailable, SmtpTransport
from tests.clock import NOW
from tests.letters.conftest import LETTERHEAD, Post

Servers = Callable[..., "MailServer"]


class MailServer:
    """Remembers what it took; answers as it is told."""

    def __init__(
        self, port: int, *, recipient: str = "250 OK", content: str = "250 OK", **options: Any
    ) -> None:
        self.recipient = recipient
        self.content = content
        self.taken: list[bytes] = []
        self.controller = Controller(self, hostname="127.0.0.1", port=port, **options)

    async def handle_RCPT(  # noqa: N802  # the name is aiosmtpd's
        self, _: SMTP, __: Session, envelope: Envelope, address: str, ___: list[str]
    ) -> str:
        envelope.rcpt_tos.append(address)
        return self.recipient

    async def handle_DATA(self, _: SMTP, __: Session, envelope: Envelope) -> str:  # noqa: N802  # as above
        if self.content.startswith("250"):
            assert isinstance(envelope.content, bytes)
            self.taken.append(envelope.content)
        return self.content

    @property
    def url(self) -> str:
        return f"smtp://127.0.0.1:{self.controller.port}"


@pytest.fixture
def mail_server(server_port: int) -> Iterator[Servers]:
    running: list[MailServer] = []

    def start(**answers: Any) -> MailServer:
        server = MailServer(server_port, **answers)
        server.controller.start()
        running.append(server)
        return server

    yield start
    for server in running:
        server.controller.stop()


def letter() -> EmailMessage:
    return compose(
        render(DonationReceived.example(), recipient_name="Ada", letterhead=LETTERHEAD),
        to=addressed("Ada Lovelace", "ada@engine.example"),
        letterhead=LETTERHEAD,
        message_id="m1",
        at=NOW,
        attachments=[],
    )


def test_a_letter_arrives_whole(mail_server: Servers) -> None:
    server = mail_server()
    SmtpTransport(server.url).send(letter())
    [taken] = server.taken
    mail = message_from_bytes(taken, policy=policy.default)
    assert mail["To"] == "Ada Lovelace <ada@engine.example>"
    assert mail["Message-ID"] == "<m1@foundation.example>"
    body = mail.get_body(("plain",))
    assert body is not None
    assert "fund “Python Package Index”, in memory of Grace Hopper" in body.get_content().replace(
        "\r", ""
    )


@pytest.mark.parametrize("answers", [{"recipient": "550 no such user"}, {"content": "554 spam"}])
def test_a_permanent_refusal_is_final(mail_server: Servers, answers: dict[str, str]) -> None:
    server = mail_server(**answers)
    with pytest.raises(MailRefused, match=next(iter(answers.values()))):
        SmtpTransport(server.url).send(letter())


@pytest.mark.parametrize("answers", [{"recipient": "450 greylisted"}, {"content": "452 full"}])
def test_a_temporary_refusal_may_be_tried_again(
    mail_server: Servers, answers: dict[str, str]
) -> None:
    server = mail_server(**answers)
    with pytest.raises(MailUnavailable) as refused:
        SmtpTransport(server.url).send(letter())
    assert refused.value.reason == next(iter(answers.values()))


def test_a_server_that_is_not_there_may_come_back(server_port: int) -> None:
    with pytest.raises(MailUnavailable, match="does not answer"):
        SmtpTransport(f"smtp://127.0.0.1:{server_port}").send(letter())


def test_a_server_that_says_nothing_is_given_up_after_a_while() -> None:
    with socket.create_server(("127.0.0.1", 0)) as silent:
        port = silent.getsockname()[1]
        transport = SmtpTransport(f"smtp://127.0.0.1:{port}", timeout_seconds=0.2)
        with pytest.raises(MailUnavailable):
            transport.send(letter())


def test_an_address_that_names_no_mail_server_is_refused_at_the_start() -> None:
    with pytest.raises(ValueError, match="smtp://"):
        SmtpTransport("http://127.0.0.1")
    with pytest.raises(ValueError, match="smtp://"):
        SmtpTransport("smtp://")


def test_an_outage_leaves_the_letter_owed_and_the_next_try_sends_it(
    post: Post, mail_server: Servers, server_port: int
) -> None:
    post.transport = SmtpTransport(f"smtp://127.0.0.1:{server_port}")
    post.owe(DonationReceived.example())
    with pytest.raises(Unavailable):
        post.send_all()
    assert [one.status for one in post.dispatches()] == [DispatchStatus.OWED]

    server = mail_server()
    assert post.send_all() == 1
    assert [one.status for one in post.dispatches()] == [DispatchStatus.SENT]
    assert len(server.taken) == 1


def test_the_user_name_and_password_of_the_address_are_used(mail_server: Servers) -> None:
    seen: list[tuple[bytes, bytes]] = []

    def check(_: SMTP, __: Session, ___: Envelope, ____: str, given: object) -> AuthResult:
        assert isinstance(given, LoginPassword)
        seen.append((given.login, given.password))
        # Not handled: that it is wrong is said by the server, which else leaves the caller waiting.
        return AuthResult(success=given.password == b"s3cret/word", handled=False)

    server = mail_server(authenticator=check, auth_require_tls=False)
    place = server.url.removeprefix("smtp://")
    SmtpTransport(f"smtp://post:s3cret%2Fword@{place}").send(letter())
    assert len(server.taken) == 1
    with pytest.raises(MailUnavailable) as refused:  # our set-up, not this letter
        SmtpTransport(f"smtp://post:wrong@{place}").send(letter())
    assert refused.value.reason.startswith("535")
    assert set(seen) == {(b"post", b"s3cret/word"), (b"post", b"wrong")}


def test_a_password_does_not_travel_unencrypted_to_another_machine(mail_server: Servers) -> None:
    """127.1 is this machine as well, but not by a name that says so."""
    server = mail_server(authenticator=lambda *_: AuthResult(success=True), auth_require_tls=False)
    port = server.url.rpartition(":")[2]
    with pytest.raises(MailUnavailable) as refused:
        SmtpTransport(f"smtp://post:s3cret@127.1:{port}").send(letter())
    assert refused.value.reason == "it offers no encryption, so it gets no password"
    assert server.taken == []
