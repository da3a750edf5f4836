"""English of reports and accounts: "third-quarter", "the year-ago quarter", "fiscal 1998", "the week ended Aug. 10".

Companies' quarters are read as those of the calendar; of a fiscal year nothing is known but that it ends in, or just
after, the year it is named for.
"""

from sightline.times.calendrical import two_digit_year
from sightline.times.english_counted import ago
from sightline.times.english_dates import DASHES, Hit, date, tail_year, year
from sightline.times.english_numbers import length
from sightline.times.english_relative import pointed
from sightline.times.expr import Again, Expr, FiscalYear, Quarter, Unit, UnitName, Upto, Vague, Years
from sightline.times.tokens import Tokens
from sightline.times.words_en import PLURAL_UNITS, UNITS

_NTH = {"first": 1, "second": 2, "third": 3, "fourth": 4, "final": 4, "1st": 1, "2nd": 2, "3rd": 3, "4th": 4}
_BACK = frozenset({"ago", "earlier", "before"})
_ENDED = frozenset({"ended", "ending", "through", "to", "until"})
_LIKE = frozenset({"same", "corresponding", "comparable", "equivalent", "like"})
_STRETCHES = frozenset({"quarter", "period", "month", "week", "half", "stretch", "nine", "six", "three"})
_FISCAL = Vague("a fiscal period; whose year it is, the words do not say")


def quarter(t: Tokens, i: int) -> Hit | None:
    """ "third-quarter", "the second quarter", "first-half", "fiscal first quarter", "the quarter"."""
    if t.text[i + 1] in ("Q", "H") and t.joined(i + 1):
        return _numbered(t, i)
    j = i + (t.low[i] == "the")
    fiscal = t.low[j] == "fiscal"
    j += fiscal
    n = _NTH.get(t.low[j])
    if n is None:
        return _lone_quarter(t, j) if j > i and not fiscal else None
    k = j + 1
    hyphened = t.text[k] in DASHES and bool(t.text[k])
    k += hyphened
    if t.low[k] not in ("quarter", "half") or (t.low[k] == "half" and (not hyphened or n > 2)):
        return None
    if t.low[j] == "final" and not hyphened and j > i + (t.low[i] == "the"):
        return None
    rest, end = tail_year(t, k + 1)
    if fiscal:
        return _FISCAL, end
    return Quarter(n, rest.year, t.low[k] == "half", rest.within), end


def _numbered(t: Tokens, i: int) -> Hit | None:
    """ "2Q 2021", "1H21"."""
    n, halves = t.number(i), t.text[i + 1] == "H"
    if n is None or not 1 <= n <= (2 if halves else 4) or len(t.text[i]) > 1 or (i and t.joined(i)):
        return None
    named, short = year(t, i + 2), t.number(i + 2)
    if named and not named[1]:
        return Quarter(n, named[0], halves), named[2]
    if short is not None and len(t.text[i + 2]) == 2 and t.joined(i + 2):
        return Quarter(n, two_digit_year(short), halves), i + 3
    return None


def _lone_quarter(t: Tokens, j: int) -> Hit | None:
    """ "the quarter", "the quarter ended": the one told before."""
    if t.low[j] == "quarter" and t.low[j + 1] != "of" and t.text[j + 1] not in DASHES:
        return Again("quarter"), j + 1
    found = year(t, j)
    if found and not found[1] and t.low[found[2]] == "quarter":  # "the 1988 quarter"
        return Again("quarter", within=Years(found[0], found[0], "year")), found[2] + 1
    return None


def possessed(t: Tokens, i: int) -> Hit | None:
    """ "last year's third quarter", "1989's first half"."""
    found = year(t, i)
    said = (Years(found[0], found[0], "year"), found[2]) if found and not found[1] else pointed(t, i)
    if said is None or t.text[said[1]] not in ("'", "’") or t.low[said[1] + 1] != "s":
        return None
    n, k = _NTH.get(t.low[said[1] + 2]), said[1] + 3
    k += t.text[k] in DASHES and bool(t.text[k])
    if n is None or t.low[k] not in ("quarter", "half") or (t.low[k] == "half" and n > 2):
        return None
    return Quarter(n, None, t.low[k] == "half", said[0]), k + 1


