"""The words in which stories are told: what donors, sponsors, staff and the processor do."""

from __future__ import annotations

import copy
import itertools
import json
import re
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from pydantic import BaseModel

from sponsorship import timetable, working
from sponsorship.audit import SYSTEM, Actor
from sponsorship.contracts import queries as agreements
from sponsorship.contracts.models import Contract
from sponsorship.database import Database
from sponsorship.documents import operations as documents
from sponsorship.documents.content import DocumentKind
from sponsorship.documents.rendering import Attachment
from sponsorship.donations import operations as donations
from sponsorship.donations.models import Donation, RecurringGift
from sponsorship.invoicing import queries as invoices
from sponsorship.invoicing.models import Invoice
from sponsorship.jobs import RecordingQueue
from sponsorship.ledger import periods
from sponsorship.ledger import queries as books
from sponsorship.ledger.posting import Entry, post
from sponsorship.money import Money
from sponsorship.payments import inbox
from sponsorship.payments.models import Refund
from sponsorship.payments.stripe.webhook import Envelope
from sponsorship.receipts.models import Receipt
from sponsorship.settings import load
from sponsorship.sponsorships import operations as sponsorships
from sponsorship.sponsorships import queries as applications
from sponsorship.sponsorships.models import Sponsorship
from sponsorship.staff import operations as staff
from sponsorship.staff.permissions import StaffRole
from sponsorship.suspense.models import SuspenseCase
from sponsorship.wiring import Wiring, foundation_of
from sponsorship.workflows import (
    billing,
    checking,
    closing,
    fetching,
    giving,
    recurring,
    refunding,
    sponsoring,
    sweeping,
    watching,
)
from tests.clock import NOW
from tests.fakes import RecordingTransport
from tests.processor import FakeProcessor
from tests.stories import worlds

STAFF = Actor("staff", "Sumana Rao", 7)
FINANCE = Actor("staff", "Femi Adeyemi", 8)


class TextRenderer:
    """Prints a document's content as JSON behind a PDF header: quick, and easy to look into."""

    def render(
        self, kind: DocumentKind, content: BaseModel, *, attachment: Attachment | None = None
    ) -> bytes:
        printed = {"kind": kind.value, "content": content.model_dump(mode="json")}
        if attachment is not None:
            printed["attachment"] = attachment.content.decode("latin-1")
        return b"%PDF-1.7\n" + json.dumps(printed, sort_keys=True).encode() + b"\n%%EOF"


