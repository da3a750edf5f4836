"""Virtual Radar Server: `AircraftList.json`, in which ADS-B Exchange kept its history before 2020 (a file a minute).

Fields as https://www.virtualradarserver.co.uk/documentation/Formats/AircraftList.aspx gives them: positions dated by
`PosTime`, feet by pressure (`Alt` where AltT is 0), knots, ft/min. `GAlt` is corrected for the weather, neither pressure nor geometric, and is left; so is the trail `Cos`."""

from typing import Any

import numpy as np

from sightline.flights.formats import values
from sightline.flights.formats.collect import Collector
from sightline.flights.formats.readsb import Members, blocks
from sightline.flights.formats.source import Hints
from sightline.flights.track import NAN, Located

_FACTS = {"registration": "Reg", "type_code": "Type", "operator": "Op", "military": "Mil"}


def read_list(members: Members, out: Collector, _: Hints) -> None:
    """{"acList": [{...}]}."""
    for key, value in members:
        if key == "acList":
            for rows in blocks(value):
                _aircraft([r for r in rows if isinstance(r, dict)], out)


def _aircraft(rows: list[dict[str, Any]], out: Collector) -> None:
    def column(name: str) -> list[object]:
        return [r.get(name) for r in rows]

    if not rows:
        return
    time = values.seconds(values.numbers(column("PosTime")))
    altitude, geometric = values.numbers(column("Alt")), values.numbers(column("AltT")) == 1
    ground = values.flags(column("Gnd"))
    mlat = values.flags(column("Mlat")) > 0
    out.add(
        column("Icao"),
        {
            "time": time, "at": time, "lat": values.numbers(column("Lat")), "lon": values.numbers(column("Long")),
            "altitude": np.where(geometric, NAN, altitude),
            "height": np.where(geometric, altitude, NAN),
            "speed": values.numbers(column("Spd")), "course": values.numbers(column("Trak")),
            "climb": values.numbers(column("Vsi")), "ground": ground,
            "located": np.where(mlat, float(Located.MLAT), float(Located.UNKNOWN)),
        },
        column("Call"),
    )  # fmt: skip
    for row in rows:
        if values.address(row.get("Icao")):
            out.about(str(row["Icao"]), **{role: _fact(row.get(key)) for role, key in _FACTS.items()})


def _fact(value: object) -> "str | bool | None":
    return value if isinstance(value, str | bool) else None
