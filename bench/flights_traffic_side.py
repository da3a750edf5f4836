"""The other half of bench/flights_traffic.py: what the `traffic` package finds, run by an interpreter that has it.

    OTHER_PYTHON bench/flights_traffic_side.py FOLDER

Nothing of Sightline is imported here, and nothing of ours imports this or `traffic`. FOLDER holds tracks.npz (columns, and
where each track begins), fields.json (our fields and runways) and pairs.json ([track, field, [how, ...]]); found.json
is written there: [track, field, how, start, end] of each segment, seconds UTC, and the CPU seconds each way took.

The package asks the network for airports and runways where its cache has none; so ours are put into a cache of its
own in FOLDER before it is imported, and it works offline, with the same runways as Sightline.
"""

import json
import logging
import os
import sys
import time
import warnings
from collections import Counter
from pathlib import Path
from typing import Any

HOWS: dict[str, tuple[str, dict[str, str]]] = {
    "landing": ("landing", {}),
    "take-off, polygon": ("takeoff", {}),
    "take-off, track": ("takeoff", {"method": "track_based"}),
    "go-around": ("go_around", {}),
}


def seed(folder: Path) -> None:
    """Our fields and runways as the files that the package would have downloaded from OurAirports."""
    import pandas as pd

    os.environ["XDG_CACHE_HOME"] = os.environ["XDG_CONFIG_HOME"] = str(folder / "cache")
    cache = folder / "cache" / "traffic"
    cache.mkdir(parents=True, exist_ok=True)
    fields = json.loads((folder / "fields.json").read_text())
    airports = [
        {
            "name": f["code"], "iata": f["code"], "icao": f["code"], "latitude": f["lat"], "longitude": f["lon"],
            "country": "", "altitude": f["feet"], "type": "large_airport", "municipality": "",
        }
        for f in fields
    ]  # fmt: skip
    pd.DataFrame(airports).to_parquet(cache / "airports_ourairports.parquet")
    names = (
        "le_ident",
        "le_latitude_deg",
        "le_longitude_deg",
        "he_ident",
        "he_latitude_deg",
        "he_longitude_deg",
    )
    runways = [
        {"airport_ident": f["code"], **dict(zip(names, line, strict=True))}
        for f in fields
        for line in f["runways"]
    ]
    pd.DataFrame(runways).to_parquet(cache / "runways_ourairports.parquet")


def main() -> None:
    folder = Path(sys.argv[1])
    warnings.simplefilter("ignore")
    logging.disable(logging.WARNING)
    seed(folder)
    import numpy as np
    import pandas as pd
    import traffic
    from traffic.core import Flight
    from traffic.core.structure import Airport

    def offline(_: Any) -> None:
        raise AttributeError("OpenStreetMap is not asked")

    # Its take-off by polygons hands an Airport to a function that asks it for an attribute it lacks, and so asks the
    # network for the field's buildings. Without a network that fails; with "there is none" it goes on as with one.
    Airport._openstreetmap = offline

    packed = np.load(folder / "tracks.npz")
    columns, starts = {n: packed[n] for n in packed.files if n != "starts"}, packed["starts"]

    def flight(number: int) -> Any:
        a, b = starts[number], starts[number + 1]
        rows = pd.DataFrame({name: values[a:b] for name, values in columns.items()})
        stamps = pd.to_datetime(rows.pop("time"), unit="s", utc=True)
        if rows["geoaltitude"].isna().all():
            rows = rows.drop(
                columns="geoaltitude"
            )  # of nothing, it would still be preferred to the one of heights
        return Flight(rows.assign(timestamp=stamps, icao24=f"{number:06x}", callsign=f"T{number}"))

    found: list[list[Any]] = []
    spent: Counter[str] = Counter()
    failed: Counter[str] = Counter()
    for number, code, hows in json.loads((folder / "pairs.json").read_text()):
        one = flight(number)
        for how in hows:
            name, options = HOWS[how]
            began = time.process_time()
            try:
                for piece in getattr(one, name)(
                    code, **options
                ):  # an Airport would be asked of OpenStreetMap
                    found.append([number, code, how, piece.start.timestamp(), piece.stop.timestamp()])
            except Exception as error:  # noqa: BLE001  (what it cannot do is a figure of the bench)
                failed[f"{how}: {type(error).__name__}"] += 1
            spent[how] += time.process_time() - began
    told = {"version": traffic.__version__, "found": found, "seconds": dict(spent), "failed": dict(failed)}
    (folder / "found.json").write_text(json.dumps(told))


if __name__ == "__main__":
    main()
