"""Make src/sightline/model/data/outlines.json.gz from the npm package world-atlas (Natural Earth, public domain).

    npm pack world-atlas@2.0.2 && tar xzf world-atlas-2.0.2.tgz
    python tools/build_outlines.py package src/sightline/model/data/outlines.json.gz

Keeps the quantised, delta-coded arcs of TopoJSON as they are (countries at 1:50m, land at 1:110m for the small
world map) and drops everything else. ISO 3166-1 numeric codes become alpha-2 by CLDR's territory aliases.
The same input gives the same bytes (no time stamp in the gzip header).
"""

import gzip
import json
import sys
from pathlib import Path
from typing import Any

from babel.core import get_global

SOURCE = "Natural Earth 4.1.0 (public domain), through world-atlas 2.0.2"
EXTRA = {"Kosovo": "XK"}  # no ISO numeric code; XK is the code in common use (CLDR, the EU)


def polygons(geometry: dict[str, Any]) -> list[list[list[int]]]:
    """A list of polygons, each a list of rings, each a list of arc numbers (~n: backwards)."""
    if geometry["type"] == "Polygon":
        return [geometry["arcs"]]
    if geometry["type"] == "MultiPolygon":
        return list(geometry["arcs"])
    raise SystemExit(f"unknown geometry: {geometry['type']}")


def countries(topology: dict[str, Any]) -> list[dict[str, Any]]:
    aliases = get_global("territory_aliases")
    rows = []
    for geometry in topology["objects"]["countries"]["geometries"]:
        name = geometry["properties"]["name"]
        code = (aliases.get(geometry.get("id") or "") or [EXTRA.get(name)])[0]
        rows.append({"code": code, "name": name, "polygons": polygons(geometry)})
    return sorted(rows, key=lambda row: (row["code"] or "~", row["name"]))


def part(topology: dict[str, Any]) -> dict[str, Any]:
    return {
        "scale": topology["transform"]["scale"],
        "translate": topology["transform"]["translate"],
        "arcs": topology["arcs"],
    }


def main(package: Path, target: Path) -> None:
    fine = json.loads((package / "countries-50m.json").read_text())
    coarse = json.loads((package / "land-110m.json").read_text())
    land = [p for g in coarse["objects"]["land"]["geometries"] for p in polygons(g)]
    data = {
        "source": SOURCE,
        "fine": part(fine) | {"countries": countries(fine)},
        "coarse": part(coarse) | {"countries": [{"code": None, "name": "land", "polygons": land}]},
    }
    raw = json.dumps(data, separators=(",", ":"), ensure_ascii=False).encode()
    target.write_bytes(gzip.compress(raw, 9, mtime=0))
    print(f"{target}: {len(data['fine']['countries'])} countries, {target.stat().st_size / 1000:.0f} kB")


if __name__ == "__main__":
    if len(sys.argv) != 3:
        raise SystemExit(__doc__)
    main(Path(sys.argv[1]), Path(sys.argv[2]))
