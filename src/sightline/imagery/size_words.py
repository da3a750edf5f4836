"""Sizes that a claim's own words give: "a 60 m clearing", "two hangars of 40 by 25 m", "the runway was extended by 800 m".

A length counts only where it is tied to a noun of ground or building, so that "20 km south of the base" and "600 metres
from the fence" are no sizes. English only; other languages fall back to the kind's usual size.
"""

import re
from dataclasses import dataclass

from sightline.imagery.size_table import GROUND
from sightline.imagery.thing import Thing

_METRES = {
    "m": 1.0, "metre": 1.0, "meter": 1.0, "km": 1000.0, "kilometre": 1000.0, "kilometer": 1000.0,
    "ft": 0.3048, "foot": 0.3048, "feet": 0.3048, "yard": 0.9144, "yd": 0.9144,
}  # fmt: skip
_SQUARE_METRES = {"hectare": 10_000.0, "ha": 10_000.0, "acre": 4046.8564}
_WORDS = "two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen".split()
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety hundred".split()
_NUMBERS = {w: float(n) for n, w in enumerate(_WORDS, 2)} | {w: 10.0 * n for n, w in enumerate(_TENS, 2)}

_N = r"(?:\d{1,3}(?:,\d{3})+|\d+(?:\.\d+)?|" + "|".join(_NUMBERS) + r")"
_U = r"(?:metres?|meters?|kilomet(?:re|er)s?|km|feet|foot|ft|yards?|yd|m|hectares?|ha|acres?)\b"
_GAP = r"[\s\u00a0-]*"
_MEASURE = re.compile(
    rf"(?<![\w.,])(?P<a>{_N}){_GAP}(?:{_U})?(?:{_GAP}(?P<tie>by|x|×|to){_GAP}(?P<b>{_N}))?{_GAP}(?P<unit>{_U})",
    re.IGNORECASE,
)
_NOUN = re.compile(
    r"\b("
    + "|".join(sorted((n.replace("-", r"[\s-]") for n in GROUND), key=len, reverse=True))
    + r")(?:e?s)?\b",
    re.IGNORECASE,
)
# "a 60 m [new] clearing": at most two words between that tell no direction and begin no other phrase.
_LED = re.compile(
    r"^[\s-]+(?:(?!(?:from|of|off|to|at|in|on|for|and|north|south|east|west|away|out|down|deep)\b)[\w’'-]+[\s-]+){0,2}$",
    re.IGNORECASE,
)
# "clearing [of about] 60 m", "crater [about] four metres across".
_FILLED = re.compile(
    r"^,?\s*(?:(?:about|some|around|roughly|approximately|nearly|over|up to|at least|perhaps|each|of|is|are|was|were|measuring|which|that)\s+)*$",
    re.IGNORECASE,
)
_GREW = re.compile(
    r"^[^.;]{0,60}?\b(?:extended|lengthened|widened|enlarged|expanded|grown|grew|longer|extension)\b[^.;]{0,25}?\b(?:by|of|from)\s+(?:\w+\s+)?$",
    re.IGNORECASE,
)
_WAY = re.compile(r"^\s+(?:long|wide|across|in diameter|in length|in width|square)\b", re.IGNORECASE)
_ACROSS = re.compile(r"^\s+(?:across|in diameter|square)\b", re.IGNORECASE)
_PLACED = re.compile(
    r"^\s+(?:from|off|away|out|above|deep|north|south|east|west|further|farther)", re.IGNORECASE
)
_WIDE = re.compile(r"\bwid(?:e|th|ened)\b", re.IGNORECASE)
_WORKED = re.compile(r"\b(?:clear(?:ed|ing)|dug|excavat|levell?ed|bulldoz|burn|scorch|earth)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class _Measure:
    """metres: one or two, or the side of the square of an area. start, end: in the text."""

    metres: tuple[float, ...]
    tie: str
    area: bool
    start: int
    end: int


def thing_in_words(text: str) -> Thing | None:
    """What was done to the ground and how large it is, by the words; None where they give no size."""
    nouns = list(_NOUN.finditer(text))
    for measure in _measures(text):
        for noun in nouns:
            if _tied(text, noun, measure):
                return _thing(text, noun, measure)
        if (measure.area or _ACROSS.match(text[measure.end :])) and _WORKED.search(text):
            side = measure.metres[0]
            way = _ACROSS.match(text[measure.end :])
            words = text[measure.start : measure.end + (way.end() if way else 0)]
            return _named("changed ground", words, side, side, ", taken as a square")
    return None


def ground_noun(text: str) -> str | None:
    """The noun of ground or building whose usual size our table gives, the last named (the head of an English phrase)."""
    found = _NOUN.findall(text)
    return _key(found[-1]) if found else None


def thing_given(words: str, name: str = "") -> Thing:
    """Of "60x60" or "13x3.8" (metres, length first), or "60". Raises ValueError where it is no size."""
    parts = re.split(r"\s*(?:x|×|by)\s*", words.strip().removesuffix("m").strip())
    if len(parts) not in (1, 2):
        raise ValueError(f"no size: {words}")
    length, width = float(parts[0].removesuffix("m")), float(parts[-1])
    called = name or f"something of {length:g} x {width:g} m"
    return Thing(called, length, width, source="the size as you gave it")


def _measures(text: str) -> list[_Measure]:
    return [m for found in _MEASURE.finditer(text) if (m := _measure(found))]


def _measure(found: re.Match[str]) -> _Measure | None:
    unit, tie = found["unit"].lower(), (found["tie"] or "").lower()
    square = _SQUARE_METRES.get(unit, _SQUARE_METRES.get(unit.removesuffix("s")))
    numbers = [_number(n) for n in (found["a"], found["b"]) if n]
    if min(numbers) <= 0:
        return None
    if square:
        return _Measure(
            (round(float((numbers[0] * square) ** 0.5), 1),), tie, True, found.start(), found.end()
        )
    metre = _METRES.get(unit, _METRES.get(unit.removesuffix("s"), 1.0))
    return _Measure(tuple(n * metre for n in numbers), tie, False, found.start(), found.end())


def _tied(text: str, noun: re.Match[str], measure: _Measure) -> bool:
    """Whether the length is one of the noun's and no distance from it."""
    if noun.start() >= measure.end:
        return bool(_LED.match(text[measure.end : noun.start()]))
    if noun.end() > measure.start:
        return False
    between, after = text[noun.end() : measure.start], text[measure.end :]
    if _GREW.match(between):
        return True
    if not _FILLED.match(between) or _PLACED.match(after):
        return False
    return bool(_WAY.match(after)) or measure.tie in ("by", "x", "×") or " of " in f" {between.strip()} "


def _thing(text: str, noun: re.Match[str], measure: _Measure) -> Thing | None:
    name, usual = noun[1].lower(), GROUND[_key(noun[1])]
    start, end = min(noun.start(), measure.start), max(noun.end(), measure.end)
    way = _WAY.match(text[measure.end :])
    words = text[start : max(end, measure.end + (way.end() if way else 0))]
    metres = measure.metres
    if measure.tie == "to":  # "from 2,500 to 3,500 metres": what was added; else the smaller of a range
        grew = _GREW.match(text[noun.end() : measure.start]) if noun.end() <= measure.start else None
        metres = (abs(metres[1] - metres[0]),) if grew else (min(metres),)
    if not min(metres):
        return None
    if len(metres) == 2:
        return _named(name, words, metres[0], metres[1], "")
    if usual.length <= 2 * usual.width:  # compact things: one figure is across
        return _named(name, words, metres[0], metres[0], ", taken as a square")
    if _WIDE.search(words):
        return _named(name, words, usual.length, metres[0], f", its length of {usual.length:g} m assumed")
    return _named(name, words, metres[0], usual.width, f", its width of {usual.width:g} m assumed")


def _named(name: str, words: str, length: float, width: float, assumed: str) -> Thing | None:
    if max(length, width) > 100_000:
        return None
    source = f"the claim’s words “{words.strip()}”{assumed}"
    return Thing(name, length, width, trace="ground", source=source)


def _key(noun: str) -> str:
    return re.sub(r"\s", "-", noun.lower())


def _number(words: str) -> float:
    low = words.lower().replace(",", "")
    return _NUMBERS[low] if low in _NUMBERS else float(low)
