"""English for numbers, dates, places and lists: the small grammar the brief is written in."""

import calendar
import datetime as dt
import re
import unicodedata
from collections.abc import Sequence

from sightline.model.claim import Count
from sightline.model.countries import known_as
from sightline.model.event import Quantity
from sightline.model.period import Period
from sightline.model.place import Candidate, Place, distance_km
from sightline.model.vocabulary import SHIP_PREFIXES

NUMBERS = (
    "no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
)  # fmt: skip
UNITS = {"t": "tonne", "kg": "kilogram", "km": "kilometre", "m": "metre"}
SAME = {
    "aircraft",
    "personnel",
    "troops",
    "series",
    "materiel",
    "equipment",
    "cargo",
    "artillery",
    "ordnance",
    "armour",
    "armor",
    "craft",
}
MASS = {"armour", "armor", "materiel", "equipment", "cargo", "artillery", "ordnance", "aid", "ammunition"}
IRREGULAR = {"man": "men", "chassis": "chassis"}
MONTHS = "january february march april may june july august september october november december".split()
# Names of countries that English gives an article in running text (the table of names has none).
WITH_THE = re.compile(
    r"^(United |Philippines$|Netherlands$|Maldives$|Bahamas$|Gambia$|Comoros$|Seychelles$|Central African|"
    r"(?:Democratic )?Republic of |Czech Republic$|Dominican Republic$|.* (Islands|Republic|Territories|Ocean|Sea|Strait|Gulf|Channel)$|"
    r".* (states|countries)$|Arab states |(Western )?Balkans$|South Caucasus$)"
)
# Heads of names that are common nouns: "the army", "the Philippine government".
COMMON_HEADS = set(
    """army navy force forces government ministry command brigade regiment division battalion corps fleet
    guard guards military marines militia police service council coalition alliance group staff troops""".split()
)
FUSED = {"central", "northern", "southern", "eastern", "western", "north-eastern", "north-western",
         "south-eastern", "south-western", "inside", "outside"}  # fmt: skip
# First words that lose a capital in the middle of a sentence.
ORDINARY = re.compile(
    r"(?:(?:The|A|An|He|She|They|It|We|Our|Its|Their|His|Her|This|That|These|Those|Some|Local|One|Two|Three|Four|"
    r"Five|Several|Many|Just|Last|Next|Early|Late|Earlier|Later|Yesterday|Today|Tomorrow|Days|Weeks|Months|Years)"
    r"(?=\s|$)"
    r"|(?:Officials?|Witness(?:es)?|Residents|Sources?|Analysts?|Experts?|Air|Anti|Surface|Ground|Land|Sea|Heavy|"
    r"Light|Armou?red|Military|Special|Advanced|Fighters?|Missiles?|Tanks?|Troops|Soldiers|Warships?|Launchers?|"
    r"Drones?|Jets?|Helicopters?|Bombers?|Radars?|Additional|New|Modern|Vehicles?|Artillery)"
    r"(?=-[a-z]|\s[^A-Z]|\s[A-Z]+-?\d|$))"
)
ORDINAL = re.compile(r"(?i)(?:first|second|third|fourth|fifth|sixth|last|next)\b")
NO_ARTICLE = re.compile(
    rf"(?:{'|'.join(sorted(SHIP_PREFIXES))}) [A-Z]"
    r"|(?:[A-Z][\w.-]* )+(?:Wing|Squadron|Group|Force) \d+$"
)
NAME_OF_ITS_OWN = re.compile(
    r"\d+(?:st|nd|rd|th)\b|(?:[A-Z][\w-]*(?:n|sh|ch|ese) )?[a-z][a-z-]*(?: [a-z-]+)* [A-Z][\w-]*(?: [A-Z][\w-]*)*$"
    r"|(?:[A-Z][\w.]* ){1,4}(?:Group|Wing|Fleet|Squadron|Brigade|Division|Army|Force)$"
)
ROUNDLY = "(about|around|some|roughly|approximately|nearly|almost|close to|more than|over|up to)"
CONTROLS = re.compile("[\u0000-\u0008\u000b-\u001f\u007f\u200e\u200f\u202a-\u202e\u2066-\u2069]")
LETTER_WITH_VOWEL_SOUND = re.compile(r"^(?!NATO\b)[AEFHILMNORSX](?=[-\d.]|[A-Z]{0,3}(?![A-Za-z]))")


