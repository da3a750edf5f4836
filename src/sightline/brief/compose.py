"""compose(facts, fusion) -> Brief: what is published, sentence by sentence, each with its claims."""

import datetime as dt
from collections.abc import Collection
from typing import Protocol

from sightline.brief import words
from sightline.brief.decided import decided_notes
from sightline.brief.embargo import embargoed
from sightline.brief.index import Index, denying, happenings, index, stating
from sightline.brief.sentences import (
    below_sentence,
    claim_sentence,
    event_sentences,
    lower,
    summary_sentence,
)
from sightline.brief.tables import JUDGING
from sightline.model.brief import Brief, Section, Sentence
from sightline.model.claim import Claim, barely_read
from sightline.model.event import Event, Fusion
from sightline.model.facts import Facts
from sightline.model.holding import Holding
from sightline.model.vocabulary import EventKind
from sightline.model.words import folded


class HoldingsOf(Protocol):
    """fusion.holdings.holdings, which this stage does not know."""

    def __call__(self, facts: Facts, fusion: Fusion, *, withheld: Collection[str]) -> tuple[Holding, ...]: ...


SUMMARY_EVENTS = 5
TOLD_APART = {"undated", "unplaced", "stated unknown"}  # by claim, not by event
# Which kinds of happening a reader needs first where nothing else tells them apart; an editor's choice, not a
# measure of truth.
WEIGHT: dict[EventKind, int] = {
    "strike": 6, "loss": 6, "launch": 5, "deployment": 5, "delivery": 4, "arrival": 4, "activation": 4,
    "departure": 3, "movement": 3, "construction": 3, "exercise": 2, "presence": 2, "assessment": 0,
}  # fmt: skip
MOST_CLASHES = 3


def compose(
    facts: Facts,
    fusion: Fusion,
    *,
    now: dt.datetime,
    title: str | None = None,
    embargo_days: int = 0,
    holdings_of: HoldingsOf | None = None,
) -> Brief:
    """The brief of everything in `facts`.

    now: aware UTC, the date it bears. title: else made from the places. embargo_days: for a brief that
    leaves the house: the positions of events that may be younger than this are taken out of it (0: none).
    holdings_of: what makes the table of holdings of facts and fusion, told which events' sites are withheld.
    Raises ValueError where `now` has no time zone.
    """
    if now.tzinfo is None:
        raise ValueError("the time of making needs a time zone")
    facts, fusion, held = embargoed(facts, fusion, now=now, days=embargo_days)
    ix = index(facts, fusion)
    events = happenings(fusion, ix)
    sections = [_event_section(e, n, ix, e.id in held) for n, e in enumerate(events, 1)]
    sections += _other_sections(events, ix)
    return Brief(
        title=words.clean(title) if title else _title(events),
        made=now.astimezone(dt.UTC),
        summary=_summary(events, ix, len([e for e in events if e.id in held]), embargo_days),
        sections=tuple(sections),
        unknowns=_unknowns(events, ix),
        facts=facts,
        fusion=fusion,
        holdings=holdings_of(facts, fusion, withheld=held) if holdings_of else (),
    )


def _title(events: list[Event]) -> str:
    lands = [words.country(e.place.country) for e in events if e.place and e.place.country]
    most = sorted(set(lands), key=lambda land: (-lands.count(land), land or ""))
    names = [land for land in most if land]
    if len(names) > 3:
        names = [*names[:2], f"{words.number(len(names) - 2)} other countries"]
    return f"Reported military activity: {words.listed(names)}" if names else "Reported military activity"


