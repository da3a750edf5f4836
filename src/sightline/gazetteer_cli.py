"""`sightline gazetteer`: look a name up by hand; add a GeoNames dump."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from sightline.console import SOME_FAILED, UNUSABLE, counted, or_stop, refuse, say, settings_for, table
from sightline.model.errors import InputError

if TYPE_CHECKING:
    from sightline.model.airfield import Airfield, Runway
    from sightline.places.gazetteer import Found

gazetteer = typer.Typer(name="gazetteer", help="Look places up, or add more of them.", no_args_is_help=True)
_AROUND_KM = 50.0  # airfields shown around a point


@gazetteer.command()
def look(
    name: Annotated[str, typer.Argument(help="A name in any script, or an ICAO or IATA code.")] = "",
    near: Annotated[
        str | None, typer.Option(help="LAT,LON in degrees: nearest first; alone: the airfields around.")
    ] = None,
    country: Annotated[str | None, typer.Option(help="ISO 3166-1 code: candidates there only.")] = None,
) -> None:
    """Print what a name may mean: candidates, kinds, sources, runways of airfields."""
    from sightline.wiring import gazetteer_for

    point = _point(near) if near else None
    if not name.strip() and point is None:
        refuse("give a name, a code or --near LAT,LON", "see: sightline gazetteer look --help")
    if country is not None and not (len(country) == 2 and country.isascii() and country.isalpha()):
        refuse(f"{country!r} is no country code", "two letters, such as UA")
    if not name.strip() and point is not None:
        _around(*point)
        return
    held = or_stop(lambda: gazetteer_for(settings_for()))
    found = held.search(name, near=point, country=country.upper() if country else None)
    if not found:
        typer.echo(f"Nothing of that name in {held.version}.")
        return
    head = ("what", "kind", "in", "lat, lon", "within km", "people", "source", "found by")
    table((*head, "km off") if point else head, [_line(hit, point is not None) for hit in found])
    fields = [f for hit in found for f in held.airfields_of(hit.row)]
    for field in dict.fromkeys(fields):
        say(f"\n{_title(field)}")
        for runway in field.runways:
            say("  " + _runway(runway))
        if not field.runways:
            say("  no runway is known")


def _line(hit: "Found", far: bool) -> tuple[str, ...]:
    row = hit.row
    inside = ", ".join(n for n in (hit.region, row.country) if n)
    people = f"{row.population:,}" if row.kind == "settlement" and row.population else ""
    kind = "capital" if row.capital else row.kind
    cells = (
        row.name,
        kind,
        inside,
        f"{row.lat:.4f}, {row.lon:.4f}",
        f"{hit.radius_km:g}",
        people,
        row.ref,
        hit.how,
    )
    return (*cells, f"{hit.km:.0f}") if far and hit.km is not None else cells


def _title(field: "Airfield") -> str:
    codes = ", ".join(f"{k} {c}" for k, c in (("ICAO", field.icao), ("IATA", field.iata)) if c)
    high = "" if field.elevation_m is None else f", {field.elevation_m:.0f} m above the sea"
    return f"{field.name or 'an airfield without a name'} ({codes or 'ident ' + field.ident}{high})"


def _runway(runway: "Runway") -> str:
    size = " x ".join(f"{m:.0f} m" for m in (runway.length_m, runway.width_m) if m)
    ends = "; ".join(
        f"{e.ident} at {e.lat:.5f}, {e.lon:.5f}"
        for e in runway.ends
        if e.lat is not None and e.lon is not None
    )
    heading = "" if runway.heading_deg is None else f"heading {runway.heading_deg:.1f}° true"
    told = (runway.name, size, runway.surface, heading, "closed" if runway.closed else "", ends)
    return ", ".join(t for t in told if t)


def _around(lat: float, lon: float) -> None:
    from sightline.places.airfields import airfields_near

    found = airfields_near(lat, lon, _AROUND_KM)
    if not found:
        typer.echo(f"No airfield is known within {_AROUND_KM:.0f} km.")
        return
    rows = [
        (f.name, f.ref, f"{f.lat:.4f}, {f.lon:.4f}", f"{km:.1f}", "; ".join(r.name for r in f.runways))
        for f, km in found
    ]
    table(("airfield", "source", "lat, lon", "km off", "runways"), rows)


def _point(text: str) -> tuple[float, float]:
    try:
        lat, lon = (float(part) for part in text.split(","))
        if -90 <= lat <= 90 and -180 <= lon <= 180:
            return lat, lon
    except ValueError:
        pass
    refuse(f"{text!r} is no point", "decimal degrees, latitude first: --near 33.51,36.29")


@gazetteer.command()
def add(
    dump: Annotated[Path, typer.Argument(help="allCountries or a country's dump of GeoNames, .zip or .txt.")],
    alternates: Annotated[
        Path | None, typer.Argument(help="alternateNamesV2.zip or .txt: names in all languages.")
    ] = None,
    feature_classes: Annotated[
        str, typer.Option(help="GeoNames feature classes to take, with commas.")
    ] = "A,P,H,T,L",
    out: Annotated[Path, typer.Option(help="The folder to build.")] = Path("gazetteer"),
) -> None:
    """Build an overlay out of a GeoNames dump; the setting `gazetteer` makes it used."""
    from sightline.places.geonames import CLASSES
    from sightline.places.overlay_build import build_overlay

    classes = [c.strip().upper() for c in feature_classes.split(",") if c.strip()]
    if not classes or set(classes) - CLASSES:
        refuse(f"{feature_classes!r} are no feature classes", "some of " + ",".join(sorted(CLASSES)))
    try:
        report = build_overlay(dump, out, alternates=alternates, classes=classes, tell=_tell)
    except InputError as error:
        refuse(error.message, error.advice, UNUSABLE)
    except OSError as error:
        refuse(f"cannot build {out}: {error.strerror or error}", "is there room on the disk?", UNUSABLE)
    say(
        f"Built {out}: {counted(report.entries, 'place')} under {counted(report.names, 'name')}; {report.left:,} left out"
    )
    say(f'To use it: gazetteer = "{out}" in sightline.toml, or SIGHTLINE_GAZETTEER={out}')
    if report.broken:
        typer.echo(
            f"{counted(report.broken, 'line')} could not be read and were left out (first: {report.first})",
            err=True,
        )
        raise typer.Exit(SOME_FAILED)


def _tell(lines: int) -> None:
    if sys.stderr.isatty():
        typer.echo(f"\r{lines:,} lines", nl=False, err=True)
