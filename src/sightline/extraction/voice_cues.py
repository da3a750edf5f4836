"""Voices without a reporting verb: according to X, by X's own account, reportedly, on satellite pictures, "X: ..."."""

import re
from collections.abc import Iterator

from sightline.extraction.voice_phrases import QUOTES, left_edge, phrase_after, tidy
from sightline.extraction.voice_reader import Clause, Reader, Voice, span_of, voice_kind, whole
from sightline.model.span import Span, cut
from sightline.model.vocabulary import INSTRUMENTS, AttributionKind

_IN_DATA = re.compile(
    r"\b(?:(?:new|recent|commercial|overhead|aerial|fresh|high-resolution|the|these|several|american|russian)\s{1,4}){0,4}"
    r"(?:satellite|aerial|overhead|commercial|drone|orbital|radar|planet|maxar)\s+(?:[\w-]+\s+)?"
    r"(?:images?|imagery|pictures?|photos?|photographs?|passes|frames?|footage|shots?|pics?)\b"
    r"|\bsat\s+pics?\b|\bgoogle earth\b",
    re.IGNORECASE,
)


_PICTURES_SHOW = re.compile(
    r"\b(?:(?:New|Recent|Commercial|Several|new|recent|the|The|These|these)\s{1,4}){0,4}"
    r"(?:Images|Imagery|Pictures|Photographs|Photos|Footage|images|imagery|pictures|photographs|photos|footage)\b"
    r"(?=[^.;:]{0,110}\b(?:shows?|showed|reveals?|revealed|suggests?|indicates?|appears?)\b)"
)
_ON_PICTURES = re.compile(
    r"\b(?:on|in|from|by|according to)\s{1,4}((?:(?:new|recent|the|these|several|all|its|latest)\s{1,4}){0,4}"
    r"(?:pictures|images|imagery|photographs|photos|footage|frames?|a\s+(?:picture|photograph|frame|photo))"
    r"(?=\s+(?:of\s+\d|of\s+[A-Z]|from|dated|taken|shared|released|published|shot|posted|on file|show))(?:\s+(?:of|from|dated)"
    r"\s+(?:the\s+)?[\w ]{2,14}\b)?)|\bphotographed from (?:orbit|space|the air|above)\b",
)


_IN_TRACKS = re.compile(
    r"\b(?:(?:flight|ship|vessel|marine)[- ]track(?:ing|ers?)(?:\s+(?:data|sites?|websites?|services?))?"
    r"|AIS(?:\s+(?:data|signals?))?|ADS-B(?:\s+data)?|MarineTraffic|Flightradar24|FlightAware|VesselFinder)\b"
)


_PICTURES = ("imag", "pic", "phot", "pass", "fram", "foot", "shot", "google earth")
# Pattern, kind, and pieces of which a text that fits it has one: most clauses have none.
_EVIDENCE = (
    (_IN_DATA, "imagery", _PICTURES),
    (_ON_PICTURES, "imagery", _PICTURES),
    (_PICTURES_SHOW, "imagery", _PICTURES),
    (_IN_TRACKS, "tracking", ("track", "ais", "ads-b", "marinetraffic", "flight", "vesselfinder")),
)


_ACCORDING = re.compile(
    r"\b(?:according to|as per|judging by|in the words of|citing|quoting|quoted by|cited by|as reported by|reported by|said by|claimed by|listed by|described by|published by|reviewed by|analy[sz]ed by|obtained by|verified by|confirmed by|announced by|seen by|posted by|shared by|"
    r"per|via|in the (?:view|estimate|opinion|account|words|phrase) of|with reference to)\s+",
    re.IGNORECASE,
)


_SECOND = (
    "seen",
    "reviewed",
    "analysed",
    "analyzed",
    "obtained",
    "verified",
)  # who looked at what another made
_OWN_WORDS = re.compile(
    r"['’]s?\s+(?:own\s+)?"
    r"(?:words?|account|admission|estimates?|tally|count|figures|claims?|version|reckoning|telling)\b"
)


_UNNAMED = re.compile(
    r"\b(?:(?:is|are|was|were) (?:said|believed|reported|rumou?red|understood|thought|alleged) to"
    r"|it (?:is|was) (?:said|believed|reported|rumou?red|understood|alleged)"
    r"|(?:unconfirmed |some |various |other )?reports (?:say|said|suggest|suggested|indicate|indicated|claim|claimed|of|that)"
    r"|rumou?rs? (?:of|that|has it)|is rumou?red)\b",
    re.IGNORECASE,
)


