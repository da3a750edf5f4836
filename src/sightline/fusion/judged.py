"""judged: what analysts decided, applied to the facts before they are fused, and to the events after.

A judgement is keyed to content. Read again, the same bytes keep it, however the places and dates are resolved by
then; where the reading of the words themselves moved a little, it is carried over to the one claim that can be
meant, and says so. What cannot be carried over, and what was read otherwise since, is reopened (reopened.py).
"""

import json
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from sightline.fusion.corrections import Change, ChangeError, corrected
from sightline.fusion.disputed import disputed
from sightline.fusion.links import NO_LINKS, Links, links_of
from sightline.fusion.moment import by_whom
from sightline.fusion.reopened import carry, changed_pages, gone, lapsed, pages_of, read_otherwise, stood_in
from sightline.fusion.told import told
from sightline.model.claim import Claim
from sightline.model.event import Decided, Reopened
from sightline.model.facts import Facts
from sightline.model.judgement import WAS, Judgement, claim_said, in_force, value_at

OF_CLAIMS = frozenset({"accepted", "corrected", "rejected"})


@dataclass(frozen=True, slots=True)
class Judged:
    """facts: with the claims as analysts corrected them. rejected: claims that count for nothing. decided: by claim id.
    links: for clustering. of_events: decisions in force on events, oldest first, for `decided_events`."""

    facts: Facts
    rejected: frozenset[str] = frozenset()
    decided: tuple[Decided, ...] = ()
    links: Links = NO_LINKS
    of_events: tuple[Judgement, ...] = ()
    reopened: tuple[Reopened, ...] = ()


def judged(facts: Facts) -> Judged:
    """All that follows for claims from the judgements among the facts; the same in any order of either."""
    held = in_force(facts.judgements)
    if not held:
        return Judged(facts)
    of_claims = [j for j in held if j.decision in OF_CLAIMS]
    joining = [j for j in held if j.decision in ("merged", "split")]
    subjects = {j.subject for j in of_claims}.union(*(j.about for j in joining))
    claims = {c.id: c for c in facts.claims if c.id in subjects}
    documents = {d.id for d in facts.documents} & {j.subject for j in of_claims}
    whole = pages_of(facts, documents)
    known = claims.keys() | documents
    pages = pages_of(facts, {stood_in(j) for j in of_claims if j.subject not in known and about_claim(j)})
    by_claim: dict[str, list[Judgement]] = {}
    carried: dict[str, str] = {}
    of_events: list[Judgement] = []
    lost: list[Judgement] = []
    reopened: list[Reopened] = []
    for one in of_claims:
        if one.subject in claims:
            by_claim.setdefault(one.subject, []).append(one)
        elif one.subject in documents:
            for claim in whole.get(one.subject, ()):
                by_claim.setdefault(claim.id, []).append(one)
                claims[claim.id] = claim
        elif not about_claim(one):
            of_events.append(one)
        elif (now := carry(one, pages)) is not None:
            by_claim.setdefault(now.id, []).append(one)
            claims[now.id] = now
            carried[one.id] = one.subject
        else:
            lost.append(one)
    reopened += [again for one in lost for again in gone(one, pages, by_claim)]
    reopened += _links_lost(joining, claims)
    standing = {key: _standing(claims[key], of) for key, of in by_claim.items()}
    outcomes = {key: _claim(claims[key], of, carried) for key, of in standing.items() if of}
    reopened += [again for outcome in outcomes.values() for again in outcome.reopened]
    reopened += [again for key, of in by_claim.items() for again in read_otherwise(claims[key], of, carried)]
    reopened += changed_pages(facts, by_claim, claims)
    made = facts.claims
    if outcomes:
        made = tuple(outcomes[c.id].claim if c.id in outcomes else c for c in made)
    decided = sorted((o.decided for o in outcomes.values()), key=lambda d: d.subject)
    return Judged(
        facts=replace(facts, claims=made),
        rejected=frozenset(d.subject for d in decided if d.verdict == "rejected"),
        decided=tuple(decided),
        links=links_of(held),
        of_events=tuple(of_events),
        reopened=tuple(sorted(set(reopened), key=lambda r: (r.judgement, r.subject, r.why))),
    )


def concerned(judgements: Iterable[Judgement], home: Mapping[str, str]) -> set[str]:
    """The documents (ids) outside of which `judged` finds the same, whatever else is there: those judged, those with
    a claim judged, and those that such a claim stood in. home: claim id -> its document."""
    found: set[str] = set()
    for one in judgements:
        found |= {one.subject, stood_in(one), *(home[c] for c in (one.subject, *one.about) if c in home)}
    return found


