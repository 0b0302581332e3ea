"""The product's web process and the bare application, each started as a program of its own."""

from __future__ import annotations

import contextlib
import http.client
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from tests.ports import port_for_a_server

ROOT = Path(__file__).resolve().parents[1]
PRODUCT = "benchmarks.product:build"
BARE = "benchmarks.bare:build"


class Server:
    """One running server."""

    def __init__(
        self, process: subprocess.Popen[bytes], port: int, seconds_to_start: float
    ) -> None:
        self.process = process
        self.port = port
        self.seconds_to_start = seconds_to_start

    @property
    def resident_mib(self) -> float:
        """Memory that the process really holds."""
        told = subprocess.check_output(["ps", "-o", "rss=", "-p", str(self.process.pid)])
        return int(told) / 1024


@contextlib.contextmanager
def running(
    factory: str, database_url: str, data_dir: Path, *, workers: int = 1
) -> Iterator[Server]:
    """Start the application, wait for its first answer, stop it at the end."""
    with port_for_a_server() as port:
        yield from _running(factory, database_url, data_dir, port, workers)


def _running(
    factory: str, database_url: str, data_dir: Path, port: int, workers: int
) -> Iterator[Server]:
    environment = {
        **os.environ,
        "SPONSORSHIP_DATABASE_URL": database_url,
        "SPONSORSHIP_DATA_DIR": str(data_dir),
        "SPONSORSHIP_PORT": str(port),
        "SPONSORSHIP_LOG_LEVEL": "WARNING",
    }
    command = [sys.executable, "-m", "uvicorn", "--factory", factory, "--port", str(port)]
    quiet = ["--log-level", "warning", "--no-access-log"]
    if workers > 1:
        command += ["--workers", str(workers)]
    with tempfile.TemporaryFile() as said:
        began = time.perf_counter()
        process = subprocess.Popen(
            [*command, *quiet], cwd=ROOT, env=environment, stdout=said, stderr=said
        )
        try:
            _wait_for_answer(process, port)
            yield Server(process, port, time.perf_counter() - began)
        except BaseException:
            said.seek(0)
            sys.stderr.write(said.read().decode(errors="replace")[-4000:])
            raise
        finally:
            process.terminate()
            process.wait(timeout=30)


def _wait_for_answer(process: subprocess.Popen[bytes], port: int) -> None:
    for _ in range(6000):
        if process.poll() is not None:
            raise RuntimeError("the server ended before it answered")
        with contextlib.suppress(OSError, http.client.HTTPException):
            connection = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
            connection.request("GET", "/healthz")
            status = connection.getresponse().status
            connection.close()
            if status == 200:
                return
        time.sleep(0.01)
    raise RuntimeError("the server did not answer within a minute")
