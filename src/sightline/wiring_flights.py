"""Flight tracks wired up: files to airframes, the checker of claims, the movements of a track."""

import datetime as dt
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from sightline.model.errors import InputError, SettingsError
from sightline.pipeline import Instrument, Trouble

if TYPE_CHECKING:
    from sightline.capture.vault import Vault
    from sightline.flights.finding import Depicted
    from sightline.flights.load import Source
    from sightline.flights.movement import Movement
    from sightline.flights.registry import Registry
    from sightline.flights.seen import Seen
    from sightline.flights.show import Shown
    from sightline.flights.track import Track
    from sightline.ledger.ledger import Ledger
    from sightline.model.airfield import Airfield
    from sightline.model.capture import Capture
    from sightline.model.claim import Claim
    from sightline.pipeline import Checker

TRACKS = "application/x-flight-tracks"  # media type by which the ledger knows captures that hold tracks
Span = tuple[float, float]

_HALF_DAY_S = 12 * 3600.0


# Codes of the loader that only tell of a file that was read to its end.
NOTES = frozenset({"rows-dropped", "zone-assumed", "no-zone"})


@dataclass(frozen=True, slots=True)
class Sky:
    """All that files of tracks hold: airframes in order of address, rows read, troubles."""

    seen: "tuple[Seen, ...]"
    rows: int
    troubles: tuple[Trouble, ...]


def kept_tracks(
    paths: Iterable[Path], vault: "Vault", ledger: "Ledger", now: dt.datetime
) -> "Iterator[Capture | Trouble]":
    """Files of tracks as captures, in the vault and the ledger; one that is held already is not taken again."""
    from sightline.capture.files import files_under, keep_file
    from sightline.ledger.add import add_capture
    from sightline.ledger.look import captures
    from sightline.model.location import written

    held = {(c.location, c.digest): c for c in captures(ledger) if c.media_type == TRACKS}
    for path in (file for given in paths for file in files_under(given)):
        try:
            digest, _ = vault.put_file(path) if path.is_file() else ("", 0)
            capture = held.get((written(str(path)), digest)) or keep_file(path, vault, now, TRACKS)
        except (InputError, OSError) as error:
            yield Trouble(str(path), _as_input(path, error))
            continue
        add_capture(ledger, capture, now)
        yield capture


def held_tracks(ledger: "Ledger") -> "tuple[Capture, ...]":
    """Captures of tracks that the ledger holds, each content once."""
    from sightline.ledger.look import captures

    return tuple({c.digest: c for c in captures(ledger) if c.media_type == TRACKS}.values())


def _as_input(path: Path, error: Exception) -> InputError:
    if isinstance(error, InputError):
        return error
    return InputError("unreadable", f"cannot read {path}: {error}", "check its permissions")


def held_sources(captures: "Iterable[Capture]", vault: "Vault") -> "Iterator[Source]":
    """Captures of tracks as the loader takes them. Raises FetchError where the vault lost one."""
    from sightline.flights.load import Source

    for capture in captures:
        yield Source(capture.location, path=vault.path_of(capture.digest), capture=capture.id)


def sky_of(sources: "Iterable[Source]", registry: "Registry | None", span: Span | None) -> Sky:
    """Reads files of tracks; each airframe's positions cleaned and its owner looked up. span: seconds UTC, nothing
    outside of it is kept in memory."""
    from sightline.flights.load import Wanted, load

    wanted = Wanted(start=span[0], end=span[1]) if span else None
    loaded = load(sources, wanted)
    troubles = tuple(
        Trouble(t.file, InputError(t.code, t.message, t.advice), t.code not in NOTES) for t in loaded.troubles
    )
    return Sky(tuple(_seen(track, registry) for track in loaded.tracks), loaded.rows, troubles)


def _seen(track: "Track", registry: "Registry | None") -> "Seen":
    from sightline.flights.airframes import identify
    from sightline.flights.clean import NO_POSITION, clean
    from sightline.flights.seen import Seen, doubt_of

    cleaned = clean(track, spent=True)  # read for this alone
    unplaced = dict(cleaned.dropped).get(NO_POSITION, 0)
    return Seen(cleaned.track, identify(track, registry), unplaced, doubt_of(cleaned))


def registry_of(paths: Sequence[Path], tell: Callable[[str, str, str], None]) -> "Registry | None":
    """The user's registry files as one, the first said to win. tell: hears of rows that could not be read. Raises
    SettingsError for a file that is no registry."""
    if not paths:
        return None
    from sightline.flights.registry import merged
    from sightline.flights.registry_files import read_registry

    try:
        opened = [read_registry(path) for path in paths]
    except InputError as error:
        raise SettingsError(error.code, error.message, error.advice) from error
    for one in opened:
        if one.broken:
            tell(one.name, f"{one.broken:,} rows could not be read and were left out", "")
    return merged(opened)


