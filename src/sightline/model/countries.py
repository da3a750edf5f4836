"""Countries: which one a word names, by name, people or seat of government; a table, no guessing.

Codes are ISO 3166-1 alpha-2 (and XK for Kosovo, the user-assigned code in common use). States that are gone
are given the code of the successor that the project's annotators chose: the Soviet Union and the Russian
Empire RU, the German states and empires DE, Austria-Hungary AT, the Ottoman Empire TR, Yugoslavia RS, both
Vietnams VN, the Confederacy US. The table (`countries.tsv`) is made by `tools/build_countries.py`: English
by hand, other languages from the Unicode CLDR. It names no persons.
"""

import re
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from typing import Literal

CountryKind = Literal["name", "demonym", "seat"]

_TABLE = Path(__file__).with_name("countries.tsv")
_WORD = re.compile(r"\w+(?:[.'’ʼ-]\w+)*\.?", re.UNICODE)
_POSSESSIVE = re.compile(r"['’ʼ](?:s|\w*)$")
_LANGUAGES = ("en", "es", "fr", "ru", "uk", "tr", "de")
# What may follow a Cyrillic stem: the case endings of nouns and adjectives of Russian and Ukrainian; and the suffix
# -ск- of adjectives.
_CASE = re.compile(
    r"(?:[аяоеєёыиіїуюьй]?|[оеё]й|[оеё]м|єм|[оеє]ю|[ая]м|[ая]ми|[ая]х|[ое]в|[іїє]в|[ыиіои]й|[ая]я|[оеє]ї|[ое]е|[ыи]е|[оеь]го|[оеь]му|"
    r"[ыиі]м|[ыиі]х|[ыи]ми|[ую]ю|и[яиюй]|ией|[иі]єю|ією|і[яїю]|[ое]ві|ст[аовуые]{1,2}|н[аы]|ц[аыуеіи]|ц[ео][вм]|ск\w{1,2}|ськ\w{0,1})"
)
_NONE = "-"  # code of longer names that stand for no country ("South China Sea", "Latin America")
_LONGEST = 7  # words in the longest name of the table that is worth matching


@dataclass(frozen=True, slots=True)
class CountryWord:
    """A word at [start, end) that stands for a country; kind: its name, its people or adjective, its seat."""

    start: int
    end: int
    code: str
    kind: CountryKind


@dataclass(frozen=True, slots=True)
class _Lexicon:
    """exact: word -> (code, kind). stems: first three letters -> (stem, code, kind). heads: first words of
    names of several words -> the most words such a name has."""

    exact: dict[str, tuple[str, CountryKind]]
    stems: dict[str, tuple[tuple[str, str, CountryKind], ...]]
    heads: dict[str, int]


@lru_cache(maxsize=1)
def _rows() -> tuple[tuple[str, str, str, str], ...]:
    rows = []
    for line in _TABLE.read_text(encoding="utf-8").splitlines():
        if not line.startswith("#"):
            kind, code, language, word = line.split("\t")
            rows.append((kind, code, language, word))
    return tuple(rows)


def _kind(word: str) -> CountryKind:
    if word in ("name", "demonym", "seat"):
        return word  # type: ignore[return-value]
    raise ValueError(f"countries.tsv: no such kind: {word}")


@cache
def _lexicon(language: str) -> _Lexicon:
    """Words of one language; "" holds every language's capitalised words, English first."""
    exact: dict[str, tuple[str, CountryKind]] = {}
    stems: dict[str, list[tuple[str, str, CountryKind]]] = {}
    heads: dict[str, int] = {}
    for kind, code, row_language, word in _rows():
        if kind == "english" or (language and row_language != language):
            continue
        if not language and row_language != "en" and word[0].islower() and not word.endswith("*"):
            continue
        if "*" in word:
            stems.setdefault(word[:3].lower(), []).append((word.lower(), code, _kind(kind)))
            continue
        exact.setdefault(word, (code, _kind(kind)))
        exact.setdefault(word.replace("’", "'"), (code, _kind(kind)))
        if len(word) > 4 and row_language == "en":
            exact.setdefault(word.upper(), (code, _kind(kind)))
        words = word.split()
        if len(words) > 1:
            for head in (words[0], words[0].upper()):
                heads[head] = max(heads.get(head, 1), len(words))
    for found in stems.values():
        for stem, _, _ in found:
            if len(words := stem.split()) > 1:
                heads[words[0]] = max(heads.get(words[0], 1), len(words))
    # Longest stem first: the more specific one wins ("Нигери" before "Ниге").
    ordered = {key: tuple(sorted(found, key=lambda s: -len(s[0]))) for key, found in stems.items()}
    return _Lexicon(exact, ordered, heads)


def _fits(stem: str, words: list[str]) -> bool:
    """`соединенн* штат*` fits "Соединённых Штатов": each part with any case ending."""
    parts = stem.split()
    if len(parts) != len(words):
        return False
    for part, word in zip(parts, words, strict=True):
        root = part.rstrip("*")
        if part == word:
            continue
        if not (part.endswith("*") and word.startswith(root) and _case_ending(word[len(root) :])):
            return False
    return True


def _case_ending(ending: str) -> bool:
    """At most four Latin letters, or a Cyrillic ending of a noun or an adjective ("Самоа" is not in "Самолёты")."""
    if not ending or ending.isascii() or not "\u0400" <= ending[0] <= "\u04ff":
        return len(ending) <= 4
    return _CASE.fullmatch(ending) is not None


