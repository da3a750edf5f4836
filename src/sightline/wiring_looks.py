"""Looks made and kept: archives are asked, passes chosen, the pixels round a site read, and all of it written down.

Nothing here decides anything about a claim. A look names what was asked, what answered, which scenes and windows are held and
what was lost; it is kept as a capture, as are the archive's words on each scene and each window of pixels.
"""

import datetime as dt
import json
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass, field, replace
from importlib.util import find_spec
from typing import TYPE_CHECKING

from sightline.capture.policy import Policy
from sightline.model.errors import FetchError, InputError, ReadError, SettingsError
from sightline.model.scene import Asked, Look, Lost, Scene, Sensor, Site, Window, look_from_dict, look_to_dict

if TYPE_CHECKING:
    from sightline.capture.archives import Archive
    from sightline.capture.keeping import Keep
    from sightline.capture.stac import Found
    from sightline.model.capture import Capture

LOOK = "application/x-imagery-look+json"  # media type by which the ledger knows looks
NEEDED = ("pystac_client", "rasterio", "scipy")
# user: of a catalogue of commercial scenes.
SENSORS: tuple[Sensor, ...] = ("sentinel-2", "sentinel-1", "user")
# What of a scene is read, where it is there.
BANDS: dict[Sensor, tuple[str, ...]] = {
    "sentinel-2": ("B02", "B03", "B04", "B08", "SCL"),
    "sentinel-1": ("VV", "VH"),
}
BEFORE, AFTER = dt.timedelta(days=730), dt.timedelta(days=60)  # as `imagery.plan` uses them
BASELINE = 24  # passes before the claim's time that are read at most: 20 are needed for a p of 0.05, and some are cloudy
# Of a baseline that nothing can be tested against, for the picture: two to be expected clear.
FOR_PICTURE = 2
GSD_M: dict[Sensor, float] = {"sentinel-2": 10.0, "sentinel-1": 10.0}  # of the finest bands
Span = tuple[dt.datetime, dt.datetime]
ELSEWHERE = "elsewhere"  # code of a picture that shows other ground
Tell = Callable[[str, InputError], None]


@dataclass(frozen=True, slots=True)
class Held:
    """A look and the capture that holds it."""

    capture: "Capture"
    look: Look


@dataclass(frozen=True, slots=True)
class Means:
    """What looks are made with. archives: asked in turn. pictures: of the user, as DATE=FILE. most: passes read of one
    sensor at most. latest: what was taken after it is left out. tell: hears of troubles. used: those of the pictures that showed
    any of the sites; down: names of archives that gave no answer, which are not asked again; both filled while looking."""

    archives: "tuple[Archive, ...]"
    pictures: tuple[str, ...]
    policy: Policy
    keep: "Keep"
    most: int
    latest: dt.datetime
    tell: Tell
    sensors: tuple[Sensor, ...] = SENSORS
    used: set[str] = field(default_factory=set)
    down: set[str] = field(default_factory=set)


def missing() -> str:
    """Libraries of the extra that are not installed, or ""."""
    return ", ".join(name for name in NEEDED if find_spec(name) is None)


def not_installed() -> SettingsError:
    return SettingsError(
        "imagery-missing",
        f"satellite imagery needs libraries that are not installed: {missing()}",
        "pip install 'sightline[imagery]'",
    )


def archives_named(words: Iterable[str], tell: Tell) -> "tuple[Archive, ...]":
    """Those that the user means, each once; of one that cannot be meant `tell` hears."""
    from sightline.capture.archives import archives_of

    found: list[Archive] = []
    for text in words:
        try:
            found += archives_of(text)
        except InputError as error:
            tell(text, error)
    return tuple(dict.fromkeys(found))


def kept_look(
    site: Site,
    span: Span,
    means: Means,
    base: Look | None = None,
    reach: Span | None = None,
    small: Collection[Sensor] = (),
) -> Held:
    """Looks at a site for a claim's time (aware UTC) and keeps the look. base: one of the same site whose pictures of the user's
    stay in it, and where no archive is asked all of its scenes. reach: first and last moment of passes that matter; None: as claims need.
    small: sensors in whose pixels nothing of it could show: of them no baseline is read."""
    look = look_at(site, span, means, reach or (span[0] - BEFORE, span[1] + AFTER), small)
    if base is not None:
        look = joined(base if not means.archives else _own(base), look)
    return Held(means.keep(written(look), _name(look), LOOK), look)


