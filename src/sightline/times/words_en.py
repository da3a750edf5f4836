"""English words of time. Months and weekdays as in CLDR 'wide' and 'abbreviated', plus forms of the press."""

from sightline.times.expr import Portion, UnitName

MONTHS = {
    "january": 1, "february": 2, "march": 3, "april": 4, "may": 5, "june": 6, "july": 7, "august": 8,
    "september": 9, "october": 10, "november": 11, "december": 12,
    "jan": 1, "feb": 2, "mar": 3, "apr": 4, "jun": 6, "jul": 7, "aug": 8, "sep": 9, "sept": 9, "oct": 10,
    "nov": 11, "dec": 12,
}  # fmt: skip
# words that are also something else: taken as a month only where the surroundings say so
DOUBTFUL_MONTHS = frozenset({"may", "march", "mar", "dec", "jan", "sep", "nov", "august", "april", "june"})
WEEKDAYS = {
    "monday": 0, "tuesday": 1, "wednesday": 2, "thursday": 3, "friday": 4, "saturday": 5, "sunday": 6,
    "mon": 0, "tue": 1, "tues": 1, "wed": 2, "weds": 2, "thu": 3, "thur": 3, "thurs": 3, "fri": 4, "sat": 5,
    "sun": 6,
}  # fmt: skip
WEEKDAY_PLURALS = frozenset(
    {"mondays", "tuesdays", "wednesdays", "thursdays", "fridays", "saturdays", "sundays"}
)
DOUBTFUL_WEEKDAYS = frozenset({"sat", "sun", "mon", "wed", "fri", "thu", "tue"})
SEASONS = {"spring": 0, "springtime": 0, "summer": 1, "summertime": 1, "autumn": 2, "fall": 2, "winter": 3,
           "wintertime": 3}  # fmt: skip
UNITS: dict[str, UnitName] = {
    "seconds": "minute", "minute": "minute", "minutes": "minute", "hour": "hour", "hours": "hour", "hrs": "hour", "day": "day",
    "days": "day", "night": "day", "nights": "day", "week": "week", "weeks": "week", "month": "month",
    "months": "month", "year": "year", "years": "year", "yr": "year", "yrs": "year", "decade": "decade",
    "decades": "decade", "century": "century", "centuries": "century", "weekend": "weekend",
    "weekends": "weekend", "quarter": "quarter", "quarters": "quarter",
}  # fmt: skip
FORTNIGHT = frozenset({"fortnight", "fortnights"})
PLURAL_UNITS = frozenset(w for w in UNITS if w.endswith("s"))
PARTS_OF_DAY = frozenset(
    [
        "morning",
        "morn",
        "afternoon",
        "evening",
        "night",
        "nite",
        "noon",
        "midday",
        "midnight",
        "dawn",
        "dusk",
        "sunrise",
        "sunset",
        "daybreak",
        "nightfall",
        "daylight",
        "lunchtime",
        "midmorning",
    ]
)
ORDINALS = {
    "first": 1, "second": 2, "third": 3, "fourth": 4, "fifth": 5, "sixth": 6, "seventh": 7, "eighth": 8,
    "ninth": 9, "tenth": 10, "eleventh": 11, "twelfth": 12, "thirteenth": 13, "fourteenth": 14,
    "fifteenth": 15, "sixteenth": 16, "seventeenth": 17, "eighteenth": 18, "nineteenth": 19,
    "twentieth": 20, "thirtieth": 30, "last": -1, "final": -1, "closing": -1, "opening": 1,
}  # fmt: skip
ONES = {
    "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9,
    "ten": 10, "eleven": 11, "twelve": 12, "thirteen": 13, "fourteen": 14, "fifteen": 15, "sixteen": 16,
    "seventeen": 17, "eighteen": 18, "nineteen": 19,
}  # fmt: skip
TENS = {"twenty": 20, "thirty": 30, "forty": 40, "fourty": 40, "fifty": 50, "sixty": 60, "seventy": 70,
        "eighty": 80, "ninety": 90}  # fmt: skip
DECADES = {"twenties": 20, "thirties": 30, "forties": 40, "fifties": 50, "sixties": 60, "seventies": 70,
           "eighties": 80, "nineties": 90}  # fmt: skip
# a spoken amount as an interval: few and several after the contract's "several has low 3"
AMOUNTS: dict[str, tuple[float, float]] = {
    "few": (2, 6), "several": (3, 9), "couple": (2, 3), "dozen": (12, 12), "many": (3, 20), "some": (2, 9),
    "numerous": (3, 20), "hundred": (100, 100), "dozens": (24, 99),
}  # fmt: skip
# words that stand before an amount and belong to the expression
APPROXIMATORS = (
    ("a", "little", "more", "than"), ("a", "little", "over"), ("a", "little", "less", "than"),
    ("no", "more", "than"), ("no", "less", "than"), ("not", "more", "than"),
    ("well", "over"), ("more", "than"), ("less", "than"), ("fewer", "than"), ("close", "to"), ("up", "to"),
    ("at", "least"), ("at", "most"), ("just", "over"), ("just", "under"), ("only", "about"),
    ("about",), ("around",), ("roughly",), ("approximately",), ("nearly",), ("almost",), ("over",),
    ("under",), ("some",), ("just",), ("only",), ("barely",), ("another",), ("mere",), ("exactly",),
    ("circa",), ("ca",), ("hardly",),
)  # fmt: skip
LOOSE = frozenset({"about", "around", "roughly", "approximately", "nearly", "almost", "some", "circa", "ca",
                   "close", "little"})  # fmt: skip
