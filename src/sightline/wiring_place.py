"""`sightline imagery` wired up: a place and two times, without a claim, to a finding."""

import datetime as dt
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sightline.capture.vault import MemoryVault, Store, Vault
from sightline.model.errors import InputError, SettingsError
from sightline.model.period import from_iso
from sightline.pipeline import Trouble
from sightline.settings import Settings
from sightline.wiring import policy_of, vault_folder
from sightline.wiring_imagery import Troubles, into_ledger, means_of, remembered, sizes, tell_unused
from sightline.wiring_looks import BEFORE, Held, Means, held_looks, kept_look, look_for

if TYPE_CHECKING:
    from sightline.imagery.ask import Spot
    from sightline.imagery.finding import Finding
    from sightline.imagery.plan import When
    from sightline.imagery.thing import Thing
    from sightline.ledger.ledger import Ledger
    from sightline.model.capture import Capture
    from sightline.places.gazetteer import Gazetteer

_POINT = re.compile(r"\s*([-+]?\d+(?:\.\d*)?)\s*,\s*([-+]?\d+(?:\.\d*)?)\s*")
RADIUS_M = 500.0  # round a point, where none is given
UNTIL = dt.timedelta(days=60)
_SECOND = dt.timedelta(seconds=1)


@dataclass(frozen=True, slots=True)
class Times:
    """The last moment before, the first after, and how far before and after passes matter; aware UTC."""

    start: dt.datetime
    end: dt.datetime
    since: dt.datetime | None
    until: dt.datetime


@dataclass(frozen=True, slots=True)
class Asking:
    """What the user says is to be looked at, as written on the command line."""

    archives: tuple[str, ...] = ()
    images: tuple[str, ...] = ()
    sensors: tuple[str, ...] = ()


def times_of(before: str, after: str) -> Times:
    """DATE or A..B each, whole days UTC. Raises SettingsError."""
    (first, start), (end, last) = _days(before), _days(after)
    if start >= end:
        raise SettingsError(
            "bad-dates", "the time before must end before the time after begins", "see --before, --after"
        )
    since = first if ".." in before else None
    return Times(start, end, since, last if ".." in after else last + UNTIL)


def _days(text: str) -> tuple[dt.datetime, dt.datetime]:
    first, dots, last = text.partition("..")
    try:
        start, end = from_iso(first.strip()), from_iso((last if dots else first).strip(), end=True)
    except ValueError:
        start = end = None
    if start is None or end is None or start > end:
        raise SettingsError(
            "bad-dates", f"no date and no dates: {text}", "write 2019-03-22 or 2019-03-01..2019-03-22"
        )
    return start, end


def ground(place: str, radius_m: float | None, gazetteer: "Callable[[], Gazetteer]") -> "Spot":
    """The ground that is meant by an airfield's code, by "lat,lon" or by a name of the gazetteer. Raises SettingsError."""
    from sightline.imagery.ask import MOST_HALF_M, disc, spot
    from sightline.places.airfields import open_airfields

    if radius_m is not None and not 0 < radius_m <= MOST_HALF_M:
        raise SettingsError("bad-radius", f"no radius to look at: {radius_m:g} m", f"up to {MOST_HALF_M:g} m")
    if found := _POINT.fullmatch(place):
        try:
            return disc(float(found[1]), float(found[2]), radius_m or RADIUS_M, place.strip())
        except ValueError as error:
            raise SettingsError(
                "no-place", f"{place} is not on Earth", "latitude first: 9.372,-66.923"
            ) from error
    field = open_airfields().airfield(place)
    if field is None:
        hits = gazetteer().search(place, limit=2)
        if not hits:
            raise SettingsError(
                "no-place",
                f"no place {place!r} is known",
                "give a code, a name or LAT,LON; see: sightline gazetteer look",
            )
        row = hits[0].row
        field = open_airfields().of(row.ref)
        if field is None and radius_m is None and hits[0].radius_km * 1000 > MOST_HALF_M:
            raise SettingsError(
                "too-wide",
                f"{row.name} is {hits[0].radius_km:g} km wide: too much ground to test at once",
                "say --radius METRES, or LAT,LON",
            )
        if field is None:
            return disc(row.lat, row.lon, radius_m or hits[0].radius_km * 1000, row.name)
    if radius_m is not None:
        return disc(field.lat, field.lon, radius_m, field.name or field.ident, field)
    made = spot(None, field)
    if isinstance(made, str):
        raise SettingsError("no-place", made)
    return made


