"""Readings made for the ledger's tests: real values, invented words."""

import datetime as dt

from hypothesis import strategies as st

from sightline.model import vocabulary as words
from sightline.model.capture import Capture, capture_id
from sightline.model.claim import (
    Actor,
    Attribution,
    Claim,
    Count,
    Inference,
    Item,
    Likelihood,
    claim_id,
)
from sightline.model.document import DateCandidate, Document, Part
from sightline.model.ids import digest
from sightline.model.mention import Mention
from sightline.model.period import Period, TimeRelation
from sightline.model.place import Candidate, Place
from sightline.model.reading import Reading
from sightline.model.span import Span

NOON = dt.datetime(2026, 1, 1, 12, tzinfo=dt.UTC)


def at(minutes: float) -> dt.datetime:
    return NOON + dt.timedelta(minutes=minutes)


def capture_of(text: str, location: str = "page.txt", when: dt.datetime = NOON) -> Capture:
    data = text.encode()
    return Capture(
        id=capture_id(location, digest(data), when),
        digest=digest(data),
        size=len(data),
        location=location,
        url=None,
        final_url=None,
        status=None,
        headers=(),
        media_type="text/plain",
        retrieved=when,
        tool="test 1",
    )


def plain_reading(
    sentences: list[str], capture: Capture, *, origin: str = "extractor 1", place: Place | None = None
) -> Reading:
    """One presence claim and one mention a sentence."""
    text = " ".join(sentences)
    assert digest(text.encode()) == capture.digest
    claims, mentions, start = [], [], 0
    for sentence in sentences:
        span = Span(start, start + len(sentence), sentence)
        claims.append(
            Claim(
                id=claim_id(capture.digest, "p1", "presence", span),
                document=capture.digest,
                part="p1",
                quote=span,
                event="presence",
                stance="asserted",
                place=place,
                origin=origin,
            )
        )
        mentions.append(Mention(span, "equipment", name=sentence))
        start += len(sentence) + 1
    document = Document(
        capture.digest, capture.id, text, (Part("p1", "body", 0, len(text)),), reader="reader 1"
    )
    return Reading(document, tuple(mentions), tuple(claims))


def numbered(n: int, claims: int = 5, when: dt.datetime = NOON) -> tuple[Capture, Reading]:
    """The n-th invented document."""
    sentences = [f"Document {n} says that vehicle {k} stood there." for k in range(claims)]
    capture = capture_of(" ".join(sentences), f"page-{n}.txt", when)
    return capture, plain_reading(sentences, capture)


# Hypothesis: whole seconds, since the contract's times have no finer grain.
TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=12)
SOME = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=12)
MAYBE = st.none() | TEXT
INSTANT = st.datetimes(dt.datetime(1900, 1, 1), dt.datetime(2100, 1, 1), timezones=st.just(dt.UTC))
SECOND = INSTANT.map(lambda t: t.replace(microsecond=0))
SHARE = st.floats(0, 1)
LAT, LON = st.floats(-90, 90), st.floats(-180, 180)
SPAN = st.builds(lambda start, text: Span(start, start + len(text), text), st.integers(0, 500), SOME)


@st.composite
def periods(draw: st.DrawFn) -> Period:
    earliest, latest = draw(st.none() | SECOND), draw(st.none() | SECOND)
    if earliest and latest and latest < earliest:
        earliest, latest = latest, earliest
    low, high = draw(st.none() | st.floats(-400, 400)), draw(st.none() | st.floats(-400, 400))
    relation = st.builds(TimeRelation, TEXT, st.just(low), st.just(high), st.none() | SPAN, MAYBE)
    return Period(
        earliest, latest, draw(MAYBE), draw(MAYBE), draw(st.none() | SPAN), draw(st.none() | relation)
    )


@st.composite
def places(draw: st.DrawFn) -> Place:
    point = draw(st.none() | st.tuples(LAT, LON, st.floats(0.001, 20_000)))
    lat, lon, radius = point or (None, None, None)
    candidates = st.builds(Candidate, TEXT, TEXT, MAYBE, LAT, LON, TEXT, SHARE)
    return Place(
        span=draw(st.none() | SPAN),
        name=draw(MAYBE),
        ref=draw(MAYBE),
        country=draw(MAYBE),
        lat=lat,
        lon=lon,
        radius_km=radius,
        precision=draw(st.sampled_from(words.PRECISIONS)),
        relation=draw(MAYBE),
        candidates=tuple(draw(st.lists(candidates, max_size=2))),
        reasons=tuple(draw(st.lists(TEXT, max_size=2))),
    )


def tuples(of: st.SearchStrategy) -> st.SearchStrategy:
    return st.lists(of, max_size=2).map(tuple)


CAPTURES = st.builds(
    Capture, SOME, SOME, st.integers(0, 2**40), TEXT, MAYBE, MAYBE, st.none() | st.integers(100, 599),
    tuples(st.tuples(TEXT, TEXT)), MAYBE, INSTANT, TEXT, MAYBE, MAYBE,
)  # fmt: skip
COUNTS = st.builds(Count, st.none() | st.floats(0, 1e9), st.none() | st.floats(0, 1e9), MAYBE, TEXT)
ITEMS = st.builds(
    Item, SPAN, TEXT, st.sampled_from(["tank", "uav"]), MAYBE, st.none() | COUNTS,
    tuples(st.builds(Inference, TEXT, TEXT)),
)  # fmt: skip
ACTORS = st.builds(Actor, SPAN, TEXT, st.just("state"), st.sampled_from(words.ROLES), MAYBE)
CLAIMS = st.builds(
    Claim, SOME, SOME, TEXT, SPAN, st.sampled_from(words.EVENT_KINDS), st.sampled_from(words.STANCES),
    st.none() | SPAN, tuples(SPAN), st.none() | st.builds(Likelihood, TEXT, SHARE, SHARE),
    tuples(st.builds(Attribution, SPAN, st.sampled_from(words.ATTRIBUTION_KINDS))),
    tuples(ACTORS), tuples(ITEMS), st.none() | places(), st.none() | places(), st.none() | periods(),
    SHARE, TEXT,
)  # fmt: skip
MENTIONS = st.builds(
    Mention,
    SPAN,
    st.sampled_from(words.MENTION_KINDS),
    MAYBE,
    MAYBE,
    st.none() | places(),
    st.none() | periods(),
)
PARTS = st.builds(
    Part, TEXT, st.sampled_from(words.PART_KINDS), st.integers(0, 99), st.integers(0, 99), MAYBE, MAYBE,
    st.none() | periods(),
)  # fmt: skip
DOCUMENTS = st.builds(
    Document, SOME, SOME, TEXT, tuples(PARTS), MAYBE, MAYBE, MAYBE, TEXT, MAYBE, MAYBE, st.none() | periods(),
    tuples(st.builds(DateCandidate, TEXT, TEXT, periods(), TEXT)), tuples(SPAN), st.integers(0, 99),
    tuples(TEXT), TEXT,
)  # fmt: skip
