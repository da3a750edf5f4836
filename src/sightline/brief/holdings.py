"""The table of holdings: what was claimed to be where, each row with the claims it rests on."""

from collections.abc import Iterable
from typing import Any

from sightline.brief import words
from sightline.brief.index import Index
from sightline.model.claim import Count
from sightline.model.holding import Holding
from sightline.model.period import Period
from sightline.model.vocabulary import CREDIBILITY_WORDS

MOST_NAMES, MOST_REFS = 4, 8


def told(holdings: Iterable[Holding]) -> list[Holding]:
    """Those that stand in the table: not what was only announced or denied, nor what nothing can be judged by."""
    return [h for h in holdings if h.apart is None]


def row(holding: Holding, ix: Index) -> dict[str, Any]:
    """The cells of one row in words, and the labels of its claims."""
    labels = [c for c in holding.claims if c in ix.labels]
    return {
        "where": where(holding),
        "what": what(holding),
        "many": many(holding),
        "first": _day(holding.first),
        "last": _day(holding.last),
        "state": "" if holding.state == "claimed" else holding.state,
        "notes": [words.capital(words.clean(r.words)) for r in holding.reasons],
        "grade": holding.credibility,
        "grade_words": CREDIBILITY_WORDS[holding.credibility],
        "voices": words.plural(len(holding.voices), "voice"),
        "claims": labels,
    }


def _day(period: Period | None) -> str:
    return (words.when(period) or "undated").removeprefix("on ").removeprefix("in ")


def where(holding: Holding) -> str:
    if holding.withheld:
        return "Place withheld"
    if holding.site is None:
        return "Not placed"
    return words.capital(words.named(holding.site))


def what(holding: Holding) -> str:
    first, *rest = [words.clean(n) for n in holding.names[:MOST_NAMES]]
    return first + (f" (also: {', '.join(rest)})" if rest else "")


def many(holding: Holding) -> str:
    """ "five", "five (between four and six)", "not said"."""
    count, best = holding.count, holding.estimate
    if count is None or (count.low is None and count.high is None):
        return "not said"
    unit = ""
    if count.unit and count.unit not in {"1", "piece", "pieces"}:
        named = words.UNITS.get(count.unit, count.unit)
        unit = " " + (named if count.low == count.high == 1 else words.plural_of(named))
    range_ = words.amount(Count(count.low, count.high, count.unit)) or "not said"
    if best is None or None in (count.low, count.high) or count.low == count.high or best != round(best):
        return range_ + unit
    return f"{words.number(best)}{unit} ({range_})"


def sentence(holding: Holding, ix: Index) -> str:
    """A row as one sentence, for writers without tables."""
    cells = row(holding, ix)
    state = f"; {cells['state']}" if cells["state"] else ""
    dated = f"first claimed for {cells['first']}, last for {cells['last']}"
    if cells["first"] == cells["last"]:
        dated = "undated" if cells["first"] == "undated" else f"claimed for {cells['first']}"
    return (
        f"{cells['where']}: {cells['what']}, how many: {cells['many']}; {dated}{state}; grade {cells['grade']}, "
        f"{cells['voices']}."
    )
