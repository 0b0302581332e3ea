"""Signing in: count the try, look at the password outside of transactions, open the session.

Whoever is wrong gets one and the same answer after the same work: unknown address, disabled
account, not yet enrolled, wrong password.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from sponsorship.audit import Actor
from sponsorship.database import Database
from sponsorship.errors import Invalid
from sponsorship.staff import operations, passwords, queries, throttling
from sponsorship.staff.models import StaffSession, StaffUser
from sponsorship.staff.permissions import StaffRole


class WrongPassword(Invalid):
    """Raised for any pair of address and password that opens no account."""

    code = "wrong_password"

    def __init__(self) -> None:
        super().__init__("password", "The e-mail address or the password is not right.")


class NotSignedIn(Invalid):
    """Raised when the half-open session that a code belongs to is gone."""

    code = "not_signed_in"

    def __init__(self) -> None:
        super().__init__("code", "That took too long. Please sign in again.")


@dataclass(frozen=True, slots=True)
class Browser:
    """What a session remembers of the browser that opened it."""

    ip: str
    user_agent: str


def with_password(
    database: Database, *, email: str, password: str, browser: Browser, at: datetime
) -> str:
    """The token of a session that still needs the code; raises WrongPassword or TooManyAttempts."""
    account = throttling.account_bucket(email)
    own_address = throttling.address_bucket(browser.ip)
    with database.unit_of_work() as session:
        throttling.count(session, account, at=at, limit=throttling.PER_ACCOUNT)
        throttling.count(session, own_address, at=at, limit=throttling.PER_ADDRESS)
    with database.reading() as session:
        staff = queries.by_email(session, email.strip().casefold())
    hash_ = staff.password_hash if staff is not None and staff.is_active else None
    if not passwords.fits(password, hash_) or staff is None:
        raise WrongPassword
    renewed = passwords.hashed(password) if passwords.is_outdated(hash_ or "") else None
    with database.unit_of_work() as session:
        present = session.get_one(StaffUser, staff.id)
        if present.password_hash != hash_ or not present.is_active:
            raise WrongPassword  # it changed while we were hashing
        present.password_hash = renewed or present.password_hash
        throttling.forgive(session, account)
        throttling.take_back(session, own_address, at=at)
        _, token = operations.begin_session(
            session, present, at=at, ip=browser.ip, user_agent=browser.user_agent,
            is_complete=False,
        )  # fmt: skip
    return token


def with_code(
    database: Database, *, token: str, code: str, browser: Browser, at: datetime
) -> tuple[StaffUser, str]:
    """The member of staff and the token of their full session; the half-open one ends.

    Raises WrongCode, TooManyAttempts or NotSignedIn.
    """
    with database.unit_of_work() as session:
        half = _half_open(session, token, at=at)
        bucket = f"code:{half.staff_id}"
        throttling.count(session, bucket, at=at, limit=throttling.PER_ACCOUNT)
    with database.unit_of_work() as session:
        half = _half_open(session, token, at=at)
        staff = half.staff
        operations.use_code(staff, code, at=at)
        throttling.forgive(session, bucket)
        operations.sign_out(half, at=at)
        _, fresh = operations.begin_session(
            session, staff, at=at, ip=browser.ip, user_agent=browser.user_agent, is_complete=True
        )
        operations.note_sign_in(session, staff, at=at, how="password and code")
    return staff, fresh


def with_link(
    database: Database, *, link: str, browser: Browser, at: datetime, is_demo: bool
) -> str:
    """Use up a link: the token of a session that enrols, or with play money is signed in."""
    with database.unit_of_work() as session:
        staff = operations.consume_link(session, link, at=at)
        _, token = operations.begin_session(
            session, staff, at=at, ip=browser.ip, user_agent=browser.user_agent,
            is_complete=is_demo, enrols=not is_demo,
        )  # fmt: skip
        if is_demo:
            operations.note_sign_in(session, staff, at=at, how="link, sandbox only")
    return token


def enrol(
    database: Database, *, token: str, password: str, code: str, browser: Browser, at: datetime
) -> str:
    """Choose password and second factor; the token of the full session that follows."""
    with database.reading() as session:
        staff = _half_open(session, token, at=at, enrols=True).staff
    passwords.accept(password, name=staff.name, email=staff.email)
    with database.unit_of_work() as session:
        half = _half_open(session, token, at=at, enrols=True)
        staff = half.staff
        operations.enrol(
            session, staff, password=password, secret=half.enrolment_secret or "", code=code, at=at
        )
        throttling.forgive(session, throttling.account_bucket(staff.email))
        _, fresh = operations.begin_session(
            session, staff, at=at, ip=browser.ip, user_agent=browser.user_agent, is_complete=True
        )
        operations.note_sign_in(session, staff, at=at, how="enrolled")
    return fresh


def _half_open(session: Session, token: str, *, at: datetime, enrols: bool = False) -> StaffSession:
    half = queries.session_behind(session, token)
    if (
        half is None
        or not queries.is_alive(half, at=at)
        or half.second_factor_at is not None
        or (half.enrolment_secret is not None) is not enrols
    ):
        raise NotSignedIn
    return half


def first_administrator(
    database: Database, *, name: str, email: str, by: Actor, at: datetime
) -> str:
    """Add an administrator; the token of their sign-in link is how an installation starts."""
    with database.unit_of_work() as session:
        staff = operations.add(
            session, name=name, email=email, role=StaffRole.ADMINISTRATOR, by=by, at=at
        )
        return operations.issue_sign_in_link(session, staff, by=by, at=at)
