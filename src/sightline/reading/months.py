"""Names of months and weekdays in the languages that comment sections come in, from CLDR by way of babel."""

from functools import lru_cache

LOCALES = (
    "en", "es", "pt", "fr", "de", "it", "nl", "tr", "ru", "uk", "be", "pl", "cs", "sk", "ro", "hu", "bg", "sr",
    "hr", "sl", "el", "ar", "fa", "he", "sv", "da", "nb", "fi", "et", "lv", "lt", "id", "ms", "az", "kk", "ka",
    "hy", "sq", "ca", "vi", "hi", "ur",
)  # fmt: skip
_ENGLISH = "january february march april may june july august september october november december".split()
# Not in CLDR, but common on pages; the Levantine names of the months are Arabic's second set.
_MORE = {
    "sept": 9, "ene": 1, "abr": 4, "ago": 8, "dic": 12, "mrt": 3, "мая": 5,
    "شباط": 2, "آذار": 3, "نيسان": 4, "أيار": 5, "حزيران": 6, "تموز": 7, "آب": 8, "أيلول": 9,
}  # fmt: skip


def month_number(word: str, *, dotted: bool = False) -> int | None:
    """1-12 of a month's name or abbreviation in any of the languages; None for any other word.

    dotted: whether a day with a dot stands before it. "24. listopada" is Croatian, and October; "24 listopada" is
    Polish, and November."""
    word = word.casefold().strip(".")
    if dotted and (number := _names(dotted=True).get(word)):
        return number
    return _english().get(word) or _names().get(word)


def is_weekday(word: str) -> bool:
    return word.casefold().strip(".") in _weekdays()


@lru_cache(maxsize=1)
def _english() -> dict[str, int]:
    names = {name: i for i, name in enumerate(_ENGLISH, 1)}
    return names | {name[:3]: i for name, i in names.items()} | {"sept": 9}


@lru_cache(maxsize=2)
def _names(*, dotted: bool = False) -> dict[str, int]:
    """In all languages, or in those that write the day with a dot; where two differ, the first of LOCALES counts."""
    from babel import Locale
    from babel.dates import get_month_names

    found: dict[str, int] = {}
    for locale in LOCALES:
        if dotted and "d." not in str(Locale.parse(locale).date_formats["long"].pattern):
            continue
        for context in ("format", "stand-alone"):
            for width in ("wide", "abbreviated"):
                for number, name in get_month_names(width, context, locale).items():
                    key = str(name).casefold().strip(".")
                    if not key.isdecimal() and len(key) > 1:
                        found.setdefault(key, int(number))
    return found if dotted else found | _MORE


@lru_cache(maxsize=1)
def _weekdays() -> frozenset[str]:
    from babel.dates import get_day_names

    names = set()
    for locale in LOCALES:
        for width in ("wide", "abbreviated"):
            names |= {str(n).casefold().strip(".") for n in get_day_names(width, "format", locale).values()}
    return frozenset(n for n in names if len(n) > 1)
