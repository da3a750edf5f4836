"""Pictures that instruments drew, let into a page only as shapes and words.

A picture is SVG text out of the record: whoever can write a ledger can write one. It is read as XML and written anew from
a list of elements and attributes; all else is left out, and the page says so. Colours come from the page: of class
names only those that begin with "fig-" stay, and no style.
"""

import re
import xml.etree.ElementTree as ET
from dataclasses import dataclass
from html import escape

MOST_CHARACTERS = 200_000
MOST_DEPTH = 12
SVG = "{http://www.w3.org/2000/svg}"
_NUMBER = re.compile(r"-?\d{0,6}(\.\d{1,6})?")
_NUMBERS = re.compile(r"[-\d., ]{1,200}")
_PAINT = re.compile(r"none|currentColor|#[0-9a-fA-F]{3,8}")
_LOCAL = re.compile(r"url\(#([A-Za-z][\w-]{0,40})\)")
_NAME = re.compile(r"[A-Za-z][\w-]{0,40}")
_CLASS = re.compile(r"fig-[a-z0-9-]{1,30}")
# Attributes whose whole value must match. Those of names are handled apart: they are made unique in the page.
ATTRIBUTES: dict[str, re.Pattern[str]] = {
    **dict.fromkeys("x y x1 y1 x2 y2 cx cy r rx ry dx dy width height stroke-width opacity fill-opacity "
                    "stroke-opacity".split(), _NUMBER),
    **dict.fromkeys(("points", "stroke-dasharray"), re.compile(r"[-\d., ]*")),
    "d": re.compile(r"[MmLlHhVvZzCcSsQqTtAaeE\d\s.,+-]*"),
    "transform": re.compile(r"((rotate|translate|scale)\([-\d., ]{1,60}\)\s*){1,3}"),
    "fill": _PAINT, "stroke": _PAINT, "text-anchor": re.compile("start|middle|end"),
    "fill-rule": re.compile("evenodd|nonzero"), "clip-rule": re.compile("evenodd|nonzero"),
}  # fmt: skip
GROUPS = frozenset("g defs clipPath".split())
SHAPES = frozenset("path rect circle ellipse line polyline polygon".split())
WORDS = frozenset("text tspan".split())
SILENT = frozenset(("style", "title", "desc"))  # left out without a word: the page has its own


@dataclass(frozen=True, slots=True)
class Picture:
    """svg: safe to stand in a page of HTML as it is. whole: whether all that it held could be kept."""

    svg: str
    whole: bool


@dataclass
class _Writer:
    prefix: str
    out: list[str]
    whole: bool = True

    def element(self, node: ET.Element, depth: int) -> None:
        name = node.tag.removeprefix(SVG) if isinstance(node.tag, str) else ""
        if name in SILENT:
            return
        if (
            not str(node.tag).startswith(SVG)
            or name not in GROUPS | SHAPES | WORDS
            or depth > MOST_DEPTH
            or (name == "tspan" and depth < 2)
        ):
            self.whole = False
            return
        self.out.append(f"<{name}{self.attributes(node)}>")
        if name in WORDS and node.text:
            self.out.append(escape(node.text))
        for child in node:
            self.element(child, depth + 1)
            if name in WORDS and child.tail:
                self.out.append(escape(child.tail))
        self.out.append(f"</{name}>")

    def attributes(self, node: ET.Element) -> str:
        kept = []
        for name, value in node.attrib.items():
            if name == "class":
                value = " ".join(c for c in value.split() if _CLASS.fullmatch(c))  # noqa: PLW2901
            elif name == "id" and _NAME.fullmatch(value):
                value = f"{self.prefix}-{value}"  # noqa: PLW2901
            elif name == "clip-path" and (local := _LOCAL.fullmatch(value)):
                value = f"url(#{self.prefix}-{local[1]})"  # noqa: PLW2901
            elif name not in ATTRIBUTES or not ATTRIBUTES[name].fullmatch(value):
                self.whole = False
                continue
            kept.append(f' {name}="{escape(value)}"')
        return "".join(kept)


def cleaned(text: str, prefix: str, title: str) -> Picture | None:
    """The picture with ids that begin with `prefix`; None where it is no SVG that can be drawn.

    title: what it is called where it has no title of its own. Never raises.
    """
    if len(text) > MOST_CHARACTERS or "<!" in text:  # no entities, no comments, no CDATA
        return None
    try:
        root = ET.fromstring(text)
    except (ET.ParseError, ValueError):
        return None
    box = root.get("viewBox", "")
    if root.tag != f"{SVG}svg" or not _box(box):
        return None
    writer = _Writer(prefix, [])
    for child in root:
        writer.element(child, 1)
    allowed = {"viewBox", "role", "aria-labelledby", "width", "height", "class"}
    whole = writer.whole and set(root.attrib) <= allowed
    named, told = _said(root, "title") or title, _said(root, "desc")
    names = f"{prefix}-title {prefix}-desc" if told else f"{prefix}-title"
    head = (
        f'<svg class="picture" viewBox="{box}" role="img" aria-labelledby="{names}">'
        f'<title id="{prefix}-title">{escape(named)}</title>'
        + (f'<desc id="{prefix}-desc">{escape(told)}</desc>' if told else "")
    )
    return Picture(head + "".join(writer.out) + "</svg>", whole)


def _box(text: str) -> bool:
    """Whether it is a view box with room in it."""
    if not _NUMBERS.fullmatch(text):
        return False
    try:
        numbers = [float(n) for n in text.replace(",", " ").split()]
    except ValueError:
        return False
    return len(numbers) == 4 and 0 < numbers[2] <= 20_000 and 0 < numbers[3] <= 20_000


def _said(root: ET.Element, name: str) -> str:
    """The words of the first such element right under the root, on one line."""
    found = root.find(f"{SVG}{name}")
    return " ".join((found.text or "").split())[:4000] if found is not None else ""
