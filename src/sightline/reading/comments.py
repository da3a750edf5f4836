"""The comments of a web page, each apart, by the markup of common comment systems.

WordPress and its wpDiscuz, Blogger, Drupal and whatever follows them in naming elements "comment", or in
schema.org's Comment. Names of commenters are taken only to be hashed, and taken out of what others answer.
"""

import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from sightline.reading import handles, heads, phrases, stamps
from sightline.reading.lines import is_furniture, is_name, is_opener, is_weak, stamp_line
from sightline.reading.tree import Element, attributes, elements, names_in, remove, words_of

_ONE = re.compile(
    r"(?:^|\s)(?:[a-z]{1,8}[-_]{1,2})?(?:comment|kommentar)(?:[-_]{0,2}(?:item|block|entry|node|card"
    r"|container|wrap(?:per)?|box|thread|row|post|li|single))?(?=\s|$)|(?:^|\s)(?:pingback|trackback)(?=\s|$)"
    r"|(?:^|\s)(?:li-|div-)?(?:comment|kommentar|comentario|commentaire)[-_]?(?:id-?)?\d+(?=\s|$)"
)
_AREA = re.compile(
    r"(?:^|\s)(?:comments?|comments?[-_](?:area|list|section|wrapper|container|template|form|respond|thread|block"
    r"|holder|box)|comment[-_]respond|commentlist|commentform|respond|disqus_thread|wpd-threads|wpdcom|wpdiscuz\S*"
    r"|fb-comments|kommentare|kommentarer|yorumlar|comentarios|commentaires)(?=\s|$)"
)
_TEXT = re.compile(
    r"comment[-_]{0,2}(?:content|text|body|message|copy|inner-text)|commenttext|wpd-comment-text|entry-content|message"
)
_AUTHOR = re.compile(
    r"(?:^|\s)(?:comment[-_]{0,2}(?:author|user|name|by)\S*|author|fn|user-?name|commenter\S*|wpd-comment-author"
    r"|nickname|vcard)(?=\s|$)"
)
_NAMED = re.compile(r"names?$|nick|user(?:name)?$|author$|commenter|poster$|who$|handle$|fn$|vcard$")
MAX_NAME = 60  # characters
MAX_HEAD = 200  # characters of a comment's head
_DATE = re.compile(r"date|time|meta|posted|timestamp|permalink|info|header|footer")
_NAME_NOISE = re.compile(
    r"^(?:by|von|par|por|posted by|comment by|from)\s+|\s*(?:says|said|wrote|writes|on|schreibt|schrieb|sagt|meint"
    r"|meinte|dice|dijo|disse|diz|a écrit|dit|scrive|yazdı|dedi|dedi ki|пишет|says on)?\s*[:,]?$",
    re.I,
)
SHARE_OF_PAGE = 0.5  # what holds more of the page's prose than this, and is one element, is the article
_ISO = re.compile(r"(\d{4}-\d\d-\d\d)")


@dataclass(frozen=True, slots=True)
class Comment:
    """kind: "comment" or "pingback". day: where the markup gives it in full; else `stamp`, as printed."""

    kind: str
    text: str
    handle: str | None = None
    day: dt.date | None = None
    stamp: stamps.Stamp | None = None


def take_comments(root: Element) -> list[Comment]:
    """The comments in page order; their elements are taken out of the tree."""
    whole = max(1, len(words_of(root)))
    called = [e for e in elements(root) if _is_comment(e) and not is_article(e, whole)]
    known = frozenset(called)
    found = [_with_head(e, known) for e in called if not _is_content(e, known)]
    inside = frozenset(found)
    comments = [c for e in found if (c := _comment(e, inside - {e}))]
    for element in found:
        head = _term(element)
        remove(element)
        if head is not None:
            remove(head)
    return comments


def drop_areas(root: Element) -> None:
    """What else a comment system puts on the page, its forms and counters, out of the tree."""
    whole = max(1, len(words_of(root)))
    for element in [e for e in elements(root) if _AREA.search(attributes(e))]:
        if element.tag not in ("body", "html") and not is_article(element, whole):
            remove(element)


def nameless(comments: Sequence[Comment], byline: str | None = None) -> list[Comment]:
    """The same with each other's names taken out of what they say; not that of the article's author, who may
    answer there and is named on the page."""
    names = {c.handle for c in comments if c.handle and c.kind == "comment"}
    known = handles.names_of(n for n in names if n.casefold() != (byline or "").casefold())
    cleaned = (
        replace(c, text=handles.without(c.text, known)) if c.kind == "comment" else c for c in comments
    )
    return [c for c in cleaned if any(x.isalnum() for x in c.text.replace(handles.INSTEAD, ""))]


