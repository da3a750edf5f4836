"""Spoken: the claims of one event with the voices that make them, as the other modules of this stage need them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sightline.fusion.independence import Kinship, is_low, voices_of
from sightline.fusion.profile import Profile
from sightline.model.claim import Claim, barely_read
from sightline.model.event import Voice

STATING = frozenset({"asserted", "reported", "possible"})


@dataclass(frozen=True, slots=True)
class Spoken:
    """claims: all of the event, sorted by id. main: those it rests on: what the pages themselves say, or,
    where only comments speak, theirs; without what was barely read, where there is more. stating: of main, what says that it happened (or, where nothing says
    more, that it is planned). denying: of main. voice: claim id -> voice. labels: document id -> short name.
    documents: all that there are, by id."""

    claims: tuple[Claim, ...]
    main: tuple[Claim, ...]
    stating: tuple[Claim, ...]
    denying: tuple[Claim, ...]
    voice: Mapping[str, Voice]
    labels: Mapping[str, str]
    documents: Mapping[str, Profile]
    only_low: bool
    only_planned: bool

    def names(self, claims: Sequence[Claim]) -> str:
        """The documents of some claims, by their short names."""
        return ", ".join(sorted({self.labels[c.document] for c in claims}))

    def voices(self, claims: Sequence[Claim]) -> dict[str, Voice]:
        """The voices of some claims, by id, in sorted order."""
        found = {self.voice[c.id].id: self.voice[c.id] for c in claims}
        return {key: found[key] for key in sorted(found)}


def spoken(claims: Sequence[Claim], kin: Kinship) -> Spoken:
    ordered = tuple(sorted(claims, key=lambda c: c.id))
    own = tuple(c for c in ordered if not is_low(c, kin))
    main = own or ordered
    main = tuple(c for c in main if not barely_read(c)) or main  # a doubtful reading corroborates nothing
    said = tuple(c for c in main if c.stance in STATING)
    planned = tuple(c for c in main if c.stance == "planned")
    return Spoken(
        claims=ordered,
        main=main,
        stating=said or planned,
        denying=tuple(c for c in main if c.stance == "denied"),
        voice=voices_of(ordered, kin),
        labels={c.document: kin.documents[c.document].label for c in ordered},
        documents=kin.documents,
        only_low=not own,
        only_planned=bool(planned) and not said,
    )
