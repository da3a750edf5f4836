"""Dates with a day or a year in Arabic, Persian, Hebrew and Chinese; nothing relative, nothing vague.

Arabic has two sets of names for the months of the common calendar, the Syriac ones of the Levant and Iraq and the
borrowed ones of Egypt and the Gulf, and a third in the Maghreb (names from CLDR, locales ar, ar-SY, ar-DZ). Dates of
the Hijri and Jalali calendars are left alone.
"""

from collections.abc import Iterator

from sightline.times.english_dates import numeric
from sightline.times.expr import CalendarDate, Expr
from sightline.times.tokens import Tokens

_ARABIC = (
    "يناير|جانفي|كانون الثاني", "فبراير|فيفري|شباط", "مارس|آذار|اذار", "أبريل|ابريل|إبريل|أفريل|نيسان",
    "مايو|ماي|أيار|ايار", "يونيو|يونيه|جوان|حزيران", "يوليو|يوليه|جويلية|تموز", "أغسطس|اغسطس|أوت|آب",
    "سبتمبر|شتنبر|أيلول|ايلول", "أكتوبر|اكتوبر|تشرين الأول|تشرين الاول", "نوفمبر|نونبر|تشرين الثاني",
    "ديسمبر|دجنبر|كانون الأول|كانون الاول",
)  # fmt: skip
_PERSIAN = (
    "ژانویه", "فوریه", "مارس", "آوریل", "مه|می", "ژوئن", "ژوئیه|جولای", "اوت|آگوست", "سپتامبر", "اکتبر", "نوامبر",
    "دسامبر",
)  # fmt: skip
_HEBREW = (
    "ינואר", "פברואר", "מרץ|מרס", "אפריל", "מאי", "יוני", "יולי", "אוגוסט", "ספטמבר", "אוקטובר", "נובמבר", "דצמבר",
)  # fmt: skip
Names = dict[tuple[str, ...], int]


def _names(rows: tuple[str, ...], prefixes: str = "") -> Names:
    return {
        tuple((p + form).split()): n
        for n, row in enumerate(rows, 1)
        for form in row.split("|")
        for p in ("", *prefixes.split())
    }


_NAMES: dict[str, Names] = {"ar": _names(_ARABIC), "fa": _names(_PERSIAN), "he": _names(_HEBREW, "ב ל מ ה")}
LANGUAGES = frozenset({*_NAMES, "zh"})
Hit = tuple[Expr, int]


def expressions(t: Tokens, language: str) -> Iterator[tuple[int, int, Expr]]:
    """(first token, past last token, what it says), in text order, never overlapping."""
    i = 0
    while i < len(t):
        hit = numeric(t, i) or (_chinese(t, i) if language == "zh" else _named(t, i, _NAMES[language]))
        if hit is None:
            i += 1
            continue
        yield i, hit[1], hit[0]
        i = hit[1]


def _value(t: Tokens, i: int, digits: int) -> int | None:
    """The number at `i` in any script's decimal digits, of at most so many; 0 is none."""
    word = t.text[i]
    return int(word) or None if word.isdecimal() and len(word) <= digits else None


def _year(t: Tokens, i: int) -> int | None:
    value = _value(t, i, 4)
    return value if value and 1500 <= value <= 2199 else None


def _month(t: Tokens, i: int, names: Names) -> tuple[int, int] | None:
    for size in (2, 1):
        n = names.get(t.low[i : i + size])
        if n is None:
            continue
        end = i + size
        if t.text[end] == "/" and (second := _month(t, end + 1, names)) and second[0] == n:
            end = second[1]  # "آذار/مارس"
        return n, end
    return None


def _named(t: Tokens, i: int, names: Names) -> Hit | None:
    """Day, month and year, or two of them; a month alone is left alone."""
    day = _value(t, i, 2)
    j = i + 1 if day is not None and day <= 31 else i
    named = _month(t, j, names)
    if named is None:
        return None
    year = _year(t, named[1])
    if year is None and j == i:
        return None
    end = named[1] + (year is not None)
    return CalendarDate(year, named[0], day if j > i else None), end


def _chinese(t: Tokens, i: int) -> Hit | None:
    """ "2018年3月14日", "2018年3月", "2018年", "3月14日"."""
    found: dict[str, int] = {}
    j = i
    for sign, digits, top in (("年", 4, 2199), ("月", 2, 12), ("日", 2, 31)):
        value = _value(t, j, digits)
        marked = t.text[j + 1].startswith(sign) or (sign == "日" and t.text[j + 1].startswith("号"))
        if value is not None and marked and value <= top and (sign != "年" or value >= 1500):
            found[sign] = value
            j += 2
    if not found or ("年" not in found and len(found) < 2) or ("日" in found and "月" not in found):
        return None
    return CalendarDate(found.get("年"), found.get("月"), found.get("日")), j
