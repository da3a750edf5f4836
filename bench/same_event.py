"""How well it is told which claims speak of one happening.

    python -m bench.same_event [--wrong]

Reads texts of ../shared/corpora with the whole pipeline (about half a minute), fuses them, and holds the events
against tests/fusion/data/same_event.tsv: pairs of their claims that were judged by hand. Precision and recall of
pairs. The pairs are few and were drawn where the rules join or nearly join, so these are figures for comparing
rules, not shares of all pairs. --wrong: print the ids of the pairs that were got wrong.
"""

import argparse
import csv
import random
from collections.abc import Iterable
from pathlib import Path

from bench.common import SHARED, Row, request, rows

from sightline.model.claim import Claim
from sightline.model.document import Document
from sightline.model.facts import Facts

PAIRS = Path(__file__).resolve().parents[1] / "tests" / "fusion" / "data" / "same_event.tsv"
WHOLE = ("corpora/claims_train/real.jsonl", "corpora/claims_train/written.jsonl")
PARTS = ("corpora/geo_geovirus/train.jsonl", "corpora/re3d/train.jsonl", "corpora/geo_geowebnews/train.jsonl")


def texts() -> list[Row]:
    found: list[Row] = []
    for where, most in [*((w, 300) for w in WHOLE), *((p, 60) for p in PARTS)]:
        held = [row for row in rows(SHARED / where) if "text" in row]
        random.Random(1).shuffle(held)
        found += held[:most]
    return found


def read(given: Iterable[Row]) -> Facts:
    from sightline.pipeline import process
    from sightline.settings import Settings
    from sightline.wiring import tools_for

    documents: list[Document] = []
    claims: list[Claim] = []
    for outcome in process(map(request, given), tools_for(Settings(), keep=False)):
        if outcome.reading:
            documents.append(outcome.reading.document)
            claims += outcome.reading.claims
    return Facts(tuple(documents), tuple(claims))


def main() -> None:
    from sightline.fusion.fuse import fuse

    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--wrong", action="store_true")
    given = parser.parse_args()
    if not (SHARED / WHOLE[0]).exists():
        print("skipped: needs ../shared/corpora, which is not on this machine")
        return
    facts = read(texts())
    fusion = fuse(facts)
    home = {claim: event.id for event in fusion.events for claim in event.claims}
    known = {c.id for c in facts.claims}
    with PAIRS.open(encoding="utf-8") as lines:
        judged = list(csv.DictReader((line for line in lines if not line.startswith("#")), delimiter="\t"))
    counts = {(joined, same): 0 for joined in (False, True) for same in (False, True)}
    lost = 0
    for pair in judged:
        if not {pair["a"], pair["b"]} <= known:
            lost += 1
            continue
        joined = home.get(pair["a"], pair["a"]) == home.get(pair["b"], pair["b"])
        same = pair["same"] == "1"
        counts[joined, same] += 1
        if given.wrong and joined != same:
            print(
                f"{'joined, and is not one' if joined else 'is one, and not joined'}: {pair['a']} {pair['b']}"
            )
    right, false, missed = counts[True, True], counts[True, False], counts[False, True]
    print(f"{len(facts.documents)} documents, {len(facts.claims)} claims, {len(fusion.events)} events")
    print(f"{sum(counts.values())} pairs judged by hand, {lost} whose claims are no longer read so")
    print(f"precision {right / max(1, right + false):.2f}   recall {right / max(1, right + missed):.2f}   "
          f"right {right}, falsely joined {false}, missed {missed}")  # fmt: skip


if __name__ == "__main__":
    main()
