"""Names in another case: "под Харьковом", "у Маріуполі", "в Великих Луках", "w Krakowie", "Halepte" back to how they stand
in a gazetteer.

By rule, not by list: each ending of a declension is turned back into the endings that its nominative may have
(Russian: Zaliznyak's classes of nouns and adjectives; Ukrainian: the same with its i/o, i/e and c/k, z/h, s/kh shifts;
Polish and Turkish: the cases of place names). What no gazetteer holds is dropped, and of several names that it holds
the best known one is taken, so a rule may be generous.
"""

import itertools
import math
import re
from collections.abc import Iterator
from functools import lru_cache

from sightline.places.fold import Word, fold_word
from sightline.places.gazetteer import Gazetteer
from sightline.places.store import Row

_LONGEST = 3  # words
_MOST_FORMS = 14  # of one word
# ending -> endings of the nominative; longest ending first, all that fit are tried
_RUSSIAN = (
    "ями=и|я ами=ы|и|а|о ией=ия иям=ии иях=ии ыми=ые ими=ие ого=ый|ое|ой его=ий|ее ому=ый|ое|ой ему=ий|ее "
    "ием=ие|ий ых=ые их=ие|и ым=ый|ое|ые|∅ им=ий|ое|ие|∅ ой=а|ая|ой ою=а ей=я|ая|ь|и ею=я ую=ая юю=яя ом=∅|о|ый|ое|ой ем=ь|й|е|ее|ий|ец "
    "ам=ы|и|а ям=и|я ах=ы|и|а|о ях=и|я ов=ы|и|а ев=и|ы ию=ия|ий ии=ия|ий ия=ие|ий ье=ья|ье ью=ь|ье|ья ья=ье|ья ьи=ья "
    "ца=ец цу=ец цем=ец це=ец|ца ка=ок ку=ок|ка ке=ок|ка ком=ок|ко ла=ёл|ел|ол лу=ёл|ел|ла лом=ёл|ел|ло ле=ёл|ел|ла|ль|ло|л "
    "у=∅|а|о ю=я|ь|й|е е=∅|а|о|я|ь|й|е а=∅|о|ы я=ь|й|е ы=а|ы и=а|ь|я|и|й ∅=ы|и"
)
_UKRAINIAN = (
    "ями=і|я|ї ами=и|і|а ього=ій|є ьому=ій|є ого=ий|е|ій ому=ий|е|ій ими=і ією=ія єю=я|ія ею=я|а|ь ою=а|ая ові=∅|о еві=ь|е єві=й "
    "ям=я|і|ї|ь ам=и|і|а|о ях=і|ї|я ах=и|і|а|о ів=и|і|∅ їв=ї их=і|и им=ий|е|і ім=ий|ій|і ий=ий ої=а ій=а|ій ом=∅|о|ий ем=ь|е|є єм=й|є ії=ія ію=ія ії=ій "
    "ці=ка|ця|ць|ці зі=га|за|г|з сі=ха|са|с ця=ець цю=ець|ця ьця=ець ка=ок ку=ок|ка ку=∅ку рі=р|ра|ря|рь жжі=жжя ллі=лля ччі=ччя нні=ння "
    "у=∅|а|о|е ю=я|ь|й|є|е і=∅|а|я|ь|о|е|і и=а|ь|и|я ї=я|ї|й є=я а=∅|о|и я=ь|й|я|є е=а|е ∅=и|і"
)
_POLISH = "ie=a|∅|o|ia owie=ów|owo ach=y|i|a ami=y|i iem=∅|o em=∅|o ego=y|e|i emu=y|e|i im=i|ie ym=y|e ej=a u=∅|o|e a=∅|o y=a|y i=a|i|∅ ę=a ą=a om=y|i ów=y|i"
_TURKISH = (
    "ndaki= ndeki= daki= deki= taki= teki= ndan= nden= dan= den= tan= ten= nda= nde= da= de= ta= te= nın= nin= nun= nün= "
    "ın= in= un= ün= ya= ye= na= ne= yı= yi= yu= yü="
)
_SHIFTED = (
    ("ов", "ів"),
    ("єв", "їв"),
    ("ев", "ів"),
    ("ог", "іг"),
    ("ол", "іл"),
    ("оз", "іг"),
    ("ор", "ір"),
    ("од", "ід"),
)
_CYRILLIC_LANDS = frozenset("RU UA BY KZ KG TJ BG RS MK MN UZ TM MD AM GE AZ".split())
_KINDS = {
    "country": 9.0,
    "region": 7.5,
    "continent": 8.0,
    "water": 7.0,
    "area": 7.0,
    "landform": 6.5,
    "seat": 6.0,
}
_EXACT = 1.5
_NEUTER = re.compile(r"(?:[вн]|шк|чк|[дт]л)$")  # Внуково, Ровно: foreign names in -o are not declined
# Class nouns that Russian and Ukrainian write small behind the name ("Чёрное море"), folded, without their endings;
# and those that Spanish, French, Italian and Portuguese write small in front of it.
_NOUN = re.compile(
    r"(?:mor[eiya]|oblast|kra[yeio]|rayon|ostrov|ostriv|ozer|zaliv|zatok|proliv|protok|kanal|poluostrov|pivostriv|pivostrov|gor[yai]|"
    r"khreb|respublik|okrug|vodokhranilishch|kos[aiueoy]|mys)[a-z]{0,4}"
)
HEADS = frozenset(
    "mar mer mare golfo golfe estrecho detroit stretto peninsula presquile canal oceano ocean".split()
)
# Adjectives of towns count as their town in front of these: "Авдіївському напрямку", "Донецкой области".
_GROUND = re.compile(
    r"(?:oblast|rayon|napravlen|napryam|front|uchastk|dilyants|aeroport|aerodrom|port|provints|raion|guberni)[a-z]{0,6}"
)
_ADJECTIVE = re.compile(r"(.{2,}?)(ськ|цьк|ск|цк)(?:ая|ой|ую|ий|ого|ому|им|ом|ое|а|ої|ій|у|ою|е|их)")
_ENDS_AS_ADJECTIVE = re.compile(
    r"(?:ая|яя|ой|ей|ую|юю|ый|ий|ого|его|ому|ему|ым|им|ом|ем|ое|ее|ые|ие|ых|их|ої|ій|ою|не|ного|ному|ім)$"
)
# "Херсонщина", "на Донеччині": the region of a town
_LAND = re.compile(r"(.{3,}?)(?:(ч)чин|щин)(?:а|и|і|у|ою)")
# Behind a town's adjective these say no more than its surroundings, or a line of advance towards it.
_AXIS = re.compile(r"(?:napravlen|napryam|front|uchastk|dilyants)[a-z]{0,6}")
_BASES = ("", "а", "ы", "и", "ь", "ье", "ка", "к", "са", "сса", "си", "я")
_SURNAME = re.compile(
    r"(?:[оеё]в|[иы]н|єв)(?:а|у|ы|ым|ом|е|ой|ою|ых|им|і|ої|ій)$|(?:ск|цк)(?:ого|ому|им|ом|ой|ая|ую)$|(?:ськ|цьк)(?:ого|ому|им|ім|ої|ій)$|енко$"
)
_TURKISH_WHERE = re.compile(r"['’ʼ](?:n?[dt][ae](?:ki|n)?|[yn]?[ae])\b")
Rules = tuple[tuple[str, tuple[str, ...]], ...]


