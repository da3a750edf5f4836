"""Spotting: stretches of words that the gazetteer knows, and stretches whose shape says place or site."""

import itertools
import re
from dataclasses import dataclass, field

from sightline.model.countries import by_demonym, by_name, country_words
from sightline.places import inflect
from sightline.places.fold import Word, fold, words
from sightline.places.gazetteer import Gazetteer
from sightline.places.store import Row
from sightline.places.words import NAME_LINKS, NEVER, SITE_HEADS, SITE_LINKS, SITE_NOUNS

MOST_WORDS = 7


@dataclass(slots=True)
class Spot:
    """Words [first, last) of a stretch that may be a place's name. rows: what it may mean. site: the kind that
    a class noun in it says. adjective: a word for a people. evidence: how surely it is a place's name."""

    first: int
    last: int
    start: int
    end: int
    text: str
    key: str
    rows: tuple[Row, ...]
    site: str | None = None
    adjective: bool = False
    country: str | None = None
    evidence: float = 0.0
    notes: list[str] = field(default_factory=list)
    container: "Spot | None" = None
    wants: str | None = None
    thing: bool = False  # a thing called so, no place
    class_noun: str | None = None  # "oblast", where such a noun stands beside the name
    inflected: bool = False  # found only after its ending was changed
    sector: bool = False  # a front's sector or axis called after it, not the place itself
    family: str = ""  # same name, same sense: spots that share it are resolved together


@dataclass(frozen=True, slots=True)
class Scene:
    """One part of a document, cut into words. gaps[i]: what stands between word i and word i + 1."""

    text: str
    words: list[Word]
    gaps: list[str]
    small: frozenset[str]
    language: str | None

    def gap_before(self, i: int) -> str:
        return self.gaps[i - 1] if i > 0 else "\n"

    def sentence_start(self, i: int) -> bool:
        gap = self.gap_before(i)
        return (
            i == 0
            or "\n" in gap
            or any(c in gap for c in '.!?:;“"«—[')
            or gap.strip() in ("'", "‘", "•", "*")
        )

    def adjacent(self, i: int) -> bool:
        """Whether word i follows word i - 1 with nothing but space or hyphen between."""
        return i > 0 and self.gap_before(i).strip() in ("", "-") and "\n" not in self.gap_before(i)


def scene(text: str, start: int, end: int, language: str | None) -> Scene:
    found = words(text, start, end)
    gaps = [text[a.end : b.start] for a, b in itertools.pairwise(found)]
    small = frozenset(w.fold for w in found if w.text.islower())
    return Scene(text, found, gaps, small, language)


def _joins(gap: str) -> bool:
    """Whether a name may run over this gap."""
    return len(gap) <= 2 and gap.strip(" \u00a0") in ("", "-", ".", "‑", "–", "/") and "\n" not in gap


def spots(here: Scene, gazetteer: Gazetteer) -> list[Spot]:
    """All stretches that may be names, overlapping ones included, in text order."""
    found = _country_spots(here, gazetteer)
    for i, word in enumerate(here.words):
        if (word.capital or _headed(here, i)) and not word.text.isdigit():
            found += _name_spots(here, gazetteer, i)
    found += _site_spots(here, gazetteer)
    return sorted(found, key=lambda s: (s.start, -s.end))


def _name_spots(here: Scene, gazetteer: Gazetteer, i: int) -> list[Spot]:
    reach = i + 1
    while reach < len(here.words) and reach - i < MOST_WORDS and _joins(here.gaps[reach - 1]):
        reach += 1
    joined = " ".join(w.fold for w in here.words[i:reach])
    lengths: dict[int, str] = {}
    for key in gazetteer.store.prefixes(joined):
        if key == joined or joined[len(key)] == " ":
            lengths[key.count(" ") + 1] = key
    cases = dict(inflect.names(here.words[i:reach], gazetteer, here.language))
    lengths |= cases
    out = []
    for n, key in sorted(lengths.items(), reverse=True):
        last = i + n
        if not _cased(here, i, last) or (n == 1 and not _alone(here, i)):
            continue
        rows = tuple(r for r in gazetteer.folded(key) if r.kind != "country" or _country_here(here, i, last))
        if len(key) <= 3 and inflect.cyrillic(here.words[i]):
            rows = tuple(r for r in rows if r.kind == "settlement")  # "Не", "Дел": no code of a state
        if rows:
            out.append(_spot(here, i, last, key, rows))
            out[-1].inflected = n in cases
            _as_ground(out[-1], here)
    return out


def _as_ground(spot: Spot, here: Scene) -> None:
    """What a word made from a town's name means: its region ("Херсонщина"), or the sector called after it."""
    if not spot.inflected or spot.last - spot.first > 1:
        return
    word = here.words[spot.first]
    regions = tuple(r for r in spot.rows if r.kind == "region")
    if regions and inflect.land_towns(word):
        spot.rows, spot.family = regions, f"{spot.key} / region"
    if (
        spot.last < len(here.words)
        and here.adjacent(spot.last)
        and inflect.on_axis(word, here.words[spot.last])
    ):
        spot.sector, spot.family = True, f"{spot.key} / sector"


