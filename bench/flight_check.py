"""Verdicts of the flight check on made-up flights with known truth: what is supported, contradicted, left open.

    PYTHONPATH=src:. python bench/flight_check.py [--flights N]

Each flight goes to a field with a long runway, somewhere on Earth; claims about it are true, or false in one thing. Tracks are
whole or lost below a height, with a tenth of the rows missing, and with holes of a minute to half an hour. The truth is
synthetic: the table says how the verdicts behave, not how often real receivers hear a landing (bench/flights.py).
What must stay 0: contradictions of a true claim, however much of the track is lost; support for a false one.
"""

import argparse
import datetime as dt
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace

import numpy as np

from sightline.flights.airframes import identify
from sightline.flights.clean import clean
from sightline.flights.seen import Seen, doubt_of
from sightline.flights.synthetic import flight, lost_below
from sightline.flights.track import Located, Points, Track, joined, points_of
from sightline.model.airfield import Airfield
from sightline.model.claim import Actor, Claim, Item
from sightline.model.ids import content_id
from sightline.model.period import days
from sightline.model.place import Place
from sightline.model.span import Span
from sightline.model.vocabulary import Verdict
from sightline.places.airfields import open_airfields, parse
from sightline.wiring_flights import flight_checker

NOW = dt.datetime(2026, 1, 1, tzinfo=dt.UTC)
LOST = (0.0, 1_000.0, 2_000.0, 3_000.0, 6_000.0)
ADDRESS, MARKS = "154073", "RA-82035"
VERDICTS: tuple[Verdict, ...] = ("supports", "inconclusive", "not observable", "contradicts")


def fields(count: int, random: np.random.Generator) -> Iterator[Airfield]:
    """Fields with a paved runway of 2,400 m or more whose ends are known, drawn at random."""
    lines = open_airfields().lines
    found = 0
    for number in random.permutation(len(lines)):
        field = parse(lines[int(number)])
        long = [
            r for r in field.runways if (r.length_m or 0) >= 2_400 and r.line and r.paved and not r.closed
        ]
        if long and field.elevation_m is not None:
            yield replace(field, runways=tuple(long))
            found += 1
            if found == count:
                return


def with_holes(track: Track, random: np.random.Generator) -> Track:
    """Without the rows of one stretch of one to thirty minutes."""
    time_ = track.points.time
    begin = random.uniform(time_[0], time_[-1])
    long = random.uniform(60, 1800)
    return replace(track, points=track.points.take((time_ < begin) | (time_ > begin + long)))


def away(field: Airfield, day: float) -> Points:
    """Two days and a half on the ground far from a field, a row every two minutes."""
    when = np.arange(day - 18 * 3600, day + 46 * 3600, 120.0)
    lat, lon = -field.lat * 0.5 + 10.0, (field.lon + 360.0) % 360.0 - 180.0
    count = len(when)
    return points_of(
        time=when, lat=np.full(count, lat), lon=np.full(count, lon), altitude=np.full(count, 500.0),
        speed=np.zeros(count), ground=np.ones(count), located=np.full(count, int(Located.ADSB)),
    )  # fmt: skip


def claims(field: Airfield, other: Airfield, day: dt.date) -> Iterator[tuple[str, Claim]]:
    """Of each kind, with whether it is true in its name."""
    here, there, late = field, other, day + dt.timedelta(days=3)
    yield "true, named", a_claim(f"{MARKS} landed", here, day)
    yield "true, type and state", a_claim("An An-124 landed", here, day)
    yield "false: the day", a_claim("An An-124 landed", here, late)
    yield "false: the field", a_claim("An An-124 landed", there, day)
    yield "false: the type", a_claim("An Il-76 landed", here, day, ref="il-76")
    yield "false: the State", a_claim("An An-124 landed", here, day, state="UA")
    yield "false: the airframe", a_claim("RA-82038 landed", here, day)


def a_claim(words: str, field: Airfield, day: dt.date, *, ref: str = "an-124", state: str = "RU") -> Claim:
    span = Span(0, len(words), words)
    place = Place(ref=field.ref, lat=field.lat, lon=field.lon, radius_km=3.0, precision="site")
    item, actor = Item(span, ref, "transport-aircraft", ref), Actor(span, state, "state", "agent", state)
    return Claim(
        content_id("clm", words, field.ref, str(day)), "sha256:0", "p1", span, "arrival", "asserted",
        items=(item,), actors=(actor,), place=place, time=days(day, day),
    )  # fmt: skip


def seen(track: Track) -> Seen:
    cleaned = clean(replace(track, registration=MARKS))
    return Seen(cleaned.track, identify(cleaned.track), 0, doubt_of(cleaned))


def measured(count: int) -> tuple[dict[tuple[str, float], Counter[str]], float]:
    random = np.random.default_rng(6)
    table: dict[tuple[str, float], Counter[str]] = {}
    begun = time.perf_counter()
    drawn = list(fields(2 * count, random))
    for number, (field, other) in enumerate(zip(drawn[::2], drawn[1::2], strict=True)):
        day = dt.date(2019, 3, 1) + dt.timedelta(days=number % 28)
        noon = dt.datetime.combine(day, dt.time(12), dt.UTC).timestamp()
        made = flight("landing", field, seed=number, start=noon, address=ADDRESS, located=Located.ADSB).track
        for lost in LOST:
            track = lost_below(made, lost, field) if lost else made
            whole = flight_checker([seen(track)], NOW)
            holed = flight_checker([seen(with_holes(track, random))], NOW)
            for kind, claim in claims(field, other, day):
                _count(table, (kind, lost), whole(claim))
                _count(table, (f"{kind}; with a hole", lost), holed(claim))
        stood = joined([replace(made, points=away(field, noon - 12 * 3600))])[0]
        look = flight_checker([seen(stood)], NOW)
        for kind, claim in list(claims(field, other, day))[:2]:
            _count(table, (kind.replace("true", "false, it stood elsewhere"), 0.0), look(claim))
    return table, time.perf_counter() - begun


def _count(table: dict[tuple[str, float], Counter[str]], key: tuple[str, float], evidence: object) -> None:
    table.setdefault(key, Counter())[getattr(evidence, "verdict", "none")] += 1


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--flights", type=int, default=100)
    table, took = measured(parser.parse_args().flights)
    print(f"{'claim':46}{'lost below ft':>14}" + "".join(f"{v:>16}" for v in VERDICTS))
    for (kind, lost), counts in sorted(
        table.items(), key=lambda row: (not row[0][0].startswith("true"), row[0])
    ):
        print(f"{kind:46}{lost:14,.0f}" + "".join(f"{counts[v]:16}" for v in VERDICTS))
    print(f"{took:.1f} s")


if __name__ == "__main__":
    main()
