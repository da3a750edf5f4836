"""Whether the independence of agreeing voices is shown. Not joined is not yet independent: two voices confirm
each other only where each says what it rests on, and it is not the same, or where the user trusts the source.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from sightline.fusion.origin import Origin, differ, known
from sightline.fusion.publisher import publisher
from sightline.fusion.spoken import Spoken
from sightline.fusion.words import fold
from sightline.model.claim import Claim
from sightline.model.document import Document
from sightline.model.source import Source

TRUSTED = frozenset("ABC")
_MOST_NAMED = 3
_LACK = (
    "where {} {has} it from is not known",
    "{} {do} not name where it is from",
    "{} {do} not say outright that it is so",
    "who publishes {} is not known",
)


@dataclass(frozen=True, slots=True)
class Basis:
    """What one voice rests on. origins: those that count; lack: why none does, as an index of _LACK."""

    origins: frozenset[Origin]
    lack: int | None = None


def trusted(documents: Collection[Document], sources: Collection[Source]) -> frozenset[str]:
    """Documents (ids) of a source that the user rated A to C. A source is its host or publisher; the name that
    a page gives itself counts only where its address bears it, for anyone can take a name."""
    rated = {s.id.casefold().removeprefix("www.") for s in sources if s.reliability in TRUSTED}
    return frozenset(d.id for d in documents if rated & _ids(d)) if rated else frozenset()


def _ids(document: Document) -> set[str]:
    from urllib.parse import urlsplit

    key = publisher(document)
    if key is None or not document.url:
        return set()
    found = {key}
    if "/" not in key:
        found.add((urlsplit(document.url).hostname or "").removeprefix("www."))
    site = document.site or ""
    if "".join(sorted(fold(site))) and _squash(site) in (_squash(key), _squash(key.split(".")[0])):
        found.add(site.casefold())
    return found


def _squash(text: str) -> str:
    return "".join(ch for ch in text.casefold() if ch.isalnum())


def basis(claims: Sequence[Claim], documents: Mapping[str, Document], trusts: Collection[str]) -> Basis:
    """claims: what one voice states, of one event."""
    found: set[Origin] = set()
    lacks: list[int] = []
    for claim in claims:
        document = documents[claim.document]
        owner = publisher(document)
        if owner is None:
            lacks.append(3)
        elif claim.stance == "possible" or claim.hedges:
            lacks.append(2)
        elif claim.attribution and all(a.kind == "unnamed" for a in claim.attribution):
            lacks.append(1)
        elif claim.document in trusts:
            found.add(Origin("rated", owner, owner))
        elif origins := known(claim, document, owner):
            found |= origins
        else:
            lacks.append(0)
    return Basis(frozenset(found), None if found else min(lacks))


def not_shown(event: Spoken, camp: Collection[str], trusts: Collection[str]) -> str | None:
    """Why it is not shown that voices of `camp` are independent, in words that continue "they agree, but ...";
    None where at least two of them rest on different origins that are known."""
    said = {v: [c for c in event.stating if event.voice[c.id].id == v] for v in sorted(camp)}
    bases = {v: basis(claims, event.documents, trusts) for v, claims in said.items()}
    based = [v for v in said if bases[v].origins]
    for i, one in enumerate(based):
        if any(differ(bases[one].origins, bases[other].origins) for other in based[i + 1 :]):
            return None
    lacking = [
        _lacking(i, [event.names(said[v]) for v in said if bases[v].lack == i]) for i in range(len(_LACK))
    ]
    if told := [words for words in lacking if words]:
        return " and ".join(told)
    kinds = sorted({o.words for v in based for o in bases[v].origins})
    return f"nothing tells the origin of the one from that of the other ({', '.join(kinds[:_MOST_NAMED])})"


def _lacking(kind: int, voices: Sequence[str]) -> str:
    """voices: the names of the documents of each; those of one voice come with a stroke between them."""
    if not voices:
        return ""
    names = sorted(v.replace(", ", " / ") for v in voices)
    more = len(names) - _MOST_NAMED
    names = [*names[:_MOST_NAMED], f"{more} more"] if more > 0 else names
    listed = names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"
    one = len(names) == 1
    return _LACK[kind].format(listed, has="has" if one else "have", do="does" if one else "do")
