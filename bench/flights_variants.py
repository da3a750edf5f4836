"""How movements are found on flights and in files that are less friendly than those of bench/flights.py.

    python bench/flights_variants.py [--seed N] [--fields N] [--only VARIANT ...] [--misses]

Made-up flights (sightline.flights.synthetic) at fields drawn by the seed from all fields of the kind that a variant asks for, so
another seed is another set of fields and flights. Pressure is off by anything from -900 to 900 ft unless a variant
says otherwise; no flags are sent. What is counted, at full coverage and with all rows below 2,000 ft taken away:

    landing, take-off, go-around, low approach    share found at the field, above "compatible", within two minutes
    wrong field    landings and take-offs given, above "compatible", at ANY other field within 60 km
    false          movements given at the field itself that are not in the truth (a stop and a pass apart)

It shows what the maker imagines, not how often receivers hear a flight.
"""

import argparse
import sys
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from bench.common import Figures

from sightline.flights.clean import clean
from sightline.flights.movement import Movement
from sightline.flights.movements import movements
from sightline.flights.runways import End, ends_of
from sightline.flights.synthetic import GLIDE_FT_KM, Flight, Made, Way, flight, lost_below
from sightline.flights.track import Located, Points, Track
from sightline.model.airfield import Airfield
from sightline.places.airfields import airfield, airfields_near, open_airfields, parse

KINDS: tuple[Flight, ...] = ("landing", "take-off", "go-around", "low approach")
NAN = float("nan")
Random = np.random.Generator
Change = Callable[[Points, Random], Points]
Ways = Callable[[str, float, Random], Sequence[Way] | None]
HIGH = "SLLP SEQM SKBO ZULS SPZO ZUDC ZUBD SLPO VNLK KLXV SLOR HAAB".split()
DEEP = "LLMZ EHAM KTRM KIPL UATG UWSG EHRD KCLR EHLE EHKD URWA UBBB".split()
EDGE = "UHMA NFNM UHMD PADK PASY NFNL NZCI UHMP NGFU UHPX PAMY NLWW".split()
TWINS = "LFPG KDEN EDDF KATL LEMD EHAM RJTT OMDB KDFW WSSS LTFM EDDM".split()


@dataclass(frozen=True)
class Variant:
    """fields: codes to take, or () for any that `fits`. change: made to the rows. given: to `flight`."""

    name: str
    change: Change | None = None
    fields: Sequence[str] = ()
    fits: Callable[[Airfield, Sequence[End]], bool] = lambda _, ends: max(e.length for e in ends) > 1.5
    ways: Ways | None = None
    kinds: Sequence[Flight] = KINDS
    noise_m: float = 10.0
    missing: float = 0.1
    located: Located = Located.SYNTHETIC
    level: bool = False  # pressure not off: what the pressure of the day does is another variant's


def thinned(seconds: float) -> Change:
    def change(p: Points, random: Random) -> Points:
        beat = np.floor((p.time + random.uniform(0, seconds)) / seconds)
        return p.take(np.concatenate(([True], np.diff(beat) > 0)))

    return change


def without(*names: str) -> Change:
    def change(p: Points, random: Random) -> Points:
        del random
        return replace(p, **{n: np.full(len(p), NAN, dtype=getattr(p, n).dtype) for n in names})

    return change


def null_altitudes(share: float) -> Change:
    def change(p: Points, random: Random) -> Points:
        gone = random.random(len(p)) < share
        return replace(p, altitude=np.where(gone, np.float32(NAN), p.altitude))

    return change


def gaps(p: Points, random: Random) -> Points:
    keep = np.ones(len(p), dtype=np.bool_)
    for _ in range(5):
        at = random.uniform(p.time[0], p.time[-1])
        keep &= ~((p.time > at) & (p.time < at + random.uniform(20, 120)))
    return p.take(keep)


def coasting(p: Points, random: Random) -> Points:
    """As OpenSky does: after each silence begins the last row is sent again for up to a minute, speed and all."""
    rows, shift = [], []
    for i in range(len(p)):
        rows.append(i)
        shift.append(0.0)
        quiet = p.time[i + 1] - p.time[i] if i + 1 < len(p) else 90.0
        if quiet > 15.0 or random.random() < 0.01:
            for s in range(1, int(min(quiet, 60.0))):
                rows.append(i)
                shift.append(float(s))
    q = p.take(np.array(rows, dtype=np.intp))
    q = replace(q, time=q.time + np.array(shift))
    return q.take(np.argsort(q.time, kind="stable"))


