"""English words that tie one happening to another: "two days after the landing", "since they left", "later that day".

What the words say comes out as a `Said`: how far apart, which way, and the words of the other happening. A gap that is
counted in days or longer is one of calendar days; hours and minutes are of the clock. Counts of weeks reach three
days, of months half a month, of years half a year to either side, as people count.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from sightline.times.calendrical import DAYS
from sightline.times.english_numbers import Length, length
from sightline.times.tokens import Tokens, is_sentence_end
from sightline.times.words_en import ONES, UNITS

Kind = Literal["after", "before", "since", "until", "during", "into", "same"]


@dataclass(frozen=True, slots=True)
class Said:
    """Tokens [first, last) tie what is told to the anchor, tokens [start, end); start == end: to what was told before.

    low, high: days from the anchor to what is told, negative before it; None: no limit. clock: counted in hours or
    minutes, not in calendar days. trust: 3 counted, 2 order in plain words, 1 order by "then" and the like.
    """

    kind: Kind
    first: int
    last: int
    start: int
    end: int
    low: float | None
    high: float | None
    clock: bool = False
    trust: int = 2


# words of plain order; the longest is tried first
_PLAIN: tuple[tuple[Kind, str], ...] = (
    ("after", "after | following | in the wake of | in the aftermath of | as soon as | once | upon | subsequent to"),
    ("before", "before | ahead of | prior to | by the time | in the run - up to | in the runup to | in advance of"),
    ("since", "since | ever since"),
    ("until", "until | till | up until | pending"),
    ("during", "during | amid | in the course of | as part of | in the midst of | throughout"),
    ("same", "while | when | at the same time as | simultaneously with | coinciding with | to coincide with"
             " | on the day of | on the same day as | the same day as | just as"),
)  # fmt: skip
_PHRASES: dict[tuple[str, ...], Kind] = {
    tuple(words.split()): kind for kind, row in _PLAIN for words in row.split(" | ")
}
_FIRST_WORDS = frozenset(p[0] for p in _PHRASES)
_LONGEST = max(map(len, _PHRASES))
_LIMITS: dict[Kind, tuple[float | None, float | None]] = {
    "after": (0, None), "since": (0, None), "before": (None, 0), "until": (None, 0), "during": (0, 0), "same": (0, 0),
}  # fmt: skip
_COUNTED: dict[str, Kind] = {"after": "after", "following": "after", "before": "before", "prior": "before",
                             "ahead": "before", "into": "into"}  # fmt: skip
# days within which such words may reach; "soon after" is a matter of weeks in a history
_SOON = {"immediately": 1.0, "directly": 1.0, "right": 2.0, "just": 14.0, "shortly": 60.0, "soon": 60.0}
# a plural without a number: from one to so many
_UNCOUNTED = {"minute": 60, "hour": 24, "day": 14, "week": 8, "month": 13, "year": 10}
_SLACK = {"week": 3.0, "month": 15.0, "quarter": 30.0, "year": 183.0, "decade": 1826.0}
_MORE = frozenset({"more", "over", "least"})
_LESS = frozenset({"less", "under", "fewer", "most", "within", "up"})
_WIDE_GROUND = frozenset(
    "world globe region regions country countries area areas province provinces territory city state continent theater theatre"
    " north south east west northern southern eastern western europe asia africa ocean islands island town line front".split()
)
_ONE = frozenset({"day", "night", "morning", "evening", "week", "month", "year"})
_SEQUENCE = frozenset({"then", "afterwards", "afterward", "subsequently", "thereafter", "later"})
_OPENERS = frozenset(
    {"", ".", ",", ";", ":", "—", "–", "\n", "and", "but", "who", "which", "that", "(", "“", '"'}
)
_STOPS = frozenset({",", ".", ";", ":", "—", "–", "\n", "(", ")", "”", '"', "", "!", "?"})
_ARTICLES = frozenset({"the", "a", "an", "its", "their", "his", "her", "this", "that", "these"})
_BEFORE_ARTICLE = frozenset(
    "of in at by to from on near and or with for into over against between after before".split()
)
_SOME = frozenset({"some", "several", "dozens", "hundreds", "thousands", "both"})
_SKIPPED = frozenset({"of", "to", "than"})
_LONGEST_ANCHOR = 16
_OPERATIONS = frozenset(
    "exercise exercises operation operations drill drills manoeuvre manoeuvres maneuver maneuvers offensive campaign games"
    " mission deployment patrol withdrawal airlift evacuation invasion attack attacks".split()
)
_HAVING = frozenset({"has", "have", "had", "ve", "s", "long", "ever"})
_GOING_ON = re.compile(r"ing$")


def said_in(t: Tokens) -> Iterator[Said]:
    """All ties that the words of a part state, in text order."""
    taken = -1
    for i in range(len(t)):
        if i < taken:
            continue
        found = _at(t, i)
        if found is not None:
            taken = found.last
            yield found


def _at(t: Tokens, i: int) -> Said | None:
    word = t.low[i]
    if word in ("after", "following", "before", "prior", "ahead", "into"):
        counted = _counted(t, i) or _one_unit(t, i) or _soon(t, i)
        if counted is not None:
            return counted
    if word == "of" and (within := _within(t, i)):
        return within
    if word in ("later", "afterwards", "earlier", "on"):
        counted = _counted_back(t, i)
        if counted is not None:
            return counted
    if word == "eve" and t.low[i + 1] == "of" and t.low[max(i - 1, 0)] in ("the", "on"):
        return _with_anchor(t, "before", i - 1, i + 2, -3, 0, trust=2)
    if word in ("same", "very", "that", "following", "next") and (day := _told_day(t, i)):
        return day
    if word in _SEQUENCE and (t.low[i - 1] if i else "") in _OPENERS and t.text[i + 1] not in _STOPS:
        if word == "later" and t.low[i + 1] in ("that", "this", "the", "in", "on"):
            return None
        return Said("after", i, i + 1, i + 1, i + 1, 0, None, trust=1)
    return _plain(t, i) if word in _FIRST_WORDS else None


def _plain(t: Tokens, i: int) -> Said | None:
    for size in range(min(_LONGEST, len(t) - i), 0, -1):
        kind = _PHRASES.get(t.low[i : i + size])
        if kind is not None and _meant(t, i, size):
            low, high = _LIMITS[kind]
            found = _with_anchor(t, kind, i, i + size, low, high, trust=2)
            if _as_part(t, i, size) and found and not _OPERATIONS & set(t.low[found.start : found.end]):
                return None  # "as part of the battle group" is no time
            return found
    return None


def _as_part(t: Tokens, i: int, size: int) -> bool:
    return t.low[i : i + size] == ("as", "part", "of")


def _meant(t: Tokens, i: int, size: int) -> bool:
    """Whether a word that has other senses, too, stands for order in time here."""
    word, after, back = t.low[i], t.low[i + size], t.low[max(0, i - 2) : i]
    if (word == "before" and "since" in back) or (word == "after" and "before" in back):
        return False
    if word == "throughout":  # "throughout the world" is no time
        return not set(t.low[i + 1 : i + 4]) & _WIDE_GROUND
    if word == "following":
        return (after in _ARTICLES or t.text[i + size][:1].isupper()) and t.low[i - 1] not in _ARTICLES
    if word == "after":
        return after not in ("all", "tomorrow") and t.low[i - 1] not in (
            "look",
            "looks",
            "looked",
            "looking",
            "named",
        )
    if word in ("before", "since") and after in ("and", "or", "before", "after", "then"):
        return False  # "before and after", "since before": neither bounds it alone
    if word == "since":  # "has since left" counts from nothing named; "since they have left" gives a cause
        end = min(_anchor_end(t, i + size), i + size + 5)
        return t.low[i - 1] not in _HAVING and not set(t.low[i + size : end]) & {"has", "have"}
    if word in ("once", "upon"):
        opens = (t.low[i - 1] if i else "") in _OPENERS
        return (
            opens and after not in ("a", "again", "more", ",")
            if word == "once"
            else after in _ARTICLES or opens
        )
    if word == "while":  # of time only where something is going on, else a contrast
        last = _anchor_end(t, i + size)
        return any(_GOING_ON.search(w) for w in t.low[i + size : last])
    return True


def _counted(t: Tokens, i: int) -> Said | None:
    """ "two weeks after the landing", "some 50 hours into the siege": an amount right before the word at `i`."""
    found = _amount_before(t, i)
    kind = _COUNTED.get(t.low[i])
    if found is None or kind is None:
        return None
    low, high, clock = _reach(t, found)
    if kind == "before":
        low, high = (None if high is None else -high), (None if low is None else -low)
    after = i + 1 + (t.low[i + 1] in ("to", "of"))
    if t.text[after] in _STOPS or not t.text[after].isalnum():
        return None if kind == "into" else Said(kind, found.start, after, after, after, low, high, clock, 3)
    return _with_anchor(t, kind, found.start, after, low, high, clock=clock, trust=3)


def _counted_back(t: Tokens, i: int) -> Said | None:
    """ "two days later", "hours earlier", "three weeks on,": counted from what was told before."""
    if t.low[i] == "on" and t.text[i + 1] not in _STOPS:
        return None
    found = _amount_before(t, i)
    if found is None:
        return None
    low, high, clock = _reach(t, found)
    if t.low[i] == "earlier":
        return Said("before", found.start, i + 1, i + 1, i + 1, None if high is None else -high,
                    None if low is None else -low, clock, 3)  # fmt: skip
    return Said("after", found.start, i + 1, i + 1, i + 1, low, high, clock, 3)


def _amount_before(t: Tokens, i: int) -> Length | None:
    for back in range(7, 0, -1):
        if (
            i - back >= 0
            and (found := length(t, i - back)) is not None
            and found.end == i
            and not found.hyphened
        ):
            return found
    return None


def _reach(t: Tokens, found: Length) -> tuple[float | None, float | None, bool]:
    """The amount in days, with its slack, and whether it is one of the clock."""
    size, clock = DAYS[found.unit], found.unit in ("hour", "minute")
    slack = _SLACK.get(found.unit, 0.0)
    if found.bare:
        return size, _UNCOUNTED.get(found.unit, 9) * size, clock
    low: float | None = found.low * size
    high: float | None = found.high * size
    before = t.low[max(0, found.start - 2) : found.start + 2]
    if clock and not found.loose:
        slack = max(size / 2, 0.15 * found.high * size)
    if found.loose and not (_MORE | _LESS) & set(before):
        slack = max(slack, 0.2 * found.high * size)
    low, high = max(0.0, (low or 0.0) - slack), (high or 0.0) + slack
    if _MORE & set(before):
        high = None
    elif _LESS & set(before):
        low = 0.0
    return low, high, clock


def _one_unit(t: Tokens, i: int) -> Said | None:
    """ "the day after the landing", "the week before it"."""
    word = t.low[i - 1] if i else ""
    if word not in _ONE or t.low[i] not in ("after", "before", "following"):
        return None
    size = DAYS[UNITS.get(word, "day")]
    slack = _SLACK.get(UNITS.get(word, "day"), 0.0)
    first = i - 1 - (t.low[i - 2] in ("the", "a", "just") if i > 1 else 0)
    kind: Kind = "before" if t.low[i] == "before" else "after"
    low, high = (size - slack, size + slack) if kind == "after" else (-size - slack, slack - size)
    if t.text[i + 1] in _STOPS:
        return Said(kind, first, i + 1, i + 1, i + 1, low, high, trust=3)
    return _with_anchor(t, kind, first, i + 1, low, high, trust=3)


def _soon(t: Tokens, i: int) -> Said | None:
    reach = _SOON.get(t.low[i - 1]) if i else None
    if reach is None or t.low[i] not in ("after", "before", "following", "ahead"):
        return None
    kind: Kind = "after" if t.low[i] in ("after", "following") else "before"
    low, high = (0.0, reach) if kind == "after" else (-reach, 0.0)
    after = i + 1 + (t.low[i + 1] == "of")
    if t.text[after] in _STOPS:
        return Said(kind, i - 1, after, after, after, low, high, trust=2)
    return _with_anchor(t, kind, i - 1, after, low, high, trust=2)


def _within(t: Tokens, i: int) -> Said | None:
    """ "within hours of the landing", "within two days of it"."""
    found = _amount_before(t, i)
    if found is None or found.start == 0 or t.low[found.start - 1] != "within":
        return None
    high = (_UNCOUNTED.get(found.unit, 9) if found.bare else found.high) * DAYS[found.unit]
    clock = found.unit in ("hour", "minute")
    return _with_anchor(t, "after", found.start - 1, i + 1, 0, high, clock=clock, trust=3)


def _told_day(t: Tokens, i: int) -> Said | None:
    """ "the same day", "later that day", "the next day": a day counted from what was told before."""
    j = i + 1
    if t.low[i] == "that" and t.low[j] == "same":
        j += 1
    if t.low[j] not in ("day", "night", "evening", "morning", "afternoon"):
        return None
    if t.low[i] in ("same", "very", "next", "following") and t.low[i - 1] not in ("the", "that", "very"):
        return None
    if t.low[j + 1] in ("as", "of", "that"):
        return None
    first = i - 1 if i and t.low[i - 1] in ("the", "later", "earlier") else i
    if t.low[i] in ("next", "following"):
        return Said("after", first, j + 1, j + 1, j + 1, 1, 1, trust=3)
    return Said("same", first, j + 1, j + 1, j + 1, 0, 0, trust=3)


def _with_anchor(
    t: Tokens, kind: Kind, first: int, after: int, low: float | None, high: float | None, *, clock: bool = False,
    trust: int,
) -> Said | None:  # fmt: skip
    start = after
    while t.low[start] in _SKIPPED:
        start += 1
    end = _anchor_end(t, start)
    return Said(kind, first, after, start, end, low, high, clock, trust) if end > start else None


def _anchor_end(t: Tokens, start: int) -> int:
    """The anchor words run to the next stop; an article right behind a noun begins what is told ("after the
    landing the army put ...")."""
    end = start
    while t.text[end] not in _STOPS and end - start < _LONGEST_ANCHOR:
        if end > start and _begins_anew(t, end):
            break
        end += 1
    return end


def _begins_anew(t: Tokens, i: int) -> bool:
    """Whether a noun phrase begins right behind a noun: an article, or a number in letters."""
    if t.low[i] not in _ARTICLES and not (t.low[i] in ONES or t.low[i] in _SOME):
        return False
    before = t.low[i - 1]
    if before in _BEFORE_ARTICLE or before in _ARTICLES or not before.isalnum():
        return False
    return not _verb(t, i - 1)


def _verb(t: Tokens, i: int) -> bool:
    """Whether a verb seems to stand there, whose object the article begins ("after they took the airfield")."""
    if i and t.low[i - 1] in _ARTICLES:
        return False  # "the landing"
    return t.low[i].endswith(("ed", "ing", "en")) or t.low[i] in _STRONG_VERBS


_STRONG_VERBS = frozenset(
    "took struck hit left shot sank sent built began won lost met fought held brought put made gave fell flew blew cut"
    " had has have was were is are reached entered left".split()
)


def sentence_bounds(t: Tokens) -> list[int]:
    """The tokens that begin a sentence, ascending, and the end."""
    out = [0]
    for i in range(len(t)):
        if is_sentence_end(t, i):
            out.append(i + 1)
    return [*out, len(t)] if out[-1] != len(t) else out
