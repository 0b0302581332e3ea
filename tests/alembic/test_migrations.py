"""Migrations give the schema that the code declares and reviewers read, on both engines."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from alembic import command
from alembic.config import Config
from alembic.script import ScriptDirectory

from sponsorship import migrations, resources, schema
from sponsorship.database import Database
from sponsorship.guards.declared import Engine
from tests.database import world

POSTGRESQL_CATALOGUE = (
    "SELECT table_name, ordinal_position, column_name, data_type, is_nullable, column_default"
    " FROM information_schema.columns WHERE table_schema = 'public'",
    "SELECT conrelid::regclass::text, conname, pg_get_constraintdef(oid) FROM pg_constraint"
    " WHERE connamespace = 'public'::regnamespace",
    "SELECT tablename, indexdef FROM pg_indexes WHERE schemaname = 'public'",
    "SELECT tgrelid::regclass::text, pg_get_triggerdef(oid) FROM pg_trigger WHERE NOT tgisinternal",
    "SELECT proname, pg_get_functiondef(oid), proacl::text FROM pg_proc"
    " WHERE pronamespace = 'public'::regnamespace",
    "SELECT 'lifecycle_move', machine, from_status, to_status FROM lifecycle_move",
)
SQLITE_CATALOGUE = (
    "SELECT tbl_name, name, sql FROM sqlite_master WHERE name NOT LIKE 'sqlite_%'",
    "SELECT 'lifecycle_move', machine, from_status, to_status FROM lifecycle_move",
)


def catalogue(url: str) -> list[tuple[Any, ...]]:
    """Everything that the database knows about our schema, but for Alembic's own table."""
    database = Database(url)
    asked = SQLITE_CATALOGUE if database.is_sqlite else POSTGRESQL_CATALOGUE
    with database.reader.connect() as connection:
        rows = [
            # SQLite writes a table that was renamed in quotation marks, which mean nothing.
            tuple(str(value).replace(f'TABLE "{row[0]}"', f"TABLE {row[0]}") for value in row)
            for question in asked
            for row in world.run(connection, question)
        ]
    database.close()
    return sorted((row for row in rows if "alembic_version" not in str(row[0])), key=repr)


def made_from(url: str, statements: list[str]) -> list[tuple[Any, ...]]:
    """The catalogue of an empty database after these statements."""
    database = Database(url)
    with database.writer.begin() as connection:
        for statement in statements:
            world.run(connection, statement)
    database.close()
    return catalogue(url)


def engine_of(url: str) -> Engine:
    return "sqlite" if url.startswith("sqlite") else "postgresql"


def tables(url: str) -> set[str]:
    database = Database(url)
    found = set(sa.inspect(database.engine).get_table_names())
    database.close()
    return found


def test_a_migrated_database_is_what_the_models_and_guards_declare(
    empty_database_url: str,
) -> None:
    migrations.upgrade(empty_database_url)
    migrated = catalogue(empty_database_url)
    migrations.downgrade(empty_database_url, "base")
    declared = schema.ddl(engine_of(empty_database_url))
    assert made_from(empty_database_url, declared) == migrated


def test_alembic_sees_no_difference_to_the_models(database: Database) -> None:
    """The tables of the job engine, which on SQLite live in the same file, are none of its business."""
    with database.writer.begin() as connection:
        world.run(connection, "CREATE TABLE IF NOT EXISTS workflow_status (id INTEGER)")
    command.check(config_of(resources.migrations_dir(), database.url))


def test_the_schema_that_reviewers_read_is_current() -> None:
    root = Path(schema.__file__).parents[1]
    outdated = [
        path.name
        for path, text in schema.written(root).items()
        if path.read_text(encoding="utf-8") != text
    ]
    assert outdated == []


@pytest.mark.parametrize("engine", schema.ENGINES)
def test_a_schema_file_falls_into_the_statements_it_was_made_of(engine: Engine) -> None:
    statements = schema.ddl(engine)
    assert schema.statements_of(schema.as_text(statements)) == statements


def test_there_is_one_head() -> None:
    heads = ScriptDirectory(str(resources.migrations_dir())).get_heads()
    assert heads == [migrations.head()]


