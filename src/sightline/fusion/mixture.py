"""The mixture model behind `reconcile`: what each object's numbers show of its sources, and the other way round."""

import numpy as np

from sightline.fusion.copying import cliques
from sightline.fusion.scales import exactness, medians, object_scale
from sightline.fusion.tabled import Bools, Floats, Ints, Numbers, clusters, logged

MOST_CANDIDATES = 16  # values of one object that are weighed against each other
MOST_PAIRS = 16_000_000
PRIOR_CLAIMS = 8.0  # a source's own record weighs as much as the whole set's after so many claims
TAIL = 4.0  # degrees of freedom of the noise: Student's t, so that no single claim pulls
STRAY = 4.0  # how much wider than the object's scale errors without relation to the truth are (Cauchy)
LEAST_CELL, MOST_CELL = 0.2, 1e4  # what one exact agreement may weigh, as scale over printed cell
SHARED = 0.1  # correlation taken for granted between the noise of any two sources
COVER = 0.9  # what share of ranges is meant to hold the truth
TEMPER = 0.7  # evidence is never as independent as it looks: the posterior's power for the ranges
START = (0.55, 0.25, 0.01, 0.19)  # exact, noisy, slip of unit, stray


class Mixture:
    """The fit: rows sorted by object and value; clusters are equal values of an object; candidates what may be true
    of an object with more than one cluster: its values, and one point between them; pairs: each of the object's rows
    with each of its candidates."""

    def __init__(self, plain: Numbers, ratio: Bools, kinds: Ints, sources: int) -> None:
        objects = len(kinds)
        self.plain, self.ratio, self.objects, self.sources = plain, ratio, objects, sources
        self.rows = rows = logged(plain, ratio[plain.object])
        size = np.log(np.maximum(np.abs(np.nan_to_num(medians(plain.object, plain.value, objects))), 1e-9))
        self.scale = object_scale(rows.object, rows.value, size, objects)
        self.cluster = clusters(rows)
        self.clusters = int(self.cluster[-1]) + 1 if len(rows.value) else 0
        first = np.flatnonzero(np.diff(self.cluster, prepend=-1))
        self.c_object, self.c_value, self.c_plain = rows.object[first], rows.value[first], plain.value[first]
        self.c_count = np.bincount(self.cluster, minlength=self.clusters)
        self.per_object = np.bincount(self.c_object, minlength=objects)
        self.cell = np.clip(
            self.scale[rows.object] / np.maximum(rows.high - rows.low, 1e-300), LEAST_CELL, MOST_CELL
        )
        self.votes = np.ones(len(rows.value))
        self.chance = np.zeros(0)
        self.voice = np.arange(sources)
        # a part: what one source says about one kind of objects; it is judged by its own record, drawn to the source's
        parts, self.part = np.unique(
            rows.source * (int(kinds.max(initial=0)) + 1) + kinds[rows.object], return_inverse=True
        )
        self.parts, self.whose = len(parts), parts // (int(kinds.max(initial=0)) + 1)
        self.source_shares = np.tile(START, (sources, 1))
        self.shares = np.tile(START, (self.parts, 1))
        self.spread, self.bias = np.ones(self.parts), np.zeros(self.parts)
        step = np.nan_to_num(np.minimum(plain.high - plain.low, 1e300), nan=0.0)
        self.gate = exactness(plain.source, plain.object, plain.value, step)
        self.shares[:, 0] *= max(self.gate, 1e-6)
        self._candidates()
        self._pairs()

    def _candidates(self) -> None:
        open_ = self.per_object[self.c_object] > 1
        most = MOST_CANDIDATES if self.gate else 0
        claims_of = np.bincount(self.rows.object, minlength=self.objects)
        while (
            most > 3
            and (claims_of * (np.minimum(self.per_object, most) + 1))[self.per_object > 1].sum() > MOST_PAIRS
        ):
            most -= 1
        # the values that most rows give, then those nearest to the middle
        middle = medians(self.rows.object, self.rows.value, self.objects)
        away = np.abs(self.c_value - middle[self.c_object])
        order = np.lexsort((self.c_value, away, -self.c_count, self.c_object))
        order = order[open_[order]]
        self.order_objects, start = np.unique(self.c_object[order], return_index=True)
        rank = np.arange(len(order)) - np.repeat(start, np.diff(np.append(start, len(order))))
        kept = np.sort(order[rank < most])
        self.number = np.full(self.objects, -1)
        self.number[self.order_objects] = np.arange(len(self.order_objects))
        value = np.append(self.c_value[kept], middle[self.order_objects])
        owner = np.append(self.number[self.c_object[kept]], np.arange(len(self.order_objects)))
        of = np.append(kept, np.full(len(self.order_objects), -1))
        put = np.lexsort((of == -1, owner))  # the point between comes last in its object
        self.value, self.owner, self.of = value[put], owner[put], of[put]
        self.start = np.flatnonzero(np.diff(self.owner, prepend=-1))
        self.count = np.diff(np.append(self.start, len(self.owner)))
        self.between = np.flatnonzero(self.of == -1)
        cell = np.zeros(self.clusters)
        np.maximum.at(cell, self.cluster, self.cell)
        self.log_prior = -np.log(np.where(self.of >= 0, cell[self.of], 1.0)) + self._plausible()
        self.reach = np.zeros(len(self.order_objects))

    def _plausible(self) -> Floats:
        """How probable numbers of a candidate's size are in this set, in logarithms (Student's t of 3 degrees)."""
        sizes = self._size(self.c_value, self.ratio[self.c_object])
        middle = np.median(sizes) if len(sizes) else 0.0
        wide = 1.48 * np.median(np.abs(sizes - middle)) if len(sizes) else 1.0
        here = self._size(self.value, self.ratio[self.order_objects[self.owner]])
        off = (here - middle) / max(float(wide), 0.5)
        found: Floats = -2.0 * np.log1p(off**2 / 3.0)
        return found

    def _size(self, value: Floats, ratio: Bools) -> Floats:
        found: Floats = np.where(ratio, value, np.log(np.maximum(np.abs(value), 1e-9)))
        return found

    def _pairs(self) -> None:
        number = self.number[self.rows.object]
        rows = np.flatnonzero(number >= 0)
        many = self.count[number[rows]]
        self.p_row = np.repeat(rows, many)
        within = np.arange(len(self.p_row)) - np.repeat(np.cumsum(many) - many, many)
        self.p_cand = np.repeat(self.start[number[rows]], many) + within
        value, r = self.value[self.p_cand], self.rows
        self.p_scale = self.scale[r.object[self.p_row]]
        slack = 1e-9 * np.abs(value)
        is_value = self.of[self.p_cand] >= 0
        edge = r.high - r.low
        edge = 1e-3 * np.where(np.isfinite(edge), edge, 0.0)  # "3" allows 2.5 and 3.5 only just
        low, high = (r.low + edge)[self.p_row] - slack, (r.high - edge)[self.p_row] + slack
        exact = is_value & (low <= value) & (value <= high)
        self.slip = is_value & ~exact & self._slipped(value)
        self.exact = exact.astype(np.float32)
        if self.plain.rounded is not None and self.plain.rate is not None:
            apart = np.abs(self.plain.value[self.p_row] - self.c_plain[self.of[self.p_cand]])
            near = is_value & ~exact & (apart <= self.plain.rounded[self.p_row])
            self.exact[near] = self.plain.rate[self.p_row[near]]
        self.off = ((r.value[self.p_row] - value) / self.p_scale).astype(np.float32)
        self.p_part = self.part[self.p_row]
        self.p_between = np.flatnonzero(~is_value)
        self.cells = self.cell[self.p_row].astype(np.float32)
        self.stray = (1.0 / (np.pi * STRAY * (1.0 + (self.off / STRAY) ** 2))).astype(np.float32)

    def _slipped(self, value: Floats) -> Bools:
        """Whether what a row says is the candidate times a power of ten, or with the other sign."""
        ratio = self.ratio[self.rows.object[self.p_row]]
        said = self.plain.value[self.p_row]
        with np.errstate(divide="ignore", invalid="ignore", over="ignore"):
            times = said / np.where(ratio, np.exp(np.where(ratio, value, 0.0)), value)
            power = np.log10(np.abs(times))
            whole = np.round(power)
            shifted = (np.abs(power - whole) < 1e-6) & (whole != 0) & (np.abs(whole) <= 9) & (times > 0)
            found: Bools = (shifted | (np.abs(times + 1) < 1e-9)) & np.isfinite(power)
        return found

    def _parts(self) -> tuple[Floats, Floats, Floats, Floats, Floats]:
        """For each pair how probable the row is in each of the four ways, and how far it is off in spreads."""
        share, s = self.shares.astype(np.float32), self.p_part
        off = (self.off - self.bias.astype(np.float32)[s]) / self.spread.astype(np.float32)[s]
        noise = share[s, 1] * np.float32(0.375) * (1 + off * off / np.float32(TAIL)) ** np.float32(-2.5)
        noise /= self.spread.astype(np.float32)[s]
        return (
            share[s, 0] * self.cells * self.exact,
            noise,
            share[s, 2] * self.cells * self.slip / 8,
            share[s, 3] * self.stray,
            off,
        )

    def expect(self) -> None:
        """How probable each candidate is, from the sources as they are judged now."""
        self._move_between()
        parts = self._parts()
        total = parts[0] + parts[1] + parts[2] + parts[3] + np.float32(1e-30)
        said = np.log(total) * self.votes.astype(np.float32)[self.p_row]
        score = np.bincount(self.p_cand, said, minlength=len(self.value)) + self.log_prior
        score[self.between] += np.log(np.maximum(self.reach, 1e-9)) + 0.919
        if len(score):
            score -= np.repeat(np.maximum.reduceat(score, self.start), self.count)
        self.score = score
        self.chance = self._normal(score)
        self.ways = tuple(p / total for p in parts[:4]), parts[4]

    def _normal(self, score: Floats) -> Floats:
        weight = np.exp(score)
        if not len(weight):
            return weight
        found: Floats = weight / np.repeat(np.add.reduceat(weight, self.start), self.count)
        return found

    def _move_between(self) -> None:
        """The point between the values: their mean by precision, outliers weighing little; its standard deviation."""
        at, rows = self.p_between, self.p_row[self.p_between]
        if not len(at):
            return
        _, noise, _, stray, off = (p[at] for p in self._parts())
        part, owner = self.p_part[at], self.owner[self.p_cand[at]]
        real = noise / (noise + stray + 1e-30)
        pull = self.votes[rows] * real * (TAIL + 1) / (TAIL + off**2) / self.spread[part] ** 2
        total = np.bincount(owner, pull, minlength=len(self.between)) + 1e-12
        unbiased = self.rows.value[rows] - self.bias[part] * self.p_scale[at]
        new = np.bincount(owner, pull * unbiased, minlength=len(self.between)) / total
        self.value[self.between] = new
        self.off[at] = (self.rows.value[rows] - new[owner]) / self.p_scale[at]
        self.stray[at] = 1.0 / (np.pi * STRAY * (1.0 + (self.off[at] / STRAY) ** 2))
        many = np.bincount(owner, self.votes[rows] * real, minlength=len(self.between)) + 1e-12
        # noise, what any two sources' noise has in common, and that the sources' biases need not cancel out
        lasting = (
            np.bincount(owner, pull**2, minlength=len(self.between)) / total**2 * float(np.var(self.bias))
        )
        self.reach = np.sqrt((1.0 + SHARED * np.maximum(many - 1.0, 0.0)) / total + lasting)

    def maximise(self) -> None:
        """Judges the sources by what is probable now."""
        ways, off = self.ways
        weight = self.chance[self.p_cand] * self.votes[self.p_row]
        counts = np.stack([self._by_part(weight * way) for way in ways], axis=1)
        counts[:, 0] += self._settled()
        by_source = np.zeros((self.sources, 4))
        np.add.at(by_source, self.whose, counts)
        whole = counts.sum(0) + np.array(START) * 4
        self.source_shares = self._gated(_drawn(by_source, whole / whole.sum()))
        self.shares = self._gated(_drawn(counts, self.source_shares[self.whose]))
        noisy = weight * ways[1]
        pull = noisy * (TAIL + 1) / (TAIL + off**2)
        much = self._by_part(noisy)
        self.bias = self._biases(pull)
        rest = self.off - self.bias[self.p_part]
        loose = np.zeros(len(self.value))  # the truth itself is known so well only
        loose[self.between] = self.reach**2
        square = self._by_part(pull * rest**2 + noisy * loose[self.p_cand])
        overall = max(_typical(square, much), 1e-4)
        all_square, all_much = (np.bincount(self.whose, x, minlength=self.sources) for x in (square, much))
        source = (all_square + PRIOR_CLAIMS * overall) / (all_much + PRIOR_CLAIMS)
        spread = np.sqrt((square + PRIOR_CLAIMS * source[self.whose]) / (much + PRIOR_CLAIMS))
        self.spread = np.sqrt(spread**2 + (1.0 - self.gate) * SHARED * overall)
        # all biases may shift together with all truths: where nothing is exact, most sources have none on average
        told = much / (much + PRIOR_CLAIMS)
        self.bias -= (1.0 - self.gate) * _centre(self.bias, told)

    def _biases(self, pull: Floats) -> Floats:
        """By part, how far its noise lies off the truth; drawn to its source's, and that to none."""
        off, weight = self._by_part(pull * self.off), self._by_part(pull)
        source = np.bincount(self.whose, off, minlength=self.sources)
        source = source / (np.bincount(self.whose, weight, minlength=self.sources) + PRIOR_CLAIMS)
        found: Floats = (off + PRIOR_CLAIMS * source[self.whose]) / (weight + PRIOR_CLAIMS)
        return found

    def _by_part(self, weight: Floats) -> Floats:
        return np.bincount(self.p_part, weight, minlength=self.parts).astype(np.float64)

    def _gated(self, shares: Floats) -> Floats:
        found: Floats = shares * np.array([max(self.gate, 1e-6), 1.0, 1.0, 1.0])
        return found

    def _settled(self) -> Floats:
        """Rows of objects about which all of several sources agree."""
        claims_of = np.bincount(self.rows.object, minlength=self.objects)
        sure = (self.per_object == 1) & (claims_of > 1)
        rows = sure[self.rows.object]
        return np.bincount(self.part[rows], self.votes[rows], minlength=self.parts).astype(np.float64)

    def find_copying(self) -> None:
        """Gives the rows of sources that copy each other one vote together where they say the same."""
        chance = np.zeros(self.clusters)
        values = self.of >= 0
        if not len(self.chance):  # not known yet
            chance[:] = 1.0
        else:
            chance[self.of[values]] = self.chance[values]
        open_ = self.per_object[self.rows.object] > 1
        self.voice = cliques(
            self.rows.source[open_], self.rows.object[open_], self.cluster[open_],
            (1.0 - chance)[self.cluster[open_]], self.sources,
        )  # fmt: skip
        pair = self.cluster * self.sources + self.voice[self.rows.source]
        _, which, count = np.unique(pair, return_inverse=True, return_counts=True)
        self.votes = 1.0 / count[which]

    def answers(self) -> tuple[Floats, Floats, Floats]:
        """By object: estimate, low, high, as numbers again where logarithms were compared."""
        estimate, low, high = (np.full(self.objects, np.nan) for _ in range(3))
        one = np.flatnonzero(self.per_object[self.c_object] == 1)
        at = self.c_object[one]
        half, given = self._lone()[at], self.c_plain[one]
        estimate[at] = given
        times = np.exp(np.minimum(half, 300.0))
        low[at] = np.where(self.ratio[at], given / times, given - half)
        high[at] = np.where(self.ratio[at], given * times, given + half)
        if len(self.start):
            at = self.order_objects
            bottom, middle, top = self._plain()
            tempered = self._normal(TEMPER * self.score)
            order = np.lexsort((-tempered, self.owner))
            before = np.cumsum(tempered[order]) - tempered[order]
            before -= np.repeat(before[self.start], self.count)
            held = order[before < COVER]
            lowest, highest = np.full(len(at), np.inf), np.full(len(at), -np.inf)
            np.minimum.at(lowest, self.owner[held], bottom[held])
            np.maximum.at(highest, self.owner[held], top[held])
            best = middle[np.lexsort((-self.chance, self.owner))[self.start]]
            estimate[at] = best
            low[at], high[at] = np.minimum(lowest, best), np.maximum(highest, best)
        return estimate, low, high

    def _plain(self) -> tuple[Floats, Floats, Floats]:
        """By candidate: from where, what, to where; numbers, not logarithms."""
        reach = np.zeros(len(self.value))
        reach[self.between] = 1.64 * self.reach * self.scale[self.order_objects]
        ratio = self.ratio[self.order_objects[self.owner]]
        low, middle, high = (
            np.where(ratio, np.exp(np.where(ratio, np.minimum(x, 700.0), 0.0)), x)
            for x in (self.value - reach, self.value, self.value + reach)
        )
        given = self.of >= 0
        for found in (low, middle, high):
            found[given] = self.c_plain[self.of[given]]
        return low, middle, high

    def _lone(self) -> Floats:
        """By object with one row: half the width within which the truth lies, from the record of its source."""
        half = np.zeros(self.objects)
        claims_of = np.bincount(self.rows.object, minlength=self.objects)
        rows = np.flatnonzero(claims_of[self.rows.object] == 1)
        steps = np.concatenate([[0.0], np.geomspace(0.01, 1000, 80)])
        of = self.shares[:, :, None]
        z = steps[None, :] / self.spread[:, None]
        inside = z / np.sqrt(TAIL + z**2)
        inside = inside * (1.5 - 0.5 * inside**2)  # Student's t of four degrees, both sides
        held = of[:, 0] + of[:, 1] * inside + of[:, 3] * (2 / np.pi) * np.arctan(steps[None, :] / STRAY)
        step = steps[np.argmax(held >= min(COVER, float(held.max()) - 1e-9), axis=1)]
        half[self.rows.object[rows]] = step[self.part[rows]] * self.scale[self.rows.object[rows]]
        return half


