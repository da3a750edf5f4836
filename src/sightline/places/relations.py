"""Words that put something beside a place ("south of", "20 km east of", "near"), and what they make of it."""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace

from sightline.places import constructions as make
from sightline.places.constructions import Builder
from sightline.places.directions import (
    ENGLISH,
    FRENCH,
    GERMAN,
    GERMAN_NOUN,
    LETTERS,
    RUSSIAN,
    RUSSIAN_COMPARED,
    SPANISH,
    TURKISH,
    UKRAINIAN,
    UKRAINIAN_COMPARED,
    bearing_of,
    english,
)
from sightline.places.measures import ABOUT, NUMBER, UNIT, distance_said

Match = re.Match[str]


@dataclass(frozen=True, slots=True)
class Relation:
    """words: as in the text, with what it hangs on left out. start: where they begin. build: what it makes of a
    place, with the reason in words. part: says a part of the place itself, not something beside it. label: the same
    in English, to put before the place's name; empty where the words stand for themselves."""

    words: str
    start: int
    build: Builder
    part: bool = False
    label: str = ""
    of_land: str = ""  # the label before a country or region, where it is another


def _way(m: Match) -> float | None:
    return bearing_of(m["dir"])


def _hours_km(m: Match) -> float:
    """A drive at up to 100 km/h, a walk at 6, a flight at 900."""
    named = {"a": 1.0, "an": 1.0, "half an": 0.5, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "ten": 10,
             "fifteen": 15, "twenty": 20, "thirty": 30, "forty": 40, "a few": 5.0, "several": 6.0}  # fmt: skip
    low = m["time"].lower()
    size = named.get(low) or float(low.replace(",", "."))
    hours = size / 60 if m["clock"].lower().startswith("min") else size
    speed = next(km for word, km in _SPEEDS if m["by"].lower().startswith(word))
    return max(1.0, hours * speed)


_SPEEDS = (("walk", 6.0), ("flight", 900.0), ("march", 8.0), ("sail", 60.0), ("boat", 60.0), ("", 100.0))
# Each kind of words -> what builds its region, from what the words say besides.
_READ: dict[str, Callable[[Match], Builder]] = {
    "away": lambda m: make.away(_way(m), *distance_said(m)),
    "towards": lambda m: make.towards(_way(m)),
    "distant": lambda m: make.distant(*distance_said(m)),
    "side": lambda m: make.side(_way(m), 10.0),
    "part": lambda m: make.part(_way(m)),
    "half": lambda m: make.on_its_side(_way(m)),
    "sea": lambda m: make.off_coast(distance_said(m)[1]),
    "inside": lambda m: make.inside(distance_said(m)[1]),
    "journey": lambda m: make.within(_hours_km(m), f"at most {_hours_km(m):.0f} km, by the time said"),
}  # fmt: skip
_FIXED: dict[str, Builder] = {
    "near": make.within(25.0, "near it"),
    "close": make.within(5.0, "very near it"),
    "sight": make.within(40.0, "so near that it can be seen"),
    "area": make.within(20.0, "near it"),
    "suburbs": make.within(10.0, "in or beside it", 1.5),
    "shore": make.shore(),
    "coast": make.off_coast(),
    "road": make.within(100.0, "on a way to it; how far from it is not said"),
    "stream": make.within(60.0, "up or down the river; its course is not drawn on our map"),
    "across": make.within(60.0, "beyond the water or border beside it; which side is not drawn"),
    "bank": make.within(10.0, "along it; on which stretch is not said"),
}
_PARTS = frozenset(("part", "half", "bank"))

