"""The category of a noun phrase: the most specific that its own words allow."""

from sightline.extraction.designations import is_ship
from sightline.extraction.item_nouns import Head
from sightline.extraction.item_phrases import Phrase
from sightline.model.vocabulary import AIR, LAND, Category


def category_of(p: Phrase) -> Category:
    """The most specific class its own words allow: a designation's, unless the head is something else."""
    named = next((d.category for d in p.designations if d.category), None)
    head = p.last.head or (p.heads[0] if p.heads else None)
    if named is None:
        return _strongest(p.heads)
    if head is None:
        return named
    if head.category == "sam-launcher" and named in ("sam-system", "missile", "equipment"):
        return "sam-launcher"
    if _is_told_by_name(head, named):
        return named
    if "w" in head.flags or head.category == named:
        return named
    if p.last.designation is not None and is_ship(named) and named != "ship":
        return named
    if head.category in ("equipment", "weapon", "small-arms") or _broader(head.category, named):
        return named
    return head.category


_LAND = LAND - {"mortar", "anti-tank"}
_WEAPONS = frozenset("mlrs artillery anti-tank aa-gun sam-system sam-launcher mortar".split())
_SURFACE = frozenset("ballistic-missile cruise-missile anti-ship-missile mlrs".split())


def _is_told_by_name(head: Head, named: Category) -> bool:
    """Nouns that mean another thing beside such a name: a tanker on wheels, a tracked carrier, an airborne command
    post, the erector launcher of a ballistic missile, the combat vehicle of a weapon system, a vehicle called Ranger."""
    if head.form == "combat vehicle":
        return named in _WEAPONS
    if named in _SURFACE and head.category == "sam-launcher":
        return True
    if named in _LAND:
        return head.form in ("tanker", "carrier") or (head.category == "troops" and not head.plural)
    return named in AIR and head.form in ("command post", "control post")


_BROAD: dict[str, frozenset[str]] = {
    "sam-system": frozenset(("sam-system", "manpads")),
    "armoured-vehicle": frozenset(("apc", "ifv", "tank", "armoured-vehicle")),
    "missile": frozenset(("ballistic-missile", "cruise-missile", "anti-ship-missile")),
    "fighter": frozenset(("attack-aircraft", "fighter")),
    "anti-tank": frozenset(("anti-tank",)),
    "artillery": frozenset(("mlrs", "artillery", "mortar")),
}


def _broader(head: Category, named: Category) -> bool:
    return named in _BROAD.get(head, frozenset())


def _strongest(heads: tuple[Head, ...]) -> Category:
    last = heads[-1]
    if "w" in last.flags and last.category in ("missile", "sam-launcher", "vehicle", "unit"):
        for head in reversed(heads[:-1]):
            if last.category == "unit" and head.category in ("troops", "unit"):
                break
            if head.category not in ("troops", "vehicle", "site", "building"):
                return head.category
    return last.category
