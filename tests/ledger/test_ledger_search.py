"""Claims by place, period, words: the same answer as looking at every claim."""

import datetime as dt
import tempfile
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from ledger_made import at, capture_of, numbered, periods, plain_reading

from sightline.ledger import rows
from sightline.ledger.add import add_reading
from sightline.ledger.ledger import open_ledger
from sightline.ledger.look import facts
from sightline.ledger.search import Box, Query, claims, count
from sightline.model import vocabulary as words
from sightline.model.errors import LedgerError
from sightline.model.period import Period, days
from sightline.model.place import Place
from sightline.model.reading import Reading

POINTS = st.builds(
    lambda lat, lon, radius: Place(lat=lat, lon=lon, radius_km=radius),
    st.integers(-90, 90), st.integers(-180, 180), st.sampled_from([1.0, 300.0, 4000.0]),
)  # fmt: skip


@st.composite
def boxes(draw):
    south, north = sorted((draw(st.integers(-90, 90)), draw(st.integers(-90, 90))))
    return Box(south, draw(st.integers(-180, 180)), north, draw(st.integers(-180, 180)))


@st.composite
def queries(draw):
    return Query(
        events=tuple(draw(st.lists(st.sampled_from(words.EVENT_KINDS[:3]), max_size=2))),
        stances=tuple(draw(st.lists(st.sampled_from(words.STANCES[:3]), max_size=2))),
        box=draw(st.none() | boxes()),
        reach=draw(st.booleans()),
        period=draw(st.none() | periods()),
        undated=draw(st.booleans()),
    )


def turned_into(lon, box):
    """lon as it stands at or east of the box's western edge."""
    east = box.east + (360 if box.west > box.east else 0)
    return any(box.west <= lon + turn <= east for turn in (-360, 0, 360))


def fits(claim, query):
    """The rules of Query, on values."""
    if query.events and claim.event not in query.events:
        return False
    if query.stances and claim.stance not in query.stances:
        return False
    if query.period is not None:
        time = claim.time or Period()
        if not (query.undated or time.known) or not time.meets(query.period):
            return False
    if query.box is None:
        return True
    if claim.place is None or not claim.place.known:
        return False
    box = query.box
    if not query.reach:
        return box.south <= claim.place.lat <= box.north and turned_into(claim.place.lon, box)
    south, west, north, east = rows.circle_box(claim.place)
    right = box.east + (360 if box.west > box.east else 0)
    return (
        south <= box.north
        and north >= box.south
        and any(west <= right + turn and east >= box.west + turn for turn in (-360, 0, 360))
    )


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.lists(
        st.tuples(
            st.none() | POINTS, st.none() | periods(), st.sampled_from(words.EVENT_KINDS[:3]),
            st.sampled_from(words.STANCES[:3]),
        ),
        max_size=12,
    ),
    st.lists(queries(), min_size=1, max_size=4),
)  # fmt: skip
def test_the_answer_is_that_of_looking_at_every_claim(made, asked):
    capture, reading = numbered(1, max(1, len(made)))
    found = tuple(
        replace(claim, place=place, time=time, event=event, stance=stance)
        for claim, (place, time, event, stance) in zip(reading.claims, made, strict=False)
    )
    with tempfile.TemporaryDirectory() as folder, open_ledger(Path(folder) / "a.db") as ledger:
        add_reading(ledger, capture, Reading(reading.document, (), found), at(0))
        for query in asked:
            expected = tuple(claim for claim in found if fits(claim, query))
            assert claims(ledger, query).claims == expected
            assert count(ledger, query) == len(expected)


@pytest.fixture
def ledger(tmp_path):
    with open_ledger(tmp_path / "a.db") as opened:
        yield opened


def test_pages_follow_each_other_in_the_order_of_the_facts(ledger):
    for n in range(7):
        add_reading(ledger, *numbered(n, claims=n), at(n))
    got, after = [], None
    while True:
        page = claims(ledger, after=after, limit=4)
        assert len(page.claims) == 4 or page.next is None
        got.extend(page.claims)
        if page.next is None:
            break
        after = page.next
    assert tuple(got) == facts(ledger).claims
    assert count(ledger) == len(got) == 21
    with pytest.raises(LedgerError):
        claims(ledger, after="x")


def test_only_the_current_reading_is_searched(ledger):
    capture, old = numbered(1)
    add_reading(ledger, capture, old, at(0))
    add_reading(ledger, capture, replace(old, claims=old.claims[2:]), at(1))
    assert claims(ledger, Query(text="document")).claims == old.claims[2:]
    assert claims(ledger, Query(document=capture.digest)).claims == old.claims[2:]
    assert count(ledger, Query(document="sha256:0")) == 0


@pytest.mark.parametrize(
    ("text", "hits"),
    [
        ("guarico", [0]),
        ("GUÁRICO s-300", [0]),
        ("S-300", [0]),
        ("S-300*", [0, 1]),
        ("s 300", [0]),
        ("300 S", [0]),
        ("radar", []),
        ("rad*", [1]),
        ("uçakları", [2]),
        ("导弹", [3]),
        ("导弹 radar", []),
        ("танки", [4]),
        ("", [0, 1, 2, 3, 4]),
        ("   ", [0, 1, 2, 3, 4]),
        ('" OR 1=1 --', []),
        ("NEAR(", []),
        ("quote:S", []),
        ("*", []),
        ("S-300 AND", []),
    ],
)
def test_words(ledger, text, hits):
    sentences = [
        "New S-300 launchers in Guárico.",
        "The S-300VM radars stand.",
        "Türk uçakları geldi.",
        "俄罗斯部署了导弹系统。",
        "Танки вошли в город.",
    ]
    capture = capture_of(" ".join(sentences))
    made = plain_reading(sentences, capture)
    add_reading(ledger, capture, made, at(0))
    assert claims(ledger, Query(text=text)).claims == tuple(made.claims[n] for n in hits)


def test_a_country_reaches_into_a_town_but_does_not_stand_in_it(ledger):
    sentences = ["Tanks are in Venezuela."]
    capture = capture_of(sentences[0])
    country = Place(name="Venezuela", lat=7.1, lon=-66.2, radius_km=800.0, precision="country")
    add_reading(ledger, capture, plain_reading(sentences, capture, place=country), at(0))
    caracas = Box(10, -67.5, 11, -66.5)
    assert count(ledger, Query(box=caracas)) == 0
    assert count(ledger, Query(box=caracas, reach=True)) == 1


def test_undated_claims_are_not_of_march(ledger):
    add_reading(ledger, *numbered(1), at(0))
    march = days(dt.date(2019, 3, 1), dt.date(2019, 3, 31))
    assert count(ledger, Query(period=march)) == 0
    assert count(ledger, Query(period=march, undated=True)) == 5


def test_a_box_off_the_earth_is_refused():
    with pytest.raises(ValueError, match="no box"):
        Box(10, 0, 5, 1)
