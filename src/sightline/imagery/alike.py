"""What ground of one look did from one picture to the other: how far a difference is explained by what is, or was, there.

Meadows green, ploughland turns brown, water clears, all of a kind alike; none of it is what a claim speaks of. So the difference is regressed on what all bands
of one picture show (a smooth function of them, by random Fourier features: Rahimi and Recht 2007), robustly, so that what changed has little say, and
freed of what the regression expects. Like IR-MAD, but curved and local in colour. Only the expectation is taken away: the spread of each kind
of ground was tried too, and hides building sites (bench/imagery_pairs.py).
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from sightline.imagery.noise import spread
from sightline.imagery.stack import Mask, Values

# Between half and twice as many, or as wide, little changes.
WAVES = 64
SAMPLE = 10_000
# Pixels that must stand for each wave: in a small scene one new roof would otherwise be explained by its own colour.
FOR_EACH = 100
ROUNDS = 5
# As if so large a part of the pixels said that nothing is expected: a colour that fewer have (one new roof) does not explain itself.
_RIDGE = 3e-3
_FAR = (
    -4.0,
    8.0,
)  # robust standard deviations: further out nothing is learnt, so nothing is expected to differ from what is there
_PART = 65_536  # pixels at a time, so that memory stays small


@dataclass(frozen=True, slots=True, eq=False)
class Alike:
    """middles, widths: (band,) of the picture. turns: (band, wave) and phases: (wave,), of the features. weights: (1 + band + wave, band)."""

    middles: NDArray[np.float32]
    widths: NDArray[np.float32]
    turns: NDArray[np.float32]
    phases: NDArray[np.float32]
    weights: NDArray[np.float32]

    def expected(self, picture: Values) -> Values:
        """(band, y, x): the difference that pixels of this look show; of pixels that are NaN, no matter what."""
        flat = np.nan_to_num(picture.reshape(len(picture), -1).T)
        made = np.empty_like(flat)
        for at in range(0, len(flat), _PART):
            part = slice(at, at + _PART)
            made[part] = self.features(flat[part]) @ self.weights
        return made.T.reshape(picture.shape)

    def features(self, colours: Values) -> Values:
        """(pixel, 1 + band + wave) from (pixel, band)."""
        looks = np.clip((colours - self.middles) / self.widths, *_FAR) / 2
        ones = np.ones((len(looks), 1), np.float32)
        return np.concatenate([ones, looks, np.cos(looks @ self.turns + self.phases)], axis=1).astype(np.float32)  # fmt: skip


def learnt(picture: Values, off: Values, seen: Mask) -> Alike:
    """From the picture (band, y, x) and the difference of the two (band, y, x), where the ground is seen. The draw is fixed: the same
    pictures always teach the same."""
    chance = np.random.default_rng(0)
    bands, count = len(picture), int(seen.sum())
    waves = min(WAVES, count // FOR_EACH)
    colours = picture[:, seen].T.astype(np.float32)
    made = Alike(
        np.median(colours, axis=0) if count else np.zeros(bands, np.float32),
        np.array([max(spread(colours[:, n]), 1e-6) for n in range(bands)], np.float32),
        chance.normal(0, 1, (bands, waves)).astype(np.float32),
        chance.uniform(0, 2 * np.pi, waves).astype(np.float32),
        np.zeros((1 + bands + waves, bands), np.float32),
    )
    if count < FOR_EACH:
        return made
    taken = chance.choice(count, min(SAMPLE, count), replace=False)
    known = made.features(colours[taken]).astype(np.float64)
    wanted = off[:, seen].T[taken].astype(np.float64)
    ridge = _RIDGE * len(taken) * np.eye(known.shape[1])
    say = np.ones(len(taken))
    for _ in range(ROUNDS):
        weighed = known.T * say
        weights = np.linalg.solve(weighed @ known + ridge, weighed @ wanted)
        left = wanted - known @ weights
        wide = np.array([max(spread(left[:, n]), 1e-9) for n in range(bands)])
        # Cauchy's weights: what lies two standard deviations off has a third of the say of what lies on the curve.
        say = 1 / (1 + ((left / wide) ** 2).mean(axis=1) / 2)
    return Alike(made.middles, made.widths, made.turns, made.phases, weights.astype(np.float32))
