"""Structured logs: one line per event, ids only, secrets and addresses scrubbed."""

from __future__ import annotations

import logging
import re
import sys
from collections.abc import MutableMapping
from typing import Any

import structlog

_SECRETS = re.compile(r"\b(?:sk|rk|whsec|pk)_[A-Za-z0-9_]{6,}")
_MAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
_ROWS = re.compile(r"(?<=Failing row contains )\(.*\)|(?<=Key )\(.*\)=\(.*\)")
_TOKENS = re.compile(r"(?<=/)[A-Za-z0-9_-]{32,}")


def scrub(text: str) -> str:
    """The text without API keys, e-mail addresses, personal link tokens and quoted database rows."""
    text = _ROWS.sub("[row]", _SECRETS.sub("[secret]", text))
    return _TOKENS.sub("[token]", _MAIL.sub("[address]", text))


def _scrub_event(_: Any, __: str, event: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
    return {key: scrub(value) if isinstance(value, str) else value for key, value in event.items()}


def configure(*, level: str = "INFO", as_json: bool = False) -> None:
    """Send our own and the libraries' logs to standard error, scrubbed."""
    shared: list[Any] = [
        structlog.contextvars.merge_contextvars,
        structlog.processors.add_log_level,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
    ]
    last = (
        structlog.processors.JSONRenderer()
        if as_json
        else structlog.dev.ConsoleRenderer(colors=False)
    )
    structlog.configure(
        processors=[*shared, structlog.processors.format_exc_info, _scrub_event, last],
        wrapper_class=structlog.make_filtering_bound_logger(getattr(logging, level)),
        # Loggers are not cached: one that was would never hear of another configuration.
        logger_factory=structlog.PrintLoggerFactory(sys.stderr),
    )
    formatter = structlog.stdlib.ProcessorFormatter(
        foreign_pre_chain=shared,
        processors=[
            structlog.stdlib.ProcessorFormatter.remove_processors_meta,
            structlog.processors.format_exc_info,
            _scrub_event,
            last,
        ],
    )
    to_stderr = logging.StreamHandler(sys.stderr)
    to_stderr.setFormatter(formatter)
    root = logging.getLogger()
    root.handlers[:] = [to_stderr]
    root.setLevel(level)
    for noisy in (
        "stripe",
        "urllib3",
        "dbos",
        "alembic",
        "uvicorn",
        "multipart",
        "python_multipart",
    ):
        logging.getLogger(noisy).setLevel(logging.WARNING)


def logger(name: str) -> Any:
    """A logger for one module; keyword arguments become fields."""
    return structlog.get_logger(name)