def flights(
    ledger: "Ledger",
    vault: "Vault",
    claims: "Sequence[Claim]",
    paths: Sequence[Path] | None,
    registry: "Registry | None",
    latest: float,
    now: dt.datetime,
) -> Instrument:
    """Tracks at `paths`, which are preserved first, or, where that is None, all that the ledger holds; none after
    `latest`, seconds UTC. Raises LedgerError, and FetchError where the vault lost one."""
    from sightline.flights.matching import period_of

    taken = held_tracks(ledger) if paths is None else tuple(kept_tracks(paths, vault, ledger, now))
    captures = [c for c in taken if not isinstance(c, Trouble)]
    first, last = period_of(claims) or (0.0, 0.0)  # nothing can be tested: nothing need be in memory
    sky = sky_of(held_sources(captures, vault), registry, (first, min(last, latest)))
    troubles = (*(t for t in taken if isinstance(t, Trouble)), *sky.troubles)
    return Instrument(
        name="flight tracks",
        stage="tracks",
        about="about aircraft",
        checker=flight_checker(sky.seen, now),
        counts=((len(sky.seen), "airframe"), (len(captures), "file")),
        troubles=lambda: troubles,
    )


def flight_checker(seen: "Sequence[Seen]", now: dt.datetime) -> "Checker":
    """Holds claims against tracks; what a track shows at a field is worked out once."""
    from sightline.flights.check import check

    moves = _remembered()
    return lambda claim: check(
        claim, seen, _fields_of(claim, seen), now, moves=moves, draw=partial(_draw, seen)
    )


def _fields_of(claim: "Claim", seen: "Sequence[Seen]") -> "tuple[Airfield, ...]":
    """Those that the claim's place is or holds; of a country or region those that a fitting airframe came low to."""
    from sightline.flights.matching import fitting
    from sightline.flights.somewhere import fields_below
    from sightline.model.claim import asked_place
    from sightline.places.airfields import open_airfields
    from sightline.places.named_fields import holds, named_fields

    place = asked_place(claim)
    if place is None or (named := named_fields(place)):
        return named if place else ()
    low = (f for one in fitting(claim, seen) for f in fields_below(one.track, open_airfields().near))
    return tuple({f.ref: f for f in low if holds(place, f)}.values())


def _draw(everyone: "Sequence[Seen]", shown: "Depicted") -> str:
    """The picture, with the height down to which the others were heard at the field within twelve hours."""
    from sightline.flights.coverage import coverage
    from sightline.flights.draw import picture

    seen, field, move = shown.seen, shown.field, shown.move
    span = (move.start - _HALF_DAY_S, move.end + _HALF_DAY_S) if move else shown.period
    others = (s.track for s in everyone if s.track.address != seen.track.address)
    floor = coverage(others, field, *span).floor_ft if span else None
    return picture(
        seen.track,
        field,
        move,
        synthetic=seen.synthetic,
        airframe=seen.airframe,
        floor_ft=floor,
        period=shown.period,
    )


def _remembered() -> "Callable[[Track, Airfield], tuple[Movement, ...]]":
    from sightline.flights.movements import movements

    known: dict[tuple[str, str], tuple[Movement, ...]] = {}

    def moves(track: "Track", field: "Airfield") -> "tuple[Movement, ...]":
        key = track.address, field.ref
        if key not in known:
            known[key] = movements(track, field)
        return known[key]

    return moves


def movements_shown(
    seen: "Iterable[Seen]", fields: "Sequence[Airfield]" = ()
) -> "tuple[list[Shown], dict[str, Airfield]]":
    """Movements at the fields given, or at any field where they can be told from the track alone (never what is only
    compatible with one), and the fields by their refs."""
    from sightline.flights.movements import movements
    from sightline.flights.show import Shown
    from sightline.flights.somewhere import fields_below, settled
    from sightline.places.airfields import open_airfields

    shown, known = [], {f.ref: f for f in fields}
    for one in seen:
        near = fields or fields_below(one.track, open_airfields().near)
        known |= {f.ref: f for f in near}
        found = [m for field in near for m in movements(one.track, field)]
        shown += [
            Shown(m, one.track, one.airframe) for m in (found if fields else settled(one.track, found, near))
        ]
    return shown, known
