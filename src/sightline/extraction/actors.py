"""Who acts: every span that can be an actor in a claim, with its kind and, where words or a table say it, its country."""

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from sightline.extraction.groups import find_allies, find_groups, head_class
from sightline.extraction.lexicon import actor_words, is_ship_prefix, named_at, short_sentences
from sightline.extraction.persons import (
    Person,
    again,
    bare,
    head_free,
    name_end,
    of_site,
    surnames,
    titled,
    untitled,
)
from sightline.extraction.sentences import Sentence, Word
from sightline.model.claim import Actor
from sightline.model.countries import CountryWord, country_words
from sightline.model.document import Document, Part
from sightline.model.span import Span
from sightline.model.vocabulary import ActorKind

# A country word joined to these says where a thing was made or what it is like, not who acts.
_MADE = re.compile(
    r"^-(?:made|built|designed|supplied|produced|manufactured|developed|type|style|speaking|era|born|owned)"
)
_WITH_THE = re.compile(
    r"\b(?:Union|Republic|Empire|Kingdom|Federation|Kremlin|Pentagon|White House|Confederacy|Porte)$"
)
_NO_VERB = frozenset(
    "in on at for of and or to from with by before after as when where while which who that this the a an but"
    " over under near into than until since because if though although via per".split()
)
_WHERE = frozenset(
    "in into inside within at near off through throughout across over around toward towards outside via north south"
    " east west northern southern eastern western northeastern northwestern southeastern southwestern north-east"
    " central upper lower greater mainland".split()
)
_GIVING = re.compile(
    r"\b(?:deliver|suppl|sold|sell|sale|hand|donat|transfer|giv|gave|send|sent|ship|export|provid|deal|offer|pledg|"
    r"message|warning|threat|loyal|aid|support|surrender)\w*"
)
_TAKING = re.compile(
    r"\b(?:receiv|order|b[ou]u?ght|buy|purchas|import|acquir|obtain|deliver|suppl|threat|taken over)\w*"
)


_REACH = 400  # characters before a country word that are looked at for who gives or takes


@dataclass(slots=True)
class _Known:
    """What the document has said so far: persons by surname, and the country of a person; how often each of its
    words stands in it."""

    times: Counter[str]
    persons: dict[str, Person] = field(default_factory=dict)
    lands: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class _Scene:
    """One sentence with its country words by word index; pairs: words that hold several ("Russian-Venezuelan")."""

    text: str
    words: tuple[Word, ...]
    lands: dict[int, CountryWord]
    barred: tuple[bool, ...]
    pairs: dict[int, list[CountryWord]]


def find_actors(document: Document, *, blocked: Iterable[Span] = ()) -> tuple[Actor, ...]:
    """Every span that can be an actor, in text order, never overlapping; the role is "agent" until a claim
    gives another. blocked: spans that are something else (items, places read as such).

    kind: state, force, organisation or person. country: ISO 3166-1 alpha-2 where the phrase, the table of
    forces or an earlier mention of the same person says it; otherwise None, never a guess.
    """
    taken = _merged(blocked)
    known = _Known(Counter(re.findall(r"\w+", document.text)))
    found: list[Actor] = []
    for part in document.parts:
        found += _part_actors(document, part, taken, known)
    return tuple(found)


def _merged(spans: Iterable[Span]) -> list[tuple[int, int]]:
    """The stretches that the spans cover, in order, none overlapping."""
    out: list[tuple[int, int]] = []
    for start, end in sorted((s.start, s.end) for s in spans):
        if out and start < out[-1][1]:
            out[-1] = (out[-1][0], max(end, out[-1][1]))
        else:
            out.append((start, end))
    return out


def lands_in(lands: Sequence[CountryWord], start: int, end: int) -> Sequence[CountryWord]:
    """Those of the country words, in text order and never overlapping, that overlap [start, end)."""
    if not lands:
        return lands
    first = bisect_right(lands, start, key=lambda w: w.end)
    return lands[first : bisect_left(lands, end, key=lambda w: w.start)]


