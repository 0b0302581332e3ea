"""The words of contracts, in versions that staff write: drafted, published, retired.

A contract keeps the version that it was made from. As long as no version of a kind is published, the
standard wording of the product is used.
"""

from __future__ import annotations

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session

from sponsorship.audit import Actor
from sponsorship.contracts.models import (
    ContractKind,
    ContractText,
    ContractTextStatus,
)
from sponsorship.contracts.standard_wording import standard_wording
from sponsorship.documents import wording
from sponsorship.errors import Invalid
from sponsorship.lifecycle import advance

LONGEST_NOTE = 500
PLACEHOLDERS = {
    "sponsor_name": "name of the sponsor",
    "sponsor_address": "address of the sponsor, in one line",
    "programme": "title of the programme year",
    "tier": "tier of the sponsorship",
    "fee": "agreed fee with its currency",
    "first_day": "first day of the term",
    "last_day": "last day of the term",
    "payment_terms": "completes “The fee is due …”",
    "reference": "reference of this contract",
    "drafted_on": "day on which it is drawn up",
    "foundation_name": "our name",
    "foundation_address": "our address, in one line",
    "foundation_email": "our e-mail address",
    "signatory_name": "who signs for us",
    "signatory_title": "the title of who signs for us",
}
_OF_KIND = {
    ContractKind.NEW: {},
    ContractKind.RENEWAL: {
        "previous_first_day": "day on which the contract that is renewed took effect"
    },
    ContractKind.AMENDMENT: {
        "amended_reference": "reference of the contract that is amended",
        "amended_executed_on": "day on which that one was executed",
    },
}


def placeholders(kind: ContractKind) -> dict[str, str]:
    """What a text of this kind may leave open, and what each means."""
    return PLACEHOLDERS | _OF_KIND[kind]


def check(kind: ContractKind, text: str) -> None:
    """Refuse a text that could not be published; raises UnknownPlace or Invalid."""
    wording.check(text, placeholders(kind))


def write(
    session: Session, kind: ContractKind, *, text: str, note: str, at: datetime, by: Actor
) -> ContractText:
    """A draft of the next version; raises Invalid."""
    last = session.scalar(
        sa.select(sa.func.coalesce(sa.func.max(ContractText.number), 0)).where(
            ContractText.kind == kind
        )
    )
    draft = ContractText(
        kind=kind, number=(last or 0) + 1, text="", written_at=at, written_by=str(by)
    )
    change(draft, text=text, note=note)
    session.add(draft)
    session.flush()
    return draft


def change(draft: ContractText, *, text: str, note: str) -> None:
    """Other words for a draft; what was published never changes. Raises Invalid."""
    if not text.strip() or len(text) > wording.LONGEST:
        raise Invalid("text", f"Please write the text, with at most {wording.LONGEST:,} letters.")
    if len(note) > LONGEST_NOTE:
        raise Invalid("note", f"The note has at most {LONGEST_NOTE} letters.")
    draft.text, draft.note = text.strip(), note.strip()


def publish(session: Session, draft: ContractText, *, at: datetime, by: Actor) -> None:
    """Contracts of its kind are made from it from now on; the version before is retired.

    Raises UnknownPlace or Invalid if the text cannot be printed as it is meant.
    """
    if draft.can_be("published"):
        check(draft.kind, draft.text)
        present = published(session, draft.kind)
        if present is not None:
            retire(session, present, at=at, by=by)
            session.flush()  # one of a kind is published at any moment
    draft.published_at = at
    advance(session, draft, "published", at=at, by=by)


def retire(session: Session, text: ContractText, *, at: datetime, by: Actor) -> None:
    """No contract is made from it any more; those that were stay as they are."""
    advance(session, text, "retired", at=at, by=by)


def published(session: Session, kind: ContractKind) -> ContractText | None:
    """The version from which contracts of this kind are made now, if staff published one."""
    return session.scalars(
        sa.select(ContractText).where(
            ContractText.kind == kind, ContractText.status == ContractTextStatus.PUBLISHED
        )
    ).one_or_none()


def newest(session: Session, kind: ContractKind) -> str:
    """The words to begin the next version with: those in use now."""
    present = published(session, kind)
    return present.text if present is not None else standard_wording(kind)


def of_kind(session: Session, kind: ContractKind) -> list[ContractText]:
    """Every version, the newest first."""
    return list(
        session.scalars(
            sa.select(ContractText)
            .where(ContractText.kind == kind)
            .order_by(ContractText.number.desc())
        )
    )
