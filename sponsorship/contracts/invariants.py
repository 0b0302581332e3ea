"""What must hold of contracts."""

from __future__ import annotations

from collections.abc import Iterator

import sqlalchemy as sa
from sqlalchemy.orm import Session

from sponsorship.contracts.models import Contract, ContractText


def contracts_are_worded_by_their_kind(session: Session) -> Iterator[str]:
    """A contract is made from a text of its own kind that was published."""
    wrong = (
        sa.select(Contract)
        .outerjoin(ContractText, ContractText.id == Contract.text_id)
        .where(Contract.text_id.is_not(None))
        .where(sa.or_(ContractText.kind != Contract.kind, ContractText.published_at.is_(None)))
    )
    for contract in session.scalars(wrong):
        yield f"Contract {contract.reference} is made from a text that was not meant for it."
