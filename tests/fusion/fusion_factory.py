"""Small makers of documents, claims and their pieces for the fusion tests; texts written for these tests."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import replace

from sightline.model.claim import Actor, Attribution, Claim, Count, Item, claim_id
from sightline.model.document import Document, Part
from sightline.model.event import Event, Fusion
from sightline.model.facts import Facts
from sightline.model.ids import digest
from sightline.model.period import Period, days
from sightline.model.place import Place
from sightline.model.span import Span

RIOS = Place(
    name="Capitán Manuel Ríos Airbase",
    ref="airport:SVCZ",
    country="VE",
    lat=9.37265,
    lon=-66.9228,
    radius_km=3.0,
    precision="site",
)
SOUTH_OF_CARACAS = Place(
    name="Caracas",
    ref="gn:3646738",
    country="VE",
    lat=9.2,
    lon=-66.9,
    radius_km=140.0,
    precision="area",
    relation="south of",
)
CARACAS = Place(
    name="Caracas",
    ref="gn:3646738",
    country="VE",
    lat=10.488,
    lon=-66.879,
    radius_km=15.0,
    precision="settlement",
)
VENEZUELA = Place(
    name="Venezuela", ref="VE", country="VE", lat=7.0, lon=-66.0, radius_km=800.0, precision="country"
)
MARCH_23 = days(dt.date(2019, 3, 23), dt.date(2019, 3, 23), edtf="2019-03-23")
MARCH = days(dt.date(2019, 3, 1), dt.date(2019, 3, 31), edtf="2019-03")


def day(month: int, number: int, year: int = 2019) -> Period:
    return days(dt.date(year, month, number), dt.date(year, month, number))


def near(lat: float, lon: float, radius: float = 5.0, name: str = "Somewhere", country: str = "XA") -> Place:
    return Place(name=name, country=country, lat=lat, lon=lon, radius_km=radius, precision="settlement")


def page(
    body: str,
    *,
    site: str | None = None,
    url: str | None = None,
    comments: Sequence[tuple[str, str, str]] = (),
    credit: str = "",
    salt: str = "",
) -> Document:
    """A document: body, credit line, comments as (kind, author hash, text). salt: other bytes, same text."""
    text, parts = body, [Part("p0", "body", 0, len(body))]
    rest = [("credit", None, credit)] if credit else []
    for kind, author, words in [*rest, *comments]:
        text += "\n"
        parts.append(Part(f"p{len(parts)}", kind, len(text), len(text) + len(words), author=author))  # type: ignore[arg-type]
        text += words
    key = digest(f"{site}{url}{salt}{text}".encode())
    if site and not url:
        url = f"https://{site}/{key[7:20]}"
    return Document(id=key, capture=f"cap-{key[7:20]}", text=text, parts=tuple(parts), url=url, site=site)


def item(
    name: str,
    category: str,
    low: float | None = None,
    high: float | None = None,
    *,
    ref: str | None = None,
    unit: str | None = None,
) -> Item:
    if low is not None and high is None:
        high = low
    count = None if low is None else Count(low, high, unit, f"{low:g}")
    return Item(Span(0, len(name), name), name, category, ref, count)  # type: ignore[arg-type]


S300 = item("S-300", "sam-system", ref="s-300")


def agent(name: str, country: str | None = None) -> Actor:
    return Actor(Span(0, len(name), name), name, "state", "agent", country)


def voice(words: str, kind: str) -> Attribution:
    return Attribution(Span(0, len(words), words), kind)  # type: ignore[arg-type]


def claim(
    document: Document,
    quote: str,
    event: str = "deployment",
    stance: str = "asserted",
    *,
    nth: int = 0,
    items: Sequence[Item] = (),
    place: Place | None = None,
    time: Period | None = None,
    actors: Sequence[Actor] = (),
    by: Sequence[Attribution] = (),
    from_place: Place | None = None,
) -> Claim:
    """A claim on words that stand in the document; its part is the one that holds them."""
    start = document.text.index(quote)
    part = document.part_at(start)
    assert part is not None
    span = Span(start, start + len(quote), quote)
    return Claim(
        id=claim_id(document.id, part.id, event, span, nth),  # type: ignore[arg-type]
        document=document.id,
        part=part.id,
        quote=span,
        event=event,  # type: ignore[arg-type]
        stance=stance,  # type: ignore[arg-type]
        items=tuple(items),
        place=place,
        time=time,
        actors=tuple(actors),
        attribution=tuple(by),
        from_place=from_place,
        confidence=0.9,
        origin="test",
    )


def copies(document: Document, claims: Sequence[Claim], number: int) -> tuple[list[Document], list[Claim]]:
    """Copies of a page on other sites with other bytes, and the same claims read from them."""
    more_documents, more_claims = [], []
    for i in range(number):
        other = replace(
            document,
            id=digest(f"{document.id}{i}".encode()),
            site=f"mirror{i}.example",
            url=f"https://mirror{i}.example/story",
        )
        more_documents.append(other)
        for one in claims:
            anchor = one.trigger or one.quote
            key = claim_id(other.id, one.part, one.event, anchor, i)
            more_claims.append(replace(one, id=key, document=other.id))
    return more_documents, more_claims


def facts(documents: Sequence[Document], claims: Sequence[Claim]) -> Facts:
    return Facts(tuple(documents), tuple(claims))


def event_of(fusion: Fusion, one: Claim) -> Event:
    """The event that holds a claim."""
    (found,) = [e for e in fusion.events if one.id in e.claims]
    return found


def voice_count(fusion: Fusion, one: Claim) -> int:
    return len(event_of(fusion, one).voices)
