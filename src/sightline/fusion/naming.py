"""Names of one event: what each of its pages gives as origin, and which of its pages bear such a name themselves."""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from sightline.fusion.heard import Heard
from sightline.fusion.known_names import known_as, seen_in
from sightline.fusion.origin import STATE, STATE_WORDS, lands, named_origins, place_words
from sightline.fusion.profile import Profile
from sightline.fusion.words import name_words, same_name, small_words, squash
from sightline.model.claim import Claim
from sightline.model.countries import country_words

NEAR = 600  # characters between a statement and a name that it may rest on
OWN_NEAR = 300  # characters between a statement and the word that the page found out itself
LEAD = 400  # characters of the text's beginning, whose names hold for all of it
SHORT = 2_500  # characters; in a page so short every name is near
_SEEN_ITSELF = frozenset({"imagery"})
_VOWELS = re.compile(r"[aeiouyjwh]")
_SOUNDS = (
    ("x", "ks"),
    ("c", "k"),
    ("q", "k"),
    ("ph", "f"),
    ("z", "s"),
    ("v", "f"),
    ("b", "p"),
    ("d", "t"),
    ("g", "k"),
)


@dataclass(frozen=True, slots=True)
class Name:
    """words: those that tell it from other names. whole: they in their order, squashed; bare: the same without
    words for countries. body: key of a known agency or company, or ""."""

    words: frozenset[str]
    whole: str
    body: str
    bare: str = ""


@dataclass(slots=True)
class Resting:
    """What one page rests on, of one event, as its statements and the page itself say. names: as printed. lands:
    codes of countries. perhaps: names that only a page on record makes names. of: name -> countries whose officials it speaks for. own: it found out itself."""

    names: dict[Name, str] = field(default_factory=dict)
    lands: set[str] = field(default_factory=set)
    of: dict[Name, frozenset[str]] = field(default_factory=dict)
    perhaps: set[Name] = field(default_factory=set)
    own: bool = False


@lru_cache(maxsize=65_536)
def name_of(printed: str) -> Name | None:
    """None where the words name nobody: bare roles, countries, ministries."""
    known = seen_in(printed)
    if known:
        body = known[-1].body  # "our partner at AFP"; of several the last is the body itself
        return Name(frozenset({body.key}), body.key, body.key)
    if printed.startswith("@"):
        whole = squash(printed)
        body_ = known_as(whole)
        return Name(frozenset({body_.key if body_ else whole}), whole, body_.key if body_ else "")
    without = list(printed)
    for land in country_words(printed):
        without[land.start : land.end] = " " * (land.end - land.start)
    telling = name_words("".join(without)) - STATE_WORDS
    if not telling or max(map(len, telling)) < 3:
        return None
    words = name_words(printed)
    return Name(words, _whole(printed, words), "", _whole("".join(without), words))


def _whole(printed: str, words: frozenset[str]) -> str:
    return "".join(
        f
        for w in re.findall(r"[^\W_]+(?:[-'’][^\W_]+)*", re.sub(r"['’]s\b", "", printed))
        if (f := squash(w)) in words
    )


def resting(claims: Sequence[Claim], page: Profile) -> Resting:
    """claims: what the page states, of one event."""
    found = Resting()
    free = [c for c in sorted(claims, key=lambda c: c.id) if not _attributed(c, page, found)]
    shown = {w for c in claims for place in (c.place, c.from_place) for w in place_words(place)}
    pictures = any(a.kind in _SEEN_ITSELF for c in claims for a in c.attribution)
    for one in page.heard:
        if not _near(one, claims, page) or (one.how == "picture" and not pictures and page.own):
            continue
        if one.how == "land":
            found.lands.add(one.name)
        elif (name := name_of(one.name)) and not name.words <= shown:
            if one.how == "perhaps" and name not in found.names:
                found.perhaps.add(name)
            found.names.setdefault(name, one.name.lstrip("@") if one.how == "post" else one.name)
    found.own = any(_within(at, free, OWN_NEAR) for at in page.own)
    return found


