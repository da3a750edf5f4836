"""Designations of equipment in running text: those the catalogue lists, those a grammar recognises, and
those miscopied.

The grammar follows the published schemes: design-bureau letters (Su-30MK2), the GRAU index (9K720), the
tri-service designation of the United States and JETDS (F-16C, AN/TPY-2), hull numbers (DDG-89) and ships'
prefixes (USS, HMS). What looks like one and is none (COVID-19, an F-1 visa, the G-20, the road M-39) is left.
"""

import re
from bisect import bisect_left
from collections.abc import Iterable
from dataclasses import dataclass

from sightline.extraction.catalogue import Catalogue, Match, fold
from sightline.extraction.schemes import CARS, JETDS, MACHINES, class_of_form
from sightline.model.claim import Inference
from sightline.model.vocabulary import SEA, SHIP_PREFIXES, Category

WORD = re.compile(r"(?:[A-Z]\.){2,}(?!\w)|[^\W_]+(?:[-\u2010\u2011/.'’][^\W_]+)*")
_SHIP = re.compile(
    r"(?<!\w)(?P<prefix>" + "|".join(sorted(SHIP_PREFIXES, key=len, reverse=True)) + r")\s+"
    r"(?P<name>[«\"“]?(?:The\s+)?[A-ZÀ-Þ][\w'’-]+(?:\s+(?:of\s+|de\s+|de\s+la\s+|II?\b|[A-Z]\.(?=\s)|[A-Z]\.(?=[A-Z]\.)|[A-ZÀ-Þ][\w'’-]+)){0,5}[»\"”]?)"
    r"(?P<hull>\s*\([A-Z]{2,4}[- ]?\d{1,4}\))?"
)
_PREFIX_CATEGORY: dict[str, Category] = {"USNS": "auxiliary-ship", "RFA": "auxiliary-ship", "BAM": "patrol-vessel", "SNA": "submarine"}  # fmt: skip
_HULL: dict[str, Category] = {
    "CVN": "aircraft-carrier", "CV": "aircraft-carrier", "DDG": "destroyer", "DD": "destroyer", "FFG": "frigate",
    "SSN": "submarine", "SSBN": "submarine", "SSGN": "submarine", "LHD": "landing-ship", "LHA": "landing-ship",
    "LPD": "landing-ship", "LSD": "landing-ship", "CG": "ship", "LCS": "ship",
}  # fmt: skip
_LETTER_FORM = re.compile(
    r"(?P<letters>[^\W\d_]{1,7})-?(?P<number>\d{1,4})(?P<suffix>[^\W\d_]{0,4}\d{0,2}[^\W\d_]?)"
)
_GRAU = re.compile(r"\d{1,2}[A-ZА-Я]\d{1,3}[A-ZА-Яа-я]{0,4}\d?")
_CIVIL = re.compile(
    r"(?:Boeing|Airbus|Cessna|Learjet|Gulfstream|Embraer|Bombardier|(?:Dassault\s+)?Falcon)\s+[A-Z]?\d{3,4}[A-Z]*(?:-\d+)?"
    r"|(?:Dassault\s+)?Falcon\s+50(?!\s?(?:k?m|mi|%|\d))"
)
# A piece known by its calibre in millimetres and a name ("155mm ATMOS"); other calibres are lenses, rain or pipes.
_CALIBRE = re.compile(
    r"\b(?=[12])(?:120|122|130|152|155|160|180|203|240)[- ]?mm [A-Z0-9][\w.-]*[A-Za-z0-9](?: [A-Z0-9][\w-]*)?(?!\w)"
)
# Not equipment: illnesses, visas, meetings, roads, paper sizes, resolutions, vitamins, web standards.
_NEVER = re.compile(
    r"(?:COVID|SARS|MERS|COP|CP|UTC|GMT|RSA|HIV|ISO|PM|CO|H\d|FY|Q[1-4]|Art|BRICS|OPEC|Page|Fig|Vitamin|Windows)-?\d*",
    re.IGNORECASE,
)
_GROUPS = re.compile(r"[GГ]-?(?:7|8|20|77|5)")
_CIVIL_AFTER = re.compile(
    r"\W{0,2}(?:student\s+)?(?:visa|visas|visado|vize\w*|виз\w*|віз\w*|road|highway|motorway|autoroute|freeway|karayolu|"
    r"train|summit|meeting|resolution|paper|form|status|junction|exit)",
    re.IGNORECASE,
)
_CIVIL_BEFORE = re.compile(
    r"(?:visas?|visados?|vize|road|highway|motorway|route|autoroute|autopista|carretera|junction|flights?|"
    r"трасс\w*|трас\w*|шоссе|шосе|дорог\w*|автодорог\w*|resolution|section|article|room|gate|"
    r"paragraph|annex|pier|block|zone|sector|kilometre|visum)\s+(?:the\s+)?$",
    re.IGNORECASE,
)
_SWAPS = {
    "0": "o", "o": "0", "5": "s", "s": "5", "1": "li", "l": "1", "i": "1", "8": "b", "b": "8v", "z": "2", "2": "z",
    "c": "s", "p": "r", "h": "n", "x": "k", "6": "b", "g": "9",
}  # fmt: skip
_OPENERS = frozenset("At As An In On Is It To No Of By Or He We Me My So Up If Do Go".split())
_LONGEST = 40  # code points; no designation is longer
_CASE_ENDINGS = tuple(
    "ами ями ого ому ых их ов ев ів їв ей ям ам ах ях ом ем єм ою ею ой ий а я у ю ы и і е є о ь ми".split()
)


