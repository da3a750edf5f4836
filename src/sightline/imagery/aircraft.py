"""aircraft_change: large blobs on the aprons of a known airfield, before and after, in intervals and in words.

At 10 m an aircraft of 35 m is a blob of three pixels: it may be an aircraft, a roof, a stain. What came or went between two dates can be moved, and that is
all that a picture says; what stands there on both may be a building. So counts are intervals, and never a type.
"""

import itertools
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from sightline.imagery.answers import LARGEST_M
from sightline.imagery.aprons import apron
from sightline.imagery.blobs import Blob
from sightline.imagery.came import Change, Picture, between, picture
from sightline.imagery.stack import Mask, Stack
from sightline.model.airfield import Airfield

SMALLEST_M = 35.0
LEAST_PIXELS = 3.0  # across, to be found as a blob at all
LEAST_SEEN = 0.8  # of the apron, on both dates
MOST_INTERVALS = 10  # half a second each on an airbase of 3 km: context, not the verdict


@dataclass(frozen=True, slots=True)
class Count:
    """low: those that can be moved, as they came or went. high: with all of the size that may be one, those on both dates and the
    unclear ones, too; something longer than any aircraft that came or went counts as a row of them."""

    low: int
    high: int


@dataclass(frozen=True, slots=True)
class AircraftChange:
    """why_not: why nothing can be said; "" where something can, else the rest is empty. before, after: counts. appeared, gone, stayed, unclear: blobs. usual:
    appeared blobs in each interval between other dates on the same ground. p: share of intervals (this one among them) with as
    many appeared or more; None without others. points: (row, column, "appeared" | "gone" | "stayed") for the picture; area: (y, x) what was looked at."""

    before: Count
    after: Count
    appeared: tuple[Blob, ...]
    gone: tuple[Blob, ...]
    stayed: tuple[Blob, ...]
    unclear: tuple[Blob, ...]
    usual: tuple[int, ...]
    p: float | None
    words: str
    reasons: tuple[str, ...]
    figures: tuple[tuple[str, float], ...]
    points: tuple[tuple[float, float, str], ...]
    area: Mask
    why_not: str = ""


def aircraft_change(
    stack: Stack,
    before: int,
    after: int,
    airfield: Airfield,
    *,
    smallest_m: float = SMALLEST_M,
    others: Sequence[int] | None = None,
) -> AircraftChange:
    """before, after: dates of the stack. others: dates to measure what is usual on, in order; None: all but these two. Optical stacks only."""
    looked = apron(stack, airfield)
    pixel_m = float(stack.grid.pixel_m)
    if why := _why_not(stack, (before, after), looked.mask, smallest_m):
        return _nothing(why, looked.mask, looked.words)
    seen = np.where(stack.usable[:, None], stack.values, np.nan).astype(np.float32)
    rest = [d for d in range(len(stack.scenes)) if d not in (before, after)] if others is None else others
    pairs = [(before, after), *_intervals(stack, rest, looked.mask)]
    side = (pixel_m, pixel_m)
    pictures: dict[int, Picture] = {
        date: picture(seen[date], seen[before], stack.bands, looked.mask, side, smallest_m)
        for date in sorted({d for pair in pairs for d in pair})
    }
    found, *others_found = (
        between(pictures[a], pictures[b], looked.mask, side, smallest_m) for a, b in pairs
    )
    usual = tuple(sum(b.sure for b in other.appeared) for other in others_found)
    came = sum(b.sure for b in found.appeared)
    p = (1 + sum(n >= came for n in usual)) / (1 + len(usual)) if usual else None
    counts = _count(found.gone, found), _count(found.appeared, found)
    return AircraftChange(
        before=counts[0],
        after=counts[1],
        appeared=found.appeared,
        gone=found.gone,
        stayed=found.stayed,
        unclear=found.unclear,
        usual=usual,
        p=p,
        words=_words(found, counts, smallest_m, airfield),
        reasons=(*looked.words, *_reasons(found, usual, p, pixel_m, smallest_m)),
        figures=_figures(found, usual, p, looked.area_m2),
        points=_points(found),
        area=looked.mask,
    )


