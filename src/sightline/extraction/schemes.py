"""Schemes of designation: the class that the form of a name allows when the catalogue does not list it.

Sources: the published schemes themselves. GRAU index of the Russian Ministry of Defence (first figure the
service, letter and number the kind: 9S18 a radar, 9A317 a launcher, 1V13 a command vehicle); names of Soviet and
Russian vehicles by use (BTR, BMP, BREM, MTO) or by works and model number (Ural-4320); JETDS of the United States
(MIL-STD-196: the second letter of AN/TPQ-50 is the type); letters of the Chinese army (ZTZ tank, PLZ self-propelled
gun, PHL rockets); British FV numbers. Forms that prose has for other things (M25, F-1, R-134a) are not sure.
"""

import re
from typing import cast

from sightline.extraction.catalogue import fold
from sightline.model.vocabulary import Category

# Class, then the letters before the number. Letters alone say this much and no more.
_BY_LETTERS = """
tank: ztz ztq strv
ifv: bmp bmd zbd zbl brm bwp
apc: btr zsd zsl mtlb pbv btrd
armoured-vehicle: brdm zfb spm sbrm prp
artillery: plz pll pcl plc ptl pzh
mlrs: bm tos phl phz rszv
anti-tank: rpg hj spg rpo
engineer-vehicle: brem bts mtu imr bat pts pmm bmk btm mdk tmk pzm eov ubim umz gmz bmr mto rkhm tdm tda bgbv rem ket mtk blg avlb ars
command-post: kshm bkshm apu
equipment: spn
radar: prv snar snr trml
aa-gun: zsu zu zpu pgz pgl
sam-system: hq hhq sa
manpads: fim qw fn hn
missile: kh agm aim mim rim ss pl
ballistic-missile: df jl kn hwasong fateh
anti-ship-missile: yj rgm
cruise-missile: cj
bomb: gbu fab kab ofab upab umpk
mine: tm pfm pom pmn mon ozm ptm
fighter: mig jh f
bomber: b
attack-aircraft: ac
transport-aircraft: an
tanker-aircraft: kc
isr-aircraft: rc kj
aircraft: su tu il yak be
helicopter: mi ka ah uh ch mh hh sh
uav: mq rq shahed mohajer ababil orlan eleron zala supercam geran gerbera lancet granat takhion irkut ptero samad qasef leleka furia spectator mara uj bzk wz gj
vehicle: ural kamaz kraz maz zil gaz uaz mzkt kzkt baz luaz vaz bogdan tatra praga jelcz ats dt
"""
LETTERS: dict[str, Category] = {
    letters: cast(Category, line.split(": ")[0])
    for line in _BY_LETTERS.strip().splitlines()
    for letters in line.split(": ")[1].split()
}
# Narrower than the letters alone: protected vehicles on lorries, jammers among radio sets. On the folded form.
_NARROWER: tuple[tuple[re.Pattern[str], Category], ...] = tuple(
    (re.compile(pattern), cast(Category, category))
    for pattern, category in (
        (r"gaz(?:2330|2975|3937|3934)\d*\w*", "armoured-vehicle"),
        (r"(?:kamaz|k)(?:53949|63968|63969|4386|43269|53936|63970)\w*", "armoured-vehicle"),
        (r"ural(?:63095|63099|53099|432009|4320vv)\w*", "armoured-vehicle"),
        (r"maz(?:543m?p?|7310|7911|7917)\w*", "vehicle"),
        (r"btr(?:82[abm]|3|4)[a-z]\w{0,5}|btr[34]", "ifv"),
        (r"(?:vpk|asn|amn|fv)\d{3,6}[a-z0-9]{0,12}", "armoured-vehicle"),
        (r"r[bp]\d{3}[a-z]\w{0,5}", "equipment"),
        (r"btrrd\w*", "anti-tank"),
        (r"btrzd\w*", "aa-gun"),
        (r"brm1\w*", "ifv"),
        (r"r(?:12|13|14|15|16|41|42|43|44|45)\d[a-z]\w{0,4}", "command-post"),
        (r"r(?:325|330|378|381|394|934)[a-z]?\w{0,4}", "equipment"),
        (r"p2[3-6]\d[a-z]\w{0,3}", "command-post"),
        (r"mt(?:t|lbu?)\w{0,3}", "apc"),
    )
)
_NUMBERED = re.compile(
    r"(?P<letters>[^\W\d_]{1,9}(?:-[^\W\d_]{1,3})?)-?(?P<number>\d{1,6})(?P<rest>[\w./-]{0,12})"
)
_LETTERED = re.compile(r"(?:BTR|BMD|BMP|BREM|MT|REM|RKhM)-[A-Z][A-Za-z]{0,4}")
# The GRAU index: a pattern of the folded form, in order, and the class. The last line of a letter is its broadest.
_GRAU = tuple(
    (re.compile(pattern), cast(Category, category))
    for pattern, category in (
        (r"1l2(?:22|26|29|62|67|69|80|87)\w*|1rl2(?:38|48|57)\w*|14ts\d+\w*|1k\d\d\w*|85\w6\w*", "equipment"),
        (r"1(?:l|rl|s|b)\d+\w*|\d{2}(?:n|l|d|zh|ya)6\w*|5n\d+\w*|5(?:5|2)zh6\w*", "radar"),
        (r"1v1\d+\w*|1v\d+\w*|\d{2}k6\w*|5k\d+\w*|83m6\w*", "command-post"),
        (r"2s(?:25)\w*", "tank"),
        (r"2(?:a|s)\d+\w*", "artillery"),
        (r"2b(?:17|26)\w*", "mlrs"),
        (r"2b\d+\w*", "mortar"),
        (r"2f\d+\w*|9(?:t|v|f)\d+\w*", "vehicle"),
        (r"2k\d+\w*|9k(?:3|8)\d*\w*|9k40\w*", "sam-system"),
        (r"5p\d+\w*|\d{2}p6\w*|9a(?:3|8)\d*\w*|2p\d+\w*", "sam-launcher"),
        (r"9(?:a|k)5\d+\w*|9p1(?:25|3|4[0])\d*\w*", "mlrs"),
        (r"9k7\d+\w*|9p(?:7[18]|117|120|129)\w*|9k(?:52|79)\w*", "ballistic-missile"),
        (r"9k1\d\d\w*|9p(?:1[0-2]\d|14[89]|15\d|16\d)\w*|9m1(?:1[1-9]|2\d|3[1-5])\w*", "anti-tank"),
        (r"9s(?:4[57]|5[12]|7|9|52|80)\d*\w*", "command-post"),
        (r"9s\d+\w*", "radar"),
        (r"(?:9|3|4|5)m\d+\w*", "missile"),
    )
)
_GRAU_FORM = re.compile(r"\d{1,2}[A-ZА-Я][a-zа-я]?\d{1,4}(?:-\d)?[A-ZА-Яa-zа-я]{0,4}\d?(?:-\d{1,2})?")
JETDS = re.compile(r"AN[/-][A-Z]{3}-\d{1,3}[A-Z]?(?:\(V\)\d?)?")
_JETDS_TYPE: dict[str, Category] = {"P": "radar", "S": "radar", "Y": "radar"}