@dataclass(frozen=True, slots=True)
class Designation:
    """A name [start, end) in the text. ref: catalogue id where the words themselves name it. category: what
    the name alone allows, None where only a neighbour can tell. sure: False needs a military neighbour.
    inferred: what was repaired or follows, each with its premise."""

    start: int
    end: int
    name: str
    ref: str | None
    category: Category | None
    sure: bool
    inferred: tuple[Inference, ...] = ()


class Taken:
    """Stretches of the text that are spoken for; overlapping ones are merged."""

    def __init__(self, spans: Iterable[tuple[int, int]]) -> None:
        self._starts: list[int] = []
        self._ends: list[int] = []
        for start, end in sorted(spans):
            if self._ends and start < self._ends[-1]:
                self._ends[-1] = max(end, self._ends[-1])
            else:
                self._starts.append(start)
                self._ends.append(end)

    def hits(self, start: int, end: int) -> bool:
        """Whether [start, end) overlaps one of them."""
        at = bisect_left(self._starts, end) - 1
        return at >= 0 and self._ends[at] > start


def find_designations(text: str, start: int, end: int, catalogue: Catalogue) -> tuple[Designation, ...]:
    """Every designation in text[start:end], in order, none overlapping; the longest alias wins."""
    found = list(_ships(text, start, end, catalogue))
    taken = Taken((m.start(), m.end()) for m in _SHIP.finditer(text, start, end))
    words = [(m.start(), m.end(), m.group()) for m in WORD.finditer(text, start, end)]
    i = 0
    while i < len(words):
        if taken.hits(words[i][0], words[i][1]):
            i += 1
            continue
        hit, used = _listed(text, words, i, catalogue)
        if hit is None:
            hit, used = _unlisted(text, words[i], catalogue), 1
        if hit is not None:
            found.append(hit)
        i += max(1, used)
    found.extend(_civil(text, start, end, found))
    return tuple(sorted(found, key=lambda d: d.start))


def _ships(text: str, start: int, end: int, catalogue: Catalogue) -> list[Designation]:
    out = []
    for m in _SHIP.finditer(text, start, end):
        stop, match = _ship_name(m, catalogue)
        category: Category = (
            catalogue.category(match.ref) if match else _PREFIX_CATEGORY.get(m["prefix"], "ship")
        )
        if m["hull"] and not match:
            category = _HULL.get(re.sub(r"[^A-Z]", "", m["hull"]), category)
        name = text[m.start() : stop]
        out.append(Designation(m.start(), stop, name, match.ref if match else None, category, True))
    return out


