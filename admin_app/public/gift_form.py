"""The donation form: what it offers, what was typed, and what is wrong with it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TypeVar

from admin_app.forms import Form
from sponsorship.donations import operations as donations
from sponsorship.donations.models import Donation, RecurringGift
from sponsorship.errors import Invalid
from sponsorship.funds.models import Fund
from sponsorship.money import Money
from sponsorship.workflows.foundation import Foundation

_Value = TypeVar("_Value")

OTHER = "other"
"""The radio button beside the free amount."""

_VALID = {"name": "A donor", "email": "donor@example.org", "note": "", "form_key": "k" * 32}
"""Stands in for a field that was refused already, so that the others are checked as well."""


class Frequency(StrEnum):
    ONCE = "once"
    MONTHLY = "monthly"


@dataclass(slots=True)
class Draft:
    """A form as the page shows it: the fund, what is typed, and a sentence per wrong field."""

    form_key: str
    fund: Fund
    typed: Mapping[str, str]
    problems: dict[str, str] = field(default_factory=dict)
    trouble: str = ""
    """What keeps us from going on although nothing in the form is wrong."""


def suggested(amounts: str, fund: Fund, foundation: Foundation) -> list[Money]:
    """The amounts to offer, in the fund's currency; those that it cannot express are left out."""
    smallest, largest = foundation.gift_limits(fund.currency)
    offered = []
    for text in amounts.split(","):
        try:
            amount = Money.parse(text, fund.currency)
        except Invalid:
            continue
        if smallest <= amount <= largest:
            offered.append(amount)
    return offered


def blank(fund: Fund, offered: Sequence[Money]) -> dict[str, str]:
    """A fresh form: the second amount is chosen, once."""
    middle = offered[min(1, len(offered) - 1)].plain() if offered else OTHER
    return {"fund": fund.slug, "amount": middle, "frequency": Frequency.ONCE.value}


def filled(known: Donation | RecurringGift, fund: Fund, offered: Sequence[Money]) -> dict[str, str]:
    """The form of a gift that was begun and not paid, as its donor left it."""
    typed = {
        "fund": fund.slug,
        "frequency": (
            Frequency.MONTHLY if isinstance(known, RecurringGift) else Frequency.ONCE
        ).value,
        "name": known.donor_name,
        "email": known.donor_email,
        "note": known.note,
        "anonymous": "yes" if known.is_anonymous else "",
    }
    if known.currency != fund.currency:
        return blank(fund, offered) | typed
    if known.amount in offered:
        return {**typed, "amount": known.amount.plain()}
    return {**typed, "amount": OTHER, "other_amount": known.amount.plain()}


class SentForm:
    """A form as it was sent: it becomes a draft, and if nothing is wrong a gift, with its fund."""

    draft: Draft

    def __init__(self, form: Form, foundation: Foundation) -> None:
        self.form = form
        self.form_key = form.submission()
        self.foundation = foundation

    def filled_in(self, fund: Fund) -> donations.Gift | None:
        """The gift that was asked for; None if something in the draft is wrong."""
        self.draft = Draft(self.form_key, fund, self.form.typed)
        return read_gift(self.form, self.draft, self.foundation)


def read_gift(form: Form, draft: Draft, foundation: Foundation) -> donations.Gift | None:
    """The gift that was asked for; None after noting in the draft what is wrong, field by field."""
    problems = draft.problems
    currency = draft.fund.currency
    amount = _read(problems, lambda: _amount(form, draft.fund, foundation), Money(100, currency))
    if form.line("currency") not in {"", currency}:
        problems["amount"] = f"{draft.fund.name} takes gifts in {currency}. Please look again."
    often = _read(problems, lambda: _frequency(form), Frequency.ONCE)
    gift = _checked(
        problems,
        {
            "form_key": draft.form_key,
            "name": _read(problems, lambda: form.line("name"), _VALID["name"]),
            "email": _read(problems, lambda: form.line("email"), _VALID["email"]),
            "note": _read(problems, lambda: form.text("note"), ""),
        },
        amount=amount,
        is_monthly=often is Frequency.MONTHLY,
        is_anonymous=form.flag("anonymous"),
    )
    return None if problems else gift


def _amount(form: Form, fund: Fund, foundation: Foundation) -> Money:
    """The free amount if one was typed, else the chosen one."""
    name = "other_amount" if form.line("other_amount") else "amount"
    chosen = form.line(name)
    if chosen in {"", OTHER}:
        raise Invalid("amount", "Please choose an amount, or type your own.")
    amount = form.money(name, fund.currency)
    smallest, largest = foundation.gift_limits(fund.currency)
    donations.check_amount(amount, smallest=smallest, largest=largest)
    return amount


def _frequency(form: Form) -> Frequency:
    return form.choice("frequency", Frequency) if "frequency" in form else Frequency.ONCE


def _read(problems: dict[str, str], read: Callable[[], _Value], otherwise: _Value) -> _Value:
    try:
        return read()
    except Invalid as wrong:
        # Both ways to give an amount are one question to the donor.
        problems["amount" if wrong.field == "other_amount" else wrong.field] = str(wrong)
        return otherwise


def _checked(
    problems: dict[str, str],
    texts: dict[str, str],
    *,
    amount: Money,
    is_monthly: bool,
    is_anonymous: bool,
) -> donations.Gift:
    while True:
        try:
            return donations.Gift(
                **texts, amount=amount, is_monthly=is_monthly, is_anonymous=is_anonymous
            )
        except Invalid as wrong:
            if problems.get(wrong.field):
                raise
            problems[wrong.field] = str(wrong)
            texts = texts | {wrong.field: _VALID[wrong.field]}
