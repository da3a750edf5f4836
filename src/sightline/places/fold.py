"""Folding: one spelling for every way a name is written, and the words of a text with their places in it."""

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

from anyascii import anyascii

# Signs of vowels and tones, which in the scripts of India and South-East Asia are no letters of their own.
_MARKS = "".join(c for c in map(chr, range(0x0300, 0x1CFF)) if unicodedata.category(c)[0] == "M")
# A word: letters (with marks, inner apostrophes and inner full stops of abbreviations), or digits.
_WORD = re.compile(rf"(?:[^\W\d_]\.){{2,}}|[^\W\d_](?:[^\W\d_]|[{_MARKS}]|['’ʼ‘`](?=[^\W\d_]))*|\d+")
_POSSESSIVE = re.compile(r"['’ʼ](?:s|S)?$")
_APOSTROPHE = re.compile(r"['’ʼ‘`]")
# Scripts with a one-to-one reading in Latin letters; the others are kept as they are, since "hlb" for Aleppo
# in Arabic letters would meet every abbreviation.
_READABLE = re.compile(r"^[\x00-\u052f\u1e00-\u1fff\u2c60-\u2c7f\ua720-\ua7ff]*$")


# Not frozen, though nothing changes it: setting the fields of a frozen one takes three times as long, for every word.
@dataclass(slots=True, unsafe_hash=True)
class Word:
    """One word at [start, end) of a text; `fold` is what the gazetteer knows it by."""

    start: int
    end: int
    text: str
    fold: str

    @property
    def capital(self) -> bool:
        """Starts with a capital letter, or is written in a script without capitals."""
        first = self.text[0]
        return first.isupper() or first.istitle() or (first.isalpha() and not first.islower())


@lru_cache(maxsize=65536)
def fold_word(word: str) -> str:
    """Lower case, no accents, no apostrophes or full stops; Cyrillic and Greek in Latin letters."""
    word = _APOSTROPHE.sub("", word).replace(".", "")
    if word.isascii():
        return word.lower()
    if _READABLE.match(word):
        return anyascii(word).lower().replace("'", "").replace('"', "")
    plain = unicodedata.normalize("NFKD", word)
    return "".join(c for c in plain if not unicodedata.combining(c)).casefold()


def words(text: str, start: int = 0, end: int | None = None) -> list[Word]:
    """The words of text[start:end], possessive endings and what follows an apostrophe after a stem left out
    ("Russia's", "Venezüella'ya": the name alone), and elided articles before a name ("l'Ukraine")."""
    found: list[Word] = []
    for match in _WORD.finditer(text, start, len(text) if end is None else end):
        begin, raw = match.start(), match.group()
        elided = _ELIDED.match(raw)
        if elided and not (found and found[-1].capital and text[found[-1].end : begin] in (" ", "-")):
            begin, raw = begin + elided.end(), raw[elided.end() :]
        raw = _POSSESSIVE.sub("", raw) or raw
        raw = _without_ending(raw)
        found.append(Word(begin, begin + len(raw), raw, fold_word(raw)))
    return found


# Articles and prepositions of French, Italian and Catalan that lost their vowel ("d'Alep", "l'Ukraine"). Behind a name they
# are part of it ("Côte d'Ivoire"), and so are capitals ("L'Aquila").
_ELIDED = re.compile(r"(?:l|d|qu|dell|nell|all|dall|sull)['’](?=[^\W\d_])(?![a-zß-öø-ÿ])")
# Turkish case endings after an apostrophe; "O'Brien" and "Sana'a" keep theirs.
_TURKISH = re.compile(
    r"['’ʼ](?:n?[dt][ae](?:ki|n)?|[yn]?[ae]|[yn]?[ıiuü]n?|[ns]?[ıiuü]n[ıiuü]?|y?l[ae]|l[ae]r\w*)$"
)


def _without_ending(word: str) -> str:
    match = _TURKISH.search(word)
    if match is None or match.start() < 4:
        return word
    # Turkish puts a consonant between two vowels ("Sana'ya"): "Sana'a" is a name.
    if word[match.start() - 1].lower() in _VOWELS and word[match.start() + 1].lower() in _VOWELS:
        return word
    return word[: match.start()]


_VOWELS = frozenset("aeıioöuüâîû")


def fold(name: str) -> str:
    """The folded words of a name joined by single spaces."""
    return " ".join(fold_word(m.group()) for m in _WORD.finditer(name))


RANKS = frozenset(
    "captain capitan capt cap general gen gral colonel coronel col major mayor maj lieutenant teniente tte lt "
    "sergeant sargento sgt admiral almirante alm marshal mariscal brigadier commander comandante cmdr don "
    "doctor dr president presidente father padre saint-general".split()
)
SITE_WORDS = frozenset(
    "airbase air base airport airfield aerodrome airstrip intl international regional municipal military naval "
    "navy army force station facility afb ab nas mcas aerea aereo aerienne aeropuerto aeroport aeroporto "
    "havalimani havaalani hava ussu havaalanı flughafen fliegerhorst aerodrom aviabaza aeroport voennyy "
    "militar militaire militare garrison depot support joint marine corps space raf paf raaf"
    .split()
)  # fmt: skip
_LINKS = frozenset("de la el of the".split())


def site_stem(name: str) -> str:
    """What tells one base or airfield from another: ranks, classes of site and owners' words left out, so that
    "Captain Manuel Rios Airbase" and "Base Aérea Capitán Manuel Ríos" meet. Empty where nothing is left."""
    parts = [w for w in fold(name).split() if w not in SITE_WORDS]
    bare = [w for w in parts if w not in RANKS]
    parts = bare or parts
    while parts and parts[0] in _LINKS:
        parts = parts[1:]
    return " ".join(parts)
