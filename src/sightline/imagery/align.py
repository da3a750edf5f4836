"""align: every date of a stack brought onto the middle of all, by the shift that register.py measures.

Sentinel-2 passes lie within a pixel of each other, but a tenth of a pixel at the edge of a roof is already a change to a careful
statistic. Pictures that a user brings may lie metres off: geolocation of commercial satellites is 5 m and worse (CE90).
"""

from dataclasses import dataclass

import numpy as np

from sightline.imagery.radiometry import median
from sightline.imagery.register import MOST, Memory, Shift, moved, shift_between
from sightline.imagery.stack import Mask, Values

FEWEST = 5  # dates whose median is sharper than their misregistration; below, the date that sees most is the reference
WORTH = 0.1  # pixels: below, interpolating costs more than it mends; of passes made up without a shift about 0.05 is estimated, on OSCD 0 to 0.08 is left over
FAR_M = 15.0  # how far a user's picture may lie off and still be brought back
_FARTHEST = 20  # pixels: a fifth of the tiles that register.py compares
_ROOMY = 160  # pixels: from this side on there are tiles enough for two bands to give votes enough; half the time of four
_TURNS = 2  # a far shift is measured again on what then overlaps


@dataclass(frozen=True, slots=True)
class Aligned:
    """off: pixels by which a date was moved. words: what is odd about it, "" where nothing is. misplaced: it lies too far off to be
    used."""

    off: float = 0.0
    words: str = ""
    misplaced: bool = False


def reach_px(pixel_m: float, *, user: bool) -> int:
    """Pixels by which a date may be moved, so how much more than the grid has to be laid out."""
    return min(_FARTHEST, max(2, round(FAR_M / pixel_m))) if user else int(MOST)


def align(values: Values, usable: Mask, reach: int) -> tuple[Aligned, ...]:
    """Moves the dates of (date, band, y, x) and (date, y, x) in place; one answer a date."""
    if len(values) < 2:
        return (Aligned(),) * len(values)
    reference, chosen = _reference(values, usable)
    seen: Mask = np.asarray(np.isfinite(reference).all(axis=0))
    memory = Memory()
    return tuple(
        Aligned()
        if n == chosen or not usable[n].any()
        else _one(values, usable, n, reference, seen, reach, memory)
        for n in range(len(values))
    )


def _reference(values: Values, usable: Mask) -> tuple[Values, int]:
    """What all are brought onto, and which date it is (-1: the median of all)."""
    if len(values) < FEWEST:
        best = int(np.argmax(usable.sum(axis=(1, 2))))
        return np.where(usable[best], values[best], np.float32(np.nan)), best
    layers = [
        median(np.where(usable, values[:, band], np.float32(np.nan))) for band in range(values.shape[1])
    ]
    return np.stack(layers), -1


def _telling(bands: int, shape: tuple[int, ...]) -> list[int]:
    """The bands that are compared: all of a small picture; else the second and the last (green and near infrared of Sentinel-2),
    which show different edges."""
    return list(range(bands)) if bands <= 2 or min(shape) < _ROOMY else [1, bands - 1]


def _one(
    values: Values, usable: Mask, n: int, reference: Values, seen: Mask, reach: int, memory: Memory
) -> Aligned:
    """memory: of the reference in the bands that are compared first."""
    rows = columns = 0.0
    bands = _telling(len(reference), usable[n].shape)
    picture, ground = values[n], usable[n]
    for _ in range(_TURNS):
        known = memory if bands == _telling(len(reference), usable[n].shape) else None
        shift = shift_between(reference[bands], picture[bands], ground & seen, known)
        if shift.votes < 3 and len(bands) < len(reference):  # half under clouds: every vote counts
            bands = list(range(len(reference)))
            shift = shift_between(reference, picture, ground & seen)
        if not _sure(shift):
            if rows or columns:
                return _moved(values, usable, n, rows, columns)
            return Aligned(words=shift.words if usable[n].mean() >= 0.5 else "")
        rows, columns = rows + shift.rows, columns + shift.columns
        if max(abs(rows), abs(columns)) > reach:
            off = float(np.hypot(rows, columns))
            words = f"lies {off:.1f} pixels off the other dates, too far to be brought back"
            return Aligned(words=words, misplaced=True)
        if np.hypot(shift.rows, shift.columns) <= MOST / 2:
            break
        picture = moved(values[n], rows, columns)
        ground = _ground(usable[n], rows, columns) & np.isfinite(picture).all(axis=0)
    return _moved(values, usable, n, rows, columns) if np.hypot(rows, columns) >= WORTH else Aligned()


def _sure(shift: Shift) -> bool:
    """Whether most votes agree; how far it is, is for the caller to judge."""
    return shift.votes >= 3 and shift.agreeing >= 0.5


def _moved(values: Values, usable: Mask, n: int, rows: float, columns: float) -> Aligned:
    values[n] = moved(values[n], rows, columns)
    usable[n] = _ground(usable[n], rows, columns) & np.isfinite(values[n]).all(axis=0)
    return Aligned(off=float(np.hypot(rows, columns)))


def _ground(usable: Mask, rows: float, columns: float) -> Mask:
    made: Mask = np.nan_to_num(moved(usable.astype(np.float32), rows, columns)) > 0.9
    return made
