"""decide: from what was tested to a verdict. Nothing here knows pixels, archives or things.

  what was found                                                    verdict
  could not be seen (the gate), or nothing could be tested          not observable
  a significant change of fitting size; power >= 0.5                supports
  ... that is larger or smaller than the thing claimed              inconclusive
  ... power < 0.5, or not known: other changes are as likely        inconclusive
  ... over a period, or between passes, of more than 45 days        inconclusive
  none; power < 0.5 or not known                                    not observable
  none; power 0.5 to 0.8 (the whole 95 % interval counts)           inconclusive
  none; power >= 0.8; the thing may have left, or come later        inconclusive
  none; power >= 0.8; it stays, the pass is one that would still    contradicts
    show it, all of the place was looked at, nothing is planned

Significant: p, after Holm over all tests that could decide, at most 0.05. Power: the share of trials in which the thing,
put into pictures of the place without an event, is found at that level. 0.5: a change is then at least ten times as likely
to be found where the thing came as where nothing happened (0.5 / 0.05); 0.8 is the usual level of planning (Cohen 1988).
Both are those of the project's design for imagery.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from sightline.model.vocabulary import Verdict

ALPHA = 0.05
ENOUGH, SOME = 0.8, 0.5
LONG_DAYS = 45.0  # in a longer time some change is to be expected anywhere; as for flight tracks
Size = Literal["fits", "larger", "smaller", "unknown"]


@dataclass(frozen=True, slots=True)
class View:
    """One pass that was tested. p: after Holm. power: None where it could not be measured; surely: the lower end of its 95 %
    interval. size: of the change against the thing. settles: whether the thing must be in this picture if the claim is true. days: between
    the pass before and this one. blind: no p small enough could have come out (the power is 0 then)."""

    p: float
    power: float | None
    surely: float = 0.0
    size: Size = "fits"
    settles: bool = False
    days: float = 0.0
    blind: bool = False

    @property
    def changed(self) -> bool:
        return self.p <= ALPHA


@dataclass(frozen=True, slots=True)
class Terms:
    """What of the claim bears on the verdict. stays: see `ask`. days: length of its period. whole: whether all of the place
    that it names was looked at. planned: it speaks of what was to come. long: days in which some change is to be expected
    anywhere; None where the user chose the days."""

    stays: bool
    days: float
    whole: bool = True
    planned: bool = False
    long: float | None = LONG_DAYS


@dataclass(frozen=True, slots=True)
class Decision:
    """view: index of the one that decided, None where there was none. because: in words."""

    verdict: Verdict
    because: str
    view: int | None = None


def decide(terms: Terms, views: Sequence[View]) -> Decision:
    """The strongest that the views bear out; () is "not observable"."""
    if not views:
        return Decision("not observable", "No pass could be tested")
    changed = [n for n, view in enumerate(views) if view.changed]
    if changed:
        return min((_change(terms, views[n], n) for n in changed), key=lambda d: d.verdict != "supports")
    return min(
        (_none(terms, view, n) for n, view in enumerate(views)), key=lambda d: _AGAINST.index(d.verdict)
    )


_AGAINST: tuple[Verdict, ...] = ("contradicts", "inconclusive", "not observable", "supports")


def _change(terms: Terms, view: View, n: int) -> Decision:
    if view.power is None:
        why = "How often what is looked for would show as such a change could not be measured, so the change may as well be another"
        return Decision("inconclusive", why, n)
    if view.power < SOME:
        why = (
            f"What is looked for would show in only {view.power:.0%} of such pictures, so the change is more "
            "likely another"
        )
        return Decision("inconclusive", why, n)
    if view.size in ("larger", "smaller"):
        return Decision("inconclusive", f"What changed is {view.size} than what is looked for", n)
    if terms.long is not None and max(terms.days, view.days) > terms.long:
        period = f"The claim’s period is {terms.days:,.0f} days long"
        apart = f"The passes compared are {view.days:,.0f} days apart"
        why = (
            f"{period if terms.days >= view.days else apart}: some change would be expected in so long a time"
        )
        return Decision("inconclusive", why, n)
    return Decision("supports", "A change consistent with what is looked for is in the picture", n)


def _none(terms: Terms, view: View, n: int) -> Decision:
    if view.power is None:
        why = "How often what is looked for would have been found could not be measured, so its absence shows nothing"
        return Decision("not observable", why, n)
    if view.blind:
        why = "The test could not have found anything here, however large: no p small enough could come out"
        return Decision("not observable", why, n)
    if view.power < SOME:
        why = (
            f"It would have been found in only {view.power:.0%} of such pictures: too seldom to say anything"
        )
        return Decision("not observable", why, n)
    if view.surely < ENOUGH:
        why = f"It would have been found in {view.power:.0%} of such pictures: not often enough to say that it was not there"
        return Decision("inconclusive", why, n)
    seen = f"It would have been found in {view.power:.0%} of such pictures"
    if not terms.stays:
        return Decision(
            "inconclusive", f"{seen}; but a pass sees one moment, and it may have come or gone at another", n
        )
    if not view.settles:
        return Decision(
            "inconclusive", f"{seen}; but it may have come after the pass, within the claim’s time", n
        )
    if not terms.whole:
        return Decision(
            "inconclusive", f"{seen}; but not all of the place that the claim names was looked at", n
        )
    if terms.planned:
        return Decision("inconclusive", f"{seen}; but what is planned or forecast may be put off", n)
    return Decision("contradicts", f"{seen}, and no change is there", n)
