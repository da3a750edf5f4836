"""extract: a Document to Mentions and Claims, by rules.

The seam for the trained model is the table of extractors in `wiring.py`: anything with this signature. Two
extractors may find one claim; `merge` keeps both origins.
"""

import re
from bisect import bisect_left
from dataclasses import dataclass, replace

from sightline.extraction.actors import find_actors
from sightline.extraction.assessments import Cue, find_cues
from sightline.extraction.carry import carry_over
from sightline.extraction.catalogue import Catalogue
from sightline.extraction.frames import Found, Frame, frames
from sightline.extraction.hearing import ADVERBS, voices_over
from sightline.extraction.items import find_items
from sightline.extraction.judgements import judgements
from sightline.extraction.mentions import mentions_of
from sightline.extraction.nearby import Nearby
from sightline.extraction.quotes import quote_around
from sightline.extraction.reality import framed, is_question, made_up
from sightline.extraction.scene import pointing
from sightline.extraction.scope import is_force, is_hard, scope_of
from sightline.extraction.sentences import Sentence, sentences
from sightline.extraction.shallow import shallow_claims
from sightline.extraction.stance import Manner, denied_next, manner
from sightline.extraction.triggers import Trigger, find_triggers
from sightline.extraction.voices import Voice, find_voices
from sightline.model.claim import Actor, Attribution, Claim, Item, anchor_of, numbered
from sightline.model.document import Document, Part
from sightline.model.mention import Mention
from sightline.model.place import Place
from sightline.model.span import Span, cut
from sightline.model.vocabulary import INSTRUMENTS

ORIGIN = "rules 0.1"
_CLAUSE_END = re.compile(r"[;:]|, (?:and|but|while|though|although)\b")
_DENYING = frozenset({"denied", "denies", "deny", "denying", "rejected", "rejects", "dismissed", "refuted"})
FULL_LANGUAGES = frozenset({"en", None})
CLAIM_PARTS = frozenset({"headline", "body", "caption", "comment", "pingback"})


@dataclass(frozen=True, slots=True)
class Material:
    """What the finders found in one document; spans of one kind do not overlap."""

    items: tuple[Item, ...]
    actors: tuple[Actor, ...]
    voices: tuple[Voice, ...]
    places: tuple[Place, ...]
    times: tuple[Mention, ...]


def extract(
    document: Document, places: tuple[Place, ...], times: tuple[Mention, ...], *, catalogue: Catalogue
) -> tuple[tuple[Mention, ...], tuple[Claim, ...]]:
    """Mentions and claims of a document. places: its place phrases, times: its time mentions; a claim's place
    and time carry their words, for the stages that resolve them."""
    material = material_of(document, places, times, catalogue=catalogue)
    return mentions_in(document, material), claims_of(document, material)


def material_of(
    document: Document, places: tuple[Place, ...], times: tuple[Mention, ...], *, catalogue: Catalogue
) -> Material:
    """Everything a claim can be made of."""
    # A time told by another happening ("a day after the landing of troops") holds names of things.
    clock = tuple(t.span for t in times if t.period is None or t.period.relation is None)
    items = find_items(document, catalogue, blocked=clock)
    actors = find_actors(document, blocked=clock)
    where = (*places, *pointing(document, places))
    named = [p.span for p in places if p.span]
    return Material(items, actors, find_voices(document, blocked=named), where, times)


def mentions_in(document: Document, material: Material) -> tuple[Mention, ...]:
    """What the document names, whether or not a claim rests on it."""
    spans = tuple(t.span for t in material.times)
    return mentions_of(document, material.items, material.actors, times=spans)


def claims_of(document: Document, material: Material) -> tuple[Claim, ...]:
    """The claims of every part, in text order; places and times carry the words only, to be resolved."""
    out: list[Claim] = []
    for part in document.parts:
        if part.kind not in CLAIM_PARTS:
            continue
        if part.language in FULL_LANGUAGES:
            out += _part_claims(document, part, material)
        else:
            out += shallow_claims(document, part, found_in(part, material), material.voices)
    return tuple(numbered(out))


def _part_claims(document: Document, part: Part, material: Material) -> list[Claim]:
    found = found_in(part, material)
    scope = scope_of(part.end - part.start, found.items, found.actors, found.places)
    out: list[Claim] = []
    listed = list(sentences(document.text, part.start, part.end))
    near = Nearby(found, material.voices)
    for number, sentence in enumerate(listed):
        if is_question(document.text, sentence):
            continue
        here, voices = near.found(sentence), near.voices(sentence)
        cues = tuple(find_cues(document.text, sentence))
        judged = [cut(document.text, c.start, c.end) for c in cues if c.stance != "possible"]
        meant = [cut(document.text, c.start, c.end) for c in cues if c.stance == "analysis"]
        happenings = frames(sentence, _known_triggers(sentence, cues), here, judged, meant)
        claims = [_claim(document, part, sentence, f, voices) for f in happenings]
        claims = [c for c in claims if not only_forecast(document.text, c, cues)]
        inside = scope.covers(sentence.start)
        claims = [c for c in claims if inside or _armed(c.items, c.actors)]
        if number + 1 < len(listed) and denied_next(
            document.text[listed[number + 1].start : listed[number + 1].end]
        ):
            claims = [replace(c, stance="denied") for c in claims]
        if inside or claims:
            claims += judgements(document, part, sentence, cues, here, voices, claims, ORIGIN)
        out += sorted(claims, key=lambda c: anchor_of(c).start)
    return carry_over(document, listed, out, found)