def thing_named(words: str) -> "Thing":
    """Of the equipment catalogue, by its name or another that it is known by. Raises SettingsError."""
    from sightline.extraction.catalogue import fold, open_catalogue
    from sightline.imagery.sizes import thing_of

    catalogue = open_catalogue()
    match = catalogue.exact(fold(words))
    size = sizes()(match.ref) if match else None
    if match is None or size is None:
        why = "its size is not known" if match else "it is not in the equipment catalogue"
        raise SettingsError("no-thing", f"{words!r}: {why}", "give its size in metres instead: --size 13x3.8")
    return thing_of(catalogue.get(match.ref).name, catalogue.category(match.ref), *size)


def size_given(words: str) -> "Thing":
    """Raises SettingsError."""
    from sightline.imagery.finding import SOMETHING
    from sightline.imagery.size_words import thing_given

    try:
        return thing_given(words, SOMETHING)
    except ValueError as error:
        raise SettingsError(
            "no-size", f"no size: {words!r}", "length x width in metres: --size 60x60"
        ) from error


def looked(
    spot: "Spot",
    times: Times,
    thing: "Thing",
    asking: Asking,
    settings: Settings,
    ledger: "Ledger | None",
    now: dt.datetime,
) -> "tuple[Finding | None, tuple[Trouble, ...]]":
    """What pictures of the place show, and what went wrong. Nothing given: the look that the ledger holds of it. ledger: what is looked at
    is kept there and in its vault; None: nothing is kept. None: there was nothing to look at. Raises LedgerError."""
    from sightline.ledger.look import captures

    troubles = Troubles()
    vault: Store = Vault(vault_folder(settings)) if ledger else MemoryVault()
    known = captures(ledger) if ledger else ()
    looks = held_looks(known, vault.get, troubles.tell)
    made: list[Capture] = []
    means = means_of(
        asking.archives, asking.images, vault, known, made, policy=policy_of(settings), delay_h=settings.imagery_delay_h,
        most=settings.imagery_passes, now=now, tell=troubles.tell, sensors=asking.sensors,
    )  # fmt: skip
    held = _look(spot, times, means, looks)
    if ledger:
        into_ledger(ledger, made, now)
    finding = None
    if held is not None:
        try:
            finding = _finding(spot, times, thing, held, vault.get, now)
        except InputError as error:
            troubles.tell(held.capture.location, error)
    return finding, tuple(troubles.found)


def _look(spot: "Spot", times: Times, means: Means, looks: Sequence[Held]) -> Held | None:
    span = (times.start, times.end)
    held = look_for(spot.site, span, looks)
    if not (means.archives or means.pictures):
        return held
    reach = (min(times.since or times.start - BEFORE, times.start), times.until)
    made = kept_look(spot.site, span, means, held.look if held else None, reach)
    for text in means.pictures:
        if text not in means.used:
            tell_unused(text, means.tell)
    return made


def _finding(
    spot: "Spot", times: Times, thing: "Thing", held: Held, bytes_of: Callable[[str], bytes], now: dt.datetime
) -> "Finding":
    from sightline.imagery.examine import Question, examine
    from sightline.imagery.sizes import Sized
    from sightline.imagery.verdict import Terms

    question = Question(
        spot=spot,
        things=(Sized(thing.name, thing),),
        times=_when(times),
        terms=Terms(stays=True, days=0.0, long=None),
        now=now,
    )
    return examine(question, remembered(bytes_of)(held))


def _when(times: Times) -> "When":
    from sightline.imagery.plan import When

    # A day that is named before ends with its last second; what was taken in it is before.
    start, end = times.start + _SECOND, times.end - _SECOND
    return When(start, end, lasts=True, until=times.until, between=False, since=times.since)


def picture_of(finding: "Finding", spot: "Spot", verdict: str) -> str:
    """SVG; "" where there is nothing to draw. verdict: in words, for nothing was claimed."""
    from sightline.imagery.picture import picture

    return picture(finding, spot.site.name or spot.words, verdict)
