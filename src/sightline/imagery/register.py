"""How far one picture lies off another, in parts of a pixel, and the picture brought back.

Tiles of each band vote. A tile is compared by the strength of its edges (brightness changes with season and light, edges
stay), clipped so that one glint does not decide, by upsampled cross-correlation of the spectra (Guizar-Sicairos 2008). The median of the votes counts if most votes agree with it.
"""

from dataclasses import dataclass, field
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from sightline.imagery.stack import Mask, Values

# Sentinel-2 is registered to better than a pixel between dates since the refined products, and was within 1.5 px
# before (ESA data quality reports); OSCD pairs are up to 1.25 px off. More than this is no misregistration but another
# place, another projection or a deceived correlation.
MOST = 2.0
# A twentieth of a pixel is what the correlation can tell (upsampling by 20).
FINE = 0.05
# A tile of 96 px at 10 m holds many roads and roofs; smaller pictures are one tile.
TILE = 96
LEAST = 32
# So many tiles have their spectra kept: 15 MB for two bands.
_FEW_TILES = 50
_STEPS = 20  # of a pixel
_REGION, _MIDDLE = 30, 15  # steps that are looked at round the peak, and the one that lies on it
# Votes within this of the median agree with it; half of them have to.
NEAR = 0.35
_Spectrum = NDArray[np.complex128]
_Tile = tuple[slice, slice]


@dataclass(frozen=True, slots=True)
class Shift:
    """How far a picture's content lies off, pixels. rows: + down. columns: + to the right. applied: whether it is sure enough to move the
    picture back by it. agreeing: share of the votes near the median. votes: how many there were. words: for a reader."""

    rows: float
    columns: float
    applied: bool
    agreeing: float
    votes: int
    words: str


@dataclass(slots=True, eq=False)
class Memory:
    """What was computed of a picture that many are compared with, under the mask it was computed for: a clear date after the other
    sees the same ground. mask: its bytes. edges: (band, y, x). spectra: by band and tile."""

    mask: bytes = b""
    edges: Values | None = None
    spectra: "dict[tuple[int, int, int], _Spectrum | None]" = field(default_factory=dict)


def shift_between(
    fixed: Values, moving: Values, usable: Mask | None = None, memory: Memory | None = None
) -> Shift:
    """How far `moving` (band, y, x) lies off `fixed` of the same shape. usable: where the ground is seen in both. memory: of this
    very `fixed`; kept up by this function."""
    seen = np.isfinite(fixed).all(0) & np.isfinite(moving).all(0)
    seen = np.asarray(seen if usable is None else seen & usable)
    ground, known = _known_edges(fixed, seen, memory)
    votes = _votes(ground, _edges(moving, seen), seen, known)
    if len(votes) < 3:
        return Shift(0.0, 0.0, False, 0.0, len(votes), "too little to see to check that the pictures lie on each other")  # fmt: skip
    middle = np.median(votes, axis=0)
    near = float((np.abs(votes - middle).max(axis=1) <= NEAR).mean())
    if near >= 0.5:
        middle = np.median(votes[np.abs(votes - middle).max(axis=1) <= NEAR], axis=0)
    rows, columns = (round(float(v), 3) for v in middle)
    off = float(np.hypot(rows, columns))
    if near < 0.5:
        words = f"how the pictures lie on each other could not be told: only {near:.0%} of {len(votes)} parts agree; left as they are"
        return Shift(rows, columns, False, near, len(votes), words)
    if off > MOST:
        words = f"one picture lies {off:.1f} pixels off the other, which is more than pictures of one place do; left as it is"
        return Shift(rows, columns, False, near, len(votes), words)
    if off < FINE:
        return Shift(rows, columns, False, near, len(votes), "the pictures lie on each other")
    words = f"moved by {off:.2f} pixels onto the other picture ({near:.0%} of {len(votes)} parts agree)"
    return Shift(rows, columns, True, near, len(votes), words)


def moved(values: Values, rows: float, columns: float) -> Values:
    """Content brought back by a shift: what lay `rows` down and `columns` right of its place lies on it. (y, x) or (band, y, x);
    cubic; NaN beyond the edge and one pixel round what was NaN."""
    from scipy import ndimage

    if values.ndim == 3:
        return np.stack([moved(band, rows, columns) for band in values])
    gone = ~np.isfinite(values)
    if gone.all():
        return values.copy()
    held = values
    if gone.any():
        nearest = ndimage.distance_transform_edt(gone, return_distances=False, return_indices=True)
        held = values[tuple(nearest)]
    made: Values = ndimage.shift(held, (-rows, -columns), order=3, mode="nearest").astype(np.float32)
    lost = _outside(values.shape, rows, columns)
    if gone.any():
        came = ndimage.shift(gone.astype(np.float32), (-rows, -columns), order=1, mode="nearest")
        # Half a pixel round a hole is made of what was filled in.
        lost |= ndimage.binary_dilation(came > 0.01)
    made[lost] = np.nan
    return made


def _outside(shape: tuple[int, ...], rows: float, columns: float) -> Mask:
    """Where the place a pixel was taken from lies outside the picture."""
    height, width = shape
    y = np.arange(height)[:, None] + rows
    x = np.arange(width)[None, :] + columns
    outside: Mask = (y < -0.5) | (y > height - 0.5) | (x < -0.5) | (x > width - 0.5)
    return outside


