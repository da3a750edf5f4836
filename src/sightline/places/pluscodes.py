"""Plus codes (Open Location Code), decoded after its specification: github.com/google/open-location-code,
docs/specification.md. Cells are half open; the middle of the cell stands for it."""

import math

ALPHABET = "23456789CFGHJMPQRVWX"
_PAIRS = 5  # pairs of digits in base 20, then single digits in grids of 5 rows and 4 columns


def decode(code: str) -> tuple[float, float, float, float]:
    """Latitude and longitude of the middle and height and width of the cell of a full code, degrees.

    Raises ValueError where the code is not a full one or begins beyond the poles or the antimeridian.
    """
    digits = code.replace("+", "").rstrip("0")
    if code.find("+") != 8 or len(digits) < 2 or not set(digits) <= set(ALPHABET):
        raise ValueError("no full plus code")
    if len(digits) < 10 and len(digits) % 2:
        raise ValueError("a plus code has pairs of digits")
    if ALPHABET.index(digits[0]) > 8 or ALPHABET.index(digits[1]) > 17:
        raise ValueError("the plus code begins beyond the poles or the antimeridian")
    lat, lon, height, width = -90.0, -180.0, 400.0, 400.0
    for k in range(0, min(len(digits), 2 * _PAIRS), 2):
        height, width = height / 20, width / 20
        lat += ALPHABET.index(digits[k]) * height
        lon += ALPHABET.index(digits[k + 1]) * width
    for digit in digits[2 * _PAIRS :]:
        height, width = height / 5, width / 4
        row, column = divmod(ALPHABET.index(digit), 4)
        lat, lon = lat + row * height, lon + column * width
    return lat + height / 2, lon + width / 2, height, width


def encode(lat: float, lon: float, pairs: int = _PAIRS) -> str:
    """The first digits of the code of a point, `pairs` pairs of them, without the plus sign."""
    finest = 20 ** (_PAIRS - 2)  # parts of a degree that the last pair of digits counts
    up = min(max(int((lat + 90.0) * finest + 1e-6), 0), 180 * finest - 1)
    east = int((lon + 180.0) % 360.0 * finest + 1e-6) % (360 * finest)
    digits = ""
    for _ in range(_PAIRS):
        up, row = divmod(up, 20)
        east, column = divmod(east, 20)
        digits = ALPHABET[row] + ALPHABET[column] + digits
    return digits[: 2 * pairs]


def complete(short: str, lat: float, lon: float) -> str:
    """The full code that a short one ("CQCC+F9") means near a point. Raises ValueError for no short code."""
    lacking = 8 - short.find("+")
    if lacking not in (2, 4, 6):
        raise ValueError("no short plus code")
    size = 20.0 ** (2 - lacking / 2)
    best = min(
        (_shifted(short, lat + dy, lon + dx, lacking) for dy in (-size, 0, size) for dx in (-size, 0, size)),
        key=lambda c: _apart(c, lat, lon),
    )
    return best


def _shifted(short: str, lat: float, lon: float, lacking: int) -> str:
    return encode(max(-90.0, min(90.0, lat)), lon, lacking // 2) + short


def _apart(code: str, lat: float, lon: float) -> float:
    y, x, _, _ = decode(code)
    return math.hypot(y - lat, (x - lon + 180.0) % 360.0 - 180.0)
