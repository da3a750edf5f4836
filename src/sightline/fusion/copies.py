"""Near-copies: which documents share so much of their wording that one was made from the other.

Measure: containment, the share of the smaller text's five-word runs that stand in the larger one (Broder
1997), so that a truncated copy is caught as surely as a lightly edited one. Candidates come from an index of
the runs; up to FULL_INDEX texts of all runs (exact), beyond that of one run in SAMPLE, chosen by its hash
(scaled MinHash, Irber et al. 2022): plain MinHash bands would miss a short copy inside a long text. What is
reported is always counted on the full sets.
"""

from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import combinations, pairwise

COPY = 0.4  # share from which a text is a copy; a word changed in every dozen leaves about 0.6
COPY_SHARED = 12  # ... and at least a sentence's worth of runs, so that one quoted phrase makes no copy
SHORT_COPY = 0.8  # texts too short for that must be nearly the same
FULL_INDEX = 2_000
SAMPLE = 8
CROWD = (
    40  # a run in more texts than this links neighbours only: keeps a thousand copies from a million pairs
)


@dataclass(frozen=True, slots=True)
class Overlap:
    """a < b: document ids. share in [0, 1]: of the smaller one's runs; shared: how many runs."""

    a: str
    b: str
    share: float
    shared: int

    @property
    def copy(self) -> bool:
        return (self.share >= COPY and self.shared >= COPY_SHARED) or self.share >= SHORT_COPY


def overlaps(runs: Mapping[str, frozenset[int]], least: float) -> list[Overlap]:
    """Pairs of texts that share at least `least` of the smaller one, in sorted order. Texts with the very
    same runs are paired with the first of them only."""
    first: dict[frozenset[int], str] = {}
    found = []
    for key in sorted(runs):
        if not runs[key]:
            continue
        if runs[key] in first:
            found.append(Overlap(first[runs[key]], key, 1.0, len(runs[key])))
        else:
            first[runs[key]] = key
    distinct = {key: own for own, key in first.items()}
    for a, b in sorted(_candidates(distinct)):
        shared = len(distinct[a] & distinct[b])
        share = shared / min(len(distinct[a]), len(distinct[b]))
        if share >= least:
            found.append(Overlap(a, b, share, shared))
    return sorted(found, key=lambda o: (o.a, o.b))


def _candidates(runs: Mapping[str, frozenset[int]]) -> set[tuple[str, str]]:
    sampled = len(runs) > FULL_INDEX
    posting: dict[int, list[str]] = defaultdict(list)
    for key in sorted(runs):
        for run in runs[key]:
            if not sampled or run % SAMPLE == 0:
                posting[run].append(key)
    pairs: Counter[tuple[str, str]] = Counter()
    for keys in posting.values():
        if len(keys) > 1:
            pairs.update(combinations(keys, 2) if len(keys) <= CROWD else pairwise(keys))
    return set(pairs)
