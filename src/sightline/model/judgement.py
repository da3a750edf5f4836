"""Judgement: an analyst's decision, beside the machine's, keyed to content."""

import datetime as dt
import json
from collections.abc import Iterable
from dataclasses import dataclass

from sightline.model.claim import Claim, Item
from sightline.model.ids import JSON, content_id
from sightline.model.period import iso
from sightline.model.place import Place
from sightline.model.vocabulary import Decision


@dataclass(frozen=True, slots=True)
class Judgement:
    """Nothing of it ever changes or goes: what takes it back is another judgement ("undone").

    subject: id of a claim, event, source or document; for "undone" of a judgement. who: the analyst. at: aware
    UTC. about: the claims it speaks of: the members of an event when it was judged, both sides of a merge.
    changes: (dotted path, JSON text of the new value), such as ("items.0.count", '{"low":4,...}'); a path that
    begins with "was " keeps what stood there when it was judged. basis: hash of what was seen when judging
    (`claim_basis`, `event_basis`), "" where nothing was. words: the quote judged.
    """

    id: str
    subject: str
    decision: Decision
    who: str
    why: str
    at: dt.datetime
    about: tuple[str, ...] = ()
    changes: tuple[tuple[str, str], ...] = ()
    basis: str = ""
    words: str = ""


WAS = "was "  # begins the path of a value that stood there when it was judged


def judgement_of(
    subject: str,
    decision: Decision,
    who: str,
    why: str,
    at: dt.datetime,
    *,
    about: Iterable[str] = (),
    changes: Iterable[tuple[str, str]] = (),
    basis: str = "",
    words: str = "",
) -> Judgement:
    """A judgement with the id of its content."""
    made = Judgement("", subject, decision, who, why, at, tuple(about), tuple(changes), basis, words)
    return Judgement(
        judgement_id(made), subject, decision, who, why, at, made.about, made.changes, basis, words
    )


def judgement_id(judgement: Judgement) -> str:
    """Made from all it says, its instant to the microsecond: the same decision taken twice is two."""
    j = judgement
    at = j.at.astimezone(dt.UTC).isoformat(timespec="microseconds")
    changes = [list(change) for change in j.changes]
    return content_id(
        "jdg", j.subject, j.decision, j.who, j.why, at, list(j.about), changes, j.basis, j.words
    )


def value_at(judgement: Judgement, path: str) -> JSON:
    """The value that a judgement has at a path; None where it has none, or nothing that is JSON: a log that came from
    elsewhere may hold anything, and must stop nobody's work."""
    text = dict(judgement.changes).get(path)
    try:
        return None if text is None else json.loads(text)
    except (ValueError, RecursionError):
        return None


def in_force(judgements: Iterable[Judgement]) -> tuple[Judgement, ...]:
    """Those that nobody took back, oldest first, by (at, id). Whoever takes back an "undone" restores what it
    took; the order in which a ledger came to hold them decides nothing."""
    known = {j.id: j for j in judgements}
    undoing: dict[str, list[str]] = {}
    for one in known.values():
        if one.decision == "undone":
            undoing.setdefault(one.subject, []).append(one.id)
    decided: dict[str, bool] = {}

    def stands(id_: str, seen: frozenset[str]) -> bool:
        if id_ not in decided:
            again = seen | {id_}
            decided[id_] = not any(stands(u, again) for u in undoing.get(id_, ()) if u not in again)
        return decided[id_]

    held = [j for j in known.values() if j.decision != "undone" and stands(j.id, frozenset())]
    return tuple(sorted(held, key=lambda j: (j.at, j.id)))


def claim_said(claim: Claim) -> dict[str, JSON]:
    """What a claim says, as far as an analyst judges it, each thing by its name. How it was found, how surely, and what
    only says how a place was chosen or how wide it is are left out: a better gazetteer that means the same place
    changes nothing."""
    time, likely = claim.time, claim.likelihood
    return {
        "event": claim.event,
        "stance": claim.stance,
        "words": " ".join(claim.quote.text.split()),
        "hedges": [h.text for h in claim.hedges],
        "likelihood": [likely.text, likely.low, likely.high] if likely else None,
        "on whose word": [f"{a.span.text} ({a.kind})" for a in claim.attribution],
        "who": [f"{a.name} ({a.kind}, {a.role}, {a.country})" for a in claim.actors],
        "what": [_item(i) for i in claim.items],
        "place": _place(claim.place),
        "from": _place(claim.from_place),
        "time": f"{iso(time.earliest)} to {iso(time.latest, end=True)}" if time and time.known else None,
    }


def claim_basis(claim: Claim) -> str:
    """Hash of `claim_said`."""
    return content_id("bas", claim_said(claim))


def _item(item: Item) -> str:
    count = ""
    if n := item.count:
        count = f"{n.low:g}" if n.low is not None and n.low == n.high else f"{n.low} to {n.high}"
        count += f" {n.unit} × " if n.unit else " × "
    return f"{count}{item.name} ({item.category}{', ' + item.ref if item.ref else ''})"


def _place(place: Place | None) -> str | None:
    if place is None:
        return None
    name = place.name or (place.span.text if place.span else "")
    point = "" if place.lat is None or place.lon is None else f"{place.lat:.2f}, {place.lon:.2f}"
    said = f"{name} ({place.ref or point or place.country})"
    return f"{place.relation} {said}" if place.relation else said


def event_basis(claims: Iterable[Claim]) -> str:
    """Hash of what the claims of an event say, whatever their order."""
    return content_id("bas", sorted([c.id, claim_basis(c)] for c in claims))
