"""Forecasts and announced plans, each once however often it is copied, with what came of them.

Two claims of two documents are one forecast where they share six in ten of their five-word runs and the documents
speak as one voice; or where the words are so many (twelve) that nobody writes them twice by chance.
"""

import datetime as dt
import json
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from itertools import combinations, pairwise

from sightline.fusion.groups import Groups
from sightline.fusion.judged import judged
from sightline.fusion.words import runs, words
from sightline.model.claim import Claim, Likelihood
from sightline.model.document import Document
from sightline.model.event import Fusion
from sightline.model.facts import Facts
from sightline.model.forecast import Forecast, ForecastKind, Outcome
from sightline.model.judgement import Judgement, in_force, judgement_of
from sightline.model.period import Period
from sightline.model.publisher import source_of
from sightline.model.vocabulary import LOW_PARTS

QUOTE_WORDS = 12  # a sentence shorter than this may be written twice by chance (as in independence)
QUOTE_SHARE = 0.6
_CROWD = 40
KINDS: Mapping[str, ForecastKind] = {"forecast": "forecast", "planned": "plan"}


def forecasts(facts: Facts, fusion: Fusion) -> tuple[Forecast, ...]:
    """All forecasts and plans that pages make, in the order of their ids; what comments say is left out, and
    what was rejected. The same in any order of the facts."""
    documents = {d.id: d for d in facts.documents}
    whole = judged(facts)
    claims = {c.id: c for c in whole.facts.claims}
    found = [
        c
        for c in (claims[key] for key in sorted(claims))
        if c.stance in KINDS and c.id not in whole.rejected and not _low(c, documents[c.document])
    ]
    held = [j for j in in_force(facts.judgements) if j.decision == "resolved"]
    return tuple(_forecast(group, documents, facts, held) for group in _groups(found, documents, fusion))


def _low(claim: Claim, document: Document) -> bool:
    return document.part(claim.part).kind in LOW_PARTS


def _groups(claims: Sequence[Claim], documents: Mapping[str, Document], fusion: Fusion) -> list[list[Claim]]:
    by_id = {c.id: c for c in claims}
    said = {c.id: words(c.quote.text) for c in claims}
    voices, same = _voices(documents, fusion), Groups(by_id)
    for a, b in _in_like_words(said):
        one, other = by_id[a], by_id[b]
        if one.document == other.document or _differ(one, other):
            continue
        long = min(len(said[a]), len(said[b])) >= QUOTE_WORDS
        if long or voices.root(one.document) == voices.root(other.document):
            same.join(one.id, other.id)
    return [[by_id[key] for key in group] for group in same.all()]


def _in_like_words(said: Mapping[str, list[str]]) -> list[tuple[str, str]]:
    """Pairs that share so much of the shorter one's five-word runs. Of a run that very many have, only neighbours
    are held against each other: those that say the same are joined along the chain."""
    held = {key: runs(tokens) for key, tokens in said.items()}
    posting: dict[int, list[str]] = defaultdict(list)
    for key in sorted(held):
        for run in held[key]:
            posting[run].append(key)
    pairs = {
        pair
        for keys in posting.values()
        for pair in (combinations(keys, 2) if len(keys) <= _CROWD else pairwise(keys))
    }
    return sorted(
        (a, b) for a, b in pairs if len(held[a] & held[b]) >= QUOTE_SHARE * min(len(held[a]), len(held[b]))
    )


def _differ(a: Claim, b: Claim) -> bool:
    """Other odds, or a plan and a forecast: not one, however alike the words are."""
    return a.stance != b.stance or a.likelihood != b.likelihood


def _voices(documents: Mapping[str, Document], fusion: Fusion) -> Groups:
    """Documents that speak as one, anywhere."""
    groups = Groups(documents)
    for voice in fusion.voices:
        known = [d for d in voice.documents if d in documents]
        for other in known[1:]:
            groups.join(known[0], other)
    return groups


def _forecast(
    claims: Sequence[Claim], documents: Mapping[str, Document], facts: Facts, held: Sequence[Judgement]
) -> Forecast:
    first = claims[0]
    named = sorted({a.span.text for c in claims for a in c.attribution})
    made = _earliest([documents[c.document].published for c in claims])
    return Forecast(
        id=first.id,
        kind=KINDS[first.stance],
        claims=tuple(c.id for c in claims),
        sources=tuple(sorted({source_of(documents[c.document], facts.sources).id for c in claims})),
        voice=", ".join(" ".join(n.split()) for n in named),
        words=" ".join(first.quote.text.split()),
        made=made,
        horizon=_horizon(claims, made),
        likelihood=_likelihood(claims),
        outcome=_outcome(claims, held),
    )


def _earliest(periods: Iterable[Period | None]) -> Period | None:
    known = [p for p in periods if p is not None and p.known]
    return min(known, key=lambda p: (str(p.latest or "9"), str(p.earliest or "9")), default=None)


def _horizon(claims: Sequence[Claim], made: Period | None) -> Period | None:
    """When it is to come about. A period that was over before the page was published is no horizon."""
    known = [c.time for c in claims if c.time and c.time.known]
    if made is not None and made.earliest is not None:
        known = [p for p in known if p.latest is None or p.latest >= made.earliest]
    return min(known, key=lambda p: (str(p.latest or "9"), str(p.earliest or "")), default=None)


def _likelihood(claims: Sequence[Claim]) -> Likelihood | None:
    given = [c.likelihood for c in claims if c.likelihood]
    return min(given, key=lambda x: (x.text, x.low, x.high), default=None)


def _outcome(claims: Sequence[Claim], held: Sequence[Judgement]) -> Outcome | None:
    """The newest that holds: on one of the claims, or on the same words where a page was read anew."""
    ids = {c.id for c in claims}
    quotes = {" ".join(c.quote.text.split()) for c in claims}
    fit = [j for j in held if j.subject in ids or ids & set(j.about) or " ".join(j.words.split()) in quotes]
    if not fit:
        return None
    newest = fit[-1]
    said = {path: json.loads(value) for path, value in newest.changes}
    on = said.get("on")
    return Outcome(
        happened=said.get("happened") is True,
        on=dt.date.fromisoformat(on) if isinstance(on, str) else None,
        who=newest.who,
        why=newest.why,
        at=newest.at,
        judgement=newest.id,
    )


def resolved(
    forecast: Forecast, *, happened: bool, on: dt.date | None, who: str, why: str, at: dt.datetime
) -> Judgement:
    """The judgement that says what came of a forecast. It is undone as any other is."""
    changes = [("happened", json.dumps(happened))]
    if on is not None:
        changes.append(("on", json.dumps(on.isoformat())))
    return judgement_of(
        forecast.id, "resolved", who, why, at, about=forecast.claims, changes=changes, words=forecast.words
    )
