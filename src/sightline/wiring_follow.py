"""A ledger followed: the state of fusion lives in memory, and what comes is fused with what it touches alone.

For programs that stay: what they fuse they keep in the ledger, and every other program finds it there. A program that
starts and ends takes what is kept (wiring_fused.py) and needs no state.
"""

import gc
from contextlib import suppress
from typing import TYPE_CHECKING

from sightline.fusion.kept import packed_profile
from sightline.fusion.kept_live import LiveFused, Turn
from sightline.fusion.profile import profile
from sightline.ledger import fused
from sightline.ledger.look import facts_in
from sightline.ledger.part import claims_by_seq
from sightline.ledger.since import News, news_since
from sightline.model.errors import LedgerError
from sightline.wiring_fused import Read, read_in, rules_now

if TYPE_CHECKING:
    from sightline.ledger.ledger import Ledger
    from sightline.model.event import Fusion
    from sightline.model.facts import Facts


class Follower:
    """Made with all facts of a ledger fused; `catch_up` brings it, and what the ledger keeps, up to what came since.
    Raises LedgerError where the ledger cannot be read; that it cannot be written to does no harm.

    What is there once it is made stays, and Python need not look for garbage among it again (`gc.freeze`): at a hundred
    thousand claims that takes two seconds each time.
    """

    def __init__(self, ledger: "Ledger") -> None:
        self._ledger = ledger
        with ledger.look() as connection:
            read = read_in(connection, facts_in(connection))
        profiles, new = read.profiles()
        self.mark, self._captures = read.mark, read.facts.captures
        self._state = LiveFused(read.facts, profiles)
        gc.freeze()
        if read.kept != self.mark:
            self._keep(read, new)

    def cut(self) -> "tuple[Facts, Fusion]":
        """The facts as they are now, and all that follows from them."""
        while True:
            self.catch_up()
            with self._ledger.look() as connection:
                if fused.facts_mark(connection) == self.mark:
                    return facts_in(connection), self.fusion()

    def fusion(self) -> "Fusion":
        """All of it, as far as it was caught up."""
        return self._state.fusion()

    def catch_up(self) -> Turn | None:
        """Fuses what came. Returns what that changed; None where nothing came."""
        with self._ledger.look() as connection:
            news = news_since(connection, self.mark, rules_now())
            if news.mark == self.mark and news.kept == self.mark:
                return None
            readings = fused.current_readings(connection, [d.id for d in news.documents])
        profiles = {d.id: profile(d) for d in news.documents}
        claims = {d.id: [c for c in news.claims if c.document == d.id] for d in news.documents}
        self._captures = (*self._captures, *news.captures)
        turn = self._state.turn(
            [(d, claims[d.id]) for d in news.documents],
            evidence=news.evidence,
            judgements=news.judgements,
            sources=news.sources,
            captures=self._captures,
            profiles=profiles,
        )
        before, self.mark = self.mark, news.mark
        new = {readings[key]: packed_profile(one) for key, one in profiles.items()}
        if news.kept == before and not turn.whole:
            self._keep_change(news, before, turn, new)
        elif news.kept != news.mark:
            self._keep_all(new)
        return turn

    def _keep_change(self, news: News, before: str, turn: Turn, new: dict[int, bytes]) -> None:
        with self._ledger.look() as connection:
            wanted = {c for e in turn.events.values() for c in e.claims}
            seqs = fused.claim_seqs_of(connection, wanted)
            claims = claims_by_seq(connection, seqs.values())
            inside = {d for voice, _ in turn.voices.values() for d in voice.documents}
            documents = fused.document_seqs(connection, inside)
        made = fused.Kept(
            {
                e.id: fused.event_columns(e, seqs, {c.id: c for c in claims.values()})
                for e in turn.events.values()
            },
            fused.rows_of_voices(turn.voices.values(), documents),
            fused.decision_rows(*self._state.decisions()),
        )
        gone = (turn.gone, {*turn.silent, *turn.voices}, ())
        with suppress(LedgerError):
            fused.change(self._ledger, rules_now(), before, news.mark, gone, made, new)

    def _keep_all(self, new: dict[int, bytes]) -> None:
        with self._ledger.look() as connection:
            if fused.facts_mark(connection) != self.mark:
                return  # more came: the next look keeps it
            read = read_in(connection, facts_in(connection))
        self._keep(read, new)

    def _keep(self, read: Read, new: dict[int, bytes]) -> None:
        made = fused.rows_of(self._state.fusion(), read.facts, read.claims, read.documents)
        with suppress(LedgerError):
            fused.keep(self._ledger, rules_now(), self.mark, made, new)