def _is_content(element: Element, called: frozenset[Element]) -> bool:
    """Whether it is what a comment around it says, and only called "comment" as well; its head stands beside it."""
    if element.tag == "li" or not _TEXT.search(attributes(element)):
        return False
    around = next((a for a in element.iterancestors() if a in called), None)
    return around is not None and not _is_headed(element) and not _TEXT.search(attributes(around))


def _with_head(element: Element, called: frozenset[Element]) -> Element:
    """The element, or the one around it, where that adds no more than a head with a date to this one comment."""
    parent = element.getparent()
    if parent is None or parent.tag not in ("div", "li", "article", "section") or _is_headed(element):
        return element
    if (
        _term(element) is not None
        or any(e in called for e in parent.iter() if e is not element)
        or parent in called
    ):
        return element
    extra = len(words_of(parent)) - len(words_of(element))
    beside = [e for e in parent if isinstance(e.tag, str) and e is not element]
    dated = any(e.get("datetime") or stamps.find(words_of(e)[:MAX_HEAD]) for b in beside for e in elements(b))
    return parent if dated and extra <= MAX_HEAD else element


def _is_headed(element: Element) -> bool:
    """Whether a name or a time is marked in it."""
    inner = [e for e in elements(element) if e is not element]
    return any(e.tag in ("time", "cite") or _AUTHOR.search(attributes(e)) for e in inner)


def _term(element: Element) -> Element | None:
    """The <dt> before a <dd>: some lists print the comment's head in it."""
    before = element.getprevious() if element.tag == "dd" else None
    return before if before is not None and before.tag == "dt" else None


def _is_comment(element: Element) -> bool:
    if element.tag not in ("li", "div", "article", "section", "dd", "tr", "td", "shreddit-comment"):
        return False
    return bool(_ONE.search(attributes(element)) or (element.get("itemtype") or "").endswith("/Comment"))


def is_article(element: Element, whole: int) -> bool:
    """An opinion page's <article class="comment"> is no comment: it holds the headline or most of the prose.
    A long list of comments may hold most of the page too, but then it holds several of them."""
    if any(not _heads_a_comment(words_of(h)) for h in element.iter("h1")):
        return True
    if len(words_of(element)) <= SHARE_OF_PAGE * whole:
        return False
    return sum(1 for e in elements(element) if e is not element and _is_comment(e)) < 2


def _heads_a_comment(heading: str) -> bool:
    return phrases.SAYS.fullmatch(heading) is not None or stamp_line(heading) is not None


def _comment(element: Element, inside: frozenset[Element]) -> Comment | None:
    term = _term(element)
    own = ([term, *_own(term, inside)] if term is not None else []) + _own(element, inside)
    content = _content(own, inside)
    handle = _handle(own, content)
    stamp, day = _when(own, content)
    whole = content if content is not None else element
    shown = frozenset(e for e in own if handle and e is not whole and _plain_name(e, inside) == handle)
    lines = [x for x in words_of(whole, inside | shown).split("\n") if not _is_head(x, handle)]
    lines, name, printed = _headless(lines, handle)
    handle, stamp = handle or name, stamp or printed
    if lines and shown:
        lines[0] = lines[0].lstrip(" :,–—-")
    text = "\n".join(lines)
    if not any(c.isalnum() for c in text):
        return Comment("comment", "", handle) if handle else None
    ping = re.search(r"(?:^|\s)(?:pingback|trackback)(?:\s|$)", attributes(element)) or phrases.is_pingback(
        text
    )
    if ping:
        text = phrases.PING_HEAD.sub("", text, count=1) or text
    return Comment("pingback" if ping else "comment", text, handle, day, stamp)


def _content(own: Sequence[Element], inside: frozenset[Element]) -> Element | None:
    """What is called the comment's text: the longest, or the one in it that leaves out no more than a head."""
    size = {e: len(words_of(e, inside)) for e in own if _says(e)}
    longest = max(size, key=lambda e: size[e], default=None)
    if longest is None:
        return None
    within = [e for e in size if size[longest] - size[e] <= MAX_HEAD and size[e] * 2 > size[longest]]
    within = [e for e in within if any(a is longest for a in e.iterancestors())]
    return within[-1] if within else longest


