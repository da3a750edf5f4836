"""What bears a place's name and is none: equipment, ships and units named after places.

Closed lists of class nouns, folded and hand-made; no name of a weapon stands in them.
"""

from sightline.places.gazetteer import AREA_KINDS
from sightline.places.spot import Scene, Spot
from sightline.places.words import IN_WORDS

_PIECES = (
    "missile rocket tank launcher howitzer jet drone helicopter bomber fighter aircraft plane warplane airplane "
    "gunship uav ucav vehicle carrier submarine destroyer frigate corvette cruiser warship ship boat vessel mortar "
    "gun cannon rifle pistol bomb shell torpedo mine munition interceptor radar battery system complex tanker "
    "transporter truck apc ifv sam manpads decoy warhead artillery armour armor"
).split()
MATERIEL = frozenset(w for n in _PIECES for w in (n, f"{n}s", f"{n[:-1]}ies" if n.endswith("y") else n)) - {
    "gun",
    "mine",
    "mines",
    "carrier",
    "carriers",
    "complex",
    "complexs",
    "system",
    "shell",
    "plane",
    "boat",
}
# Words that may stand between a name and the noun: "Iskander ballistic missiles".
_BETWEEN = frozenset(
    "ballistic cruise anti ship tank aircraft air defence defense surface to tactical operational short medium long "
    "range main battle attack combat fighter strike stealth armoured armored infantry fighting multiple rocket launch "
    "self propelled guided nuclear diesel electric powered unmanned aerial reconnaissance transport class type missile".split()
)
# With these behind it the noun only says what kind of happening or site the place saw: "the Odesa missile strike".
_HAPPENED = frozenset(
    "attack attacks strike strikes raid raids assault assaults barrage barrages salvo salvos launch launches test tests "
    "base bases site sites plant plants factory factories crash crashes alert alerts range show repair depot depots "
    "school museum battle battles crossing threat threats industry maker production campaign division brigade "
    "regiment battalion force forces fire firing exercise exercises unit units crew crews traffic station yard".split()
)
# Singular class nouns in front of a ship's name, and the prefixes that navies give their ships.
_SHIPS = frozenset(
    "submarine destroyer frigate corvette cruiser carrier warship battleship minesweeper tanker tug icebreaker "
    "freighter trawler flagship".split()
)
_PREFIXES = frozenset(
    "uss usns usnh hms hmas hmcs hmnzs hnlms hdms hswms fgs jds ins pns rfs tcg bns rss fs eps irins arv".split()
)
_DESIGNATING = frozenset(("class", "type", "series", "variant", "model"))
PROMINENT = 100_000  # people: a town that readers know without more being said
VETO = -9.0


def equipment(spot: Spot, here: Scene) -> bool:
    """Whether the words right around the name say that a thing is called so: a noun of materiel behind it
    ("... ballistic missiles"), the form of a designation ("...-M", "...-class"), a ship's class or prefix before.

    "In", "at" or "near" in front keep a place of it, "to" and "from" where the place is a known one; seas and
    regions of the world, and countries, are never taken for a thing.
    """
    if spot.country or spot.site or any(r.kind in AREA_KINDS or r.kind == "country" for r in spot.rows):
        return False
    if _ship(spot, here) or _designation(spot, here):
        return True
    return not placed(spot, here) and _materiel_behind(spot, here)


def placed(spot: Spot, here: Scene) -> bool:
    """Whether a word in front says that it is a place."""
    if spot.first == 0:
        return False
    before = here.words[spot.first - 1].fold
    if before == "the" and spot.first > 1:
        before = here.words[spot.first - 2].fold
    if before in ("to", "from", "into", "towards", "toward"):
        return any(r.population >= PROMINENT or r.kind != "settlement" for r in spot.rows)
    return before in IN_WORDS


def _materiel_behind(spot: Spot, here: Scene) -> bool:
    head = spot.last
    while head < len(here.words) and head - spot.last < 5 and here.adjacent(head):
        word, after = here.words[head], here.words[head + 1] if head + 1 < len(here.words) else None
        if word.text[0].isupper():
            return False
        if word.fold in MATERIEL:
            if after is None or not here.adjacent(head + 1):
                return True
            if after.fold in _HAPPENED:
                return False
            if after.fold == "to" or not (after.fold in MATERIEL or after.fold in _BETWEEN):
                return True
        elif word.fold not in _BETWEEN:
            return False
        head += 1
    return False


def _designation(spot: Spot, here: Scene) -> bool:
    """ "Xyz-M", "Xyz-class", "Xyz class": one name, with a letter or a class word behind it."""
    if spot.last >= len(here.words) or not here.adjacent(spot.last):
        return False
    gap, after = here.gaps[spot.last - 1], here.words[spot.last]
    if after.fold in _DESIGNATING:
        return True
    return gap in ("-", "‑", "–") and len(after.text) == 1 and after.text.isupper()


def _ship(spot: Spot, here: Scene) -> bool:
    if spot.first == 0 or not (
        here.adjacent(spot.first) or here.gap_before(spot.first).strip() in ('"', "“", "‘", "'")
    ):
        return False
    before = here.words[spot.first - 1]
    return (before.fold in _PREFIXES and before.text.isupper()) or before.text in _SHIPS


def guard(spot: Spot, here: Scene) -> bool:
    """Whether a guard or a state's office is named after it ("... National Guard", "... State Patrol")."""
    behind: list[str] = []
    i = spot.last
    while i < len(here.words) and len(behind) < 3 and here.adjacent(i) and here.words[i].capital:
        behind.append(here.words[i].fold)
        i += 1
    return behind[:2] == ["national", "guard"] or (
        behind[:1] in (["air"], ["army"]) and behind[1:3] == ["national", "guard"]
    )


def state_named(spot: Spot, here: Scene) -> bool:
    """Whether "State" with a capital stands behind: the part of a federation, not a country of that name."""
    i = spot.last
    return i < len(here.words) and here.adjacent(i) and here.words[i].text == "State"
