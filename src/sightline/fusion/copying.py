"""Copying: sources that share each other's errors (Dong, Berti-Equille, Srivastava, VLDB 2009).

That two sources agree on what is true shows nothing; that they agree on what nobody else says does. Of the objects
where at least one of two sources is taken to be wrong, honest sources agree on few, copies on nearly all. And two
that differ in next to nothing of what others dispute are taken for one whatever the truth: a clique of copies large
enough to be taken for right would else never be found.
"""

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]

MOST_SOURCES, MOST_OBJECTS = 400, 8_000
LEAST_SHARED = 4.0  # errors in common
ALIKE, SURELY, LEAST_DISPUTED = (
    0.98,
    0.96,
    40.0,
)  # share of disputed objects agreed on, its lower bound, of how many
COPIED = 0.55  # share of the objects where either is wrong on which a copy agrees
CAUTION = 1.64  # standard errors taken off that share


def cliques(source: Ints, group: Ints, cluster: Ints, wrong: Floats, sources: int) -> Ints:
    """By source, the number of the group that it copies within; its own number where it copies nobody.

    Of claims about objects that sources dispute: cluster, which value of its object a claim gives; wrong, how
    probable it is that that value is false."""
    alone = np.arange(sources)
    some = np.argsort(-np.bincount(source, minlength=sources), kind="stable")[:MOST_SOURCES]
    place = np.full(sources, -1)
    place[some] = np.arange(len(some))
    objects, group = np.unique(group, return_inverse=True)
    step = max(1, len(objects) // MOST_OBJECTS)
    kept = (group % step == 0) & (place[source] >= 0)
    who, where, what, false = place[source[kept]], group[kept] // step, cluster[kept], wrong[kept]
    if len(who) == 0:
        return alone
    shape = (len(some), int(where.max()) + 1)
    says, errs = np.zeros(shape, np.float32), np.zeros(shape, np.float32)
    says[who, where], errs[who, where] = 1, false
    either = errs @ says.T
    either = either + either.T - errs @ errs.T
    common = _common(who, what, np.where(false > 0.02, false, 0.0), len(some))
    same = _common(who, what, np.ones(len(who)), len(some))
    both = says @ says.T
    np.fill_diagonal(common, 0)
    share = common / np.maximum(either, 1e-9)
    # Beta-like shrinking: a pair of few errors is not told apart from chance
    doubt = CAUTION * np.sqrt(np.maximum(share * (1 - share), 0.05) / np.maximum(either, 1e-9))
    copied = (common >= LEAST_SHARED) & (share - doubt > COPIED)
    agreed = same / np.maximum(both, 1e-9)
    doubt = CAUTION * np.sqrt(np.maximum(agreed * (1 - agreed), 0.0025) / np.maximum(both, 1e-9))
    copied |= (both >= LEAST_DISPUTED) & (agreed >= ALIKE) & (agreed - doubt >= SURELY)
    np.fill_diagonal(copied, val=False)
    voice = alone.copy()
    for members in _joined(copied):
        voice[some[members]] = some[members].min()
    return voice


def _common(who: Ints, what: Ints, weight: Floats, sources: int) -> Floats:
    """For each pair of sources, the weight of the values they share."""
    _, what, count = np.unique(what, return_inverse=True, return_counts=True)
    shared = (count[what] >= 2) & (weight > 0)
    who, what, weight = who[shared], what[shared], weight[shared]
    used, what = np.unique(what, return_inverse=True)
    found = np.zeros((sources, sources), np.float32)
    width = 4_000
    order = np.argsort(what, kind="stable")
    who, what, weight = who[order], what[order], weight[order]
    for start in range(0, len(used), width):
        first, last = np.searchsorted(what, (start, start + width))
        part = np.zeros((sources, width), np.float32)
        part[who[first:last], what[first:last] - start] = np.sqrt(weight[first:last])
        found += part @ part.T
    return found.astype(np.float64)


def _joined(linked: npt.NDArray[np.bool_]) -> list[Ints]:
    """Groups in which each source is linked with at least half of the others."""
    left = [int(i) for i in np.argsort(-linked.sum(1), kind="stable") if linked[i].any()]
    groups: list[list[int]] = []
    for one in left:
        home = next((g for g in groups if linked[one, g].mean() >= 0.5), None)
        if home is None:
            groups.append([one])
        else:
            home.append(one)
    return [np.array(g) for g in groups if len(g) > 1]
