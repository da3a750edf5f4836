"""Whether the words around a time look back or ahead: the nearest cue of the sentence decides."""

from sightline.times.context import Tense
from sightline.times.tokens import Tokens, sentence
from sightline.times.words_en import FUTURE_CUES, PAST_CUES

_NEXT_VERBS = frozenset(
    [
        "deliver",
        "receive",
        "begin",
        "start",
        "arrive",
        "take",
        "be",
        "hold",
        "join",
        "enter",
        "go",
        "run",
        "end",
        "last",
        "finish",
        "come",
        "return",
        "open",
        "close",
        "deploy",
        "send",
        "buy",
        "replace",
        "complete",
        "field",
        "follow",
        "continue",
        "remain",
        "leave",
        "move",
        "stay",
        "visit",
        "sail",
        "fly",
    ]
)
_OPINIONS = frozenset(
    "thought believed said known claimed appears appear appeared seems seemed reported likely".split()
)
_LOOKS_AHEAD = frozenset({"by", "until", "till", "before"})


def tense(t: Tokens, first: int, last: int, *, strong: bool = False) -> Tense | None:
    """The tense of the words around tokens [first, last), or None where nothing decides. strong: an infinitive
    alone ("told them to send") does not look ahead."""
    begin, end = sentence(t, first)
    best: tuple[float, Tense] | None = None
    for i in range(max(begin, first - 14), min(end, last + 10)):
        if first <= i < last:
            continue
        found = None if strong and t.low[i] == "to" else _cue(t, i)
        if found is None:
            continue
        distance = float(first - i) if i < first else 1.5 * (i - last + 1) + 1
        if best is None or distance < best[0]:
            best = (distance, found)
    if best is None and first > begin and t.low[first - 1] in _LOOKS_AHEAD:
        return "future"
    return best[1] if best else None


def _cue(t: Tokens, i: int) -> Tense | None:
    word = t.low[i]
    if word in ("to", "be", "planned", "scheduled", "expected", "due", "slated"):
        return _ahead(t, i)
    if word in FUTURE_CUES:
        return "future"
    if word in PAST_CUES:
        return "past"
    if len(word) > 4 and word.endswith("ed") and t.low[i - 1] not in ("be", "is", "are"):
        return "past"
    return None


def _ahead(t: Tokens, i: int) -> Tense | None:
    word = t.low[i]
    if word == "to":
        return "future" if t.low[i + 1] in _NEXT_VERBS else None
    if word == "be":
        if i > 1 and t.low[i - 1] == "to":
            return None if t.low[i - 2] in _OPINIONS else "future"
        return "future" if i and t.low[i - 1] in ("will", "would", "shall", "ll") else None
    return "future"
