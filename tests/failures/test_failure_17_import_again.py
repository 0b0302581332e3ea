"""Wikimedia mailed receipts for gifts that were only imported; imports run twice doubled them elsewhere."""

from __future__ import annotations

from sponsorship.banking.models import BankLine
from sponsorship.donations.models import Donation
from sponsorship.messages.models import Letter
from tests.banking.conftest import Bank, content
from tests.stories.telling import Story


def test_failure_17_importing_is_mute_and_the_second_time_nothing_is_new(story: Story) -> None:
    bank = Bank(story)
    bank.bring(content("chase.csv"))
    lines = [line.id for line in bank.lines()]
    assert lines

    bank.bring(content("chase.csv"), name="the same file under another name.csv")
    bank.bring(content("chase.csv") + b"\n", name="the same lines in another file.csv")

    assert story.work() == 0
    assert [line.id for line in bank.lines()] == lines
    assert (story.count(BankLine), story.count(Letter), story.count(Donation)) == (len(lines), 0, 0)
    assert story.journal() == []
