"""The track as strokes: coloured by height, dashed where nothing was heard."""

from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from sightline.flights.drawing import svg
from sightline.flights.drawing.excerpt import Excerpt
from sightline.flights.drawing.plane import F64, kept

GAP = 60.0  # seconds without a position, from which a line is only a guess and dashed
LEVELS = np.array([top for top, _, _ in svg.BANDS])
KINDS = (*(kind for _, kind, _ in svg.BANDS), svg.UNKNOWN)


def pieces(time: F64) -> list[tuple[int, int]]:
    """Rows heard without a gap between them, from and to (end exclusive)."""
    if len(time) == 0:
        return []
    cuts = [0, *(int(i) + 1 for i in np.flatnonzero(np.diff(time) > GAP)), len(time)]
    return list(pairwise(cuts))


def strokes(shown: Excerpt, px: F64, py: F64, detail: float, *, bands: bool = True) -> str:
    """px, py: the rows in picture units; rows where either is not finite are left out. detail: how far, in
    picture units, a line may stray."""
    fine = np.flatnonzero(np.isfinite(px) & np.isfinite(py))
    x, y, time = px[fine], py[fine], shown.time[fine]
    band = _bands(shown)[fine] if bands else np.full(len(fine), len(KINDS) - 1)
    drawn: dict[str, list[str]] = {kind: [] for kind in KINDS}
    gaps = []
    for a, b in pieces(time):
        for first, last, kind in _runs(band[a:b]):
            here = slice(a + first, min(a + last + 1, b))  # with the next row, so that colours join
            keep = kept(x[here], y[here], detail)
            drawn[KINDS[kind]].append(svg.path(x[here][keep], y[here][keep]))
        if b < len(x):
            gaps.append(svg.path(x[[b - 1, b]], y[[b - 1, b]]))
    solid = "".join(svg.lines(d, f"fig-line {kind}") for kind, d in drawn.items())
    return svg.lines(gaps, f"fig-line fig-gap {svg.UNKNOWN}") + solid


def changes(shown: Excerpt) -> int:
    """How often the colour would change."""
    return int(np.count_nonzero(np.diff(_bands(shown))))


def _bands(shown: Excerpt) -> NDArray[np.intp]:
    """The band of each row."""
    found = np.searchsorted(LEVELS, np.nan_to_num(shown.height, nan=0.0), side="right").astype(np.intp)
    return np.where(np.isfinite(shown.height), np.minimum(found, len(LEVELS) - 1), len(LEVELS))


def _runs(values: NDArray[np.intp]) -> list[tuple[int, int, int]]:
    """(from, to, value) of equal neighbours."""
    if len(values) == 0:
        return []
    cuts = [0, *(int(i) + 1 for i in np.flatnonzero(np.diff(values))), len(values)]
    return [(a, b, int(values[a])) for a, b in pairwise(cuts)]