def _headless(lines: list[str], handle: str | None) -> tuple[list[str], str | None, stamps.Stamp | None]:
    """The lines without a head or signature that the markup does not tell, and the name and stamp of that."""
    name = stamp = None
    if len(lines) > 1 and (
        found := stamp_line(lines[0])
    ):  # "Some Name April 2, 2019 at 9:10 am" in one piece
        (stamp, name), lines = found, lines[1:]
    elif lines and (head := heads.read(lines[0], loose=True)) and (head.end < len(lines[0]) or lines[1:]):
        name, stamp = head.name, head.stamp
        lines = [x for x in (lines[0][head.end :], *lines[1:]) if x]
    elif len(lines) > 1 and not handle and heads.proper(lines[0]) and not is_name(lines[1]):
        name, lines = lines[0].strip(" :"), lines[1:]
    if len(lines) > 1 and (signed := heads.bullet(lines[-1])):
        name, lines = name or signed, lines[:-1]
    return lines, name or None, stamp


def _plain_name(element: Element, inside: frozenset[Element] = frozenset()) -> str:
    return _NAME_NOISE.sub("", words_of(element, inside).split("\n")[0]).strip(" :,-–—")


def is_leading_name(element: Element) -> bool:
    """Whether it is the run of words that its block begins with, set apart, and written as full names are."""
    parent = element.getparent()
    if element.tag not in ("b", "strong", "a", "span") or parent is None or parent[0] is not element:
        return False
    name = words_of(element)
    alone = not (parent.text or "").strip() and "\n" not in name and len(name) <= MAX_NAME
    return alone and len(name.split()) > 1 and heads.proper(name) and len(words_of(parent)) > 2 * len(name)


def is_called_a_name(element: Element) -> bool:
    """Whether class, id or data attributes say so of an element that holds no more than a name."""
    if not any(_NAMED.match(n) for n in names_in(element)):
        return False
    text = words_of(element)
    return "\n" not in text and 1 < len(text) <= MAX_NAME and is_name(text)


def _own(element: Element, inside: frozenset[Element]) -> list[Element]:
    """The element's descendants, those of nested comments left out, in page order."""
    found: list[Element] = []
    stack = list(reversed(element))
    while stack:
        node = stack.pop()
        if not isinstance(node.tag, str) or node in inside:
            continue
        found.append(node)
        stack += reversed(node)
    return found


def _says(element: Element) -> bool:
    if element.tag in ("a", "span", "time", "input", "textarea", "form", "button"):
        return False
    return element.get("itemprop") in ("text", "commentText") or bool(_TEXT.search(attributes(element)))


def _handle(own: Sequence[Element], content: Element | None) -> str | None:
    for e in own:
        named = e.get("itemprop") in ("author", "creator", "name") or e.tag == "cite"
        if e is not content and (named or _AUTHOR.search(attributes(e))):
            inner = next((x for x in e.iter("cite", "a", "b", "strong") if words_of(x)), None)
            fn = next((x for x in elements(e) if re.search(r"(?:^|\s)fn(?:\s|$)", attributes(x))), None)
            name = words_of(fn if fn is not None else inner if inner is not None else e).split("\n")[0]
            name = _NAME_NOISE.sub("", _NAME_NOISE.sub("", name)).strip(" :,-–—")
            if name and len(name) <= MAX_NAME and stamps.find(name) is None:
                return name
    called = (e for e in own if e is not content and (is_called_a_name(e) or is_leading_name(e)))
    return next((_plain_name(e) for e in called), None)


def _when(own: Sequence[Element], content: Element | None) -> tuple[stamps.Stamp | None, dt.date | None]:
    for e in own:
        dated = "date" in f"{e.get('itemprop') or ''} {e.get('property') or ''}"
        if iso := _ISO.match(e.get("datetime") or (e.get("content") if dated else "") or ""):
            try:
                return None, dt.date.fromisoformat(iso[1])
            except ValueError:
                continue
    for e in own:
        if (
            e is not content
            and e.tag != "p"
            and (_DATE.search(attributes(e)) or e.tag in ("time", "small", "a"))
        ):
            for text in (e.get("title") or "", words_of(e)[:200]):
                if stamp := stamps.find(text):
                    return stamp, None
    return None, None


def _is_head(line: str, handle: str | None) -> bool:
    """Whether a line is the comment's own head or buttons: the name, the stamp, "Reply"."""
    if is_weak(line) or is_furniture(line) or is_opener(line):
        return True
    if len(line) > 120:
        return False
    stamp = stamps.find(line)
    where = (stamp.start, stamp.end) if stamp else stamps.relative(line)
    rest = stamps.left_over(line, *where) if where else line
    if handle:
        rest = re.sub(re.escape(handle), "", rest, flags=re.I)
        if not _NAME_NOISE.sub("", rest).strip(" :,-–—|•·"):
            return True
    return where is not None and not rest.strip(" :,-–—|•·")