_CLASS = r"(?:(?:city|town|village|port|capital|island|province|region|state|district|port city|border town)\s+of\s+)?"
_OF = rf"\s+(?:of|from)\s+(?:the\s+)?(?:\w+(?:\s+\w+)?\s+(?:city|town|village)\s+of\s+|{_CLASS})$"
_THE = rf"\s+(?:the\s+)?(?:(?:\w+\s+)?{_CLASS})$"
_IN = r"(?:(?:in|into|to|from|across|over|at|on|near)\s+)?(?:the\s+)?"
_AN = rf"(?:far\s+|extreme\s+)?(?P<dir>(?:{ENGLISH})(?:ern(?:most)?)?|central)"
_LEAD = r"(?:just\s+|directly\s+|immediately\s+|further\s+|farther\s+|far\s+|due\s+)?"
_TIME = r"(?P<time>\d{1,2}(?:[.,]5)?|half an|an?|one|two|three|four|five|six|ten|fifteen|twenty|thirty|forty|a few|several)[\s-]*(?P<clock>hours?|minutes?|mins?)['’]?\s*"

_ENGLISH = (
    (rf"{ABOUT}{NUMBER}[\s-]*{UNIT}\s+(?:away\s+)?(?:to the\s+|due\s+|directly\s+)?(?P<dir>{ENGLISH}|(?-i:{LETTERS})){_OF}", "away"),
    (rf"{ABOUT}{NUMBER}[\s-]*{UNIT}\s+(?:away\s+)?(?:off|out from|offshore from|from)\s+(?:the\s+)?(?:\w+\s+)?(?:coasts?|shores?|coastline)\s+of{_THE}", "sea"),
    (rf"{ABOUT}{NUMBER}[\s-]*(?P<unit>nautical miles?|nmi?)\s+(?:away\s+)?(?:off|from|outside){_THE}", "sea"),
    (rf"{ABOUT}{NUMBER}[\s-]*{UNIT}\s+off(?:shore from)?{_THE}", "sea"),
    (rf"{ABOUT}{NUMBER}[\s-]*{UNIT}\s+(?:deep\s+)?(?:inside|into|within){_THE}", "inside"),
    (rf"(?:within\s+|fewer than\s+)?{ABOUT}{NUMBER}[\s-]*{UNIT}\s+(?:away\s+)?(?:from|of|outside|short of){_THE}", "distant"),
    (rf"{ABOUT}{_TIME}(?:by road\s+)?(?P<by>drive|walk|flight|march|sail|boat ride|car ride|ride|journey|trip|by car)\s+(?:(?:{ENGLISH})\s+)?(?:of|from|outside|away from){_THE}", "journey"),
    (rf"(?P<time>a)\s+short\s+(?P<by>drive|walk|flight|boat ride)(?P<clock>)\s+(?:of|from|outside){_THE}", "journey"),
    (rf"(?:within\s+)?(?:a\s+)?(?:stone['’]?s throw|walking distance)\s+(?:away\s+)?(?:from|of){_THE}", "close"),
    (rf"(?:with)?in\s+sight\s+of{_THE}", "sight"),
    (rf"(?:(?:in|into|from|across|throughout|over)\s+|(?<!to ))the\s+(?:far\s+|extreme\s+)?(?P<dir>{ENGLISH}|centre|center|middle)\s+of{_THE}", "half"),
    (rf"{_LEAD}(?:to the\s+|just\s+|due\s+)?(?P<dir>{ENGLISH})\s+(?:of|from){_THE}", "towards"),
    (rf"{_IN}{_AN}\s+(?:outskirts|suburbs?|edges?|fringes?|approach(?:es)?|entrance)\s+(?:of|to){_THE}", "side"),
    (rf"{_IN}{_AN}\s+(?:banks?|shores?)\s+of{_THE}", "bank"),
    (rf"{_IN}(?:\w+\s+)?(?:suburbs?|outskirts|environs|edges?|fringes?)\s+of{_THE}", "suburbs"),
    (rf"{_IN}(?:vicinity|countryside|area|areas|neighbou?rhood|surroundings)\s+(?:of|around){_THE}", "area"),
    (rf"(?:in\s+)?(?:the\s+)?(?:international\s+)?waters\s+(?:off|near|around)(?:\s+the\s+coast\s+of)?{_THE}", "coast"),
    (rf"(?:just\s+|lying\s+)?off(?:\s+the)?(?:\s+[\w-]+)?\s+(?:coasts?|shores?|coastline)\s+of{_THE}", "coast"),
    (rf"(?:anchored|sailing|sailed|lying|moored|patrolling|patrolled|vessels?|ships?|boats?|frigates?|destroyers?|carriers?|tankers?|submarines?)\s+(?P<rel>off){_THE}", "coast"),
    (rf"offshore (?:from|of){_THE}", "coast"),
    (rf"(?:the\s+)?(?:coast|shores?|coastline)\s+of{_THE}", "shore"),
    (rf"{_IN}(?:{_AN})\s+(?:part|parts|half|third|areas?|reaches|regions?|provinces?|districts?|tip|corner|end|side|sector|quarter)\s+of{_THE}", "part"),
    (rf"{_IN}(?P<dir>{ENGLISH})(?:ern)?\s+(?:countryside|rural areas?)\s+of{_THE}", "side"),
    (rf"(?:further\s+|just\s+)?(?:up|down)(?:stream|river)\s+(?:of|from){_THE}", "stream"),
    (rf"(?:just\s+)?across\s+(?:the\s+)?(?:\w+\s+)?(?:strait|river|bay|border|channel|gulf|water|lake|sea|estuary|harbou?r)s?\s+from{_THE}", "across"),
    (rf"(?:on|along)\s+the\s+(?:main\s+)?(?:road|highway|motorway|railway|way|route)\s+(?:to|into|towards?|from|out of|leading to){_THE}", "road"),
    (rf"(?:near|nearby|close to|not far from|next to|adjacent to|just outside|outside|in the region of|on the approach(?:es)? to|at the gates of|overlooking|opposite|alongside){_THE}", "near"),
    (rf"(?:the\s+)?{_AN}\s+$", "part"),
)  # fmt: skip
_ES = r"\s+(?:de|del)\s+(?:(?:la|el|los|las)\s+)?(?:(?:ciudad|localidad|provincia|estado)\s+de\s+)?$"
_ROMANCE = (
    (rf"(?:a\s+)?{ABOUT}{NUMBER}\s*{UNIT}\s+(?:al|hacia el)\s+(?P<dir>{SPANISH}){_ES}", "away"),
    (rf"(?:a\s+)?{ABOUT}{NUMBER}\s*{UNIT}\s+(?:de|desde)\s+la\s+costa\s+(?:de|del)\s+(?:la\s+|el\s+)?$", "sea"),
    (rf"(?:a\s+)?{ABOUT}{NUMBER}\s*{UNIT}\s+(?:de|del)\s+(?:la\s+|el\s+)?$", "distant"),
    (rf"al\s+(?P<dir>{SPANISH}){_ES}", "towards"),
    (rf"(?:en\s+)?el\s+(?:extremo\s+)?(?P<dir>{SPANISH}|centro){_ES}", "part"),
    (rf"(?:en\s+)?la\s+(?:zona|parte|región)\s+(?P<dir>{SPANISH}|oriental|occidental|septentrional|meridional|central|noroccidental|nororiental|suroccidental|suroriental){_ES}", "part"),
    (r"(?:frente\s+a|ante)\s+(?:la|las)\s+costas?\s+(?:de|del)\s+(?:la\s+|el\s+)?$", "coast"),
    (rf"(?:en|por)\s+(?:las\s+afueras|los\s+alrededores|los\s+suburbios|la\s+periferia){_ES}", "suburbs"),
    (r"(?:cerca de|próximo a|próxima a|en las cercanías de|en las inmediaciones de|junto a)\s+(?:la\s+|el\s+)?$", "near"),
    (rf"(?:à\s+)?{ABOUT}{NUMBER}\s*{UNIT}\s+(?:au|à l['’])\s*(?P<dir>{FRENCH})\s+(?:d[eu]\s+(?:la\s+)?|d['’]|de l['’])$", "away"),
    (rf"(?:à\s+)?{ABOUT}{NUMBER}\s*{UNIT}\s+(?:de|du|d['’]|des)\s*(?:la\s+|l['’]|côtes\s+de\s+)?$", "distant"),
    (rf"(?:dans\s+)?(?:le\s+|l['’])(?P<dir>{FRENCH}|centre)\s+(?:d[eu]\s+(?:la\s+)?|d['’]|de l['’])$", "part"),
    (rf"(?:au\s+|à l['’])(?P<dir>{FRENCH})\s+(?:d[eu]\s+(?:la\s+)?|d['’]|de l['’])$", "towards"),
    (r"au large\s+(?:des\s+côtes\s+)?(?:d[eu]\s+(?:la\s+)?|d['’]|de l['’])$", "coast"),
    (r"(?:dans|en)\s+(?:la\s+)?(?:banlieue|périphérie)\s+(?:\w+\s+)?(?:d[eu]\s+|d['’])$", "suburbs"),
    (r"(?:près|proche|non loin|à proximité|aux abords|aux environs)\s+(?:d[eu]\s+(?:la\s+)?|d['’]|de l['’])$", "near"),
)  # fmt: skip
_DE = r"\s+(?:von\s+|der\s+|des\s+|vom\s+)?$"
_GERMANIC = (
    (rf"{ABOUT}{NUMBER}\s*{UNIT}\s+(?P<dir>{GERMAN}){_DE}", "away"),
    (rf"{ABOUT}{NUMBER}\s*{UNIT}\s+(?:von|vor|entfernt von)\s+(?:der\s+|dem\s+)?$", "distant"),
    (rf"(?P<dir>{GERMAN}){_DE}", "towards"),
    (rf"(?:im|in den)\s+(?:äußersten\s+)?(?P<dir>{GERMAN_NOUN}){_DE}", "part"),
    (rf"(?:im|in der|in den)\s+(?P<dir>{GERMAN})en\s+(?:teil\s+|hälfte\s+)?(?:von\s+|der\s+|des\s+)?$", "part"),
    (r"vor\s+der\s+(?:\w+\s+)?küste\s+(?:von\s+|der\s+|des\s+)?$", "coast"),
    (r"(?:am|an den)\s+(?:stadtrand|rand|stadträndern)\s+von\s+$", "suburbs"),
    (r"in\s+(?:den\s+vororten|einem\s+vorort|der\s+umgebung|der\s+peripherie)\s+von\s+$", "suburbs"),
    (r"(?:nahe|in der nähe (?:von|der|des)|unweit (?:von|der|des)|nicht weit von)\s+(?:der\s+|dem\s+)?$", "near"),
)  # fmt: skip
_SLAVIC = (
    (rf"(?:в|во|за|на відстані|на расстоянии)?\s*{ABOUT}{NUMBER}\s*{UNIT}\s+(?:к|на)\s+(?P<dir>{RUSSIAN}|{UKRAINIAN})\s+(?:от|від)\s+(?:города?\s+|міста\s+)?$", "away"),
    (rf"(?:в|во|за|на)?\s*{ABOUT}{NUMBER}\s*{UNIT}\s+(?P<dir>{RUSSIAN_COMPARED}|{UKRAINIAN_COMPARED})\s+(?:от\s+|від\s+)?(?:города?\s+|міста\s+)?$", "away"),
    (rf"(?:в|во|за|на)?\s*{ABOUT}{NUMBER}\s*{UNIT}\s+(?:от|від)\s+(?:города?\s+|міста\s+)?$", "distant"),
    (rf"(?:к|на)\s+(?P<dir>{RUSSIAN}|{UKRAINIAN})\s+(?:от|від)\s+(?:города?\s+|міста\s+)?$", "towards"),
    (rf"(?P<dir>{RUSSIAN_COMPARED}|{UKRAINIAN_COMPARED})\s+(?:от\s+|від\s+)?(?:города?\s+|міста\s+)?$", "towards"),
    (rf"(?:на|у|в)\s+(?:крайнем\s+)?(?P<dir>{RUSSIAN}|{UKRAINIAN}|центре|центрі)\s+$", "part"),
    (r"(?:у|біля|вдоль|вздовж)\s+(?:\w+\s+)?(?:побережья|берегов|узбережжя|берегів)\s+$", "coast"),
    (r"(?:в|на|у)\s+(?:пригород\w*|окраин\w+|передміст\w*|околиц\w+|окрестностях)\s+$", "suburbs"),
    (r"(?:возле|около|под|близ|вблизи|неподал[её]ку от|недалеко от|рядом с|під|біля|поблизу|неподалік(?: від)?|недалеко від|поруч із|поряд з)\s+(?:города?\s+|міста\s+)?$", "near"),
    (r"(?P<dir>(?:северо-|юго-)?(?:восточн|западн)\w+|северн\w+|южн\w+|центральн\w+|(?:північно-|південно-)?(?:східн|західн)\w+|північн\w+|південн\w+)\s+$", "part"),
)  # fmt: skip
Table = tuple[tuple[re.Pattern[str], str], ...]


