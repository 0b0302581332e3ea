"""Verbs on staff accounts, their sessions and links, and tokens of machines."""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Iterable
from datetime import date, datetime, timedelta

import pyotp
import sqlalchemy as sa
from email_validator import EmailNotValidError, validate_email
from sqlalchemy.orm import Session

from sponsorship import audit
from sponsorship.audit import Actor
from sponsorship.errors import Invalid, NotFound, Refused
from sponsorship.staff import passwords
from sponsorship.staff.models import ApiToken, SignInLink, StaffSession, StaffUser
from sponsorship.staff.permissions import StaffRole

LINK_LASTS = timedelta(hours=48)
SESSION_LASTS = timedelta(hours=12)
SESSION_IDLES = timedelta(minutes=30)
HALF_SESSION_LASTS = timedelta(minutes=15)
SCOPES = ("placements", "assets", "contacts", "donations", "invoices", "reports")
_LONGEST_NAME = 200


class AlreadyStaff(Refused):
    """Raised when somebody with this address is a member of staff already."""

    code = "already_staff"

    def __init__(self, email: str) -> None:
        self.email = email
        super().__init__(f"{email} belongs to a member of staff already.")


class LastAdministrator(Refused):
    """Raised when a change would leave nobody who can let others in."""

    code = "last_administrator"

    def __init__(self, staff: StaffUser) -> None:
        self.staff = staff
        super().__init__("Somebody has to remain an administrator. Appoint another one first.")


class OwnAccount(Refused):
    """Raised when somebody would change their own role or disable themselves."""

    code = "own_account"

    def __init__(self) -> None:
        super().__init__("Ask another administrator to change your own account.")


class LinkUsed(Refused):
    """Raised when a sign-in link is opened again, too late, or was never given."""

    code = "link_used"

    def __init__(self) -> None:
        super().__init__("This link has been used or has expired. Ask for a new one.")


class WrongCode(Invalid):
    """Raised when a code of the second factor is wrong, late, or was used before."""

    code = "wrong_code"

    def __init__(self) -> None:
        super().__init__("code", "This code is not right. Wait for the next one and try again.")


class TokenNameTaken(Refused):
    """Raised when a token of this name exists already, revoked or not."""

    code = "token_name_taken"

    def __init__(self, name: str) -> None:
        self.name = name
        super().__init__("There is a token of this name already. Choose another name.")


def digest(token: str) -> str:
    """What we keep of a secret token."""
    return hashlib.sha256(token.encode()).hexdigest()


def address(email: str) -> str:
    """The address as we compare it; raises Invalid if it cannot be one."""
    try:
        return validate_email(email.strip(), check_deliverability=False).normalized.casefold()
    except EmailNotValidError as wrong:
        raise Invalid("email", "Please give an e-mail address like name@example.org.") from wrong


def named(name: str) -> str:
    plain = " ".join(name.split())
    if not plain or len(plain) > _LONGEST_NAME:
        raise Invalid("name", f"Please give a name of at most {_LONGEST_NAME} characters.")
    return plain


def add(
    session: Session, *, name: str, email: str, role: StaffRole, by: Actor, at: datetime
) -> StaffUser:
    """Let somebody in; they choose password and second factor through a sign-in link."""
    folded = address(email)
    if session.scalar(sa.select(StaffUser.id).where(StaffUser.email == folded)):
        raise AlreadyStaff(folded)
    staff = StaffUser(
        name=named(name), email=folded, role=role, is_active=True, created_at=at, created_by=str(by)
    )
    session.add(staff)
    session.flush()  # the link needs the id
    return staff


def issue_sign_in_link(session: Session, staff: StaffUser, *, by: Actor, at: datetime) -> str:
    """A new single-use link token for `staff`; every earlier link stops working."""
    if not staff.is_active:
        raise Refused(f"{staff.name} is disabled.")
    session.execute(
        sa.update(SignInLink)
        .where(SignInLink.staff_id == staff.id, SignInLink.used_at.is_(None))
        .values(used_at=at)
    )
    token = secrets.token_urlsafe(32)
    session.add(
        SignInLink(
            token_hash=digest(token),
            staff_id=staff.id,
            created_at=at,
            created_by=str(by),
            expires_at=at + LINK_LASTS,
        )
    )
    return token


