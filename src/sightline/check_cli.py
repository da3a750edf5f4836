"""`sightline check`: claims held against flight tracks and satellite imagery."""

from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from sightline.console import (
    UNUSABLE,
    counted,
    finish,
    opened,
    or_stop,
    refuse,
    registry_at,
    say,
    settings_for,
    table,
    tell_troubles,
)

if TYPE_CHECKING:
    from sightline.model.claim import Claim
    from sightline.model.evidence import Evidence


def check(
    tracks: Annotated[
        list[Path] | None,
        typer.Option(
            "--tracks",
            help="A file or folder of flight tracks; may be given several times.",
        ),
    ] = None,
    registry: Annotated[
        list[Path] | None,
        typer.Option(
            "--registry", help="A file that says whose aircraft an address is; may be given several times."
        ),
    ] = None,
    imagery: Annotated[
        list[str] | None,
        typer.Option(
            "--imagery",
            help="An archive of satellite imagery to ask: public, a URL, or a catalogue's path; may be given several times. "
            "Whoever runs it learns which places and days interest you.",
        ),
    ] = None,
    image: Annotated[
        list[str] | None,
        typer.Option(
            "--image", help="DATE=FILE: a GeoTIFF of yours and when it was taken; may be given several times."
        ),
    ] = None,
    ledger: Annotated[
        str | None,
        typer.Option("--ledger", help="The file that holds the record, or its address in PostgreSQL."),
    ] = None,
    allow_private: Annotated[
        bool, typer.Option("--allow-private", help="Ask archives at private addresses too.")
    ] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON Lines.")] = False,
) -> None:
    """Hold claims against flight tracks and satellite imagery, and keep what they show as evidence.

    What is looked at is preserved in the vault as pages are. Without any: all that was given before, and no network.
    Shown is the sentence that decides; all reasons are in --json and in the record (sightline show).
    Checking twice adds nothing.
    """
    from sightline.ledger.look import facts
    from sightline.wiring import utc_now
    from sightline.wiring_checks import Given, checked_claims

    settings, now = settings_for(ledger=ledger, allow_private=allow_private), utc_now()
    given = Given(tuple(tracks or ()), registry_at(registry), tuple(imagery or ()), tuple(image or ()))
    with opened(settings) as held:
        claims = facts(held).claims
        result = or_stop(lambda: checked_claims(held, claims, given, settings, now))
    tell_troubles(result.troubles)
    ready = [(i, added) for i, added in result.instruments if i.ready]
    if not ready:
        _nothing(given.archives or given.images)
    _print(result.found, as_json=as_json)
    for instrument, added in ready:
        evidence = [e for _, e in result.found if e.checker.startswith(instrument.name)]
        verdicts = Counter(e.verdict for e in evidence)
        told = ", ".join(
            f"{verdicts[v]} {v}" for v in ("supports", "contradicts", "inconclusive", "not observable")
        )
        against = " in ".join(counted(*count) for count in instrument.counts)
        typer.echo(
            f"Checked {counted(len(evidence), 'claim')} {instrument.about} against {against}: {told}; "
            f"{added} new in {held.name}",
            err=as_json,
        )
    finish(sum(trouble.failed for trouble in result.troubles))


def _nothing(imagery: Sequence[str]) -> None:
    if imagery:
        refuse(
            "no satellite imagery could be looked at",
            "see what it says above, or: sightline issues",
            UNUSABLE,
        )
    refuse(
        "there are no flight tracks and no satellite imagery to check against",
        "give some: sightline check --tracks FILE, or sightline check --imagery public",
        UNUSABLE,
    )


def _print(found: "Sequence[tuple[Claim, Evidence]]", *, as_json: bool) -> None:
    if as_json:
        from sightline.batch import json_line
        from sightline.render import evidence_to_dict

        for _, evidence in found:
            typer.echo(json_line(evidence_to_dict(evidence)))
        return
    from sightline.model.evidence import deciding

    left = [_untestable(evidence) for _, evidence in found]
    rows = [
        (claim.id[:12], _short(claim.quote.text), evidence.verdict, deciding(evidence))
        for (claim, evidence), why in zip(found, left, strict=True)
        if not why
    ]
    if rows:
        table(("claim", "words", "verdict", "why"), rows)
    for (instrument, why), number in sorted(Counter(why for why in left if why).items()):
        say(f"Not tested by {instrument}: {counted(number, 'claim')} {why}")


def _untestable(evidence: "Evidence") -> tuple[str, str] | None:
    """Of a claim that lacks a time, a place or a thing to be tested by: by which instrument, and what it lacks."""
    if evidence.verdict != "not observable" or evidence.captures or not evidence.reasons:
        return None
    from sightline.flights import check as flights
    from sightline.imagery import ask

    lacks = {
        ask.NO_TIME: ("satellite imagery", "whose time is not bounded on both sides"),
        ask.NO_PLACE: ("satellite imagery", "without a place"),
        ask.UNKNOWN_PLACE: ("satellite imagery", "whose place is not known"),
        ask.WIDE_PLACE: ("satellite imagery", "whose place is not known closely enough"),
        flights.NO_TIME: ("flight tracks", "whose time is not bounded on both sides"),
        flights.NO_PLACE: ("flight tracks", "without a place"),
        flights.NO_FIELD: (
            "flight tracks",
            "about a place without a known airfield, or too wide to name one",
        ),
        flights.NO_AIRFRAME: ("flight tracks", "without an airframe or a type of aircraft"),
    }
    return next((lack for start, lack in lacks.items() if evidence.reasons[0].startswith(start)), None)


def _short(text: str) -> str:
    words = " ".join(text.split())
    return words if len(words) <= 80 else words[:79] + "…"
