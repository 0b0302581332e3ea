"""What happens to a contract besides its signing: reminders, an amendment, an early end."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy.orm import Session

from sponsorship.announcements import operations as announcements
from sponsorship.audit import SYSTEM, Actor
from sponsorship.contracts import operations as contracts
from sponsorship.contracts import queries as agreements
from sponsorship.contracts.models import Contract
from sponsorship.database import Database
from sponsorship.importing import queries as imports
from sponsorship.messages import letters_of_contracts as letters
from sponsorship.messages import outbox
from sponsorship.sponsorships import operations as sponsorships
from sponsorship.supplements import operations as supplements
from sponsorship.workflows.contracting import drafting_of
from sponsorship.workflows.foundation import Foundation
from sponsorship.workflows.sponsoring import contract_contacts

REMIND_EVERY_DAYS = 7
MOST_REMINDERS = 8
"""After two months somebody has to call."""


def remind_unsigned(database: Database, *, foundation: Foundation, at: datetime) -> int:
    """Owe a reminder for each contract that has waited for a week, then every week, for two months.

    Who signs a contract that was sent from elsewhere, before it came here, is asked there: staff remind
    them. How many letters were new; running it again on the same day owes none.
    """
    today = foundation.calendar.day_of(at)
    new = 0
    with database.unit_of_work() as session:
        from_elsewhere = imports.imported(session, Contract)
        for contract in agreements.awaiting_signature(session):
            if contract.sent_at is None or contract.id in from_elsewhere:
                continue
            turn = (today - foundation.calendar.day_of(contract.sent_at)).days // REMIND_EVERY_DAYS
            if 1 <= turn <= MOST_REMINDERS:
                new += _remind(
                    session, contract, str(turn), foundation=foundation, at=at, by=SYSTEM
                )
    return new


def remind(
    session: Session, contract: Contract, *, foundation: Foundation, at: datetime, by: Actor
) -> int:
    """Staff remind those who sign, once a day at most; how many letters that was."""
    contracts.check_waits(contract)
    today = foundation.calendar.day_of(at)
    return _remind(session, contract, today.isoformat(), foundation=foundation, at=at, by=by)


def _remind(
    session: Session,
    contract: Contract,
    turn: str,
    *,
    foundation: Foundation,
    at: datetime,
    by: Actor,
) -> int:
    if contract.sent_at is None:
        raise AssertionError("a contract waits for a signature and was never sent")
    sponsorship = contract.sponsorship
    letter = letters.ContractReminder(
        sponsor_name=sponsorship.sponsor.name,
        tier_name=sponsorship.tier.name,
        programme=sponsorship.program_year.title,
        contract_reference=contract.reference,
        sent_on=foundation.calendar.day_of(contract.sent_at),
        sign_link=foundation.links.contract(contract.public_token),
    )
    owed = [
        outbox.owe(
            session,
            letter,
            to=outbox.Recipient(contact.name, contact.email),
            fact=f"contract:{contract.id}:{contact.id}:{turn}",
            about=sponsorship.subject,
            at=at,
            by=by,
        )
        for contact in contract_contacts(sponsorship)
    ]
    return sum(one is not None for one in owed)


def amend(
    session: Session,
    contract: Contract,
    *,
    particulars: str,
    foundation: Foundation,
    at: datetime,
) -> Contract:
    """Draft an amendment of an executed contract, which stays in force until both have signed it."""
    return contracts.amend(
        session,
        contract,
        drafting_of(foundation),
        particulars=particulars,
        at=at,
        on=foundation.calendar.day_of(at),
    )


def terminate(
    session: Session,
    contract: Contract,
    *,
    last_day: date,
    reason: str,
    at: datetime,
    by: Actor,
) -> None:
    """End an executed contract early: benefits and logo end with that day, and the sponsor is told.

    What is owed afterwards is decided by a person, at the invoice.
    """
    sponsorship = contract.sponsorship
    contracts.terminate(session, contract, last_day=last_day, reason=reason, at=at, by=by)
    for other in agreements.of_sponsorship(session, sponsorship.id):
        if other.can_be("nullified"):
            contracts.nullify(session, other, reason=reason, at=at, by=by)
    supplements.end_waiting(session, sponsorship, reason=reason, at=at, by=by)
    session.flush()  # the term follows the contract
    sponsorships.end_early(sponsorship, last_day=last_day)
    letter = letters.ContractTerminated(
        sponsor_name=sponsorship.sponsor.name,
        contract_reference=contract.reference,
        last_day=last_day,
        reason=contract.terminated_reason,
    )
    for contact in contract_contacts(sponsorship):
        outbox.owe(
            session,
            letter,
            to=outbox.Recipient(contact.name, contact.email),
            fact=f"contract:{contract.id}:{contact.id}",
            about=sponsorship.subject,
            at=at,
            by=by,
        )
    announcements.owe_look(session, sponsorship, at=at)
