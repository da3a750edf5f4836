"""How well a name of equipment gets its class: Oryx's lists of losses, and NATO's reporting names.

    python bench/equipment.py [--only oryx nato] [--errors wrong|missed|confusion]

Oryx: each name stands in "The report lists one {}." and alone; both are read by `find_items`, and the first item
in the name must have a class that HEADINGS of tools/check_catalogue.py allows for one of Oryx's own headings of that name. Names
without a heading, or only under headings without a counterpart, are left out and counted. Shares are by name and by
the number of losses. The names fall into two halves by the SHA-256 of the name: the grammar and the catalogue were
developed on half `seen`; `unseen` shows what generalises, and --errors lists `seen` only.
NATO: each reporting name ("one SA-21 Growler missile", "one Fishbed aircraft") must lead to a row of the catalogue:
with a class of its list, and of a family that the list's own designation for it ("Mikoyan-Gurevich MiG-21") leads to.
"""

import hashlib
import sys
from collections import Counter
from functools import lru_cache
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from bench.common import Figures, document, milliseconds_for_5_kb, ratio, rows, run
from tools.check_catalogue import NATO_CLASSES, allowed, kin, named_in, nato_names

from sightline.extraction.catalogue import Catalogue, open_catalogue
from sightline.extraction.items import find_items
from sightline.model.claim import Item

CORPORA = {
    "oryx": "corpora/oryx_equipment/train.jsonl",
    "nato": "corpora/nato_reporting_names/names.jsonl",
}
SLOTS = ("wrong", "missed", "confusion")
SENTENCE = "The report lists one {}."


def half(name: str) -> str:
    """The half a name falls into, by the parity of its digest."""
    return "unseen" if hashlib.sha256(name.encode()).digest()[0] % 2 else "seen"


def read(text: str, name: str, catalogue: Catalogue) -> Item | None:
    """The first item in `text` that overlaps `name`: what follows ("with ZU-23 AA gun", "(for S-400)") goes with it."""
    at = text.index(name)
    found = find_items(document({"text": text}), catalogue)
    return next((i for i in found if i.span.start < at + len(name) and i.span.end > at), None)


@lru_cache
def _sentence_of(name: str) -> str:
    return SENTENCE.format(name)


def figures(path: Path, errors: str = "") -> Figures:
    catalogue = open_catalogue()
    return _oryx(path, catalogue, errors) if "oryx" in path.parent.name else _nato(path, catalogue, errors)


def _oryx(path: Path, catalogue: Catalogue, errors: str) -> Figures:
    n: Counter[str] = Counter()
    wrong: Counter[str] = Counter()
    for row in rows(path):
        right, losses, part = allowed(row), sum(row["counts"].values()), half(row["name"])
        if not right:
            n["left_out"] += 1
            continue
        text = _sentence_of(row["name"])
        item, alone = read(text, row["name"], catalogue), read(row["name"], row["name"], catalogue)
        for key in ("all", part):
            n[f"{key}_names"] += 1
            n[f"{key}_losses"] += losses
            n[f"{key}_none"] += item is None
            n[f"{key}_ref"] += item is not None and item.ref is not None
            n[f"{key}_right"] += item is not None and item.category in right
            n[f"{key}_right_losses"] += losses * (item is not None and item.category in right)
            n[f"{key}_alone"] += alone is not None and alone.category in right
        if part == "seen" and (item is None or item.category not in right):
            heading = "/".join(row["categories"][:1])
            if errors == "confusion":
                wrong[f"{heading} -> {item.category if item else 'nothing'}"] += 1
            elif errors == ("wrong" if item else "missed"):
                wrong[
                    f"{heading}: {row['name']}{f' -> {item.span.text}: {item.category}' if item else ''}"
                ] += losses
    for line, k in wrong.most_common():
        print(f"{errors} {k:4d} {line}")
    found: Figures = {"names": n["all_names"], "losses": n["all_losses"], "names_left_out": n["left_out"]}
    for key in ("all", "seen", "unseen"):
        found[f"class_by_name_{key}"] = ratio(n[f"{key}_right"], n[f"{key}_names"])
        found[f"class_by_loss_{key}"] = ratio(n[f"{key}_right_losses"], n[f"{key}_losses"])
        found[f"class_alone_by_name_{key}"] = ratio(n[f"{key}_alone"], n[f"{key}_names"])
        found[f"names_without_item_{key}"] = n[f"{key}_none"]
        found[f"names_in_catalogue_{key}"] = ratio(n[f"{key}_ref"], n[f"{key}_names"])
    sample = [{"text": " ".join(_sentence_of(r["name"]) for r in rows(path)[:200])}]
    return found | {"cpu_ms_for_5_kb": milliseconds_for_5_kb(lambda d: find_items(d, catalogue), sample)}


def _nato(path: Path, catalogue: Catalogue, errors: str) -> Figures:
    n: Counter[str] = Counter()
    for name in nato_names(path):
        item = read(f"They saw one {name.text} {name.noun} there.", name.text, catalogue)
        ref = item.ref if item else None
        same = ref is not None and bool(kin(ref, catalogue) & named_in(name, catalogue))
        n["names"] += 1
        n["row"] += ref is not None
        n["class"] += ref is not None and catalogue.category(ref) in NATO_CLASSES[name.page]
        n["family"] += same
        if errors == "missed" and ref is None:
            print(f"missed {name.text}: {name.rest}")
        elif (errors == "wrong" and ref is not None) and (
            not same or catalogue.category(ref) not in NATO_CLASSES[name.page]
        ):
            print(f"wrong {name.text}: {name.rest} -> {catalogue.category(ref)} {ref}")
    return {
        "names": n["names"],
        "class_by_name_all": ratio(n["class"], n["names"]),
        "names_in_catalogue_all": ratio(n["row"], n["names"]),
        "family_by_name_all": ratio(n["family"], n["names"]),
    }


def main() -> None:
    run(__doc__ or "", CORPORA, figures, slots=SLOTS)


if __name__ == "__main__":
    main()
