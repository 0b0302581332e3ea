"""What the documentation lists is what the code has: statuses, verbs, facts, settings, events."""

import inspect
import re

import pytest

import sponsorship.models  # noqa: F401 -- every machine is declared by importing it
from sponsorship import bookkeeping
from sponsorship.database import Base
from sponsorship.ledger.models import KINDS
from sponsorship.ledger.posting import Entry
from sponsorship.lifecycle import MACHINES
from sponsorship.payments.stripe.lookup import READERS
from sponsorship.settings import Settings
from tests.architecture.source import ROOT


def _page(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


def _sections(page: str, level: str) -> dict[str, str]:
    """The text under every heading of that level, by the heading."""
    parts = re.split(rf"^{level} (.+)$", page, flags=re.MULTILINE)
    return dict(zip(parts[1::2], parts[2::2], strict=True))


def _rows(text: str) -> list[list[str]]:
    """The cells of every table row that begins with a word of the code."""
    lines = [line for line in text.splitlines() if line.startswith("| `")]
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in lines]


def _words(cell: str) -> list[str]:
    return re.findall(r"`([^`]+)`", cell)


LIFECYCLES = _sections(_page("docs/lifecycles.md"), "##")


def test_every_machine_has_its_section() -> None:
    assert sorted(LIFECYCLES) == sorted(MACHINES)


@pytest.mark.parametrize("name", sorted(MACHINES))
def test_documented_statuses_are_those_of_the_code_and_none_is_half_explained(name: str) -> None:
    machine = MACHINES[name]
    statuses = [row for row in _rows(LIFECYCLES[name]) if len(row) == 4]

    assert [_words(row[0]) for row in statuses] == [[s.value] for s in type(machine.initial)]
    assert statuses[0][0] == f"`{machine.initial.value}`"
    assert all(cell for row in statuses for cell in row)


@pytest.mark.parametrize("name", sorted(MACHINES))
def test_documented_verbs_are_those_of_the_code(name: str) -> None:
    verbs = [row for row in _rows(LIFECYCLES[name]) if len(row) == 3]

    assert {
        _words(verb)[0]: (set(_words(sources)), _words(target)) for verb, sources, target in verbs
    } == {
        move.verb: ({source.value for source in move.sources}, [move.target.value])
        for move in MACHINES[name].moves.values()
    }


def test_every_fact_that_moves_money_has_its_worked_example() -> None:
    facts = {
        name
        for name, function in inspect.getmembers(bookkeeping, inspect.isfunction)
        if inspect.signature(function, eval_str=True).return_annotation is Entry
    }
    examples = _sections(_page("docs/journal.md"), "###")

    assert set(examples) == facts
    assert all("\n      Dr " in text and "\n      Cr " in text for text in examples.values())


def test_the_journal_page_names_every_account_with_its_kind() -> None:
    accounts = _sections(_page("docs/journal.md"), "##")["Accounts"]

    assert {_words(row[0])[0]: row[1] for row in _rows(accounts)} == {
        f"{role.value}/<fund>": kind.value for role, kind in KINDS.items()
    }


def test_every_setting_is_documented_and_no_other() -> None:
    settings = _sections(_page("docs/operating.md"), "##")["Settings"]

    assert sorted(_words(row[0])[0] for row in _rows(settings)) == sorted(
        name.upper() for name in Settings.model_fields
    )


def test_the_events_to_enable_are_those_that_are_acted_on() -> None:
    stripe = _sections(_page("docs/operating.md"), "##")["Stripe"]

    listed = re.findall(r"^    ([a-z_]+(?:\.[a-z_]+)+)$", stripe, re.MULTILINE)
    assert sorted(listed) == sorted(READERS)


def test_every_decision_is_in_the_list_of_decisions() -> None:
    """One page each, with what was decided and what was refused."""
    folder = ROOT / "docs" / "adr"
    pages = sorted(page.name for page in folder.glob("[0-9]*.md"))
    index = (folder / "README.md").read_text(encoding="utf-8")

    assert re.findall(r"\]\((\d{4}-[a-z0-9-]+\.md)\)", index) == pages
    for page in pages:
        headings = _sections((folder / page).read_text(encoding="utf-8"), "##")
        assert list(headings) == ["Context", "Decision", "Rejected", "Consequences"], page


def test_links_between_pages_lead_somewhere() -> None:
    pages = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *sorted((ROOT / "docs").rglob("*.md"))]
    broken = [
        f"{page.relative_to(ROOT)}: {target}"
        for page in pages
        for target in re.findall(r"\]\(([^)#\s]+)", page.read_text(encoding="utf-8"))
        if not target.startswith(("https://", "http://"))
        if not (page.parent / target).exists()
    ]
    assert not broken, "\n".join(broken)


def test_every_table_has_its_word_in_the_glossary() -> None:
    glossary = _page("docs/glossary.md")
    named = {word for row in glossary.splitlines() for word in _words(row)}
    tables = {mapper.class_.__name__ for mapper in Base.registry.mappers}

    assert sorted(tables - named) == []
