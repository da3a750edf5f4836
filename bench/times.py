"""How well times are found and resolved, measured on the corpora in ../shared. Prints a table.

    python bench/times.py [--misses N]

wikiwars: TIMEX2 in war histories, by the project's scorer (the corpus' document date is a download date and is
not used). claims: the `time` slots of the hand-annotated training claims: found (a mention overlaps the words),
right (the scorer's same_time), for the mention alone and after resolve_when.
"""

import argparse
import importlib.util
import json
import sys
import time
from pathlib import Path
from types import ModuleType
from typing import Any

from sightline.model import edtf
from sightline.model.claim import Claim, claim_id
from sightline.model.contract import mention_to_dict, period_to_dict
from sightline.model.document import Document, Part
from sightline.model.mention import Mention
from sightline.model.period import Period
from sightline.times.find import find_times
from sightline.times.resolve import resolve_when

SHARED = Path(__file__).parents[2] / "shared"


def scorer() -> ModuleType:
    spec = importlib.util.spec_from_file_location("score", SHARED / "eval" / "score.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def rows(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]


def document(row: dict[str, Any]) -> Document:
    text = row["text"]
    when = edtf.parse(row["published"]) if row.get("published") else None
    return Document(
        id=row["id"], capture="bench", text=text, parts=(Part("body", "body", 0, len(text), row.get("language")),),
        language=row.get("language"), published=when,
    )  # fmt: skip


def wikiwars(score: ModuleType, misses: int) -> None:
    gold = rows(SHARED / "corpora" / "temporal_wikiwars" / "train.jsonl")
    began = time.perf_counter()
    found = [find_times(document({"id": g["id"], "text": g["text"], "language": "en"})) for g in gold]
    spent = time.perf_counter() - began
    words = sum(len(g["text"].split()) for g in gold)
    readings = [
        {"document": {"text": g["text"]}, "mentions": [mention_to_dict(m) for m in ms]}
        for g, ms in zip(gold, found, strict=True)
    ]
    print("wikiwars")
    for name, figure in score.times(gold, readings).items():
        print(f"  {name:34} {figure}")
    print(f"  {'words a second':34} {words / spent:,.0f}")
    if misses:
        show(score, gold, readings, misses)


def show(score: ModuleType, gold: list[dict[str, Any]], readings: list[dict[str, Any]], limit: int) -> None:
    kinds: dict[str, list[str]] = {"MISSED": [], "SPURIOUS": [], "EXTENT": [], "VALUE": []}
    for g, r in zip(gold, readings, strict=True):
        ps, text = r["mentions"], g["text"]
        for s in g["spans"]:
            hits = [p for p in ps if score.overlap(score.span(s), score.span(p))]
            around = text[max(0, s["start"] - 50) : s["end"] + 30].replace("\n", " ")
            if not hits:
                kinds["MISSED"].append(f"{s['text']!r} ~ {around}")
                continue
            if score.span(s) not in [score.span(p) for p in hits]:
                kinds["EXTENT"].append(f"{s['text']!r} != {[p['text'] for p in hits]} ~ {around}")
            period = score.timex_period(s.get("value"))
            if period and not any(score.same_time(period, p) for p in hits):
                got = [(p.get("earliest"), p.get("latest")) for p in hits]
                kinds["VALUE"].append(
                    f"{s['text']!r} {s['value']} != {got} {hits[0].get('basis')} ~ {around}"
                )
        for p in ps:
            if not any(score.overlap(score.span(s), score.span(p)) for s in g["spans"]):
                kinds["SPURIOUS"].append(f"{p['text']!r} ~ {text[max(0, p['start'] - 40) : p['end'] + 30]!r}")
    for kind, lines in kinds.items():
        print(f"  {kind} {len(lines)}")
        for line in lines[:: max(1, len(lines) // limit)]:
            print(f"    {line}")


def claim_rows(name: str) -> list[dict[str, Any]]:
    """Documents with claims; the visible gold ("dev") has its publication dates in the batch input."""
    if name != "dev":
        return rows(SHARED / "corpora" / "claims_train" / f"{name}.jsonl")
    gold = rows(SHARED / "eval" / "gold" / "claims.dev.jsonl")
    inputs = rows(SHARED / "eval" / "gold" / "claims.dev.docs.jsonl")
    return [given | row for row, given in zip(gold, inputs, strict=True)]


def claim_of(doc: Document, row: dict[str, Any], n: int) -> Claim:
    quote = doc.span(row["start"], row["end"])
    when = row["time"]
    span = doc.span(when["start"], when["end"]) if when.get("start") is not None else None
    trigger = row.get("trigger") or {}
    at = doc.span(trigger["start"], trigger["end"]) if trigger.get("start") is not None else None
    return Claim(
        id=claim_id(doc.id, "body", row["event"], quote, n), document=doc.id, part="body", quote=quote,
        event=row["event"], stance=row["stance"], trigger=at, time=Period(span=span) if span else None,
    )  # fmt: skip


def claims(score: ModuleType, name: str, misses: int) -> None:
    total = found = mention_right = right = bounded = 0
    wrong: list[str] = []
    for row in claim_rows(name):
        doc = document(row)
        times = find_times(doc)
        timed = [
            c
            for c in row["claims"]
            if c.get("time") and c["time"].get("start") is not None and c["time"].get("earliest")
        ]
        resolved = resolve_when(doc, tuple(claim_of(doc, c, n) for n, c in enumerate(timed)), times)
        for gold, claim in zip(timed, resolved, strict=True):
            total += 1
            slot = gold["time"]
            hits = [m for m in times if m.span.start < slot["end"] and slot["start"] < m.span.end]
            found += bool(hits)
            mention_right += any(score.same_time(slot, _row(m)) for m in hits)
            answer = period_to_dict(claim.time)
            bounded += bool(claim.time and claim.time.bounded)
            if score.same_time(slot, answer):
                right += 1
            else:
                got = (
                    (answer or {}).get("earliest"),
                    (answer or {}).get("latest"),
                    (answer or {}).get("basis"),
                )
                around = doc.text[max(0, slot["start"] - 60) : slot["end"] + 40].replace("\n", " ")
                wrong.append(
                    f"{row.get('published')} {slot['text']!r} {slot['earliest']}..{slot['latest']} != {got} ~ {around}"
                )
    print(f"claims: {name}")
    for label, n in (
        ("slots", total),
        ("found", found),
        ("mention right", mention_right),
        ("bounded", bounded),
        ("right", right),
    ):
        print(f"  {label:34} {n} {n / total:.4f}")
    if misses:
        for line in wrong[:: max(1, len(wrong) // misses)]:
            print("    ", line)


def _row(mention: Mention) -> dict[str, Any] | None:
    return period_to_dict(mention.period)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument(
        "--misses", type=int, default=0, help="print up to about this many misses of each kind"
    )
    parser.add_argument("--only", choices=("wikiwars", "real", "written", "dev"))
    options = parser.parse_args()
    if not SHARED.is_dir():
        sys.exit(f"no corpora: {SHARED} is missing")
    score = scorer()
    if options.only in (None, "wikiwars"):
        wikiwars(score, options.misses)
    for name in ("real", "written", "dev"):
        if options.only in (None, name):
            claims(score, name, options.misses)


if __name__ == "__main__":
    main()
