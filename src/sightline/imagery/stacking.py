"""stacked: a look and its kept bytes to Stacks, one a sensor, orbit and direction. A pure function: the same bytes give the same pixels."""

from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np

from sightline.imagery.align import align, reach_px
from sightline.imagery.clear import NO_MASK, bright_ground, clear_of, place_of
from sightline.imagery.grid import grid_of
from sightline.imagery.offsets import corrections
from sightline.imagery.passes import MASK, Group, Held, bands_of, common_lattice, groups
from sightline.imagery.radiometry import Offset, brightness, decibels, offset_of, reflectance
from sightline.imagery.stack import Grid, Mask, Stack, Values
from sightline.imagery.tile import Tile, laid, tile_of
from sightline.model.errors import InputError, ReadError
from sightline.model.scene import Asset, Look, Lost, Scene, Site

BytesOf = Callable[[str], bytes]
MOST_BYTES = 600_000_000  # of the values of one stack; with what is worked on, memory stays near 1 GB


@dataclass(frozen=True, slots=True)
class Stacked:
    """stacks: those that came of a look. lost: what is held and could not be used, with the reason."""

    stacks: tuple[Stack, ...]
    lost: tuple[Lost, ...]


def stacks(look: Look, bytes_of: BytesOf, *, margin_m: float = 0.0) -> tuple[Stack, ...]:
    return stacked(look, bytes_of, margin_m=margin_m).stacks


def stacked(look: Look, bytes_of: BytesOf, *, margin_m: float = 0.0) -> Stacked:
    """Every pass of a look whose pixels are held, on grids over its site and `margin_m` metres round it.

    bytes_of: the kept bytes of a digest; raises InputError where they are gone. What is wrong with one window costs that date, never
    the others.
    """
    lost: list[Lost] = []
    held = _held(look, bytes_of, lost)
    made = []
    for group in groups(held):
        try:
            stack = _stack(group, look.site, margin_m, lost)
        except InputError as error:
            lost += [Lost(row.scene.id, "", error.code, error.message) for p in group.passes for row in p]
            continue
        if stack is not None:
            made.append(stack)
    return Stacked(tuple(made), tuple(lost))


def _held(look: Look, bytes_of: BytesOf, lost: list[Lost]) -> list[Held]:
    tiles: dict[str, dict[str, Tile]] = {}
    for window in look.windows:
        try:
            tiles.setdefault(window.scene, {})[window.band] = tile_of(bytes_of(window.digest))
        except InputError as error:
            lost.append(Lost(window.scene, window.band, error.code, error.message))
    return [Held(s, tiles[s.id]) for s in look.scenes if set(tiles.get(s.id, {})) - {MASK}]


def _stack(group: Group, site: Site, margin_m: float, lost: list[Lost]) -> Stack | None:
    bands = bands_of(group)
    whole = []
    for rows in group.passes:
        if set().union(*(row.tiles for row in rows)).issuperset(bands):
            whole.append(rows)
        else:
            lost += [Lost(row.scene.id, "", "no-band", "has not all bands of the other dates") for row in rows]  # fmt: skip
    here = common_lattice(group)
    pixel_m = here[1] if here else _whole_metres(min(r.pixel_m for p in group.passes for r in p))
    grid = grid_of(site, pixel_m, epsg=here[0] if here else None, phase=here[2:] if here else (0.0, 0.0), margin_m=margin_m)  # fmt: skip
    if len(whole) * len(bands) * grid.width * grid.height * 4 > MOST_BYTES:
        raise ReadError("too-large", f"{len(whole)} dates of {grid.width} x {grid.height} pixels are too many",
                        "choose a smaller site or fewer dates")  # fmt: skip
    return _Build(group, bands, grid, lost).stack(whole, site)


def _whole_metres(pixel_m: float) -> float:
    """Of pixels that lie on no grid of ours (degrees, another projection): to whole metres, or to 5 cm below 2 m."""
    return float(max(1, round(pixel_m))) if pixel_m >= 2 else max(0.05, round(pixel_m * 20) / 20)