def importance(event: Event, ix: Index) -> tuple[float, ...]:
    """For the order of the summary only, the first figure first: what is said to have happened before plans,
    guesses, doubtful readings and bare denials; independent voices; contradictions, since the reader must know of them; whether
    anything is named; documents, claims; place and date; whether it is confirmed or probable, the kind."""
    claims = stating(event, ix)
    said = any(c.stance not in {"planned", "possible"} and not barely_read(c) for c in claims)
    borne_out = event.assessment.credibility in (
        1,
        2,
    )  # 6 is no number: it ranks neither above nor below the rest
    named = any(c.items or c.actors for c in claims)
    placed = event.place is not None and event.place.known
    dated = event.period is not None and event.period.known
    return (
        said,
        len(event.voices),
        len(event.contradictions),
        named,
        len({c.document for c in claims}),
        len(claims),
        placed + dated,
        borne_out,
        WEIGHT[event.kind],
    )


def _summary(events: list[Event], ix: Index, held: int, embargo_days: int) -> tuple[Sentence, ...]:
    first = sorted(events, key=lambda e: ([-x for x in importance(e, ix)], e.id))[:SUMMARY_EVENTS]
    told: set[str] = set()
    out = [summary_sentence(e, ix, told) for e in first]
    if not events:
        out.append(_note("The documents state no military event that could be listed."))
    if rest := len(events) - len(first):
        further = words.capital(words.plural(rest, "further event"))
        out.append(_note(f"{further} {'is' if rest == 1 else 'are'} described below."))
    out += _clash_note([e for e in events if e not in first], ix)
    judging = tuple(c.id for c in ix.known(ix.claims) if _judgement(c) and not ix.below(c))
    if judging:
        said = words.plural(len(judging), "statement")
        text = f"What the authors judge, forecast or say is not known ({said}) is kept apart from this."
        out.append(_note(text, judging))
    if held:
        many = words.plural(held, "event")
        span = words.plural(embargo_days, "day")
        are = "position of " + many + (" is" if held == 1 else " are")
        text = f"The {are} withheld: it may have happened within the last {span}, or cannot be shown to be older."
        out.append(
            _note(text if held == 1 else text.replace("position", "positions").replace(" it ", " they "))
        )
    return tuple(out)


def _note(text: str, claims: tuple[str, ...] = ()) -> Sentence:
    return Sentence(text, claims, "note")


def _clash_note(events: list[Event], ix: Index) -> list[Sentence]:
    clashes = [c for e in events for c in e.contradictions]
    if not clashes:
        return []
    ids = tuple(dict.fromkeys(i for c in clashes for side in c.sides for i in side if i in ix.claims))
    what = words.plural(len(clashes), "point")
    told = "; ".join(lower(words.clean(c.words.rstrip("."))) for c in clashes[:MOST_CLASHES])
    more = "; and others" if len(clashes) > MOST_CLASHES else ""
    return [
        _note(f"In the further events the documents contradict one another on {what}: {told}{more}.", ids)
    ]


def _event_section(event: Event, number: int, ix: Index, held: bool) -> Section:
    out = event_sentences(event, ix)
    for clash in event.contradictions:
        ids = tuple(i for side in clash.sides for i in side if i in ix.claims)
        out.append(_note(f"The accounts differ: {lower(words.clean(clash.words.rstrip('.')))}.", ids))
    out += [_note(words.clean(text), ids) for text, ids in decided_notes(event, ix)]
    if held:
        out.append(
            _note("The position is withheld from this brief; the names that the sources print are not.")
        )
    return Section(f"event-{number}", words.clean(event.title), tuple(out), event.id)


def _judgement(claim: Claim) -> bool:
    return claim.event == "assessment" or claim.stance in JUDGING


def _other_sections(events: list[Event], ix: Index) -> list[Section]:
    """Judgements, what was said below the articles, what an analyst rejected, and whatever is left."""
    told = {c.id for e in events for c in (*stating(e, ix), *denying(e, ix))}
    rest = ix.known(i for i in ix.claims if i not in told)
    groups: dict[str, list[Claim]] = {"judgements": [], "other": [], "below": [], "rejected": []}
    for claim in rest:
        groups[_group(claim, ix)].append(claim)
    titles = {"judgements": "Judgements and forecasts of the sources", "other": "Other statements",
              "below": "Said below the articles", "rejected": "Rejected by an analyst"}  # fmt: skip
    return [
        Section(
            name,
            titles[name],
            tuple(below_sentence(c, ix) for c in claims)
            if name == "below"
            else tuple(claim_sentence(same, ix) for same in _word_for_word(claims, ix)),
        )
        for name, claims in groups.items()
        if claims
    ]