def _compiled(rows: Iterable[tuple[str, str]]) -> Table:
    return tuple((re.compile(rf"(?<!\w){pattern}", re.IGNORECASE), kind) for pattern, kind in rows)


# What a relation may end in, so that most names are passed over at once -> the patterns to try; first that fits.
_GATES: tuple[tuple[re.Pattern[str], Table], ...] = tuple(
    (re.compile(gate, re.IGNORECASE), _compiled(rows))
    for gate, rows in (
        (r"\b(?:of|off|from|to|into|inside|within|near|nearby|towards?|outside|overlooking|opposite|alongside|around)\s+(?:the\s+)?(?:\w+\s+)?(?:\w+\s+of\s+)?$|(?:ern|ernmost|orth|outh|ast|est|entral)\s+$", _ENGLISH),
        (r"(?:\b(?:de|del|du|des|la|el|los|las|a)\s+|d['’]|l['’])$", _ROMANCE),
        (r"\b(?:von|vor|vom|der|des|dem|nahe|\w+lich|\w+lichen|teil|norden|süden|osten|westen|\w+(?:osten|westen)|küste)\s+$", _GERMANIC),
        (r"[а-яёіїє]\s+$", _SLAVIC),
    )
)  # fmt: skip
_LOOK_BACK = 80