def _country_here(here: Scene, first: int, last: int) -> bool:
    """Whether the language of the text calls a country so: in English "Island" is not Iceland, "Us" not US."""
    text = here.text[here.words[first].start : here.words[last - 1].end]
    return here.language not in (None, "en") or by_name(text, "en") is not None


def _cased(here: Scene, start: int, stop: int) -> bool:
    """Every word has a capital, except links, what hyphens join ("Port-au-Prince") and class nouns ("Чорне море",
    "mar Negro"); the last one is no link."""
    stretch = here.words[start:stop]
    first, last = stretch[0], stretch[-1]
    if not (last.capital or (len(stretch) > 1 and inflect.class_noun(last))):
        return False
    inside = all(
        w.capital or w.fold in NAME_LINKS or w.text.isdigit() or here.gap_before(k) in ("-", "‑")
        for k, w in enumerate(stretch[1:-1], start + 1)
    )
    return inside and (first.capital or first.fold in inflect.HEADS)


def _headed(here: Scene, i: int) -> bool:
    """ "El mar Negro": a small class noun in front of the name's own word."""
    if here.language in (None, "en") or here.words[i].fold not in inflect.HEADS or i + 1 >= len(here.words):
        return False
    return here.words[i + 1].capital or here.words[i + 1].fold in NAME_LINKS


_SHORTENED = re.compile(
    r"(?i)^(?:i|we|he|she|you|they|it|that|who)['’](?:ll|d|m|ve|re|s)$"
)  # "I'll": no Illinois


def _alone(here: Scene, i: int) -> bool:
    """Whether a single word may be a name at all."""
    word = here.words[i]
    if _SHORTENED.match(word.text) or here.gaps[i : i + 1] == ["$"]:
        return False
    if word.fold in NEVER or len(word.fold) < 2 or len(word.text) == 1:
        return False
    if inflect.cyrillic(word) and (len(word.fold) == 2 or inflect.is_class_noun(word)):
        return False
    if i < len(here.gaps) and here.gaps[i] in ("-", "‑", "–") and here.words[i + 1].text.isdigit():
        return False  # a designation ("Mi-17", "An-124")
    if here.gap_before(i).strip() == ",":
        return True  # "Corbin, Ky."
    return not (len(word.fold) == 2 and word.text.isascii() and not word.text.isupper())


def _spot(here: Scene, first: int, last: int, key: str, rows: tuple[Row, ...]) -> Spot:
    start, end = here.words[first].start, here.words[last - 1].end
    return Spot(first, last, start, end, here.text[start:end], key, rows, family=key)


def _country_spots(here: Scene, gazetteer: Gazetteer) -> list[Spot]:
    """Names of countries and words for their peoples, from the table of countries."""
    if not here.words:
        return []
    base, stop = here.words[0].start, here.words[-1].end + 1
    index = {w.start: i for i, w in enumerate(here.words)}
    ends = {w.end: i + 1 for i, w in enumerate(here.words)}
    found = []
    for hit in country_words(here.text[base:stop], here.language):
        row = gazetteer.country("US" if hit.code == "UM" else hit.code)
        start, end = base + hit.start, base + hit.end
        if hit.kind == "seat" or row is None or start not in index:
            continue
        if here.text[end : end + 1] == "$" or (hit.kind == "name" and here.text[start].islower()):
            continue
        if hit.kind == "name" and _has_a_row(here.text[start:end], gazetteer):
            continue
        last = ends.get(end, index[start] + 1)
        spot = _spot(here, index[start], last, f"iso {hit.code}", (row,))
        spot.end = max(end, spot.end) if end in ends else spot.end
        spot.text = here.text[spot.start : spot.end]
        spot.adjective, spot.country = hit.kind == "demonym", row.country
        spot.family = f"iso {row.country}"
        found.append(spot)
    return found


def _has_a_row(name: str, gazetteer: Gazetteer) -> bool:
    """A part of a country with a name of its own (Scotland), a namesake to be told apart (Georgia), or a land that
    was (North Vietnam), which the table of countries has under a successor."""
    key = fold(name)
    rows = gazetteer.folded(key)
    return any(r.kind == "region" or (r.kind == "area" and fold(r.name) == key) for r in rows)


Forms = tuple[tuple[tuple[str, ...], str], ...]


def _by_first(forms: Forms) -> dict[str, Forms]:
    """First word -> the forms that begin with it, in the order of the table."""
    out: dict[str, Forms] = {}
    for form in forms:
        out[form[0][0]] = (*out.get(form[0][0], ()), form)
    return out


_BY_FIRST = (_by_first(SITE_NOUNS), _by_first(SITE_HEADS))


