"""Words that put something beside a place ("south of", "20 km east of", "near"), and the discs they mean."""

import math
import re
from collections.abc import Callable
from dataclasses import dataclass

from sightline.places.fold import fold
from sightline.places.geometry import Disc, around, away, beyond, inside_part
from sightline.places.words import DIRECTIONS

_DIR = r"(?P<dir>(?:north|south)[- ]?(?:east|west)|north|south|east|west)"
_ABOUT = r"(?:about|some|around|roughly|nearly|approximately|almost|just|over|only|unos|environ|примерно|около|yaklaşık)?\s*"
_UNIT = r"(?P<unit>km|kms|kilomet(?:er|re)s?|kil[oó]metros|kilomètres|км|километр\w*|кілометр\w*|kilometre|miles?|mi|nautical miles?|nm|met(?:er|re)s|m)\b"
_NUM = r"(?P<num>\d{1,4}(?:[.,]\d{1,3})?|a dozen|several|a few|dozens of)"
_PER_UNIT = {"mi": 1.609344, "mile": 1.609344, "nm": 1.852, "nau": 1.852, "m": 0.001, "met": 0.001}


@dataclass(frozen=True, slots=True)
class Relation:
    """words: as in the text, with what it hangs on left out. disc: what it makes of a place's disc."""

    words: str
    start: int
    disc: Callable[[Disc, int], Disc]
    reason: str


def _km(num: str, unit: str) -> float:
    named = {"a dozen": 12.0, "several": 7.0, "a few": 4.0, "dozens of": 50.0}
    size = (
        named[num]
        if num in named
        else float(num.replace(",", "" if re.fullmatch(r"\d{1,3},\d{3}", num) else "."))
    )
    low = unit.lower()
    for start in ("nau", "nm", "mile", "mi", "met"):
        if low.startswith(start):
            return size * _PER_UNIT[start]
    return size * (0.001 if low == "m" else 1.0)


def _direction(word: str) -> float:
    return DIRECTIONS[fold(word).replace(" ", "")]


def reach_km(population: int) -> float:
    """How far "south of" a settlement may reach: 40 km for a village, 150 km for three million, 200 at most
    (own estimate: people relate to the nearest place that readers know)."""
    return max(40.0, min(200.0, 40.0 + 45.0 * math.log10(max(population, 10_000) / 10_000)))


def _dist_dir(m: "re.Match[str]") -> Relation:
    km, way = _km(m["num"], m["unit"]), _direction(m["dir"])
    return Relation(_words(m), m.start(), lambda d, _p: away(d, way, km), f"{km:.3g} km in that direction")


def _dir(m: "re.Match[str]") -> Relation:
    way = _direction(m["dir"])
    return Relation(
        _words(m),
        m.start(),
        lambda d, p: beyond(d, way, reach_km(p)),
        "a region in that direction, no distance said",
    )


def _dist(m: "re.Match[str]") -> Relation:
    km = _km(m["num"], m["unit"])
    return Relation(_words(m), m.start(), lambda d, _p: around(d, 1.2 * km), f"within about {km:.3g} km")


def _around(km: float, scale: float, why: str) -> Callable[["re.Match[str]"], Relation]:
    def make(m: "re.Match[str]") -> Relation:
        return Relation(
            _words(m), m.start(), lambda d, _p: Disc(d.lat, d.lon, round(d.radius_km * scale + km, 1)), why
        )

    return make


def _part(m: "re.Match[str]") -> Relation:
    way = DIRECTIONS.get(fold(m["dir"]).replace(" ", ""))
    return Relation(_words(m), m.start(), lambda d, _p: inside_part(d, way), A_PART)


def _words(m: "re.Match[str]") -> str:
    return " ".join(m.group().split()).removesuffix(" the").removesuffix(" la").strip()


A_PART = "a part of it"
_COAST = 60.0  # km: what "off the coast" adds; beyond that "off" is no longer said of a town
_THE = r"\s+(?:the\s+|la\s+|el\s+|le\s+)?(?:\w+\s+of\s+)?$"
_ADJ = r"(?:north(?:east|west)?|south(?:east|west)?|east|west)ern|north-?(?:east|west)|south-?(?:east|west)|north|south|east|west|central"

