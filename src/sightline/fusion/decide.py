"""Making a judgement: what an analyst decides, with all that it will be recognised by when things are read anew.

The judgement keeps what was seen (basis, words), which claims it speaks of (about), and for a correction what stood
there before. Every function takes the facts as the ledger has them, not as corrected.
"""

import datetime as dt
import json
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from sightline.fusion.corrections import Change, ChangeError, with_was
from sightline.fusion.judged import judged, stood, value_changes
from sightline.fusion.judged_events import OF_EVENTS
from sightline.fusion.links import OUT, said
from sightline.model.claim import Claim
from sightline.model.document import Document
from sightline.model.event import Event
from sightline.model.facts import Facts
from sightline.model.judgement import Judgement, claim_basis, event_basis, judgement_of, value_at
from sightline.model.vocabulary import CREDIBILITIES, Decision


@dataclass(frozen=True, slots=True)
class Hand:
    """Who decides, why, and when (aware UTC)."""

    who: str
    why: str
    at: dt.datetime


def on_claim(
    claim_id: str, facts: Facts, decision: Decision, hand: Hand, changes: Sequence[Change] = ()
) -> Judgement:
    """Accepts, rejects or corrects a claim. Raises ChangeError for a correction that does not fit, KeyError where
    the facts have no such claim."""
    read = {c.id: c for c in facts.claims}[claim_id]
    now = {c.id: c for c in judged(facts).facts.claims}[claim_id]
    made = with_was(now, changes) if changes else ()
    return judgement_of(
        claim_id,
        decision,
        hand.who,
        hand.why,
        hand.at,
        about=(claim_id,),
        changes=(*made, *stood(read, facts.claims)),
        basis=claim_basis(read),
        words=read.quote.text,
    )


def on_document(document: Document, decision: Decision, hand: Hand) -> Judgement:
    """Rejects or accepts all that is or will be read in one capture of a page: a hoax, say, or a page out of place."""
    words = document.title or document.url or document.id
    return judgement_of(document.id, decision, hand.who, hand.why, hand.at, words=words)


def copies_of(claim: Claim, claims: Iterable[Claim]) -> list[Claim]:
    """Other claims that say the same in the same words, as copies of a page do, by id."""
    same = said(claim)
    return sorted((c for c in claims if c.id != claim.id and said(c) == same), key=lambda c: c.id)


def like(old: Judgement, claim_id: str, facts: Facts, hand: Hand) -> Judgement:
    """The same decision on another claim, such as the same sentence of a page that changed."""
    return on_claim(claim_id, facts, old.decision, hand, value_changes(old))


def like_event(old: Judgement, event: Event, facts: Facts, hand: Hand) -> Judgement:
    """The same decision on another event, or on the same one as it is now."""
    values = {path: value_at(old, path) for path, _ in old.changes if path in OF_EVENTS}
    return on_event(event, facts, old.decision, hand, values)


def on_event(
    event: Event, facts: Facts, decision: Decision, hand: Hand, values: dict[str, Any] | None = None
) -> Judgement:
    """Accepts, rejects or corrects an event. values: credibility (1-6), estimate (low, high in [0, 1]), place and
    time in the contract's shape. Raises ChangeError for others."""
    given = values or {}
    for name, value in given.items():
        if name not in OF_EVENTS:
            raise ChangeError(f"an event has no {name!r} to set; one of: {', '.join(sorted(OF_EVENTS))}")
        if name == "credibility" and value not in CREDIBILITIES:
            raise ChangeError(f"{value!r} is no credibility; 1 to 6, where 6 means that it cannot be judged")
        if name == "estimate" and not 0 <= value[0] <= value[1] <= 1:
            raise ChangeError("an estimate is a range of probability in 0 to 1, the low end first")
    return _on_claims(
        event.id,
        decision,
        hand,
        event.claims,
        facts,
        event.title,
        [(name, json.dumps(value, ensure_ascii=False)) for name, value in sorted(given.items())],
    )


def merged(subject: str, claims: Collection[str], facts: Facts, hand: Hand, title: str = "") -> Judgement:
    """Claims that are one happening: those of two events, or single ones."""
    if len(set(claims)) < 2:
        raise ChangeError("to merge takes two events or claims at least")
    return _on_claims(subject, "merged", hand, claims, facts, title)


def split(event: Event, out: Collection[str], facts: Facts, hand: Hand) -> Judgement:
    """Claims that do not belong to an event, and leave it together."""
    if strange := sorted(set(out) - set(event.claims)):
        raise ChangeError(f"{strange[0]} is not of {event.id}")
    if not out or set(out) == set(event.claims):
        raise ChangeError("some claims must leave and some must stay")
    leaves = [(OUT, json.dumps(sorted(out)))]
    return _on_claims(event.id, "split", hand, event.claims, facts, event.title, leaves)


def _on_claims(
    subject: str,
    decision: Decision,
    hand: Hand,
    about: Collection[str],
    facts: Facts,
    words: str,
    changes: Sequence[Change] = (),
) -> Judgement:
    held: list[Claim] = [c for c in facts.claims if c.id in set(about)]
    return judgement_of(
        subject,
        decision,
        hand.who,
        hand.why,
        hand.at,
        about=sorted(set(about)),
        changes=changes,
        basis=event_basis(held),
        words=words,
    )


def on_source(source: str, decision: Decision, value: str, hand: Hand) -> Judgement:
    """Rates a source (A to F) or names its owner ("" for none)."""
    name = {"rated": "reliability", "owned": "owner"}[decision]
    return judgement_of(
        source, decision, hand.who, hand.why, hand.at, changes=[(name, json.dumps(value, ensure_ascii=False))]
    )


def undone(judgement: Judgement, hand: Hand) -> Judgement:
    """Takes a judgement back; taking that back restores it."""
    return judgement_of(judgement.id, "undone", hand.who, hand.why, hand.at, about=judgement.about)
