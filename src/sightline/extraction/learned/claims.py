"""Claims as the trained model sees them, made of what the rules found and of what only the model did.

The model says which words tell a happening, which event it is, how it is told, and which spans belong to it.
Everything that can be looked up or computed stays with the rules: categories of catalogue items, counts,
countries, hedges, the guards against questions, conditions and rumours, and what earlier sentences lend.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from sightline.extraction.assessments import find_cues
from sightline.extraction.carry import carry_over, sentence_of
from sightline.extraction.extract import CLAIM_PARTS, FULL_LANGUAGES, Material, found_in, only_forecast
from sightline.extraction.extract import ORIGIN as RULES
from sightline.extraction.learned.belongs import own_items
from sightline.extraction.learned.chunks import chunks_of
from sightline.extraction.learned.features import hints
from sightline.extraction.learned.labels import (
    EVENTS,
    LINKABLE,
    LINKS,
    NAMES,
    OUTSIDE,
    PAIR_OUT,
    SINGLE,
    SPANS,
)
from sightline.extraction.learned.network import Model
from sightline.extraction.learned.pairs import (
    LEAD,
    REACH,
    Candidate,
    Linked,
    Stretch,
    pair_columns,
    span_columns,
)
from sightline.extraction.learned.read import candidates_of, linked_of, stretches, with_found, within_reach
from sightline.extraction.learned.settle import once, told_anew, with_rules
from sightline.extraction.learned.slots import Slots, mean, means
from sightline.extraction.learned.tags import spans_of
from sightline.extraction.lending import Lender
from sightline.extraction.nearby import BySpan
from sightline.extraction.quotes import quote_around
from sightline.extraction.reality import framed, is_question, made_up
from sightline.extraction.scene import dates_aside
from sightline.extraction.scope import Scope, is_force, is_hard, scope_of
from sightline.extraction.sentences import Sentence, Word, sentences
from sightline.extraction.stance import Manner, manner, may_deny
from sightline.model.claim import LEARNED, Attribution, Claim, anchor_of
from sightline.model.document import Document, Part
from sightline.model.mention import Mention
from sightline.model.period import Period
from sightline.model.span import Span
from sightline.model.vocabulary import INSTRUMENTS, STANCES, Stance

Scores = NDArray[np.float32]
# Numbers of the candidates within reach of a trigger, and a row of scores for each.
_Links = tuple[list[int], Scores]
# Log odds from which a span belongs to a claim.
_LINKED_BY = {"item": -0.5, "actor": -0.5, "voice": 0.0}
_EAGER = 0.0  # taken off the score of a word that tells nothing; chosen on documents kept out of training
_RULES_SAY = 2.5  # how much likelier an event is where the rules have it on the same words
_BACKED = 0.15  # chance from which a claim of the rules stands by itself
_AT_ONCE = 16  # happenings whose links are scored together; what more of them need is not held in the cache
_NEAR = 12  # triggers before a word that are looked at
_MADE_UP_OF = frozenset(
    "includes include included comprises comprised consists consisted involves involved".split()
)
_LEANING = 2.0  # log odds that a voice gains or loses by how the claim is told
_REPORTED, _ASSERTED = STANCES.index("reported"), STANCES.index("asserted")
_VOICE = LINKS.index("voice")
_SEVERAL = 3  # mentions of forces or their materiel that make a text about them


@dataclass(frozen=True, slots=True)
class _Told:
    """One happening as the model found it."""

    trigger: Stretch
    event: int
    surety: float


def learned(
    document: Document, material: Material, ruled: Sequence[Claim], model: Model
) -> tuple[list[Claim], list[Mention], set[str]]:
    """The model's claims in text order, without ids; the names it finds; and the parts that it could read."""
    claims: list[Claim] = []
    names: list[Mention] = []
    read: set[str] = set()
    for part in document.parts:
        if part.kind in CLAIM_PARTS and part.language in FULL_LANGUAGES:
            mine = [c for c in ruled if c.part == part.id]
            found, named = _Part(document, part, material, mine, model).read()
            claims += found
            names += named
            read.add(part.id)
    return claims, names, read


