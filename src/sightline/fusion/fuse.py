"""fuse: from facts to events, voices, assessments. A pure function: no clock, no chance, no order."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from sightline.fusion.because import reasons_of
from sightline.fusion.bonds import Bonds, marks_of
from sightline.fusion.cluster import Grouped, clusters
from sightline.fusion.contradictions import contradictions
from sightline.fusion.gaps import gaps
from sightline.fusion.independence import Kinship, is_low, kinship
from sightline.fusion.items import alike, key_of
from sightline.fusion.judged import judged, owners
from sightline.fusion.judged_events import decided_events
from sightline.fusion.links import linked
from sightline.fusion.profile import Profile, profile
from sightline.fusion.quantities import quantities, trust
from sightline.fusion.shown import trusted
from sightline.fusion.spoken import Spoken, spoken
from sightline.fusion.statement import statements
from sightline.fusion.title import title_of
from sightline.fusion.weigh import weigh
from sightline.fusion.where_when import period_of, place_of
from sightline.model.claim import Claim, asked_place
from sightline.model.event import Event, Fusion, Reason, Voice
from sightline.model.evidence import Evidence
from sightline.model.facts import Facts
from sightline.model.ids import id_of_ids
from sightline.model.quiet import no_collecting
from sightline.model.vocabulary import EVENT_KINDS, EventKind

_NOT_LOOKED: Mapping[str, Sequence[Evidence]] = {}
NO_HAPPENING = frozenset({"analysis", "forecast", "unknown"})


@no_collecting()
def fuse(facts: Facts, profiles: Mapping[str, Profile] | None = None) -> Fusion:
    """Every claim is in exactly one event or in `loose`. Loose are: judgements, forecasts and stated unknowns
    (the latter also stand as gaps of the event they speak of, where that is clear), what comments say with
    neither place nor date, and claims whose last judgement rejects them. Voices: all documents grouped, then
    those that speak as one in some event only. Events in the order of their ids.
    profiles: by document id, where they were kept; the others are made. Raises KeyError where a claim's document is
    not among the facts.
    """
    read = facts.claims
    whole = judged(facts)
    facts, rejected = whole.facts, whole.rejected
    kept = profiles or {}
    known = {d.id: kept.get(d.id) or profile(d) for d in facts.documents}
    kin = kinship(known.values(), owners(facts.judgements))
    claims = {c.id: c for c in facts.claims}
    telling: list[Claim] = []
    loose: list[Claim] = []
    beneath = {c.id for c in claims.values() if is_low(c, kin)} if kin.low else frozenset[str]()
    for key in sorted(claims):
        claim = claims[key]
        if key in rejected or no_event(claim, low=key in beneath):
            loose.append(claim)
        else:
            telling.append(claim)
    low = frozenset(c.id for c in telling if c.id in beneath) if beneath else frozenset[str]()
    bonds = Bonds(whole.links.together, whole.links.apart)
    made = clusters(statements(telling, low, marks_of(bonds)), bonds.together)
    groups = linked((members_of(cluster) for cluster in made), whole.links)
    parties = [(spoken(members, kin), because) for members, because in groups]
    unknown = unknowns_of(
        [c for c in loose if c.stance == "unknown" and c.id not in rejected], [p for p, _ in parties]
    )
    trusts = trusted(kin.documents.values(), facts.sources)
    counts_for = trust(kin.documents.values(), facts.sources)
    looked = defaultdict(list)
    for evidence in facts.evidence:
        looked[evidence.claim].append(evidence)
    events = [
        event_of(party, because, looked, unknown.get(party.claims[0].id, []), trusts, counts_for)
        for party, because in parties
    ]
    events, reopened = decided_events(events, whole.of_events, read)
    return Fusion(
        voices=all_voices(kin, (v for p, _ in parties for v in p.voice.values()), events),
        events=tuple(sorted(events, key=lambda e: e.id)),
        loose=tuple(c.id for c in loose),
        decided=whole.decided,
        reopened=(*whole.reopened, *reopened),
    )


def no_event(claim: Claim, *, low: bool) -> bool:
    """Whether a claim tells of no happening. low: a comment or pingback makes it."""
    if claim.event == "assessment" or claim.stance in NO_HAPPENING:
        return True
    if not low:
        return False
    place = asked_place(claim)
    placed = place is not None and (place.known or place.ref is not None)
    return not placed and not (claim.time and claim.time.known)


def members_of(cluster: Grouped) -> tuple[list[Claim], tuple[Reason, ...]]:
    """The claims of a cluster, and why they are one."""
    nodes = cluster.nodes
    if len(nodes) == 1 and len(nodes[0].statements) == 1:
        claims = nodes[0].statements[0].claims
        if len(claims) == 1:  # most events
            return list(claims), ()
    return [c for node in nodes for s in node.statements for c in s.claims], reasons_of(cluster)


def event_of(
    party: Spoken,
    because: tuple[Reason, ...],
    looked: Mapping[str, Sequence[Evidence]],
    unknown: Sequence[Claim],
    trusts: frozenset[str],
    counts_for: Mapping[str, float],
) -> Event:
    """The event of some claims. because: why they are one. unknown: what is said outright not to be known of it."""
    kind = _kind(party)
    place = place_of(party)
    against = contradictions(party)
    mine = {c.id: looked[c.id] for c in party.claims if c.id in looked} if looked else _NOT_LOOKED
    weighed = weigh(party, against, mine, trusts)
    ids = tuple([c.id for c in party.claims])
    return Event(
        id=id_of_ids("evt", ids),
        kind=kind,
        title=title_of(party, kind, place),
        claims=ids,
        voices=tuple(party.voices(party.stating)),
        place=place,
        period=period_of(party),
        quantities=quantities(party, counts_for),
        assessment=weighed.assessment,
        contradictions=against,
        gaps=gaps(party, weighed.agreeing, weighed.unshown, unknown, mine),
        reasons=because,
    )


def _kind(party: Spoken) -> EventKind:
    """What most voices call it; of equals, the one that says more: the vocabulary lists presence last. What one
    voice calls deployed and others only see there is a deployment."""
    if len(party.claims) == 1:
        return party.claims[0].event
    seen = {(c.event, party.voice[c.id].id) for c in party.stating or party.main}
    if {kind for kind, _ in seen} == {"deployment", "presence"}:
        return "deployment"
    if len(seen) == 1:
        return next(iter(seen))[0]
    votes = Counter([kind for kind, _ in seen])
    most = max(votes.values())
    said = [kind for kind in EVENT_KINDS if votes[kind] == most]
    return said[0]


def unknowns_of(claims: Iterable[Claim], parties: Sequence[Spoken]) -> dict[str, list[Claim]]:
    """Stated unknowns by the first claim id of the event they speak of: one of the same document with
    materiel, place or acting country in common, where one event has the most in common."""
    asked = list(claims)
    by_document: dict[str, list[Spoken]] = {c.document: [] for c in asked}
    for party in parties if asked else ():
        for document in {c.document for c in party.claims if c.document in by_document}:
            by_document[document].append(party)
    found: dict[str, list[Claim]] = defaultdict(list)
    for claim in asked:
        scored = [(_common(claim, p), p) for p in by_document[claim.document]]
        most = max((s for s, _ in scored), default=0)
        best = [p for s, p in scored if s == most]
        if most > 0 and len(best) == 1:
            found[best[0].claims[0].id].append(claim)
    return found


def _common(claim: Claim, party: Spoken) -> int:
    keys = {key_of(i) for i in claim.items}
    countries = {a.country for a in claim.actors if a.country}
    items = any(alike(k, key_of(i)) >= 1 for k in keys for c in party.claims for i in c.items)
    there = [p for c in party.claims if (p := asked_place(c))]
    mine = asked_place(claim)
    place = mine is not None and mine.ref in {p.ref for p in there if p.ref}
    land = mine is not None and mine.country is not None and any(p.country == mine.country for p in there)
    acts = any(a.country in countries for c in party.claims for a in c.actors)
    return 4 * items + 4 * place + land + 2 * acts


def all_voices(kin: Kinship, heard: Iterable[Voice], events: Sequence[Event]) -> tuple[Voice, ...]:
    """Whole documents grouped, then those that speak as one in some event only (heard), each with the reasons of
    all its events. A commenter is one voice in all documents."""
    speaking: dict[str, Voice] = {}
    for voice in heard:
        known = speaking.setdefault(voice.id, voice)
        if known is not voice and known != voice:
            both = sorted({*known.reasons, *voice.reasons}, key=lambda r: (-r.weight, r.words, r.ids))
            documents = sorted({*known.documents, *voice.documents})
            speaking[voice.id] = replace(known, documents=tuple(documents), reasons=tuple(both))
    cited = {v for event in events for v in event.voices}
    whole = {v.id: v for v in kin.voices}
    return tuple(
        sorted((whole | speaking).values(), key=lambda v: (v.id not in whole, v.id not in cited, v.id))
    )
