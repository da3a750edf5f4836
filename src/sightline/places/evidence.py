"""Is it a place's name at all? Evidence from the words around a stretch, added up in log-odds-like points.

The weights are hand-set, seen against TR-News, LGL, GeoWebNews and GeoVirus (bench/places.py prints figures).
"""

import math
import re

from sightline.places import inflect
from sightline.places.fold import Word, fold_word
from sightline.places.gazetteer import AREA_KINDS, SITE_KINDS, Gazetteer
from sightline.places.spot import Scene, Spot
from sightline.places.vetoes import VETO, equipment
from sightline.places.words import (
    AILMENTS,
    CIVIC_AFTER,
    COUNTY_NOUNS,
    DIRECTIONS,
    FIRST_ORDER_NOUNS,
    IN_WORDS,
    LOCAL_AFTER,
    LOOSE_IN_WORDS,
    MEDIA,
    NEVER,
    NOT_PLACE_AFTER,
    OFFICES,
    REGION_NOUNS,
    SETTLEMENT_AFTER,
    SETTLEMENT_NOUNS,
    SPEECH_AFTER,
    TITLES,
)

ACCEPT = 1.0
DATELINE_NOTE = "stands as a dateline"
_DASH = re.compile(r"^[\s,.]*(?:\([^)]*\)\s*)?[-—–]+\s")
_PARTIES = frozenset(("R", "D", "I", "DFL"))  # "R-Wichita": a legislator's party and constituency
_KIND_POINTS = {
    "country": 3.5,
    "continent": 3.0,
    "region": 2.3,
    "water": 3.0,
    "area": 2.6,
    "landform": 2.6,
    "seat": 3.0,
}


def persons(here: Scene, gazetteer: Gazetteer) -> frozenset[int]:
    """Numbers of words that belong to persons' names: after a title, or a given name and what follows it;
    later mentions by surname too."""
    inside: set[int] = set()
    surnames: set[str] = set()
    for i, word in enumerate(here.words):
        if not word.capital or i in inside:
            continue
        titled = i > 0 and here.words[i - 1].fold in TITLES and here.gap_before(i).strip() in ("", ".")
        if titled and word.fold in TITLES:
            continue
        if titled or _given(here, gazetteer, i):
            last = _person_end(here, i)
            if last > i or titled:
                inside.update(range(i, last + 1))
                surnames.add(here.words[last].fold)
    for i, word in enumerate(here.words):
        if word.capital and word.fold in surnames and not _placed(here, i):
            inside.add(i)
    return frozenset(inside)


def _given(here: Scene, gazetteer: Gazetteer, i: int) -> bool:
    """A word that corpora use as a given name more than as a place, with another capitalised word after it."""
    use = gazetteer.use(here.words[i].fold)
    if use.first < 1 or use.first <= use.place + 0.3 * use.other or here.words[i].fold in NEVER:
        return False
    if i + 1 >= len(here.words) or not here.adjacent(i + 1) or here.words[i + 1].fold in LOCAL_AFTER:
        return False
    return here.words[i + 1].capital


def _person_end(here: Scene, i: int) -> int:
    last = i
    while last + 1 < len(here.words) and last - i < 3:
        gap, word = here.gaps[last], here.words[last + 1]
        initial = len(here.words[last].text) == 1 and gap.strip() == "."
        if (
            not (gap.strip() in ("", "-") or initial)
            or "\n" in gap
            or not word.capital
            or word.text.isdigit()
        ):
            break
        last += 1
    return last


def _placed(here: Scene, i: int) -> bool:
    """A place word stands right before, or a comma and a capitalised word right after."""
    return i > 0 and here.adjacent(i) and here.words[i - 1].fold in IN_WORDS


def weigh(spot: Spot, here: Scene, gazetteer: Gazetteer, people: frozenset[int]) -> None:
    """Set spot.evidence (and wants, notes) from its kind, its neighbours and what corpora say of its words."""
    points = spot.evidence + _by_kind(spot) + _by_use(spot, here, gazetteer) + _by_neighbours(spot, here)
    if spot.first in people or spot.last - 1 in people:
        points -= 4.5
    if equipment(spot, here):
        points += VETO
        spot.thing = True
    if spot.inflected and _follows_capital(spot, here) and _first_name(spot, gazetteer):
        points -= 3.0
    spot.evidence = points


def _follows_capital(spot: Spot, here: Scene) -> bool:
    return spot.last < len(here.words) and here.adjacent(spot.last) and here.words[spot.last].capital


def _first_name(spot: Spot, gazetteer: Gazetteer) -> bool:
    """Whether people are called so more often than places ("Владимиром ...")."""
    use = gazetteer.use(spot.key)
    return use.first > use.place


def _english(spot: Spot, word: Word) -> str:
    """The word that the counts, which are English, know: for Cyrillic letters the name shown ("Джексон": Jackson)."""
    if not inflect.cyrillic(word) or not spot.rows or spot.rows[0].kind == "country":
        return word.fold
    return fold_word(max(spot.rows, key=lambda r: r.population).name)