class _Part:
    """One part with all that was found in it, words numbered through."""

    def __init__(
        self, document: Document, part: Part, material: Material, ruled: list[Claim], model: Model
    ) -> None:
        self._document, self._part, self._material, self._model = document, part, material, model
        self._ruled = ruled
        self._listed = list(sentences(document.text, part.start, part.end))
        self._words: list[Word] = [w for s in self._listed for w in s.words]
        self._ends: list[int] = []
        for sentence in self._listed:
            self._ends.append((self._ends[-1] if self._ends else 0) + len(sentence.words))
        self._where = stretches(self._listed)
        self._linked = linked_of(self._where, ruled)
        self._slots = Slots(document, part, material, self._span)

    def read(self) -> tuple[list[Claim], list[Mention]]:
        if not self._words:
            return [], []
        columns = hints(self._document.text, self._listed, self._material, self._ruled)
        scores = self._model.word_scores(chunks_of(self._listed, self._model.pieces), columns)
        return self._claims(scores), self._names(scores["names"])

    def _names(self, scores: Scores) -> list[Mention]:
        found = spans_of(scores, self._ends)
        return [Mention(self._span(self._stretch(a, b)), NAMES[kind]) for a, b, kind in found]

    def _claims(self, scores: dict[str, Scores]) -> list[Claim]:
        told = self._told(scores["trigger"])
        candidates = self._candidates(scores["spans"])
        links = self._links(told, candidates, scores)
        out = [
            claim
            for one, linked in zip(told, links, strict=True)
            if (claim := self._claim(one, linked, candidates, scores)) is not None
        ]
        ruled = BySpan([self._own_words(c) for c in self._ruled if c.trigger], anchor_of)
        out = [with_rules(c, ruled) for c in once(out)]
        out = told_anew([c for c in out if not self._only_forecast(c)], self._document.text)
        found = found_in(self._part, self._material)
        scope = scope_of(self._part.end - self._part.start, found.items, found.actors, found.places)
        out = [
            c for c in out if (scope.covers(c.quote.start) and self._of_forces(c, scope)) or self._armed(c)
        ]
        lend = Lender(self._document, self._listed, found)
        return carry_over(self._document, self._listed, out, found, lend)

    def _own_words(self, claim: Claim) -> Claim:
        """A claim of the rules without the time that earlier sentences lend it: for that there is the fitted choice."""
        sentence = self._sentence(claim)
        span = claim.time.span if claim.time else None
        lent = span is not None and not sentence.start <= span.start < sentence.end
        return replace(claim, time=None) if lent else claim

    def _armed(self, claim: Claim) -> bool:
        """Whether the rules know something of the claim as a force, or as what only forces have."""
        slots = self._slots
        return any(is_hard(i) and slots.known_item(i) for i in claim.items) or any(
            is_force(a) and slots.known_actor(a) for a in claim.actors
        )

    def _of_forces(self, claim: Claim, scope: Scope) -> bool:
        """Where a text hardly speaks of forces, a claim has to stand in a sentence that does: "the mayor left"
        beside one sentence about tanks is none."""
        if scope.dense and len(scope.marks) >= _SEVERAL:
            return True
        sentence = self._sentence(claim)
        return any(sentence.start <= offset < sentence.end for offset, _ in scope.marks)

    def _only_forecast(self, claim: Claim) -> bool:
        """ "It is unlikely that they will return": the judgement is told, the return is not."""
        if claim.event == "assessment":
            return False
        cues = find_cues(self._document.text, self._sentence(claim))
        return only_forecast(self._document.text, claim, cues)

    def _sentence(self, claim: Claim) -> Sentence:
        return self._listed[sentence_of(self._listed, claim)]

    def _told(self, scores: Scores) -> list[_Told]:
        scores = scores.copy()
        scores[:, OUTSIDE] -= _EAGER
        likely = _softmax(scores)
        out = []
        for first, last, _ in spans_of(scores, self._ends):
            at = self._stretch(first, last)
            tags = mean(likely, at)[1:]
            chances = tags[0::2] + tags[1::2]
            for event in self._ruled_events(at):
                chances[event] *= _RULES_SAY
            label = int(chances.argmax())
            out.append(self._of_noun(_Told(at, label, float(chances[label] / max(1.0, chances.sum())))))
        return sorted([*out, *self._backed(likely, out)], key=lambda t: t.trigger.first)

    def _of_noun(self, told: _Told) -> _Told:
        """ "The deployment includes five launchers" tells of the deployment, as the rules have it, not of who holds what."""
        at = told.trigger
        if EVENTS[told.event] != "presence" or self._words[at.first].low not in _MADE_UP_OF:
            return told
        nouns = [
            x for x in self._linked if x.trigger.last == at.first - 1 and x.trigger.sentence == at.sentence
        ]
        return _Told(nouns[0].trigger, EVENTS.index(nouns[0].event), told.surety) if nouns else told

    def _backed(self, likely: Scores, told: Sequence[_Told]) -> list[_Told]:
        """What the rules tell and the model holds possible, though it would not have said so itself."""
        out: list[_Told] = []
        taken = {n for t in told for n in range(t.trigger.first, t.trigger.last + 1)}
        for known in self._linked:
            at, event = known.trigger, EVENTS.index(known.event)
            mine = set(range(at.first, at.last + 1))
            if taken & mine:
                continue
            chance = float(likely[at.first : at.last + 1, [2 * event + 1, 2 * event + 2]].sum(-1).max())
            if chance >= _BACKED:
                out.append(_Told(at, event, chance))
                taken |= mine
        return out

    def _ruled_events(self, at: Stretch) -> set[int]:
        """The events that claims of the rules tell with these words."""
        return {EVENTS.index(x.event) for x in self._touching(at)}

    def _touching(self, at: Stretch) -> list[Linked]:
        """The claims of the rules whose triggers share a word with the stretch."""
        last = bisect_right(self._linked, at.last, key=lambda x: x.trigger.first)
        return [x for x in self._linked[max(0, last - _NEAR) : last] if x.trigger.touches(at)]

    def _stretch(self, first: int, last: int) -> Stretch:
        return Stretch(first, last, bisect_right(self._ends, first))

    def _span(self, at: Stretch) -> Span:
        """The text of a stretch, a possessive ending left out."""
        start, end = self._words[at.first].start, self._words[at.last].end
        text = self._document.text[start:end]
        for ending in ("'s", "’s"):
            if text.endswith(ending) and len(text) > len(ending):
                text = text.removesuffix(ending)
        return Span(start, start + len(text), text)

    def _candidates(self, scores: Scores) -> list[Candidate]:
        """What the rules found, and what the model found where no rule did."""
        found = [
            (kind, self._stretch(first, last))
            for number, kind in enumerate(SPANS)
            for first, last, _ in spans_of(scores[:, 3 * number : 3 * number + 3], self._ends)
        ]
        return with_found(candidates_of(self._where, self._material), found)

    def _links(
        self, told: Sequence[_Told], candidates: Sequence[Candidate], scores: dict[str, Scores]
    ) -> list[_Links]:
        """For each happening its candidates within reach, with their scores."""
        low, starts = [w.low for w in self._words], sorted(t.trigger.first for t in told)
        commas = [n for n, word in enumerate(low) if word == ","]
        triggers = means(scores["as_trigger"], [t.trigger for t in told])
        spans = means(scores["as_span"], [c.words for c in candidates])
        known = [span_columns(low, c) for c in candidates]
        lead = [n for n, c in enumerate(candidates) if c.words.sentence < LEAD]
        at_sentence = [c.words.sentence for c in candidates]
        out: list[_Links] = []
        for begin in range(0, len(told), _AT_ONCE):
            lefts: list[int] = []
            rights: list[int] = []
            near: list[list[int]] = []
            columns: list[list[int]] = []
            for number, one in enumerate(told[begin : begin + _AT_ONCE], begin):
                first = bisect_left(at_sentence, one.trigger.sentence - REACH)
                last = bisect_right(at_sentence, one.trigger.sentence + REACH)
                open_ = [n for n in lead if n < first and within_reach(candidates[n], one.trigger)]
                here = [*open_, *range(first, last)]
                told_too = self._touching(one.trigger)
                given = [(candidates[n], known[n]) for n in here]
                columns += pair_columns(low, one.trigger, given, starts, commas, told_too)
                lefts += [number] * len(here)
                rights += here
                near.append(here)
            found = np.empty((0, PAIR_OUT), np.float32)
            if lefts:
                found = self._model.pair_scores(triggers[lefts], spans[rights], columns)
            at = 0
            for here in near:
                out.append((here, found[at : at + len(here)]))
                at += len(here)
        return out

    def _claim(
        self,
        one: _Told,
        linked: _Links,
        candidates: list[Candidate],
        scores: dict[str, Scores],
    ) -> Claim | None:
        sentence = self._listed[one.trigger.sentence]
        if is_question(self._document.text, sentence):
            return None
        chosen = _chosen(linked, candidates)
        trigger = self._span(one.trigger)
        first = one.trigger.first - (self._ends[one.trigger.sentence] - len(sentence.words))
        how = manner(sentence, first, first + one.trigger.last - one.trigger.first, reported=False)
        items = tuple(self._slots.item(c, scores) for c, _ in chosen["item"])
        actors = tuple(self._slots.actor(c, s) for c, s in chosen["actor"])
        voices = self._slots.voices(self._heard(one, linked, candidates, scores), one.trigger, scores)
        place, origin = (self._slots.place(chosen[k][0][0]) if chosen[k] else None for k in ("place", "from"))
        time = self._time(one, chosen["time"])
        event = EVENTS[one.event]
        items = own_items(
            items, event=event, trigger=trigger, sentence=sentence, text=self._document.text, voices=voices, place=place
        )  # fmt: skip
        actors = tuple(a for a in actors if not self._slots.is_address(a))
        seen = [v for v in voices if v.kind in INSTRUMENTS]
        if time is None and event == "presence":
            time = self._slots.taken_on(seen)
        faked = any(made_up(self._document.text, v.span) for v in seen)
        stance = self._stance(one, scores, sentence, trigger, how, voices, faked=faked)
        if faked:
            voices = tuple(v for v in voices if v not in seen)
        inside = [trigger, *(i.span for i in items), *(a.span for a in actors), *how.hedges]
        inside += [p.span for p in (place, origin, time) if p and p.span]
        inside += [v.span for v in voices]
        both, mine = one.event in self._ruled_events(one.trigger), f"{LEARNED}{self._model.version}"
        return Claim(
            id="",
            document=self._document.id,
            part=self._part.id,
            quote=quote_around(self._document.text, sentence, trigger, inside),
            event=event,
            stance=stance,
            trigger=trigger,
            hedges=how.hedges,
            likelihood=how.likelihood,
            attribution=voices,
            actors=tuple(sorted(actors, key=lambda a: a.span)),
            items=items,
            place=place,
            from_place=origin,
            time=time,
            confidence=round(self._model.confidence(one.surety, both=both), 2),
            origin=f"{RULES} + {mine}" if both else mine,
        )

    def _stance(
        self,
        one: _Told,
        scores: dict[str, Scores],
        sentence: Sentence,
        trigger: Span,
        how: Manner,
        voices: tuple[Attribution, ...],
        *,
        faked: bool,
    ) -> Stance:
        """The model's, unless the frame around the trigger says that it is not so, or not known to be so."""
        text = self._document.text
        told = mean(scores["stance"], one.trigger)
        stance = STANCES[int(told.argmax())]
        behind = self._listed[one.trigger.sentence + 1 : one.trigger.sentence + 2]
        if stance == "denied" and not may_deny(text, sentence, behind[0] if behind else None):
            stance = max((s for s in STANCES if s != "denied"), key=lambda s: told[STANCES.index(s)])
        seen = bool(voices) and all(v.kind in INSTRUMENTS for v in voices)
        if stance == "reported" and seen:
            stance = "asserted"  # what pictures or tracks show, the document says itself
        if faked:
            stance = "possible"
        if stance == "forecast" and how.stance == "possible":
            stance = "possible"
        return framed(text, sentence, trigger, stance)

    def _heard(
        self, one: _Told, linked: _Links, candidates: Sequence[Candidate], scores: dict[str, Scores]
    ) -> list[tuple[Candidate, Scores]]:
        """The voices of a claim, surest first: what is most likely told as somebody's word needs less for a voice to be
        its own, and what the text tells itself needs more; what pictures and tracks show is told either way."""
        told = _softmax(mean(scores["stance"], one.trigger))
        leaning = _LEANING * float(told[_REPORTED] - told[_ASSERTED])
        here, found = linked
        out = []
        for at, score in enumerate(found[:, _VOICE].tolist()):
            candidate = candidates[here[at]]
            if candidate.kind != "voice":
                continue
            shown = self._slots.voice_kind(candidate, scores) in INSTRUMENTS
            if score > _LINKED_BY["voice"] - (0.0 if shown else leaning):
                out.append((score, at))
        out.sort(key=lambda f: -f[0])
        return [(candidates[here[at]], found[at]) for _, at in out]

    def _time(self, one: _Told, chosen: list[tuple[Candidate, Scores]]) -> Period | None:
        if not chosen:
            return None
        at = chosen[0][0].words
        if at.sentence == one.trigger.sentence:
            sentence = self._listed[at.sentence]
            base = self._ends[at.sentence] - len(sentence.words)
            trigger = Stretch(one.trigger.first - base, one.trigger.last - base, at.sentence)
            if dates_aside(sentence, trigger, (at.first - base, at.last - base)):
                return None
        return Period(span=self._span(at))


def _chosen(linked: _Links, candidates: list[Candidate]) -> dict[str, list[tuple[Candidate, Scores]]]:
    """For each link what fills it, surest first; of place, origin and time the best, if any is better than none."""
    out: dict[str, list[tuple[Candidate, Scores]]] = {}
    here, scores = linked
    by_link = scores.T.tolist()
    for number, link in enumerate(LINKS):
        least = _LINKED_BY.get(link, 0.0)
        fitting = [
            (score, at)
            for at, score in enumerate(by_link[number])
            if score > least and link in LINKABLE[candidates[here[at]].kind]
        ]
        fitting.sort(key=lambda f: -f[0])
        if link in SINGLE:
            fitting = fitting[:1]
        out[link] = [(candidates[here[at]], scores[at]) for _, at in fitting]
    if out["place"] and out["from"] and out["place"][0][0] == out["from"][0][0]:
        place, origin = (out[k][0][1][LINKS.index(k)] for k in ("place", "from"))
        out["from" if place >= origin else "place"] = []
    return out


def _softmax(scores: Scores) -> Scores:
    high = np.exp(scores - scores.max(-1, keepdims=True))
    found: Scores = high / high.sum(-1, keepdims=True)
    return found