def _word_for_word(claims: list[Claim], ix: Index) -> list[list[Claim]]:
    """Statements that copies of one text make in the same words are told once."""
    found: dict[tuple[str, ...], list[Claim]] = {}
    for claim in claims:
        own = (
            ""
            if claim.event != "assessment" and claim.stance != "unknown"
            else ix.voice_of[claim.document].id
        )
        same = (own or claim.id, claim.stance, folded(claim.quote.text))
        found.setdefault(same, []).append(claim)
    return list(found.values())


def _group(claim: Claim, ix: Index) -> str:
    if ix.rejected(claim.id):
        return "rejected"
    if ix.below(claim):
        return "below"
    return "judgements" if _judgement(claim) else "other"


def _gap_notes(events: list[Event], ix: Index) -> list[Sentence]:
    """One sentence for each kind of gap, with the events that have it."""
    found: dict[str, list[tuple[int, tuple[str, ...]]]] = {}
    for number, event in enumerate(events, 1):
        for gap in event.gaps:
            if gap.kind not in TOLD_APART:
                key = words.clean(gap.words.rstrip("."))
                found.setdefault(key, []).append((number, tuple(i for i in gap.claims if i in ix.claims)))
    out = []
    for text, rows in found.items():
        numbers = sorted({n for n, _ in rows})
        events_words = _which(numbers, len(events))
        out.append(
            _note(
                f"{words.capital(text)} ({events_words}).",
                tuple(dict.fromkeys(i for _, c in rows for i in c)),
            )
        )
    return out


def _which(numbers: list[int], total: int) -> str:
    """ "event 3", "events 1, 2 and 5", "events 1 to 7 and 9", "all 12 events", "all events but 4 and 9"."""
    if total > 1 and len(numbers) == total:
        return "both events" if total == 2 else f"all {words.number(total)} events"
    without = [n for n in range(1, total + 1) if n not in set(numbers)]
    if total > 6 and len(without) <= 3:
        return f"all events but {words.listed([str(n) for n in without])}"
    runs: list[list[int]] = []
    for n in numbers:
        if runs and n == runs[-1][-1] + 1:
            runs[-1].append(n)
        else:
            runs.append([n])
    told: list[str] = []
    for r in runs:
        told += [f"{r[0]} to {r[-1]}"] if len(r) > 2 else [str(n) for n in r]
    return f"event{'' if len(numbers) == 1 else 's'} {words.listed(told)}"


def _unknowns(events: list[Event], ix: Index) -> tuple[Sentence, ...]:
    out = _gap_notes(events, ix)
    articles = [c for c in ix.known(ix.claims) if not ix.below(c) and not ix.rejected(c.id)]
    out += [
        claim_sentence(same, ix)
        for same in _word_for_word([c for c in articles if c.stance == "unknown"], ix)
    ]
    facts = [c for c in articles if not _judgement(c)]
    undated = [c for c in facts if c.time is None or not c.time.known]
    unplaced = [c for c in facts if c.place is None or (not c.place.known and c.place.precision == "unknown")]
    for found, verb in (
        (undated, "no date that could be resolved"),
        (unplaced, "no place that could be resolved"),
    ):
        if found:
            carry = "carries" if len(found) == 1 else "carry"
            text = f"{words.capital(words.plural(len(found), 'statement'))} {carry} {verb}; {'it is' if len(found) == 1 else 'they are'} kept, not guessed."
            out.append(Sentence(text, tuple(c.id for c in found), "note"))
    return tuple(out)
