"""Claims in languages that the rules do not read in full: materiel named, and the verbs and nouns that are plain.

Spanish, French, Russian, Ukrainian and Turkish have tables of their own (shallow_words.py). What is not understood is
not guessed: a question, a condition, a negation whose object cannot be told give no claim; a list of materiel without a
verb of ours is a presence in the text's own words. In any other language a designation is a presence with its whole
sentence as quote, and none where the sentence denies, plans or supposes anything.
"""

import re
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from sightline.extraction.frames import Found
from sightline.extraction.hearing import voices_over
from sightline.extraction.link import word_range
from sightline.extraction.nearby import Nearby
from sightline.extraction.scope import is_force, is_hard, scope_of
from sightline.extraction.sentences import Sentence, sentences
from sightline.extraction.shallow_items import adjective, counted, trimmed
from sightline.extraction.shallow_link import ranges, things, when, where, who
from sightline.extraction.shallow_stance import Manner, clause, manner, unclear
from sightline.extraction.shallow_triggers import Trigger, triggers
from sightline.extraction.shallow_words import Range, Reading, fold, read, stops
from sightline.extraction.voices import Voice
from sightline.model.claim import Actor, Attribution, Claim, Item, anchor_of
from sightline.model.document import Document, Part
from sightline.model.period import Period
from sightline.model.place import Place
from sightline.model.span import Span, cut
from sightline.model.vocabulary import INSTRUMENTS, EventKind, Stance

ORIGIN = "shallow 0.2"
LANGUAGES = frozenset({"es", "fr", "ru", "uk", "tr"})
_SURE = {"v": 0.45, "s": 0.4, "n": 0.4, "d": 0.4}
_TOLD = frozenset({"asserted", "reported"})
_LENDERS = 3
_INSTEAD = frozenset(
    (
        "вместо",
        "замість",
        "en lugar de",
        "en vez de",
        "en lugar de los",
        "en vez de los",
        "au lieu de",
        "au lieu des",
    )
)
_PRESENT, _JUDGED, _NAMED = 0.3, 0.3, 0.25
_QUESTION = re.compile(r"[?？؟;]\W*$|^\W*¿")  # a Greek question mark looks like a semicolon
_ASKED = re.compile(r"[?？؟]")  # Arabic sentences are not parted at their question mark
_MARKS = " \t\n,;:—–-·•«“"
# Without a name or a number these are as often civil, and a bare list of them says nothing.
_PLAIN = frozenset(
    "vehicle ship cargo weapon equipment site building depot tunnel fighting-position munition unit troops aircraft"
    " auxiliary-ship advisers small-arms bomb mine".split()
)


@dataclass(frozen=True, slots=True)
class _Place:
    """What was found in and round one sentence, and the part it stands in."""

    document: Document
    part: Part
    reading: Reading
    found: Found
    voices: tuple[Voice, ...]


@dataclass(frozen=True, slots=True)
class _Arguments:
    """What a claim is made of beside its trigger."""

    items: Sequence[Item]
    heard: Sequence[Voice]
    actors: Sequence[Actor] = ()
    place: Place | None = None
    from_place: Place | None = None
    time: Period | None = None


def shallow_claims(document: Document, part: Part, found: Found, voices: tuple[Voice, ...]) -> list[Claim]:
    """The claims of a part, in text order. found, voices: what was found in the part or the document."""
    language = (part.language or "")[:2]
    listed = list(sentences(document.text, part.start, part.end))
    near = Nearby(found, voices)
    out: list[Claim] = []
    scope = scope_of(part.end - part.start, found.items, found.actors, found.places)
    for sentence in listed:
        here = _inside(document.text, near.found(sentence), sentence, language)
        if language not in LANGUAGES:
            out += _named(document, part, language, sentence, here)
            continue
        reading = read(sentence, language)
        if _tells_nothing(document.text, reading):
            continue
        there = _Place(document, part, reading, here, near.voices(sentence))
        claims = _sentence_claims(there)
        if not scope.covers(sentence.start):
            claims = [c for c in claims if any(map(is_hard, c.items)) or any(map(is_force, c.actors))]
        elif claims or here.items or _known_before(out, sentence):
            claims += _judgements(there, claims)
        out += sorted(claims, key=lambda c: anchor_of(c).start)
    return _lent(listed, out)


