"""What sponsors, staff and the calendar do."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from hypothesis import strategies as st
from hypothesis.stateful import precondition, rule

from faults.model.expected import DAY
from faults.model.sequence import ANY, SHARES, Sequence, share_of, usd
from faults.model.world import FEES
from sponsorship.invoicing import queries as invoices
from sponsorship.invoicing.models import Invoice
from sponsorship.sponsorships import queries as applications
from sponsorship.workflows import billing
from tests.stories.telling import FINANCE


class Sponsoring(Sequence):
    @precondition(lambda self: len(self.signed) < len(FEES))
    @rule()
    def a_sponsor_signs(self) -> None:
        contract = self.world.contracts[len(self.signed)]
        self.story.sign(contract)
        sponsorship = self.story.sponsorship(contract.sponsorship)
        self.signed[self.issued(self.story.invoice_of(sponsorship))] = sponsorship

    def issued(self, invoice: Invoice) -> str:
        key = f"invoice {invoice.id}"
        self.model.issue(key, invoice.total.minor, invoice.starts_on, invoice.ends_on, self.today)
        return key

    def an_invoice(self, n: int) -> tuple[str, int, dict[str, Any]]:
        key = list(self.model.invoices)[n % len(self.model.invoices)]
        return key, int(key.split()[1]), self.model.invoices[key]

    @precondition(lambda self: self.model.invoices)
    @rule(n=ANY)
    def a_sponsor_opens_the_page_to_pay(self, n: int) -> None:
        _, row_id, one = self.an_invoice(n)
        with self.story.database.reading() as session:
            token = invoices.get(session, row_id).public_token
        with self.refused(if_=not self.model.owed(one)):
            billing.start_payment(
                self.story.database,
                self.processor,
                token,
                foundation=self.story.foundation,
                at=self.story.now,
            )

    @precondition(lambda self: self.model.invoices)
    @rule(n=ANY, share=SHARES)
    def a_transfer_is_recorded(self, n: int, share: tuple[int, int]) -> None:
        key, row_id, one = self.an_invoice(n)
        owed = self.model.owed(one)
        cents, is_refused = share_of(owed, share), share_of(owed, share) > owed
        self.numbers += 1
        with self.refused(if_=is_refused), self.story.database.unit_of_work() as session:
            billing.record_bank_transfer(
                session,
                invoices.get(session, row_id),
                amount=usd(cents),
                received_on=self.today,
                payer="Fox & Hedgehog Ltd",
                bank_reference=f"transfer {self.numbers}",
                form_key=None,
                foundation=self.story.foundation,
                at=self.story.now,
                by=FINANCE,
            )
        if not is_refused:
            self.model.transfer(key, cents, self.today, f"transfer {self.numbers}")

    @precondition(lambda self: self.model.invoices)
    @rule(n=ANY, share=SHARES)
    def an_invoice_is_credited(self, n: int, share: tuple[int, int]) -> None:
        key, row_id, one = self.an_invoice(n)
        owed = self.model.owed(one)
        cents, is_refused = share_of(owed, share), share_of(owed, share) > owed
        self.numbers += 1
        with self.refused(if_=is_refused), self.story.database.unit_of_work() as session:
            billing.credit_invoice(
                session,
                invoices.get(session, row_id),
                amount=usd(cents),
                reason="Agreed.",
                form_key=None,
                foundation=self.story.foundation,
                at=self.story.now,
                by=FINANCE,
            )
        if not is_refused:
            self.model.credit(key, cents, self.today, f"note {self.numbers}")

    @precondition(lambda self: self.model.invoices)
    @rule(n=ANY, is_for_another=st.booleans())
    def an_invoice_is_void(self, n: int, *, is_for_another: bool) -> None:
        key, row_id, one = self.an_invoice(n)
        if not is_for_another:
            return
        is_refused = bool(one["void"] or one["paid"] or one["credited"])
        with self.refused(if_=is_refused), self.story.database.unit_of_work() as session:
            billing.void_invoice(
                session,
                invoices.get(session, row_id),
                reason="It was for somebody else.",
                foundation=self.story.foundation,
                at=self.story.now,
                by=FINANCE,
            )
        if is_refused:
            return
        self.model.void(key, self.today)
        sponsorship = self.signed.pop(key)
        with self.story.database.unit_of_work() as session:
            anew = billing.invoice_sponsorship(
                session,
                applications.get(session, sponsorship.id),
                foundation=self.story.foundation,
                at=self.story.now,
                by=FINANCE,
            )
        self.signed[self.issued(anew)] = sponsorship

    @precondition(
        lambda self: any(one["starts"] < self.today for one in self.model.invoices.values())
    )
    @rule()
    def the_nightly_work_is_done(self) -> None:
        billing.earn_revenue(self.story.database, today=self.today, at=self.story.now)
        self.model.earn(self.today)

    def next_month_end(self) -> date | None:
        """The last day of the month whose turn it is to be closed, if it is over."""
        months = [month for month, _ in self.model.books]
        if self.last_closed is None and not months:
            return None
        first = (
            self.last_closed + DAY if self.last_closed else date.fromisoformat(f"{min(months)}-01")
        )
        end = (first + timedelta(days=31)).replace(day=1) - DAY
        return end if end < self.today else None

    @precondition(lambda self: self.next_month_end())
    @rule()
    def a_month_is_closed(self) -> None:
        end = self.next_month_end()
        assert end is not None
        self.story.close_month(end.year * 100 + end.month)
        self.model.earn(self.today)
        self.model.close(end)

    @property
    def last_closed(self) -> date | None:
        return self.model.closed[-1] if self.model.closed else None

    @precondition(lambda self: self.last_closed)
    @rule(is_needed=st.booleans())
    def two_people_reopen_a_month(self, *, is_needed: bool) -> None:
        if not is_needed or self.last_closed is None:
            return
        asks, agrees = self.world.staff
        month = self.last_closed.year * 100 + self.last_closed.month
        self.story.reopen_month(month, asks=asks, agrees=agrees, reason="A late bill.")
        self.model.closed.pop()
