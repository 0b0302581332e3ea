"""Every verb in every status of every machine: the listed move, or WrongState."""

import pytest
import sqlalchemy as sa

import sponsorship.models  # noqa: F401 - declares every machine
from sponsorship.audit import SYSTEM
from sponsorship.database import Base, Database
from sponsorship.lifecycle import (
    MACHINES,
    Lifecycle,
    LifecycleMove,
    Stateful,
    StatusChange,
    WrongState,
    advance,
    history,
)
from sponsorship.tiers.models import ProgramYear, ProgramYearStatus
from tests.clock import NOW
from tests.stories.telling import Story

MODELS = {
    mapper.class_.lifecycle.name: mapper.class_
    for mapper in Base.registry.mappers
    if issubclass(mapper.class_, Stateful)
}
CASES = [
    pytest.param(machine, verb, status, id=f"{name}-{verb}-{status.value}")
    for name, machine in sorted(MACHINES.items())
    for verb in machine.moves
    for status in type(machine.initial)
]


class Recorder:
    """Stands where a session does: keeps what is added."""

    def __init__(self) -> None:
        self.added: list[StatusChange] = []

    def add(self, row: StatusChange) -> None:
        self.added.append(row)


@pytest.mark.parametrize(("machine", "verb", "status"), CASES)
def test_a_verb_makes_its_move_or_is_refused(machine: Lifecycle, verb: str, status: object) -> None:
    record = MODELS[machine.name]()
    record.id = 7
    record.__dict__["status"] = status
    recorder = Recorder()
    move = machine.moves[verb]

    if status in move.sources:
        assert record.can_be(verb)
        advance(recorder, record, verb, at=NOW, by=SYSTEM, reason="because")  # type: ignore[arg-type]
        (change,) = recorder.added
        assert record.status is move.target
        assert (change.machine, change.subject_id, change.verb) == (machine.name, 7, verb)
        assert (change.to_status, change.reason) == (move.target.value, "because")
    else:
        assert not record.can_be(verb)
        with pytest.raises(WrongState) as refused:
            advance(recorder, record, verb, at=NOW, by=SYSTEM)  # type: ignore[arg-type]
        assert refused.value.allowed == move.sources
        assert recorder.added == []
        assert record.status is status


@pytest.mark.parametrize("name", sorted(MACHINES))
def test_a_status_changes_only_through_advance(name: str) -> None:
    machine = MACHINES[name]
    record = MODELS[name]()
    other = next(status for status in type(machine.initial) if status is not machine.initial)

    record.status = machine.initial
    with pytest.raises(AssertionError, match=r"only through advance\(\)"):
        record.status = other


def test_the_database_knows_the_same_moves(database: Database) -> None:
    with database.reading() as session:
        known = {
            (row.machine, row.from_status, row.to_status)
            for row in session.scalars(sa.select(LifecycleMove))
        }

    assert known == {
        (name, source, target)
        for name, machine in MACHINES.items()
        for source, target in machine.pairs
    }


def test_a_new_record_can_move_at_once_and_its_history_is_kept(story: Story) -> None:
    with story.database.unit_of_work() as session:
        year = ProgramYear(
            year=2031, title="Next", introduction="", starts_on=NOW.date(), ends_on=NOW.date(),
            currency="USD", fund_id=1, status=ProgramYearStatus.DRAFT,
        )  # fmt: skip
        session.add(year)
        first = session.scalars(sa.select(ProgramYear).where(ProgramYear.year == 2026)).one()
        advance(session, first, "closed", at=NOW, by=SYSTEM)
        session.flush()
        advance(session, year, "opened", at=NOW, by=SYSTEM)
        session.flush()

        assert [change.verb for change in history(session, first)] == ["opened", "closed"]
        assert [change.verb for change in history(session, year)] == ["opened"]


def test_a_record_without_an_id_gets_one_before_its_history(database: Database) -> None:
    with database.unit_of_work() as session:
        session.execute(
            sa.text(
                "INSERT INTO fund (slug, name, summary, description, restriction, purpose, currency,"
                " position, accepts_gifts, created_at, version) VALUES ('g', 'G', '', '', 'none', '',"
                " 'USD', 1, :yes, :at, 1)"
            ).bindparams(
                sa.bindparam("yes", True, type_=Base.type_annotation_map[bool]),
                sa.bindparam("at", NOW, type_=Base.type_annotation_map[type(NOW)]),
            )
        )
        fund_id = session.scalar(sa.text("SELECT id FROM fund"))
        year = ProgramYear(
            year=2031, title="Next", introduction="", starts_on=NOW.date(), ends_on=NOW.date(),
            currency="USD", fund_id=fund_id, status=ProgramYearStatus.DRAFT,
        )  # fmt: skip
        session.add(year)
        advance(session, year, "opened", at=NOW, by=SYSTEM)

        assert history(session, year)[0].subject_id == year.id