def late(p: Points, random: Random) -> Points:
    """Time stamps of another receiver: up to two seconds off, rows out of order."""
    return replace(p, time=p.time + random.uniform(-2, 2, len(p)))


def gaps_thin(p: Points, random: Random) -> Points:
    return gaps(thinned(10.0)(p, random), random)


def steep(kind: str, length: float, random: Random) -> Sequence[Way] | None:
    """5.5 degrees, as into London City or a valley."""
    if kind != "landing":
        return None
    glide, v = GLIDE_FT_KM * float(random.uniform(1.6, 1.95)), float(random.uniform(95, 120))
    return [
        (-40.0, 9.0, 7500.0, 230.0, 0.0), (-16.0, 0.0, min(16.3 * glide, 4500.0), 170.0, 0.0),
        (-4500.0 / glide, 0.0, 4400.0, 150.0, 0.0), (-3.0, 0.0, 3.3 * glide, v, 0.0), *_stops(length, v),
    ]  # fmt: skip


def circling(kind: str, length: float, random: Random) -> Sequence[Way] | None:
    """An approach flown to the other side, a circle low over the field, and a landing after a final of 2 km."""
    if kind != "landing":
        return None
    v, side = float(random.uniform(105, 135)), float(random.choice((-1.0, 1.0)))
    return [
        (25.0, side * 3.0, 4500.0, 220.0, 0.0), (length + 6.0, side * 1.5, 1400.0, v + 25, 0.0),
        (length, side * 2.2, 900.0, v + 15, 0.0), (-0.5, side * 2.4, 900.0, v + 10, 0.0),
        (-2.2, side * 1.6, 750.0, v + 5, 0.0), (-2.4, side * 0.4, 600.0, v, 0.0), (-1.8, 0.0, 480.0, v, 0.0), *_stops(length, v),
    ]  # fmt: skip


def overhead(kind: str, length: float, random: Random) -> Sequence[Way] | None:
    """The break of a fighter: along the runway at 1,500 ft and 300 knots, a turn away over it, downwind, a short final."""
    if kind != "landing":
        return None
    v, side = float(random.uniform(130, 160)), float(random.choice((-1.0, 1.0)))
    return [
        (-40.0, side * 6.0, 5000.0, 350.0, 0.0), (-12.0, 0.0, 1500.0, 320.0, 0.0), (length * 0.5, 0.0, 1500.0, 300.0, 0.0),
        (length * 0.7 + 1.0, side * 1.5, 1500.0, 240.0, 0.0), (length * 0.5, side * 2.8, 1500.0, 210.0, 0.0),
        (-1.5, side * 2.8, 1200.0, 180.0, 0.0), (-3.6, side * 1.6, 800.0, v + 10, 0.0), (-2.6, side * 0.2, 500.0, v, 0.0),
        (-1.6, 0.0, 330.0, v, 0.0), *_stops(length, v),
    ]  # fmt: skip


def helicopter(kind: str, length: float, random: Random) -> Sequence[Way] | None:
    """In from the side at 1,000 ft to the apron, down to a hover; or up from it and away across the runway."""
    beside, turn = float(random.choice((-0.5, 0.5))), float(random.uniform(8, 25))
    here = (length * 0.5, beside)
    if kind == "landing":
        return [
            (length + 20.0, turn, 1000.0, 130.0, 0.0), (length + 3.0, turn * 0.2, 700.0, 110.0, 0.0),
            (here[0] + 0.6, here[1] + 0.2, 200.0, 60.0, 0.0), (*here, 0.0, 5.0, 200.0),
        ]  # fmt: skip
    if kind == "take-off":
        return [
            (*here, 0.0, 5.0, 200.0), (here[0] - 0.4, here[1] - 0.2, 150.0, 50.0, 0.0),
            (-3.0, -turn * 0.3, 800.0, 110.0, 0.0), (-20.0, -turn, 1000.0, 130.0, 0.0),
        ]  # fmt: skip
    return None


def fighter_climb(kind: str, length: float, random: Random) -> Sequence[Way] | None:
    """A take-off at 300 knots that climbs 9,000 ft a minute."""
    if kind != "take-off":
        return None
    turn = float(random.choice((-1.0, 0.0, 1.0)))
    return [
        (0.1, 0.0, 0.0, 8.0, 30.0), (min(length * 0.6, 1.2), 0.0, 0.0, 160.0, 0.0), (length + 2.0, 0.0, 1500.0, 280.0, 0.0),
        (length + 10.0, turn * 4.0, 9000.0, 320.0, 0.0), (length + 40.0, turn * 25.0, 25_000.0, 420.0, 0.0),
    ]  # fmt: skip


