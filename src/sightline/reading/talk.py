"""Comments whose markup no rule names: parts of a page that speak of comments and look like them.

What an element is called is not enough: it must hold an entry as well (a name, a date, "X says", a reply
button), so that neither "response" in a class nor a heading "Discussion" ever costs an article its text.
"""

import re
from collections.abc import Iterator, Sequence

from sightline.reading import comments, entries, heads, section
from sightline.reading.comments import Comment
from sightline.reading.lines import Line, is_name, lines_of, stamp_line
from sightline.reading.tree import Element, elements, names_in, remove, words_of

_STEM = re.compile(
    r"comments?$|commenta|comment(?:er|ed|list|item|box|s?section)|coment|kommenta|yorum|repl(?:y|ies)$|responses?$"
    r"|discussions?$|talkbacks?$|disqus|feedbacks?$|opinions?$"
)
_NEVER = frozenset("html head body a button input textarea form label script style time img h1".split())
_STARTS = ("b", "strong", "cite", "dt", "h2", "h3", "h4", "h5", "h6")
MAX_CLIMB = 6
MAX_BUTTONS = 1000


def take(root: Element) -> list[Comment]:
    """The comments found so, in page order, and their elements out of the tree."""
    whole = max(1, len(words_of(root)))
    found = []
    for element in list(_areas(root, whole)):
        if not _inside(element, root):
            continue
        voices = split(element)
        if voices:
            found += voices
            remove(element)
    return found


def split(element: Element) -> list[Comment]:
    """The comments of an element that is known to hold nothing else."""
    names = _names(element)
    return loose(words_of(element), frozenset(n.casefold() for n in names))


def loose(text: str, names: frozenset[str] = frozenset()) -> list[Comment]:
    """The comments of a text that is known to hold nothing else, told apart as those of plain text are."""
    pieces, _, _ = entries.entries(lines_of(text), names)
    return [Comment(p.kind, text[p.start : p.end], p.handle, None, p.stamp) for p in pieces]


def _areas(root: Element, whole: int) -> Iterator[Element]:
    """The outermost elements that are called comments and hold one, then those around a reply button."""
    taken: set[Element] = set()
    for e in elements(root):
        if any(a in taken for a in e.iterancestors()):
            continue
        if e.tag not in _NEVER and any(_STEM.match(n) for n in names_in(e)):
            if comments.is_article(e, whole):
                _unname(e)
                continue
            if not _talks(e):
                continue
            taken.add(e)
            yield e
    for button in [e for e in elements(root) if _is_reply(e)][:MAX_BUTTONS]:
        entry = _around(button, whole)
        if entry is not None and entry not in taken:
            taken.add(entry)
            yield entry


def _unname(article: Element) -> None:
    """Pages say of the article itself that it is open for comments; trafilatura would take it for one."""
    for key in ("class", "id"):
        article.attrib.pop(key, None)


def _talks(element: Element) -> bool:
    """Whether what it holds begins with who says it or when, or is named or answered as comments are."""
    lines = lines_of(words_of(element))
    first = section.first_content(lines, 0)
    if first is None:
        return False
    return _begins(lines, first) or bool(_names(element)) or _has_reply(lines)


def _begins(lines: Sequence[Line], i: int) -> bool:
    text = lines[i].text
    if section.is_head(lines, i) or heads.read(text) or heads.bullet(text):
        return True
    return i + 1 < len(lines) and heads.proper(text) and not is_name(lines[i + 1].text)


def _has_reply(lines: Sequence[Line]) -> bool:
    return any(section.is_reply(x.text) for x in lines)


def _is_reply(element: Element) -> bool:
    own = element.text or ""
    return (
        element.tag in ("a", "button", "span", "div", "p", "li")
        and section.is_reply(own)
        and not len(element)
    )


def _around(button: Element, whole: int) -> Element | None:
    """The smallest element around a reply button that says something, and by whom or when."""
    node = button.getparent()
    for _ in range(MAX_CLIMB):
        if node is None or node.tag in ("html", "body", "main") or comments.is_article(node, whole):
            return None
        lines = lines_of(words_of(node))
        first = section.first_content(lines, 0)
        says = [x for x in lines[first or 0 :] if not (is_name(x.text) or stamp_line(x.text))]
        if first is not None and len(says) > _buttons(lines) and _begins(lines, first):
            return node
        node = node.getparent()
    return None


def _buttons(lines: Sequence[Line]) -> int:
    return sum(1 for x in lines if section.is_reply(x.text))


def _names(element: Element) -> set[str]:
    """What the markup calls a name, or sets in bold or as a heading at the head of a block and ends as names
    end ("Name:"). Each is put on a line of its own, where words_of would run it into the text."""
    found = set()
    for e in elements(element):
        called = comments.is_called_a_name(e) or comments.is_leading_name(e) or e.tag == "cite"
        if not (called or e.tag in _STARTS):
            continue
        name = words_of(e)
        alone = "\n" not in name and 1 < len(name) <= comments.MAX_NAME and is_name(name)
        if alone and (called or (e.tag not in ("b", "strong") and heads.proper(name)) or _colon(e, name)):
            found.add(name.strip(" :"))
            if called and not (e.tail or "").lstrip().startswith(":"):
                e.tag = "div"
    return found


def _colon(element: Element, name: str) -> bool:
    return name.endswith(":") or (element.tail or "").lstrip().startswith(":")


def _inside(element: Element, root: Element) -> bool:
    return element is not root and any(a is root for a in element.iterancestors())
