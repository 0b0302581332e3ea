"""The sponsor's application: what was typed, what is wrong with it, and what it comes to."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any, TypeVar

from babel import Locale

from admin_app.forms import Form
from sponsorship.addresses import checked_email
from sponsorship.errors import Invalid
from sponsorship.sponsorships import operations as sponsorships
from sponsorship.sponsorships.choosing import Choice, Selection, selected
from sponsorship.sponsorships.operations import Contact
from sponsorship.sponsorships.particulars import OWN_ADDRESS, BillingAddress
from sponsorship.tiers.models import Benefit, Tier
from sponsorship.tiers.queries import Catalogue

_Value = TypeVar("_Value")

STAND_ALONE = "none"
"""What the form says for no tier."""
NOTHING = -1
"""The number of no benefit."""

CONTACTS = range(3)
ROLES = ("primary", "administrative", "accounting")
_LINES = (
    "name", "website", "address_line_1", "address_line_2", "city", "region", "postal_code",
    "country", "tax_id", "po_number",
)  # fmt: skip
BILLING = (
    "billing_name", "billing_address_line_1", "billing_address_line_2", "billing_city",
    "billing_region", "billing_postal_code", "billing_country",
)  # fmt: skip
_TEXTS = ("description", "message")
_ORDER = (
    "submission", "form_key", "tier", "left_out", "add_ons", "stand_alone",
    "name", "description", "website", "logo",
    *_LINES[2:], *BILLING, "contacts",
    *(f"contact_{n}_{part}" for n in CONTACTS for part in ("name", "email", "phone")),
    "message",
)  # fmt: skip
_TICKED = ("add_ons", "left_out", "stand_alone")
_SAVED = {
    "tier", *_LINES, *_TEXTS, *BILLING,
    *(f"contact_{n}_{part}" for n in CONTACTS for part in ("name", "email", "phone", *ROLES)),
}  # fmt: skip
"""The fields that are kept of a form that is to be finished later: all but its ticks and its file."""

_NO_COUNTRIES = {"AC", "CP", "CQ", "DG", "EA", "EU", "EZ", "IC", "QO", "TA", "UN", "XA", "XB", "ZZ"}

_VALID = {
    "name": "An organisation",
    "description": "What it does.",
    "website": "https://www.example.org",
    "address_line_1": "1 Main Street",
    "city": "Town",
    "postal_code": "12345",
    "country": "US",
}
"""Stands in for a field that was refused already, so that the others are checked as well."""
_SOMEBODY = Contact("Somebody", "somebody@example.org", is_primary=True)


@lru_cache(maxsize=1)
def countries() -> dict[str, str]:
    """ISO 3166 codes and English names, by name."""
    named = {
        code: name
        for code, name in Locale("en").territories.items()
        if len(code) == 2 and code.isalpha() and code not in _NO_COUNTRIES
    }
    return dict(sorted(named.items(), key=lambda one: one[1]))


def country_name(code: str) -> str:
    """The country's name, or the code of one that is not listed any more."""
    return countries().get(code, code)


@dataclass(slots=True)
class Draft:
    """A form as the page shows it: the texts in its fields, and a sentence per wrong field."""

    form_key: str
    typed: Mapping[str, str]
    add_ons: frozenset[str] = frozenset()
    left_out: frozenset[str] = frozenset()
    stand_alone: frozenset[str] = frozenset()
    problems: dict[str, str] = field(default_factory=dict)
    trouble: str = ""
    """What keeps us from going on although nothing in the form is wrong."""
    full: Tier | Benefit | None = None
    """What there is no place of, if that is the trouble."""
    had_file: bool = False
    """A file was sent along, which the browser does not send again by itself."""

    @property
    def wrong(self) -> dict[str, str]:
        """The problems in the order of the fields on the page."""
        order = {name: place for place, name in enumerate(_ORDER)}
        found = sorted(self.problems, key=lambda name: (order.get(name, len(order)), name))
        return {name: self.problems[name] for name in found}

    def choice(self) -> Choice:
        """What was ticked; numbers that are none stand for nothing that is offered."""
        slug = self.typed.get("tier", "")
        return Choice(
            "" if slug == STAND_ALONE else slug,
            _numbers(self.add_ons),
            _numbers(self.left_out),
            _numbers(self.stand_alone),
        )

    def selection(self, catalogue: Catalogue) -> Selection | None:
        """What the choice comes to; None while it cannot be had."""
        try:
            return selected(catalogue, self.choice())
        except Invalid:
            return None


def _numbers(ticked: Iterable[str]) -> tuple[int, ...]:
    return tuple(int(one) if one.isascii() and one.isdigit() else NOTHING for one in ticked)


def blank(form_key: str, tier: Tier | None) -> Draft:
    """A fresh form: the first contact is the primary one."""
    return Draft(form_key, {"tier": tier.slug if tier else "", "contact_0_primary": "yes"})