def _by_kind(spot: Spot) -> float:
    if spot.country:
        return 4.0
    if not spot.rows:
        return 0.0
    best = max(_KIND_POINTS.get(r.kind, 0.0) for r in spot.rows)
    people = max(r.population for r in spot.rows)
    if people:
        best = max(best, min(2.6, 0.6 * (math.log10(people + 1) - 2.4)))
    if any(r.kind in SITE_KINDS for r in spot.rows):
        best = max(best, 1.2)
    if any(r.kind in AREA_KINDS for r in spot.rows):
        best = max(best, 2.6)
    return best + (1.2 if spot.last - spot.first > 1 else 0.0)


def _by_use(spot: Spot, here: Scene, gazetteer: Gazetteer) -> float:
    """Single words: how corpora and this document use them."""
    if spot.last - spot.first > 1 or spot.country:
        if any(gazetteer.use(w.fold).small for w in here.words[spot.first : spot.last]) and not spot.country:
            shown = [w.fold for w in here.words[spot.first : spot.last]]
            plain = all(gazetteer.use(w).small > gazetteer.use(w).place for w in shown)
            return -2.0 if plain and here.sentence_start(spot.first) else (-1.0 if plain else 0.0)
        return 0.0
    word = here.words[spot.first]
    use = gazetteer.use(_english(spot, word))
    person = use.first + use.later
    points = 0.8 * math.log((use.place + 0.7) / (person + 0.7 * use.other + 0.7))
    points = max(-2.5, min(2.0, points))
    if use.small > 5 * use.place:
        # Inside a sentence the capital says already that the common word is not meant.
        inside = 0.4 if _running(here, spot.first) else 1.0
        points -= inside * min(2.5, 0.5 + 0.5 * math.log(1 + use.small))
        if here.sentence_start(spot.first):
            points -= 1.0
    if word.fold in here.small:
        points -= 1.0
    if (
        word.text.isupper()
        and len(word.text) <= 5
        and "." not in word.text
        and not _shouting(here, spot.first)
    ):
        points -= 3.0
    return points


def _running(here: Scene, i: int) -> bool:
    """Inside a sentence that is not written in capitals like a headline: a word in small letters stands before it."""
    return i > 0 and here.adjacent(i) and here.words[i - 1].text.islower()


def _shouting(here: Scene, i: int) -> bool:
    """A dateline or a headline in capitals: the neighbours shout too, or a dash or comma and a place follow."""
    near = [w for w in here.words[max(0, i - 2) : i + 3] if w is not here.words[i]]
    gap = here.gaps[i] if i < len(here.gaps) else ""
    if any(w.text.isupper() and len(w.text) > 3 for w in near) or any(c in gap for c in "-–—(,"):
        return True
    return (i == 0 or "\n" in here.gap_before(i)) and gap.strip() in (".", ":")  # "LIMA. Of the two ..."


def _by_neighbours(spot: Spot, here: Scene) -> float:
    i, j = spot.first, spot.last
    points = _by_language(spot, here)
    before = here.words[i - 1] if i > 0 and here.gap_before(i).strip() in ("", "(", "-", "“", '"') else None
    after = here.words[j] if j < len(here.words) and here.adjacent(j) else None
    if before is not None:
        points += _before(spot, here, i)
    elif i > 0 and here.gap_before(i).strip() == "." and here.words[i - 1].fold in TITLES:
        points -= 4.0
    if after is not None:
        points += _after(spot, here, j)
    elif not spot.country:
        points += _apposed(here, j)
    if _dateline(spot, here):
        points += 2.0
        spot.notes.append(DATELINE_NOTE)
    if before is not None and before.text in _PARTIES and here.gap_before(i) in ("-", "‑", "–"):
        points += 4.0
    return points


def _apposed(here: Scene, j: int) -> float:
    """ "Lincoln, 19, who plays ...": an age or a relative clause for persons behind the name."""
    if j >= len(here.words) or here.gaps[j - 1].strip() != ",":
        return 0.0
    word, gap = here.words[j], here.gaps[j] if j < len(here.gaps) else ""
    if word.text.isdigit() and len(word.text) == 2 and gap.startswith(","):
        return -3.0
    return -2.0 if word.fold == "who" else 0.0


def _dateline(spot: Spot, here: Scene) -> bool:
    """ "NAIROBI, Kenya (AP) - ...", "PARIS — ...": opens a text or a paragraph, or in capitals a sentence."""
    if not here.sentence_start(spot.first) or spot.last > len(here.gaps):
        return False
    gap = here.gaps[spot.last - 1]
    opens = spot.first < 3 or "\n" in here.gap_before(spot.first)
    if opens and any(c in gap for c in "—–("):
        return True
    shouted = all(w.text.isupper() for w in here.words[spot.first : spot.last]) and len(spot.text) > 3
    if shouted and opens and gap.strip() in (".", ":"):
        return True
    return shouted and (opens or gap[:1].isspace()) and _DASH.search(gap) is not None


