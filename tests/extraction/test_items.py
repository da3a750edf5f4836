"""Noun phrases of materiel, people and goods with category, catalogue id and count."""

import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sightline.extraction.catalogue import open_catalogue
from sightline.extraction.items import find_items
from sightline.model.claim import Item
from sightline.model.document import Document, Part
from sightline.model.span import Span

CATALOGUE = open_catalogue()
SHARED = Path(__file__).parents[2].parent / "shared"


def items(text: str, language: str = "en", blocked: tuple[Span, ...] = ()) -> tuple[Item, ...]:
    part = Part("p1", "body", 0, len(text), language)
    return find_items(
        Document("sha256:0", "cap:0", text, (part,), language=language), CATALOGUE, blocked=blocked
    )


def rows(text: str, language: str = "en") -> list[tuple[str, str, float | None, float | None]]:
    return [
        (i.span.text, i.category, i.count.low if i.count else None, i.count.high if i.count else None)
        for i in items(text, language)
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("They sent 24 American attack helicopters.", ("American attack helicopters", "helicopter", 24, 24)),
        ("It got fourteen Leopard 2A6 main battle tanks.", ("Leopard 2A6 main battle tanks", "tank", 14, 14)),
        ("Two Patriot launchers arrived.", ("Patriot launchers", "sam-launcher", 2, 2)),
        ("Two Russian pre-dreadnought battleships left.", ("Russian pre-dreadnought battleships", "ship", 2, 2)),
        ("Two elderly destroyers left port.", ("elderly destroyers", "destroyer", 2, 2)),
        ("The F-16s, sixteen of them for now, stay.", ("F-16s", "fighter", 16, 16)),
        ("Its own F-5s, a dozen of which came from Jordan, were enough.", ("F-5s", "fighter", 12, 12)),
        ("Its F-5s, bought in 1978, were replaced by twelve jets of another make.", ("F-5s", "fighter", None, None)),
        ("They sent 24 J-11s and J-8s.", ("J-11s and J-8s", "fighter", 24, 24)),
        ("About 1,300 soldiers and marines were dismissed.", ("soldiers and marines", "troops", 1170, 1430)),
        ("Five tanks and troops arrived.", ("tanks", "tank", 5, 5)),
        ("Last night an unmanned aircraft was shot down.", ("unmanned aircraft", "uav", 1, 1)),
        ("Troops of 59 Division landed.", ("Division", "unit", 1, 1)),
        ("A Saab 340 radar plane took off.", ("radar plane", "aircraft", 1, 1)),
        ("The brigade received 12 T-90M.", ("T-90M", "tank", 12, 12)),
        ("They saw 14 trucks and 3 BTR-82A on the road.", ("BTR-82A", "ifv", 3, 3)),
        ("A train with 20+ T-72B tanks came.", ("T-72B tanks", "tank", 20, None)),
        ("Seen near Sumy: ~20 Grad.", ("Grad", "mlrs", 18, 22)),
        ("Lost: 2x T-72B3.", ("T-72B3", "tank", 2, 2)),
        ("Lost there were 4 x Mi-8.", ("Mi-8", "helicopter", 4, 4)),
        ("Lost: BMP-2 x4.", ("BMP-2", "ifv", 4, 4)),
        ("Lost: T-80BVM (x3).", ("T-80BVM", "tank", 3, 3)),
        ("Losses of the week: tanks: 5; nothing else.", ("tanks", "tank", 5, 5)),
        ("Enemy losses: personnel – about 1,000 (+5).", ("personnel", "troops", 900, 1100)),
        ("Enemy losses: tanks – 11,345 (+5).", ("tanks", "tank", 11345, 11345)),
        ("The tanks – 5 burnt – left.", ("tanks", "tank", None, None)),
        ("Carrier Air Wing 1 is embarked.", ("Carrier Air Wing 1", "unit", 1, 1)),
        ("Destroyer Squadron 26 sailed.", ("Destroyer Squadron 26", "unit", 1, 1)),
        ("Combined Task Force 151 left.", ("Combined Task Force 151", "unit", 1, 1)),
        ("The Northern Fleet 12 ships strong left.", ("Northern Fleet", "unit", 1, 1)),
        ("It lost 6 Leopard 2 there.", ("Leopard 2", "tank", 6, 6)),
        ("An advance party of 25 has been in place.", ("advance party", "troops", 25, 25)),
        ("Some 160 men and women of the brigade left.", ("men and women", "troops", 144, 176)),
        ("Three batteries of S-400s arrived.", ("batteries of S-400s", "sam-system", 3, 3)),
        ("They parked two HQ-9 launchers there.", ("HQ-9 launchers", "sam-launcher", 2, 2)),
        ("the carrier Shandong sailed", ("carrier Shandong", "aircraft-carrier", 1, 1)),
        ("the destroyers Ashigara and Samidare sailed", ("destroyers Ashigara and Samidare", "destroyer", 2, 2)),
        ("The USS Hopper sailed.", ("USS Hopper", "destroyer", 1, 1)),
        ("He moved the 308th and 312th Divisions.", ("308th and 312th Divisions", "unit", 2, 2)),
        ("They met the 316th Division there.", ("316th Division", "unit", 1, 1)),
        ("A truck carried 122 mm howitzers.", ("122 mm howitzers", "artillery", None, None)),
        ("It destroyed an ISIL fighting position.", ("ISIL fighting position", "fighting-position", 1, 1)),
        ("He unveiled a 9X99 launcher.", ("9X99 launcher", "sam-launcher", 1, 1)),
        ("Eighteen of the 20 light tanks are there.", ("light tanks", "tank", 18, 18)),
        ("The five giant transport planes landed.", ("giant transport planes", "transport-aircraft", 5, 5)),
        ("It lost two T-72B3 'Obr. 2016' tanks.", ("T-72B3", "tank", 2, 2)),
        ("It lost one Ural-4320 with ZU-23-2.", ("Ural-4320", "aa-gun", 1, 1)),
        ("It lost a KamAZ-5350 fuel tanker.", ("KamAZ-5350 fuel tanker", "vehicle", 1, 1)),
        ("They saw a BMP-1(P) infantry fighting vehicle.", ("BMP-1(P) infantry fighting vehicle", "ifv", 1, 1)),
        ("They saw a 9P149 'Shturm-S' ATGM carrier.", ("9P149 'Shturm-S' ATGM carrier", "anti-tank", 1, 1)),
        ("They saw one R-999 command and staff vehicle.", ("R-999 command and staff vehicle", "command-post", 1, 1)),
        ("They saw one Foobar armoured recovery vehicle.", ("Foobar armoured recovery vehicle", "engineer-vehicle", 1, 1)),
        ("They saw one Foobar-X reconnaissance UAV.", ("Foobar-X reconnaissance UAV", "uav", 1, 1)),
        ("One (unknown) truck was lost.", ("(unknown) truck", "vehicle", 1, 1)),
        ("Two Il-22M airborne command posts landed.", ("Il-22M airborne command posts", "isr-aircraft", 2, 2)),
        ("One 9P78-1 transporter erector launcher came.", ("9P78-1 transporter erector launcher", "ballistic-missile", 1, 1)),
        ("a thousand improvised explosive devices (IEDs)", ("improvised explosive devices (IEDs)", "bomb", 1000, 1000)),
    ],
)  # fmt: skip
def test_english(text: str, expected: tuple[str, str, float | None, float | None]) -> None:
    assert expected in rows(text)


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("tr", "iki Mi-35 helikopteri", ("Mi-35 helikopteri", "helicopter", 2, 2)),
        ("tr", "dört firkateynle tatbikat", ("firkateynle", "frigate", 4, 4)),
        ("tr", "BTR-80 zırhlı araçlar", ("BTR-80 zırhlı araçlar", "apc", None, None)),
        ("ru", "три Су-35 сели", ("Су-35", "fighter", 3, 3)),
        ("ru", "двух вертолётов Ми-8МТВ", ("вертолётов Ми-8МТВ", "helicopter", 2, 2)),
        ("uk", "шість ракет С-300", ("ракет С-300", "sam-system", 6, 6)),
        ("uk", "знищили дев'ять танків", ("танків", "tank", 9, 9)),
        ("es", "dos misiles de crucero", ("misiles de crucero", "cruise-missile", 2, 2)),
        ("es", "la fragata «Blas de Lezo» zarpó", ("fragata «Blas de Lezo»", "frigate", 1, 1)),
        ("fr", "quatre avions de chasse Rafale", ("avions de chasse Rafale", "fighter", 4, 4)),
    ],
)
def test_other_languages(
    language: str, text: str, expected: tuple[str, str, float | None, float | None]
) -> None:
    assert expected in rows(text, language)


