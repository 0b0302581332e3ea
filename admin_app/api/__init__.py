"""Doors for programs under /api/: modules with `routes`."""
