"""The article's own lines: which is the headline, which name the outlet, an author or a photographer.

Only where it is clear. A line that is taken for none of these is body.
"""

import re
from collections.abc import Sequence

from sightline.reading import stamps
from sightline.reading.lines import Line, Piece, ends_sentence, is_prose, stamp_line

TOP = 6  # so many lines from the top may hold byline and date
TAIL = 4  # so many from the end may hold credits
MAX_HEADLINE, MAX_CREDIT, MAX_CAPTION = 140, 160, 400

_BYLINE = re.compile(
    r"(?i:(?:written |reported |text |story )?by|von|par|di)\s+"
    r"(?P<name>[A-ZÀ-ÞА-ЯІЇЄ][\w.'’-]*(?:\s+(?:and\s+|&\s+|de\s+|van\s+|von\s+|al-|bin\s+)?[A-ZÀ-ÞА-ЯІЇЄ][\w.'’-]*){1,6})"
    r"(?P<rest>(?:\s*[,|/–—-]\s*.{1,80})?)"
)
_PHOTO = re.compile(
    r"\(?(?:photo(?:graph)?s?|pictures?|images?|imagery|video|file photo|map|graphic|illustration|foto|fotos|фото"
    r"|credit|credits|source|quelle|fuente|kaynak|источник|via)(?:\s+(?:by|credit|courtesy(?:\s+of)?|from))?\s*[:©/]"
    r"|\((?:u\.?s\.? [\w ]+ )?photo by\b",
    re.I,
)
_PICTURE = re.compile(r"\W*(?:photo|picture|image|video|file photo|map|graphic|illustration|foto|фото)", re.I)
_CAPTION = re.compile(
    r"(?:file photo|caption|figure \d{1,3}|fig\. \d{1,3}|photo \d{1,3})\s*[:.–—-]\s+\S", re.I
)
_RIGHTS = re.compile(
    r"(?:©|\(c\)\s|copyright\b|all rights reserved|reporting by\b|\(?additional reporting by\b|editing by\b"
    r"|originally published (?:by|on|in|at)\b|this article (?:was )?(?:first|originally) (?:appeared|published)\b"
    r"|\(?this (?:story|article) (?:was|has been) (?:published|syndicated) )",
    re.I,
)
_OUTLET = re.compile(
    r"(?:\b(?:news|press|agency|media|times|post|herald|tribune|journal|gazette|wire|newswire|reuters|afp|ap|upi|efe"
    r"|dpa|tass|ria|interfax|xinhua|anadolu|sputnik|bbc|cnn|associated press|agencies|haber|ajansı|noticias|agencia"
    r"|prensa|nachrichten|новости|агентство|інформ|укрінформ|тасс|риа)\b|\.(?:com|org|net|info|news)\b)",
    re.I,
)
_YEAR = re.compile(r"\b(?:19|20)\d{2}\b")
_SMALL = frozenset("of the and for on in at de la del des du von und et y & / | - – — + by via".split())


def pieces(kept: Sequence[Line], own: Sequence[Line], *, headline: bool = True) -> list[Piece]:
    """Pieces of the article's lines `kept`; what stands between them in `own` (furniture) splits a body.
    headline: whether the first line may be one."""
    labels: dict[int, tuple[str, str | None]] = {line.start: ("body", None) for line in kept}
    labels |= _labels(kept, headline=headline)
    found: list[Piece] = []
    running = False
    for line in own:
        kind, byline = labels.get(line.start, ("furniture", None))
        if kind == "body" and running:
            found[-1] = Piece("body", found[-1].start, line.end)
        elif kind != "furniture":
            stamp = stamps.find(line.text) if kind == "credit" else None
            found.append(Piece(kind, line.start, line.end, stamp, byline=byline))
        running = kind == "body"
    return found


def _labels(lines: Sequence[Line], *, headline: bool) -> dict[int, tuple[str, str | None]]:
    """By start of line: (kind, author as printed) of those that are not body."""
    found: dict[int, tuple[str, str | None]] = {}
    top = 0
    if headline and _is_headline(lines):
        found[lines[0].start] = ("headline", None)
        top = 1
    dated = sum(1 for x in lines if _is_date_line(x.text))
    for line in lines[top : top + TOP]:
        if is_prose(line.text):
            break
        byline = _BYLINE.fullmatch(line.text)
        if byline and len(line.text) <= MAX_CREDIT:
            found[line.start] = ("credit", byline["name"])
        elif dated == 1 and _is_date_line(line.text):
            found[line.start] = ("credit", None)
    for line in lines[top:]:
        if len(line.text) <= MAX_CAPTION and _CAPTION.match(line.text):
            found[line.start] = ("caption", None)
        elif len(line.text) <= MAX_CREDIT and _PHOTO.match(line.text) and _is_credit_for(line.text):
            found[line.start] = ("credit", None)
    return found | _tail(lines[max(top + 1, len(lines) - TAIL) :])


def _tail(lines: Sequence[Line]) -> dict[int, tuple[str, str | None]]:
    """Credit lines at the end of the article, from the last one up."""
    found: dict[int, tuple[str, str | None]] = {}
    for line in reversed(lines):
        if not (line.gap or found) or not is_credit(line.text):
            break
        found[line.start] = ("credit", None)
    return found


def is_credit(line: str) -> bool:
    """Whether a line only says whose work this is: names, an outlet, a year, rights; and no sentence."""
    if len(line) > MAX_CREDIT:
        return False
    if _RIGHTS.match(line.lstrip("([ ")) or _BYLINE.fullmatch(line):
        return True
    if _PHOTO.match(line):
        return _is_credit_for(line)
    words = [w for w in re.split(r"[\s/|]+", line.rstrip(".")) if w]
    named = all(
        w[0].isupper() or w[0].isdigit() or w in _SMALL or not w[0].isalnum() or _OUTLET.match(w)
        for w in words
    )
    joined = bool(re.search(r"\s[/|]\s|\w/\w", line))
    signals = joined + bool(_YEAR.search(line)) + bool(_OUTLET.search(line))
    return named and 1 < len(words) <= 14 and signals >= 2 and not re.search(r"[.!?;:]\s", line)


def credit_year(line: str) -> re.Match[str] | None:
    """The one year of a credit line; a span such as 2010-2024 is the age of a site, not a date, and the year of
    a picture is not that of the article."""
    if _PHOTO.match(line) and _PICTURE.match(line):
        return None
    years = list(_YEAR.finditer(line))
    return years[0] if len(years) == 1 else None


def _is_credit_for(line: str) -> bool:
    """ "Photo: Reuters", "Pictures: author's collection, 2025": a few words and no sentence."""
    after = line.partition(":")[2] or line
    return len(after.split()) <= 8 and not re.search(r"[.!?]\s+[A-Z]", after)


def _is_headline(lines: Sequence[Line]) -> bool:
    if len(lines) < 2 or not 12 <= len(lines[0].text) <= MAX_HEADLINE or len(lines[0].text.split()) < 3:
        return False
    first, second = lines[0].text, lines[1]
    if (ends_sentence(first) and not first.endswith(("?", "!"))) or first.endswith(
        (",", ";", ":", "-", "–", "—")
    ):
        return False
    if not first[0].isupper() and not first[0].isdigit() and first[0] not in "\"'“‘«¿¡":
        return False
    longest = max(len(x.text) for x in lines[1:6])
    apart = second.gap or (len(second.text) > len(first) and not ends_sentence(first))
    return apart and longest >= 100 and len(first) < longest


def _is_date_line(line: str) -> bool:
    found = stamp_line(line)
    return found is not None and found[0] is not None and not found[1]