def before(text: str, start: int, floor: int) -> Relation | None:
    """The relation in text[floor:start] that ends right where a name starts."""
    base = max(floor, start - _LOOK_BACK)
    left = text[base:start]
    left_low = left[max(left.rfind("\n"), left.rfind(";")) + 1 :]
    base += len(left) - len(left_low)
    if not left_low[-1:].isspace() and left_low[-1:] not in ("'", "’"):
        return None
    for gate, table in _GATES:
        if gate.search(left_low) is None:
            continue
        for pattern, kind in table:
            if match := pattern.search(left_low):
                return _relation(match, kind, base)
    return None


def _relation(match: Match, kind: str, base: int) -> Relation:
    start = match.start("rel") if "rel" in match.re.groupindex else match.start()
    said = match.group()[start - match.start() :]
    start += len(said) - len(said.lstrip())
    words = re.sub(r"\s(?:the|la|el|le|der|des|dem)$", "", " ".join(said.split()))
    build = _FIXED.get(kind) or _READ[kind](match)
    return Relation(words, base + start, build, kind in _PARTS, _label(match, kind))


_LABELS = {"near": "near", "close": "very near", "area": "near", "suburbs": "the outskirts of", "shore": "the coast of",
           "coast": "off the coast of", "sight": "within sight of"}  # fmt: skip


