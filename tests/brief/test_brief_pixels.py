"""Pixels in pictures: a small PNG inside the text comes through, packed anew; nothing else that calls itself an image does."""

import base64
import re
import struct
import zlib

import pytest
from lxml import html as lx

from sightline.brief.pictures import MOST_IMAGES, MOST_PIXELS, cleaned
from sightline.model.png import Raster, read_png, write_png

NS = 'xmlns="http://www.w3.org/2000/svg"'
GREY = bytes(c for i in range(256) for c in (i, i, i))


def address(data: bytes) -> str:
    return "data:image/png;base64," + base64.b64encode(data).decode()


def raster(side: int = 4) -> Raster:
    return Raster(side, side, bytes(i * 7 % 256 for i in range(side * side)), GREY)


def svg(*hrefs: str, more: str = "") -> str:
    images = "".join(
        f'<image class="fig-pixels" x="1" y="2" width="30" height="30" href="{h}" {more}/>' for h in hrefs
    )
    return f'<svg {NS} viewBox="0 0 100 50">{images}<circle cx="1" cy="1" r="1"/></svg>'


def hrefs(page: str) -> list[str]:
    return re.findall(r'href="([^"]*)"', page)


def test_pixels_come_through_and_are_packed_anew() -> None:
    loose = write_png(raster()).replace(
        zlib.compress(b"".join(b"\0" + raster().pixels[i : i + 4] for i in range(0, 16, 4)), 9), b""
    )
    packed = zlib.compress(b"".join(b"\0" + raster().pixels[i : i + 4] for i in range(0, 16, 4)), 0)
    chunk = (
        struct.pack(">I", len(packed)) + b"IDAT" + packed + struct.pack(">I", zlib.crc32(b"IDAT" + packed))
    )
    at = loose.index(b"IDAT") - 4
    stored = loose[:at] + chunk + loose[-12:]
    made = cleaned(svg(address(stored)), "p1", "x")
    assert made is not None
    assert made.whole
    (href,) = hrefs(made.svg)
    assert href == address(write_png(raster()))
    image = lx.fragment_fromstring(made.svg).find(".//image")
    assert dict(image.attrib) == {"x": "1", "y": "2", "width": "30", "height": "30", "class": "fig-pixels", "preserveaspectratio": "none", "href": href} or image.get("href") == href  # fmt: skip


@pytest.mark.parametrize(
    "href",
    [
        "",
        "https://x.example/a.png",
        "//x.example/a.png",
        "a.png",
        "file:///etc/passwd",
        "javascript:alert(1)",
        "data:image/svg+xml;base64,PHN2ZyB4bWxucz0iaHR0cDovL3d3dy53My5vcmcvMjAwMC9zdmciPjxzY3JpcHQvPjwvc3ZnPg==",
        "data:text/html;base64,PHNjcmlwdD4=",
        "data:image/png,%89PNG",
        "data:image/jpeg;base64,/9j/4AAQ",
        "data:image/png;charset=x;base64,iVBORw0KGgo=",
        "DATA:image/png;base64,iVBORw0KGgo=",
        "data:image/png;base64,iVBORw0KGgo=",
        "data:image/png;base64,not base64!",
        "data:image/png;base64,é",
        address(write_png(raster()) + b"<script>alert(1)</script>"),
        address(write_png(raster())) + "AAAA",
        " " + address(write_png(raster())),
        address(
            b"\x89PNG\r\n\x1a\n" + b"\0\0\0\x0dIHDR" + struct.pack(">II", 2**31, 2**31) + b"\x08\x03\0\0\0"
        ),
    ],
)
def test_no_other_address_does(href: str) -> None:
    made = cleaned(svg(href), "p1", "x")
    assert made is not None
    assert not made.whole
    assert "<image" not in made.svg
    assert hrefs(made.svg) == []
    assert 'r="1"' in made.svg


@pytest.mark.parametrize(
    "more",
    [
        'onload="alert(1)"',
        'style="background:url(https://x.example)"',
        'xmlns:xlink="http://www.w3.org/1999/xlink" xlink:href="https://x.example/a.png"',
        'clip-path="url(https://x.example/#a)"',
        'crossorigin="use-credentials"',
    ],
)
def test_no_other_attribute_comes_with_them(more: str) -> None:
    made = cleaned(svg(address(write_png(raster())), more=more), "p1", "x")
    assert made is not None
    assert not made.whole
    assert "example" not in made.svg
    assert "alert" not in made.svg
    assert "crossorigin" not in made.svg
    assert len(hrefs(made.svg)) == 1


def test_nothing_hides_inside_an_image() -> None:
    href = address(write_png(raster()))
    text = f'<svg {NS} viewBox="0 0 9 9"><image href="{href}" width="9" height="9"><script>x</script><image href="{href}"/></image></svg>'
    made = cleaned(text, "p1", "x")
    assert made is not None
    assert not made.whole
    assert made.svg.count("<image") == 1
    assert "script" not in made.svg


def test_an_image_of_another_kind_of_document_is_none() -> None:
    text = f'<svg {NS} xmlns:h="http://www.w3.org/1999/xhtml" viewBox="0 0 9 9"><h:image href="{address(write_png(raster()))}"/></svg>'
    made = cleaned(text, "p1", "x")
    assert made is not None
    assert not made.whole
    assert "image" not in made.svg


def test_pixels_are_counted_over_all_images() -> None:
    side = 240
    panel = address(write_png(raster(side)))
    fits = MOST_PIXELS // side**2
    made = cleaned(svg(*[panel] * (fits + 1)), "p1", "x")
    assert made is None or (not made.whole and made.svg.count("<image") == fits)
    some = cleaned(svg(*[address(write_png(raster()))] * (MOST_IMAGES + 3)), "p1", "x")
    assert some is not None
    assert not some.whole
    assert some.svg.count("<image") == MOST_IMAGES


def test_pixels_make_no_room_for_more_shapes() -> None:
    """The bound of shapes and words holds as before."""
    path = "<rect/>" * 40_000
    assert cleaned(f'<svg {NS} viewBox="0 0 9 9">{path}</svg>', "p1", "x") is None
    made = cleaned(svg(address(write_png(raster(200)))), "p1", "x")
    assert made is not None
    assert read_png(base64.b64decode(hrefs(made.svg)[0].partition(",")[2]), 40_000) == raster(200)
