"""Commenters are never named: a keyed hash stands for the handle, so that one voice can still be told apart."""

import hashlib
import hmac
import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache

from sightline.reading.months import data_lines


def hashed(handle: str, key: bytes) -> str:
    """ "h:" and 16 hex digits of HMAC-SHA256 over the handle in NFKC, case folded, spaces joined. Without the
    key nobody can test a list of names against it."""
    plain = " ".join(unicodedata.normalize("NFKC", _visible(handle)).casefold().split()).lstrip("@")
    return "h:" + hmac.new(key, plain.encode(), hashlib.sha256).hexdigest()[:16]


_GREETING = (
    r"(?:hey|hi|hello|dear|thanks|thank you|sorry|lieber?|hallo|danke|hola|gracias|cher|chère|merci|sevgili)"
)


INSTEAD = "[name]"
MAX_ODD = 50
MIN_WORD = 4  # letters: shorter words of a name are too often words of the language
_HIDDEN = "[\\u00ad\\u061c\\u180e\\u200b-\\u200f\\u202a-\\u202e\\u2060-\\u2064\\u2066-\\u206f\\ufeff]*"


_TOKEN = re.compile(rf"\w(?:{_HIDDEN}\w)*")


@dataclass(frozen=True, slots=True)
class Names:
    """Handles made ready to be looked for: whole ones by their first word, and the words that tell, all case
    folded; `odd` are those without a word in them."""

    by_word: dict[str, tuple[str, ...]]
    telling: frozenset[str]
    odd: tuple[str, ...]


def names_of(handles: Iterable[str]) -> Names:
    by_word: dict[str, list[str]] = {}
    odd: list[str] = []
    visible = sorted({v for h in handles if (v := _visible(h)).strip()}, key=lambda h: (-len(h), h))
    for handle in visible:
        first = _TOKEN.search(handle)
        (by_word.setdefault(first[0].casefold(), []) if first else odd).append(handle)
    telling = frozenset(w.casefold() for h in visible for w in _telling(h))
    return Names({k: tuple(v) for k, v in by_word.items()}, telling, tuple(odd[:MAX_ODD]))


def without(text: str, names: Names, *, instead: str = INSTEAD) -> str:
    """`text` with the handles taken out. "@name" and a name that opens a line as an address go altogether; a
    whole handle of several words, or with digits in it, becomes "[name]" wherever it stands, and so does each
    of its words of four letters or more where it is written with a capital, possessive or not.

    A handle that is one short word, or names a country, a language or a great city ("ich", "Russia"), may be a
    word of the text as well: it goes where somebody is spoken to or signs, and stays inside a sentence. Characters
    that cannot be seen hide no name.
    """
    words = {_visible(w).casefold() for w in _TOKEN.findall(text)}
    met = {h for w in words & names.by_word.keys() for h in names.by_word[w]} | set(names.odd)
    for handle in sorted(met, key=lambda h: (-len(h), h)):
        text = _without_one(text, handle, instead)
    if words & names.telling:
        text = _TOKEN.sub(lambda m: instead if _tells(m[0], names) else m[0], text)
    return text


def _without_one(text: str, handle: str, instead: str) -> str:
    name = rf"{_HIDDEN}\s+".join(_pattern(word) for word in handle.split())
    text = re.sub(rf"(?im)^\s*@\s?{name}(?!\w)\s*[:,–-]?\s*", "", text)
    text = re.sub(rf"(?i)@\s?{name}(?!\w)", instead, text)
    if len(handle.split()) > 1 or not handle.isalpha():
        return re.sub(rf"(?i)(?<!\w){name}(?!\w)", instead, text)
    text = re.sub(rf"(?im)^\s*{name}\s*[,:!]\s*", "", text)
    text = re.sub(rf"(?im)(^\s*{_GREETING}\s+){name}(?!\w)", rf"\1{instead}", text)
    return re.sub(rf"(?im)^((?:\S+\s)?){name}[.!]?$", rf"\1{instead}", text)


def _tells(word: str, names: Names) -> bool:
    bare = _visible(word)
    return not bare[:1].islower() and bare.casefold() in names.telling


def _visible(handle: str) -> str:
    return "".join(c for c in handle if unicodedata.category(c) != "Cf").lstrip("@")


def _pattern(word: str) -> str:
    """The word, with whatever cannot be seen between its letters."""
    return _HIDDEN.join(re.escape(c) for c in word)


def _telling(handle: str) -> Iterator[str]:
    """The words of a handle that tell whose it is."""
    for word in re.findall(r"[^\W\d_]+", handle):
        if len(word) >= MIN_WORD and word.casefold() not in common_names():
            yield word


@cache
def common_names() -> frozenset[str]:
    """Names, of one word each and case folded, of countries, of languages, and of the cities that time zones are
    called after, in the languages that comments come in (CLDR, by way of tools/build_cldr_names.py)."""
    return frozenset(data_lines("cldr_names.txt"))
