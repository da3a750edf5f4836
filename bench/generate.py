"""Ledgers of any size for the benches: invented words, real proportions.

    python bench/generate.py OUT.db [--claims 1000000] [--seed 5]

Deterministic by seed. The proportions are those of ledgers made by the pipeline from 678 news texts (2026-11):
14 claims a document, a third of them with a point, 40% with a date, quotes of 50 to 2000 characters (median 160),
six mentions a claim, half of the items counted, one actor and item on average, reasons and candidates of places
as the gazetteer gives them. What is not in 678 texts is taken from what is known of news: documents a source
and places follow Zipf's law, reports come in bursts, a third of the documents are copies of an agency's text,
word for word or cut.
"""

import argparse
import bisect
import datetime as dt
import itertools
import random
import time
from collections import defaultdict
from collections.abc import Iterator, Sequence
from contextlib import nullcontext
from dataclasses import dataclass, replace
from multiprocessing import Pool
from pathlib import Path
from typing import TypeVar

from sqlalchemy import Table, insert

from sightline.ledger import rows, tables
from sightline.ledger.add import Prepared, prepare
from sightline.ledger.current import key_of
from sightline.ledger.ledger import Ledger, open_ledger
from sightline.model.capture import Capture, capture_id
from sightline.model.claim import Actor, Attribution, Claim, Count, Item, claim_id
from sightline.model.document import Document, Part
from sightline.model.ids import digest
from sightline.model.mention import Mention
from sightline.model.period import Period, days
from sightline.model.place import Candidate, Place
from sightline.model.publisher import source_id
from sightline.model.reading import Reading
from sightline.model.source import Source
from sightline.model.span import Span

T = TypeVar("T")

NOW = dt.datetime(2026, 1, 1, tzinfo=dt.UTC)
FIRST, DAYS = dt.date(2016, 1, 1), 3650
ORIGINS = ("rules 0.1 + model 1.0", "model 1.0", "shallow 0.2")
EVENTS = {
    "strike": 24, "loss": 17, "assessment": 16, "presence": 10, "movement": 6, "departure": 5, "delivery": 5,
    "arrival": 5, "deployment": 5, "construction": 2, "activation": 2, "exercise": 2, "launch": 1,
}  # fmt: skip
STANCES = {
    "asserted": 43, "reported": 17, "planned": 10, "analysis": 9, "denied": 8, "possible": 7, "unknown": 3,
    "forecast": 3,
}  # fmt: skip
THINGS = [
    ("tanks", "tank"), ("armoured vehicles", "armoured-vehicle"), ("howitzers", "artillery"),
    ("S-300 launchers", "sam-launcher"), ("Su-34 bombers", "bomber"), ("drones", "uav"), ("troops", "troops"),
    ("MiG-29 fighters", "fighter"), ("Il-76 transports", "transport-aircraft"), ("radars", "radar"),
    ("Iskander missiles", "ballistic-missile"), ("frigates", "frigate"), ("helicopters", "helicopter"),
    ("trucks", "vehicle"), ("Grad launchers", "mlrs"), ("advisers", "advisers"), ("a depot", "depot"),
    ("ammunition", "munition"), ("a corvette", "corvette"), ("bunkers", "building"),
]  # fmt: skip
VERBS = "struck destroyed moved delivered landed left deployed built tested launched shelled guarded".split()
WHO = ["officials", "the ministry of defence", "a spokesman", "residents", "two sources", "state television"]
HEDGES = ["reportedly", "possibly", "it is believed", "allegedly"]
FILLER = (
    "the of and to in a that on for was with by as at from after said were had be which has their it been "
    "forces military near border region during according since against new another several local northern "
    "southern eastern western city road units night week month morning control area attack army source"
).split()
AGENCY_SHARE, CUT_SHARE = 0.33, 0.3


@dataclass(frozen=True, slots=True)
class _Site:
    name: str
    place: Place


@dataclass(frozen=True, slots=True)
class World:
    """What all documents draw from: sites and countries by how often they are named, sources, bursts of days."""

    sites: tuple[_Site, ...]
    weights: tuple[float, ...]
    countries: tuple[_Site, ...]
    country_weights: tuple[float, ...]
    sources: tuple[str, ...]
    source_weights: tuple[float, ...]
    day_weights: tuple[float, ...]


