"""Kinship of a few documents among very many, from those alone that share a key, a page or a publisher's runs with
them: what a document that comes or goes changes. The same voices as `kinship` of the whole ledger gives."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from typing import Protocol

from sightline.fusion.copies import NOTICED, overlaps
from sightline.fusion.independence import Kinship, kinship
from sightline.fusion.profile import Profile
from sightline.fusion.sketch import keys

FEW_PAGES = 40


class Index(Protocol):
    """Profiles that can be found by what their texts or pages have in common: in memory, or a table
    (key, document) and one of pages."""

    def get(self, documents: Iterable[str]) -> Mapping[str, Profile]:
        """Profiles by id; those that are not there are left out."""

    def sharing(self, keys: Collection[int], pages: Collection[str]) -> Collection[str]:
        """Ids of documents with one of these keys (`keys_of`) or one of these pages (`Profile.page`)."""


class MemoryIndex:
    """An index in memory, for as many documents as fit."""

    def __init__(self, documents: Iterable[Profile] = ()) -> None:
        self._profiles: dict[str, Profile] = {}
        self._by_key: dict[int, set[str]] = defaultdict(set)
        self._by_page: dict[str, set[str]] = defaultdict(set)
        for one in documents:
            self.add(one)

    def add(self, one: Profile) -> None:
        self.remove(one.id)
        self._profiles[one.id] = one
        for key in keys_of(one):
            self._by_key[key].add(one.id)
        if one.page:
            self._by_page[one.page].add(one.id)

    def remove(self, document: str) -> None:
        one = self._profiles.pop(document, None)
        for key in keys_of(one) if one else ():
            self._by_key[key].discard(document)
        if one and one.page:
            self._by_page[one.page].discard(document)

    def get(self, documents: Iterable[str]) -> Mapping[str, Profile]:
        return {d: self._profiles[d] for d in documents if d in self._profiles}

    def sharing(self, keys: Collection[int], pages: Collection[str]) -> Collection[str]:
        rows = [self._by_key.get(k, ()) for k in keys] + [self._by_page.get(p, ()) for p in pages]
        return {d for row in rows for d in row}


def keys_of(one: Profile) -> list[int]:
    """The numbers, of 32 bits, by which a document's text is found again: at most some 130."""
    return [int(k) for k in keys(one.sketch)]


def kinship_of(documents: Iterable[str], index: Index, owners: Mapping[str, str] | None = None) -> Kinship:
    """A kinship in which `of` holds, for these documents and all that speak with them, the voices that the whole
    ledger's kinship would give. It knows the profiles of their neighbours, too, whose own voices may be cut short."""
    known = dict(index.get(documents))
    settled: set[str] = set()
    frontier = set(known)
    found = kinship((), owners)
    while frontier:
        known |= _near(index, known, frontier)
        noticed = overlaps({d: one.sketch for d, one in known.items()}, NOTICED, about=frontier)
        # What of a neighbour's text belongs to its site, only its own neighbours tell.
        known |= _near(index, known, {d for pair in noticed for d in (pair.a, pair.b)})
        settled |= frontier
        found = kinship(known.values(), owners, about=settled)
        frontier = {d for one in settled for d in found.of[one].documents} - settled
    return found


def _near(index: Index, known: Mapping[str, Profile], documents: Collection[str]) -> Mapping[str, Profile]:
    numbers = {k for d in documents for k in keys_of(known[d])}
    return index.get(index.sharing(numbers, {page for d in documents if (page := known[d].page)}))


def changed(document: Profile, before: Index, after: Index) -> frozenset[str]:
    """Documents whose voice may be another once `document` has come (or gone): those of its own voice before and
    after, itself among them, and, where it may be what shows a run to be its site's, pages of the site that share
    runs with it, with their voices. Beyond FEW_PAGES such pages it shows nothing new. before, after: the same
    index without and with it."""
    found = {document.id}
    for index in (before, after):
        asked = set(index.get([document.id])) | _siblings(document, index)
        if asked:
            kin = kinship_of(asked, index)
            found |= {d for one in asked for d in kin.of[one].documents}
    return frozenset(found)


def _siblings(document: Profile, index: Index) -> set[str]:
    near = index.get(index.sharing(set(keys_of(document)), ()))
    own = {d for d, one in near.items() if one.publisher and one.publisher == document.publisher}
    return own if len(own) <= FEW_PAGES else set()
