"""Fits the ranker of places and its probability: python -m training.rank [--measure]

From our own texts (training/places) and the places of claims_train, never from the toponym corpora, which may only
be measured with. Whole texts count fully, each sentence and each two sentences of our own by a quarter, so that the
ranker also learns what to do where little is said. There is no chance in it: the same texts give the same weights.

Writes src/sightline/places/data/rank.json: weights, digests and the scores on the texts kept out.
"""

import argparse
import hashlib
import json
import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

from sightline.places.gazetteer import DATA, Gazetteer, open_gazetteer
from sightline.places.rank import Table, Weights, score
from sightline.places.trust import probability, signs
from training.logistic import conditional, logistic
from training.ranking import Example, Source, examples, sources
from training.toponyms import FOLDER

OUT = DATA / "rank.json"
_RANK_L2, _TRUST_L2 = 0.1, 1.0
_WINDOW = 0.25
_LACKING = 0.04  # how often a name's referent is not in the gazetteer: about that of claims_train
_FOLDS = 3
_SENTENCE = re.compile(r"(?<=[a-z0-9”\"')\]])[.!?][\"”]?\s+(?=[A-Z\"“])")
_FLAT = Weights({"people": 7.0, "kind country": 5.0, "kind region": 3.0}, {})  # to begin with
Sample = tuple[Example, float]


def windows(source: Source, width: int) -> Iterator[Source]:
    """Every run of so many sentences as a text of its own."""
    cuts = [0, *(m.end() for m in _SENTENCE.finditer(source.text)), len(source.text)]
    for a, b in zip(cuts, cuts[width:], strict=False):
        told = tuple(
            replace(t, start=t.start - a, end=t.end - a) for t in source.told if a <= t.start and t.end <= b
        )
        if told:
            yield replace(source, text=source.text[a:b], told=told)


def samples(found: list[Source], gazetteer: Gazetteer, by: Weights) -> list[Sample]:
    out: list[Sample] = []
    for source in found:
        out += [(e, 1.0) for e in examples(source, gazetteer, by)]
        for part in (w for n in (1, 2) for w in windows(source, n) if source.own):
            out += [(e, _WINDOW) for e in examples(part, gazetteer, by)]
    return out


def fit_rank(found: list[Source], gazetteer: Gazetteer) -> Weights:
    """Three times over, since what is near depends on what the weights make of the rest of the text."""
    by = _FLAT
    for _ in range(3):
        known = [(e, k) for e, k in samples(found, gazetteer, by) if any(e.meant)]
        by = Weights(conditional(known, _RANK_L2), {})
    return by


def ranked(example: Example, by: Weights) -> tuple[int, dict[str, float]]:
    """Which row comes first, and the signs of its probability."""
    import math

    points = [score(list(f), by.rank) for f in example.found]
    order = sorted(range(len(points)), key=lambda i: (-points[i], example.rows[i].number))
    shares = [math.exp(points[i] - points[order[0]]) for i in order]
    rows = [(example.rows[i], s / sum(shares)) for i, s in zip(order, shares, strict=True)]
    return order[0], signs(rows, example.found[order[0]])


def without_meant(example: Example) -> Example | None:
    """As if the gazetteer lacked the place that is meant: whatever comes first then is wrong."""
    kept = [i for i, right in enumerate(example.right) if not right]
    if not kept:
        return None
    return replace(
        example,
        rows=tuple(example.rows[i] for i in kept),
        found=tuple(example.found[i] for i in kept),
        right=tuple(False for _ in kept),
    )


def fit_trust(found: list[Source], gazetteer: Gazetteer) -> Table:
    """On texts that the ranker of the fold has not seen."""
    points: list[tuple[dict[str, float], bool, float]] = []
    for fold in range(_FOLDS):
        inside = [s for s in found if _fold(s.id) == fold]
        by = fit_rank([s for s in found if _fold(s.id) != fold], gazetteer)
        for example, weight in samples(inside, gazetteer, by):
            best, given = ranked(example, by)
            points.append((given, example.right[best], weight))
            if (lacking := without_meant(example)) is not None:
                points.append((ranked(lacking, by)[1], False, weight * _LACKING))
    return logistic(points, _TRUST_L2)


def _fold(name: str) -> int:
    return int(hashlib.sha256(f"fold {name}".encode()).hexdigest()[:8], 16) % _FOLDS


def measured(given: list[Sample], by: Weights) -> dict[str, Any]:
    """Shares right and the Brier score, by kind of text; windows apart."""
    groups: dict[str, list[tuple[bool, bool, float]]] = defaultdict(list)
    for example, weight in given:
        best, seen = ranked(example, by)
        kind = ("own" if example.source.own else "claims_train") + ("" if weight == 1.0 else ", sentences")
        groups[kind].append((example.meant[best], example.right[best], probability(seen, by.trust)))
    return {
        kind: {
            "names": len(rows),
            "meant": round(sum(m for m, _, _ in rows) / len(rows), 4),
            "within 161 km": round(sum(r for _, r, _ in rows) / len(rows), 4),
            "brier": round(sum((p - r) ** 2 for _, r, p in rows) / len(rows), 4),
        }
        for kind, rows in groups.items()
    }


def _digest(paths: list[Path]) -> str:
    return hashlib.sha256(b"".join(p.read_bytes() for p in paths)).hexdigest()


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    asked.add_argument("--measure", action="store_true", help="the scores of the weights in the package only")
    given = asked.parse_args()
    gazetteer = open_gazetteer()
    every = sources(gazetteer)
    seen, held = [s for s in every if not s.held], [s for s in every if s.held]
    if given.measure:
        from sightline.places.rank import weights

        by = weights()
    else:
        by = Weights(fit_rank(seen, gazetteer).rank, fit_trust(seen, gazetteer))
    scores = {
        name: measured(samples(part, gazetteer, by), by) for name, part in (("seen", seen), ("held", held))
    }
    print(json.dumps(scores, indent=1))
    if given.measure:
        return
    card = {
        "made by": "python -m training.rank",
        "gazetteer": gazetteer.version,
        "texts": {"own": sum(s.own for s in every), "claims_train": sum(not s.own for s in every)},
        "texts digest": _digest(sorted(FOLDER.glob("*.txt"))),
        "scores": scores,
        "rank": by.rank,
        "trust": by.trust,
    }
    OUT.write_text(json.dumps(card, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