def _why_not(stack: Stack, dates: tuple[int, int], area: Mask, smallest_m: float) -> str:
    if stack.scenes[dates[0]].sensor == "sentinel-1":
        return "radar shows aircraft by their echo, not by their outline: they are not counted in it"
    if stack.grid.pixel_m * LEAST_PIXELS > smallest_m * 1.05:
        return (
            f"an aircraft of {smallest_m:.0f} m covers {smallest_m / stack.grid.pixel_m:.1f} pixels of {stack.grid.pixel_m:g} m: "
            f"at least {LEAST_PIXELS:.0f} are needed to find a blob"
        )
    if not area.any():
        return "no apron of this airfield could be told from its surroundings"
    for date in dates:
        share = float(stack.usable[date][area].mean())
        if share < LEAST_SEEN:
            day = stack.scenes[date].at.date().isoformat()
            return f"{share:.0%} of the aprons are seen on {day}: at least {LEAST_SEEN:.0%} are needed"
    return ""


def _nothing(why: str, area: Mask, words: tuple[str, ...]) -> AircraftChange:
    none = Count(0, 0)
    return AircraftChange(none, none, (), (), (), (), (), None, why, words, (), (), area, why)


def _intervals(stack: Stack, dates: Sequence[int], area: Mask) -> list[tuple[int, int]]:
    """Neighbouring dates on which the aprons are seen; the latest of them."""
    seen = [d for d in dates if float(stack.usable[d][area].mean()) >= LEAST_SEEN]
    return list(itertools.pairwise(seen))[-MOST_INTERVALS:]


def _count(those: Sequence[Blob], found: Change) -> Count:
    low = sum(b.sure for b in those)
    alike = [b for b in (*found.stayed, *found.unclear) if b.length_m <= LARGEST_M]
    high = sum(b.holds for b in those) + len(alike)
    return Count(low, high)


def _words(found: Change, counts: tuple[Count, Count], smallest_m: float, airfield: Airfield) -> str:
    came, went = (sum(b.sure for b in those) for those in (found.appeared, found.gone))
    maybe_came, maybe_went = len(found.appeared) - came, len(found.gone) - went
    name = airfield.name or airfield.ident
    return (
        f"on what look like aprons of {name} {_said(came, maybe_came)} of the size of a large aircraft ({smallest_m:.0f} to 90 m) appeared and "
        f"{_said(went, maybe_went)} went; {len(found.stayed)} stand there on both dates (aircraft that stayed, or buildings and "
        f"markings). In all between {counts[0].low} and {counts[0].high} before, between {counts[1].low} and {counts[1].high} after. What "
        f"they are cannot be told from blobs"
    )


def _said(sure: int, maybe: int) -> str:
    blobs = f"{sure or 'no'} large blob{'' if sure == 1 else 's'}"
    return f"{blobs} (and {maybe} less sure)" if maybe else blobs


def _reasons(
    found: Change, usual: tuple[int, ...], p: float | None, pixel_m: float, smallest_m: float
) -> tuple[str, ...]:
    reasons = [
        f"an aircraft of {smallest_m:.0f} m covers {smallest_m / pixel_m:.1f} pixels of {pixel_m:g} m across: a blob, never a type"
    ]
    if found.unclear:
        reasons.append(
            f"{len(found.unclear)} are seen on one date only, but the dates do not differ enough there to say that they came or went"
        )
    if p is None:
        reasons.append(
            "there are no other dates to tell how many usually come and go here, nor how many are false"
        )
    else:
        reasons.append(
            f"between {len(usual)} other pairs of dates on the same ground {_range(usual)} appeared, false ones and daily traffic together: "
            f"p = {p:.2g} for as many as here (the least that could come out: {1 / (1 + len(usual)):.2g})"
        )
    return tuple(reasons)


def _range(counts: Sequence[int]) -> str:
    low, high = min(counts), max(counts)
    return f"{low}" if low == high else f"{low} to {high}"


def _figures(
    found: Change, usual: tuple[int, ...], p: float | None, area_m2: float
) -> tuple[tuple[str, float], ...]:
    figures = [
        ("blobs_appeared", float(sum(b.sure for b in found.appeared))),
        ("blobs_appeared_less_sure", float(sum(not b.sure for b in found.appeared))),
        ("blobs_gone", float(sum(b.sure for b in found.gone))),
        ("blobs_gone_less_sure", float(sum(not b.sure for b in found.gone))),
        ("blobs_on_both", float(len(found.stayed))),
        ("apron_ha", round(area_m2 / 1e4, 1)),
    ]
    if p is not None:
        figures += [("blobs_usually_appeared", round(float(np.mean(usual)), 2)), ("blobs_p", p)]
    return tuple(figures)


def _points(found: Change) -> tuple[tuple[float, float, str], ...]:
    kinds = (("appeared", found.appeared), ("gone", found.gone), ("stayed", found.stayed))
    return tuple((b.row, b.column, kind) for kind, those in kinds for b in those)