def _part_actors(
    document: Document, part: Part, taken: Sequence[tuple[int, int]], known: _Known
) -> list[Actor]:
    text = document.text
    language = part.language or document.language
    lands = [
        CountryWord(w.start + part.start, w.end + part.start, w.code, w.kind)
        for w in country_words(text[part.start : part.end], language)
    ]
    scenes = [
        _scene(text, sentence, lands, taken) for sentence in short_sentences(text, part.start, part.end)
    ]
    _learn(scenes, known)
    found: list[Actor] = []
    for scene in scenes:
        found += sorted(_sentence_actors(scene, known), key=lambda a: a.span)
    return found


def _learn(scenes: Sequence[_Scene], known: _Known) -> None:
    """Surnames without a title, where the same word stands in the text at least twice."""
    for scene in scenes:
        taken = [i in scene.lands or scene.barred[i] for i in range(len(scene.words))]
        for person in surnames(scene.words, taken):
            often = min((known.times[w] for w in re.findall(r"\w+", person.surname)), default=0)
            if person.surname not in known.persons and often > 1:
                known.persons[person.surname] = person


def _scene(
    text: str, sentence: Sentence, lands: Sequence[CountryWord], taken: Sequence[tuple[int, int]]
) -> _Scene:
    here = lands_in(lands, sentence.start, sentence.end)
    first = bisect_right(taken, sentence.start, key=lambda t: t[1])
    shut = taken[first : bisect_left(taken, sentence.end, key=lambda t: t[0])]
    index: dict[int, CountryWord] = {}
    pairs: dict[int, list[CountryWord]] = {}
    for i, word in enumerate(sentence.words):
        lands_here = [w for w in here if w.start < word.end and word.start < w.end]
        if lands_here:
            index[i] = lands_here[0]
        if len(lands_here) > 1:
            pairs[i] = lands_here
    barred = tuple(any(a < word.end and word.start < b for a, b in shut) for word in sentence.words)
    return _Scene(text, sentence.words, index, barred, pairs)


def _sentence_actors(scene: _Scene, known: _Known) -> list[Actor]:
    """Longer readings first: persons, groups, names of the table, words for states named elsewhere, countries."""
    out: list[Actor] = []
    used = list(scene.barred)

    def add(first: int, last: int, kind: ActorKind, country: str | None) -> None:
        if first < last and not any(used[first:last]):
            used[first:last] = [True] * (last - first)
            span = _cut(scene, first, last)
            out.append(Actor(span, _name(span.text), kind, "agent", country))

    for person in find_persons(scene.words, set(scene.lands), known.persons):
        if _owns_forces(scene.words, person):
            continue
        first = _modified_start(scene, person.first) if person.name > person.first else person.first
        add(first, person.last, "person", _person_land(scene, first, person, known))
    codes = {i: w.code for i, w in scene.lands.items()}
    for group in find_groups(scene.words, codes, used):
        country = group.country or _owner_land(scene, group.first, group.last, known)
        if country is None and (hit := _named_inside(scene, group.first, group.last)):
            country = hit
        _learn_owner(scene, group.first, country, known)
        add(group.first, group.last, group.kind, country)
    _add_named(scene, add)
    for start, end in find_allies(scene.text, scene.words[0].start, scene.words[-1].end):
        inside = [i for i, w in enumerate(scene.words) if start <= w.start and w.end <= end]
        if inside and not any(i in scene.lands and scene.lands[i].kind == "name" for i in inside):
            add(inside[0], inside[-1] + 1, "state", None)
    for i, j, land in _country_runs(scene):
        if i in scene.pairs and not used[i]:
            used[i] = True
            out += [_of_land(scene, w) for w in scene.pairs[i]]
        elif _acts(scene, i, j, land):
            add(_with_article(scene, i, land), j, "state", land.code)
    return out


def _of_land(scene: _Scene, land: CountryWord) -> Actor:
    text = scene.text[land.start : land.end]
    return Actor(Span(land.start, land.end, text), text, "state", "agent", land.code)


