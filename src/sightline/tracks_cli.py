"""`sightline tracks`: the movements that flight tracks show."""

from collections.abc import Iterable, Sequence
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
    write_whole,
)

if TYPE_CHECKING:
    from sightline.flights.seen import Seen
    from sightline.model.airfield import Airfield

LedgerPath = Annotated[
    str | None, typer.Option("--ledger", help="The file that holds the record, or its address in PostgreSQL.")
]
RegistryFiles = Annotated[
    list[Path] | None,
    typer.Option(
        "--registry", help="A file that says whose aircraft an address is; may be given several times."
    ),
]
AsJson = Annotated[bool, typer.Option("--json", help="Print JSON Lines.")]


def tracks(
    files: Annotated[
        list[Path] | None,
        typer.Argument(help="Files or folders of flight tracks. Without: all that the ledger holds."),
    ] = None,
    field: Annotated[
        list[str] | None,
        typer.Option(
            "--field", help="An airfield by its ICAO code; may be given several times. Without: any."
        ),
    ] = None,
    aircraft: Annotated[
        list[str] | None,
        typer.Option("--aircraft", help="Show this aircraft too, by registration or 24-bit address."),
    ] = None,
    registry: RegistryFiles = None,
    ledger: LedgerPath = None,
    kml: Annotated[Path | None, typer.Option(help="Write the tracks shown as KML.")] = None,
    geojson: Annotated[Path | None, typer.Option(help="Write the tracks shown as GeoJSON.")] = None,
    as_json: AsJson = False,
) -> None:
    """Print the movements of state and military aircraft in flight tracks. Nothing is kept.

    With --field, and files kept by `sightline check`, a watch of some fields. Other aircraft are read, counted and shown only where --aircraft names them.
    """
    from sightline.flights.show import HEAD, records, rows
    from sightline.wiring import held_sky, sky_at, utc_now
    from sightline.wiring_flights import movements_shown

    fields, listed = _fields(field or ()), registry_at(registry)
    settings, now = settings_for(ledger=ledger), utc_now()
    if files:
        sky = sky_at(files, listed, settings, now)
    else:
        with opened(settings) as held:
            sky = or_stop(lambda: held_sky(held, listed, settings, now))
    tell_troubles(sky.troubles)
    shown, others = _picked(sky.seen, aircraft or ())
    found, known = movements_shown(shown, fields)
    _write(kml, geojson, shown)
    if as_json:
        from sightline.batch import json_line

        for record in records(found, known):
            typer.echo(json_line(record))
    elif found:
        table(HEAD, rows(found, known))
    elif not shown and not others:
        typer.echo("No track could be read.")
    elif shown:
        typer.echo(
            f"No movement of {counted(len(shown), 'airframe')} shows" + (" at the field." if fields else ".")
        )
    else:
        typer.echo("No airframe here is known to be of a State or its forces, and none is named.")
    if others:
        typer.echo(
            f"{counted(others, 'other airframe')} not shown: nothing says that they are of a State or its forces "
            "(name one with --aircraft)",
            err=True,
        )
    finish(sum(t.failed for t in sky.troubles))


def _fields(codes: Sequence[str]) -> "list[Airfield]":
    from sightline.places.airfields import open_airfields

    fields = []
    for code in codes:
        found = open_airfields().airfield(code) or open_airfields().of(code)
        if found is None:
            refuse(f"no airfield {code!r} is known", "see: sightline gazetteer look NAME")
        fields.append(found)
    return fields


def _picked(seen: "Iterable[Seen]", named: Sequence[str]) -> "tuple[list[Seen], int]":
    """Those to show, and how many others there are."""
    from sightline.flights.airframes import carries, state_aircraft

    wanted = {n.strip().lower() for n in named}
    shown, others = [], 0
    for one in seen:
        asked = one.airframe.address in wanted or any(carries(one.airframe, n) for n in named)
        if asked or one.synthetic or state_aircraft(one.airframe):
            shown.append(one)
        else:
            others += 1
    return shown, others


def _write(kml: Path | None, geojson: Path | None, shown: "Sequence[Seen]") -> None:
    from sightline.flights import export

    for path, written in ((kml, export.kml), (geojson, export.geojson)):
        if path is None:
            continue
        try:
            write_whole(path, written([one.track for one in shown]))
        except OSError as error:
            refuse(f"cannot write {path}: {error.strerror}", "name another place", UNUSABLE)
        say(f"Wrote {path}: {counted(len(shown), 'track')}")