def _lent(listed: Sequence[Sentence], claims: Sequence[Claim]) -> list[Claim]:
    """Place and time from the claim before, of the same or the last sentence of the paragraph, where both tell of
    the same things or the same kind of happening as done; nothing is lent to or by plans, denials and judgements."""
    starts = [s.start for s in listed]
    out: list[Claim] = []
    for claim in claims:
        here = _sentence_of(starts, claim)
        lender = None
        if claim.stance in _TOLD and claim.event != "assessment":
            lender = next(
                (
                    o
                    for o in reversed(out[-_LENDERS:])
                    if here - _sentence_of(starts, o) <= 1
                    and listed[here].paragraph == listed[_sentence_of(starts, o)].paragraph
                    and o.stance in _TOLD
                    and _same_scene(claim, o)
                ),
                None,
            )
        out.append(claim if lender is None else _with_setting(claim, lender))
    return out


def _sentence_of(starts: Sequence[int], claim: Claim) -> int:
    return bisect_right(starts, anchor_of(claim).start) - 1


def _with_setting(claim: Claim, lender: Claim) -> Claim:
    place = None if claim.from_place else lender.place
    return replace(claim, place=claim.place or place, time=claim.time or lender.time)


def _same_scene(claim: Claim, other: Claim) -> bool:
    return claim.event == other.event or bool({i.span for i in claim.items} & {i.span for i in other.items})


def _inside(text: str, found: Found, sentence: Sentence, language: str) -> Found:
    items = tuple(trimmed(i, language) for i in found.items if i.span.within(sentence))
    return Found(
        items,
        tuple(a for a in found.actors if a.span.within(sentence)),
        tuple(
            p
            for p in found.places
            if p.span and p.span.within(sentence) and not any(i.span.overlaps(p.span) for i in items)
        ),
        ranges(text, [t for t in found.times if t.within(sentence)]),
    )


def _known_before(claims: Sequence[Claim], sentence: Sentence) -> bool:
    return bool(claims) and sentence.start - claims[-1].quote.end < 200


def _tells_nothing(text: str, reading: Reading) -> bool:
    """A question, or a sentence about a game, a film, a match, a model."""
    said = text[reading.sentence.start : reading.sentence.end].rstrip("\"'”’») ")
    return bool(_QUESTION.search(said)) or reading.has("unreal")


def _sentence_claims(there: _Place) -> list[Claim]:
    reading = there.reading
    taken = [i.span for i in there.found.items if not adjective(i, reading.language)]
    taken += there.found.times
    taken += [p.span for p in there.found.places if p.span]
    found = triggers(reading, taken)
    items = [
        counted(i, reading.language)
        for i in there.found.items
        if not (_street(reading, i) or _not_this(reading, i) or adjective(i, reading.language))
    ]
    mine = things(reading, found, items)
    out: list[Claim] = []
    used: set[Span] = set()
    for n, trigger in enumerate(found):
        claim = _claim(there, trigger, found, mine[n])
        # Things that a trigger spoke of are no presence either, whether or not it gave a claim.
        used |= {i.span for i in mine[n]}
        if claim is not None:
            out.append(claim)
    left = [i for i in items if i.span not in used]
    return [*_one_each(out), *_presences(there, left, found)]


def _claim(there: _Place, trigger: Trigger, found: Sequence[Trigger], items: Sequence[Item]) -> Claim | None:
    reading = there.reading
    words = reading.sentence.words
    span = cut(there.document.text, words[trigger.first].start, words[trigger.last].end)
    actors = who(reading, trigger, there.found.actors, found, items)
    forces = (
        _named_drill(reading, trigger) or any(map(is_force, actors)) or _forces_near(reading, trigger, found)
    )
    if not items and not (
        trigger.kind == "s" or (trigger.event != "presence" and trigger.kind != "d" and forces)
    ):
        return None
    heard = voices_over(span, there.voices)
    spoken = [v for v in heard if v.kind not in INSTRUMENTS]
    denying = any(v.cue and _denies(reading, v.cue) for v in spoken)
    how = manner(reading, trigger, found, denied_voice=denying, reported=bool(spoken))
    if how is None:
        return None
    pictures = [v.span for v in heard if v.kind in INSTRUMENTS]
    actors = tuple(
        a for a in actors if not any(-1 < a.span.start - p.end < 2 for p in pictures)
    )  # whose they are
    acting = [a.span for a in there.found.actors]
    place, from_place = where(reading, trigger, there.found.places, found, acting)
    time = when(reading, trigger, there.found.times, found)
    told = _Arguments(items, heard, actors, place, from_place, time)
    return _made(there, trigger.event, span, how, told, _SURE[trigger.kind])


