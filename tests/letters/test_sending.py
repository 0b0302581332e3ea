"""Sending: once, with a stable Message-ID, and never lost while a mail server is down."""

from __future__ import annotations

from email import message_from_bytes, policy
from email.header import decode_header, make_header
from pathlib import Path

import pytest

from sponsorship.errors import Unavailable
from sponsorship.lifecycle import history
from sponsorship.messages import sending
from sponsorship.messages.letters import (
    ContractSent,
    DonationReceived,
    PortalSignIn,
)
from sponsorship.messages.letters_to_sponsors import SponsorshipRejected
from sponsorship.messages.models import Dispatch, DispatchStatus
from sponsorship.messages.outbox import Recipient
from sponsorship.messages.render import Rendered
from sponsorship.messages.sending import Attachment, UnusableAddress, addressed
from sponsorship.messages.transport import CaughtTransport, MailRefused, MailUnavailable
from tests.clock import NOW, later
from tests.fakes import RecordingTransport
from tests.letters.conftest import LETTERHEAD, Post

OWED, SENT, FAILED = DispatchStatus.OWED, DispatchStatus.SENT, DispatchStatus.FAILED


def test_a_sent_letter_is_a_proper_mail_with_its_receipt(
    post: Post, recorded: RecordingTransport
) -> None:
    post.owe(DonationReceived.example(), attachments=(12,))
    post.send_all()
    [mail] = recorded.sent
    [dispatch] = post.dispatches()
    assert str(mail["From"]) == "Python Software Foundation <post@foundation.example>"
    assert str(mail["To"]) == "Ada Lovelace <ada@engine.example>"
    assert str(mail["Reply-To"]) == "Python Software Foundation <sponsors@foundation.example>"
    assert mail["Message-ID"] == f"<{dispatch.message_id}@foundation.example>"
    assert mail["Auto-Submitted"] == "auto-generated"
    assert mail["Date"].datetime == post.now
    parts = [part.get_content_type() for part in mail.walk() if not part.is_multipart()]
    assert parts == ["text/plain", "text/html", "application/pdf"]
    [pdf] = mail.iter_attachments()
    assert (pdf.get_filename(), pdf.get_content()) == ("receipt-12.pdf", b"%PDF-1.7 receipt")


def test_a_dispatch_records_when_it_was_sent_and_by_which_move(post: Post) -> None:
    post.owe(DonationReceived.example())
    post.send_all()
    with post.database.reading() as session:
        dispatch = session.query(Dispatch).one()
        assert (dispatch.status, dispatch.sent_at, dispatch.attempts) == (SENT, post.now, 1)
        assert [change.verb for change in history(session, dispatch)] == ["sent"]


def test_a_dispatch_that_is_sent_is_not_sent_again(
    post: Post, recorded: RecordingTransport
) -> None:
    post.owe(DonationReceived.example())
    post.send_all()
    [dispatch] = post.dispatches()
    post.send({"dispatch_id": dispatch.id})
    assert len(recorded.sent) == 1
    assert post.dispatches()[0].attempts == 1


def test_a_letter_waits_for_a_mail_server_that_is_down_and_goes_out_later(
    post: Post, recorded: RecordingTransport
) -> None:
    recorded.troubles = [MailUnavailable("421 try later"), MailUnavailable("OSError")]
    post.owe(DonationReceived.example())
    for _ in range(2):
        with pytest.raises(Unavailable):
            post.send_all()
    [dispatch] = post.dispatches()
    assert (dispatch.status, dispatch.attempts, dispatch.sent_at) == (OWED, 2, None)
    assert dispatch.error.startswith("The mail server does not answer")

    post.now = later(hours=3)
    assert post.send_all() == 1
    [dispatch] = post.dispatches()
    assert (dispatch.status, dispatch.attempts, dispatch.error) == (SENT, 3, "")
    assert dispatch.sent_at == later(hours=3)


def test_a_refusal_for_good_is_recorded_and_not_tried_again(
    post: Post, recorded: RecordingTransport
) -> None:
    recorded.troubles = [MailRefused("550 no such user ada@engine.example")]
    post.owe(DonationReceived.example())
    assert post.send_all() == 1
    [dispatch] = post.dispatches()
    assert dispatch.status is FAILED
    assert dispatch.error == "The mail server refused this letter: 550 no such user [address]"
    post.send({"dispatch_id": dispatch.id})
    assert recorded.sent == []


