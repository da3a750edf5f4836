"""Index: look-ups over the facts and the fusion that every page of the brief needs."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from sightline.brief import words
from sightline.brief.tables import JUDGING
from sightline.model.claim import Claim
from sightline.model.document import Document, Part
from sightline.model.event import Decided, Event, Fusion, Voice
from sightline.model.evidence import Evidence
from sightline.model.facts import Facts
from sightline.model.vocabulary import LOW_PARTS


@dataclass(frozen=True, slots=True)
class Index:
    """labels: claim id -> "a1": the document's letter and the claim's number in reading order.

    decided: claim or event id -> what analysts decided on it. refused: ids of what they rejected, claims of rejected
    events too.
    """

    claims: dict[str, Claim]
    documents: dict[str, Document]
    letters: dict[str, str]
    labels: dict[str, str]
    voices: dict[str, Voice]
    voice_of: dict[str, Voice]
    decided: dict[str, Decided]
    refused: frozenset[str]
    evidence: tuple[Evidence, ...]

    def part(self, claim: Claim) -> Part | None:
        document = self.documents[claim.document]
        return next((p for p in document.parts if p.id == claim.part), None)

    def below(self, claim: Claim) -> bool:
        """Said in a comment or a pingback, not in the article."""
        part = self.part(claim)
        return part is not None and part.kind in LOW_PARTS

    def rejected(self, subject: str) -> bool:
        return subject in self.refused

    def known(self, ids: Iterable[str]) -> list[Claim]:
        """The claims of those ids that are in the facts, in reading order."""
        return sorted((self.claims[i] for i in set(ids) if i in self.claims), key=self.order)

    def order(self, claim: Claim) -> tuple[int, int, int, str]:
        letter = self.letters[claim.document]
        return len(letter), sum(ord(c) for c in letter), claim.quote.start, claim.id

    def voices_of(self, claims: Iterable[Claim], event: Event | None = None) -> list[Voice]:
        """The distinct voices behind the claims, in the order of their first document. In an event, documents
        that go back to one origin speak as one, though elsewhere they are apart."""
        own = [self.voices[v] for v in event.voices if v in self.voices] if event else []
        found: dict[str, Voice] = {}
        for claim in sorted(claims, key=self.order):
            heard = (v for v in own if claim.document in v.documents)
            voice = next(heard, self.voice_of[claim.document])
            found.setdefault(voice.id, voice)
        return list(found.values())

    def name(self, document: str) -> str:
        """What to call a document in running text: its site, else its title, else its letter; the letter too
        where another document has the same name."""
        found = self.documents[document]
        name = found.site or found.title
        if name is None:
            return f"document {self.letters[document].upper()}"
        same = [d for d in self.documents.values() if (d.site or d.title) == name]
        return name if len(same) == 1 else f"{name} {self.letters[document].upper()}"

    def cited(self, document: str) -> str:
        """The name as it stands in a sentence: a site as it is, a title in quotation marks."""
        found, name = self.documents[document], self.name(document)
        inner = re.sub(r'"([^"]*)"', r"‘\1’", name)
        return words.quoted(inner, 70) if found.site is None and found.title else words.clean(name)


def letters(count: int) -> list[str]:
    """a, b, ... z, aa, ab, ..."""

    def letter(n: int) -> str:
        return (letter(n // 26 - 1) if n >= 26 else "") + chr(97 + n % 26)

    return [letter(n) for n in range(count)]


def index(facts: Facts, fusion: Fusion) -> Index:
    """Claims whose document is not in the facts are left out: without its text nothing can be shown."""
    documents = {d.id: d for d in facts.documents}
    named = dict(zip(documents, letters(len(documents)), strict=True))
    claims = {c.id: c for c in facts.claims if c.document in documents}
    labels: dict[str, str] = {}
    for document, letter in named.items():
        own = sorted(
            (c for c in claims.values() if c.document == document), key=lambda c: (c.quote.start, c.id)
        )
        labels |= {c.id: f"{letter}{n}" for n, c in enumerate(own, 1)}
    # Whole documents come first among the voices; those of one event or one comment follow.
    voice_of: dict[str, Voice] = {}
    for voice in fusion.voices:
        for document in voice.documents:
            voice_of.setdefault(document, voice)
    for document in documents:
        voice_of.setdefault(document, Voice(f"own:{document}", (document,)))
    decided = {d.subject: d for d in fusion.decided} | {e.id: e.decided for e in fusion.events if e.decided}
    refused = {key for key, d in decided.items() if d.verdict == "rejected"}
    refused |= {c for e in fusion.events if e.id in refused for c in e.claims}
    return Index(
        claims,
        documents,
        named,
        labels,
        {v.id: v for v in fusion.voices},
        voice_of,
        decided,
        frozenset(refused),
        facts.evidence,
    )


def stating(event: Event, ix: Index) -> list[Claim]:
    """The event's claims that say it happened, may have or will: of articles, not denied, not judgements,
    not rejected by an analyst."""
    return [
        c
        for c in ix.known(event.claims)
        if not ix.below(c) and c.stance not in JUDGING and c.stance != "denied" and not ix.rejected(c.id)
    ]


def denying(event: Event, ix: Index) -> list[Claim]:
    return [
        c
        for c in ix.known(event.claims)
        if not ix.below(c) and c.stance == "denied" and not ix.rejected(c.id)
    ]


def happenings(fusion: Fusion, ix: Index) -> list[Event]:
    """The events that an article states or denies, by time; those without a date last."""
    kept = [
        e
        for e in fusion.events
        if e.kind != "assessment" and not ix.rejected(e.id) and (stating(e, ix) or denying(e, ix))
    ]
    return sorted(kept, key=_by_time)


def _by_time(event: Event) -> tuple[bool, float, float, str]:
    period = event.period
    if period is None or not period.known:
        return True, 0.0, 0.0, event.id
    last = period.latest or period.earliest
    first = period.earliest or period.latest
    assert last is not None
    assert first is not None
    return False, last.timestamp(), first.timestamp(), event.id