def _label(match: Match, kind: str) -> str:
    """The relation in English, for names; empty for words that have none of their own."""
    groups = match.re.groupindex
    way = bearing_of(match["dir"]) if "dir" in groups and match["dir"] else None
    km = ""
    if "num" in groups and "unit" in groups and match["num"]:
        low, high = distance_said(match)
        km = f"{high:.3g} km" if low == high else f"{low:.3g} to {high:.3g} km"
    if kind == "away" and way is not None:
        return f"{km} {english(way)} of"
    if kind in ("towards", "part", "half", "side") and way is not None:
        return {"towards": f"{english(way)} of", "side": f"the {english(way)}ern outskirts of"}.get(
            kind, f"{english(way)}ern"
        )
    return {"distant": f"{km} from", "sea": f"{km} off"}.get(kind, _LABELS.get(kind, ""))


_TR = r"^['’]?\w{0,4}\s+(?:yaklaşık\s+)?"
_TURKISH: Table = tuple(
    (re.compile(_TR + pattern, re.IGNORECASE), kind)
    for pattern, kind in (
        (rf"{NUMBER}\s*{UNIT}\s+(?P<dir>{TURKISH})(?:s?ında|s?inde|sunda|ünde|una|ine)\w*", "away"),
        (rf"(?P<dir>{TURKISH})(?:s?ında|s?inde|sunda|ünde)(?:ki)?\b", "towards"),
        (r"(?:yakınında|yakınlarında|civarında|çevresinde)(?:ki)?\b", "near"),
        (r"açıklarında(?:ki)?\b", "coast"),
        (r"(?:banliyösünde|banliyölerinde|dış mahallelerinde|eteklerinde)\b", "suburbs"),
        (rf"(?P<dir>{TURKISH})\s+kırsalında\b", "side"),
        (r"kırsalında(?:ki)?\b", "area"),
        (rf"{NUMBER}\s*{UNIT}\s+(?:uzağında|uzaklıkta|mesafede|dışında)\b", "distant"),
    )
)
_POSSESSIVE: Table = tuple(
    (re.compile(r"^(?:['’]s?)?\s+" + pattern, re.IGNORECASE), kind)
    for pattern, kind in (
        (rf"{_AN}\s+(?:outskirts|suburbs?|edges?|fringes?|countryside)\b", "side"),
        (r"(?:outskirts|suburbs|environs)\b", "suburbs"),
        (r"countryside\b", "area"),
        (rf"{_AN}\s+(?:coast|coastline|shores?)\b", "shore"),
        (r"(?:coast|coastline|shores?)\b", "shore"),
    )
)
_OWNED: Table = tuple(
    (re.compile(r"^['’]s?\s+" + pattern, re.IGNORECASE), kind)
    for pattern, kind in (
        (
            rf"{_AN}\s+(?:part|parts|half|regions?|provinces?|areas?|districts?|countryside|territories)\b",
            "part",
        ),
        (rf"(?:far\s+)?(?P<dir>{ENGLISH})\b(?!\s+(?:of|from)\b|\s+(?-i:[A-Z])|ern)", "part"),
    )
)


def behind(text: str, end: int, ceiling: int) -> tuple[Relation, int] | None:
    """A relation that stands after a name ("Halep'in güneyinde", "Aleppo's western outskirts"), with where it
    ends. In Turkish the same words say "south of" a town and "in the south of" a country."""
    right = text[end : min(ceiling, end + 60)]
    if right[:1] not in ("'", "’", " "):
        return None
    for table in (_POSSESSIVE, _OWNED, _TURKISH):
        for pattern, kind in table:
            if match := pattern.match(right):
                made = _relation(match, kind, end)
                words = re.sub(r"^['’]\w*\s+", "", made.words)
                if table is _TURKISH and kind == "towards":
                    way = _way(match)
                    of_land = f"{english(way)}ern" if way is not None else ""
                    made = replace(made, build=_in_or_beside(way), of_land=of_land)
                return replace(made, words=words, start=end), end + match.end()
    return None


def _in_or_beside(way: float | None) -> Builder:
    inside, beside = make.part(way), make.towards(way)
    return lambda at: (inside if at.precision in ("country", "region") else beside)(at)
