"""Which items answer a question to the local archive."""

import datetime as dt
import json
import re
from typing import Any
from urllib.parse import parse_qs


def of_query(query: str) -> dict[str, Any]:
    asked: dict[str, Any] = {name: values[-1] for name, values in parse_qs(query).items()}
    if "bbox" in asked:
        asked["bbox"] = [float(x) for x in asked["bbox"].split(",")]
    for name in ("collections", "ids"):
        if name in asked:
            asked[name] = asked[name].split(",")
    if "intersects" in asked:
        asked["intersects"] = json.loads(asked["intersects"])
    return asked


def fits(row: dict[str, Any], asked: dict[str, Any]) -> bool:
    if asked.get("collections") and row["collection"] not in asked["collections"]:
        return False
    if asked.get("ids") and row["id"] not in asked["ids"]:
        return False
    box = asked.get("bbox") or _box_of(asked.get("intersects"))
    if box and not _boxes_meet(row["bbox"], box):
        return False
    if span := asked.get("datetime"):
        first, _, last = span.partition("/")
        at = _moment(row["properties"]["datetime"])
        begins = first in ("", "..") or _moment(first) <= at
        return begins and (last in ("", "..") or at <= _moment(last))
    return True


def _box_of(shape: dict[str, Any] | None) -> list[float] | None:
    if not shape:
        return None
    numbers = [float(x) for x in re.findall(r"-?[\d.]+(?:e-?\d+)?", json.dumps(shape["coordinates"]))]
    return [min(numbers[::2]), min(numbers[1::2]), max(numbers[::2]), max(numbers[1::2])]


def _boxes_meet(a: list[float], b: list[float]) -> bool:
    """west, south, east, north; as real archives do, no thought is given to a box asked for over the antimeridian."""
    wide = [(a[0], a[2])] if a[0] <= a[2] else [(a[0], 180.0), (-180.0, a[2])]
    return a[1] <= b[3] and b[1] <= a[3] and any(w <= b[2] and b[0] <= e for w, e in wide)


def _moment(text: str) -> dt.datetime:
    moment = dt.datetime.fromisoformat(text.replace("Z", "+00:00"))
    return moment if moment.tzinfo else moment.replace(tzinfo=dt.UTC)
