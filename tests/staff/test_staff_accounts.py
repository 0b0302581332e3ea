"""Accounts, links, codes and tokens, on both engines."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pyotp
import pytest

from sponsorship.audit import SYSTEM
from sponsorship.database import Database
from sponsorship.errors import Invalid, NotFound, Refused
from sponsorship.staff import operations, passwords, queries, signing_in, throttling
from sponsorship.staff.models import SignInAttempt, StaffUser
from sponsorship.staff.operations import LastAdministrator, LinkUsed, OwnAccount, WrongCode
from sponsorship.staff.permissions import ROLES, Capability, StaffRole, may
from sponsorship.staff.signing_in import Browser, WrongPassword
from sponsorship.staff.throttling import TooManyAttempts
from tests.clock import NOW, later

HERE = Browser("192.0.2.7", "a browser")
PASSWORD = "nine purple herons wade"


def hire(
    database: Database, name: str = "Ada Okafor", role: StaffRole = StaffRole.ADMINISTRATOR
) -> int:
    with database.unit_of_work() as session:
        email = f"{name.split(maxsplit=1)[0].lower()}@example.org"
        return operations.add(session, name=name, email=email, role=role, by=SYSTEM, at=NOW).id


def link(database: Database, staff_id: int) -> str:
    with database.unit_of_work() as session:
        member = session.get_one(StaffUser, staff_id)
        return operations.issue_sign_in_link(session, member, by=SYSTEM, at=NOW)


def enrol(database: Database, staff_id: int) -> str:
    """They have password and phone; the phone's secret."""
    half = signing_in.with_link(
        database, link=link(database, staff_id), browser=HERE, at=NOW, is_demo=False
    )
    with database.reading() as session:
        opened = queries.session_behind(session, half)
        assert opened
        secret = opened.enrolment_secret or ""
    code = pyotp.TOTP(secret).at(NOW)
    signing_in.enrol(database, token=half, password=PASSWORD, code=code, browser=HERE, at=NOW)
    return secret


def test_an_installation_starts_with_one_administrator(database: Database) -> None:
    token = signing_in.first_administrator(
        database, name=" Ada  Okafor ", email="Ada@Example.ORG", by=SYSTEM, at=NOW
    )
    with database.reading() as session:
        [ada] = queries.everybody(session)
        assert (ada.name, ada.email, ada.standing) == ("Ada Okafor", "ada@example.org", "invited")
        assert operations.link_for(session, token, at=NOW).staff.id == ada.id


def test_an_address_is_staff_once(database: Database) -> None:
    hire(database)
    with pytest.raises(operations.AlreadyStaff):
        hire(database, "ADA Other")


def test_of_two_who_open_a_link_together_one_gets_in(database: Database) -> None:
    token = link(database, hire(database))

    def open_it(_: int) -> bool:
        try:
            signing_in.with_link(database, link=token, browser=HERE, at=NOW, is_demo=True)
        except LinkUsed:
            return False
        return True

    with ThreadPoolExecutor(8) as crowd:
        assert sorted(crowd.map(open_it, range(8))) == [False] * 7 + [True]


def test_a_link_ends_after_two_days_and_with_the_next_one(database: Database) -> None:
    ada = hire(database)
    first = link(database, ada)
    second = link(database, ada)
    with database.reading() as session:
        with pytest.raises(LinkUsed):
            operations.link_for(session, first, at=NOW)
        with pytest.raises(LinkUsed):
            operations.link_for(session, second, at=NOW + operations.LINK_LASTS)
        assert operations.link_for(session, second, at=later(hours=47)).staff_id == ada


def test_enrolling_ends_what_was_open_before(database: Database) -> None:
    ada = hire(database)
    with database.unit_of_work() as session:
        _, before = operations.begin_session(
            session, session.get_one(StaffUser, ada),
            at=NOW, ip="", user_agent="", is_complete=True,
        )  # fmt: skip
    enrol(database, ada)
    with database.reading() as session:
        old = queries.session_behind(session, before)
        assert old is not None
        assert not queries.is_alive(old, at=NOW)


