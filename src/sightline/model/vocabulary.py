"""The closed vocabularies: the same words in code, tables, pages and exports.

Source: the contract `sightline.reading/1` and its page "The vocabulary of claims".
"""

from typing import Literal, get_args

PartKind = Literal["headline", "body", "caption", "credit", "comment", "pingback"]
MentionKind = Literal[
    "equipment", "force", "organisation", "person", "place", "nationality",
    "time", "quantity", "vehicle", "money", "coordinate", "document",
]  # fmt: skip
EventKind = Literal[
    "deployment", "movement", "arrival", "departure", "delivery", "activation", "exercise",
    "construction", "strike", "loss", "launch", "presence", "assessment",
]  # fmt: skip
Stance = Literal["asserted", "reported", "denied", "planned", "possible", "forecast", "analysis", "unknown"]
AttributionKind = Literal[
    "imagery", "official", "military", "media", "witness", "document", "tracking", "unnamed", "other"
]
ActorKind = Literal["state", "force", "organisation", "person"]
Role = Literal["agent", "recipient", "partner", "target", "passenger"]
Precision = Literal["coordinate", "site", "settlement", "area", "region", "country", "unknown"]
Category = Literal[
    "fighter", "bomber", "attack-aircraft", "transport-aircraft", "tanker-aircraft", "isr-aircraft",
    "trainer-aircraft", "helicopter", "uav", "aircraft",
    "tank", "ifv", "apc", "armoured-vehicle", "artillery", "mlrs", "mortar", "anti-tank",
    "engineer-vehicle", "vehicle",
    "sam-system", "sam-launcher", "aa-gun", "manpads", "radar", "command-post",
    "ballistic-missile", "cruise-missile", "anti-ship-missile", "missile", "rocket", "bomb", "mine",
    "munition", "chemical-weapon", "nuclear-weapon",
    "aircraft-carrier", "destroyer", "frigate", "corvette", "submarine", "patrol-vessel", "landing-ship",
    "auxiliary-ship", "ship",
    "troops", "advisers", "unit", "cargo", "small-arms", "weapon", "equipment",
    "site", "building", "fighting-position", "tunnel", "depot",
]  # fmt: skip
Verdict = Literal["supports", "contradicts", "inconclusive", "not observable"]
# rated: a source's reliability; owned: a source's owner; resolved: a forecast's outcome; undone: takes a judgement back
Decision = Literal[
    "accepted", "corrected", "rejected", "merged", "split", "rated", "owned", "resolved", "undone"
]
Reliability = Literal["A", "B", "C", "D", "E", "F"]  # F: no basis, never a number
Credibility = Literal[1, 2, 3, 4, 5, 6]  # 6: no basis, never a number

PART_KINDS: tuple[PartKind, ...] = get_args(PartKind)
MENTION_KINDS: tuple[MentionKind, ...] = get_args(MentionKind)
EVENT_KINDS: tuple[EventKind, ...] = get_args(EventKind)
STANCES: tuple[Stance, ...] = get_args(Stance)
ATTRIBUTION_KINDS: tuple[AttributionKind, ...] = get_args(AttributionKind)
ROLES: tuple[Role, ...] = get_args(Role)
PRECISIONS: tuple[Precision, ...] = get_args(Precision)
CATEGORIES: tuple[Category, ...] = get_args(Category)
VERDICTS: tuple[Verdict, ...] = get_args(Verdict)
DECISIONS: tuple[Decision, ...] = get_args(Decision)
RELIABILITIES: tuple[Reliability, ...] = get_args(Reliability)
CREDIBILITIES: tuple[Credibility, ...] = get_args(Credibility)
ACTOR_KINDS: tuple[ActorKind, ...] = get_args(ActorKind)

# Below the article, by others, written later.
LOW_PARTS: frozenset[PartKind] = frozenset({"comment", "pingback"})
# Origins that are seen, not told.
INSTRUMENTS: frozenset[AttributionKind] = frozenset({"imagery", "tracking"})
PEOPLE: frozenset[Category] = frozenset({"troops", "advisers", "unit"})
SITES: frozenset[Category] = frozenset({"site", "building", "fighting-position", "tunnel", "depot"})
AIR: frozenset[Category] = frozenset(
    {"fighter", "bomber", "attack-aircraft", "transport-aircraft", "tanker-aircraft", "isr-aircraft",
     "trainer-aircraft", "helicopter", "uav", "aircraft"}
)  # fmt: skip
LAND: frozenset[Category] = frozenset(
    {"tank", "ifv", "apc", "armoured-vehicle", "artillery", "mlrs", "mortar", "anti-tank", "engineer-vehicle", "vehicle"}
)  # fmt: skip
SEA: frozenset[Category] = frozenset(
    {"aircraft-carrier", "destroyer", "frigate", "corvette", "submarine", "patrol-vessel", "landing-ship",
     "auxiliary-ship", "ship"}
)  # fmt: skip
NOT_MATERIEL: frozenset[Category] = PEOPLE | SITES | {"cargo"}

# NATO STANAG 2511 / AJP-2.1, wording after FM 2-22.3 (via the MISP admiralty-scale taxonomy, version 5).
CREDIBILITY_WORDS: dict[Credibility, str] = {
    1: "Confirmed by other sources",
    2: "Probably true",
    3: "Possibly true",
    4: "Doubtful",
    5: "Improbable",
    6: "Truth cannot be judged",
}
RELIABILITY_WORDS: dict[Reliability, str] = {
    "A": "Completely reliable",
    "B": "Usually reliable",
    "C": "Fairly reliable",
    "D": "Not usually reliable",
    "E": "Unreliable",
    "F": "Reliability cannot be judged",
}

# What stands before a ship's name in place of an article.
SHIP_PREFIXES = frozenset(
    "USS USNS USCGC HMS HMAS HMCS HMNZS INS JS ROKS FS FGS ITS TCG BRP KRI KD PNS IRIS IRINS BAP ARA ARC ORP "
    "HNLMS HNoMS HDMS HSwMS HS ESPS CNS RSS BNS SLNS RFA MV MT SS RMS CSS SMS NRP HTMS UMS RFS ENS KNM BAM "
    "HMIS SNA".split()
)
