"""Stated distances in seven languages: the number, its range, and the unit, in kilometres."""

import re

_NUMBER_WORDS = {
    "a": 1, "an": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9,
    "ten": 10, "eleven": 11, "twelve": 12, "fifteen": 15, "twenty": 20, "twenty-five": 25, "thirty": 30, "forty": 40,
    "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80, "ninety": 90, "a hundred": 100, "one hundred": 100,
    "a dozen": 12, "two dozen": 24, "half a": 0.5, "a couple of": 2,
}  # fmt: skip
# Vague numbers: the range they are taken for (own estimate).
_VAGUE = {
    "a few": (2.0, 8.0),
    "several": (3.0, 12.0),
    "a couple of dozen": (15.0, 35.0),
    "dozens of": (20.0, 100.0),
    "tens of": (20.0, 100.0),
    "scores of": (40.0, 120.0),
    "varios": (3.0, 12.0),
    "quelques": (2.0, 10.0),
    "несколько": (2.0, 12.0),
    "нескольких": (2.0, 12.0),
    "кілька": (2.0, 12.0),
    "кількох": (2.0, 12.0),
    "einige": (2.0, 10.0),
    "wenige": (2.0, 8.0),
    "birkaç": (2.0, 10.0),
}
_FIGURE = r"\d{1,4}(?:[.,]\d{1,3})?"
_WORDS = "|".join(sorted((re.escape(w) for w in (*_NUMBER_WORDS, *_VAGUE)), key=len, reverse=True))
NUMBER = rf"(?P<num>{_FIGURE}|{_WORDS})(?:\s?(?:-|–|to|a|à|до|bis)\s?(?P<num2>{_FIGURE}))?"
UNIT = (
    r"(?P<unit>km|kms|kilomet(?:er|re)s?|kilomètres?|kil[oó]metros?|kilometern?|км|километр\w*|кілометр\w*|kilometre|"
    r"nautical miles?|millas n[aá]uticas|milles? (?:nautiques?|marins?)|морских мил\w+|морських мил\w+|seemeilen|deniz mili|nmi?|"
    r"miles?|millas?|mil|mi|миль|мил[яи]|met(?:er|re)s?|metros|mètres|метр\w*|metern?|yards?|m|м)\b"
)
ABOUT = (
    r"(?:(?:about|some|around|roughly|nearly|approximately|almost|just|over|only|barely|more than|less than|up to|"
    r"unos|unas|casi|aproximadamente|environ|près de|примерно|около|приблизно|близько|yaklaşık|etwa|rund|knapp|gut)\s+)?"
)
_KM = (("nautical", 1.852), ("náutica", 1.852), ("nautica", 1.852), ("nautique", 1.852), ("marin", 1.852),
       ("морск", 1.852), ("морськ", 1.852), ("seemeil", 1.852), ("deniz", 1.852), ("nm", 1.852),
       ("mil", 1.609344), ("mi", 1.609344), ("мил", 1.609344), ("yard", 0.0009144), ("met", 0.001), ("mèt", 0.001),
       ("мет", 0.001))  # fmt: skip


def distance_said(match: "re.Match[str]") -> tuple[float, float]:
    """The least and the most kilometres that a match with the groups num, num2 and unit says; never zero."""
    scale = unit_km(match["unit"])
    low, high = _number(match["num"])
    if match["num2"]:
        high = _number(match["num2"])[1]
    low, high = sorted((low, high))
    return max(low * scale, 0.05), max(high * scale, 0.05)


def unit_km(unit: str) -> float:
    """Kilometres in a unit of length."""
    low = " ".join(unit.lower().split())
    if low in ("m", "м"):
        return 0.001
    return next(
        (size for start, size in _KM if start in low and (len(start) > 3 or low.startswith(start))), 1.0
    )


def _number(words: str) -> tuple[float, float]:
    low = words.lower()
    if low in _VAGUE:
        return _VAGUE[low]
    if low in _NUMBER_WORDS:
        return _NUMBER_WORDS[low], _NUMBER_WORDS[low]
    if re.fullmatch(r"\d{1,3}[,.]\d{3}", low) and not low.startswith("0"):
        size = float(low.replace(",", "").replace(".", ""))  # thousands
    else:
        size = float(low.replace(",", "."))
    return size, size
