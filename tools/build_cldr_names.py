"""Names that comment sections hold, in the languages they come in: src/sightline/reading/data/cldr_*.

    python tools/build_cldr_names.py

From CLDR (Unicode License v3) by way of the babel that is installed: names of months and weekdays, and names of countries,
languages and cities of time zones, which may stand in a text although a commenter is called so. Loading 42 locales for
them would take half a second each time that the program starts; tests/reading/test_reading_stamps.py builds them again.
"""

from pathlib import Path

from babel import Locale
from babel import __version__ as version
from babel.core import get_global
from babel.dates import get_day_names, get_month_names

OUT = Path(__file__).parents[1] / "src" / "sightline" / "reading" / "data"
LOCALES = (
    "en", "es", "pt", "fr", "de", "it", "nl", "tr", "ru", "uk", "be", "pl", "cs", "sk", "ro", "hu", "bg", "sr",
    "hr", "sl", "el", "ar", "fa", "he", "sv", "da", "nb", "fi", "et", "lv", "lt", "id", "ms", "az", "kk", "ka",
    "hy", "sq", "ca", "vi", "hi", "ur",
)  # fmt: skip
# Not in CLDR, but common on pages; the Levantine names of the months are Arabic's second set.
MORE = {
    "sept": 9, "ene": 1, "abr": 4, "ago": 8, "dic": 12, "mrt": 3, "мая": 5,
    "شباط": 2, "آذار": 3, "نيسان": 4, "أيار": 5, "حزيران": 6, "تموز": 7, "آب": 8, "أيلول": 9,
}  # fmt: skip
HEAD = f"# Made by tools/build_cldr_names.py from the CLDR of babel {version}; Unicode License v3.\n"


def months(*, dotted: bool) -> dict[str, int]:
    """In all languages, or in those that write the day with a dot; where two differ, the first of LOCALES counts."""
    found: dict[str, int] = {}
    for locale in LOCALES:
        if dotted and "d." not in str(Locale.parse(locale).date_formats["long"].pattern):
            continue
        for context in ("format", "stand-alone"):
            for width in ("wide", "abbreviated"):
                for number, name in get_month_names(width, context, locale).items():
                    key = _key(name)
                    if not key.isdecimal() and len(key) > 1:
                        found.setdefault(key, int(number))
    return found if dotted else found | MORE


def weekdays() -> set[str]:
    names = set()
    for locale in LOCALES:
        for width in ("wide", "abbreviated"):
            names |= {_key(n) for n in get_day_names(width, "format", locale).values()}
    return {n for n in names if len(n) > 1}


def common_names() -> set[str]:
    """Of one word each and case folded."""
    names: set[str] = {zone.rpartition("/")[2] for zone in get_global("zone_territories")}
    for code in LOCALES:
        locale = Locale.parse(code)
        names |= {*locale.territories.values(), *(v for k, v in locale.languages.items() if len(k) == 2)}
        names |= {str(z["city"]) for z in locale.time_zones.values() if "city" in z}
    return {name.casefold() for name in names if name.isalpha()}


def _key(name: object) -> str:
    return str(name).casefold().strip(".")


def dates() -> str:
    """The file of months and weekdays: set, name, number of the month."""
    lines = [
        f"{kind}\t{name}\t{n}\n"
        for kind, found in (("month", months(dotted=False)), ("dotted", months(dotted=True)))
        for name, n in sorted(found.items())
    ]
    return "".join([HEAD, *lines, *(f"weekday\t{name}\t\n" for name in sorted(weekdays()))])


def names() -> str:
    """The file of names, one a line."""
    return "".join([HEAD, *(f"{name}\n" for name in sorted(common_names()))])


def main() -> None:
    OUT.mkdir(exist_ok=True)
    for name, text in (("cldr_dates.tsv", dates()), ("cldr_names.txt", names())):
        (OUT / name).write_text(text, "utf-8")
        print(name, text.count("\n") - 1, "rows")


if __name__ == "__main__":
    main()
