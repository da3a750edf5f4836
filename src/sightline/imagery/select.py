"""Which scenes are one pass, which of several versions of it to take, and which passes are worth reading for a claim.

Pure functions of Scenes: the same scenes in any order give the same choice. Nothing is chosen by what the pixels show, since
that would spoil every p-value later; the cloud cover used is the archive's figure for the whole scene (100 km across), which
orders the reading and forbids nothing.
"""

import datetime as dt
from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from sightline.model.scene import Scene

# The next pass of one satellite over one place is at least an orbit later (Sentinel-1 and -2: 98.7 and 100.6 minutes), and archives name as the moment
# of one pass its own or that of its datatake's beginning, which may be half an hour earlier.
ONE_PASS = dt.timedelta(minutes=45)
_YEAR = 365.25
# What stands against a picture of the very season, in days out of season. All are judgement, not fitted: a year means rebuilt ground and other crops;
# a scene that is mostly cloudy is seldom clear at one site.
_YEARS_COST = 30.0
_CLOUD_COST = (
    (20.0, 0.0),
    (50.0, 30.0),
    (80.0, 120.0),
    (100.0, 240.0),
)  # percent of the scene up to which it holds
_MOSTLY_CLOUD = 80.0
_UNKNOWN_CLOUD = 50.0
_IN_PERIOD = 12  # passes in the claimed period that are read at most
_AFTER = 4  # passes after it: one of them is clear nine times in ten at a cloud cover of half the days


@dataclass(frozen=True, slots=True)
class Pass:
    """The scenes that one satellite took in one go: tiles beside each other, versions of one. Oldest moment counts."""

    scenes: tuple[Scene, ...]

    @property
    def at(self) -> dt.datetime:
        return min(scene.at for scene in self.scenes)

    @property
    def cloud(self) -> float | None:
        """Of its least cloudy scene, percent; None where no scene tells."""
        return min((s.cloud for s in self.scenes if s.cloud is not None), default=None)

    @property
    def geometry(self) -> tuple[str, str, int]:
        """Sensor, collection of what a user brings (its pictures are not mixed), relative orbit (0: unknown)."""
        first = self.scenes[0]
        return first.sensor, first.collection if first.sensor == "user" else "", first.orbit or 0


@dataclass(frozen=True, slots=True)
class Chosen:
    """scenes: to be read, oldest first. left: the others and why. words: what a reader should know of the choice."""

    scenes: tuple[Scene, ...]
    left: tuple[tuple[Scene, str], ...]
    words: tuple[str, ...]


def passes(scenes: Iterable[Scene]) -> tuple[Pass, ...]:
    """The scenes by pass, oldest first: one platform and orbit, no moment more than `ONE_PASS` after the first. Pictures
    that a user brings are each a pass of their own unless they tell the same moment."""
    found: list[list[Scene]] = []
    newest: dict[tuple[str, str, int | None], list[Scene]] = {}
    for scene in sorted(scenes, key=_order):
        key = (scene.sensor, scene.platform, scene.orbit)
        held = newest.get(key)
        reach = ONE_PASS if scene.sensor != "user" else dt.timedelta(0)
        if held is not None and scene.at - held[0].at <= reach:
            held.append(scene)
        else:
            newest[key] = [scene]
            found.append(newest[key])
    return tuple(Pass(tuple(group)) for group in found)


def merged(
    scenes: Iterable[Scene], archives: Sequence[str] = ()
) -> tuple[tuple[Scene, ...], tuple[str, ...]]:
    """Without what shows the same tile of the same pass twice, oldest first, and what was done, in words.

    Of versions from several archives and of several processing baselines one is taken: one whose files can be had, before that
    of the newest baseline, before that of the archive that comes first in `archives`. Two scenes of one archive and one baseline are
    both kept: they may be the two halves of a tile that a satellite's data came down in.
    """
    rank = {name: at for at, name in enumerate(archives)}
    kept: list[Scene] = []
    older = elsewhere = 0
    for held in _same_ground(scenes):
        best = max(
            held, key=lambda s: (bool(s.assets), s.baseline or "", -rank.get(s.archive, len(rank)), s.archive)
        )
        chosen = {s.id: s for s in held if (s.archive, s.baseline) == (best.archive, best.baseline)}
        kept.extend(chosen.values())
        older += sum(s.archive == best.archive and s.baseline != best.baseline for s in held)
        elsewhere += sum(s.archive != best.archive for s in held)
    words = []
    if older:
        words.append(f"{older} scenes are there in a newer processing too, which was taken")
    if elsewhere:
        words.append(f"{elsewhere} scenes were named by two archives and taken once")
    return tuple(sorted(kept, key=_order)), tuple(words)


def choose(
    scenes: Iterable[Scene],
    start: dt.datetime,
    end: dt.datetime,
    *,
    most: int = 60,
    baseline: int = 24,
    whole: Collection[str] = (),
    why_not: str = "",
) -> Chosen:
    """Of each viewing geometry (sensor and orbit): the passes in the period from `start` to `end`, the first after it, and as a
    baseline those before it that are nearest in season and time, clear ones first.

    most: passes of one sensor in all. baseline: of one geometry, so many as let that many be clear at the site, going by the scenes'
    cloud; 20 are the fewest that give a p-value of 0.05. why_not: what is said of passes that could be read and are not; "": in numbers. Geometries without a pass in the period or after it are left out, since nothing could be compared.
    """
    by_geometry: dict[tuple[str, str, int], list[Pass]] = {}
    left: list[tuple[Scene, str]] = []
    for each in passes(scenes):
        if any(scene.assets for scene in each.scenes):
            by_geometry.setdefault(each.geometry, []).append(each)
        else:
            left.extend((scene, "its files cannot be had") for scene in each.scenes)
    for key, held in by_geometry.items():
        by_geometry[key], spare = _one_tile(held, whole)
        left.extend((scene, "another tile of the same pass shows all of the site") for scene in spare)
    taken: list[Scene] = []
    words: list[str] = []
    for sensor in sorted({key[0] for key in by_geometry}):
        rows = {key: found for key, found in by_geometry.items() if key[0] == sensor}
        for row, why in _of_sensor(rows, start, end, most, baseline, why_not):
            if why:
                left.extend((scene, why) for scene in row.scenes)
            else:
                taken.extend(scene for scene in row.scenes if scene.assets)
    if not taken and not left:
        words.append("no archive named a scene of the place and time")
    return Chosen(tuple(sorted(taken, key=_order)), tuple(left), tuple(words))


