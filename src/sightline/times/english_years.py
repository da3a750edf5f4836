"""English years that stand alone: "in 1944", "the 2008 crisis", "1944 saw"; not "1944 men", "Order No. 1944"."""

from sightline.times.english_dates import DASHES, Hit, prepared, year
from sightline.times.expr import CalendarDate
from sightline.times.tokens import Tokens, is_digits
from sightline.times.words_en import COUNTED, PREPOSITIONS, SEASONS

# after these a number of four digits is a name or a sum, not a year
_NUMBERED = frozenset(
    "$ € £ no number nearly almost resolution article section flight page hill hull pennant tail order decree law "
    "bill channel unit grid route highway base room frequency".split()
)


def plain_year(t: Tokens, i: int) -> Hit | None:  # noqa: PLR0911
    """A year alone, where nothing says that the number counts something."""
    found = year(t, i)
    if found is None:
        return None
    value, bc, end = found
    if bc or end > i + 1:
        return (CalendarDate(year=value, bc=bc), end) if is_digits(t.text[i]) or prepared(t, i) else None
    if t.text[end] == "s" and t.joined(end):
        return None
    before, after = t.low[i - 1] if i else "", t.low[end]
    if before == "." and t.low[i - 2] in ("no", "nos"):
        return None
    if after in COUNTED or before in _NUMBERED:
        return None
    if t.text[end] == "-" and t.joined(end) and t.text[end + 1].isalpha() and before not in ("the", "in"):
        return None
    sure = (
        before in PREPOSITIONS or before in SEASONS or before in DASHES
        or before in ("the", "year", "years", "and", "(", ",", "'", "“", '"', "\n", "", "same", ":", "to", ")")
    )  # fmt: skip
    if before in ("a", "an", "his", "her", "its", "their") and value >= 1700 and after.isalpha():
        return None if after.endswith("s") and before == "a" else (CalendarDate(year=value), end)
    if (
        not t.joined(i)
        and after in ("saw", "was", "also", "brought", "began", "ended", "will", "marked")
        and value >= 1700
    ):
        return CalendarDate(year=value), end
    if not sure and not (
        after in (")", ",", ".", "\n", "", ";", "-", "–", ":", "’", "'") or not after.isalpha()
    ):
        return None
    if before == "the" and value >= 1700 and after.isalpha() and not after.endswith("s"):
        return CalendarDate(year=value), end
    plain = before in (
        "the",
        "and",
        ",",
        "of",
        "for",
        "about",
        "around",
        "over",
        "some",
        "with",
        "than",
        "to",
        "at",
    )
    if (
        plain
        and after.isalpha()
        and after.endswith("s")
        and not after.endswith(("ss", "is", "us"))  # "the 2008 crisis" counts nothing
        and after not in ("was", "has", "as", "its")
    ):
        return None
    if 1000 <= value < 1500 and before not in ("in", "since", "from", "by", "until", "(", "of"):
        return None
    return CalendarDate(year=value), end
