"""Closed lists of words around place names, folded. Hand-made; English first, common forms in other languages."""

IN_WORDS = frozenset(
    "in at near from outside inside around toward towards across throughout into via off above over beyond "
    "en dans a à bei nach v vo na u iz pod yi z do pid bilya kolo poblizu nepodalik vid okolo vozle vblizi bliz nad "
    "desde hacia vers depuis nahe aus po "
    .split()
)  # fmt: skip
LOOSE_IN_WORDS = frozenset(
    "to of for and or between through by on against visit visited leaving reach reached reaching".split()
)

# Titles and offices that make the next capitalised words a person.
TITLES = frozenset(
    "mr mrs ms miss dr sir lord lady prof professor president premier chancellor minister secretary senator sen rep "
    "representative congressman congresswoman gov governor mayor judge justice general gen colonel col major maj "
    "captain capt lieutenant lt sergeant sgt admiral adm commander cmdr marshal brigadier brig corporal cpl private "
    "pvt officer officers detective det inspector chief sheriff deputy director chairman chairwoman chairperson "
    "spokesman spokeswoman spokesperson king queen prince princess pope sheikh ayatollah imam rev reverend father "
    "bishop archbishop cardinal coach analyst attorney attorneys actor actress author singer lawyer historian "
    "generalissimo ambassador envoy superintendent supt trooper principal councilman councilwoman councilor "
    "señor senor señora senora don doña general-mayor generala presidente ministro brother sister uncle aunt"
    .split()
)  # fmt: skip
# Verbs that report speech: who stands before them is quoted, whatever the sentence is about.
SAYS = frozenset(
    "said says say announced denied denies warned warns insisted insists rejected condemned claimed claims stated states "
    "argued argues accused accuses urged urges vowed vows demanded demands pledged reported reports added".split()
)
# A capitalised word that follows a place's name and makes it something else.
MEDIA = frozenset(
    "times post herald tribune journal gazette chronicle globe observer telegraph daily news inquirer dispatch "
    "examiner courier star sun mirror record bulletin review magazine tv radio press monitor reporter ledger "
    "sentinel register echo mail advocate".split()
)
NOT_PLACE_AFTER = frozenset(
    "inc corp llc ltd co plc gmbh sa ag group holdings partners bank airlines airways motors records studios "
    "pictures entertainment jr sr ii iii iv hilton".split()
)
# A capitalised word after a name that belongs to the ground of that place: the name still says where.
LOCAL_AFTER = frozenset(
    "university college school high elementary middle police sheriff fire county city town township village council "
    "hospital medical airport station park road street avenue boulevard drive lane highway bridge river lake bay "
    "beach island islands mountain mountains valley district department office court courthouse church cathedral mosque library "
    "museum theatre theater stadium center centre square hall house palace prison jail port harbor harbour base "
    "airbase province state region oblast governorate parish borough municipality community academy institute zoo "
    "international regional municipal public north south east west central united fc basin peninsula accord agreement "
    "treaty declaration summit marathon festival government parliament ministry assembly authority commission "
    "chamber mall market plaza hotel institution armed army forces navy republic isd water".split()
)

# Who and what a town has: "Oswego firefighters", "a Dover couple", "the Salina area".
CIVIC_AFTER = frozenset(
    "man woman couple teen teenager teenagers resident residents native police firefighters officials selectmen "
    "aldermen councilors councillors area mayor Mayor taxpayers shopkeepers commuters motorists schools hospitals "
    "suburb suburbs neighborhood outskirts airport police-officer patrolman firehouse selectman".split()
)
# "Department of Health": what stands behind is a field, not a place.
OFFICES = frozenset(
    "department ministry minister secretary bureau board office division directorate committee faculty school "
    "institute commissioner undersecretary council centers".split()
)
AILMENTS = frozenset("virus viruses syndrome disease flu fever".split())  # "the Coventry virus"
SPEECH_AFTER = frozenset("said says told added asked explained".split())

