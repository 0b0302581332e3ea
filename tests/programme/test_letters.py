"""Letters to sponsors: who gets them, once each, and who has chosen not to."""

from __future__ import annotations

from datetime import timedelta

import pytest

from sponsorship.errors import Invalid, NotFound, Stale
from sponsorship.mailings import operations, placeholders, planning, queries
from sponsorship.mailings.models import Mailing, StandingLetter
from sponsorship.mailings.operations import Archived, NameTaken, OneTextPlease
from sponsorship.mailings.placeholders import NothingToFillIn, UnknownPlaceholder
from sponsorship.mailings.planning import NobodyToWriteTo
from sponsorship.messages.transport import MailUnavailable
from sponsorship.sponsorships import contacts
from sponsorship.sponsorships.models import (
    ContactRole,
    Sponsor,
    SponsorContact,
    SponsorshipStatus,
    Topic,
)
from sponsorship.sponsorships.operations import Contact
from sponsorship.workflows import mailing
from tests.programme.writing import (
    addressees,
    another,
    choose,
    link_in,
    outcome,
    primary,
    words_of,
    write_to,
)
from tests.stories.telling import STAFF, Story


def test_case_52_every_contact_is_written_to_once_however_its_address_is_spelt(
    story: Story,
) -> None:
    """We know no accounts of applicants: who is named as a contact is written to, nobody else."""
    rosa = primary("Rosa Fox", "rosa@fox.example")
    with pytest.raises(Invalid, match="an e-mail address of their own"):
        another(story, "Fox Ltd", rosa, primary("Rosa again", "ROSA@fox.example"))
    hal = Contact("Hal Hedge", "hal@fox.example", is_accounting=True)
    sponsorship = another(story, "Fox Ltd", rosa, hal)
    with story.database.unit_of_work() as session:  # as an import may bring it
        sponsor = session.get_one(Sponsor, sponsorship.sponsor_id)
        again = SponsorContact(name="Rosa again", email="ROSA@fox.example", is_primary=True)
        sponsor.contacts.append(again)

    sent = write_to(story, sponsorship, roles=(ContactRole.PRIMARY, ContactRole.ACCOUNTING))

    assert outcome(sent) == ["Fox Ltd: rosa@fox.example", "Fox Ltd: hal@fox.example"]
    assert [one for one in story.recipients() if "Foundation" not in one] == [
        "Rosa Fox <rosa@fox.example>",
        "Rosa Fox <rosa@fox.example>",
        "Hal Hedge <hal@fox.example>",
    ]


def test_case_53_a_sponsorship_without_such_a_contact_is_skipped_and_named(story: Story) -> None:
    fox = story.apply()
    owl = another(story, "Owl plc", primary("Ola Owl", "ola@owl.example"))

    sent = write_to(story, fox, owl, roles=(ContactRole.ACCOUNTING,))

    assert outcome(sent) == [
        "Fox & Hedgehog Ltd: accounts@foxhedgehog.example",
        "Owl plc: nobody has one of these roles",
    ]
    with pytest.raises(NobodyToWriteTo):
        write_to(story, owl, roles=(ContactRole.ACCOUNTING,))
    with pytest.raises(Invalid, match="at least one role"):
        write_to(story, fox, roles=())


def test_case_53_a_standing_letter_and_own_words_are_not_sent_together_nor_neither(
    story: Story,
) -> None:
    fox = story.apply()
    with story.database.unit_of_work() as session:
        kept = operations.add(session, name="Thanks", subject="S", text="T", at=story.now, by=STAFF)

    with pytest.raises(OneTextPlease, match="not both"):
        write_to(story, fox, standing_letter_id=kept.id)
    with pytest.raises(OneTextPlease, match="or write a subject"):
        write_to(story, fox, subject="", text="")
    with pytest.raises(Invalid, match="write a text"):
        write_to(story, fox, text="  \n")
    sent = write_to(story, fox, standing_letter_id=kept.id, subject="", text="")
    assert (sent.subject, sent.standing_letter_id) == ("S", kept.id)
    assert story.count(Mailing) == 1


