"""A year of sample gifts, paid in the payments sandbox like any other and dated back."""

from __future__ import annotations

import json
import random
import urllib.request
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from sponsorship.clock import utc_now
from sponsorship.database import Database
from sponsorship.demo.catalogue import GENERAL, SECURITY
from sponsorship.donations import operations as donations
from sponsorship.funds import queries as funds
from sponsorship.money import Money
from sponsorship.payments import operations as payments
from sponsorship.payments.models import Checkout, Purpose
from sponsorship.payments.processor import (
    CheckoutPage,
    CheckoutRequest,
    InstalmentState,
    Processor,
    State,
)
from sponsorship.workflows import giving, news
from sponsorship.workflows.foundation import Foundation

_NAMES = (
    "Amara Okafor", "Bjarne Lindqvist", "Chiara Romano", "Dmitri Petrov", "Elif Yılmaz",
    "Fatima Al-Sayed", "Grace Mwangi", "Hiroshi Tanaka", "Ines Carvalho", "Jonas Weber",
    "Kavya Iyer", "Liam O'Connor", "Mei Lin", "Noah Fischer", "Olga Ivanova", "Priya Nair",
    "Quentin Dubois", "Rosa Martínez", "Sven Johansson", "Tala Haddad", "Uma Krishnan",
    "Viktor Novák", "Wanjiru Kamau", "Ximena Torres", "Yuki Sato", "Zoë van Dijk",
)  # fmt: skip
_NOTES = ("", "", "", "Thank you for the package index!", "From all of us at the user group.",
          "For everything I learned here.", "Keep up the good work.")  # fmt: skip
_AMOUNTS = (10, 20, 25, 25, 25, 50, 50, 50, 75, 100, 100, 150, 250, 500, 1000)
_LARGE = ((4_000, SECURITY), (12_500, SECURITY), (2_500, GENERAL), (25_000, SECURITY))


class SandboxRemote:
    """The buttons of the payments sandbox, pressed by a program."""

    def __init__(self, origin: str) -> None:
        self.origin = origin

    def press(self, path: str, **wishes: Any) -> Any:
        request = urllib.request.Request(  # noqa: S310 - our own address on this machine
            f"{self.origin}/sandbox/api/{path}",
            data=json.dumps(wishes).encode(),
            headers={"Content-Type": "application/json"},
            method="POST",
        )
        with urllib.request.urlopen(request, timeout=30) as answer:  # noqa: S310
            return json.load(answer)

    def objects(self, kind: str) -> list[dict[str, Any]]:
        with urllib.request.urlopen(  # noqa: S310
            f"{self.origin}/sandbox/api/objects?kind={kind}", timeout=30
        ) as answer:
            found: list[dict[str, Any]] = json.load(answer)["objects"]
            return found


