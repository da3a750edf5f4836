"""`sightline forecasts` and `sightline resolve`: what was said to come, and what came of it."""

import datetime as dt
import os
from collections.abc import Sequence
from typing import TYPE_CHECKING, Annotated, Any

import typer

from sightline.console import UNUSABLE, counted, opened, refuse, say, settings_for, table

if TYPE_CHECKING:
    from sightline.fusion.brier import Score
    from sightline.model.forecast import Forecast

LedgerPath = Annotated[str | None, typer.Option("--ledger", help="The file that holds the record.")]
STATES = ("due", "open", "resolved")
_SHOWN = 5


def forecasts(
    state: Annotated[str | None, typer.Option(help="Only those that are open, due or resolved.")] = None,
    plans: Annotated[bool, typer.Option("--plans", help="List announced plans too.")] = False,
    ledger: LedgerPath = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON Lines.")] = False,
) -> None:
    """List what sources forecast: what is due first, then what is open, then what came of the others.

    A forecast without odds is counted, never scored; a copy of one is the same forecast.
    """
    from sightline.batch import json_line
    from sightline.fusion.forecasts import forecasts as found_in
    from sightline.wiring import fused, utc_now

    if state is not None and state not in STATES:
        refuse(f"there is no state {state!r}", f"use one of {', '.join(STATES)}")
    with opened(settings_for(ledger=ledger)) as held:
        facts, fusion = fused(held)
    now = utc_now()
    every = [f for f in found_in(facts, fusion) if plans or f.kind == "forecast"]
    found = [f for f in every if state is None or f.state(now) == state]
    found.sort(key=lambda f: (STATES.index(f.state(now)), _until(f) or "9", f.id))
    if as_json:
        for one in found:
            typer.echo(json_line(_row(one, now)))
        return
    if not found:
        typer.echo("No forecasts of that kind." if every else "No forecasts yet.")
        return
    head = ("forecast", "state", "until", "odds", "who", "words")
    table(head, [_cells(f, now) for f in found])
    for line in score_lines([f for f in every if f.kind == "forecast"]):
        say(line)


def resolve(
    id_: Annotated[str, typer.Argument(metavar="ID", help="A forecast's id or its beginning.")],
    happened: Annotated[
        bool,
        typer.Option("--happened/--not", help="Whether what it speaks of came about.", show_default=False),
    ],
    why: Annotated[str, typer.Option(help="What shows it; it is kept.")],
    on: Annotated[
        str | None, typer.Option(help="The day on which it was settled, such as 2019-05-01.")
    ] = None,
    who: Annotated[str, typer.Option(help="Who decides.")] = "",
    ledger: LedgerPath = None,
) -> None:
    """Say what came of a forecast or plan: did what it speaks of come about, likely or not?

    "Unlikely that they leave" is resolved with --not where they stayed. The newest word holds; older ones stay on record.
    """
    from sightline.fusion.forecasts import forecasts as found_in
    from sightline.fusion.forecasts import resolved
    from sightline.ledger.add import add_judgement
    from sightline.wiring import fused, utc_now

    day = _day(on)
    with opened(settings_for(ledger=ledger)) as held:
        facts, fusion = fused(held)
        one = _chosen(found_in(facts, fusion), id_)
        name = who or os.environ.get("USER", "unnamed")
        add_judgement(held, resolved(one, happened=happened, on=day, who=name, why=why, at=utc_now()))
    say(f"{one.id} {'happened' if happened else 'did not happen'}: “{_short(one.words, 120)}”")


def _day(text: str | None) -> dt.date | None:
    if text is None:
        return None
    try:
        return dt.date.fromisoformat(text)
    except ValueError:
        refuse(f"{text!r} is no day", "give one such as 2019-05-01")