@pytest.mark.parametrize(
    "text",
    [
        "Snow ploughs and election ballots were delivered.",
        "A patriot spoke of the spike in prices.",
        "Javelin champion Anna Grad won.",
        "Two water tanks and a think tank.",
        "COVID-19 closed the M-25 road; he holds an F-1 visa.",
        "She was sent to guard the door and to train.",
        "The Air Force declined to comment.",
        "A Boeing 737 of the airline landed.",
        "A garbage truck and a fire truck met at the crane.",
        "Port Arthur and Camel cigarettes, a Toyota Corolla and the F-1 race.",
        "He said the 'Tigers' tanked in the M25 league.",
    ],
)
def test_civil_things_are_left(text: str) -> None:
    assert rows(text) == []


def test_a_ship_is_known_again_by_its_name() -> None:
    found = items("The frigate Kiltan anchored. On Friday Kiltan left.")
    assert [(i.span.text, i.category) for i in found] == [
        ("frigate Kiltan", "frigate"),
        ("Kiltan", "frigate"),
    ]


def test_what_is_blocked_is_left() -> None:
    text = "Troops left the airbase with five launchers."
    at = text.index("airbase")
    assert [i.span.text for i in items(text, blocked=(Span(at, at + 7, "airbase"),))] == [
        "Troops",
        "launchers",
    ]


