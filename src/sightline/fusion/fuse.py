"""fuse: from facts to events, voices, assessments. A pure function: no clock, no chance, no order."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence

from sightline.fusion.cluster import Cluster, clusters
from sightline.fusion.contradictions import contradictions
from sightline.fusion.gaps import gaps
from sightline.fusion.independence import Kinship, is_low, kinship
from sightline.fusion.items import alike, key_of
from sightline.fusion.quantities import quantities
from sightline.fusion.shown import trusted
from sightline.fusion.spoken import Spoken, spoken
from sightline.fusion.statement import statements
from sightline.fusion.title import title_of
from sightline.fusion.weigh import weigh
from sightline.fusion.where_when import period_of, place_of
from sightline.model.claim import Claim
from sightline.model.event import Event, Fusion, Reason, Voice
from sightline.model.evidence import Evidence
from sightline.model.facts import Facts
from sightline.model.ids import content_id
from sightline.model.vocabulary import EVENT_KINDS, EventKind

NO_HAPPENING = frozenset({"analysis", "forecast", "unknown"})


def fuse(facts: Facts) -> Fusion:
    """Every claim is in exactly one event or in `loose`. Loose are: judgements, forecasts and stated unknowns
    (the latter also stand as gaps of the event they speak of, where that is clear), what comments say with
    neither place nor date, and claims whose last judgement rejects them. Voices: all documents grouped, then
    those that speak as one in some event only. Events in the order of their ids.
    Raises KeyError where a claim's document is not among the facts.
    """
    kin = kinship(list({d.id: d for d in facts.documents}.values()))
    claims = {c.id: c for c in facts.claims}
    rejected = _rejected(facts)
    telling: list[Claim] = []
    loose: list[Claim] = []
    for claim in (claims[key] for key in sorted(claims)):
        (loose if claim.id in rejected or _no_event(claim, kin) else telling).append(claim)
    low = frozenset(c.id for c in telling if is_low(c, kin))
    groups = [_members(cluster) for cluster in clusters(statements(telling, low))]
    parties = [(spoken(members, kin), because) for members, because in groups]
    unknown = _unknowns(
        [c for c in loose if c.stance == "unknown" and c.id not in rejected], [p for p, _ in parties]
    )
    trusts = trusted(kin.documents.values(), facts.sources)
    looked = defaultdict(list)
    for evidence in facts.evidence:
        looked[evidence.claim].append(evidence)
    events = [
        _event(party, because, looked, unknown.get(party.claims[0].id, []), trusts)
        for party, because in parties
    ]
    return Fusion(
        voices=_all_voices(kin, [p for p, _ in parties], events),
        events=tuple(sorted(events, key=lambda e: e.id)),
        loose=tuple(c.id for c in loose),
    )


def _rejected(facts: Facts) -> frozenset[str]:
    """Claims whose latest judgement rejects them."""
    latest = {j.subject: j.decision for j in sorted(facts.judgements, key=lambda j: (j.at, j.id))}
    return frozenset(subject for subject, decision in latest.items() if decision == "rejected")


def _no_event(claim: Claim, kin: Kinship) -> bool:
    if claim.event == "assessment" or claim.stance in NO_HAPPENING:
        return True
    placed = claim.place is not None and (claim.place.known or claim.place.ref is not None)
    return is_low(claim, kin) and not placed and not (claim.time and claim.time.known)


def _members(cluster: Cluster) -> tuple[list[Claim], tuple[Reason, ...]]:
    because = list(cluster.reasons)
    for one in cluster.members:
        if len(one.claims) > 1:
            ids = tuple(c.id for c in one.claims)
            because.append(Reason(f"{len(ids)} statements are word for word the same", 0.0, ids))
    because.sort(key=lambda r: (-r.weight, r.words, r.ids))
    return [c for one in cluster.members for c in one.claims], tuple(because)


def _event(
    party: Spoken,
    because: tuple[Reason, ...],
    looked: Mapping[str, Sequence[Evidence]],
    unknown: Sequence[Claim],
    trusts: frozenset[str],
) -> Event:
    kind = _kind(party)
    place = place_of(party)
    against = contradictions(party)
    mine = {c.id: looked[c.id] for c in party.claims if c.id in looked}
    weighed = weigh(party, against, mine, trusts)
    ids = tuple(c.id for c in party.claims)
    return Event(
        id=content_id("evt", *ids),
        kind=kind,
        title=title_of(party, kind, place),
        claims=ids,
        voices=tuple(party.voices(party.stating)),
        place=place,
        period=period_of(party),
        quantities=quantities(party),
        assessment=weighed.assessment,
        contradictions=against,
        gaps=gaps(party, weighed.agreeing, weighed.unshown, unknown),
        reasons=because,
    )


def _kind(party: Spoken) -> EventKind:
    """What most voices call it; of equals, the one that says more: the vocabulary lists presence last. What one
    voice calls deployed and others only see there is a deployment."""
    votes: Counter[EventKind] = Counter()
    seen = {(c.event, party.voice[c.id].id) for c in party.stating or party.main}
    if {kind for kind, _ in seen} == {"deployment", "presence"}:
        return "deployment"
    votes.update(kind for kind, _ in seen)
    most = max(votes.values())
    said = [kind for kind in EVENT_KINDS if votes[kind] == most]
    return said[0]


def _unknowns(claims: Iterable[Claim], parties: Sequence[Spoken]) -> dict[str, list[Claim]]:
    """Stated unknowns by the first claim id of the event they speak of: one of the same document with
    materiel, place or acting country in common, where one event has the most in common."""
    by_document: dict[str, list[Spoken]] = defaultdict(list)
    for party in parties:
        for document in {c.document for c in party.claims}:
            by_document[document].append(party)
    found: dict[str, list[Claim]] = defaultdict(list)
    for claim in claims:
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
    refs = {c.place.ref for c in party.claims if c.place and c.place.ref}
    place = claim.place is not None and claim.place.ref in refs
    land = claim.place is not None and claim.place.country is not None
    land = land and any(
        c.place and claim.place and c.place.country == claim.place.country for c in party.claims
    )
    acts = any(a.country in countries for c in party.claims for a in c.actors)
    return 4 * items + 4 * place + land + 2 * acts


def _all_voices(kin: Kinship, parties: Sequence[Spoken], events: Sequence[Event]) -> tuple[Voice, ...]:
    speaking = {v.id: v for party in parties for v in party.voice.values()}
    cited = {v for event in events for v in event.voices}
    whole = {v.id: v for v in kin.voices}
    return tuple(
        sorted((whole | speaking).values(), key=lambda v: (v.id not in whole, v.id not in cited, v.id))
    )
