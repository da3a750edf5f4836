"""Well-known wars, battles, coups and treaties by name (`data/happenings.tsv`), and where a text names one.

Names are matched word by word with their capitals; dashes, apostrophes and "the" inside a name are passed over, and the
common nouns of a name may be written small or large ("the Vietnam war", "the fall of Saigon").
"""

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from importlib import resources

from sightline.times.calendrical import When, months, unit_around
from sightline.times.context import words_for
from sightline.times.tokens import Tokens, tokenise

TABLE = "(table of happenings)"
_PASSED = frozenset({"-", "–", "—", "−", "'", "’", "the", "The"})
_COMMON = frozenset(
    "War Wars Battle Siege Fall Sack Invasion Occupation Annexation Coup Crisis Revolution Revolt Rebellion Uprising"
    " Mutiny Massacre Treaty Armistice Raid Landings Evacuation Liberation Offensive Campaign Conflict Genocide Attack"
    " Attacks Partition Blockade Bombing Intervention Assassination Unification Handover Accords Agreement Protests"
    " Riots Civil Execution Killing Capture Sinking Storming Withdrawal Downing Destruction Surrender Construction"
    " Poisoning Overthrow Dissolution Incident Airlift Referendum Disaster Clash Clashes Standoff Shelling Bombardment"
    " Ambush Insurgency Genocide Operation Conference Summit".split()
)
# before "Battle of X" these make it another one
_ORDINAL = frozenset(
    "first second third fourth fifth sixth seventh eighth ninth tenth st nd rd th post pre".split()
)
_NOT_ITSELF = frozenset(
    "veteran veterans memorial museum era anniversary commemoration hero heroes medal film novel movie syndrome style"
    " monument".split()
)
_ASIDE_YEAR = 4  # tokens between a name and the year that the text gives it: "(", "of", "in"
_LEADS_TO_YEAR = frozenset({"(", "of", "in", "on"})


@dataclass(frozen=True, slots=True)
class Happening:
    """first: what is known of its first day (a day, a month or a year); last: of its last one, None where it goes on."""

    name: str
    first: When
    last: When | None

    @property
    def width(self) -> int:
        """Days from the first it may have begun on to the last it may have ended on; many where it goes on."""
        return (self.last.last - self.first.first).days + 1 if self.last else 99_999

    @property
    def words(self) -> str:
        """Its dates as the table gives them: 1914-08-26 to 1914-08-30."""
        if self.last is None:
            return f"from {words_for(self.first)} on"
        if self.first == self.last:
            return words_for(self.first)
        return f"{words_for(self.first)} to {words_for(self.last)}"

    @property
    def basis(self) -> str:
        return f"{self.name}, {self.words} {TABLE}"


@dataclass(frozen=True, slots=True)
class Named:
    """Tokens [first, last) name a happening."""

    first: int
    last: int
    happening: Happening


@dataclass(slots=True)
class _Node:
    following: dict[str, "_Node"] = field(default_factory=dict)
    named: Happening | None = None


def rows() -> Iterator[list[str]]:
    """Name, other names, first day, last day, source, note of each row of the table."""
    text = (resources.files("sightline.times") / "data" / "happenings.tsv").read_text(encoding="utf-8")
    for line in text.splitlines():
        if line and not line.startswith("#"):
            yield line.split("\t")


def parsed(day: str) -> When:
    """The days of YYYY, YYYY-MM or YYYY-MM-DD."""
    pieces = [int(x) for x in day.split("-")]
    if len(pieces) == 3:
        only = dt.date(*pieces)
        return When(only, only, "day")
    if len(pieces) == 2:
        return months(pieces[0], pieces[1], 1)
    return unit_around(dt.date(pieces[0], 1, 1), "year")


def names_of(name: str, others: str) -> list[str]:
    return [name, *(x for x in others.split("|") if x)]


@lru_cache(maxsize=1)
def _tree() -> _Node:
    root = _Node()
    for name, others, first, last, *_ in rows():
        happening = Happening(name, parsed(first), parsed(last) if last else None)
        for one in names_of(name, others):
            for key in _keys(one):
                node = root
                for word in key:
                    node = node.following.setdefault(word, _Node())
                node.named = happening
    return root


def _keys(name: str) -> set[tuple[str, ...]]:
    """The words that a name is matched by: as they stand, and with its common nouns all small or all large."""
    t = tokenise(name)
    words = tuple(w for w in t.text if w and w not in _PASSED)
    small = tuple(w.lower() if w in _COMMON else w for w in words)
    large = tuple(w.capitalize() if w.capitalize() in _COMMON else w for w in words)
    return {words, large, small} if any(w[0].isupper() or w[0].isdigit() for w in small) else {words, large}


def named_in(t: Tokens, dated: Iterable[tuple[int, int]] = ()) -> list[Named]:
    """The happenings that the tokens name, longest name first, in text order.

    dated: (offset, year) of the years that the text itself gives; where one stands beside a name and is none of the
    table's for it, the text means another happening, and none of that name is returned.
    """
    tops, out, done = _tree().following, [], 0
    for i, word in enumerate(t.text):
        if word in tops and i >= done:
            found = _longest(t, i, tops[word])
            if found is not None and _stands_alone(t, i, found.last):
                out.append(found)
                done = found.last
    years = dict(dated) if out else {}
    wrong = {n.happening.name for n in out if _other_year(t, n, years)}
    return [n for n in out if n.happening.name not in wrong]


def _longest(t: Tokens, i: int, node: _Node) -> Named | None:
    best, j, size = None, i + 1, len(t)
    while True:
        if node.named is not None:
            best = Named(i, j, node.named)
        if not node.following:
            return best
        while j < size and t.text[j] in _PASSED:
            j += 1
        following = node.following.get(t.text[j])
        if following is None:
            return best
        node, j = following, j + 1


def _stands_alone(t: Tokens, first: int, last: int) -> bool:
    """Whether a name is no part of a longer one: "Second Battle of X", "Gulf War Syndrome", "post-Cold War"."""
    before = t.low[first - 1] if first else ""
    if before in _ORDINAL or (t.joined(first) and before in ("-", "–")):
        return False
    after = t.text[last]
    if after in ("-", "–") and t.joined(last) and t.joined(last + 1) and t.text[last + 1].isalpha():
        return False
    return (
        after.lower() not in _NOT_ITSELF
        and not (after[:1].isupper() and not after.isascii())
        and not (after[:1].isupper() and t.low[last] not in _FUNCTION)
    )


_FUNCTION = frozenset("a an and as at but by for from in of on or the to with was is i".split())


def _other_year(t: Tokens, n: Named, years: dict[int, int]) -> bool:
    near = [n.first - 1]
    for j in range(n.last, n.last + _ASIDE_YEAR):
        near.append(j)
        if j >= len(t) or not (t.low[j] in _LEADS_TO_YEAR or t.start[j] in years):
            break
    said = [years[t.start[j]] for j in near if 0 <= j < len(t) and t.start[j] in years]
    h = n.happening
    high = h.last.last.year if h.last else 9999
    return any(not h.first.first.year <= year <= high for year in said)