def flat_climb(kind: str, length: float, random: Random) -> Sequence[Way] | None:
    """A heavy one: 130 ft a kilometre, and an early turn by 40 to 90 degrees."""
    if kind != "take-off":
        return None
    side, turn = float(random.choice((-1.0, 1.0))), float(random.uniform(0.8, 3.0))
    at = min(length * 0.9, 3.0)
    return [
        (0.1, 0.0, 0.0, 8.0, 30.0), (at, 0.0, 0.0, 155.0, 0.0), (at + 6.0, 0.0, 800.0, 175.0, 0.0),
        (at + 12.0, side * 6.0 * turn, 800.0 + 6 * turn * 150.0, 210.0, 0.0), (at + 25.0, side * 30.0 * turn, 9000.0, 260.0, 0.0),
    ]  # fmt: skip


def _stops(length: float, v: float) -> list[Way]:
    short, stop = min(length * 0.25, 0.4), min(length * 0.8, 2.2)
    return [
        (short, 0.0, 0.0, v - 5, 0.0),
        (stop, 0.0, 0.0, 25.0, 0.0),
        (stop, 0.25, 0.0, 12.0, 0.0),
        (stop * 0.6, 0.4, 0.0, 10.0, 200.0),
    ]


def _spaced(f: Airfield, ends: Sequence[End]) -> bool:
    """Another field with a runway of 800 m or more 3 to 12 km off."""
    others = [o for o, km in airfields_near(f.lat, f.lon, 12.0) if km > 3.0 and o.ref != f.ref]
    return max(e.length for e in ends) > 1.2 and any(e.length > 0.8 for o in others for e in ends_of(o))


def _short(f: Airfield, ends: Sequence[End]) -> bool:
    return bool(f.icao) and 0.5 < max(e.length for e in ends) < 1.0


VARIANTS = (
    Variant("plain, any field"),
    Variant("a row each 5 s", thinned(5.0)),
    Variant("a row each 15 s", thinned(15.0)),
    Variant("a row each 30 s", thinned(30.0)),
    Variant("a row each 60 s", thinned(60.0)),
    Variant("gaps of 20 to 120 s", gaps),
    Variant("gaps, a row each 10 s", gaps_thin),
    Variant("half of the heights null", null_altitudes(0.5)),
    Variant("95 % of the heights null", null_altitudes(0.95)),
    Variant("positions and heights only", without("speed", "course", "climb")),
    Variant("rows sent again in silences", coasting),
    Variant("time stamps off by 2 s", late),
    Variant("positions off by 60 m", noise_m=60.0),
    Variant("MLAT, off by 200 m, each 5 s", thinned(5.0), noise_m=200.0, located=Located.MLAT),
    Variant("high fields (8,000 to 14,500 ft)", fields=HIGH),
    Variant("fields below the sea", fields=DEEP),
    Variant("at the antimeridian", fields=EDGE),
    Variant("parallel runways", fields=TWINS),
    Variant("another field 3 to 12 km off", fits=_spaced),
    Variant("runways of 500 to 1,000 m", fits=_short),
    Variant("steep approaches (5 to 6 degrees)", ways=steep, kinds=("landing",)),
    Variant("circling to land", ways=circling, kinds=("landing",)),
    Variant("overhead break", ways=overhead, kinds=("landing",)),
    Variant("helicopter to the apron", ways=helicopter, kinds=("landing", "take-off")),
    Variant("climb of a fighter", ways=fighter_climb, kinds=("take-off",)),
    Variant("flat climb, early turn", ways=flat_climb, kinds=("take-off",)),
)  # fmt: skip


def fields_for(variant: Variant, count: int, random: Random) -> list[Airfield]:
    """Fields whose runways can be drawn, drawn by lot."""
    if variant.fields:
        known = [f for f in map(airfield, variant.fields) if f and any(r.line for r in f.runways)]
        return [known[i] for i in random.permutation(len(known))[:count].tolist()]
    lines = open_airfields().lines
    found: list[Airfield] = []
    for i in random.permutation(len(lines)).tolist():
        if len(found) == count:
            break
        f = parse(lines[i])
        ends = ends_of(f) if f.icao and any(r.line for r in f.runways) else ()
        if ends and all(e.spare == 0 for e in ends) and variant.fits(f, ends):
            found.append(f)
    return found


