"""Groups of countries that the press names like a place: "the Nordic countries", "the Gulf states".

They are no place and no part of one country; the disc reaches the discs of all members, and the reasons say who
is counted in. Hand-made after common use; who belongs is disputed at the edges (own choice).
"""

from functools import lru_cache

from sightline.model.countries import name_of
from sightline.places.fold import fold
from sightline.places.gazetteer import Gazetteer
from sightline.places.geometry import middle
from sightline.places.spot import Scene, Spot
from sightline.places.store import Row

_NOUNS = frozenset("states countries nations republics kingdoms monarchies capitals".split())
# Shown name, names in texts, members; a name that ends in * needs one of the nouns above behind it.
_GROUPS: tuple[tuple[str, str, str], ...] = (
    ("Baltic states", "Baltic*|Baltics", "EE LV LT"),
    ("Nordic countries", "Nordic*|Nordics", "DK FI IS NO SE"),
    ("Scandinavian countries", "Scandinavian*", "DK NO SE"),
    ("Benelux countries", "Benelux|Benelux*|Low Countries", "BE NL LU"),
    ("Visegrad countries", "Visegrad*|Visegrad Four|Visegrad Group", "PL CZ SK HU"),
    ("Balkan countries", "Balkan*", "AL BA BG GR HR XK ME MK RO RS SI"),
    ("Western Balkans", "Western Balkan*|Western Balkans", "AL BA XK ME MK RS"),
    ("South Caucasus", "South Caucasus|South Caucasian*|South Caucasus*", "AM AZ GE"),
    ("Central Asian countries", "Central Asian*", "KZ KG TJ TM UZ"),
    ("Arab states of the Gulf", "Gulf*|Gulf Arab*|Arab Gulf*|Persian Gulf*", "BH KW OM QA SA AE"),
    ("Sahel countries", "Sahel*|Sahelian*", "BF TD ML MR NE"),
    ("Maghreb countries", "Maghreb*", "DZ LY MA MR TN"),
    ("Levantine countries", "Levantine*", "IL JO LB PS SY"),
    ("countries of the Horn of Africa", "Horn of Africa*", "DJ ER ET SO"),
)
_OFFSET = 1 << 30  # numbers beyond those of the gazetteer's file


@lru_cache(maxsize=1)
def _names() -> dict[str, tuple[int, bool]]:
    """Folded name -> group, and whether a noun has to stand behind."""
    return {
        fold(name.rstrip("*")) + (" *" if name.endswith("*") else ""): (n, name.endswith("*"))
        for n, (_, names, _) in enumerate(_GROUPS)
        for name in names.split("|")
    }


@lru_cache(maxsize=1)
def _firsts() -> frozenset[str]:
    """The first words of the groups' names."""
    return frozenset(name.split(" ")[0] for name in _names())


# Words for the peoples of parts of the world, and a union by its letters: never ground, like those of countries.
_PEOPLES = {
    "european": "europe", "african": "africa", "asian": "asia", "latin american": "latin america",
    "south american": "south america", "north american": "north america", "central american": "central america",
    "southeast asian": "southeast asia", "west african": "west africa", "east african": "east africa",
    "north african": "north africa", "middle eastern": "middle east", "eu": "european union",
}  # fmt: skip


def peoples(here: Scene, gazetteer: Gazetteer) -> list[Spot]:
    """ "European leaders", "EU rules": the part of the world, as an adjective of it."""
    found: list[Spot] = []
    for i, word in enumerate(here.words):
        if not word.capital:
            continue
        for width in (2, 1):
            key = " ".join(w.fold for w in here.words[i : i + width])
            area = _PEOPLES.get(key)
            if area is None or (key == "eu" and word.text != "EU"):
                continue
            if width == 2 and not (i + 1 < len(here.words) and here.adjacent(i + 1)):
                continue
            rows = tuple(r for r in gazetteer.folded(area) if r.kind in ("area", "continent"))
            if rows and not _part_of_name(here, i + width, key):
                last, end = i + width, here.words[i + width - 1].end
                text = here.text[word.start : end]
                spot = Spot(i, last, word.start, end, text, key, rows[:1], family=f"people {area}")
                spot.adjective, spot.evidence = True, 2.0
                found.append(spot)
            break
    return found


def _part_of_name(here: Scene, last: int, key: str) -> bool:
    """ "African-American", "the European Central Bank", "the Asian continent"."""
    if last >= len(here.words) or not here.adjacent(last):
        return False
    after = here.words[last]
    return after.fold == "continent" or (after.capital and key != "eu")


def groups(here: Scene, gazetteer: Gazetteer) -> list[Spot]:
    """The groups of countries named in a part of a document, as spots with one row each."""
    found = []
    for i, word in enumerate(here.words):
        if word.fold not in _firsts() or not word.capital:
            continue
        for width in (3, 2, 1):
            if (spot := _group(here, gazetteer, i, width)) is not None:
                found.append(spot)
                break
    return found


def _group(here: Scene, gazetteer: Gazetteer, i: int, width: int) -> Spot | None:
    if i + width > len(here.words) or not all(here.adjacent(k) for k in range(i + 1, i + width)):
        return None
    key, last = " ".join(w.fold for w in here.words[i : i + width]), i + width
    noun = last < len(here.words) and here.adjacent(last) and here.words[last].fold in _NOUNS
    number, needs = _names().get(f"{key} *" if noun else key, (-1, False))
    if number < 0:
        return None
    row, members = _row(number, gazetteer)
    stop = last + 1 if needs else last
    start, end = here.words[i].start, here.words[stop - 1].end
    spot = Spot(
        i, stop, start, end, here.text[start:end], f"group {number}", (row,), family=f"group {number}"
    )
    spot.evidence = 4.0
    spot.notes.append(f"a group of countries, not one place: {', '.join(members)}")
    return spot


def _row(number: int, gazetteer: Gazetteer) -> tuple[Row, list[str]]:
    name, _, codes = _GROUPS[number]
    lands = [row for code in codes.split() if (row := gazetteer.country(code)) is not None]
    at = middle([(r.lat, r.lon, r.radius or 1.0) for r in lands])
    ref = f"area:{fold(name).replace(' ', '-')}"
    row = Row(_OFFSET + number, name, at.lat, at.lon, "area", None, None, 0, at.radius_km, ref)
    return row, [name_of(r.country or "") for r in lands]