def test_what_a_text_leaves_open_is_filled_in_for_each_sponsor(story: Story) -> None:
    sponsorship = story.contracted()

    write_to(
        story, sponsorship,
        subject="{{sponsor_name}}: {{ reference }}",
        text="{{ contact_name }}, {{ tier }} of {{ programme }} from {{ first_day }} to"
        " {{ last_day }} is {{ status }}. 100 % of { braces } and $amounts stay.",
    )  # fmt: skip

    message = story.transport.sent[-1]
    body = " ".join(words_of(message).split())
    assert str(message["Subject"]) == f"Fox & Hedgehog Ltd: {sponsorship.reference}"
    assert "Rosa Fox, Partner of" in body
    assert "from 1 April 2026 to 31 March 2027 is contracted. 100 % of { braces }" in body


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        (
            "Dear {{ first_name }}",
            "There is no placeholder “first_name”. These exist: sponsor_name",
        ),
        ("{{ ''.__class__ }}", "There is no placeholder “''.__class__”"),
        ("{% for a in b %}", "here braces are left over"),
        ("{{ tier", "here braces are left over"),
        ("{{ {{ tier }} }}", "There is no placeholder “{{ tier”"),
    ],
)
def test_braces_that_mean_nothing_are_refused_when_the_text_is_kept(
    text: str, sentence: str
) -> None:
    for subject, words in ((text, "T"), ("S", text)):
        with pytest.raises(Invalid, match=r"placeholder|braces") as refused:
            operations.written(subject, words)
        assert sentence in str(refused.value)


def test_a_placeholder_without_a_value_is_refused_before_anything_is_sent(story: Story) -> None:
    applied = story.apply()

    with pytest.raises(NothingToFillIn, match="Fox & Hedgehog Ltd has no first day of the term"):
        write_to(story, applied, text="From {{ first_day }}.")
    with pytest.raises(UnknownPlaceholder):
        placeholders.check("text", "{{ nothing }}")
    assert story.count(Mailing) == 0


def test_standing_letters_are_kept_copied_archived_and_restored(story: Story) -> None:
    facts = {"subject": "Hello", "text": "Words"}
    with story.database.unit_of_work() as session:
        kept = operations.add(session, name="Welcome", **facts, at=story.now, by=STAFF)
        names = [operations.copy(session, kept, at=story.now, by=STAFF).name for _ in range(2)]
        operations.archive(session, kept, at=story.now)
        operations.archive(session, kept, at=story.now + timedelta(days=1))

    assert names == ["Copy of Welcome", "Copy 2 of Welcome"]
    with story.database.unit_of_work() as session:
        kept = session.get_one(StandingLetter, kept.id)
        assert kept.archived_at == story.now
        with pytest.raises(Archived, match="“Welcome” is archived"):
            operations.change(session, kept, name="Welcome", **facts)
        with pytest.raises(Archived):
            operations.drafted(
                session, topic=Topic.NEWS, roles=[ContactRole.PRIMARY], standing_letter_id=kept.id,
                subject="", text="",
            )  # fmt: skip
        operations.restore(session, kept)
        operations.change(session, kept, name="Welcome", subject="Hi", text="Words")
        with pytest.raises(NameTaken):
            operations.change(session, kept, name="Copy of Welcome", **facts)
    assert story.count(StandingLetter) == 3


def test_one_address_gets_equal_words_once_and_different_words_each(story: Story) -> None:
    """An agency that speaks for two sponsors is not written to twice, unless we have two things to say."""
    fox, owl = (
        another(story, name, primary("Aga Agent", "aga@agency.example")) for name in ("Fox", "Owl")
    )

    same = write_to(story, fox, owl, subject="The same", text="For everybody.")
    different = write_to(story, fox, owl)

    letters = [one.letter_id for one in same.addressees]
    assert len(letters) == 2
    assert len(set(letters)) == 1
    assert len({one.letter_id for one in different.addressees}) == 2
    with story.database.reading() as session:
        histories = [queries.letters_about(session, one) for one in (fox, owl)]
    assert [[one.letter.context.get("subject") for one in h][:2] for h in histories] == [
        ["News for Fox", "The same"], ["News for Owl", "The same"],
    ]  # fmt: skip


