"""Where and when a happening is set: the place and time phrases of its sentence."""

import re
from collections.abc import Sequence
from typing import Protocol

from sightline.extraction.link import REACH, cost, word_range
from sightline.extraction.sentences import Sentence
from sightline.extraction.triggers import Trigger
from sightline.model.countries import by_demonym
from sightline.model.document import Document
from sightline.model.period import Period
from sightline.model.place import Place
from sightline.model.span import Span

_FROM = frozenset({"from", "off"})
_TO = frozenset({"to", "for", "toward", "towards", "into", "onto"})
_IN = frozenset(
    "in at on near over around outside inside within across along through under above upon between beyond"
    " throughout against behind beside".split()
)
_SETTING = frozenset("in at near on over around inside within across".split())
_PREPOSITIONS = _FROM | _TO | _IN
_FILLERS = frozenset(
    "the a an its their this that city town village port province state region central northern southern eastern"
    " western north south east west northeast northwest southeast southwest occupied nearby airport base".split()
)
_NOT_OBJECT = frozenset("by with of and or ,".split())
_DIRECTED = frozenset({"departure", "movement", "arrival", "delivery"})
# Verbs whose object can be a place: "entered Syria", "bombed Aleppo", "captured the airport".
_OBJECT_EVENTS = frozenset({"departure", "movement", "arrival", "strike", "loss", "deployment"})
# Words for a place told before: resolved later to the site they point back to.
_POINTING = re.compile(
    r"\b(?:the|this|that|its|their) (?:\w+ )?(?:air ?base|airbase|naval base|base|airport|airfield|airstrip|air force"
    r" base|port|harbour|harbor|site|camp|garrison|island|islands|city|town|village|frontier|border|peninsula|strait"
    r"|apron|runway|ramp|taxiway|tarmac|hangars?|pier|quay|jetty|anchorage|perimeter)\b(?! of| near| at| in [A-Z])|\bthere\b(?! (?:is|are|was|were|has|have|be|will|would|may|could"
    r"|might|seems?|appears?|remains?|came|come)\b)",
)
_SPEECH = frozenset(
    "said says say told tells announced announces published publishes reported reports released posted wrote writes"
    " tweeted confirmed warned claimed stated declared argued added acknowledged briefed shared spoke testified"
    " insisted denied speaking asked quoted citing".split()
)
# Pasts that are not in -ed, for what else a date may date ("made in 1992").
_OTHER_PASTS = frozenset(
    "made built began won met held bought came went gave fell took led wrote fought born known grown drawn".split()
)
_NO_PASTS = frozenset("united allied armed hundred unmanned wounded indeed".split())
# Verbs that only say when a happening was: "commenced on 20 February", "is scheduled for 4 March".
_HAPPENING = frozenset(
    "commenced began started opened ended finished concluded continued lasted resumed occurred happened took followed"
    " conducted launched held fought scheduled planned staged broke intensified scrubbed cancelled postponed".split()
)
_AUXILIARIES = frozenset("was were is are be been being had has have who which that they it he she".split())
_VERB_REACH = 4  # words between another verb and its date
_SPEECH_REACH = 6  # words between a verb of saying and its date or place
_AFTERTHOUGHT = 1.5  # what stands before the trigger is less often its place
OWNED = 8.0  # what it costs a time phrase to stand right behind another trigger
TIME_REACH = 26.0  # dates stand farther from what they date than places do
_BEHIND = 4  # words behind another trigger that are taken to be its own


def places_of(
    sentence: Sentence,
    trigger: Trigger,
    places: tuple[Place, ...],
    triggers: Sequence[Trigger],
    judged: Sequence[Span] = (),
) -> tuple[Place | None, Place | None]:
    """Where it happened and where it came from; nothing is taken from behind words that judge. A name counts as a place by the preposition before it, as the
    object of a verb that can have a place for object, or behind the "of" of a noun."""
    where: list[tuple[float, Place]] = []
    origin: list[tuple[float, Place]] = []
    for place in places:
        at = word_range(sentence, place.span) if place.span else None
        if not at or place.span is None or by_demonym(place.span.text) or _owned(trigger, at, triggers):
            continue
        role = None if _said_then(sentence, trigger, at[0]) else _role(sentence, trigger, at, place)
        start = sentence.words[trigger.last].end
        if role is None or any(start <= j.start and j.end <= place.span.start for j in judged):
            continue
        price = cost(sentence.words, trigger, at[0], at[1], triggers)
        price += 0.0 if at[0] > trigger.last else _AFTERTHOUGHT
        if price <= REACH:
            (origin if role == "from" else where).append((price, place))
    return _cheapest(where), _cheapest(origin)


