"""Opening a ledger: what is none, what is newer, what is older."""

import sqlite3
import subprocess
import sys

import pytest
from ledger_made import NOON, numbered
from sqlalchemy import MetaData, inspect
from sqlalchemy.exc import ProgrammingError

from sightline.ledger import address, migrate, tables
from sightline.ledger.add import add_reading
from sightline.ledger.ledger import open_ledger
from sightline.ledger.look import facts, reading
from sightline.model.errors import LedgerError

NEXT = migrate.Migration(
    len(migrate.shipped()) + 1,
    "wind",
    "CREATE TABLE wind (seq INTEGER PRIMARY KEY);\nALTER TABLE sources ADD COLUMN owner TEXT;",
)


def refusal(path, **options) -> LedgerError:
    with pytest.raises(LedgerError) as caught:
        open_ledger(path, **options)
    assert caught.value.advice
    return caught.value


def test_a_new_ledger_is_empty_and_closes_to_one_file(tmp_path):
    with open_ledger(tmp_path / "a.db") as ledger:
        assert facts(ledger).documents == ()
    assert [p.name for p in tmp_path.iterdir()] == ["a.db"]


def test_a_url_names_the_same_file(tmp_path):
    capture, made = numbered(1)
    with open_ledger(f"sqlite:///{tmp_path}/a.db") as ledger:
        add_reading(ledger, capture, made, NOON)
    with open_ledger(tmp_path / "a.db", create=False) as ledger:
        assert reading(ledger, capture.digest) == made


def test_what_is_no_ledger_is_refused_and_left_alone(tmp_path):
    words = tmp_path / "words.txt"
    words.write_text("not a database, but long enough to be read as the header of one\n" * 50)
    other = tmp_path / "other.db"
    with sqlite3.connect(other) as db:
        db.execute("CREATE TABLE mine (x)")
    db.close()
    before = words.read_bytes(), other.read_bytes()
    assert refusal(words).code == "not-a-ledger"
    assert refusal(other).code == "not-a-ledger"
    assert (words.read_bytes(), other.read_bytes()) == before


def test_places_where_no_ledger_can_be(tmp_path):
    (tmp_path / "file").write_text("x")
    assert refusal(tmp_path).code == "not-a-ledger"
    assert refusal(tmp_path / "gone" / "a.db").code == "no-folder"
    assert refusal(tmp_path / "file" / "a.db").code == "no-folder"
    assert refusal(tmp_path / "a.db", create=False).code == "no-ledger"
    (tmp_path / "empty.db").touch()
    assert refusal(tmp_path / "empty.db", create=False).code == "no-ledger"
    assert refusal(tmp_path / ("x" * 300)).code == "ledger-unreadable"
    assert refusal(":memory:").code == "ledger-kind"
    assert refusal("mysql://host/db").code == "ledger-kind"
    assert not (tmp_path / "a.db").exists()


def test_a_damaged_ledger_says_so(tmp_path):
    path = tmp_path / "a.db"
    with open_ledger(path) as ledger:
        for n in range(20):
            add_reading(ledger, *numbered(n), NOON)
    data = bytearray(path.read_bytes())
    data[4096:] = b"\xff" * (len(data) - 4096)
    path.write_bytes(data)
    assert refusal(path).code == "ledger-damaged"


@pytest.fixture
def shipped(new_address):
    """The migrations for the dialect that the test runs on."""
    return migrate.shipped("postgresql" if address.is_address(new_address()) else "sqlite")


def test_an_older_ledger_is_brought_up_and_keeps_its_facts(new_address, shipped):
    path = new_address()
    capture, made = numbered(1)
    with open_ledger(path, migrations=shipped) as ledger:
        add_reading(ledger, capture, made, NOON)
    both = (*shipped, NEXT)
    for _ in range(2):  # the second time nothing is left to do
        with open_ledger(path, migrations=both) as ledger, ledger.look() as connection:
            log = connection.exec_driver_sql("SELECT number, name, digest FROM migrations").all()
            assert [tuple(row) for row in log] == [(m.number, m.name, m.digest) for m in both]
            assert inspect(connection).has_table("wind")
        with open_ledger(path, migrations=both) as ledger:
            assert reading(ledger, capture.digest) == made
    error = refusal(path)
    assert error.code == "ledger-newer"
    assert "update" in error.advice


def test_a_failed_migration_leaves_the_ledger_as_it_was(new_address, shipped):
    path = new_address()
    open_ledger(path).close()
    broken = migrate.Migration(
        NEXT.number, "broken", "CREATE TABLE wind (x INTEGER);\nCREATE TABLE wind (x INTEGER);"
    )
    with pytest.raises((LedgerError, ProgrammingError)):  # a migration that is wrong is a bug
        open_ledger(path, migrations=(*shipped, broken))
    with open_ledger(path) as ledger, ledger.look() as connection:
        assert not inspect(connection).has_table("wind")


def test_a_ledger_of_another_build_is_refused(new_address, shipped):
    path = new_address()
    open_ledger(path).close()
    first, *rest = shipped
    other = migrate.Migration(1, first.name, first.sql + "-- x")
    assert refusal(path, migrations=[other, *rest]).code == "ledger-other"


@pytest.mark.filterwarnings("ignore:Did not recognize type 'geometry'")
def test_the_tables_are_what_the_migrations_make(ledger):
    with ledger.look() as connection:
        found = MetaData()
        names = set(inspect(connection).get_table_names())
        ours = {**tables.FACTS.tables, **tables.DERIVED.tables}
        indexes, views = ("claim_words", "claim_boxes", "spatial_ref_sys"), {"current_readings"}
        assert set(ours) - views == {n for n in names if not n.startswith(indexes)}
        found.reflect(connection, only=list(set(ours) - views))
        dialect = connection.dialect
    for name, table in ours.items():
        if name in views:
            continue
        assert columns(table, dialect) == columns(found.tables[name], dialect), name
        if name in tables.FACTS.tables:
            links = {(f.parent.name, f.target_fullname) for f in table.foreign_keys}
            assert links == {(f.parent.name, f.target_fullname) for f in found.tables[name].foreign_keys}


def columns(table, dialect):
    return {
        (c.name, c.type.compile(dialect=dialect).removesuffix(' COLLATE "C"'), c.nullable or c.primary_key,
         c.primary_key)
        for c in table.c
        if c.name != "box"  # PostGIS's, which only postgresql.py knows
    }  # fmt: skip


def test_migrations_are_numbered_without_holes_and_alike_on_both_dialects():
    here, there = migrate.shipped("sqlite"), migrate.shipped("postgresql")
    assert [m.number for m in here] == list(range(1, len(here) + 1))
    assert [(m.number, m.name) for m in here] == [(m.number, m.name) for m in there]


def test_sqlalchemy_waits_until_a_ledger_is_wanted():
    code = "import sys, sightline, sightline.ledger; assert 'sqlalchemy' not in sys.modules"
    subprocess.run([sys.executable, "-W", "error", "-c", code], check=True, timeout=30)