def number(value: float) -> str:
    """Words to twelve, digits beyond, with a comma at the thousands."""
    if value == int(value) and 0 <= value < len(NUMBERS):
        return NUMBERS[int(value)]
    return f"{value:,.10g}" if value != int(value) else f"{int(value):,}"


def plural(count: float, one: str, many: str | None = None) -> str:
    """ "one voice", "two voices", "no voices"."""
    return f"{number(count)} {one if count == 1 else many or plural_of(one)}"


def plural_of(noun: str) -> str:
    """The plural of a noun or a designation; what already looks plural stays."""
    head, _, last = noun.rpartition(" ")
    low = last.casefold()
    if (
        not last.isascii()  # another script has plurals of its own; a quotation stays as it is
        or low in SAME
        or re.search(r"\d[A-Z]*s$|[A-Z]s$|[a-z]{2}[^sui]s$|[A-Z]{3,}S$|^[A-Z].*[a-rt-z]s$", last)
        or (low.endswith("men") and low not in {"specimen", "omen", "abdomen"})
    ):
        made = last
    elif low in IRREGULAR:
        made = IRREGULAR[low]
    elif re.search(r"\d|[A-Z]$", last):
        made = last + "s"
    elif re.search(r"(s|x|z|ch|sh)$", last):
        made = last + "es"
    elif re.search(r"[^aeiou]y$", last):
        made = last[:-1] + "ies"
    else:
        made = last + "s"
    return f"{head} {made}" if head else made


def looks_plural(noun: str) -> bool:
    """Whether it takes a plural verb as it stands."""
    last = noun.rpartition(" ")[2].casefold()
    return last not in MASS and plural_of(noun) == noun


def article(noun: str) -> str:
    """ "an S-300", "an An-124", "a Mi-17", "a UAV", "a unit"."""
    first = noun.strip()
    if re.match(r"^(8|11(\D|$)|18(\D|$))", first) or LETTER_WITH_VOWEL_SOUND.match(first):
        return "an"
    if re.match(r"(?i)^(uni|use|eu|one\b|u(?=[-\d])|uav)", first) or re.match(r"^U(?=[A-Z])", first):
        return "a"
    return "an" if re.match(r"(?i)^[aeiou]", first) else "a"


def introduced(name: str) -> str:
    """One thing with its article: none for a ship called by its prefix or a numbered wing ("USS America", "Carrier Air
    Wing 1"), "the" for what bears a name of its own ("120th Brigade", "tug SB-406", "Russian frigate Admiral
    Grigorovich", "Truman Carrier Strike Group"), else "a" or "an"."""
    if NO_ARTICLE.match(name):
        return name
    return f"{'the' if NAME_OF_ITS_OWN.match(name) else article(name)} {name}"


def listed(parts: Sequence[str], last: str = "and") -> str:
    """ "a", "a and b", "a, b and c"."""
    if len(parts) < 2:
        return "".join(parts)
    return f"{', '.join(parts[:-1])} {last} {parts[-1]}"


def capital(text: str) -> str:
    """First letter upper case, unless the first word is the name of a site ("news.example")."""
    if re.match(r"[\w-]+(\.[\w-]+)+\b", text):
        return text
    return text[:1].upper() + text[1:]


def clean(text: str) -> str:
    """Words of a document inside a sentence of ours: one line, no bidirectional controls of its own, and
    isolated where they run right to left (Unicode UAX 9)."""
    flat = " ".join(CONTROLS.sub("", text).split())
    if any(unicodedata.bidirectional(c) in {"R", "AL"} for c in flat):
        return f"\u2068{flat}\u2069"
    return flat


