"""Small helpers over lxml trees, none of them recursive: pages from outside can be nested without end."""

import re
from collections.abc import Iterator
from html.parser import HTMLParser
from typing import Any

MAX_DEPTH = 240  # libxml2 stops at 256 and drops what lies deeper
MAX_MARKUP = 5_000_000  # characters of a broken page that are still looked through
_SKIPPED = ("script", "style", "template", "noscript", "svg", "iframe")
_BLOCKS = frozenset(
    "p div section article main li ul ol dd dt dl h1 h2 h3 h4 h5 h6 blockquote pre td tr table br figure "
    "figcaption header footer aside nav form address hr".split()
)
Element = Any  # lxml ships no types


def parse(markup: str) -> Element | None:
    """The page's tree, or None where nothing can be made of it. Names no network and expands no entities."""
    from lxml import etree, html  # noqa: PLC0415 - heavy

    parser = html.HTMLParser(encoding="utf-8", recover=True, remove_comments=True, remove_pis=True)
    data = markup.replace("\0", "").encode("utf-8", "replace")
    try:
        return html.document_fromstring(data, parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError, AssertionError):
        return None


def depth(root: Element) -> int:
    """How deep the tree is, up to MAX_DEPTH."""
    deepest = level = 0
    from lxml import etree  # noqa: PLC0415 - heavy

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
                pieces.append(re.sub(r"\s+", " ", node.tail or ""))
            continue
        stack.append((node, True))
        if not tag or tag in _SKIPPED or node in skip:
            continue
        if tag in _BLOCKS:
            pieces.append("\n")
        pieces.append(re.sub(r"\s+", " ", node.text or ""))
        stack += [(child, False) for child in reversed(node)]
    lines = (" ".join(line.split()) for line in "".join(pieces).split("\n"))
    return "\n".join(line for line in lines if line)


def attributes(element: Element) -> str:
    """Class and id in one string, lower case."""
    return f"{element.get('class') or ''} {element.get('id') or ''}".casefold()


def elements(root: Element) -> Iterator[Element]:
    return (e for e in root.iter() if isinstance(e.tag, str))


def remove(element: Element) -> None:
    """Out of the tree, its tail kept."""
    if element.getparent() is not None:
        element.drop_tree()


class _Flat(HTMLParser):
    """Text of a page too broken for a tree: a tokenizer keeps no stack and minds no depth."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.found: list[str] = []
        self.skipping: str | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in ("script", "style", "template", "noscript"):
            self.skipping = tag
        if tag in _BLOCKS:
            self.found.append("\n")

    def handle_endtag(self, tag: str) -> None:
        if tag == self.skipping:
            self.skipping = None
        if tag in _BLOCKS:
            self.found.append("\n")

    def handle_data(self, data: str) -> None:
        if self.skipping is None:
            self.found.append(data)


def flat_text(markup: str) -> str:
    """All readable text, a line for each block, without building a tree."""
    flat = _Flat()
    flat.feed(markup[:MAX_MARKUP].replace("\0", ""))
    flat.close()
    lines = (" ".join(line.split()) for line in "".join(flat.found).split("\n"))
    return "\n".join(line for line in lines if line)
