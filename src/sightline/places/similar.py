"""Names that are almost a given one, found without reading the list of names.

Every spelling one slip away (Damerau 1964: a letter left out, put in, changed, or two swapped) is looked up, which
takes under a millisecond and needs no index; spellings with more slips are sought among the names with the same
first three letters. Besides, the usual ways of writing Arabic and Slavic names in Latin letters are tried.
"""

import itertools
import string
from collections.abc import Iterator
from typing import Protocol

_LETTERS = string.ascii_lowercase
_POOL_HEAD = 3  # letters that names with more than one slip must share
_MOST_KEYS = 20_000


class Keys(Protocol):
    """What is needed of a store."""

    def numbers(self, key: str) -> tuple[int, ...]: ...
    def keys(self, prefix: str) -> list[str]: ...


def one_slip(key: str) -> Iterator[str]:
    """All spellings one slip away, in Latin letters; `key` itself is not among them."""
    cuts = [(key[:i], key[i:]) for i in range(len(key) + 1)]
    made = itertools.chain(
        (a + b[1:] for a, b in cuts if b),
        (a + b[1] + b[0] + b[2:] for a, b in cuts if len(b) > 1),
        (a + c + b[1:] for a, b in cuts if b for c in _LETTERS),
        (a + c + b for a, b in cuts for c in _LETTERS),
        (a + " " + b for a, b in cuts if a and b),
    )
    return (k for k in dict.fromkeys(made) if k != key)


def near_keys(key: str, store: Keys) -> list[str]:
    """Keys of the store within one slip, or within two letters of its length behind the same three letters."""
    found = dict.fromkeys(k for k in one_slip(key) if store.numbers(k))
    if len(key) > _POOL_HEAD + 1:
        pool = store.keys(key[:_POOL_HEAD])[:_MOST_KEYS]
        found |= dict.fromkeys(k for k in pool if abs(len(k) - len(key)) <= 2)
    found.pop(key, None)
    return list(found)


# One sound, several customs (after the tables of BGN/PCGN and the habits of the press).
_SOUNDS = (
    ("kh", "h"), ("dh", "d"), ("gh", "g"), ("th", "t"), ("zh", "j"), ("dj", "j"), ("sh", "ch"), ("q", "k"), ("ou", "u"),
    ("oo", "u"), ("ee", "i"), ("ei", "ay"), ("ai", "ay"), ("iy", "y"), ("yy", "y"), ("aw", "au"), ("ow", "au"), ("w", "v"), ("ie", "e"), ("ye", "e"),
    ("o", "u"), ("e", "a"), ("i", "y"),
)  # fmt: skip
_ARTICLES = tuple(f"{a} " for a in "al ar as ash at ad az an el er es il".split())
_ENDINGS = (
    ("ah", "a"),
    ("eh", "a"),
    ("a", "e"),
    ("a", ""),
    ("iy", "y"),
    ("yi", "y"),
    ("ii", "y"),
    ("ov", "iv"),
    ("ev", "iv"),
)


def variants(key: str) -> list[str]:
    """Other customs of writing a folded name in Latin letters: one or two sounds, the article, the ending."""
    if not key.isascii():
        return []
    bare = next((key[len(a) :] for a in _ARTICLES if key.startswith(a)), key)
    stems = {key, bare, "al " + bare}
    for stem in tuple(stems):
        stems.update(stem.removesuffix(a) + b for a, b in _ENDINGS if stem.endswith(a) and len(stem) > 4)
        stems.update(
            stem.removesuffix(b) + a for a, b in _ENDINGS if b and stem.endswith(b) and len(stem) > 4
        )
    once = {s.replace(a, b) for s in stems for pair in _SOUNDS for a, b in (pair, pair[::-1])}
    twice = {s.replace(a, b) for s in once for pair in _SOUNDS[:14] for a, b in (pair, pair[::-1])}
    return sorted(stems | once | twice)
