"""German and Turkish words of time. Months and weekdays as CLDR has them; Turkish with its case endings."""

from sightline.times.lexicon import (
    FOLLOWING_YEAR,
    SAME_YEAR,
    Lexicon,
    amounts,
    listed,
    numbered,
    phrases,
    portions,
    steps,
    suffixed,
    units,
)

_DAYS = ("montag", "dienstag", "mittwoch", "donnerstag", "freitag", "samstag", "sonntag")
_PARTS = ("", "abend", "morgen", "vormittag", "nachmittag", "mittag", "früh", "nacht")
_MONTHS = ("januar jänner", "februar feber", "märz", "april", "mai", "juni", "juli", "august", "september", "oktober",
           "november", "dezember")  # fmt: skip

GERMAN = Lexicon(
    months=numbered(*_MONTHS, first=1),
    short_months=numbered("jan", "feb", "mär", "apr", "mai", "jun", "jul", "aug", "sept sep", "okt", "nov", "dez", first=1),
    weekdays={day + part: n for n, day in enumerate(_DAYS) for part in _PARTS} | {"sonnabend": 5, "sonnabends": 5},
    seasons=numbered("frühling frühjahr", "sommer sommers", "herbst", "winter winters"),
    units=units(minute="minute minuten", hour="stunde stunden", day="tag tage tagen tages", week="woche wochen",
                weekend="wochenende wochenendes", month="monat monate monaten monats", quarter="quartal quartals", year="jahr jahre jahren jahres",
                decade="jahrzehnt jahrzehnte jahrzehnten", century="jahrhundert jahrhunderts"),
    numbers=amounts("wenigen wenige", "mehreren mehrere einigen einige", "ein eine einem einer einen eines", "zwei", "drei", "vier",
                    "fünf", "sechs", "sieben", "acht", "neun", "zehn", "elf", "zwölf"),
    phrases=phrases(
        today="heute | heute morgen | heute abend | heute früh | heute vormittag | heute nachmittag", yesterday="gestern | gestern abend | gestern morgen | gestern früh | gestern nachmittag",
        before_yesterday="vorgestern | vorgestern abend", tomorrow="morgen | morgen früh | morgen abend", after_tomorrow="übermorgen",
        last_night="vergangene nacht | letzte nacht | in der nacht | der vergangenen nacht | vergangenen nacht | letzten nacht | heute nacht | gestern nacht",
        now="jetzt | derzeit | gegenwärtig | zurzeit",
        recently="kürzlich | zuletzt | unlängst | vor kurzem", next_day="am nächsten tag | am folgenden tag | tags darauf | folgenden tag | nächsten tag",
        same_day="am selben tag | am gleichen tag", day_before="am tag zuvor | tags zuvor | am vortag", last_days="den vergangenen tagen | den letzten tagen",
        coming_days="den kommenden tagen | den nächsten tagen", last_year="vorjahr | vorjahres", last_months="den vergangenen monaten | den letzten monaten",
        same_year="im selben jahr | im gleichen jahr | desselben jahres", following_year="im folgenden jahr | im jahr darauf",
        same_month="im selben monat | desselben monats",
        past_day="den vergangenen 24 stunden | den letzten 24 stunden",
    ),
    steps=steps("letzten letzte letzter letztes letztem vergangenen vergangene vergangener vergangenes vergangenem vorigen vorige voriger vorherigen",
                "diesen diese dieser dieses diesem", "nächsten nächste nächster nächstes nächstem kommenden kommende kommender kommendes folgenden"),
    steps_before=True, portions=portions("anfang", "mitte", "ende", "beginn", ""),
    ago=frozenset(), ago_before=listed("vor | seit"), later=listed("später | danach | darauf"), earlier=listed("zuvor | früher | vorher | davor"),
    ahead_before=listed("in"), ahead_if_future=True, about=listed("mehr als | weniger als | fast | etwa | rund | knapp | gut | ungefähr | über"),
    of=frozenset({"des", "der", "dem", "."}), year_words=frozenset({"jahr", "jahre", "jahres"}), same_years={("desselben", "jahres"): SAME_YEAR, ("folgenden", "jahres"): FOLLOWING_YEAR},
    before_year=frozenset({"jahr", "jahre", "jahres", "seit", "bis", "ende", "anfang", "mitte", "von", "ab", "und", "zwischen"}),
    joiners=frozenset({"und", "bis", "oder"}), articles=frozenset({"den", "dem", "zum", "der"}),
    day_parts=frozenset({"morgen", "abend", "nacht", "mittag", "nachmittag", "vormittag", "früh"}), nights=frozenset({"nacht"} | {day + "nacht" for day in _DAYS}),
    ordinals=numbered("erste ersten erstes erster", "zweite zweiten zweites", "dritte dritten drittes", "vierte vierten viertes", first=1),
    halves=frozenset({"hälfte", "jahreshälfte"}), quarters=frozenset({"quartal", "quartals"}), half_years=frozenset({"halbjahr", "halbjahres"}),
    decades={w + "er": n for w, n in (("zwanzig", 20), ("dreißig", 30), ("vierzig", 40), ("fünfzig", 50), ("sechzig", 60), ("siebzig", 70), ("achtzig", 80), ("neunzig", 90))},
    decade_words=frozenset({"jahre", "jahren"}), century_words=frozenset({"jahrhundert", "jahrhunderts"}),
    night_words=frozenset({"nacht"}), night_to=frozenset({"zum", "zu", "auf"}), night_from=frozenset({"von", "vom"}),
    hour_words=frozenset({"uhr"}), sharp_hours=frozenset({"uhr"}), at_hour=listed("um | gegen | ab | kurz nach"),
    zones={("gmt",): 0.0, ("utc",): 0.0, ("mez",): 1.0, ("mesz",): 2.0},
    month_before=frozenset("im ab seit bis mitte anfang ende von vom zum für und zwischen oder , - – — des am in".split()), doubtful=frozenset(" ".join(_MONTHS).split()), capital_names=True,
    every=frozenset({"jeden"}), small_only=frozenset({"morgen"}), never_after={"morgen": frozenset({"am", "guten", "den", "jeden", "montag", "heute"})},
    future=frozenset({"wird", "werden", "soll", "sollen", "geplant", "will", "wollen"}),
    capital_only=frozenset(f"{' '.join(_DAYS)} {' '.join(_MONTHS)} sommer winter herbst ende mitte anfang beginn nacht frühling frühjahr".split()),
)  # fmt: skip

