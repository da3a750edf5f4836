"""A table of claims as columns, and what is made of it before sources are judged."""

from dataclasses import dataclass, fields, replace

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]
Bools = npt.NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Numbers:
    """Claims, one row each. source, object: small non-negative integers. value: what is said; low, high: what it
    allows ("1.2 million" is 1.15 to 1.25 million; may be infinite). rounded: how far off the truth may be if the
    number is a rounded one (500 for 6,000); rate: how often numbers are so rounded in this set. A source speaks once
    an object."""

    source: Ints
    object: Ints
    value: Floats
    low: Floats
    high: Floats
    rounded: Floats | None = None
    rate: Floats | None = None

    def taken(self, rows: Ints | Bools) -> "Numbers":
        """Some rows, or all in another order."""
        return replace(
            self,
            **{f.name: column[rows] for f in fields(self) if (column := getattr(self, f.name)) is not None},
        )


def clusters(rows: Numbers) -> Ints:
    """By row of a table sorted by object and value, the number of its value: equal values of an object are one."""
    if not len(rows.value):
        return np.zeros(0, np.int64)
    new = np.diff(rows.object) != 0
    new |= np.diff(rows.value) > 1e-9 * np.abs(rows.value[1:])
    return np.concatenate([[0], np.cumsum(new)])


def logged(rows: Numbers, ratio: Bools) -> Numbers:
    """The rows with the logarithm of numbers that are compared as ratios."""
    with np.errstate(divide="ignore", invalid="ignore"):
        low, value, high = (
            np.where(ratio, np.log(x), x) for x in (np.maximum(rows.low, 0.0) * 1.0, rows.value, rows.high)
        )
    return replace(rows, value=value, low=np.where(ratio, low, rows.low), high=high)
