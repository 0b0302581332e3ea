"""The composition root: from settings to the running parts. Nothing else builds them."""

from __future__ import annotations

from dataclasses import dataclass

from sponsorship.database import Database
from sponsorship.documents.rendering import Renderer, TypstRenderer
from sponsorship.jobs import DbosQueue, JobQueue
from sponsorship.messages.letterhead import Letterhead
from sponsorship.messages.transport import CaughtTransport, SmtpTransport, Transport
from sponsorship.payments.processor import Processor
from sponsorship.payments.stripe.client import StripeProcessor
from sponsorship.settings import SANDBOX_API_KEY, Settings
from sponsorship.workflows.foundation import Foundation, Links


@dataclass(frozen=True, slots=True)
class Wiring:
    """Everything that a web process or a worker needs, built once."""

    settings: Settings
    database: Database
    processor: Processor
    renderer: Renderer
    transport: Transport
    foundation: Foundation

    @property
    def letterhead(self) -> Letterhead:
        """How the foundation's letters name their sender."""
        return letterhead_of(self.foundation, self.settings)


def foundation_of(settings: Settings) -> Foundation:
    """The foundation as its settings describe it."""
    return Foundation(
        name=settings.organisation_name,
        address=tuple(settings.organisation_address.splitlines()),
        tax_id=settings.organisation_tax_id,
        email=settings.organisation_email,
        signatory_name=settings.signatory_name,
        signatory_title=settings.signatory_title,
        bank_details=settings.bank_details,
        calendar=settings.calendar,
        links=Links(settings.origin, settings.disputes_address),
        currency=settings.currency,
        smallest_gift=settings.smallest_gift,
        largest_gift=settings.largest_gift,
        invoice_due_days=settings.invoice_due_days,
        refund_approval_above=settings.refund_approval_above,
        is_sandbox=settings.is_sandbox,
        asset_reminder_days=tuple(int(days) for days in settings.asset_reminder_days.split(",")),
        remind_before_days=settings.days_before_due,
        remind_every_days=settings.overdue_reminder_days,
    )


def letterhead_of(foundation: Foundation, settings: Settings) -> Letterhead:
    """Name, address and sender of the foundation's letters."""
    return Letterhead(
        name=foundation.name,
        address="\n".join(foundation.address),
        sender=settings.sender,
        reply_to=settings.organisation_email,
        is_sandbox=foundation.is_sandbox,
    )


def build(settings: Settings, *, queue: JobQueue | None = None) -> Wiring:
    """Build everything from the settings; no connection is made and no network is used yet."""
    mail = settings.mail_url.get_secret_value()
    return Wiring(
        settings=settings,
        database=Database(settings.database, jobs=queue or DbosQueue()),
        processor=StripeProcessor(
            settings.stripe_key or SANDBOX_API_KEY,
            base_address=settings.sandbox_origin if settings.is_sandbox else None,
        ),
        renderer=TypstRenderer(),
        transport=SmtpTransport(mail) if mail else CaughtTransport(settings.mail_dir),
        foundation=foundation_of(settings),
    )
