"""What analysts decided about events: accepted or rejected, their own credibility and estimate, place and time.

An event's id follows from its claims, so a decision is keyed to the claims that it had, and belongs to the event that
holds more than a half of those that still are in any.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any, cast

from sightline.fusion.disputed import disputed
from sightline.fusion.moment import by_whom
from sightline.model.claim import Claim
from sightline.model.contract import period_from_dict, place_from_dict
from sightline.model.event import Decided, Event, Reason, Reopened
from sightline.model.judgement import Judgement, event_basis, value_at
from sightline.model.vocabulary import CREDIBILITIES, CREDIBILITY_WORDS, Credibility

OF_EVENTS = frozenset({"credibility", "estimate", "place", "time"})


def decided_events(
    events: Sequence[Event], judgements: Sequence[Judgement], claims: Iterable[Claim]
) -> tuple[list[Event], list[Reopened]]:
    """The events with what was decided on them, and the decisions to look at again. claims: as they were read.
    judgements: on events, in force, oldest first."""
    if not judgements:
        return list(events), []
    home = {c: n for n, event in enumerate(events) for c in event.claims}
    mine: dict[int, list[Judgement]] = {}
    reopened: list[Reopened] = []
    apart: list[tuple[Judgement, frozenset[int]]] = []
    for one in judgements:
        votes = Counter(home[c] for c in one.about if c in home)
        number, most = max(votes.items(), key=lambda v: v[1], default=(-1, 0))
        if 2 * most > votes.total():
            mine.setdefault(number, []).append(one)
        else:
            apart.append((one, frozenset(votes)))
    for one, homes in apart:
        if not homes or any(n not in mine or mine[n][-1].at <= one.at for n in homes):
            why = "Its event is no more: its claims are now in several, or in none"
            reopened.append(Reopened(one.id, "", why, one.words, kind="event"))
    wanted = {c for n in mine for c in (*events[n].claims, *mine[n][-1].about)}
    held = {c.id: c for c in claims if c.id in wanted}
    out = list(events)
    for number, of in mine.items():
        out[number] = _decided(events[number], of)
        reopened += _grown(events[number], of[-1], held)
    return out, reopened


def _grown(event: Event, last: Judgement, claims: Mapping[str, Claim]) -> list[Reopened]:
    now, then = set(event.claims), set(last.about)
    parts = []
    if joined := now - then:
        parts.append(f"{len(joined)} more claims joined it")
    if left := {c for c in then - now if c in claims}:
        parts.append(f"{len(left)} of its claims left it")
    kept = [claims[c] for c in event.claims if c in claims]
    if not parts and last.basis and last.basis != event_basis(kept):
        parts.append("its claims are read otherwise")
    if not parts:
        return []
    why = f"Since it was judged {' and '.join(parts)}"
    return [Reopened(last.id, event.id, why, last.words, event.title, kind="event")]


def _decided(event: Event, judgements: Sequence[Judgement]) -> Event:
    words: list[str] = []
    values: dict[str, Any] = {}
    reasons = list(event.reasons)
    told: dict[str, str] = {}
    for one in judgements:
        parts: list[str] = [] if one.decision == "corrected" else [one.decision]
        for name in (path for path, _ in one.changes if path in OF_EVENTS):
            value = value_at(one, name)
            said = _words(name, value)
            if said:
                values[name] = value
                parts.append(said)
                if name in ("place", "time"):
                    reasons.append(Reason(f"{said[0].upper()}{said[1:]} {by_whom(one)}", 0.0, event.claims))
        told[one.id] = ", ".join(parts) or one.decision
        words.append(f"{told[one.id]} {by_whom(one)}")
    verdicts = [j.decision for j in judgements if j.decision in ("accepted", "rejected")]
    decided = Decided(
        event.id,
        verdicts[-1] if verdicts else "corrected",
        tuple(words),
        tuple(j.id for j in judgements),
        disputed(judgements, told),
        cast(Credibility | None, values.get("credibility")),
        (values["estimate"][0], values["estimate"][1]) if "estimate" in values else None,
    )
    place = place_from_dict(values["place"]) if "place" in values else event.place
    period = period_from_dict(values["time"]) if "time" in values else event.period
    return replace(event, place=place, period=period, reasons=tuple(reasons), decided=decided)


def _words(name: str, value: Any) -> str:
    """A decision's value in words; "" for one that is none (of a forged row, say), which then counts for nothing."""
    try:
        if name == "credibility" and value in CREDIBILITIES:
            grade = cast(Credibility, value)
            return f"given an own credibility of {grade} ({CREDIBILITY_WORDS[grade].lower()})"
        if name == "estimate" and 0 <= value[0] <= value[1] <= 1:
            low, high = (round(100 * share) for share in value)
            return (
                f"given an own probability of {low} to {high} per cent"
                if low != high
                else f"given an own probability of {low} per cent"
            )
        if name == "place" and place_from_dict(value):
            return f"place set to {value.get('name') or 'a point'}"
        if name == "time" and (period := period_from_dict(value)) and period.known:
            return f"time set to {period.edtf or 'a period'}"
    except (TypeError, ValueError, KeyError, IndexError, AttributeError):
        pass
    return ""