def _attributed(claim: Claim, page: Profile, found: Resting) -> bool:
    """Adds what a statement says that it rests on; whether that names somebody else."""
    others = False
    codes = lands(claim, supposed=True) if claim.stance != "denied" else frozenset()
    found.lands |= codes
    kinds = {a.span.text: a.kind for a in claim.attribution}
    for text, words in named_origins(claim):
        name = name_of(text)
        if name is None:
            continue
        if not name.body and not text.lstrip().startswith("@"):
            kept = name.words & words or (words if kinds.get(text) in STATE else frozenset())
            kept = frozenset(w for w in kept if w not in STATE_WORDS)
            if not kept:
                continue
            name = Name(kept, name.whole, "", name.bare)
        if name.whole in page.called or any(len(c) > 5 and c in name.whole for c in page.called):
            continue
        found.names.setdefault(name, text)
        others = others or kinds.get(text) not in ("witness", *STATE)
        if kinds.get(text) in STATE and codes:
            found.of[name] = codes
    return others


def _near(one: Heard, claims: Sequence[Claim], page: Profile) -> bool:
    if one.at < 0 or (one.at < LEAD and not page.collection and one.how != "land"):
        return True
    return _close(one.at, claims, page, NEAR if one.how != "land" else NEAR // 4)


def _close(at: int, claims: Sequence[Claim], page: Profile, reach: int = NEAR) -> bool:
    if page.length <= SHORT and not page.collection and reach == NEAR:
        return True
    return _within(at, claims, reach)


def _within(at: int, claims: Sequence[Claim], reach: int) -> bool:
    return any(c.quote.start - reach <= at <= c.quote.end + reach for c in claims)


@lru_cache(maxsize=262_144)
def one_name(a: Name, b: Name) -> bool:
    """Whether two names are of one body: by the table of known ones, by their words, or, where one of them comes
    from another script, by their consonants."""
    if a.body and b.body:
        return a.body == b.body
    if a.whole == b.whole:
        return True
    return same_name(a.words, b.words) or _sounds(a) == _sounds(b) != ""


@lru_cache(maxsize=65_536)
def _sounds(name: Name) -> str:
    """The consonants of a name, near enough for another alphabet; "" where they are too few to tell."""
    if len(name.words) > 3:
        return ""
    row = []
    for word in sorted(name.words):
        heard = word
        for letter, other in _SOUNDS:
            heard = heard.replace(letter, other)
        row.append(re.sub(r"(.)\1+", r"\1", _VOWELS.sub("", heard)))
    return " ".join(row) if sum(map(len, row)) >= 5 else ""


def classes(names: Iterable[Name]) -> dict[Name, str]:
    """Name -> the key of the body it means in this event."""
    from sightline.fusion.groups import Groups

    ordered = sorted(set(names), key=lambda n: (n.whole, n.body, sorted(n.words)))
    keys = {name: f"{i:06d}" for i, name in enumerate(ordered)}
    groups = Groups(keys.values())
    for i, name in enumerate(ordered):
        for other in ordered[i + 1 :]:
            if one_name(name, other):
                groups.join(keys[name], keys[other])
    return {name: groups.root(key) for name, key in keys.items()}


def bearers(names: Iterable[Name], pages: Mapping[str, Profile]) -> dict[Name, list[str]]:
    """Name -> pages (ids) that go by it: the very outlet, company or channel that others name."""
    by_name: dict[str, list[str]] = defaultdict(list)
    for key in sorted(pages):
        for called in pages[key].called:
            by_name[called].append(key)
            if known := known_as(called):
                by_name[known.key].append(key)
    found: dict[Name, list[str]] = {}
    for name in names:
        borne = {d for part in _parts(name) for d in by_name.get(part, ())}
        if not borne and len(name.words) == 1:
            borne = {
                d for called, ds in by_name.items() if same_name(name.words, frozenset({called})) for d in ds
            }
        if borne:
            found[name] = sorted(borne)
    return found


def _parts(name: Name) -> set[str]:
    return {
        name.whole,
        name.bare,
        name.body,
        name.whole.removeprefix("the"),
        *(name.words if len(name.words) == 1 else ()),
    } - {""}


def small_names(claims: Iterable[Claim], names: Iterable[Name]) -> list[tuple[Claim, Name, str]]:
    """A name written small ("imagesat") is one where the same word stands as a name elsewhere in the event."""
    ordered = sorted(names, key=lambda n: n.whole)
    by_word = {next(iter(n.words)): n for n in ordered if len(n.words) == 1}
    bodies = {n.body: n for n in ordered if n.body}
    found = []
    for claim in claims:
        for origin in claim.attribution:
            for word in sorted(small_words(origin.span.text)):
                known = known_as(word)
                if name := by_word.get(word) or (bodies.get(known.key) if known else None):
                    found.append((claim, name, origin.span.text))
    return found