def link_for(session: Session, token: str, *, at: datetime) -> SignInLink:
    """The unused link behind the token; raises LinkUsed for any other."""
    link = session.scalar(sa.select(SignInLink).where(SignInLink.token_hash == digest(token)))
    if link is None or link.used_at or link.expires_at <= at or not link.staff.is_active:
        raise LinkUsed
    return link


def consume_link(session: Session, token: str, *, at: datetime) -> StaffUser:
    """Open the account once: of two who come at the same instant, one is refused."""
    link = link_for(session, token, at=at)
    taken = session.execute(
        sa.update(SignInLink)
        .where(SignInLink.id == link.id, SignInLink.used_at.is_(None))
        .values(used_at=at)
        .execution_options(synchronize_session=False)
    )
    if taken.rowcount != 1:  # type: ignore[attr-defined]
        raise LinkUsed
    return link.staff


def begin_session(
    session: Session,
    staff: StaffUser,
    *,
    at: datetime,
    ip: str,
    user_agent: str,
    is_complete: bool,
    enrols: bool = False,
) -> tuple[StaffSession, str]:
    """A new session and its token. Incomplete ones are short and only ask for the second factor."""
    token = secrets.token_urlsafe(32)
    opened = StaffSession(
        token_hash=digest(token),
        staff_id=staff.id,
        staff=staff,
        created_at=at,
        last_seen_at=at,
        expires_at=at + (SESSION_LASTS if is_complete else HALF_SESSION_LASTS),
        second_factor_at=at if is_complete else None,
        enrolment_secret=pyotp.random_base32() if enrols else None,
        ip=ip[:64],
        user_agent=user_agent[:400],
    )
    session.add(opened)
    return opened, token


def enrol(
    session: Session, staff: StaffUser, *, password: str, secret: str, code: str, at: datetime
) -> None:
    """Set password and second factor together; every other session of theirs ends."""
    passwords.accept(password, name=staff.name, email=staff.email)
    staff.totp_last_counter = None
    staff.password_hash, staff.totp_secret = passwords.hashed(password), secret
    use_code(staff, code, at=at)
    revoke_sessions(session, staff, at=at)


def use_code(staff: StaffUser, code: str, *, at: datetime) -> None:
    """Accept the code of this or the last half minute, each once; raises WrongCode.

    The row's version makes two sign-ins with one code collide instead of both succeeding.
    """
    counter = int(at.timestamp()) // 30
    digits = code.replace(" ", "")
    if staff.totp_secret and len(digits) == 6 and digits.isascii() and digits.isdigit():
        totp = pyotp.TOTP(staff.totp_secret)
        last = -1 if staff.totp_last_counter is None else staff.totp_last_counter
        for candidate in (counter - 1, counter, counter + 1):
            fits = secrets.compare_digest(totp.generate_otp(candidate), digits)
            if fits and candidate > last:
                staff.totp_last_counter = candidate
                return
    raise WrongCode


def change_password(
    session: Session, staff: StaffUser, *, present: str, password: str, at: datetime
) -> None:
    """Replace the password; every session ends, the caller opens a new one."""
    if not passwords.fits(present, staff.password_hash):
        raise Invalid("present", "The present password is not right.")
    passwords.accept(password, name=staff.name, email=staff.email)
    staff.password_hash = passwords.hashed(password)
    revoke_sessions(session, staff, at=at)


def change_role(session: Session, staff: StaffUser, role: StaffRole, *, by: Actor) -> None:
    """Give another role, at once in every session."""
    if by == staff.actor:
        raise OwnAccount
    if role is not StaffRole.ADMINISTRATOR:
        _keep_an_administrator(session, staff)
    staff.role = role


def disable(session: Session, staff: StaffUser, *, by: Actor, at: datetime) -> None:
    """End every session and link, and let nobody in by this account."""
    if not staff.is_active:
        return
    if by == staff.actor:
        raise OwnAccount
    _keep_an_administrator(session, staff)
    staff.is_active, staff.disabled_at = False, at
    revoke_sessions(session, staff, at=at)
    session.execute(
        sa.update(SignInLink)
        .where(SignInLink.staff_id == staff.id, SignInLink.used_at.is_(None))
        .values(used_at=at)
    )