def compared(t: Tokens, i: int) -> Hit | None:
    """ "the year-ago quarter", "year-earlier", "the same quarter of 2008", "the same period last year"."""
    j = i + (t.low[i] == "the")
    if t.low[j] in ("year", "prior") and t.text[j + 1] in DASHES and t.text[j + 1]:
        back = t.low[j + 2] in _BACK if t.low[j] == "year" else t.low[j + 2] == "year"
        if not back:
            return None
        end = j + 3
        unit: UnitName | None = "quarter" if t.low[end] == "quarter" else None
        return Again(unit, back=1), end + (t.low[end] in _STRETCHES)
    if j == i or t.low[j] not in _LIKE or t.low[j + 1] not in _STRETCHES:
        return None
    k = j + 2
    unit = "quarter" if t.low[j + 1] == "quarter" else None
    if t.low[j + 1] in ("nine", "six", "three"):
        if t.low[k] != "months":
            return None
        k += 1
    return _of_year(t, k, unit)


def _of_year(t: Tokens, k: int, unit: UnitName | None) -> Hit | None:
    """The year behind "the same quarter": "of 2008", "last year", "a year ago", "of the previous year"."""
    after = ago(t, k) if t.low[k] in ("a", "one") else None
    if after and t.low[after[1] - 1] in (*_BACK, "previously"):
        return Again(unit, back=1), after[1]
    k += t.low[k] in ("of", "in")
    plain = year(t, k)
    if plain and not plain[1]:
        return Again(unit, within=Years(plain[0], plain[0], "year")), plain[2]
    said = pointed(t, k)
    if said and isinstance(said[0], Unit) and said[0].unit == "year" and said[0].index is None:
        return Again(unit, within=said[0]) if said[0].base == "speech" else Again(unit, back=1), said[1]
    return None


def fiscal(t: Tokens, i: int) -> Hit | None:
    """ "fiscal 1998", "the last fiscal year", "the current fiscal year", "the 1990 fiscal year"."""
    j = i
    while (
        t.low[j] in ("the", "last", "next", "current", "this", "previous", "past", "new", "its") and j < i + 2
    ):
        j += 1
    if t.low[j] not in ("fiscal", "financial"):
        return None
    if t.low[j + 1] == "year":
        named = year(t, j + 2) if j == i else None
        if named and not named[1]:
            return _fiscal_year(named[0]), named[2]
        return _FISCAL, j + 2
    j += 1
    n = t.number(j)
    if i != j - 1 or n is None or t.low[j - 1] == "financial":
        return None
    if len(t.text[j]) == 4 and 1900 <= n <= 2199:
        return _fiscal_year(n), j + 1
    return (_fiscal_year(two_digit_year(n)), j + 1) if len(t.text[j]) == 2 and not t.joined(j + 1) else None


def _fiscal_year(n: int) -> Expr:
    return FiscalYear(n)


def whose(t: Tokens, i: int, expr: Expr) -> Expr:
    """A fiscal year at token `i` with whose it is, where the words right before say so: "US fiscal year 2019"."""
    if not isinstance(expr, FiscalYear):
        return expr
    before = t.low[max(0, i - 4) : i]
    if before[-1:] in (("us",), ("federal",), ("american",)) or before == ("u", ".", "s", "."):
        return FiscalYear(expr.year, 10, "the United States government's, from 1 October")
    if before[-1:] in (("uk",), ("british",)) or before == ("u", ".", "k", "."):
        return FiscalYear(expr.year, 4, "the United Kingdom government's, from 1 April")
    return expr


def until(t: Tokens, i: int) -> Hit | None:
    """ "the week" of "the week ended Aug. 10", "the three months" of "the three months to 12 June": the date is an
    expression of its own, and only says where the stretch ends."""
    if t.low[i] != "the":
        return None
    found = length(t, i + 1)
    count, unit, k = 1, UNITS.get(t.low[i + 1]), i + 2
    if found and not found.bare and not found.article:
        count, unit, k = max(1, round(found.high)), found.unit, found.end
    elif unit is None or t.low[i + 1] in PLURAL_UNITS:
        return None
    if (
        unit is None
        or unit in ("minute", "hour")
        or (t.low[k] not in _ENDED and t.low[k : k + 2] != ("that", "ended"))
    ):
        return None
    if count == 1 and t.low[k] in ("to", "until", "through") and t.low[k] != "to":
        return None
    m = k + 1 + (t.low[k] == "that")
    m += t.low[m] in ("on", "in")
    last = date(t, m)
    return (Upto(count, unit, last[0]), k) if last else None
