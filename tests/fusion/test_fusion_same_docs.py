"""docs/fusion-same-event.md tells the weights of the code."""

import re

from sightline.fusion.match import WEIGHT
from support import ROOT


def test_the_weights_are_those_of_the_code():
    page = (ROOT / "docs" / "fusion-same-event.md").read_text("utf-8")
    table = page.split("| weight | value |", 1)[1].split("\n\n", 1)[0]
    told = re.findall(r"^\| ([a-z-]+) \| (-?[\d.]+) \|", table, re.M)
    assert {name: float(value) for name, value in told} == WEIGHT
