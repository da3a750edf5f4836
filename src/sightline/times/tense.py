"""Whether the words around a time look back or ahead: the nearest cue of the sentence decides."""

from sightline.times.context import Tense
from sightline.times.tokens import Tokens, is_digits, sentence
from sightline.times.words_en import FUTURE_CUES, PARTS_OF_DAY, PAST_CUES

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
        "reach",
        "dock",
        "meet",
        "vote",
        "appear",
        "resume",
        "expire",
        "sign",
        "reopen",
        "host",
        "launch",
        "conduct",
        "become",
    ]
)
_OPINIONS = frozenset(
    "thought believed said known claimed appears appear appeared seems seemed reported likely".split()
)
_LOOKS_AHEAD = frozenset({"by", "until", "till", "before"})
# past forms that are no participle in -ed; words that are present forms too ("put", "let", "read") are left out
_IRREGULAR = frozenset(
    "hit struck met died fell rose held sent told won lost fought shot sank flew broke gave got found became ran "
    "brought bought built heard knew led sold spent stood wrote spoke drove fled swept threw caught grew drew kept "
    "felt withdrew overran overtook crept swore rode fled burst dealt slept sought taught wore wound shook".split()
)
# the present tense of timetables: "the delegation leaves Wednesday", "parliament meets Monday"
_TIMETABLE = frozenset(
    "leaves meets begins opens starts returns arrives departs votes ends expires resumes reopens convenes meet begin "
    "leave arrive vote resume reconvenes travels visits flies heads hosts sails".split()
)
_MODALS = frozenset({"could", "may", "might", "can", "must", "should"})


def tense(t: Tokens, first: int, last: int, *, strong: bool = False) -> Tense | None:
    """The tense of the words around tokens [first, last), or None where nothing decides. strong: an infinitive
    alone ("told them to send") does not look ahead."""
    begin, end = sentence(t, first)
    best: tuple[float, Tense] | None = None
    for i in range(max(begin, first - 14), min(end, last + 10)):
        if first <= i < last:
            continue
        near = 0 < first - i <= 3 or last <= i <= last + 1
        found = None if strong and t.low[i] == "to" else _cue(t, i, near)
        found = found or (_weak_cue(t, i) if strong else None)
        if found is None:
            continue
        distance = float(first - i) if i < first else 1.5 * (i - last + 1) + 1
        if best is None or distance < best[0]:
            best = (distance, found)
    if first > begin and t.low[first - 1] == "since":
        return "past"
    if strong and first > begin and t.low[first - 1] == "for":
        return "future"  # "booked for the 19th", "the vote set for Friday"
    ahead = t.low[first - 1] in _LOOKS_AHEAD
    if best is None and first > begin and ahead and not _of_day(t, first):
        return "future"
    return best[1] if best else None


def _of_day(t: Tokens, i: int) -> bool:
    """Whether a time of day stands there: "before dawn on Saturday", "before 5 p.m. on Tuesday" tell no deadline."""
    return is_digits(t.text[i]) or t.low[i] in PARTS_OF_DAY


def _cue(t: Tokens, i: int, near: bool) -> Tense | None:
    word = t.low[i]
    if word in ("to", "be", "planned", "scheduled", "expected", "due", "slated"):
        return _ahead(t, i)
    if word == "set" and t.low[i - 1] in ("is", "are", "s") and t.low[i + 1] in ("for", "to"):
        return "future"
    if word in FUTURE_CUES:
        return "future"
    if word == "said" and not near:
        return None  # ", forecasters said": when it was said, not when it happens
    if word in PAST_CUES or word in _IRREGULAR:
        return "past"
    if len(word) > 4 and word.endswith("ed") and t.low[i - 1] not in ("be", "is", "are"):
        return "past"
    return None


def _weak_cue(t: Tokens, i: int) -> Tense | None:
    """What decides the direction of a weekday only: it is never far away."""
    word = t.low[i]
    if word in _TIMETABLE and t.low[i - 1] not in ("the", "a", "an", "its", "their", "to"):
        return "future"
    if word == "to" and t.low[i - 1] in ("is", "are") and t.low[i + 1] in _NEXT_VERBS:
        return None if t.low[i + 2] in _OPINIONS else "future"
    if word in ("goes", "takes", "go") and t.low[i + 1] in ("into", "effect", "to", "on"):
        return "future"
    if word in _MODALS and t.text[i].islower():
        return None if t.low[i + 1] == "have" else "future"
    return None


def _ahead(t: Tokens, i: int) -> Tense | None:
    word = t.low[i]
    if word == "to":
        return "future" if t.low[i + 1] in _NEXT_VERBS else None
    if word == "be":
        if i > 1 and t.low[i - 1] == "to":
            return None if t.low[i - 2] in _OPINIONS or t.low[i + 1] in _OPINIONS else "future"
        return "future" if i and t.low[i - 1] in ("will", "would", "shall", "ll") else None
    if word == "due" and t.low[i - 1] == "were":
        return None  # "that were due by 31 March"
    return "future"
