"""`sightline review --ask`: one entry of the queue after the other, one key each."""

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

from sightline.console import or_stop, say
from sightline.judge_make import NOTHING, Wish, judgements_of
from sightline.judged_text import entry_lines
from sightline.model.errors import InputError

if TYPE_CHECKING:
    import datetime as dt

    from sightline.fusion.queue import Entry
    from sightline.ledger.ledger import Ledger
    from sightline.model.event import Fusion
    from sightline.model.facts import Facts
    from sightline.settings import Settings

KEYS = "[a]ccept [r]eject [c]orrect [l]ike before [s]kip [q]uit"
Ask = Callable[[str], str | None]  # a prompt -> the line typed; None at the end of input


def ask_through(
    held: "Ledger", settings: "Settings", who: str, now: "Callable[[], dt.datetime]", ask: Ask, limit: int
) -> int:
    """Asks about at most `limit` entries, each judged on the record as it is by then; returns how many judgements were
    kept. Raises nothing for what is mistyped: it is told and asked again."""
    from sightline.fusion.judged import judged
    from sightline.fusion.queue import queue
    from sightline.wiring_follow import Follower
    from sightline.wiring_fused import cut_of

    skipped: set[str] = set()
    kept = 0
    cut = cut_of(held)
    facts, fusion = cut.facts, cut.fusion
    follower: Follower | None = None
    for number in range(1, limit + 1):
        if kept or follower:  # others may have decided something too
            follower = follower or Follower(held)
            facts, fusion = follower.cut()
        entry = next((e for e in queue(judged(facts).facts, fusion) if e.key not in skipped), None)
        if entry is None:
            say("Nothing more to review.")
            break
        for line in entry_lines(number, entry, facts):
            say(line)
        done = _one(entry, held, settings, who, now, ask, facts, fusion)
        if done is None:
            break
        kept += done
        skipped.add(entry.key)
    return kept


def _one(
    entry: "Entry",
    held: "Ledger",
    settings: "Settings",
    who: str,
    now: "Callable[[], dt.datetime]",
    ask: Ask,
    facts: "Facts",
    fusion: "Fusion",
) -> int | None:
    """How many judgements were kept; None to stop."""
    from sightline.fusion.decide import Hand
    from sightline.ledger.add import add_judgements

    while True:
        key = ask(f"{KEYS} > ")
        if key is None or key.strip() == "q":
            return None
        if key.strip() in ("s", ""):
            return 0
        wish = _wish(key.strip(), entry, ask)
        if wish is None:
            say("One of the keys, please; nothing was kept.")
            continue
        why = (ask("why > ") or "").strip()
        if not why:
            say("A judgement needs its reason; nothing was kept.")
            continue
        hand = Hand(who, why, now())
        try:
            made = or_stop(
                lambda h=hand, w=wish: judgements_of(held, settings, facts, fusion, [entry.subject], w, h)  # type: ignore[misc]
            )
        except InputError as trouble:
            say(f"{trouble.message} ({trouble.advice}); nothing was kept")
            continue
        for one in made:
            say(f"{one.id}: {one.decision} {one.subject}")
        return add_judgements(held, made)


def _wish(key: str, entry: "Entry", ask: Ask) -> Wish | None:
    if not entry.subject:
        return None
    if key in ("a", "r"):
        return replace(NOTHING, accept=key == "a", reject=key == "r")
    if key == "l" and entry.reopened:
        return replace(NOTHING, like=entry.reopened.judgement)
    if key == "c" and (said := ask("FIELD=VALUE, such as items.0.count=5, stance=denied, place=Maracay > ")):
        return replace(NOTHING, fields=(said.strip(),))
    return None
