"""Names that speak or act rather than say where: "according to Ukraine", "talks between Paris and Rome", "Paris said".

Closed, hand-made lists of English words; a name between two readings keeps its ground.
"""

from sightline.model.countries import by_seat
from sightline.places.spot import Scene, Spot
from sightline.places.store import Row
from sightline.places.words import IN_WORDS, SAYS

SPEAKS_NOTE = "speaks: the government is meant"
SAYS_NOTE = "a voice the text quotes: no place is meant"
ACTS_NOTE = "decides or acts: the government is meant, no place"
PARTY_NOTE = "a party to what is agreed, asked or disputed: the government is meant, no place"
AGENT_NOTE = "behind a passive by: who acts, no place is meant"
OWNER_NOTE = "part of the name of a unit or an office: who acts, no place is meant"
NO_GROUND = frozenset((SAYS_NOTE, ACTS_NOTE, PARTY_NOTE, AGENT_NOTE, OWNER_NOTE))

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
# What governments do and towns do not.
_ACTS = (
    "accuse agree announce answer approve argue arm ask back ban blame brand condemn consider criticise criticize "
    "decide declare decline defend demand denounce deny dismiss dispute endorse expel fear finance fund hope impose "
    "insist intend mediate negotiate offer oppose order pledge press promise propose protest push recall recognise "
    "recognize refuse reject reply request respond retaliate seek send sign stress summon support suspect suspend "
    "threaten urge view vow want warn welcome withdraw think believe rebuff shrug reiterate signal concede consult "
    "veto notify brief lobby acknowledge call jail"
).split()
_FORMS = {
    "deny": "denies denied denying",
    "reply": "replies replied replying",
    "notify": "notifies notified notifying",
    "ban": "bans banned banning",
    "expel": "expels expelled expelling",
    "seek": "seeks sought seeking",
    "send": "sends sent sending",
    "think": "thinks thought thinking",
    "withdraw": "withdraws withdrew withdrawn withdrawing",
    "shrug": "shrugs shrugged shrugging",
}


def _forms(verb: str) -> list[str]:
    if verb in _FORMS:
        return [verb, *_FORMS[verb].split()]
    stem = verb.removesuffix("e")
    plural = f"{verb}es" if verb.endswith(("s", "sh", "ch")) else f"{verb}s"
    return [verb, plural, f"{stem}ed", f"{stem}ing"]


ACTS = frozenset(f for verb in _ACTS for f in _forms(verb))
_AUXILIARIES = frozenset(
    "has have had is was are were will would may might could must should can did does do".split()
)
_ADVERBS = frozenset("not also again already been being since now still never long repeatedly".split())
# Verbs that take a government as their object.
_ADDRESSED = frozenset(
    f
    for verb in "accuse blame warn urge ask tell anger thank criticise criticize condemn press".split()
    for f in (*_forms(verb), "told", "telling", "tells")
)
# What is between, with, on or from governments: noun -> the words that link it to them.
_DEALINGS = {
    noun: frozenset(links.split())
    for nouns, links in (
        ("talks negotiations contacts dialogue agreement deal pact treaty accord alliance", "between with"),
        ("relations ties tensions dispute row spat rift rapprochement understanding", "between with to"),
        ("pressure sanctions tariffs embargo", "on against"),
        ("note letter message cable reply response answer orders order instructions", "from"),
        ("permission approval backing funding guarantees assurances concessions", "from"),
    )
    for noun in nouns.split()
}
# "Beijing's decision": what a government has.
_OWNED = frozenset(
    "decision ambassador envoy envoys government ministry diplomats adviser advisers position stance policy "
    "demand demands claim claims threat threats response offer refusal veto ally allies foreign foreign-policy "
    "spokesman spokeswoman embassy consul request rejection proposal intention intentions ambitions insistence "
    "patience diplomacy negotiators delegation deputy".split()
)
# "Tehran-backed".
_BY = frozenset(
    "backed led brokered aligned allied supported funded financed sponsored appointed installed controlled run "
    "supplied trained drafted mediated imposed friendly leaning loyal held".split()
)


def notes(spot: Spot, best: Row, here: Scene) -> tuple[str, ...]:
    """Why the name stands for who speaks or acts, in words; () where it may say where."""
    if best.kind not in ("country", "seat") and not _capital(best):
        return ()
    if _according(spot, here):
        return (SAYS_NOTE,)
    if _agent(spot, here):
        return (AGENT_NOTE,)
    if _party(spot, here):
        return (PARTY_NOTE,)
    if _placed(spot, here):
        return ()
    verb = _verb(spot, here)
    if verb in SAYS:
        return (SPEAKS_NOTE, SAYS_NOTE)
    if verb in ACTS or _owner(spot, here):
        return (SPEAKS_NOTE, ACTS_NOTE)
    return (SPEAKS_NOTE,) if best.kind == "seat" and not spot.site else ()


