"""Spoken: the claims of one event with the voices that make them, as the other modules of this stage need them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from operator import attrgetter

from sightline.fusion.independence import Kinship, is_low, voices_of
from sightline.fusion.profile import Profile
from sightline.model.claim import Claim, barely_read
from sightline.model.event import Voice

by_id = attrgetter("id")
STATING = frozenset({"asserted", "reported", "possible"})


@dataclass(slots=True, eq=False)
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
    _by_voice: dict[str, list[Claim]] | None = None

    def names(self, claims: Sequence[Claim]) -> str:
        """The documents of some claims, by their short names."""
        return ", ".join(sorted({self.labels[c.document] for c in claims}))

    def by_voice(self) -> Mapping[str, list[Claim]]:
        """What each voice (id) states, in the order of the claims."""
        if self._by_voice is None:
            self._by_voice = {}
            for claim in self.stating:
                self._by_voice.setdefault(self.voice[claim.id].id, []).append(claim)
        return self._by_voice

    def voices(self, claims: Sequence[Claim]) -> dict[str, Voice]:
        """The voices of some claims, by id, in sorted order."""
        voice = self.voice
        found = {(v := voice[c.id]).id: v for c in claims}
        return found if len(found) < 2 else {key: found[key] for key in sorted(found)}


def spoken(claims: Sequence[Claim], kin: Kinship) -> Spoken:
    documents = kin.documents
    if len(claims) == 1:  # most events
        (one,) = ordered = tuple(claims)
        low = bool(kin.low) and is_low(one, kin)
        stating = one.stance in STATING or one.stance == "planned"
        return Spoken(
            ordered,
            ordered,
            ordered if stating else (),
            ordered if one.stance == "denied" else (),
            voices_of(ordered, kin) if low else {one.id: kin.of[one.document]},
            {one.document: documents[one.document].label},
            documents,
            low,
            one.stance == "planned",
        )
    ordered = tuple(sorted(claims, key=by_id))
    own = tuple([c for c in ordered if not is_low(c, kin)]) if kin.low else ordered
    main = own or ordered
    main = tuple([c for c in main if not barely_read(c)]) or main  # a doubtful reading corroborates nothing
    said = tuple([c for c in main if c.stance in STATING])
    planned = () if said else tuple([c for c in main if c.stance == "planned"])
    return Spoken(
        claims=ordered,
        main=main,
        stating=said or planned,
        denying=tuple([c for c in main if c.stance == "denied"]),
        voice=voices_of(ordered, kin),
        labels={c.document: documents[c.document].label for c in ordered},
        documents=documents,
        only_low=not own,
        only_planned=bool(planned),
    )
