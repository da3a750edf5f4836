"""The gazetteer: what a name may mean. Read-only, versioned, opened in milliseconds."""

from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from pathlib import Path

from sightline.model.errors import InputError
from sightline.model.place import Candidate, distance_km
from sightline.places.fold import fold, site_stem
from sightline.places.store import Row, Store

DATA = Path(__file__).with_name("data")
SITE_KINDS = frozenset("military-site naval-base camp port range missile-site airbase airfield".split())
AREA_KINDS = frozenset("continent area water landform".split())
_NONE = (0, 0, 0, 0, 0)


@dataclass(frozen=True, slots=True)
class WordUse:
    """How often open annotated corpora use a folded word: inside places, first and later in persons' names,
    inside other names, in small letters."""

    place: int
    first: int
    later: int
    other: int
    small: int


@dataclass
class Gazetteer:
    """Look-ups by name. All of them return rows, most populous settlement first after all other kinds."""

    store: Store
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
        """Rows of any kind whose folded name is almost this one and begins with the same two letters."""
        from rapidfuzz import fuzz, process

        key = fold(name)
        if len(key) < 5:
            return ()
        pool = [k for k in self.store.keys(key[:2]) if abs(len(k) - len(key)) <= 2]
        hits = process.extract(key, pool, scorer=fuzz.ratio, limit=limit, score_cutoff=cutoff)
        return tuple((row, score) for text, score, _ in hits for row in self.folded(text))

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
def _open(folder: Path) -> Gazetteer:
    return Gazetteer(Store(folder))


def open_gazetteer(path: Path | None = None) -> Gazetteer:
    """The gazetteer in the folder `path` (default: the one shipped), opened once per process.

    Raises InputError where the folder holds no gazetteer.
    """
    folder = path or DATA
    try:
        return _open(folder)
    except (OSError, KeyError, ValueError) as error:
        raise InputError(
            "gazetteer-unreadable",
            f"The gazetteer at {folder} cannot be opened: {error}",
            "Reinstall Sightline, or build the files anew with tools/build_gazetteer.py.",
        ) from error
