"""Claims by place, period, words: the same answer as looking at every claim."""

import datetime as dt
import re
from collections import Counter
from dataclasses import replace
from unittest import mock

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from ledger_made import at, capture_of, numbered, periods, plain_reading

from sightline.ledger import postgresql, rows
from sightline.ledger.add import add_reading
from sightline.ledger.ledger import open_ledger
from sightline.ledger.look import facts
from sightline.ledger.search import Box, Query, Spot, claims, count, facets, spots
from sightline.model import vocabulary as words
from sightline.model.claim import Item
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


SAID = [
    "Танки вошли в город.", "New S-300 launchers stand.", "The officer's report: two launchers.",
    "Two S-400 launchers stand in the city.", "הטנקים נכנסו לעיר", "وصلت الدبابات إلى المدينة", "launchers two",
]  # fmt: skip
TEXTS = [
    "танки", "ТАНКИ город", "s-300", '"launchers stand"', '"two launchers"', "two launchers", "launch*", '"s 4*"',
    "officer's", "הטנקים", "الدبابات", "\u00abв город\u00bb", "\u201cTWO S-400\u201d launchers", '"in the cit"*',
    '"launchers two" s', " ", "nothing",
]  # fmt: skip


def says(quote, text):
    """Whether each word or phrase of the search stands in the quote. Plain: for the words above."""
    line = " ".join(re.findall(r"\w+", quote.lower()))
    for phrase in re.findall(r'["\u201c\u00ab].*?["\u201d\u00bb]\*?|\S+', text.lower()):
        wanted = " " + " ".join(re.findall(r"\w+", phrase)) + ("" if "*" in phrase else " ")
        if wanted not in f" {line} ":
            return False
    return True


@st.composite
def queries(draw):
    return Query(
        events=tuple(draw(st.lists(st.sampled_from(words.EVENT_KINDS[:3]), max_size=2))),
        stances=tuple(draw(st.lists(st.sampled_from(words.STANCES[:3]), max_size=2))),
        box=draw(st.none() | boxes()),
        reach=draw(st.booleans()),
        period=draw(st.none() | periods()),
        undated=draw(st.booleans()),
        categories=tuple(draw(st.lists(st.sampled_from(["tank", "uav", "site"]), max_size=2))),
        sources=tuple(draw(st.lists(st.sampled_from(["example.org", "file:"]), max_size=1))),
        document=draw(st.none() | st.sampled_from(["ours", "other"])),
        text=draw(st.none() | st.sampled_from(TEXTS)),
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
    if query.categories and not {i.category for i in claim.items} & set(query.categories):
        return False
    if query.sources and "example.org" not in query.sources:
        return False
    if query.document == "other" or (query.text and not says(claim.quote.text, query.text)):
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


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.lists(
        st.tuples(
            st.none() | POINTS, st.none() | periods(), st.sampled_from(words.EVENT_KINDS[:3]),
            st.sampled_from(words.STANCES[:3]), st.lists(st.sampled_from(["tank", "uav"]), max_size=2),
            st.sampled_from(SAID),
        ),
        max_size=12,
    ),
    st.lists(queries(), min_size=1, max_size=8),
    st.integers(1, 5),
    st.sampled_from([1, 10_000]),
)  # fmt: skip
def test_the_answer_is_that_of_looking_at_every_claim(new_address, made, asked, limit, few):
    sentences = [f"{row[5]} {n}" for n, row in enumerate(made)] or ["Nothing."]
    capture = capture_of(" ".join(sentences))
    reading = plain_reading(sentences, capture)
    found = tuple(
        replace(claim, place=place, time=time, event=event, stance=stance, items=things(claim, kinds))
        for claim, (place, time, event, stance, kinds, _) in zip(reading.claims, made, strict=False)
    )
    document = replace(reading.document, url="https://www.example.org/1")
    other, plain = numbered(2)  # of another source, without place, time or items
    with open_ledger(new_address()) as ledger, mock.patch.object(postgresql, "FEW", few):
        add_reading(ledger, other, plain, at(0))
        add_reading(ledger, capture, Reading(document, (), found), at(1))
        ids = {"ours": document.id, "other": plain.document.id, None: None}
        for wanted in asked:
            expected = tuple(claim for claim in found if fits(claim, wanted))
            query = replace(wanted, document=ids[wanted.document])
            got = paged(ledger, query, limit)
            assert tuple(c for c in got if c.document == document.id) == expected
            assert claims(ledger, query).claims == got
            assert count(ledger, query) == len(got)
            assert counted(facets(ledger, query)) == counts_of(got, document.id)
            assert {(s.lat, s.lon): s.claims for s in spots(ledger, query)} == Counter(
                (c.place.lat, c.place.lon) for c in got if c.place and c.place.known
            )


