"""One picture before and one after, prepared so that things can be put into the later one and tested in a millisecond or two."""

from dataclasses import dataclass

import numpy as np

from sightline.imagery.controls import Controls, bounds, controls, most_of
from sightline.imagery.energy import Scale, matched
from sightline.imagery.pair import Compared, at_scale, compared, rescored, score
from sightline.imagery.ranks import SHARE, pair_ranked, texture
from sightline.imagery.stack import Mask, Stack, Tested, Values
from sightline.imagery.standing import rank
from sightline.imagery.thing import Thing

ALPHA = 0.05


@dataclass(frozen=True, slots=True, eq=False)
class PairTest:
    """tested: what the pair shows. map: (y, x), the score. places: the control windows, tops: what each reaches. tried: (y, x), the ground on which
    power is tried: the area where nothing is found in it, which is its own quiet ground then; else the control windows, as the
    area may show the very event and anything put into it would be found."""

    pair: Compared
    area: Mask
    scale: Scale
    map: Values
    places: Controls
    tops: Values
    tested: Tested
    tried: Mask

    @property
    def smallest_p(self) -> float:
        return self.tested.smallest_p

    def p(self, date: int, values: Values) -> float:
        """Had the later picture these pixels (band, y, x), of which a small part differs from its own. date: as trials give
        it; there is but one."""
        del date
        if self.tested.p_windows is None:
            return 1.0
        made = rescored(self.pair, values, self.scale, self.map)
        if self.tried is self.area:
            return rank(float(most_of(made[self.area], SHARE)), self.tops)
        tops = self.places.most(made)
        n = self._where(values)
        if n is None or not np.isfinite(tops[n]):
            return 1.0
        others = np.delete(tops, n)
        # As one of one more, as the area is.
        return float((1 + (~(others < tops[n])).sum()) / (1 + len(tops)))

    def _where(self, values: Values) -> int | None:
        """The control window into which something was put."""
        put = np.nan_to_num(np.abs(values - self.pair.given)).max(axis=0)
        if not put.any():
            return None
        row, column = np.unravel_index(int(put.argmax()), put.shape)
        height, width = self.places.mask.shape
        for n, (r, c) in enumerate(self.places.corners):
            if r <= row < r + height and c <= column < c + width and self.places.mask[row - r, column - c]:
                return n
        return None


def scale_for(thing: Thing | None, pixel_m: float) -> Scale:
    """Over what size the change is gathered: that of the thing, settled by what is claimed before any pixel is looked at; that of
    ground and buildings where nothing is named."""
    return "broad" if thing is None else matched(thing.side_m, pixel_m)


def prepare_pair(stack: Stack, before: int, after: int, area: Mask, thing: Thing | None = None) -> PairTest:
    """Two dates of a stack (places in it), registered already. Raises ValueError for pictures of less than 32 pixels or an
    area without one."""
    bounds(area)
    usable = stack.usable[before] & stack.usable[after]
    pair = compared(
        stack.values[before], stack.values[after], usable,
        pixel_m=stack.grid.pixel_m, align=False, bands=stack.bands,
    )  # fmt: skip
    scale = scale_for(thing, stack.grid.pixel_m)
    pair = at_scale(pair, scale)
    made = score(pair, scale)
    ground = np.nan_to_num(stack.values[before]).mean(axis=0)
    tested = pair_ranked(made, area, ground)
    places = controls(area, np.isfinite(made), texture(ground[None]))
    tops = places.most(made)
    tried = area if tested.p > ALPHA else _laid(places, made.shape)
    return PairTest(
        pair, area, scale, made, places, tops[np.isfinite(tops)] if tried is area else tops, tested, tried
    )


def _laid(places: Controls, shape: tuple[int, ...]) -> Mask:
    """(y, x): all ground of the control windows."""
    held = np.zeros(shape, dtype=np.bool_)
    height, width = places.mask.shape
    for r, c in places.corners:
        held[r : r + height, c : c + width] |= places.mask
    return held
