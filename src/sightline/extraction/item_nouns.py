"""Head nouns of materiel, people, goods and sites, and the words that stand before them.

Data: data/nouns.tsv (language, form, category, flags), data/compounds.tsv (English: what a thing is for, and the
nouns that go with it: "armoured recovery" with "vehicle", "tank") and data/modifiers.tsv, compiled for this project;
the categories are the contract's. Flags: w, a designation beside it decides the category; u, a formation whose
name is the unit of a count; m, a mass noun or plural; c, a common word that needs a military neighbour. A `*`
after a form stands for up to five letters of inflection.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources
from itertools import product
from typing import cast

from sightline.model.vocabulary import Category

_ENDING = 5
_PREFIX = 3
_IRREGULAR = {
    w + "man": w + "men"
    for w in ("", "wo", "service", "air", "crew", "infantry", "cavalry", "rifle", "militia", "police", "military police", "merchant")
}  # fmt: skip
_NEITHER = frozenset(("aircraft", "artillery", "craft", "manpads", "corps", "sam"))
ALIKE = ("craft", "corps")  # endings of nouns that are the same in the singular and the plural


@dataclass(frozen=True, slots=True)
class Head:
    """A head noun that takes `words` tokens. plural: the form is one, or the noun is never counted singly."""

    form: str
    category: Category
    flags: str
    words: int
    plural: bool


@dataclass(frozen=True, slots=True)
class Lexicon:
    """exact: whole forms, plurals included. reach: most words of a form that begins with a word."""

    exact: dict[str, Head]
    reach: dict[str, int]
    stems: dict[str, list[tuple[tuple[str, ...], Category, str]]]


def _plain(word: str) -> str:
    return word.lower().replace("ё", "е").replace("‑", "-")


@lru_cache(maxsize=1)
def _lexicons() -> dict[str, Lexicon]:
    path = resources.files("sightline.extraction") / "data" / "nouns.tsv"
    out: dict[str, Lexicon] = {}
    for line in path.read_text(encoding="utf-8").splitlines()[1:]:
        language, form, category, flags = line.split("\t")
        lexicon = out.setdefault(language, Lexicon({}, {}, {}))
        if "*" in form:
            words = tuple(form.split(" "))
            for stems in (words, *_fleeting(words, language)):
                row = (stems, cast(Category, category), flags)
                lexicon.stems.setdefault(stems[0].rstrip("*")[:_PREFIX], []).append(row)
        else:
            _add(lexicon, form, cast(Category, category), flags)
    for form, category, flags in _compounds():
        if form not in out["en"].exact:
            _add(out["en"], form, category, flags)
    for lexicon in out.values():
        for rows in lexicon.stems.values():
            rows.sort(key=lambda r: -len(r[0]))
    return out


def _fleeting(words: tuple[str, ...], language: str) -> Iterator[tuple[str, ...]]:
    """The genitive plural with its fleeting vowel, which no stem of the other forms begins: "установка", "установок"."""
    if language in ("ru", "uk") and re.search(r"[^аеёиоуыэюяіїєй]к\*$", words[-1]):
        yield (*words[:-1], words[-1][:-2] + "ок")


def _compounds() -> Iterator[tuple[str, Category, str]]:
    path = resources.files("sightline.extraction") / "data" / "compounds.tsv"
    for line in path.read_text(encoding="utf-8").splitlines()[1:]:
        category, flags, roles, carriers = line.split("\t")
        for role, carrier in product(roles.split("|"), carriers.split("|")):
            yield f"{role} {carrier}", cast(Category, category), flags


def _add(lexicon: Lexicon, form: str, category: Category, flags: str) -> None:
    words = form.split(" ")
    many = "m" in flags or words[-1] in _NEITHER
    lexicon.exact[form] = Head(form, category, flags, len(words), many)
    for last in plurals(words[-1]):
        lexicon.exact.setdefault(" ".join([*words[:-1], last]), Head(form, category, flags, len(words), True))
        if len(words) == 1:
            lexicon.reach[last] = max(lexicon.reach.get(last, 0), 1)
    lexicon.reach[words[0]] = max(lexicon.reach.get(words[0], 0), len(words))


@lru_cache(maxsize=1)
def modifiers() -> dict[str, str]:
    """English words that may stand before a head: "nation" or "modifier"."""
    path = resources.files("sightline.extraction") / "data" / "modifiers.tsv"
    rows = path.read_text(encoding="utf-8").splitlines()[1:]
    return dict(cast(tuple[str, str], tuple(row.split("\t"))) for row in rows)


def head_at(words: list[str], i: int, stop: int, language: str) -> Head | None:
    """The longest head noun that begins at words[i] (lower case) and ends before `stop`, None where none does."""
    lexicon = _lexicons().get(language) or _lexicons()["en"]
    if language == "tr" and "i̇" in words[i]:  # what Python makes of a dotted capital ("İHA")
        words, i, stop = [w.replace("i̇", "i") for w in words[i:stop]], 0, stop - i
    reach = lexicon.reach.get(words[i], 0)
    for n in range(min(reach, stop - i), 0, -1):
        if head := lexicon.exact.get(" ".join(words[i : i + n])):
            return head
    return _by_stem(lexicon, words[i:stop], turkish=language == "tr") if lexicon.stems else None


def plurals(word: str) -> tuple[str, ...]:
    """The forms that an English, Spanish or French noun may take in the plural."""
    if word in _IRREGULAR:
        return (_IRREGULAR[word],)
    if word.endswith("y") and word[-2:-1] not in "aeiou":
        return (word[:-1] + "ies",)
    if word.endswith(("ch", "sh", "ss", "x", "z")):
        return (word + "es",)
    if word.endswith(("r", "n", "l", "d", "o")):  # misiles, destructores, torpedoes
        return (word + "s", word + "es")
    return (word + "s", word + "x") if word.endswith("u") else (word + "s",)


def _by_stem(lexicon: Lexicon, words: list[str], *, turkish: bool) -> Head | None:
    for stems, category, flags in lexicon.stems.get(_plain(words[0])[:_PREFIX], ()):
        if len(stems) <= len(words) and all(
            _inflected(_plain(words[k]), stem, _ENDING + 3 * turkish) for k, stem in enumerate(stems)
        ):
            form = " ".join(stems)
            return Head(form, category, flags, len(stems), True)
    return None


def _inflected(word: str, stem: str, ending: int) -> bool:
    if not stem.endswith("*"):
        return word == stem
    stem = stem[:-1]
    word = word.partition("'")[0].partition("’")[0]
    return word.startswith(stem) and len(word) - len(stem) <= ending