def _site_spots(here: Scene, gazetteer: Gazetteer) -> list[Spot]:
    """Names with a class noun of sites behind or before them, known to the gazetteer or not."""
    found = []
    for i in range(len(here.words)):
        for forms, heads in ((_BY_FIRST[0], False), (_BY_FIRST[1], True)):
            hit = next((f for f in forms.get(here.words[i].fold, ()) if _at(here, i, f[0])), None)
            if hit and (spot := _site_at(here, gazetteer, i, len(hit[0]), hit[1], heads=heads)):
                found.append(spot)
    return found


def _at(here: Scene, i: int, noun: tuple[str, ...]) -> bool:
    if here.words[i].fold != noun[0] or i + len(noun) > len(here.words):
        return False
    return all(here.words[i + k].fold == w and _joins(here.gaps[i + k - 1]) for k, w in enumerate(noun) if k)


def _site_at(here: Scene, gazetteer: Gazetteer, i: int, width: int, kind: str, *, heads: bool) -> Spot | None:
    """The longest run of name words beside the class noun that the gazetteer has as a site; else the run
    itself, unresolved, where it is written with capitals throughout."""
    runs = _runs_behind(here, i, width) if heads else _runs_before(here, i, width)
    for a, b in runs:
        names = here.words[i + width : b] if heads else here.words[a:i]
        if not names[0].capital or not names[-1].capital or all(w.fold in NEVER for w in names):
            continue
        if not all(_droppable(w) for w in here.words[runs[0][0] : a]):
            break
        if rows := _fitting(gazetteer.sites(" ".join(w.text for w in names)), kind):
            return _site_spot(here, a, b, rows, kind, 4.0)
    named = heads or here.words[i].capital
    if not runs or not named or kind == "port" or here.words[i].fold in ("fort", "raf"):
        return None
    return _unlisted(here, gazetteer, runs[0], (i, width), kind)


def _runs_behind(here: Scene, i: int, width: int) -> list[tuple[int, int]]:
    last = i + width
    if last < len(here.words) and "." in here.gaps[last - 1]:
        return []  # "... the airfield. X": the next sentence
    while last < len(here.words) and last - i < 8 and _joins(here.gaps[last - 1]) and _name_word(here, last):
        last += 1
    while last > i + width and not here.words[last - 1].capital:
        last -= 1
    return [(i, n) for n in range(last, i + width, -1)]


def _runs_before(here: Scene, i: int, width: int) -> list[tuple[int, int]]:
    first = i
    while first > 0 and i - first < 7 and _joins(here.gaps[first - 1]) and _name_word(here, first - 1):
        first -= 1
    while first < i and not here.words[first].capital:
        first += 1
    return [(n, i + width) for n in range(first, i)]


def _unlisted(
    here: Scene, gazetteer: Gazetteer, run: tuple[int, int], noun: tuple[int, int], kind: str
) -> Spot | None:
    """A site's name that the gazetteer lacks: taken for a misspelt one that it has, or left unresolved."""
    a, b = run
    if a < noun[0] and here.sentence_start(a) and here.words[a].fold in NEVER:
        a += 1
    names = [w for n, w in enumerate(here.words[a:b], a) if not noun[0] <= n < noun[0] + noun[1]]
    if not names or all(w.fold in NEVER for w in names):
        return None
    text = here.text[here.words[a].start : here.words[b - 1].end]
    close = gazetteer.fuzzy_sites(text, limit=1, cutoff=88.0)
    if close and (rows := _fitting((close[0][0],), kind)):
        spot = _site_spot(here, a, b, rows, kind, 2.0)
        spot.notes.append(f"spelt almost like {rows[0].name} ({close[0][1]:.0f} of 100)")
        return spot
    return _site_spot(here, a, b, (), kind, 1.5)


def _droppable(word: Word) -> bool:
    """Words before a site's name that are no part of it: peoples, ranks, openers of sentences."""
    if word.fold in ("new", "old", "north", "south", "east", "west", "upper", "lower", "saint", "san", "st"):
        return False
    return (
        word.fold in NEVER or word.fold in NAME_LINKS or by_demonym(word.text) is not None or not word.capital
    )


def _name_word(here: Scene, i: int) -> bool:
    word = here.words[i]
    return word.capital or word.fold in SITE_LINKS or word.text.isdigit()


def _fitting(rows: tuple[Row, ...], kind: str) -> tuple[Row, ...]:
    """Rows of the wanted class: airfields for airbases, anything military for a plain base."""
    air = {"airbase", "airfield"}
    allowed = {
        "airbase": air,
        "airfield": air,
        "port": {"port", "naval-base"},
        "naval-base": {"naval-base", "port"},
        "camp": {"camp", "range", "military-site"},
        "range": {"range", "missile-site", "camp"},
        "missile-site": {"missile-site", "range"},
    }.get(kind)
    return tuple(r for r in rows if allowed is None or r.kind in allowed)


def _site_spot(here: Scene, a: int, b: int, rows: tuple[Row, ...], kind: str, evidence: float) -> Spot:
    key = "@ " + " ".join(w.fold for w in here.words[a:b])
    spot = _spot(here, a, b, key, rows)
    spot.site, spot.evidence = kind, evidence
    return spot