def look_at(site: Site, span: Span, means: Means, reach: Span, small: Collection[Sensor] = ()) -> Look:
    """Asks, chooses and reads; what fails is told in the look itself, and of an archive that gave no answer `tell` hears."""
    start = _midnight(reach[0])
    end = max(start, min(_midnight(reach[1] + dt.timedelta(days=1)), _midnight(means.latest)))
    asked, scenes, lost = _scenes(site, span, (start, end), means, small)
    for one in asked:
        if one.status != "answered":
            means.tell(one.archive, FetchError(f"archive-{one.status}", f"{one.archive}: {one.words}"))
    windows, gone = _windows(scenes, site, means)
    brought, more, troubles = _brought(site, means)
    return Look(
        site=site,
        start=start,
        end=end,
        asked=tuple(asked),
        scenes=(*scenes, *brought),
        windows=(*windows, *more),
        lost=(*lost, *gone, *troubles),
    )


def _own(look: Look) -> Look:
    """Only the pictures that the user brought."""
    scenes = tuple(scene for scene in look.scenes if scene.archive == "user")
    ids = {scene.id for scene in scenes}
    windows = tuple(window for window in look.windows if window.scene in ids)
    return replace(look, asked=(), scenes=scenes, windows=windows, lost=())


def joined(base: Look, more: Look) -> Look:
    """Both as one look of the site; where both hold a scene, its windows of `more`."""
    new = {scene.id for scene in more.scenes}
    return Look(
        site=more.site,
        start=min(base.start, more.start) if base.asked else more.start,
        end=max(base.end, more.end) if base.asked else more.end,
        asked=base.asked + more.asked,
        scenes=(*(s for s in base.scenes if s.id not in new), *more.scenes),
        windows=(*(w for w in base.windows if w.scene not in new), *more.windows),
        lost=(*(row for row in base.lost if row.scene not in new), *more.lost),
    )


def _scenes(
    site: Site, period: Span, span: Span, means: Means, small: Collection[Sensor]
) -> tuple[list[Asked], list[Scene], list[Lost]]:
    """What the archives name, chosen, with the archive's words on each kept."""
    from sightline.capture.door import Door
    from sightline.capture.stac import search_in_turn
    from sightline.imagery.select import choose, merged
    from sightline.imagery.words import SPARED, UNREAD

    asked: list[Asked] = []
    chosen: list[Scene] = []
    lost: list[Lost] = []
    door = Door(means.policy)
    for sensor in means.sensors:
        if not means.archives:
            break
        up = [archive for archive in means.archives if archive.name not in means.down]
        told, found = search_in_turn(up, site, *span, sensor, door, means.keep)
        asked += [*told, *_silent(means, up, sensor)]
        means.down.update(one.archive for one in told if one.status == "unreachable")
        named, unread = _described(found)
        lost += unread
        passes, _ = merged(tuple(named), [archive.name for archive in means.archives])
        whole = {scene.id for scene, one in named.items() if one.whole}
        baseline, why_not = (FOR_PICTURE, SPARED) if sensor in small else (BASELINE, "")
        picked = choose(
            passes, *period, most=means.most, baseline=min(baseline, means.most), whole=whole, why_not=why_not
        )
        chosen += [_with_item(scene, named[scene], means.keep) for scene in picked.scenes]
        lost += [Lost(scene.id, "", UNREAD, why) for scene, why in picked.left]
    return asked, chosen, lost


def _silent(means: Means, up: "Sequence[Archive]", sensor: Sensor) -> list[Asked]:
    """Those that gave no answer a moment ago and are spared the question: what they hold is not known."""
    words = "it gave no answer a moment ago and was not asked again"
    left = [archive for archive in means.archives if archive not in up and archive.may_hold(sensor)]
    return [Asked(archive.name, "", "unreachable", 0, words) for archive in left]