def found_in(part: Part, material: Material) -> Found:
    """The material of one part."""
    return Found(
        tuple(i for i in material.items if i.span.within(part)),
        tuple(a for a in material.actors if a.span.within(part)),
        tuple(p for p in material.places if p.span and p.span.within(part)),
        _datings(part, material),
    )


def _armed(items: tuple[Item, ...], actors: tuple[Actor, ...]) -> bool:
    """Whether the claim's own words name forces or what only they have."""
    return any(is_hard(i) for i in items) or any(is_force(a) for a in actors)


def only_forecast(text: str, claim: Claim, cues: tuple[Cue, ...]) -> bool:
    """ "It is likely that the launchers will return": a judgement about the future is no happening."""
    if claim.trigger is None or claim.stance not in {"planned", "possible", "denied"}:
        return False
    at = claim.trigger.start
    return any(
        c.stance == "forecast" and c.end <= at and not _CLAUSE_END.search(text[c.end : at]) for c in cues
    )


def _known_triggers(sentence: Sentence, cues: tuple[Cue, ...]) -> list[Trigger]:
    """The triggers that nothing before them in their clause says are unknown ("it is unclear how many ...")."""
    unknown = [c.end for c in cues if c.stance == "unknown"]
    return [
        t
        for t in find_triggers(sentence.words)
        if not any(
            end <= sentence.words[t.first].start
            and all(
                w.text not in {",", ";"}
                for w in sentence.words
                if end <= w.start < sentence.words[t.first].start
            )
            for end in unknown
        )
    ]


def _datings(part: Part, material: Material) -> tuple[Span, ...]:
    """The time expressions of a part that can date something: a length of time cannot, nor part of a name
    ("Mirage 2000s")."""
    named = sorted((i.span for i in material.items), key=lambda s: s.start)
    out = []
    for time in material.times:
        known = time.period is None or time.period.known or time.period.relation is not None
        if known and time.span.within(part):
            at = bisect_left(named, time.span.end, key=lambda s: s.start)
            if not any(s.overlaps(time.span) for s in named[max(0, at - 3) : at]):
                out.append(time.span)
    return tuple(out)


def _claim(
    document: Document,
    part: Part,
    sentence: Sentence,
    frame: Frame,
    voices: tuple[Voice, ...],
) -> Claim:
    words = sentence.words
    trigger = document.span(words[frame.trigger.first].start, words[frame.trigger.last].end)
    heard = voices_over(trigger, voices)
    how = _manner(sentence, frame.trigger, heard)
    how = replace(how, stance=framed(document.text, sentence, trigger, how.stance))
    if any(v.kind in INSTRUMENTS and made_up(document.text, v.span) for v in heard):
        how = replace(how, stance="possible")
        heard = [v for v in heard if v.kind not in INSTRUMENTS]
    inside = [trigger, *(i.span for i in frame.items), *(a.span for a in frame.actors), *how.hedges]
    inside += [p.span for p in (frame.place, frame.from_place, frame.time) if p and p.span]
    inside += [v.span for v in heard]
    quote = quote_around(document.text, sentence, trigger, inside)
    return Claim(
        id="",
        document=document.id,
        part=part.id,
        quote=quote,
        event=frame.event,
        stance=how.stance,
        trigger=trigger,
        hedges=how.hedges,
        likelihood=how.likelihood,
        attribution=tuple(Attribution(v.span, v.kind) for v in heard),
        actors=frame.actors,
        items=frame.items,
        place=frame.place,
        from_place=frame.from_place,
        time=frame.time,
        confidence=round(frame.strength, 2),
        origin=ORIGIN,
    )


def _manner(sentence: Sentence, trigger: Trigger, heard: list[Voice]) -> Manner:
    spoken = [v for v in heard if v.kind not in INSTRUMENTS]
    denied = bool(spoken and spoken[0].cue and spoken[0].cue.text.split()[0].lower() in _DENYING)
    how = manner(
        sentence,
        trigger.first,
        trigger.last,
        reported=bool(spoken),
        denied_voice=denied,
        base=trigger.entry.base,
    )
    said = tuple(v.span for v in spoken if v.span.text.lower() in ADVERBS)
    extra = tuple(s for s in said if s not in how.hedges)
    return replace(how, hedges=tuple(sorted(how.hedges + extra))) if extra else how