REGION_NOUNS = frozenset(
    "province state region oblast governorate krai kray republic prefecture department canton territory governate "
    "voivodeship provincia estado region oblasti oblast vilayet ili eyaleti bolgesi departement area raion "
    "oblastyu obl kraya krae provintsiya provintsii provintsiyu provintsiey respublika respubliki respublike respubliku "
    "ilinde iline ilinden eyaletinde eyaletinden vilayetinde bolgesinde bolgesinden bolgesine".split()
)
# Those of them that name a part of a country and nothing vaguer ("area") or of another rank ("department").
FIRST_ORDER_NOUNS = frozenset(
    "province region oblast governorate krai kray governate voivodeship prefecture provincia oblasti vilayet ili "
    "oblastyu obl kraya krae provintsiya provintsii provintsiyu ilinde iline ilinden eyaletinde vilayetinde".split()
)
COUNTY_NOUNS = frozenset(
    "county parish borough district raion municipality raione raiona raioni rayon rayone rayona rayoni ilcesi ilcesinde "
    "ilcesinden ilcesine ilce".split()
)
SETTLEMENT_NOUNS = frozenset(
    "city town village capital suburb hamlet township settlement neighborhood neighbourhood port resort ciudad pueblo "
    "ville village sehri koyu gorod goroda gorode selo sela misto gorodu gorodom gorodu sele derevnya derevne derevni "
    "derevnyu poselok poselke poselka stanitsa stanitse misti mista seli selishche selishchi kishlak kishlake "
    "kenti kentinde kentinden kentine sehrinde sehrinden sehrine koyunde koyunden koyune kasabasi kasabasinda "
    "kasabasindan".split()
)
# Of these the ones that stand behind the name.
SETTLEMENT_AFTER = frozenset("city town village".split()) | frozenset(
    n for n in SETTLEMENT_NOUNS if n.startswith(("kent", "sehr", "koyu", "kasaba"))
)

# Class nouns of sites -> the kind meant. Longest first where several words.
SITE_NOUNS: tuple[tuple[tuple[str, ...], str], ...] = (
    (("air", "force", "base"), "airbase"),
    (("marine", "corps", "air", "station"), "airbase"),
    (("naval", "air", "station"), "airbase"),
    (("air", "base"), "airbase"),
    (("air", "station"), "airbase"),
    (("air", "field"), "airfield"),
    (("military", "airfield"), "airbase"),
    (("military", "airport"), "airbase"),
    (("international", "airport"), "airfield"),
    (("regional", "airport"), "airfield"),
    (("municipal", "airport"), "airfield"),
    (("naval", "base"), "naval-base"),
    (("naval", "station"), "naval-base"),
    (("naval", "facility"), "naval-base"),
    (("submarine", "base"), "naval-base"),
    (("military", "base"), "military-site"),
    (("army", "base"), "camp"),
    (("missile", "base"), "missile-site"),
    (("missile", "range"), "range"),
    (("test", "site"), "range"),
    (("test", "range"), "range"),
    (("testing", "range"), "range"),
    (("training", "ground"), "range"),
    (("training", "area"), "range"),
    (("proving", "ground"), "range"),
    (("hava", "ussu"), "airbase"),
    (("hava", "limani"), "airfield"),
    *((("hava", form), "airbase") for form in ("ussunde", "ussunden", "ussune", "ussunu", "ussunun")),
    *((("deniz", form), "naval-base") for form in ("ussu", "ussunde", "ussunden", "ussune")),
    *((("askeri", form), "military-site") for form in ("ussu", "ussunde", "ussunden", "ussune")),
    *((("hava", form), "airfield") for form in ("limaninda", "limanindan", "limanina")),
    (("airbase",), "airbase"),
    (("afb",), "airbase"),
    (("airfield",), "airfield"),
    (("airport",), "airfield"),
    (("aerodrome",), "airfield"),
    (("airstrip",), "airfield"),
    (("cosmodrome",), "missile-site"),
    (("garrison",), "camp"),
    *(
        ((form,), "airfield")
        for form in (
            "havalimani",
            "havalimaninda",
            "havalimanindan",
            "havalimanina",
            "havaalani",
            "havaalaninda",
        )
    ),
    (("base",), "military-site"),
    (("port",), "port"),
)
# The same in front of the name.
SITE_HEADS: tuple[tuple[tuple[str, ...], str], ...] = (
    (("base", "aerea"), "airbase"),
    (("base", "aerienne"), "airbase"),
    (("base", "naval"), "naval-base"),
    (("base", "navale"), "naval-base"),
    (("base", "militar"), "military-site"),
    (("base", "militaire"), "military-site"),
    (("aeropuerto", "internacional"), "airfield"),
    (("aeropuerto",), "airfield"),
    (("aeroport",), "airfield"),
    *(((f"aviabaz{e}",), "airbase") for e in ("a", "e", "y", "u", "i", "oy", "oyu")),
    *(((f"aerodrom{e}",), "airfield") for e in ("", "e", "a", "u", "i", "om")),
    *(((f"poligon{e}",), "range") for e in ("", "e", "a", "u", "i", "om")),
    (("fliegerhorst",), "airbase"),
    (("militarflugplatz",), "airbase"),
    (("flughafen",), "airfield"),
    (("aeroporto",), "airfield"),
    (("marine", "corps", "air", "station"), "airbase"),
    (("naval", "air", "station"), "airbase"),
    (("raf",), "airbase"),
    (("mcas",), "airbase"),
    (("camp",), "camp"),
    (("fort",), "camp"),
)
NAME_LINKS = frozenset(
    "de del la las los el al of the du des le and y d an as ash ad da do dos am im auf upon sur bin ibn na nad".split()
)

