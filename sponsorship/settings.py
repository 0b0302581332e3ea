"""Settings from the environment or `.env`, prefix `SPONSORSHIP_`. Built once, at the edge.

A wrong value stops the start with one sentence that names it.
"""

from __future__ import annotations

import re
import secrets
from functools import cached_property
from pathlib import Path
from typing import Annotated, Any
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from pydantic import SecretStr, ValidationError, field_validator, model_validator
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

from sponsorship.clock import Calendar
from sponsorship.money import exponent_of

SANDBOX_API_KEY = "sk_test_sandbox"
_MOST_DAYS = 365


class WrongSetting(Exception):
    """Raised at the start for the first setting that cannot be used; str() names it."""


class Settings(BaseSettings):
    """Everything that differs between two installations of the product."""

    model_config = SettingsConfigDict(
        env_prefix="SPONSORSHIP_", env_file=".env", extra="ignore", frozen=True
    )

    data_dir: Path = Path("data")
    database_url: str = ""
    host: str = "127.0.0.1"
    port: int = 8000
    base_url: str = ""
    allowed_hosts: Annotated[tuple[str, ...], NoDecode] = ()
    secret_key: SecretStr = SecretStr("")
    trusted_proxies: str = ""

    stripe_api_key: SecretStr = SecretStr("")
    stripe_webhook_secrets: Annotated[tuple[SecretStr, ...], NoDecode] = ()
    sandbox_port: int = 0

    mail_url: SecretStr = SecretStr("")
    mail_from: str = ""

    organisation_name: str = "Example Software Foundation"
    organisation_address: str = "100 Example Avenue\nSpringfield, OR 97477\nUSA"
    organisation_tax_id: str = "00-0000000"
    organisation_email: str = "sponsors@example.org"
    signatory_name: str = "Dana Reyes"
    signatory_title: str = "Executive Director"
    bank_details: str = ""
    currency: str = "USD"
    time_zone: str = "UTC"
    fiscal_year_starts_on: str = "01-01"
    invoice_due_days: int = 30
    due_reminder_days: str = "7"
    overdue_reminder_days: int = 14
    smallest_gift: str = "1"
    largest_gift: str = "100000"
    suggested_gifts: str = "25,50,100,250"
    refund_approval_above: str = "1000"
    asset_reminder_days: str = "14,7,1"

    log_level: str = "INFO"
    log_format: str = "text"

    @field_validator("stripe_webhook_secrets", "allowed_hosts", mode="before")
    @classmethod
    def _comma_separated(cls, value: Any) -> Any:
        if isinstance(value, str):
            return tuple(part.strip() for part in value.split(",") if part.strip())
        return value

    @field_validator("port", "sandbox_port")
    @classmethod
    def _is_a_port(cls, value: int) -> int:
        if not 0 <= value <= 65535:
            raise ValueError("is a port number from 0 to 65535")
        return value

    @field_validator("time_zone")
    @classmethod
    def _is_a_zone(cls, value: str) -> str:
        try:
            ZoneInfo(value)
        except (KeyError, ValueError, OSError) as unknown:
            raise ValueError("names a time zone like Europe/Berlin") from unknown
        return value

    @field_validator("currency")
    @classmethod
    def _is_a_currency(cls, value: str) -> str:
        try:
            exponent_of(value)
        except Exception as unknown:
            raise ValueError("is an ISO 4217 currency code like USD") from unknown
        return value

    @field_validator("fiscal_year_starts_on")
    @classmethod
    def _is_month_and_day(cls, value: str) -> str:
        if not re.fullmatch(r"(0[1-9]|1[0-2])-(0[1-9]|1\d|2[0-8])", value):
            raise ValueError("is a month and a day like 07-01 (the day at most 28)")
        return value

    @field_validator("base_url")
    @classmethod
    def _is_an_origin(cls, value: str) -> str:
        parts = urlsplit(value)
        if value and (parts.scheme not in {"http", "https"} or not parts.netloc or parts.path):
            raise ValueError("is an address like https://donate.example.org without a path")
        return value

    @field_validator("database_url")
    @classmethod
    def _is_a_known_database(cls, value: str) -> str:
        if value and not value.startswith(("sqlite:///", "postgresql://", "postgresql+psycopg://")):
            raise ValueError("begins with sqlite:/// or postgresql://")
        return value

    @field_validator("mail_url")
    @classmethod
    def _is_a_mail_server(cls, value: SecretStr) -> SecretStr:
        parts = urlsplit(value.get_secret_value())
        if value.get_secret_value() and (
            parts.scheme not in {"smtp", "smtps"} or not parts.hostname
        ):
            raise ValueError("is an address like smtp://user:password@mail.example.org:587")
        return value

    @field_validator("invoice_due_days")
    @classmethod
    def _is_a_number_of_days(cls, value: int) -> int:
        if not 0 <= value <= _MOST_DAYS:
            raise ValueError(f"is a number of days from 0 to {_MOST_DAYS}")
        return value

    @field_validator("overdue_reminder_days")
    @classmethod
    def _is_a_pause_in_days(cls, value: int) -> int:
        if not 1 <= value <= _MOST_DAYS:
            raise ValueError(f"is a number of days from 1 to {_MOST_DAYS}")
        return value

    @field_validator("due_reminder_days")
    @classmethod
    def _is_days_apart(cls, value: str) -> str:
        parts = [part.strip() for part in value.split(",") if part.strip()]
        if not all(re.fullmatch(r"0|[1-9]\d{0,2}", part) for part in parts):
            raise ValueError("is made of numbers of days like 14,3, or empty")
        return value

    @field_validator("smallest_gift", "largest_gift", "suggested_gifts")
    @classmethod
    def _is_whole_amounts(cls, value: str) -> str:
        if not all(re.fullmatch(r"[1-9]\d{0,9}", part.strip()) for part in value.split(",")):
            raise ValueError("is made of plain whole amounts like 25")
        return value

    @field_validator("asset_reminder_days")
    @classmethod
    def _is_numbers_of_days(cls, value: str) -> str:
        if not all(re.fullmatch(r"\d{1,3}", part.strip()) for part in value.split(",")):
            raise ValueError("is made of numbers of days like 14,7,1")
        return value

    @field_validator("refund_approval_above")
    @classmethod
    def _is_a_whole_amount(cls, value: str) -> str:
        if not re.fullmatch(r"0|[1-9]\d{0,9}", value):
            raise ValueError("is a plain whole amount like 1000, or 0")
        return value

    @field_validator("log_level")
    @classmethod
    def _is_a_level(cls, value: str) -> str:
        if value.upper() not in {"DEBUG", "INFO", "WARNING", "ERROR"}:
            raise ValueError("is DEBUG, INFO, WARNING or ERROR")
        return value.upper()

    @field_validator("log_format")
    @classmethod
    def _is_a_format(cls, value: str) -> str:
        if value not in {"text", "json"}:
            raise ValueError("is text or json")
        return value

    @model_validator(mode="after")
    def _fits_together(self) -> Settings:
        live = self.stripe_key.startswith(("sk_live_", "rk_live_"))
        if self.stripe_key and not re.fullmatch(r"(sk|rk)_(live|test)_\w+", self.stripe_key):
            raise ValueError(
                "SPONSORSHIP_STRIPE_API_KEY is not a secret or restricted key of Stripe"
            )
        if self.stripe_key and not self.stripe_webhook_secrets:
            raise ValueError("SPONSORSHIP_STRIPE_WEBHOOK_SECRETS is needed beside the API key")
        if self.stripe_key and not self.secret_key.get_secret_value():
            raise ValueError("SPONSORSHIP_SECRET_KEY is needed as soon as real payments are on")
        if self.secret_key.get_secret_value() and len(self.secret_key.get_secret_value()) < 32:
            raise ValueError("SPONSORSHIP_SECRET_KEY has at least 32 characters")
        if self.stripe_key and not self.mail_url.get_secret_value():
            raise ValueError("SPONSORSHIP_MAIL_URL is needed as soon as real payments are on")
        if int(self.smallest_gift) > int(self.largest_gift):
            raise ValueError("SPONSORSHIP_SMALLEST_GIFT is not above SPONSORSHIP_LARGEST_GIFT")
        if live and not self.origin.startswith("https://"):
            raise ValueError(
                "SPONSORSHIP_BASE_URL begins with https:// when the Stripe key is live"
            )
        return self

    @property
    def stripe_key(self) -> str:
        return self.stripe_api_key.get_secret_value()

    @property
    def is_sandbox(self) -> bool:
        """Whether no real money moves: the payments sandbox answers instead of Stripe."""
        return not self.stripe_key

    @property
    def is_live(self) -> bool:
        return self.stripe_key.startswith(("sk_live_", "rk_live_"))

    @property
    def origin(self) -> str:
        """The public address of the product, without a trailing slash; never taken from a request."""
        return self.base_url or f"http://{self.host}:{self.port}"

    @property
    def sandbox_origin(self) -> str:
        return f"http://127.0.0.1:{self.sandbox_port or self.port + 1}"

    @property
    def days_before_due(self) -> tuple[int, ...]:
        """How many days before an invoice is due its sponsor is reminded."""
        return tuple(int(part) for part in self.due_reminder_days.split(",") if part.strip())

    @property
    def disputes_address(self) -> str:
        """The page of the processor's dashboard under which each dispute has its own."""
        if self.is_sandbox:
            return f"{self.origin}/sandbox/disputes"
        return f"https://dashboard.stripe.com{'' if self.is_live else '/test'}/disputes"

    @property
    def database(self) -> str:
        return self.database_url or f"sqlite:///{self.data_dir.resolve() / 'sponsorship.db'}"

    @property
    def mail_dir(self) -> Path:
        """Where caught mail is kept when no mail server is set."""
        return self.data_dir.resolve() / "mail"

    @property
    def sender(self) -> str:
        return self.mail_from or self.organisation_email

    @cached_property
    def calendar(self) -> Calendar:
        month, day = self.fiscal_year_starts_on.split("-")
        return Calendar(ZoneInfo(self.time_zone), (int(month), int(day)))

    @cached_property
    def signing_key(self) -> str:
        """The secret behind form tokens; made once and kept in the data folder if none is set."""
        return self.secret_key.get_secret_value() or _kept_secret(self.data_dir / "secret_key")

    @cached_property
    def webhook_secrets(self) -> tuple[str, ...]:
        """Accepted webhook secrets, newest first; the sandbox's own when no key is set."""
        given = tuple(secret.get_secret_value() for secret in self.stripe_webhook_secrets)
        return given or ("whsec_" + _kept_secret(self.data_dir / "sandbox_webhook_secret"),)


def _kept_secret(path: Path) -> str:
    path.parent.mkdir(parents=True, exist_ok=True)
    try:
        with path.open("x", encoding="ascii") as fresh:
            path.chmod(0o600)
            fresh.write(secrets.token_hex(32))
    except FileExistsError:
        pass
    return path.read_text(encoding="ascii").strip()


def load(**given: Any) -> Settings:
    """The settings of this process; raises WrongSetting with one sentence for the first wrong value."""
    try:
        return Settings(**given)
    except ValidationError as wrong:
        first = wrong.errors(include_input=False, include_url=False)[0]
        sentence = str(first["msg"]).removeprefix("Value error, ")
        if first["type"] == "int_parsing":
            sentence = "is a whole number"
        name = "SPONSORSHIP_" + str(first["loc"][0]).upper() + " " if first["loc"] else ""
        raise WrongSetting(f"{name}{sentence}.") from None