def _of_sensor(
    held: dict[tuple[str, str, int], list[Pass]],
    start: dt.datetime,
    end: dt.datetime,
    most: int,
    baseline: int,
    why_not: str,
) -> list[tuple[Pass, str]]:
    """Every pass, with why it is left out or "". The geometry that has most to say comes first and has its fill."""
    out: list[tuple[Pass, str]] = []
    room = most
    spare = why_not or f"{most} other passes were nearer in season and time, or clearer"

    def weight(key: tuple[str, str, int]) -> tuple[int, int, int]:
        during = sum(start <= p.at <= end for p in held[key])
        return (-min(during, 1), -min(len(held[key]), baseline), -during)

    for key in sorted(held, key=lambda k: (weight(k), k)):
        rows = held[key]
        before = [p for p in rows if p.at < start]
        during = sorted((p for p in rows if start <= p.at <= end), key=_clear_first)
        after = sorted((p for p in rows if p.at > end), key=lambda p: p.at)
        if not during and not after:
            out.extend((p, "its orbit has no pass in the period or after it to compare with") for p in before)
            continue
        wanted = [*during[:_IN_PERIOD], *_first_clear(after)]
        wanted += _enough(_nearest(before, start), baseline)
        chosen = set(map(id, wanted[: max(0, room)]))
        room -= len(chosen)
        for p in rows:
            out.append((p, "" if id(p) in chosen else spare))
    return out


def _one_tile(held: list[Pass], whole: Collection[str]) -> tuple[list[Pass], list[Scene]]:
    """Of each pass one scene that shows all of the site, where there is one, and those that it makes needless. The same tile in all
    passes as far as can be: then all of them lie on one lattice, and nothing is resampled."""
    counted = Counter(s.tile or "" for p in held for s in p.scenes if s.id in whole and s.assets)
    out: list[Pass] = []
    spare: list[Scene] = []
    for p in held:
        fit = [s for s in p.scenes if s.id in whole and s.assets]
        best = min(fit, key=lambda s: (-counted[s.tile or ""], s.tile or "", _order(s)), default=None)
        out.append(p if best is None else Pass((best,)))
        spare += [s for s in p.scenes if best is not None and s != best]
    return out, spare


def _first_clear(after: list[Pass]) -> list[Pass]:
    """The first passes after the period, those that are surely clouded left out where there are others."""
    likely = [p for p in after if _cloud(p) <= _MOSTLY_CLOUD] or after
    return likely[:_AFTER]


def _nearest(before: list[Pass], start: dt.datetime) -> list[Pass]:
    """Nearest first: in season, then in years, cloud counted as distance too."""

    def cost(p: Pass) -> tuple[float, dt.datetime]:
        days = (start - p.at).total_seconds() / 86_400
        season = abs((days + _YEAR / 2) % _YEAR - _YEAR / 2)
        return season + days / _YEAR * _YEARS_COST + _cloud_cost(p), p.at

    return sorted(before, key=cost)


def _enough(ordered: list[Pass], clear: int) -> list[Pass]:
    """So many of the first that `clear` of them are to be expected clear at the site. Where a share c of the scene is clouded, the site is
    taken to be clear with a chance of (1 - c) squared: 1 - c would hold for clouds far larger than the site, and small ones spare few sites."""
    expected = 0.0
    for at, p in enumerate(ordered):
        if expected >= clear:
            return ordered[:at]
        expected += (1 - _cloud(p) / 100) ** 2
    return ordered


def _clear_first(p: Pass) -> tuple[float, dt.datetime]:
    return _cloud_cost(p), p.at


def _cloud_cost(p: Pass) -> float:
    return next((cost for up_to, cost in _CLOUD_COST if _cloud(p) <= up_to), _CLOUD_COST[-1][1])


def _cloud(p: Pass) -> float:
    """Radar sees through clouds."""
    if p.scenes[0].sensor == "sentinel-1":
        return 0.0
    return _UNKNOWN_CLOUD if p.cloud is None else p.cloud


def _same_ground(scenes: Iterable[Scene]) -> list[list[Scene]]:
    """Scenes of one tile of one pass together; those that name no tile only where their ids are the same."""
    begun: dict[tuple[str, str, str], list[Scene]] = {}
    out: list[list[Scene]] = []
    for scene in sorted(scenes, key=_order):
        tile = scene.tile if scene.sensor == "sentinel-2" and scene.tile else f"id {scene.id}"
        key = (scene.sensor, scene.platform, tile)
        held = begun.get(key)
        if held is not None and scene.at - held[0].at <= ONE_PASS and _one_orbit(held, scene):
            held.append(scene)
        else:
            begun[key] = [scene]
            out.append(begun[key])
    return out


def _one_orbit(held: list[Scene], scene: Scene) -> bool:
    return len({s.orbit for s in (*held, scene) if s.orbit is not None}) <= 1


def _order(scene: Scene) -> tuple[dt.datetime, str, str, str]:
    return scene.at, scene.id, scene.archive, scene.item