@dataclass(frozen=True)
class Giver:
    """Gives in the past: the product's own operations, the sandbox's own payments, earlier dates."""

    database: Database
    processor: Processor
    remote: SandboxRemote
    foundation: Foundation
    chance: random.Random

    def give_for_a_year(self, *, now: datetime, single: int = 72) -> None:
        """Single gifts spread over the last year, more of them lately, and a few monthly ones."""
        days = sorted((self.chance.triangular(1, 364, 40) for _ in range(single)), reverse=True)
        for number, ago in enumerate(days):
            amount = self.chance.choice(_AMOUNTS)
            slug = SECURITY if self.chance.random() < 0.35 else GENERAL
            if number % 18 == 5:
                amount, slug = _LARGE[number // 18 % len(_LARGE)]
            self.give_once(amount, slug, at=now - timedelta(days=ago), number=number)
        for number, months in enumerate((9, 6, 3, 1)):
            self.give_monthly(self.chance.choice((10, 15, 25, 50)), months, now=now, number=number)

    def give_once(self, amount: int, slug: str, *, at: datetime, number: int) -> None:
        """One gift by card, paid and receipted at `at`."""
        gift = self._gift(amount, slug, key=f"demo-gift-{number:06d}", is_monthly=False)
        page = self._open_page(gift, slug, at=at)
        outcome = "paid" if number % 23 else "refund_fails"
        self._press_pay(page, gift, outcome)
        self._follow(self.processor.look_up_checkout(page.external_id), at=at)

    def give_monthly(self, amount: int, months: int, *, now: datetime, number: int) -> None:
        """A monthly gift that began `months` ago and was collected every month since."""
        began = now - timedelta(days=30 * months + 3)
        slug = GENERAL if number % 2 else SECURITY
        gift = self._gift(amount, slug, key=f"demo-monthly-{number:06d}", is_monthly=True)
        page = self._open_page(gift, slug, at=began)
        self._press_pay(page, gift, "paid")
        states = self.processor.look_up_checkout(page.external_id)
        self._follow(states, at=began)
        paid = next(state for state in states if isinstance(state, InstalmentState))
        first = next(i for i in self.remote.objects("invoice") if i["id"] == paid.external_id)
        collection = first["parent"]["subscription_details"]["subscription"]
        self.remote.press(f"subscriptions/{collection}/advance", months=months)
        later = [
            invoice["id"]
            for invoice in self.remote.objects("invoice")
            if invoice["id"] != paid.external_id
            and (invoice["parent"] or {}).get("subscription_details", {}).get("subscription")
            == collection
        ]
        for month, invoice_id in enumerate(later, start=1):
            found = self.processor.look_up_event("invoice.paid", "invoice", invoice_id)
            self._follow(found.states, at=began + timedelta(days=30 * month))

    def _gift(self, amount: int, slug: str, *, key: str, is_monthly: bool) -> donations.Gift:
        name = self.chance.choice(_NAMES)
        plain = "".join(letter for letter in name.lower() if letter.isascii() and letter.isalpha())
        with self.database.reading() as session:
            currency = funds.by_slug(session, slug).currency
        return donations.Gift(
            form_key=key.ljust(24, "-"),
            name=name,
            email=f"{plain}@example.org",
            amount=Money.parse(str(amount), currency),
            is_monthly=is_monthly,
            is_anonymous=self.chance.random() < 0.2,
            note=self.chance.choice(_NOTES),
        )

    def _open_page(self, gift: donations.Gift, slug: str, *, at: datetime) -> CheckoutPage:
        with self.database.unit_of_work() as session:
            fund = funds.by_slug(session, slug)
            begin = donations.begin_monthly if gift.is_monthly else donations.begin
            known, _ = begin(session, gift, fund, at=at)
            purpose = Purpose.RECURRING_GIFT if gift.is_monthly else Purpose.DONATION
            # The page itself is opened now, whatever day the gift is dated.
            until = (utc_now() + payments.PAGE_LIFETIME).replace(microsecond=0)

            def asks(checkout: Checkout) -> CheckoutRequest:
                checkout.expires_at = until
                return giving.request_for(checkout, known, fund, self.foundation)

            checkout = payments.begin_checkout(
                session, purpose, known.id, amount=gift.amount, at=at, is_first=True, asks=asks
            )
            request = asks(checkout)
        page = self.processor.open_checkout(request)
        with self.database.unit_of_work() as session:
            payments.remember_page(session, request.checkout_id, page)
        return page

    def _press_pay(self, page: CheckoutPage, gift: donations.Gift, outcome: str) -> None:
        self.remote.press(
            f"sessions/{page.external_id}/pay", outcome=outcome, email=gift.email, name=gift.name
        )

    def _follow(self, states: Sequence[State], *, at: datetime) -> None:
        follow = news.appliers(self.foundation, at)
        with self.database.unit_of_work() as session:
            for state in states:
                dated = replace(state, at=at)
                if isinstance(dated, InstalmentState) and dated.payment is not None:
                    dated = replace(dated, payment=replace(dated.payment, at=at))
                follow[type(dated)](session, dated)
