"""Words, five-word runs and names: how two texts are compared without caring for case or punctuation."""

import re
from functools import lru_cache

from sightline.model.document import Document
from sightline.model.words import word_set

SHINGLE = 5  # words in a run, after Broder 1997 ("On the resemblance and containment of documents")
ARTICLE_PARTS = frozenset({"headline", "body"})

# Scripts written without spaces: each character is a word of its own.
_DENSE = "\u0e00-\u0e7f\u3040-\u30ff\u3400-\u9fff"
_WORD = re.compile(f"[{_DENSE}]|[^\\W_{_DENSE}]+")


# Words that a printed attribution may begin with or hold and that name nobody.
_NAMELESS = word_set("""a according aerial again also an analysts and anonymous as at by citing earlier evidence expert experts
    footage for fresh from have he her his image imagery images in it its latest local many media meanwhile
    more multiple new news of officer officers official officials on one open-source other our people photo
    photographs photos picture pictures published recent report reported reportedly reporter reporters reports
    said satellite say says several she showed shows some source sources spokesman spokesperson spokeswoman
    statement that the their these they this those to told two unconfirmed unnamed video videos was were
    witness witnesses
    ads-b adsb aerial ais civilians commercial data drone eyewitness eyewitnesses flight flights high-resolution
    locals marine monitors monitoring observers our photography planespotters publicly radar resident residents
    scene scenes ship ships signals site spotters tracked tracker trackers tracking transponder us vessel
    vessels villagers we website websites
    january february march april may june july august september october november december
    monday tuesday wednesday thursday friday saturday sunday
    januar februar marz april mai juni juli oktober dezember""")


def words(text: str) -> list[str]:
    """The words of a text, case folded, in order; in Chinese, Japanese and Thai each character."""
    return _WORD.findall(text.casefold())


def runs(tokens: list[str]) -> frozenset[int]:
    """64-bit hashes (xxh3) of all runs of five words; of the whole where it is shorter; none of nothing."""
    from xxhash import xxh3_64_intdigest

    if not tokens:
        return frozenset()
    last = max(1, len(tokens) - SHINGLE + 1)
    return frozenset(xxh3_64_intdigest(" ".join(tokens[i : i + SHINGLE]).encode()) for i in range(last))


def article_text(document: Document) -> str:
    """Headline and body only: what the page itself says, without captions, credits, comments, boilerplate."""
    pieces = []
    for part in document.parts:
        if part.kind not in ARTICLE_PARTS:
            continue
        at = part.start
        for dropped in sorted(document.boilerplate):
            if dropped.end <= at or dropped.start >= part.end:
                continue
            pieces.append(document.text[at : max(at, dropped.start)])
            at = dropped.end
        pieces.append(document.text[at : part.end])
    return "\n".join(pieces)


@lru_cache(maxsize=65_536)
def squash(text: str) -> str:
    """Letters and digits only, folded to ASCII: "A-Blog" and "a-blog" are "ablog"."""
    if text.isascii():
        return re.sub(r"[^a-z0-9]", "", text.casefold())
    from anyascii import anyascii

    return re.sub(r"[^a-z0-9]", "", anyascii(text).casefold())


@lru_cache(maxsize=65_536)
def fold(text: str) -> frozenset[str]:
    """The words of a text without possessive endings, folded to ASCII, small or capital."""
    return frozenset(folded for _, folded in _folded(text) if folded)


def _folded(text: str) -> list[tuple[str, str]]:
    """Words as printed with their folded form, which is empty where nothing of it is Latin after folding."""
    from anyascii import anyascii

    bare = re.sub(r"['’]s\b|\b[dlDL]['’](?=\w)", "", text)
    found = re.findall(r"[^\W_]+(?:[-'’][^\W_]+)*", bare)
    return [(word, re.sub(r"[^a-z0-9]", "", anyascii(word).casefold())) for word in found]


@lru_cache(maxsize=65_536)
def name_words(text: str) -> frozenset[str]:
    """The words of a voice's name that tell it from others: those with a capital (or of a script that has
    none), folded to ASCII; lead-ins ("according to"), articles and bare roles ("officials") left out."""
    return frozenset(
        folded
        for word, folded in _folded(text)
        if not word.islower() and len(folded) > 1 and folded not in _NAMELESS and not folded.isdigit()
    )


def small_words(text: str) -> frozenset[str]:
    """The words that could be a name written small ("imagesat"): to be trusted only where the same word stands
    elsewhere as a name."""
    return frozenset(w for w in fold(text) if len(w) > 3 and w not in _NAMELESS and not w.isdigit())


def _alike(a: str, b: str) -> bool:
    if a == b:
        return True
    common = next((i for i, (x, y) in enumerate(zip(a, b, strict=False)) if x != y), min(len(a), len(b)))
    # "Russia" / "Russian", "Defence" / "Defense", "ImageSat" / "ImageSatIntl"
    return common >= 5 and common >= 0.7 * min(len(a), len(b))


@lru_cache(maxsize=262_144)
def same_name(a: frozenset[str], b: frozenset[str]) -> bool:
    """Whether two names are one: every word of the shorter has its like in the longer."""
    small, large = sorted((a, b), key=lambda x: (len(x), sorted(x)))
    if not small or max(map(len, small)) < 3:
        return bool(small) and small == large
    return all(any(_alike(x, y) for y in large) for x in small)
