"""Read-only tables of every record: list, search, filter, sort, export, show. They only look."""
