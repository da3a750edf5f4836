"""A ledger of the schema before claims were packed: nothing is lost, no id changes, and it is asked as any other."""

import datetime as dt
import sqlite3
from contextlib import closing
from dataclasses import replace

import pytest
from ledger_made import at, capture_of, numbered, plain_reading
from older_ledger import make_older_ledger
from sqlalchemy import select

from sightline.ledger import look, migrate, rows, tables
from sightline.ledger.add import Added, add_reading
from sightline.ledger.claim_format import stored_claim_json
from sightline.ledger.ledger import open_ledger
from sightline.ledger.search import Box, Query, claims, count
from sightline.model.claim import Item
from sightline.model.mention import Mention
from sightline.model.period import days
from sightline.model.place import Place
from sightline.model.reading import Reading
from sightline.model.span import Span

CARACAS = Place(Span(0, 3, "New"), "Caracas", "gn:1", "VE", 10.5, -66.9, 15.0, "settlement", reasons=("so",))
MARCH = days(dt.date(2019, 3, 1), dt.date(2019, 3, 31), edtf="2019-03")


def kept():
    sentences = ["New S-300 launchers in Guárico.", "俄罗斯部署了导弹系统。"]
    capture = capture_of(" ".join(sentences), "https://example.org/a")
    made = plain_reading(sentences, capture, place=CARACAS)
    first = replace(made.claims[0], time=MARCH, items=(Item(Span(4, 9, "S-300"), "S-300", "sam-system"),))
    mentions = (
        *made.mentions,
        *made.mentions,
        Mention(Span(0, 3, "New"), "place", place=replace(CARACAS, span=None)),
    )
    return [
        (capture, Reading(made.document, mentions, (first, made.claims[1]))),
        numbered(1),
        numbered(2, claims=0),
    ]


@pytest.fixture
def path(tmp_path):
    return tmp_path / "old.db"


def test_everything_comes_through(path):
    make_older_ledger(path, kept())
    with open_ledger(path) as ledger:
        for _, reading in kept():
            assert look.reading(ledger, reading.document.id) == reading
        assert look.facts(ledger).claims == tuple(c for _, r in kept() for c in r.claims)
        for pair in kept():
            assert add_reading(ledger, *pair, at(9)) == Added()  # its ids are what they were
    with open_ledger(path) as ledger, ledger.look() as connection:
        assert connection.exec_driver_sql("SELECT max(number) FROM migrations").scalar() == len(
            migrate.shipped()
        )


def test_it_is_searched_as_any_other(path):
    make_older_ledger(path, kept())
    first = kept()[0][1].claims[0]
    with open_ledger(path) as ledger:
        for query in (
            Query(text="s-300 guarico"),
            Query(categories=("sam-system",)),
            Query(box=Box(10, -67, 11, -66), period=MARCH),
        ):
            assert claims(ledger, query).claims == (first,)
        assert count(ledger, Query(text="导弹")) == 1
        assert count(ledger, Query(box=Box(10, -67, 11, -66))) == 2


def test_what_an_older_contract_wrote_is_kept_to_the_letter(path):
    make_older_ledger(path, kept(), strip="probability")
    with open_ledger(path) as ledger:
        assert look.facts(ledger).claims == tuple(c for _, r in kept() for c in r.claims)
        with ledger.look() as connection:
            held = connection.execute(select(tables.claims)).all()
    assert len(held) == 7
    for row in held:
        assert row.content == rows.short_hash(stored_claim_json(row.payload))
    assert '"probability"' not in stored_claim_json(held[0].payload)


def test_its_facts_still_cannot_be_changed(path):
    make_older_ledger(path, kept())
    open_ledger(path).close()
    with closing(sqlite3.connect(path)) as outside:
        for table in ("claims", "readings"):
            with pytest.raises(sqlite3.IntegrityError, match="facts are only added"):
                outside.execute(f"UPDATE {table} SET id = id")
            with pytest.raises(sqlite3.IntegrityError, match="facts are only added"):
                outside.execute(f"DELETE FROM {table}")
