"""`sightline sources`: who published what this ledger holds, how reliable they are said to be, and their record."""

from collections import Counter
from typing import TYPE_CHECKING, Annotated, Any

import typer

from sightline.console import UNUSABLE, counted, opened, refuse, say, settings_for, table
from sightline.forecast_cli import brier_words

if TYPE_CHECKING:
    from sightline.fusion.brier import Score
    from sightline.fusion.reliability import Record
    from sightline.model.event import Fusion
    from sightline.model.facts import Facts

LedgerPath = Annotated[str | None, typer.Option("--ledger", help="The file that holds the record.")]
HEAD = ("source", "owner", "set", "proposed", "right", "documents", "claims", "Brier")
_SHOWN = 20


def sources(
    source: Annotated[
        str | None, typer.Argument(help="One source, by its id or the beginning of it.")
    ] = None,
    ledger: LedgerPath = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON Lines.")] = False,
) -> None:
    """List the sources: the grade that a person set, the one that their record proposes, and the numbers behind it.

    A proposal is shown and weighs nothing; to set a grade: sightline rate.
    """
    from sightline.batch import json_line
    from sightline.fusion.reliability import records
    from sightline.wiring import fused

    with opened(settings_for(ledger=ledger)) as held:
        facts, fusion = fused(held)
    every = records(facts, fusion)
    if source is not None:
        one = _chosen(every, source)
        if as_json:
            typer.echo(json_line(_row(one)))
        else:
            for line in lines(one, facts):
                say(line)
        return
    if as_json:
        for record in every:
            typer.echo(json_line(_row(record)))
        return
    if not every:
        typer.echo("No sources yet. Add documents with: sightline add INPUT...")
        return
    most_first = sorted(every, key=lambda r: (-r.claims, r.source.id))
    table(HEAD, [_cells(r) for r in most_first])


def print_source(facts: "Facts", fusion: "Fusion", source: str) -> None:
    """Everything about the source of exactly that id."""
    from sightline.fusion.reliability import records

    for line in lines(_chosen(records(facts, fusion), source), facts):
        say(line)


def _chosen(every: "tuple[Record, ...]", wanted: str) -> "Record":
    wanted = wanted.strip().casefold()
    fit = [r for r in every if r.source.id.casefold() == wanted]
    fit = fit or [r for r in every if wanted and r.source.id.casefold().startswith(wanted)]
    if len(fit) != 1:
        what = f"{len(fit)} sources begin" if fit else "no source begins"
        refuse(f"{what} with {wanted!r}", "see: sightline sources", UNUSABLE)
    return fit[0]


def _cells(record: "Record") -> tuple[str, ...]:
    asked = record.proposal
    return (
        record.source.id,
        record.owner or "not known",
        record.set_ or "not set",
        asked.letter,
        f"{asked.right} of {asked.decided}" if asked.decided else "none decided",
        str(record.documents),
        str(record.claims),
        f"{record.own.mean:.2f} (n {record.own.n})" if record.own.mean is not None else "not scored",
    )


def lines(record: "Record", facts: "Facts") -> list[str]:
    """Everything there is to say about one source."""
    from sightline.model.vocabulary import RELIABILITY_WORDS

    source, asked = record.source, record.proposal
    found = [source.id if source.name == source.id else f"{source.id} · {source.name}"]
    if record.set_ is None:
        found.append("  reliability: nobody has set it (sightline rate)")
    else:
        found.append(
            f"  reliability: {record.set_}, {RELIABILITY_WORDS[record.set_].lower()}; {source.reason}"
        )
    found.append(f"  proposed:    {asked.letter}, {RELIABILITY_WORDS[asked.letter].lower()}: {asked.words}")
    found.append("               a proposal from its record in this ledger; no grade of an event rests on it")
    found.append(f"  owner:       {record.owner or 'not known'}")
    found.append(f"  {counted(record.documents, 'document')}, {counted(record.claims, 'claim')}")
    if record.corrected:
        corrected = counted(record.corrected, "statement")
        found.append(
            f"  {corrected} corrected by a person: that decides nothing, for the reading may have been wrong"
        )
    found.append(f"  its own forecasts: {_forecasts(record.own)}")
    found.append(f"  passed on from voices it names: {_forecasts(record.passed_on)}")
    words = {c.id: " ".join(c.quote.text.split()) for c in facts.claims}
    for one in record.verdicts[:_SHOWN]:
        right = "right" if one.right else "wrong"
        found.append(f"  {right} ({one.ground}) {one.claims[0]} “{words.get(one.claims[0], '')[:100]}”")
    if len(record.verdicts) > _SHOWN:
        found.append(f"  and {len(record.verdicts) - _SHOWN} more: --json lists them")
    return found


def _forecasts(made: "Score") -> str:
    return f"{made.counted}, {made.resolved} resolved. {brier_words(made)}" if made.counted else "none"


def _row(record: "Record") -> dict[str, Any]:
    asked = record.proposal
    return {
        "source": record.source.id,
        "name": record.source.name,
        "owner": record.owner or None,
        "reliability": record.set_,
        "reason": record.source.reason if record.set_ else None,
        "proposed": asked.letter,
        "right": asked.right,
        "decided": asked.decided,
        "share_low": asked.low if asked.decided else None,
        "share_high": asked.high if asked.decided else None,
        "why": asked.words,
        "grounds": dict(sorted(Counter(v.ground for v in record.verdicts).items())),
        "verdicts": [
            {"claims": list(v.claims), "right": v.right, "ground": v.ground} for v in record.verdicts
        ],
        "corrected": record.corrected,
        "documents": record.documents,
        "claims": record.claims,
        "forecasts": _score(record.own),
        "forecasts_passed_on": _score(record.passed_on),
    }


def _score(made: "Score") -> dict[str, Any]:
    return {
        "counted": made.counted,
        "resolved": made.resolved,
        "scored": made.n,
        "brier": made.mean,
        "brier_best": made.best,
        "brier_worst": made.worst,
        "base_rate": made.reference,
    }
