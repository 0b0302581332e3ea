"""Ports of this machine for servers that tests start."""

from __future__ import annotations

import os
import socket
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def port_for_a_server() -> Iterator[int]:
    """A port on which only a server that is told of it can listen, however often it starts again.

    It stays bound here without listening, so that the system gives it to nobody else: neither to a
    server that asks for any port nor to a connection that goes out. Linux lets a server with
    SO_REUSEADDR, as all of ours are, bind it as well.
    """
    with socket.socket() as holder:
        holder.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        holder.bind(("127.0.0.1", 0))
        port: int = holder.getsockname()[1]
        if os.uname().sysname != "Linux":
            holder.close()  # elsewhere it would keep the server out too
        yield port