def _standing(claim: Claim, judgements: Sequence[Judgement]) -> list[Judgement]:
    """The judgements on a claim less an acceptance of another reading, and what that had overruled."""
    last = next((j for j in reversed(judgements) if j.decision != "corrected"), None)
    if last is None or not lapsed(last, claim):
        return [j for j in judgements if j.decision != "accepted" or not lapsed(j, claim)]
    return [j for j in judgements if j.decision == "corrected"]


def _links_lost(joining: Sequence[Judgement], claims: Mapping[str, Claim]) -> Iterator[Reopened]:
    for n, one in enumerate(joining):
        kept = {c for c in one.about if c in claims}
        if any(kept <= set(later.about) for later in joining[n + 1 :]):
            continue  # somebody looked at what is left
        if lost := len(one.about) - len(kept):
            said = "joined" if one.decision == "merged" else "parted"
            why = f"Of the {len(one.about)} claims that were {said}, {lost} are not read so any more"
            yield Reopened(one.id, "", why, one.words, kind="links")


def about_claim(judgement: Judgement) -> bool:
    """Whether it was made on a claim, which may be gone; else on an event."""
    return WAS + "document" in dict(judgement.changes) or not judgement.about


def value_changes(judgement: Judgement) -> tuple[Change, ...]:
    """The changes less what only says where the claim stood."""
    return tuple((path, text) for path, text in judgement.changes if path not in STOOD)


STOOD = frozenset(WAS + name for name in ("document", "event", "siblings", "read"))


def stood(claim: Claim, claims: Iterable[Claim]) -> tuple[Change, ...]:
    """Where a claim stands, for the judgement on it: document, event, what was read, and the claims beside it, which
    must never be taken for it later."""
    beside = sorted(
        c.id for c in claims if c.id != claim.id and (c.document, c.event) == (claim.document, claim.event)
    )
    return (
        (WAS + "document", json.dumps(claim.document)),
        (WAS + "event", json.dumps(claim.event)),
        (WAS + "siblings", json.dumps(beside)),
        (WAS + "read", json.dumps(claim_said(claim), ensure_ascii=False, sort_keys=True)),
    )


@dataclass(frozen=True, slots=True)
class _Outcome:
    claim: Claim
    decided: Decided
    reopened: tuple[Reopened, ...]


def _claim(claim: Claim, judgements: Sequence[Judgement], carried: Mapping[str, str]) -> _Outcome:
    """A claim and what was decided on it, oldest first."""
    words, reopened, now = [], [], claim
    values: dict[str, str] = {}  # what each correction changed, in words
    for one in judgements:
        said: list[str] = [one.decision]
        if one.decision == "corrected":
            try:
                after = corrected(now, value_changes(one))
            except ChangeError as trouble:
                why = f"Its correction does not fit any more: {trouble}"
                if one is judgements[-1]:  # else somebody looked again
                    reopened.append(
                        Reopened(one.id, claim.id, why, one.words, claim.quote.text, kind="unfit")
                    )
                words.append(f"a correction {by_whom(one)}; it does not fit any more")
                continue
            said = told(now, after) or ["corrected to what is read now"]
            values[one.id] = "; ".join(said)
            now = after
        over = ", carried over to the same words read anew" if one.id in carried else ""
        of = " with its whole page" if one.subject == claim.document else ""
        words += [f"{what}{of} {by_whom(one)}{over}" for what in said]
    verdict = judgements[-1].decision
    if verdict != "rejected":
        now = replace(now, origin=_origin(claim.origin, judgements))
    decided = Decided(
        claim.id, verdict, tuple(words), tuple(j.id for j in judgements), disputed(judgements, values)
    )
    return _Outcome(now, decided, tuple(reopened))


def _origin(origin: str, judgements: Sequence[Judgement]) -> str:
    parts = [p for p in origin.split(" + ") if p]
    for one in judgements:
        who = one.who.replace(" + ", " and ")
        if one.decision != "rejected" and not any(f"({one.id})" in p for p in parts):
            parts.append(f"{one.decision} by {who} ({one.id})")
    return " + ".join(parts)


def owners(judgements: Collection[Judgement]) -> dict[str, str]:
    """Who owns a source, by source id: the newest that holds; sources said to have no owner are left out."""
    found: dict[str, str] = {}
    for one in in_force(judgements):
        owner = value_at(one, "owner")
        if one.decision == "owned" and isinstance(owner, str):
            found[one.subject] = owner.strip()
    return {source: owner for source, owner in found.items() if owner}
