"""Heads of comments that stand in the line itself: "Name: text", "**Name** (date)", "u/name", "X wrote:".

Only asked where comments are known to be: an article may well begin a line "Note: ..." or "The mayor wrote:".
"""

import re
from dataclasses import dataclass

from sightline.reading import phrases, stamps
from sightline.reading.lines import is_name

MAX_LOOKED_AT = 200  # characters of a line in which a head can end
_WORD = r"(?:[^\W\d_a-zа-яёіїєğşıçöüà-ÿ][\w.'’-]{0,40}(?![\w])|(?=[a-zà-ÿа-я.-]{0,40}[\d_])[\w.-]{2,40}(?!\w))"  # begins as names do, or is a made-up one
_PARTICLE = r"(?:de|da|del|la|le|van|von|der|den|bin|ibn|al|el|of|the)"
_PROPER = rf"@?{_WORD}(?:\s+(?:{_PARTICLE}\s+){{0,2}}{_WORD}){{0,3}}"
_WHEN = r"(?:\s*[(\[,·•|–—-]\s*(?P<when>[^\n:()\[\]]{3,40}(?:\d{1,2}:\d\d[^\n:()\[\]]{0,12})?)[)\]]?)?"
_PROPER_LINE = re.compile(_PROPER)
_MARKDOWN = re.compile(
    rf"(?:[-*•]\s+)?(?P<mark>\*\*|__)(?P<name>[^*_\n](?:(?!(?P=mark))[^\n]){{0,48}}?)\s*:?(?P=mark){_WHEN}\s*:?(?:\s+|$)"
)
_INLINE = re.compile(rf"(?:[-*•]\s+)?(?P<name>{_PROPER}){_WHEN}\s*:(?:\s+|$)")
_ANY_INLINE = re.compile(r"(?P<name>@?[^\s:,.!?][^\n:,.!?]{0,38})(?P<when>):\s+")
_ACCOUNT = re.compile(r"/?u/(?P<name>[\w-]{2,30})(?![\w/])(?P<when>[^\n]{0,60})")
_POSTED = re.compile(
    r"(?i:(?:posted|commented|comment|written|submitted|sent|reply|replied|added)\s+(?:by|from)|by)\s*:?\s+"
    rf"(?P<name>{_PROPER}|\S{{2,30}})(?:{_WHEN}|\s+(?:on|at)\s[^\n]{{3,40}})\s*:?"
)
_COMMENT_BY = re.compile(
    r"(?:#?\d{1,5}[.:)]?\s+)?(?i:comment\s+by|kommentar\s+von|comentario\s+de|comentário\s+de|commentaire\s+de"
    r"|commento\s+di|комментарий\s+от|reactie\s+van|komentarz\s+od)\s*:?\s+(?P<name>\S[^\n:]{0,38}?)\s*:?(?P<when>)"
)
_QUOTED = re.compile(r"(?:[^\n]{0,80}[\d,)]\s+)?(?P<name>[^\n,:]{1,50})", re.I)
_BULLET = re.compile(r"(?:[-–—*•~]{1,3})\s*(?P<name>\S[^\n]{0,39})")
# What comments begin a line with that is nobody's name.
_NO_NAME = frozenset(
    "note notes update edit correction ps p.s question answer quote source sources link links fact facts tl;dr "
    "warning example conclusion result btw imo fyi nb hint re fwd subject date time http https anyway also however "
    "wow so well and but yes no ok okay remember summary point background".split()
)


@dataclass(frozen=True, slots=True)
class Head:
    """name: as printed. end: where in the line the comment's own words begin. sure: whether the form alone tells
    (bold, an account, "wrote:"); "Name: text" is only one where the section prints its names so."""

    name: str
    end: int
    sure: bool
    stamp: stamps.Stamp | None = None


def read(line: str, *, loose: bool = False) -> Head | None:
    """The head that `line` opens with, if any. loose: whether a name may be in lower case (the markup says that
    a comment begins here)."""
    line = line[:MAX_LOOKED_AT]
    said = _wrote(line, loose=loose)
    if said:
        return said
    for pattern in (_MARKDOWN, _ACCOUNT):
        if m := pattern.match(line):
            return _head(m, sure=True)
    if len(line) <= 100 and (m := _COMMENT_BY.fullmatch(line) or _POSTED.fullmatch(line)):
        return _head(m, sure=True)
    m = _INLINE.match(line) or (_ANY_INLINE.match(line) if loose else None)
    if m and m["name"].casefold() not in _NO_NAME and is_name(m["name"]):
        return _head(m, sure=False)
    return None


def proper(line: str) -> bool:
    """Whether a whole line is written as names are: capitals, or digits and underscores."""
    return (
        is_name(line) and bool(_PROPER_LINE.fullmatch(line.strip(" :"))) and line.casefold() not in _NO_NAME
    )


def is_comment_by(line: str) -> bool:
    """Whether the line says in so many words that a comment and its name stand here."""
    return len(line) <= 100 and _COMMENT_BY.fullmatch(line) is not None


def bullet(line: str) -> str | None:
    """The name in "- Name", "-- Name": a head in some lists, a signature below a comment."""
    m = _BULLET.fullmatch(line)
    return m["name"].strip() if m and proper(m["name"]) else None


def _wrote(line: str, *, loose: bool) -> Head | None:
    """ "X wrote:", also with the date before it, as mail programs quote."""
    if len(line) > 140 or not (loose or line.endswith(":")):
        return None
    m = phrases.SAYS.fullmatch(line) or phrases.SAYS.fullmatch(line.rpartition(",")[2].strip())
    found = m and _QUOTED.fullmatch(m["name"].strip())
    if not found or not is_name(found["name"].strip()):
        return None
    return Head(found["name"].strip(), len(line), sure=True, stamp=stamps.find(line))


def _head(m: re.Match[str], *, sure: bool) -> Head | None:
    when = m["when"] or ""
    stamp = stamps.find(when)
    if (
        when.strip(" ·•|-–—")
        and not stamp
        and not stamps.relative(when)
        and not any(c.isdigit() for c in when)
    ):
        return None
    return Head(m["name"].strip(" :@"), m.end(), sure=sure, stamp=stamp)
