"""Is this text about armed forces? Only then may a plain word ("left", "bring", "attack") make a claim.

Evidence is materiel that only forces have (weight 1), named forces (1) and people under arms (a half), police
left out. A text or passage is about forces from DENSE points per 1,000 characters; below that a claim needs
such materiel or a force among its own words. Checked on the open training documents (5 % of them lie below 3
points) and on local and general news (three quarters of it lie below 1).
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from sightline.model.claim import Actor, Item
from sightline.model.place import Place
from sightline.model.vocabulary import PEOPLE

DENSE = 1.5
SHORTEST = 0.5  # thousand characters; a single sentence about one tank is about forces
_WINDOW = 700  # characters on either side that make a passage
# Categories that civil life has too; they count only with a catalogue name.
_CIVIL_TOO = frozenset(
    "cargo weapon small-arms vehicle site building depot equipment ship aircraft fighting-position tunnel bomb"
    " helicopter munition engineer-vehicle rocket mine patrol-vessel auxiliary-ship radar command-post".split()
)
_NOT_ARMED = re.compile(
    r"\b(?:police|sheriffs?|constabulary|deput(?:y|ies)|detectives?|fire(?:fighters?| department| brigade)|volunteers?"
    r"|compan(?:y|ies)|clubs?|teams?|cadets?|coalition to|homeless|task force)\b",
    re.IGNORECASE,
)


_MILITARY_SITE = re.compile(
    r"\b(?:air ?bases?|(?:naval|military|missile|army|marine|submarine) (?:bases?|ports?|sites?|camps?)|barracks|garrisons?"
    r"|bunkers?|trenches|revetments?|silos?|ammunition|arsenals?)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Scope:
    """marks: (offset, weight) of the evidence, in order; dense: whether the whole text is about forces."""

    marks: tuple[tuple[int, float], ...]
    dense: bool

    def covers(self, at: int) -> bool:
        """Whether the text at `at` is about forces."""
        if self.dense:
            return True
        near = sum(weight for offset, weight in self.marks if abs(offset - at) <= _WINDOW)
        return near >= DENSE * 2 * _WINDOW / 1000


def scope_of(
    length: int, items: Sequence[Item], actors: Sequence[Actor], places: Sequence[Place] = ()
) -> Scope:
    """length: characters of the text. places: those named as a military site count as well."""
    marks = [(i.span.start, 1.0 if is_hard(i) else 0.5) for i in items if is_hard(i) or _people(i)]
    marks += [(a.span.start, 1.0) for a in actors if is_force(a)]
    marks += [(p.span.start, 1.0) for p in places if p.span and _MILITARY_SITE.search(p.span.text)]
    total = sum(weight for _, weight in marks)
    return Scope(tuple(sorted(marks)), total / max(SHORTEST, length / 1000) >= DENSE)


def is_hard(item: Item) -> bool:
    """Materiel that only armed forces have, by its catalogue name or by its kind."""
    if item.category in PEOPLE:
        return False
    return (
        item.ref is not None or item.category not in _CIVIL_TOO or bool(_MILITARY_SITE.search(item.span.text))
    )


def is_force(actor: Actor) -> bool:
    return actor.kind == "force" and not _NOT_ARMED.search(actor.span.text)


def _people(item: Item) -> bool:
    return item.category in PEOPLE and not _NOT_ARMED.search(item.span.text)
