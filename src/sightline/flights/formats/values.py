"""Numbers, times, addresses and flags as track files write them."""

import datetime as dt
import math
import re
from collections.abc import Callable, Sequence

import numpy as np

from sightline.flights.track import F64, NAN, Located
from sightline.flights.units import FEET_A_METRE, KNOTS_A_METRE_S

FEET, KNOTS, FEET_A_MINUTE = (
    FEET_A_METRE,
    KNOTS_A_METRE_S,
    60 * FEET_A_METRE,
)  # from metres, and metres a second
_EARLIEST, _LATEST = 631_152_000.0, 4_102_444_800.0  # 1990 and 2100: before ADS-B, and no time of a flight
# A number counts seconds since 1970, or thousandths, millionths, thousand-millionths of one: the ranges of the
# years above do not meet, so its size says which.
_FINER = ((1e17, 1e-9), (1e14, 1e-6), (1e11, 1e-3))
_Z_INSIDE = re.compile(r"^(.*\d)Z(\.\d+)$")  # "07:41:03Z.515", as FlightRadar24 writes
_ADDRESS = re.compile(r"~?(?:0x)?[0-9a-f]{1,6}")
_YES, _NO = (
    frozenset("true t yes y 1 1.0 -1 g gnd ground".split()),
    frozenset("false f no 0 0.0 a air airborne".split()),
)


def numbers(values: Sequence[object]) -> F64:
    """Floats of JSON values or CSV cells; NaN for what is none (null, "", "ground") and for infinities."""
    try:
        made = np.array(values, dtype=np.float64)
        if made.ndim == 1:
            made[~np.isfinite(made)] = NAN
            return made
    except (ValueError, TypeError, OverflowError):
        pass
    return np.array([NAN if v is None or v == "" else number(v) for v in values], dtype=np.float64)


def number(value: object) -> float:
    """One value of `numbers`."""
    if isinstance(value, str | int | float):
        try:
            made = float(value)
        except (ValueError, OverflowError):
            return NAN
        return made if math.isfinite(made) else NAN
    return NAN


def times(values: Sequence[object], zone_s: float | None = None) -> tuple[F64, int]:
    """Seconds since 1970 UTC, NaN for what is no time; and how many were refused since they name no zone.

    Numbers, in seconds or finer; or ISO 8601 with a zone. zone_s: seconds east of UTC of clock times that name
    none; None: those are refused, as nobody can know which clock they are from."""
    sample = next((v for v in values if isinstance(v, str) and v), None)
    made: F64
    if sample is None or not math.isnan(number(sample)):
        made = numbers(values)
        if not np.isnan(made).all() or sample is None:
            return seconds(made), 0
    made = np.full(len(values), NAN)
    naive = 0
    for i, value in enumerate(values):
        if isinstance(value, str):
            when, zoned = clock(value)
            if zoned or zone_s is not None:
                made[i] = when - (0.0 if zoned else zone_s or 0.0)
            else:
                naive += not math.isnan(when)
        else:
            made[i] = number(value)
    return seconds(made), naive


def clock(text: str) -> tuple[float, bool]:
    """Seconds since 1970 of ISO 8601 and its relatives ("2019/03/23 14:02:05.5Z"), as if UTC where no zone is
    named; and whether one is. (NaN, True) for what is no time."""
    text = text.strip().replace("/", "-")
    bare = number(text)
    if not math.isnan(bare):
        return bare, True
    inside = _Z_INSIDE.match(text)
    if inside:
        text = f"{inside[1]}{inside[2]}Z"
    text = text.removesuffix("UTC").removesuffix("GMT").rstrip() + (
        "Z" if text.endswith(("UTC", "GMT")) else ""
    )
    try:
        when = dt.datetime.fromisoformat(text)
        zoned = when.tzinfo is not None
        return (when if zoned else when.replace(tzinfo=dt.UTC)).timestamp(), zoned
    except (ValueError, OverflowError):
        return NAN, True


def seconds(made: F64) -> F64:
    """Seconds of numbers of any fineness; NaN outside 1990 to 2100."""
    made = made.copy()
    for least, unit in _FINER:
        finer = np.abs(made) >= least
        if finer.any():
            made[finer] *= unit
    made[~((made >= _EARLIEST) & (made < _LATEST))] = NAN
    return made


def address(value: object) -> str | None:
    """Six lower-case hex digits, "~" in front where the file has it; None for what is no address (not hex, too
    long, or all zeros or ones, which ICAO gives to nobody). Leading zeros that a spreadsheet lost are put back."""
    text = str(value).strip().lower() if isinstance(value, str | int) and not isinstance(value, bool) else ""
    if not _ADDRESS.fullmatch(text):
        return None
    mark, text = ("~", text[1:]) if text.startswith("~") else ("", text)
    text = text.removeprefix("0x").zfill(6)
    return None if text in ("000000", "ffffff") else mark + text


def flags(values: Sequence[object]) -> F64:
    """1 for yes, 0 for no, -1 for what says neither; yes and no as JSON, CSV and BaseStation write them."""
    return _translated(values, _flag)


def _translated(values: Sequence[object], one: Callable[[object], float]) -> F64:
    """`one` of each value, asked once for each that differs: such columns repeat a few words."""
    try:
        known = {v: one(v) for v in set(values)}
        return np.fromiter(map(known.__getitem__, values), dtype=np.float64, count=len(values))
    except TypeError:  # lists and objects where a word belongs
        return np.array([one(v) for v in values], dtype=np.float64)


def _flag(value: object) -> float:
    if isinstance(value, bool):
        return float(value)
    text = str(value).strip().lower()
    return 1.0 if text in _YES else 0.0 if text in _NO else -1.0


def heights(values: Sequence[object]) -> tuple[F64, F64]:
    """Altitudes as `numbers`, and 1 where the word "ground" stands for one, -1 elsewhere."""
    try:
        if "ground" not in values:
            return numbers(values), np.full(len(values), -1.0)
    except ValueError:  # an array where a value belongs
        pass
    words = [isinstance(v, str) and v.strip().lower() in ("ground", "grnd") for v in values]
    altitudes = numbers([None if w else v for w, v in zip(words, values, strict=True)])
    return altitudes, np.where(words, 1.0, -1.0)


_LOCATED = (
    ("adsb", Located.ADSB), ("ads-b", Located.ADSB), ("adsr", Located.TISB), ("ads-r", Located.TISB),
    ("tisb", Located.TISB), ("tis-b", Located.TISB), ("mlat", Located.MLAT), ("adsc", Located.ADSC),
    ("ads-c", Located.ADSC), ("synthetic", Located.SYNTHETIC),
)  # fmt: skip


def located(values: Sequence[object]) -> F64:
    """Located codes of what readsb ("adsb_icao", "mlat", "tisb_other") and others write of a position's source."""
    return _translated(values, _located)


def _located(value: object) -> float:
    word = value.strip().lower() if isinstance(value, str) else ""
    if word in ("", "unknown"):
        return float(Located.UNKNOWN)
    return float(next((kind for start, kind in _LOCATED if word.startswith(start)), Located.OTHER))