def paged(ledger, query, limit):
    """Page after page, each but the last of them full."""
    got, after = (), None
    while True:
        page = claims(ledger, query, after=after, limit=limit)
        assert len(page.claims) == limit or page.next is None
        got, after = got + page.claims, page.next
        if after is None:
            return got


def things(claim, kinds):
    return tuple(Item(claim.quote, "thing", kind) for kind in kinds)


def counted(found):
    """Facets as they can be compared; every list is in its order."""
    for kind in (found.events, found.stances, found.categories, found.sources):
        assert list(kind) == sorted(kind, key=lambda pair: (-pair[1], pair[0]))
    assert list(found.months) == sorted(found.months)
    parts = (found.events, found.stances, found.categories, found.months, found.sources)
    return found.claims, *map(dict, parts)


def counts_of(got, ours):
    return (
        len(got),
        Counter(c.event for c in got),
        Counter(c.stance for c in got),
        Counter(kind for c in got for kind in {i.category for i in c.items}),
        Counter(month_of(c.time) for c in got),
        Counter("example.org" if c.document == ours else "file:" for c in got),
    )


def month_of(time):
    if time is None or not time.known:
        return "undated"
    if not time.bounded:
        return "longer"
    first, last = (instant.astimezone(dt.UTC) for instant in (time.earliest, time.latest))
    if first.year != last.year:
        return "longer"
    return f"{first:%Y-%m}" if first.month == last.month else str(first.year)


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
        ("弹导", []),
        ("俄罗*", [3]),
        ("系统。", [3]),
        ("танки", [4]),
        ('"s-300 launchers"', [0]),
        ('"launchers s-300"', []),
        ("launchers s-300", [0]),
        ("\u201cin Guarico\u201d", [0]),
        ("\u00abвошли в\u00bb танки", [4]),
        ('"radars sta"*', [1]),
        ('"launchers', [0]),
        ('""', []),
        ('"*"', []),
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


def test_a_category_is_the_word_itself(ledger):
    capture, made = numbered(1)
    claims_ = tuple(
        replace(c, items=things(c, kinds))
        for c, kinds in zip(
            made.claims,
            [["tank", "anti-tank"], ["anti-tank"], ["tanker-aircraft"], [], ["tank"]],
            strict=True,
        )
    )
    add_reading(ledger, capture, replace(made, claims=claims_), at(0))
    assert claims(ledger, Query(categories=("tank",))).claims == (claims_[0], claims_[4])
    assert count(ledger, Query(categories=("anti-tank", "tanker-aircraft"))) == 3


def test_who_publishes(ledger):
    addresses = ["https://www.example.org/a", "https://news.example.org/b", "https://t.me/Someone/7", None]
    for n, url in enumerate(addresses):
        capture, made = numbered(n, claims=n + 1)
        add_reading(ledger, capture, replace(made, document=replace(made.document, url=url)), at(n))
    assert dict(facets(ledger).sources) == {"example.org": 3, "t.me/someone": 3, "file:": 4}
    assert count(ledger, Query(sources=("example.org",))) == 3
    assert count(ledger, Query(sources=("example.org", "file:"), text="vehicle")) == 7
    assert count(ledger, Query(sources=("example",))) == 0


def test_spots_are_the_points_with_most_claims_first(ledger):
    capture, made = numbered(1)
    places = [Place(lat=lat, lon=5.0, radius_km=9.0) for lat in (50.0, 10.0, 10.0, 60.0)]
    placed = tuple(replace(c, place=p) for c, p in zip(made.claims, [*places, None], strict=True))
    add_reading(ledger, capture, replace(made, claims=placed), at(0))
    assert spots(ledger) == (Spot(10.0, 5.0, 2), Spot(60.0, 5.0, 1), Spot(50.0, 5.0, 1))
    assert spots(ledger, limit=1) == (Spot(10.0, 5.0, 2),)
    assert spots(ledger, Query(box=Box(0, 0, 20, 10), stances=("denied",))) == ()


def test_a_box_off_the_earth_is_refused():
    with pytest.raises(ValueError, match="no box"):
        Box(10, 0, 5, 1)