_LABEL = re.compile(
    r"[•*▪➡✅\s\d:/-]*((?:[\w.’'-]+[ \t]+){0,5}[\w.’'-]+)(?:[ \t]+\([^)\n]{1,20}\))?:[ \t]+(?=\S)"
)


_LABEL_END = re.compile(
    r"(?m)(?::[ \t]+|[ \t][-–—][ \t]?)((?:[\w.’'-]+[ \t]+){0,3}[\w.’'-]+)[ \t]*$|\(((?:[\w.’'-]+[ \t]+){0,4}[\w.’'-]+)\)"
)


_SOURCE = re.compile(
    r"(?:^|(?<=[\s(\[]))[Ss]ources?:[ \t]{1,4}((?:[\w.’'-]{1,40}[ \t]){0,4}[\w.’'-]{1,40})(?=[)\]]|\s*$|[.,;])"
)
_LABEL_REACH = 120  # characters of a line in which a label ends
# Headings of a line, not voices.
_HEADINGS = frozenset(
    "location date time place photo picture image video map caption note notes update updated correction summary"
    " background analysis comment comments editor read more related source sources subject title question answer q a"
    " why what where how when who which warning context key breaking exclusive watch live day week month year today"
    " yesterday tomorrow sea air land ground north south east west front status result conclusion assessment verdict"
    " claim fact headline weather losses equipment result total example reminder alert flash urgent part chapter"
    " section figure table annex page point item step option case type model name rank unit base thread bottom line"
    " top news story report latest new recap overview topic category tag tags reply first second third fourth last"
    " finally next also later earlier still meanwhile however true false rumour rumor unclear doubtful outlook"
    " misprint erratum errata quote lesson meaning reason cause answer problem plan goal aim cost price total p.s ps"
    " nb credit credits continued see by phone tel email address contact".split()
)
_HEADING_ENDS = ("tion", "sion", "ment", "ness", "ity", "ance", "ence", "ing", "ed", "ly", "ics", "ure", "s")
_PARTICLES = frozenset("of the for and de al el von van".split())


def sources(reader: Reader, clause: Clause) -> Iterator[tuple[int, Voice]]:
    """ "(source: Rybar)", "Source: General Staff"."""
    for m in _SOURCE.finditer(reader.text, clause.sentence.start, clause.sentence.end):
        inside = [i for i, w in enumerate(clause.words) if m.start(1) <= w.start < m.end(1)]
        if inside and clause.words[inside[0]].text[0].isupper():
            kind = voice_kind(reader, clause, inside[0], inside[-1] + 1) or "other"
            yield 1, Voice(cut(reader.text, *m.span(1)), kind, whole(reader, clause), None, "source")


def _unknown_label(reader: Reader, clause: Clause, inside: list[int], end: int) -> bool:
    """A name that no table knows before a colon at the beginning of a line, with a sentence after it."""
    words, text = clause.words, reader.text
    first = words[inside[0]].start if inside else 0
    if not inside or len(inside) > 4 or text[text.rfind("\n", 0, first) + 1 : first].strip("•*▪➡✅ \t"):
        return False
    some = [words[i] for i in inside]
    names = [w for w in some if w.low not in _PARTICLES]
    if not names or not all(w.text[0].isupper() and w.text.replace("-", "").isalpha() for w in names):
        return False
    if any(i in clause.lands for i in inside) or reader.places.hits(first, end):
        return False
    if {w.low.removesuffix("'s") for w in some} & _HEADINGS:
        return False
    if len(names) == 1 and names[0].low.endswith(_HEADING_ENDS):
        return False
    rest = [w for w in words[inside[-1] + 2 :] if w.text[0].isalnum()]
    opens = inside[-1] + 2 < len(words) and not words[inside[-1] + 2].text[0].islower()
    return opens and len(rest) >= 5 and sum(w.text[0].islower() for w in rest) >= 2


