"""Facts for the tests of the brief, written for them: three pages, a copy among them, and what hangs on them."""

import datetime as dt
from dataclasses import replace

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
from sightline.model.document import Document, Part
from sightline.model.event import (
    Assessment,
    Contradiction,
    Event,
    Fusion,
    Gap,
    Quantity,
    Reason,
    Voice,
)
from sightline.model.facts import Facts
from sightline.model.ids import content_id, digest
from sightline.model.period import Period, TimeRelation, days
from sightline.model.place import Place
from sightline.model.source import Source
from sightline.model.span import Span

NOW = dt.datetime(2026, 11, 22, 9, 30, tzinfo=dt.UTC)
D = dt.date

FIRST = """Air-defence missiles seen at a Venezuelan airbase

New satellite images show S-300 launchers at the Captain Manuel Rios air base in Guarico state. \
The position holds five launchers and a 9S32ME guidance radar. An Antonov An-124 landed in Caracas on \
Saturday with General Vasily Tonkoshkurov, special troops and 35 tons of cargo. A day after the landing \
the National Bolivarian Armed Forces reportedly activated the missiles. Three months earlier Russia and \
Venezuela held joint exercises on Venezuelan soil. It remains unclear how active the Russian officers will \
be. It is unlikely that the United States will use force. Tanks were also moved, one resident said."""
COMMENT = "They will be gone by summer <b>believe me</b>."
PINGBACK = "[…] uçakları, T-72 tankları ve BMP-3 zırhlı araçlar ve S-300 hava savunması […]"
COPY = "\n\n".join(FIRST.split("\n\n")[1:]).replace("New satellite", "Satellite")
THIRD = """Four launchers, not five, analysts say

Analysts of commercial imagery count four launchers at the Manuel Rios base, taken between 2 and 5 April \
2019. The defence ministry denies that any S-300 was activated. A second air bridge is planned for May. \
The crews may have come from Syria."""

RIOS = Place(None, "Capitán Manuel Ríos Airbase", "icao:SVCZ", "VE", 9.3719, -66.9228, 3.0, "site",
             reasons=("the name is in the gazetteer once, as an airfield in Guárico",))  # fmt: skip
CARACAS = Place(None, "Caracas", "geonames:3646738", "VE", 10.488, -66.879, 12.0, "settlement")
VENEZUELA = Place(None, "Venezuela", "iso:VE", "VE", 7.0, -66.0, 700.0, "country")
NOWHERE = Place(None, "the old cement works", None, None, precision="unknown")


def document(text: str, site: str, title: str, parts: list[tuple[str, str]], **more: object) -> Document:
    """A document whose text is the parts, one blank line between them. parts: kind and words."""
    assert not text
    made, places = "", []
    for kind, words in parts:
        start = len(made)
        made += words
        places.append((kind, start, len(made)))
        made += "\n\n"
    key = digest(made.encode())
    return Document(
        id=key,
        capture=capture_id(f"https://{site}/page", key, NOW),
        text=made,
        parts=tuple(
            Part(f"p{n}", kind, start, end, language="tr" if kind == "pingback" else "en",
                 author="h:91ab" if kind in {"comment", "pingback"} else None,
                 published=days(D(2022, 3, 3), D(2022, 3, 3)) if kind == "pingback" else None)
            for n, (kind, start, end) in enumerate(places)
        ),
        url=f"https://{site}/page",
        title=title,
        site=site,
        media_type="text/html",
        language="en",
        reader="factory/1",
        **more,
    )  # fmt: skip


def span(doc: Document, words: str, after: int = 0) -> Span:
    start = doc.text.index(words, after)
    return Span(start, start + len(words), words)


