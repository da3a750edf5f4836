"""What all ground of one look did is no change; what one place of it did is."""

import numpy as np
import pytest
from scipy import ndimage

from sightline.imagery.alike import learnt
from sightline.imagery.energy import Sizes
from sightline.imagery.pair import at_scale, compared, score

pytest.importorskip("scipy")


def fields(seed: int, size: int = 160) -> tuple[np.ndarray, np.ndarray]:
    """(band, y, x) before, and what season makes of it: small plots of two kinds and a grey between, of which the green ones turn bright, more so the greener."""
    chance = np.random.default_rng(seed)
    green = ndimage.gaussian_filter(chance.normal(0, 1, (size, size)), 2.0)
    green = np.clip(green / green.std(), 0, 2).astype(np.float32)
    before = np.stack([0.10 - 0.02 * green, 0.20 + 0.10 * green]).astype(np.float32)
    before += chance.normal(0, 0.003, before.shape).astype(np.float32)
    after = np.stack([0.10 + 0.03 * green**2, 0.20 - 0.02 * green]).astype(np.float32)
    after += chance.normal(0, 0.003, before.shape).astype(np.float32)
    return before, after


def test_what_ground_of_that_look_did_is_expected() -> None:
    before, after = fields(1)
    off = after - before
    seen = np.ones(off.shape[1:], bool)
    left = off - learnt(before, off, seen).expected(before)
    assert left.std() < 0.3 * off.std()


def test_a_change_of_few_places_is_not_explained_by_their_look() -> None:
    before, after = fields(2)
    after[:, 70:76, 80:86] = 0.5
    off = after - before
    seen = np.ones(off.shape[1:], bool)
    for picture in (before, after):
        left = off - learnt(picture, off, seen).expected(picture)
        assert np.abs(left[:, 71:75, 81:85]).mean() > 0.7 * np.abs(off[:, 71:75, 81:85]).mean()


def test_a_building_stands_further_out_of_plots_that_changed_with_the_season() -> None:
    """Than without: by the distance to what one place in a hundred reaches anyway."""
    before, after = fields(3)
    after[:, 70:74, 80:84] = before[:, 70:74, 80:84] + 0.08
    plain = Sizes(0.7, 8.0, 3.0, both=False)
    pair = at_scale(compared(before, after, align=False), plain)
    gaps = {}
    for scale in ("broad", plain):
        found = score(pair, scale)
        gaps[scale] = found[72, 82] - np.percentile(np.delete(found, range(55, 90), axis=0), 99)
    assert gaps["broad"] > 0
    assert gaps["broad"] > gaps[plain] + 0.5


def test_the_same_pictures_teach_the_same() -> None:
    before, after = fields(4)
    assert np.array_equal(score(compared(before, after)), score(compared(before, after)))


@pytest.mark.parametrize("seen", [0, 50])
def test_too_little_ground_teaches_nothing(seen: int) -> None:
    before, after = fields(5, 32)
    where = np.zeros((32, 32), bool)
    where.flat[:seen] = True
    assert not learnt(before, after - before, where).expected(before).any()
