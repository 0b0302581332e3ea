"""Files of python.org's sponsors application, in either of two shapes, as the same plain records.

A dump is what `manage.py dumpdata sponsors contenttypes` prints; a folder, or a zip of it, holds one CSV
file with a header for each table.
"""

from __future__ import annotations

import csv
import io
import json
import zipfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from sponsorship.csv_cells import limit_cells
from sponsorship.errors import Invalid
from sponsorship.importing.records import Broken, Dump, Record, plain
from sponsorship.importing.tables import NOT_TAKEN, TABLES, UNREAD, Cell, Table

LARGEST_FILE = 2**30
APP = "sponsors"
TYPES = "django_content_type"
NO_TYPE = ["", ""]


class UnreadableFiles(Invalid):
    """Raised for files that are not the sponsors' tables; the sentence says which and why."""

    code = "unreadable_files"

    def __init__(self, sentence: str) -> None:
        super().__init__("path", sentence)


def read(path: Path) -> Dump:
    """Everything that the file or folder says; raises UnreadableFiles."""
    files = _contents(path)
    if isinstance(files, bytes):
        dump = _from_json(_text(path.name, files))
    else:
        lists = [name for name in files if name.lower().endswith(".json")]
        if len(lists) == 1 and not any(_is_table(name) for name in files):
            dump = _from_json(_text(lists[0], files[lists[0]]))
        else:
            dump = _from_csv(files)
    _join_parents(dump)
    if not any(dump.records.values()):
        raise UnreadableFiles(f"There is no record of the sponsors application in {path.name}.")
    return dump


def _contents(path: Path) -> bytes | dict[str, bytes]:
    try:
        if path.is_dir():
            return {one.name: one.read_bytes() for one in sorted(path.iterdir()) if one.is_file()}
        if path.stat().st_size > LARGEST_FILE:
            raise UnreadableFiles(f"{path.name} is larger than 1 GB.")
        content = path.read_bytes()
    except OSError as wrong:
        raise UnreadableFiles(f"{path} cannot be read: {wrong.strerror}.") from wrong
    return _unzipped(path.name, content) if content.startswith(b"PK") else content


def _unzipped(name: str, content: bytes) -> dict[str, bytes]:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            entries = [one for one in packed.infolist() if not one.is_dir()]
            if sum(one.file_size for one in entries) > LARGEST_FILE:
                raise UnreadableFiles(f"{name} unpacks to more than 1 GB.")
            return {Path(one.filename).name: packed.read(one) for one in entries}
    except (zipfile.BadZipFile, RuntimeError, NotImplementedError, OSError) as wrong:
        raise UnreadableFiles(f"{name} is a damaged zip, or one with a password.") from wrong


def _text(name: str, content: bytes) -> str:
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as wrong:
        raise UnreadableFiles(f"{name} is not written in UTF-8.") from wrong


def _keep(dump: Dump, model: str, pk: Any, fields: Mapping[str, Any], where: str) -> None:
    """One row as a record, or a word why it is none."""
    number = plain(Cell.NUMBER, pk)
    if type(number) is not int or number < 1:
        dump.broken.append(Broken(model, where, "It has no number."))
        return
    kept = dump.records.setdefault(model, {})
    if number in kept:
        dump.broken.append(
            Broken(model, str(number), "Its number occurs twice; the first is taken.")
        )
        return
    cells = TABLES[model].cells
    known = {name: plain(cells[name], value) for name, value in fields.items() if name in cells}
    for name in fields.keys() - cells.keys() - UNREAD - {f"{TABLES[model].parent}_ptr"}:
        dump.unread[f"{model}.{name}"] += 1
    kept[number] = Record(model, number, known)


# --- A dump ---------------------------------------------------------------------------------------


def _from_json(text: str) -> Dump:
    try:
        rows = json.loads(text, parse_constant=str)
    except (ValueError, RecursionError) as wrong:
        at = f" (line {wrong.lineno})" if isinstance(wrong, json.JSONDecodeError) else ""
        raise UnreadableFiles(f"This is neither a JSON dump nor a zip of tables{at}.") from wrong
    if not isinstance(rows, list):
        raise UnreadableFiles("A dump is a list of records, and this is something else.")
    dump, types = Dump(), {}
    for place, row in enumerate(rows, start=1):
        named = row.get("model") if isinstance(row, dict) else None
        fields = row.get("fields") if isinstance(row, dict) else None
        if not isinstance(named, str) or not isinstance(fields, dict):
            dump.broken.append(Broken("record", str(place), "It has no model or no fields."))
            continue
        app, _, model = named.rpartition(".")
        if app == APP and model in TABLES:
            _keep(dump, model, row.get("pk"), fields, f"in place {place}")
        elif named == "contenttypes.contenttype":
            number = plain(Cell.NUMBER, row.get("pk"))
            if isinstance(number, int):
                types[number] = [fields.get("app_label"), fields.get("model")]
        else:
            dump.ignored[named if app != APP else model] += 1
    _name_owners(dump, types)
    return dump


