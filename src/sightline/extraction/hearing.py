"""Which of a document's named voices speak a given statement."""

from sightline.extraction.voices import Voice
from sightline.model.span import Span
from sightline.model.vocabulary import INSTRUMENTS

ADVERBS = frozenset({"reportedly", "allegedly", "apparently", "purportedly"})
_ADVERB_REACH = 20  # characters; "was reportedly sent" has its adverb close
_SCOPE_LIMIT = 700  # characters; a wider scope of a voice is a fault of reading, not a statement
_AT_MOST = 3


def voices_over(trigger: Span, voices: tuple[Voice, ...]) -> list[Voice]:
    """The voices whose scope holds the trigger, nearest (narrowest scope) first."""
    holding = [
        v
        for v in voices
        if v.scope.overlaps(trigger)
        and v.scope.end - v.scope.start <= _SCOPE_LIMIT
        and not v.span.contains(trigger)
        and not (v.cue and v.cue.overlaps(trigger) and v.kind not in INSTRUMENTS)
        and not _only_later(v, trigger)
    ]
    return sorted(holding, key=lambda v: (v.scope.end - v.scope.start, v.span.start))[:_AT_MOST]


def _only_later(voice: Voice, trigger: Span) -> bool:
    """An adverb ("reportedly") speaks for the words after it, not for an earlier clause."""
    return voice.span.text.lower() in ADVERBS and trigger.end <= voice.span.start - _ADVERB_REACH
