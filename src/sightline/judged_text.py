"""Judgements, the review queue and what a judgement changes, in words for a terminal; nothing printed here."""

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from sightline.model.claim import Claim
from sightline.model.document import Document
from sightline.model.event import Decided, Event, Fusion
from sightline.model.facts import Facts
from sightline.model.judgement import WAS, Judgement, in_force, value_at
from sightline.model.vocabulary import CREDIBILITY_WORDS
from sightline.render import Noun, count_words, decided_mark, period_words, place_words

if TYPE_CHECKING:
    from sightline.fusion.queue import Entry

_SHOWN = 70  # characters of a value in one line
_WORDS = 300  # of words to be judged


def judgement_lines(noun: Noun, facts: Facts, fusion: Fusion) -> Iterator[str]:
    """What was decided about one thing: what holds, what others say, what was taken back."""
    if isinstance(noun, Judgement):
        yield from _one_judgement(noun, facts.judgements)
    if isinstance(noun, Document):
        held = {j.id for j in in_force(facts.judgements)}
        of = [j for j in facts.judgements if j.subject == noun.id and j.id in held]
        yield from (f"{j.decision} by {j.who} on {j.at:%Y-%m-%d}: {j.why} ({j.id})" for j in of)
    if not isinstance(noun, Claim | Event):
        return
    known = fusion.decided if isinstance(noun, Claim) else [e.decided for e in fusion.events if e.decided]
    decided = next((d for d in known if d.subject == noun.id), None)
    if decided:
        yield "Judged"
        yield from (f"  {line}" for line in decided_lines(decided))
    again = [
        r for r in fusion.reopened if r.subject == noun.id or (decided and r.judgement in decided.judgements)
    ]
    for entry in again:
        yield f"  to look at again ({entry.judgement}): {entry.why}"
    back = _taken_back(noun.id, facts.judgements)
    if back and not decided:
        yield "Judged"
    for one, undo in back:
        yield f"  taken back by {undo.who} on {undo.at:%Y-%m-%d}: {one.decision} by {one.who} ({one.id})"


def _one_judgement(one: Judgement, judgements: Sequence[Judgement]) -> Iterator[str]:
    if one.words:
        yield f"  of “{' '.join(one.words.split())}”"
    for path, value in one.changes:
        yield f"  {path} = {_cut(value)}"
    if one.about and one.about != (one.subject,):
        yield "  about " + ", ".join(one.about)
    undoing = [j for j in judgements if j.decision == "undone" and j.subject == one.id]
    yield from (f"  taken back by {j.who} on {j.at:%Y-%m-%d}: {j.why} ({j.id})" for j in undoing)


def decided_lines(decided: Decided) -> Iterator[str]:
    yield from decided.words
    for said in decided.disputed:
        yield f"disputed: {said}; the newest holds"
    if decided.credibility:
        grade = decided.credibility
        yield f"the analyst's credibility: {grade}, {CREDIBILITY_WORDS[grade].lower()}"
    if decided.estimate:
        low, high = decided.estimate
        yield f"the analyst's estimate: {low:.0%} to {high:.0%}"
    yield "judgements: " + ", ".join(decided.judgements)


def _taken_back(subject: str, judgements: Sequence[Judgement]) -> list[tuple[Judgement, Judgement]]:
    held = {j.id for j in in_force(judgements)}
    undoing = {j.subject: j for j in judgements if j.decision == "undone"}
    return [
        (j, undoing[j.id])
        for j in judgements
        if j.subject == subject and j.decision != "undone" and j.id not in held and j.id in undoing
    ]


def log_rows(judgements: Sequence[Judgement]) -> Iterator[tuple[str, ...]]:
    """The log, oldest first: id, when, who, decision, subject, what it changes, why, and whether it stands."""
    held = {j.id for j in in_force(judgements)}
    for one in judgements:
        stands = one.decision == "undone" or one.id in held
        yield (
            one.id[:12],
            f"{one.at:%Y-%m-%d %H:%M}",
            one.who,
            one.decision,
            one.subject[:20],
            "; ".join(f"{p}={_cut(v)}" for p, v in one.changes if not p.startswith(WAS)),
            one.why,
            "" if stands else "taken back",
        )


def printed_counts(judgement: Judgement) -> Iterator[str]:
    """The words of a count that a correction replaces, where they stand in the words judged: then the page says so."""
    for path, _ in judgement.changes:
        head, *rest = path.split(".")
        if head != WAS + "items" or f"items.{rest[0]}.count" not in dict(judgement.changes):
            continue
        thing = value_at(judgement, path)
        count = thing.get("count") if isinstance(thing, dict) else None
        said = count.get("text") if isinstance(count, dict) else None
        if isinstance(said, str) and said and said in judgement.words:
            yield said


