"""Questions about contracts."""

import sqlalchemy as sa
from sqlalchemy.orm import Session, joinedload, selectinload

from sponsorship.contracts.models import Contract, ContractStatus, ContractText
from sponsorship.errors import NotFound
from sponsorship.sponsorships.models import PromisedBenefit, Sponsor, Sponsorship

_WHOLE = (
    joinedload(Contract.document),
    joinedload(Contract.executed_document),
    joinedload(Contract.signature),
    joinedload(Contract.text),
    joinedload(Contract.amends),
    joinedload(Contract.sponsorship).options(
        joinedload(Sponsorship.sponsor).selectinload(Sponsor.contacts),
        joinedload(Sponsorship.tier),
        joinedload(Sponsorship.program_year),
        selectinload(Sponsorship.promised_benefits).selectinload(PromisedBenefit.linked_clauses),
    ),
)


def get(session: Session, contract_id: int) -> Contract:
    """The contract with its sponsorship and documents; raises NotFound."""
    return _one(session, Contract.id == contract_id)


def by_token(session: Session, token: str) -> Contract:
    """The contract behind the sponsor's personal link; drafts are nobody's to see; raises NotFound."""
    was_handed_out = sa.or_(Contract.sent_at.is_not(None), Contract.executed_at.is_not(None))
    return _one(session, Contract.public_token == token, was_handed_out)


def of_sponsorship(session: Session, sponsorship_id: int) -> list[Contract]:
    """All revisions for a sponsorship, the newest first."""
    return list(
        session.scalars(
            sa.select(Contract)
            .where(Contract.sponsorship_id == sponsorship_id)
            .options(*_WHOLE)
            .order_by(Contract.revision.desc())
        )
    )


def awaiting_signature(session: Session) -> list[Contract]:
    """The contracts that wait for the sponsor's signature, the longest first."""
    return list(
        session.scalars(
            sa.select(Contract)
            .where(Contract.status == ContractStatus.AWAITING_SIGNATURE)
            .options(*_WHOLE)
            .order_by(Contract.sent_at, Contract.id)
        )
    )


def made_from(session: Session, text: ContractText) -> list[Contract]:
    """The contracts that were made from this version of the words, the newest first."""
    return list(
        session.scalars(
            sa.select(Contract)
            .where(Contract.text_id == text.id)
            .options(joinedload(Contract.sponsorship).joinedload(Sponsorship.sponsor))
            .order_by(Contract.id.desc())
        )
    )


def _one(session: Session, *conditions: sa.ColumnElement[bool]) -> Contract:
    found = session.scalars(sa.select(Contract).where(*conditions).options(*_WHOLE)).one_or_none()
    if found is None:
        raise NotFound("contract")
    return found
