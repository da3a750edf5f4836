"""things_of: how large what a claim speaks of is, in metres: by its own words, by the catalogue, by its kind.

Unknown stays unknown: an item whose size nobody knows gets no Thing and a reason. A count makes nothing larger: eight
launchers stand apart, each as small as one.
"""

from collections.abc import Callable
from dataclasses import dataclass

from sightline.imagery.size_table import GROUND, NEVER, USUAL, Usual
from sightline.imagery.size_words import ground_noun, thing_in_words
from sightline.imagery.thing import Shape, Thing, Trace
from sightline.model.claim import Claim, Item
from sightline.model.vocabulary import AIR, SEA, Category, EventKind

# A reference of the equipment catalogue to (length, width, source), metres; None where it has no size.
Sizes = Callable[[str], tuple[float, float, str] | None]

# Events that leave something on the ground even where no item is named.
_DIGS: frozenset[EventKind] = frozenset({"construction", "strike", "loss"})
_FIGHTER_LIKE: frozenset[Category] = frozenset({"fighter", "attack-aircraft", "trainer-aircraft"})


@dataclass(frozen=True, slots=True)
class Sized:
    """One thing that a claim speaks of. thing: None where it has no size to test; why: then the reason, in words."""

    name: str
    thing: Thing | None
    why: str = ""


def things_of(claim: Claim, sizes: Sizes) -> tuple[Sized, ...]:
    """Of each item of the claim, and of what its words say was built, dug or cleared. sizes: the catalogue's."""
    said = thing_in_words(claim.quote.text)
    out = [Sized(said.name, said)] if said else []
    for item in claim.items:
        if said and ground_noun(item.name) == said.name:
            continue
        out.append(size_of(item, sizes))
    if not out and claim.event in _DIGS and (noun := ground_noun(claim.quote.text)):
        out.append(Sized(noun, _ground(noun)))
    return tuple({(s.name, s.thing): s for s in out}.values())


def size_of(item: Item, sizes: Sizes) -> Sized:
    """The catalogue's size of the item, else its own words', else that of its kind."""
    if item.category in NEVER:
        return Sized(item.name, None, f"“{item.name}”: {NEVER[item.category]}")
    refs = [item.ref, *(inference.ref for inference in item.inferred)] if item.ref else []
    for ref in refs:
        if ref and (found := sizes(ref)):
            length, width, source = found
            return Sized(item.name, thing_of(item.name, item.category, length, width, source))
    said = thing_in_words(item.name)
    if said:
        return Sized(item.name, said)
    noun = ground_noun(item.name)
    if noun and item.category in ("site", "building", "fighting-position", "depot"):
        return Sized(item.name, _ground(noun))
    usual = USUAL.get(item.category)
    if usual is None:
        return Sized(item.name, None, f"How large “{item.name}” is cannot be told from the words")
    kind = item.category.replace("-", " ")
    return Sized(item.name, _usual(item.name, kind, usual))


def thing_of(name: str, category: Category, length: float, width: float, source: str) -> Thing:
    """A thing of a known size, shaped and leaving traces as its category does."""
    return Thing(name, length, width, _shape(category), _trace(category), source)


def _shape(category: Category) -> Shape:
    if category in SEA:
        return "ship"
    if category in _FIGHTER_LIKE:
        return "fighter"
    return "transport" if category in AIR and category != "helicopter" else "rectangle"


def _trace(category: Category) -> Trace:
    if category in SEA:
        return "ship"
    return USUAL[category].trace if category in USUAL else "object"


def _ground(noun: str) -> Thing:
    return _usual(noun, noun.replace("-", " "), GROUND[noun])


def _usual(name: str, kind: str, usual: Usual) -> Thing:
    length, width = usual.most
    based = "an assumption" if usual.assumed else "the median of that kind in the equipment catalogue"
    source = f"usual for {kind}: {based}; the largest are {length:g} x {width:g} m"
    return Thing(name, usual.length, usual.width, usual.shape, usual.trace, source, usual.most)