def judgement_to_dict(judgement: Judgement) -> dict[str, Any]:
    return {
        "id": judgement.id,
        "subject": judgement.subject,
        "decision": judgement.decision,
        "who": judgement.who,
        "why": judgement.why,
        "at": judgement.at.isoformat(),
        "about": list(judgement.about),
        "changes": [[path, value_at(judgement, path)] for path, _ in judgement.changes],
        "basis": judgement.basis,
        "words": judgement.words,
    }


def claim_line(claim: Claim) -> str:
    """What a claim was read as, in one line."""
    parts = [f"{claim.event}, {claim.stance}"]
    parts += [f"{count_words(i.count)} × {i.name}" if i.count else i.name for i in claim.items]
    if claim.place:
        parts.append(place_words(claim.place))
    if claim.time:
        parts.append(period_words(claim.time))
    return " · ".join(parts)


def _cut(text: str, most: int = _SHOWN) -> str:
    return text if len(text) <= most else text[: most - 3] + "..."


def entry_lines(number: int, entry: "Entry", facts: Facts) -> Iterator[str]:
    """One entry of the queue: what, why it stands there, and what was judged before."""
    what = entry.subject or "(gone)"
    claim = next((c for c in facts.claims if c.id == entry.subject), None)
    yield f"{number}. " + (f"“{_cut(entry.title, _WORDS)}”" if claim else _cut(entry.title, _WORDS))
    yield f"   {what} · {entry.score:.1f}" + (f" · of {entry.event}" if entry.event not in ("", what) else "")
    if claim:
        yield f"   read as: {claim_line(claim)}"
    for reason in entry.reasons:
        yield f"   {reason.weight:+.1f}  {reason.words}"
    if (again := entry.reopened) is None:
        return
    judgement = next((j for j in facts.judgements if j.id == again.judgement), None)
    if judgement:
        yield f"   judged: {judgement.decision} by {judgement.who} on {judgement.at:%Y-%m-%d}: {judgement.why} ({judgement.id})"
    then, now = " ".join(again.before.split()), " ".join(again.now.split())
    if then != now:
        yield f"   then:  “{then}”"
        yield f"   now:   “{now}”" if now else "   now:   nothing that is read so"
    if again.verbatim is not None:
        yield f"   word for word in the page: {'yes' if again.verbatim else 'no'}"
    if judgement and again.subject:
        yield f"   to decide the same again: sightline judge {again.subject[:12]} --like {judgement.id[:12]} --why ..."
    elif judgement:
        yield f"   to let it go: sightline judge {judgement.id[:12]} --undo --why ..."


def entry_to_dict(entry: "Entry") -> dict[str, Any]:
    again = entry.reopened
    return {
        "subject": entry.subject,
        "title": entry.title,
        "score": entry.score,
        "event": entry.event,
        "reasons": [{"words": r.words, "weight": r.weight, "ids": list(r.ids)} for r in entry.reasons],
        "reopened": None
        if again is None
        else {
            "judgement": again.judgement,
            "kind": again.kind,
            "why": again.why,
            "before": again.before,
            "now": again.now,
            "verbatim": again.verbatim,
        },
    }


def meaning(before: Fusion, after: Fusion) -> Iterator[str]:
    """What a judgement makes of the events: each that changed, as it was and as it will be."""
    old = {e.id: e for e in before.events}
    new = {e.id: e for e in after.events}
    gone = [e for e in before.events if _differs(e, new)]
    come = [e for e in after.events if _differs(e, old)]
    if not gone and not come:
        yield "No event changes."
    for event in gone:
        yield "before: " + event_line(event)
    for event in come:
        yield "after:  " + event_line(event)
    loose = len(after.loose) - len(before.loose)
    if loose:
        yield f"Claims that belong to no event: {len(before.loose)} before, {len(after.loose)} after"


def _differs(event: Event, others: Mapping[str, Event]) -> bool:
    other = others.get(event.id)
    return other is None or event_line(other) != event_line(event)


def event_line(event: Event) -> str:
    grade = event.assessment.credibility
    parts = [
        f"{event.title} ({event.id[:12]}, {len(event.claims)} claim{'s' * (len(event.claims) != 1)})",
        f"credibility {grade}",
        f"{len(event.voices)} voice{'s' * (len(event.voices) != 1)}",
    ]
    if event.period and event.period.known:
        parts.append(period_words(event.period))
    parts += [f"{q.name}: {count_words(q.count)}" for q in event.quantities]
    parts += [f"contradiction of {c.kind}" for c in event.contradictions]
    if mark := decided_mark(event):
        parts.append(mark)
    return " · ".join(parts)
