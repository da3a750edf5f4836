"""The gazetteer: what a name may mean. Read-only, versioned, opened in milliseconds."""

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from pathlib import Path

from sightline.model.airfield import Airfield
from sightline.model.errors import InputError
from sightline.model.place import Candidate, distance_km
from sightline.places.airfields import open_airfields
from sightline.places.fold import fold, site_stem
from sightline.places.layers import Layers
from sightline.places.overlay import open_overlay
from sightline.places.similar import near_keys, variants
from sightline.places.store import Row, Store

DATA = Path(__file__).with_name("data")
SITE_KINDS = frozenset("military-site naval-base camp port range missile-site airbase airfield".split())
AREA_KINDS = frozenset("continent area water landform".split())
_NONE = (0, 0, 0, 0, 0)
_ANOTHER_CUSTOM = 92.0  # likeness of a name written after another custom, however many letters that changes


@dataclass(frozen=True, slots=True)
class WordUse:
    """How often open annotated corpora use a folded word: inside places, first and later in persons' names,
    inside other names, in small letters."""

    place: int
    first: int
    later: int
    other: int
    small: int


_CLASSES = frozenset(
    "oblast province region governorate county district state city town village the of".split()
)


@dataclass(frozen=True, slots=True)
class Found:
    """A row that a search by hand found; how: by "name", "ICAO code", "likeness", ...; km: from the point given."""

    row: Row
    how: str
    radius_km: float
    region: str | None
    km: float | None


@dataclass
class Gazetteer:
    """Look-ups by name. All of them return rows, most populous settlement first after all other kinds."""

    store: Store | Layers
    _rows: dict[int, Row] = field(default_factory=dict)

    @property
    def version(self) -> str:
        return f"sightline-gazetteer {self.store.version}"

    def row(self, number: int) -> Row:
        found = self._rows.get(number)
        if found is None:
            found = self._rows[number] = self.store.row(number)
        return found

    def folded(self, key: str) -> tuple[Row, ...]:
        """Rows under a folded key."""
        return tuple(self.row(n) for n in self.store.numbers(key))

    def lookup(self, name: str) -> tuple[Row, ...]:
        """Rows of this name, case, accents and script of writing aside; rows that have exactly this spelling
        as their own name come first."""
        rows = self.folded(fold(name))
        return tuple(sorted(rows, key=lambda r: r.name != name))

    def sites(self, name: str) -> tuple[Row, ...]:
        """Bases, airfields and ports of this name, ranks and class words aside ("Captain Manuel Rios Airbase"
        finds "Base Aérea Capitán Manuel Ríos"); best attested first."""
        stem = site_stem(name)
        rows = self.folded(f"@ {stem}") if stem else ()
        return tuple(r for r in rows if r.kind in SITE_KINDS)

    def by_code(self, code: str) -> tuple[Row, ...]:
        """The airfield with this ICAO code."""
        return self.folded(f"# {code.lower()}")

    def by_iata(self, code: str) -> tuple[Row, ...]:
        """The airfield with this IATA code; only for words that ask for an airport's code, since many of them
        are words of their own ("ALA", "WAR")."""
        return self.folded(f"% {code.lower()}")

    def capital_of(self, code: str) -> Row | None:
        """The seat of government of a country (ISO 3166-1 alpha-2), as GeoNames names it."""
        number = self.store.capitals.get(code)
        return None if number is None else self.row(number)

    def fuzzy_sites(self, name: str, limit: int = 5, cutoff: float = 86.0) -> tuple[tuple[Row, float], ...]:
        """Sites whose stem is spelt almost like this one, with the likeness in (0, 100], best first."""
        from rapidfuzz import fuzz, process

        stem = site_stem(name)
        if len(stem) < 5:
            return ()
        pool = [s for s in self._site_stems if abs(len(s) - len(stem)) <= 3 and s[0] == stem[0]]
        hits = process.extract(stem, pool, scorer=fuzz.ratio, limit=limit, score_cutoff=cutoff)
        return tuple((row, score) for text, score, _ in hits for row in self.folded(f"@ {text}"))

    def fuzzy(self, name: str, limit: int = 5, cutoff: float = 90.0) -> tuple[tuple[Row, float], ...]:
        """Rows of any kind whose folded name is almost this one, with the likeness in (0, 100], best first: one
        slip anywhere, more behind the first three letters, or another way of writing it in Latin letters."""
        from rapidfuzz import fuzz

        key = fold(name)
        if len(key) < 5:
            return ()
        hits = {k: fuzz.ratio(key, k) for k in near_keys(key, self.store)}
        for other in variants(key):
            if other != key and self.store.numbers(other) and (likeness := fuzz.ratio(key, other)) >= 66.7:
                hits[other] = max(_ANOTHER_CUSTOM, likeness)
        best = sorted((-score, k) for k, score in hits.items() if score >= cutoff)
        rows: dict[int, tuple[Row, float]] = {}
        for score, other in best:
            for row in self.folded(other):
                rows.setdefault(row.number, (row, -score))
        return tuple(rows.values())[:limit]

    def airfields_of(self, row: Row) -> tuple[Airfield, ...]:
        """The airfield that a row is, with its runways; for an air base without a code those within 4 km."""
        if row.kind not in ("airbase", "airfield"):
            return ()
        own = open_airfields().of(row.ref)
        if own is not None and own.runways:
            return (own,)
        near = tuple(f for f, _ in open_airfields().near(row.lat, row.lon, 4.0) if f.runways)
        return near or ((own,) if own is not None else ())

    def search(
        self, name: str, near: tuple[float, float] | None = None, country: str | None = None, limit: int = 20
    ) -> tuple[Found, ...]:
        """All that a name may mean, by exact name, code, site, then likeness, then beginning; for looking up by
        hand. near: (lat, lon), degrees: nearest first. country: ISO 3166-1 alpha-2, there only."""
        code = name.strip()
        ways: list[tuple[str, Callable[[], tuple[Row, ...]]]] = [
            ("name", lambda: self.lookup(name)),
            ("ICAO code", lambda: self.by_code(code) if len(code) == 4 else ()),
            ("IATA code", lambda: self.by_iata(code) if len(code) == 3 else ()),
            ("name", lambda: self.lookup(" ".join(w for w in code.split() if w.lower() not in _CLASSES))),
            ("site", lambda: self.sites(name)),
            (
                "likeness",
                lambda: tuple(r for r, _ in (*self.fuzzy_sites(name), *self.fuzzy(name, cutoff=80.0))),
            ),
            ("beginning", lambda: self.prefixed(name)),
        ]
        found: dict[int, Found] = {}
        for how, rows in ways:
            if how in ("likeness", "beginning") and any(
                f.how not in ("site", "likeness") for f in found.values()
            ):
                break
            if how == "beginning" and found:
                break
            for row in rows():
                if country is None or row.country == country:
                    found.setdefault(row.number, self._found(row, how, near))
        hits = list(found.values())
        if near is not None:
            hits.sort(key=lambda h: h.km or 0.0)
        return tuple(hits[:limit])

    def _found(self, row: Row, how: str, near: tuple[float, float] | None) -> Found:
        region = None if row.region is None else self.row(row.region).name
        km = None if near is None else distance_km(*near, row.lat, row.lon)
        return Found(row, how, radius_of(row), region, km)

    def prefixed(self, text: str, limit: int = 20) -> tuple[Row, ...]:
        """Rows with a name that begins so, shortest names first; for looking things up by hand."""
        key = fold(text)
        keys = sorted(self.store.keys(key), key=lambda k: (len(k), k)) if len(key) >= 2 else []
        rows: dict[int, Row] = {}
        for found in keys:
            rows.update((r.number, r) for r in self.folded(found))
            if len(rows) >= limit:
                break
        return tuple(rows.values())[:limit]

    @cached_property
    def _site_stems(self) -> list[str]:
        return [k[2:] for k in self.store.keys("@ ")]

    @cached_property
    def _countries(self) -> dict[str, Row]:
        rows: dict[str, Row] = {}
        for number in range(self.store.plain):
            row = self.row(number)
            if row.kind != "country":
                break
            rows[row.country or ""] = row
        return rows

    def country(self, code: str) -> Row | None:
        return self._countries.get(code)

    def region_of(self, row: Row) -> Row | None:
        """The first-order region that a settlement or county lies in."""
        if row.region is not None:
            return self.row(row.region)
        return row if row.kind == "region" else None

    @cached_property
    def _regions(self) -> dict[str | None, list[Row]]:
        found: dict[str | None, list[Row]] = {}
        for number in range(self.store.plain):
            if self.store.kind(number) == "region":
                row = self.row(number)
                found.setdefault(row.country, []).append(row)
        return found

    def regions(self, country: str | None) -> list[Row]:
        """The first-order regions of a country (ISO 3166-1 alpha-2)."""
        return self._regions.get(country, [])

    @cached_property
    def _words(self) -> dict[str, WordUse]:
        table = {}
        for line in (DATA / "words.tsv").read_text(encoding="utf-8").splitlines():
            if not line.startswith("#"):
                word, *counts = line.split("\t")
                table[word] = WordUse(*map(int, counts))
        return table

    def use(self, folded_word: str) -> WordUse:
        return self._words.get(folded_word) or WordUse(*_NONE)


