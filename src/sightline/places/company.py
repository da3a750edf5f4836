"""A name among the other names of the text: placed once, it is a place again; in a list of places it is one of them."""

from sightline.places.spot import Scene, Spot
from sightline.places.vetoes import placed
from sightline.places.words import COUNTY_NOUNS

_SURE = 1.8  # evidence from which a name stands for others
_DOUBT = -1.3  # evidence below which the words around a name speak against it, whatever others say
_COUNTIES = frozenset(f"{n[:-1]}ies" if n.endswith("y") else f"{n}s" for n in COUNTY_NOUNS)


def again(every: list[Spot], here: Scene, people: frozenset[int]) -> None:
    """One sense in one text (Gale, Church and Yarowsky 1992): what is surely placed once is likely placed
    elsewhere."""
    sure = {s.key for s in every if s.evidence >= _SURE and placed(s, here) and not s.thing}
    for spot in every:
        if spot.key in sure and _DOUBT < spot.evidence < _SURE and spot.first not in people:
            spot.evidence += 1.2


def listed(every: list[Spot], here: Scene, people: frozenset[int]) -> None:
    """ "Nanaimo, Duncan and Sooke": the doubtful one between or beside sure ones."""
    firsts = {s.first for s in every if s.evidence >= _SURE}
    lasts = {s.last for s in every if s.evidence >= _SURE}
    for spot in every:
        if not _DOUBT < spot.evidence < _SURE or spot.first in people:
            continue
        before = _before(spot, here) in lasts
        behind = _behind(spot, here) in firsts
        spot.evidence += 1.3 if before and behind else 0.7 if before or behind else 0.0


def _before(spot: Spot, here: Scene) -> int | None:
    """Where the member before it ends, as a number of words."""
    i = spot.first
    if i > 0 and here.gap_before(i).strip() in (",", ";"):
        return i
    if i > 1 and here.words[i - 1].fold == "and" and here.adjacent(i):
        return i - 1
    return None


def _behind(spot: Spot, here: Scene) -> int | None:
    """Where the member behind it begins."""
    i = spot.last
    if i >= len(here.words):
        return None
    gap = here.gaps[i - 1].strip()
    if here.words[i].fold == "and" and gap in ("", ","):
        return i + 1
    return i if gap in (",", ";") else None


def counties(every: list[Spot], here: Scene) -> None:
    """ "Sumner, Barton and Reno counties": each of the names is a county's."""
    ends = {i for i, w in enumerate(here.words) if w.fold in _COUNTIES and w.text.islower()}
    if not ends:
        return
    by_last = {s.last: s for s in sorted(every, key=lambda s: s.last - s.first)}
    for end in ends:
        last: int | None = end
        while last is not None and (spot := by_last.get(last)) is not None and here.words[spot.first].capital:
            spot.evidence += 2.5
            spot.wants = spot.wants or "county"
            last = _before(spot, here)