def _described(found: "Sequence[Found]") -> "tuple[dict[Scene, Found], list[Lost]]":
    from sightline.imagery.items import scene_of

    named: dict[Scene, Found] = {}
    lost: list[Lost] = []
    for one in found:
        try:
            named[scene_of(one.item, one.archive, one.capture, folder=one.folder)] = one
        except ReadError as error:
            lost.append(Lost(str(one.item.get("id", "")), "", error.code, error.message))
    return named, lost


def _with_item(scene: Scene, found: "Found", keep: "Keep") -> Scene:
    from sightline.capture.stac import kept_item

    return replace(scene, item=kept_item(found, keep).capture)


def _brought(site: Site, means: Means) -> tuple[list[Scene], list[Window], list[Lost]]:
    """The user's own pictures as far as they show the site. One that shows other ground is left out; of one that cannot be
    read `tell` hears, and the look says so."""
    from sightline.capture.pictures import given, picture

    scenes: list[Scene] = []
    windows: list[Window] = []
    lost: list[Lost] = []
    for text in means.pictures:
        try:
            moment, path = given(text)
            scene, held, gone = picture(path, moment, site, keep=means.keep)
        except InputError as error:
            if error.code != ELSEWHERE:
                means.used.add(text)
                means.tell(text, error)
                lost.append(Lost(text, "", error.code, error.message))
            continue
        lost += [row for row in gone if row.code != ELSEWHERE]
        if held:
            means.used.add(text)
            scenes.append(scene)
            windows += held
    return scenes, windows, lost


def _windows(scenes: Sequence[Scene], site: Site, means: Means) -> tuple[list[Window], list[Lost]]:
    from sightline.capture.door import Door
    from sightline.capture.ranges import RangeDoor
    from sightline.capture.signing import signer
    from sightline.capture.windows import read_windows

    def bands(scene: Scene) -> tuple[str, ...]:
        return BANDS.get(scene.sensor) or tuple(asset.band for asset in scene.assets)

    with RangeDoor(means.policy) as door:
        sign = signer(means.archives, Door(means.policy))
        windows, lost = read_windows(scenes, bands, site, door=door, keep=means.keep, sign=sign)
    return list(windows), list(lost)


def written(look: Look) -> bytes:
    return json.dumps(look_to_dict(look), ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def read_look(data: bytes) -> Look:
    """Raises ReadError where the bytes are no look."""
    try:
        return look_from_dict(json.loads(data))
    except (ValueError, KeyError, TypeError, RecursionError) as error:
        raise ReadError(
            "no-look", "what is kept as a look at imagery is none", "restore the vault"
        ) from error


def held_looks(captures: "Iterable[Capture]", bytes_of: Callable[[str], bytes], tell: Tell) -> list[Held]:
    """Those among captures, each content once, in their order; of one that is lost `tell` hears."""
    found = []
    for capture in {c.digest: c for c in captures if c.media_type == LOOK}.values():
        try:
            found.append(Held(capture, read_look(bytes_of(capture.digest))))
        except InputError as error:
            tell(capture.location, error)
    return found


def look_for(site: Site, span: Span, looks: Sequence[Held]) -> Held | None:
    """The one to hold a claim's time at a site against: of those made for that ground and that time the one with most
    pixels, of several the last."""
    fitting = [
        held
        for held in looks
        if held.look.site == site
        and held.look.start <= span[0] - BEFORE / 2
        and held.look.end >= min(span[1], held.look.end)
        and held.look.start <= span[0]
        and held.look.end >= span[0]
    ]
    return max(enumerate(fitting), key=lambda n: (len(n[1].look.windows), n[0]))[1] if fitting else None


def _name(look: Look) -> str:
    """Where a look is said to be from: what was looked at, and for which days."""
    at = f"{look.site.lat:.5f},{look.site.lon:.5f},{look.site.half_m:.0f}m"
    return f"imagery:{at}/{look.start:%Y-%m-%d}..{look.end:%Y-%m-%d}"


def _midnight(moment: dt.datetime) -> dt.datetime:
    """So that a look of the same day is the same look."""
    return moment.astimezone(dt.UTC).replace(hour=0, minute=0, second=0, microsecond=0)
