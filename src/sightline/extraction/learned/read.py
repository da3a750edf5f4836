"""From what the rules found to what the model is asked: stretches of words, candidates for slots, known links."""

from bisect import bisect_left
from collections.abc import Callable, Iterable, Sequence

from sightline.extraction.extract import Material
from sightline.extraction.learned.pairs import Candidate, Linked, Stretch
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


LONGEST = 20  # words of a span that can fill a slot


def linked_of(where: Where, claims: Iterable[Claim]) -> list[Linked]:
    """The claims of the rules as links between words."""
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
        out.append(Linked(at, tuple(links)))
    return out
