"""Names with what they mean, as the ranker of places sees them: from our own texts and from claims_train."""

import json
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from sightline.model.document import Document, Part
from sightline.model.place import distance_km
from sightline.places.context import context
from sightline.places.features import Feature, Name, context_features, own_features
from sightline.places.find import choose
from sightline.places.gazetteer import Gazetteer
from sightline.places.rank import Ranked, Weights, resolve
from sightline.places.spot import Spot, scene
from sightline.places.store import Row
from sightline.places.trust import RIGHT_KM, WIDE
from training.split import held_out
from training.toponyms import ours

CLAIMS = Path(__file__).resolve().parents[2] / "shared" / "corpora" / "claims_train"
_SAME_KM = 30.0  # an annotator's point and the gazetteer's for one town


_LANDS = frozenset(("region", "county", "area", "water"))  # the gazetteer has Crete as two of them


@dataclass(frozen=True, slots=True)
class Told:
    """A stretch of a text and where it is: a row of the gazetteer, or a point with its precision and country."""

    start: int
    end: int
    row: Row | None
    lat: float
    lon: float
    precision: str = ""
    country: str | None = None

    def is_meant(self, row: Row) -> bool:
        if self.row is not None:
            wide = self.row.kind in _LANDS
            alike = row.kind in _LANDS if wide else row.kind == self.row.kind
            reach = max(30.0, (self.row.radius or 0.0) / 2) if wide else 10.0
            return row.number == self.row.number or (alike and self.far(row) < reach)
        if self.precision in ("country", "region"):
            return row.kind == self.precision and row.country == self.country and self.far(row) < 250
        return row.kind not in ("country", "region", "continent") and self.far(row) < _SAME_KM

    def far(self, row: Row) -> float:
        return distance_km(row.lat, row.lon, self.lat, self.lon)


@dataclass(frozen=True, slots=True)
class Source:
    id: str
    text: str
    told: tuple[Told, ...]
    held: bool
    own: bool  # one of our own texts, in which everything is told


@dataclass(frozen=True, slots=True)
class Example:
    """A name of a document: for each row it may mean its features, whether it is meant, and how far off it is."""

    source: Source
    name: Name
    rows: tuple[Row, ...]
    found: tuple[tuple[Feature, ...], ...]
    meant: tuple[bool, ...]
    right: tuple[bool, ...]  # within 161 km, or within the disc of a country, a sea or the like


def _reach(row: Row) -> float:
    return max(RIGHT_KM, (row.radius or 0.0) if row.kind in WIDE else 0.0)


def sources(gazetteer: Gazetteer) -> list[Source]:
    """Our own texts and, where ../shared is at hand, the texts of claims_train."""
    found = [Source(t.id, t.text, _own(t.toponyms), held_out(t.id), own=True) for t in ours(gazetteer)]
    for path in (CLAIMS / "real.jsonl", CLAIMS / "written.jsonl"):
        if path.is_file():
            found += [_claims(json.loads(line)) for line in path.read_text("utf-8").splitlines()]
    return found


def _own(toponyms: Iterable) -> tuple[Told, ...]:
    return tuple(Told(t.start, t.end, t.row, t.row.lat, t.row.lon) for t in toponyms if t.row is not None)


def _claims(record: dict) -> Source:
    told = {}
    for claim in record["claims"]:
        for place in (claim["place"], claim["from"]):
            if place and place.get("lat") is not None and not place.get("relation"):
                at = place["start"], place["end"]
                told[at] = Told(
                    *at, None, place["lat"], place["lon"], place["precision"], place.get("country")
                )
    return Source(record["id"], record["text"], tuple(told.values()), held_out(record["id"]), own=False)


def spots_of(source: Source, gazetteer: Gazetteer) -> list[Spot]:
    here = scene(source.text, 0, len(source.text), "en")
    return choose(here, gazetteer)


def document_of(source: Source) -> Document:
    parts = (Part("p0", "body", 0, len(source.text), "en"),)
    return Document("sha256:0", "cap-0", source.text, parts, language="en")


def examples(source: Source, gazetteer: Gazetteer, by: Weights) -> list[Example]:
    """The names told in a text, with their features in the context that the weights make of it."""
    chosen = [s for s in spots_of(source, gazetteer) if s.rows]
    ranked: dict[str, Ranked] = resolve(chosen, gazetteer, by)
    seen = context(chosen, {f: r.rows for f, r in ranked.items()})
    groups: dict[str, list[Spot]] = defaultdict(list)
    for spot in chosen:
        groups[spot.family].append(spot)
    out = []
    for group in groups.values():
        told = next((t for s in group for t in source.told if _same(t, s, source.text)), None)
        if told is None or group[0].adjective:
            continue
        name = Name.of(group)
        rows = name.rows[:60]
        meant = tuple(told.is_meant(r) for r in rows)
        right = tuple(m or told.far(r) <= _reach(r) for m, r in zip(meant, rows, strict=True))
        found = tuple((*own_features(r, name, gazetteer), *context_features(r, name, seen)) for r in rows)
        out.append(Example(source, name, rows, found, meant, right))
    return out


def _same(told: Told, spot: Spot, text: str) -> bool:
    """The same words, an article aside."""
    words = text[told.start : told.end].removeprefix("the ")
    return told.end - len(words) == spot.start and abs(told.end - spot.end) <= 1
