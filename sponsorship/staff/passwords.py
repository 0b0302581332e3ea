"""Passwords: what we accept, how they are hashed, and how many are hashed at once.

Argon2id with 19 MiB, two passes, one lane. A hash takes about 50 ms of one core and its memory, so
only a few run at a time, and an unknown account costs as much as a known one.
"""

from __future__ import annotations

import threading
from functools import lru_cache

from argon2 import PasswordHasher, Type
from argon2.exceptions import InvalidHashError, VerificationError

from sponsorship.errors import Invalid

SHORTEST = 12
LONGEST_BYTES = 1024
PARALLEL = 2

_HASHER = PasswordHasher(time_cost=2, memory_cost=19 * 1024, parallelism=1, type=Type.ID)
_SLOTS = threading.BoundedSemaphore(PARALLEL)


class WeakPassword(Invalid):
    """Raised when a new password is too short, too long or too easy to guess."""

    code = "weak_password"

    def __init__(self, sentence: str) -> None:
        super().__init__("password", sentence)


def accept(password: str, *, name: str, email: str) -> None:
    """Raise WeakPassword unless the password is long and not made from the person's own name."""
    if len(password) < SHORTEST:
        raise WeakPassword(f"Choose a password of at least {SHORTEST} characters.")
    if len(password.encode()) > LONGEST_BYTES:
        raise WeakPassword(f"Choose a password of at most {LONGEST_BYTES} characters.")
    if len(set(password.casefold())) < 6:
        raise WeakPassword("Choose a password with more different characters.")
    bare = password.casefold().replace(" ", "")
    own = [email.split("@", maxsplit=1)[0].casefold(), *name.casefold().split()]
    for known in [*(part for part in own if len(part) > 3), *_COMMON]:
        if known in bare and len(bare) - len(known) < 8:
            raise WeakPassword("Choose a password that is harder to guess.")


_COMMON = ("password", "passwort", "qwerty", "qwertz", "1234567", "letmein", "welcome", "iloveyou")


def hashed(password: str) -> str:
    with _SLOTS:
        return _HASHER.hash(password)


def fits(password: str, hash_: str | None) -> bool:
    """Whether the password belongs to the hash; takes the same time when there is no hash."""
    if len(password.encode(errors="replace")) > LONGEST_BYTES:
        return False
    with _SLOTS:
        try:
            _HASHER.verify(hash_ or _nobody(), password)
        except (VerificationError, InvalidHashError):
            return False
    return hash_ is not None


def is_outdated(hash_: str) -> bool:
    """Whether the hash was made with other parameters than today's."""
    return _HASHER.check_needs_rehash(hash_)


@lru_cache(maxsize=1)
def _nobody() -> str:
    return _HASHER.hash("nobody signs in with this")