def _ship_name(m: re.Match[str], catalogue: Catalogue) -> tuple[int, Match | None]:
    """Where the ship's name ends: the longest listed name, else its capitalised words up to three."""
    pieces = list(re.finditer(r"\S+", m["name"]))
    base = m.start("name")
    for n in range(len(pieces), 0, -1):
        stop = base + pieces[n - 1].end()
        if match := catalogue.exact(fold(m.string[m.start() : stop].removesuffix("’s").removesuffix("'s"))):
            return stop - (2 if m.string[stop - 2 : stop] in ("'s", "’s") else 0), match
    stop = base + pieces[min(len(pieces), 4) - 1].end()
    if m.string[stop - 2 : stop] in ("'s", "’s"):
        stop -= 2
    return stop, None


def _listed(text: str, words: list[tuple[int, int, str]], i: int, catalogue: Catalogue) -> tuple[Designation | None, int]:  # fmt: skip
    first = words[i][2]
    if len(first) > _LONGEST or not (first[0].isupper() or first[0].isdigit()):
        return None, 0
    last = i
    while last + 1 < len(words) and last - i + 1 < catalogue.longest and text[words[last][1] : words[last + 1][0]] in (" ", "\u00a0", "-", "–"):  # fmt: skip
        last += 1
    for j in range(last, i - 1, -1):
        raw = text[words[i][0] : words[j][1]]
        match, cut = _match(raw, catalogue, several=j > i)
        if match is None and j == i and "/" in raw:
            match, cut = _match(raw.split("/")[0], catalogue, several=False)
        if match is None or (j > i and not _spelled(words[i : j + 1], raw)):
            continue
        if _is_civil(text, words[i][0], words[j][1], raw):
            return None, 0
        name = raw[: len(raw) - cut]
        category = catalogue.category(match.ref)
        sure = not match.ambiguous or (raw.isupper() and len(raw) > 4 and not text[max(0, words[i][0] - 40) : words[j][1] + 40].isupper())  # fmt: skip
        hit = Designation(
            words[i][0], words[j][1], name, match.ref, category, sure, catalogue.premise(match.ref)
        )
        return hit, j - i + 1
    return None, 0


def _spelled(words: list[tuple[int, int, str]], raw: str) -> bool:
    """Several words that make one alias: each begins in upper case or with a digit, unless it is a class noun;
    a lone letter or a short word joined to a figure by a space ("A 10", "At 12") is prose."""
    if len(words) == 2 and " " in raw and (len(words[0][2]) == 1 or words[0][2] in _OPENERS):
        return False
    return words[-1][2][0].isupper() or words[-1][2][0].isdigit() or len(words[-1][2]) > 2


def _match(raw: str, catalogue: Catalogue, *, several: bool) -> tuple[Match | None, int]:
    """The entry a written form names, and how many characters of it are an ending: plural s, a possessive, a
    case ending, a suffix after an apostrophe."""
    for cut in _cuts(raw):
        stem = raw[: len(raw) - cut] if cut else raw
        key = fold(stem)
        if len(key) > 1 and (match := catalogue.exact(key)) and _same_shape(stem, key):
            return match, cut
    if several:
        return None, 0
    for cut in _cuts(raw):
        stem = raw[: len(raw) - cut] if cut else raw
        match = catalogue.variant(fold(stem)) if any(c.isdigit() for c in stem) else None
        if match and _variant_shape(stem) and ("-" in stem or len(fold(stem)) - len(match.variant) > 2):
            return match, cut
    return None, 0


def _same_shape(stem: str, key: str) -> bool:
    """Short keys ("t72", "su27") need upper case where the letters stand; words need only their capital."""
    return len(key) > 4 or any(c.isdigit() for c in key) or stem.isupper() or stem[0].isupper()


def _variant_shape(stem: str) -> bool:
    return stem[-1].isupper() or stem[-1].isdigit() or stem[-1] in "мcсвтбк"


