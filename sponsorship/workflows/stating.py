"""A sponsor is sent its statement of account."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy.orm import Session

from sponsorship.documents import operations as documents
from sponsorship.documents.content import DocumentKind
from sponsorship.errors import Invalid, Refused
from sponsorship.invoicing import statements
from sponsorship.messages import letters_about_money as letters
from sponsorship.messages import outbox
from sponsorship.sponsorships.models import Sponsorship
from sponsorship.workflows.foundation import Foundation
from sponsorship.workflows.invoices_back import accounting_contacts


class NothingToState(Refused):
    """Raised when a sponsor is to be sent a statement although nothing was invoiced by then."""

    code = "nothing_to_state"

    def __init__(self, sponsorship: Sponsorship) -> None:
        self.sponsorship = sponsorship
        super().__init__("Nothing was invoiced to this sponsor by then.")


def send_statement(
    session: Session,
    sponsorship: Sponsorship,
    *,
    until: date,
    foundation: Foundation,
    at: datetime,
) -> int:
    """Owe the accounting contacts the statement of each currency: how many letters.

    It is about all sponsorships of the sponsor. Raises NothingToState or Invalid.
    """
    if until > foundation.calendar.day_of(at):
        raise Invalid("until", "This day has not come yet.")
    sponsor = sponsorship.sponsor
    accounts = statements.of_sponsor(session, sponsor, until=until, calendar=foundation.calendar)
    if not accounts:
        raise NothingToState(sponsorship)
    count = 0
    for account in accounts:
        document = documents.make(
            session,
            DocumentKind.STATEMENT,
            statements.as_document(
                sponsor, account, until=until, foundation=foundation.party,
                bank_details=foundation.bank_details, is_specimen=foundation.is_sandbox, at=at,
            ),
            title=f"Statement of account {until.isoformat()}",
            at=at,
        )  # fmt: skip
        for contact in accounting_contacts(sponsorship):
            letter = letters.StatementOfAccount(
                sponsor_name=sponsor.name, as_of=until, balance=account.balance
            )
            outbox.owe(
                session,
                letter,
                to=outbox.Recipient(contact.name, contact.email),
                fact=f"statement:{document.id}:{contact.id}",
                about=sponsorship.subject,
                at=at,
                attachments=[document.id],
            )
            count += 1
    return count
