"""How well `find_items` finds the items of annotated claims and the materiel of re3d, without the pipeline.

    python bench/items.py [--only dev real written re3d] [--errors missed|extra|category|count]

Claims: the distinct gold item spans; "found that overlap gold" is a lower bound of precision (gold lists only the
items of claims); category and count are judged on the best overlapping item, counts as in the scorer. re3d: spans
of platforms, weapons and vehicles against our items that are neither people nor sites, by the project's scorer.
"""

import sys
from collections import Counter
from collections.abc import Callable
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from bench.common import (
    CLAIMS,
    CLAIMS_NOTE,
    RE3D,
    Figures,
    Row,
    around,
    document,
    milliseconds_for_5_kb,
    overlaps,
    ratio,
    rows,
    run,
    score,
    scorer,
)

from sightline.extraction.catalogue import open_catalogue
from sightline.extraction.items import find_items
from sightline.model.claim import Item
from sightline.model.contract import item_to_dict
from sightline.model.document import Document
from sightline.model.vocabulary import NOT_MATERIEL

SLOTS = ("missed", "extra", "category", "count")


def figures(path: Path, errors: str = "") -> Figures:
    catalogue, gold = open_catalogue(), rows(path)

    def find(doc: Document) -> tuple[Item, ...]:
        return find_items(doc, catalogue)

    result = _materiel(path, gold, find) if "re3d" in path.parts else _claims(gold, find, errors)
    return result | {"cpu_ms_for_5_kb": milliseconds_for_5_kb(find, gold)}


def _claims(gold: list[Row], find: Callable[[Document], tuple[Item, ...]], errors: str) -> Figures:
    n: Counter[str] = Counter()
    wrong: Counter[str] = Counter()
    for row in gold:
        found = [((i.span.start, i.span.end), i) for i in find(document(row))]
        true = {(i["start"], i["end"]): i for c in row["claims"] for i in c.get("items", ()) if i.get("start") is not None}  # fmt: skip
        n["found"] += len(found)
        for at, item in found:
            if any(overlaps(at, there) for there in true):
                n["found_in_gold"] += 1
            elif errors == "extra":
                wrong[f"{item.category}: {item.span.text.split()[-1].lower()}"] += 1
        for at, item in true.items():
            _count(n, wrong, row["text"], at, item, found, errors)
    for line, k in wrong.most_common():
        print(f"{errors} {k:3d} {line}")
    return {
        "items_in_gold": n["gold"],
        "items_found": n["found"],
        "item_overlap_recall": ratio(n["overlap"], n["gold"]),
        "item_strict_recall": ratio(n["strict"], n["gold"]),
        "found_that_overlap_gold": ratio(n["found_in_gold"], n["found"]),
        "category_of_overlapped": ratio(n["category"], n["overlap"]),
        "count_of_counted_overlapped": ratio(n["counts"], n["counts_seen"]),
        "count_of_all_counted": ratio(n["counts"], n["counted"]),
        "no_count_where_gold_has_none": ratio(n["none_right"], n["uncounted"]),
    }


def _count(
    n: Counter[str], wrong: Counter[str], text: str, at: tuple[int, int], gold: Row,
    found: list[tuple[tuple[int, int], Item]], errors: str,
) -> None:  # fmt: skip
    counted = gold.get("low") is not None or gold.get("high") is not None
    hits = [(here, i) for here, i in found if overlaps(at, here)]
    n["gold"] += 1
    n["counted"] += counted
    n["strict"] += any(here == at for here, _ in hits)
    if not hits:
        if errors == "missed":
            wrong[f"{gold['category']}: {gold['text']}"] += 1
        return
    best = max(hits, key=lambda hit: min(hit[0][1], at[1]) - max(hit[0][0], at[0]))[1]
    same = scorer().same_count(gold, item_to_dict(best))
    n["overlap"] += 1
    n["category"] += best.category == gold["category"]
    n["counts" if counted else "none_right"] += same
    n["counts_seen" if counted else "uncounted"] += 1
    if errors == "category" and best.category != gold["category"]:
        wrong[f"gold {gold['category']}, ours {best.category}: {best.span.text}"] += 1
    if errors == "count" and not same:
        wrong[f"gold {gold.get('low')}/{gold.get('high')}, ours {best.count}: {around(text, *at, 30)}"] += 1


def _materiel(path: Path, gold: list[Row], find: Callable[[Document], tuple[Item, ...]]) -> Figures:
    readings = []
    for row in gold:
        items = [item_to_dict(i) for i in find(document(row)) if i.category not in NOT_MATERIEL]
        mentions = [{"kind": "equipment", "start": i["start"], "end": i["end"]} for i in items]
        readings.append({"document": {"text": row["text"]}, "mentions": mentions})
    return {k: v for k, v in score("entities", path, readings).items() if k.startswith("materiel_")}


def main() -> None:
    run(__doc__ or "", CLAIMS | RE3D, figures, slots=SLOTS, note=CLAIMS_NOTE)


if __name__ == "__main__":
    main()