def quoted(text: str, limit: int = 280) -> str:
    """In quotation marks, cut at a word where it is long."""
    flat = " ".join(CONTROLS.sub("", text).split())
    if len(flat) > limit:
        flat = flat[:limit].rsplit(" ", 1)[0].rstrip(",;: ") + " …"
    return f"“{clean(flat)}”"


def amount(count: Count | None) -> str | None:
    """How many, in words, without the thing counted: "five", "at least five", "between four and five"."""
    if count is None or (count.low is None and count.high is None):
        return None
    low, high = count.low, count.high
    if low != high and re.fullmatch(rf"(?i){ROUNDLY} [\d.,]*\d", count.text.strip()):
        return (
            count.text.strip().casefold()
        )  # "about 100": the source's own words, not the range read into them
    if low is not None and low == high:
        return number(low)
    if high is None and low is not None:
        return f"at least {number(low)}"
    if low is None and high is not None:
        return f"at most {number(high)}"
    assert low is not None
    assert high is not None
    return f"between {number(low)} and {number(high)}"


def counted(name: str, count: Count | None, *, indefinite: bool = False) -> str:
    """The thing with its count: "five launchers", "one 9S32ME radar", "35 tonnes of cargo", "special troops".

    indefinite: "an An-124" in place of "one An-124". Without a count the name stands as it is.
    """
    many = amount(count)
    if many is None or count is None:
        return name
    single = count.low == count.high == 1
    if count.unit and count.unit not in {"1", "piece", "pieces"}:
        unit = UNITS.get(count.unit, count.unit)
        if name.casefold().startswith(f"{unit.casefold()} of "):
            name = name[len(unit) + 4 :]
        elif re.search(rf"(?i)\b({re.escape(unit)}|{re.escape(plural_of(unit))})$", name):
            return (
                (introduced(name) if indefinite else f"one {name}") if single else f"{many} {plural_of(name)}"
            )
        elif re.search(rf"(?i)\b({re.escape(unit)}|{re.escape(plural_of(unit))}) of ", name):
            if not single:
                return f"{many} {name}"
            return f"the {name}" if ORDINAL.match(name) else introduced(name) if indefinite else f"one {name}"
        return f"{many} {unit if single else plural_of(unit)} of {name}"
    if single:
        if looks_plural(name) and name.rpartition(" ")[2].lower() != "aircraft":
            return name
        return introduced(name) if indefinite else f"one {name}"
    return f"{many} {plural_of(name)}"


def reckoned(quantity: Quantity) -> str:
    """What the voices of an event come to: "five launchers", "five launchers (three voices)", "five launchers
    (between four and six; three voices)"."""
    name, count, many = clean(quantity.name), quantity.count, len(quantity.voices)
    told = counted(name, count)
    if many < 2:
        return told
    voices = plural(many, "voice")
    best, open_ = quantity.estimate, count.low is None or count.high is None
    if best is None and not open_:
        return f"{told} ({voices}; none of the figures is better supported)"
    if best is None or open_ or count.low == count.high or best != round(best):
        return f"{told} ({voices})"
    return f"{counted(name, Count(best, best, count.unit))} ({amount(count)}; {voices})"


def date(day: dt.date) -> str:
    return f"{day.day} {day:%B} {day.year}"


def moment(instant: dt.datetime) -> str:
    """Date and time to the minute, UTC."""
    instant = instant.astimezone(dt.UTC)
    return f"{date(instant.date())}, {instant:%H:%M} UTC"


