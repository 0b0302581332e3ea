"""Who writes: the foundation's name and addresses, as every letter shows them."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Letterhead:
    """Given to the renderer when a letter is sent, so that old letters carry today's address."""

    name: str
    address: str
    """The postal address, one line of it per line."""
    sender: str
    """The e-mail address in From."""
    reply_to: str = ""
    """Where answers go; empty when they go to the sender."""
    is_sandbox: bool = False
    """Whether every letter has to say that no real money is involved."""
