"""Kin, kept: the voices of whole documents as `kin.kinship` gives them, so that a document that comes or goes costs
what it touches and not what the ledger holds.

Exact, because each step hangs only on what is near: a pair of texts on the two and their meetings (`noticed`); a
page's own words on its site's pages with the same runs (`site_texts`); a link on its pair; what a page gathers on
its copies; a voice on the links inside it. At each step what came out other than before is handed to the next, so
what is the same ends there.
"""

from bisect import bisect_left, insort
from collections import defaultdict
from collections.abc import Iterable, Mapping

from sightline.fusion.copies import Overlap
from sightline.fusion.kin import (
    SYNDICATED,
    Kinship,
    Link,
    copied,
    folded,
    gathered,
    holding,
    low_of,
    version,
    voice_of,
)
from sightline.fusion.meetings import Pair, pair_of
from sightline.fusion.noticed import Noticed
from sightline.fusion.profile import Profile
from sightline.fusion.site_texts import SiteTexts
from sightline.fusion.sketch import Sketch, shared
from sightline.model.event import Voice


class KeptKin:
    """documents: profiles by id; of: document -> its voice; holds: as in Kinship."""

    def __init__(self, documents: Iterable[Profile] = ()) -> None:
        self.documents = {one.id: one for one in documents}
        self.of: dict[str, Voice] = {}
        self.holds: dict[str, frozenset[str]] = {}
        self._low = {low for one in self.documents.values() for low in low_of(one)}
        self._noticed = Noticed({key: one.sketch for key, one in self.documents.items()})
        self._sites = SiteTexts(self.documents.values())
        self._own: dict[str, Sketch] = {}  # of noticed texts, where it is not the whole text
        self._same = _Same()
        self._links: dict[str, dict[str, Link]] = {}  # copies, both ways
        self._pages: dict[str, list[str]] = defaultdict(list)
        for key in sorted(self.documents):
            if page := self.documents[key].page:
                self._pages[page].append(key)
        pairs = {(a, b) for a, near in self._noticed.of.items() for b in near if a < b}
        self._settle(pairs, set(self._noticed.of), set(self.documents))

    def kinship(self, owners: Mapping[str, str] | None = None, *, whole: bool = False) -> Kinship:
        """As it stands now; it changes with this. whole: with `voices`, which takes a look at every document."""
        voices = tuple({id(v): v for v in self.of.values()}.values()) if whole else ()
        return Kinship(self.documents, voices, self.of, self._low, self.holds, folded(owners))

    def add(self, one: Profile) -> set[str]:
        """Takes in a document that is not there. Gives those, itself among them, whose voice or gathered pages
        are others now."""
        self.documents[one.id] = one
        self._low.update(low_of(one))
        pairs = self._noticed.add(one.id, one.sketch)
        turned = self._sites.add(one)
        return self._settle(pairs, turned, self._page(one, come=True)) | {one.id}

    def remove(self, document: str) -> set[str]:
        """Takes out a document. Gives those whose voice or gathered pages are others now."""
        one = self.documents.pop(document)
        self._low.difference_update(low_of(one))
        pairs = self._noticed.remove(document)
        turned = self._sites.remove(one)
        found = self._settle(pairs, turned, self._page(one, come=False) | {document})
        return found - {document}

    def _page(self, one: Profile, *, come: bool) -> set[str]:
        """Documents whose links to other versions of their page change as one comes or goes."""
        if not one.page:
            return {one.id}
        ids = self._pages[one.page]
        if come:
            insort(ids, one.id)
        else:
            del ids[bisect_left(ids, one.id)]
        first = bool(ids) and ids[0] >= one.id  # it was, or is now, the one that the others hang on
        return {one.id, *(ids if first else ids[:1])}

    def _settle(self, pairs: set[Pair], turned: set[str], moved: set[str]) -> set[str]:
        """pairs: noticed now or no more. turned: documents whose own words may be others. moved: documents whose
        voice is to be looked at in any case."""
        pairs = set(pairs)
        for one in sorted(turned.union(*pairs)):
            pairs |= self._look_at(one)
        moved = moved.union(*(pair for pair in pairs if self._relink(pair)))
        gathering, held = self._regather(moved)
        return self._revoice(moved | gathering | held) | gathering

    def _look_at(self, one: str) -> set[Pair]:
        """What is a text's own, and whose own is the same. Gives the pairs for which that changes something."""
        near = self._noticed.of.get(one, {})
        document = self.documents.get(one) if near else None
        own = self._sites.own(document) if document else None
        before = self._own.pop(one, None)
        if document and own is not None and own != document.sketch:
            self._own[one] = own
        pairs = self._same.put(one, own if own and own.hashes else None)
        if before != self._own.get(one):
            pairs |= {pair_of(one, other) for other in near}
        return pairs

    def _overlap(self, pair: Pair) -> Overlap | None:
        """What two texts share of their own, where it is enough to be looked at."""
        a, b = pair
        common = self._noticed.of.get(a, {}).get(b)
        if common and (a in self._own or b in self._own):
            one, other = (self._own.get(key, self.documents[key].sketch) for key in pair)
            common = shared(one, other)
        if common and common[0] >= SYNDICATED:
            return Overlap(a, b, *common)
        same = self._same.first(b)
        return Overlap(a, b, 1.0, same[1].size) if same and same[0] == a else None

    def _relink(self, pair: Pair) -> bool:
        """Whether the link of a pair is another now."""
        a, b = pair
        overlap = self._overlap(pair)
        link = copied(self.documents[a], self.documents[b], overlap) if overlap else None
        if self._links.get(a, {}).get(b) == link:
            return False
        for one, other in (pair, pair[::-1]):
            if link:
                self._links.setdefault(one, {})[other] = link
                continue
            del self._links[one][other]
            if not self._links[one]:
                del self._links[one]
        return True

    def _regather(self, moved: set[str]) -> tuple[set[str], set[str]]:
        """Looks again at what pages gather, where a copy of theirs moved. Gives those for which it is other now,
        and the pages that they hold only now or no more."""
        gathering: set[str] = set()
        held: set[str] = set()
        for one in moved | {d for key in moved for d in self._links.get(key, ())}:
            whole = self.documents.get(one)
            before = self.holds.get(one, frozenset())
            now: frozenset[str] = frozenset()
            if whole and whole.collection:
                near = [self.documents[d] for d in self._links.get(one, ())]
                now = holding(whole, near, lambda x, y: y in self._links[x])
            if now != before:
                self.holds[one] = now
                gathering.add(one)
                held |= before ^ now
            if not now:
                self.holds.pop(one, None)
        return gathering, held

    def _revoice(self, moved: set[str]) -> set[str]:
        """Makes the voices of some documents again, and of all that spoke with them. Gives those whose voice is
        another."""
        open_ = set(moved)
        for one in moved & self.of.keys():
            open_.update(self.of[one].documents)
        for gone in open_ - self.documents.keys():
            self.of.pop(gone, None)
        open_ &= self.documents.keys()
        found: set[str] = set()
        while open_:
            inside, links = self._joined(open_.pop())
            open_ -= inside
            voice = voice_of(inside, (link.reason for link in links))
            for one in inside:
                if self.of.get(one) != voice:
                    found.add(one)
                self.of[one] = voice
        return found

    def _joined(self, one: str) -> tuple[set[str], list[Link]]:
        """All documents that speak with one, and what joins them."""
        inside, links, open_ = {one}, [], [one]
        while open_:
            key = open_.pop()
            for link in self._joins(key):
                other = link.b if link.a == key else link.a
                links.append(link)
                if other not in inside:
                    inside.add(other)
                    open_.append(other)
        return inside, links

    def _joins(self, one: str) -> Iterable[Link]:
        for other, link in self._links.get(one, {}).items():
            if not gathered(one, other, self.holds):
                yield link
        page = self.documents[one].page
        ids = self._pages[page] if page else [one]
        for key in ids[1:] if ids[0] == one else [one]:
            if key != ids[0] and not gathered(ids[0], key, self.holds):
                yield version(ids[0], self.documents[key])


