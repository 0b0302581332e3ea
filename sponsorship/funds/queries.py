"""Questions about funds."""

import sqlalchemy as sa
from sqlalchemy.orm import Session

from sponsorship.errors import NotFound
from sponsorship.funds.models import Fund
from sponsorship.ledger.models import Posting

_BY_SLUG = sa.select(Fund).where(Fund.slug == sa.bindparam("slug"))


def by_slug(session: Session, slug: str) -> Fund:
    """The fund of that name; raises NotFound."""
    found = session.scalars(_BY_SLUG, {"slug": slug}).one_or_none()
    if found is None:
        raise NotFound("fund")
    return found


def is_in_use(session: Session, fund: Fund) -> bool:
    """Whether the books depend on the fund, and so on what its donors restricted it to."""
    return bool(session.scalar(sa.select(sa.exists().where(Posting.fund_id == fund.id))))


def open_for_gifts(session: Session) -> list[Fund]:
    """The funds that accept gifts, in the order staff gave them."""
    return list(
        session.scalars(
            sa.select(Fund).where(Fund.accepts_gifts.is_(True)).order_by(Fund.position, Fund.id)
        )
    )


def general(session: Session) -> Fund:
    """The first unrestricted fund: where money waits that nobody designated."""
    return session.scalars(
        sa.select(Fund).where(Fund.restriction == "none").order_by(Fund.position, Fund.id).limit(1)
    ).one()


def every(session: Session) -> list[Fund]:
    """All funds, in the order staff gave them."""
    return list(session.scalars(sa.select(Fund).order_by(Fund.position, Fund.id)))
