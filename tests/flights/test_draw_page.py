"""A picture on its way into the page: nothing of it is lost but its style, and the page's style sheet has that."""

import re
from importlib.resources import files

import pytest
from draw_made import FIELD, approach, landing

from sightline.brief.pictures import cleaned
from sightline.flights.draw import picture
from sightline.flights.drawing import svg

CSS = (files("sightline.brief") / "templates" / "brief.css").read_text(encoding="utf-8")


def rules(text: str) -> dict[str, str]:
    return {
        name: "".join(rule.split()) for name, rule in re.findall(r"\.(fig-[a-z0-9-]+)\s*\{([^}]*)\}", text)
    }


@pytest.mark.parametrize("synthetic", [True, False])
def test_the_page_lets_all_of_it_in(synthetic: bool) -> None:
    track = approach()
    made = cleaned(picture(track, FIELD, landing(track), synthetic=synthetic), "p1", "x")
    assert made is not None
    assert made.whole
    assert ("SYNTHETIC" in made.svg) is synthetic


def test_the_page_dresses_it_as_it_dresses_itself() -> None:
    assert rules(svg.RULES)
    page = rules(CSS)
    assert {name: page.get(name) for name in rules(svg.RULES)} == rules(svg.RULES)


@pytest.mark.parametrize("name", sorted(set(re.findall(r"var\((--[a-z0-9]+)\)", svg.RULES))))
def test_every_colour_is_known_in_both_schemes_and_on_paper(name: str) -> None:
    assert svg.STYLE.count(f"{name}:") == 3
    assert len(re.findall(rf"{name}:", CSS)) == 3


def luminance(colour: str) -> float:
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    r, g, b = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * r + 0.7152 * g + 0.0722 * b


@pytest.mark.parametrize("scheme", [svg._LIGHT, svg._DARK], ids=["light", "dark"])
def test_lines_and_words_stand_out_from_the_ground(scheme: str) -> None:
    """WCAG 2.2: 1.4.11, three to one, for lines; 1.4.3, four and a half to one, for words."""
    colours = dict(re.findall(r"--([a-z0-9]+):(#[0-9a-f]{6})", scheme))
    for ground in ("paper", "land"):
        for name in ("h0", "h1", "h2", "h3", "h4", "accent", "ink", "quiet"):
            high, low = sorted((luminance(colours[name]), luminance(colours[ground])), reverse=True)
            assert (high + 0.05) / (low + 0.05) >= (4.5 if name in ("accent", "ink", "quiet") else 3.0), name
