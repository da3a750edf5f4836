"""Names that are clearly places by the words around them but that the gazetteer lacks ("the town of X")."""

from sightline.places.fold import Word
from sightline.places.gazetteer import Gazetteer
from sightline.places.spot import Scene, Spot
from sightline.places.words import COUNTY_NOUNS, NAME_LINKS, NEVER, REGION_NOUNS, SETTLEMENT_NOUNS

_NOUNS = (SETTLEMENT_NOUNS | REGION_NOUNS | COUNTY_NOUNS) - {"capital", "state"}
_AFTER = frozenset(
    "county province oblast governorate district island islands valley river mountains".split()
)


def unknown_names(here: Scene, gazetteer: Gazetteer, people: frozenset[int]) -> list[Spot]:
    """Stretches of capitalised words after "town of" and the like, or before "Province" and the like, that no
    name in the gazetteer covers. They have no rows."""
    found = []
    for i in range(1, len(here.words)):
        word = here.words[i]
        if not word.capital or i in people or word.fold in NEVER:
            continue
        if _announced(here, i):
            last = i + 1
            while (
                last < len(here.words) and last - i < 4 and here.adjacent(last) and here.words[last].capital
            ):
                last += 1
            found += _spot(here, gazetteer, i, last, 3.5)
        elif i + 1 < len(here.words) and here.adjacent(i + 1) and _class_after(here.words[i + 1]):
            first = i
            while first > 0 and i - first < 3 and here.adjacent(first) and _part(here.words[first - 1]):
                first -= 1
            found += _spot(here, gazetteer, first, i + 2, 1.5)
    return found


def _class_after(word: Word) -> bool:
    return word.fold in _AFTER and word.capital


def _part(word: Word) -> bool:
    return word.capital and word.fold not in NEVER and word.fold not in NAME_LINKS


def _announced(here: Scene, i: int) -> bool:
    """ "... town of X", "... village X"."""
    if not here.adjacent(i):
        return False
    one = here.words[i - 1].fold
    two = here.words[i - 2].fold if i > 1 and here.adjacent(i - 1) else ""
    if one in ("of", "de"):
        return two in _NOUNS
    return one in ("village", "town", "hamlet", "pueblo", "selo") and not here.words[i - 1].capital


def _spot(here: Scene, gazetteer: Gazetteer, first: int, last: int, evidence: float) -> list[Spot]:
    key = " ".join(w.fold for w in here.words[first:last])
    if gazetteer.store.numbers(key) or gazetteer.store.numbers(here.words[first].fold):
        return []
    start, end = here.words[first].start, here.words[last - 1].end
    text = here.text[start:end]
    return [Spot(first, last, start, end, text, key, (), evidence=evidence, family=f"? {key}")]
