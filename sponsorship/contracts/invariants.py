"""What must hold of contracts."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

import sqlalchemy as sa
from sqlalchemy.orm import Session

from sponsorship.contracts.models import Contract, ContractText


def contracts_are_worded_by_their_kind(session: Session) -> Iterator[str]:
    """A contract is made from a text of its own kind that was published."""
    for contract in session.scalars(_worded_otherwise()):
        yield f"Contract {contract.reference} is made from a text that was not meant for it."


@cache
def _worded_otherwise() -> sa.Select[Contract]:
    return (
        sa.select(Contract)
        .outerjoin(ContractText, ContractText.id == Contract.text_id)
        .where(Contract.text_id.is_not(None))
        .where(sa.or_(ContractText.kind != Contract.kind, ContractText.published_at.is_(None)))
    )