def claim(
    doc: Document, quote: str, event: str, stance: str = "asserted", trigger: str = "", **more: object
) -> Claim:
    whole = span(doc, quote)
    hit = span(doc, trigger, whole.start) if trigger else None
    part = next(p for p in doc.parts if p.start <= whole.start < p.end)
    key = claim_id(doc.id, part.id, event, hit or whole, more.pop("nth", 0))
    return Claim(key, doc.id, part.id, whole, event, stance, trigger=hit, confidence=0.8,
                 origin="factory/1", **more)  # fmt: skip


def item(doc: Document, words: str, name: str, category: str, low: float | None = None,
         high: float | None = None, unit: str | None = None, **more: object) -> Item:  # fmt: skip
    count = Count(low, high, unit, words) if low is not None or high is not None else None
    return Item(span(doc, words), name, category, count=count, **more)


def actor(doc: Document, words: str, name: str, kind: str, role: str, country: str | None = None) -> Actor:
    return Actor(span(doc, words), name, kind, role, country)


def one(event: str, title: str, claims: list[Claim], voices: tuple[str, ...], place: Place | None,
        period: Period | None, credibility: int, **more: object) -> Event:  # fmt: skip
    ids = tuple(c.id for c in claims)
    reasons = (Reason(f"{len(voices)} independent voice(s) state it", 0.0, voices),
               Reason("the statement names its origin", 0.5, ids))  # fmt: skip
    return Event(content_id("evt", *sorted(ids)), event, title, ids, voices, place, period,
                 more.pop("quantities", ()), Assessment(credibility, reasons), **more)  # fmt: skip


