"""The words of a sentence that make claims, in languages read shallowly, and the forms that tell when."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal, cast

from sightline.extraction.shallow_words import Reading, at, trigger_rows
from sightline.model.span import Span
from sightline.model.vocabulary import EventKind

Form = Literal["past", "future", "conditional", "infinitive", "noun", "other"]

_ES_FUTURE = re.compile(r"(?:rá|rán|remos)$")
_ES_CONDITIONAL = re.compile(r"(?:ría|rían)$")
_ES_INFINITIVE = re.compile(r"(?:ar|er|ir)(?:se|los|las|lo|la)?$")
_ES_PAST = re.compile(r"(?:ó|aron|ieron|aba|aban|ía|ían|jo|jeron)$")
_FR_FUTURE = re.compile(r"(?:er|[^t]ir|dr|evr|ttr)(?:a|ont)$")
_FR_CONDITIONAL = re.compile(r"r(?:ait|aient)$")
_FR_INFINITIVE = re.compile(r"(?:er|ir|re)$")
# Perfective verbs have a future in the shape of a present; an imperfective stem ends in a vowel before it.
_RU_FUTURE = re.compile(r"(?:[^аяыиоу](?:ит|ят|ет|ут|ют)|дадут|дают?т|даст|йдут|йдет)(?:ся)?$")
_RU_PRESENT = frozenset(
    "летит летят стоит стоят идет идут везет везут движется движутся следует следуют находится находятся строит строят"
    " выводит выводят базируется служат несет несут ведет ведут просит хочет хотят плывут плывет заходит заходят"
    " подходит подходят проходит проходят выходит выходят производит состоит состоят входит входят возводит возводят"
    " виден видит видят перевозит перевозят наносит наносят сидит сидят держит держат числится числятся".split()
)
_RU_PAST = re.compile(
    r"(?:л|ла|ло|ли|лся|лась|лось|лись)$|(?:ен|ена|ено|ены|ан|ана|ано|аны)$|(?:н|вз)ят[аоы]?$|(?:б|ш|кр)ит[аоы]?$|(?:верн|кин|тян|двин)ут[аоы]$"
)
_RU_LONG = re.compile(r"(?:ый|ая|ое|ые|ых|ого|ому|ым|ыми|ую|ой|ий|ее|ие|их|ом|его|ему|им|ими|юю|ей|ем)$")
_UK_FUTURE = re.compile(
    r"(?:[^аяиіїоу](?:ить|ять)|(?:отрим|збер|переб)(?:ає|ають)|дасть|дадуть|буде|будуть|[^аяиіїоу]уть|[^о]не|йде|бере|веде)(?:ться|ся)?$"
)
_UK_PRESENT = frozenset(
    "летить летять стоїть стоять їде їдуть везуть знаходиться рухається рухаються виводить виводять проходить проходять"
    " заходить заходять виходить виходять".split()
)
_UK_PAST = re.compile(r"(?:в|ла|ло|ли|вся|лася|лося|лися)$|(?:но|то)$")
_RU_INFINITIVE = re.compile(r"(?:ть|ти)(?:ся|сь)?$")
_UK_INFINITIVE = re.compile(r"ти(?:ся|сь)?$")
_TR_NEGATIVE = re.compile(
    r"m[ae](?:d[ıi]|m[ıi]ş|yaca|yece|z(?![aeıiou])|y[ae]n|y[ıi]p|m[ae]kt|mes[ıi]|mas[ıi]|y[ae]bil)|m[ıiuü]yor"
)
_TR_FUTURE = re.compile(r"(?:ecek|acak|eceğ|acağ)")
_TR_POSSIBLE = re.compile(r"[ea]bil(?:ir|ec|di|iyor|me)")
_TR_CONDITION = re.compile(
    r"(?:[aeıiuü]r|d[ıiuü]|l[ae]r|c[ae]k|yor|m[ıiuü]ş|m[ae]z)s[ae](?:k|n|n[ıi]z|l[ae]r|yd[ıi])?$"
)
_TR_BEFORE = re.compile(r"m[ae]d[ae]n$")
_INFINITIVES = {
    "es": re.compile(r"^.{3,}(?:ar|er|ir)$"), "fr": re.compile(r"^.{3,}(?:er|ir)$"), "ru": re.compile(r"^.{3,}(?:ть|ти)$"),
    "uk": re.compile(r"^.{3,}ти$"), "tr": re.compile(r"^.{2,}m[ae]k$"),
}  # fmt: skip
_TR_HEARSAY = re.compile(r"m[ıiuü]ş(?:l[ae]r)?$")
_TR_NOMINAL = re.compile(r"(?:d[ıiuü]ğ|t[ıiuü]ğ|[ae]c[ae]ğ|m[ae]s[ıi]|m[ae]k|m[ae]y[aeıi])")


@dataclass(frozen=True, slots=True)
class Trigger:
    """Words [first, last] of the sentence that make a claim. kind: as in data/triggers_other.tsv."""

    first: int
    last: int
    event: EventKind
    kind: str
    form: Form


def triggers(reading: Reading, taken: Iterable[Span]) -> list[Trigger]:
    """The triggers of a sentence in text order, none overlapping; taken: words that are something else (an item,
    a place, a date)."""
    words, table = reading.sentence.words, trigger_rows(reading.language)
    spans = list(taken)
    out: list[Trigger] = []
    i = 0
    while i < len(words):
        rows = at(table, reading.lows, reading.bare, i)
        # Words that say enough by themselves go before shorter or looser readings of the same words.
        row = max(rows, key=lambda r: (len(r.words), r.value[1] in "ds"), default=None)
        if row is None:
            i += 1
            continue
        last = i + len(row.words) - 1
        start, end = words[i].start, words[last].end
        if not any(s.start < end and start < s.end for s in spans):
            event, kind = row.value
            if kind == "d" and out and out[-1].last == i - 1 and out[-1].form == "noun":
                i = last + 1
                continue  # "tatbikat yok" is about the drill
            out.append(Trigger(i, last, cast(EventKind, event), kind, _form(reading, last, kind)))
        i = last + 1
    return out


def _form(reading: Reading, at_: int, kind: str) -> Form:
    if kind in "nsd" and not (kind == "s" and reading.language in ("es", "fr", "tr")):
        return "noun"
    word, language = reading.bare[at_], reading.language
    before = set(reading.bare[max(0, at_ - 2) : at_])
    if kind == "v" and before & {"haber", "avoir", "être"}:
        return "noun"  # "niega haber vendido": the object of another verb, told as done
    if language == "es":
        return _first(word, (("future", _ES_FUTURE), ("conditional", _ES_CONDITIONAL), ("infinitive", _ES_INFINITIVE), ("past", _ES_PAST)), kind)  # fmt: skip
    if language == "fr":
        auxiliary = at_ > 0 and {
            "ont",
            "a",
            "sont",
            "est",
            "avait",
            "avaient",
            "été",
            "était",
            "étaient",
        } & set(reading.bare[max(0, at_ - 3) : at_])
        if auxiliary:
            return "past"
        return _first(word, (("future", _FR_FUTURE), ("conditional", _FR_CONDITIONAL), ("infinitive", _FR_INFINITIVE)), kind)  # fmt: skip
    if language == "ru":
        return _slavic(word, (_RU_FUTURE, _RU_PRESENT, _RU_PAST, _RU_INFINITIVE))
    if language == "uk":
        return _slavic(word, (_UK_FUTURE, _UK_PRESENT, _UK_PAST, _UK_INFINITIVE))
    if language == "tr" and kind == "v":
        if _TR_POSSIBLE.search(reading.lows[at_]):
            return "conditional"
        return "future" if _TR_FUTURE.search(reading.lows[at_]) else "past"
    return "noun" if kind in "ns" else "other"


def _first(word: str, forms: tuple[tuple[Form, re.Pattern[str]], ...], kind: str) -> Form:
    found = next((name for name, pattern in forms if pattern.search(word)), None)
    return found or ("noun" if kind == "s" else "other")


def _slavic(
    word: str,
    forms: tuple[re.Pattern[str], frozenset[str], re.Pattern[str], re.Pattern[str]],
) -> Form:
    future, present, past, infinitive = forms
    if infinitive.search(word):
        return "infinitive"
    if past.search(word):
        return "past"
    if word in present or _RU_LONG.search(word):
        return "other"
    return "future" if future.search(word) else "other"


def slavic_future(word: str) -> bool:
    """Whether a Russian or Ukrainian word looks like a perfective future ("оформят"); only plain endings."""
    return (
        len(word) > 5
        and re.search(r"[^аяыиіоуеї](?:ит|ят|ут|ить|ять|уть)(?:ся)?$", word) is not None
        and (
            word not in _RU_PRESENT
            and word not in _UK_PRESENT
            and not word.endswith(("сть", "сять", "цять", "вять", "десят"))
        )
    )


def turkish_negative(word: str) -> bool:
    """Whether a Turkish verb form is negative ("indirilmedi", "ulaşmayacak")."""
    return _TR_NEGATIVE.search(word) is not None


def turkish_condition(word: str) -> bool:
    """Whether a Turkish verb form is a condition ("gelirse")."""
    return _TR_CONDITION.search(word) is not None


def turkish_before(word: str) -> bool:
    """Whether a Turkish verb form says that it had not come yet ("gelmeden önce")."""
    return _TR_BEFORE.search(word) is not None


def like_infinitive(word: str, language: str) -> bool:
    """Whether a word may be an infinitive: something wished, ordered, possible. Nouns of that look count, too."""
    return _INFINITIVES[language].search(word) is not None


def turkish_hearsay(word: str) -> bool:
    """Whether a Turkish verb form says that it was heard ("inmiş")."""
    return _TR_HEARSAY.search(word) is not None


def turkish_possible(word: str) -> bool:
    """Whether a Turkish verb form says that it may be ("gönderilebilir")."""
    return _TR_POSSIBLE.search(word) is not None


def turkish_future(word: str) -> bool:
    """Whether a Turkish verb form is a future ("gönderilecek")."""
    return _TR_FUTURE.search(word) is not None


def turkish_nominal(word: str) -> bool:
    """Whether a Turkish verb form is the object of another verb ("gönderildiğini")."""
    return _TR_NOMINAL.search(word) is not None