class _Same:
    """Texts by what is their own: those with the very same words, each with the first of them by id."""

    def __init__(self) -> None:
        self._own: dict[str, Sketch] = {}
        self._ids: dict[Sketch, list[str]] = {}

    def first(self, one: str) -> tuple[str, Sketch] | None:
        """The first with the same words as a text that has some."""
        own = self._own.get(one)
        return (self._ids[own][0], own) if own is not None else None

    def put(self, one: str, own: Sketch | None) -> set[Pair]:
        """Gives the pairs of a first and another that are such a pair now or no more."""
        before = self._own.get(one)
        if before == own:
            return set()
        pairs: set[Pair] = set()
        if before is not None:
            ids = self._ids[before]
            pairs |= _stars(ids, one)
            del ids[bisect_left(ids, one)]
            if not ids:
                del self._ids[before]
            del self._own[one]
        if own is not None:
            ids = self._ids.setdefault(own, [])
            insort(ids, one)
            pairs |= _stars(ids, one)
            self._own[one] = own
        return pairs


def _stars(ids: list[str], one: str) -> set[Pair]:
    """The pairs of the first with the rest that come or go with one of them."""
    if ids[0] != one:
        return {(ids[0], one)}
    return {(first, other) for first in ids[:2] for other in ids if first < other}