def enable(staff: StaffUser) -> None:
    """Let a disabled member of staff in again; they need a new sign-in link to enrol anew."""
    if staff.is_active:
        return
    staff.is_active, staff.disabled_at = True, None
    staff.password_hash = staff.totp_secret = staff.totp_last_counter = None


def _keep_an_administrator(session: Session, staff: StaffUser) -> None:
    if staff.role is not StaffRole.ADMINISTRATOR:
        return
    others = session.scalar(
        sa.select(sa.func.count())
        .select_from(StaffUser)
        .where(
            StaffUser.role == StaffRole.ADMINISTRATOR,
            StaffUser.is_active.is_(True),
            StaffUser.id != staff.id,
        )
    )
    if not others:
        raise LastAdministrator(staff)


def sign_out(one: StaffSession, *, at: datetime) -> None:
    """End this session; ending it twice is the same as once."""
    one.revoked_at = one.revoked_at or at


def revoke_sessions(
    session: Session, staff: StaffUser, *, at: datetime, but: int | None = None
) -> None:
    """End every session of theirs, save the one with the id `but`."""
    session.execute(
        sa.update(StaffSession)
        .where(
            StaffSession.staff_id == staff.id,
            StaffSession.revoked_at.is_(None),
            StaffSession.id != (but or 0),
        )
        .values(revoked_at=at)
    )


def open_calendar(member: StaffUser) -> str:
    """The secret end of a new calendar address of theirs; the one before leads nowhere from now on."""
    secret = secrets.token_urlsafe(24)
    member.calendar_token_hash = digest(secret)
    return secret


def close_calendar(member: StaffUser) -> None:
    """Their calendar address leads nowhere."""
    member.calendar_token_hash = None


def reader_of_calendar(session: Session, secret: str) -> StaffUser:
    """Whose calendar address this is; raises NotFound for any other, or if they may not sign in."""
    member = session.scalar(
        sa.select(StaffUser).where(StaffUser.calendar_token_hash == digest(secret))
    )
    if member is None or not member.is_active:
        raise NotFound("calendar")
    return member


def add_api_token(
    session: Session, *, name: str, scopes: Iterable[str], by: Actor, at: datetime
) -> tuple[ApiToken, str]:
    """A new token and its secret, which is shown once and never again."""
    wanted = sorted(set(scopes))
    unknown = [scope for scope in wanted if scope not in SCOPES]
    if unknown or not wanted:
        raise Invalid("scopes", f"A token has one or more of the scopes {', '.join(SCOPES)}.")
    plain = named(name)
    if session.scalar(sa.select(ApiToken.id).where(ApiToken.name == plain)):
        raise TokenNameTaken(plain)
    secret = "sp_" + secrets.token_urlsafe(32)
    token = ApiToken(
        name=plain, token_hash=digest(secret), scopes=wanted, created_at=at, created_by=str(by)
    )
    session.add(token)
    return token, secret


def revoke_api_token(token: ApiToken, *, at: datetime) -> None:
    token.revoked_at = token.revoked_at or at


def verify_api_token(session: Session, secret: str) -> ApiToken:
    """The valid token behind the secret; raises NotFound for any other."""
    token = session.scalar(sa.select(ApiToken).where(ApiToken.token_hash == digest(secret)))
    if token is None or not token.is_valid:
        raise NotFound("token")
    return token


def note_use_of_api_token(session: Session, token: ApiToken, *, on: date) -> None:
    """Keep the day on which the token was last used."""
    session.execute(sa.update(ApiToken).where(ApiToken.id == token.id).values(last_used_on=on))


def note_sign_in(session: Session, staff: StaffUser, *, at: datetime, how: str) -> None:
    """Keep in the audit chain that they came in."""
    audit.note(
        session, by=staff.actor, verb="signed_in", subject=f"staff_user:{staff.id}", at=at,
        changes={"how": how},
    )  # fmt: skip
