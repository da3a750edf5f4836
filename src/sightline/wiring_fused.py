"""Fusion wired to the ledger: what follows from the facts is kept in it, and made anew only where it does not fit.

Whoever asks for events takes what is kept where its mark fits the facts and this program's rules. Else it is fused
anew and kept, if the ledger may be written to; that nobody can keep it takes nothing from the answer.
"""

from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sightline.model.errors import LedgerError

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from sqlalchemy import Connection

    from sightline.fusion.profile import Profile
    from sightline.ledger.find import Noun
    from sightline.ledger.ledger import Ledger
    from sightline.model.event import Event, Fusion
    from sightline.model.facts import Facts


@dataclass(frozen=True, slots=True)
class Cut:
    """Facts as they were read, and what follows from them. fresh: whether it was fused now."""

    facts: "Facts"
    fusion: "Fusion"
    fresh: bool


def cut_of(ledger: "Ledger", *, anew: bool = False) -> Cut:
    """The current facts of a ledger and what follows from them. anew: fuse whatever is kept. Raises LedgerError."""
    from sightline.fusion.fuse import fuse
    from sightline.ledger import fused
    from sightline.ledger.look import facts_in

    with ledger.look() as connection:
        facts = facts_in(connection)
        if not anew and fused.fits(connection, rules_now()):
            return Cut(facts, fused.fusion_in(connection, facts), fresh=False)
        read = read_in(connection, facts)
    profiles, new = read.profiles()
    fusion = fuse(facts, profiles)
    # It only saves time: where it cannot be kept (no right to write, a full disk, a slow writer) the answer stands.
    with suppress(LedgerError):
        made = fused.rows_of(fusion, facts, read.claims, read.documents)
        fused.keep(ledger, rules_now(), read.mark, made, new)
    return Cut(facts, fusion, fresh=True)


@dataclass(frozen=True, slots=True)
class Read:
    """What it takes to fuse anew, from one cut. mark: of the facts. kept: of the facts that what is kept follows from.
    claims: of each claim the seq of its row; documents: id -> seq. held: profiles that are kept, by seq of reading;
    readings: document id -> seq of its reading."""

    facts: "Facts"
    mark: str
    kept: str | None
    claims: "Sequence[int]"
    documents: "Mapping[str, int]"
    held: "Mapping[int, bytes]"
    readings: "Mapping[str, int]"

    def profiles(self) -> "tuple[dict[str, Profile], dict[int, bytes]]":
        """Of all documents by id, and those that are new, as bytes by the seq of their readings."""
        from sightline.fusion.kept import packed_profile, unpacked_profile
        from sightline.fusion.profile import profile

        found: dict[str, Profile] = {}
        new: dict[int, bytes] = {}
        for document in self.facts.documents:
            reading = self.readings[document.id]
            if reading in self.held:
                found[document.id] = unpacked_profile(self.held[reading], document.id)
            else:
                found[document.id] = profile(document)
                new[reading] = packed_profile(found[document.id])
        return found, new


def read_in(connection: "Connection", facts: "Facts") -> Read:
    """facts: those that the transaction sees."""
    from sightline.ledger import fused

    return Read(
        facts,
        fused.facts_mark(connection),
        fused.kept_of(connection, rules_now()),
        fused.current_seqs(connection),
        fused.document_seqs(connection),
        fused.kept_profiles(connection, rules_now()),
        fused.current_readings(connection),
    )


def facts_and_profiles(ledger: "Ledger") -> "tuple[Facts, dict[str, Profile]]":
    """For who fuses by himself."""
    from sightline.ledger.look import facts_in

    with ledger.look() as connection:
        read = read_in(connection, facts_in(connection))
    return read.facts, read.profiles()[0]


def events_of(
    ledger: "Ledger", *, limit: int | None = None, after: str = "", by_id: bool = False
) -> "list[Event]":
    """Events that most voices and then most claims speak of first, or in the order of their ids. after: the id, or its
    beginning, of the event before the first. Raises LedgerError, with what to do, where no event or more than one
    fits `after`."""
    from sightline.ledger import fused

    with ledger.look() as connection:
        if fused.fits(connection, rules_now()):
            before = _only(fused.events_like(connection, after), after) if after else None
            return fused.events_page(connection, limit=limit, after=before, by_id=by_id)
    found = list(cut_of(ledger).fusion.events)
    if not by_id:
        found.sort(key=lambda e: (-len(e.voices), -len(e.claims), e.id))
    start = 0
    if after:
        fit = [e for e in found if e.id.startswith((after.strip().lower(), f"evt-{after.strip().lower()}"))]
        start = found.index(_only(fit, after)) + 1
    return found[start:][:limit]


def _only(fit: "list[Event]", prefix: str) -> "Event":
    if len(fit) != 1:
        said = f"{len(fit)} events have an id that begins" if fit else "no event has an id that begins"
        raise LedgerError("not-found", f"{said} with {prefix!r}", "see: sightline events")
    return fit[0]


def thing_of(ledger: "Ledger", prefix: str) -> "tuple[Noun, Facts, Fusion]":
    """The one thing whose id begins so, with the facts and what follows from them as far as they speak of it: claims
    as analysts corrected them. Raises LedgerError where nothing or more than one thing fits."""
    from sightline.fusion.judged import judged
    from sightline.ledger import fused
    from sightline.ledger.find import find
    from sightline.ledger.part import claims_by_seq, part_of
    from sightline.model.claim import Claim
    from sightline.model.document import Document
    from sightline.model.event import Event, Fusion

    with ledger.look() as connection:
        fits = fused.fits(connection, rules_now())
        events = fused.events_like(connection, prefix) if fits else []
    if not fits:
        cut = cut_of(ledger)
        facts, fusion = judged(cut.facts).facts, cut.fusion
        return _as_judged(find(ledger, prefix, fusion.events), facts), facts, fusion
    noun = find(ledger, prefix, events)
    with ledger.look() as connection:
        documents = {noun.document} if isinstance(noun, Claim) else set()
        if isinstance(noun, Event):
            seqs = fused.claim_seqs_of(connection, noun.claims)
            documents = {c.document for c in claims_by_seq(connection, seqs.values()).values()}
        if isinstance(noun, Document):
            documents = {noun.id}
        facts = judged(part_of(connection, documents)).facts
        decided, reopened = fused.decisions(connection)
    only = (noun,) if isinstance(noun, Event) else ()
    return _as_judged(noun, facts), facts, Fusion((), only, (), decided, reopened)


def _as_judged(noun: "Noun", facts: "Facts") -> "Noun":
    return next((c for c in facts.claims if c.id == noun.id), noun)


def rules_now() -> str:
    """What events follow from besides the facts, in a word: this program's fusion, and how it is kept."""
    from sightline.fusion.kept import rules
    from sightline.ledger.event_format import version

    return f"{rules()}-{version()}"