def test_a_repair_is_stated_and_not_asserted() -> None:
    (item,) = items("They set up a 9532ME radar.")
    assert (item.category, item.ref) == ("radar", None)
    assert [i.ref for i in item.inferred] == ["9s32me", "s-300vm"]


@pytest.mark.shared
def test_the_article_on_guarico() -> None:
    path = SHARED / "cases" / "guarico-2019.txt"
    if not path.exists():
        pytest.skip("no ../shared/cases/guarico-2019.txt here")
    found = {i.span.text: i for i in items(path.read_text(encoding="utf-8"))}
    assert found["S-300 air defense missile systems"].ref == "s-300"
    assert found["Russian An-124 transport plane"].category == "transport-aircraft"
    radar = found["9S32ME multi-channel missile guidance radar (MMGR)"]
    assert radar.count is not None
    assert (radar.ref, radar.category, radar.count.low) == ("9s32me", "radar", 1)
    assert [i.ref for i in radar.inferred] == ["s-300vm"]
    launchers, cargo = found["launchers"].count, found["cargo"].count
    assert launchers is not None
    assert (launchers.low, launchers.high) == (5, 5)
    assert cargo is not None
    assert (cargo.low, cargo.unit) == (35, "t")
    assert not any("General" in text for text in found)


@given(
    st.text(max_size=200)
    | st.text(alphabet="S-30Tt 72 two of the tanks, USS X’s «С-300» (IED)\n.", max_size=200)
)
@settings(deadline=None)
def test_items_quote_the_text_and_never_overlap(text: str) -> None:
    if not text:
        return
    last = 0
    for item in items(text):
        assert item.span.text == text[item.span.start : item.span.end]
        assert item.span.start >= last
        last = item.span.end


