"""A look at made-up scenes in a folder, without any network: for tests of what becomes of the pixels."""

import datetime as dt
import json
from collections.abc import Callable, Sequence
from pathlib import Path

from sightline.capture.keeping import make_keep
from sightline.capture.policy import Policy
from sightline.capture.ranges import RangeDoor
from sightline.capture.vault import MemoryVault
from sightline.capture.windows import read_windows
from sightline.imagery.items import scene_of
from sightline.model.scene import Look, Lost, Scene, Site, Window

NOW = dt.datetime(2026, 5, 6, tzinfo=dt.UTC)
BANDS = ("B02", "B03", "B04", "B08", "SCL", "VV", "VH")


def scenes_in(folder: Path) -> list[Scene]:
    found = []
    for path in sorted(folder.rglob("*.json")):
        row = json.loads(path.read_text("utf-8"))
        if row.get("type") == "Feature":
            for asset in row["assets"].values():
                asset["href"] = str(path.parent / asset["href"])
            found.append(scene_of(row, "made up", "", folder=str(folder)))
    return sorted(found, key=lambda s: (s.at, s.id))


def look_at(
    folder: Path, site: Site, *, bands: Sequence[str] = BANDS, margin_m: float = 500.0
) -> tuple[Look, Callable[[str], bytes]]:
    """The look, and the kept bytes of a digest."""
    vault = MemoryVault()
    keep = make_keep(vault, lambda: NOW)
    scenes = scenes_in(folder)
    windows: list[Window] = []
    lost: list[Lost] = []
    with RangeDoor(Policy()) as door:
        for scene in scenes:
            had = [b for b in bands if scene.asset(b)]
            made = read_windows(scene, had, site, door=door, keep=keep, margin_m=margin_m)
            windows += made[0]
            lost += made[1]
    look = Look(site, scenes[0].at, scenes[-1].at, (), tuple(scenes), tuple(windows), tuple(lost))
    return look, vault.get
