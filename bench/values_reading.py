"""Reads tables of source, object, value: whatever the separator, the order of columns, the way numbers are printed.

A row that cannot be used is counted with the reason, never fatal.
"""

import csv
import gzip
import io
import itertools
import math
import re
import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

Parsed = tuple[
    float, float, float, int
]  # value, low, high, decimal places printed (-1: how fine is in low and high)

_SCALES = {
    "k": 1e3, "thousand": 1e3, "thousands": 1e3, "tsd": 1e3, "m": 1e6, "mn": 1e6, "mln": 1e6, "mio": 1e6, "million": 1e6, "millions": 1e6,
    "b": 1e9, "bn": 1e9, "billion": 1e9, "billions": 1e9, "mrd": 1e9, "t": 1e12, "tn": 1e12, "trillion": 1e12,
}  # fmt: skip
_WORDS = {
    "zero": 0, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10,
    "eleven": 11, "twelve": 12, "dozen": 12, "a dozen": 12, "twenty": 20, "hundred": 100, "thousand": 1000,
}  # fmt: skip
_EMPTY = frozenset("nan na n/a null none nil - -- — . ? unknown inf -inf +inf".split()) | {""}
_NUMBER = r"[-+−]?(?:\d{1,3}(?:[,'’  ]\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?|\.\d+)(?:[eE][-+]?\d+)?"
_COMMA = re.compile(r"[-+−]?(?:\d{1,3}(?:\.\d{3})+|\d+),\d{1,2}", re.ASCII)
_ONE = re.compile(rf"\(?\s*([-+−]?)\s*[$€£¥]?\s*({_NUMBER})\s*([A-Za-z]+)?\s*(%|°[CF]?)?\s*\)?", re.ASCII)
_RANGE = re.compile(
    r"^(?:between\s+)?(.*?[\d%A-Za-z)])\s*(?:-|–|—|\bto\b|\band\b|\.\.)\s*([$€£]?\d.*)$", re.I
)
_LEAST = re.compile(
    r"^(?:>=?|≥|at least|more than|over|above|no less than|min\.?)\s*(.+)$|^(.+?)\s*(?:\+|or more)$", re.I
)
_MOST = re.compile(
    r"^(?:<=?|≤|at most|less than|under|below|up to|no more than|fewer than|max\.?)\s*(.+)$", re.I
)
_ABOUT = re.compile(
    r"^(?:about|around|approx(?:imately|\.)?|roughly|some|circa|ca?\.|nearly|almost|~|≈)\s*(.+)$", re.I
)
_CLOCK = re.compile(
    r"^(?:.*\s|.*T)?(\d{1,2}):(\d{2})(?::\d{2}(?:\.\d+)?)?\s*([ap])?\.?(?:m\.?)?(?:\s*\([^)]*\))?$", re.I
)
ABOUT = 0.1  # "about 40": 36 to 44


@dataclass
class Table:
    """source, object, value, low, high, places: one entry a claim. names: sources and objects in order of first sight.
    clock: whether values are minutes after midnight. dropped: why rows could not be used."""

    source: list[int] = field(default_factory=list)
    object: list[int] = field(default_factory=list)
    value: list[float] = field(default_factory=list)
    low: list[float] = field(default_factory=list)
    high: list[float] = field(default_factory=list)
    places: list[int] = field(default_factory=list)
    sources: list[str] = field(default_factory=list)
    objects: list[str] = field(default_factory=list)
    clock: bool = False
    dropped: Counter[str] = field(default_factory=Counter)


def number(text: str) -> Parsed | None:
    """What a cell says: "1,234" "1.2M" "$5" "12%" "3-5" ">100" "about 40" "10:35 AM"; None where no number.
    A percentage keeps its number."""
    bare = text.strip().strip("\"'").strip()
    if bare.casefold() in _EMPTY:
        return None
    if (found := _single(bare)) is not None:
        return found
    if match := _CLOCK.match(bare):
        return _clock(match)
    if match := _ABOUT.match(bare):
        inner = number(match[1])
        if inner is None:
            return None
        slack = ABOUT * abs(inner[0])
        return inner[0], inner[0] - slack, inner[0] + slack, -1
    if match := _LEAST.match(bare):
        inner = number(match[1] or match[2])
        return None if inner is None else (inner[0], inner[0], math.inf, -1)
    if match := _MOST.match(bare):
        inner = number(match[1])
        return None if inner is None else (inner[0], -math.inf, inner[0], -1)
    if match := _RANGE.match(bare):
        return _between(match)
    if bare.casefold() in _WORDS:
        n = float(_WORDS[bare.casefold()])
        return n, n, n, 0
    return None