def _owns_forces(words: tuple[Word, ...], person: Person) -> bool:
    """ "Maduro’s National Bolivarian Armed Forces", "Maduro forces": the forces act, not the person."""
    near = words[person.last : person.last + (4 if words[person.last - 1].low.endswith("'s") else 1)]
    for word in near:
        if not word.text[0].isalpha() or word.low in _NO_VERB:
            return False
        if head_class(word.low) in ("force", "group", "unit", "government"):
            return person.last - person.first == 1
    return False


def find_persons(words: tuple[Word, ...], lands: set[int], known: dict[str, Person]) -> list[Person]:
    """Persons of a sentence; `known` (by surname) grows, so that a bare surname is found from then on."""
    taken = [i in lands for i in range(len(words))]
    found = [p for p in titled(words, taken) if not of_site(words, p)]
    for p in found:
        taken[p.first : p.last] = [True] * (p.last - p.first)
    more = [p for p in untitled(words, taken) if not of_site(words, p)]
    for p in more:
        taken[p.first : p.last] = [True] * (p.last - p.first)
    for p in found + more:
        if p.surname not in known or known[p.surname].standing is None:
            known[p.surname] = p
    rest = [p for p in again(words, taken, known) if not of_site(words, p)]
    rest = [p for p in rest if not any(q.first <= p.first < q.last for q in found + more)]
    return sorted(found + more + rest, key=lambda p: p.first)


def _modified_start(scene: _Scene, first: int) -> int:
    """Back over "Russian", "the U.S. Army", "former" before a title."""
    table = actor_words()
    i = first - 1
    while i >= 0 and first - i <= 4 and not scene.barred[i]:
        word = scene.words[i]
        joined = i in scene.lands or word.low in table["modifier"] | table["force"] | table["link"] | {
            "former"
        }
        if not joined or (word.text == "." and i not in scene.lands):
            break
        i -= 1
    return i + 1


def _person_land(scene: _Scene, first: int, person: Person, known: _Known) -> str | None:
    codes = [scene.lands[i].code for i in range(first, person.first + 1) if i in scene.lands]
    after = person.last
    if not codes and after + 1 < len(scene.words) and scene.words[after].low in ("of", ","):
        codes = [scene.lands[i].code for i in (after + 1, after + 2) if i in scene.lands][:1]
    if codes:
        known.lands[person.surname] = codes[-1]
    return known.lands.get(person.surname)


def _owner_land(scene: _Scene, first: int, last: int, known: _Known) -> str | None:
    """ "Maduro’s forces": the country of a person the text has placed."""
    return next((c for i in range(first, last) if (c := known.lands.get(bare(scene.words[i].text)))), None)


def _learn_owner(scene: _Scene, first: int, country: str | None, known: _Known) -> None:
    """ "Maduro’s National Bolivarian Armed Forces": whose forces they are is placed with them."""
    owner = scene.words[first]
    name = bare(owner.text)
    capital = name != owner.text and name[:1].isupper() and first not in scene.lands
    if country and capital and head_free(name.lower()):
        known.lands.setdefault(name, country)
        known.persons.setdefault(name, Person(first, first, first + 1, None, name))


def _named_inside(scene: _Scene, first: int, last: int) -> str | None:
    for i in range(first, last):
        hit = named_at(scene.words, i)
        if hit and hit[1].country:
            return hit[1].country
    return None


def _add_named(scene: _Scene, add: object) -> None:
    words = scene.words
    for i in range(len(words)):
        hit = named_at(words, i)
        if hit is None:
            continue
        last, entry = hit
        if is_ship_prefix(words[i].text):  # "USS" alone says whose ship it is, and is nobody
            end = name_end(words, last, [False] * len(words))
            if end > last:
                add(i, end, entry.kind, entry.country)  # type: ignore[operator]
            continue
        maker = (
            entry.kind == "organisation" and last < len(words) and any(c.isdigit() for c in words[last].text)
        )
        if maker or (
            last < len(words) and words[last].low in actor_words()["tail"] and entry.kind != "force"
        ):
            continue
        article = i > 0 and words[i - 1].low == "the"
        add(i - article, last, entry.kind, entry.country)  # type: ignore[operator]


