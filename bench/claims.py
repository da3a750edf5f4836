"""How well the whole pipeline finds claims: who did what with how many of which, where, when, said by whom.

    python bench/claims.py [--only dev real written] [--errors SLOT]

Runs what `sightline read --batch` runs, in this process, on the hand-annotated documents and scores the readings
with ../shared/eval/score.py (its head says what counts as right). Of real and written (claims_train) only the
documents are used that the model was not trained on; the rules were checked on them, too. dev is
the visible gold, for measuring only: nothing is to be tuned on it, so its errors are not listed.
One document of dev is the article the project was built around, read many times over: the rows "without_case"
leave it out. Precision, recall and F1 of an event: of the claims with that event, matched as the scorer matches.

--errors SLOT prints the claims that are missed or extra, or matched claims whose slot is wrong.
"""

import sys
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from bench.common import (
    CLAIMS,
    KEPT_NOTE,
    Figures,
    Row,
    around,
    f1,
    kept_rows,
    pipeline_readings,
    ratio,
    run,
    score_rows,
    scorer,
    words_in,
)

SLOTS = ("missed", "extra", "event", "stance", "items", "category", "counts", "actors", "place", "time", "attribution")  # fmt: skip
WITHOUT_CASE = ("gold_claims", "claim_f1", "claim_any_event_f1", "item_f1", "place_f1", "time_f1", "attribution_f1", "whole_f1")  # fmt: skip
Pair = tuple[int, int]


def figures(path: Path, errors: str = "", *, by_event: bool = False, extractor: str = "learned") -> Figures:
    """The scorer's figures, words per CPU second and, if asked for, precision, recall and F1 of each event."""
    gold = kept_rows(path)
    readings, spent = pipeline_readings(gold, extractor)
    result = dict(score_rows("claims", gold, readings))
    matches = [matched(g["claims"], r["claims"]) for g, r in zip(gold, readings, strict=True)]
    found = ratio(sum(map(len, matches)), result["gold_claims"])
    if abs(found - result["claim_recall"]) > 0.0001:
        raise SystemExit(
            "bench/claims.py no longer matches claims as ../shared/eval/score.py does: bring it up to date"
        )
    result |= _without_cases(gold, readings)
    if by_event:
        result |= _by_event(gold, readings, matches)
    if errors:
        _print_errors(path.name, gold, readings, matches, errors)
    return result | {"words": words_in(gold), "words_per_cpu_second": round(words_in(gold) / spent)}


def matched(gold: list[Row], ours: list[Row], *, any_event: bool = False) -> list[Pair]:
    """Positions of gold claims and of our claims that the scorer takes for the same one (see its `claims`)."""
    s, pairs = scorer(), []
    for i, a in enumerate(gold):
        for j, b in enumerate(ours):
            x, y = s.span(a), s.span(b["quote"])
            trigger = s.span(a["trigger"]) if isinstance(a.get("trigger"), dict) else None
            shared, lengths = s.overlap(x, y), (x[1] - x[0], y[1] - y[0])
            if shared < 0.3 * min(lengths) and not (trigger and s.overlap(trigger, y)):
                continue
            if a["event"] != b["event"] and not any_event:
                continue
            weight = shared / max(lengths)
            weight += 0.5 * sum(
                any(s.overlap(s.span(g), s.span(o)) for o in b["items"] if s.span(o))
                for g in a.get("items", []) if s.span(g)
            )  # fmt: skip
            weight += bool(trigger and s.span(b.get("trigger")) and s.overlap(trigger, s.span(b["trigger"])))
            pairs.append((weight, i, j))
    return [(i, j) for _, i, j in s.greedy(pairs)]


def _without_cases(gold: list[Row], readings: list[Row]) -> Figures:
    """The main figures over the other documents, where some are worked examples of the project itself."""
    kept = [(g, r) for g, r in zip(gold, readings, strict=True) if not str(g.get("id")).startswith("case:")]
    if len(kept) == len(gold):
        return {}
    result = score_rows("claims", [g for g, _ in kept], [r for _, r in kept])
    return {f"{name}_without_case": result[name] for name in WITHOUT_CASE}


def _by_event(gold: list[Row], readings: list[Row], matches: list[list[Pair]]) -> Figures:
    right = Counter(g["claims"][i]["event"] for g, m in zip(gold, matches, strict=True) for i, _ in m)
    ours = Counter(c["event"] for r in readings for c in r["claims"])
    true = Counter(c["event"] for g in gold for c in g["claims"])
    result: Figures = {}
    for event in sorted(true | ours, key=lambda e: (-true[e], e)):
        n, p, t = right[event], ours[event], true[event]
        result |= {
            f"{event}: in gold": t, f"{event}: precision": ratio(n, p),
            f"{event}: recall": ratio(n, t), f"{event}: F1": f1(n, p, t),
        }  # fmt: skip
    return result