def _role(sentence: Sentence, trigger: Trigger, at: tuple[int, int], place: Place) -> str | None:
    if place.span and place.span.text == "there":
        return "at" if at[0] > trigger.last else None
    before = _preposition(sentence, at[0])
    leaves = trigger.event in _DIRECTED
    if before in _FROM and leaves:
        return "from"
    if before or place.relation:
        return "at"
    behind = at[0] - trigger.last
    between = {w.low for w in sentence.words[trigger.last + 1 : at[0]]}
    object_ = trigger.entry.pos in "vx" and not trigger.passive and not between & _NOT_OBJECT
    if object_ and 0 < behind <= 3 and trigger.event in _OBJECT_EVENTS:
        return "from" if trigger.event == "departure" else "at"
    if 0 < behind <= 3 and sentence.words[at[0] - 1].low in {"of", "the"} and trigger.entry.frame == "n":
        return "from" if trigger.event == "departure" else "at"
    return None


def _owned(trigger: Trigger, at: tuple[int, int], triggers: Sequence[Trigger]) -> bool:
    """Whether the words at `at` stand right behind another trigger, on its side of this one."""
    if trigger.last < at[0]:
        return any(trigger.last < t.first <= t.last < at[0] and at[0] - t.last <= _BEHIND for t in triggers)
    return any(t.last < at[0] and at[0] - t.last <= _BEHIND and t is not trigger for t in triggers)


def _cheapest(priced: list[tuple[float, Place]]) -> Place | None:
    return min(priced, key=lambda x: x[0])[1] if priced else None


def _preposition(sentence: Sentence, first: int) -> str:
    """The preposition that the words before `first` end in, articles and the like between; else empty."""
    for back in range(1, 5):
        if first - back < 0:
            return ""
        low = sentence.words[first - back].low
        if low in _PREPOSITIONS:
            denied = first > back and sentence.words[first - back - 1].low in {"not", "than"}
            return "" if denied else low  # "not for Tartus", "rather than to Tartus"
        if low not in _FILLERS:
            return ""
    return ""


def is_setting(sentence: Sentence, place: Place) -> bool:
    """Whether "in", "at", "near" make a place of the sentence a setting."""
    at = word_range(sentence, place.span) if place.span else None
    if not at or place.span is None or by_demonym(place.span.text):
        return False
    return bool(place.relation) or _preposition(sentence, at[0]) in _SETTING


def judged_place(sentence: Sentence, quote: Span, places: Sequence[Place]) -> Place | None:
    """The first place in the quote of a judgement that "in", "at", "near" make a setting."""
    for place in places:
        if place.span and quote.contains(place.span) and is_setting(sentence, place):
            return place
    return None


def pointing(document: Document, places: Sequence[Place]) -> tuple[Place, ...]:
    """Words that point back to a place ("the airbase", "there"), without a point, where no name stands."""
    named = [p.span for p in places if p.span]
    found = (document.span(*m.span()) for m in _POINTING.finditer(document.text))
    return tuple(Place(span=s) for s in found if not any(s.overlaps(n) for n in named))


def heading(text: str, sentence: Sentence, places: Sequence[Place]) -> Place | None:
    """The place that a paragraph opens with as a label: "Busan. USS Michigan ...", "SYRIA - Near ..."."""
    for place in places:
        if place.span and 0 <= place.span.start - sentence.start <= 2 and place.span.end <= sentence.end:
            rest = text[place.span.end : place.span.end + 1]
            if place.span.end >= sentence.end - 1 or rest in {".", ":"}:
                return place  # not "MOSCOW, March 3 (TASS) -": a dateline is where the reporter sat
            if text[place.span.end : place.span.end + 3].strip()[:1] in {"-", "–", "—"}:
                return place
    return None