def _chosen(every: Sequence["Forecast"], prefix: str) -> "Forecast":
    wanted = prefix.strip().lower()
    fit = [
        f
        for f in every
        if wanted and any(c.startswith(wanted) or c.partition("-")[2].startswith(wanted) for c in f.claims)
    ]
    if not fit:
        refuse(
            f"no forecast has an id that begins with {prefix!r}", "see: sightline forecasts --plans", UNUSABLE
        )
    if len(fit) > 1:
        some = ", ".join(f.id for f in fit[:_SHOWN])
        refuse(f"{prefix!r} fits {len(fit)} forecasts: {some}", "give more of the id", UNUSABLE)
    return fit[0]


def _cells(one: "Forecast", now: dt.datetime) -> tuple[str, ...]:
    state: str = one.state(now)
    if one.outcome:
        state = "happened" if one.outcome.happened else "did not happen"
    kind = "plan" if one.kind == "plan" else odds_words(one)
    return one.id[:12], state, _until(one) or "not known", kind, _who(one), _short(one.words, 100)


def _who(one: "Forecast") -> str:
    carried = ", ".join(one.sources)
    return f"{one.voice} ({carried})" if one.voice else carried


def _until(one: "Forecast") -> str:
    end = one.horizon.latest if one.horizon else None
    return end.date().isoformat() if end else ""


def odds_words(one: "Forecast") -> str:
    """ "unlikely: 20 to 45 %", "no odds given"."""
    if one.likelihood is None:
        return "no odds given"
    return f"{one.likelihood.text}: {one.likelihood.low:.0%} to {one.likelihood.high:.0%}".replace(
        "% to", " to"
    )


def _short(text: str, most: int) -> str:
    return text if len(text) <= most else text[: most - 1] + "…"


def score_lines(every: Sequence["Forecast"]) -> list[str]:
    """The Brier score of all, and the table of calibration where there are enough."""
    from sightline.fusion.brier import score

    made = score(every)
    lines = [
        "",
        f"{counted(made.counted, 'forecast')}, {made.resolved} resolved, {made.n} scored. {brier_words(made)}",
    ]
    if made.parts:
        reliability, resolution, uncertainty = made.parts
        lines.append(
            f"Murphy's parts: reliability {reliability:.3f} (0 best), resolution {resolution:.3f} (more is better), "
            f"uncertainty {uncertainty:.3f}"
        )
    for one in made.bins:
        low, high = one.sure
        lines.append(
            f"  said {one.low:.0%} to {one.high:.0%}: {one.happened} of {one.n} came about ({one.share:.0%}; "
            f"90 in a hundred sure of {low:.0%} to {high:.0%})"
        )
    return lines


def brier_words(made: "Score") -> str:
    """ "Brier 0.12 (0.05 to 0.21 within the ranges given; base rate 0.19; n 7)"; says so where nothing is scored."""
    if made.mean is None:
        return "Nothing to score: it takes odds and an outcome."
    return (
        f"Brier {made.mean:.2f} ({made.best:.2f} to {made.worst:.2f} within the ranges given; "
        f"base rate {made.reference:.2f}; n {made.n})"
    )


def _row(one: "Forecast", now: dt.datetime) -> dict[str, Any]:
    from sightline.model.contract import period_to_dict

    likely, outcome = one.likelihood, one.outcome
    return {
        "id": one.id,
        "kind": one.kind,
        "state": one.state(now),
        "claims": list(one.claims),
        "sources": list(one.sources),
        "voice": one.voice or None,
        "words": one.words,
        "made": period_to_dict(one.made),
        "horizon": period_to_dict(one.horizon),
        "likelihood": {"text": likely.text, "low": likely.low, "high": likely.high} if likely else None,
        "outcome": None
        if outcome is None
        else {
            "happened": outcome.happened,
            "on": outcome.on.isoformat() if outcome.on else None,
            "who": outcome.who,
            "why": outcome.why,
            "at": outcome.at.isoformat(),
            "judgement": outcome.judgement,
        },
    }