def _print_errors(
    name: str, gold: list[Row], readings: list[Row], matches: list[list[Pair]], slot: str
) -> None:
    total = 0
    for g, r, pairs in zip(gold, readings, matches, strict=True):
        for line in _lines(g, r, pairs, slot):
            print(f"{slot} {name} {g['id']}: {line}")
            total += 1
    print(f"-- {name}: {total} of {slot}")


def _lines(g: Row, r: Row, pairs: list[Pair], slot: str) -> Iterator[str]:
    text, gs, ps = g["text"], g["claims"], r["claims"]
    if slot in ("missed", "extra"):
        taken = {pair[slot == "extra"] for pair in pairs}
        for k, claim in enumerate(ps if slot == "extra" else gs):
            if k not in taken:
                at = claim["quote"] if slot == "extra" else claim
                said = (claim.get("trigger") or {}).get("text")
                yield f"{claim['event']} on {said!r}: {around(text, at['start'], at['end'])}"
        return
    if slot == "event":
        pairs = [(i, j) for i, j in matched(gs, ps, any_event=True) if gs[i]["event"] != ps[j]["event"]]
    for i, j in pairs:
        a, b = gs[i], ps[j]
        wrong = f"gold {a['event']}, ours {b['event']}" if slot == "event" else CHECKS[slot](a, b)
        if wrong:
            yield f"{wrong} | {around(text, a['start'], a['end'])}"


def _stance(a: Row, b: Row) -> str:
    same = scorer().STANCE.get(a["stance"]) == scorer().STANCE.get(b["stance"])
    return "" if same else f"gold {a['stance']}, ours {b['stance']}"


def _place(a: Row, b: Row) -> str:
    true, ours = a.get("place") or {}, b.get("place") or {}
    if true.get("lat") is None and ours.get("lat") is None:
        return ""
    if true.get("lat") is not None and scorer().same_place(true, ours):
        return ""
    return f"gold {_point(true)}, ours {_point(ours)}"


def _point(place: Row) -> str:
    where = f"{place['lat']:.2f} {place['lon']:.2f}" if place.get("lat") is not None else "no point"
    return f"{place.get('text') or place.get('name')!r} ({where}, {place.get('precision')})"


def _time(a: Row, b: Row) -> str:
    true, ours = a.get("time") or {}, b.get("time") or {}
    if true.get("earliest") and scorer().same_time(true, ours):
        return ""
    if not true.get("earliest") and not ours.get("earliest"):
        return ""
    shown = (f"{t.get('text')!r} {t.get('earliest')}..{t.get('latest')}" for t in (true, ours))
    return "gold {}, ours {} ({})".format(*shown, ours.get("basis"))


def _items(a: Row, b: Row) -> str:
    return _unpaired(a, b, "items")


def _actors(a: Row, b: Row) -> str:
    return _unpaired(a, b, "actors")


def _unpaired(a: Row, b: Row, slot: str) -> str:
    pairs = _paired(a, b, slot)
    missed = [x["text"] for x in a.get(slot, []) if scorer().span(x) and not any(x is p for p, _ in pairs)]
    extra = [y.get("text") for y in b[slot] if not any(y is q for _, q in pairs)]
    return f"missed {missed}, extra {extra}" if missed or extra else ""


def _paired(a: Row, b: Row, slot: str) -> list[tuple[Row, Row]]:
    s = scorer()
    pairs = [
        (s.overlap(s.span(x), s.span(y)), k, n)
        for k, x in enumerate(a.get(slot, [])) if s.span(x)
        for n, y in enumerate(b[slot]) if s.span(y) and s.overlap(s.span(x), s.span(y))
    ]  # fmt: skip
    return [(a[slot][k], b[slot][n]) for _, k, n in s.greedy(pairs)]


def _category(a: Row, b: Row) -> str:
    wrong = [(x["text"], x["category"], y["category"]) for x, y in _paired(a, b, "items") if x["category"] != y["category"]]  # fmt: skip
    return "; ".join(f"{text!r} gold {true}, ours {ours}" for text, true, ours in wrong)


def _counts(a: Row, b: Row) -> str:
    wrong = [(x, y) for x, y in _paired(a, b, "items") if not scorer().same_count(x, y)]
    return "; ".join(f"{x['text']!r} gold {x.get('low')}..{x.get('high')}, ours {y.get('count')}" for x, y in wrong)  # fmt: skip


def _attribution(a: Row, b: Row) -> str:
    true, ours = ({x.get("kind") for x in c.get("attribution", [])} for c in (a, b))
    return f"gold {sorted(true)}, ours {sorted(ours)}" if true != ours else ""


CHECKS: dict[str, Callable[[Row, Row], str]] = {
    "stance": _stance, "items": _items, "category": _category, "counts": _counts, "actors": _actors,
    "place": _place, "time": _time, "attribution": _attribution,
}  # fmt: skip


def main() -> None:
    run(
        __doc__ or "",
        CLAIMS,
        lambda path, errors: figures(path, errors, by_event=True),
        slots=SLOTS,
        note=KEPT_NOTE,
    )


if __name__ == "__main__":
    main()
