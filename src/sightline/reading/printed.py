"""The dates that a page or a text shows its readers: beside the headline, in the byline, below the article.

Only short lines near the article are looked at, and what the words beside a date say it is decides (labels.py). A
date without such words counts only right beside the headline. An age ("3 hours ago") is counted from a moment that
nobody tells, so it dates nothing.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from sightline.model.document import DateCandidate
from sightline.model.period import Period, hull
from sightline.reading import dates, labels, months, stamps

MAX_LINE = 160  # characters of a line that can be a byline or a date line
ABOVE = 2  # lines above the headline in which a date can stand
BELOW = 14  # lines between the headline and the article's own words
LEAD = 4  # lines from the start of the article in which it can begin with its date
MIN_START = 30  # characters by which a paragraph is found again
MAX_REST = 60  # characters beside an unlabelled date
FOOT = 8  # lines right below the article
FAR = 400  # lines below the article that are looked through for the one date that says "published"
_LEAD = re.compile(r"\s*[-–—:|]{1,2}\s")  # "29.11.2022 – The branch has ..."
_MESSAGE = re.compile(
    r"(?:[^\[\]\n]{1,80}, ?)?\[(?P<when>[\d./-]{8,10}[, T]{1,2}\d{1,2}:\d\d(?::\d\d)?(?: ?[AP]M)?)\]"
    r"|(?P<bare>[\d./-]{6,10}, \d{1,2}:\d\d(?::\d\d)?(?: ?[APap][Mm])? - (?=[^:\n]{1,60}: ))"
)
_TO_WORDS = (
    r"(?:-|–|—|to|till|until|through|bis(?: zum)?|au|jusqu['’]au|al?|hasta(?: el)?|até|t/m|tot|до|по|do|ile)"
)
_TO = re.compile(rf"\s*{_TO_WORDS}\s*(?:(?P<weekday>\w{{2,12}}),? )?", re.I)
_TO_THIS = re.compile(rf"\d\W{{0,3}}(?:[^\W\d_]{{3,12}}\.? )?{_TO_WORDS}\s*(?:\w{{2,10}},? )?$", re.I)
_ENDS = (".", "!", "?", "…")  # of a sentence
_OTHER_YEAR = re.compile(
    r"[\u0600-\u06ff].{0,20}(?<!\d)1[34]\d\d(?!\d)|(?<!\d)1[34]\d\d(?!\d).{0,20}[\u0600-\u06ff]"
    r"|[\u0e00-\u0e7f].{0,12}(?<!\d)2[45]\d\d(?!\d)|(?:令和|平成|昭和|民國|民国)\s?(?:\d{1,3}|元)年"
)
# What appears day by day carries its day in its own headline: "Campaign Assessment, February 20, 2026".
_PERIODICAL = re.compile(
    r"\b(?:summary|updates?|assessments?|briefing|digest|sit-?rep|situation reports?|bulletin|review|round-?up|diary|log|tracker|monitor"
    r"|communiqué|evening report|daily|weekly|newsletter|сводка|обзор|итоги|дайджест|зведення|огляд|підсумки|resumen|boletín|parte diario"
    r"|bilan|synthèse|lagebericht|zusammenfassung|özet|bülten)\b",
    re.IGNORECASE,
)
_SET_OFF = re.compile(r"[,:;(\[|–—-]\s*(?:as of |for )?$|\b(?:for|of)\s$")
_LABEL_ALONE = re.compile(r"[^\d\n]{2,40}")


Found = tuple[str, str, stamps.Stamp]


@dataclass(frozen=True, slots=True)
class Shown:
    """found: (kind, words that say so, stamp), the likeliest first. unread: why what stands
    where the date would is none: an age ("3 hours ago"), another calendar."""

    found: tuple[Found, ...] = ()
    unread: str | None = None

    @property
    def open(self) -> bool:
        """Whether a date can be read in two orders."""
        return any(stamp.numeric and len(stamp.readings) > 1 for _, _, stamp in self.found)


def look(lines: Sequence[str], title: str | None, body: Sequence[str]) -> Shown:
    """The dates shown around the article. lines: the whole page without its comments; title: the headline; body: the
    article's paragraphs. Kinds: "published", "byline", "beside" the headline, "lead" (at the head of the text),
    "title" (in a periodical's headline), "modified"."""
    first, last = _extent(lines, body)
    head = _headline(lines, title, first)
    below, above = _zones(head, first, len(lines))
    name = (title or "\n").casefold()[:40]
    beside = [i for i in below if not lines[i].casefold().startswith(name)]
    found = [x for i in below for x in _dates(lines, i, beside=i in beside)]
    if not _dating(found):
        bare = [i for i in above if not (lines[i].casefold().startswith(name) or _names_weekday(lines[i]))]
        found += [x for i in above for x in _dates(lines, i, beside=i in bare)]
    found += _lead(lines, first)
    if not _dating(found):
        found += _in_title(title or "")
    if not _dating(found):
        found += _foot(lines, last + 1)
    if not _dating(found):
        found += _inside(lines, first, last)
    unread = None
    if not _dating(found):
        near = [lines[i] for i in (*below, *above)]
        unread = next((x for line in near if (x := _age(line) or _other_calendar(line))), None)
    return Shown(tuple(dict.fromkeys(_kept(found))), unread)


def _zones(head: int | None, first: int, end: int) -> tuple[list[int], list[int]]:
    """The lines from the headline to the article, those right above the article first of all; and those right above
    the headline, where some print the date."""
    if head is None:
        return [], list(range(max(0, first - ABOVE), first)) if first < end else []
    below = [*range(head, min(first, head + BELOW))]
    below += [i for i in range(max(0, first - ABOVE), first) if i > head and i not in below and first < end]
    return below, list(range(max(0, head - ABOVE), head))


def _kept(found: Sequence[Found]) -> list[Found]:
    """A date beside the headline counts only where no words say more, and only the nearest."""
    sure = any(kind in ("published", "byline") for kind, _, _ in found)
    besides = [x for x in found if x[0] == "beside"]
    return [x for x in found if x[0] != "beside" or (x == besides[0] and not sure)]


def messages(lines: Sequence[str]) -> DateCandidate | None:
    """The time of an exported chat or channel, each message under "[24.03.2019 21:03]" or "24.03.2019, 21:03 - Name:"."""
    heads = [m for line in lines if (m := _MESSAGE.match(line[:120]))]
    found = [s for m in heads if (s := stamps.find(m["when"] or m["bare"]))]
    bare = all(m["bare"] for m in heads)
    if not found or (bare and len(found) < 2) or not any(_MESSAGE.match(x[:120]) for x in lines[:2]):
        return None
    ordering = stamps.ordering(found, None)
    whole = stamps.period(found[0], ordering.order, ordering.why)
    for stamp in found[1:]:
        whole = hull(whole, stamps.period(stamp, ordering.order, ordering.why))
    first, last = found[0].words, found[-1].words
    many = (
        f'{len(found)} messages stamped "{first}" to "{last}"'
        if len(found) > 1
        else f'message stamped "{first}"'
    )
    return DateCandidate("messages", "medium", replace(whole, edtf=dates.interval(whole), basis=many), first)


def _dating(found: Sequence[Found]) -> bool:
    return any(kind != "modified" for kind, _, _ in found)


def _lead(lines: Sequence[str], first: int) -> list[Found]:
    """The date that the article's own words begin with, below its standfirst at the latest."""
    for line in lines[first : first + LEAD]:
        stamp = stamps.find(line[:40])
        if stamp and stamp.start <= 1 and len(line) > MAX_REST and _LEAD.match(line[stamp.end :]):
            return [("lead", "", stamp)]
    return []


def _in_title(title: str) -> list[Found]:
    """The day that ends the headline of what appears by the day or week, set off by a mark; a headline of an event
    ("Fire at a depot, 3 May 2019") tells when that was."""
    stamp = stamps.find(title) if _PERIODICAL.search(title) else None
    if stamp is None or stamps.find(title, after=stamp.end) or title[stamp.end :].strip(" .)]»”|"):
        return []
    return [("title", "", stamp)] if _SET_OFF.search(title, 0, stamp.start) else []


def _inside(lines: Sequence[str], first: int, last: int) -> list[Found]:
    """The one day of a line among the article's that begins with "Author:" or "Published": several texts stand on a
    page, each with its own, or its words were not told from those around."""
    found = []
    for i in range(first, min(last + 1, len(lines))):
        line = lines[i]
        if len(line) <= 100 and not line.endswith((".", "!", "?")) and any(c.isdigit() for c in line):
            found += [
                x
                for x in _dates(lines, i, beside=False)
                if x[0] in ("published", "byline") and line.casefold().startswith(x[1].casefold())
            ]
    return found[:1] if len({x[2].readings for x in found}) == 1 else []


def _foot(lines: Sequence[str], start: int) -> list[Found]:
    """What stands below the article: a byline right there, or the only day that is called that of publication. Lists
    of other articles print theirs, so several say nothing, and what was updated there may be the site."""
    found = [
        x if i < start + FOOT else ("below", x[1], x[2])
        for i in range(start, min(len(lines), start + FAR))
        for x in _dates(lines, i, beside=False)
        if x[0] == "published" or (x[0] == "byline" and i < start + 2)
    ]
    near = [x for x in found if x[0] == "byline"] or found
    return near[:1] if len({x[2].readings for x in near}) == 1 else []


def candidates(shown: Shown, locale: str | None) -> list[DateCandidate]:
    """What was shown as candidates, each with its words; the last change only bounds. locale: language tag of the page,
    which settles the order of day and month where the stamps do not."""
    ordering = stamps.ordering((stamp for _, _, stamp in shown.found), locale)
    made = []
    for kind, words, stamp in shown.found:
        period = stamps.period(stamp, ordering.order, ordering.why)
        if period.earliest is None or period.latest is None:
            continue
        source, basis = {
            "published": ("printed", f'printed on the page: "{words} {stamp.words}"'),
            "byline": ("byline", f'byline with "{stamp.words}"'),
            "beside": ("headline", f'"{stamp.words}" beside the headline'),
            "title": ("headline", f'"{stamp.words}" in the headline'),
            "below": ("headline", f'"{words} {stamp.words}" far below the article'),
            "lead": ("dateline", f'"{stamp.words}" at the head of the text'),
            "modified": ("modified", f'no later than the last change ("{words} {stamp.words}")'),
        }[kind]
        how = (period.basis or "").partition(f'"{stamp.words}"')[
            2
        ]  # ", read as ..." where that was to be decided
        if kind == "modified":
            made.append(dates.not_after(source, period.latest, basis + how, stamp.words))
        else:
            made.append(DateCandidate(source, "medium", replace(period, basis=basis + how), stamp.words))
    if shown.unread:
        made.append(DateCandidate("unread", "low", Period(basis=shown.unread)))
    return made


def _extent(lines: Sequence[str], body: Sequence[str]) -> tuple[int, int]:
    """Where the article's own words begin and end among the lines; (all, all) where they are not found."""
    starts = {x[:MIN_START]: n for n, x in enumerate(body) if len(x) >= MIN_START}
    at = [i for i, line in enumerate(lines) if len(line) >= MIN_START and line[:MIN_START] in starts]
    if not at:
        return len(lines), len(lines)
    firsts = list(starts)[:3]
    long = [i for i in at if lines[i][:MIN_START] in firsts and len(lines[i]) >= 60]
    first = next((i for i in long if lines[i].endswith(_ENDS) or not _dates(lines, i, beside=True)), at[0])
    return first, max(at)


def _headline(lines: Sequence[str], title: str | None, first: int) -> int | None:
    """The last line before the article that is the headline, or begins as it does."""
    key = (title or "").casefold()[:60]
    if len(key) < 8:
        return None
    near = range(max(0, first - 4 * BELOW) if first < len(lines) else 0, min(first + 1, len(lines)))
    return next((i for i in reversed(near) if lines[i].casefold().startswith(key)), None)


def _dates(lines: Sequence[str], i: int, *, beside: bool) -> list[Found]:
    line = lines[i]
    if len(line) > MAX_LINE or not any(c.isdigit() for c in line):
        return []
    found: list[Found] = []
    at = 0
    while stamp := stamps.find(line, after=at):
        before, behind = line[at : stamp.start], line[stamp.end :]
        label = labels.label_of(before, behind)
        took = behind.find(label[1]) + len(label[1]) if label and label[1] not in before else 0
        if label is None and at == 0 and stamp.start <= 12 and i > 0:
            label = _label_above(lines[i - 1])
        if end := _range_end(before, line, stamp):
            at = end
            continue
        if label and label[0] != "other":
            found.append((label[0], label[1], stamp))
        elif label is None and at == 0 and beside and _is_bare(line, stamp):
            found.append(("beside", "", stamp))
        at = stamp.end + took  # words that told of this date tell of no other
    return found


def _range_end(before: str, line: str, stamp: stamps.Stamp) -> int | None:
    """Where a stretch of days ends that the date begins ("24 March to 30 May 2019") or ends; None where it is a day
    of its own: nothing is published from one day to another."""
    if _TO_THIS.search(before):
        return stamp.end
    following = stamps.find(line, after=stamp.end)
    between = _TO.fullmatch(line[stamp.end : following.start]) if following else None
    if following is None or between is None:
        return None
    return following.end if not between["weekday"] or months.is_weekday(between["weekday"]) else None


def _label_above(line: str) -> tuple[labels.Label, str] | None:
    """ "Published:" on a line of its own."""
    label = labels.label_of(line) if _LABEL_ALONE.fullmatch(line) else None
    return label if label and line.rstrip(" :-–").endswith(label[1]) else None


def _names_weekday(line: str) -> bool:
    """Mastheads print the day of today so."""
    return any(months.is_weekday(w) for w in re.findall(r"[^\W\d_]{2,}", line))


def _is_bare(line: str, stamp: stamps.Stamp) -> bool:
    """Whether little stands beside the date, and no sentence: a name, a section, a count of comments."""
    rest = stamps.left_over(line, stamp.start, stamp.end)
    return (
        len(rest) <= MAX_REST
        and not re.search(r"[.!?…]$", line)
        and not re.search(r"[a-zа-я][.!?] [A-ZА-Я]", line)
    )


def _age(line: str) -> str | None:
    where = stamps.relative(line) if len(line) <= MAX_REST else None
    if where is None:
        return None
    return (
        f'the page gives only an age, "{line[where[0] : where[1]]}", counted from a moment it does not tell'
    )


def _other_calendar(line: str) -> str | None:
    """A short line with a year of the Persian or Islamic, the Buddhist or a Japanese or Chinese era: not converted,
    since which of them it is, is seldom said."""
    if len(line) > MAX_REST or line.isascii() or not _OTHER_YEAR.search(stamps.ascii_digits(line)):
        return None
    return f'"{line}" is a date of another calendar, which is not converted'