@dataclass
class Story:
    """One small world: a foundation with two funds and an open programme year."""

    database: Database
    data_dir: Path
    queue: RecordingQueue
    processor: FakeProcessor = field(default_factory=lambda: FakeProcessor(NOW))
    transport: RecordingTransport = field(default_factory=RecordingTransport)
    sponsors_give_to: str = "general"
    """The fund of the programme year."""

    def __post_init__(self) -> None:
        self.keys = itertools.count(1)
        self.settle_in("UTC")
        worlds.found(self.database, sponsors_give_to=self.sponsors_give_to)

    def settle_in(self, time_zone: str, *, fiscal_year_starts_on: str = "01-01") -> None:
        """The foundation lives there, and its fiscal year begins on that month and day."""
        self.settings = load(
            data_dir=self.data_dir,
            base_url="https://fund.example",
            bank_details="First Bank\nIBAN XX00 0000",
            time_zone=time_zone,
            fiscal_year_starts_on=fiscal_year_starts_on,
        )
        self.wiring = Wiring(
            settings=self.settings,
            database=self.database,
            processor=self.processor,
            renderer=TextRenderer(),
            transport=self.transport,
            foundation=foundation_of(self.settings),
        )
        self.foundation = self.wiring.foundation

    def moved_to(self, database: Database, queue: RecordingQueue) -> Story:
        """The same world, going on in another database: after a restore, say."""
        moved = copy.copy(self)
        moved.database, moved.queue = database, queue
        moved.wiring = replace(self.wiring, database=database)
        return moved

    # --- Time and work -------------------------------------------------------------------------

    @property
    def now(self) -> datetime:
        return self.processor.now

    def pass_time(self, **passed: float) -> None:
        """So many days or hours go by."""
        self.processor.now += timedelta(**passed)

    def work(self) -> int:
        """The worker does everything that is owed; how many jobs that was."""
        return self.queue.drain(working.handlers(self.wiring, clock=lambda: self.now))

    # --- Donors --------------------------------------------------------------------------------

    def fill_in(self, amount: str = "100.00", **changes: Any) -> donations.Gift:
        """A filled-in gift form; say what is different about it."""
        facts: dict[str, Any] = {
            "form_key": f"form-{next(self.keys):020d}",
            "name": "Ada Byron",
            "email": "ada@example.org",
            "amount": Money.parse(amount, "USD"),
        }
        return donations.Gift(**(facts | changes))

    def submit(self, gift: donations.Gift, *, fund: str = "general") -> str:
        """Press the button: the address the donor is sent to."""
        address = giving.start_gift(
            self.database,
            self.processor,
            lambda _: gift,
            fund_slug=fund,
            foundation=self.foundation,
            at=self.now,
        )
        assert address is not None
        return address

    def page_of(self, address: str) -> str:
        """The processor's id of a payment page, from its address."""
        return address.rsplit("/", 1)[1]

    def give(self, amount: str = "100.00", *, fund: str = "general", **changes: Any) -> Donation:
        """Fill in the form, pay by card, and let the processor's news arrive."""
        gift = self.fill_in(amount, **changes)
        page = self.page_of(self.submit(gift, fund=fund))
        self.processor.pay(page)
        self.hear("checkout.session.completed", page)
        return self.gift(gift.form_key)

    def give_monthly(self, amount: str = "10.00", *, fund: str = "general") -> RecurringGift:
        """Set up a monthly gift and pay its first month."""
        gift = self.fill_in(amount, is_monthly=True)
        page = self.page_of(self.submit(gift, fund=fund))
        self.processor.begin_collecting(page)
        self.hear("checkout.session.completed", page)
        with self.database.reading() as session:
            return session.scalars(
                sa.select(RecurringGift).where(RecurringGift.form_key == gift.form_key)
            ).one()

    def next_month(
        self, recurring_gift: RecurringGift, *, number: int, succeeds: bool = True
    ) -> None:
        """A month passes and the processor collects again."""
        self.pass_time(days=31)
        request = next(
            r
            for r in self.processor.pages.values()
            if r.is_monthly and r.purpose_id == recurring_gift.id
        )
        instalment = self.processor.collect(request, number=number, succeeds=succeeds)
        self.hear("invoice.paid" if succeeds else "invoice.payment_failed", instalment)
        if not succeeds:
            self.hear("customer.subscription.updated", f"sub_{recurring_gift.id}")

    def cancel_monthly(self, recurring_gift: RecurringGift) -> None:
        """The donor follows the link of the letter and ends the gift."""
        recurring.cancel(
            self.database,
            self.processor,
            recurring_gift.public_token,
            foundation=self.foundation,
            at=self.now,
            by=Actor("donor", recurring_gift.donor_name),
        )
        self.work()

    def gift(self, form_key: str) -> Donation:
        """The gift of that form, as it stands now."""
        with self.database.reading() as session:
            return session.scalars(sa.select(Donation).where(Donation.form_key == form_key)).one()

    def again(self, donation: Donation) -> Donation:
        """The same gift, read anew."""
        with self.database.reading() as session:
            return session.get_one(Donation, donation.id)

    def payment_of(self, donation: Donation) -> str:
        """The processor's id of the payment of a gift."""
        return next(
            p.external_id
            for p in self.processor.payments.values()
            if p.purpose.value == "donation" and p.purpose_id == donation.id
        )

    def refund(self, donation: Donation, amount: str, *, reason: str = "asked for") -> None:
        """Finance gives back so much of a gift, and the worker asks the processor."""
        with self.database.unit_of_work() as session:
            refunding.decide_refund(
                session,
                session.get_one(Donation, donation.id),
                amount=Money.parse(amount, donation.currency),
                reason=reason,
                form_key=f"refund-{next(self.keys)}",
                foundation=self.foundation,
                at=self.now,
                by=FINANCE,
            )
        self.work()

    def approve_refund(self, refund_id: int, *, by: Actor = STAFF) -> None:
        """A second person agrees to a refund above the limit, and the worker asks the processor."""
        with self.database.unit_of_work() as session:
            refund = session.get_one(Refund, refund_id)
            refunding.approve_refund(session, refund, at=self.now, by=by)
        self.work()

    # --- The processor's news ------------------------------------------------------------------

    def hear(self, event_type: str, object_id: str, *, event_id: str = "") -> int:
        """A webhook arrives and the worker acts on it; how many jobs that was."""
        self.keep(event_type, object_id, event_id=event_id)
        return self.work()

    def keep(self, event_type: str, object_id: str, *, event_id: str = "") -> bool:
        """A webhook arrives and is kept; nobody has acted on it yet."""
        envelope = self.envelope(event_type, object_id, event_id=event_id)
        with self.database.unit_of_work() as session:
            return inbox.keep(session, envelope, at=self.now)

    def envelope(self, event_type: str, object_id: str, *, event_id: str = "") -> Envelope:
        """News of the processor's, as of now."""
        return Envelope(
            external_id=event_id or f"evt_{next(self.keys)}",
            livemode=False,
            account="",
            event_type=event_type,
            object_type=event_type.rsplit(".", 1)[0],
            object_id=object_id,
            body={"id": object_id, "created": int(self.now.timestamp())},
        )

    def miss(self, event_type: str, object_id: str) -> Envelope:
        """It happened, and the webhook never came: only the processor's list has it."""
        envelope = self.envelope(event_type, object_id)
        self.processor.news.append((self.now, envelope))
        return envelope

    def fetch(self) -> int:
        """The hour strikes: what was missed is fetched and acted on; how much that was."""
        new = fetching.fetch_missed(self.database, self.processor, at=self.now)
        self.work()
        return new

    def sweep(self) -> list[str]:
        """The hour strikes: what is unfinished is looked after; what could not be."""
        done = sweeping.sweep(
            self.database, self.processor, foundation=self.foundation, at=self.now
        )
        self.work()
        return done.failures

    def watch(self) -> list[str]:
        """Five minutes are over: the codes of the alarms, and letters about them."""
        with self.database.unit_of_work() as session:
            found = watching.watch(
                session, foundation=self.foundation, periods=timetable.PERIODS, at=self.now
            )
        self.work()
        return [alarm.code for alarm in found]

    def cases(self) -> list[str]:
        """The cases in suspense, as "reason status undecided"."""
        with self.database.reading() as session:
            found = session.scalars(sa.select(SuspenseCase).order_by(SuspenseCase.id))
            return [f"{one.reason.value} {one.status.value} {one.undecided}" for one in found]

    # --- Sponsors and staff ----------------------------------------------------------------------

    def application(self, **changes: Any) -> sponsorships.Application:
        """A filled-in application; say what is different about it."""
        facts: dict[str, Any] = {
            "form_key": f"apply-{next(self.keys):020d}",
            "tier_slug": "partner",
            "add_on_ids": (),
            "name": "Fox & Hedgehog Ltd",
            "description": "We make maps for people who walk.",
            "website": "https://foxhedgehog.example",
            "address_line_1": "1 Burrow Lane",
            "address_line_2": "",
            "city": "Hay-on-Wye",
            "region": "",
            "postal_code": "HR3 5AA",
            "country": "GB",
            "tax_id": "GB000000000",
            "po_number": "PO-77",
            "message": "We have built on Python since 2009.",
            "contacts": (
                sponsorships.Contact(
                    "Rosa Fox", "rosa@foxhedgehog.example", is_primary=True, is_administrative=True
                ),
                sponsorships.Contact(
                    "Hal Hedge", "accounts@foxhedgehog.example", is_accounting=True
                ),
            ),
        }
        return sponsorships.Application(**(facts | changes))

    def apply(self, **changes: Any) -> Sponsorship:
        """A company applies and the worker sends what that owes."""
        token = sponsoring.apply(
            self.database,
            self.application(**changes),
            logo=None,
            foundation=self.foundation,
            at=self.now,
        )
        self.work()
        with self.database.reading() as session:
            return applications.by_token(session, token)

    def approve(
        self,
        sponsorship: Sponsorship,
        *,
        fee: str = "11000.00",
        starts_on: date = date(2026, 4, 1),
        ends_on: date = date(2027, 3, 31),
    ) -> Contract:
        """Staff agree to term and fee: the drafted contract."""
        with self.database.unit_of_work() as session:
            contract = sponsoring.approve(
                session,
                applications.get(session, sponsorship.id),
                starts_on=starts_on,
                ends_on=ends_on,
                agreed_fee=Money.parse(fee, "USD"),
                foundation=self.foundation,
                at=self.now,
                by=STAFF,
            )
        self.work()
        return self.contract(contract.id)

    def send(self, contract: Contract) -> Contract:
        """Staff look at the PDF and send the contract."""
        documents.rendered(self.database, self.wiring.renderer, contract.document_id, at=self.now)
        with self.database.unit_of_work() as session:
            sponsoring.send_contract(
                session,
                agreements.get(session, contract.id),
                foundation=self.foundation,
                at=self.now,
                by=STAFF,
            )
        self.work()
        return self.contract(contract.id)

    def sign(self, contract: Contract, **changes: Any) -> Contract:
        """The sponsor's contact reads the PDF and signs by typing name and title."""
        facts: dict[str, Any] = {
            "signer_name": "Rosa Fox",
            "signer_title": "Director",
            "has_consented": True,
            "seen_sha256": self.contract(contract.id).document.sha256 or "",
            "address": "203.0.113.5",
            "user_agent": "Firefox",
            "foundation": self.foundation,
            "at": self.now,
            "by": Actor("sponsor", "Rosa Fox"),
        }
        with self.database.unit_of_work() as session:
            sponsoring.sign_contract(
                session, agreements.get(session, contract.id), **(facts | changes)
            )
        self.work()
        return self.contract(contract.id)

    def contracted(self, **changes: Any) -> Sponsorship:
        """A sponsor whose contract is executed and whose invoice is issued."""
        sponsorship = self.apply(**changes)
        self.sign(self.send(self.approve(sponsorship)))
        return sponsorship

    def contract(self, contract_id: int) -> Contract:
        with self.database.reading() as session:
            return agreements.get(session, contract_id)

    def sponsorship(self, sponsorship: Sponsorship) -> Sponsorship:
        """The same sponsorship, read anew."""
        with self.database.reading() as session:
            return applications.get(session, sponsorship.id)

    def invoice_of(self, sponsorship: Sponsorship) -> Invoice:
        """The newest invoice of a sponsorship, as it stands now."""
        with self.database.reading() as session:
            return invoices.of_sponsorship(session, sponsorship.id)[0]

    # --- The books ------------------------------------------------------------------------------

    def hire(self, name: str) -> Actor:
        """A new member of the finance staff."""
        with self.database.unit_of_work() as session:
            member = staff.add(
                session,
                name=name,
                email=f"{name.split(maxsplit=1)[0].lower()}@fund.example",
                role=StaffRole.FINANCE,
                by=SYSTEM,
                at=self.now,
            )
            session.flush()
            return member.actor

    def post(self, entry: Entry) -> int | None:
        """An entry of nobody's in particular is posted."""
        with self.database.unit_of_work() as session:
            return post(session, entry, at=self.now, by=SYSTEM)

    def close_month(self, number: int, *, by: Actor = FINANCE) -> None:
        """The nightly work is done, and finance closes a month, like 202603."""
        today = self.foundation.calendar.day_of(self.now)
        billing.earn_revenue(self.database, today=today, at=self.now)
        checking.check_everything(self.database, clock=lambda: self.now)
        with self.database.unit_of_work() as session:
            period = periods.of_month(session, number)
            closing.close_month(session, period, today=today, at=self.now, by=by)

    def reopen_month(self, number: int, *, asks: Actor, agrees: Actor, reason: str) -> None:
        """Two people open a closed month again."""
        with self.database.unit_of_work() as session:
            period = periods.of_month(session, number)
            periods.request_reopening(session, period, reason=reason, at=self.now, by=asks)
        with self.database.unit_of_work() as session:
            period = periods.of_month(session, number)
            periods.reopen(session, period, at=self.now, by=agrees)

    # --- What became of it -----------------------------------------------------------------------

    def journal(self, source: str | None = None) -> list[str]:
        """The journal as the accountant prints it, with blanks evened out."""
        with self.database.reading() as session:
            lines = books.printed(books.entries(session, source=source))
        return [re.sub(r"(?<=\S) {2,}", "  ", line) for line in lines]

    def subjects(self) -> list[str]:
        """The subjects of all letters sent, oldest first."""
        return self.transport.subjects

    def recipients(self) -> list[str]:
        return [str(message["To"]) for message in self.transport.sent]

    def receipts(self) -> list[str]:
        """The numbers of all receipts with their status, in order."""
        with self.database.reading() as session:
            found = session.scalars(sa.select(Receipt).order_by(Receipt.year, Receipt.sequence))
            return [f"{receipt.number} {receipt.status.value}" for receipt in found]

    def count(self, model: type[Any]) -> int:
        with self.database.reading() as session:
            return session.scalar(sa.select(sa.func.count()).select_from(model)) or 0