def _cuts(raw: str) -> list[int]:
    cuts = [0]
    mark = max(raw.rfind("'"), raw.rfind("’"))
    if mark > 1 and " " not in raw[mark:]:
        cuts.append(len(raw) - mark)
    if raw[-1] in "sS" and len(raw) > 3:
        cuts.append(1)
    if raw[-1] > "\u0400":
        cuts += [len(e) for e in _CASE_ENDINGS if raw.endswith(e) and len(raw) - len(e) >= 3]
    return cuts


def _is_civil(text: str, start: int, end: int, raw: str) -> bool:
    if _NEVER.fullmatch(raw) or _GROUPS.fullmatch(raw):
        return True
    if len(raw) > 6:
        return False
    return bool(_CIVIL_AFTER.match(text, end) or _CIVIL_BEFORE.search(text, max(0, start - 24), start))


def _unlisted(text: str, word: tuple[int, int, str], catalogue: Catalogue) -> Designation | None:
    """A form the schemes allow, not in the catalogue, or one miscopied from it."""
    start, end, raw = word
    # (most words are letters only: told at once)
    if (
        raw.isalpha()
        or len(raw) > _LONGEST
        or not any(c.isdigit() for c in raw)
        or _is_civil(text, start, end, raw)
    ):
        return None
    raw = re.split(r"['’]", raw)[0].replace("\u2010", "-").replace("\u2011", "-")
    if m := JETDS.match(text, start):
        return Designation(start, m.end(), m.group(), None, *_formed(m.group()))
    if repaired := _repaired(raw, catalogue):
        return Designation(start, end, raw, None, catalogue.category(repaired[0].ref), False, repaired)
    stem = raw[:-1] if raw[-1] == "s" else raw
    hull = _HULL.get(stem.split("-")[0])
    if hull is None and class_of_form(stem):
        return Designation(start, end, stem, None, *_formed(stem))
    if _GRAU.fullmatch(stem):
        return Designation(start, end, stem, None, None, False)
    m = _LETTER_FORM.fullmatch(stem)
    if m is None or not m["letters"][0].isupper():
        return None
    if hull and len(m["letters"]) > 1 and "-" in stem:
        return Designation(start, end, stem, None, hull, True)
    if "-" in stem or (m["letters"].isupper() and len(m["letters"]) <= 4):
        return Designation(start, end, stem, None, None, False)
    return None


def _formed(stem: str) -> tuple[Category | None, bool]:
    return class_of_form(stem) or (None, False)


def _repaired(raw: str, catalogue: Catalogue) -> tuple[Inference, ...]:
    """One character read for one that looks like it ("9532ME" for 9S32ME), where a single entry answers.

    Never silent: the first inference says what was read for what, the second what follows from it.
    """
    key = fold(raw)
    if len(key) < 4 or not any(c.isdigit() for c in key):
        return ()
    letters = any(c.isalpha() for c in key)
    if not letters or (len(key) < 6 and "-" not in raw):
        return ()
    answers: dict[str, str] = {}
    for i, c in enumerate(key):
        for other in _SWAPS.get(c, ""):
            match = catalogue.exact(key[:i] + other + key[i + 1 :])
            if match and not match.ambiguous:
                answers.setdefault(match.ref, f"{c.upper()} taken for {other.upper()}")
    if len(answers) != 1:
        return ()
    ref, what = next(iter(answers.items()))
    name = catalogue.get(ref).name
    because = f"“{raw}” is no known designation; it reads as {name} with {what}"
    return (Inference(ref, because), *catalogue.premise(ref))


def _civil(text: str, start: int, end: int, found: list[Designation]) -> list[Designation]:
    """Airliners, lorries and cars by maker and model, guns by calibre: only with a military neighbour."""
    taken = Taken((d.start, d.end) for d in found)
    kinds: tuple[tuple[re.Pattern[str], Category], ...] = (
        (_CIVIL, "aircraft"),
        (CARS, "vehicle"),
        (MACHINES, "engineer-vehicle"),
        (_CALIBRE, "artillery"),
    )
    return [
        Designation(m.start(), m.end(), m.group(), None, category, False)
        for pattern, category in kinds
        for m in pattern.finditer(text, start, end)
        if not taken.hits(m.start(), m.end())
    ]


def is_ship(category: str) -> bool:
    return category in SEA
