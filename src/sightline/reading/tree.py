"""Small helpers over lxml trees, none of them recursive: pages from outside can be nested without end."""

import html
import re
from collections.abc import Iterator
from typing import Any

MAX_DEPTH = 240  # libxml2 stops at 256 and drops what lies deeper
MAX_MARKUP = 5_000_000  # characters of a broken page that are still looked through
_SKIPPED = ("script", "style", "template", "noscript", "svg", "iframe")
_BLOCKS = frozenset(
    "p div section article main li ul ol dd dt dl h1 h2 h3 h4 h5 h6 blockquote pre td tr table br figure "
    "figcaption header footer aside nav form address hr".split()
)
# Tags longer than this carry pictures or data in their attributes; libxml2 gives up on a page with 10 MB in one.
_LONG_TAG = re.compile(r"<([a-zA-Z][\w-]{0,30})[^<>]{20000,}>")
# All but these is a Char of https://www.w3.org/TR/xml/#charsets
_FORBIDDEN = re.compile(r"[\0-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_REFERENCE = re.compile(r"&#(?:x([0-9a-f]+)|([0-9]+));?", re.I)
Element = Any  # lxml ships no types


def parse(markup: str) -> Element | None:
    """The page's tree, or None where nothing can be made of it. Names no network and expands no entities."""
    from lxml import etree
    from lxml import html as lxml_html

    parser = lxml_html.HTMLParser(encoding="utf-8", recover=True, remove_comments=True, remove_pis=True)
    data = _LONG_TAG.sub(r"<\1>", _readable(markup)).encode("utf-8", "replace")
    try:
        return lxml_html.document_fromstring(data, parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError, AssertionError):
        return None


def _readable(markup: str) -> str:
    """The page without the characters and references that XML 1.0 forbids: libxml2 reads them, and whatever
    makes elements from the tree's text later on fails over them."""
    return _REFERENCE.sub(_allowed, only_xml(markup.replace("\0", "")))


def only_xml(text: str) -> str:
    """A blank for each character that XML 1.0 forbids: half surrogates from JSON's escapes are among them."""
    return _FORBIDDEN.sub(" ", text)


def _allowed(m: re.Match[str]) -> str:
    digits = (m[1] or m[2]).lstrip("0")
    code = int(digits or "0", 16 if m[1] else 10) if len(digits) <= 7 else 0
    return " " if not 0 < code <= 0x10FFFF or _FORBIDDEN.match(chr(code)) else m[0]


def depth(root: Element) -> int:
    """How deep the tree is, up to MAX_DEPTH."""
    deepest = level = 0
    from lxml import etree

    for event, _ in etree.iterwalk(root, events=("start", "end")):
        level += 1 if event == "start" else -1
        deepest = max(deepest, level)
    return deepest


def words_of(element: Element, skip: frozenset[Element] = frozenset()) -> str:
    """The element's text with blocks on lines of their own and white space joined; `skip`: left out whole."""
    pieces: list[str] = []
    stack: list[tuple[Element, bool]] = [(element, False)]
    while stack:
        node, leaving = stack.pop()
        tag = node.tag if isinstance(node.tag, str) else ""
        if leaving:
            if tag in _BLOCKS:
                pieces.append("\n")
            if node is not element:
                pieces.append((node.tail or "").replace("\n", " "))
            continue
        stack.append((node, True))
        if not tag or tag in _SKIPPED or node in skip:
            continue
        if tag in _BLOCKS:
            pieces.append("\n")
        pieces.append((node.text or "").replace("\n", " "))
        stack += [(child, False) for child in reversed(node)]
    lines = (" ".join(line.split()) for line in "".join(pieces).split("\n"))
    return "\n".join(line for line in lines if line)


def attributes(element: Element) -> str:
    """Class and id in one string, lower case."""
    return f"{element.get('class') or ''} {element.get('id') or ''}".casefold()


_NAME_PARTS = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+|[^\W\d_A-Za-z]+")
_NAMING = ("class", "id", "itemprop", "role")


def names_in(element: Element) -> list[str]:
    """The words that class, id and data attributes are made of, lower case: "CommentItem__root" is comment,
    item, root. Long values carry data and name nothing."""
    values = [v for k, v in element.attrib.items() if k in _NAMING or k.startswith("data-")]
    return [w.lower() for v in values if len(v) <= 300 for w in _NAME_PARTS.findall(v)]


def elements(root: Element) -> Iterator[Element]:
    return (e for e in root.iter() if isinstance(e.tag, str))


def remove(element: Element) -> None:
    """Out of the tree, its tail kept."""
    if element.getparent() is not None:
        element.drop_tree()


_NO_TEXT = re.compile(
    r"<!--.*?(?:-->|\Z)|<(script|style|template|noscript|title)\b.*?(?:</\1\s*>|\Z)", re.I | re.S
)
_TAG = re.compile(r"</?([a-zA-Z][\w-]{0,30})[^<>]*>?|<[!?][^<>]*>?")


def flat_text(markup: str) -> str:
    """All readable text, a line for each block, without building a tree: each step is one pass over the page."""
    bare = _NO_TEXT.sub("\n", markup[:MAX_MARKUP].replace("\0", ""))
    bare = _TAG.sub(lambda m: "\n" if (m[1] or "").lower() in _BLOCKS else "", bare)
    lines = (" ".join(line.split()) for line in html.unescape(bare).split("\n"))
    return "\n".join(line for line in lines if line)
