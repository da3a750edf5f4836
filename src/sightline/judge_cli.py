"""`sightline review`, `judge` and `log`: what an analyst should look at, decides, and decided."""

import json
import os
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Annotated

import typer

from sightline.console import counted, opened, or_stop, refuse, say, settings_for, table
from sightline.judge_make import Wish, judgements_of
from sightline.model.errors import InputError
from sightline.model.judgement import Judgement

if TYPE_CHECKING:
    from sightline.fusion.decide import Hand
    from sightline.ledger.ledger import Ledger
    from sightline.model.facts import Facts
    from sightline.settings import Settings

LedgerPath = Annotated[str | None, typer.Option("--ledger", help="The file that holds the record.")]
Why = Annotated[str, typer.Option(help="The reason, which is kept.")]
Who = Annotated[str, typer.Option(help="Who decides.")]
_IDS = typer.Argument(
    help="Ids or their beginnings: claims, events, documents, a judgement to undo, or a source."
)


def who_decides(who: str) -> str:
    return who or os.environ.get("USER", "unnamed")


def review(
    limit: Annotated[int, typer.Option(help="How many to print.", min=1)] = 20,
    after: Annotated[str, typer.Option(help="Go on after the entry with this id.")] = "",
    as_json: Annotated[bool, typer.Option("--json", help="Print entries as JSON Lines.")] = False,
    ask: Annotated[bool, typer.Option("--ask", help="Decide on one after the other, one key each.")] = False,
    who: Who = "",
    ledger: LedgerPath = None,
) -> None:
    """What to look at, what matters most first, each with the reasons; what was judged leaves the list."""
    from sightline.batch import json_line
    from sightline.fusion.queue import queue
    from sightline.judged_text import entry_lines, entry_to_dict
    from sightline.wiring import fused

    if ask:
        _ask(settings_for(ledger=ledger), who_decides(who), limit)
        return
    with opened(settings_for(ledger=ledger)) as held:
        facts, fusion = fused(held)
    entries = queue(facts, fusion)
    start = 0
    if after:
        fits = [n for n, e in enumerate(entries) if e.key.startswith(after)]
        if not fits:
            refuse(
                f"nothing to review has an id that begins with {after!r}",
                "it may have been judged: leave --after out",
            )
        start = fits[0] + 1
    shown = entries[start : start + limit]
    for number, entry in enumerate(shown, start + 1):
        if as_json:
            typer.echo(json_line(entry_to_dict(entry)))
        else:
            for line in entry_lines(number, entry, facts):
                say(line)
            typer.echo("")
    if as_json:
        return
    left = len(entries) - start - len(shown)
    if not entries:
        say("Nothing to review.")
    elif left > 0 and shown:
        say(f"{left} more: sightline review --after {shown[-1].key}")


def _ask(settings: "Settings", who: str, limit: int) -> None:
    import sys

    from sightline.judge_ask import ask_through
    from sightline.wiring import utc_now

    def typed(prompt: str) -> str | None:
        typer.echo(prompt, nl=False)
        line = sys.stdin.readline()
        return line if line else None

    with opened(settings) as held:
        kept = ask_through(held, settings, who, utc_now, typed, limit)
    say(f"{counted(kept, 'judgement')} kept")


def log(
    as_json: Annotated[bool, typer.Option("--json", help="Print judgements as JSON Lines.")] = False,
    ledger: LedgerPath = None,
) -> None:
    """Every judgement ever made, in the order of adding, those taken back too."""
    from sightline.batch import json_line
    from sightline.judged_text import judgement_to_dict, log_rows
    from sightline.ledger.chain import head
    from sightline.ledger.look import judgements

    with opened(settings_for(ledger=ledger)) as held:
        made = judgements(held)
        with held.look() as connection:
            end = head(connection)
    if as_json:
        for one in made:
            typer.echo(json_line(judgement_to_dict(one)))
        return
    if not made:
        say("No judgements yet. See what to look at with: sightline review")
        return
    table(("id", "when", "who", "decision", "of", "changes", "why", ""), log_rows(made))
    say(f"{counted(end.length, 'judgement')}; head of the log: {end.link or 'none yet'}")