def according(reader: Reader, clause: Clause) -> Iterator[tuple[int, Voice]]:
    start, end = clause.words[0].start, clause.words[-1].end
    for m in _ACCORDING.finditer(reader.text, start, end):
        at = next((i for i, w in enumerate(clause.words) if w.start >= m.end()), None)
        phrase = phrase_after(clause, reader.words, at) if at is not None else None
        if phrase is None:
            continue
        kind = voice_kind(reader, clause, *phrase)
        low = m.group().lower()
        if kind is None and low.startswith(("according", "as per", "citing", "quoting")):
            kind = "other"
        if kind is None or (low.startswith(_SECOND) and kind not in ("media", "other", "unnamed")):
            continue
        depth = (
            1
            if low.startswith(("quoted", "cited", "reported by", "as reported", "seen", "published", "via"))
            else 0
        )
        depth = -1 if low.startswith(("citing", "quoting")) else depth
        cue = cut(reader.text, m.start(), m.end())
        yield depth, Voice(span_of(reader, clause, *phrase), kind, whole(reader, clause), cue, "according")
    for m in _OWN_WORDS.finditer(reader.text, start, end):
        at = next((i for i, w in enumerate(clause.words) if w.start < m.start() < w.end), None)
        phrase = (
            tidy(clause, left_edge(clause.words, reader.words, at + 1), at + 1) if at is not None else None
        )
        kind = voice_kind(reader, clause, *phrase) if phrase else None
        if phrase and kind:
            yield 0, Voice(span_of(reader, clause, *phrase), kind, whole(reader, clause), None, "according")


def unsaid(reader: Reader, clause: Clause) -> Iterator[tuple[int, Voice]]:
    for word in clause.words:
        if "unsaid" in reader.words.classes(word.low):
            span = Span(word.start, word.end, word.text)
            yield 2, Voice(span, "unnamed", whole(reader, clause), span, "adverb")
    for m in _UNNAMED.finditer(reader.text, clause.words[0].start, clause.words[-1].end):
        span = cut(reader.text, m.start(), m.end())
        yield 3, Voice(span, "unnamed", whole(reader, clause), span, "adverb")


def evidence(reader: Reader, clause: Clause) -> Iterator[tuple[int, Voice]]:
    start, end = clause.words[0].start, clause.words[-1].end
    low = reader.text[start:end].lower()
    for pattern, kind, gate in _EVIDENCE:
        if not any(piece in low for piece in gate):
            continue
        for m in pattern.finditer(reader.text, start, end):
            found: AttributionKind = "imagery" if kind == "imagery" else "tracking"
            a, b = m.span(1) if m.re is _ON_PICTURES and m.group(1) else m.span()
            yield 1, Voice(cut(reader.text, a, b), found, whole(reader, clause), None, "evidence")


def labels(reader: Reader, clause: Clause) -> Iterator[tuple[int, Voice]]:
    """ "ARMY SPOX: ..." at the beginning, "... : ministry" and "... - rebel spokesman" at the end of a line,
    "sixty (a waiter)" in brackets."""
    start, end = clause.sentence.start, clause.sentence.end
    found = [m for m in (_LABEL.match(reader.text, start, min(end, start + _LABEL_REACH)),) if m]
    found += _LABEL_END.finditer(reader.text, start, end)
    for m in found:
        a, b = m.span(m.lastindex or 1)
        inside = [i for i, w in enumerate(clause.words) if a <= w.start < b]
        kind = _label_kind(reader, clause, inside)
        if kind is None and m.re is _LABEL and _unknown_label(reader, clause, inside, b):
            kind = "other"
        if kind is None or kind in INSTRUMENTS or not _labels_here(reader, clause, a, b, kind, inside):
            continue
        yield 1, Voice(cut(reader.text, a, b), kind, whole(reader, clause), None, "label")


def _labels_here(
    reader: Reader, clause: Clause, a: int, b: int, kind: AttributionKind, inside: list[int]
) -> bool:
    """Not the agency of a dateline "(Amber Press) -", and a capital ("RIYADH:") only before quoted words."""
    text = reader.text
    if a and text[a - 1] == "(":
        return kind in ("media", "witness") and not re.match(r"\)\s*[-–—]", text[b : b + 4])
    if all(i in clause.lands for i in inside) and text[b : b + 1] == ":":
        return text[b + 1 : b + 3].strip()[:1] in QUOTES
    return True


def _label_kind(reader: Reader, clause: Clause, inside: list[int]) -> AttributionKind | None:
    """Of a label, whose last word must itself be a voice, and which holds no verb."""
    if not inside or any(clause.words[i].low.endswith(("ing", "ed")) for i in inside):
        return None
    if [clause.words[i].low for i in inside] in (["source"], ["sources"]):
        return None
    if any("stop" in reader.words.classes(clause.words[i].low) for i in inside):
        return None
    if voice_kind(reader, clause, inside[-1], inside[-1] + 1) is None:
        return None
    return voice_kind(reader, clause, inside[0], inside[-1] + 1)
