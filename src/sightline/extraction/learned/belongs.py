"""Which of the things that the model linked to a happening do not belong to it after all."""

import re
from collections.abc import Sequence

from sightline.extraction.sentences import Sentence
from sightline.model.claim import Attribution, Item
from sightline.model.place import Place
from sightline.model.span import Span
from sightline.model.vocabulary import SEA, SITES, EventKind

_NOT_OF_SITES = frozenset({"arrival", "departure", "movement", "exercise"})  # no barracks leaves
_NO_THING = frozenset(("none", "nothing", "nobody", "no one"))
# What one party does to the other's things: in the active, what stands before is not what is lost.
_DONE_TO = re.compile(
    r"(?:destroy|down|sank|sunk|intercept|damag|captur|cripple|obliterat|annihilat|knock|hit|shot|shoot|wip|seiz|took out|overr)",
    re.IGNORECASE,
)
_PASSIVE = re.compile(
    r"\b(?:is|are|was|were|be|been|being|get|gets|got|gotten|'s)\s+(?:\w+\s+){0,3}$", re.IGNORECASE
)
_BY = re.compile(r",?\s+by\b")


def own_items(
    items: Sequence[Item], *, event: EventKind, trigger: Span, sentence: Sentence, text: str,
    voices: Sequence[Attribution], place: Place | None,
) -> tuple[Item, ...]:  # fmt: skip
    """The items without who says so ("Flight trackers"), the hull number in brackets behind a ship's name
    ("USS America (LHA-6)"), the place itself, who destroys something else, and "none" of what is named."""
    ends = {i.span.end for i in items if i.category in SEA}
    kept = [
        i
        for i in items
        if not any(i.span.within(v.span) for v in voices)
        and not _in_brackets(i.span, ends, text)
        and not (place is not None and i.span == place.span and i.category not in SITES)
    ]
    kept = [i for i in kept if i.span.text.lower() not in _NO_THING] or kept
    if event in _NOT_OF_SITES:
        kept = [i for i in kept if i.category not in SITES]
    if event == "loss" and _is_active(trigger, sentence, text):
        behind = [i for i in kept if trigger.end <= i.span.start < sentence.end]
        kept = [i for i in kept if i.span.start >= trigger.end or not behind]
    return tuple(sorted(kept, key=lambda i: i.span))


def _in_brackets(span: Span, ends: set[int], text: str) -> bool:
    return (
        span.start - 2 in ends
        and text[span.start - 2 : span.start] == " ("
        and text[span.end : span.end + 1] == ")"
    )


def _is_active(trigger: Span, sentence: Sentence, text: str) -> bool:
    if _DONE_TO.match(trigger.text) is None or _BY.match(text, trigger.end):
        return False
    return _PASSIVE.search(text[sentence.start : trigger.start]) is None
