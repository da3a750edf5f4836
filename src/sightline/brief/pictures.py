"""Pictures that instruments drew, let into a page only as shapes, words and plain pixels.

A picture is SVG text out of the record: whoever can write a ledger can write one. It is read as XML and written anew from
a list of elements and attributes; all else is left out, and the page says so. Colours come from the page: of class
names only those that begin with "fig-" stay, and no style. Pixels come in as a PNG inside the text, which is unpacked
and packed anew (docs/decisions/0013); an image from anywhere else does not.
"""

import binascii
import re
import xml.etree.ElementTree as ET
from dataclasses import dataclass
from html import escape

from sightline.model.png import read_png, write_png

MOST_CHARACTERS = 200_000  # of shapes and words
# Of all images of one picture: three panels of 240 x 240 and two close-ups. A pixel is at most a byte, 4/3 as base64.
MOST_PIXELS = 250_000
MOST_IMAGES = 8
MOST_IMAGE_CHARACTERS = 340_000
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
IMAGE = "image"
_PNG = "data:image/png;base64,"
_BOX = frozenset("x y width height".split())
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
    images: int = 0
    pixels: int = 0

    def element(self, node: ET.Element, depth: int) -> None:
        name = node.tag.removeprefix(SVG) if isinstance(node.tag, str) else ""
        if name in SILENT:
            return
        if node.tag == SVG + IMAGE and depth <= MOST_DEPTH:
            self.image(node)
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

    def image(self, node: ET.Element) -> None:
        """Pixels, unpacked and packed anew. The element is written from what is known here, children left out."""
        self.images += 1
        try:
            if self.images > MOST_IMAGES:
                raise ValueError("too many images")
            raster = read_png(_packed(node.get("href", "")), MOST_PIXELS - self.pixels)
        except ValueError:
            self.whole = False
            return
        self.pixels += raster.width * raster.height
        box = {n: v for n, v in node.attrib.items() if n in _BOX and _NUMBER.fullmatch(v)}
        label = " ".join(c for c in node.get("class", "").split() if _CLASS.fullmatch(c))
        self.whole &= set(node.attrib) == {*box, "href"} | ({"class"} & set(node.attrib)) and not len(node)
        self.out.append(
            "<image "
            + "".join(f'{n}="{v}" ' for n, v in box.items())
            + f'class="{label}" preserveAspectRatio="none" '
            + f'href="{_PNG}{binascii.b2a_base64(write_png(raster), newline=False).decode()}"></image>'
        )

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
    if len(text) > MOST_CHARACTERS + MOST_IMAGE_CHARACTERS or "<!" in text:  # no entities, comments, CDATA
        return None
    try:
        root = ET.fromstring(text)
    except (ET.ParseError, ValueError):
        return None
    pixels = sum(len(node.get("href", "")) for node in root.iter(SVG + IMAGE))
    box = root.get("viewBox", "")
    if len(text) - pixels > MOST_CHARACTERS:
        return None
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


def _packed(href: str) -> bytes:
    """The bytes of an address that holds its own PNG. Raises ValueError for any other."""
    if not href.startswith(_PNG):
        raise ValueError("not a PNG in the text itself")
    return binascii.a2b_base64(href[len(_PNG) :].encode("ascii"), strict_mode=True)


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