def when(period: Period | None) -> str | None:
    """The period as a phrase that can follow a verb: "on 23 March 2019", "at some time in 2019", "on or
    before 28 January 2021"; None where no side is known."""
    if period is None or not period.known:
        return None
    first = period.earliest.astimezone(dt.UTC).date() if period.earliest else None
    last = period.latest.astimezone(dt.UTC).date() if period.latest else None
    if first is None and last is not None:
        return f"on or before {date(last)}"
    if last is None and first is not None:
        return f"on or after {date(first)}"
    assert first is not None
    assert last is not None
    return _between(first, last)


def _between(first: dt.date, last: dt.date) -> str:
    if first == last:
        return f"on {date(first)}"
    if first.day == 1 and last.day == calendar.monthrange(last.year, last.month)[1]:
        if (first.year, first.month) == (last.year, last.month):
            return f"in {first:%B} {first.year}"
        if first.month == 1 and last.month == 12:
            if first.year == last.year:
                return f"at some time in {first.year}"
            return f"at some time between {first.year} and {last.year}"
        if first.year == last.year:
            return f"at some time between {first:%B} and {last:%B} {last.year}"
        return f"at some time between {first:%B} {first.year} and {last:%B} {last.year}"
    if (last - first).days > 31:
        start = f"{first.day} {first:%B}" if first.year == last.year else date(first)
        return f"at some time between {start} and {date(last)}"
    if (first.year, first.month) == (last.year, last.month):
        return f"between {first.day} and {date(last)}"
    if first.year == last.year:
        return f"between {first.day} {first:%B} and {date(last)}"
    return f"between {date(first)} and {date(last)}"


def adds(own: str, told: str) -> bool:
    """Whether the source's own words for a date say more than the date as we print it: "Saturday" and "a day
    after the landing" do beside "on 23 March 2019", "23 March", "March 23rd" and "the 23rd" do not."""
    told_words = set(re.findall(r"\w+", told.casefold()))
    said = re.findall(r"\w+", re.sub(r"(?i)(?<=\d)(st|nd|rd|th)\b", "", own.casefold()))
    said = [w for w in said if w not in {"the", "on", "in", "of", "at"}]
    short = {m[:3] for m in MONTHS if m in told_words} | {
        "sept" for m in MONTHS if m in told_words and m[0] == "s"
    }
    return any((w.lstrip("0") or w) not in told_words | short for w in said)


def small(text: str) -> str:
    """Words of a source in the middle of a sentence: without the capital that began its own sentence, where the
    first word is an ordinary one."""
    return text[0].lower() + text[1:] if ORDINARY.match(text) else text


def actor(name: str, kind: str, code: str | None) -> str:
    """Who acts, as a name in running text: a state named by its adjective ("Russian") is told by its country's
    name, a common noun gets its article ("the army")."""
    name = clean(name)
    land = country(code)
    if kind == "person" and re.match(r"[a-z]+ (of|for|to)\b", name):
        return f"the {name}"  # "chief of staff of ..."
    if kind == "state" and land and re.search(r"(?:an|ish|ese|ch|i|ic|ek)s?$", name) and " " not in name:
        name = land
    if re.match(r"(?i)(the|a|an|his|her|its|their|our)\b", name) or re.search(r"[’']s? ", name):
        return name[0].lower() + name[1:] if re.match(r"(The|A|An|His|Her|Its|Their|Our)\b", name) else name
    last = name.rpartition(" ")[2].casefold()
    if WITH_THE.match(name):
        return f"the {name}"
    if last in COMMON_HEADS and not looks_plural_people(name):
        return f"the {name if name.isupper() or ' ' in name else name.casefold()}"
    return name


def looks_plural_people(name: str) -> bool:
    """ "Russian troops", "marines": a bare plural of people needs no article."""
    return name.rpartition(" ")[2].casefold() in {"troops", "marines", "guards", "militia", "police"}


def country(code: str | None) -> str | None:
    """The English short name of ISO 3166-1 alpha-2; the code itself where there is none."""
    return known_as(code) if code else None