def world(seed: int, sites: int = 20_000, sources: int = 3_000) -> World:
    draw = random.Random(seed)
    lands = [
        (f"{a}{b}", draw.uniform(-35, 62), draw.uniform(-100, 140), draw.uniform(3, 9))
        for a, b in itertools.product("BDGKLMRSTV", "ABDEGHKLMNORSTYZ")
    ]
    made = [_site(draw, n, lands[_zipf(draw, len(lands), 1.1)]) for n in range(sites)]
    countries = tuple(
        _Site(f"Land {code}", Place(None, f"Land {code}", f"country:{code}", code, lat, lon, wide * 80, "country",
              reasons=("the only place of this name in the gazetteer",)))
        for code, lat, lon, wide in lands
    )  # fmt: skip
    return World(
        tuple(made), _cumulated(1 / (n + 3) for n in range(sites)), countries,
        _cumulated(1 / (n + 1) ** 1.1 for n in range(len(countries))),
        tuple(f"https://outlet-{n}.example" for n in range(sources)),
        _cumulated(1 / (n + 1) ** 1.05 for n in range(sources)), _cumulated(_bursts(draw)),
    )  # fmt: skip


def _site(draw: random.Random, n: int, land: tuple[str, float, float, float]) -> _Site:
    code, south, west, wide = land
    lat = round(max(-89.0, min(89.0, draw.gauss(south, wide / 2))), 5)
    lon = round(max(-179.0, min(179.0, draw.gauss(west, wide / 2))), 5)
    name = "".join(
        draw.choice(["ka", "mi", "ro", "ve", "lu", "san", "tor", "ba", "ne", "zh"]) for _ in range(3)
    ).title()
    rivals = tuple(
        Candidate(name, f"geonames:{n * 11 + k}", code if k == 0 else draw.choice("ABC") + "X", lat, lon,
                  "settlement", round(1.0 - k * 0.3, 2))
        for k in range(draw.choices((1, 2, 3, 6), (60, 20, 10, 10))[0])
    )  # fmt: skip
    reasons = draw.sample(
        ["the only place of this name in the gazetteer", f"likeliest of {len(rivals)} places of this name",
         f"a city of about {draw.randrange(5, 900)},000 people", "other names of the text point to its country",
         "near other places of the text", "other names of the text point to its region"],
        draw.choices((1, 2, 3, 4), (50, 20, 20, 10))[0],
    )  # fmt: skip
    precision, radius = draw.choices([("settlement", 6.0), ("site", 3.0), ("area", 25.0)], (55, 15, 30))[0]
    place = Place(
        None, name, f"geonames:{n * 11}", code, lat, lon, round(radius * draw.uniform(0.5, 2), 1),
        precision, None, rivals, tuple(reasons), round(draw.uniform(0.6, 1), 3),
    )  # fmt: skip
    return _Site(name, place)


def _bursts(draw: random.Random) -> list[float]:
    """How much is told of each day: a floor, a growth, and some hundred bursts that die away within weeks."""
    told = [0.2 + day / DAYS for day in range(DAYS)]
    for _ in range(120):
        start, height, lasts = draw.randrange(DAYS), draw.paretovariate(1.2), draw.uniform(4, 60)
        for day in range(start, min(DAYS, start + 200)):
            told[day] += height * 2.718 ** (-(day - start) / lasts)
    return told


def _cumulated(weights: Iterator[float] | list[float]) -> tuple[float, ...]:
    return tuple(itertools.accumulate(weights))


def _zipf(draw: random.Random, size: int, power: float) -> int:
    return min(size - 1, int((1 - draw.random()) ** (-1 / power)) - 1)


def _one(draw: random.Random, things: Sequence[T], cumulated: Sequence[float]) -> T:
    return things[bisect.bisect(cumulated, draw.random() * cumulated[-1], hi=len(things) - 1)]


@dataclass(frozen=True, slots=True)
class _Happening:
    site: _Site
    day: int
    event: str
    thing: tuple[str, str]
    count: int


@dataclass(frozen=True, slots=True)
class _Plan:
    """What a document tells; from it alone follows every word."""

    number: int
    source: str
    country: _Site
    story: tuple[_Happening, ...]
    style: int


