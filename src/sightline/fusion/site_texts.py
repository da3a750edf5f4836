"""Site texts: which runs of words belong to a publisher's site and not to its texts, kept: what `copies.site_runs`
gives. Exact, for whether a run belongs to a site hangs only on those of its pages in which the run stands: a page
that comes or goes can turn none but its own runs.
"""

from bisect import bisect_left, insort
from collections.abc import Iterable, Iterator
from heapq import merge
from typing import Any

from sightline.fusion.copies import DIFFERENT, SITE_PAGES, flat, runs_of_site
from sightline.fusion.profile import Profile
from sightline.fusion.sketch import Sketch, shared, without

Rank = tuple[int, str]  # the largest first; of one size by id


class SiteTexts:
    """All sites, by publisher."""

    def __init__(self, pages: Iterable[Profile]) -> None:
        held: dict[str, list[Profile]] = {}
        for one in pages:
            if one.publisher:
                held.setdefault(one.publisher, []).append(one)
        self._sites = {name: _Site(some) for name, some in held.items()}

    def add(self, one: Profile) -> set[str]:
        """Gives the pages whose own words may be others now."""
        if not one.publisher:
            return set()
        if one.publisher not in self._sites:
            self._sites[one.publisher] = _Site(())
        return self._sites[one.publisher].add(one)

    def remove(self, one: Profile) -> set[str]:
        """Gives the pages whose own words may be others now."""
        site = self._sites.get(one.publisher or "")
        return site.remove(one) if site else set()

    def own(self, one: Profile) -> Sketch:
        """A page's text without what belongs to its site."""
        site = self._sites.get(one.publisher or "")
        if site is None or not site.runs:
            return one.sketch
        furniture = site.runs.intersection(_runs(one.sketch).tolist())
        return without(one.sketch, frozenset(furniture)) if furniture else one.sketch


class _Site:
    """The texts of one site, each once. What was there at the start lies in arrays, sorted by run; what came later
    in lists of its own."""

    def __init__(self, pages: Iterable[Profile]) -> None:
        self._ids: dict[Sketch, list[str]] = {}
        for one in sorted(pages, key=lambda p: p.id):
            self._ids.setdefault(one.sketch, []).append(one.id)
        self._text: dict[str, Sketch] = {ids[0]: sketch for sketch, ids in self._ids.items()}
        self._early = sorted((-sketch.size, one) for one, sketch in self._text.items())
        self._left: set[int] = set()  # places in `_early` of those that are there no more
        self._late: dict[int, list[Rank]] = {}
        texts = [self._text[one] for _, one in self._early]
        codes, owners = flat([_runs(sketch) for sketch in texts])
        self._codes, self._owners = codes.astype("uint32"), owners.astype("uint32")
        self.runs = set(runs_of_site(texts)) if len(texts) >= SITE_PAGES else set()

    def add(self, one: Profile) -> set[str]:
        ids = self._ids.setdefault(one.sketch, [])
        first = ids[0] if ids else None
        insort(ids, one.id)
        if first == ids[0]:
            return set()
        if first is not None:
            self._leave(first)
        self._enter(one.id, one.sketch)
        return self._turned(one.sketch)

    def remove(self, one: Profile) -> set[str]:
        ids = self._ids[one.sketch]
        del ids[bisect_left(ids, one.id)]
        if self._text.get(one.id) is None:
            return set()
        self._leave(one.id)
        if ids:
            self._enter(ids[0], one.sketch)
        else:
            del self._ids[one.sketch]
        return self._turned(one.sketch)

    def _enter(self, one: str, sketch: Sketch) -> None:
        self._text[one] = sketch
        for run in _runs(sketch).tolist():
            insort(self._late.setdefault(run, []), (-sketch.size, one))

    def _leave(self, one: str) -> None:
        sketch = self._text.pop(one)
        rank = (-sketch.size, one)
        at = bisect_left(self._early, rank)
        if at < len(self._early) and self._early[at] == rank and at not in self._left:
            self._left.add(at)
            return
        for run in _runs(sketch).tolist():
            held = self._late[run]
            held.remove(rank)
            if not held:
                del self._late[run]

    def _turned(self, sketch: Sketch) -> set[str]:
        """Looks again at the runs of a text that came or went. Gives the pages in which one stands that is the
        site's now and was not, or is no more."""
        every = _runs(sketch)
        begins, ends = self._codes.searchsorted(every), self._codes.searchsorted(every, side="right")
        judged: dict[tuple[bytes, tuple[Rank, ...]], bool] = {}
        alike: dict[tuple[str, str], bool] = {}
        found: set[str] = set()
        for run, begin, end in zip(every.tolist(), begins.tolist(), ends.tolist(), strict=True):
            late = self._late.get(run, ())
            if run not in self.runs and end - begin + len(late) < SITE_PAGES:
                continue
            held = (self._owners[begin:end].tobytes(), tuple(late))
            if held not in judged:
                judged[held] = self._three_different(self._holders(begin, end, late), alike)
            if judged[held] != (run in self.runs):
                self.runs ^= {run}
                for _, one in self._holders(begin, end, late):
                    found.update(self._ids[self._text[one]])
        return found

    def _holders(self, begin: int, end: int, late: Iterable[Rank]) -> Iterator[Rank]:
        """The texts in which a run stands, largest first."""
        early = (self._early[at] for at in self._owners[begin:end].tolist() if at not in self._left)
        return merge(early, late)

    def _three_different(self, holders: Iterator[Rank], alike: dict[tuple[str, str], bool]) -> bool:
        """As in `copies`. alike: what was found of pairs already."""
        picked: list[str] = []
        for _, one in holders:
            for other in picked:
                pair = (other, one)
                if pair not in alike:
                    alike[pair] = shared(self._text[one], self._text[other])[0] >= DIFFERENT
                if alike[pair]:
                    break
            else:
                picked.append(one)
                if len(picked) == SITE_PAGES:
                    return True
        return False


def _runs(sketch: Sketch) -> Any:
    import numpy

    return numpy.frombuffer(sketch.hashes, dtype="<u4")