def _rules(table: str) -> Rules:
    rows = []
    for entry in table.split():
        ending, _, instead = entry.partition("=")
        rows.append((ending.strip("∅"), tuple(n.strip("∅") for n in instead.split("|"))))
    return tuple(sorted(rows, key=lambda r: -len(r[0])))


_TABLES: dict[str, Rules] = {
    "ru": _rules(_RUSSIAN), "uk": _rules(_UKRAINIAN), "pl": _rules(_POLISH), "tr": _rules(_TURKISH),
}  # fmt: skip


def _table(word: str, language: str | None) -> str | None:
    """Which rules a word is read by: its script decides before the language of the text."""
    if "\u0400" <= word[0] <= "\u04ff":
        if language == "uk" or any(c in "іїєґ" for c in word.lower()):
            return "uk"
        return "ru"
    return language if language in ("pl", "tr") else None


@lru_cache(maxsize=16384)
def nominatives(word: str, table: str) -> tuple[str, ...]:
    """Folded nominatives that `word` may be a case of, likeliest first; never the word itself."""
    lower = word.lower()
    found: list[str] = []
    for ending, instead in _TABLES[table]:
        stem = lower[: len(lower) - len(ending)]
        if not lower.endswith(ending) or len(stem) < (4 if table == "tr" else 2):
            continue
        for nominative in instead:
            if len(stem) + len(nominative) < 3 or len(lower) < 3:
                continue
            if nominative in ("а", "ы") and stem[-1] in "аоуеэ":
                continue  # Самоа is not declined
            if nominative == "о" and not _NEUTER.search(stem):
                continue
            found.append(stem + nominative)
            if table == "uk" and not nominative:
                found += [stem[: -len(a)] + b for a, b in _SHIFTED if stem.endswith(a)]
    folded = dict.fromkeys(fold_word(f) for f in found)
    folded.pop(fold_word(word), None)
    return tuple(folded)[:_MOST_FORMS]


