"""How well `find_items` finds the items of annotated claims: python bench/items.py GOLD.jsonl ... [--misses]

For each file: recall of the distinct gold item spans (overlap, strict), the share of found items that overlap
some gold item (a lower bound of precision: gold lists only items of claims), category accuracy and count
accuracy of the overlapped (as in the scorer's same_count), and the warm time for 5 kB of text. With
--entities FILE, the materiel spans of a re3d file instead.
"""

import argparse
import json
import time
from collections import Counter
from pathlib import Path
from typing import Any

from sightline.extraction.catalogue import open_catalogue
from sightline.extraction.items import find_items
from sightline.model.claim import Item
from sightline.model.document import Document, Part

PEOPLE_AND_SITES = frozenset(
    "troops advisers unit cargo site building fighting-position tunnel depot".split()
)
RE3D_MATERIEL = frozenset(("MilitaryPlatform", "Weapon", "Vehicle"))
Row = dict[str, Any]


def document(row: Row) -> Document:
    text = row["text"]
    part = Part("p1", "body", 0, len(text), row.get("language") or "en")
    return Document("sha256:0", "cap:0", text, (part,), language=part.language)


def rows(path: Path) -> list[Row]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]


def same_count(gold: Row, item: Item) -> bool:
    """As in ../shared/eval/score.py: both bounds within 5 %."""
    low, high = (item.count.low, item.count.high) if item.count else (None, None)

    def equal(a: float | None, b: float | None) -> bool:
        return (a is None) == (b is None) and (
            a is None or b is None or abs(a - b) <= 0.05 * max(abs(a), abs(b))
        )

    return equal(gold.get("low"), low) and equal(gold.get("high"), high)


def measure(path: Path, misses: bool) -> None:
    catalogue = open_catalogue()
    n: Counter[str] = Counter()
    wrong: Counter[str] = Counter()
    seconds, size = 0.0, 0
    for row in rows(path):
        gold = {
            (i["start"], i["end"]): i
            for c in row["claims"]
            for i in c.get("items", ())
            if i.get("start") is not None
        }
        started = time.perf_counter()
        found = find_items(document(row), catalogue)
        seconds += time.perf_counter() - started
        size += len(row["text"].encode())
        n["found"] += len(found)
        n["found_in_gold"] += sum(any(i.span.start < e and s < i.span.end for s, e in gold) for i in found)
        for i in found:
            if not any(i.span.start < e and s < i.span.end for s, e in gold):
                wrong[f"extra {i.category}: {i.span.text.split()[-1].lower()}"] += 1
        for (s, e), item in gold.items():
            n["gold"] += 1
            n["counted"] += item.get("low") is not None or item.get("high") is not None
            hits = [i for i in found if i.span.start < e and s < i.span.end]
            n["strict"] += any((i.span.start, i.span.end) == (s, e) for i in hits)
            if not hits:
                wrong[f"missed {item['category']}: {item['text']}"] += 1
                continue
            best = max(hits, key=lambda i: min(i.span.end, e) - max(i.span.start, s))
            n["overlap"] += 1
            n["category"] += best.category == item["category"]
            if best.category != item["category"]:
                wrong[f"category {item['category']} not {best.category}: {best.span.text}"] += 1
            if item.get("low") is not None or item.get("high") is not None:
                n["counts"] += same_count(item, best)
                n["counts_seen"] += 1
            else:
                n["uncounted"] += 1
                n["none_right"] += best.count is None
            if not same_count(item, best):
                context = row["text"][max(0, best.span.start - 30) : best.span.end].replace("\n", " ")
                wrong[f"count {item.get('low')}/{item.get('high')} not {best.count}: {context}"] += 1
    print(f"{path.name}: {n['gold']} gold items, {n['found']} found")
    for name, a, b in (
        ("overlap recall", n["overlap"], n["gold"]),
        ("strict recall", n["strict"], n["gold"]),
        ("found that overlap gold", n["found_in_gold"], n["found"]),
        ("category of overlapped", n["category"], n["overlap"]),
        ("count right of counted overlapped", n["counts"], n["counts_seen"]),
        ("count recall of all counted", n["counts"], n["counted"]),
        ("no count where gold has none", n["none_right"], n["uncounted"]),
    ):
        print(f"  {name:36s} {a / b if b else 0:.3f}  ({a}/{b})")
    print(f"  {'ms for 5 kB, warm':36s} {1000 * seconds * 5000 / max(1, size):.1f}")
    if misses:
        for text, k in sorted(wrong.items(), key=lambda x: (x[0].split(" ")[0], -x[1])):
            print(f"    {k:3d} {text}")


def entities(path: Path) -> None:
    """Materiel spans as in score.py entities: greedy one-to-one overlap."""
    catalogue = open_catalogue()
    gold_n = found_n = strict = overlap = 0
    for row in rows(path):
        gold = [(s["start"], s["end"]) for s in row["spans"] if s["label"] in RE3D_MATERIEL]
        found = [
            (i.span.start, i.span.end)
            for i in find_items(document(row), catalogue)
            if i.category not in PEOPLE_AND_SITES
        ]
        gold_n, found_n = gold_n + len(gold), found_n + len(found)
        strict += len(set(gold) & set(found))
        used: set[tuple[int, int]] = set()
        for s, e in gold:
            hit = next((f for f in found if f not in used and f[0] < e and s < f[1]), None)
            if hit:
                used.add(hit)
                overlap += 1
    for name, hits in (("strict", strict), ("overlap", overlap)):
        p, r = hits / max(1, found_n), hits / max(1, gold_n)
        print(f"{path.name}: materiel {name} P {p:.3f} R {r:.3f} F1 {2 * p * r / max(1e-9, p + r):.3f}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("gold", nargs="*", type=Path)
    parser.add_argument("--entities", type=Path)
    parser.add_argument("--misses", action="store_true")
    args = parser.parse_args()
    for path in args.gold:
        measure(path, args.misses)
    if args.entities:
        entities(args.entities)


if __name__ == "__main__":
    main()
