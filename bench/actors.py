"""How well actors and voices are found on the hand-annotated training claims.

Run: python bench/actors.py [--errors]
"""

import argparse
import collections
import json
import time
from pathlib import Path
from typing import Any

from sightline.extraction.actors import find_actors
from sightline.extraction.voices import find_voices
from sightline.model.document import Document, Part

CLAIMS = Path(__file__).parents[1].parent / "shared" / "corpora" / "claims_train"
Row = dict[str, Any]


def document(row: Row) -> Document:
    part = Part("p1", "body", 0, len(row["text"]), language=row["language"])
    return Document(id="sha256:0", capture="cap-0", text=row["text"], parts=(part,), language=row["language"])


def over(a: tuple[int, int], b: tuple[int, int]) -> bool:
    return a[0] < b[1] and b[0] < a[1]


def spans(rows: list[Row]) -> list[tuple[int, int, Row]]:
    return [(r["start"], r["end"], r) for r in rows if r.get("start") is not None]


def actor_figures(rows: list[Row], errors: bool) -> collections.Counter[str]:
    n: collections.Counter[str] = collections.Counter()
    for row in rows:
        found = find_actors(document(row))
        quotes = [(c["start"], c["end"]) for c in row["claims"]]
        gold = {(a, b): g for c in row["claims"] for a, b, g in spans(c["actors"])}
        for (a, b), g in gold.items():
            hit = next((f for f in found if over((a, b), (f.span.start, f.span.end))), None)
            n["gold"] += 1
            n["found"] += hit is not None
            n["exact"] += any((f.span.start, f.span.end) == (a, b) for f in found)
            n["country_known"] += bool(hit and g["country"])
            n["country_right"] += bool(hit and g["country"] and hit.country == g["country"])
            n["country_wrong"] += bool(hit and hit.country and hit.country != g["country"])
            if errors and hit is None:
                print(
                    "MISSED",
                    repr(row["text"][max(0, a - 40) : a]),
                    "[",
                    g["text"],
                    "]",
                    row["text"][b : b + 30],
                )
            elif errors and hit is not None and hit.country and hit.country != g["country"]:
                print("COUNTRY", g["text"], g["country"], "<-", hit.name, hit.country)
        for f in found:
            here = (f.span.start, f.span.end)
            if any(q[0] <= here[0] < q[1] for q in quotes):
                n["in_quote"] += 1
                n["in_quote_right"] += any(over(here, g) for g in gold)
                if errors and not any(over(here, g) for g in gold):
                    print("EXTRA", row["text"][max(0, here[0] - 40) : here[0]], "[", f.name, "]", f.kind)
    return n


def voice_figures(rows: list[Row], errors: bool) -> collections.Counter[str]:
    n: collections.Counter[str] = collections.Counter()
    for row in rows:
        found = find_voices(document(row))
        for claim in row["claims"]:
            gold = {a["kind"] for a in claim["attribution"]}
            here = (claim["start"], claim["end"])
            ours = {v.kind for v in found if over(here, (v.scope.start, v.scope.end))}
            n["gold"] += len(gold)
            n["ours"] += len(ours)
            n["right"] += len(gold & ours)
            n["claims"] += 1
            n["claims_right"] += gold == ours
            if errors and gold != ours:
                names = [
                    (v.span.text, v.kind, v.form) for v in found if over(here, (v.scope.start, v.scope.end))
                ]
                print(
                    "VOICE",
                    sorted(gold - ours),
                    "missed;",
                    names,
                    "|",
                    [a.get("text") for a in claim["attribution"]],
                )
                print("     ", row["text"][max(0, here[0] - 60) : here[1] + 60].replace("\n", " / "))
    return n


def share(a: int, b: int) -> str:
    return f"{a / b:6.3f}  ({a}/{b})" if b else "   -"


def speed(rows: list[Row]) -> float:
    """Milliseconds for find_actors and find_voices on 5,000 characters, warm, median of nine."""
    text = " ".join(r["text"] for r in rows if r["language"] == "en")[:5000]
    doc = document({"text": text, "language": "en"})
    times = []
    for _ in range(10):
        begin = time.perf_counter()
        find_actors(doc)
        find_voices(doc)
        times.append((time.perf_counter() - begin) * 1000)
    return sorted(times[1:])[4]


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--errors", action="store_true")
    errors = options.parse_args().errors
    for name in ("real", "written"):
        lines = (CLAIMS / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()
        rows = [json.loads(line) for line in lines]
        a, v = actor_figures(rows, errors), voice_figures(rows, errors)
        print(f"{name}: {len(rows)} documents")
        print("  actors found (overlap)         ", share(a["found"], a["gold"]))
        print("  actors found exactly           ", share(a["exact"], a["gold"]))
        print("  country right, of found        ", share(a["country_right"], a["country_known"]))
        print("  country wrong, of found        ", share(a["country_wrong"], a["found"]))
        print("  right, of ours inside a quote  ", share(a["in_quote_right"], a["in_quote"]))
        print("  attribution kinds recall       ", share(v["right"], v["gold"]))
        print("  attribution kinds precision    ", share(v["right"], v["ours"]))
        print("  claims with the very same kinds", share(v["claims_right"], v["claims"]))
        print(f"  5 kB, warm                       {speed(rows):.1f} ms")


if __name__ == "__main__":
    main()
