"""Names that speak or act rather than say where: "according to Ukraine", "deployed by Russia", "Paris said"."""

from sightline.model.countries import by_seat
from sightline.places.spot import Scene, Spot
from sightline.places.store import Row
from sightline.places.words import SAYS, SPEAKS

SPEAKS_NOTE = "speaks: the government is meant"
SAYS_NOTE = "a voice the text quotes: no place is meant"
AGENT_NOTE = "behind a passive by: who acts, no place is meant"
OWNER_NOTE = "part of the name of a unit or an office: who acts, no place is meant"
NO_GROUND = frozenset((SAYS_NOTE, AGENT_NOTE, OWNER_NOTE))

_PARTICIPLES = frozenset(
    "sent built made bought sold led held shot put hit sunk flown run struck fed brought taught won taken given driven "
    "laid set kept paid lent lost found seen shown known written drawn thrown fought begun done met overrun flown "
    "downed overflown upheld withheld cut".split()
)
# Participles whose "by" says where.
_WHERE = frozenset(
    ("surrounded", "bordered", "enclosed", "flanked", "passed", "stopped", "encircled", "followed")
)
_VOICE = frozenset(("per", "citing", "quoting"))


def notes(spot: Spot, best: Row, here: Scene) -> tuple[str, ...]:
    """Why the name stands for who speaks or acts, in words; () where it may say where."""
    if best.kind not in ("country", "seat") and not _capital(best):
        return ()
    if _according(spot, here):
        return (SAYS_NOTE,)
    if _agent(spot, here):
        return (AGENT_NOTE,)
    follows = here.words[spot.last] if spot.last < len(here.words) and here.adjacent(spot.last) else None
    if follows is None or follows.fold not in SPEAKS:
        return ()
    quoted = follows.fold in SAYS and not _placed(spot, here)
    return (SPEAKS_NOTE, SAYS_NOTE) if quoted else (SPEAKS_NOTE,)


def _capital(row: Row) -> bool:
    return row.kind == "settlement" and row.country is not None and by_seat(row.name) == row.country


def _before(spot: Spot, here: Scene) -> list[str]:
    """Up to three words right before the name, the nearest first; articles left out."""
    out: list[str] = []
    i = spot.first
    while i > 0 and len(out) < 3 and here.adjacent(i):
        i -= 1
        if here.words[i].fold != "the":
            out.append(here.words[i].fold)
    return out


def _according(spot: Spot, here: Scene) -> bool:
    before = _before(spot, here)
    return before[:2] == ["to", "according"] or any(w in _VOICE for w in before[:1])


def _agent(spot: Spot, here: Scene) -> bool:
    before = _before(spot, here)
    if len(before) < 2 or before[0] != "by":
        return False
    verb = before[1]
    return verb not in _WHERE and (verb in _PARTICIPLES or (verb.endswith("ed") and len(verb) > 4))


def _placed(spot: Spot, here: Scene) -> bool:
    """ "The president of Ukraine said", "a minister in Kyiv said": the verb is another's."""
    return bool(_before(spot, here)) and _before(spot, here)[0] in (
        "in",
        "of",
        "from",
        "near",
        "at",
        "to",
        "for",
        "on",
    )
