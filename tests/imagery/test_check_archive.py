"""From claims to evidence through a local archive, as a user's machine does it: asked, read, kept, and done again offline."""

import datetime as dt
import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from imagery.archive_server import ArchiveServer, running
from imagery.claims_made import (
    CLEARED,
    CLEARING,
    HERE,
    LAST,
    LAUNCHERS,
    NOT_CLEARED,
    NOW,
    PASSES,
    SITE,
    TOO_WIDE,
    a_claim,
    an_archive,
)
from imagery.made_scenes import make_s2
from sightline.capture.vault import Vault
from sightline.ledger.ledger import Ledger, open_ledger
from sightline.ledger.look import captures, facts, issues
from sightline.model.claim import Claim
from sightline.model.evidence import Evidence
from sightline.model.period import days
from sightline.settings import Settings
from sightline.wiring_checks import Checks, Given, checked_claims
from sightline.wiring_looks import LOOK

CLAIMS = (CLEARED, NOT_CLEARED, LAUNCHERS, TOO_WIDE)


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("archive")
    an_archive(folder)
    return folder


@pytest.fixture
def server(made: Path) -> Iterator[ArchiveServer]:
    with running(made) as held:
        yield held


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return replace(
        Settings(), ledger=str(tmp_path / "case.db"), allow_private=True, timeout_s=5.0, deadline_s=20.0
    )


def check(settings: Settings, claims: tuple[Claim, ...] = CLAIMS, **given: object) -> tuple[Checks, Ledger]:
    with open_ledger(settings.ledger, create=True) as ledger:
        return checked_claims(ledger, claims, Given(**given), settings, NOW), ledger  # type: ignore[arg-type]


def verdicts(checks: Checks) -> dict[str, str]:
    return {claim.id: evidence.verdict for claim, evidence in checks.found}


def one(checks: Checks, claim: Claim) -> Evidence:
    [found] = [e for c, e in checks.found if c.id == claim.id]
    return found


@pytest.fixture(scope="module")
def first(made: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Checks, Path]:
    """All claims against the archive once; and the folder of the ledger."""
    folder = tmp_path_factory.mktemp("first")
    own = replace(Settings(), ledger=str(folder / "case.db"), allow_private=True)
    with running(made) as server:
        return check(own, archives=(server.url,))[0], folder


@pytest.fixture
def kept(first: tuple[Checks, Path], settings: Settings, tmp_path: Path) -> Settings:
    """The same ledger, for a test's own use."""
    shutil.copytree(first[1], tmp_path, dirs_exist_ok=True)
    return settings


def test_a_clearing_is_seen_and_launchers_could_not_be(first: tuple[Checks, Path]) -> None:
    checks, _ = first
    assert verdicts(checks) == {
        CLEARED.id: "supports",
        NOT_CLEARED.id: "supports",
        LAUNCHERS.id: "not observable",
        TOO_WIDE.id: "not observable",
    }
    seen = one(checks, CLEARED)
    assert seen.synthetic
    assert "SYNTHETIC" in seen.checker
    assert seen.reasons[0].startswith("SYNTHETIC")
    assert seen.picture is not None
    assert "SYNTHETIC" in seen.picture
    figures = dict(seen.figures)
    assert figures["p"] <= 0.05
    assert figures["p"] >= figures["smallest p that could come out"]
    assert figures["power"] >= 0.8
    assert any("other things could have changed" in r for r in seen.reasons)
    assert "speaks against the denial" in " ".join(one(checks, NOT_CLEARED).reasons)


def test_what_would_be_needed_is_said(first: tuple[Checks, Path]) -> None:
    words = " ".join(one(first[0], LAUNCHERS).reasons)
    assert "too small to be seen" in words
    assert "Its pixels must be 1.9 m or less" in words


def test_asked_again_it_adds_nothing(made: Path, settings: Settings) -> None:
    """Of another archive of the same name and address nothing could be told; of the same answers and pixels nothing is kept twice."""
    with running(made) as server:
        check(settings, (LAUNCHERS,), archives=(server.url,))
        with open_ledger(settings.ledger) as ledger:
            held = captures(ledger)
        again, _ = check(settings, (LAUNCHERS,), archives=(server.url,))
        with open_ledger(settings.ledger) as ledger:
            assert captures(ledger) == held
    assert [added for _, added in again.instruments] == [0]


