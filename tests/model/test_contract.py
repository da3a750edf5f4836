"""The interchange shape: what is written reads back, and real readings fit the schema."""

import json
from dataclasses import replace

import jsonschema
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sightline.model import contract
from sightline.model.claim import Actor, Attribution, Claim, Count, Inference, Item, Likelihood
from sightline.model.document import DateCandidate, Document, Part
from sightline.model.mention import Mention
from sightline.model.period import Period, TimeRelation, from_iso
from sightline.model.place import Candidate, Place
from sightline.model.reading import Reading
from sightline.model.span import Span
from sightline.model.vocabulary import (
    ATTRIBUTION_KINDS,
    CATEGORIES,
    EVENT_KINDS,
    MENTION_KINDS,
    PART_KINDS,
    PRECISIONS,
    ROLES,
    STANCES,
)
from support import shared

words = st.text(st.characters(codec="utf-8", exclude_characters="\0"), min_size=1, max_size=12)
spans = st.builds(lambda start, text: Span(start, start + len(text), text), st.integers(0, 999), words)
maybe = st.none() | words
instants = st.datetimes(min_value=from_iso("1800-01-01").replace(tzinfo=None)).map(  # type: ignore[union-attr]
    lambda d: d.replace(microsecond=0, tzinfo=from_iso("1800-01-01").tzinfo)  # type: ignore[union-attr]
)
relations = st.builds(
    TimeRelation, words, st.none() | st.integers(-9, 9).map(float), st.none(), st.none() | spans, maybe
)


@st.composite
def periods(draw: st.DrawFn) -> Period:
    a, b = sorted(draw(st.tuples(instants, instants)))
    earliest, latest = draw(st.sampled_from([(a, b), (None, b), (a, None), (None, None)]))
    return Period(
        earliest, latest, draw(maybe), draw(maybe), draw(st.none() | spans), draw(st.none() | relations)
    )


degrees = st.tuples(st.floats(-90, 90), st.floats(-180, 180))
candidates = st.builds(
    lambda n, p, s: Candidate(n, "ref", "VE", p[0], p[1], "airfield", s), words, degrees, st.floats(0, 1)
)
places = st.builds(
    lambda span, p, radius, precision, cs, reasons: Place(
        span,
        "n",
        "r",
        "VE",
        *(p or (None, None)),
        radius if p else None,
        precision,
        None,
        tuple(cs),
        tuple(reasons),
    ),
    spans,
    st.none() | degrees,
    st.floats(0.1, 20_000),
    st.sampled_from(PRECISIONS),
    st.lists(candidates, max_size=2),
    st.lists(words, max_size=2),
)
counts = st.builds(Count, st.none() | st.floats(0, 1e6), st.none() | st.floats(0, 1e6), maybe, words)
items = st.builds(
    Item, spans, words, st.sampled_from(CATEGORIES), maybe, st.none() | counts,
    st.lists(st.builds(Inference, words, words), max_size=2).map(tuple),
)  # fmt: skip
actors = st.builds(
    Actor,
    spans,
    words,
    st.sampled_from(["state", "force", "organisation", "person"]),
    st.sampled_from(ROLES),
    maybe,
)
claims = st.builds(
    Claim, words, words, words, spans, st.sampled_from(EVENT_KINDS), st.sampled_from(STANCES), st.none() | spans,
    st.lists(spans, max_size=2).map(tuple), st.none() | st.builds(Likelihood, words, st.floats(0, 1), st.floats(0, 1)),
    st.lists(st.builds(Attribution, spans, st.sampled_from(ATTRIBUTION_KINDS)), max_size=2).map(tuple),
    st.lists(actors, max_size=2).map(tuple), st.lists(items, max_size=2).map(tuple), st.none() | places,
    st.none() | places, st.none() | periods(), st.floats(0, 1), words,
)  # fmt: skip
parts = st.builds(
    Part,
    words,
    st.sampled_from(PART_KINDS),
    st.integers(0, 9),
    st.integers(10, 99),
    maybe,
    maybe,
    st.none() | periods(),
)
documents = st.builds(
    Document, words, words, words, st.lists(parts, max_size=2).map(tuple), maybe, maybe, maybe, words, maybe, maybe,
    st.none() | periods(), st.lists(st.builds(DateCandidate, words, words, periods(), words), max_size=2).map(tuple),
    st.lists(spans, max_size=2).map(tuple), st.integers(0, 9), st.lists(words, max_size=2).map(tuple), words,
)  # fmt: skip
mentions = st.builds(
    lambda span, kind, place, period: Mention(
        span, kind, "n", "r", None if place is None else place.__class__(**_fields(place, span)), period
    ),
    spans,
    st.sampled_from(MENTION_KINDS),
    st.none() | places,
    st.none() | periods(),
)


