"""The list of military sites: form, sources, countries; and that the checks notice what they are for."""

from collections import Counter
from dataclasses import replace

import pytest
from tools import check_sites
from tools.check_sites import CITED, RADIUS, Site, read

ROWS = read()
BASE = Site("Somewhere Air Base", (), 50.0, 30.0, "UA", "airbase", "https://example.org/wiki/X", CITED, None)


def test_it_is_long_enough_and_most_of_it_is_missed_by_the_airfield_list() -> None:
    assert len(ROWS) >= 900
    own = [r for r in ROWS if not (r.verified and r.ident and r.ident[0] == "airportsdata")]
    assert len(own) >= 500


def test_every_row_has_a_form_a_source_and_says_how_far_it_was_checked() -> None:
    assert [(r.name, fault) for r in ROWS for fault in check_sites.form(r)] == []
    assert not [r.name for r in ROWS if "recalled, unchecked" in r.source + r.check]


def test_every_kind_of_the_list_is_in_use_and_known_to_the_builder() -> None:
    assert {r.kind for r in ROWS} == set(RADIUS)


def test_every_row_is_in_its_country() -> None:
    assert [(r.name, fault) for r in ROWS for fault in check_sites.country(r)] == []


def test_no_row_stands_twice() -> None:
    assert [(r.name, what) for r, what in check_sites.doubles(ROWS)] == []


def test_a_cited_position_was_recalled_twice_to_the_same_place() -> None:
    second = check_sites.second_recall()
    assert [(r.name, fault) for r in ROWS for fault in check_sites.recall_faults(r, second)] == []
    assert set(second) == {r.name for r in ROWS if not r.verified}


def test_verified_positions_are_where_the_airfield_lists_put_them() -> None:
    airports = check_sites.airports()
    if not airports:
        pytest.skip("airportsdata (the data extra) is not installed")
    known = {"airportsdata": airports, "OurAirports runway": {}}
    assert [(r.name, fault) for r in ROWS for fault in check_sites.airfield_faults(r, known)] == []


@pytest.mark.shared
def test_verified_positions_are_where_the_runways_are() -> None:
    runways = check_sites.runways()
    if not runways:
        pytest.skip("shared/flights/airports/runways.csv.gz is missing")
    known = {"airportsdata": {}, "OurAirports runway": runways}
    assert [(r.name, fault) for r in ROWS for fault in check_sites.airfield_faults(r, known)] == []


def test_no_airfield_lends_its_names_to_two_rows() -> None:
    lent = Counter(r.source.split()[1] for r in ROWS if r.source.startswith("airportsdata "))
    assert [code for code, n in lent.items() if n > 1] == []


@pytest.mark.parametrize(
    ("row", "fault"),
    [
        (replace(BASE, kind="castle"), "unknown kind"),
        (replace(BASE, source="memory"), "no source"),
        (replace(BASE, check="surely right"), "how far"),
        (replace(BASE, lat=95.0), "out of range"),
        (replace(BASE, aliases=("SOMEWHERE AIR BASE",)), "twice"),
    ],
)
def test_faults_of_form_are_found(row: Site, fault: str) -> None:
    assert any(fault in found for found in check_sites.form(row))
    assert list(check_sites.form(BASE)) == []


def test_a_position_abroad_is_found_and_one_on_the_coast_is_not() -> None:
    assert list(check_sites.country(BASE)) == []
    assert list(check_sites.country(replace(BASE, lat=30.0, lon=50.0)))
    assert list(check_sites.country(replace(BASE, lat=46.3, lon=30.8))) == []  # off Odesa
    assert list(check_sites.country(replace(BASE, lat=46.3, lon=-149.0)))


def test_a_recall_that_wandered_is_found_unless_the_radius_holds_it() -> None:
    far = {BASE.name: (50.2, 30.0)}
    assert list(check_sites.recall_faults(BASE, far))
    assert list(check_sites.recall_faults(replace(BASE, radius=30.0), far)) == []
    assert list(check_sites.recall_faults(BASE, {}))


def test_a_row_that_says_the_same_as_another_is_found() -> None:
    other = replace(BASE, name="Elsewhere Air Base", lat=51.0, aliases=("Somewhere air base",))
    assert [what for _, what in check_sites.doubles([BASE, other])]
    near = replace(BASE, name="Elsewhere Air Base", lat=50.001)
    assert [what for _, what in check_sites.doubles([BASE, near])]
    assert not [what for _, what in check_sites.doubles([BASE, replace(near, kind="radar")])]


def test_a_row_with_an_unknown_tail_is_refused() -> None:
    fields = ["A", "", "1", "2", "UA", "camp", f"https://example.org/wiki/X; {CITED}; about 3 km"]
    with pytest.raises(ValueError, match="is no radius"):
        check_sites.site(fields)