def _named_drill(reading: Reading, trigger: Trigger) -> bool:
    """ "El ejercicio «Arena»": a drill with a name."""
    after = trigger.last + 1
    return trigger.event == "exercise" and after < len(reading.lows) and reading.lows[after] in '«“"„'


def _denies(reading: Reading, cue: Span) -> bool:
    at = word_range(reading.sentence, cue)
    return at is not None and any(reading.is_("false", i) for i in range(at[0], at[1] + 1))


def _forces_near(reading: Reading, trigger: Trigger, found: Sequence[Trigger]) -> bool:
    low, high = clause(reading, trigger.first, trigger.last, found)
    return any(a > trigger.last or b < trigger.first for a, b in reading.within("forces", low, high))


def _made(
    there: _Place, event: EventKind, trigger: Span, how: Manner, told: _Arguments, sure: float
) -> Claim:
    hedges = tuple(_span(there, h) for h in how.hedges)
    inside = [trigger, *(i.span for i in told.items), *hedges, *(a.span for a in told.actors)]
    inside += [p.span for p in (told.place, told.from_place, told.time) if p and p.span]
    return Claim(
        id="",
        document=there.document.id,
        part=there.part.id,
        quote=_quote(there.document.text, there.reading, inside),
        event=event,
        stance=how.stance,
        trigger=trigger,
        hedges=hedges,
        attribution=tuple(Attribution(v.span, v.kind) for v in told.heard),
        actors=tuple(told.actors),
        items=tuple(sorted(told.items, key=lambda i: i.span)),
        place=told.place,
        from_place=told.from_place,
        time=told.time,
        confidence=sure,
        origin=ORIGIN,
    )


def _span(there: _Place, words: Range) -> Span:
    found = there.reading.sentence.words
    return cut(there.document.text, found[words[0]].start, found[words[1]].end)


def _quote(text: str, reading: Reading, inside: Iterable[Span]) -> Span:
    """The shortest run of clauses that holds the words; never more than the sentence."""
    sentence = reading.sentence
    spans = list(inside)
    low, high = min(s.start for s in spans), max(s.end for s in spans)
    borders = []
    for n, word in enumerate(sentence.words):
        opens = word.text == "," and n + 1 < len(sentence.words) and reading.is_("open", n + 1)
        if (word.text in ";—–" or opens) and not any(s.start < word.start < s.end for s in spans):
            borders.append(word.start)
    start = max((b for b in borders if b < low), default=sentence.start)
    end = min((b for b in borders if b >= high), default=sentence.end)
    while start < low and text[start] in _MARKS:
        start += 1
    while end > high and text[end - 1] in _MARKS:
        end -= 1
    return cut(text, start, end)


def _street(reading: Reading, item: Item) -> bool:
    """ "La calle Cañón", "улица Танкистов", "Tank Sokağı": a name."""
    at = word_range(reading.sentence, item.span)
    if at is None:
        return False
    if reading.language == "tr":
        return any(reading.is_("street", i) for i in range(at[1], min(at[1] + 2, len(reading.lows))))
    before = range(max(0, at[0] - 3), at[0])
    marked = any(reading.is_("street", i) for i in before)
    return marked and not any(reading.lows[i] in ",;:" for i in before) and item.count is None


def _not_this(reading: Reading, item: Item) -> bool:
    """ "No tanques, sino camiones", "füze taşıyıcısı değil": said not to be this."""
    at = word_range(reading.sentence, item.span)
    if at is None:
        return False
    if reading.language == "tr":
        after = at[1] + 1
        return after < len(reading.lows) and reading.lows[after] in ("değil", "değildir", "yerine")
    before = at[0] - 1
    if _INSTEAD & {" ".join(reading.lows[max(0, at[0] - n) : at[0]]) for n in (1, 3, 4)}:
        return True
    direct = before >= 0 and reading.lows[before] in ("no", "не", "pas", "ne")
    excused = any(a <= before <= b for a, b in reading.hits.get("not_no", ()))
    return direct and not excused and not reading.is_("none", before)


