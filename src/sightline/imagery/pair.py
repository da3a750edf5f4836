"""Has something changed between two pictures? A map of how far each place lies outside what its pair differs by anyway.

The later picture is brought onto the earlier one and to its light; what is left is measured by its energy (`energy.py`), edges
forgiven (`noise.py`). With one pair only there is no telling what the place does by itself: a p can come from control windows
elsewhere in the scene alone, and half of real changes are missed at 5 % false alarms (bench/imagery_pairs.py).
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from sightline.imagery.alike import Alike, learnt
from sightline.imagery.energy import (
    SCALES,
    Scale,
    energy,
    floors,
    freed,
    grown,
    leaves_in,
    level,
    parts,
    reach,
    sizes,
    standard,
)
from sightline.imagery.noise import fits, slopes
from sightline.imagery.register import LEAST, Shift, moved, shift_between
from sightline.imagery.stack import Mask, Values

# Quantile of a window's pixels that speaks for it: 25 changed pixels of 900 (a 50 m square in a 300 m window) are 3 %, and gathering widens them.
WINDOW_QUANTILE = 95.0


@dataclass(frozen=True, slots=True, eq=False)
class Compared:
    """Two pictures of one place made comparable, kept so that another `after` (with an injected object) is scored quickly.

    before, after: (band, y, x), after brought onto before and to its light. given: `after` as it came. seen: (y, x). shift: how they lay
    on each other. light: (band, 2), gain and offset. kinds: what ground of one look, before and after, did. leaves: which bands are
    red and near infrared, if known. noises: the floors, (difference, band); energies: (y, x);
    levels: the scene's own; each by scale.
    """

    before: Values
    after: Values
    given: Values
    seen: Mask
    pixel_m: float
    shift: Shift
    light: NDArray[np.float64]
    kinds: tuple[Alike, Alike]
    leaves: tuple[int, int] | None
    noises: dict[Scale, Values]
    energies: dict[Scale, Values]
    levels: dict[Scale, tuple[float, float]]
    notes: tuple[str, ...]


@dataclass(frozen=True, slots=True, eq=False)
class PairChange:
    """score: (y, x) for ground and buildings (30 m and more); fine: (y, x) for things of a few pixels; both in robust standard
    deviations of the scene's own log energy: 0 is its median place; NaN where the ground is not seen in both. notes: what was done, for a reader."""

    score: Values
    fine: Values
    shift: Shift
    notes: tuple[str, ...]


def pair_change(
    before: Values,
    after: Values,
    usable: Mask | None = None,
    *,
    pixel_m: float = 10.0,
    align: bool = True,
    bands: Sequence[str] = (),
) -> PairChange:
    """Two pictures (band, y, x) of one grid, one band or many, at least 32 px wide; reflectance or any unit linear in light. usable: (y, x), where the
    ground is seen in both. bands: their names, if known: with red and near infrared among them plants are told. Raises ValueError where the shapes
    differ or are too small."""
    made = compared(before, after, usable, pixel_m=pixel_m, align=align, bands=bands)
    return PairChange(score(made, "broad"), score(made, "fine"), made.shift, made.notes)


def compared(
    before: Values,
    after: Values,
    usable: Mask | None = None,
    *,
    pixel_m: float = 10.0,
    align: bool = True,
    bands: Sequence[str] = (),
) -> Compared:
    """The two made comparable; as of `pair_change`."""
    if before.shape != after.shape or before.ndim != 3:
        raise ValueError(f"two pictures of one grid are needed, not {before.shape} and {after.shape}")  # fmt: skip
    if min(before.shape[1:]) < LEAST:
        raise ValueError(f"{before.shape[1]} x {before.shape[2]} pixels are too few to tell change from noise")  # fmt: skip
    first, given = before.astype(np.float32), after.astype(np.float32)
    shift = Shift(0.0, 0.0, False, 0.0, 0, "not checked whether the pictures lie on each other")
    if align:
        shift = shift_between(first, given, usable)
    later = moved(given, shift.rows, shift.columns) if shift.applied else given
    seen = np.isfinite(first).all(0) & np.isfinite(later).all(0)
    seen = np.asarray(seen if usable is None else seen & usable)
    light = fits(first, later, seen)
    later = (later * light[:, :1, None] + light[:, 1:, None]).astype(np.float32)
    by = {scale: sizes(scale, pixel_m) for scale in SCALES}
    # A quarter of the scene under snow would teach colours what only places did, so what is far wider than the ground is left out;
    # freed of all that is wider than the ground, as the maps are, a river that changed its colour would teach nothing (both were tried).
    narrow = replace(by["broad"], grain=0.0, ground=3 * by["broad"].ground)
    off = freed(later - first, seen, narrow)
    kinds = learnt(first, off, seen), learnt(later, off, seen)
    noises, energies, leaves = {}, {}, leaves_in(bands)
    steep = slopes(first), slopes(later)
    for scale, of in by.items():
        parted = parts(first, later, seen, of, kinds)
        noises[scale] = floors(parted, seen)
        energies[scale] = energy(first, later, seen, noises[scale], of, parted, steep=steep, leaves=leaves)
    levels = {
        scale: level(made[_ground(first, later, seen, leaves if by[scale].alike else None)])
        for scale, made in energies.items()
    }
    notes = (shift.words, _light_words(light))
    return Compared(
        first, later, given, seen, pixel_m, shift, light, kinds, leaves, noises, energies, levels, notes
    )


