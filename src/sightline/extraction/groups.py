"""Noun phrases that name a force, a government or an office, by their head word: "the Russian military",
"3rd Battalion, 321st Field Artillery Regiment", "Armed Forces of Ukraine", "its South American ally"."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sightline.extraction.lexicon import actor_words
from sightline.extraction.persons import bare
from sightline.extraction.sentences import Word
from sightline.model.vocabulary import ActorKind

_ORDINAL = re.compile(r"^(?:\d{1,4}(?:st|nd|rd|th|d)?|[IVX]{1,5})$")
_SIDED = re.compile(
    r"^(?:[\w.]+-(?:led|backed|aligned|allied|trained|equipped|held|installed)|(?:pro|anti|non)-\w+)$"
)
_ARTICLES = frozenset({"the", "a", "an", "its", "their", "his", "her", "our", "both"})
_ARMS = frozenset({"marines", "infantry", "cavalry", "artillery", "rangers", "armor", "engineers"})
_STAFFS = frozenset({"general", "joint", "main"})
_HEADS = ("force", "group", "unit", "government", "body", "person")
_KIND: dict[str, ActorKind] = {
    "force": "force",
    "group": "force",
    "unit": "force",
    "government": "state",
    "body": "force",
    "person": "person",
}
_REACH = 8  # words before a head that may belong to it
_LONGEST = 12  # words of a name after "of"
_ALLY = re.compile(
    r"\b(?:(?:the|its|their|his|her|our|both|these|those)\s+)"
    r"(?:(?:two|three|four|five|six|neighbou?ring|close|long-?time|main|old|key|nato|(?:north|south|east|west|latin|"
    r"central)(?:ern)?\s{1,4}\w{1,20}n|european|asian|african|american|arab|western|gulf|baltic|nordic|caribbean)\s{1,4}){0,5}"
    r"(?:all(?:y|ies)|sides?|neighbou?rs?|partners?|armies|powers|nations|countries|parties|backers|foes?|rivals?|"
    r"adversar(?:y|ies)|enem(?:y|ies))\b"
    r"|\bthe\s+(?-i:North|South)\b(?!\s+(?-i:[A-Z])|\s+of\b)",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Group:
    """Words [first, last). definite: it has no more than an article, so only the text around says whose it is."""

    first: int
    last: int
    head: int
    kind: ActorKind
    country: str | None
    definite: bool = False


def find_groups(words: tuple[Word, ...], lands: Mapping[int, str], barred: Sequence[bool]) -> list[Group]:
    """The phrases of one sentence, in order, never overlapping. lands: word index -> country code of a country's
    name, people or seat. barred: words that cannot be part of one (places already read)."""
    found: list[Group] = []
    at = 0
    while at < len(words):
        group = None if barred[at] else _group_at(words, at, lands, barred, found[-1].last if found else 0)
        if group is None:
            at += 1
            continue
        found.append(group)
        at = group.last
    return found


def kind_of(head: str) -> ActorKind | None:
    """What a common noun for somebody who acts means ("army": a force); None for a noun not listed."""
    found = head_class(head.lower())
    return _KIND[found] if found else None


def head_class(low: str) -> str | None:
    table = actor_words()
    return next((c for c in _HEADS if low in table[c]), None)


def _group_at(
    words: tuple[Word, ...], at: int, lands: Mapping[int, str], barred: Sequence[bool], floor: int
) -> Group | None:
    low = words[at].low.removesuffix("'s")
    kind = head_class(low)
    if kind is None or at in lands or (low == "staff" and (at == 0 or words[at - 1].low not in _STAFFS)):
        return None
    if at + 1 < len(words) and _goes_on(words, at, lands):
        return None
    first, modified = _left(words, at, lands, barred, floor)
    article = first > floor and words[first - 1].low in _ARTICLES
    tail, tail_land = _tail(words, at, lands)
    if not _stands(words, at, first, modified=modified, article=article, tail=tail, kind=kind):
        return None
    country = next((lands[i] for i in range(at - 1, first - 1, -1) if i in lands), None) or tail_land
    definite = not modified and tail == at + 1
    return Group(first - article, tail, at, _KIND[kind], country, definite and country is None)


def _goes_on(words: tuple[Word, ...], at: int, lands: Mapping[int, str]) -> bool:
    """The head is itself a modifier of the next word ("army spokesman", "naval base", "security forces")."""
    table = actor_words()
    nxt = words[at + 1].low.removesuffix("'s")
    if words[at].low.endswith("'s"):
        return False
    return (
        nxt in table["tail"] or nxt in table["media"] or (head_class(nxt) is not None and at + 1 not in lands)
    )


def _left(
    words: tuple[Word, ...], at: int, lands: Mapping[int, str], barred: Sequence[bool], floor: int
) -> tuple[int, bool]:
    """First word of the modifiers before a head, and whether there is any that says whose or which."""
    first, i, telling = at, at - 1, False
    while i >= floor and at - i <= _REACH and not barred[i]:
        word = words[i]
        if (
            i in lands
            or _ORDINAL.match(word.text)
            or _SIDED.match(word.low)
            or word.low in actor_words()["owner"]
        ):
            telling = True
        elif word.low in actor_words()["modifier"] or word.low in actor_words()["ordinal"] or _is_head(word):
            telling = telling or word.low.endswith("'s")
        elif word.text == "." and i - 1 in lands:
            pass
        elif word.text[0].isupper() and _proper(words, i):
            telling = True
        elif word.low == "and" and first == i + 1 and i > floor and _joins(words, i, lands):
            pass
        else:
            break
        first = i
        if word.low.endswith(("'s", "s'")) and i not in lands:
            telling = word.low not in ("let's", "it's")
        i -= 1
    while first < at and (words[first].low in ("and", ".") or _cardinal(words, first, at)):
        first += 1
        telling = telling and (first == at or any(_tells(words, k, lands) for k in range(first, at)))
    return first, telling


def _tells(words: tuple[Word, ...], k: int, lands: Mapping[int, str]) -> bool:
    word = words[k]
    known = (
        word.low in actor_words()["owner"] or bool(_SIDED.match(word.low)) or bool(_ORDINAL.match(word.text))
    )
    return k in lands or known or (word.text[0].isupper() and _proper(words, k))


def _cardinal(words: tuple[Word, ...], first: int, at: int) -> bool:
    """ "200 Marines" counts them; "64 Infantry Regiment" numbers one."""
    return words[first].text.isdigit() and head_class(words[at].low.removesuffix("'s")) != "unit"


_NOT_NAMES = frozenset(
    "the a an in on at for from with by to of and but or if as when while after before since it he she they we i his"
    " her its their this that these those some many most all both no not two three four five six seven eight nine ten"
    " under over against between during meanwhile however although though because there here then now more than"
    " several about around nearly almost another each every only even also last next on meanwhile".split()
)


def _is_head(word: Word) -> bool:
    low = word.low.removesuffix("'s")
    return head_class(low) is not None and (head_class(low) != "person" or word.low.endswith("'s"))


def _proper(words: tuple[Word, ...], at: int) -> bool:
    """A capitalised word that is a name and not merely the first of its sentence."""
    word = words[at]
    if word.low in _NOT_NAMES or not word.text[0].isalpha():
        return False
    if word.low.endswith("ly"):
        return False
    return at > 0 or (len(words) > 1 and words[1].text[:1].isupper()) or word.text.isupper()


def _joins(words: tuple[Word, ...], at: int, lands: Mapping[int, str]) -> bool:
    """ "Naval and Military Force": `and` between two modifiers, neither a country."""
    table = actor_words()
    before, after = words[at - 1], words[at + 1]
    fits = before.low in table["modifier"] | table["unit"] or _is_head(before)
    return (
        fits
        and at - 1 not in lands
        and at + 1 not in lands
        and (after.low in table["modifier"] or _is_head(after))
    )


def _tail(words: tuple[Word, ...], at: int, lands: Mapping[int, str]) -> tuple[int, str | None]:
    """Index after what follows the head: ", 321st Field Artillery Regiment", "of the Land Forces of Russia", "(AIF)"."""
    end, land = at + 1, None
    while end < len(words) and not words[end - 1].low.endswith("'s"):
        stop, found = _of(words, end, lands)
        if stop == end:
            break
        end, land = stop, found or land
    if (
        end + 2 < len(words)
        and words[end].text == "("
        and words[end + 1].text.isupper()
        and words[end + 2].text == ")"
    ):
        end += 3
    if end + 1 < len(words) and words[end].text == "," and _ORDINAL.match(words[end + 1].text):
        i = end + 2
        while i < min(end + 7, len(words)) and words[i].text[0].isupper():
            i += 1
        if words[i - 1].low in actor_words()["unit"] | _ARMS:
            return i, land
    return end, land


def _of(words: tuple[Word, ...], at: int, lands: Mapping[int, str]) -> tuple[int, str | None]:
    """ "of (the) Name Name", "and First Deputy Commander-in-Chief of ...": (index after, country)."""
    i = at
    if words[i].low == "and" and i + 1 < len(words) and words[i + 1].text[0].isupper():
        run = _run(words, i + 1)
        if run < len(words) and words[run].low == "of" and _office(words, i + 1, run):
            return run, None
        return at, None
    if words[i].low != "of":
        return at, None
    i += 1
    if i < len(words) and words[i].low == "the":
        i += 1
    run = _run(words, i)
    head = next((k for k in range(i, min(i + 4, len(words))) if words[k].low in actor_words()["unit"]), None)
    if run == i and head is not None:  # "commander of the armoured brigade"
        run = head + 1
    if run == i:
        return at, None
    return run, next((lands[k] for k in range(i, run) if k in lands), None)


def _office(words: tuple[Word, ...], first: int, last: int) -> bool:
    table = actor_words()
    return any(set(words[i].low.split("-")) & (table["person"] | table["office"]) for i in range(first, last))


def _run(words: tuple[Word, ...], at: int) -> int:
    """Index after the capitalised words that begin at `at` (plus a unit word: "Northern fleet")."""
    stop = min(len(words), at + _LONGEST)
    while at < stop and words[at].text[0].isupper() and words[at].low not in _NOT_NAMES:
        at += 1
        if bare(words[at - 1].text) != words[at - 1].text:
            break
    return at


def _stands(
    words: tuple[Word, ...], at: int, first: int, *, modified: bool, article: bool, tail: int, kind: str
) -> bool:
    """Whether the phrase names somebody, or is only a common noun."""
    table, low = actor_words(), words[at].low.removesuffix("'s")
    if kind == "person":
        return _person_stands(words, at, first, modified, tail)
    if modified or tail > at + 1:
        return True
    if low in table["alone"] or low == "coalition":
        return True
    if first < at and f"{words[at - 1].low}-{low}" in table["compound"]:
        return article or words[at - 1].text[0].isupper()
    if article and words[first - 1].low in ("the", "its", "their", "our"):
        return low in table["definite"] or (kind in ("force", "government") and words[first - 1].low != "the")
    return words[at].text[0].isupper() and at > 0 and low in table["definite"]


def _person_stands(words: tuple[Word, ...], at: int, first: int, modified: bool, tail: int) -> bool:
    """An office counts with a country, a force or "of" what it is; "the minister" alone does not."""
    if tail > at + 1:
        return words[tail - 1].text[0].isupper() or words[tail - 1].low in actor_words()["unit"]
    if words[at].text[0].isupper() and at + 1 < len(words) and words[at + 1].text[0].isupper():
        return False  # a title before a name: persons.py
    return modified and any(words[i].text[0].isupper() for i in range(first, at))


def find_allies(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """Offsets of words that stand for states named elsewhere: "the two allies", "its South American ally"."""
    return [(m.start(), m.end()) for m in _ALLY.finditer(text, start, end)]