def _fields(place: Place, span: Span) -> dict[str, object]:
    return {name: getattr(place, name) for name in place.__slots__} | {"span": span}


@given(
    reading=st.builds(
        Reading, documents, st.lists(mentions, max_size=2).map(tuple), st.lists(claims, max_size=2).map(tuple)
    )
)
def test_a_reading_reads_back(reading: Reading) -> None:
    row = json.loads(json.dumps(contract.reading_to_dict(reading)))
    assert contract.reading_from_dict(row) == reading


@pytest.mark.shared
@given(
    reading=st.builds(
        Reading, documents, st.lists(mentions, max_size=2).map(tuple), st.lists(claims, max_size=2).map(tuple)
    )
)
def test_a_reading_fits_the_schema(reading: Reading) -> None:
    schema = json.loads(shared("contract/claims.schema.json").read_text("utf-8"))
    jsonschema.Draft202012Validator(schema).validate(contract.reading_to_dict(reading))


@pytest.mark.shared
def test_the_vocabulary_is_the_contracts() -> None:
    schema = json.loads(shared("contract/claims.schema.json").read_text("utf-8"))
    claim = schema["properties"]["claims"]["items"]["properties"]
    assert tuple(claim["event"]["enum"]) == EVENT_KINDS
    assert tuple(claim["stance"]["enum"]) == STANCES
    assert tuple(claim["attribution"]["items"]["properties"]["kind"]["enum"]) == ATTRIBUTION_KINDS
    assert tuple(claim["actors"]["items"]["properties"]["role"]["enum"]) == ROLES
    assert tuple(schema["$defs"]["place"]["properties"]["precision"]["enum"]) == PRECISIONS
    page = shared("contract/events-and-categories.md").read_text("utf-8")
    listed = page.split("## Item categories")[1].split("An item's")[0]
    assert set(CATEGORIES) == {
        word.strip()
        for line in listed.splitlines()
        if ":" in line
        for word in line.split(":")[1].strip(" ·").split(",")
    }


def test_a_place_keeps_its_probability_and_older_rows_read_without() -> None:
    place = Place(
        name="Springfield", lat=39.8, lon=-89.6, radius_km=5.0, precision="settlement", probability=0.42
    )
    row = contract.place_to_dict(place)
    assert row is not None
    assert contract.place_from_dict(row) == place
    del row["probability"]
    older = contract.place_from_dict(row)
    assert older is not None
    assert older.probability is None
    with pytest.raises(ValueError, match="no probability"):
        Place(probability=1.2)


SQUARE = ((0.0, 0.0), (0.0, 4.0), (4.0, 4.0), (4.0, 0.0), (0.0, 0.0))
HOLE = ((1.0, 1.0), (2.0, 1.0), (2.0, 2.0), (1.0, 2.0), (1.0, 1.0))
FAR = ((0.0, 170.0), (0.0, 180.0), (4.0, 180.0), (4.0, 170.0), (0.0, 170.0))


def test_an_area_is_a_geojson_geometry_and_reads_back() -> None:
    at = Place(None, "x", None, None, 2.0, 2.0, 500.0, "area")
    for rings, kind, depth in (
        ((SQUARE,), "Polygon", 1),
        ((SQUARE, HOLE), "Polygon", 2),
        ((SQUARE, HOLE, FAR), "MultiPolygon", 2),
    ):
        place = replace(at, polygon=rings)
        row = json.loads(json.dumps(contract.place_to_dict(place)))
        assert row["polygon"]["type"] == kind
        assert len(row["polygon"]["coordinates"]) == depth
        first = row["polygon"]["coordinates"][0] if kind == "Polygon" else row["polygon"]["coordinates"][0][0]
        assert first[1] == [4.0, 0.0], "longitude first"
        assert contract.place_from_dict(row) == place
        span = Span(0, 1, "x")
        mention = Mention(span, "place", "x", place=replace(place, span=span))
        assert (
            contract.mention_from_dict(json.loads(json.dumps(contract.mention_to_dict(mention)))) == mention
        )
    assert "polygon" not in (contract.place_to_dict(at) or {}), "rows without an area are as they were"


def test_an_area_is_closed_and_has_its_circle() -> None:
    with pytest.raises(ValueError, match="closed"):
        Place(None, "x", None, None, 2.0, 2.0, 500.0, "area", polygon=(SQUARE[:-1],))
    with pytest.raises(ValueError, match="circle"):
        Place(None, "x", polygon=(SQUARE,))
