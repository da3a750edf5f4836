"""`sightline check` and `sightline tracks`, run as a user runs them, on the worked example and on bad input."""

import json
import shutil
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from sightline.capture.vault import Vault
from sightline.cli import app
from sightline.flights.formats.write import trace
from sightline.flights.synthetic import flight
from sightline.flights.track import Located
from sightline.ledger.ledger import open_ledger
from sightline.ledger.look import facts
from sightline.places.airfields import airfield
from support import ROOT

EXAMPLE = ROOT / "examples" / "guarico"
TRACK = EXAMPLE / "tracks" / "SYNTHETIC-an-124-svmi.json"


def run(*args: str | Path) -> Result:
    return CliRunner().invoke(app, [str(a) for a in args], catch_exceptions=False)


@pytest.fixture(scope="module")
def added(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("added") / "case.db"
    urls = (EXAMPLE / "pages.txt").read_text().split()
    assert run("add", "--ledger", path, "--replay", EXAMPLE / "vault", *urls).exit_code == 0
    return path


@pytest.fixture
def ledger(added: Path, tmp_path: Path) -> Path:
    """The example's ledger and vault, its own for each test."""
    shutil.copy(added, tmp_path / "case.db")
    shutil.copytree(added.with_suffix(".vault"), tmp_path / "case.vault")
    return tmp_path / "case.db"


def evidence(ledger: Path):
    with open_ledger(str(ledger)) as held:
        return facts(held).evidence


def a_file(folder: Path, kind: str, code: str, **more: object) -> Path:
    field = airfield(code)
    assert field is not None
    path = folder / f"{kind}-{code}.json"
    path.write_bytes(trace(flight(kind, field, located=Located.ADSB, **more).track))  # type: ignore[arg-type]
    return path


def test_the_example_is_supported_and_every_word_of_it_says_synthetic(ledger: Path) -> None:
    result = run("check", "--ledger", ledger, "--tracks", TRACK)
    assert result.exit_code == 0, result.output
    assert "3 supports, 0 contradicts" in result.output
    for one in evidence(ledger):
        assert one.captures or one.verdict == "not observable"
        if one.verdict == "supports":
            assert "SYNTHETIC" in one.checker
            assert one.reasons[0].startswith("SYNTHETIC")
            assert any("(inferred)" in r for r in one.reasons)
            assert one.picture is not None
            assert "SYNTHETIC" in one.picture
    shown = run("show", "--ledger", ledger, next(e.id for e in evidence(ledger) if e.verdict == "supports"))
    assert "looked at cap-" in shown.output


def test_the_table_shows_what_decides_and_sums_up_what_cannot_be_tested(ledger: Path) -> None:
    lines = run("check", "--ledger", ledger, "--tracks", TRACK).output.splitlines()
    rows = [line.split("\t") for line in lines if line.startswith("clm-")]
    (why,) = {why for _, _, verdict, why in rows if verdict == "supports"}
    assert why.startswith("SYNTHETIC: Landing at SVMI, runway")
    assert "Looked for" not in " ".join(lines)
    summed = [line for line in lines if line.startswith("Not tested by flight tracks: ")]
    assert "Not tested by flight tracks: 1 claim without a place" in summed
    # Each claim stands in the table or in one of the sums, and all of them in the record.
    assert len(rows) + sum(int(line.split(": ")[1].split()[0]) for line in summed) == len(evidence(ledger))


def test_checking_twice_adds_nothing_and_the_vault_answers_later(ledger: Path) -> None:
    run("check", "--ledger", ledger, "--tracks", TRACK)
    first = evidence(ledger)
    captures = len(list(Vault(ledger.with_suffix(".vault")).captures()))
    for more in (("--tracks", TRACK), ()):
        result = run("check", "--ledger", ledger, *more)
        assert result.exit_code == 0, result.output
        assert "; 0 new in" in result.output
    assert evidence(ledger) == first
    assert len(list(Vault(ledger.with_suffix(".vault")).captures())) == captures


def test_the_bytes_are_kept_as_those_of_pages_are(ledger: Path) -> None:
    run("check", "--ledger", ledger, "--tracks", TRACK)
    [one] = {e.captures for e in evidence(ledger) if e.verdict == "supports"}
    with open_ledger(str(ledger)) as held:
        [capture] = [c for c in facts(held).captures if c.id in one]
    assert Vault(ledger.with_suffix(".vault")).get(capture.digest) == TRACK.read_bytes()


def test_tracks_of_another_year_show_nothing(ledger: Path, tmp_path: Path) -> None:
    late = a_file(tmp_path, "landing", "SVMI", start=1_700_000_000.0)
    result = run("check", "--ledger", ledger, "--tracks", late, "--json")
    assert result.exit_code == 0, result.output
    verdicts = {json.loads(line)["verdict"] for line in result.stdout.splitlines()}
    assert verdicts == {"not observable"}


def test_another_states_aircraft_is_inconclusive(ledger: Path, tmp_path: Path) -> None:
    other = a_file(tmp_path, "landing", "SVMI", address="508035")  # of Ukraine's block
    result = run("check", "--ledger", ledger, "--tracks", other)
    assert "0 supports, 0 contradicts, 3 inconclusive" in result.output
    assert "register of Ukraine, not Russia" in result.output


def test_the_grade_and_the_brief_say_what_was_checked(ledger: Path, tmp_path: Path) -> None:
    run("check", "--ledger", ledger, "--tracks", TRACK)
    out = tmp_path / "brief.html"
    assert run("brief", "--ledger", ledger, "--out", out).exit_code == 0
    page = out.read_text()
    assert "Evidence made up for a demonstration (SYNTHETIC): it weighs nothing" in page
    assert "flight tracks 1, SYNTHETIC track" in page
    assert "not observable" in page


def test_bad_files_are_told_and_the_good_ones_done(ledger: Path, tmp_path: Path) -> None:
    bad = tmp_path / "bad.bin"
    bad.write_bytes(bytes(range(256)) * 4)
    result = run(
        "check", "--ledger", ledger, "--tracks", bad, "--tracks", tmp_path / "none", "--tracks", TRACK
    )
    assert result.exit_code == 1
    assert "3 supports" in result.output
    assert "there is no file" in result.output
    issues = run("issues", "--ledger", ledger).output
    assert "bad.bin" in issues
    assert "tracks" in issues


@pytest.mark.parametrize("text", [b'{"154073": 5, "abc": [1, 2]}', b"", bytes(range(256)), None])
def test_what_is_no_registry_stops_it_with_one_line(ledger: Path, tmp_path: Path, text: bytes | None) -> None:
    path = tmp_path / "registry.json"
    if text is not None:
        path.write_bytes(text)
    result = run("check", "--ledger", ledger, "--tracks", TRACK, "--registry", path)
    assert result.exit_code == 3
    assert "registry" in result.output
    assert len(result.output.strip().splitlines()) == 1


def test_without_any_tracks_it_says_what_to_do(ledger: Path) -> None:
    result = run("check", "--ledger", ledger)
    assert result.exit_code == 3
    assert "--tracks FILE" in result.output


def test_movements_are_printed_and_written(tmp_path: Path) -> None:
    result = run(
        "tracks", TRACK, "--field", "SVMI", "--kml", tmp_path / "a.kml", "--geojson", tmp_path / "a.json"
    )
    assert result.exit_code == 0, result.output
    assert "\tSVMI\t10\tlanding\tinferred\t" in result.output
    assert "SYNTHETIC" in (tmp_path / "a.kml").read_text().upper()
    assert json.loads((tmp_path / "a.json").read_text())["features"]
    anywhere = run("tracks", TRACK, "--json")
    assert [json.loads(line)["code"] for line in anywhere.stdout.splitlines()] == ["SVMI"]


def test_private_aircraft_are_counted_and_not_shown(tmp_path: Path) -> None:
    file = a_file(tmp_path, "landing", "SVMI", address="a11e8b", type_code="C172")
    hidden = run("tracks", file)
    assert "landing" not in hidden.output
    assert "1 other airframe not shown" in hidden.output
    assert "landing" in run("tracks", file, "--aircraft", "A11E8B").output


def test_what_is_held_can_be_watched(ledger: Path) -> None:
    run("check", "--ledger", ledger, "--tracks", TRACK)
    result = run("tracks", "--ledger", ledger, "--field", "SVMI", "--field", "SVCZ")
    assert "\tSVMI\t10\tlanding" in result.output
    assert run("tracks", TRACK, "--field", "NOPE").exit_code == 2


def test_nothing_live_is_shown(tmp_path: Path) -> None:
    import time

    live = a_file(tmp_path, "landing", "SVMI", start=time.time() - 3600)
    assert "landing" not in run("tracks", live, "--aircraft", "154073").output


def test_a_track_cut_in_the_middle_is_read_as_far_as_it_goes_and_told(ledger: Path, tmp_path: Path) -> None:
    whole = TRACK.read_bytes()
    (tmp_path / "cut.json").write_bytes(whole[: len(whole) // 3])
    result = run("check", "--ledger", ledger, "--tracks", tmp_path / "cut.json")
    assert result.exit_code == 1
    assert "against 1 airframe" in result.output
    assert "ends in the middle" in run("issues", "--ledger", ledger).output


def test_one_point_shows_nothing(ledger: Path, tmp_path: Path) -> None:
    whole = json.loads(TRACK.read_text())
    (tmp_path / "one.json").write_text(json.dumps(whole | {"trace": whole["trace"][:1]}))
    result = run("check", "--ledger", ledger, "--tracks", tmp_path / "one.json")
    assert result.exit_code == 0
    assert "0 supports, 0 contradicts" in result.output
