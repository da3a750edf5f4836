"""ranked: does one date differ from the site's own other dates more than chance lets it, and more than ground elsewhere does?

For each date: the largest score in the area, held against its own usual level and against what control windows of the SAME
date do, since rain, haze or a season make the whole scene restless on some dates (standing.py). p_dates is its rank among the dates,
p_windows its rank among the control windows of the date. Neither supposes a distribution.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from sightline.imagery.baseline import (
    LOCAL_PX,
    SCALES_PX,
    Sign,
    departures,
    filtered,
    levelled,
    scored,
    spread_of,
    strips_of,
)
from sightline.imagery.controls import ENOUGH, Controls, bounds, controls, most_of
from sightline.imagery.stack import Mask, Stack, Tested, Values
from sightline.imagery.standing import LEAD, against_controls, held, own_level, rank

# Of the area, that must be seen on a date for it to be compared (imagery.md).
SHARE = 0.8
RADAR = frozenset({"VV", "VH", "HH", "HV"})
# A changed pixel is felt so far through the smoothing.
_REACH = max(1, round(3 * max(SCALES_PX)))
_Box = tuple[slice, slice]
_Places = NDArray[np.int64]
_Spreads = tuple[NDArray[np.float64], ...]


@dataclass(frozen=True, slots=True, eq=False)
class Prepared:
    """Dates of a stack scored alike, ready to rank any of them.

    dates: those kept, indices into the stack; left: those left out, less than 0.8 of the area being seen. middle: (band, y, x), median over the
    dates; shifts: (date, band), by which a date as a whole lies above it. sizes: (date, band, y, x) filtered, by size looked for; scene: usual
    spread of each, by band. score: (date, y, x). tops: (date,), its maximum over the area; peaks: where, in the flattened picture. windows: (date, window), over each control window.
    """

    area: Mask
    sign: Sign
    together: bool
    dates: tuple[int, ...]
    left: tuple[int, ...]
    controls: Controls
    stack: Stack
    middle: Values
    shifts: Values
    sizes: tuple[Values, ...]
    scene: _Spreads
    score: Values
    tops: Values
    peaks: _Places
    windows: Values

    @property
    def held(self) -> Mask:
        """(date,), on which control windows enough are seen."""
        return held(self.windows)

    @property
    def smallest_p(self) -> float:
        """Of a date on which control windows are seen."""
        return self._smallest(self._others(int(self.held.argmax()) if len(self.dates) else 0))

    def _others(self, n: int) -> list[int]:
        """Those the n-th date is ranked among: the dates that can be held against control windows, if it can; else all."""
        among = self.held if len(self.dates) and self.held[n] else np.ones(len(self.dates), dtype=np.bool_)
        return [int(m) for m in np.flatnonzero(among) if m != n]

    def _by_windows(self, others: list[int]) -> bool:
        """Too few dates for a rank among them to reach 5 %, and windows enough: then the windows speak alone."""
        return len(others) < ENOUGH and self.controls.alike

    def _smallest(self, others: list[int]) -> float:
        return 1 / (1 + (len(self.controls.corners) if self._by_windows(others) else len(others)))

    def p(self, date: int, values: Values | None = None) -> float:
        return self.tested(date, values).p

    def tested(self, date: int, values: Values | None = None) -> Tested:
        """date: index into the stack, of those prepared. values: (band, y, x) in place of that date's own pixels, in the stack's
        unit (something put in, for power); only what changes is computed again. Raises ValueError for a date that was not prepared."""
        if date not in self.dates or len(self.dates) < 2:
            return self._untested(date)
        n = self.dates.index(date)
        tops, score = (self.tops, self.score[n].copy()) if values is None else self._with(n, values)
        others, kept = self._others(n), self.held
        own = own_level(tops[:, None])[:, 0]
        if kept[n]:
            among = [n, *others]
            own[among] = against_controls(tops[among], self.windows[among])
        p_dates, p_windows = rank(own[n], own[others], LEAD if kept[n] else 0.0), None
        if self.controls.alike:
            levels = own_level(np.column_stack([tops, self.windows]))[n]
            p_windows = rank(levels[0], levels[1:])
        inside = np.where(self.area & np.isfinite(score), score, -1)
        row, column = np.unravel_index(int(inside.argmax()), inside.shape)
        return Tested(
            statistic=float(np.nan_to_num(tops[n])), score=score, peak=(int(row), int(column)),
            p=p_windows if self._by_windows(others) and p_windows is not None else p_dates, p_dates=p_dates,
            p_windows=p_windows, smallest_p=self._smallest(others), dates=len(others),
            windows=len(self.controls.corners) if self.controls.alike else 0, method=self._words(others, bool(kept[n])),
        )  # fmt: skip

    def without(self, date: int) -> "Prepared":
        """As if that date had not been prepared: for power, where a date that may show the very event is out of place. (What
        it did to the pixels' medians stays: one date of twenty hardly moves them, and all dates alike.)"""
        if date not in self.dates:
            return replace(self, left=tuple(d for d in self.left if d != date))
        n = self.dates.index(date)
        # The tested date is the last one as a rule, and the others are then a view: a copy would be as large as the stack, twice.
        keep = slice(n) if n == len(self.dates) - 1 else [m for m in range(len(self.dates)) if m != n]
        sizes = tuple(size[keep] for size in self.sizes)
        score, scene = _score(sizes, self.sign, self.together, None)
        return replace(
            self, dates=tuple(d for d in self.dates if d != date), shifts=self.shifts[keep], sizes=sizes, scene=scene, score=score,
            tops=most_of(score[:, self.area], 0), peaks=_peaks(score, self.area), windows=self.controls.most(score),
        )  # fmt: skip

    def _with(self, n: int, values: Values) -> tuple[Values, Values]:
        """tops, and the score of the date, had it these pixels: only the box that they change is scored again. (The wider mean
        falls a little outside it, by less than a hundredth of the change a pixel.)"""
        # Bit by bit, for which NaN equals NaN.
        changed = (values.view(np.uint32) != self.stack.values[self.dates[n]].view(np.uint32)).any(axis=0)
        if not changed.any():
            return self.tops, self.score[n]
        inner = _grown(bounds(changed), _REACH, changed.shape)
        outer = _grown(inner, _REACH + LOCAL_PX, changed.shape)
        off = values[:, *outer] - self.middle[:, *outer] - self.shifts[n][:, None, None]
        seen = self.stack.usable[self.dates[n]][outer] & np.isfinite(off)
        trim = tuple(slice(i.start - o.start, i.stop - o.start) for i, o in zip(inner, outer, strict=True))
        parts = [size[:, :, *inner].copy() for size in self.sizes]
        for part, new in zip(parts, filtered(np.where(seen, off, np.float32(np.nan))), strict=True):
            part[n] = new[:, *trim]
        made = _score(parts, self.sign, self.together, self.scene)[0]
        outside = self.area.copy()
        outside[inner] = False
        tops = np.fmax(self._beyond(inner, outside), most_of(made[:, self.area[inner]], 0))
        score = self.score[n].copy()
        score[inner] = made[n]
        return tops, score

    def _beyond(self, box: _Box, outside: Mask) -> Values:
        """(date,): the maximum over the area outside of a box; where the area's own lies in the box it has to be looked for."""
        rows, columns = np.unravel_index(self.peaks, self.area.shape)
        inside = (rows >= box[0].start) & (rows < box[0].stop) & (columns >= box[1].start) & (columns < box[1].stop)  # fmt: skip
        made = self.tops.copy()
        for n in np.flatnonzero(inside):
            made[n] = most_of(self.score[n][outside], 0)
        return made

    def _untested(self, date: int) -> Tested:
        if date not in self.left and date not in self.dates:
            raise ValueError(f"date {date} was not prepared")
        seen = date in self.dates
        why = "there is no other date to compare with" if seen else "too little of the area is seen"
        box = bounds(self.area)
        return Tested(
            statistic=0.0, score=np.full(self.area.shape, np.nan, dtype=np.float32),
            peak=((box[0].start + box[0].stop) // 2, (box[1].start + box[1].stop) // 2), p=1.0, p_dates=None, p_windows=None,
            smallest_p=1.0, dates=max(len(self.dates) - 1, 0), windows=0, method=f"not tested: {why}",
        )  # fmt: skip

    def _words(self, others: list[int], beside: bool) -> str:
        told = [f"largest departure in the area from the other dates, ranked among {len(others)} of them"]
        if beside:
            what = "control windows" if self.controls.alike else "smaller squares elsewhere"
            told.append(f"each held against {len(self.controls.corners)} {what} of its own date")
        else:
            told.append("not held against the rest of the scene, of which too little is seen")
        if self._by_windows(others):
            told.append(
                f"fewer than {ENOUGH} dates, so p is the rank among the control windows, which supposes that the site is like them"
            )
        elif len(others) < ENOUGH:
            told.append(f"fewer than {ENOUGH} dates, so no p of 0.05 could come out")
        if out := len(self.left) + len(self.dates) - 1 - len(others):
            told.append(f"{out} dates left out, on which too little of the area or of the rest is seen")
        return "; ".join(told)


def ranked(
    stack: Stack, date: int, area: Mask, *, baseline: Sequence[int] | None = None, sign: Sign = "either"
) -> Tested:
    """One date against others of the same stack (indices into it); None: against all others. As `prepare` else."""
    others = range(len(stack.scenes)) if baseline is None else baseline
    return prepare(stack, area, sorted({date, *others}), sign=sign).tested(date)


def prepare(stack: Stack, area: Mask, dates: Sequence[int], *, sign: Sign = "either") -> Prepared:
    """Dates (indices into the stack): those without the event and the one to be tested, one at a time: two dates that both
    show the event would vouch for each other.

    area: (y, x). sign: "up" where what is claimed adds to every band (metal in radar), "either" else. Raises ValueError
    where the area has no pixel.
    """
    bounds(area)
    kept = [d for d in dates if stack.usable[d][area].mean() >= SHARE]
    middle, shifts, sizes = _filtered(stack, kept, ~area)
    together = set(stack.bands) <= RADAR
    score, scene = _score(sizes, sign, together, None)
    places = controls(area, np.isfinite(score).sum(axis=0) >= SHARE * max(len(kept), 1), texture(middle))
    return Prepared(
        area=area, sign=sign, together=together, dates=tuple(kept), left=tuple(d for d in dates if d not in kept),
        controls=places, stack=stack, middle=middle, shifts=shifts, sizes=sizes, scene=scene, score=score,
        tops=most_of(score[:, area], 0), peaks=_peaks(score, area), windows=places.most(score),
    )  # fmt: skip


def _filtered(
    stack: Stack, dates: Sequence[int], elsewhere: Mask
) -> tuple[Values, Values, tuple[Values, ...]]:
    """Medians (band, y, x), shifts (date, band) and, by size, what is left (date, band, y, x). Band by band and date by date: what is worked on
    beside it stays small."""
    shape = (len(dates), *stack.values.shape[1:])
    sizes = tuple(np.empty(shape, np.float32) for _ in SCALES_PX)
    middle, shifts = np.empty(shape[1:], np.float32), np.empty(shape[:2], np.float32)
    usable = stack.usable[dates]
    for band in range(shape[1]):
        off, middle[band], shifts[:, band] = levelled(stack.values[dates, band], usable, elsewhere)
        for n, date in enumerate(off):
            for size, made in zip(sizes, filtered(date), strict=True):
                size[n, band] = made
    return middle, shifts, sizes


def pair_ranked(score: Values, area: Mask, ground: Values | None = None) -> Tested:
    """One before and one after: score (y, x) of their change, NaN where it cannot be told, ranked among control windows of
    the very same shape. ground: (y, x), a picture of the ground, so that windows like it in texture are taken. It supposes that the
    site is no busier than they are; p is 1 where there are too few of them."""
    seen = np.isfinite(score)
    places = controls(area, seen, None if ground is None else texture(ground[None]))
    windows = places.most(score)
    windows = windows[np.isfinite(windows)]
    top = float(most_of(score[area], SHARE))
    # Where the largest change lies is told also where no p can be had.
    box, inside = bounds(area), np.where(area & seen, score, -np.inf)
    row, column = np.unravel_index(int(inside.argmax()), inside.shape)
    most = float(inside[row, column])
    if not np.isfinite(most):
        most, row, column = 0.0, (box[0].start + box[0].stop) // 2, (box[1].start + box[1].stop) // 2
    can = places.alike and bool(np.isfinite(top))
    why = (
        ""
        if can
        else f": {len(windows) if places.alike else 'no'} windows like it, or too little of it is seen"
    )
    return Tested(
        statistic=most, score=score, peak=(int(row), int(column)),
        p=rank(top, windows) if can else 1.0, p_dates=None, p_windows=rank(top, windows) if can else None,
        smallest_p=1 / (1 + len(windows)) if can else 1.0, dates=0, windows=len(windows) if can else 0,
        method="largest change in the area between two dates, ranked among control windows of the same two" + why,
    )  # fmt: skip


def texture(ground: Values) -> Values:
    """(band, y, x) -> (y, x): how busy the ground is, its mean absolute step to the next pixel."""
    down = np.abs(np.diff(ground, axis=-2, append=ground[..., -1:, :]))
    right = np.abs(np.diff(ground, axis=-1, append=ground[..., :, -1:]))
    made: Values = np.nan_to_num((down + right).mean(axis=0))
    return made


def _score(
    sizes: Sequence[Values], sign: Sign, together: bool, scene: _Spreads | None
) -> tuple[Values, _Spreads]:
    """(date, band, y, x) filtered, by size -> score (date, y, x), the largest of all sizes', and the scene's spread by size and band (given:
    taken as it is)."""
    score, spreads = np.full(sizes[0][:, 0].shape, np.nan, dtype=np.float32), []
    for at, values in enumerate(sizes):
        middle, spread, used = spread_of(values, None if scene is None else scene[at])
        for rows in strips_of(values):
            departed = departures(values[:, :, rows], middle[:, rows], spread[:, rows])
            here = score[:, rows]
            np.fmax(here, scored(np.moveaxis(departed, 1, 0), sign, together=together), out=here)
        spreads.append(used)
    return score, tuple(spreads)


def _peaks(score: Values, area: Mask) -> _Places:
    """(date,): where the maximum over the area lies, in the flattened picture."""
    inside = score[:, area]
    places: _Places = np.flatnonzero(area)[np.where(np.isfinite(inside), inside, -np.inf).argmax(axis=1)]
    return places


def _grown(box: _Box, pixels: int, shape: tuple[int, ...]) -> _Box:
    rows, columns = (
        slice(max(side.start - pixels, 0), min(side.stop + pixels, size))
        for side, size in zip(box, shape, strict=True)
    )
    return rows, columns
