"""What is kept of the current readings is what the facts give, whatever was added in which order."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from ledger_made import at, numbered
from sqlalchemy import select

from sightline.ledger import current, look, rows, tables
from sightline.ledger.add import add_reading
from sightline.ledger.ledger import open_ledger
from sightline.ledger.search import Box, Query, claims, count
from sightline.model.claim import Item
from sightline.model.period import Period, days
from sightline.model.place import Place

PLACES = (None, Place(lat=10.5, lon=-66.9, radius_km=15.0), Place(lat=-17.0, lon=179.9, radius_km=400.0))
TIMES = (None, Period(at(0), at(90)), Period(latest=at(7)), days(at(0).date(), at(0).date()))


@st.composite
def streams(draw):
    """Readings of three documents, each at its own time; later ones may hold fewer claims, or others."""
    made = []
    for _ in range(draw(st.integers(1, 6))):
        n = draw(st.integers(0, 2))
        capture, reading = numbered(n, draw(st.integers(0, 3)), at(n))
        changed = tuple(
            replace(
                claim,
                place=draw(st.sampled_from(PLACES)),
                time=draw(st.sampled_from(TIMES)),
                items=tuple(
                    Item(claim.quote, "thing", kind)
                    for kind in draw(st.lists(st.sampled_from(["tank", "uav"]), max_size=2))
                ),
                origin=draw(st.sampled_from(["one", "two"])),
            )
            for claim in reading.claims[draw(st.integers(0, 1)) :]
        )
        made.append((capture, replace(reading, claims=changed), at(draw(st.integers(0, 5)))))
    return made


def derived(ledger):
    """Every derived row, and what the two indexes answer."""
    with ledger.look() as connection:
        kept = [
            connection.execute(select(table).order_by(*table.primary_key)).all()
            for table in (tables.current_documents, tables.current_claims)
        ]
    asked = (
        Query(text="vehicle"),
        Query(box=Box(10, -67, 11, -66), reach=True),
        Query(box=Box(-20, 170, -10, -170)),
        Query(period=Period(at(0), at(1))),
        Query(period=Period(at(0), at(1)), undated=True),
    )
    return kept, [claims(ledger, query) for query in asked]


@settings(max_examples=30)
@given(streams())
def test_kept_up_with_every_reading_is_as_made_from_scratch(new_address, stream):
    with open_ledger(new_address()) as ledger:
        for capture, reading, now in stream:
            add_reading(ledger, capture, reading, now)
        kept = derived(ledger)
        with ledger.write() as connection:
            current.rebuild(connection)
        assert derived(ledger) == kept
        with ledger.look() as connection:
            found = connection.execute(look.claim_query(look.NOW)).all()
        assert look.facts(ledger).claims == tuple(rows.claim_value(*row) for row in found)


@pytest.mark.parametrize("mark", [None, "0"])
def test_what_another_version_made_is_made_anew_at_opening(new_address, mark):
    path = new_address()
    with open_ledger(path) as ledger:
        add_reading(ledger, *numbered(1), at(0))
        kept = derived(ledger)
        with ledger.write() as connection:
            connection.execute(tables.current_claims.delete())
            connection.execute(tables.current_documents.delete())
            connection.execute(tables.derived.delete())
            if mark is not None:
                connection.execute(tables.derived.insert(), {"name": "current", "version": mark})
        assert count(ledger) == 0
    with open_ledger(path) as ledger:
        assert derived(ledger) == kept
        assert count(ledger) == 5


def test_what_is_no_longer_current_is_found_no_more(ledger):
    capture, old = numbered(1)
    placed = tuple(replace(claim, place=PLACES[1], time=TIMES[3]) for claim in old.claims)
    add_reading(ledger, capture, replace(old, claims=placed), at(0))
    asked = (Query(text="vehicle"), Query(box=Box(10, -67, 11, -66)), Query(period=TIMES[3]))
    assert [count(ledger, query) for query in asked] == [5, 5, 5]
    add_reading(ledger, capture, replace(old, claims=()), at(1))
    assert [count(ledger, query) for query in asked] == [0, 0, 0]
    add_reading(ledger, capture, replace(old, claims=placed[:2]), at(2))
    assert [count(ledger, query) for query in asked] == [2, 2, 2]