def _drawn(counts: Floats, to: Floats) -> Floats:
    """Shares out of counts, drawn towards others where the counts are small."""
    found: Floats = (counts + PRIOR_CLAIMS * to) / (counts.sum(1, keepdims=True) + PRIOR_CLAIMS)
    return found


def _typical(square: Floats, much: Floats) -> float:
    """The variance of a typical source: the median, by how much each has to show; a few bad ones do not move it."""
    some = much > 0.5
    if not some.any():
        return 1.0
    return _weighted_median(square[some] / much[some], np.minimum(much[some], 4 * PRIOR_CLAIMS))


def _centre(value: Floats, weight: Floats) -> float:
    """A mean that what lies far from the median hardly moves (one step of a Cauchy M-estimator)."""
    middle = _weighted_median(value, weight)
    wide = max(1.48 * _weighted_median(np.abs(value - middle), weight), 1e-6)
    weight = weight / (1.0 + ((value - middle) / (1.4 * wide)) ** 2)
    return float((weight * value).sum() / max(float(weight.sum()), 1e-12))


def _weighted_median(value: Floats, weight: Floats) -> float:
    order = np.argsort(value, kind="stable")
    run = np.cumsum(weight[order])
    return float(value[order][np.searchsorted(run, run[-1] / 2)]) if len(value) else 0.0
