"""Arrays to small pictures: one stretch for both dates, one palette, the colours of the change map."""

import base64
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from sightline.imagery.stack import Mask, Stack, Values
from sightline.model.png import Raster, write_png

Bytes = NDArray[np.uint8]
TRUE_COLOUR = (("B04", "B03", "B02"), ("red", "green", "blue"))
# Cividis (Nuñez, Anderton and Renslow 2018, PLOS ONE 13:e0199239) at nine even steps: as light as it is large, and the same
# to readers who see red and green as one.
RAMP = (
    (0, 34, 78), (8, 51, 112), (53, 69, 108), (79, 87, 108), (102, 105, 112),
    (125, 124, 120), (151, 144, 118), (187, 173, 108), (254, 232, 56),
)  # fmt: skip
STEPS = 64  # colours of the ramp
UNSEEN, HATCH = (95, 99, 104), (222, 224, 227)
_GAMMA = 1 / 1.8  # lifts the shadows of linear reflectance about as a screen's own curve does
_FEWEST = 60  # pixels a side that a reader needs to know where on the ground this is
_COLOURS = 250  # of both dates together; what has no value takes one more


@dataclass(frozen=True, slots=True)
class Frame:
    """The part of a grid that is drawn: rows top..bottom, columns left..right (half open); step: pixels of the grid that
    become one of the picture."""

    top: int
    left: int
    bottom: int
    right: int
    step: int = 1

    @property
    def shape(self) -> tuple[int, int]:
        return -(-(self.bottom - self.top) // self.step), -(-(self.right - self.left) // self.step)


def frame_round(area: Mask, held: Mask, most: int) -> Frame:
    """The area with some ground round it as far as pixels are held, in at most `most` x `most` pixels of the picture; the whole
    where nothing is in it."""
    rows, columns = np.nonzero(area)
    if not len(rows):
        height, width = area.shape
        return Frame(0, 0, height, width, max(1, -(-max(height, width) // most)))
    edges = []
    for axis, along in enumerate((rows, columns)):
        low, high = int(along.min()), int(along.max()) + 1
        margin = max((high - low) // 12, (_FEWEST - (high - low)) // 2, 2)
        known = np.flatnonzero(held.any(axis=1 - axis))
        first, last = (int(known[0]), int(known[-1]) + 1) if len(known) else (0, area.shape[axis])
        edges.append((max(low - margin, min(first, low), 0), min(high + margin, max(last, high))))
    (top, bottom), (left, right) = edges
    return Frame(top, left, bottom, right, max(1, -(-max(bottom - top, right - left) // most)))


def around(row: float, col: float, pixels: int, height: int, width: int) -> Frame:
    """A square of that many pixels round a point, moved inwards where it would stick out."""
    tall, wide = min(pixels, height), min(pixels, width)
    top = int(np.clip(round(row - tall / 2), 0, height - tall))
    left = int(np.clip(round(col - wide / 2), 0, width - wide))
    return Frame(top, left, top + tall, left + wide)


def colours(stack: Stack, dates: list[int]) -> list[Bytes]:
    """Each date as (y, x, 3) bytes, all stretched alike: what looks brighter is brighter. Where nothing is held: UNSEEN.

    The darkest hundredth of usable ground and the brightest 200th are given up. One range serves all bands, so that greys stay
    grey; the dark end lies half way between the band's own and that of all, for haze differs by band.
    """
    shown = [_bands(stack, date) for date in dates]
    seen = [pixels[:, stack.usable[date]] for pixels, date in zip(shown, dates, strict=True)]
    seen = [s if s.size else p.reshape(len(p), -1) for s, p in zip(seen, shown, strict=True)]
    low, wide = _range(np.concatenate(seen, axis=1))
    linear = stack.scenes[0].sensor != "sentinel-1"  # dB are a logarithm already
    out = []
    for pixels in shown:
        scaled = np.clip((pixels - low[:, None, None]) / wide, 0, 1)
        with np.errstate(invalid="ignore"):
            bytes_ = np.rint(255 * scaled ** (_GAMMA if linear else 1)).astype(np.float32)
        drawn = np.where(np.isfinite(pixels).all(0), bytes_, np.array(UNSEEN, np.float32)[:, None, None])
        out.append(np.moveaxis(np.broadcast_to(drawn, (3, *drawn.shape[1:])), 0, -1).astype(np.uint8))
    return out


def kind_of(stack: Stack) -> str:
    """What the colours are, in words."""
    if any(all(b in stack.bands for b in three) for three in TRUE_COLOUR):
        return "true colour"
    if stack.scenes and stack.scenes[0].sensor == "sentinel-1":
        return f"radar, {' and '.join(stack.bands[:2])}, in grey"
    return f"{stack.bands[0]} in grey"


def change_colours(score: Values, usable: Mask, top: float) -> Bytes:
    """(y, x) numbers of the ramp's colours, 0 up to `top`; hatched in the last two where nothing can be said."""
    rows, columns = np.indices(score.shape)
    hatched = STEPS + ((rows + columns) % 4 == 0)
    with np.errstate(invalid="ignore"):
        steps = np.clip(np.abs(score) / top * (STEPS - 1), 0, STEPS - 1)
    return np.where(usable & np.isfinite(score), np.nan_to_num(steps), hatched).astype(np.uint8)


def ramp() -> Bytes:
    """(STEPS + 2, 3): the colours of the change map, and last the two of ground not seen."""
    at = np.linspace(0, len(RAMP) - 1, STEPS)
    made = [np.interp(at, range(len(RAMP)), [c[i] for c in RAMP]) for i in range(3)]
    return np.vstack([np.rint(np.stack(made, axis=1)), UNSEEN, HATCH]).astype(np.uint8)


def palette(pictures: list[Bytes]) -> Bytes:
    """(n, 3), n <= _COLOURS: the colours that stand for those of the pictures, by median cut (Heckbert 1982) on five bits a
    channel. The same for the same pictures."""
    bins = np.concatenate([(p.reshape(-1, 3) >> 3).astype(np.int64) for p in pictures])
    keys, counts = np.unique(bins[:, 0] << 10 | bins[:, 1] << 5 | bins[:, 2], return_counts=True)
    points = np.stack([keys >> 10, keys >> 5 & 31, keys & 31], axis=1)
    boxes = [np.arange(len(points))]

    def size(box: NDArray[np.int64]) -> int:
        return int(np.ptp(points[box], axis=0).max() * counts[box].sum())

    sizes = [size(boxes[0])]
    while len(boxes) < min(_COLOURS, len(points)):
        largest = int(np.argmax(sizes))
        box = boxes.pop(largest)
        sizes.pop(largest)
        order = box[np.argsort(points[box][:, np.argmax(np.ptp(points[box], axis=0))], kind="stable")]
        cut = int(np.searchsorted(np.cumsum(counts[order]), counts[order].sum() / 2)) + 1
        cut = min(max(cut, 1), len(order) - 1)
        boxes += [order[:cut], order[cut:]]
        sizes += [size(order[:cut]), size(order[cut:])]
    middles = [np.average(points[b], axis=0, weights=counts[b]) for b in boxes]
    table: Bytes = np.clip(np.rint(np.array(middles) * 8 + 4), 0, 255).astype(np.uint8)
    return table


def numbered(picture: Bytes, table: Bytes) -> Bytes:
    """(y, x): for each pixel the number of the nearest colour of the table."""
    flat = (picture.reshape(-1, 3) >> 3).astype(np.int64)
    keys, back = np.unique(flat[:, 0] << 10 | flat[:, 1] << 5 | flat[:, 2], return_inverse=True)
    points = np.stack([keys >> 10, keys >> 5 & 31, keys & 31], axis=1).astype(np.float32) * 8 + 4
    colour = table.astype(np.float32)
    apart = (colour**2).sum(1) - 2 * points @ colour.T  # less the same for all colours
    nearest: Bytes = apart.argmin(1).astype(np.uint8)[back].reshape(picture.shape[:2])
    return nearest


def cut(picture: Bytes, frame: Frame) -> Bytes:
    """The framed part of (y, x) or (y, x, 3): mean of the pixels that become one."""
    part = picture[frame.top : frame.bottom, frame.left : frame.right]
    if frame.step > 1:
        whole = _blocks(part.astype(np.float32), frame.step)
        part = np.rint(np.nanmean(whole, axis=(1, 3))).astype(np.uint8)
    return part


def strongest(score: Values, frame: Frame) -> Values:
    """The framed part of a score, largest of the pixels that become one: a small peak must not drown in the mean."""
    part = np.abs(score[frame.top : frame.bottom, frame.left : frame.right])
    if frame.step == 1:
        return part
    blocks = _blocks(part, frame.step)
    made = np.where(np.isnan(blocks), -np.inf, blocks).max(axis=(1, 3))
    return np.where(np.isfinite(made), made, np.nan).astype(np.float32)


def address(numbers: Bytes, table: Bytes) -> str:
    """The picture as an address that holds it (RFC 2397)."""
    height, width = numbers.shape
    made = write_png(Raster(width, height, numbers.tobytes(), table.tobytes()))
    return "data:image/png;base64," + base64.b64encode(made).decode()


def _bands(stack: Stack, date: int) -> Values:
    """(3 or 1, y, x) of one date: true colour where there is one, else grey."""
    pixels: Values = stack.values[date]
    three = next((t for t in TRUE_COLOUR if all(b in stack.bands for b in t)), None)
    if three:
        pixels = pixels[[stack.bands.index(b) for b in three]]
    elif stack.scenes[date].sensor == "sentinel-1":
        pixels = pixels[:2].mean(axis=0, keepdims=True)
    else:
        pixels = pixels[:1]
    return pixels


def _range(seen: Values) -> tuple[Values, float]:
    """Lowest value by band and one width for all, of (band, pixel)."""
    known = seen[:, np.isfinite(seen).all(0)]
    if not known.size:
        return np.zeros(len(seen), np.float32), 1.0
    own = np.percentile(known, 1, axis=1).astype(np.float32)
    low = (own + own.min()) / 2
    high = float(np.percentile(known - low[:, None], 99.5))
    return low, high if high > 0 else 1.0


def _blocks(part: Values, step: int) -> Values:
    """(rows, step, columns, step, ...), NaN beyond the edge."""
    down, right = -part.shape[0] % step, -part.shape[1] % step
    padded = np.pad(part, ((0, down), (0, right), *[(0, 0)] * (part.ndim - 2)), constant_values=np.nan)
    return padded.reshape(padded.shape[0] // step, step, padded.shape[1] // step, step, *part.shape[2:])
