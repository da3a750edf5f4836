"""What the rules say of each word, as hints for the model: on or off, one column each.

The model is trained with these columns beside the words, so it learns how far to trust each rule. The order of
the columns is part of the model: `LAYOUT` is kept in its card and checked when it is loaded.
"""

from bisect import bisect_left
from collections.abc import Iterable, Sequence

from sightline.extraction.assessments import find_cues
from sightline.extraction.extract import Material
from sightline.extraction.sentences import Sentence
from sightline.extraction.triggers import find_triggers
from sightline.model.claim import Claim, Item
from sightline.model.span import Span
from sightline.model.vocabulary import AIR, EVENT_KINDS, INSTRUMENTS, LAND, PEOPLE, SEA, SITES, STANCES

GROUPS: dict[str, Iterable[str]] = {
    "air": AIR,
    "land": LAND,
    "air-defence": "sam-system sam-launcher aa-gun manpads radar command-post".split(),
    "missile": "ballistic-missile cruise-missile anti-ship-missile missile rocket bomb mine munition chemical-weapon nuclear-weapon".split(),
    "sea": SEA,
    "people": PEOPLE,
    "goods": "cargo small-arms weapon equipment".split(),
    "site": SITES,
}  # fmt: skip
_GROUP_OF = {category: group for group, names in GROUPS.items() for category in names}
_SHAPES = (
    "first", "capital", "capitals", "digit", "number", "hyphen", "mark", "quote", "opens paragraph", "of catalogue",
    "in a voice's scope", "in another voice's scope",
)  # fmt: skip
LAYOUT: tuple[str, ...] = (
    *_SHAPES,
    *(f"may be {e}" for e in EVENT_KINDS),
    *(f"rules say {e}" for e in EVENT_KINDS),
    *(f"rules say {s}" for s in STANCES),
    *(f"item {g}" for g in GROUPS),
    "item begins", "item counted",
    *(f"actor {k}" for k in ("state", "force", "organisation", "person")),
    *(f"voice {k}" for k in ("instrument", "other")),
    "place", "place begins", "site", "time", "time begins", "hedge",
    *(f"cue {s}" for s in ("possible", "forecast", "analysis", "unknown")),
)  # fmt: skip
_COLUMN = {name: n for n, name in enumerate(LAYOUT)}


def hints(
    text: str, listed: Sequence[Sentence], material: Material, claims: Sequence[Claim]
) -> list[list[list[int]]]:
    """For each sentence, for each of its words, the columns that are on. claims: what the rules made."""
    marks = _Marks(listed)
    for item in material.items:
        _mark_item(marks, item)
    for actor in material.actors:
        marks.put(actor.span, f"actor {actor.kind}")
    for voice in material.voices:
        marks.put(voice.span, "voice instrument" if voice.kind in INSTRUMENTS else "voice other")
        if voice.scope.end - voice.scope.start < 900:
            marks.put(voice.scope, "in a voice's scope", "in another voice's scope")
    _mark_setting(marks, material)
    for claim in claims:
        if claim.trigger:
            marks.put(claim.trigger, f"rules say {claim.event}")
            marks.put(claim.trigger, f"rules say {claim.stance}")
        for hedge in claim.hedges:
            marks.put(hedge, "hedge")
    for number, sentence in enumerate(listed):
        for trigger in find_triggers(sentence.words):
            for at in range(trigger.first, trigger.last + 1):
                marks.at(number, at, f"may be {trigger.event}")
        for cue in find_cues(text, sentence):
            marks.put(Span(cue.start, cue.end, text[cue.start : cue.end]), f"cue {cue.stance}")
        _shapes(marks, number, sentence, number == 0 or listed[number - 1].paragraph != sentence.paragraph)
    return [[sorted(columns) for columns in sentence] for sentence in marks.columns]


def _mark_setting(marks: "_Marks", material: Material) -> None:
    for place in material.places:
        if place.span:
            marks.put(place.span, "place")
            marks.put_first(place.span, "place begins")
            if place.precision == "site":
                marks.put(place.span, "site")
    for time in material.times:
        marks.put(time.span, "time")
        marks.put_first(time.span, "time begins")


def _mark_item(marks: "_Marks", item: Item) -> None:
    marks.put(item.span, f"item {_GROUP_OF[item.category]}")
    marks.put_first(item.span, "item begins")
    if item.count:
        marks.put_first(item.span, "item counted")
    if item.ref:
        marks.put(item.span, "of catalogue")


def _shapes(marks: "_Marks", number: int, sentence: Sentence, opens: bool) -> None:
    marks.at(number, 0, "first")
    for at, word in enumerate(sentence.words):
        text = word.text
        if opens:
            marks.at(number, at, "opens paragraph")
        if text[0].isupper():
            marks.at(number, at, "capital")
        if len(text) > 1 and text.isupper():
            marks.at(number, at, "capitals")
        if not text.isalpha() and any(c.isdigit() for c in text):
            marks.at(number, at, "digit")
        if text[0].isdigit() and text[-1].isdigit():
            marks.at(number, at, "number")
        if "-" in text and len(text) > 1:
            marks.at(number, at, "hyphen")
        if not text[0].isalnum():
            marks.at(number, at, "quote" if text in "\"'“”‘’«»" else "mark")


class _Marks:
    """Columns by sentence and word, set by offsets."""

    def __init__(self, listed: Sequence[Sentence]) -> None:
        self.columns: list[list[set[int]]] = [[set() for _ in s.words] for s in listed]
        self._where = [(n, at, w.start, w.end) for n, s in enumerate(listed) for at, w in enumerate(s.words)]
        self._ends = [w[3] for w in self._where]

    def at(self, sentence: int, word: int, name: str) -> None:
        self.columns[sentence][word].add(_COLUMN[name])

    def put(self, span: Span, name: str, again: str = "") -> None:
        """again: the column for words that have `name` already."""
        for n, at in self._over(span):
            have = self.columns[n][at]
            have.add(_COLUMN[again] if again and _COLUMN[name] in have else _COLUMN[name])

    def put_first(self, span: Span, name: str) -> None:
        for n, at in list(self._over(span))[:1]:
            self.columns[n][at].add(_COLUMN[name])

    def _over(self, span: Span) -> Iterable[tuple[int, int]]:
        first = bisect_left(self._ends, span.start + 1)
        for number in range(first, len(self._where)):
            n, at, start, _ = self._where[number]
            if start >= span.end:
                return
            yield n, at
