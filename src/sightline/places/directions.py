"""Words for directions in seven languages, and the bearings they say."""

import re

# Longest first, so that "oeste" is not heard as "este". Stems: the endings of cases and adjectives are left open.
_STEMS: tuple[tuple[str, str], ...] = (
    ("N", "north|norte|nord|nörd|nor(?=este|oeste|oriental|occidental)|septentrion|север|північ|kuzey"),
    ("S", "south|sur|sud|süd|meridional|юг|юж|півден|півдн|güney|guney"),
    ("W", "west|ouest|oeste|occident|poniente|запад|захід|заход|batı|bati"),
    ("E", "east|este|est|öst|ost|orient|levante|восто[кч]|схід|сход|doğu|dogu"),
)
_TOKEN = re.compile("|".join(f"(?P<{way}>{stems})" for way, stems in _STEMS), re.IGNORECASE)
_DEGREES = {"N": 0.0, "E": 90.0, "S": 180.0, "W": 270.0, "NE": 45.0, "SE": 135.0, "SW": 225.0, "NW": 315.0}

ENGLISH = r"(?:(?:north|south|east|west)[- ]?)?(?:north|south)[- ]?(?:east|west)|north|south|east|west"
LETTERS = r"[NS](?:[NS]?[EW])?|[EW](?:[NS][EW])?"
SPANISH = r"norte|sur|este|oeste|nor(?:este|oeste)|su[rd](?:este|oeste)|oriente|occidente"
FRENCH = r"nord(?:[- ]?(?:est|ouest))?|sud(?:[- ]?(?:est|ouest))?|est|ouest"
GERMAN = r"(?:nord|süd)(?:öst|west)lich|(?:nörd|süd|öst|west)lich"
GERMAN_NOUN = r"(?:nord|süd)?(?:ost|west)en|norden|süden"
RUSSIAN = r"(?:северо|юго)[-–‑]?(?:запад|восток)\w*|север\w*|юг\w*|восток\w*|запад\w*"
RUSSIAN_COMPARED = r"(?:(?:северо|юго)[-–‑]?(?:западнее|восточнее)|севернее|южнее|западнее|восточнее)"
UKRAINIAN = (
    r"(?:північний|південний|північного|південного|північному|південному)\s+(?:схід|захід|сход\w|заход\w)|"
    r"(?:північно|південно)[-–‑]?(?:схід|захід|сход\w|заход\w)|північ\w*|півден\w*|півдн\w*|схід|сход\w|захід|заход\w"
)
UKRAINIAN_COMPARED = (
    r"(?:(?:північно|південно)[-–‑]?(?:східніше|західніше)|північніше|південніше|східніше|західніше)"
)
TURKISH = r"(?:kuzey|güney)(?:doğu|batı)?|doğu|batı"


def bearing_of(words: str) -> float | None:
    """Degrees clockwise from north; None for the middle ("central") and for what is no direction."""
    letters = re.fullmatch(LETTERS, words) is not None
    ways = list(words) if letters else [str(m.lastgroup) for m in _TOKEN.finditer(words)]
    if len(ways) == 3:  # north-north-east: halfway between the first and the other two
        whole, half = _DEGREES.get(ways[0]), _DEGREES.get("".join(ways[1:]))
        if whole is None or half is None:
            return None
        return (whole + ((half - whole + 180.0) % 360.0 - 180.0) / 2) % 360.0
    return _DEGREES.get("".join(ways))


_NAMES = ("north", "north-east", "east", "south-east", "south", "south-west", "west", "north-west")


def english(bearing: float) -> str:
    """The nearest of eight English words for a direction."""
    return _NAMES[round(bearing / 45.0) % 8]