def test_the_number_of_a_type_counts_nothing() -> None:
    found = rows("A Boeing 737 of the Cuban air force landed with two Airbus 310 aircraft.")
    assert [(n, low) for n, _, low, _ in found] == [("Boeing 737", 1), ("Airbus 310 aircraft", 2)]


def test_the_number_of_a_falcon_is_its_model_and_no_count():
    found = rows("A Falcon 900 of the Spanish air force, two Falcon 2000 aircraft and a Falcon 50 landed.")
    assert [(n, low) for n, _, low, _ in found] == [
        ("Falcon 900", 1),
        ("Falcon 2000 aircraft", 2),
        ("Falcon 50", 1),
    ]
    assert not any(n == "Falcon 50" for n, *_ in rows("The F-16 Fighting Falcon 50 km away landed."))


@pytest.mark.slow
def test_time_grows_with_length_only() -> None:
    piece = "Two S-300 launchers and the frigate Kiltan, USS Hopper and 3 tanks of the 3rd Brigade moved "
    seconds = []
    for n in (200, 1600):
        started = time.perf_counter()
        items(piece * n)
        seconds.append(time.perf_counter() - started)
    assert seconds[1] < 8 * 4 * seconds[0]


@pytest.mark.slow
@pytest.mark.parametrize(
    "piece", ["A", "S-300", "USS ", "First and ", "two ", "frigate A, ", "$1,000 ", "A a "]
)
def test_a_hostile_line_is_read_in_time(piece: str) -> None:
    started = time.perf_counter()
    items(piece * (100_000 // len(piece)))
    assert time.perf_counter() - started < 20


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("Half of the 300 tanks were lost.", 150),
        ("Two thirds of its 30 tanks were lost.", 20),
        ("It lost 20% of the 300 tanks.", 60),
        ("A third of the 20 tanks were lost.", None),
        ("Most of the 300 tanks were lost.", None),
        ("It lost 1 in 3 tanks.", None),
        ("It lost one in three tanks.", None),
        ("Three out of 5 tanks were lost.", 3),
        ("All 300 tanks were lost.", 300),
    ],
)
def test_a_share_of_a_figure_is_not_the_figure(text: str, count: float | None) -> None:
    ((_, _, low, high),) = rows(text)
    assert (low, high) == (count, count)


def test_an_article_does_not_count_a_noun_that_stands_for_many() -> None:
    assert [r[2:] for r in rows("A rebel force took the town with tanks.")] == [(None, None)] * 2
    assert rows("A soldier stood by the tank.")[0][2:] == (1, 1)


@pytest.mark.parametrize(
    ("text", "name", "low"),
    [
        ("The coast guard counts ten vessels, of which four to six are warships.", "warships", 4),
        ("The contingent of 200, promised last year, may turn up.", "contingent", 200),
        ("A contingent of 200 vehicles left.", "contingent", 1),
        ("None of the 15 Badgers has been handed over.", "Badgers", 15),
        ("4 May. C-17, RCH 814, at Base 201 from Ramstein.", "C-17", 1),
        ("Two F-16s and the C-17 pilots met.", "C-17 pilots", None),
        ("The field, whose runway reopened in May, took four C-130s.", "runway", 1),
    ],
)
def test_how_many_by_the_words_around(text: str, name: str, low: float | None) -> None:
    found = [i for i in items(text) if name in i.span.text]
    assert [i.count.low if i.count else None for i in found] == [low]


def test_times_of_day_that_open_the_lines_of_a_log_count_nothing() -> None:
    log = "0610 C-17A left.\n1131 Two T-72 tanks seen.\n1140 Three Mirage 2000 fighters overhead."
    assert [i.count.low for i in items(log) if i.count] == [1, 2, 3]
    assert rows("1140 tanks were seen.")[0][2] == 1140