def at_scale(pair: Compared, scale: Scale) -> Compared:
    """The same with a map of that scale too, its noise and level learnt from this scene."""
    if scale in pair.levels:
        return pair
    of = sizes(scale, pair.pixel_m)
    parted = parts(pair.before, pair.after, pair.seen, of, pair.kinds)
    noises = floors(parted, pair.seen)
    made = energy(pair.before, pair.after, pair.seen, noises, of, parted, leaves=pair.leaves)
    return replace(
        pair, noises={**pair.noises, scale: noises}, energies={**pair.energies, scale: made},
        levels={**pair.levels, scale: level(made[pair.seen])},
    )  # fmt: skip


def score(pair: Compared, scale: Scale = "broad") -> Values:
    """The map of one scale."""
    return standard(pair.energies[scale], pair.seen, pair.levels[scale])


def rescored(pair: Compared, after: Values, scale: Scale, map_: Values) -> Values:
    """The map of another `after` that differs from the given one in a small part (an injected object). Light, shift and the
    scene's level stay; only what the part can reach is done again. map_: `score(pair, scale)`, which is not changed."""
    off = np.nan_to_num(after - pair.given)
    rows, columns = np.nonzero(off.any(0))
    if not rows.size:
        return map_.copy()
    far = reach(scale, pair.pixel_m)
    inner = _box(rows, columns, far, pair.seen.shape)
    outer = _box(rows, columns, 2 * far, pair.seen.shape)
    box = (slice(None), *outer)
    part = off[box].astype(np.float32)
    if pair.shift.applied:
        part = np.nan_to_num(moved(part, pair.shift.rows, pair.shift.columns))
    later = (pair.after[box] + part * pair.light[:, :1, None]).astype(np.float32)
    seen, of = pair.seen[outer], sizes(scale, pair.pixel_m)
    parted = parts(pair.before[box], later, seen, of, pair.kinds)
    redone = energy(pair.before[box], later, seen, pair.noises[scale], of, parted, leaves=pair.leaves)
    redone = standard(redone, seen, pair.levels[scale])
    made = map_.copy()
    top, left = inner[0].start - outer[0].start, inner[1].start - outer[1].start
    high, wide = inner[0].stop - inner[0].start, inner[1].stop - inner[1].start
    made[inner] = redone[top : top + high, left : left + wide]
    return made


def window_scores(score: Values, rows: int, columns: int, quantile: float = WINDOW_QUANTILE) -> Values:
    """(y, x) of windows of rows x columns pixels side by side from the upper left: the quantile of the map in each; NaN
    where less than 80 % of a window is seen."""
    down, across = score.shape[0] // rows, score.shape[1] // columns
    cut = score[: down * rows, : across * columns]
    boxes = cut.reshape(down, rows, across, columns).swapaxes(1, 2).reshape(down, across, -1)
    made = np.full((down, across), np.nan, np.float32)
    enough = np.isfinite(boxes).mean(-1) >= 0.8
    if enough.any():
        made[enough] = np.nanpercentile(boxes[enough], quantile, axis=-1)
    return made


def _ground(before: Values, after: Values, seen: Mask, leaves: tuple[int, int] | None) -> Mask:
    """What a scene's ordinary place is learnt from: without what plants cover in both pictures, where a tenth is left without them."""
    if leaves is None:
        return seen
    bare = seen & (grown(before, after, leaves) < 0.5)
    return bare if 10 * bare.sum() >= seen.sum() else seen


def _box(
    rows: NDArray[np.intp], columns: NDArray[np.intp], far: int, shape: tuple[int, ...]
) -> tuple[slice, slice]:
    height, width = shape
    return (
        slice(max(int(rows.min()) - far, 0), min(int(rows.max()) + far + 1, height)),
        slice(max(int(columns.min()) - far, 0), min(int(columns.max()) + far + 1, width)),
    )


def _light_words(light: NDArray[np.float64]) -> str:
    gains = light[:, 0]
    return f"light of the later picture fitted to the earlier one where little changed (gain {gains.min():.2f} to {gains.max():.2f})"
