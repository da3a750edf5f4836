"""What kind of voice a noun phrase is: official, military, media, imagery ...; from its head and what stands by it."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from sightline.extraction.lexicon import key, named_at, rows
from sightline.extraction.persons import Person, bare
from sightline.extraction.sentences import Word
from sightline.model.vocabulary import ATTRIBUTION_KINDS, AttributionKind

LANGUAGES = ("en", "es", "fr", "ru", "uk", "tr", "de")
_PRONOUNS = frozenset("he she they it".split())
_EYE = frozenset(
    "satellite aerial overhead drone radar commercial orbital optical planet maxar thermal sat".split()
)
_TRACK = frozenset(
    "flight-tracking ship-tracking vessel-tracking flight-tracker ship-tracker ais ads-b".split()
)
_RANKED = frozenset(
    "general colonel admiral major captain lieutenant commander brigadier officer officers".split()
)


@dataclass(frozen=True, slots=True)
class Table:
    """words: exact lower-case word -> classes; stems: (stem, class); phrases of several words per class."""

    words: dict[str, frozenset[str]]
    stems: tuple[tuple[str, str], ...]
    phrases: tuple[tuple[tuple[str, ...], str], ...]
    openers: tuple[str, ...]  # the stems alone: one look tells that none fits

    def classes(self, low: str) -> frozenset[str]:
        found = self.words.get(low, frozenset())
        if low.startswith(self.openers):
            found |= {c for stem, c in self.stems if low.startswith(stem)}
        return found


@cache
def table(language: str) -> Table:
    """The words of one language (`data/voices.tsv`); English for a language without any."""
    exact: dict[str, set[str]] = {}
    stems: list[tuple[str, str]] = []
    phrases: list[tuple[tuple[str, ...], str]] = []
    for row_language, name, words in rows("voices.tsv"):
        if row_language != (language if language in LANGUAGES else "en"):
            continue
        for word in words.split():
            if "_" in word:
                phrases.append((tuple(word.split("_")), name))
            elif word.endswith("*"):
                stems.append((word[:-1], name))
            else:
                exact.setdefault(word, set()).add(name)
    return Table(
        {w: frozenset(c) for w, c in exact.items()}, tuple(stems), tuple(phrases), tuple(s for s, _ in stems)
    )


@cache
def _outlets() -> dict[str, tuple[tuple[str, ...], ...]]:
    found: dict[str, list[tuple[str, ...]]] = {}
    for (name,) in rows("outlets.tsv"):
        parts = key(name)
        found.setdefault(parts[0], []).append(parts)
    return {first: tuple(names) for first, names in found.items()}


def outlet_at(words: tuple[Word, ...], at: int) -> int:
    """Index after the name of a news outlet that begins at `at`; `at` where none does."""
    if not words[at].text[0].isupper():
        return at
    for name in _outlets().get(bare(words[at].low), ()):
        there = tuple(bare(w.low) for w in words[at : at + len(name)])
        if there == name:
            return at + len(name)
    return at


def kind_of(
    words: tuple[Word, ...],
    language: str,
    lands: Mapping[int, str],
    persons: list[Person],
    first: int,
    last: int,
) -> AttributionKind | None:
    """The kind of the voice that words [first, last) name; None where they name none that the tables know.

    lands: word index -> "name", "demonym" or "seat" for the words that belong to a country.
    """
    lows = [bare(w.low) for w in words[first:last]]
    head = _head_end(lows)
    if any(outlet_at(words, i) > i for i in range(first, first + head)):
        return "media"
    if language != "en":
        return _foreign(lows, table(language))
    t = table("en")
    if lows[0] == "this" and "media" in t.classes(lows[-1]):
        return None  # "this paper": the document's own voice
    if _TRACK & set(lows) or ("tracking" in lows and {"flight", "ship", "vessel"} & set(lows)):
        return "tracking"
    by_head = _by_head(lows, head, t)
    if by_head is not None:
        return by_head
    for person in persons:
        if first <= person.first < last:
            return _person(person, lows)
    return _by_name(words, lands, first, last)


def _head_end(lows: list[str]) -> int:
    """Number of words before the first preposition: the head noun is the last known one of them."""
    for i, low in enumerate(lows):
        if i and low in (
            "of",
            "in",
            "at",
            "for",
            "on",
            "from",
            "close",
            "familiar",
            "with",
            "near",
            "who",
            "dated",
            "by",
            ",",
        ):
            return i
    return len(lows)


def _by_head(lows: list[str], head: int, t: Table) -> AttributionKind | None:
    for phrase, name in t.phrases:
        if phrase[0] in lows and any(tuple(lows[i : i + len(phrase)]) == phrase for i in range(head)):
            if name == "spokes":
                return "military" if any("army" in t.classes(w) for w in lows) else "official"
            kind = _kind(name)
            if kind and not (
                kind == "official" and lows[head - 1] in t.words and "media" in t.words[lows[head - 1]]
            ):
                return kind
    for i in range(head - 1, -1, -1):
        classes = t.classes(lows[i]) - {"say", "show", "army", "invert", "aux", "stop", "prep"}
        if not classes:
            continue
        if "spokes" in classes and any("army" in t.classes(w) for j, w in enumerate(lows) if j != i):
            return "military"
        kinds = [k for k in ATTRIBUTION_KINDS if k in classes]
        if not kinds:
            continue
        return _settled(kinds[0], lows, i)
    return None


def _settled(kind: AttributionKind, lows: list[str], i: int) -> AttributionKind:
    """Second thoughts where the word alone misleads: "former", "retired general", "ministry source"."""
    before = set(lows[:i])
    if kind == "military" and lows[i] in _RANKED and before & {"police"}:
        return "official"
    if kind == "official" and before & {"former", "ex"} and lows[i] == "negotiator":
        return "other"
    if kind in ("document", "media") and before & _EYE and lows[i] not in ("agency", "website", "report"):
        return "imagery"
    if lows[i] in ("paper", "papers") and before & {"budget", "white", "position", "policy", "staff"}:
        return "document"
    if lows[i] in ("account", "accounts") and before & {"satellite"}:
        return "imagery"
    return kind


def _kind(name: str) -> AttributionKind | None:
    return next((k for k in ATTRIBUTION_KINDS if k == name), None)


def _person(person: Person, lows: list[str]) -> AttributionKind:
    if person.standing:
        return person.standing
    return "other" if not set(lows) & {"mr", "mrs"} else "official"


def _by_name(
    words: tuple[Word, ...], lands: Mapping[int, str], first: int, last: int
) -> AttributionKind | None:
    """Forces speak as military, countries and their capitals as official; "a Japanese" says nothing."""
    for i in range(first, last):
        if hit := named_at(words, i):
            return {"force": "military", "state": "official"}.get(hit[1].kind, "other")  # type: ignore[return-value]
    many = words[first].low in ("the", "some") or words[last - 1].low.endswith("s")
    if any(lands[i] != "demonym" or (many and i == last - 1) for i in range(first, last) if i in lands):
        return "official"
    return None


def _foreign(lows: list[str], t: Table) -> AttributionKind | None:
    for low in lows:
        # "l'état-major": French writes the article onto its noun
        kinds = [k for k in ATTRIBUTION_KINDS if k in t.classes(low) | t.classes(low.partition("'")[2])]
        if kinds:
            return kinds[0]
    joined = " ".join(lows)
    for phrase, name in t.phrases:
        if " ".join(phrase) in joined and (kind := _kind(name)):
            return kind
    return None


def is_pronoun(low: str) -> bool:
    return low in _PRONOUNS


def is_bare_spokesman(words: tuple[Word, ...], first: int, last: int) -> bool:
    """ "the spokesman", "SPOX": the text before says whose."""
    lows = [w.low for w in words[first:last] if w.low not in ("the", "a", "same", "this")]
    return len(lows) == 1 and lows[0].startswith(("spokes", "spox"))
