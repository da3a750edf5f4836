"""German and Turkish words of time. Months and weekdays as CLDR has them; Turkish with its case endings."""

from sightline.times.lexicon import Lexicon, amounts, numbered, phrases, portions, steps, suffixed, units

GERMAN = Lexicon(
    months=numbered("januar jänner", "februar feber", "märz", "april", "mai", "juni", "juli", "august", "september", "oktober",
                    "november", "dezember", first=1),
    short_months=numbered("jan", "feb", "mär", "apr", "mai", "jun", "jul", "aug", "sept sep", "okt", "nov", "dez", first=1),
    weekdays=numbered("montag montagabend montagmorgen montagnacht", "dienstag dienstagabend dienstagmorgen dienstagnacht",
                      "mittwoch mittwochabend mittwochmorgen mittwochnacht", "donnerstag donnerstagabend donnerstagmorgen",
                      "freitag freitagabend freitagmorgen freitagnacht", "samstag sonnabend samstagabend samstagmorgen samstagnacht",
                      "sonntag sonntagabend sonntagmorgen sonntagnacht"),
    seasons=numbered("frühling frühjahr", "sommer", "herbst", "winter"),
    units=units(minute="minute minuten", hour="stunde stunden", day="tag tage tagen tages", week="woche wochen",
                weekend="wochenende", month="monat monate monaten monats", year="jahr jahre jahren jahres",
                decade="jahrzehnt jahrzehnte jahrzehnten", century="jahrhundert jahrhunderts"),
    numbers=amounts("wenigen wenige ein_paar", "mehreren mehrere einigen einige", "ein eine einem einer einen eines", "zwei", "drei", "vier",
                    "fünf", "sechs", "sieben", "acht", "neun", "zehn", "elf", "zwölf"),
    phrases=phrases(
        today="heute | heute morgen | heute abend", yesterday="gestern | gestern abend", before_yesterday="vorgestern",
        last_night="vergangene nacht | letzte nacht | in der nacht", now="jetzt | derzeit | gegenwärtig | zurzeit",
        recently="kürzlich | zuletzt | unlängst", next_day="am nächsten tag | am folgenden tag | tags darauf",
        same_day="am selben tag | am gleichen tag", day_before="am tag zuvor | tags zuvor", last_days="den vergangenen tagen",
        coming_days="den kommenden tagen | den nächsten tagen",
    ),
    steps=steps("letzten letzte letzter letztes letztem vergangenen vergangene vergangener vergangenes vergangenem vorigen vorige voriger vorherigen",
                "diesen diese dieser dieses diesem", "nächsten nächste nächster nächstes nächstem kommenden kommende kommender kommendes folgenden"),
    portions=portions("anfang", "mitte", "ende", "beginn", ""),
    ago=frozenset(), ago_before=(("vor",),), later=frozenset({("später",), ("danach",)}),
    of=frozenset({"des", "der", "dem", "."}), year_words=frozenset({"jahr", "jahre", "jahres"}),
    before_year=frozenset({"jahr", "jahre", "jahres", "seit", "bis", "ende", "anfang", "mitte", "von", "ab", "und", "zwischen"}),
    joiners=frozenset({"und", "bis", "oder"}),
    day_parts=frozenset({"morgen", "abend", "nacht", "mittag", "nachmittag"}), nights=frozenset({"nacht"}),
    future=frozenset({"wird", "werden", "soll", "sollen", "geplant", "will", "wollen"}),
    capital_only=frozenset({"mai", "montag", "april", "august", "sommer", "winter", "herbst", "ende", "mitte", "anfang"}),
)  # fmt: skip

_CASES = "da de ta te dan den tan ten a e ya ye ı i u ü ın in un ün nın nin nun nün ki"

TURKISH = Lexicon(
    months=suffixed(numbered("ocak", "şubat", "mart", "nisan", "mayıs", "haziran", "temmuz", "ağustos", "eylül", "ekim", "kasım",
                             "aralık", first=1), _CASES),
    short_months=numbered("oca", "şub", "mar", "nis", "may", "haz", "tem", "ağu", "eyl", "eki", "kas", "ara", first=1),
    weekdays=suffixed(numbered("pazartesi", "salı", "çarşamba", "perşembe", "cuma", "cumartesi", "pazar"), _CASES),
    seasons=numbered("ilkbahar ilkbaharda baharda bahar", "yazın yaz yazda", "sonbahar sonbaharda güz güzün", "kış kışın kışta"),
    units=units(minute="dakika", hour="saat", day="gün günde günü günün", week="hafta haftada haftanın", month="ay ayda ayın",
                year="yıl yılda yılın yılı sene", decade="on_yıl", century="yüzyıl yüzyılda"),
    numbers=amounts("birkaç", "", "bir", "iki", "üç", "dört", "beş", "altı", "yedi", "sekiz", "dokuz", "on"),
    phrases=phrases(
        today="bugün | bu sabah | bu akşam | bu gece", yesterday="dün | dün sabah | dün akşam | dünkü",
        before_yesterday="önceki gün | evvelsi gün", tomorrow="yarın", last_night="dün gece | geçen gece",
        now="şimdi | şu anda | halen | hâlen", recently="geçenlerde | son zamanlarda | yakın zamanda",
        next_day="ertesi gün", same_day="aynı gün | o gün", day_before="bir gün önce", last_days="son günlerde",
        coming_days="önümüzdeki günlerde", past_day="son 24 saatte",
    ),
    steps=steps("geçen geçtiğimiz son önceki", "bu", "gelecek önümüzdeki"),
    portions=portions("başında başı başlarında", "ortasında ortası ortalarında", "sonunda sonu sonlarında sonuna", "", ""),
    ago=frozenset({"önce", "evvel"}), ago_before=(), later=frozenset({("sonra",)}),
    of=frozenset(), year_words=frozenset({"yılı", "yılında", "yılından", "yılının", "yılına", "senesi"}),
    before_year=frozenset(), joiners=frozenset({"ve", "ila", "ile", "veya"}),
    day_parts=frozenset({"sabah", "akşam", "gece", "öğle", "öğleden", "akşamı", "sabahı", "gecesi", "gecesinden", "günü", "gününden"}),
    nights=frozenset({"gece", "gecesi", "gecesinden"}),
    future=frozenset({"planlanıyor", "bekleniyor", "öngörülüyor"}), future_endings=("ecek", "acak", "eceği", "acağı", "ecektir", "acaktır"),
    capital_only=frozenset({"pazar", "ekim", "ocak", "ocakta", "pazarda", "pazara", "yaz"}),
)  # fmt: skip
