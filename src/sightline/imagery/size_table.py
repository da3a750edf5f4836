"""Usual sizes by kind of thing, where neither the words nor the catalogue of equipment give one.

Materiel: the median and the largest row of that category in our equipment catalogue (version 2026.2, 583 rows with sizes), rounded; where it
has fewer than five rows the figure is a stated assumption. Ground: assumptions, from what is usually dug, cleared and
built; each says so in its source. `most`: the largest of its kind, on which "could not have been seen" is decided.
"""

from typing import NamedTuple

from sightline.imagery.thing import Shape, Trace
from sightline.model.vocabulary import Category


class Usual(NamedTuple):
    """length, width: metres, usual; most: the largest. assumed: not from the catalogue."""

    length: float
    width: float
    most: tuple[float, float]
    shape: Shape = "rectangle"
    trace: Trace = "object"
    assumed: bool = False


USUAL: dict[Category, Usual] = {
    "fighter": Usual(17, 11.3, (24, 19.5), "fighter"),
    "bomber": Usual(42.5, 42, (54, 56.5), "transport"),
    "attack-aircraft": Usual(16.7, 13.2, (30, 40.5), "fighter"),
    "transport-aircraft": Usual(33, 37.5, (84, 88.5), "transport"),
    "tanker-aircraft": Usual(50.5, 50.5, (59, 60.5), "transport"),
    "isr-aircraft": Usual(36, 37.5, (53, 50.5), "transport"),
    "trainer-aircraft": Usual(12, 9.5, (14, 10.5), "fighter"),
    "aircraft": Usual(17, 11.3, (84, 88.5), "transport", assumed=True),
    "helicopter": Usual(16, 4.9, (40, 15.5)),
    "uav": Usual(8, 12, (14.5, 40), "transport"),
    "tank": Usual(7.5, 3.5, (11.5, 4)),
    "ifv": Usual(6.8, 3.2, (9.5, 4)),
    "apc": Usual(7, 2.8, (8, 3.5)),
    "armoured-vehicle": Usual(6.1, 2.5, (7.5, 3)),
    "artillery": Usual(11.2, 3.1, (15, 3.6)),
    "mlrs": Usual(9, 2.8, (12, 3.6)),
    "mortar": Usual(3, 2, (8, 3.5), assumed=True),
    "anti-tank": Usual(5, 2.5, (9, 3.2), assumed=True),
    "engineer-vehicle": Usual(9.6, 3.4, (12, 4.2)),
    "vehicle": Usual(7.4, 2.5, (18, 3.5)),
    # The catalogue's rows with sizes are short-range systems; long-range launchers on 8 x 8 lorries are 13 x 3.8 m.
    "sam-system": Usual(13, 3.8, (15, 4), assumed=True),
    "sam-launcher": Usual(13, 3.8, (15, 4), assumed=True),
    "aa-gun": Usual(7.7, 3.1, (8.5, 3.3)),
    "radar": Usual(12, 3.5, (18, 8), assumed=True),
    "command-post": Usual(9, 3, (14, 4), assumed=True),
    "ballistic-missile": Usual(21, 2, (35.5, 3.1)),
    "cruise-missile": Usual(6, 1, (8, 3.1)),
    "anti-ship-missile": Usual(5, 1.1, (8, 2), assumed=True),
    "missile": Usual(5, 1, (12, 3), assumed=True),
    "rocket": Usual(3, 0.3, (9, 1), assumed=True),
    "bomb": Usual(3, 0.5, (9, 1), assumed=True),
    "aircraft-carrier": Usual(333, 77, (337, 78), "ship", "ship"),
    "destroyer": Usual(163, 21, (197, 33), "ship", "ship"),
    "frigate": Usual(138, 16, (153, 21), "ship", "ship"),
    "corvette": Usual(74, 11, (104.5, 13), "ship", "ship"),
    "submarine": Usual(110, 11.3, (175, 23), "ship", "ship"),
    "patrol-vessel": Usual(50, 9, (94, 14), "ship", "ship", assumed=True),
    "landing-ship": Usual(208, 32, (257, 36), "ship", "ship"),
    "auxiliary-ship": Usual(120, 18, (240, 32), "ship", "ship", assumed=True),
    "ship": Usual(120, 18, (252, 32), "ship", "ship", assumed=True),
    "building": Usual(20, 15, (150, 80), trace="ground", assumed=True),
    "fighting-position": Usual(12, 8, (60, 40), trace="ground", assumed=True),
    "depot": Usual(100, 60, (500, 300), trace="ground", assumed=True),
}

# Never to be seen from above by what is sold or given away, or nothing that has an extent of its own.
NEVER: dict[Category, str] = {
    "troops": "people are far smaller than a pixel",
    "advisers": "people are far smaller than a pixel",
    "unit": "a unit is people and vehicles without a size of its own; name what it brought",
    "small-arms": "small arms are far smaller than a pixel",
    "manpads": "a shoulder-fired weapon is far smaller than a pixel",
    "munition": "munitions are smaller than a pixel and kept under cover",
    "mine": "mines are far smaller than a pixel",
    "chemical-weapon": "what fills a weapon cannot be seen",
    "nuclear-weapon": "what fills a weapon cannot be seen",
    "cargo": "cargo has no size of its own and is seldom in the open",
    "tunnel": "a tunnel is under the ground; only its mouth or spoil could be seen, of unknown size",
}

# Where the claim's own words name what was done to the ground, but give no size: assumptions, usual and largest.
GROUND: dict[str, Usual] = {
    noun: Usual(length, width, most, trace="ground", assumed=True)
    for length, width, most, nouns in (
        (60, 60, (300, 300), "clearing cleared-area earthworks compound encampment camp"),
        (30, 30, (80, 80), "revetment berm emplacement helipad pad launch-pad launch-site"),
        (12, 8, (40, 30), "bunker shelter fortification position"),
        (60, 2.5, (5000, 6), "trench ditch wall fence"),
        (10, 10, (30, 30), "crater"),
        (50, 40, (150, 80), "hangar warehouse factory workshop"),
        (20, 15, (150, 80), "building barracks house"),
        (200, 100, (600, 300), "apron airbase base"),
        (2000, 45, (5000, 80), "runway airstrip strip"),
        (300, 23, (4000, 30), "taxiway road"),
        (200, 20, (1500, 60), "quay wharf pier jetty dock"),
        (200, 100, (1000, 600), "depot storage-site"),
    )
    for noun in nouns.split()
}
