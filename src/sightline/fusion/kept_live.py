"""Fusion that lives beside a ledger and tells, of each change, which rows that are kept of it become others."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from sightline.fusion.fuse import all_voices
from sightline.fusion.independence import Kinship
from sightline.fusion.judged_events import decided_events
from sightline.fusion.profile import Profile
from sightline.fusion.refuse import Fused, Read
from sightline.model.capture import Capture
from sightline.model.event import Decided, Event, Reopened, Voice
from sightline.model.evidence import Evidence
from sightline.model.facts import Facts
from sightline.model.judgement import Judgement
from sightline.model.source import Source

Voices = tuple[Voice, ...]


@dataclass(frozen=True, slots=True)
class Turn:
    """What a change did. events: those that are new or other now, with what was decided on them; gone: ids of those
    that are no more. voices: new or other now, each with whether it is one of whole documents; silent: ids of those
    that are no more. whole: everything is other, for an owner changed; the rest is then empty."""

    events: Mapping[str, Event]
    gone: frozenset[str]
    voices: Mapping[str, tuple[Voice, bool]]
    silent: frozenset[str]
    whole: bool = False


class _Noted(dict[str, Voices]):
    """Voices by event, which remembers what stood there before the last `turned`."""

    def __init__(self, held: Mapping[str, Voices]) -> None:
        super().__init__(held)
        self.was: dict[str, Voices] = {}

    def __setitem__(self, key: str, value: Voices) -> None:
        self.was.setdefault(key, self.get(key, ()))
        super().__setitem__(key, value)

    def pop(self, key: str, *_: object) -> Voices:
        self.was.setdefault(key, self.get(key, ()))
        return super().pop(key)

    def turned(self) -> dict[str, Voices]:
        was, self.was = self.was, {}
        return was


class LiveFused(Fused):
    """profiles: as in Fused."""

    def __init__(self, facts: Facts, profiles: Mapping[str, Profile] | None = None) -> None:
        self._noted = _Noted({})
        self._speaks: dict[str, set[str]] = defaultdict(set)  # voice -> events
        self._decided: dict[str, Event] = {}  # events as decided, where somebody decided
        super().__init__(facts, profiles)
        self._decided, self._again_open = self._decide()

    def _begin(self) -> None:
        super()._begin()
        self._noted = self._voices = _Noted(self._voices)
        self._speaks = defaultdict(set)
        for event, voices in self._voices.items():
            for voice in voices:
                self._speaks[voice.id].add(event)

    def decisions(self) -> tuple[tuple[Decided, ...], tuple[Reopened, ...]]:
        """As in Fusion."""
        return self._whole.decided, (*self._whole.reopened, *self._again_open)

    def turn(
        self,
        added: Iterable[Read] = (),
        *,
        evidence: Sequence[Evidence] | None = None,
        judgements: Sequence[Judgement] | None = None,
        sources: Sequence[Source] | None = None,
        captures: Sequence[Capture] | None = None,
        profiles: Mapping[str, Profile] | None = None,
    ) -> Turn:
        """As `refuse`. Nothing is ever removed from a ledger, only read again."""
        coming = list(added)
        spoken, noted = dict(self._kin.of), self._noted
        changed = self.refuse(
            coming,
            evidence=evidence,
            judgements=judgements,
            sources=sources,
            captures=captures,
            profiles=profiles,
        )
        before = self._decided
        self._decided, self._again_open = self._decide()
        if self._noted is not noted:
            return Turn({}, frozenset(), {}, frozenset(), whole=True)
        events = {key: self._decided.get(key, event) for key, event in changed.events.items()}
        for key in before.keys() | self._decided.keys():
            if key in self.events and before.get(key) != self._decided.get(key):
                events[key] = self._decided.get(key, self.events[key])
        voices, silent = self._turned(spoken)
        return Turn(events, changed.gone, voices, silent)

    def _decide(self) -> tuple[dict[str, Event], tuple[Reopened, ...]]:
        if not self._whole.of_events:
            return {}, ()
        read = (c for claims in self._read.values() for c in claims.values())
        ordered = sorted(self.events.values(), key=lambda e: e.id)
        events, reopened = decided_events(ordered, self._whole.of_events, read)
        return {e.id: e for e in events if e.decided is not None}, tuple(reopened)

    def _turned(self, spoken: Mapping[str, Voice]) -> tuple[dict[str, tuple[Voice, bool]], frozenset[str]]:
        """spoken: document -> its voice, as it was."""
        now = self._kin.of
        documents = {d for d in {*spoken, *now} if spoken.get(d) is not now.get(d)}
        touched = {v.id for d in documents for v in (spoken.get(d), now.get(d)) if v is not None}
        for event, was in self._noted.turned().items():
            for voice in was:
                self._speaks[voice.id].discard(event)
                touched.add(voice.id)
            for voice in self._voices.get(event, ()):
                self._speaks[voice.id].add(event)
                touched.add(voice.id)
        events = {e for voice in touched for e in self._speaks[voice]}
        heard = [v for e in events for v in self._voices[e] if v.id in touched]
        near = {d for v in heard for d in v.documents} | (documents & now.keys())
        whole = {now[d].id: now[d] for d in near if now[d].id in touched}
        kin = Kinship(self._kin.documents, tuple(whole.values()), now, ())
        found = {v.id: (v, v.id in whole) for v in all_voices(kin, heard, ())}
        silent = frozenset(touched - found.keys())
        for gone in silent:
            self._speaks.pop(gone, None)
        return found, silent