PORTIONS: dict[str, Portion] = {
    "early": "early", "earlier": "early", "mid": "mid", "middle": "mid", "late": "late", "later": "late",
    "beginning": "start", "start": "start", "outset": "start", "end": "end", "close": "end",
    "onset": "start", "midst": "mid", "midpoint": "mid", "rest": "rest", "remainder": "rest",
    "turn": "turn",
}  # fmt: skip
PAST = frozenset({"last", "past", "previous", "preceding", "prior", "foregoing", "final"})
NEXT = frozenset({"next", "coming", "following", "ensuing", "subsequent", "succeeding", "upcoming"})
FROM_TEXT = frozenset({"previous", "preceding", "prior", "following", "ensuing", "subsequent", "succeeding"})
SAME = frozenset({"same", "very", "selfsame"})
DETERMINERS = frozenset({"the", "this", "that", "these", "those", "a", "an", "same", "each", "every"})
PREPOSITIONS = frozenset(
    [
        "in",
        "of",
        "since",
        "from",
        "by",
        "until",
        "till",
        "to",
        "between",
        "during",
        "after",
        "before",
        "through",
        "throughout",
        "circa",
        "around",
        "about",
        "late",
        "early",
        "mid",
        "for",
        "and",
        "or",
        "into",
        "than",
        "at",
        "on",
        "towards",
        "toward",
        "within",
        "over",
        "pre",
        "post",
        "as",
        "beginning",
        "year",
        "under",
        "starting",
        "back",
        "upon",
        "calendar",
    ]
)
FUTURE_CUES = frozenset(
    [
        "will",
        "ll",
        "shall",
        "plans",
        "plan",
        "planned",
        "planning",
        "due",
        "scheduled",
        "expected",
        "expects",
        "expect",
        "intends",
        "intend",
        "to",
        "be",
        "upcoming",
        "would",
        "slated",
        "deadline",
    ]
)
PAST_CUES = frozenset(
    [
        "was",
        "were",
        "had",
        "did",
        "been",
        "has",
        "have",
        "ago",
        "began",
        "came",
        "went",
        "said",
        "took",
        "saw",
        "made",
        "left",
    ]
)
HOLIDAYS = {
    ("christmas", "eve"): "christmas eve", ("christmas", "day"): "christmas", ("christmas",): "christmas",
    ("xmas",): "christmas", ("new", "year", "'", "s", "eve"): "new year eve",
    ("new", "year", "’", "s", "eve"): "new year eve", ("new", "year", "'", "s", "day"): "new year",
    ("new", "year", "’", "s", "day"): "new year", ("new", "year", "'", "s"): "new year",
    ("the", "new", "year"): "new year", ("boxing", "day"): "boxing day", ("easter", "sunday"): "easter",
    ("easter", "monday"): "easter monday", ("good", "friday"): "good friday", ("easter",): "easter",
    ("may", "day"): "may day", ("orthodox", "easter"): "orthodox easter", ("orthodox", "christmas"): "orthodox christmas",
    ("palm", "sunday"): "palm sunday", ("ash", "wednesday"): "ash wednesday", ("mardi", "gras"): "mardi gras",
    ("maundy", "thursday"): "maundy thursday", ("whit", "sunday"): "pentecost", ("pentecost",): "pentecost",
    ("thanksgiving", "day"): "thanksgiving", ("thanksgiving",): "thanksgiving", ("black", "friday"): "black friday",
    ("cyber", "monday"): "cyber monday", ("labor", "day"): "labor day", ("memorial", "day"): "memorial day",
    ("columbus", "day"): "columbus day", ("presidents", "day"): "presidents day",
    ("presidents", "'", "day"): "presidents day", ("presidents", "’", "day"): "presidents day",
    ("martin", "luther", "king", "day"): "martin luther king day", ("halloween",): "halloween",
    ("martin", "luther", "king", "jr", ".", "day"): "martin luther king day",
    ("veterans", "day"): "armistice day", ("armistice", "day"): "armistice day",
    ("remembrance", "day"): "armistice day", ("bastille", "day"): "bastille day",
    ("the", "fourth", "of", "july"): "fourth of july", ("fourth", "of", "july"): "fourth of july",
    ("valentine", "'", "s", "day"): "valentine", ("valentine", "’", "s", "day"): "valentine",
    ("mother", "'", "s", "day"): "mother's day", ("mother", "’", "s", "day"): "mother's day",
    ("father", "'", "s", "day"): "father's day", ("father", "’", "s", "day"): "father's day",
    ("st", ".", "patrick", "'", "s", "day"): "st patrick", ("st", ".", "patrick", "’", "s", "day"): "st patrick",
    ("international", "women", "'", "s", "day"): "women's day",
    ("international", "women", "’", "s", "day"): "women's day", ("all", "saints", "day"): "all saints",
    ("ramadan",): "ramadan", ("ramadhan",): "ramadan", ("ashura",): "ashura", ("arbaeen",): "",
    ("eid", "al", "-", "fitr"): "eid al-fitr", ("eid", "ul", "-", "fitr"): "eid al-fitr",
    ("eid", "al", "-", "adha"): "eid al-adha", ("eid", "ul", "-", "adha"): "eid al-adha", ("eid",): "",
    ("lunar", "new", "year"): "lunar new year", ("chinese", "new", "year"): "lunar new year",
    ("nowruz",): "nowruz", ("norouz",): "nowruz", ("yom", "kippur"): "yom kippur",
    ("rosh", "hashanah"): "rosh hashanah", ("passover",): "passover", ("diwali",): "diwali",
    ("victory", "day"): "", ("independence", "day"): "", ("tet", "holiday"): "",
    ("election", "day"): "", ("d", "-", "day"): "", ("army", "day"): "", ("navy", "day"): "",
}  # fmt: skip
# hours east of UTC; only letters that mean one thing in the reporting we read
ZONES = {
    "utc": 0.0, "gmt": 0.0, "z": 0.0, "zulu": 0.0, "cet": 1.0, "cest": 2.0, "eet": 2.0, "eest": 3.0,
    "msk": 3.0, "est": -5.0, "edt": -4.0, "pst": -8.0, "pdt": -7.0, "bst": 1.0,
}  # fmt: skip
# local time named by a place: hours east of UTC in winter, and by how many the clocks are ahead in summer, or were so
# within the last decades (IANA time zone database, since 1990)
PLACE_TIMES: dict[str, tuple[float, float]] = {
    "moscow": (3, 1), "minsk": (2, 1), "kyiv": (2, 1), "kiev": (2, 1), "istanbul": (2, 1), "ankara": (2, 1),
    "athens": (2, 1), "bucharest": (2, 1), "beirut": (2, 1), "damascus": (2, 1), "amman": (2, 1), "cairo": (2, 1),
    "jerusalem": (2, 1), "israel": (2, 1), "israeli": (2, 1), "baghdad": (3, 1), "riyadh": (3, 0), "tehran": (3.5, 1),
    "iran": (3.5, 1), "dubai": (4, 0), "baku": (4, 1), "yerevan": (4, 1), "tbilisi": (3, 2), "kabul": (4.5, 0),
    "islamabad": (5, 1), "delhi": (5.5, 0), "india": (5.5, 0), "indian": (5.5, 0), "beijing": (8, 0), "china": (8, 0),
    "taipei": (8, 0), "singapore": (8, 0), "manila": (8, 0), "hanoi": (7, 0), "bangkok": (7, 0), "tokyo": (9, 0),
    "japan": (9, 0), "seoul": (9, 0), "pyongyang": (8.5, 0.5), "vladivostok": (10, 1), "london": (0, 1),
    "british": (0, 1), "lisbon": (0, 1), "paris": (1, 1), "berlin": (1, 1), "rome": (1, 1), "madrid": (1, 1),
    "brussels": (1, 1), "vienna": (1, 1), "warsaw": (1, 1), "belgrade": (1, 1), "stockholm": (1, 1), "oslo": (1, 1),
    "helsinki": (2, 1), "caracas": (-4.5, 0.5), "bogota": (-5, 0), "lima": (-5, 0), "havana": (-5, 1),
    "washington": (-5, 1), "eastern": (-5, 1), "central": (-6, 1), "mountain": (-7, 1), "pacific": (-8, 1),
}  # fmt: skip
COUNTED = frozenset(
    [
        "men",
        "troops",
        "soldiers",
        "people",
        "personnel",
        "km",
        "kilometers",
        "kilometres",
        "miles",
        "meters",
        "metres",
        "tons",
        "tonnes",
        "aircraft",
        "tanks",
        "vehicles",
        "civilians",
        "prisoners",
        "casualties",
        "dead",
        "wounded",
        "dollars",
        "euros",
        "percent",
        "ships",
        "fighters",
        "guns",
        "rounds",
        "feet",
        "ft",
        "m",
        "kg",
        "lbs",
        "mm",
        "cm",
        "women",
        "children",
        "refugees",
        "officers",
        "barrels",
        "houses",
        "homes",
        "workers",
        "sorties",
        "units",
        "pieces",
        "missiles",
        "rockets",
        "shells",
        "families",
        "villagers",
        "votes",
        "others",
        "volunteers",
        "mph",
        "kmh",
        "hp",
    ]
)
