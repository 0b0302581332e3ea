"""What donors do, and the processor with their gifts."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from hypothesis import strategies as st
from hypothesis.stateful import initialize, precondition, rule

from faults.model.sequence import ANY, NEWS, Sequence, usd
from sponsorship.donations.models import RecurringGift
from sponsorship.payments.models import (
    Method,
    PaymentStatus,
)
from sponsorship.payments.processor import Collection, PageStatus


class Giving(Sequence):
    @rule(
        amount=st.sampled_from(["100.00", "25.01", "3000.00"]),
        fund=st.sampled_from(["general", "security", "jubilee"]),
    )
    def a_gift_is_begun(self, amount: str, fund: str) -> None:
        gift = self.story.fill_in(amount)
        page = self.story.page_of(self.story.submit(gift, fund=fund))
        key = f"gift {self.processor.pages[page].purpose_id}"
        self.model.gifts[key] = {"cents": gift.amount.minor, "fund": fund, "status": "begun"}
        self.pages[key] = page
        self.forms.append((gift, fund, key))

    @initialize(funds=st.lists(st.sampled_from(["general", "security", "jubilee"]), max_size=3))
    def some_gifts_are_given(self, funds: list[str]) -> None:
        for fund in funds:
            self.a_gift_is_given("100.00", fund, "comes")

    @rule(
        amount=st.sampled_from(["100.00", "3000.00"]),
        fund=st.sampled_from(["general", "security", "jubilee"]),
        news=NEWS,
    )
    def a_gift_is_given(self, amount: str, fund: str, news: str) -> None:
        self.a_gift_is_begun(amount, fund)
        page = self.pages[self.forms[-1][2]]
        self.processor.pay(page)
        self.tell("checkout.session.completed", page, news)

    @precondition(lambda self: self.forms)
    @rule(n=ANY)
    def the_donor_sends_the_form_again(self, n: int) -> None:
        gift, fund, key = self.forms[n % len(self.forms)]
        page = self.story.page_of(self.story.submit(gift, fund=fund))
        if page in self.processor.pages:
            self.pages[key] = page

    def open_pages(self) -> list[str]:
        return [
            page
            for page, status in self.processor.status.items()
            if status is PageStatus.OPEN and self.processor.pages[page].expires_at > self.story.now
        ]

    @precondition(lambda self: self.open_pages())
    @rule(n=ANY, method=st.sampled_from([Method.CARD, Method.BANK_DEBIT]), more=st.sampled_from(
        [0, 0, 0, -1, 500]), news=NEWS)  # fmt: skip
    def a_page_is_paid(self, n: int, method: Method, more: int, news: str) -> None:
        pages = self.open_pages()
        page = pages[n % len(pages)]
        request = self.processor.pages[page]
        if request.is_monthly:
            self.processor.begin_collecting(page)
        else:
            self.processor.pay(page, by=method, amount=request.amount + usd(more))
        self.tell("checkout.session.completed", page, news)

    @precondition(lambda self: self.pages_out_of_time())
    @rule(n=ANY, news=NEWS)
    def a_page_expires(self, n: int, news: str) -> None:
        pages = self.pages_out_of_time()
        page = pages[n % len(pages)]
        self.processor.status[page] = PageStatus.EXPIRED
        self.tell("checkout.session.expired", page, news)

    def pages_out_of_time(self) -> list[str]:
        status = self.processor.status
        return [
            one for one in status if status[one] is PageStatus.OPEN and one not in self.open_pages()
        ]

    @precondition(lambda self: self.payments(PaymentStatus.PENDING))
    @rule(n=ANY, settles=st.booleans(), news=NEWS)
    def the_bank_answers_about_a_debit(self, n: int, *, settles: bool, news: str) -> None:
        pending = self.payments(PaymentStatus.PENDING)
        payment = pending[n % len(pending)].external_id
        (self.processor.settle if settles else self.processor.fail)(payment)
        self.tell("payment_intent.succeeded", payment, news)

    @precondition(lambda self: self.payments(PaymentStatus.SETTLED))
    @rule(n=ANY, news=NEWS)
    def a_fee_becomes_known(self, n: int, news: str) -> None:
        payment = self.a_settled(n)
        if payment.fee is None:
            fee = usd(30 + payment.amount.minor * 29 // 1000)
            self.processor.reveal_fee(payment.external_id, fee)
        self.tell("charge.updated", payment.external_id, news)

    @rule(fund=st.sampled_from(["general", "jubilee"]))
    def a_monthly_gift_is_begun(self, fund: str) -> None:
        gift = self.story.fill_in("10.00", is_monthly=True)
        page = self.story.page_of(self.story.submit(gift, fund=fund))
        self.monthly[f"monthly {self.processor.pages[page].purpose_id}"] = "begun"

    def collections(self) -> list[Any]:
        found = self.processor.collections.values()
        return [one for one in found if one.status is not Collection.CANCELLED]

    @precondition(lambda self: self.collections())
    @rule(n=ANY, succeeds=st.booleans(), news=NEWS, other_news=NEWS)
    def a_month_is_collected(self, n: int, *, succeeds: bool, news: str, other_news: str) -> None:
        collection = self.collections()[n % len(self.collections())]
        months = [
            one
            for one in self.processor.instalments.values()
            if one.recurring_gift_id == collection.recurring_gift_id
        ]
        number = len(months) + (not months[-1].has_failed)
        request = self.request_of(collection.recurring_gift_id)
        if succeeds:
            again = replace(collection, status=Collection.ACTIVE)
            self.processor.collections[collection.external_id] = again
        month = self.processor.collect(request, number=number, succeeds=succeeds)
        self.tell("invoice.paid" if succeeds else "invoice.payment_failed", month, news)
        self.tell("customer.subscription.updated", collection.external_id, other_news)

    @precondition(lambda self: self.collections())
    @rule(n=ANY)
    def a_monthly_gift_is_ended(self, n: int) -> None:
        collection = self.collections()[n % len(self.collections())]
        with self.story.database.reading() as session:
            gift = session.get_one(RecurringGift, collection.recurring_gift_id)
        self.story.cancel_monthly(gift)
        self.hear_of_collection(collection.external_id)
