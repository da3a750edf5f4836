"""Degrees, minutes and seconds in their many spellings, with letters or words for the hemisphere."""

import re

# Letters and words -> axis and sign. O is left to the language: Ost is east, Oeste and Ouest are west.
_LETTERS = {"n": ("lat", 1), "s": ("lat", -1), "e": ("lon", 1), "w": ("lon", -1)}
_STEMS = (
    (r"схід|східн|сх", "lon", 1),
    (r"north|norte|nord|nörd|север|північ|пн|с", "lat", 1),
    (r"south|sur|süd|sud|южн|півден|пд|ю", "lat", -1),
    (r"west|oeste|ouest|запад|захід|зх|з", "lon", -1),
    (r"east|este|est|öst|ost|восточ|в", "lon", 1),
)
_WEST_O, _EAST_O = frozenset(("es", "fr", "it", "pt", "ca")), frozenset(("de", "nl", "da", "sv"))
HEMISPHERE = (
    r"(?:(?:north|south|east|west|norte|sur|oeste|este|nord|sud|ouest|est)(?:\s+(?:latitude|longitude|latitud|longitud))?\b|"
    r"(?:nördl|südl|östl|westl)(?:icher|iche|\.)?\s*(?:Breite|Länge)\b|"
    r"(?:северной|южной|північної|південної)\s+(?:широты|широти)\b|(?:восточной|западной|східної|західної)\s+(?:долготы|довготи)\b|"
    r"(?:с|ю|пн|пд)\.?\s?ш\b\.?|(?:в|з|сх|зх)\.?\s?д\b\.?|(?:de\s+)?(?:latitude?|longitude?)\s+(?:norte|sur|oeste|este|nord|sud|ouest|est)\b|(?-i:[NSEWO])(?![\w'’]))"
)
HEMISPHERE_BEFORE = (
    r"(?:(?:North|South|East|West|Norte|Sur|Oeste|Este|Nord|Sud|Ouest|Est)\b|(?-i:[NSEWO])(?=[\s\d.:°-])\.?)"
)
_DEG = r"\s?(?:°|º|˚|degrees?\b|degs?\b\.?|grados?\b|degrés?\b|градус\w*|grad\b|derece\b|d(?![a-z]))"
_MIN = (
    r"\s?(?:'|′|’|‘|´|ʹ|`|minutes?\b|mins?\b\.?|minutos?\b|минут\w*|хвилин\w*|minuten\b|dakika\b|m(?![a-z]))"
)
_SEC = r"\s?(?:\"|″|”|“|''|′′|’’|ʺ|seconds?\b|secs?\b\.?|segundos?\b|secondes?\b|секунд\w*|sekunden?\b|saniye\b|s(?=[\s,;/NSEWO)]|$))"
_PARTED = r"(?:\s?[-–:]\s?|\s)"
_BREAK = r"\s?,?\s?(?:and\s+|y\s+|et\s+|und\s+)?"
_NUM = r"\d{1,3}(?:[.,]\d{1,9})?"
_SIZE = (
    rf"(?P<?sign>[-−‒–+])?(?P<?d>{_NUM})(?:(?:{_DEG}{_BREAK}|{_PARTED})(?P<?m>\d{{1,2}}(?:[.,]\d{{1,9}})?)"
    rf"(?:(?:{_MIN}{_BREAK}|{_PARTED})(?P<?s>\d{{1,2}}(?:[.,]\d{{1,9}})?){_SEC}?|{_MIN})?|(?P<?deg>{_DEG}))?"
)
_AND = r"\s*[,;/|x]?\s*(?:and\s+|by\s+|y\s+|et\s+|и\s+|та\s+|und\s+)?"


def _pair(angle: str) -> "re.Pattern[str]":
    return re.compile(angle.replace("P<?", "P<a") + _AND + angle.replace("P<?", "P<b"), re.IGNORECASE)


# The letter stands before both angles or behind both.
LEADING = _pair(rf"(?<!\w)(?P<?h>{HEMISPHERE_BEFORE})\s?{_SIZE}(?!\d)")
TRAILING = _pair(rf"(?<![\w.,:]){_SIZE}\s?(?P<?h>{HEMISPHERE})")


class AngleError(ValueError):
    """What a pair of angles cannot be; the message says so in plain words."""


def axis_of(word: str, language: str | None) -> tuple[str, int]:
    """("lat" or "lon", sign) of a letter or word for a hemisphere. Raises AngleError for an O that may be both."""
    low = re.sub(r"^(?:de\s+)?(?:latitude?|longitude?)\s+", "", word.strip(" .").lower())
    if low == "o":
        if language in _WEST_O:
            return "lon", -1
        if language in _EAST_O:
            return "lon", 1
        raise AngleError("O may mean west (Oeste, Ouest) or east (Ost)")
    if low in _LETTERS:
        return _LETTERS[low]
    return next((axis, sign) for stems, axis, sign in _STEMS if re.match(stems, low))


def read(match: "re.Match[str]", language: str | None) -> tuple[float, float, float] | None:
    """Latitude, longitude and the degrees that the last digit given is worth; None for two numbers that are no
    coordinates. Raises AngleError, with the reason, for what cannot be."""
    groups = match.groupdict()
    if not _meant(match):
        return None
    axes = [axis_of(groups[k + "h"], language) for k in "ab"]
    if axes[0][0] == axes[1][0]:
        raise AngleError(f"both numbers are {'latitudes' if axes[0][0] == 'lat' else 'longitudes'}")
    values = []
    for k, (_, sign) in zip("ab", axes, strict=True):
        size = _size(groups, k)
        if groups[k + "sign"] and groups[k + "sign"] != "+":
            if sign > 0:
                raise AngleError("a minus sign and a letter for the north or the east contradict each other")
            size = abs(size)  # "-66.9 W": the sign and the letter say the same
        values.append(sign * size)
    step = max(_step(groups, "a"), _step(groups, "b"))
    lat, lon = values if axes[0][0] == "lat" else values[::-1]
    return lat, lon, step


def _meant(match: "re.Match[str]") -> bool:
    """Whether the numbers are angles: a degree sign, decimals of a degree or minutes in both. Two whole numbers with
    letters ("5 S, 3 E") are none."""
    groups = match.groupdict()
    if re.search(r"[°º˚]|deg|grad|град|derece", match.group(), re.IGNORECASE):
        return True
    fine = [re.search(r"[.,]", groups[k + "d"]) or groups[k + "m"] for k in "ab"]
    return all(fine)


def _number(text: str | None) -> float:
    return float((text or "0").replace(",", "."))


def _size(groups: dict[str, str], k: str) -> float:
    minutes, seconds = _number(groups[k + "m"]), _number(groups[k + "s"])
    if minutes >= 60 or seconds >= 60:
        raise AngleError("minutes and seconds run to 59")
    return _number(groups[k + "d"]) + minutes / 60 + seconds / 3600


def _step(groups: dict[str, str], k: str) -> float:
    unit, worth = ("s", 3600.0) if groups[k + "s"] else ("m", 60.0) if groups[k + "m"] else ("d", 1.0)
    digits = re.split(r"[.,]", groups[k + unit])
    return float(10.0 ** -(len(digits[1]) if len(digits) > 1 else 0) / worth)
