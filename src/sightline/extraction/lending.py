"""Which time and which place told before a claim holds for it too, or none: a fitted choice.

A log-linear choice between what was told before and "none told": each offer's score is the weighted sum of its signs
(lending_signs.py), none scores zero, and scores are turned into shares. Nothing here asks the language model, so another model
needs no other weights. data/lending.json holds the weights; `python -m training.lending` fits them on annotated claims.
"""

import json
import math
from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import cache
from importlib import resources
from typing import TypeVar

from sightline.extraction.carry import whole_site
from sightline.extraction.frames import Found
from sightline.extraction.lending_signs import Signs, places_for, scene_of, times_for
from sightline.extraction.sentences import Sentence
from sightline.model.claim import Claim, anchor_of
from sightline.model.document import Document
from sightline.model.period import Period
from sightline.model.span import Span

Weights = Mapping[str, float]
T = TypeVar("T")


class Lender:
    """Gives the claims of one part, in text order, the time and place that they lack, and keeps how sure each loan is."""

    def __init__(self, document: Document, listed: Sequence[Sentence], found: Found) -> None:
        self._scene = scene_of(document, listed, found.times, found.places)
        self._places = found.places
        self._sure: dict[tuple[str, Span, str], float] = {}

    def __call__(self, claim: Claim, earlier: Sequence[Claim]) -> Claim:
        place, time = whole_site(claim.place, self._places), claim.time
        if place is None and claim.from_place is None:
            wheres = [(p, s, self._surety("place", o)) for p, s, o in places_for(self._scene, claim, earlier)]
            place = self._lent("place", claim, likeliest(wheres, *weights_of("place")))
        if time is None:
            whens = [(w, s, self._surety("time", o)) for w, s, o in times_for(self._scene, claim, earlier)]
            words = self._lent("time", claim, likeliest(whens, *weights_of("time")))
            time = Period(span=words) if words else None
        unchanged = place is claim.place and time is claim.time
        return claim if unchanged else replace(claim, place=place, time=time)

    def _lent(self, slot: str, claim: Claim, loan: tuple[T, float] | None) -> T | None:
        if loan is None:
            return None
        self._sure[slot, anchor_of(claim), claim.event] = loan[1]
        return loan[0]

    def _surety(self, slot: str, lender: Claim | None) -> float:
        """Of what a claim says itself: certain."""
        return 1.0 if lender is None else self._sure.get((slot, anchor_of(lender), lender.event), 1.0)


def shares(found: Sequence[Signs], weights: Weights) -> list[float]:
    """How probable each is; what is left over is none."""
    raised = [math.exp(min(30.0, sum(weights.get(n, 0.0) * v for n, v in s.items()))) for s in found]
    return [r / (1.0 + sum(raised)) for r in raised]


def likeliest(
    found: Sequence[tuple[T, Signs, float]], weights: Weights, least: float
) -> tuple[T, float] | None:
    """The likeliest offer and its chance, if that is at least so great. An offer is as sure as the claim that it is taken
    from has it, so that one doubtful loan does not run through a whole page."""
    chances = [c * o[2] for c, o in zip(shares([s for _, s, _ in found], weights), found, strict=True)]
    top = max(range(len(found)), key=lambda n: chances[n], default=None)
    return (found[top][0], chances[top]) if top is not None and chances[top] >= least else None


@cache
def weights_of(slot: str) -> tuple[Weights, float]:
    """The weights of the package for "time" or "place", and the least share that lends."""
    card = json.loads(
        resources.files("sightline.extraction").joinpath("data/lending.json").read_text("utf-8")
    )
    return card[slot]["weights"], card[slot]["least"]
