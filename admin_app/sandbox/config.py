"""What a payments sandbox is told when it starts: a frozen value, no environment, no settings."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

API_VERSION = "2026-10-28.endive"
LIVE_KEY_PREFIXES = ("sk_live_", "rk_live_", "pk_live_")
_RETRIES = (0.5, 1.0, 2.0, 5.0, 15.0, 30.0, 60.0, 120.0, 300.0, 600.0)


class LiveKeyRefused(ValueError):
    """Raised when a live key comes near the sandbox: real money must never meet it."""

    def __init__(self) -> None:
        super().__init__("The payments sandbox refuses to run beside a live Stripe key.")


@dataclass(frozen=True)
class Faults:
    """What goes wrong on purpose. Everything is off by default; times are in seconds."""

    duplicate: int = 0
    """Extra deliveries of every event."""
    delay: float = 0.0
    """Wait before the first delivery of every event."""
    reorder: bool = False
    """Hold events and let them go in another order."""
    reorder_window: float = 1.0
    """How long an event may be held when reordering."""
    drop: float = 0.0
    """Share of events, 0 to 1, that is never delivered."""
    wrong_secret: bool = False
    """Sign with a secret the receiver does not know."""
    time_out_after_commit: int = 0
    """So many of the next POSTs do their work, then the connection breaks."""
    time_out_seconds: float = 0.0
    """How long such a call stays silent before the connection breaks."""
    fail_next: tuple[int, ...] = ()
    """HTTP statuses (500, 429, …) of the next API calls, which do no work."""

    def __post_init__(self) -> None:
        if not 0 <= self.drop <= 1:
            raise ValueError("drop is a share from 0 to 1.")
        if min(self.duplicate, self.time_out_after_commit) < 0:
            raise ValueError("duplicate and time_out_after_commit cannot be negative.")
        if min(self.delay, self.reorder_window, self.time_out_seconds) < 0:
            raise ValueError("Times cannot be negative.")
        if any(not 400 <= status <= 599 for status in self.fail_next):
            raise ValueError("fail_next takes HTTP statuses from 400 to 599.")


@dataclass(frozen=True)
class SandboxConfig:
    """One sandbox: where it keeps its state, whom it calls, what it charges. Times in seconds."""

    state_path: Path
    """SQLite file of the sandbox's own state; made when missing."""
    base_url: str = "http://127.0.0.1:8001"
    """Address under which the browser reaches the sandbox, without a trailing slash."""
    webhook_url: str = ""
    """Where events are posted; empty for nowhere."""
    webhook_secret: str = "whsec_sandbox"  # noqa: S105 - a test secret
    api_key: str = "sk_test_sandbox"
    mail_dir: Path | None = None
    """Folder of caught mail (`*.eml`)."""
    account_name: str = "Example Foundation"
    account_country: str = "US"
    default_currency: str = "usd"
    fee_basis_points: int = 290
    fee_fixed: int = 30
    """Fee of a card payment: hundredths of a percent, and minor units on top."""
    dispute_fee: int = 1500
    """Minor units kept when a dispute arrives."""
    fee_delay: float = 2.0
    """After this long a charge gets its balance transaction and `charge.updated`."""
    refund_delay: float = 5.0
    """After this long a pending refund settles, or one of the 5126 card fails."""
    debit_delay: float | None = None
    """After this long a bank debit runs its course; None waits for the button."""
    funds_delay: float = 172_800.0
    """After this long money counts as available."""
    retry_delays: tuple[float, ...] = _RETRIES
    """Waits between delivery attempts; after the last one the event stays undelivered."""
    delivery_timeout: float = 10.0
    senders: int = 1
    """Deliveries sent at the same time; one keeps their order."""
    strict: bool = True
    """Answer requests that break the contract with a Stripe-shaped 400."""
    seed: int = 0
    """Makes the faults repeatable."""
    faults: Faults = field(default_factory=Faults)

    def __post_init__(self) -> None:
        if self.api_key.startswith(LIVE_KEY_PREFIXES):
            raise LiveKeyRefused
        if not self.api_key or not self.webhook_secret.strip():
            raise ValueError("The sandbox needs an API key and a webhook secret.")
        if self.base_url.endswith("/"):
            raise ValueError("base_url has no trailing slash.")