def sent_draft(form: Form) -> Draft:
    """The form as it was sent."""
    return Draft(
        form.submission(),
        form.typed,
        add_ons=frozenset(form.many("add_ons")),
        left_out=frozenset(form.many("left_out")),
        stand_alone=frozenset(form.many("stand_alone")),
        had_file=form.upload("logo") is not None,
    )


def answers_of(draft: Draft) -> dict[str, str | list[str]]:
    """What was typed and ticked, to be saved."""
    typed = {name: value for name, value in draft.typed.items() if name in _SAVED}
    ticked = {name: sorted(getattr(draft, name)) for name in _TICKED}
    return typed | ticked


def saved_draft(form_key: str, answers: Mapping[str, Any]) -> Draft:
    """A form as it was saved."""
    return Draft(
        form_key,
        {name: value for name, value in answers.items() if name in _SAVED},
        add_ons=frozenset(answers.get("add_ons", ())),
        left_out=frozenset(answers.get("left_out", ())),
        stand_alone=frozenset(answers.get("stand_alone", ())),
    )


def read_application(
    form: Form, draft: Draft, catalogue: Catalogue
) -> sponsorships.Application | None:
    """The application; None after noting in the draft what is wrong, field by field."""
    problems = draft.problems
    choice = draft.choice()
    _read(problems, lambda: selected(catalogue, choice), None)
    texts = {name: _line(form, name, problems) for name in _LINES}
    texts |= {name: _text(form, name, problems) for name in _TEXTS}
    if texts["country"] not in countries():
        problems["country"] = "Please choose a country from the list."
        texts["country"] = _VALID["country"]
    billing = read_billing(form, problems)
    contacts = _contacts(form, problems)
    application = _checked(problems, draft.form_key, choice, texts, contacts, billing=billing)
    return None if problems else application


def read_billing(form: Form, problems: dict[str, str]) -> BillingAddress:
    """Another address for invoices; the organisation's own after noting what is wrong with it."""
    given = {name: _line(form, name, problems) for name in BILLING}
    if given["billing_country"] and given["billing_country"] not in countries():
        problems["billing_country"] = "Please choose a country from the list."
        return OWN_ADDRESS
    return _read(problems, lambda: BillingAddress(**given), OWN_ADDRESS)


def _line(form: Form, name: str, problems: dict[str, str]) -> str:
    return _read(problems, lambda: form.line(name), _VALID.get(name, ""))


def _text(form: Form, name: str, problems: dict[str, str]) -> str:
    return _read(problems, lambda: form.text(name), _VALID.get(name, ""))


def _contacts(form: Form, problems: dict[str, str]) -> tuple[Contact, ...]:
    """The contacts that have anything in them, whatever their place in the form."""
    read = (_contact(form, f"contact_{number}_", problems) for number in CONTACTS)
    return tuple(contact for contact in read if contact is not None)


def _contact(form: Form, prefix: str, problems: dict[str, str]) -> Contact | None:
    """None for a place left empty; a wrong value is stood in for, so that all are checked."""
    if not any(prefix + part in form for part in ("name", "email", "phone")):
        return None

    def name() -> str:
        given = form.line(prefix + "name")
        sponsorships.one_line(given, prefix + "name", "the name of this contact", is_needed=True)
        return given

    def phone() -> str:
        given = form.line(prefix + "phone")
        sponsorships.one_line(given, prefix + "phone", "a phone number", is_needed=False)
        return given

    def email() -> str:
        return checked_email(form.line(prefix + "email"), prefix + "email")

    return Contact(
        name=_read(problems, name, "Somebody"),
        email=_read(problems, email, f"{prefix}@example.org"),
        phone=_read(problems, phone, ""),
        is_primary=form.flag(prefix + "primary"),
        is_administrative=form.flag(prefix + "administrative"),
        is_accounting=form.flag(prefix + "accounting"),
    )


def _checked(
    problems: dict[str, str],
    form_key: str,
    choice: Choice,
    texts: dict[str, str],
    contacts: tuple[Contact, ...],
    *,
    billing: BillingAddress,
) -> sponsorships.Application:
    while True:
        try:
            return sponsorships.Application(
                form_key=form_key,
                tier_slug=choice.tier_slug,
                add_on_ids=choice.add_on_ids,
                left_out_ids=choice.left_out_ids,
                stand_alone_ids=choice.stand_alone_ids,
                contacts=contacts,
                billing=billing,
                **texts,
            )
        except Invalid as wrong:
            if wrong.field in problems:
                raise
            problems[wrong.field] = str(wrong)
            if wrong.field == "contacts":
                contacts = (_SOMEBODY,)
            else:
                texts = texts | {wrong.field: _VALID.get(wrong.field, "")}


def _read(problems: dict[str, str], read: Callable[[], _Value], otherwise: _Value) -> _Value:
    try:
        return read()
    except Invalid as wrong:
        problems[wrong.field] = str(wrong)
        return otherwise
