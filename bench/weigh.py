"""How much hangs on each weight: how many grades change if it is a quarter or a half more or less.

    python -m bench.weigh [--documents 400]

Reads texts of ../shared (skipped, saying so, where they are missing), fuses them once, and weighs every event
again with one weight or threshold moved. Grades of 6 rest on no weight and are left out of the shares. Also: how
long weighing an event takes, with its contradictions and gaps.
"""

import argparse
import json
import re
import sys
import time
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

if __package__ in (None, ""):
    sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from bench.common import SHARED
from bench.weigh_grid import Situation, situations

from sightline.fusion import weigh as weighing
from sightline.fusion.contradictions import contradictions
from sightline.fusion.fuse import fuse
from sightline.fusion.gaps import gaps
from sightline.fusion.independence import kinship
from sightline.fusion.spoken import spoken
from sightline.fusion.weights import THRESHOLDS, WEIGHTS, Weights
from sightline.model.capture import Request
from sightline.model.facts import Facts
from sightline.pipeline import process
from sightline.settings import Settings
from sightline.wiring import tools_for

CORPORA = (
    "claims_train/written.jsonl",
    "re3d/train.jsonl",
    "events_wikievents/train.jsonl",
    "claims_train/real.jsonl",
)
FACTORS = (0.5, 0.75, 1.25, 1.5)
MOST_TEXT = 9_000  # characters of a text
Party = Situation


def rows(most: int) -> Iterator[dict[str, object]]:
    """Texts, each corpus in turn, so that a small number holds some of each."""
    files = [SHARED / "corpora" / name for name in CORPORA]
    opened = [iter(path.read_text("utf-8").splitlines()) for path in files if path.exists()]
    given = 0
    while opened and given < most:
        for lines in list(opened):
            line = next(lines, None)
            if line is None:
                opened.remove(lines)
            elif given < most:
                given += 1
                yield json.loads(line)


def facts_of(most: int) -> Facts:
    """Their readings; a text without an address is given one of its own, so that each is a publisher."""
    tools = tools_for(Settings(), keep=False)
    documents, claims = [], []
    for row in rows(most):
        text, name = str(row["text"])[:MOST_TEXT], str(row["id"])
        meta = row.get("meta")
        url = meta.get("url") if isinstance(meta, dict) else None
        host = re.sub(r"[^a-z0-9]+", "-", name.lower()).strip("-")[:60]
        published = row.get("published")
        request = Request(
            name,
            "inline",
            data=text.encode(),
            media_type="text/plain; charset=utf-8",
            published=published if isinstance(published, str) else None,
        )
        for outcome in process([request], tools):
            if outcome.reading:
                document = replace(
                    outcome.reading.document, url=url or f"https://{host}.example/", site=name[:40]
                )
                documents.append(document)
                claims += outcome.reading.claims
    return Facts(tuple(documents), tuple(claims))


def parties_of(facts: Facts) -> list[Party]:
    """The events as they are weighed."""
    fusion = fuse(facts)
    kin = kinship(facts.documents)
    by_id = {c.id: c for c in facts.claims}
    found = [spoken([by_id[c] for c in event.claims], kin) for event in fusion.events]
    return [(one, contradictions(one), {}) for one in found]


def grades(parties: Sequence[Party], weights: Weights = WEIGHTS) -> list[int]:
    return [weighing.weigh(*party, (), weights).assessment.credibility for party in parties]


def with_threshold(parties: Sequence[Party], name: str, factor: float) -> list[int]:
    kept = dict(THRESHOLDS)
    try:
        weighing.THRESHOLDS = {**kept, name: kept[name] * factor}
        return grades(parties)
    finally:
        weighing.THRESHOLDS = kept


def changed(before: Sequence[int], after: Sequence[int]) -> int:
    return sum(a != b for a, b in zip(before, after, strict=True))


def sensitivity(parties: Sequence[Party]) -> Mapping[str, tuple[int, ...]]:
    """Weight or threshold -> how many grades change at each of FACTORS."""
    before = grades(parties)
    found = {
        name: tuple(changed(before, grades(parties, {**WEIGHTS, name: weight * f})) for f in FACTORS)
        for name, weight in WEIGHTS.items()
        if weight
    }
    for name in THRESHOLDS:
        found[f"threshold: {name}"] = tuple(
            changed(before, with_threshold(parties, name, f)) for f in FACTORS
        )
    return found


def speed(parties: Sequence[Party]) -> dict[int, float]:
    """Microseconds an event, by its number of claims: contradictions, weighing and gaps; the best of five."""
    found = {}
    for size in (1, 2, 3):
        chosen = [one for one, *_ in parties if len(one.claims) == size]
        times = []
        for _ in range(5):
            start = time.process_time()
            for one in chosen:
                against = contradictions(one)
                made = weighing.weigh(one, against, {}, ())
                gaps(one, made.agreeing, made.unshown)
            times.append(time.process_time() - start)
        if chosen:
            found[size] = min(times) / len(chosen) * 1e6
    return found


def show(parties: Sequence[Party]) -> None:
    before = grades(parties)
    judged = sum(g != 6 for g in before)
    print("grades:", ", ".join(f"{g}: {n}" for g, n in sorted(Counter(before).items())))
    print(f"grades that change, of {judged}\n{'weight':26}" + "".join(f"{f:>9.0%}" for f in FACTORS))
    for name, counts in sorted(sensitivity(parties).items(), key=lambda x: (-max(x[1]), x[0])):
        if any(counts):
            print(f"{name:26}" + "".join(f"{n / judged:>9.1%}" for n in counts))


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--documents", type=int, default=400, help="how many texts to read")
    most = parser.parse_args().documents
    if not any((SHARED / "corpora" / name).exists() for name in CORPORA):
        print("skipped: the texts of ../shared/corpora are missing")
        return
    facts = facts_of(most)
    parties = parties_of(facts)
    print(f"{len(facts.documents)} texts, {len(facts.claims)} claims, {len(parties)} events")
    show(parties)
    grid = list(situations())
    print(f"\nevery situation once: {len(grid)}")
    show(grid)
    for size, micros in speed(parties).items():
        print(f"an event of {size}: {micros:.1f} µs")


if __name__ == "__main__":
    main()