def radius_of(row: Row) -> float:
    """Kilometres within which the named thing lies around its point. Settlements: a disc that grows with the
    root of the population (own estimate: 3 million people 23 km, 10,000 people 3 km)."""
    return row.radius if row.radius is not None else round(1.5 + 0.0125 * float(row.population) ** 0.5, 1)


def candidate(row: Row, score: float) -> Candidate:
    return Candidate(row.name, row.ref, row.country, row.lat, row.lon, row.kind, round(score, 3))


def row_distance_km(a: Row, b: Row) -> float:
    return distance_km(a.lat, a.lon, b.lat, b.lon)


@lru_cache(maxsize=4)
def _open(folder: Path, overlay: Path | None) -> Gazetteer:
    store = Store(folder)
    return Gazetteer(store if overlay is None else Layers(store, open_overlay(overlay)))


def open_gazetteer(path: Path | None = None, overlay: Path | None = None) -> Gazetteer:
    """The gazetteer in the folder `path` (default: the one shipped), opened once per process. overlay: a folder
    that `sightline gazetteer add` made, whose entries are known besides.

    Raises InputError where a folder holds no gazetteer.
    """
    folder = path or DATA
    try:
        return _open(folder, overlay)
    except (OSError, KeyError, ValueError) as error:
        raise InputError(
            "gazetteer-unreadable",
            f"The gazetteer at {folder if overlay is None else overlay} cannot be opened: {error}",
            "Reinstall Sightline, or build the files anew with tools/build_gazetteer.py."
            if overlay is None
            else "Build it anew with: sightline gazetteer add",
        ) from error