def _country_runs(scene: _Scene) -> list[tuple[int, int, CountryWord]]:
    runs: list[tuple[int, int, CountryWord]] = []
    for i, land in sorted(scene.lands.items()):
        if runs and runs[-1][2] == land:
            runs[-1] = (runs[-1][0], i + 1, land)
        else:
            runs.append((i, i + 1, land))
    return runs


def _with_article(scene: _Scene, i: int, land: CountryWord) -> int:
    """ "the Russians", "the United States"; not "the Russian An-124"."""
    text = scene.text[land.start : land.end]
    if land.kind == "demonym":
        plural = text.endswith(("s", "ese", "sh", "ch", "ss"))
    else:
        plural = text.endswith("s") or text.replace(".", "").isupper() or bool(_WITH_THE.search(text))
    after = i + 1 < len(scene.words) and scene.words[i + 1].text[0].isalpha() and land.kind == "demonym"
    return i - 1 if i > 0 and plural and not after and scene.words[i - 1].low == "the" else i


def _acts(scene: _Scene, first: int, last: int, land: CountryWord) -> bool:
    """Whether a country word stands for who acts; else it says where, or whose language, press or making."""
    words, table = scene.words, actor_words()
    rest = scene.text[land.end : words[last - 1].end]
    if _MADE.match(rest):
        return False
    after = words[last].low.removesuffix("'s") if last < len(words) else ""
    if after in table["tail"] or after in table["media"]:
        return False
    k = _governor(scene, first)
    before = words[k].low if k >= 0 else ""
    if land.kind == "demonym":
        return True
    if before in _WHERE or before.endswith("ern"):
        return False
    listed = k >= 1 and words[k].text == "," and words[k - 1].text[0].isupper() and k - 1 not in scene.lands
    if listed and first == k + 1 and after in ("", ",", ".", ")", "and", "("):
        return False  # "Palmyra, Syria,"
    left = scene.text[max(words[0].start, land.start - _REACH) : land.start].lower()
    if before == "to":
        return bool(_GIVING.search(left))
    if before == "from":
        return bool(_TAKING.search(left))
    if land.kind == "seat":
        return _seat_acts(words, last, before)
    return True


def _governor(scene: _Scene, first: int) -> int:
    """Index of the word that governs a country word: back over "the" and over "Laos and", "France, "."""
    k = first - 1
    while k >= 0:
        if scene.words[k].low == "the":
            k -= 1
        elif scene.words[k].low in ("and", "or", ",") and k - 1 in scene.lands:
            k -= 1
            while k >= 0 and k in scene.lands:
                k -= 1
        else:
            break
    return k


def _seat_acts(words: tuple[Word, ...], last: int, before: str) -> bool:
    """A capital acts as a subject, an owner or a partner; anywhere else it is a place."""
    if before in ("by", "with", "between"):
        return True
    if words[last - 1].low.endswith("'s"):
        return before not in {"of", "a", "an", "for", "on", "to", "from"}
    if before in {"of", "a", "an", "for", "on", "(", "/", "against", "to", "from"} or last >= len(words):
        return False
    after = words[last]
    return after.text[0].islower() and after.low not in _NO_VERB


def _cut(scene: _Scene, first: int, last: int) -> Span:
    start, end = scene.words[first].start, scene.words[last - 1].end
    land = scene.lands.get(last - 1)
    if (land is not None and land.end < end) or (land is not None and land.end > end):
        end = land.end
    text = bare(scene.text[start:end])
    return Span(start, start + len(text), text)


def _name(text: str) -> str:
    """Canonical: without a leading article, the English short name for a bare country is left to `country`."""
    return re.sub(r"^(?:the|an?)\s+", "", " ".join(text.split()), flags=re.IGNORECASE)
