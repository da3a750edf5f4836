"""Numbers in words and digits, with what hedges them, as intervals.

How words become bounds follows the contract's page ("at least five" = {5, null}, "dozens" = {24, 99},
"some 300" = {270, 330}, "35 tons" has unit t) and, where it is silent, the annotation habits of the training
documents ("several" = {3, null}, "thousands" = {2000, 9999}, "up to 20" = {null, 20}, "almost 100" = {90, 99}).
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources

from sightline.model.claim import Count

_TOKEN = re.compile(
    r"(?P<num>(?:[$€£]\s?)?\d{1,3}(?:[,\u00a0\u202f ]\d{3}){1,6}(?!\d)|(?:[$€£]\s?)?\d+(?:[.,]\d+)?)"
    r"|(?P<word>[^\W\d_]+(?:['’-][^\W\d_]+)*)|(?P<dash>[-–—])|(?P<other>\S)"
)
_UNITS = re.compile(
    r"[\s\u00a0-]{0,4}(?:metric\s|short\s|long\s)?"
    r"(?:(?P<t>tons?|tonnes?|toneladas?|tonnes?|тонн\w*|т(?=[\s.,])|ton|t(?=[\s.,;]))"
    r"|(?P<kg>kg|kilograms?|kilogrammes?|kilos?|килограмм\w*|кг)"
    r"|(?P<USD>(?:US\s)?dollars))(?!\w)",
    re.IGNORECASE,
)
# What makes a number something other than a count of things: times, dates, distances, ages, shares, money.
_NOT_COUNT = re.compile(
    r"[\s\u00a0-]{0,4}(?:%|percent|per cent|km\b|kilomet|met(?:re|er)s?\b|mm\b|cm\b|m\b|miles?\b|nautical|ft\b|feet\b|hours?\b"
    r"|minutes?\b|days?\b|weeks?\b|months?\b|years?\b|knots?\b|degrees?\b|°|a\.m|p\.m|o'clock|ч\b|км\b|метр\w*"
    r"|часов|дней|лет\b|годов|года?\b|року\b|років|днів|годин|километр\w*|gün\b|yıl|saat\b|kilometre|años|días|horas"
    r"|kilómetros|metros|jours|heures|ans\b|mètres|strong\b\swind|th\b|st\b|nd\b|rd\b"
    r"|January|February|March|April|May\b|June|July|August|September|October|November|December|Jan\b|Feb\b|Mar\b|Apr\b"
    r"|Jun\b|Jul\b|Aug\b|Sept?\b|Oct\b|Nov\b|Dec\b|января|февраля|марта|апреля|мая\b|июня|июля|августа|сентября|октября|ноября|декабря"
    r"|січня|лютого|березня|квітня|травня|червня|липня|серпня|вересня|жовтня|листопада|грудня|de\s(?:enero|febrero|marzo|abril"
    r"|mayo|junio|julio|agosto|septiembre|octubre|noviembre|diciembre)|janvier|février|mars|avril|mai\b|juin|juillet|août|septembre"
    r"|octobre|novembre|décembre|Ocak|Şubat|Mart|Nisan|Mayıs|Haziran|Temmuz|Ağustos|Eylül|Ekim|Kasım|Aralık)",
    re.IGNORECASE,
)
_CLOCK_LINE = re.compile(r"^[ \t]*((?:[01]\d|2[0-3])[0-5]\d)(?= [A-Z])", re.MULTILINE)
# "20+ tanks", "2x T-72B3", "4 × Mi-8", as lists and posts write.
_PLUS = re.compile(r"\+(?![\w+])")
_TIMES = re.compile(r"\s?[xх×](?=\s[^\W\d_])")
_ABOUT_SIGNS = ("~", "≈")
_ABOUT_AFTER = re.compile(r"\s{1,4}(?:kadar|civarında|or so)(?!\w)")
_AND = re.compile(r",?\s{1,4}(?:and|but)\s{1,4}(?:is\s|are\s)?")
_LARGEST = 1e12  # nothing counted in a report comes near it; above it digits are a code or a mistake
_LONGEST = 24  # characters of a number in digits, with its marks
_MAX_WORDS = 4
_MAX_HEDGES = 4
_BETWEEN = frozenset(("between", "entre", "от", "від", "из"))
_LANGUAGES = ("en", "es", "fr", "ru", "uk", "tr")


@dataclass(frozen=True, slots=True)
class Quantity:
    """A stretch [start, end) of the text that says how many. article: only "a" or "an" said so."""

    start: int
    end: int
    count: Count
    article: bool = False


@dataclass(frozen=True, slots=True)
class _Word:
    kind: str
    low: float | None
    high: float | None


@dataclass(slots=True)  # not frozen: that takes three times as long, and one is made for every word
class _Tok:
    start: int
    end: int
    text: str
    kind: str


class _Table(dict[str, _Word]):
    """The words of one language, by form. firsts: the first words of the forms; a form of several is looked for
    behind these only."""

    def __init__(self, forms: Mapping[str, _Word]) -> None:
        super().__init__(forms)
        self.firsts = frozenset(form.split(" ")[0] for form in forms)


@lru_cache(maxsize=1)
def _tables() -> dict[str, _Table]:
    path = resources.files("sightline.extraction") / "data" / "numbers.tsv"
    tables: dict[str, dict[str, _Word]] = {}
    for line in path.read_text(encoding="utf-8").splitlines()[1:]:
        language, form, kind, low, high = [*line.split("\t"), "", ""][:5]
        word = _Word(kind, float(low) if low else None, float(high) if high else None)
        tables.setdefault(language, {})[form] = word
        if language == "tr" and form.startswith("i"):  # what Python makes of a dotted capital ("İki")
            tables[language]["i\u0307" + form[1:]] = word
    return {language: _Table(forms) for language, forms in tables.items()}


@lru_cache(maxsize=8)  # several finders ask about the same part
def find_quantities(text: str, start: int = 0, end: int | None = None, language: str | None = "en") -> tuple[Quantity, ...]:  # fmt: skip
    """Every quantity in text[start:end], in order, none overlapping.

    language: ISO 639-1; a language without a table is read by its digits and the words of English. Hedge
    words count only with a number after them: "no less than a general" gives nothing but the article.
    """
    table = _tables().get(language or "en") or _tables()["en"]
    end = len(text) if end is None else end
    tokens = [
        _Tok(m.start(), m.end(), m.group(), m.lastgroup or "other") for m in _TOKEN.finditer(text, start, end)
    ]
    clocks = {m.start(1) for m in _CLOCK_LINE.finditer(text, start, end)}
    if len(clocks) > 1:  # a log: each line begins with a time of day
        tokens = [t for t in tokens if t.start not in clocks]
    found: list[Quantity] = []
    i = 0
    while i < len(tokens):
        if not _may_begin(tokens[i], table):
            i += 1
            continue
        quantity, used = _at(text, tokens, i, table)
        if quantity:
            found.append(quantity)
        i += max(1, used)
    return tuple(_both_bounds(text, found))


def _may_begin(tok: _Tok, table: _Table) -> bool:
    """Whether a quantity may begin with the token; most words are in no table."""
    if tok.kind != "word":
        return tok.kind == "num" or tok.text in _ABOUT_SIGNS
    low = tok.text.lower()
    return low in table.firsts or low in _BETWEEN or "-" in low


def number(digits: str) -> float | None:
    """The value of a number in ASCII digits, with or without marks for thousands ("1,200", "1.500", "1 200")
    and a fraction ("2.5"); None for anything else, such as other digits ("²"), and for a million million or more.
    """
    if not digits.isascii() or len(digits) > _LONGEST:
        return None
    if re.fullmatch(r"\d{1,3}(?:,\d{3})+|\d{1,3}\.\d{3}", digits):  # 1.500 in Spanish and Turkish
        value = float(digits.replace(",", "").replace(".", ""))
    elif re.fullmatch(r"\d+(?:[.,]\d+)?", digits):
        value = float(digits.replace(",", "."))
    else:
        return None
    return value if value < _LARGEST else None


def _both_bounds(text: str, found: list[Quantity]) -> list[Quantity]:
    """ "More than 40 and fewer than 60": one quantity with both bounds."""
    out: list[Quantity] = []
    for q in found:
        before = out[-1] if out else None
        if before and q.start - before.end < 20 and _AND.fullmatch(text, before.end, q.start):
            low, high = before.count.low, q.count.high
            open_ = before.count.high is None and q.count.low is None
            if open_ and low is not None and high is not None and low <= high:
                words = text[before.start : q.end]
                out[-1] = Quantity(before.start, q.end, Count(low, high, q.count.unit, words))
                continue
        out.append(q)
    return out


def _phrase(tokens: list[_Tok], i: int, table: _Table) -> tuple[_Word | None, int]:
    """The longest table entry that begins at token i, with the number of tokens it takes."""
    words: list[str] = []
    best: tuple[_Word | None, int] = (None, 0)
    if i >= len(tokens) or tokens[i].text.lower() not in table.firsts:
        return best
    for n, tok in enumerate(tokens[i : i + _MAX_WORDS], 1):
        if tok.kind != "word":
            break
        words.append(tok.text.lower())
        if entry := table.get(" ".join(words)):
            best = (entry, n)
    return best


def _at(text: str, tokens: list[_Tok], i: int, table: _Table) -> tuple[Quantity | None, int]:
    """The quantity that begins at token i, and how many tokens it took."""
    begin = i
    hedges: list[str] = []
    if tokens[i].text in _ABOUT_SIGNS:
        hedges, i = ["about"], i + 1
    while len(hedges) < _MAX_HEDGES:
        entry, used = _phrase(tokens, i, table)
        if entry is None or entry.kind not in ("atleast", "atmost", "about", "almost"):
            break
        hedges.append(entry.kind)
        i += used
    if tokens[begin : begin + 1] and tokens[begin].text.lower() in _BETWEEN:
        i = begin + 1
    first = _number(tokens, i, table, "" if not hedges or _plain_least(tokens, begin) else "no")
    if first is None:
        return None, 0
    low, high, n, article = first
    article = article and not hedges
    i += n
    second = None if article else _second(text, tokens, i, table)
    if second and low is not None and second[1] is not None and second[1] > low:
        high, i = second[1], i + second[2]
    return _finish(text, tokens, begin, i, low=low, high=high, hedges=hedges, article=article)


def _plain_least(tokens: list[_Tok], begin: int) -> bool:
    """ "At least a battalion" counts, "no less than a general" does not."""
    return tokens[begin].text.lower() == "at" and tokens[begin + 1].text.lower() == "least"


def _second(text: str, tokens: list[_Tok], i: int, table: _Table) -> tuple[float | None, float | None, int] | None:  # fmt: skip
    """The upper end of a range ("to 20", "-20", "or 20") that begins at token i."""
    if i >= len(tokens) or (
        tokens[i - 1].kind == "num" and text[tokens[i - 1].end : tokens[i].start].count("\n")
    ):
        return None
    tok = tokens[i]
    entry = table.get(tok.text.lower()) if tok.kind == "word" else None
    joined = entry is not None and entry.kind in ("range", "and")
    if not joined and tok.kind != "dash" and tok.text.lower() not in ("до",):
        return None
    after = i + 1
    while after < len(tokens) and tokens[after].text.lower() in ("perhaps", "maybe", ",", "possibly", "even"):
        after += 1
    number = _number(tokens, after, table, "no")
    if number is None or number[3] or number[0] != number[1]:
        return None
    and_word = entry is not None and entry.kind == "and"
    if and_word and tokens[max(0, i - 2)].text.lower() not in ("between", "entre"):
        return None
    return number[0], number[1], after - i + number[2]


def _number(tokens: list[_Tok], i: int, table: _Table, hedged: str) -> tuple[float | None, float | None, int, bool] | None:  # fmt: skip
    """(low, high, tokens taken, only an article) of the number that begins at token i."""
    if i >= len(tokens):
        return None
    entry, used = _phrase(tokens, i, table)
    if entry is not None and entry.kind in ("vague", "fixed", "none"):
        return None if entry.kind == "none" else (entry.low, entry.high, used, False)
    total, current, n, article = 0.0, None, 0, False
    while i + n < len(tokens):
        tok = tokens[i + n]
        word = table.get(tok.text.lower()) if tok.kind == "word" else None
        if tok.kind == "num" and current is None and not n and (whole := _digits(tok.text)) is not None:
            current = whole
        elif (
            word is not None and word.kind == "number" and word.low is not None and _joins(current, word.low)
        ):
            current = (current or 0) + word.low
            article = False
        elif (
            word is not None
            and word.kind in ("scale", "group")
            and word.low is not None
            and current is not None
        ):
            current *= word.low
            article = False
            if word.low >= 1000:
                total, current = total + current, 0
        elif word is not None and word.kind == "group" and not n:
            current = word.low
        elif word is not None and word.kind == "article" and not n and hedged != "no":
            current, article = 1.0, True
        elif word is not None and word.kind == "article" and not n and _scales(tokens, i + 1, table):
            current = 1.0
        elif tok.kind == "word" and "-" in tok.text and not n and (whole := _hyphened(tok.text, table)):
            current = whole
        elif not (
            word is not None
            and word.kind == "and"
            and current
            and current >= 100
            and _scales(tokens, i + n + 1, table, "number")
        ):
            break
        n += 1
    if current is None or total + current >= _LARGEST:
        return None
    return total + current, total + current, n, article


def _scales(tokens: list[_Tok], i: int, table: _Table, kind: str = "") -> bool:
    if i >= len(tokens):
        return False
    word = table.get(tokens[i].text.lower())
    return word is not None and (word.kind == kind if kind else word.kind in ("scale", "group"))


def _joins(current: float | None, value: float) -> bool:
    """ "Twenty" takes "five", "five" does not take "twenty"."""
    return (
        current is None
        or current == 0
        or (current % 100 >= 10 and current % 10 == 0 and value < 10)
        or (current >= 100 and current % 100 == 0 and value < 100)
    )


def _hyphened(word: str, table: _Table) -> float | None:
    """ "Forty-nine"; None for "two-seat"."""
    total = 0.0
    for piece in word.lower().split("-"):
        entry = table.get(piece)
        if entry is None or entry.kind != "number" or entry.low is None:
            return None
        total += entry.low
    return total


def _digits(text: str) -> float | None:
    return number(re.sub(r"[$€£\s\u00a0\u202f]", "", text))


def _finish(text: str, tokens: list[_Tok], begin: int, i: int, *, low: float | None, high: float | None, hedges: list[str], article: bool) -> tuple[Quantity | None, int]:  # fmt: skip
    start, end = tokens[begin].start, tokens[i - 1].end
    if tokens[i - 1].kind == "num" and (m := _PLUS.match(text, end)):
        hedges, end = [*hedges, "atleast"], m.end()
    unit, words_end = None, end
    if m := _UNITS.match(text, end):
        unit, end = m.lastgroup, m.end()
    elif text[tokens[begin].start] in "$€£" or any(t.text[0] in "$€£" for t in tokens[begin:i]):
        unit = {"$": "USD", "€": "EUR", "£": "GBP"}[
            next(t.text[0] for t in tokens[begin:i] if t.text[0] in "$€£")
        ]
    elif not article and (_NOT_COUNT.match(text, words_end) or _is_label(text, tokens, begin, i)):
        return None, i - begin
    if tokens[i - 1].kind == "num" and (m := _TIMES.match(text, end)):
        end = m.end()
    if m := _ABOUT_AFTER.match(text, end):
        hedges, end = [*hedges, "about"], m.end()
    low, high = _bounds(low, high, hedges, exact=unit is None)
    return Quantity(start, end, Count(low, high, unit, text[start:end]), article), i - begin


_LABELLED = re.compile(
    r"\b(?:Type|Project|Model|Mark|Mk|Mod|Class|Block|No|Nr|Route|Unit|Base|Area|тип|проекта?)\.? $"
)


def _is_label(text: str, tokens: list[_Tok], begin: int, i: int) -> bool:
    """Digits that are a part of a name, a clock time, a year or a score and no count."""
    tok = tokens[begin]
    before, after = text[max(0, tok.start - 1) : tok.start], text[tokens[i - 1].end : tokens[i - 1].end + 2]
    if tok.kind != "num":
        return False
    if _LABELLED.search(text[max(0, tok.start - 12) : tok.start]):
        return True
    if _TIMES.match(text, tokens[i - 1].end):
        return False
    if (before and before in "-/:№#.'’+x×") or (after[:1] in ("/", ":") and after[1:].isdigit()):
        return True
    if (
        len(tok.text) > 1 and tok.text[0] == "0" and tok.text.isdigit()
    ):  # the hour of a log: "0713 Tanks leave"
        return True
    if after[:1] and (after[0].isalpha() or (after[0] == "-" and after[1:].isalnum())):
        return True
    return i - begin == 1 and len(tok.text) == 4 and tok.text.isdigit() and 1900 <= float(tok.text) <= 2100


def _bounds(
    low: float | None, high: float | None, hedges: list[str], *, exact: bool
) -> tuple[float | None, float | None]:
    if "atleast" in hedges:
        return low, None
    if "atmost" in hedges:
        return None, high
    if low is not None and low == high:
        if "almost" in hedges:
            return round(low * 0.9), low - 1
        if "about" in hedges and not exact:
            return round(low * 0.9, 6), round(low * 1.1, 6)
        if "about" in hedges and low >= 13:  # "perhaps a dozen" stays twelve
            return round(low * 0.9), round(low * 1.1)
        if "about" in hedges and low == 10:
            return 9, 11
    return low, high
