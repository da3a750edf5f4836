"""Claims in languages that the rules do not read in full: materiel named, and the few verbs that are plain.

What is not understood is not guessed: without such a verb a list of materiel is a presence in the text's own
words, without place, date or voice unless they stand in the same clause.
"""

from dataclasses import dataclass, replace
from functools import cache
from importlib import resources

from sightline.extraction.sentences import Sentence, sentences
from sightline.model.claim import Claim, Item
from sightline.model.document import Document, Part
from sightline.model.mention import Mention
from sightline.model.period import Period
from sightline.model.place import Place
from sightline.model.span import Span, cut
from sightline.model.vocabulary import EVENT_KINDS, PEOPLE, EventKind

ORIGIN = "shallow 0.1"
_DOMAINS: tuple[tuple[str, frozenset[str]], ...] = (
    (
        "air",
        frozenset(
            "fighter bomber attack-aircraft transport-aircraft tanker-aircraft isr-aircraft trainer-aircraft"
            " helicopter uav aircraft".split()
        ),
    ),
    (
        "land",
        frozenset(
            "tank ifv apc armoured-vehicle artillery mlrs mortar anti-tank engineer-vehicle vehicle".split()
        ),
    ),
    ("air defence", frozenset("sam-system sam-launcher aa-gun manpads radar command-post".split())),
    (
        "sea",
        frozenset(
            "aircraft-carrier destroyer frigate corvette submarine patrol-vessel landing-ship auxiliary-ship"
            " ship".split()
        ),
    ),
    ("people", PEOPLE),
)
_NEAR = 60  # characters between a verb and what it is about, at most


@dataclass(frozen=True, slots=True)
class _Verb:
    event: EventKind
    span: Span


def shallow_claims(
    document: Document,
    part: Part,
    items: tuple[Item, ...],
    places: tuple[Place, ...],
    times: tuple[Mention, ...],
) -> list[Claim]:
    """One claim a verb with the materiel beside it; the rest of the materiel as presence, by its domain."""
    out: list[Claim] = []
    for sentence in sentences(document.text, part.start, part.end):
        here = [i for i in items if i.span.within(sentence)]
        taken: set[Span] = set()
        for verb in _verbs(document, part.language or "", sentence):
            about = _about(verb, here)
            if about:
                taken |= {i.span for i in about}
                spans = [verb.span, *(i.span for i in about)]
                out.append(_claim(document, part, verb.event, verb.span, about, spans))
        for listed in _by_domain([i for i in here if i.span not in taken]):
            out.append(_claim(document, part, "presence", listed[-1].span, listed, [i.span for i in listed]))
        out = [_set_in(c, sentence, places, times) for c in out]
    return out


def _set_in(claim: Claim, sentence: Sentence, places: tuple[Place, ...], times: tuple[Mention, ...]) -> Claim:
    """Place and time of the same sentence, for claims that a verb makes; a bare list is set nowhere."""
    if claim.event == "presence" or not (sentence.start <= claim.quote.start < sentence.end):
        return claim
    place = _nearest([p for p in places if p.span and p.span.within(sentence)], claim)
    time = next((t for t in times if t.span.within(sentence)), None)
    return replace(
        claim,
        place=claim.place or place,
        time=claim.time or (Period(span=time.span) if time else None),
    )


def _nearest(places: list[Place], claim: Claim) -> Place | None:
    anchor = claim.trigger or claim.quote
    return min(places, key=lambda p: abs((p.span or anchor).start - anchor.start), default=None)


def _claim(
    document: Document, part: Part, event: EventKind, trigger: Span, items: list[Item], spans: list[Span]
) -> Claim:
    quote = cut(document.text, min(s.start for s in spans), max(s.end for s in spans))
    return Claim(
        id="",
        document=document.id,
        part=part.id,
        quote=quote,
        event=event,
        stance="asserted",
        trigger=trigger,
        items=tuple(sorted(items, key=lambda i: i.span)),
        confidence=0.35,
        origin=ORIGIN,
    )


def _about(verb: _Verb, items: list[Item]) -> list[Item]:
    def gap(item: Item) -> int:
        return max(item.span.start - verb.span.end, verb.span.start - item.span.end, 0)

    return [i for i in items if gap(i) <= _NEAR and not i.span.overlaps(verb.span)]


def _by_domain(items: list[Item]) -> list[list[Item]]:
    out: dict[str, list[Item]] = {}
    for item in items:
        domain = next((name for name, kinds in _DOMAINS if item.category in kinds), "other")
        out.setdefault(domain, []).append(item)
    return list(out.values())


def _verbs(document: Document, language: str, sentence: Sentence) -> list[_Verb]:
    stems = _stems().get(language, {})
    found: list[_Verb] = []
    for word in sentence.words:
        for stem, event in stems.items():
            if word.low.startswith(stem):
                found.append(_Verb(event, document.span(word.start, word.end)))
                break
    return found


@cache
def _stems() -> dict[str, dict[str, EventKind]]:
    """Language -> stem -> event, longer stems first."""
    text = resources.files("sightline.extraction").joinpath("data/triggers_other.tsv").read_text("utf-8")
    table: dict[str, dict[str, EventKind]] = {}
    for line in text.splitlines():
        if not line.startswith("#"):
            language, event, stems = line.split("\t")
            assert event in EVENT_KINDS, event
            table.setdefault(language, {}).update(dict.fromkeys(stems.split(), event))
    return {k: dict(sorted(v.items(), key=lambda x: -len(x[0]))) for k, v in table.items()}
