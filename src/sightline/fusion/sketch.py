"""Sketches: how much of one text stands in another, told without keeping the texts.

A text is the set of its five-word runs, hashed (Broder 1997, "On the resemblance and containment of documents").
Of up to KEPT runs all are kept, so most articles are compared exactly; of a longer text those whose hash lies in the
lowest half, quarter, ... of the range (scaled MinHash, Irber et al. 2022; the same idea as Manber's "mod p" samples,
1994): unlike a fixed number of smallest hashes, that still shows a short copy inside a long page.
"""

import re
from dataclasses import dataclass
from struct import unpack
from typing import Any

from sightline.fusion.words import article_text, words
from sightline.model.document import Document

SHINGLE = 5
KEYED = 4
_ALL_KEYS = 64  # of so short a text every hash is a key: one in four might be none
KEPT = 512  # hashes of one text, 4 bytes each
_FULL = 1 << 32
_LONG_QUOTE = 12  # words from which a quotation is another's text
_OWN_LEAST = 25  # words a page must have of its own for its quotations to be left out

_QUOTATION = re.compile(
    r"“[^”]{50,2000}”|«[^»]{50,2000}»|„[^“”]{50,2000}[“”]|\"[^\"\n]{50,2000}\"|「[^」]{25,800}」"
)
_SENTENCE = re.compile(r"(?<=[.!?。！？])\s+|\n+")
# Sentences of the page, not of the report.
_FURNITURE = re.compile(
    r"sign up (?:to|for) (?:our|the)|subscribe (?:to|now)|newsletter|we use cookies|cookies? (?:to|policy)|about the author"
    r"|creative commons|all rights reserved|terms of (?:use|service)|privacy policy|follow us on|read (?:more|also)\b"
    r"|support our (?:work|journalism)|donate (?:now|today)|advertisement|this (?:article|story|piece) (?:is|was) (?:first |originally )?"
    r"(?:published|republished|distributed)|share this (?:article|story)|download (?:our|the) app|click here to"
    r"|suscr[ií]b(?:ete|ase)|bolet[ií]n de noticias|s[ií]guenos en|derechos reservados|abonnez-vous|inscrivez-vous"
    r"|droits r[ée]serv[ée]s|lisez aussi|lire aussi|подпи(?:сывайтесь|шитесь)|читайте также|все права защищены"
    r"|підпи(?:суйтесь|шіться)|читайте також|усі права захищен|bültenimize|abone ol|tüm hakları saklıdır"
    r"|newsletter abonnieren|alle rechte vorbehalten|lesen sie auch|اشترك|جميع الحقوق محفوظة|版权所有|订阅",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Sketch:
    """size: runs of the whole text. bits: hashes below 2^(32 - bits) are kept. hashes: those, ascending, four
    bytes each, little end first."""

    size: int
    bits: int
    hashes: bytes

    def __len__(self) -> int:
        return len(self.hashes) // 4

    def array(self) -> Any:
        """The hashes, a numpy array."""
        import numpy

        return numpy.frombuffer(self.hashes, dtype="<u4")

    def kept(self) -> tuple[int, ...]:
        """The hashes as numbers."""
        return unpack(f"<{len(self)}I", self.hashes)


EMPTY = Sketch(0, 0, b"")


def sketch_of(tokens: list[str]) -> Sketch:
    """The sketch of a text's words. Numbers count as one word: the copy that brings them up to date is a copy."""
    return packed(runs_of(tokens)) if tokens else EMPTY


def runs_of(tokens: list[str]) -> frozenset[int]:
    """The hashes of all runs of a text's words; none of nothing."""
    from xxhash import xxh3_64_intdigest

    plain = ["0" if t[0].isdigit() else t for t in tokens]
    if len(plain) <= SHINGLE:
        return frozenset([xxh3_64_intdigest(" ".join(plain).encode()) >> 32]) if plain else frozenset()
    rows = zip(plain, plain[1:], plain[2:], plain[3:], plain[4:], strict=False)
    return frozenset([xxh3_64_intdigest(" ".join(row).encode()) >> 32 for row in rows])


def packed(hashes: set[int] | frozenset[int]) -> Sketch:
    """The sketch of a set of 32-bit hashes."""
    import numpy

    kept, bits = hashes, 0
    while len(kept) > KEPT:
        bits += 1
        limit = _FULL >> bits
        kept = {h for h in kept if h < limit}
    return Sketch(len(hashes), bits, numpy.array(sorted(kept), dtype="<u4").tobytes())


def keys(sketch: Sketch) -> Any:
    """The hashes by which a text is found again, a numpy array: one in KEYED of those kept, ascending;
    of a short text all."""
    every = sketch.array()
    return every if len(every) < _ALL_KEYS else every[every % KEYED == 0]


def without(sketch: Sketch, runs: frozenset[int]) -> Sketch:
    """The sketch less some runs."""
    import numpy

    every = sketch.array()
    kept = every[~numpy.isin(every, numpy.fromiter(runs, dtype=numpy.uint32))]
    return Sketch(sketch.size - ((len(every) - len(kept)) << sketch.bits), sketch.bits, kept.tobytes())


def shared(a: Sketch, b: Sketch, arrays: tuple[Any, Any] | None = None) -> tuple[float, int]:
    """Containment: the share of the smaller text's runs that stand in the larger, in [0, 1], and how many runs that
    is; both are estimates where a text was too long to be kept whole. arrays: of both, where they are made already."""
    import numpy

    bits = max(a.bits, b.bits)
    held = arrays or (a.array(), b.array())
    one, other = _kept(a, bits, held[0]), _kept(b, bits, held[1])
    if len(one) > len(other):
        one, other = other, one
    if not len(one):
        return 0.0, 0
    both = int(numpy.count_nonzero(other.take(other.searchsorted(one), mode="clip") == one))
    return both / len(one), both << bits


def _kept(sketch: Sketch, bits: int, every: Any) -> Any:
    """The hashes of a sketch (all of them: every) that one of so many bits would have, ascending."""
    import numpy

    return every if bits == sketch.bits else every[: every.searchsorted(numpy.uint32(_FULL >> bits))]


def own_words(document: Document) -> list[str]:
    """The words of headline and body that are the page's own: without newsletter boxes and the like, and without
    long quotations (a treaty, a statement in full), unless there is little else."""
    sentences = [s for s in _SENTENCE.split(article_text(document)) if s]
    kept = "\n".join(s for s in sentences if not _FURNITURE.search(s)) or "\n".join(sentences)
    whole = words(kept)
    unquoted = words(_QUOTATION.sub(_short, kept))
    return unquoted if len(unquoted) >= _OWN_LEAST else whole


def _short(found: re.Match[str]) -> str:
    return found[0] if len(words(found[0])) < _LONG_QUOTE else "\n"