def _presences(there: _Place, items: Sequence[Item], found: Sequence[Trigger]) -> list[Claim]:
    """The things that no verb of ours speaks of, by clause: there, in the text's own words."""
    reading = there.reading
    groups: dict[Range, list[Item]] = {}
    for item in items:
        at = word_range(reading.sentence, item.span)
        if at is None or not _says_enough(item):
            continue
        bounds = clause(reading, *at, found)
        if not unclear(reading, bounds) and not reading.has("false"):
            groups.setdefault(bounds, []).append(item)
    out: list[Claim] = []
    for bounds, listed in groups.items():
        last = listed[-1].span
        heard = voices_over(last, there.voices)
        spoken = any(v.kind not in INSTRUMENTS for v in heard)
        hedges = tuple(sorted({*reading.within("maybe", *bounds), *reading.within("hedge", *bounds)}))
        doubt = reading.has("maybe", *bounds)
        how = Manner("possible" if doubt else "reported" if spoken else "asserted", hedges)
        if _shadowed(found, bounds):
            continue
        out.append(_made(there, "presence", last, how, _Arguments(listed, heard), _PRESENT))
    return out


def _shadowed(found: Sequence[Trigger], bounds: Range) -> bool:
    """Whether a verb of the clause is a future: what it speaks of is not there yet."""
    return any(
        bounds[0] <= t.first <= bounds[1] and t.form in ("future", "conditional", "infinitive") for t in found
    )


def _says_enough(item: Item) -> bool:
    if item.category in _PLAIN:
        return item.ref is not None or (
            item.count is not None and item.category in ("troops", "unit", "aircraft")
        )
    return item.ref is not None or item.count is not None


def _one_each(claims: list[Claim]) -> list[Claim]:
    """Of two claims with one event, one stance and the same things the surer one stays; a presence gives way to any
    other claim about the same things."""
    out: list[Claim] = []
    # "Should have come, but did not": the denial stays.
    for claim in sorted(claims, key=lambda c: (c.event == "presence", c.stance != "denied", -c.confidence)):
        spans = {i.span for i in claim.items}
        twin = any(
            spans == {i.span for i in k.items}
            and spans
            and (k.event == claim.event or (claim.event == "presence" and claim.stance == k.stance))
            for k in out
        )
        if not twin:
            out.append(claim)
    return out


def _judgements(there: _Place, claims: Sequence[Claim]) -> list[Claim]:
    """ "Es improbable que", "неизвестно": judged or not known, by these words only."""
    reading = there.reading
    out: list[Claim] = []
    kinds: tuple[tuple[str, Stance], ...] = (("unlikely", "forecast"), ("unknown", "unknown"))
    for name, stance in kinds:
        for cue in reading.hits.get(name, ())[:1]:
            trigger = _span(there, cue)
            if any(c.trigger and c.trigger.overlaps(trigger) for c in (*claims, *out)):
                continue
            bounds = clause(reading, *cue)
            start, end = reading.sentence.words[bounds[0]].start, reading.sentence.words[bounds[1]].end
            items = [i for i in there.found.items if start <= i.span.start and i.span.end <= end]
            heard = voices_over(trigger, there.voices)
            hedges = (cue,) if name == "unlikely" else ()
            how = Manner(stance, hedges)
            out.append(_made(there, "assessment", trigger, how, _Arguments(items, heard), _JUDGED))
    return out


def _named(document: Document, part: Part, language: str, sentence: Sentence, found: Found) -> list[Claim]:
    """The designations of a sentence in a language without tables; the quote is the sentence."""
    items = [i for i in found.items if i.ref is not None]
    text = document.text[sentence.start : sentence.end]
    if not items or _ASKED.search(text) or _stopped(language, sentence, text):
        return []
    return [
        Claim(
            id="",
            document=document.id,
            part=part.id,
            quote=cut(document.text, sentence.start, sentence.end),
            event="presence",
            stance="asserted",
            trigger=items[-1].span,
            items=tuple(items),
            confidence=_NAMED,
            origin=ORIGIN,
        )
    ]


def _stopped(language: str, sentence: Sentence, text: str) -> bool:
    words = stops(language)
    if language == "zh":
        return any(w in text for w in words)
    lows = [fold(w.low) for w in sentence.words]
    return any(any(low.startswith(w[:-1]) if w.endswith("*") else low == w for low in lows) for w in words)