def measure(variant: Variant, seed: int, count: int, tell: bool) -> dict[str, Figures]:
    """Full and lost below 2,000 ft."""
    random = np.random.default_rng([seed, sum(variant.name.encode())])
    hit: dict[str, Counter[str]] = {"full": Counter(), "low lost": Counter()}
    for field in fields_for(variant, count, random):
        others = [
            f for f, _ in airfields_near(field.lat, field.lon, 60.0) if f.ref != field.ref and f.runways
        ]
        for kind in variant.kinds:
            length = max(e.length for e in ends_of(field))
            ways = variant.ways(kind, length, random) if variant.ways else None
            made = flight(
                kind, field, seed=int(random.integers(1 << 30)), flags=False, ways=ways, noise_m=variant.noise_m,
                missing=variant.missing, located=variant.located, pressure_ft=float(random.uniform(-900, 900)),
            )  # fmt: skip
            points = variant.change(made.track.points, random) if variant.change else made.track.points
            track = replace(made.track, points=points)
            for name, seen in (("full", track), ("low lost", lost_below(track, 2000.0, field))):
                counts = hit[name]
                cleaned = clean(seen).track
                given = _given(cleaned, field)
                wrong = [m for f in others for m in _given(cleaned, f) if m.kind in ("landing", "take-off")]
                found = _found(made, given)
                counts[kind] += found
                counts[f"{kind} of"] += 1
                counts["wrong field"] += len(wrong)
                false = [m for m in given if not _true(m, made)]
                counts["false"] += len(false)
                if tell and (not found or wrong or false):
                    _tell(variant, name, field, kind, made, given, wrong)
    return {
        f"{variant.name}, {name}": {
            **{k: counts[k] / counts[f"{k} of"] for k in variant.kinds},
            "wrong field": float(counts["wrong field"]), "false": float(counts["false"]),
        }
        for name, counts in hit.items()
    }  # fmt: skip


def _given(track: Track, field: Airfield) -> list[Movement]:
    return [
        m for m in movements(track, field) if m.tier != "compatible" and m.kind not in ("stop", "overflight")
    ]


def _found(made: Made, given: Sequence[Movement]) -> bool:
    return all(
        any(m.kind == t.kind and m.start - 120 <= t.time <= m.end + 120 for m in given) for t in made.truth
    )


def _true(m: Movement, made: Made) -> bool:
    return any(m.kind == t.kind and m.start - 120 <= t.time <= m.end + 120 for t in made.truth)


def _tell(
    variant: Variant,
    name: str,
    field: Airfield,
    kind: str,
    made: Made,
    given: Sequence[Movement],
    wrong: Sequence[Movement],
) -> None:
    told = ", ".join(f"{m.kind} {m.tier} {m.runway}" for m in given) or "nothing"
    elsewhere = "".join(f"; WRONG {m.field} {m.kind} {m.tier} {m.runway}" for m in wrong)
    print(
        f"  {variant.name}, {name}: {field.ident} {kind} {made.truth[0].runway}: {told}{elsewhere}",
        flush=True,
    )


def main() -> None:
    options = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    options.add_argument("--seed", type=int, default=1)
    options.add_argument("--fields", type=int, default=12, help="fields a variant (default 12)")
    options.add_argument("--only", nargs="+", help="variants whose name holds one of these words")
    options.add_argument(
        "--misses", action="store_true", help="tell each miss, wrong field and false movement"
    )
    asked = options.parse_args()
    found: dict[str, Figures] = {}
    for variant in VARIANTS:
        if not asked.only or any(word in variant.name for word in asked.only):
            found |= measure(variant, asked.seed, asked.fields, asked.misses)
    _print(found)


def _print(found: dict[str, Figures]) -> None:
    names = (*KINDS, "wrong field", "false")
    print(f"{'':52}" + "".join(f"{n:>14}" for n in names))
    for row, figures in found.items():
        cells = (
            f"{figures[n]:>14.2f}"
            if n in figures and n in KINDS
            else f"{figures[n]:>14.0f}"
            if n in figures
            else f"{'-':>14}"
            for n in names
        )
        print(f"{row:52}" + "".join(cells))


if __name__ == "__main__":
    main()