def _known_edges(fixed: Values, seen: Mask, memory: Memory | None) -> tuple[Values, Memory | None]:
    """The edges of the fixed picture, and what else is known of it under this mask (None: nothing, and nothing is to be kept)."""
    if memory is None:
        return _edges(fixed, seen), None
    mask = seen.tobytes()
    if memory.edges is None or (memory.mask != mask and seen.all()):
        memory.mask, memory.edges, memory.spectra = mask, _edges(fixed, seen), {}
    if memory.mask != mask:
        return _edges(fixed, seen), None
    return memory.edges, memory


def _edges(values: Values, seen: Mask) -> Values:
    """Strength of the edges of each band, 0 where nothing is seen or right beside it."""
    from scipy import ndimage

    sure = ndimage.binary_erosion(seen, np.ones((3, 3), bool), border_value=1)
    made = []
    for band in values:
        middle = float(np.median(band[seen])) if seen.any() else 0.0
        flat = ndimage.gaussian_filter(np.where(seen, band, middle), 0.7)
        edge = np.hypot(ndimage.sobel(flat, 0), ndimage.sobel(flat, 1))
        most = np.percentile(edge[sure], 98) if sure.any() else 0.0
        made.append(np.where(sure, np.minimum(edge, most), 0.0))
    return np.stack(made).astype(np.float32)


def _votes(fixed: Values, moving: Values, seen: Mask, memory: Memory | None) -> NDArray[np.float64]:
    """(votes, 2): rows and columns that each tile of each band says."""
    found = []
    tiles = _tiles(seen.shape)
    # Of a large picture the spectra would fill the memory.
    known = memory if memory is not None and len(tiles) <= _FEW_TILES else None
    for tile in tiles:
        if seen[tile].mean() < 0.8:
            continue
        for band, other in enumerate(moving):
            spectrum = _spectrum(other[tile])
            if spectrum is None:
                continue
            ground = _known_spectrum(fixed, band, tile, known)
            if ground is not None:
                found.append(_off(ground, spectrum))
    return np.array(found).reshape(-1, 2)


def _known_spectrum(fixed: Values, band: int, tile: _Tile, known: Memory | None) -> _Spectrum | None:
    if known is None:
        return _spectrum(fixed[band][tile])
    key = band, tile[0].start, tile[1].start
    if key not in known.spectra:
        known.spectra[key] = _spectrum(fixed[band][tile])
    return known.spectra[key]


def _spectrum(tile: Values) -> _Spectrum | None:
    """None of a tile in which there is nothing."""
    from scipy.fft import fft2

    shown = (tile - tile.mean()) * _fade(tile.shape)
    if not shown.any():
        return None
    made: _Spectrum = fft2(shown)
    return made


@lru_cache(maxsize=8)
def _fade(shape: tuple[int, int]) -> NDArray[np.float64]:
    return np.outer(np.hanning(shape[0]), np.hanning(shape[1]))


def _off(fixed: _Spectrum, moving: _Spectrum) -> NDArray[np.float64]:
    """(2,): rows and columns by which one lies off the other: the peak of their cross-correlation to the pixel, and round it to a twentieth by
    a matrix-multiply DFT (Guizar-Sicairos 2008; the same numbers as `skimage.registration.phase_cross_correlation`, which would take the
    spectrum of the fixed picture anew each time)."""
    from scipy.fft import ifft2

    product = fixed * moving.conj()
    whole = np.abs(ifft2(product))
    peak = np.unravel_index(int(whole.argmax()), whole.shape)
    near = [int(at) - (n if at > n // 2 else 0) for at, n in zip(peak, whole.shape, strict=True)]
    rows, columns = (_kernel(n, at) for n, at in zip(whole.shape, near, strict=True))
    fine = np.abs(rows @ product.conj() @ columns.T)
    best = np.unravel_index(int(fine.argmax()), fine.shape)
    back = np.array(near, np.float64) + (np.array(best, np.float64) - _MIDDLE) / _STEPS
    return -back


@lru_cache(maxsize=64)
def _kernel(pixels: int, near: int) -> _Spectrum:
    """(_REGION, pixels): from frequencies to steps of a twentieth of a pixel round a whole shift."""
    steps = np.arange(_REGION) - (_MIDDLE - near * _STEPS)
    made: _Spectrum = np.exp(-2j * np.pi * steps[:, None] * np.fft.fftfreq(pixels, _STEPS))
    return made


def _tiles(shape: tuple[int, int]) -> list[tuple[slice, slice]]:
    height, width = shape
    if min(shape) < LEAST:
        return []
    rows, columns = _starts(height), _starts(width)
    tile_y, tile_x = min(height, TILE), min(width, TILE)
    return [(slice(y, y + tile_y), slice(x, x + tile_x)) for y in rows for x in columns]


def _starts(length: int) -> list[int]:
    """Where tiles begin, half a tile apart in small pictures so that there are enough votes."""
    if length <= TILE:
        return [0]
    count = max(2, round((length - TILE) / (TILE if length > 4 * TILE else TILE / 2)) + 1)
    return [int(v) for v in np.linspace(0, length - TILE, count)]