def readings(total: int, seed: int = 5) -> Iterator[tuple[Capture, Reading]]:
    """Documents with `total` claims in all, or a few more."""
    return map(_document, _plans(total, seed))


def _plans(total: int, seed: int) -> Iterator[_Plan]:
    draw, earth = random.Random(seed), world(seed)
    told: dict[tuple[str, int], list[_Happening]] = {}
    texts: dict[tuple[str, int], list[tuple[int, list[_Happening]]]] = {}
    made = number = 0
    while made < total:
        day = _one(draw, range(DAYS), earth.day_weights)
        country = _one(draw, earth.countries, earth.country_weights)
        block = (country.name, day // 3)
        before = texts.setdefault(block, [])
        style = draw.randrange(1 << 30)
        if before and draw.random() < AGENCY_SHARE:
            style, story = draw.choice(before)
            story = story[: draw.randint(1, len(story))] if draw.random() < CUT_SHARE else story
        else:
            size = max(1, min(120, round(draw.lognormvariate(2.45, 0.75))))
            story = [_happening(draw, earth, told.setdefault(block, []), country, day) for _ in range(size)]
            before.append((style, story))
        yield _Plan(number, _one(draw, earth.sources, earth.source_weights), country, tuple(story), style)
        made += len(story)
        number += 1


def _happening(
    draw: random.Random, earth: World, known: list[_Happening], country: _Site, day: int
) -> _Happening:
    """One told before, the more likely the oftener it was told, or a new one."""
    if known and draw.random() < 0.55:
        found = draw.choice(known)
    else:
        near = [_one(draw, earth.sites, earth.weights) for _ in range(6)]
        here = [s for s in near if s.place.country == country.place.country] or near[:1]
        found = _Happening(
            here[0], day + draw.choice((0, 0, 0, -1, -1, -2)), _weighted(draw, EVENTS),
            THINGS[_zipf(draw, len(THINGS), 0.9)], round(draw.paretovariate(0.9)),
        )  # fmt: skip
    known.append(found)
    return found


def _weighted(draw: random.Random, table: dict[str, int]) -> str:
    return draw.choices(tuple(table), tuple(table.values()))[0]


def _document(plan: _Plan) -> tuple[Capture, Reading]:
    draw, country, source = random.Random(plan.style), plan.country, plan.source
    head = f"{country.name}, report. "
    pieces, start = [head], len(head)
    bare = []
    for happening in plan.story:
        sentence, claim, mentions = _sentence(draw, happening, country, start)
        pieces.append(sentence + " ")
        bare.append((claim, mentions))
        start += len(sentence) + 1
    text = "".join(pieces)
    location = f"{source}/{plan.number}"
    hash_ = digest(f"{location}\n{text}".encode())
    capture = Capture(
        capture_id(location, hash_, NOW), hash_, len(text), location, location, location, 200,
        (("content-type", "text/html"),), "text/html", NOW, "bench 2",
    )  # fmt: skip
    day = FIRST + dt.timedelta(days=max(h.day for h in plan.story))
    document = Document(
        hash_, capture.id, text, (Part("body-1", "body", 0, len(text), "en"),), url=location,
        title=head.strip(), site=source.removeprefix("https://"), media_type="text/html", language="en",
        published=days(day, day, edtf=day.isoformat(), basis="meta"), reader="bench 2",
    )  # fmt: skip
    claims = tuple(
        replace(c, id=claim_id(hash_, "body-1", c.event, c.trigger or c.quote, n), document=hash_)
        for n, (c, _) in enumerate(bare)
    )
    mentions = tuple(m for _, found in bare for m in found)
    return capture, Reading(document, mentions, claims)


def _sentence(
    draw: random.Random, told: _Happening, country: _Site, start: int
) -> tuple[str, Claim, list[Mention]]:
    verb, who = draw.choice(VERBS), draw.choice(WHO)
    filler = " ".join(draw.choices(FILLER, k=min(330, max(2, round(draw.lognormvariate(2.75, 1.1))))))
    number = max(1, told.count + draw.choice((0, 0, 0, 0, 1, -1)))
    near = f" in {told.site.name}" if draw.random() < 0.6 else f" in {country.name}"
    hedge = f" {draw.choice(HEDGES)}" if draw.random() < 0.1 else ""
    cited = f", {who} said" if draw.random() < 0.39 else ""
    day = FIRST + dt.timedelta(days=told.day)
    when = f" on {day.day} {day:%B}" if draw.random() < 0.6 else ""
    force = f"{country.name[5:]} forces"
    sentence = f"{force}{hedge} {verb} {number} {told.thing[0]}{near}{when}{cited}: {filler}."

    def words(text: str) -> Span:
        at = sentence.index(text)
        return Span(start + at, start + at + len(text), text)

    place = time = None
    if draw.random() < 0.72:
        known = told.site if near.endswith(told.site.name) else country
        name = words(known.name)
        place = Place(name, reasons=("no place in the gazetteer or in the text fits these words",))
        if draw.random() < 0.46:
            place = replace(known.place, span=name)
    if when:
        time = Period(span=words(when.strip()), basis="no publication date known")
        kind = draw.random()
        if kind < 0.45:
            time = days(day, day, edtf=day.isoformat(), basis="year from publication", span=time.span)
        elif kind < 0.9:
            wide = day + dt.timedelta(days=draw.choice((6, 30, 30, 364)))
            time = days(day, wide, edtf=f"{day}/{wide}", basis="month from publication", span=time.span)
    actors = tuple(
        Actor(words(force), force, "force", "agent", country.place.country)
        for _ in range(draw.choices((0, 1, 2), (33, 50, 17))[0])
    )
    items = [
        Item(words(told.thing[0]), told.thing[0], told.thing[1], None,
             Count(number, number, None, str(number)) if draw.random() < 0.52 else None)
    ] if draw.random() < 0.67 else []  # fmt: skip
    if items and draw.random() < 0.3:
        other = draw.choice(THINGS)
        items.append(Item(items[0].span, other[0], other[1]))
    claim = Claim(
        "", "", "body-1", Span(start, start + len(sentence), sentence), told.event, _weighted(draw, STANCES),
        trigger=words(verb), hedges=(words(hedge.strip()),) if hedge else (),
        attribution=(Attribution(words(who), "official"),) if cited else (), actors=actors, items=tuple(items),
        place=place, time=time, confidence=round(draw.uniform(0.3, 1), 2), origin=draw.choice(ORIGINS),
    )  # fmt: skip
    mentions = [
        Mention(words(force), "force", force), Mention(words(told.thing[0]), "equipment", told.thing[0]),
        Mention(words(str(number)), "quantity", str(number)), Mention(words(who), "person", who) if cited
        else Mention(words(country.name[5:]), "nationality", country.name[5:], country.place.country),
        *([Mention(place.span, "place", place.name, place.ref, place)] if place and place.span else []),
        *([Mention(time.span, "time", period=time)] if time and time.span else []),
    ]  # fmt: skip
    return sentence, claim, mentions


def fill(path: Path | str, total: int, seed: int = 5, workers: int = 2) -> float:
    """Makes a new ledger, quickly: rows are made by `workers` processes (0: this one) and written some hundred
    documents at a time. Returns the seconds it took. What it writes is what add_reading writes; a test holds the
    two together."""
    begun = time.perf_counter()
    batches = _batches(_plans(total, seed), 250)
    with open_ledger(path) as ledger, Pool(workers) if workers else nullcontext() as pool:
        writer = _Writer(ledger)
        for batch in pool.imap(_bulk, batches) if pool else map(_bulk, batches):
            writer.write(batch)
        if ledger.dialect.NAME == "postgresql":
            _settle(ledger)
    return time.perf_counter() - begun


def _settle(ledger: Ledger) -> None:
    """Seqs go on after those that were given; the planner learns how much there is, as it does by itself in time."""
    with ledger.write() as connection:
        for table in _ORDER:
            if "seq" in table.c:
                connection.exec_driver_sql(
                    f"SELECT setval(pg_get_serial_sequence('{table.name}', 'seq'), max(seq)) FROM {table.name}"
                )
        connection.exec_driver_sql("ANALYZE")


def _batches(plans: Iterator[_Plan], size: int) -> Iterator[list[_Plan]]:
    return iter(lambda: list(itertools.islice(plans, size)), [])


@dataclass(frozen=True, slots=True)
class _Made:
    """A document as rows without seqs."""

    capture: rows.Row
    text: str
    reading: Prepared
    current: list[rows.Row]
    claims: list[Claim]


def _bulk(plans: Sequence[_Plan]) -> list[_Made]:
    made = []
    for capture, reading in map(_document, plans):
        bare = [
            Claim("", "", "", c.quote, c.event, c.stance, place=c.place, time=c.time) for c in reading.claims
        ]
        now = [rows.current_row(claim) for claim in reading.claims]
        text = reading.document.text
        made.append(_Made(rows.capture_row(capture, NOW), text, prepare(reading), now, bare))
    return made


class _Writer:
    """Gives the seqs itself: nothing it writes was there before."""

    def __init__(self, ledger: Ledger) -> None:
        self.ledger = ledger
        self.documents = self.claims = 0
        self.origins: dict[str, int] = {}
        self.sources: set[str] = set()
        self.texts: dict[str, int] = {}

    def write(self, batch: list[_Made]) -> None:
        found: dict[Table, list[rows.Row]] = defaultdict(list)
        words: list[tuple[int, str]] = []
        boxes: list[tuple[int, Claim]] = []
        stamp = rows.stamp(NOW)
        for made in batch:
            self.documents += 1
            self._document(found, made, self.documents, stamp)
            for n, (row, now, maker) in enumerate(
                zip(made.reading.claims, made.current, made.reading.makers, strict=True)
            ):
                self.claims += 1
                origin, key = self._origin(found, maker), key_of(self.documents, n)
                found[tables.claims].append(row | {"seq": self.claims})
                found[tables.reading_claims].append(
                    {"reading": self.documents, "ordinal": n, "claim": self.claims, "origin": origin}
                )
                found[tables.current_claims].append(
                    now | {"key": key, "claim": self.claims, "origin": origin}
                )
                words.append((self.claims, made.claims[n].quote.text))
                boxes.append((key, made.claims[n]))
        with self.ledger.write() as connection:
            for table in _ORDER:
                if found[table]:
                    connection.execute(insert(table), found[table])
            self.ledger.dialect.index_words(connection, words)
            self.ledger.dialect.add_current(connection, found[tables.current_claims], boxes)

    def _document(self, found: dict[Table, list[rows.Row]], made: _Made, seq: int, stamp: str) -> None:
        new = made.reading
        found[tables.captures].append(made.capture | {"seq": seq})
        found[tables.documents].append({"seq": seq, "id": new.document, "added_at": stamp})
        if new.text not in self.texts:
            self.texts[new.text] = len(self.texts) + 1
            found[tables.texts].append({"seq": self.texts[new.text], "id": new.text, "text": made.text})
        found[tables.readings].append(
            {"seq": seq, "id": new.id, "document": seq, "text": self.texts[new.text], "origin": new.origin,
             "payload": new.payload, "added_at": stamp, "mentions": rows.mentions_payload(new.mentions)}
        )  # fmt: skip
        found[tables.reading_captures].append({"reading": seq, "capture": seq})
        source = source_id(made.capture["url"])
        found[tables.current_documents].append({"document": seq, "reading": seq, "source": source})
        if source not in self.sources:
            self.sources.add(source)
            found[tables.sources].append(rows.source_row(Source(source, source), NOW))

    def _origin(self, found: dict[Table, list[rows.Row]], name: str) -> int:
        if name not in self.origins:
            self.origins[name] = len(self.origins) + 1
            found[tables.origins].append({"seq": self.origins[name], "name": name})
        return self.origins[name]


_ORDER = (
    tables.captures, tables.documents, tables.texts, tables.readings, tables.reading_captures, tables.origins,
    tables.claims, tables.reading_claims, tables.sources, tables.current_documents,
)  # fmt: skip


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("out", help="a file that is not there yet, or an address of PostgreSQL")
    parser.add_argument("--claims", type=int, default=100_000)
    parser.add_argument("--seed", type=int, default=5)
    options = parser.parse_args()
    took = fill(options.out, options.claims, options.seed)
    print(f"{options.claims:,} claims in {took:.0f} s: {options.claims / took:,.0f} claims/s")


if __name__ == "__main__":
    main()
