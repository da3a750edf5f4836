"""What languages without articles say of how many, and words that only look like materiel.

Data: data/shallow_units.tsv (language, unit, singular forms).
"""

import re
from dataclasses import replace
from functools import cache
from importlib import resources

from sightline.extraction.shallow_words import fold
from sightline.model.claim import Count, Item
from sightline.model.span import Span

# "Ракетных ударов", "танкового удара": what a thing is like, not the thing.
_ADJECTIVE = re.compile(
    r"(?:н|ов|ев|ск|ьк)(?:ый|ий|ая|ое|ые|ого|ому|ым|ом|ых|ыми|ой|ую|их|им|ими|а|е|і|ої|ою|у|ими)$"
)
# A masculine noun in the nominative: one thing, where nothing else is said.
_ONE = re.compile(r"(?:[бвгджзклмнпрстфхцчшщ]|[лтр]ь)$")
_ACCUSATIVE = re.compile(r"(?:[бвгджзклмнпрстфхцчшщ]у|[еи]ю)$")
_MANY = re.compile(r"(?:ов|ев|ей|ів|їв|ей|ок|иц|ет|от|ин|ун|иш|ум|ек)$")
_CASE = re.compile(r"\w['’](?:[yn]?[ae]|n?[dt][ae]n?)$")
_ADJECTIVES = (
    "ракетн",
    "танков",
    "артиллерийск",
    "артилерійськ",
    "минометн",
    "мінометн",
    "вертолетн",
    "гвинтокрил",
)


@cache
def _units() -> dict[tuple[str, str], str]:
    text = resources.files("sightline.extraction").joinpath("data/shallow_units.tsv").read_text("utf-8")
    lines = [line.split("\t") for line in text.splitlines() if not line.startswith("#")]
    return {(language, form): unit for language, unit, forms in lines for form in forms.split()}


def adjective(item: Item, language: str) -> bool:
    """Whether the item is only a Slavic adjective of a thing, or a verb made of one."""
    if language == "tr":
        return item.span.text.lower().startswith("bombala")  # "bombaladı": bombed
    if language not in ("ru", "uk") or item.ref is not None:
        return False
    word = fold(item.span.text.lower()).split()[-1]
    return word.startswith(_ADJECTIVES) and _ADJECTIVE.search(word) is not None


def counted(item: Item, language: str) -> Item:
    """The item with the unit and the one of its formation ("рота БМП-2": one company), and one for a Slavic
    masculine noun in the nominative ("фрегат")."""
    words = fold(item.span.text.lower()).split()
    unit = next((u for w in words[:2] + words[-1:] if (u := _units().get((language, w)))), None)
    if unit is not None:
        if item.count is None:
            return replace(item, count=Count(1, 1, unit, "")) if language != "tr" or len(words) > 1 else item
        return item if item.count.unit else replace(item, count=replace(item.count, unit=unit))
    if item.count is None and language in ("ru", "uk") and item.ref is None and len(words) == 1:
        if _ACCUSATIVE.search(words[0]):
            return replace(item, count=Count(1, 1, None, ""))
        if (
            _ONE.search(words[0])
            and not _MANY.search(words[0])
            and item.category not in ("troops", "cargo", "weapon")
        ):
            return replace(item, count=Count(1, 1, None, ""))
    return item


def trimmed(item: Item, language: str) -> Item:
    """A Turkish thing without the place behind it that its name was taken to be ("çıkarma gemisi Mersin'e")."""
    if language != "tr":
        return item
    before, _, last = item.span.text.rpartition(" ")
    if before and _CASE.search(last):
        span = Span(item.span.start, item.span.start + len(before), before)
        return replace(item, span=span, name=before)
    return item
