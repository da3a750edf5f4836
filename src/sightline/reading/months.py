"""Names of months and weekdays in the languages that comment sections come in, from CLDR (tools/build_cldr_names.py)."""

from functools import cache
from importlib import resources

_ENGLISH = "january february march april may june july august september october november december".split()


def month_number(word: str, *, dotted: bool = False) -> int | None:
    """1-12 of a month's name or abbreviation in any of the languages; None for any other word.

    dotted: whether a day with a dot stands before it. "24. listopada" is Croatian, and October; "24 listopada" is
    Polish, and November."""
    word = word.casefold().strip(".")
    if dotted and (number := _named("dotted").get(word)):
        return number
    return _english().get(word) or _named("month").get(word)


def is_weekday(word: str) -> bool:
    return word.casefold().strip(".") in _named("weekday")


@cache
def _english() -> dict[str, int]:
    names = {name: i for i, name in enumerate(_ENGLISH, 1)}
    return names | {name[:3]: i for name, i in names.items()} | {"sept": 9}


@cache
def _named(kind: str) -> dict[str, int]:
    """ "month": name -> number, in all languages; "dotted": in those that write the day with a dot; "weekday": name
    -> 0."""
    found = {}
    for line in data_lines("cldr_dates.tsv"):
        set_, name, number = line.split("\t")
        if set_ == kind:
            found[name] = int(number or 0)
    return found


def data_lines(name: str) -> list[str]:
    """The rows of a file of `data/`, comments left out."""
    text = resources.files("sightline.reading").joinpath("data", name).read_text("utf-8")
    return [line for line in text.splitlines() if line and not line.startswith("#")]