def test_a_database_knows_its_revision(empty_database_url: str) -> None:
    assert migrations.current(empty_database_url) is None
    assert not migrations.is_current(empty_database_url)
    migrations.upgrade(empty_database_url)
    assert migrations.current(empty_database_url) == migrations.head()
    assert migrations.is_current(empty_database_url)


def test_up_down_and_up_again_gives_the_same(empty_database_url: str) -> None:
    migrations.upgrade(empty_database_url)
    first = catalogue(empty_database_url)
    migrations.downgrade(empty_database_url, "base")
    assert tables(empty_database_url) == {"alembic_version"}
    assert catalogue_is_empty(empty_database_url)
    migrations.upgrade(empty_database_url)
    assert catalogue(empty_database_url) == first


def catalogue_is_empty(url: str) -> bool:
    database = Database(url)
    asked = (
        "SELECT name FROM sqlite_master WHERE type = 'trigger'"
        if database.is_sqlite
        else "SELECT proname FROM pg_proc WHERE pronamespace = 'public'::regnamespace"
    )
    with database.reader.connect() as connection:
        found = world.run(connection, asked).all()
    database.close()
    return found == []


def test_upgrading_twice_changes_nothing(database_url: str) -> None:
    before = catalogue(database_url)
    migrations.upgrade(database_url)
    assert catalogue(database_url) == before


def test_a_database_with_rows_in_it_is_not_taken_down(database: Database) -> None:
    world.build(database.writer)
    before = world.digest(database.reader)
    url = database.url.render_as_string(hide_password=False)
    with pytest.raises(RuntimeError, match=r"is not undone while \w+ has rows"):
        migrations.downgrade(url, "base")
    assert world.digest(database.reader) == before
    assert migrations.is_current(url)


def test_two_deploys_at_once_migrate_once(empty_database_url: str) -> None:
    deploy = "import sys; from sponsorship import migrations; migrations.upgrade(sys.argv[1])"
    deploying = [sys.executable, "-W", "error", "-c", deploy, empty_database_url]
    root = Path(schema.__file__).parents[1]
    deploys = [subprocess.Popen(deploying, cwd=root) for _ in range(2)]
    assert [deploy.wait() for deploy in deploys] == [0, 0]
    assert migrations.is_current(empty_database_url)


def config_of(folder: Path, url: str | sa.URL) -> Config:
    config = Config()
    config.set_main_option("script_location", str(folder))
    config.attributes["url"] = url
    return config


LOOKING_REVISION = """
from alembic import op

revision = "looking"
down_revision = "{head}"

def upgrade():
    op.execute("CREATE TABLE seen AS SELECT current_setting('lock_timeout') AS lock_timeout,"
               " current_setting('statement_timeout') AS statement_timeout,"
               " (SELECT count(*) FROM pg_locks WHERE locktype = 'advisory'"
               "  AND pid = pg_backend_pid()) AS locks")
"""


def upgraded_with(folder: Path, url: str, revision: str) -> None:
    """Upgrade with one more revision after ours."""
    shutil.copytree(
        resources.migrations_dir(), folder, ignore=shutil.ignore_patterns("__pycache__")
    )
    (folder / "versions" / "9999_extra.py").write_text(revision, encoding="utf-8")
    command.upgrade(config_of(folder, url), "head")


def test_a_migration_never_waits_long_and_never_runs_beside_another(
    postgresql_database: Database, tmp_path: Path
) -> None:
    url = postgresql_database.url.render_as_string(hide_password=False)
    upgraded_with(tmp_path / "alembic", url, LOOKING_REVISION.format(head=migrations.head()))
    with postgresql_database.reader.connect() as connection:
        assert world.run(connection, "SELECT * FROM seen").one() == ("5s", "1min", 1)


BREAKING_REVISION = """
from alembic import op

revision = "breaking"
down_revision = "{head}"

def upgrade():
    op.execute("CREATE TABLE half (id integer)")
    op.execute("INSERT INTO nothing VALUES (1)")
"""


def test_a_migration_that_breaks_leaves_nothing_behind(database: Database, tmp_path: Path) -> None:
    url = database.url.render_as_string(hide_password=False)
    before = catalogue(url)
    with pytest.raises(sa.exc.DBAPIError):
        upgraded_with(tmp_path / "alembic", url, BREAKING_REVISION.format(head=migrations.head()))
    assert catalogue(url) == before
    assert migrations.is_current(url)
