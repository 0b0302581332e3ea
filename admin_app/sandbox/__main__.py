"""`python -m admin_app.sandbox`: runs the payments sandbox on a port of its own."""

from __future__ import annotations

import argparse
from pathlib import Path

import uvicorn

from admin_app.sandbox.app import create_sandbox
from admin_app.sandbox.config import SandboxConfig


def read_arguments(arguments: list[str] | None = None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="python -m admin_app.sandbox",
        description="A payments sandbox that speaks Stripe's API. No real money.",
    )
    parser.add_argument("--host", default="127.0.0.1")
    parser.add_argument("--port", type=int, default=8001)
    parser.add_argument("--state", type=Path, default=Path("sandbox.sqlite3"))
    parser.add_argument("--base-url", default="", help="address the browser uses")
    parser.add_argument("--webhook-url", default="", help="where events are posted")
    parser.add_argument("--webhook-secret", default="whsec_sandbox")
    parser.add_argument("--api-key", default="sk_test_sandbox")
    parser.add_argument("--mail-dir", type=Path, default=None, help="folder of caught mail")
    parser.add_argument("--account-name", default="Example Foundation")
    parser.add_argument("--fee-delay", type=float, default=2.0, help="seconds until fees appear")
    parser.add_argument("--seed", type=int, default=0, help="makes the faults repeatable")
    return parser.parse_args(arguments)


def config_of(chosen: argparse.Namespace) -> SandboxConfig:
    return SandboxConfig(
        state_path=chosen.state,
        base_url=chosen.base_url or f"http://{chosen.host}:{chosen.port}",
        webhook_url=chosen.webhook_url,
        webhook_secret=chosen.webhook_secret,
        api_key=chosen.api_key,
        mail_dir=chosen.mail_dir,
        account_name=chosen.account_name,
        fee_delay=chosen.fee_delay,
        seed=chosen.seed,
    )


def main() -> None:
    chosen = read_arguments()
    try:
        config = config_of(chosen)
    except ValueError as error:
        raise SystemExit(f"The sandbox does not start: {error}") from error
    uvicorn.run(
        create_sandbox(config),
        host=chosen.host,
        port=chosen.port,
        access_log=False,
        log_level="warning",
    )


if __name__ == "__main__":
    main()