# Links inside the names of sites that the gazetteer may lack: fewer, so that lists are not run together.
SITE_LINKS = NAME_LINKS - frozenset("and y et of the on d sur im am upon".split())

# Sentence starters and function words never to be read as (part of) a name on their own.
NEVER = frozenset(
    "the a an this that these those he she it they we you i his her its their our my your who what when where which why "
    "how if in on at by for from to of with and but or nor so yet as is are was were be been has have had do does did "
    "will would can could may might must shall should not no yes all any some most many much more less few other "
    "another such only also even just still then than there here now today yesterday tomorrow monday tuesday "
    "wednesday thursday friday saturday sunday january february march april june july august september october "
    "november december mon tue wed thu fri sat sun jan feb mar apr jun jul aug sep sept oct nov dec new old north south "
    "east west northern southern eastern western central upper lower great little big good first second third one two "
    "three four five six seven eight nine ten after before during under over about between because while since until "
    "although though however meanwhile according last next former current police army navy air force government "
    "president minister state county city town street road house church school university court god mr mrs ms dr st "
    "general democrats republicans democrat republican parliament congress senate".split()
)
DIRECTIONS: dict[str, float] = {
    "north": 0.0, "northeast": 45.0, "north-east": 45.0, "east": 90.0, "southeast": 135.0, "south-east": 135.0,
    "south": 180.0, "southwest": 225.0, "south-west": 225.0, "west": 270.0, "northwest": 315.0, "north-west": 315.0,
    "northern": 0.0, "northeastern": 45.0, "eastern": 90.0, "southeastern": 135.0, "southern": 180.0,
    "southwestern": 225.0, "western": 270.0, "northwestern": 315.0,
    "norte": 0.0, "noreste": 45.0, "este": 90.0, "sureste": 135.0, "sur": 180.0, "suroeste": 225.0, "oeste": 270.0,
    "noroeste": 315.0, "nord": 0.0, "est": 90.0, "sud": 180.0, "ouest": 270.0, "nord-est": 45.0, "sud-est": 135.0,
    "sud-ouest": 225.0, "nord-ouest": 315.0, "severnee": 0.0, "vostochnee": 90.0, "yuzhnee": 180.0,
    "zapadnee": 270.0, "pivnichnishe": 0.0, "skhidnishe": 90.0, "pivdennishe": 180.0, "zakhidnishe": 270.0,
    "kuzeyinde": 0.0, "dogusunda": 90.0, "guneyinde": 180.0, "batisinda": 270.0, "kuzeydogusunda": 45.0,
    "guneydogusunda": 135.0, "guneybatisinda": 225.0, "kuzeybatisinda": 315.0,
}  # fmt: skip