def _single(bare: str) -> Parsed | None:
    if _COMMA.fullmatch(bare):  # "1.234,5"
        bare = bare.replace(".", "").replace(",", ".")
    match = _ONE.fullmatch(bare)
    if match is None:
        return None
    unit = (match[3] or "").casefold()
    scale = _SCALES.get(unit, 1.0)
    digits = re.sub(r"[,'’  ]", "", match[2]).replace("−", "-")
    value = float(digits) * scale
    if (match[1] in "-−" and match[1]) or (bare.startswith("(") and bare.endswith(")")):
        value = -value
    if not math.isfinite(value):
        return None
    places = len(digits.partition(".")[2])
    mantissa = digits.casefold().partition("e")[0]
    if scale > 1 or "e" in digits.casefold():
        places = len(mantissa.partition(".")[2])
        exponent = int(digits.casefold().partition("e")[2] or 0)
        half = 0.5 * scale * 10.0 ** (exponent - places)
        return value, value - half, value + half, -1
    return value, value, value, places


def _clock(match: re.Match[str]) -> Parsed | None:
    hour, minute = int(match[1]), int(match[2])
    if match[3]:
        hour = hour % 12 + (12 if match[3].casefold() == "p" else 0)
    if hour > 24 or minute > 59:
        return None
    at = float(hour * 60 + minute)
    return at, at, at, 0


def _between(match: re.Match[str]) -> Parsed | None:
    first, last = number(match[1]), number(match[2])
    if first is None or last is None or first[3] < 0 or last[3] < 0:
        return None
    a, b = first[0], last[0]
    if a > b and re.search(r"[A-Za-z]+\s*$", match[2]):  # "3-5 million"
        return None
    if re.fullmatch(r"[\d.,]+", match[1]) and (unit := re.search(r"([A-Za-z]+)\s*$", match[2])):
        a *= _SCALES.get(unit[1].casefold(), 1.0) if a < b else 1.0
    if a > b:
        return None
    return (a + b) / 2, a, b, -1


def read(place: str) -> Table:
    """A file, gzipped or not, or "-" for standard input. Raises OSError where it cannot be opened."""
    data = sys.stdin.buffer.read() if place == "-" else Path(place).read_bytes()
    if data[:2] == b"\x1f\x8b":
        data = gzip.decompress(data)
    for encoding in ("utf-8-sig", "cp1252"):
        try:
            text = data.decode(encoding)
            break
        except UnicodeDecodeError:
            text = data.decode("utf-8-sig", errors="replace")
    return table(_rows(text))


def _rows(text: str) -> Iterator[list[str]]:
    csv.field_size_limit(1 << 30)
    head = text.split("\n", 1)[0]
    separator = max(",;\t|", key=lambda c: (head.count(c), c == ","))
    return csv.reader(io.StringIO(text, newline=""), delimiter=separator)


def _columns(first: list[str]) -> tuple[int, int, int] | None:
    names = [c.strip().strip('"').casefold() for c in first]
    found = []
    for wanted in (("source", "src", "sources", "source_id", "website", "user", "worker"),
                   ("object", "obj", "entity", "item", "object_id", "key", "id"),
                   ("value", "val", "claim", "answer", "number")):  # fmt: skip
        at = next((names.index(w) for w in wanted if w in names), None)
        if at is None:
            return None
        found.append(at)
    return found[0], found[1], found[2]


def table(rows: Iterable[list[str]]) -> Table:
    """A source's later row about an object takes the place of its earlier one."""
    rows = iter(rows)
    first = next(rows, [])
    columns = _columns(first)
    body = rows if columns else itertools.chain([first], rows)
    s, o, v = columns or (0, 1, 2)
    made, sources, objects = Table(), {}, {}
    held: dict[int, Parsed] = {}
    known: dict[str, Parsed | None] = {}
    width, clocks = max(s, o, v), 0
    for row in body:
        if len(row) <= width:
            if row:
                made.dropped["too few columns"] += 1
            continue
        text = row[v]
        try:
            value = float(text) if text.isascii() and "_" not in text else None
            point = text.find(".")
            places = len(text) - 1 - point if point >= 0 else 0
            parsed = (value, value, value, places) if value is not None and math.isfinite(value) else None
        except ValueError:
            parsed = None
        if parsed is None or "e" in text or "E" in text:
            if text not in known:
                known[text] = number(text)
            parsed = known[text]
            clocks += ":" in text
        if parsed is None:
            made.dropped["no number"] += 1
            if name := row[o].strip():
                objects.setdefault(name, len(objects))
            continue
        source, object_ = row[s].strip(), row[o].strip()
        if not object_:
            made.dropped["no object"] += 1
            continue
        key = objects.setdefault(object_, len(objects)) << 32 | sources.setdefault(source, len(sources))
        held.pop(key, None)
        held[key] = parsed
    made.sources, made.objects = sorted(sources), list(objects)
    sorted_at = {sources[name]: n for n, name in enumerate(made.sources)}  # whatever the order of rows
    made.source = [sorted_at[k & 0xFFFFFFFF] for k in held]
    made.object = [k >> 32 for k in held]
    if held:
        made.value, made.low, made.high, made.places = (list(c) for c in zip(*held.values(), strict=True))  # type: ignore[assignment]
    made.clock = clocks * 2 > len(held)
    return made
