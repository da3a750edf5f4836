import pytest
from hypothesis import given
from hypothesis import strategies as st
from places_support import place

from sightline.model.place import distance_km
from sightline.places import pluscodes
from sightline.places.coordinates import find_coordinates, parse
from sightline.places.grids import band_of, from_utm, to_utm


@pytest.mark.parametrize(
    ("text", "lat", "lon"),
    [
        ("at 9.37265, -66.9228 today", 9.37265, -66.9228),
        ("9°22'21\"N 66°55'22\"W", 9.3725, -66.92278),
        ("9° 22′ 21″ N, 66° 55′ 22″ W", 9.3725, -66.92278),
        ("N 35° 24.07' E 35° 56.92'", 35.40117, 35.94867),
        ("35.401°N, 35.949°E", 35.401, 35.949),
        ("35.401 N 35.949 E", 35.401, 35.949),
        ("1036N 06659W", 10.6, -66.98333),
        ("103613N 0665926W", 10.60361, -66.99056),
        ("33.78° south, 151.2° east", -33.78, 151.2),
        ("E 35.949°, N 35.401°", 35.401, 35.949),
    ],
)
def test_spellings(text: str, lat: float, lon: float) -> None:
    found = parse(text)
    assert found is not None
    assert found.precision == "coordinate"
    assert found.lat == pytest.approx(lat, abs=1e-4)
    assert found.lon == pytest.approx(lon, abs=1e-4)


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("at 151.2093, -33.8688", "swapped"),
        ("95.123 N 35.949 E", "beyond the poles"),
        ("35.401° N 210.5° E", "beyond 180"),
        ("35.401° N 36.2° N", "both numbers are latitudes"),
        ("9°72'21\"N 66°55'22\"W", "minutes and seconds"),
    ],
)
def test_refused_with_a_reason(text: str, reason: str) -> None:
    found = parse(text)
    assert found is not None
    assert not found.known
    assert any(reason in r for r in found.reasons)


@pytest.mark.parametrize(
    "text",
    ["", "12.5, 13.5 percent", "3 S-300 and 5 E", "version 1.2.345, 6.7.890", "in 2019 S 5", "10 m 5 s"],
)
def test_other_numbers_are_left_alone(text: str) -> None:
    assert find_coordinates(text) == []


@given(st.floats(-90, 90), st.floats(-180, 180))
def test_a_decimal_pair_comes_back_within_its_radius(lat: float, lon: float) -> None:
    found = parse(f"{lat:.5f}, {lon:.5f}")
    assert found is not None
    assert found.lat == pytest.approx(lat, abs=1e-5)
    assert found.lon == pytest.approx(lon, abs=1e-5)
    assert found.radius_km is not None
    assert found.radius_km >= 0.01


CARACAS = (10.60333, -66.99056)


