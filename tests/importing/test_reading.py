"""Files in either shape are the same records; what is no such file ends with a sentence."""

from __future__ import annotations

import json
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from sponsorship.errors import Invalid
from sponsorship.importing.reading import UnreadableFiles, read
from sponsorship.importing.records import Record
from tests.importing.peer import small


def _zipped(folder: Path) -> Path:
    path = folder.with_suffix(".zip")
    with zipfile.ZipFile(path, "w") as packed:
        for one in sorted(folder.iterdir()):
            packed.write(one, f"tables/{one.name}")
    return path


def test_a_dump_and_tables_and_a_zip_of_them_say_the_same(tmp_path: Path) -> None:
    peer = small()
    peer.add("sponsor", 9, name='=HYPERLINK("https://evil.example")', description="a\r\nb, “c”")

    dump = read(peer.write_dump(tmp_path))
    tables = read(peer.write_tables(tmp_path / "tables"))

    assert tables.records == dump.records
    assert read(_zipped(tmp_path / "tables")).records == dump.records
    with zipfile.ZipFile(tmp_path / "dump.zip", "w") as packed:
        packed.write(tmp_path / "sponsors.json")
    assert read(tmp_path / "dump.zip").records == dump.records
    assert (dump.broken, dump.unread, dump.ignored) == ([], {}, {})
    assert len(dump.every("sponsor")) == 7
    assert dump.every("sponsor")[-1].line("name") == '=HYPERLINK("https://evil.example")'
    assert [one.pk for one in dump.of("sponsorshipbenefit", "packages", 13)] == [11, 18]


def test_what_is_not_the_sponsors_is_counted_and_broken_rows_are_named(tmp_path: Path) -> None:
    rows: list[Any] = list(small().dump())
    rows += [
        {"model": "pages.page", "pk": 1, "fields": {}},
        {"model": "sponsors.sponsoremailnotificationtemplate", "pk": 1, "fields": {}},
        {"model": "sponsors.sponsor", "pk": 1, "fields": {"name": "Fox again"}},
        {"model": "sponsors.sponsor", "pk": "one", "fields": {}},
        {"model": "sponsors.sponsor", "pk": 8, "fields": {"name": "Fax", "fax": "555"}},
        {"model": "sponsors.imgasset", "pk": 80, "fields": {"image": "x.png"}},
        "nothing",
    ]
    (tmp_path / "a.json").write_bytes(b"\xef\xbb\xbf" + json.dumps(rows).encode())

    dump = read(tmp_path / "a.json")

    assert dump.ignored == {"pages.page": 1, "sponsoremailnotificationtemplate": 1}
    assert dump.unread == {"sponsor.fax": 1}
    assert [(one.model, one.number, one.sentence) for one in dump.broken] == [
        ("sponsor", "1", "Its number occurs twice; the first is taken."),
        ("sponsor", f"in place {len(rows) - 3}", "It has no number."),
        ("record", str(len(rows)), "It has no model or no fields."),
        ("imgasset", "80", "The row of genericasset that it goes on is missing."),
    ]


@pytest.mark.parametrize(
    ("read_it", "said", "sentence"),
    [
        (lambda one: one.text("name"), {"name": 5}, "Its name is no text."),
        (lambda one: one.text("name"), {}, "Its name is missing."),
        (lambda one: one.line("name"), {"name": "a\nb"}, "Its name has more than one line."),
        (lambda one: one.line("slug", most=3), {"slug": "abcd"},
         "Its slug has 4 letters, and 3 fit."),
        (lambda one: one.number("order"), {"order": 1.5},
         "Its order is “1.5”, which is no whole number."),
        (lambda one: one.number("order"), {"order": 2**40},
         "Its order is “1099511627776”, which is no whole number."),
        (lambda one: one.flag("advertise"), {"advertise": "perhaps" * 9},
         "Its advertise is “perhapsperhapsperhapsperhapsperhapsperha…”, which is neither yes nor no."),
        (lambda one: one.many("name"), {"name": [1, "x"]}, "Its name is no list of numbers."),
    ],
)  # fmt: skip
def test_a_value_that_cannot_be_read_says_so(
    read_it: Callable[[Record], object], said: dict[str, Any], sentence: str
) -> None:
    with pytest.raises(Invalid) as wrong:
        read_it(Record("sponsorshippackage", 1, said))
    assert str(wrong.value) == sentence
    assert Record("sponsorshippackage", 1, {}).number("year") is None  # older copies lack it


def _lacks_a_table(folder: Path) -> None:
    (folder / "sponsors_contract.csv").unlink()


def _lacks_a_column(folder: Path) -> None:
    (folder / "sponsors_sponsorshipprogram.csv").write_text("id,name\n1,x\n")


def _has_a_row_too_short(folder: Path) -> None:
    path = folder / "sponsors_sponsor.csv"
    path.write_text(path.read_text() + "9,short\n")


def test_a_row_of_too_few_columns_is_named(tmp_path: Path) -> None:
    folder = small().write_tables(tmp_path / "tables")
    _has_a_row_too_short(folder)

    (broken,) = read(folder).broken
    assert (broken.model, broken.number) == ("sponsor", "on line 8")


def _is_in_latin_1(folder: Path) -> None:
    path = folder / "sponsors_sponsor.csv"
    path.write_bytes(path.read_text().replace("Fox", "Füchse").encode("latin-1"))


def _has_an_open_quote(folder: Path) -> None:
    path = folder / "sponsors_sponsor.csv"
    path.write_text(path.read_text() + '9,"open')


@pytest.mark.parametrize(
    ("spoil", "sentence"),
    [
        (_lacks_a_table, r"sponsors_contract\.csv is not there\."),
        (_lacks_a_column, r"sponsors_sponsorshipprogram\.csv lacks the column description\."),
        (_is_in_latin_1, r"sponsors_sponsor\.csv is not written in UTF-8\."),
        (_has_an_open_quote, r"sponsors_sponsor\.csv is no table: line "),
        (lambda folder: [one.unlink() for one in folder.iterdir()], "no table of the sponsors"),
    ],
)
def test_tables_that_cannot_be_read_are_named(
    tmp_path: Path, spoil: Callable[[Path], object], sentence: str
) -> None:
    folder = small().write_tables(tmp_path / "tables")
    spoil(folder)

    with pytest.raises(UnreadableFiles, match=sentence):
        read(folder)


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "neither a JSON dump nor a zip"),
        (b"{]", r"neither a JSON dump nor a zip of tables \(line 1\)"),
        (b"[" * 100_000, "neither a JSON dump"),
        (b'{"model": 1}', "A dump is a list of records"),
        (b"[]", "no record of the sponsors application in a.json"),
        (b'[{"model": "pages.page", "pk": 1, "fields": {}}]', "no record of the sponsors"),
        ("[]".encode("utf-16"), "not written in UTF-8"),
        (b"PK\x03\x04 and no more", "damaged zip"),
    ],
)
def test_a_file_that_is_no_dump_is_refused(tmp_path: Path, content: bytes, sentence: str) -> None:
    path = tmp_path / "a.json"
    path.write_bytes(content)

    with pytest.raises(UnreadableFiles, match=sentence):
        read(path)


def test_a_zip_of_nothing_and_a_file_that_is_not_there_are_refused(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as packed:
        packed.writestr("readme.txt", "x")

    with pytest.raises(UnreadableFiles, match="no table of the sponsors"):
        read(tmp_path / "a.zip")
    with pytest.raises(UnreadableFiles, match="cannot be read"):
        read(tmp_path / "b.json")