def case() -> tuple[Facts, Fusion]:
    """The whole example: 3 documents, 2 voices, 8 events, claims of every stance."""
    a = document("", "news.example", "Air-defence missiles seen at a Venezuelan airbase",
                 [("headline", FIRST.split("\n\n", maxsplit=1)[0]), ("body", FIRST.split("\n\n")[1]),
                  ("comment", COMMENT), ("pingback", PINGBACK)],
                 published=days(D(2019, 3, 30), D(2019, 3, 30), edtf="2019-03-30", basis="meta article:published_time"))  # fmt: skip
    b = document("", "mirror.example", "Missiles at airbase", [("body", COPY)],
                 published=Period(earliest=None, latest=dt.datetime(2019, 12, 31, 23, 59, 59, tzinfo=dt.UTC), basis="credit line: 2019"))  # fmt: skip
    c = document("", "analysis.example", "Four launchers, not five",
                 [("headline", THIRD.split("\n\n", maxsplit=1)[0]), ("body", THIRD.split("\n\n")[1])],
                 published=days(D(2019, 4, 8), D(2019, 4, 8), edtf="2019-04-08", basis="json-ld datePublished"))  # fmt: skip
    claims: dict[str, Claim] = {}
    events: list[Event] = []
    spring = days(D(2019, 3, 1), D(2019, 3, 30), basis="before publication")
    april = days(
        D(2019, 4, 2), D(2019, 4, 5), edtf="2019-04-02/2019-04-05", span=span(c, "between 2 and 5 April 2019")
    )
    imagery = (
        "New satellite images show S-300 launchers at the Captain Manuel Rios air base in Guarico state."
    )
    holds = "The position holds five launchers and a 9S32ME guidance radar."

    def seen(d: Document, key: str, words: str) -> Claim:
        claims[key] = claim(d, words, "deployment", trigger="show", time=spring, place=replace(RIOS, span=span(d, "Captain Manuel Rios air base")),
            attribution=(Attribution(span(d, words[:words.index(" show")]), "imagery"),),
            items=(item(d, "S-300 launchers", "S-300 launchers", "sam-launcher"),))  # fmt: skip
        return claims[key]

    def held(d: Document, key: str) -> Claim:
        claims[key] = claim(d, holds, "presence", trigger="holds", time=spring, place=RIOS, items=(
            item(d, "five launchers", "launcher", "sam-launcher", 5, 5),
            item(d, "a 9S32ME guidance radar", "9S32ME guidance radar", "radar", 1, 1,
                 inferred=(Inference("S-300VM", "the 9S32ME belongs to the S-300VM family"),))))  # fmt: skip
        return claims[key]

    counted = "Analysts of commercial imagery count four launchers at the Manuel Rios base"
    claims["four"] = claim(c, counted, "presence", trigger="count", time=april, place=RIOS,
        attribution=(Attribution(span(c, "commercial imagery"), "imagery"),),
        items=(item(c, "four launchers", "launcher", "sam-launcher", 4, 4),))  # fmt: skip
    at_base = [
        seen(a, "seen-a", imagery),
        held(a, "held-a"),
        seen(
            b,
            "seen-b",
            imagery.removeprefix("New ")
            .capitalize()
            .replace("s-300", "S-300")
            .replace("captain manuel rios", "Captain Manuel Rios")
            .replace("guarico", "Guarico"),
        ),
        held(b, "held-b"),
        claims["four"],
    ]
    events.append(one("deployment", "S-300 launchers at Capitán Manuel Ríos Airbase", at_base, ("v1", "v2"), RIOS,
        days(D(2019, 3, 1), D(2019, 4, 5)), 3,
        quantities=(Quantity("launcher", "sam-launcher", Count(4, 5), (claims["held-a"].id, claims["four"].id)),
                    Quantity("9S32ME guidance radar", "radar", Count(1, 1), (claims["held-a"].id,))),
        contradictions=(Contradiction("count", "five launchers against four launchers",
            ((claims["held-a"].id, claims["held-b"].id), (claims["four"].id,))),)))  # fmt: skip
    saturday = days(
        D(2019, 3, 23),
        D(2019, 3, 23),
        edtf="2019-03-23",
        span=span(a, "Saturday"),
        basis="the Saturday before 30 March 2019",
    )
    landed = "An Antonov An-124 landed in Caracas on Saturday with General Vasily Tonkoshkurov, special troops and 35 tons of cargo."
    claims["landed"] = claim(a, landed, "arrival", trigger="landed", time=saturday, place=replace(CARACAS, span=span(a, "Caracas")),
        actors=(actor(a, "General Vasily Tonkoshkurov", "General Vasily Tonkoshkurov", "person", "passenger", "RU"),),
        items=(item(a, "An Antonov An-124", "An-124", "transport-aircraft", 1, 1), item(a, "special troops", "special troops", "troops"),
               item(a, "35 tons of cargo", "cargo", "cargo", 35, 35, "t")))  # fmt: skip
    events.append(one("arrival", "An-124 at Caracas", [claims["landed"]], ("v1",), CARACAS, saturday, 3,
        gaps=(Gap("no independent voice", "no second voice states it", (claims["landed"].id,)),)))  # fmt: skip
    after = Period(dt.datetime(2019, 3, 24, tzinfo=dt.UTC), dt.datetime(2019, 3, 24, 23, 59, 59, tzinfo=dt.UTC), edtf="2019-03-24",
        relation=TimeRelation("A day after the landing", 1, 1, span(a, "the landing"), claims["landed"].id))  # fmt: skip
    activated = (
        "A day after the landing the National Bolivarian Armed Forces reportedly activated the missiles."
    )
    claims["activated"] = claim(a, activated, "activation", "reported", "activated", time=after, hedges=(span(a, "reportedly"),),
        attribution=(Attribution(span(a, "reportedly"), "unnamed"),),
        actors=(actor(a, "National Bolivarian Armed Forces", "the National Bolivarian Armed Forces", "force", "agent", "VE"),),
        items=(item(a, "missiles", "missiles", "missile"),))  # fmt: skip
    claims["denied"] = claim(c, "The defence ministry denies that any S-300 was activated.", "activation", "denied", "activated",
        attribution=(Attribution(span(c, "The defence ministry"), "official"),), items=(item(c, "S-300", "S-300", "sam-system"),))  # fmt: skip
    events.append(one("activation", "Missiles activated", [claims["activated"], claims["denied"]], ("v1",), None, after, 5,
        contradictions=(Contradiction("denial", "one side says that it happened, the other that it did not", ((claims["activated"].id,), (claims["denied"].id,))),),
        gaps=(Gap("unnamed origin", "the report names no origin", (claims["activated"].id,)), Gap("unplaced", "no place is given", ()))))  # fmt: skip
    drill = Period(dt.datetime(2018, 12, 1, tzinfo=dt.UTC), dt.datetime(2018, 12, 31, 23, 59, 59, tzinfo=dt.UTC), edtf="2018-12~",
        relation=TimeRelation("Three months earlier", -105, -75))  # fmt: skip
    claims["drill"] = claim(a, "Three months earlier Russia and Venezuela held joint exercises on Venezuelan soil.", "exercise", trigger="exercises",
        time=drill, place=VENEZUELA, actors=(actor(a, "Russia", "Russia", "state", "agent", "RU"), actor(a, "Venezuela held", "Venezuela", "state", "partner", "VE")))  # fmt: skip
    events.append(
        one("exercise", "Joint exercise in Venezuela", [claims["drill"]], ("v1",), VENEZUELA, drill, 6)
    )
    claims["tanks"] = claim(a, "Tanks were also moved, one resident said.", "movement", "reported", "moved", place=NOWHERE,
        attribution=(Attribution(span(a, "one resident"), "witness"),), items=(item(a, "Tanks", "tank", "tank"),))  # fmt: skip
    events.append(
        one(
            "movement",
            "Tanks moved",
            [claims["tanks"]],
            ("v1",),
            NOWHERE,
            None,
            6,
            gaps=(Gap("undated", "no date is given", ()),),
        )
    )
    may = days(D(2019, 5, 1), D(2019, 5, 31), edtf="2019-05", span=span(c, "May"))
    claims["bridge"] = claim(
        c, "A second air bridge is planned for May.", "arrival", "planned", "air bridge", time=may
    )
    events.append(one("arrival", "Second air bridge announced", [claims["bridge"]], ("v2",), None, may, 6))
    claims["crews"] = claim(c, "The crews may have come from Syria.", "arrival", "possible", "come", hedges=(span(c, "may"),),
        from_place=Place(None, "Syria", "iso:SY", "SY", 35.0, 38.0, 400.0, "country"),
        actors=(actor(c, "The crews", "the crews", "force", "agent"),))  # fmt: skip
    events.append(one("arrival", "Crews from Syria", [claims["crews"]], ("v2",), None, None, 6))
    claims["unclear"] = claim(
        a, "It remains unclear how active the Russian officers will be.", "assessment", "unknown", "unclear"
    )
    claims["unlikely"] = claim(a, "It is unlikely that the United States will use force.", "assessment", "forecast", "unlikely",
        likelihood=Likelihood("unlikely", 0.20, 0.45))  # fmt: skip
    claims["comment"] = claim(a, COMMENT, "assessment", "forecast", "will be gone")
    claims["pingback"] = claim(
        a, PINGBACK, "presence", items=(item(a, "T-72", "T-72", "tank"), item(a, "BMP-3", "BMP-3", "ifv"))
    )
    voices = (Voice("v1", (a.id, b.id), (Reason("the text of the second is 98 % that of the first: counted once", 0.0, (a.id, b.id)),)),
              Voice("v2", (c.id,)))  # fmt: skip
    captures = tuple(
        Capture(
            d.capture, d.id, len(d.text), d.url or "", d.url, d.url, 200, (), "text/html", NOW, "sightline/0"
        )
        for d in (a, b, c)
    )
    loose = tuple(claims[k].id for k in ("unclear", "unlikely", "comment", "pingback"))
    sources = (Source("news.example", "News", "C", "set by the user"), Source("analysis.example", "Analysis"))
    return Facts((a, b, c), tuple(claims.values()), captures, sources), Fusion(voices, tuple(events), loose)
