"""`sightline imagery`: one place, before and after, looked at by hand."""

from html import escape
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from sightline.console import (
    UNUSABLE,
    finish,
    opened,
    or_stop,
    refuse,
    say,
    settings_for,
    table,
    tell_troubles,
    write_whole,
)

if TYPE_CHECKING:
    from sightline.imagery.ask import Spot
    from sightline.imagery.finding import Finding

SIZE = "60x60"
_SAID = {
    "supports": "a change is seen",
    "contradicts": "no change is seen",
    "inconclusive": "inconclusive",
    "not observable": "not observable",
}


def imagery(
    place: Annotated[str, typer.Argument(help="An ICAO code, a name of the gazetteer, or LAT,LON.")],
    *,
    before: Annotated[str, typer.Option(help="The last day before, or A..B: 2019-03-22.")],
    after: Annotated[str, typer.Option(help="The first day after, or A..B: 2019-03-29.")],
    archive: Annotated[
        list[str] | None,
        typer.Option(
            "--archive",
            help="An archive to ask: public, a URL, or a catalogue's path; may be given several times. Whoever runs it learns "
            "which place and days interest you.",
        ),
    ] = None,
    image: Annotated[
        list[str] | None,
        typer.Option(
            "--image", help="DATE=FILE: a GeoTIFF of yours and when it was taken; may be given several times."
        ),
    ] = None,
    thing: Annotated[
        str | None, typer.Option(help="What is looked for, as the equipment catalogue names it.")
    ] = None,
    size: Annotated[
        str | None, typer.Option(help=f"Its length and width in metres instead; without both: {SIZE}.")
    ] = None,
    radius: Annotated[
        float | None,
        typer.Option(help="Metres round the point; an airfield is else looked at along its runways."),
    ] = None,
    sensor: Annotated[
        list[str] | None,
        typer.Option(help="sentinel-2, sentinel-1 or user; may be given several times. Without: all."),
    ] = None,
    picture: Annotated[
        Path | None, typer.Option(help="Write before, after and change; .svg or .html.")
    ] = None,
    ledger: Annotated[
        str | None,
        typer.Option(
            "--ledger", help="Keep what was looked at in this record and its vault. Without: nothing is kept."
        ),
    ] = None,
    allow_private: Annotated[
        bool, typer.Option("--allow-private", help="Ask archives at private addresses too.")
    ] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON Lines.")] = False,
) -> None:
    """Look at one place before and after a time, and say whether something of a size changed there.

    First whether it could be seen at all; then whether the place changed more than on its own other dates and more than other
    ground; with the power that the test has. No archive is asked unless --archive names one.
    """
    from sightline.wiring import gazetteer_for, utc_now
    from sightline.wiring_looks import SENSORS, missing, not_installed
    from sightline.wiring_place import Asking, ground, looked, size_given, thing_named, times_of

    settings, now = settings_for(ledger=ledger, allow_private=allow_private), utc_now()
    if not (archive or image or ledger):
        refuse(
            "there is nothing to look at",
            "say --archive public (which learns the place), or --image DATE=FILE",
        )
    if thing and size:
        refuse("give --thing or --size, not both", "see: sightline imagery --help")
    if picture and picture.suffix.lower() not in (".svg", ".html"):
        refuse(f"cannot draw {picture}", "name it .svg or .html")
    if missing():
        error = not_installed()
        refuse(error.message, error.advice, UNUSABLE)
    times = or_stop(lambda: times_of(before, after))
    spot = or_stop(lambda: ground(place, radius, lambda: gazetteer_for(settings)))
    sought = or_stop(lambda: thing_named(thing) if thing else size_given(size or SIZE))
    if unknown := [s for s in sensor or () if s not in SENSORS]:
        refuse(f"there is no sensor {unknown[0]!r}", f"use one of {', '.join(SENSORS)}")
    asked = Asking(tuple(archive or ()), tuple(image or ()), tuple(sensor or ()))
    if ledger:
        with opened(settings, create=True) as held:
            finding, troubles = or_stop(lambda: looked(spot, times, sought, asked, settings, held, now))
    else:
        finding, troubles = or_stop(lambda: looked(spot, times, sought, asked, settings, None, now))
    tell_troubles(troubles)
    if finding is None:
        refuse("nothing could be looked at", "see what it says above, or give --archive or --image", UNUSABLE)
    _print(finding, spot, as_json=as_json)
    if picture:
        _draw(picture, finding, spot, quiet=as_json)
    finish(sum(trouble.failed for trouble in troubles))


def _print(finding: "Finding", spot: "Spot", *, as_json: bool) -> None:
    from sightline.imagery.words import SYNTHETIC

    if as_json:
        from sightline.batch import json_line

        typer.echo(json_line(_record(finding, spot)))
        return
    say(f"{spot.site.name or 'Here'}: {spot.words}")
    if finding.synthetic:
        say(SYNTHETIC)
    say(f"Verdict: {_SAID[finding.verdict]}")
    for reason in finding.reasons:
        say(f"  {reason}")
    if finding.needed:
        say(f"  {finding.needed}")
    if finding.passes:
        table(("pass", "sensor", "orbit", "clear", "used"), finding.passes)


def _record(finding: "Finding", spot: "Spot") -> dict[str, object]:
    site = spot.site
    return {
        "place": {"name": site.name, "lat": site.lat, "lon": site.lon, "ground": spot.words},
        "verdict": _SAID[finding.verdict],
        "synthetic": finding.synthetic,
        "reasons": list(finding.reasons),
        "needed": finding.needed,
        "figures": dict(finding.figures),
        "passes": [
            dict(zip(("at", "sensor", "orbit", "clear", "used"), row, strict=True)) for row in finding.passes
        ],
    }


def _draw(path: Path, finding: "Finding", spot: "Spot", *, quiet: bool) -> None:
    from sightline.wiring_place import picture_of

    drawn = picture_of(finding, spot, _SAID[finding.verdict])
    if not drawn:
        refuse("there is no picture to draw", "no pass over the place could be read", UNUSABLE)
    if path.suffix.lower() == ".html":
        title = escape(spot.site.name or spot.words)
        drawn = f'<!doctype html><html lang="en"><meta charset="utf-8"><title>{title}</title><body>{drawn}</body></html>\n'
    try:
        write_whole(path, drawn)
    except OSError as error:
        refuse(f"cannot write {path}: {error.strerror}", "name another place", UNUSABLE)
    typer.echo(f"Wrote {path}", err=quiet)