def _capital(row: Row) -> bool:
    return row.kind == "settlement" and row.country is not None and by_seat(row.name) == row.country


def _before(spot: Spot, here: Scene) -> list[str]:
    """Up to three words right before the name, the nearest first; articles left out."""
    return _left(spot.first, here)


def _left(first: int, here: Scene, most: int = 3) -> list[str]:
    out: list[str] = []
    i = first
    while i > 0 and len(out) < most and here.adjacent(i):
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
        return _hyphened(spot, here)
    verb = before[1]
    return verb not in _WHERE and (verb in _PARTICIPLES or (verb.endswith("ed") and len(verb) > 4))


def _hyphened(spot: Spot, here: Scene) -> bool:
    """ "Tehran-backed"."""
    if spot.last >= len(here.words) or here.gaps[spot.last - 1] not in ("-", "‑", "–"):
        return False
    return here.words[spot.last].fold in _BY


def _party(spot: Spot, here: Scene) -> bool:
    """ "Talks between A and B", "relations with B", "sanctions on B", "accuses B of"."""
    first = _other_before(spot.first, here)
    before = _left(spot.first, here)
    if before and before[0] in _ADDRESSED and not spot.adjective:
        return True
    for words in (before, _left(first, here) if first is not None else []):
        if len(words) > 1 and words[0] in _DEALINGS.get(words[1], ()):
            return True
    return False


def _other_before(first: int, here: Scene) -> int | None:
    """Where the list of names begins that ends in this one ("A, B and C"); None where it is no list."""
    start = i = first
    while i > 1:
        joined = here.words[i - 1].fold == "and" and here.adjacent(i)
        end = i - 1 if joined else i  # the word before it ends the name before, if that is one
        comma = here.gap_before(end).strip() == ","
        if not (joined or comma) or not here.words[end - 1].capital or not (comma or here.adjacent(end)):
            break
        i = end - 1
        while i > 0 and end - i < 4 and here.adjacent(i) and here.words[i - 1].capital:
            i -= 1
        start = i
    return start if start != first else None


def _verb(spot: Spot, here: Scene) -> str:
    """The verb whose subject the name is, auxiliaries and "and B" left out; "" where none is near."""
    i = _past_clause(spot.last, here)
    if i is None or i >= len(here.words) or (i == spot.last and not here.adjacent(i)):
        return ""
    if i < len(here.words) and here.adjacent(i) and here.words[i].fold == "and":
        i += 1
        start = i
        while i < len(here.words) and i - start < 4 and here.adjacent(i) and here.words[i].capital:
            i += 1
    auxiliary, first = False, i
    while i < len(here.words) and (i == first or here.adjacent(i)) and here.words[i].text.islower():
        word = here.words[i].fold
        if word in SAYS or word in ACTS:
            return word
        if word in _AUXILIARIES:
            auxiliary = True
        elif word not in _ADVERBS or not (auxiliary or word in ("also", "again", "still", "repeatedly")):
            return ""
        i += 1
    return ""


def _past_clause(last: int, here: Scene) -> int | None:
    """Behind ", tired of waiting," or ", which is": where the verb of the name goes on."""
    if last >= len(here.words) or here.gaps[last - 1].strip() != ",":
        return last
    if here.words[last].fold == "which" and last + 1 < len(here.words):
        return last + 1
    i = last
    while i + 1 < len(here.words) and i - last < 7 and here.words[i].text.islower():
        if here.gaps[i].strip() == ",":
            return i + 1
        i += 1
    return None


def _owner(spot: Spot, here: Scene) -> bool:
    """ "Beijing's decision"."""
    if spot.last >= len(here.words) or not here.gaps[spot.last - 1].startswith(("'s ", "’s ", "' ", "’ ")):
        return False
    return here.words[spot.last].fold in _OWNED


def _placed(spot: Spot, here: Scene) -> bool:
    """ "The president of Ukraine said", "a minister in Kyiv said": the verb is another's."""
    first = _other_before(spot.first, here)
    starts = [spot.first] if first is None else [spot.first, first]
    words = [(_left(s, here) or [""])[0] for s in starts]
    return any(w in IN_WORDS or w in _OTHERS for w in words)


_OTHERS = frozenset(("of", "from", "to", "for", "on", "with", "between", "by", "through", "against", "than"))
