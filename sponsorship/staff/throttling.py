"""How often one account and one address may try to sign in: 10 and 40 times in 15 minutes.

Tries are counted before they are evaluated, so that guesses made at the same time count as well.
The counts of a quarter of an hour and of the one before are added: no 15 minutes hold more.
"""

from __future__ import annotations

import hashlib
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session

from sponsorship.database import insert_into
from sponsorship.errors import Refused
from sponsorship.staff.models import SignInAttempt

PER_ACCOUNT = 10
PER_ADDRESS = 40
_WINDOW = 15 * 60


class TooManyAttempts(Refused):
    """Raised instead of looking at yet another password or code."""

    code = "too_many_attempts"

    def __init__(self) -> None:
        super().__init__("There were too many attempts. Please wait a quarter of an hour.")


def account_bucket(email: str) -> str:
    """The counter of an account, whether it exists or not; the address itself is not kept."""
    return "account:" + hashlib.sha256(email.strip().casefold().encode()).hexdigest()


def address_bucket(ip: str) -> str:
    """The counter of a network address; of an IPv6 address, its /64 network."""
    network = ":".join(ip.split(":")[:4]) if ip.count(":") > 1 else ip
    return "address:" + network


def count(session: Session, bucket: str, *, at: datetime, limit: int) -> None:
    """Count one try; raises TooManyAttempts beyond `limit`, and then nothing is counted."""
    quarter = int(at.timestamp()) // _WINDOW
    insert = insert_into(session, SignInAttempt)
    now = session.scalar(
        insert.values(bucket=bucket, quarter=quarter, tries=1)
        .on_conflict_do_update(
            index_elements=["bucket", "quarter"], set_={"tries": SignInAttempt.tries + 1}
        )
        .returning(SignInAttempt.tries)
    )
    before = session.scalar(
        sa.select(SignInAttempt.tries).where(
            SignInAttempt.bucket == bucket, SignInAttempt.quarter == quarter - 1
        )
    )
    if (now or 0) + (before or 0) > limit:
        raise TooManyAttempts


def forgive(session: Session, bucket: str) -> None:
    """Forget the tries of an account after it came in."""
    session.execute(sa.delete(SignInAttempt).where(SignInAttempt.bucket == bucket))


def take_back(session: Session, bucket: str, *, at: datetime) -> None:
    """One try was right after all: uncount it."""
    session.execute(
        sa.update(SignInAttempt)
        .where(
            SignInAttempt.bucket == bucket,
            SignInAttempt.quarter == int(at.timestamp()) // _WINDOW,
            SignInAttempt.tries > 0,
        )
        .values(tries=SignInAttempt.tries - 1)
    )


def forget_old(session: Session, *, at: datetime) -> None:
    """Delete counters that no longer matter; called by the daily upkeep."""
    session.execute(
        sa.delete(SignInAttempt).where(SignInAttempt.quarter < int(at.timestamp()) // _WINDOW - 1)
    )
