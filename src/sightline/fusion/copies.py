"""Near-copies: which texts share so much of their wording that one was made from the other.

Measure: containment on sketches (see `sketch`), so that a truncated copy is caught as surely as a lightly edited one.
Pairs worth measuring come from an index of one hash in four (`keys`; numpy, tens of thousands of texts in seconds). A
key that stands in more than CROWD texts would pair them all: there each text is held against the largest few and
against its neighbours in the order of their sketches, where copies of one text lie side by side. What is found
depends on the texts alone, never on the order in which they came, and a pair only on the two texts, on who shares
their keys and on their sites' pages: so it can be kept up (see `kin_kept`).
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations, pairwise
from typing import Any

from sightline.fusion.sketch import KEPT, Sketch, keys, packed, shared, without

COPY = 0.4  # share from which a text is a copy; a word changed in every dozen leaves about 0.6
COPY_SHARED = 12  # ... and at least a sentence's worth of runs, so that one quoted phrase makes no copy
SHORT_COPY = 0.8  # texts too short for that must be nearly the same
NOTICED = 0.1  # share from which a pair is looked at more closely
CROWD = 24
HUBS, NEIGHBOURS = 4, 2
_FEW = 150  # sentences up to which all are compared with all
SITE_PAGES = 3  # pages of one site in which a run must stand to belong to the site
DIFFERENT = 0.5  # pages that share less than this of the smaller one are different pages


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


def overlaps(sketches: Mapping[str, Sketch], least: float) -> list[Overlap]:
    """Pairs of texts that share at least `least` of the smaller one, in sorted order. Texts with the very
    same runs are paired with the first of them only."""
    first: dict[Sketch, str] = {}
    found = []
    for key in sorted(sketches):
        own = sketches[key]
        if not own.hashes:
            continue
        if own in first:
            found.append(Overlap(first[own], key, 1.0, own.size))
        else:
            first[own] = key
    ids, distinct = list(first.values()), list(first)
    near = _candidates(ids, distinct)
    held = {n: distinct[n].array() for n in {n for pair in near for n in pair}}
    for i, j in near:
        share, number = shared(distinct[i], distinct[j], (held[i], held[j]))
        if share >= least:
            a, b = sorted((ids[i], ids[j]))
            found.append(Overlap(a, b, share, number))
    return sorted(found, key=lambda o: (o.a, o.b))


def near_copies(sketches: Mapping[str, Sketch], sites: Mapping[str, str], least: float) -> list[Overlap]:
    """The same without the runs that belong to a text's site. sites: text -> publisher, where known. Pairs that
    have less than NOTICED in common are left out before these are looked for."""
    noticed = overlaps(sketches, NOTICED)
    asked = {sites[k] for pair in noticed for k in (pair.a, pair.b) if k in sites}
    furniture = site_runs({k: (site, sketches[k]) for k, site in sites.items() if site in asked})
    if not furniture:
        return [pair for pair in noticed if pair.share >= least]
    involved = {k for pair in noticed for k in (pair.a, pair.b)} & furniture.keys()
    own = {k: without(sketches[k], furniture[k]) for k in sorted(involved)}
    found = {}
    for pair in noticed:
        share, number = pair.share, pair.shared
        if pair.a in own or pair.b in own:
            share, number = shared(own.get(pair.a, sketches[pair.a]), own.get(pair.b, sketches[pair.b]))
        if share >= least:
            found[pair.a, pair.b] = Overlap(pair.a, pair.b, share, number)
    # Of texts that are the same only the first was measured; its site may take away what joins the others.
    first: dict[Sketch, str] = {}
    for key in sorted({k for pair in noticed for k in (pair.a, pair.b)}):
        left = own.get(key, sketches[key])
        if left.hashes and (one := first.setdefault(left, key)) != key:
            found.setdefault((one, key), Overlap(one, key, 1.0, left.size))
    return [found[pair] for pair in sorted(found)]


def short_overlaps(texts: Mapping[str, frozenset[int]], least: float) -> list[Overlap]:
    """The same for sentences (their runs), which are too short for one hash in four: all with all, or, where they
    are many, those with the same lowest or highest hash, as copies of one sentence have. A sentence of more than KEPT
    runs is held against others by its sketch. least: above 0."""
    same: dict[frozenset[int], list[str]] = defaultdict(list)
    for key in sorted(texts):
        if texts[key]:
            same[texts[key]].append(key)
    found = []
    pairs: set[tuple[str, str]] = set()
    if len(texts) > _FEW:
        pairs = _same_ends(texts)
    else:  # those that share a run; what is the same is held against the rest once
        holding: dict[int, list[frozenset[int]]] = defaultdict(list)
        for runs in same:
            for run in runs:
                holding[run].append(runs)
        for one, other in {pair for row in holding.values() if len(row) > 1 for pair in combinations(row, 2)}:
            if _share(one, other)[0] >= least:
                pairs.update([(x, y) if x < y else (y, x) for x in same[one] for y in same[other]])
        for row in same.values():
            pairs.update(combinations(row, 2))
    for a, b in sorted(pairs):
        share, number = _share(texts[a], texts[b])
        if share >= least:
            found.append(Overlap(a, b, share, number))
    return found


def _share(a: frozenset[int], b: frozenset[int]) -> tuple[float, int]:
    if max(len(a), len(b)) > KEPT:
        return shared(packed(a), packed(b))
    number = len(a & b)
    return number / min(len(a), len(b)), number


def _same_ends(texts: Mapping[str, frozenset[int]]) -> set[tuple[str, str]]:
    """Pairs of the sentences that have the same lowest or highest hash."""
    same: dict[int, list[str]] = defaultdict(list)
    for key in sorted(texts):
        if kept := texts[key] if len(texts[key]) <= KEPT else packed(texts[key]).kept():
            for end in {min(kept), max(kept)}:
                same[end].append(key)
    pairs: set[tuple[str, str]] = set()
    for row in same.values():
        pairs.update(combinations(row[:_FEW], 2))
        pairs.update(pairwise(row[_FEW - 1 :]))
    return pairs


def _candidates(ids: Sequence[str], sketches: Sequence[Sketch]) -> list[tuple[int, int]]:
    """Pairs that share a key, as positions."""
    import numpy as np

    if len(sketches) < 2:
        return []
    codes, owners = flat([keys(s) for s in sketches])
    begins = np.flatnonzero(np.r_[True, codes[1:] != codes[:-1]])
    sizes = np.diff(np.r_[begins, len(codes)])
    crowded = np.repeat(sizes > CROWD, sizes)
    several = np.repeat(sizes > 1, sizes) & ~crowded
    h, o = codes[several], owners[several]
    pairs = []
    for lag in range(1, CROWD):
        here = np.flatnonzero(h[lag:] == h[:-lag])
        if not len(here):
            break
        pairs.append(_coded(o[here], o[here + lag]))
    if crowded.any():
        pairs.append(_crowds(ids, sketches, codes[crowded], owners[crowded]))
    if not pairs:
        return []
    code = np.unique(np.concatenate(pairs))
    return [(int(c >> 32), int(c & 0xFFFFFFFF)) for c in code.tolist()]


def flat(rows: Sequence[Any]) -> tuple[Any, Any]:
    """All hashes in ascending order, and whose they are."""
    import numpy as np

    hashes = np.concatenate(rows) if rows else np.empty(0, dtype=np.uint32)
    owners = np.repeat(
        np.arange(len(rows), dtype=np.uint64), np.array([len(r) for r in rows], dtype=np.int64)
    )
    code = (hashes.astype(np.uint64) << np.uint64(32)) | owners
    code.sort()
    return code >> np.uint64(32), code & np.uint64(0xFFFFFFFF)


def _coded(a: Any, b: Any) -> Any:
    import numpy as np

    return (np.minimum(a, b) << np.uint64(32)) | np.maximum(a, b)


def _crowds(ids: Sequence[str], sketches: Sequence[Sketch], codes: Any, owners: Any) -> Any:
    """Pairs of texts that share a key with very many."""
    import numpy as np

    size = np.array([-s.size for s in sketches])
    rank = np.empty(len(ids), dtype=np.int64)
    rank[sorted(range(len(ids)), key=lambda i: (size[i], ids[i]))] = np.arange(len(ids))
    place = np.empty(len(ids), dtype=np.int64)
    place[sorted(range(len(ids)), key=lambda i: (sketches[i].hashes, ids[i]))] = np.arange(len(ids))
    found = []
    begins = np.flatnonzero(np.r_[True, codes[1:] != codes[:-1]])
    for members in np.split(owners, begins[1:]):
        at = members.astype(np.int64)
        hubs = members[np.argsort(rank[at])][:HUBS]
        line = members[np.argsort(place[at])]
        found += [_coded(members[members != hub], hub) for hub in hubs]
        found += [_coded(line[:-lag], line[lag:]) for lag in range(1, NEIGHBOURS + 1)]
    return np.unique(np.concatenate(found))


def site_runs(pages: Mapping[str, tuple[str, Sketch]]) -> dict[str, frozenset[int]]:
    """Text -> runs of words that belong to its site: those that stand in three and more of its pages that are
    otherwise different. So the newsletter box is one, and a story that was brought up to date five times is none.
    pages: document id -> (publisher, sketch)."""
    by_site: dict[str, list[str]] = defaultdict(list)
    for key in sorted(pages):
        by_site[pages[key][0]].append(key)
    found: dict[str, frozenset[int]] = {}
    for ids in by_site.values():
        distinct = {pages[key][1]: key for key in reversed(ids)}
        if len(distinct) >= SITE_PAGES:
            ordered = sorted(distinct, key=lambda s: (-s.size, distinct[s]))
            if runs := runs_of_site(ordered):
                found |= dict.fromkeys(ids, runs)
    return found


def runs_of_site(sketches: Sequence[Sketch]) -> frozenset[int]:
    """The runs of one site, from its texts, each once, largest first and those of one size by id."""
    import numpy as np

    codes, owners = flat([np.frombuffer(s.hashes, dtype="<u4") for s in sketches])
    begins = np.flatnonzero(np.r_[True, codes[1:] != codes[:-1]])
    sizes = np.diff(np.r_[begins, len(codes)])
    known: dict[bytes, bool] = {}
    found = set()
    for begin, size in zip(begins[sizes >= SITE_PAGES], sizes[sizes >= SITE_PAGES], strict=True):
        held = owners[begin : begin + size]
        name = held.tobytes()
        if name not in known:
            known[name] = _three_different([sketches[int(i)] for i in held])
        if known[name]:
            found.add(int(codes[begin]))
    return frozenset(found)


def _three_different(sketches: Sequence[Sketch]) -> bool:
    picked: list[Sketch] = []
    for one in sketches:
        if all(shared(one, other)[0] < DIFFERENT for other in picked):
            picked.append(one)
            if len(picked) == SITE_PAGES:
                return True
    return False
