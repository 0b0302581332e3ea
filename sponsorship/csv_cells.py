"""The longest cell of a CSV file that is read.

Python keeps this limit once for the whole process: a reader that set its own and put it back would change
it for another thread in the middle of a file. So every reader asks for the same.
"""

from __future__ import annotations

import csv

LONGEST_CELL = 5 * 2**20


def limit_cells() -> None:
    """To be called before a file is read; a longer cell is a `csv.Error` then."""
    csv.field_size_limit(LONGEST_CELL)
