"""The generator of the benches writes, in bulk, what `add_reading` writes."""

import itertools

from bench.generate import NOW, fill, readings
from sqlalchemy import select

from sightline.ledger import current, look, tables
from sightline.ledger.add import add_reading
from sightline.ledger.ledger import open_ledger
from sightline.ledger.search import Query, facets
from sightline.ledger.sources import add_source
from sightline.model.publisher import source_of


def test_bulk_and_one_by_one_give_one_ledger(tmp_path):
    fill(tmp_path / "bulk.db", 400, seed=1, workers=0)
    with open_ledger(tmp_path / "one.db") as ledger:
        for capture, reading in readings(400, seed=1):
            add_reading(ledger, capture, reading, NOW)
            add_source(ledger, source_of(reading.document), NOW)
        one = everything(ledger)
    with open_ledger(tmp_path / "bulk.db") as ledger:
        assert everything(ledger) == one
        with ledger.write() as connection:
            connection.execute(tables.derived.delete())
            current.ensure(connection)
        assert everything(ledger) == one


def everything(ledger):
    facts = look.facts(ledger)
    asked = [facets(ledger, query) for query in (Query(), Query(text="howitzers"))]
    with ledger.look() as connection:
        kept = [
            column for column in tables.current_claims.c if column.name != "origin"
        ]  # numbered as they come
        now = connection.execute(select(*kept).order_by(tables.current_claims.c.key)).all()
    return facts.documents, facts.claims, facts.captures, {s.id for s in facts.sources}, asked, now


def test_it_is_the_same_every_time_and_looks_like_news():
    first, again = (list(itertools.islice(readings(600, seed=3), 30)) for _ in range(2))
    assert first == again
    claims = [claim for _, reading in first for claim in reading.claims]
    placed = sum(claim.place is not None and claim.place.known for claim in claims)
    dated = sum(claim.time is not None and claim.time.known for claim in claims)
    assert 0.2 < placed / len(claims) < 0.5
    assert 0.2 < dated / len(claims) < 0.7