def test_whoever_declined_is_skipped_but_letters_about_the_agreement_come(story: Story) -> None:
    sponsorship = story.apply()
    write_to(story, sponsorship)
    token = link_in(story.transport.sent[-1])
    with story.database.reading() as session:
        assert contacts.by_token(session, token).email == "rosa@foxhedgehog.example"
    choose(story, "rosa@foxhedgehog.example", Topic.INVITATIONS)

    assert outcome(write_to(story, sponsorship, topic=Topic.INVITATIONS)) == [
        "Fox & Hedgehog Ltd: rosa@foxhedgehog.example"
    ]
    assert link_in(story.transport.sent[-1]) == token
    assert f"letters/{token}>" in str(story.transport.sent[-1]["List-Unsubscribe"])
    both = (ContactRole.PRIMARY, ContactRole.ACCOUNTING)
    assert outcome(write_to(story, sponsorship, roles=both)) == [
        "Fox & Hedgehog Ltd: accounts@foxhedgehog.example",
        "Fox & Hedgehog Ltd: has chosen not to get these letters",
    ]
    always = write_to(story, sponsorship, topic=Topic.AGREEMENT)
    assert outcome(always) == ["Fox & Hedgehog Ltd: rosa@foxhedgehog.example"]
    assert link_in(story.transport.sent[-1]) == ""
    assert story.transport.sent[-1]["List-Unsubscribe"] is None


def test_nobody_declines_what_always_comes_and_no_link_can_be_guessed(story: Story) -> None:
    story.apply()

    with pytest.raises(Invalid, match="offered letters"):
        choose(story, "rosa@foxhedgehog.example", Topic.AGREEMENT)
    with story.database.reading() as session, pytest.raises(NotFound):
        contacts.by_token(session, mailing.LETTER_AS_SHOWN)


def test_what_changed_since_it_was_looked_at_is_not_sent(story: Story) -> None:
    fox = story.apply()
    with story.database.reading() as session:
        draft = operations.Draft(Topic.NEWS, (ContactRole.PRIMARY,), "S", "T")
        plan = planning.plan(queries.chosen(session, [fox.id]), draft)
        other = planning.plan(
            queries.chosen(session, [fox.id]),
            operations.Draft(Topic.NEWS, (ContactRole.PRIMARY,), "S", "Other words"),
        )

    with story.database.unit_of_work() as session, pytest.raises(Stale):
        mailing.send(
            session, plan, draft, seen=other.fingerprint, form_key="key",
            foundation=story.foundation, at=story.now, by=STAFF,
        )  # fmt: skip
    assert (story.count(Mailing), addressees(story)) == (0, 0)


def test_a_mail_server_that_is_down_loses_no_letter(story: Story) -> None:
    fox = story.apply()
    story.transport.troubles.append(MailUnavailable("it is asleep"))
    before = len(story.transport.sent)

    with pytest.raises(MailUnavailable):
        write_to(story, fox)
    story.work()

    assert (story.count(Mailing), addressees(story)) == (1, 1)
    assert len(story.transport.sent) == before + 1


def test_every_letter_about_a_sponsorship_stands_in_its_history(story: Story) -> None:
    sponsorship = story.contracted()
    write_to(story, sponsorship)
    stranger = another(story, "Owl plc", primary("Ola Owl", "ola@owl.example"))

    with story.database.reading() as session:
        history = queries.letters_about(session, sponsorship)
        others = queries.letters_about(session, stranger)

    assert [
        f"{one.letter.template} {one.status.value} by {one.requested_by}" for one in history
    ] == [
        f"sponsor_letter sent by {STAFF}",
        "invoice_issued sent by system:scheduler",
        "contract_executed sent by system:scheduler",
        "contract_sent sent by system:scheduler",
        "sponsorship_applied_staff sent by system:scheduler",
        "sponsorship_applied sent by system:scheduler",
    ]
    assert len(others) == 2


def test_sponsorships_are_found_by_year_tier_status_and_benefit(story: Story) -> None:
    fox, owl = story.contracted(), another(story, "Owl", primary("Ola", "ola@owl.example"))

    def found(**facts: object) -> list[int]:
        with story.database.reading() as session:
            return [one.id for one in queries.found(session, queries.Search(**facts))]  # type: ignore[arg-type]

    with story.database.reading() as session:
        offered = queries.choices(session)
    assert found() == [fox.id, owl.id]
    assert found(status=SponsorshipStatus.CONTRACTED) == [fox.id]
    assert found(year=offered.years[0], tier="Partner") == [fox.id, owl.id]
    assert found(benefit=offered.benefits[0], sponsorship_id=owl.id) == [owl.id]
    assert found(year=1999) == found(tier="Moon") == found(benefit="Moon") == []
