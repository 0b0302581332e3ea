"""Runs a sandbox inside a test: real HTTP on a free loopback port, gone afterwards."""

from __future__ import annotations

import contextlib
import dataclasses
import socket
import threading
from collections.abc import Iterator

import uvicorn

from admin_app.sandbox.app import create_sandbox
from admin_app.sandbox.config import SandboxConfig


class SandboxDidNotStart(RuntimeError):
    """Raised when the sandbox's server ended or stayed silent while starting."""


@contextlib.contextmanager
def running_sandbox(config: SandboxConfig) -> Iterator[str]:
    """Yields the base URL. `config.base_url` is replaced by it, so that links lead back."""
    listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    listener.bind(("127.0.0.1", 0))
    base_url = f"http://127.0.0.1:{listener.getsockname()[1]}"
    app = create_sandbox(dataclasses.replace(config, base_url=base_url))
    server = _Server(
        uvicorn.Config(
            app,
            log_level="critical",
            access_log=False,
            loop="asyncio",
            ws="none",
            timeout_graceful_shutdown=1,
        )
    )
    thread = threading.Thread(
        target=server.run, kwargs={"sockets": [listener]}, name="sandbox-server", daemon=True
    )
    thread.start()
    try:
        if not server.up.wait(timeout=20) or not thread.is_alive():
            raise SandboxDidNotStart("The payments sandbox did not start.")
        yield base_url
    finally:
        server.should_exit = True
        thread.join(timeout=20)
        listener.close()


class _Server(uvicorn.Server):
    """Says when it listens."""

    def __init__(self, config: uvicorn.Config) -> None:
        super().__init__(config)
        self.up = threading.Event()

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets=sockets)
        self.up.set()
