"""What anybody asks us, and what we answer."""