def test_later_it_needs_no_archive(first: tuple[Checks, Path], kept: Settings) -> None:
    offline, _ = check(kept)
    assert [e for _, e in offline.found] == [e for _, e in first[0].found]
    assert sum(added for _, added in offline.instruments) == 0


def test_everything_it_rests_on_is_kept(first: tuple[Checks, Path], kept: Settings) -> None:
    with open_ledger(kept.ledger) as ledger:
        held = {c.id: c for c in captures(ledger)}
        assert facts(ledger).evidence == tuple(e for _, e in first[0].found)
    vault = Vault(Path(kept.ledger).with_suffix(".vault"))
    for evidence in (e for _, e in first[0].found):
        for id_ in evidence.captures:
            assert vault.get(held[id_].digest)
    assert [c.media_type for c in held.values()].count(LOOK) == 1


def test_an_archive_that_is_down_is_never_nothing_found(settings: Settings) -> None:
    hurried = replace(settings, deadline_s=2.0)
    checks, _ = check(hurried, (CLEARED,), archives=("http://127.0.0.1:9/stac",))
    found = one(checks, CLEARED)
    assert found.verdict == "not observable"
    assert "nobody knows" in " ".join(found.reasons)
    assert checks.troubles
    with open_ledger(settings.ledger) as ledger:
        assert {i.stage for i in issues(ledger)} == {"imagery"}


def test_one_that_stumbles_is_asked_again(server: ArchiveServer, settings: Settings) -> None:
    server.trouble.search = [(503, {"Retry-After": "0"})]
    checks, _ = check(settings, (LAUNCHERS,), archives=(server.url,))
    assert len(server.searches()) > 1
    assert not checks.troubles
    assert "too small to be seen" in " ".join(one(checks, LAUNCHERS).reasons)


@pytest.mark.slow
def test_missing_files_cost_their_passes_alone(server: ArchiveServer, settings: Settings) -> None:
    server.trouble.missing = ("20180625", "20180707")
    checks, _ = check(settings, (CLEARED,), archives=(server.url,))
    found = one(checks, CLEARED)
    assert found.verdict == "supports"
    assert "Not used, wholly or in part" in " ".join(found.reasons)


def test_a_claim_beyond_the_grid_leaves_the_others_alone(server: ArchiveServer, settings: Settings) -> None:
    nowhere = replace(CLEARED, id="clm-pole", place=replace(HERE, lat=89.9))
    checks, _ = check(settings, (nowhere, LAUNCHERS), archives=(server.url,))
    assert "too small to be seen" in " ".join(one(checks, LAUNCHERS).reasons)
    assert verdicts(checks)[nowhere.id] == "not observable"


@pytest.mark.parametrize("cover", [1.0, 0.7])
def test_under_clouds_nothing_is_said(tmp_path: Path, settings: Settings, cover: float) -> None:
    few = PASSES[-6:]
    clouds = {day: cover for day in few if day > LAST - dt.timedelta(days=10)}
    make_s2(tmp_path / "cloudy", SITE, few, things=(CLEARING,), km=2.6, clouds=clouds)
    checks, _ = check(settings, (CLEARED,), archives=(str(tmp_path / "cloudy" / "catalog.json"),))
    found = one(checks, CLEARED)
    assert found.verdict == "not observable"
    assert "clear" in " ".join(found.reasons)
    assert "On no pass" in found.picture  # a picture says why, wherever it is shown without its claim


def test_one_date_only_is_not_enough(tmp_path: Path, settings: Settings) -> None:
    make_s2(tmp_path / "one", SITE, [dt.date(2019, 3, 28)], km=2.6)
    checks, _ = check(settings, (CLEARED,), archives=(str(tmp_path / "one" / "catalog.json"),))
    found = one(checks, CLEARED)
    assert found.verdict == "not observable"
    assert "no picture" in " ".join(found.reasons)


