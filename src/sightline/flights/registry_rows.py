"""One row of a registry file, from its cells to an Entry."""

import re
from dataclasses import dataclass

from sightline.flights.registry import Entry

Fields = dict[str, object]  # column ("address", "registration", ...) -> what the file has there, of any type
_ADDRESS = re.compile(r"[0-9a-fA-F]{6}")
_TYPE_CODE = re.compile(r"[A-Z][A-Z0-9]{1,3}")
_NOTHING = frozenset(
    ("", "-", "?", "n/a", "none", "null", "unknown", "unassigned", "zzzz", "not yet allocated")
)
_LONGEST = 200
# plane-alert-db marks some aircraft of armed forces as civil: then it says nothing.
_ARMED = re.compile(
    r"\b(?:air ?forces?|army|navy|naval|marines?|air (?:component|corps|wing)|defen[cs]e|military|luftwaffe|armed)\b",
    re.I,
)


# "Gov" of plane-alert-db has private persons close to power in it, too: a public body must be named as the operator.
_PUBLIC = re.compile(
    r"\b(?:gov(?:t|ernment)?|ministry|minist[eè]re|dep(?:artmen)?t|presiden\w+|republic|royal (?:squadron|flight)|special flight|"
    r"coast ?guard|customs|border|police|gendarmerie|home(?:land)? (?:office|security)|security administration|aviation "
    r"administration|united nations|nasa|usaf|us ?socom|agency)\b",
    re.I,
)


@dataclass(frozen=True, slots=True)
class Dropped:
    """A row that is none, with why."""

    why: str


def entry_of(
    fields: Fields | Dropped, source: str, same: dict[str, str | None]
) -> tuple[str, Entry] | Dropped:
    """The address and the entry of a row. Cells of the wrong type, overlong ones and placeholders ("????") are not
    said; a row without an address is Dropped. same: cells met and what was made of them, to keep one copy of each."""
    if isinstance(fields, Dropped):
        return fields
    address = fields.get("address")
    if not isinstance(address, str) or not _ADDRESS.fullmatch(address := address.strip()):
        return Dropped("no address")
    code = _often(fields.get("type_code"), same)
    operator = _often(fields.get("operator"), same)
    military, service = _military(fields.get("group"), fields.get("flags"), operator)
    registration = _text(fields.get("registration"))
    return address.lower(), Entry(
        registration and registration.upper(),
        _often(code.upper(), same) if code and _TYPE_CODE.fullmatch(code.upper()) else None,
        _often(fields.get("type_name"), same),
        operator,
        military,
        service,
        source,
    )


def _often(value: object, same: dict[str, str | None]) -> str | None:
    """As `_text`, for cells that many rows share."""
    if not isinstance(value, str):
        return None
    if value not in same:
        text = _text(value)
        same[value] = text if text is None else same.setdefault(text, text)
    return same[value]


def _text(value: object) -> str | None:
    if not isinstance(value, str):
        return None
    text = " ".join(value.split())
    if len(text) > _LONGEST or text.lower() in _NOTHING or not text.strip("?") or not text.isprintable():
        return None
    return text


def _military(group: object, flags: object, operator: str | None) -> tuple[bool | None, str | None]:
    """(military, service). group: plane-alert-db's "Mil", "Civ", "Gov", "Pol". flags: tar1090-db's digits, of which
    the first is for military, or true and false; there "not marked" is not the same as civil."""
    if flags is True or (isinstance(flags, str) and flags[:1] == "1"):
        return True, None
    if group == "Mil":
        return True, None
    if group == "Gov":
        public = operator and (_PUBLIC.search(operator) or _ARMED.search(operator))
        return None, "Gov" if public else None
    if group == "Pol":
        return False, "Pol"
    if group == "Civ":
        return (None if operator and _ARMED.search(operator) else False), None
    return None, None
