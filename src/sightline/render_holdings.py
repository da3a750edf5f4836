"""Holdings in words: rows for a terminal, JSON, CSV; pure functions."""

from collections.abc import Iterable, Iterator
from typing import Any

from sightline.model.contract import period_to_dict, place_to_dict
from sightline.model.holding import Holding, Sighting
from sightline.model.period import Period, iso
from sightline.render import count_words

HEAD = (
    "where",
    "what",
    "category",
    "how many",
    "first claimed for",
    "last claimed for",
    "reported",
    "record",
    "grade",
    "voices",
    "claims",
)
APART = {
    "planned": "announced only", "denied": "denied", "unjudged": "nothing to judge it by",
    "away": "only said to have left or been lost", "rejected": "rejected by an analyst",
}  # fmt: skip
_MOST_CLAIMS, _MOST_NAMES = 3, 4


def rows(holdings: Iterable[Holding]) -> Iterator[tuple[str, ...]]:
    for one in holdings:
        yield (
            where(one),
            what(one),
            one.category,
            many(one),
            when(one.first),
            when(one.last),
            when(one.reported),
            record(one),
            str(one.credibility),
            str(len(one.voices)),
            _claims(one.claims),
        )


def where(holding: Holding) -> str:
    """ "Captain Manuel Ríos Air Base, VE", "south of Caracas, VE", "VE (no closer)", "not placed"."""
    site = holding.site
    if holding.withheld:
        return "withheld by the embargo"
    if site is None:
        return "not placed"
    if site.precision == "country" or not (site.name or site.span):
        return f"{site.name or site.country} (no closer)" if site.name or site.country else "not placed"
    name = site.name or (" ".join(site.span.text.split()) if site.span else "")
    bare = not site.relation or site.relation in ("at", "in")
    held = bare or name.casefold().startswith(str(site.relation).casefold())
    return ("" if held else f"{site.relation} ") + name + (f", {site.country}" if site.country else "")


def what(holding: Holding) -> str:
    first, *rest = holding.names[:_MOST_NAMES]
    by = f" ({', '.join(holding.by)})" if holding.by else ""
    return first + (f" [also: {', '.join(rest)}]" if rest else "") + by


def many(holding: Holding) -> str:
    """ "5", "5 (4-6)", "4-5", "not said"; what a number stands for is in `record`."""
    count, best = holding.count, holding.estimate
    if count is None:
        return "not said"
    told = count_words(count)
    if best is None or count.low == count.high or best != round(best) or None in (count.low, count.high):
        return told
    return f"{best:g}{f' {count.unit}' if count.unit else ''} ({told})"


def when(period: Period | None) -> str:
    if period is None or not period.known:
        return "undated"
    first, last = iso(period.earliest), iso(period.latest, end=True)
    return str(first or last) if first == last else f"{first or '...'} to {last or '...'}"


def record(holding: Holding) -> str:
    if holding.apart:
        return APART[holding.apart]
    return "last claimed" if holding.state == "claimed" else holding.state


def _claims(ids: tuple[str, ...]) -> str:
    more = f" +{len(ids) - _MOST_CLAIMS}" if len(ids) > _MOST_CLAIMS else ""
    return " ".join(c[:12] for c in ids[:_MOST_CLAIMS]) + more


def holding_to_dict(holding: Holding) -> dict[str, Any]:
    return {
        "site": place_to_dict(holding.site),
        "where": where(holding),
        "withheld": holding.withheld,
        "thing": holding.thing,
        "category": holding.category,
        "names": list(holding.names),
        "refs": list(holding.refs),
        "by": list(holding.by),
        **_count(holding),
        "counted": period_to_dict(holding.counted),
        "first_claimed": period_to_dict(holding.first),
        "last_claimed": period_to_dict(holding.last),
        "reported": period_to_dict(holding.reported),
        "record": record(holding),
        "apart": holding.apart,
        "grade": str(holding.credibility),
        "credibility": None if holding.credibility == 6 else holding.credibility,
        "voices": list(holding.voices),
        "claims": list(holding.claims),
        "reasons": [{"words": r.words, "ids": list(r.ids)} for r in holding.reasons],
        "sightings": [sighting_to_dict(s) for s in holding.sightings],
    }


def sighting_to_dict(sighting: Sighting) -> dict[str, Any]:
    return {
        "event": sighting.event,
        "kind": sighting.kind,
        "change": sighting.change,
        "period": period_to_dict(sighting.period),
        **_count(sighting),
        "reported": period_to_dict(sighting.reported),
        "grade": str(sighting.credibility),
        "voices": list(sighting.voices),
        "claims": list(sighting.claims),
    }


def _count(one: Holding | Sighting) -> dict[str, Any]:
    count = one.count
    return {
        "low": count.low if count else None,
        "high": count.high if count else None,
        "unit": count.unit if count else None,
        "estimate": one.estimate,
    }