@pytest.mark.slow
def test_no_change_contradicts_what_stays_and_nothing_else(tmp_path: Path, settings: Settings) -> None:
    catalogue = an_archive(tmp_path / "calm", things=())
    planned = replace(CLEARED, id="clm-planned", stance="planned")
    elsewhere = replace(
        CLEARED, id="clm-earlier", time=days(dt.date(2019, 3, 29), dt.date(2019, 4, 25))
    )  # the pass within it does not settle
    checks, _ = check(settings, (CLEARED, NOT_CLEARED, planned, elsewhere), archives=(str(catalogue),))
    found = verdicts(checks)
    assert found[CLEARED.id] == "contradicts"
    assert found[NOT_CLEARED.id] == "contradicts"
    assert "bears the denial out" in " ".join(one(checks, NOT_CLEARED).reasons)
    assert found[planned.id] == "inconclusive"
    assert found[elsewhere.id] != "contradicts"


@pytest.mark.slow
def test_a_wrong_flag_of_the_offset_fakes_no_change(tmp_path: Path, settings: Settings) -> None:
    """From 25 January 2022 pixels carry an offset of 0.1; an archive that says it took it off and did not fakes a step of 0.1."""
    first = dt.date(2021, 3, 1)
    passes = [first + dt.timedelta(days=12 * n) for n in range(25)]
    for flag, part in (("right", passes[:23]), ("wrong", passes[23:])):
        make_s2(tmp_path / "flag", SITE, part, km=2.6, flag=flag)
    claim = a_claim(time=days(passes[23], passes[23]), id_="clm-flag")
    checks, _ = check(settings, (claim,), archives=(str(tmp_path / "flag" / "catalog.json"),))
    assert one(checks, claim).verdict != "supports"


def test_pictures_of_the_users_are_a_pair(made: Path, tmp_path: Path, settings: Settings) -> None:
    files = sorted((made / "sentinel-2-l2a").glob("*/B04.tif"))
    before, after = (next(f for f in files if day in str(f)) for day in ("20190316", "20190328"))
    images = (f"2019-03-16={before}", f"2019-03-28={after}")
    checks, _ = check(settings, (CLEARED,), images=images)
    found = one(checks, CLEARED)
    assert not checks.troubles
    assert found.verdict in ("supports", "inconclusive")
    assert any(r.startswith("Pictures you brought") for r in found.reasons)
    again, _ = check(settings, (CLEARED,))
    assert [e for _, e in again.found] == [found]


def test_pictures_that_cannot_be_used_are_told(tmp_path: Path, settings: Settings) -> None:
    broken, shot = tmp_path / "broken.tif", tmp_path / "shot.png"
    broken.write_bytes(b"II*\x00" + bytes(40))
    shot.write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(40))
    checks, _ = check(
        settings, (CLEARED,), images=(f"2019-03-28={broken}", f"2019-03-28={shot}", "soon=x.tif")
    )
    assert len(checks.troubles) == 3
    assert all(e.verdict == "not observable" for _, e in checks.found)


def test_a_look_that_the_vault_lost_is_told(kept: Settings) -> None:
    shutil.rmtree(Path(kept.ledger).with_suffix(".vault") / "objects")
    checks, _ = check(kept, (CLEARED,))
    assert checks.troubles


def test_nothing_goes_on_the_network_unless_it_is_asked_for(
    server: ArchiveServer, settings: Settings
) -> None:
    check(settings)
    assert not server.asked


def test_no_baseline_is_read_for_what_is_too_small(server: ArchiveServer, settings: Settings) -> None:
    """Launchers alone: two passes before and those after, for the picture; the verdict is that of all passes, and stands later."""
    checks, _ = check(settings, (LAUNCHERS,), archives=(server.url,))
    found = one(checks, LAUNCHERS)
    asked = {path for path in map(str, server.asked) if "/B04.tif" in path}
    assert 0 < len(asked) <= 8 < len(PASSES)
    assert found.verdict == "not observable"
    assert found.picture is not None
    words = " ".join(found.reasons)
    assert "further scenes were not read" in words
    assert "too small to be seen" in words
    later, _ = check(settings, (LAUNCHERS,))
    assert [e for _, e in later.found] == [found]


def test_a_claim_that_could_be_seen_has_the_whole_baseline_read(first: tuple[Checks, Path]) -> None:
    """Beside launchers at the same place and time, so that both are held against one look."""
    assert "further scenes were not read" not in " ".join(one(first[0], LAUNCHERS).reasons)
