"""Airframes that words name: registrations, 24-bit addresses and callsigns with a cue.

Nationality marks: ICAO, "Aircraft nationality marks, national emblems and common marks" (Annex 7). Only marks whose
registrations are told from designations of equipment by their form are listed: "C-130", "B-52" and "Su-27" are none.
"""

import re
from dataclasses import dataclass, field

# Marks followed by three or four letters; those of one letter have four, of which Canada and France use some only.
_ONE_LETTER = "C-[FGI][A-Z]{3}|D-[A-Z]{4}|F-[BCGHOWZ][A-Z]{3}|G-[A-Z]{4}"
_LETTERS = (
    "AP|A6|A7|A9C|A4O|CC|CN|CS|CU|E3|E5|E7|EC|EI|EP|ES|ET|EW|HA|HB|HC|HI|HK|HP|HS|HZ|JY|LN|LV|LX|LY|LZ|OB|OD|"
    "OE|OH|OK|OM|OO|OY|PH|PK|PP|PR|PT|RP|S2|S5|SE|SP|ST|SU|SX|TC|TG|TI|TS|UP|UR|VH|VN|VP|VQ|VT|XA|XB|XC|YA|YI|YK|YL|YR|YU|"
    "YV|Z3|ZA|ZK|ZS|3B|3X|4K|4L|4O|4R|4X|5A|5B|5H|5N|5Y|6V|7O|7T|9A|9G|9H|9K|9M|9N|9Q|9V|9Y"
)
# Marks followed by digits: Russia (civil, state), Ukraine, Central Asia, the Caucasus, China.
_DIGITS = "RA|RF|UR|UK|UN|EX|EY|EZ|4K|4L|EK|ER|EW|B"
_REGISTRATION = re.compile(
    rf"(?<![\w-])(?:{_ONE_LETTER}|(?:{_LETTERS})-[A-Z]{{3,4}}|(?:{_DIGITS})-[0-9]{{4,5}}|EW-[0-9]{{3}}TH|N[1-9][0-9]{{2,4}}|N[1-9][0-9]{{1,3}}[A-Z]|N[1-9][0-9]{{0,2}}[A-Z]{{2}})(?![\w-])"
)
_ADDRESS = re.compile(
    r"(?<!\w)(?:hex(?:\s+code)?|icao(?:24)?(?:\s+(?:address|code))?|mode[\s-]?s(?:\s+(?:address|code))?|24-bit\s+address)\W{1,3}([0-9a-f]{6})(?!\w)",
    re.IGNORECASE,
)
_CALLSIGN = re.compile(
    r"(?<!\w)(?:call[\s-]?sign|flight(?:\s+number)?)\W{1,3}([A-Z]{3}[0-9][0-9A-Z]{0,3})(?!\w)",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Named:
    """Airframes and flights that words name, in capitals and without hyphens (addresses: lower case). words: as they
    are written there."""

    registrations: frozenset[str] = field(default=frozenset())
    addresses: frozenset[str] = field(default=frozenset())
    callsigns: frozenset[str] = field(default=frozenset())
    words: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.registrations or self.addresses or self.callsigns)


def plain(registration: str | None) -> str:
    """ "RA-82035" as "RA82035", so that spellings compare."""
    return re.sub(r"[^0-9A-Z]", "", (registration or "").upper())


def named_in(text: str, known: frozenset[str] = frozenset()) -> Named:
    """known: registrations of the airframes at hand, as they are written: they count whatever their form, where the
    text has them as a word of their own (serials of air forces have no common form)."""
    written = [found[0] for found in _REGISTRATION.finditer(text)]
    for name in sorted(known):
        if len(plain(name)) >= 5 and re.search(rf"(?<![\w-]){re.escape(name)}(?![\w-])", text):
            written.append(name)
    addresses = frozenset(found[1].lower() for found in _ADDRESS.finditer(text))
    callsigns = frozenset(found[1].upper() for found in _CALLSIGN.finditer(text))
    words = (*dict.fromkeys(written), *sorted(callsigns), *(f"address {a}" for a in sorted(addresses)))
    return Named(frozenset(plain(w) for w in written), addresses, callsigns, words)
