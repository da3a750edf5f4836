"""refuse: documents, evidence and judgements come or go, and only what they touch is fused again.

The state lives in memory; what it holds is what `fuse` gives for the same facts, whatever the order in which they
came. Touched are: the claims of the documents, what they cluster with, the events of documents whose voice another
document changes, and events that share a document with those where that document says what is not known.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from sightline.fusion.bonds import NO_BONDS, Bonds
from sightline.fusion.fuse import all_voices, event_of, members_of, no_event, unknowns_of
from sightline.fusion.independence import Kinship
from sightline.fusion.judged import Judged, concerned, judged, owners
from sightline.fusion.judged_events import decided_events
from sightline.fusion.kin_kept import KeptKin
from sightline.fusion.links import Links, linked
from sightline.fusion.nodes import Node
from sightline.fusion.profile import Profile, profile
from sightline.fusion.quantities import trust
from sightline.fusion.record import Record
from sightline.fusion.shown import trusted
from sightline.fusion.spoken import Spoken, spoken
from sightline.model.capture import Capture
from sightline.model.claim import Claim
from sightline.model.document import Document
from sightline.model.event import Event, Fusion, Voice
from sightline.model.evidence import Evidence
from sightline.model.facts import Facts
from sightline.model.judgement import Judgement
from sightline.model.quiet import no_collecting
from sightline.model.source import Source
from sightline.model.vocabulary import LOW_PARTS

Read = tuple[Document, Sequence[Claim]]


@dataclass(frozen=True, slots=True)
class Changed:
    """Events that are new or not as they were, by id; ids of events that are no more."""

    events: Mapping[str, Event]
    gone: frozenset[str]


class Fused:
    """What follows from facts, kept so that a change costs what it touches. events: by id, without what analysts
    decided on events, which `fusion` adds. profiles: by document id, where they were kept."""

    def __init__(self, facts: Facts, profiles: Mapping[str, Profile] | None = None) -> None:
        self.documents = {d.id: d for d in facts.documents}
        self.events: dict[str, Event] = {}
        self._read: dict[str, dict[str, Claim]] = defaultdict(dict)
        for claim in facts.claims:
            self._read[claim.document][claim.id] = claim
        self._home = {c.id: c.document for c in facts.claims}
        self._rest = (facts.evidence, facts.judgements, facts.sources)
        self._captures = facts.captures
        kept = profiles or {}
        self._kin = KeptKin(kept.get(d.id) or profile(d) for d in self.documents.values())
        self._whole = Judged(facts)
        self._judged_in: set[str] = set()  # documents that a judgement can mean
        # Of these the claims, as corrected; empty where nothing was decided.
        self._by_id: dict[str, Claim] = {}
        self._event_of: dict[str, str] = {}
        self._voices: dict[str, tuple[Voice, ...]] = {}
        self._unknown: dict[
            str, dict[str, str]
        ] = {}  # document -> claim -> first claim of the event it is said of
        self._begin()

    @no_collecting()
    def _begin(self) -> None:
        self._whole = self._judged()
        self._corrected = {d: self._claims(d) for d in self._read}
        told, low = self._told(self._read)
        self.record = Record(told, low, _bonds(self._whole.links))
        self.events, self._event_of, self._voices, self._unknown = {}, {}, {}, {}
        self._trusts = self._trusted(self.documents)
        kin = self._kin.kinship(self._owners())
        self._build({id(n): n for n in self.record.nodes()}.values(), kin)

    def fusion(self) -> Fusion:
        """All of it, as `fuse` gives it."""
        kin = self._kin.kinship(self._owners(), whole=True)
        read = [c for claims in self._read.values() for c in claims.values()]
        events, reopened = decided_events(
            sorted(self.events.values(), key=lambda e: e.id), self._whole.of_events, read
        )
        speaking = (v for voices in self._voices.values() for v in voices)
        loose = sorted(c.id for c in read if c.id not in self._event_of)
        return Fusion(
            all_voices(kin, speaking, events),
            tuple(sorted(events, key=lambda e: e.id)),
            tuple(loose),
            self._whole.decided,
            (*self._whole.reopened, *reopened),
        )

    def refuse(
        self,
        added: Iterable[Read] = (),
        removed: Collection[str] = (),
        *,
        evidence: Sequence[Evidence] | None = None,
        judgements: Sequence[Judgement] | None = None,
        sources: Sequence[Source] | None = None,
        captures: Sequence[Capture] | None = None,
        profiles: Mapping[str, Profile] | None = None,
    ) -> Changed:
        """added: readings; of a document that is there already it replaces the one before. removed: document ids.
        evidence, judgements, sources, captures: all that hold from now on, where they are others than before.
        profiles: of documents among the added, where they were kept."""
        if captures is not None:
            self._captures = tuple(captures)
        owned, looked, links = self._owners(), self._looked(), self._whole.links
        rated = self._rest[2]
        self._rest = tuple(  # type: ignore[assignment]
            old if new is None else tuple(new)
            for old, new in zip(self._rest, (evidence, judgements, sources), strict=True)
        )
        touched, spoke = self._take_documents(added, removed, profiles or {})
        if self._owners() != owned:  # who owns a source can change any voice
            before = self.events
            self._begin()
            return _difference(before, self.events)
        if self._rest[1] or links != Links():
            rejected, were = self._whole.rejected, self._judged_in
            self._whole = self._judged()
            turned = rejected ^ self._whole.rejected
            for document in (were | self._judged_in) & self._read.keys():
                held = self._read[document]
                if self._claims(document) != self._corrected.get(document) or turned & held.keys():
                    touched.add(document)
        for document in touched:
            self._corrected.pop(document, None)
            if document in self._read:
                self._corrected[document] = self._claims(document)
        told, low = self._told(touched & self._read.keys())
        bonds = _bonds(self._whole.links)
        change = self.record.replace(told, touched, low, bonds if bonds != self.record.bonds else None)
        nodes = [*change.gone, *change.fresh, *(n for c in change.clusters for n in c.nodes())]
        seeds = {c.id for n in nodes for s in n.statements for c in s.claims}
        seeds |= {
            c.id for d in spoke | self._trust_changed(touched, rated) for c in self.record.told.get(d, ())
        }
        now = self._looked()
        seeds |= {c for c in {*looked, *now} if looked.get(c) != now.get(c)}
        if links != self._whole.links:
            seeds |= {c for r in {*links.reasons, *self._whole.links.reasons} for c in r.ids}
        return self._again(seeds)

    def _take_documents(
        self, added: Iterable[Read], removed: Collection[str], profiles: Mapping[str, Profile]
    ) -> tuple[set[str], set[str]]:
        """The documents that come or go, and those whose voice that changes."""
        touched: set[str] = set()
        spoke: set[str] = set()
        coming = {document.id: (document, claims) for document, claims in added}
        for key in {*removed, *coming}:
            touched.add(key)
            for claim in self._read.pop(key, ()):
                self._home.pop(claim, None)
            if self.documents.pop(key, None) is not None:
                spoke |= self._kin.remove(key)
        for key, (document, claims) in coming.items():
            self.documents[key] = document
            self._read[key] = {c.id: c for c in claims}
            self._home.update(dict.fromkeys(self._read[key], key))
            spoke |= self._kin.add(profiles.get(key) or profile(document))
        return touched, spoke

    def _again(self, seeds: set[str]) -> Changed:
        """Makes the events of some claims again, and those beside them in a document that says what is not known: it
        may be said of another of them now. Further it does not go, for those beside are of the same claims as before."""
        before: dict[str, Event] = {}
        nodes: dict[int, Node] = {}
        turned = self._gather(seeds, before, nodes)
        saying = {d for d in turned if any(c.stance == "unknown" for c in self._corrected[d])}
        self._gather({c.id for d in saying for c in self.record.told.get(d, ())}, before, nodes)
        made = self._build(nodes.values(), self._kin.kinship(self._owners()), turned)
        return _difference(before, {key: self.events[key] for key in made})

    def _gather(self, seeds: set[str], before: dict[str, Event], nodes: dict[int, Node]) -> set[str]:
        """Takes out the events of some claims, and those that share a node with them. Gives the documents of all their
        claims."""
        documents: set[str] = set()
        open_ = set(seeds)
        while open_:
            ids = set(open_)
            for event in {self._event_of[c] for c in open_ if c in self._event_of}:
                before[event] = self.events.pop(event)
                ids.update(before[event].claims)
                self._voices.pop(event)
            found = [n for n in self.record.nodes_of_claims(ids) if id(n) not in nodes]
            whole = {id(n): n for node in found for n in self.record.group(node).nodes}
            nodes |= whole
            held = [c for n in whole.values() for s in n.statements for c in s.claims]
            documents.update(c.document for c in held)
            open_ = {c.id for c in held if c.id in self._event_of and self._event_of[c.id] in self.events}
            open_ -= ids
            for one in ids:
                self._event_of.pop(one, None)
        return documents

    def _build(self, nodes: Iterable[Node], kin: Kinship, turned: Collection[str] | None = None) -> list[str]:
        """Makes the events of some nodes. turned: documents with a claim whose event may be another, all of whose events
        are among these if they say what is not known; of the others that stays said of what it was. Gives the ids."""
        groups = {}
        seen: set[int] = set()
        for node in nodes:
            if id(node) not in seen:
                group = self.record.group(node)
                seen |= {id(n) for n in group.nodes}
                groups[id(node)] = group
        linked_ = linked([members_of(g) for g in groups.values()], self._whole.links)
        parties = [(spoken(claims, kin), because) for claims, because in linked_]
        near = {c.document for p, _ in parties for c in p.claims}
        unknown = self._unknowns(
            [p for p, _ in parties], near, near if turned is None else near & set(turned)
        )
        looked = self._looked()
        trusts, counts = self._trusts
        made: list[str] = []
        for party, because in parties:
            event = event_of(party, because, looked, unknown.get(party.claims[0].id, []), trusts, counts)
            made.append(event.id)
            self.events[event.id] = event
            self._event_of.update(dict.fromkeys(event.claims, event.id))
            self._voices[event.id] = tuple(dict.fromkeys(party.voice.values()))
        return made

    def _unknowns(
        self, parties: Sequence[Spoken], near: Collection[str], turned: Collection[str]
    ) -> dict[str, list[Claim]]:
        """What is said not to be known, by the first claim of the event that it is said of. near: the documents of the
        events."""
        asked = (c for d in turned for c in self._corrected[d] if self._is_unknown(c))
        found = unknowns_of(sorted(asked, key=lambda c: c.id), parties)
        for document in turned:
            self._unknown.pop(document, None)
        for first, claims in found.items():
            for claim in claims:
                self._unknown.setdefault(claim.document, {})[claim.id] = first
        for document in set(near).difference(turned).intersection(self._unknown):
            of = self._unknown[document]
            for claim in self._corrected[document]:
                if claim.id in of:
                    found.setdefault(of[claim.id], []).append(claim)
        return {first: sorted(claims, key=lambda c: c.id) for first, claims in found.items()}

    def _is_unknown(self, claim: Claim) -> bool:
        return claim.stance == "unknown" and claim.id not in self._whole.rejected

    def _judged(self) -> Judged:
        """What follows from the judgements, out of the documents that any of them can mean."""
        evidence, judgements, sources = self._rest
        meant = self._judged_in = concerned(judgements, self._home) & self.documents.keys()
        claims = tuple([c for document in meant for c in self._read.get(document, {}).values()])
        documents = tuple([self.documents[d] for d in meant])
        whole = judged(Facts(documents, claims, self._captures, sources, evidence, judgements))
        self._by_id = {c.id: c for c in whole.facts.claims} if whole.decided else {}
        return whole

    def _claims(self, document: str) -> tuple[Claim, ...]:
        """A document's claims as analysts corrected them, those rejected marked by their absence in `_told`."""
        held = self._read[document]
        if not self._whole.decided:
            return tuple(held.values())
        return tuple([self._by_id.get(key, claim) for key, claim in held.items()])

    def _told(self, documents: Iterable[str]) -> tuple[dict[str, tuple[Claim, ...]], set[str]]:
        """By document the claims that tell of a happening, and the ids of those that comments make."""
        told: dict[str, tuple[Claim, ...]] = {}
        low: set[str] = set()
        for document in documents:
            parts = {p.id for p in self.documents[document].parts if p.kind in LOW_PARTS}
            claims = [
                c
                for c in self._corrected[document]
                if c.id not in self._whole.rejected and not no_event(c, low=c.part in parts)
            ]
            low |= {c.id for c in claims if c.part in parts}
            told[document] = tuple(sorted(claims, key=lambda c: c.id))
        return told, low

    def _owners(self) -> dict[str, str]:
        return owners(self._rest[1])

    def _looked(self) -> dict[str, tuple[Evidence, ...]]:
        found: dict[str, list[Evidence]] = defaultdict(list)
        for evidence in self._rest[0]:
            found[evidence.claim].append(evidence)
        return {claim: tuple(many) for claim, many in found.items()}

    def _trusted(self, documents: Iterable[str]) -> tuple[frozenset[str], dict[str, float]]:
        """What the user's grades of sources say of some documents."""
        sources = self._rest[2]
        if all(s.reliability == "F" for s in sources):
            return frozenset(), {}
        known = [self._kin.documents[d] for d in documents if d in self._kin.documents]
        return trusted(known, sources), trust(known, sources)

    def _trust_changed(self, touched: Collection[str], rated: Sequence[Source]) -> set[str]:
        """touched: documents that came or went. rated: the sources as they were."""
        old, counted = self._trusts
        if self._rest[2] != rated:
            new, counts = self._trusted(self.documents)
        else:
            fresh, more = self._trusted(touched)
            new = old.difference(touched) | fresh if old or fresh else old
            counts = (
                {d: w for d, w in counted.items() if d not in touched} | more if counted or more else counted
            )
        self._trusts = new, counts
        return set(old ^ new) | {d for d in {*counted, *counts} if counted.get(d) != counts.get(d)}


def _bonds(links: Links) -> Bonds:
    return Bonds(links.together, links.apart) if links.together or links.apart else NO_BONDS


def _difference(before: Mapping[str, Event], after: Mapping[str, Event]) -> Changed:
    events = {key: event for key, event in after.items() if before.get(key) != event}
    return Changed(events, frozenset(before.keys() - after.keys()))