def test_a_crash_between_sending_and_recording_repeats_the_same_message_id(
    post: Post, recorded: RecordingTransport, monkeypatch: pytest.MonkeyPatch
) -> None:
    post.owe(DonationReceived.example())
    with monkeypatch.context() as crash:
        crash.setattr(sending, "_record", lambda *_: 1 // 0)
        with pytest.raises(ZeroDivisionError):
            post.send_all()
    post.send_all()
    assert len(recorded.sent) == 2
    assert recorded.sent[0]["Message-ID"] == recorded.sent[1]["Message-ID"]
    assert [dispatch.status for dispatch in post.dispatches()] == [SENT]


def test_a_sign_in_link_that_expired_while_it_waited_is_not_sent(
    post: Post, recorded: RecordingTransport
) -> None:
    letter = post.owe(PortalSignIn.example(), fact="sign-in:1")
    assert letter is not None
    post.now = later(minutes=30)
    post.send_all()
    [dispatch] = post.dispatches()
    assert (dispatch.status, dispatch.error) == (
        FAILED, "The link expired before it could be sent.",
    )  # fmt: skip
    assert recorded.sent == []


HOSTILE_ADDRESSES = [
    "",
    "nobody",
    "@engine.example",
    "ada@",
    "ada@engine.example, victim@example.org",
    "ada@engine.example\r\nBcc: victim@example.org",
    '"a\\"b"@engine.example',
    "ada@" + "x" * 320 + ".example",
    "a" * 320 + "@engine.example",
    "ada@[127.0.0.1]",
    "<ada@engine.example>",
]


@pytest.mark.parametrize("email", HOSTILE_ADDRESSES)
def test_an_address_that_cannot_be_used_fails_in_sight_and_reaches_nobody(email: str) -> None:
    with pytest.raises(UnusableAddress):
        addressed("Ada", Recipient("Ada", email).email)


def test_a_gift_with_an_unusable_address_is_still_a_gift(
    post: Post, recorded: RecordingTransport
) -> None:
    post.owe(DonationReceived.example(), to=Recipient("Ada", "ada@@engine"))
    assert post.send_all() == 1
    [dispatch] = post.dispatches()
    assert (dispatch.status, dispatch.error) == (FAILED, "This e-mail address cannot be used.")
    assert recorded.sent == []


def test_line_breaks_in_names_never_become_headers(
    post: Post, recorded: RecordingTransport
) -> None:
    evil = "Ada\r\nBcc: victim@example.org\n\nHello"
    letter = SponsorshipRejected.example().model_copy(update={"sponsor_name": evil})
    post.owe(
        SponsorshipRejected.model_validate(letter.model_dump()),
        to=Recipient(evil, "ada@engine.example"),
    )
    post.send_all()
    sent = message_from_bytes(recorded.sent[0].as_bytes(), policy=policy.default)
    assert sent["Bcc"] is None
    assert [one.addr_spec for one in sent["To"].addresses] == ["ada@engine.example"]
    assert "Ada Bcc: victim@example.org Hello" in sent["Subject"]


@pytest.mark.parametrize(
    ("name", "email", "shown"),
    [
        ("Lovelace, Ada", "ada@engine.example", '"Lovelace, Ada" <ada@engine.example>'),
        ('Ada "The Engine"', "ada@engine.example", '"Ada \\"The Engine\\"" <ada@engine.example>'),
        ("Zoë", "zoe@bücher.example", "Zoë <zoe@xn--bcher-kva.example>"),
        ("", "ada@engine.example", "ada@engine.example"),
        ("Дарья", "дарья@engine.example", "Дарья <дарья@engine.example>"),
        ("Gärtner & Söhne GmbH", "a@b.example", "Gärtner & Söhne GmbH <a@b.example>"),
        ("Zoë, Ada (both)", "a@b.example", '"Zoë, Ada (both)" <a@b.example>'),
    ],
)
def test_names_and_addresses_of_all_kinds_arrive_as_they_are(
    post: Post, recorded: RecordingTransport, name: str, email: str, shown: str
) -> None:
    post.owe(ContractSent.example(), to=Recipient(name, email))
    post.send_all()
    sent = message_from_bytes(recorded.sent[0].as_bytes(), policy=policy.default)
    assert str(sent["To"]) == shown


@pytest.mark.parametrize(
    "company", ['Gärtner & Söhne <GmbH> "Grün"', "東京 Łódź, Ltd.", "Ä " * 60 + "Ä"]
)
def test_no_space_of_a_header_is_lost_wherever_its_line_is_folded(company: str) -> None:
    for before in range(60):
        words = f"{'x' * before} {company}".strip()
        mail = sending.compose(
            Rendered(subject=words, text="", html=""),
            to=addressed(words, "ada@engine.example"),
            letterhead=LETTERHEAD,
            message_id="one",
            at=NOW,
            attachments=(),
        ).as_bytes()
        heads = message_from_bytes(mail)
        assert message_from_bytes(mail, policy=policy.default)["Subject"] == words
        assert str(make_header(decode_header(heads["To"]))) == f"{words} <ada@engine.example>"
        lines = mail.partition(b"\r\n\r\n")[0].split(b"\r\n")
        assert max(len(line) for line in lines) <= 78


def test_caught_letters_are_files_and_a_repeat_replaces_its_own(post: Post, tmp_path: Path) -> None:
    post.transport = CaughtTransport(tmp_path / "mail")
    post.owe(DonationReceived.example(), attachments=(12,))
    post.send_all()
    [dispatch] = post.dispatches()
    [caught] = (tmp_path / "mail").iterdir()
    assert caught.name == f"{dispatch.message_id}.eml"
    mail = message_from_bytes(caught.read_bytes(), policy=policy.default)
    assert mail["Subject"] == "Thank you for your gift of $100.00 (receipt R-2026-000123)"
    post.transport.send(mail)
    assert [path.name for path in (tmp_path / "mail").iterdir()] == [caught.name]


def test_a_document_that_cannot_be_fetched_stops_the_letter(
    post: Post, recorded: RecordingTransport
) -> None:
    """A receipt without its receipt would be worse than a late one."""
    letter = post.owe(DonationReceived.example(), attachments=(12,))
    assert letter is not None

    def missing(id_: int) -> Attachment:
        raise LookupError(id_)

    with pytest.raises(LookupError):
        sending.send(
            post.database,
            recorded,
            post.dispatches()[0].id,
            at=post.now,
            letterhead=LETTERHEAD,
            documents=missing,
        )
    assert recorded.sent == []
    assert post.dispatches()[0].status is OWED