def _by_language(spot: Spot, here: Scene) -> float:
    """Where no counts of words are at hand (they are English), single words need more: those that open a
    sentence, and names met only through a change of their ending."""
    before = here.words[spot.first - 1].fold if spot.first else ""
    known = (
        spot.country or spot.site or any(r.population > 400_000 or r.kind != "settlement" for r in spot.rows)
    )
    points = 0.0
    if spot.inflected and before not in IN_WORDS and not known:
        points -= 1.0 if inflect.surname_like(here.words[spot.last - 1]) else 0.4
    if spot.inflected and spot.last - spot.first == 1 and here.sentence_start(spot.first):
        points -= 1.5
    points += 1.6 if inflect.says_where(here.text, spot.end) else 0.0
    points -= 1.6 if before == "u" and here.language == "ru" else 0.0  # with whom, not where
    foreign = here.language not in (None, "en") or not here.words[spot.first].text.isascii()
    if foreign and spot.last - spot.first == 1 and not known and here.sentence_start(spot.first):
        points -= 1.5
    lettered = here.words[spot.first].text[0].isupper()
    if foreign and lettered and spot.last - spot.first == 1 and len(spot.key) <= 4 and not spot.country:
        points -= 1.0
    return points


def _before(spot: Spot, here: Scene, i: int) -> float:
    word = here.words[i - 1]
    noun = here.words[i - 2].fold if i >= 2 else ""
    if word.fold in ("of", "for") and noun in OFFICES and here.words[i - 2].capital and not _land(spot):
        return -4.0  # "Department of Health"
    if word.fold in ("of", "de", "del", "di") and noun in SETTLEMENT_NOUNS | REGION_NOUNS | COUNTY_NOUNS:
        _ask(spot, noun)
        return 3.0
    if word.fold in SETTLEMENT_NOUNS | REGION_NOUNS and (not word.capital or spot.inflected):
        _ask(spot, word.fold)
        return 1.5
    if word.fold in TITLES and word.fold not in ("county", "state", "city"):
        return -4.0 if not spot.country else -0.5
    if word.fold in IN_WORDS:
        return 1.6
    if word.fold in LOOSE_IN_WORDS:
        return 0.5
    if (
        spot.last - spot.first == 1
        and spot.key in LOCAL_AFTER
        and word.text[0].isupper()
        and word.fold not in NEVER
    ):
        return -6.0  # "Tibar Bay": the last word of a longer name
    if spot.last - spot.first == 1 and word.fold == "the" and spot.key in DIRECTIONS:
        return -2.5  # "the Northeast": of whatever country the text is about
    name_part = word.text[0].isupper() and word.fold not in NEVER and not here.sentence_start(i - 1)
    return -1.8 if name_part and not spot.country and not spot.site and not _held(spot, here) else 0.0


def _held(spot: Spot, here: Scene) -> bool:
    """Whether its case ties a place that readers know to the capitals beside it ("Совет Министров Татарстана Иван ...")."""
    famous = any(r.population > 100_000 or r.kind in ("region", "country") for r in spot.rows)
    return spot.inflected and famous and not inflect.surname_like(here.words[spot.last - 1])


def _land(spot: Spot) -> bool:
    """ "Department of Antioquia" is a place, and "Ministry of Ukraine" names one."""
    return bool(spot.country) or any(r.kind in ("region", "county", "country") for r in spot.rows)


def _wanted(noun: str) -> str:
    if noun in COUNTY_NOUNS:
        return "county"
    return "region" if noun in REGION_NOUNS else "settlement"


def _ask(spot: Spot, noun: str) -> None:
    """A class noun beside the name says of what rank it is; "X oblast" and "X" alone are told apart from there."""
    spot.wants = _wanted(noun)
    if noun in FIRST_ORDER_NOUNS:
        spot.class_noun = noun
        spot.family = f"{spot.key} / region"


def _after(spot: Spot, here: Scene, j: int) -> float:
    word = here.words[j]
    if word.fold in COUNTY_NOUNS | REGION_NOUNS and not (word.fold == "state" and word.capital):
        _ask(spot, word.fold)
        return 2.0
    if word.fold in SETTLEMENT_AFTER:
        spot.wants = "settlement"
        return 1.5
    if word.fold in SPEECH_AFTER and not spot.country:
        return -0.7
    if word.text in CIVIC_AFTER:
        return 1.2
    if word.fold in AILMENTS and not spot.country:
        return -3.5
    if not word.text[0].isupper():
        return 0.0
    if word.fold in MEDIA:
        return -5.0
    if word.fold in NOT_PLACE_AFTER:
        return -4.0
    if word.fold in LOCAL_AFTER:
        spot.notes.append(f"stands in a longer name ({spot.text} {word.text})")
        return 0.4
    return -1.6 if not spot.country and not spot.site and not _held(spot, here) else 0.0