def language(code: str | None) -> str:
    """The English name of a language code; "language not detected" where there is none."""
    if not code:
        return "language not detected"
    from babel import Locale, UnknownLocaleError

    try:
        return str(Locale.parse(code.replace("-", "_")).get_language_name("en") or code)
    except (UnknownLocaleError, ValueError):
        return code


def km(value: float) -> str:
    """A distance without false precision."""
    if value < 1:
        return f"{value * 1000:.0f} m"
    if value < 10:
        return f"{value:.1f}".removesuffix(".0") + " km"
    step = 1 if value < 100 else 10 if value < 1000 else 50
    return f"{round(value / step) * step:,} km"


def degrees(lat: float, lon: float, radius_km: float) -> str:
    """Latitude and longitude with no more digits than the radius bears."""
    digits = 3 if radius_km <= 1 else 2 if radius_km <= 10 else 1 if radius_km <= 100 else 0
    return f"{abs(lat):.{digits}f}° {'N' if lat >= 0 else 'S'}, {abs(lon):.{digits}f}° {'E' if lon >= 0 else 'W'}"


def related(place: Place) -> str | None:
    """The place's relation, where it says more than "at" and the name does not hold it already."""
    if not place.relation or place.relation in {"at", "in"}:
        return None
    name = (place.name or (place.span.text if place.span else "")).casefold()
    return None if name.startswith(place.relation.casefold()) else place.relation


def named(place: Place) -> str:
    """The place's name, with the relation and the country: "south of Caracas, Venezuela"."""
    name = clean(place.name or (place.span.text if place.span else "")) or None
    if name is None and place.lat is not None and place.lon is not None and place.radius_km is not None:
        return degrees(place.lat, place.lon, place.radius_km)
    if name is None:
        return "a place not named"
    land = country(place.country)
    tail = f", {land}" if land and land.casefold() not in name.casefold() else ""
    relation = related(place)
    return (f"{relation} {name}" if relation else name) + tail


_DOUBTFUL = 0.7  # below this probability a reader is told what else the name may mean
_OTHER_SCORE, _OTHER_KM = 0.02, 161.0


def likely(place: Place) -> str:
    """As `named`; where the resolver doubts which place of the name is meant, with what else it could be."""
    name = named(place)
    if place.probability is None or place.probability >= _DOUBTFUL or not place.known:
        return name
    others = [
        _named_other(c, place) for c in place.candidates if c.score >= _OTHER_SCORE and _elsewhere(c, place)
    ]
    could = f"could be {' or '.join(others[:2])}" if others else "another place of that name is possible"
    return f"most likely {name}; {could}"


def _named_other(other: Candidate, place: Place) -> str:
    land = country(other.country)
    if other.country == place.country and other.name == place.name:
        return f"the {other.name} at {degrees(other.lat, other.lon, 100.0)}"
    return f"{other.name}, {land}" if land and land != other.name else other.name


def _elsewhere(other: Candidate, place: Place) -> bool:
    return distance_km(other.lat, other.lon, place.lat or 0.0, place.lon or 0.0) > _OTHER_KM


def where(place: Place | None) -> str | None:
    """The place as a phrase that can follow a verb: "at Maiquetía Airport, Venezuela", "in Venezuela", "south
    of Caracas, Venezuela"; None where there is none."""
    if place is None:
        return None
    name = named(place)
    if place.name is None and place.span is None:
        return f"at {name}" if place.known else None
    if place.precision == "unknown" and not place.known:
        return f"at a place given as “{name}”"
    if place.relation and place.relation not in {"at", "in"}:
        first = place.relation.casefold().removeprefix("the ")
        if first in FUSED:
            return name if first in {"inside", "outside"} else f"in {name}"
        return f"on the {name}" if first.startswith(("border", "coast", "edge")) else name
    definite = WITH_THE.match(name.partition(",")[0]) and place.precision not in {"settlement", "site"}
    lead = "at" if place.precision in {"coordinate", "site"} else "in"
    return f"{lead} {'the ' if definite else ''}{name}"