def test_a_code_fits_its_half_minute_and_its_neighbours_once(database: Database) -> None:
    secret = enrol(database, hire(database))
    with database.unit_of_work() as session:
        ada = queries.by_email(session, "ada@example.org")
        assert ada
        with pytest.raises(WrongCode):
            operations.use_code(ada, pyotp.TOTP(secret).at(NOW), at=NOW)
        operations.use_code(ada, pyotp.TOTP(secret).at(later(minutes=2)), at=later(minutes=2.4))
        with pytest.raises(WrongCode):
            operations.use_code(ada, pyotp.TOTP(secret).at(later(minutes=3)), at=later(minutes=5))


def test_one_code_used_in_two_places_at_once_opens_one(database: Database) -> None:
    secret = enrol(database, hire(database))
    at = later(minutes=5)
    halves = [
        signing_in.with_password(
            database, email="ada@example.org", password=PASSWORD, browser=HERE, at=at
        )
        for _ in range(4)
    ]
    code = pyotp.TOTP(secret).at(at)

    def come_in(token: str) -> bool:
        from sqlalchemy.orm.exc import StaleDataError

        try:
            signing_in.with_code(database, token=token, code=code, browser=HERE, at=at)
        except (WrongCode, StaleDataError):
            return False
        return True

    with ThreadPoolExecutor(4) as crowd:
        assert sorted(crowd.map(come_in, halves)) == [False, False, False, True]


def test_guesses_made_at_the_same_time_are_counted_before_they_are_looked_at(
    database: Database,
) -> None:
    def guess(_: int) -> bool:
        try:
            with database.unit_of_work() as session:
                throttling.count(session, "account:x", at=NOW, limit=throttling.PER_ACCOUNT)
        except TooManyAttempts:
            return False
        return True

    with ThreadPoolExecutor(10) as crowd:
        assert sum(crowd.map(guess, range(30))) == throttling.PER_ACCOUNT


def test_no_quarter_of_an_hour_holds_more_than_ten_tries(database: Database) -> None:
    enrol(database, hire(database))

    def attempt(at: object, password: str) -> str:
        try:
            signing_in.with_password(
                database, email="ada@example.org", password=password, browser=HERE, at=at,  # type: ignore[arg-type]
            )  # fmt: skip
        except (WrongPassword, TooManyAttempts) as refusal:
            return refusal.code
        return "in"

    answers = [attempt(later(minutes=14), "wrong") for _ in range(11)]
    assert answers == ["wrong_password"] * 10 + ["too_many_attempts"]
    assert attempt(later(minutes=16), PASSWORD) == "too_many_attempts"
    assert attempt(later(minutes=45), PASSWORD) == "in"


def test_one_address_cannot_try_a_thousand_accounts(database: Database) -> None:
    def attempt(n: int) -> str:
        try:
            signing_in.with_password(
                database, email=f"who{n}@example.org", password="x" * 2000, browser=HERE, at=NOW
            )
        except (WrongPassword, TooManyAttempts) as refusal:
            return refusal.code
        return "in"

    answers = [attempt(n) for n in range(60)]
    assert answers.count("wrong_password") == throttling.PER_ADDRESS
    assert answers[-1] == "too_many_attempts"


def test_neighbours_in_one_network_share_a_counter() -> None:
    assert throttling.address_bucket("2001:db8:1:2::1") == throttling.address_bucket(
        "2001:db8:1:2:ffff::9"
    )
    assert throttling.address_bucket("192.0.2.1") != throttling.address_bucket("192.0.2.2")