_CASES = "da de ta te dan den tan ten a e ya ye yı yi yu yü ı i u ü ın in un ün nın nin nun nün ki"
_HELD = " ".join((_CASES, "nda nde ndan nden na ne ndaki ndeki sı si su sü"))
_TR_MONTHS = (
    "ocak",
    "şubat",
    "mart",
    "nisan",
    "mayıs",
    "haziran",
    "temmuz",
    "ağustos",
    "eylül",
    "ekim",
    "kasım",
    "aralık",
)


def _forms(*stems: str) -> str:
    """Every stem with every ending of a noun that may itself be held ("yıl", "yılı", "yılının", "yılında")."""
    return " ".join(s + e for s in stems for e in ("", *_HELD.split(), "ının", "inin", "unun", "ünün", "ında", "inde", "unda", "ünde",
                                                   "sında", "sinde", "sından", "sinden", "sının", "sinin",
                                                   "ından", "inden", "ına", "ine", "ındaki", "indeki"))  # fmt: skip


TURKISH = Lexicon(
    months=suffixed(numbered(*_TR_MONTHS, first=1), _CASES) | {"mayısın": 5, "aralığın": 12, "aralığa": 12, "aralığı": 12, "ocağın": 1},
    short_months=numbered("oca", "şub", "mar", "nis", "may", "haz", "tem", "ağu", "eyl", "eki", "kas", "ara", first=1),
    weekdays=suffixed(numbered("pazartesi", "salı", "çarşamba", "perşembe", "cuma", "cumartesi", "pazar"), _CASES.removeprefix("da ")),
    seasons=numbered("ilkbahar ilkbaharda ilkbaharında baharda bahar baharında", "yazın yaz yazda yazında yazı", "sonbahar sonbaharda sonbaharında güz güzün", "kış kışın kışta kışında"),
    units=units(minute="dakika", hour="saat saatte", day=_forms("gün"), week=_forms("hafta"), month=_forms("ay"),
                year=_forms("yıl", "sene"), century="yüzyıl"),
    long_units={("hafta", e): "weekend" for e in ("sonu", "sonunda", "sonundan", "sonuna")},
    numbers=amounts("birkaç", "", "bir", "iki", "üç", "dört", "beş", "altı", "yedi", "sekiz", "dokuz", "on"),
    phrases=phrases(
        today="bugün | bu sabah | bu akşam | bu gece", yesterday="dün | dün sabah | dün akşam | dünkü | dün akşamüstü | dün öğleden sonra",
        before_yesterday="önceki gün | evvelsi gün", tomorrow="yarın | yarın sabah", after_tomorrow="öbür gün", last_night="dün gece | geçen gece",
        now="şimdi | şu anda | halen | hâlen", recently="geçenlerde | son zamanlarda | yakın zamanda | kısa süre önce",
        next_day="ertesi gün", same_day="aynı gün | o gün", day_before="bir gün önce", last_days="son günlerde | geçtiğimiz günlerde",
        coming_days="önümüzdeki günlerde", same_year="aynı yıl | o yıl", following_year="ertesi yıl", same_month="aynı ay", past_day="son 24 saatte",
    ),
    steps=steps("geçen geçtiğimiz son önceki", "bu", "gelecek önümüzdeki"), steps_before=True,
    portions=portions("başında başı başlarında başından başlarından", "ortasında ortası ortalarında ortasından", "sonunda sonu sonlarında sonuna sonundan", "", ""),
    ago=listed("önce | evvel | öncesinde"), ago_before=frozenset(), later=listed("sonra"), about=listed("yaklaşık | tam | neredeyse"),
    of=frozenset(), year_words=frozenset(_forms("yıl", "sene").split()) | {"tarihinde", "tarihli", "tarihi", "tarihinden", "tarihine"} - {"yıl", "sene"},
    before_year=frozenset(), joiners=frozenset({"ve", "ila", "ile", "veya"}),
    day_parts=frozenset({"sabah", "akşam", "gece", "öğle", "öğleden", "akşamı", "sabahı", "gecesi", "gecesinden", "günü", "gününden", "gününe"}),
    nights=frozenset({"gece", "gecesi", "gecesinden"}), stops=frozenset({"."}),
    ordinals=numbered("birinci ilk", "ikinci", "üçüncü", "dördüncü", first=1), month_words=frozenset(_forms("ay").split()) - {"ay"} | {"ayı"},
    halves=frozenset({"yarısında", "yarısı", "yarısından", "yarısına"}), quarters=frozenset({"çeyreğinde", "çeyreği", "çeyrekte"}), half_years=frozenset({"yarıyılda", "yarıyılında"}),
    decade_words=frozenset({"yıllar", "yıllarda", "yılların", "yıllardan", "yıllara"}),
    decade_endings=frozenset("lı li lu lü larda lerde ların lerin lar ler lardan lerden".split()),
    century_words=frozenset({"yüzyıl", "yüzyılda", "yüzyılın", "yüzyıldan"}), night_behind=listed("bağlayan gece"), year_first=True,
    hour_words=frozenset({"sıralarında", "saatlerinde"}), hour_leads=frozenset({"saat"}), at_hour=listed("saat | günü saat"),
    doubtful=frozenset(_TR_MONTHS) | {"ekimi", "ocağı", "martı", "aralığı"}, capital_names=True,
    every=frozenset({"her"}),
    future=frozenset({"planlanıyor", "bekleniyor", "öngörülüyor"}), future_endings=("ecek", "acak", "eceği", "acağı", "ecektir", "acaktır", "ecekler", "acaklar"),
    capital_only=frozenset({"pazar", "ekim", "ocak", "ocakta", "pazarda", "pazara", "pazarın", "ekimi", "ekime", "pazarı", "pazardan"}),
)  # fmt: skip