def judge(
    ids: Annotated[list[str], _IDS],
    *,
    accept: Annotated[
        bool, typer.Option("--accept", help="A claim: its page says so. An event: it is so.")
    ] = False,
    reject: Annotated[
        bool, typer.Option("--reject", help="It counts for nothing; it stays on record.")
    ] = False,
    fields: Annotated[
        list[str] | None,
        typer.Option("--set", help="FIELD=VALUE, such as stance=denied or items.0.category=tank."),
    ] = None,
    count: Annotated[str | None, typer.Option(help="How many: 5, 4-6, 4+, <=20.")] = None,
    item: Annotated[str | None, typer.Option(help="Which thing --count counts: number or name.")] = None,
    place: Annotated[str | None, typer.Option(help="Where: a name, or LAT,LON.")] = None,
    radius: Annotated[float | None, typer.Option(help="Of --place, in kilometres.")] = None,
    country: Annotated[str | None, typer.Option(help="Of --place: ISO 3166-1 code.")] = None,
    time: Annotated[str | None, typer.Option(help="When, as EDTF: 2019-03-23, 2019-03.")] = None,
    merge: Annotated[
        list[str] | None, typer.Option(help="This event or claim is the same happening.")
    ] = None,
    split: Annotated[list[str] | None, typer.Option(help="This claim does not belong to the event.")] = None,
    rate: Annotated[str | None, typer.Option(help="Reliability of a source, A to F.")] = None,
    owner: Annotated[str | None, typer.Option(help="Who owns a source; empty: nobody else.")] = None,
    credibility: Annotated[int | None, typer.Option(help="Your own, of an event: 1 to 6.")] = None,
    estimate: Annotated[str | None, typer.Option(help="Your own probability of an event: .55-.8.")] = None,
    like: Annotated[str | None, typer.Option(help="Decide as in this judgement (id).")] = None,
    undo: Annotated[bool, typer.Option("--undo", help="Take a judgement back.")] = False,
    copies: Annotated[
        bool, typer.Option("--copies", help="Decide so on copies of the same words too.")
    ] = False,
    why: Why = "",
    who: Who = "",
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Say what it would change; keep nothing.")
    ] = False,
    ledger: LedgerPath = None,
) -> None:
    """Decide on claims, events or a source. The decision is kept with who, when and why, and survives every re-run."""
    from sightline.fusion.decide import Hand
    from sightline.wiring import utc_now

    wish = Wish(
        accept, reject, tuple(fields or ()), count, item, place, radius, country, time,
        tuple(merge or ()), tuple(split or ()), rate, owner, credibility, estimate, like, undo, copies,
    )  # fmt: skip
    _one_thing(wish)
    if not why.strip() and not dry_run:
        refuse("a judgement needs its reason", "--why 'the page says six'")
    settings = settings_for(ledger=ledger)
    hand = Hand(who_decides(who), why.strip(), utc_now())
    with opened(settings) as held:
        _judge(held, settings, ids, wish, hand, keep=not dry_run)


def _one_thing(wish: Wish) -> None:
    asked = {
        "--accept": wish.accept, "--reject": wish.reject, "a correction": wish.corrects, "--merge": bool(wish.merge),
        "--split": bool(wish.split), "--rate": wish.rate is not None, "--owner": wish.owner is not None,
        "--like": wish.like is not None, "--undo": wish.undo,
    }  # fmt: skip
    wanted = [name for name, given in asked.items() if given]
    if len(wanted) > 1:
        refuse(f"{' and '.join(wanted)} are two decisions", "make them one after the other")
    if not wanted and not wish.grades:
        refuse("say what you decide", "see: sightline judge --help")
    if wish.grades and wanted and wanted[0] not in ("--accept", "--reject", "a correction"):
        refuse(f"{wanted[0]} goes without --credibility and --estimate", "make them one after the other")


def _judge(
    held: "Ledger", settings: "Settings", ids: Sequence[str], wish: Wish, hand: "Hand", *, keep: bool
) -> None:
    """Makes the judgements, says what they change, and keeps them."""
    from sightline.fusion.refuse import Fused
    from sightline.judged_text import meaning, printed_counts
    from sightline.ledger.add import add_judgements
    from sightline.wiring_fused import facts_and_profiles

    facts, profiles = facts_and_profiles(held)
    state = Fused(facts, profiles)
    before = state.fusion()
    try:
        made = or_stop(lambda: judgements_of(held, settings, facts, before, ids, wish, hand))
    except InputError as trouble:
        refuse(trouble.message, trouble.advice)
    state.refuse(judgements=(*facts.judgements, *made), sources=_with_grades(facts, made).sources)
    after = state.fusion()
    for one in made:
        if one.decision == "corrected" and one.subject not in {e.id for e in before.events}:
            say(f"words:  “{' '.join(one.words.split())}”")
            for said in printed_counts(one):
                say(
                    f"note: these words say “{said}”; a correction is of what the page says, not of what was so"
                )
    for line in meaning(before, after):
        say(line)
    for one in made:
        say(f"{one.id}: {one.decision} {one.subject}")
    for line in _copies_left(made, facts):
        say(line)
    if keep:
        add_judgements(held, made)
    else:
        say("Nothing was kept (--dry-run).")


def _copies_left(made: Sequence[Judgement], facts: "Facts") -> Iterator[str]:
    """A hint where copies of the words stay as they are."""
    from sightline.fusion.decide import copies_of

    claims = {c.id: c for c in facts.claims}
    judged = {one.subject for one in made}
    for one in made:
        if one.subject in claims and one.decision in ("accepted", "corrected", "rejected"):
            left = [c.id for c in copies_of(claims[one.subject], facts.claims) if c.id not in judged]
            if left:
                yield f"{counted(len(left), 'claim')} of other places in the same words: {', '.join(left[:5])} (--copies decides on them too)"


def _with_grades(facts: "Facts", made: Sequence[Judgement]) -> "Facts":
    """The sources as the ledger will give them once the judgements are in it."""
    grades = {j.subject: j for j in made if j.decision == "rated"}
    return replace(
        facts,
        sources=tuple(
            replace(
                s, reliability=json.loads(dict(grades[s.id].changes)["reliability"]), reason=grades[s.id].why
            )
            if s.id in grades
            else s
            for s in facts.sources
        ),
    )
