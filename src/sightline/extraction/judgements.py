"""Judgements of a sentence as claims: who judges or is judged, about what, how sure."""

import re
from dataclasses import replace

from sightline.extraction.assessments import Cue
from sightline.extraction.frames import Found
from sightline.extraction.hearing import voices_over
from sightline.extraction.quotes import quote_around
from sightline.extraction.scene import judged_place
from sightline.extraction.sentences import Sentence
from sightline.extraction.stance import Manner, find_likelihood, manner
from sightline.extraction.voices import Voice
from sightline.model.claim import Actor, Attribution, Claim
from sightline.model.document import Document, Part
from sightline.model.span import Span, cut

_ASSESSED_AT_MOST = 3


def judgements(
    document: Document,
    part: Part,
    sentence: Sentence,
    cues: tuple[Cue, ...],
    found: Found,
    voices: tuple[Voice, ...],
    known: list[Claim],
    origin: str,
) -> list[Claim]:
    """One claim a cue, unless a happening of the sentence or an earlier cue says the same clause. known: the
    happenings of the sentence; origin: of the claims made."""
    here = [i for i in found.items if sentence.start <= i.span.start < sentence.end]
    who = [a for a in found.actors if sentence.start <= a.span.start < sentence.end]
    if not here and not who and not known:
        return []
    out: list[Claim] = []
    for cue in cues:
        trigger = cut(document.text, cue.start, cue.end)
        if any(c.trigger and c.trigger.overlaps(trigger) for c in (*known, *out)):
            continue
        if any(h.overlaps(trigger) for c in known for h in c.hedges):
            continue  # it hedges a happening; it is no judgement of its own
        low, high = _cue_words(sentence, trigger)
        quote = quote_around(document.text, sentence, trigger, [trigger])
        if any(_same_clause(c.quote, quote) for c in out):
            continue
        how = manner(sentence, low, high, reported=False)
        heard = voices_over(trigger, voices)
        items = tuple(i for i in here if quote.contains(i.span))
        actors = tuple(a for a in who if quote.contains(a.span))
        place = judged_place(sentence, quote, found.places)
        out.append(
            Claim(
                id="",
                document=document.id,
                part=part.id,
                quote=quote,
                event="assessment",
                stance=cue.stance,
                trigger=trigger,
                hedges=_assessment_hedges(how, trigger, cue.stance),
                likelihood=find_likelihood(sentence, low, high) if cue.stance == "forecast" else None,
                attribution=tuple(Attribution(v.span, v.kind) for v in heard),
                actors=_assessed(document.text, actors, trigger),
                items=items,
                place=place,
                confidence=cue.weight,
                origin=origin,
            )
        )
    return out


def _assessment_hedges(how: Manner, trigger: Span, stance: str) -> tuple[Span, ...]:
    own = tuple(h for h in how.hedges if not h.overlaps(trigger))
    return tuple(sorted((*own, trigger))) if stance in {"unknown", "forecast", "possible"} else own


def _assessed(text: str, actors: tuple[Actor, ...], trigger: Span) -> tuple[Actor, ...]:
    """Whose doing is judged: the last one named before the cue in its clause, or the first after "that"; who
    stands behind "to", "against", "from" is aimed at. Others in the sentence are left out."""
    before = [
        a for a in actors if a.span.end <= trigger.start and "," not in text[a.span.end : trigger.start]
    ]
    after = [a for a in actors if a.span.start >= trigger.end]
    out = [replace(before[-1], role="agent")] if before else []
    for actor in after:
        lead = re.findall(r"[a-z']+", text[trigger.start : actor.span.start].lower())[-2:]
        if not out and not {"to", "against", "from"} & set(lead):
            out.append(replace(actor, role="agent"))
        elif {"to", "against", "from"} & set(lead) and len(out) < _ASSESSED_AT_MOST:
            out.append(replace(actor, role="target"))
    return tuple(sorted(out, key=lambda a: a.span))


def _cue_words(sentence: Sentence, cue: Span) -> tuple[int, int]:
    inside = [n for n, w in enumerate(sentence.words) if w.start < cue.end and cue.start < w.end]
    return inside[0], inside[-1]


def _same_clause(a: Span, b: Span) -> bool:
    shared = min(a.end, b.end) - max(a.start, b.start)
    return shared > 0.6 * min(a.end - a.start, b.end - b.start)
