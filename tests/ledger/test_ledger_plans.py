"""Queries whose plan decides whether a large ledger answers in milliseconds or in minutes: an index that does not
fit the words of its query is not missed on a small one."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from ledger_made import at, numbered
from sqlalchemy import Connection, Engine, event, select

from sightline.ledger import current, postgresql, tables
from sightline.ledger.add import add_reading
from sightline.ledger.ledger import Ledger, open_ledger
from sightline.ledger.search import Query, count
from sightline.ledger.verify import fact_faults

KEY = tables.current_claims.c.key


@contextmanager
def plans(connection: Connection | Engine, explain: str) -> Iterator[list[str]]:
    """The plan of each SELECT that runs meanwhile."""
    found: list[str] = []

    def look(_connection, cursor, statement, parameters, *_):
        if statement.startswith("SELECT"):
            cursor.execute(f"{explain} {statement}", parameters)
            found.append("\n".join(str(row[-1]) for row in cursor.fetchall()))

    event.listen(connection, "before_cursor_execute", look)
    yield found
    event.remove(connection, "before_cursor_execute", look)


def test_verify_follows_no_reference_by_going_through_a_table_for_each_row(tmp_path):
    with open_ledger(tmp_path / "a.db") as ledger:
        add_reading(ledger, *numbered(1), at(0))
        with ledger.look() as connection, plans(connection, "EXPLAIN QUERY PLAN") as found:
            assert not list(fact_faults(connection))
    assert len(found) > 15
    for plan in found:
        _, correlated, rest = plan.partition("CORRELATED")
        assert not correlated or "SCAN" not in rest, plan


@pytest.fixture
def large(new_schema) -> Iterator[Ledger]:
    """On PostgreSQL, with some documents."""
    with open_ledger(new_schema()) as ledger:
        for n in range(5):
            add_reading(ledger, *numbered(n), at(n))
        yield ledger


def test_the_index_of_documents_fits_the_words_of_the_query(large):
    with large.look() as connection:
        connection.exec_driver_sql("SET LOCAL enable_seqscan = off")
        wanted = select(KEY).where(KEY // current.ORDINALS == 2)
        with plans(connection, "EXPLAIN") as found:
            connection.execute(wanted)
    assert "current_claims_document" in found[0], found[0]


@pytest.mark.parametrize(("few", "hashed"), [(10_000, False), (1, True)])
def test_words_of_documents_are_looked_at_one_by_one_or_by_a_table_made_once(large, monkeypatch, few, hashed):
    monkeypatch.setattr(postgresql, "FEW", few)
    query = Query(sources=("file:",), text="vehicle")
    with plans(large._engine, "EXPLAIN") as found:
        assert count(large, query) == 25
    assert "SubPlan" in found[-1], found[-1]
    assert ("hashed SubPlan" in found[-1]) == hashed