def time_of(
    sentence: Sentence, trigger: Trigger, times: tuple[Span, ...], triggers: Sequence[Trigger]
) -> Period | None:
    """The words that date it, not yet resolved: the nearest time phrase of the sentence."""
    priced = []
    for span in times:
        at = word_range(sentence, span)
        if at and not _ties_to(sentence, trigger, at, triggers) and not dates_other(sentence, trigger, at):
            price = cost(sentence.words, trigger, at[0], at[1], triggers)
            price += OWNED if _owned(trigger, at, triggers) else 0.0
            if price <= TIME_REACH:
                priced.append((price, span))
    return Period(span=min(priced)[1]) if priced else None


class WordRange(Protocol):
    """Words [first, last] of a sentence."""

    @property
    def first(self) -> int: ...
    @property
    def last(self) -> int: ...


def _said_then(sentence: Sentence, trigger: WordRange, first: int) -> bool:
    """ "said on Tuesday", "published the pictures in Ankara": when and where it was said, not when it happened."""
    for back in range(1, _SPEECH_REACH + 1):
        at = first - back
        if (
            at < 0
            or trigger.first <= at <= trigger.last
            or sentence.words[at].text in {",", ";", ":", "“", '"'}
        ):
            return False
        if sentence.words[at].low in _SPEECH:
            return True
    return False


def dates_other(sentence: Sentence, trigger: WordRange, at: tuple[int, int]) -> bool:
    """ "said on Tuesday", "introduced in 1978", "the 2023 budget": the date of something else."""
    return (
        _said_then(sentence, trigger, at[0])
        or _dates_verb(sentence, trigger, at) is not None
        or _dates_noun(sentence, trigger, at)
    )


def dates_aside(sentence: Sentence, trigger: WordRange, at: tuple[int, int]) -> bool:
    """As `dates_other`, of a date that another reader links to the trigger: fewer words stand against it. "The battle began
    on 20 February", "killed in a 2008 raid", "defeated in June, at the battle of X" date battle and raid."""
    if _said_then(sentence, trigger, at[0]):
        return True
    verb = _dates_verb(sentence, trigger, at)
    if verb is None or sentence.words[verb].low in _HAPPENING:
        return _dates_noun(sentence, trigger, at)
    return verb == 0 or (trigger.last < verb and sentence.words[verb - 1].low not in _AUXILIARIES)


def _dates_verb(sentence: Sentence, trigger: WordRange, at: tuple[int, int]) -> int | None:
    """The other past form before a date that it may date, if any."""
    words = sentence.words
    for back in range(1, _VERB_REACH + 1):
        n = at[0] - back
        if n < 0 or trigger.first <= n <= trigger.last or words[n].text in {",", ";", ":", "-", "–", "—"}:
            break
        low = words[n].low
        past = (low.endswith("ed") and len(low) > 4 and low not in _NO_PASTS) or low in _OTHER_PASTS
        if past and not _auxiliary_before(sentence, n, trigger):
            return n
    return None


def _dates_noun(sentence: Sentence, trigger: WordRange, at: tuple[int, int]) -> bool:
    """ "The 2023 budget": a year before another noun."""
    words = sentence.words
    modifies = at[0] == at[1] and at[0] > 0 and words[at[0] - 1].low in {"the", "its", "their", "a"}
    after = words[at[1] + 1] if at[1] + 1 < len(words) else None
    year = words[at[0]].text.isdigit() and len(words[at[0]].text) == 4
    return bool(modifies and year and after and after.text.islower() and at[1] + 1 < trigger.first - 1)


def _auxiliary_before(sentence: Sentence, at: int, trigger: WordRange) -> bool:
    """Whether the past form at `at` is only coordinated with the trigger ("damaged and destroyed in March")."""
    joined = {w.low for w in sentence.words[trigger.last + 1 : at]}
    return bool(joined) and joined <= {"and", "or", ",", "then", "also"}


def _ties_to(sentence: Sentence, trigger: Trigger, at: tuple[int, int], triggers: Sequence[Trigger]) -> bool:
    """ "A day after the landing, ... activated": the words date what follows by this trigger, not it."""
    if not (at[0] < trigger.first and trigger.first - at[1] <= 8):
        return False
    tied = [w.low for w in sentence.words[at[0] : trigger.first]]
    return bool({"after", "following", "before", "since"} & set(tied)) and any(
        t.first > trigger.last for t in triggers
    )
