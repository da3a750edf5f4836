"""How statements are put on the sides of a dispute, and how a dispute is told."""

from collections.abc import Callable, Sequence
from operator import itemgetter
from typing import Any

from sightline.fusion.spoken import Spoken
from sightline.model.claim import Claim
from sightline.model.event import Contradiction, ContradictionKind

_KEY_AND_ID = itemgetter(0, 1)
ALTERED = "; within one voice: a copy or version was altered"


def sides(
    claims: Sequence[Claim], key: Callable[[Claim], Any], meet: Callable[[Claim, Claim], bool]
) -> list[list[Claim]]:
    """Claims put with the first side all of whose members they meet. `key`: what is said; claims with one key
    stand together, and two contents that some document holds both of are no dispute, however often it is
    copied."""
    contents: list[list[Claim]] = []
    last: Any = None
    for own, _, claim in sorted([(key(c), c.id, c) for c in claims], key=_KEY_AND_ID):
        if contents and own == last:
            contents[-1].append(claim)
        else:
            contents.append([claim])
            last = own

    def agree(a: list[Claim], b: list[Claim]) -> bool:
        return meet(a[0], b[0]) or not {c.document for c in a}.isdisjoint([c.document for c in b])

    found: list[list[list[Claim]]] = []
    for content in contents:
        home = next((s for s in found if all(agree(content, other) for other in s)), None)
        if home is None:
            found.append([content])
        else:
            home.append(content)
    return [[c for content in side for c in content] for side in found]


def made(
    event: Spoken,
    kind: ContradictionKind,
    topic: str,
    said: Sequence[str],
    camps: Sequence[Sequence[Claim]],
    note: str = "",
) -> Contradiction | None:
    """A contradiction in words; None where there are no two sides or one document says it all. said: what each
    side says. note: what might explain it."""
    if len(camps) < 2 or len({c.document for side in camps for c in side}) < 2:
        return None
    parts = [f"{what} ({event.names(side)})" for what, side in zip(said, camps, strict=True)]
    one_voice = len(event.voices([c for side in camps for c in side])) == 1
    words = f"{topic}: {' against '.join(parts)}{note}{ALTERED if one_voice else ''}"
    return Contradiction(kind, words, tuple(sorted(ids(side) for side in camps)))


def ids(claims: Sequence[Claim]) -> tuple[str, ...]:
    return tuple(sorted({c.id for c in claims}))