class _Build:
    """The pixels of one group, gathered pass by pass."""

    def __init__(self, group: Group, bands: tuple[str, ...], grid: Grid, lost: list[Lost]) -> None:
        self.group, self.bands, self.lost = group, bands, lost
        # Radar of one orbit is geocoded to a fraction of a pixel, and speckle has no edges to go by.
        self.pad = 0 if group.sensor == "sentinel-1" else reach_px(grid.pixel_m, user=group.sensor == "user")
        self.final, self.grid = grid, _wider(grid, self.pad)
        self.said: dict[str, list[str]] = {}  # note -> dates that it is true of
        masks = [row.tiles[MASK] for rows in group.passes for row in rows if MASK in row.tiles]
        self.masked, self.bright = bool(masks), bright_ground(masks)

    def stack(self, passes: list[tuple[Held, ...]], site: Site) -> Stack | None:
        shape = (self.grid.height, self.grid.width)
        values = np.full((len(passes), len(self.bands), *shape), np.nan, np.float32)
        usable = np.zeros((len(passes), *shape), bool)
        scenes: list[Scene] = []
        kept: list[tuple[Held, ...]] = []
        for rows in passes:
            n = len(kept)
            try:
                scene = self._lay(rows, values[n], usable[n])
            except InputError as error:
                values[n], usable[n] = np.nan, False
                self.lost += [Lost(row.scene.id, "", error.code, error.message) for row in rows]
                continue
            finally:
                for (
                    row
                ) in rows:  # they lie on the grid now, and a stack of sixty dates need not be held twice
                    row.tiles.clear()
            scenes.append(scene)
            kept.append(rows)
        values, usable = values[: len(kept)], usable[: len(kept)]
        for step in (self._corrected, self._aligned):
            keep = step(scenes, kept, values, usable)
            if len(keep) < len(kept):
                values, usable = _only(values, keep), usable[keep]
                scenes, kept = [scenes[n] for n in keep], [kept[n] for n in keep]
        if not scenes:
            return None
        inner = slice(self.pad, self.pad + self.final.height), slice(self.pad, self.pad + self.final.width)
        values, usable = _within(values, *inner), np.ascontiguousarray(usable[:, *inner])
        return Stack(site, self.final, self.bands, tuple(scenes), values, usable, self._notes(len(scenes)))

    def _lay(self, rows: tuple[Held, ...], values: Values, usable: Mask) -> Scene:
        """One pass into its place: the best scene first, the gaps from the others. Returns the scene that most is from."""
        shares = []
        for row in rows:
            if not set(row.tiles).issuperset(self.bands):
                continue
            layers = np.stack([self._layer(row, band) for band in self.bands])
            gaps = ~np.isfinite(values).all(axis=0) & np.isfinite(layers).all(axis=0)
            values[:, gaps] = layers[:, gaps]
            usable |= gaps & self._clear(row)
            shares.append((int(gaps.sum()), row.scene))
        if not shares or not sum(share for share, _ in shares):
            raise ReadError("elsewhere", "has no pixels on the ground that was asked for")
        used = [scene for share, scene in shares if share]
        day = _day(used[0])
        if len(used) > 1:
            self._say("put together of " + ", ".join(s.id for s in used), day)
        return max(shares, key=lambda s: s[0])[1]

    def _layer(self, row: Held, band: str) -> Values:
        tile, scene = row.tiles[band], row.scene
        asset = scene.asset(band) or Asset(band, "")
        day = _day(scene)
        if scene.sensor == "sentinel-2":
            made = reflectance(tile, scene, asset)
        elif scene.sensor == "sentinel-1":
            made, words = decibels(tile, asset)
            self._say(words, day)
        else:
            made, known = brightness(tile, asset)
            if not known:
                self._say("the scale of the brightness is not known: it says more or less, not how much", day)
        out = laid(tile, made, self.grid)
        if tile.epsg != self.grid.epsg:
            self._say(f"resampled from {_projection(tile)} to EPSG:{self.grid.epsg}", day)
        elif tile.pixel_m > 1.01 * self.grid.pixel_m:
            self._say(f"band {band} has pixels of {tile.pixel_m:.0f} m, drawn finer", day)
        return out

    def _clear(self, row: Held) -> Mask:
        """Where the ground is seen. Without any mask in the group nothing is known of clouds, and every pixel passes; where only some
        dates lack theirs, those are not used."""
        tile = row.tiles.get(MASK)
        if tile is None:
            if self.masked:
                self._say("no cloud mask for this date, so none of it is used", _day(row.scene))
            return np.full((self.grid.height, self.grid.width), not self.masked)
        bright = self.bright.get(place_of(tile))
        clear = np.where(clear_of(tile, bright), np.float32(1), np.float32(0))
        seen: Mask = laid(tile, clear, self.grid, nearest=True) > 0.5
        return seen

    def _corrected(
        self, scenes: list[Scene], passes: list[tuple[Held, ...]], values: Values, usable: Mask
    ) -> list[int]:
        """Puts wrong offsets right, in place. Returns the dates that stay."""
        if self.group.sensor != "sentinel-2" or not scenes:
            return list(range(len(scenes)))
        keep = []
        offsets = [self._offset(scene) for scene in scenes]
        for n, made in enumerate(corrections(values, usable, offsets)):
            if made.words and not made.dropped:
                self._say(made.words, _day(scenes[n]))
            if made.dropped:
                self.lost += [Lost(row.scene.id, "", "offset", made.words) for row in passes[n]]
                self._say(f"left out: {made.words}", _day(scenes[n]))
                continue
            values[n] += np.float32(made.added)
            keep.append(n)
        if len(scenes) == 1 and not offsets[0].sure:
            self._say("whether the offset of baseline 04.00 is off cannot be checked on one date", _day(scenes[0]))  # fmt: skip
        return keep

    def _aligned(
        self, scenes: list[Scene], passes: list[tuple[Held, ...]], values: Values, usable: Mask
    ) -> list[int]:
        """Brings the dates onto each other, in place. Returns those that stay."""
        if not self.pad:
            return list(range(len(scenes)))
        keep = []
        answers = align(values, usable, self.pad)
        far = max((made.off for made in answers), default=0.0)
        for n, made in enumerate(answers):
            if made.off:
                self._say(f"moved onto the other dates, by up to {far:.1f} pixels", _day(scenes[n]))
            self._say(f"left out: {made.words}" if made.misplaced else made.words, _day(scenes[n]))
            if made.misplaced:
                self.lost += [Lost(row.scene.id, "", "misplaced", made.words) for row in passes[n]]
            else:
                keep.append(n)
        return keep

    def _offset(self, scene: Scene) -> Offset:
        return offset_of(scene, scene.asset(self.bands[0]) or Asset(self.bands[0], ""))

    def _say(self, note: str, day: str) -> None:
        if note and day not in self.said.setdefault(note, []):
            self.said[note].append(day)

    def _notes(self, dates: int) -> tuple[str, ...]:
        notes = [self.group.geometry]
        if self.group.sensor != "sentinel-1" and not self.masked:
            notes.append(f"{NO_MASK}: clouds are not told from ground here; look at the pictures")
        if self.bright:
            ground = max(int(mask.sum()) for mask in self.bright.values())
            notes.append(
                f"{ground} pixels of the cloud mask are called cloud on most clear dates: taken for bright ground"
            )
        for note, days in self.said.items():
            if len(days) >= dates:
                notes.append(note)
            else:
                shown = ", ".join(sorted(days)[:5]) + (
                    f" and {len(days) - 5} more dates" if len(days) > 5 else ""
                )
                notes.append(f"{shown}: {note}")
        return tuple(notes)


def _only(values: Values, keep: list[int]) -> Values:
    """Some dates of a stack, moved to its front: a second one beside it would be the most that is ever held."""
    for to, date in enumerate(keep):
        if to != date:
            values[to] = values[date]
    return values[: len(keep)]


def _within(values: Values, rows: slice, columns: slice) -> Values:
    """A stack without its margin, in the same memory, date by date."""
    flat, at = values.reshape(-1), 0
    for date in values:
        part = date[:, rows, columns].copy()
        flat[at : at + part.size] = part.reshape(-1)
        at += part.size
    return flat[:at].reshape(len(values), values.shape[1], rows.stop - rows.start, columns.stop - columns.start)  # fmt: skip


def _wider(grid: Grid, pixels: int) -> Grid:
    """A grid with `pixels` more on each side."""
    by = pixels * grid.pixel_m
    return replace(grid, left=grid.left - by, top=grid.top + by, width=grid.width + 2 * pixels, height=grid.height + 2 * pixels)  # fmt: skip


def _day(scene: Scene) -> str:
    return scene.at.date().isoformat()


def _projection(tile: Tile) -> str:
    return f"EPSG:{tile.epsg}" if tile.epsg else "another projection"
