"""Where the comments begin in a plain text, if there are any.

To cut an article short is a worse fault than to keep a widget line in it. So words alone ("Comments", a
date on a line of its own: live blogs have those too) open nothing: an opener must be followed by something
shaped like a comment, or stand among the buttons of a comment form, and article must stand before it.
"""

from collections.abc import Sequence

from sightline.reading import heads, phrases
from sightline.reading.lines import (
    Line,
    is_comments_heading,
    is_furniture,
    is_name,
    is_opener,
    is_prose,
    is_weak,
    is_weak_opener,
    stamp_line,
)

MIN_ARTICLE = 120  # characters of prose that must stand before the comments
MAX_FURNITURE = 60  # lines of buttons between an opener and the first comment
MAX_LOOKED_AT = 400  # lines below a stamp that are searched for the buttons of comments
MAX_TRIED = 300  # places looked at; a text with more of them is a table or an attack
LONG_COMMENT = 1500  # after so short an article, a first comment this long is the article itself
SHORT_ARTICLE = 400
_NOT_COMMENTS = ("related", "also like", "more from", "newsletter", "follow", "share", "skip to")
_REPLY = frozenset(
    "reply like quote yanıtla cevapla responder répondre antworten rispondi ответить відповісти رد پاسخ 回复 返信 "
    "odpowiedz beantwoorden".split()
)


def comments_start(lines: Sequence[Line]) -> int | None:
    """Index of the first line of the comments section, its buttons included; None where there is none."""
    prose = tried = 0
    for i, line in enumerate(lines):
        if prose >= MIN_ARTICLE and tried < MAX_TRIED and _may_open(lines, i):
            tried += 1
            if _opens(lines, i, prose) or _opens_unannounced(lines, i):
                return _with_furniture_before(lines, i)
        prose += len(line.text) if is_prose(line.text) else 0
    return None


def is_reply(text: str) -> bool:
    """Whether it is the button that only comments have."""
    return len(text) < 30 and text.casefold().strip(" .:↩↪\n\t") in _REPLY


def _may_open(lines: Sequence[Line], i: int) -> bool:
    text = lines[i].text
    return is_opener(text) or is_weak_opener(text) or is_furniture(text) or is_head(lines, i)


def is_head(lines: Sequence[Line], i: int) -> bool:
    """Whether a comment begins at line i: a stamp, a name with a stamp beside or below it, "X says:" with a
    stamp below it, a pingback."""
    text = lines[i].text
    if stamp_line(text) or phrases.PING_HEAD.match(text):
        return True
    below = first_content(lines, i + 1)
    if below is None:
        return False
    found = stamp_line(lines[below].text)
    named = is_name(text) or heads.is_comment_by(text) or phrases.SAYS.fullmatch(text) is not None
    return named and found is not None and not found[1]


def _opens(lines: Sequence[Line], i: int, prose: int) -> bool:
    text = lines[i].text
    strong, weak = is_opener(text), is_weak_opener(text)
    system = is_furniture(text) and not any(word in text.casefold() for word in _NOT_COMMENTS)
    if not (strong or weak or system):
        return False
    first = first_content(lines, i + 1)
    if first is None:
        return strong or system
    if is_head(lines, first):
        return not _is_article_after_all(lines, first, prose)
    if _tail_stamps(lines, first) or _names_itself(lines, first, sure=strong or is_comments_heading(text)):
        return not _is_article_after_all(lines, first, prose)
    if phrases.is_pingback(lines[first].text):
        return True
    rest = sum(len(x.text) for x in lines[first:])
    return strong and rest <= prose / 2 and (_in_cluster(lines, i) or rest < 600)


def _opens_unannounced(lines: Sequence[Line], i: int) -> bool:
    """Without any opener: a head, and further down the buttons that only comments have."""
    text = lines[i].text
    if phrases.PING_HEAD.match(text):
        return True
    if not is_head(lines, i):
        return False
    if heads.is_comment_by(text) or (phrases.SAYS.fullmatch(text) and not stamp_line(text)):
        return True
    rest = [x.text for x in lines[i + 1 : i + 1 + MAX_LOOKED_AT]]
    replies = sum(1 for x in rest if is_reply(x))
    between = sum(len(x) for x in rest)
    if replies:
        return between / replies < LONG_COMMENT
    found = stamp_line(text)
    # A lone stamp and then an excerpt cut at both ends is how a pingback is pasted.
    return found is not None and bool(rest) and phrases.is_pingback(rest[0])


def _names_itself(lines: Sequence[Line], first: int, *, sure: bool) -> bool:
    """Whether what stands below an opener begins with who says it. sure: whether the opener can be a heading of
    nothing else; then a name on a line of its own will do, which could also be a heading."""
    text = lines[first].text
    head = heads.read(text)
    if heads.bullet(text) or (head and (sure or head.sure)):
        return True
    if head:  # "Colombia: ..." below "Reactions" is the article's own; "Ann Roe: ..." and short is not
        return len(head.name.split()) > 1 and len(text) < SHORT_ARTICLE
    below = lines[first + 1].text if first + 1 < len(lines) else ""
    return sure and heads.proper(text) and len(below) > len(text) and not is_name(below)


def first_content(lines: Sequence[Line], i: int) -> int | None:
    """Index of the first line from i on that is no button, counter or heading of a comments section."""
    for k in range(i, min(len(lines), i + MAX_FURNITURE)):
        text = lines[k].text
        if not (is_opener(text) or is_furniture(text) or is_weak(text) or is_weak_opener(text)):
            return k
    return None


def _tail_stamps(lines: Sequence[Line], first: int) -> bool:
    """Systems that print the stamp below the comment, with its buttons: "Like · Reply · 3y"."""
    return any(phrases.TAIL.fullmatch(line.text) for line in lines[first : first + 8])


def _is_article_after_all(lines: Sequence[Line], first: int, prose: int) -> bool:
    """Whether what follows a counter near the top ("12 comments", a byline, a date) is the article."""
    if prose >= SHORT_ARTICLE:
        return False
    run = 0
    for k in range(first + 2, len(lines)):
        if is_head(lines, k) or is_opener(lines[k].text):
            break
        run += len(lines[k].text)
    return run > LONG_COMMENT


def _in_cluster(lines: Sequence[Line], i: int) -> bool:
    beside = [lines[k].text for k in (i - 1, i + 1) if 0 <= k < len(lines)]
    return any(is_furniture(x) or is_opener(x) or is_weak(x) for x in beside)


def _with_furniture_before(lines: Sequence[Line], i: int) -> int:
    while i > 0 and (is_furniture(lines[i - 1].text) or is_weak(lines[i - 1].text)):
        i -= 1
    return i
