"""Pages of donors and sponsor contacts, signed in by a letter: modules with `routes`."""
