"""Names joined by dashes before a word for a way ("the Aleppo-Damascus highway") are places, both of them."""

from sightline.places.spot import Scene, Spot

_WAYS = frozenset(
    "road highway motorway freeway route railway railroad corridor axis triangle pipeline autoroute border front "
    "frontline ferry".split()
)
_BETWEEN = frozenset("main coastal desert international rail supply".split())
_BEFORE = frozenset(
    "carretera autopista ruta autoroute autobahn trassa trasse trassy trassu doroga doroge".split()
)
_DASHES = frozenset("-–—‑/")
_POINTS = 4.0  # of evidence


def joined(every: list[Spot], here: Scene) -> None:
    """More evidence for the spots of such a chain, which have at least two names known to the gazetteer."""
    starts: dict[int, list[Spot]] = {}
    for spot in every:
        if spot.rows and not spot.site:
            starts.setdefault(spot.first, []).append(spot)
    chained: set[int] = set()
    for first in sorted(starts):
        for spot in starts[first]:
            if id(spot) not in chained:
                chain = _chain(spot, starts, here)
                if len(chain) > 1 and (_way_after(here, chain[-1].last) or _way_before(here, first)):
                    chained.update(id(s) for s in chain)
                    for link in chain:
                        link.evidence += _POINTS


def _chain(spot: Spot, starts: dict[int, list[Spot]], here: Scene) -> list[Spot]:
    chain = [spot]
    while len(chain) < 4 and chain[-1].last < len(here.words):
        gap = here.gaps[chain[-1].last - 1]
        after = starts.get(chain[-1].last, [])
        if not after or gap.strip(" ") not in _DASHES or not gap.strip(" "):
            break
        chain.append(max(after, key=lambda s: s.last))
    return chain


def _way_after(here: Scene, i: int) -> bool:
    if i < len(here.words) and here.words[i].fold in _BETWEEN:
        i += 1
    return i < len(here.words) and here.adjacent(i) and here.words[i].fold in _WAYS


def _way_before(here: Scene, i: int) -> bool:
    return i > 0 and here.adjacent(i) and here.words[i - 1].fold in _BEFORE