# Makers of lorries and cars and what follows them: a model with a figure, or a name that is a car's only.
CARS = re.compile(
    r"\b(?=[A-ZŠ])(?:Toyota|Ford|Nissan|Mitsubishi|Volkswagen|VW|Mercedes(?:-Benz)?|Iveco|IVECO|Renault|Volvo|Scania|MAN|DAF(?: Leyland| YAD?)?|Leyland"
    r"|RMMV|Peugeot|Land Rover|Jeep|Isuzu|Hyundai|Kia|Chevrolet|Dodge|Suzuki|Mazda|Skoda|Škoda|Lada|LADA|Great Wall|Haval|Shaanxi|Shacman"
    r"|Sinotruk|Dongfeng|Foton|Freightliner|Kenworth|Mack|Oshkosh|International|Navistar|Bedford|Foden|Tatra|TATRA|Praga|Steyr|Pinzgauer"
    r"|Unimog|Polaris|Can-Am|CFMOTO|Star|Jelcz|Ural|KamAZ|KAMAZ|KrAZ|MAZ|ZiL|ZIL|GAZ|UAZ|Bogdan|Flyer|SsangYong|Fiat|Opel|Honda|Yamaha|BRP)"
    r"\s+(?:[A-Z]{1,3}\s)?(?:[\w.-]{0,8}\d[\w./-]{0,12}|Hilux|Land Cruiser|Tundra|Tacoma|Ranger|F-Series|Navara|Patrol|Amarok|Transporter"
    r"|Crafter|Zetros|Actros|Atego|Sprinter|Vito|G-Wagon|Wolf|EuroCargo|Trakker|Daily|Eurotrakker|Midlum|Kerax|Sherpa|Master|Defender|Discovery"
    r"|Snatch|Wrangler|Cherokee|Silverado|Jimny|Niva|Hunter|Patriot|Federal|Motovoz|Typhoon|Avtozaks|Pickup|Bukhanka|Sobol|Gazelle|Sadko)(?!\w)"
)

# Makers of machines for earth and loads, and a model with a figure.
MACHINES = re.compile(
    r"\b(?=[A-Z])(?:Caterpillar|CAT|Komatsu|JCB|Hitachi|Liebherr|Bobcat|Amkodor|Hydrema|Terex|Doosan|Kobelco|ChTZ|XCMG|Liugong|LiuGong|Manitou|Merlo|ARMTRAC"
    r"|Armtrac|Case|Volvo EC|Volvo L|Hyundai HL|Hyundai R)\s?[A-Z]{0,4}-?\d[\w-]{0,8}(?!\w)"
)


def class_of_form(raw: str) -> tuple[Category, bool] | None:
    """The class a word's form allows and whether the form alone is proof; None where no scheme fits.

    >>> class_of_form("Ural-63706-0122"), class_of_form("9S737M"), class_of_form("M-39")
    (('vehicle', True), ('command-post', True), None)
    """
    if JETDS.fullmatch(raw):
        return _JETDS_TYPE.get(raw[4], "equipment"), True
    if _GRAU_FORM.fullmatch(raw):
        return _grau(raw)
    if _LETTERED.fullmatch(raw):
        return _narrower(fold(raw)) or LETTERS.get(fold(raw.partition("-")[0]), "apc"), True
    m = _NUMBERED.fullmatch(raw)
    if m is None or not raw[0].isupper():
        return None
    letters = fold(m["letters"])
    category = _narrower(fold(raw)) or LETTERS.get(letters)
    if category is None or "-" not in raw:
        return None
    known_works = category == "vehicle" or len(letters) > 2
    if len(m["number"]) > 4 and not known_works and letters != "k":
        return None
    return category, len(letters) > 1


def _narrower(key: str) -> Category | None:
    return next((category for pattern, category in _NARROWER if pattern.fullmatch(key)), None)


def _grau(raw: str) -> tuple[Category, bool] | None:
    key = fold(raw)
    for pattern, category in _GRAU:
        if pattern.fullmatch(key):
            return category, sum(c.isdigit() for c in key) > 2 and key[0] != "0"
    return None
