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

# Put into words once: for SQLAlchemy that takes longer than to ask.
_BY_ID = sa.select(Contract).where(Contract.id == sa.bindparam("id")).options(*_WHOLE)
_BY_TOKEN = (
    sa.select(Contract)
    .where(
        Contract.public_token == sa.bindparam("token"),
        sa.or_(Contract.sent_at.is_not(None), Contract.executed_at.is_not(None)),
    )
    .options(*_WHOLE)
)


def get(session: Session, contract_id: int) -> Contract:
    """The contract with its sponsorship and documents; raises NotFound."""
    return _found(session.scalars(_BY_ID, {"id": contract_id}).one_or_none())


def by_token(session: Session, token: str) -> Contract:
    """The contract behind the sponsor's personal link; drafts are nobody's to see; raises NotFound."""
    return _found(session.scalars(_BY_TOKEN, {"token": token}).one_or_none())


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


def _found(contract: Contract | None) -> Contract:
    if contract is None:
        raise NotFound("contract")
    return contract