@pytest.mark.parametrize(
    ("text", "language", "lat", "lon"),
    [
        ("10°36'12\"N 066°59'26\"W", None, *CARACAS),
        ("N10 36.2 W066 59.4", None, 10.60333, -66.99),
        ("10-36-12N 066-59-26W", None, *CARACAS),
        ("10:36:12N 66:59:26W", None, *CARACAS),
        ("103612.0N0665926.0W", None, *CARACAS),
        ("10d36m12s N, 66d59m26s W", None, *CARACAS),
        ("10 degrees 36 minutes 12 seconds north, 66 degrees 59 minutes 26 seconds west", None, *CARACAS),
        ("10° 36′ 12″ с. ш. 66° 59′ 26″ з. д.", None, *CARACAS),
        ("33°52′ю.ш., 151°12′в.д.", None, -33.86667, 151.2),
        ("50,45° північної широти, 30,52° східної довготи", None, 50.45, 30.52),
        ("50° 27′ nördlicher Breite, 30° 31′ östlicher Länge", None, 50.45, 30.51667),
        ("10° 36' de latitud norte, 66° 59' de longitud oeste", None, 10.6, -66.98333),
        ("48°51′24″ N, 2°21′07″ O", "fr", 48.85667, -2.35194),
        ("52° 31′ N, 13° 24′ O", "de", 52.51667, 13.4),
        ("10,6031; -66,9906", None, 10.6031, -66.9906),
        ("(10.603, -66.991)", None, 10.603, -66.991),
        ("Latitude: 10.6031, Longitude: -66.9906", None, 10.6031, -66.9906),
        ("широта 50.45, долгота 30.52", None, 50.45, 30.52),
        ("−33.8688, 151.2093.", None, -33.8688, 151.2093),
        ("19PGM1984572804", None, 10.6031, -66.9906),
        ("42S WD 18360 17615", None, 34.5, 69.2),
        ("19P 719845 1172804", None, 10.6031, -66.9906),
        ("UTM zone 19N, 719845 E, 1172804 N", None, 10.6031, -66.9906),
        ("UTM 56H 334368 6250948", None, -33.8688, 151.2093),
        ("772MJ235+6Q", None, 10.6031, -66.9906),
        ("geo:34.5553,69.2075;u=35", None, 34.5553, 69.2075),
        ("https://www.google.com/maps/@34.5553,69.2075,15z", None, 34.5553, 69.2075),
        ("https://maps.google.com/?q=34.5553,69.2075", None, 34.5553, 69.2075),
        ("https://maps.example.org/maps/place/X/@34.1,69.1,12z/data=!8m2!3d34.5553!4d69.2075", None, 34.5553, 69.2075),
        ("https://www.openstreetmap.org/?mlat=34.5553&mlon=69.2075#map=12/34.1/69.1", None, 34.5553, 69.2075),
        ("POINT (69.2075 34.5553)", None, 34.5553, 69.2075),
    ],
)  # fmt: skip
def test_more_spellings(text: str, language: str | None, lat: float, lon: float) -> None:
    found = parse(f"It stood at {text}", language)
    assert found is not None
    assert found.lat is not None, found.reasons
    assert (found.lat, found.lon) == (pytest.approx(lat, abs=2e-4), pytest.approx(lon, abs=2e-4))


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("52° 31′ N, 13° 24′ O", "O may mean west"),
        ("-10.5° N, 20.5° E", "contradict"),
        ("37S 500000 4000000", "band from 32 to 40 north or the southern"),
        ("61SAB1234512345", "no grid zone 61S"),
        ("19PZM1984572804", "no square ZM"),
        ("UTM 19K 719845 1172804", "band K"),
        ("VVVVVVVV+VV", "beyond the poles"),
        ("geo:95.5,69.2", "beyond the poles"),
        ("CQCC+F9", "not named beside it"),
    ],
)
def test_refused_in_other_spellings(text: str, reason: str) -> None:
    found = parse(f"at {text} now")
    assert found is not None
    assert not found.known
    assert any(reason in r for r in found.reasons), found.reasons


@pytest.mark.parametrize(
    "text",
    [
        "priced at $12.3456, 13.4567", "rates of 12.345, 13.456 percent", "192.168.1.1 and 10.0.0.1",
        "12.500, 13.200 soldados", "1.2345, 2.3456, 3.4567", "on 12.03.2022, 13.03.2022", "won 6-3, 6-4",
        "5G NR 12 34", "22+33 is 55", "between 12.5 and 13.5 degrees", "entre 10,5 o 12,5 e 13,5",
        "5.56x45 mm, 7.62x39 mm", "call 12345678 90123456", "blood groups A+ and O+", "https://example.org/10.1234/5.6789",
    ],
)  # fmt: skip
def test_prices_versions_scores_and_the_like_are_left_alone(text: str) -> None:
    assert find_coordinates(text) == []


@given(st.floats(-89, 89), st.floats(-179, 179), st.integers(0, 3))
def test_degrees_minutes_seconds_come_back_within_their_radius(lat: float, lon: float, digits: int) -> None:
    def said(value: float, letters: str) -> str:
        size = round(abs(value) * 3600, digits)
        degrees, rest = divmod(size, 3600)
        minutes, seconds = divmod(rest, 60)
        seconds = min(seconds, 59.999)
        return f"{degrees:.0f}°{minutes:.0f}′{int(seconds)}″{letters[value < 0]}"

    found = parse(f"{said(lat, 'NS')} {said(lon, 'EW')}")
    assert found is not None
    assert found.lat is not None
    assert found.lon is not None
    assert found.radius_km is not None
    # Seconds were cut off, not rounded: up to a whole second each.
    assert distance_km(lat, lon, found.lat, found.lon) <= 2.1 * found.radius_km


