"""What each thing weighs in a grade: one table, meant to be read and argued with.

Read a weight as what the thing does to fair odds that it is so: +0.7 doubles them, -0.7 halves them, +1.1 makes
them three times, +1.4 four times, -2.5 a twelfth as good (natural logarithms of odds: the weight of evidence of
Good 1950). The thresholds between the grades are those at which STIX 2.1 draws the line between them: 80, 60, 40
and 20 in a hundred, as log-odds. Both together only say in what order things stand: the weights are the
judgement of this project, measured against nothing, and no sum of them is printed as a probability.
docs/fusion.md tells each with an example; bench/weigh.py how much hangs on each.
"""

from collections.abc import Mapping

Weights = Mapping[str, float]

WEIGHTS: Weights = {
    # What a statement rests on, as it says itself: the best of what it names.
    "own look": 1.1,
    "imagery": 1.1,
    "tracking": 1.1,
    "document": 0.7,
    "nameless instrument": 0.4,
    "official": 0.4,
    "military": 0.4,
    "witness": 0.4,
    "own word": 0.2,
    "media": 0.2,
    "other": 0.2,
    "unnamed": -0.4,
    # How it is put, and how much of it could be checked.
    "asserted": 0.2,
    "hedged": -0.2,
    "possible": -0.7,
    "site": 0.2,
    "town": 0.1,
    "day": 0.2,
    "month": 0.1,
    "materiel": 0.1,
    # Who else says so.
    "second voice": 1.4,
    "further voice": 0.3,
    "most further": 0.6,
    "also said": 0.4,
    # What speaks against it: each kind once, however many of the kind there are.
    "count": -0.4,
    "time": -0.4,
    "place": -0.7,
    "actor": -0.7,
    "denial": -1.2,  # and as much again as the denial's own basis weighs
    # What an instrument shows.
    "supports": 1.4,
    "contradicts": -2.5,
    "inconclusive": 0.0,
    "not observable": 0.0,
}
# Log-odds from which a grade is held: 80, 60, 40 and 20 in a hundred (STIX 2.1, appendix A, Admiralty scale).
THRESHOLDS: Weights = {"confirmed": 1.39, "probable": 0.41, "possible": -0.41, "doubtful": -1.39}

WORDS: Mapping[str, str] = {
    "own look": "its publisher says that it looked at pictures or tracks itself",
    "imagery": "it names satellite or aerial pictures and whose they are",
    "tracking": "it names flight or ship tracks and whose they are",
    "document": "it names a document",
    "nameless instrument": "it speaks of pictures or tracks without saying whose",
    "official": "an official voice says so",
    "military": "an armed force says so",
    "witness": "a witness says so",
    "own word": "the page says so in its own voice and names no origin",
    "media": "it is taken from another outlet",
    "other": "a named voice says so",
    "unnamed": "its origin is not named",
    "asserted": "it is asserted, not merely passed on",
    "possible": "it is only said to be possible",
    "site": "it names the site",
    "town": "it names a town or district",
    "day": "it gives the day",
    "month": "it gives the month",
    "materiel": "it names the materiel",
}
EXACT_DAYS, LOOSE_DAYS = 3, 45  # a period as narrow as this counts as a day, as a month
TOWN_KM = 50.0  # a place whose radius is no wider counts as a town or district
MOST_EXACT = 12  # voices in dispute up to which the largest agreeing group is found exactly