# Read right before a name; first that fits wins.
_BEFORE: tuple[tuple["re.Pattern[str]", Callable[["re.Match[str]"], Relation]], ...] = tuple(
    (re.compile(rf"(?<![\w]){pattern}", re.IGNORECASE), make)
    for pattern, make in (
        (rf"{_ABOUT}{_NUM}[\s-]*{_UNIT}\s+(?:to the\s+|due\s+)?{_DIR}\s+(?:of|from){_THE}", _dist_dir),
        (rf"{_ABOUT}{_NUM}[\s-]*{_UNIT}\s+al\s+(?P<dir>norte|sur|este|oeste|noreste|noroeste|sureste|suroeste)\s+de(?:l)?{_THE}", _dist_dir),
        (rf"{_ABOUT}{_NUM}[\s-]*{_UNIT}\s+au\s+(?P<dir>nord|sud|nord-est|nord-ouest|sud-est|sud-ouest)\s+d[eu]\s+$", _dist_dir),
        (rf"(?:less than\s+|within\s+|fewer than\s+|up to\s+)?{_ABOUT}{_NUM}[\s-]*{_UNIT}\s+(?:away\s+)?(?:from|of|outside|off|de|d[eu]|от|від){_THE}", _dist),
        (rf"(?:to the\s+|just\s+|due\s+|immediately\s+|far\s+|further\s+)?{_DIR}(?:\s+(?:side|edge|outskirts))?\s+of{_THE}", _dir),
        (r"al\s+(?P<dir>norte|sur|este|oeste|noreste|noroeste|sureste|suroeste)\s+de(?:l)?\s+(?:la\s+)?$", _dir),
        (r"(?:au\s+(?P<dir>nord|sud|nord-est|nord-ouest|sud-est|sud-ouest)\s+d[eu]\s+)$", _dir),
        (rf"(?:in\s+|on\s+|at\s+)?(?:the\s+)?(?:\w+\s+)?(?:suburbs?|outskirts|environs|edge)\s+of{_THE}", _around(10, 1.5, "in or beside it")),
        (rf"(?:in\s+|into\s+|to\s+)?(?:the\s+)?(?:vicinity|countryside|area|neighbou?rhood)\s+of{_THE}", _around(20, 1.0, "near it")),
        (rf"(?:in\s+)?(?:the\s+)?(?:international\s+)?waters\s+(?:off|near|around)(?:\s+the\s+coast\s+of)?{_THE}", _around(_COAST, 1.3, "at sea before it")),
        (rf"(?:just\s+)?off(?:\s+the)?(?:\s+\w+)?\s+(?:coasts?|shores?)\s+of{_THE}", _around(_COAST, 1.3, "at sea before it")),
        (rf"(?:the\s+)?coast\s+of{_THE}", _around(_COAST / 2, 1.1, "along its shore")),
        (rf"(?:near|close to|not far from|next to|adjacent to|just outside|outside|in the region of|cerca de|près de|proche de|возле|около|под|біля|поблизу){_THE}", _around(25, 1.0, "near it")),
        (rf"(?:in\s+|across\s+|from\s+)?(?:the\s+)?(?P<dir>{_ADJ})(?:\s+part)?\s+of{_THE}", _part),
        (rf"(?:the\s+)?(?P<dir>{_ADJ})\s+$", _part),
        (r"(?P<dir>восточн\w+|западн\w+|северн\w+|южн\w+)\s+$", _part),
    )
)  # fmt: skip
# Turkish: the relation stands behind ("Halep'in güneyinde", "Halep yakınında").
_BEHIND = re.compile(
    r"^['’]?\w{0,4}\s+(?:(?P<num>\d{1,4})\s*(?P<unit>km|kilometre)\s+)?"
    r"(?P<dir>kuzeyinde|güneyinde|doğusunda|batısında|kuzeydoğusunda|güneydoğusunda|güneybatısında|kuzeybatısında|yakınında|yakınlarında|açıklarında)"
)


def before(text: str, start: int, floor: int) -> Relation | None:
    """The relation in text[floor:start] that ends right where a name starts."""
    left = text[max(floor, start - 70) : start]
    base = max(floor, start - 70)
    for pattern, make in _BEFORE:
        hit = None
        for match in pattern.finditer(left):
            if match.end() == len(left):
                hit = match
                break
        if hit:
            made = make(hit)
            lead = len(hit.group()) - len(hit.group().lstrip())
            return Relation(made.words, base + hit.start() + lead, made.disc, made.reason)
    return None


def behind(text: str, end: int, ceiling: int) -> tuple[Relation, int] | None:
    """A Turkish relation after a name, with where it ends."""
    match = _BEHIND.match(text[end : min(ceiling, end + 60)])
    if match is None:
        return None
    way = DIRECTIONS.get(fold(match["dir"]).replace(" ", ""))
    words = " ".join(w for w in (match["num"], match["unit"], match["dir"]) if w)
    if way is None:
        return Relation(words, end, lambda d, _p: around(d, 40.0), "near it"), end + match.end()
    if match["num"]:
        km = float(match["num"])
        return Relation(
            words, end, lambda d, _p: away(d, way, km), f"{km:.3g} km in that direction"
        ), end + match.end()
    made = Relation(
        words, end, lambda d, p: beyond(d, way, reach_km(p)), "a region in that direction, no distance said"
    )
    return made, end + match.end()
