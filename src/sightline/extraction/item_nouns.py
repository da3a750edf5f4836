"""Head nouns of materiel, people, goods and sites, and the words that stand before them.

Data: data/nouns.tsv (language, form, category, flags) and data/modifiers.tsv, compiled for this project; the
categories are the contract's. Flags: w, a designation beside it decides the category; u, a formation whose
name is the unit of a count; m, a mass noun or plural; c, a common word that needs a military neighbour. A `*`
after a form stands for up to five letters of inflection.
"""

from dataclasses import dataclass
from functools import lru_cache
from importlib import resources
from typing import cast

from sightline.model.vocabulary import Category

_LONGEST = 5
_ENDING = 5
_PREFIX = 3
_IRREGULAR = {"men": "man", "women": "woman", "servicemen": "serviceman", "airmen": "airman", "crewmen": "crewman"}
_NEITHER = frozenset(("aircraft", "artillery", "craft", "manpads", "corps", "sam"))


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
    exact: dict[str, tuple[Category, str]]
    stems: dict[str, list[tuple[tuple[str, ...], Category, str]]]


def _plain(word: str) -> str:
    return word.lower().replace("ё", "е").replace("‑", "-")


@lru_cache(maxsize=1)
def _lexicons() -> dict[str, Lexicon]:
    path = resources.files("sightline.extraction") / "data" / "nouns.tsv"
    out: dict[str, Lexicon] = {}
    for line in path.read_text(encoding="utf-8").splitlines()[1:]:
        language, form, category, flags = line.split("\t")
        lexicon = out.setdefault(language, Lexicon({}, {}))
        if "*" in form:
            words = tuple(form.split(" "))
            row = (words, cast(Category, category), flags)
            lexicon.stems.setdefault(words[0].rstrip("*")[:_PREFIX], []).append(row)
        else:
            lexicon.exact[form] = (cast(Category, category), flags)
    for lexicon in out.values():
        for rows in lexicon.stems.values():
            rows.sort(key=lambda r: -len(r[0]))
    return out


@lru_cache(maxsize=1)
def modifiers() -> dict[str, str]:
    """English words that may stand before a head: "nation" or "modifier"."""
    path = resources.files("sightline.extraction") / "data" / "modifiers.tsv"
    rows = path.read_text(encoding="utf-8").splitlines()[1:]
    return dict(cast(tuple[str, str], tuple(row.split("\t"))) for row in rows)


def head_at(words: list[str], i: int, language: str) -> Head | None:
    """The longest head noun that begins at words[i] (lower case), None where none does."""
    lexicon = _lexicons().get(language) or _lexicons()["en"]
    for n in range(min(_LONGEST, len(words) - i), 0, -1):
        piece = words[i : i + n]
        if found := _exact(lexicon, piece):
            return found
    return _by_stem(lexicon, words, i, turkish=language == "tr") if lexicon.stems else None


def _exact(lexicon: Lexicon, piece: list[str]) -> Head | None:
    form = " ".join(piece)
    if row := lexicon.exact.get(form):
        return Head(form, row[0], row[1], len(piece), "m" in row[1] or piece[-1] in _NEITHER)
    for last in singulars(piece[-1]):
        form = " ".join([*piece[:-1], last])
        if row := lexicon.exact.get(form):
            return Head(form, row[0], row[1], len(piece), True)
    return None


def singulars(word: str) -> tuple[str, ...]:
    """The singular forms an English, Spanish or French plural may come from."""
    word = word.removesuffix("'").removesuffix("’")
    if word in _IRREGULAR:
        return (_IRREGULAR[word],)
    if word.endswith("ies"):
        return (word[:-3] + "y", word[:-1])
    if word.endswith(("ches", "shes", "sses", "xes", "oes", "res", "nes", "les", "des")):
        return (word[:-1], word[:-2])
    if word.endswith("s") and not word.endswith("ss"):
        return (word[:-1],)
    return (word[:-1],) if word.endswith("x") else ()


def _by_stem(lexicon: Lexicon, words: list[str], i: int, *, turkish: bool) -> Head | None:
    for stems, category, flags in lexicon.stems.get(_plain(words[i])[:_PREFIX], ()):
        if len(stems) <= len(words) - i and all(
            _inflected(_plain(words[i + k]), stem, _ENDING + 3 * turkish) for k, stem in enumerate(stems)
        ):
            form = " ".join(stems)
            return Head(form, category, flags, len(stems), True)
    return None


def _inflected(word: str, stem: str, ending: int) -> bool:
    if not stem.endswith("*"):
        return word == stem
    stem = stem[:-1]
    word = word.split("'")[0].split("’")[0]
    return word.startswith(stem) and len(word) - len(stem) <= ending