def names(stretch: list[Word], gazetteer: Gazetteer, language: str | None) -> Iterator[tuple[int, str]]:
    """(how many words, key) of names in another case that begin with the first of `stretch`, longest first."""
    if not stretch:
        return
    tables = [_table(w.text, language) for w in stretch[:_LONGEST]]
    if tables[0] is None:
        return
    forms: list[tuple[str, ...]] = []
    for word, table in zip(stretch, tables, strict=False):
        small = not (word.capital or class_noun(word)) or len(word.fold) < 3
        forms.append((word.fold,) if table is None or small else (word.fold, *nominatives(word.text, table)))
    town = _town(stretch, gazetteer)
    if town is not None:
        yield 1, town
    single = town is None and not (len(stretch) > 1 and class_noun(stretch[1]) and _adjectival(stretch[0]))
    for n in range(len(forms), 0 if single else 1, -1):
        exact = tuple(w.fold for w in stretch[:n])
        keys = (" ".join(f) for f in itertools.product(*forms[:n]) if f != exact)
        best = max(
            (
                (known(gazetteer, key) - 0.05 * k, key)
                for k, key in enumerate(keys)
                if gazetteer.store.numbers(key)
            ),
            default=None,
        )
        if best is not None and best[0] > known(gazetteer, " ".join(exact)) + _EXACT:
            yield n, best[1]


def class_noun(word: Word) -> bool:
    """A word like "sea" or "province" that stands small in a name."""
    return not word.capital and cyrillic(word) and is_class_noun(word)


def is_class_noun(word: Word) -> bool:
    return _NOUN.fullmatch(word.fold) is not None


def cyrillic(word: Word) -> bool:
    return "\u0400" <= word.text[0] <= "\u04ff"


def surname_like(word: Word) -> bool:
    """Whether a word in this case may as well be a surname in -ov, -in or -sky."""
    return _SURNAME.search(word.text.lower()) is not None


def says_where(text: str, end: int) -> bool:
    """Whether a Turkish case ending that says where, from where or where to stands behind a name ("Tuzla'daki")."""
    return _TURKISH_WHERE.match(text, end) is not None


def _adjectival(word: Word) -> bool:
    return cyrillic(word) and _ENDS_AS_ADJECTIVE.search(word.text.lower()) is not None


def _town(stretch: list[Word], gazetteer: Gazetteer) -> str | None:
    """The town that an adjective is made from, where a noun behind it says that its ground is meant."""
    towns = _of_towns(stretch[0], stretch[1]) if len(stretch) > 1 else ()
    towns = towns or land_towns(stretch[0])
    best = max(((known(gazetteer, k), k) for k in towns if gazetteer.store.numbers(k)), default=None)
    return best[1] if best is not None else None


def land_towns(word: Word) -> tuple[str, ...]:
    """Folded names of towns whose region a Ukrainian word in -щина may be ("Херсонщині": Херсон)."""
    match = _LAND.fullmatch(word.text.lower()) if cyrillic(word) else None
    if match is None:
        return ()
    stem = match[1]
    ends = ("цьк", "ця", "ци") if match[2] else ("", "а", "и", "ськ", "ов", "ів", "ь", "івці")
    return tuple(dict.fromkeys(fold_word(stem + e) for e in ends))


def on_axis(word: Word, noun: Word) -> bool:
    """Whether the words speak of a line of advance or a sector called after a town, not of the town itself."""
    return (
        not noun.capital
        and _AXIS.fullmatch(noun.fold) is not None
        and _ADJECTIVE.fullmatch(word.text.lower()) is not None
    )


def _of_towns(word: Word, noun: Word) -> tuple[str, ...]:
    """Folded names of towns that an adjective in front of such a noun may be made from."""
    if noun.capital or not _GROUND.fullmatch(noun.fold) or _table(word.text, None) is None:
        return ()
    match = _ADJECTIVE.fullmatch(word.text.lower())
    if match is None:
        return ()
    stem, suffix = match.groups()
    found = [stem + suffix]
    found += (
        [stem + b for b in _BASES] if suffix in ("ск", "ськ") else [stem + "ца", stem + "ця", stem + "ць"]
    )
    if stem.endswith(("ий", "ій")):
        found.append(stem[:-1] + "я")
    return tuple(dict.fromkeys(fold_word(f) for f in found))


def known(gazetteer: Gazetteer, key: str) -> float:
    """How well known the best bearer of a key is: 9 a country, 4 to 7 a town by its people, 0 nobody."""
    return max((_weight(row) for row in gazetteer.folded(key)), default=-_EXACT)


def _weight(row: Row) -> float:
    weight = _KINDS.get(row.kind, math.log10(row.population + 10.0))
    if row.kind not in _KINDS and row.kind != "settlement":
        weight = 4.5
    return weight + (0.7 if row.country in _CYRILLIC_LANDS else 0.0)
