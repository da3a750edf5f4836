"""Persons in a sentence: runs of capitalised words after a title or rank, or that begin with a given name."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Literal

from sightline.extraction.lexicon import actor_words, given_names, is_ship_prefix, named_at
from sightline.extraction.sentences import Word

Standing = Literal["military", "official"]

_INITIAL = re.compile(r"^[A-Z]$|^[A-Z]\.[A-Z]$")
_NAME = re.compile(r"^[^\W\d_][\w’'-]*$")
_ENDING = re.compile(r"['’]s?$")
_LONGEST = 5  # words in a name, particles and initials not counted


@dataclass(frozen=True, slots=True)
class Person:
    """Words [first, last) with title, [name, last) the bare name. standing: what the title makes of the
    person. surname: last word of the name, without possessive ending."""

    first: int
    name: int
    last: int
    standing: Standing | None
    surname: str


def bare(word: str) -> str:
    """Without possessive ending."""
    return _ENDING.sub("", word) if "'" in word or "’" in word else word


def capital(word: Word) -> bool:
    return word.text[:1].isupper()


def titled(words: tuple[Word, ...], taken: Sequence[bool]) -> list[Person]:
    """Persons named with title or rank. taken: words that belong to a country's name and cannot be a name."""
    table = actor_words()
    titles = _any_of("rank", "office", "courtesy")
    found: list[Person] = []
    none = [False] * len(words)
    at = 0
    while at < len(words):
        if words[at].low not in titles or not capital(words[at]):
            at += 1
            continue
        start = _after_title(words, at, titles)
        free = taken if words[at].low not in table["rank"] else none  # "Admiral Togo"
        last = name_end(words, start, free)
        if last == start:
            at = max(at + 1, start)
            continue
        first = _title_start(words, at)
        title = {word.low for word in words[first:start]}
        found.append(Person(first, start, last, _standing(title), bare(words[last - 1].text)))
        at = last
    return found


def _after_title(words: tuple[Word, ...], at: int, titles: frozenset[str]) -> int:
    """Index of the first word after title words, their stops and what joins them ("Lt. Gen.", "Minister for
    the Middle East" is not joined)."""
    link = actor_words()["link"]
    at += 1
    while at < len(words) and (words[at].text == "." or words[at].low in titles | link):
        if words[at].text != "." and not capital(words[at]):
            break
        at += 1
    return at


def _title_start(words: tuple[Word, ...], at: int) -> int:
    """Back over "Deputy Prime", "US Defense", "Foreign Office": words that belong to the title."""
    link = actor_words()["link"]
    while at > 0 and words[at - 1].low in link | {"office"} and (capital(words[at - 1]) or at - 1 == 0):
        at -= 1
    return at


def _standing(title: set[str]) -> Standing | None:
    table = actor_words()
    if title & table["office"] and not title & {"general", "gen", "admiral", "colonel"}:
        return "official"
    if title & table["rank"]:
        return "military"
    return None


def name_end(words: tuple[Word, ...], at: int, taken: Sequence[bool]) -> int:
    """Index after the name that begins at `at`; `at` itself where none begins there."""
    particles = actor_words()["particle"]
    last, count = at, 0
    i = at
    while i < len(words) and count < _LONGEST:
        text, low = words[i].text, words[i].low
        if (taken[i] and count == 0) or _titles(low):
            break
        if _INITIAL.match(text):
            i += 2 if i + 1 < len(words) and words[i + 1].text == "." else 1
            continue
        if low in particles and i + 1 < len(words) and words[i + 1].text[:1].isupper():
            i += 1
            continue
        if not (_NAME.match(text) and (text[0].isupper() or re.match(r"al-[A-Z]", text))) or taken[i]:
            break
        if text.isupper() and len(text) > 3:
            break
        i += 1
        last, count = i, count + 1
        if bare(text) != text or low in _NEVER:
            break
    if count and words[last - 1].low in _NEVER:
        last -= 1
    return last


def _titles(low: str) -> bool:
    return bare(low).split("-")[0] in _any_of("office", "person")


@cache
def _any_of(*classes: str) -> frozenset[str]:
    """The words of these classes."""
    return frozenset().union(*(actor_words()[name] for name in classes))


def of_site(words: tuple[Word, ...], person: Person) -> bool:
    """Named after a person, but no person: "Captain Manuel Rios Airbase", "USS John S. McCain"."""
    after = words[person.last].low if person.last < len(words) else ""
    ship = person.first > 0 and is_ship_prefix(words[person.first - 1].text)
    return after in _any_of("site", "tail") or ship


_NEVER = frozenset(
    "the a an in on at he she it they his her their its and but or for from with to of by as this that these those"
    " monday tuesday wednesday thursday friday saturday sunday january february march april june july august"
    " september october november december army navy air force forces office ministry department general minister"
    " president council command corps party government airport airbase base port street river lake island islands"
    " province region sea bay city university institute news agency times post staff security defence defense"
    " foreign state national international centre center group".split()
)


def untitled(words: tuple[Word, ...], taken: Sequence[bool]) -> list[Person]:
    """Persons that begin with a given name: "Vasily Tonkoshkurov", not "John" alone."""
    given = given_names()
    found: list[Person] = []
    at = 0
    while at < len(words):
        if words[at].text in given and not taken[at]:
            last = name_end(words, at, taken)
            if last - at >= 2:
                found.append(Person(at, at, last, None, bare(words[last - 1].text)))
                at = last
                continue
        at += 1
    return found


def again(words: tuple[Word, ...], taken: Sequence[bool], known: dict[str, Person]) -> list[Person]:
    """A surname met before, standing alone ("Tonkoshkurov said")."""
    found: list[Person] = []
    if not known:
        return found
    for at, word in enumerate(words):
        surname = bare(word.text)
        named = surname in known and len(surname) > 2
        if named and (not taken[at] or known[surname].standing == "military"):
            found.append(Person(at, at, at + 1, known[surname].standing, surname))
    return found


_ACTS = frozenset(
    "ordered decided refused agreed wanted sent launched planned asked appointed commanded announced declared resigned"
    " vowed believed knew hoped realized realised sought tried led attacked moved withdrew marched bombarded said told"
    " argued insisted promised rejected proposed warned".split()
)


def surnames(words: tuple[Word, ...], taken: Sequence[bool]) -> list[Person]:
    """Names no title introduces, by what they do: a lone capitalised word before a verb that takes a person
    ("Franco bombarded the city"). Only a hint: the caller asks that the word stand there more than once."""
    found = []
    for at in range(len(words) - 1):
        word, verb = words[at], words[at + 1].low
        if verb not in _ACTS:
            continue
        lone = at == 0 or not words[at - 1].text[0].isupper()
        name = (
            _NAME.match(word.text)
            and word.text[0].isupper()
            and not word.text.isupper()
            and len(word.text) > 2
        )
        free = not taken[at] and word.low not in _NEVER | _COMMON and head_free(word.low)
        if name and lone and free and named_at(words, at) is None:
            found.append(Person(at, at, at + 1, None, word.text))
    return found


def head_free(low: str) -> bool:
    """Whether a word is none of the words that head or modify other actors."""
    return low not in _any_of(*actor_words())


_COMMON = frozenset(
    "some many others one two three both everyone nobody who which what that this these those and then also there all"
    " most several few none each another either neither something people residents locals officials sources reports"
    " witnesses analysts experts police you".split()
)