def test_coming_in_forgets_what_went_wrong_before(database: Database) -> None:
    enrol(database, hire(database))
    bucket = throttling.account_bucket("ada@example.org")
    with database.unit_of_work() as session:
        for _ in range(9):
            throttling.count(session, bucket, at=NOW, limit=throttling.PER_ACCOUNT)
    signing_in.with_password(
        database, email="ada@example.org", password=PASSWORD, browser=HERE, at=NOW
    )
    with database.reading() as session:
        assert session.get(SignInAttempt, (bucket, int(NOW.timestamp()) // 900)) is None


def test_old_counters_are_deleted(database: Database) -> None:
    with database.unit_of_work() as session:
        throttling.count(session, "account:x", at=NOW, limit=10)
        throttling.forget_old(session, at=later(minutes=15))
        assert session.get(SignInAttempt, ("account:x", int(NOW.timestamp()) // 900))
        throttling.forget_old(session, at=later(hours=2))
        session.expire_all()
        assert not session.get(SignInAttempt, ("account:x", int(NOW.timestamp()) // 900))


def test_somebody_remains_an_administrator(database: Database) -> None:
    ada = hire(database)
    hire(database, "Bo Lindqvist", StaffRole.FINANCE)
    with database.unit_of_work() as session:
        member = session.get_one(StaffUser, ada)
        with pytest.raises(LastAdministrator):
            operations.disable(session, member, by=SYSTEM, at=NOW)
        with pytest.raises(LastAdministrator):
            operations.change_role(session, member, StaffRole.VIEWER, by=SYSTEM)
        with pytest.raises(OwnAccount):
            operations.change_role(session, member, StaffRole.VIEWER, by=member.actor)


def test_a_disabled_account_opens_nothing(database: Database) -> None:
    hire(database)
    bo = hire(database, "Bo Lindqvist", StaffRole.FINANCE)
    enrol(database, bo)
    waiting = link(database, bo)
    with database.unit_of_work() as session:
        operations.disable(session, session.get_one(StaffUser, bo), by=SYSTEM, at=NOW)
    with pytest.raises(WrongPassword):
        signing_in.with_password(
            database, email="bo@example.org", password=PASSWORD, browser=HERE, at=later(minutes=9)
        )
    with pytest.raises(LinkUsed):
        signing_in.with_link(database, link=waiting, browser=HERE, at=NOW, is_demo=True)
    with database.unit_of_work() as session, pytest.raises(Refused):
        operations.issue_sign_in_link(session, session.get_one(StaffUser, bo), by=SYSTEM, at=NOW)


def test_a_machine_s_token_opens_until_it_is_revoked(database: Database) -> None:
    with database.unit_of_work() as session:
        token, secret = operations.add_api_token(
            session, name="website", scopes=["placements", "assets"], by=SYSTEM, at=NOW
        )
        assert secret.startswith("sp_")
        with pytest.raises(operations.TokenNameTaken):
            operations.add_api_token(session, name="website", scopes=["assets"], by=SYSTEM, at=NOW)
        with pytest.raises(Invalid):
            operations.add_api_token(session, name="x", scopes=["root"], by=SYSTEM, at=NOW)
    with database.unit_of_work() as session:
        found = operations.verify_api_token(session, secret)
        assert (found.name, found.scopes) == ("website", ["assets", "placements"])
        operations.revoke_api_token(found, at=NOW)
    with database.reading() as session, pytest.raises(NotFound):
        operations.verify_api_token(session, secret)
    assert token.token_hash != secret


@pytest.mark.parametrize(
    "email",
    ["", "ada", "ada@", "a@b@c", "a b@example.org", "ada@example", "x" * 400 + "@example.org",
     "ada@example.org\r\nBcc: b@c.org"],
)  # fmt: skip
def test_what_is_no_address_is_refused(email: str) -> None:
    with pytest.raises(Invalid):
        operations.address(email)


def test_a_password_fits_its_hash_alone() -> None:
    kept = passwords.hashed(PASSWORD)
    assert kept.startswith("$argon2id$v=19$m=19456,t=2,p=1$")
    assert passwords.fits(PASSWORD, kept)
    assert not passwords.fits(PASSWORD + "x", kept)
    assert not passwords.fits("x" * 1025, kept)
    assert not passwords.fits(PASSWORD, None)
    assert not passwords.is_outdated(kept)


def test_every_role_sees_and_only_some_touch_money() -> None:
    assert set(ROLES) == set(StaffRole)
    assert all(may(role, Capability.SEE) for role in StaffRole)
    assert [role for role in StaffRole if may(role, Capability.REFUND)] == [
        StaffRole.ADMINISTRATOR,
        StaffRole.FINANCE,
    ]
    assert ROLES[StaffRole.VIEWER] == {Capability.SEE}
