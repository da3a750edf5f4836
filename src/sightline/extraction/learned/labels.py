"""The label sets of the model's heads, in the order of its outputs."""

from sightline.model.vocabulary import (
    ATTRIBUTION_KINDS,
    CATEGORIES,
    EVENT_KINDS,
    ROLES,
    STANCES,
    MentionKind,
)

OUTSIDE = 0  # in every set of tags; 2n+1 begins the nth label, 2n+2 continues it

EVENTS = EVENT_KINDS
SPANS = ("item", "actor", "place", "time", "voice")
NAMES: tuple[MentionKind, ...] = (
    "equipment", "place", "organisation", "person", "nationality", "time", "quantity", "money",
)  # fmt: skip
LINKS = ("item", "actor", "place", "from", "time", "voice")
SINGLE = ("place", "from", "time")  # links that one span fills at most
# Which kind of span can fill which link.
LINKABLE = {"item": ("item",), "actor": ("actor",), "place": ("place", "from"), "time": ("time",), "voice": ("voice",)}  # fmt: skip

# Head -> number of columns, of those that say something of each word.
WORD_HEADS: dict[str, int] = {
    "trigger": 1 + 2 * len(EVENTS),
    "spans": 3 * len(SPANS),
    "stance": len(STANCES),
    "category": len(CATEGORIES),
    "kind": len(ATTRIBUTION_KINDS),
    "names": 1 + 2 * len(NAMES),
}
PAIR_WIDTH = 128  # hidden columns of the head for pairs of trigger and span
PAIR_RANK = 16  # of its product term, for each link
PAIR_OUT = len(LINKS) + len(ROLES)
