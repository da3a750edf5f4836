"""How well times are found and resolved, measured without the rest of the pipeline.

    python bench/times.py [--only wikiwars news news_kept dev real written] [--errors]

wikiwars: TIMEX2 in war histories, by ../shared/eval/score.py times (the corpus' document date is a download date and
is not used). news, news_kept: our own invented news texts in the manner of TempEval-3 (training/timexes.py), the half
whose errors were looked at and the half that is only measured (no errors are listed for it). dev, real, written: the
`time` slots of hand-annotated claims: found (a mention overlaps the words), right (the scorer's same_time) for the
mention alone and after resolve_when; holds_gold: the whole gold period lies in the bounds given; excludes_gold: none
of it does. The rules were written on wikiwars, real
and written: those columns are optimistic.
"""

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from bench.common import (
    CLAIMS,
    CLAIMS_NOTE,
    Figures,
    Row,
    around,
    bare_reading,
    claim_of,
    document,
    ratio,
    rows,
    run,
    score_rows,
    scorer,
    timed,
    words_in,
)
from training.timexes import TEXTS, all_records

from sightline.model.contract import period_to_dict
from sightline.model.mention import Mention
from sightline.times.find import find_times
from sightline.times.resolve import resolve_when

WIKIWARS = {"wikiwars": "corpora/temporal_wikiwars/train.jsonl"}
NEWS = {"news": str(TEXTS / "seen"), "news_kept": str(TEXTS / "kept")}  # not in ../shared
SHOWN = 60  # of each kind of error, spread over all


def figures(path: Path, errors: str = "") -> Figures:
    if path.parent == TEXTS:
        return _timexes(all_records(path), "" if path.name == "kept" else errors)
    gold = rows(path)
    return _timexes(gold, errors) if "temporal_wikiwars" in path.parts else _claims(gold, errors)


def _timexes(gold: list[Row], errors: str) -> Figures:
    found, spent = timed(lambda: [find_times(document(g)) for g in gold])
    readings = [bare_reading(g, ms) for g, ms in zip(gold, found, strict=True)]
    if errors:
        _show(gold, readings)
    return score_rows("times", gold, readings) | {"words_per_cpu_second": round(words_in(gold) / spent)}


def _show(gold: list[Row], readings: list[Row]) -> None:
    kinds: dict[str, list[str]] = {"MISSED": [], "SPURIOUS": [], "EXTENT": [], "VALUE": []}
    for g, r in zip(gold, readings, strict=True):
        for kind, line in _wrong(g["text"], g["spans"], r["mentions"]):
            kinds[kind].append(line)
    for kind, lines in kinds.items():
        _print_some(kind, lines)


def _wrong(text: str, spans: list[Row], mentions: list[Row]) -> Iterator[tuple[str, str]]:
    s = scorer()
    for gold in spans:
        hits = [p for p in mentions if s.overlap(s.span(gold), s.span(p))]
        where = around(text, gold["start"], gold["end"], 40)
        if not hits:
            yield "MISSED", where
            continue
        if s.span(gold) not in [s.span(p) for p in hits]:
            yield "EXTENT", f"{gold['text']!r} != {[p['text'] for p in hits]} ~ {where}"
        period = s.timex_period(gold.get("value"))
        if period and not any(s.same_time(period, p) for p in hits):
            got = [(p.get("earliest"), p.get("latest"), p.get("basis")) for p in hits]
            yield "VALUE", f"{gold['value']} != {got} ~ {where}"
    for p in mentions:
        if not any(s.overlap(s.span(gold), s.span(p)) for gold in spans):
            yield "SPURIOUS", around(text, p["start"], p["end"], 40)


def _print_some(kind: str, lines: list[str]) -> None:
    print(f"-- {kind} {len(lines)}")
    for line in lines[:: max(1, len(lines) // SHOWN)]:
        print(f"    {line}")


def _claims(gold: list[Row], errors: str) -> Figures:
    s = scorer()
    total = found = mention_right = right = bounded = held = apart = 0
    wrong: list[str] = []
    for row in gold:
        doc = document(row)
        times = find_times(doc)
        timed_ = [c for c in row["claims"] if _has_words(c.get("time"))]
        resolved = resolve_when(doc, tuple(claim_of(doc, c, n, "time") for n, c in enumerate(timed_)), times)
        for claim, ours in zip(timed_, resolved, strict=True):
            total += 1
            slot, answer = claim["time"], period_to_dict(ours.time)
            hits = [m for m in times if m.span.start < slot["end"] and slot["start"] < m.span.end]
            found += bool(hits)
            mention_right += any(s.same_time(slot, _row(m)) for m in hits)
            bounded += bool(ours.time and ours.time.bounded)
            right += s.same_time(slot, answer)
            held += _holds(answer, slot)
            apart += _apart(answer, slot)
            if not s.same_time(slot, answer):
                got = [(answer or {}).get(k) for k in ("earliest", "latest", "basis")]
                where = around(doc.text, slot["start"], slot["end"])
                wrong.append(
                    f"{row.get('published')} {slot['earliest']}..{slot['latest']} != {got} ~ {where}"
                )
    if errors:
        _print_some("WRONG", wrong)
    return {
        "claim_times_in_gold": total,
        "claim_time_found": ratio(found, total),
        "claim_time_mention_right": ratio(mention_right, total),
        "claim_time_bounded": ratio(bounded, total),
        "claim_time_right": ratio(right, total),
        "claim_time_holds_gold": ratio(held, total),
        "claim_time_excludes_gold": ratio(apart, total),
    }


def _ends(slot: Row | None) -> tuple[str, str]:
    """Both ends as days; an unknown one is as far as can be."""
    return ((slot or {}).get("earliest") or "0000")[:10], ((slot or {}).get("latest") or "9999")[:10]


def _holds(answer: Row | None, slot: Row) -> bool:
    """Whether something is known, and all of the gold period lies in it: wide is no fault here."""
    ours, gold = _ends(answer), _ends(slot)
    return ours != ("0000", "9999") and ours[0] <= gold[0] and gold[1] <= ours[1]


def _apart(answer: Row | None, slot: Row) -> bool:
    """Whether the answer has no day of the gold period: sure, and wrong."""
    ours, gold = _ends(answer), _ends(slot)
    return ours[1] < gold[0] or gold[1] < ours[0]


def _has_words(slot: Row | None) -> bool:
    return bool(slot and slot.get("start") is not None and slot.get("earliest"))


def _row(mention: Mention) -> dict[str, Any] | None:
    return period_to_dict(mention.period)


def main() -> None:
    run(__doc__ or "", WIKIWARS | NEWS | CLAIMS, figures, note=CLAIMS_NOTE)


if __name__ == "__main__":
    main()