@given(st.floats(-79, 83), st.floats(-180, 179.99), st.integers(3, 5))
def test_a_square_of_the_military_grid_holds_its_point(lat: float, lon: float, digits: int) -> None:
    at = to_utm(lat, lon)
    columns = ("STUVWXYZ", "ABCDEFGH", "JKLMNPQR")[at.zone % 3]
    rows = "ABCDEFGHJKLMNPQRSTUV"
    square = (
        columns[int(at.easting // 1e5) - 1]
        + rows[(int(at.northing // 1e5) + (5 if at.zone % 2 == 0 else 0)) % 20]
    )
    east, north = (f"{int(v % 1e5):05d}"[:digits] for v in (at.easting, at.northing))
    found = parse(f"grid {at.zone}{band_of(lat)} {square} {east} {north}")
    assert found is not None
    assert found.lat is not None, found.reasons
    assert found.lon is not None
    assert found.radius_km is not None
    assert distance_km(lat, lon, found.lat, found.lon) <= found.radius_km * 1.02 + 0.002


# Points, zone, easting, northing as pyproj 3 (PROJ, EPSG:326xx and 327xx), codes as openlocationcode 1.
@pytest.mark.parametrize(
    ("lat", "lon", "zone", "easting", "northing", "code"),
    [
        (10.6031, -66.9906, 19, 719845.31, 1172804.14, "772MJ235+6Q"),
        (34.5, 69.2, 42, 518360.66, 3817615.40, "8J6FG622+22"),
        (-33.8688, 151.2093, 56, 334368.63, 6250948.35, "4RRH46J5+FP"),
        (60.5, 5.3, 31, 626330.45, 6709304.50, "9FG7G822+22"),
        (0.5, 32.5, 36, 444363.91, 55267.16, "6GGJGG22+22"),
        (-54.8, -68.3, 19, 545000.05, 3927239.38, "37QH6P22+22"),
        (78.2, 15.6, 33, 513696.95, 8680760.05, "CFCQ6J22+22"),
    ],
)
def test_grids_agree_with_the_reference_programs(
    lat: float, lon: float, zone: int, easting: float, northing: float, code: str
) -> None:
    at = to_utm(lat, lon)
    assert at.zone == zone
    assert at.easting == pytest.approx(easting, abs=0.006)
    assert at.northing == pytest.approx(northing, abs=0.006)
    assert from_utm(at) == (pytest.approx(lat, abs=1e-9), pytest.approx(lon, abs=1e-9))
    assert pluscodes.encode(lat, lon) == code.replace("+", "")


@given(st.floats(-80, 80), st.floats(-179, 179), st.floats(-0.4, 0.4), st.floats(-0.4, 0.4))
def test_a_short_plus_code_is_completed_near_its_town(lat: float, lon: float, dy: float, dx: float) -> None:
    full = pluscodes.encode(lat, lon)
    made = pluscodes.complete(full[4:8] + "+" + full[8:], lat + dy, lon + dx)
    y, x, height, width = pluscodes.decode(made)
    assert abs(y - lat) <= height
    assert abs(x - lon) <= width


def test_the_middle_of_a_map_view_is_no_pin() -> None:
    view = parse("https://www.google.com/maps/@34.5553,69.2075,12z")
    assert view is not None
    assert view.radius_km is not None
    assert view.radius_km > 5
    assert "nobody" in view.reasons[0] or "not a point" in view.reasons[0]


@given(st.text(alphabet="0123456789.,°'\"NSEWO -+/:;@=q?POINTgeo()м", max_size=80))
def test_offsets_are_right_and_nothing_breaks(text: str) -> None:
    for mention in find_coordinates(text):
        assert mention.place is not None
        assert text[mention.span.start : mention.span.end] == mention.span.text
        assert mention.place.reasons


@pytest.mark.parametrize(
    "unit", ["1", "1 ", "12.3456 ", "12°", "N ", "12 34 ", "https://", "1,", "37S ", "23CF", "POINT (", "lat 1 ", "12'"]
)  # fmt: skip
def test_a_hundred_kilobytes_of_digits_come_to_an_end(unit: str) -> None:
    find_coordinates(unit * (100_000 // len(unit)))  # a pattern that went back and forth would take for ever


def test_coordinates_are_checked_against_the_places_named() -> None:
    swapped = place("In Ukraine, a battery stood at 37.8028, 48.0147.", "37.8028, 48.0147")
    assert (swapped.lat, swapped.lon) == (37.8028, 48.0147), "kept as given"
    assert any("may be swapped" in r for r in swapped.reasons)
    assert [(c.lat, c.lon) for c in swapped.candidates] == [(37.8028, 48.0147), (48.0147, 37.8028)]
    right = place("In Ukraine, a battery stood at 48.0147, 37.8028.", "48.0147, 37.8028")
    assert right.reasons == ("given as coordinates",)
    short = place("They met at CQCC+F9 Cairo in Egypt.", "CQCC+F9")
    assert short.lat == pytest.approx(30.0212, abs=0.6)
    assert any("counted from Cairo" in r for r in short.reasons)
