"""Contrast of the colours in both schemes: WCAG 2.2, 1.4.3 (AA)."""

import re
from importlib.resources import files

import pytest

CSS = (files("sightline.brief") / "templates" / "brief.css").read_text(encoding="utf-8")
LIGHT, DARK = (
    dict(re.findall(r"--([\w-]+): (#[0-9a-f]{3,6});", b))
    for b in re.findall(r":root \{(.*?)\}", CSS, re.S)[:2]
)


def luminance(colour: str) -> float:
    digits = colour[1:] if len(colour) == 7 else "".join(c * 2 for c in colour[1:])
    parts = [int(digits[i : i + 2], 16) / 255 for i in (0, 2, 4)]
    r, g, b = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * r + 0.7152 * g + 0.0722 * b


def contrast(a: str, b: str) -> float:
    high, low = sorted((luminance(a), luminance(b)), reverse=True)
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("scheme", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize("ink", ["ink", "quiet", "accent", "link", "warn"])
@pytest.mark.parametrize("ground", ["paper", "panel", "warn-panel", "mark", "land", "sea"])
def test_words_can_be_read(scheme: dict[str, str], ink: str, ground: str) -> None:
    pairs_not_used = {
        ("accent", "mark"),
        ("warn", "mark"),
        ("quiet", "mark"),
        ("link", "sea"),
        ("link", "land"),
    }
    if (ink, ground) not in pairs_not_used:
        assert contrast(scheme[ink], scheme[ground]) >= 4.5


@pytest.mark.parametrize("scheme", [LIGHT, DARK], ids=["light", "dark"])
def test_marked_words_can_be_read_when_aimed_at(scheme: dict[str, str]) -> None:
    assert contrast(scheme["ink"], scheme["mark-on"]) >= 4.5
