"""What other systems really suffered, by number; told with the doubles of the places where it happens."""

from tests.admin_app.public.conftest import ada, app, books, queue, stranger, till, wiring
from tests.stripe.conftest import processor, sandbox, sandbox_address

__all__ = [
    "ada",
    "app",
    "books",
    "processor",
    "queue",
    "sandbox",
    "sandbox_address",
    "stranger",
    "till",
    "wiring",
]
