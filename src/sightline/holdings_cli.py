"""`sightline holdings`: what was claimed to be where, over time."""

import csv
import datetime as dt
import sys
from collections.abc import Iterable
from typing import TYPE_CHECKING, Annotated

import typer

from sightline.console import counted, opened, refuse, say, settings_for, table

if TYPE_CHECKING:
    from sightline.model.holding import Holding


def holdings(
    *,
    site: Annotated[
        str | None, typer.Option(help="Only sites whose name or gazetteer id holds these words.")
    ] = None,
    type_: Annotated[
        str | None,
        typer.Option("--type", help="Only this designation, name or category: S-300, sam-launcher."),
    ] = None,
    country: Annotated[
        str | None, typer.Option(help="Only sites in this country, as two letters: VE.")
    ] = None,
    at: Annotated[
        str | None, typer.Option(help="Only what may have happened by the end of this day: 2019-03-29.")
    ] = None,
    by: Annotated[str, typer.Option(help="In the order of site or of type.")] = "site",
    ledger: Annotated[str | None, typer.Option("--ledger", help="The file that holds the record.")] = None,
    embargo_days: Annotated[int | None, typer.Option(help="Keep sites of younger events out.")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON Lines.")] = False,
    as_csv: Annotated[bool, typer.Option("--csv", help="Print CSV.")] = False,
) -> None:
    """Show what was claimed to be where: how many, first and last claimed, how credible, by which claims.

    "Last claimed" never means that it is still there. Plans, denials and what nothing can be judged by stand apart.
    """
    from sightline.wiring import fused, held_things, utc_now

    if by not in ("site", "type"):
        refuse(f"there is no order by {by!r}", "use --by site or --by type")
    day = _day(at)
    settings = settings_for(ledger=ledger, embargo_days=embargo_days)
    with opened(settings) as held:
        facts, fusion = fused(held)
    found = held_things(facts, fusion, at=day, now=utc_now(), embargo_days=settings.embargo_days)
    found = tuple(h for h in found if _wanted(h, site, type_, country))
    if by == "type":
        found = tuple(sorted(found, key=lambda h: (h.apart or "", h.thing, h.category)))
    _print(found, as_json=as_json, as_csv=as_csv)


def _print(found: "tuple[Holding, ...]", *, as_json: bool, as_csv: bool) -> None:
    from sightline.batch import json_line
    from sightline.render_holdings import HEAD, holding_to_dict, rows

    if as_json:
        for one in found:
            typer.echo(json_line(holding_to_dict(one)))
    elif as_csv:
        out = csv.writer(sys.stdout, lineterminator="\n")
        out.writerow(HEAD)
        out.writerows([_harmless(cell) for cell in row] for row in rows(found))
    elif not found:
        typer.echo("No holdings: no event in the ledger names a thing at a place that fits.")
    else:
        plain = [h for h in found if h.apart is None]
        table(HEAD, rows(plain))
        _apart(h for h in found if h.apart)


def _apart(found: "Iterable[Holding]") -> None:
    from sightline.render_holdings import HEAD, rows

    rest = list(found)
    if rest:
        say("")
        say(
            f"Kept apart: {counted(len(rest), 'row')} of what was only announced, denied, said to have gone, or has no basis to judge it by"
        )
        table(HEAD, rows(rest))


def _harmless(cell: str) -> str:
    """A spreadsheet takes a cell that begins so for a formula."""
    return "'" + cell if cell[:1] in ("=", "+", "-", "@") else cell


def _day(text: str | None) -> dt.datetime | None:
    from sightline.model.period import day_end

    if text is None:
        return None
    try:
        return day_end(dt.date.fromisoformat(text))
    except ValueError:
        refuse(f"{text!r} is no date", "write it as 2019-03-29")


def _wanted(holding: "Holding", site: str | None, type_: str | None, country: str | None) -> bool:
    place = holding.site
    if site is not None:
        names = [place.name or "", place.ref or "", place.span.text if place.span else ""] if place else []
        if not any(_flat(site) in _flat(name) for name in names):
            return False
    if type_ is not None:
        names = [holding.thing, holding.category, *holding.names, *holding.refs]
        if not any(_bare(type_) in _bare(name) for name in names):
            return False
    return country is None or (place is not None and (place.country or "").casefold() == country.casefold())


def _flat(text: str) -> str:
    """Without accents, case: "Rios" finds "Ríos"."""
    from anyascii import anyascii

    return " ".join(anyascii(text).casefold().split())


def _bare(text: str) -> str:
    """ "S 300" finds "S-300"."""
    return "".join(c for c in _flat(text) if c.isalnum())