def _look(word: str, lexicon: _Lexicon) -> tuple[str, CountryKind] | None:
    if hit := lexicon.exact.get(word):
        return hit
    bare = _POSSESSIVE.sub("", word) if _apostrophe(word) else word
    if bare != word and (hit := lexicon.exact.get(bare)):
        return hit
    if lexicon.stems:
        lower = bare.lower().replace("ё", "е")
        for stem, code, kind in lexicon.stems.get(lower[:3], ()):
            if _fits(stem, lower.split()):
                return code, kind
    return None


def _apostrophe(word: str) -> bool:
    return "'" in word or "’" in word or "ʼ" in word


def country_of(word: str, language: str | None = None) -> str | None:
    """ISO 3166-1 alpha-2 of a name, people, adjective, capital or seat ("Russian", "Kremlin", "the USA",
    "Rusya’nın", "Венесуэлы"), else None. Case counts: "US" is a country, "us" is not.

    language: ISO 639-1; None: English, then the capitalised words of the other languages.
    """
    hit = _find(word, language)
    return hit[0] if hit else None


def by_name(word: str, language: str | None = None) -> str | None:
    """As country_of, for names of countries only."""
    hit = _find(word, language)
    return hit[0] if hit and hit[1] == "name" else None


def by_demonym(word: str, language: str | None = None) -> str | None:
    """As country_of, for peoples and adjectives only ("Russian", "Venezuelans")."""
    hit = _find(word, language)
    return hit[0] if hit and hit[1] == "demonym" else None


def by_seat(word: str, language: str | None = None) -> str | None:
    """As country_of, for capitals and seats of government only ("Caracas", "the Kremlin")."""
    hit = _find(word, language)
    return hit[0] if hit and hit[1] == "seat" else None


@lru_cache(maxsize=16384)  # the names of the gazetteer are asked for again and again
def _find(word: str, language: str | None) -> tuple[str, CountryKind] | None:
    lexicon = _lexicon(language if language in _LANGUAGES else "")
    word = " ".join(word.split())
    hit = _look(word, lexicon)
    if hit is not None and hit[0] == _NONE:
        return None
    if hit is None and word[:4].lower() == "the ":
        hit = _look(word[4:], lexicon)
    if hit is None and language in _LANGUAGES and language != "en":
        hit = _look(word, _lexicon("en"))
    return hit if hit and hit[0] != _NONE else None


@lru_cache(maxsize=1)
def _english() -> dict[str, str]:
    return {code: word for kind, code, _, word in _rows() if kind == "english"}


def name_of(code: str) -> str:
    """English short name. Raises KeyError where there is no such country."""
    return _english()[code]


def known_as(code: str) -> str:
    """The same for showing it: the code itself where there is no such country."""
    return _english().get(code.upper(), code)


def codes() -> tuple[str, ...]:
    """Every code of the table, in its order."""
    return tuple(_english())


@lru_cache(maxsize=8)  # several stages ask about the same part
def country_words(text: str, language: str | None = None) -> tuple[CountryWord, ...]:
    """Every word of `text` that names a country, its people or its seat: longest match first, in text order,
    never overlapping. Possessive and Turkish case endings after an apostrophe are left out of the span."""
    lexicon = _lexicon(language if language in _LANGUAGES else "")
    tokens = [(m.start(), m.end()) for m in _WORD.finditer(text)]
    found: list[CountryWord] = []
    i = 0
    while i < len(tokens):
        step = 1
        start = tokens[i][0]
        head = text[start : tokens[i][1]]
        # A head may carry an ending ("Соединенных Штатов"): then its stem decides how far to look.
        reach = lexicon.heads.get(head, 0) or (2 if lexicon.stems and head[:1].isupper() else 1)
        for n in range(min(reach, _LONGEST, len(tokens) - i), 0, -1):
            if hits := _match(text, start, tokens[i + n - 1][1], lexicon):
                found += [hit for hit in hits if hit.code != _NONE]
                step = n
                break
        i += step
    return tuple(found)


def _match(text: str, start: int, end: int, lexicon: _Lexicon) -> list[CountryWord]:
    """The longest reading of [start, end): whole, without a full stop, without what follows an apostrophe; else
    the parts between hyphens ("Russian-made", "Russian-Venezuelan"; but "Guinea-Bissau" whole)."""
    raw = text[start:end]
    for stop in (end, end - 1) if raw.endswith(".") else (end,):
        word = " ".join(text[start:stop].split())
        if hit := _look(word, lexicon):
            bare = _POSSESSIVE.search(text[start:stop])
            whole = word in lexicon.exact or bare is None
            return [CountryWord(start, stop if whole or bare is None else start + bare.start(), *hit)]
    if " " in raw or "-" not in raw:
        return []
    parts = [m.span() for m in re.finditer(r"[^-]+", raw)]
    hits = [(a, b, _look(raw[a:b], lexicon)) for a, b in parts]
    return [CountryWord(start + a, start + b - len(_ending(raw[a:b])), *hit) for a, b, hit in hits if hit]


def _ending(word: str) -> str:
    """The possessive or case ending after an apostrophe, or nothing."""
    found = _POSSESSIVE.search(word)
    return found.group() if found else ""