def _name_owners(dump: Dump, types: Mapping[Any, list[Any]]) -> None:
    """Whose an asset is, in a word: `sponsor` or `sponsorship`."""
    for pk, one in dump.records.get("genericasset", {}).items():
        said = plain(Cell.NUMBER, one.fields.get("content_type"))
        if isinstance(said, list) and len(said) == 2:
            app, model = said
        else:
            app, model = types.get(said, NO_TYPE) if isinstance(said, int) else NO_TYPE
        owner = model if app == APP else ""
        dump.records["genericasset"][pk] = Record(
            one.model, pk, {**one.fields, "content_type": owner}
        )


def _join_parents(dump: Dump) -> None:
    """Rows that go on the row of another table get its fields; those without it are none."""
    for model, table in TABLES.items():
        if not table.parent:
            continue
        kept = dump.records.get(model, {})
        for pk in list(kept):
            parent = dump.get(table.parent, pk)
            if parent is None:
                sentence = f"The row of {table.parent} that it goes on is missing."
                dump.broken.append(Broken(model, str(pk), sentence))
                del kept[pk]
            else:
                kept[pk] = Record(model, pk, {**parent.fields, **kept[pk].fields})


# --- A folder of tables ---------------------------------------------------------------------------


def _is_table(name: str) -> bool:
    return name.startswith(f"{APP}_") and name.endswith(".csv")


def _from_csv(files: Mapping[str, bytes]) -> Dump:
    if not any(_is_table(name) for name in files):
        raise UnreadableFiles(f"There is no table of the sponsors ({APP}_….csv) and no JSON dump.")
    dump = Dump()
    for model, table in TABLES.items():
        linked = {name: _links(files, *join) for name, join in table.joins.items()}
        _read_table(dump, files, model, table, linked)
    types = {
        plain(Cell.NUMBER, row.get("id")): [row.get("app_label"), row.get("model")]
        for row in (_rows(files, TYPES) if f"{TYPES}.csv" in files else [])
    }
    _name_owners(dump, types)
    for name in files:
        if _is_table(name):
            model = name.removeprefix(f"{APP}_").removesuffix(".csv")
            if model in NOT_TAKEN:
                dump.ignored[model] += sum(1 for _ in _rows(files, f"{APP}_{model}"))
    return dump


def _read_table(
    dump: Dump,
    files: Mapping[str, bytes],
    model: str,
    table: Table,
    linked: Mapping[str, Mapping[int, list[int]]],
) -> None:
    columns = {
        name: column_of(name, cell) for name, cell in table.cells.items() if cell is not Cell.MANY
    }
    number = f"{table.parent}_ptr_id" if table.parent else "id"
    needed = {number, *(columns[name] for name in columns if name not in table.may_lack)}
    names = {column: name for name, column in columns.items()}
    for place, row in enumerate(_rows(files, f"{APP}_{model}", needed), start=2):
        if None in row or None in row.values():
            dump.broken.append(
                Broken(model, f"on line {place}", "It has too many or too few columns.")
            )
            continue
        fields = {names.get(c, c.removesuffix("_id")): v for c, v in row.items() if c != number}
        pk = plain(Cell.NUMBER, row[number])
        fields |= {name: links.get(pk, []) for name, links in linked.items()}
        _keep(dump, model, pk, fields, f"on line {place}")


def column_of(name: str, cell: Cell) -> str:
    """What the column of a field is called."""
    is_reference = (cell is Cell.ONE or name == "content_type") and not name.endswith("_id")
    return f"{name}_id" if is_reference else name


def _links(files: Mapping[str, bytes], name: str, here: str, there: str) -> dict[int, list[int]]:
    found: dict[int, list[int]] = {}
    for row in _rows(files, f"{APP}_{name}", {here, there}):
        one, other = plain(Cell.NUMBER, row[here]), plain(Cell.NUMBER, row[there])
        found.setdefault(one, []).append(other)
    return found


def _rows(
    files: Mapping[str, bytes], table: str, needed: set[str] | None = None
) -> list[dict[str, Any]]:
    name = f"{table}.csv"
    if name not in files:
        raise UnreadableFiles(
            f"{name} is not there. An empty table is a file with its header alone."
        )
    limit_cells()
    reader = csv.DictReader(io.StringIO(_text(name, files[name]), newline=""), strict=True)
    try:
        lacking = sorted((needed or set()) - set(reader.fieldnames or ()))
        if lacking:
            raise UnreadableFiles(f"{name} lacks the column {lacking[0]}.")
        return list(reader)
    except csv.Error as wrong:
        raise UnreadableFiles(f"{name} is no table: line {reader.line_num}, {wrong}.") from wrong
