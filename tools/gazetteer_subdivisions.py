"""Names of first-order regions in other languages, from the Unicode CLDR."""

import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from xml.etree import ElementTree

from gazetteer_rows import Row
from rapidfuzz import fuzz

from sightline.places.fold import fold

WORDS = Path(__file__).parents[1] / "src" / "sightline" / "places" / "data" / "words.tsv"
# Countries whose regions without names from CLDR are printed, to be looked at.
PRINTED = frozenset("AF BY CN IQ IR KP LY MM PK RU SD SS SY UA VE YE".split())
_SUPERSCRIPT = str.maketrans("", "", "¹²³⁴⁵")


@dataclass
class Subdivision:
    """A first-order part of a country in CLDR: its names in all languages wanted."""

    english: str
    names: set[str]
    keys: set[str]


def subdivisions(folder: Path, languages: Iterable[str]) -> dict[str, list[Subdivision]]:
    """Country -> its parts, from common/subdivisions of the Unicode CLDR."""
    names: dict[str, dict[str, str]] = defaultdict(dict)
    for language in ("en", *languages):
        path = folder / f"{language}.xml"
        if not path.exists():
            continue
        for item in ElementTree.parse(path).iter("subdivision"):
            name = (item.text or "").split("(")[0].translate(_SUPERSCRIPT).strip()
            if name:
                names[item.get("type", "")][language] = name
    found: dict[str, list[Subdivision]] = defaultdict(list)
    for code, by_language in sorted(names.items()):
        every = set(by_language.values())
        keys = {k for name in every for k in (fold(name), core(name))} - {""}
        found[code[:2].upper()].append(Subdivision(by_language.get("en", ""), every, keys))
    return found


_CLASS_WORDS = frozenset(
    "oblast oblasti province provincia provinz provincie region regiao regione regio governorate gouvernement gouvernorat governorato "
    "gobernacion gubernia state estado stato staat etat voivodeship wojewodztwo woiwodschaft kray krai county district distrito distretto distrikt "
    "department departamento departement dipartimento prefecture prefectura prefektur prefettura division sheng shi zizhiqu republic "
    "republika republique repubblica marz city municipality municipio the of de del di da do der von la le les el al des d l i "
    "autonomous governatorato gouverneursamt wilaya wilayat muhafazat ostan".split()
)  # fmt: skip


def core(name: str) -> str:
    """What tells a region from the others: class words and links left out ("oblast de Kharkiv": kharkiv)."""
    return " ".join(w for w in fold(name).replace("-", " ").split() if w not in _CLASS_WORDS)


def add_subdivision_names(
    rows: list[Row], parts: Mapping[str, list[Subdivision]], towns: Mapping[str, set[str]]
) -> int:
    """Gives first-order regions the names that CLDR has for them; how many regions. A region gets no name that
    a town of its country has, since the town is meant more often."""
    common = _common_words()
    done = 0
    missing: dict[str, list[str]] = defaultdict(list)
    for row in (r for r in rows if r.kind == "region"):
        own = {k for n in row.names for k in (fold(n), core(n))} - {""}
        fitting = [p for p in parts.get(row.country, ()) if own & p.keys]
        if len(fitting) > 1:
            fitting = [p for p in fitting if {fold(p.english), core(p.english)} & own]
        if len(fitting) != 1:
            fitting = nearest(own, parts.get(row.country, ()))
        if len(fitting) != 1:
            missing[row.country].append(row.name)
            continue
        done += 1
        taken = towns.get(row.country, set())
        held = {fold(n) for n in row.names}
        ordinary = all(w in common for w in fold(fitting[0].english).split())
        row.names += sorted(
            n
            for n in fitting[0].names - set(row.names)
            if fold(n) not in taken and _telling(n, held, ordinary)
        )
    print("without names from CLDR:", {cc: names for cc, names in sorted(missing.items()) if cc in PRINTED})
    return done


def nearest(own: set[str], parts: Iterable[Subdivision]) -> list[Subdivision]:
    """The one part whose names are most like these, where it is like enough and no other comes near."""
    likeness = sorted(
        (
            (max((fuzz.ratio(a, b) for a in own for b in p.keys), default=0.0), n, p)
            for n, p in enumerate(parts)
        ),
        key=lambda t: (-t[0], t[1]),
    )
    if not likeness or likeness[0][0] < 84 or (len(likeness) > 1 and likeness[1][0] > likeness[0][0] - 6):
        return []
    return [likeness[0][2]]


def _telling(name: str, own: set[str], ordinary: bool) -> bool:
    """Whether a name tells the region even out of context: not "Interior", "Central", "Jewish", nor the same in
    other languages. ordinary: the region's English name is made of such words."""
    key = fold(name)
    classed = core(name) not in ("", key)
    if unicodedata.name(name[0], "").startswith("LATIN"):
        # "Krasnodar Krai" is left to the reader of class words, who marks "Krasnodar".
        return not classed and not ordinary and any(fuzz.ratio(key, k) >= 75 for k in own)
    return classed or not ordinary


def _common_words() -> set[str]:
    """Words that the corpora of words.tsv have three times or more in small letters, or mostly in names of other
    things than places ("Jewish")."""
    found = set()
    for line in WORDS.read_text(encoding="utf-8").splitlines():
        if not line.startswith("#"):
            word, place, _, _, other, small = line.split("\t")
            if int(small) >= 3 or int(other) > max(5, 3 * int(place)):
                found.add(word)
    return found
