"""From what the rules found to what the model is asked: stretches of words, candidates for slots, known links."""

from bisect import bisect_left
from collections.abc import Callable, Iterable, Sequence

from sightline.extraction.extract import Material
from sightline.extraction.learned.pairs import LEAD, REACH, Candidate, Linked, Stretch
from sightline.extraction.sentences import Sentence
from sightline.model.claim import Claim
from sightline.model.span import Span

Where = Callable[[int, int], Stretch | None]


def stretches(listed: Sequence[Sentence]) -> Where:
    """The words of a part that overlap [start, end) of the text, numbered through the part; None where there
    are none. A stretch never runs over its sentence."""
    places = [(w.start, w.end, n) for n, s in enumerate(listed) for w in s.words]
    ends = [p[1] for p in places]
    last_of = []
    total = 0
    for sentence in listed:
        total += len(sentence.words)
        last_of.append(total - 1)

    def where(start: int, end: int) -> Stretch | None:
        first = bisect_left(ends, start + 1)
        if first == len(places) or places[first][0] >= end:
            return None
        sentence = places[first][2]
        last = first
        while last < last_of[sentence] and places[last + 1][0] < end:
            last += 1
        return Stretch(first, last, sentence)

    return where


def candidates_of(where: Where, material: Material) -> list[Candidate]:
    """What the rules found that may fill a slot, in text order."""
    spans: list[tuple[str, Span]] = [("item", i.span) for i in material.items]
    spans += [("actor", a.span) for a in material.actors]
    spans += [("place", p.span) for p in material.places if p.span]
    spans += [("time", t.span) for t in material.times]
    spans += [("voice", v.span) for v in material.voices]
    out = {
        Candidate(at, kind, ruled=True)
        for kind, span in spans
        if (at := where(span.start, span.end)) and at.last - at.first < LONGEST
    }
    return sorted(out, key=lambda c: (c.words.first, c.words.last, c.kind))


def with_found(candidates: Sequence[Candidate], found: Iterable[tuple[str, Stretch]]) -> list[Candidate]:
    """The candidates of the rules with the spans that the model (or an annotator) marks: a new one where no
    rule has any, a wider one where dates of the rules stand in one expression ("between 7 and 28 January")."""
    out = set(candidates)
    on = {(c.kind, word): c for c in candidates for word in range(c.words.first, c.words.last + 1)}
    for kind, at in found:
        if at.last - at.first >= LONGEST:
            continue
        over = {on[kind, word] for word in range(at.first, at.last + 1) if (kind, word) in on}
        if over and not (kind == "time" and len(over) > 1):
            continue
        first = min([at.first, *(c.words.first for c in over)])
        last = max([at.last, *(c.words.last for c in over)])
        new = Candidate(Stretch(first, last, at.sentence), kind, ruled=bool(over))
        out -= over
        out.add(new)
        on |= {(kind, word): new for word in range(first, last + 1)}
    return sorted(out, key=lambda c: (c.words.first, c.words.last, c.kind))


def within_reach(candidate: Candidate, trigger: Stretch) -> bool:
    """Whether a span may belong to a trigger: sentences close by, and the setting that a text opens with."""
    near = abs(candidate.words.sentence - trigger.sentence) <= REACH
    return near or (candidate.words.sentence < LEAD and candidate.kind in _SETTING)


_SETTING = ("place", "time", "voice")
LONGEST = 20  # words of a span that can fill a slot


def linked_of(where: Where, claims: Iterable[Claim]) -> list[Linked]:
    """The claims of the rules as links between words, in order of their triggers."""
    out = []
    for claim in claims:
        at = where(claim.trigger.start, claim.trigger.end) if claim.trigger else None
        if at is None:
            continue
        found: list[tuple[str, Span | None]] = [("item", i.span) for i in claim.items]
        found += [("actor", a.span) for a in claim.actors]
        found += [("voice", a.span) for a in claim.attribution]
        found += [("place", claim.place.span if claim.place else None)]
        found += [("from", claim.from_place.span if claim.from_place else None)]
        found += [("time", claim.time.span if claim.time else None)]
        links = []
        for link, span in found:
            words = where(span.start, span.end) if span else None
            if words:
                links.append((link, words.first, words.last))
        out.append(Linked(at, claim.event, tuple(links)))
    return sorted(out, key=lambda x: x.trigger.first)
